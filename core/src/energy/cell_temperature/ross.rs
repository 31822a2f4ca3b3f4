/// Cell temperature of Ross from the nominal operating cell temperature.
///
/// Source: R. G. Ross, Proc. 12th IEEE Photovoltaic Specialists Conference (1976) 331.
#[inline(always)]
pub(crate) fn ross(poa: f64, air_c: f64, noct_c: f64) -> f64 {
    air_c + (noct_c - 20.0) / 800.0 * poa
}
