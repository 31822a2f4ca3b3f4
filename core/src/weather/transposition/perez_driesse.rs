use super::{Dome, Light};

/// Inner and outer knots of the spline.
const KNOTS: [f64; 9] = [0.0, 0.061, 0.187, 0.333, 0.487, 0.643, 0.778, 0.839, 1.0];

/// `[F11, F12, F13, F21, F22, F23]` of each control point.
const CONTROL: [[f64; 6]; 10] = [
    [-0.053, 0.529, -0.028, -0.071, 0.061, -0.019],
    [-0.008, 0.588, -0.062, -0.06, 0.072, -0.022],
    [0.131, 0.77, -0.167, -0.026, 0.106, -0.032],
    [0.328, 0.471, -0.216, 0.069, -0.105, -0.028],
    [0.557, 0.241, -0.3, 0.086, -0.085, -0.012],
    [0.861, -0.323, -0.355, 0.24, -0.467, -0.008],
    [1.212, -1.239, -0.444, 0.305, -0.797, 0.047],
    [1.099, -1.847, -0.365, 0.275, -1.132, 0.124],
    [0.544, 0.157, -0.213, 0.118, -1.455, 0.292],
    [0.544, 0.157, -0.213, 0.118, -1.455, 0.292],
];

/// One piece of the quadratic spline on `[low, high]`:
/// `middle + before (high − ζ)² + after (ζ − low)²`.
#[derive(Clone, Copy)]
struct Piece {
    low: f64,
    high: f64,
    middle: [f64; 6],
    before: [f64; 6],
    after: [f64; 6],
}

const PIECES: [Piece; 8] = pieces();

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index does not compile")]
const fn pieces() -> [Piece; 8] {
    let empty = Piece { low: 0.0, high: 0.0, middle: [0.0; 6], before: [0.0; 6], after: [0.0; 6] };
    let mut pieces = [empty; 8];
    let mut i = 0;
    while i < 8 {
        let (low, high) = (KNOTS[i], KNOTS[i + 1]);
        let before_low = if i == 0 { low } else { KNOTS[i - 1] };
        let after_high = if i == 7 { high } else { KNOTS[i + 2] };
        let piece = &mut pieces[i];
        (piece.low, piece.high) = (low, high);
        let mut j = 0;
        while j < 6 {
            let middle = CONTROL[i + 1][j];
            piece.middle[j] = middle;
            piece.before[j] = (CONTROL[i][j] - middle) / ((high - before_low) * (high - low));
            piece.after[j] = (CONTROL[i + 2][j] - middle) / ((after_high - low) * (high - low));
            j += 1;
        }
        i += 1;
    }
    pieces
}

/// The six functions at a clearness.
#[inline(always)]
fn spline(zeta: f64) -> [f64; 6] {
    let [mut chosen, rest @ ..] = PIECES;
    for piece in &rest {
        let hit = zeta >= piece.low;
        chosen.low = if hit { piece.low } else { chosen.low };
        chosen.high = if hit { piece.high } else { chosen.high };
        for (slot, value) in chosen.middle.iter_mut().zip(piece.middle) {
            *slot = if hit { value } else { *slot };
        }
        for (slot, value) in chosen.before.iter_mut().zip(piece.before) {
            *slot = if hit { value } else { *slot };
        }
        for (slot, value) in chosen.after.iter_mut().zip(piece.after) {
            *slot = if hit { value } else { *slot };
        }
    }
    let (right, left) = (chosen.high - zeta, zeta - chosen.low);
    let (right, left) = (right * right, left * left);
    let mut values = chosen.middle;
    for ((value, before), after) in values.iter_mut().zip(chosen.before).zip(chosen.after) {
        *value += before * right + after * left;
    }
    values
}

/// Sky of Perez and Driesse: Perez without steps between its bins.
///
/// Source: A. Driesse, A. R. Jensen, R. Perez, *Solar Energy* 267 (2024) 112093.
#[inline(always)]
pub(crate) fn perez_driesse(light: &Light) -> Dome {
    /// The cosine of 85 degrees.
    const LOWEST: f64 = 0.087_155_742_747_658_17;
    let z = light.zenith;
    let lit = light.dhi > 0.0;
    let dhi = if lit { light.dhi } else { 1.0 };
    let share = light.dni / (dhi + light.dni);
    let share = if lit { share } else { 0.0 };
    let zeta = share / (1.0 - 1.041 * z * z * z * (share - 1.0));
    let brightness = light.dhi * light.air_mass / light.extraterrestrial;
    let [f11, f12, f13, f21, f22, f23] = spline(zeta);
    let f1 = f11 + f12 * brightness + f13 * z;
    let f1 = if f1 > 0.0 { f1 } else { 0.0 };
    let f1 = if f1 < 0.9 { f1 } else { 0.9 };
    let f2 = f21 + f22 * brightness + f23 * z;
    let height = if light.cos_zenith > LOWEST { light.cos_zenith } else { LOWEST };
    let dome =
        Dome { isotropic: light.dhi * (1.0 - f1), circumsolar: light.dhi * (f1 / height), horizon: light.dhi * f2 };
    dome.only_if(lit)
}
