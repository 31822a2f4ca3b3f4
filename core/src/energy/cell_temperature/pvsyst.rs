/// Parameters of PVsyst's balance of heat.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pvsyst {
    /// Heat loss without wind, W/(m² K).
    pub constant: f64,
    /// Heat loss per wind speed, W/(m² K) per m/s.
    pub per_wind: f64,
    /// Efficiency of the module.
    pub efficiency: f64,
    /// Share of the light that is absorbed.
    pub absorption: f64,
}

/// Cell temperature of PVsyst.
///
/// Source: PVsyst documentation, array thermal losses.
#[inline(always)]
pub(crate) fn pvsyst(p: &Pvsyst, poa: f64, air_c: f64, wind_m_s: f64) -> f64 {
    air_c + p.absorption * poa * (1.0 - p.efficiency) / (p.constant + p.per_wind * wind_m_s)
}
