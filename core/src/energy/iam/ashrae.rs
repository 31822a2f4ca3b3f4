/// Modifier of ASHRAE with the loss coefficient `b`; never below zero.
///
/// Source: A. F. Souka, H. H. Safwat, *Solar Energy* 10 (1966) 170; ASHRAE standard 93-77.
#[inline(always)]
pub(crate) fn ashrae(cos_incidence: f64, b: f64) -> f64 {
    let lit = cos_incidence > 0.0;
    let c = if lit { cos_incidence } else { 1.0 };
    let modifier = 1.0 - b * (1.0 / c - 1.0);
    if lit && modifier > 0.0 { modifier } else { 0.0 }
}
