//! Mismatch between the spectrum of the sun and that of the test (*correção espectral*).

use serde::Deserialize;

/// Technology of the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CellTechnology {
    /// Cadmium telluride.
    Cdte,
    /// Monocrystalline silicon.
    MonoSi,
    /// Multicrystalline silicon.
    MultiSi,
    /// Copper indium gallium selenide.
    Cigs,
    /// Amorphous silicon.
    AmorphousSi,
}

impl CellTechnology {
    const fn coefficients(self) -> [f64; 6] {
        match self {
            CellTechnology::Cdte => [0.86273, -0.038948, -0.012506, 0.098871, 0.084658, -0.0042948],
            CellTechnology::MonoSi => [0.85914, -0.020880, -0.0058853, 0.12029, 0.026814, -0.0017810],
            CellTechnology::MultiSi => [0.84090, -0.027539, -0.0079224, 0.13570, 0.038024, -0.0021218],
            CellTechnology::Cigs => [0.85252, -0.022314, -0.0047216, 0.13666, 0.013342, -0.0008945],
            CellTechnology::AmorphousSi => [1.12094, -0.047620, -0.0083627, -0.10443, 0.098382, -0.0033818],
        }
    }
}

/// Factor on the light from the absolute air mass and the water in the air in cm; none for more water than the fit knows.
///
/// Source: M. Lee, A. Panchula, Proc. 43rd IEEE Photovoltaic Specialists Conference (2016) 1351 (First Solar).
pub(crate) fn first_solar(technology: CellTechnology, air_mass: f64, water_cm: f64) -> Option<f64> {
    if water_cm > 8.0 {
        return None;
    }
    let [c0, c1, c2, c3, c4, c5] = technology.coefficients();
    let water = water_cm.max(0.1);
    let air = air_mass.clamp(0.58, 10.0);
    let (root_water, root_air) = (water.sqrt(), air.sqrt());
    Some(c0 + c1 * air + c2 * water + c3 * root_air + c4 * root_water + c5 * air / root_water)
}
