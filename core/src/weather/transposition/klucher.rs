use super::Light;

/// Sky of Klucher: brighter horizon and circumsolar light the clearer the sky.
///
/// Source: T. M. Klucher, *Solar Energy* 23 (1979) 111.
#[inline(always)]
pub(crate) fn klucher(light: &Light, cos_incidence: f64, cos_tilt: f64) -> f64 {
    let share = light.dhi / if light.ghi > 0.0 { light.ghi } else { 1.0 };
    let clearness = if light.ghi > 0.0 { 1.0 - share * share } else { 0.0 };
    // half-angle: sin²(β/2) = (1 − cos β)/2
    let half = (0.5 * (1.0 - cos_tilt)).sqrt();
    let facing = if cos_incidence > 0.0 { cos_incidence } else { 0.0 };
    let sine_squared = 1.0 - light.cos_zenith * light.cos_zenith;
    let sine = if sine_squared > 0.0 { sine_squared.sqrt() } else { 0.0 };
    let horizon = 1.0 + clearness * (half * half * half);
    let circumsolar = 1.0 + clearness * (facing * facing) * (sine * sine * sine);
    light.dhi * (1.0 + cos_tilt) * 0.5 * horizon * circumsolar
}
