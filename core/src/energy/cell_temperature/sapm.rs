use crate::math::exp;
use serde::{Deserialize, Serialize};

/// How the modules are mounted, for their temperature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mounting {
    /// On racks in the open, on a slab or the ground (*laje*, *solo*); glass on both sides.
    OpenRack,
    /// Close to a roof, on rails over tiles or fibre cement (*cerâmico*, *fibrocimento*); glass on both sides.
    #[default]
    CloseRoof,
    /// On racks in the open; polymer back sheet.
    OpenRackPolymer,
    /// Without air behind the modules, on short rails over metal sheet (*mini trilho*); polymer back sheet.
    InsulatedBack,
}

impl Mounting {
    /// All of them.
    pub(crate) const ALL: [Mounting; 4] =
        [Mounting::OpenRack, Mounting::CloseRoof, Mounting::OpenRackPolymer, Mounting::InsulatedBack];

    /// Parameters of the model of Sandia.
    pub(crate) const fn sapm(self) -> Sapm {
        match self {
            Mounting::OpenRack => Sapm { a: -3.47, b: -0.0594, delta_c: 3.0 },
            Mounting::CloseRoof => Sapm { a: -2.98, b: -0.0471, delta_c: 1.0 },
            Mounting::OpenRackPolymer => Sapm { a: -3.56, b: -0.0750, delta_c: 3.0 },
            Mounting::InsulatedBack => Sapm { a: -2.81, b: -0.0455, delta_c: 0.0 },
        }
    }
}

/// Parameters of the model of Sandia.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sapm {
    /// Exponent without wind.
    pub a: f64,
    /// Exponent per wind speed, s/m.
    pub b: f64,
    /// Cell above module back at 1000 W/m², K.
    pub delta_c: f64,
}

/// Cell temperature of Sandia.
///
/// Source: D. L. King, W. E. Boyson, J. A. Kratochvil, SAND2004-3535 (2004).
#[inline(always)]
pub(crate) fn sapm(p: &Sapm, poa: f64, air_c: f64, wind_m_s: f64) -> f64 {
    poa * exp(p.a + p.b * wind_m_s) + air_c + poa * 0.001 * p.delta_c
}
