//! Column forms over floats: the check of every row before, and of every result behind one shared kernel.

use crate::columns::{Columns, OwnedColumn, Rows, Values};
use crate::issue::{Code, Error, Issue, Pointer, Problems};

/// The float columns of a batch; a row that a column refuses has its errors noted and is computed like the others, in vain.
pub(crate) struct FloatRows<'a, const N: usize> {
    /// The columns in the order of the form.
    pub columns: [&'a [f64]; N],
    rows: usize,
    errors: Vec<(usize, Error)>,
}

impl<'a, const N: usize> FloatRows<'a, N> {
    /// Takes the columns `first ..` of the form and refuses values that are missing or out of bounds.
    pub fn check(columns: &Columns<'a>, inputs: &[(&'static str, (f64, f64))], first: usize) -> Self {
        let mut slices: [&[f64]; N] = [&[]; N];
        for (position, slot) in slices.iter_mut().enumerate() {
            if let Some(Values::F64(values)) = columns.at(first + position).map(|column| column.values) {
                *slot = values;
            }
        }
        let mut bad = vec![false; columns.rows()];
        for (position, (values, (_, (least, most)))) in slices.iter().zip(inputs).enumerate() {
            let column = columns.at(first + position);
            for (row, (bad, value)) in bad.iter_mut().zip(*values).enumerate() {
                // a value that is not a number is outside of every range
                *bad |= !(value >= least && value <= most) || column.is_some_and(|column| !column.is_valid(row));
            }
        }
        let mut errors = Vec::new();
        for (row, _) in bad.iter().enumerate().filter(|(_, bad)| **bad) {
            let mut problems = Problems::new();
            for (position, (name, (least, most))) in inputs.iter().enumerate() {
                let place = Pointer::root().field(name);
                match columns.at(first + position).and_then(|column| column.f64(row)) {
                    None => problems.push(Issue::error(Code::MISSING_FIELD).at(place)),
                    Some(value) => problems.require((*least..=*most).contains(&value), || {
                        Issue::error(Code::OUT_OF_RANGE).at(place).with("min", *least).with("max", *most)
                    }),
                }
            }
            errors.push((row, problems.into_error()));
        }
        FloatRows { columns: slices, rows: columns.rows(), errors }
    }

    /// Whether a row was accepted.
    pub fn sound(&self) -> Vec<bool> {
        let mut sound = vec![true; self.rows];
        for (row, _) in &self.errors {
            if let Some(slot) = sound.get_mut(*row) {
                *slot = false;
            }
        }
        sound
    }

    /// Notes the error of a row, unless it has one.
    pub fn refuse(&mut self, row: usize, error: impl Into<Error>) {
        if !self.errors.iter().any(|(known, _)| *known == row) {
            self.errors.push((row, error.into()));
        }
    }

    /// The results: zero in refused rows; a result that is not finite refuses its row.
    pub fn finish(mut self, mut outputs: Vec<Vec<f64>>) -> Rows {
        let mut bad = vec![false; self.rows];
        for values in &outputs {
            for (bad, value) in bad.iter_mut().zip(values) {
                *bad |= !value.is_finite();
            }
        }
        let mut known: Vec<usize> = self.errors.iter().map(|(row, _)| *row).collect();
        known.sort_unstable();
        for (row, _) in bad.iter().enumerate().filter(|(_, bad)| **bad) {
            if known.binary_search(&row).is_err() {
                self.errors.push((row, Issue::error(Code::NOT_FINITE).into()));
            }
        }
        for values in &mut outputs {
            for (row, _) in &self.errors {
                if let Some(slot) = values.get_mut(*row) {
                    *slot = 0.0;
                }
            }
        }
        Rows { columns: outputs.into_iter().map(OwnedColumn::F64).collect(), errors: self.errors, summary: None }
    }
}

/// Declares the column form of an operation on floats: the parameters' type, the columns it takes with the quantity of each, the
/// columns it gives, and the kernel over all rows.
macro_rules! float_form {
    (
        $(#[$meta:meta])*
        $vis:vis static $form:ident($parameters:ident: $type:ty, $rows:ident) {
            $($input:ident: $quantity:ty,)*
        } -> { $($output:ident,)* } $body:block
    ) => {
        $(#[$meta])*
        $vis static $form: $crate::columns::Form<$type> = {
            const INPUTS: &[(&str, (f64, f64))] =
                &[$((stringify!($input), (<$quantity>::MIN, <$quantity>::MAX))),*];
            fn run(
                $parameters: $type,
                columns: &$crate::columns::Columns<'_>,
            ) -> Result<$crate::columns::Rows, $crate::issue::Error> {
                #[allow(unused_mut)]
                let mut $rows = $crate::columns::float_rows::FloatRows::<{ INPUTS.len() }>::check(columns, INPUTS, 0);
                let outputs: Vec<Vec<f64>> = $body;
                Ok($rows.finish(outputs))
            }
            $crate::columns::Form {
                inputs: &[$((stringify!($input), $crate::columns::Kind::F64)),*],
                outputs: &[
                    $((stringify!($output), $crate::columns::Kind::F64),)*
                    ("status", $crate::columns::Kind::I32),
                ],
                run,
            }
        };
    };
}
pub(crate) use float_form;
