"""Names and signatures of other libraries over this one: change an import, keep the code.

`coaraci.compat.numpy_financial` has the functions of numpy-financial, `coaraci.compat.pyxirr` those of pyxirr, for numbers and
one-dimensional sequences. Formulas, roots and errors are coaraci's: tiny rates keep their digits, and a rate of return that exists is
found. `coaraci.compat.pvlib` has functions of pvlib, for numbers, NumPy arrays and pandas series.
"""
