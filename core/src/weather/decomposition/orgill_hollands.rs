/// Diffuse share of Orgill and Hollands from the clearness index of an hour.
///
/// Source: J. F. Orgill, K. G. T. Hollands, *Solar Energy* 19 (1977) 357.
#[inline(always)]
pub(crate) fn orgill_hollands(kt: f64) -> f64 {
    let middle = 1.557 - 1.84 * kt;
    let share = if kt <= 0.75 { middle } else { 0.177 };
    if kt < 0.35 { 1.0 - 0.249 * kt } else { share }
}
