/// Diffuse share of Erbs without steps, after Driesse.
///
/// Source: A. Driesse, A. R. Jensen, R. Perez, *Solar Energy* 267 (2024) 112093.
#[inline(always)]
pub(crate) fn erbs_driesse(kt: f64) -> f64 {
    let low = 1.0 - 0.09 * kt;
    let middle = 0.946_296_633_571_001
        + kt * (-0.113_905_838_063_138_81
            + kt * (4.246_926_715_218_317 + kt * (-16.470_508_424_697_3 + kt * 12.269_114_395_712_61)));
    let share = if kt <= 0.792 { middle } else { 0.165 };
    if kt <= 0.216 { low } else { share }
}
