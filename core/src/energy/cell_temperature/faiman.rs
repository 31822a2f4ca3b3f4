/// Cell temperature of Faiman, with his heat losses of 25 W/(m² K) and 6.84 W/(m² K) per m/s as the usual `constant` and `per_wind`.
///
/// Source: D. Faiman, *Progress in Photovoltaics* 16 (2008) 307.
#[inline(always)]
pub(crate) fn faiman(poa: f64, air_c: f64, wind_m_s: f64, constant: f64, per_wind: f64) -> f64 {
    air_c + poa / (constant + per_wind * wind_m_s)
}
