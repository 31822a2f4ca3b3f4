use crate::issue::{Code, Error, Issue};
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The values of a quantity along a time axis; on the wire a list of numbers in which null is a missing sample.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Samples {
    /// Missing samples are zero here, and marked in `valid`.
    values: Vec<f64>,
    /// Which samples there are; none if all are.
    valid: Option<Vec<bool>>,
}

impl Samples {
    /// Samples that are all there.
    ///
    /// # Errors
    /// `NOT_FINITE` at the first value that is no finite number.
    pub fn new(values: Vec<f64>) -> Result<Samples, Error> {
        match values.iter().position(|value| !value.is_finite()) {
            None => Ok(Samples { values, valid: None }),
            Some(index) => {
                let place = crate::issue::Pointer::root().index(index);
                Err(Issue::error(Code::NOT_FINITE).at(place).into())
            }
        }
    }

    /// Samples of which some may be missing.
    ///
    /// # Errors
    /// `NOT_FINITE` at the first value that is no finite number.
    pub fn with_gaps(samples: impl IntoIterator<Item = Option<f64>>) -> Result<Samples, Error> {
        let samples = samples.into_iter();
        let mut out = Samples { values: Vec::with_capacity(samples.size_hint().0), valid: None };
        for sample in samples {
            out.push(sample);
        }
        let valid = out.valid;
        Samples::new(out.values).map(|samples| Samples { valid, ..samples })
    }

    fn push(&mut self, sample: Option<f64>) {
        if sample.is_none() && self.valid.is_none() {
            self.valid = Some(vec![true; self.values.len()]);
        }
        if let Some(valid) = &mut self.valid {
            valid.push(sample.is_some());
        }
        self.values.push(sample.unwrap_or(0.0));
    }

    /// How many samples there are, missing ones included.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// A sample, if it is there.
    pub fn get(&self, index: usize) -> Option<f64> {
        let value = self.values.get(index).copied();
        value.filter(|_| self.valid.as_ref().is_none_or(|valid| valid.get(index).copied().unwrap_or(false)))
    }

    /// The samples in order.
    pub fn iter(&self) -> impl Iterator<Item = Option<f64>> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// All values, if none is missing.
    pub fn complete(&self) -> Option<&[f64]> {
        self.valid.is_none().then_some(self.values.as_slice())
    }

    /// The values, with zero in place of missing ones, and which of them are there (none if all are).
    pub fn parts(&self) -> (&[f64], Option<&[bool]>) {
        (&self.values, self.valid.as_deref())
    }

    /// How many samples are there.
    pub fn valid_count(&self) -> usize {
        self.valid.as_ref().map_or(self.len(), |valid| valid.iter().filter(|valid| **valid).count())
    }
}

impl Serialize for Samples {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Samples {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = Samples;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("array")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Samples, A::Error> {
                let mut samples = Samples::default();
                while let Some(sample) = access.next_element()? {
                    samples.push(sample);
                }
                Ok(samples)
            }
        }
        deserializer.deserialize_seq(List)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Samples {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Samples".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "array", "items": {"type": ["number", "null"]}})
    }
    fn inline_schema() -> bool {
        true
    }
}
