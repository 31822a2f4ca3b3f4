/// Share of the power lost by a shaded row of modules.
///
/// `direct` is the direct and circumsolar light in the plane, `fraction` the shaded share of the row, `blocks` the number of shaded
/// blocks of cells of `all_blocks`.
///
/// Source: F. Martínez-Moreno, J. Muñoz, E. Lorenzo, *Solar Energy Materials and Solar Cells* 94 (2010) 2298.
pub(crate) fn martinez(poa: f64, direct: f64, fraction: f64, blocks: f64, all_blocks: f64) -> f64 {
    let kept = (1.0 - fraction) * (1.0 - blocks.ceil() / (1.0 + all_blocks));
    if poa > 0.0 { 1.0 - (direct * kept + (poa - direct)) / poa } else { 0.0 }
}
