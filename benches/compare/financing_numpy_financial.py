"""numpy-financial: every function of `coaraci.compat.numpy_financial` beside its own, then the same tasks timed.

Values agree to 1e-9 of the size of the flows at rates of 1e-4 and above (below it numpy-financial loses digits by subtracting one from
a power), `nper` to 1e-6 (where nearly all of a payment is interest the payment says little about their number), rates of flows that change their sign once to 1e-9. `irr` takes `raise_exceptions` beside what numpy-financial 1.0.0 takes.
"""

import sys
from inspect import signature
from pathlib import Path
from random import Random

import numpy as np
import numpy_financial as npf

sys.path.insert(0, str(Path(__file__).parents[1] / "hosts"))

from coaraci.compat import numpy_financial as ours
from measure import measure

NAMES = ["fv", "pmt", "nper", "ipmt", "ppmt", "pv", "rate", "irr", "npv", "mirr"]
random = Random(2)


def near(mine: object, theirs: object, scale: float, what: object) -> None:
    assert np.allclose(mine, theirs, rtol=1e-9, atol=1e-9 * scale, equal_nan=True), (what, mine, theirs)  # type: ignore[arg-type]


def main() -> None:
    for name in NAMES:
        theirs = list(signature(getattr(npf, name)).parameters.values())
        mine = list(signature(getattr(ours, name)).parameters.values())[: len(theirs)]
        assert [(each.name, each.default) for each in mine] == [(each.name, each.default) for each in theirs], name
    for _ in range(1000):
        rate, nper = random.choice((1, -1)) * random.uniform(1e-4, 0.2), random.randint(2, 120)
        pv, fv = random.uniform(100, 1e6), random.uniform(0, 1e5)
        when = random.choice(("begin", "end"))
        size = (pv + fv) * (1 + abs(rate)) ** nper
        pmt = npf.pmt(rate, nper, pv, fv, when)
        per = np.arange(1, nper + 1)
        tasks = {
            "pmt": (rate, nper, pv, fv, when),
            "fv": (rate, nper, pmt, pv, when),
            "pv": (rate, nper, pmt, fv, when),
            "ipmt": (rate, per, nper, pv, fv, when),
            "ppmt": (rate, per, nper, pv, fv, when),
        }
        for name, arguments in tasks.items():
            near(getattr(ours, name)(*arguments), getattr(npf, name)(*arguments), size, (name, arguments))
        periods = (library.nper(rate, pmt, pv, fv, when) for library in (ours, npf))
        near(*periods, 1000 * nper, ("nper", rate, pmt, pv, fv, when))
        if rate > 0:
            # Without a value at the end the flows change their sign once, and there is one rate.
            pmt = npf.pmt(rate, nper, pv, 0, when)
            near(ours.rate(nper, pmt, pv, 0, when), rate, 1, ("rate", nper, pmt, pv, when))
        flows = [-random.uniform(100, 1000)] + [random.uniform(1, 300) for _ in range(random.randint(2, 30))]
        near(ours.irr(flows), npf.irr(flows), 1, ("irr", flows))
        near(ours.npv(rate, flows), npf.npv(rate, flows), size, ("npv", rate, flows))
        near(ours.mirr(flows, 0.1, 0.12), npf.mirr(flows, 0.1, 0.12), 1, ("mirr", flows))

    flows = np.array([-20_000.0] + [3000.0 + 150.0 * year for year in range(1, 26)])
    measure("irr/26_flows", "numpy-financial", lambda: npf.irr(flows))
    measure("irr/26_flows", "python", lambda: ours.irr(flows))
    per = np.arange(1, 361)

    def schedule(library: object) -> None:
        library.ipmt(0.0149, per, 360, -250_000)  # type: ignore[attr-defined]
        library.ppmt(0.0149, per, 360, -250_000)  # type: ignore[attr-defined]

    measure("payment_parts/360", "numpy-financial", lambda: schedule(npf))
    measure("payment_parts/360", "python", lambda: schedule(ours))


if __name__ == "__main__":
    main()
