//! Draws that are the same in every language and order: xoshiro256++ seeded by SplitMix64, one number a parameter.

use crate::math;

/// The generator of one trial (Blackman and Vigna; Steele, Lea and Flood).
#[derive(Debug, Clone)]
pub(in crate::financing) struct Draws([u64; 4]);

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(GOLDEN);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

impl Draws {
    /// The generator of a trial, independent of all others.
    pub fn of_trial(seed: u64, trial: u64) -> Draws {
        let mut state = seed ^ trial.wrapping_mul(GOLDEN);
        Draws(std::array::from_fn(|_| split_mix(&mut state)))
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        let [a, b, c, d] = self.0;
        let result = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let shifted = b << 17;
        let (c, d) = (c ^ a, d ^ b);
        self.0 = [a ^ d, b ^ c, c ^ shifted, d.rotate_left(45)];
        result
    }
}

/// A number of (0, 1) from 64 bits, never 0 or 1.
pub(in crate::financing) fn uniform(bits: u64) -> f64 {
    ((bits >> 12) as f64 + 0.5) * (1.0 / 4_503_599_627_370_496.0)
}

/// Horner's rule, power 0 first.
fn polynomial(x: f64, coefficients: &[f64; 8]) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

/// Quantile of the normal distribution (Wichura 1988, AS 241, PPND16); `p` strictly between 0 and 1.
pub(in crate::financing) fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180625 - q * q;
        return q * polynomial(r, &A) / polynomial(r, &B);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = math::sqrt(-math::ln(tail));
    let size = if r <= 5.0 {
        polynomial(r - 1.6, &C) / polynomial(r - 1.6, &D)
    } else {
        polynomial(r - 5.0, &E) / polynomial(r - 5.0, &F)
    };
    if q < 0.0 { -size } else { size }
}

/// How a parameter varies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::financing) enum Distribution {
    Uniform { low: f64, high: f64 },
    Normal { mean: f64, deviation: f64 },
    Triangular { low: f64, mode: f64, high: f64 },
    Pert { low: f64, mode: f64, high: f64 },
}

impl Distribution {
    /// The value at a probability.
    pub fn quantile(self, u: f64) -> f64 {
        match self {
            Distribution::Uniform { low, high } => low + u * (high - low),
            Distribution::Normal { mean, deviation } => mean + deviation * normal_quantile(u),
            Distribution::Triangular { low, mode, high } => {
                if u < (mode - low) / (high - low) {
                    low + math::sqrt(u * (high - low) * (mode - low))
                } else {
                    high - math::sqrt((1.0 - u) * (high - low) * (high - mode))
                }
            }
            Distribution::Pert { low, mode, high } => {
                let span = high - low;
                let (a, b) = (1.0 + 4.0 * (mode - low) / span, 1.0 + 4.0 * (high - mode) / span);
                low + span * math::beta_quantile(u, a, b)
            }
        }
    }
}

const A: [f64; 8] = [
    3.3871328727963665,
    133.14166789178438,
    1971.5909503065513,
    13731.69376550946,
    45921.95393154987,
    67265.7709270087,
    33430.57558358813,
    2509.0809287301227,
];
const B: [f64; 8] = [
    1.0,
    42.31333070160091,
    687.1870074920579,
    5394.196021424751,
    21213.794301586597,
    39307.89580009271,
    28729.085735721943,
    5226.495278852854,
];
const C: [f64; 8] = [
    1.4234371107496835,
    4.630337846156546,
    5.769497221460691,
    3.6478483247632045,
    1.2704582524523684,
    0.2417807251774506,
    0.022723844989269184,
    0.0007745450142783414,
];
const D: [f64; 8] = [
    1.0,
    2.053191626637759,
    1.6763848301838038,
    0.6897673349851,
    0.14810397642748008,
    0.015198666563616457,
    0.0005475938084995345,
    1.0507500716444169e-9,
];
const E: [f64; 8] = [
    6.657904643501103,
    5.463784911164114,
    1.7848265399172913,
    0.29656057182850487,
    0.026532189526576124,
    0.0012426609473880784,
    2.7115555687434876e-5,
    2.0103343992922881e-7,
];
const F: [f64; 8] = [
    1.0,
    0.599832206555888,
    0.1369298809227358,
    0.014875361290850615,
    0.0007868691311456133,
    1.8463183175100548e-5,
    1.421511758316446e-7,
    2.0442631033899397e-15,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_draw_of_seed_42() {
        // The worked number of the generator's description.
        let bits = Draws::of_trial(42, 0).bits();
        assert_eq!(bits, 15_021_278_609_987_233_951);
        assert_eq!(uniform(bits), 0.814_305_145_122_909_9);
        assert!((normal_quantile(uniform(bits)) - 0.893_873_253_485_736_4).abs() < 2e-15);
    }

    #[test]
    fn quantiles_are_symmetric_and_bounded() {
        let triangle = Distribution::Triangular { low: 0.0, mode: 1.0, high: 2.0 };
        assert_eq!(triangle.quantile(0.5), 1.0);
        let pert = Distribution::Pert { low: -1.0, mode: 0.0, high: 1.0 };
        assert!(pert.quantile(0.5).abs() < 1e-12);
        for u in [1e-9, 0.1, 0.9, 1.0 - 1e-9] {
            assert!((pert.quantile(u) + pert.quantile(1.0 - u)).abs() < 1e-9);
            assert!(pert.quantile(u).abs() <= 1.0);
        }
        // PERT with its mode at an end: I(x; 1, 5) = 1 - (1 - x)^5.
        let end = Distribution::Pert { low: 0.0, mode: 0.0, high: 1.0 };
        let expected = 1.0 - math::pow(0.7, 0.2);
        assert!((end.quantile(0.3) - expected).abs() < 1e-12);
    }
}
