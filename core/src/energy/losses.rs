//! Losses by cause (*perdas*).

use crate::quantity::Fraction;
use serde::Deserialize;

/// Losses by cause, as fractions; what is not given has the default of PVWatts.
///
/// They combine as 1 − Π(1 − loss), never as a sum; availability and curtailment act behind the inverter, all others before it.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Losses {
    /// Dirt on the modules (*sujidade*); default 0.02.
    pub soiling: Option<Fraction>,
    /// Shade of near objects (*sombreamento*); default 0.03.
    pub shading: Option<Fraction>,
    /// Snow; default 0.
    pub snow_fraction: Option<Fraction>,
    /// Differences between modules (*descasamento*); default 0.02.
    pub mismatch: Option<Fraction>,
    /// Cables; default 0.02.
    pub wiring: Option<Fraction>,
    /// Connectors; default 0.005.
    pub connections: Option<Fraction>,
    /// Light-induced degradation in the first hours; default 0.015.
    pub lid: Option<Fraction>,
    /// Less than the nameplate says; default 0.01.
    pub nameplate: Option<Fraction>,
    /// Age; default 0.
    pub age_fraction: Option<Fraction>,
    /// Time out of service (*indisponibilidade*); default 0.03.
    pub availability: Option<Fraction>,
    /// Energy that the grid does not take (*corte de geração*); default 0.
    pub curtailment_fraction: Option<Fraction>,
    /// Loss in the cables at standard test conditions, which grows with the square of the current; default none, and `wiring` counts.
    pub ohmic_fraction: Option<Fraction>,
}

/// One cause and its loss.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Loss {
    pub name: &'static str,
    pub fraction: f64,
}

impl Losses {
    /// The causes before the inverter, in the order in which they act.
    pub(crate) fn before(&self) -> [Loss; 9] {
        [
            loss("soiling", self.soiling, 0.02),
            loss("shading", self.shading, 0.03),
            loss("snow", self.snow_fraction, 0.0),
            loss("mismatch", self.mismatch, 0.02),
            loss("wiring", self.wiring, 0.02),
            loss("connections", self.connections, 0.005),
            loss("lid", self.lid, 0.015),
            loss("nameplate", self.nameplate, 0.01),
            loss("age", self.age_fraction, 0.0),
        ]
    }

    /// Those behind it; curtailment only where it is given.
    pub(crate) fn behind(&self) -> Vec<Loss> {
        let availability = loss("availability", self.availability, 0.03);
        let curtailment = self.curtailment_fraction.map(|given| loss("curtailment", Some(given), 0.0));
        std::iter::once(availability).chain(curtailment).collect()
    }

    /// Loss in the cables at standard test conditions.
    pub(crate) fn ohmic(&self) -> f64 {
        self.ohmic_fraction.map_or(0.0, Fraction::get)
    }

    /// What is left before the inverter, and what is left of the inverter's energy.
    pub(crate) fn kept(&self) -> (f64, f64) {
        let left = |losses: &[Loss]| keep(losses.iter().map(|loss| loss.fraction));
        (left(&self.before()), left(&self.behind()))
    }
}

fn loss(name: &'static str, given: Option<Fraction>, default: f64) -> Loss {
    Loss { name, fraction: given.map_or(default, Fraction::get) }
}

/// What is left after losses that act one after the other.
pub(crate) fn keep(losses: impl IntoIterator<Item = f64>) -> f64 {
    losses.into_iter().fold(1.0, |kept, loss| kept * (1.0 - loss))
}
