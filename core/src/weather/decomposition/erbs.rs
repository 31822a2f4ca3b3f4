/// Diffuse share of Erbs from the clearness index of an hour.
///
/// Source: D. G. Erbs, S. A. Klein, J. A. Duffie, *Solar Energy* 28 (1982) 293.
#[inline(always)]
pub(crate) fn erbs(kt: f64) -> f64 {
    let low = 1.0 - 0.09 * kt;
    let middle = 0.9511 + kt * (-0.1604 + kt * (4.388 + kt * (-16.638 + kt * 12.336)));
    let share = if kt <= 0.8 { middle } else { 0.165 };
    if kt <= 0.22 { low } else { share }
}

/// Diffuse share of Erbs from the mean clearness index of a month and the sunset hour angle of its mean day, in degrees; as published,
/// it may pass one under a very dull sky.
///
/// Source: as above, section 5.
pub(crate) fn erbs_month(kt: f64, sunset_deg: f64) -> f64 {
    if sunset_deg <= 81.4 {
        1.391 + kt * (-3.560 + kt * (4.189 - kt * 2.137))
    } else {
        1.311 + kt * (-3.022 + kt * (3.427 - kt * 1.821))
    }
}
