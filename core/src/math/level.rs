//! Choice of the widest SIMD instructions at run time.

/// Width of the SIMD instructions that a loop is compiled for.
///
/// [`Level::run`] runs a closure compiled once more for the wider instructions. Element-wise
/// results do not depend on the level: the core never fuses a multiplication with an addition,
/// and the sums of [`crate::math`] have a fixed order. So the level changes the speed and
/// nothing else, and a level that the machine lacks runs as [`Level::Baseline`].
///
/// # A domain kernel
///
/// Write the whole loop as one function, mark it (and everything it calls) `#[inline(always)]`,
/// and hand it over in a closure marked so too. What is not inlined is compiled for the baseline
/// and is slow, not wrong. The vectoriser wants a loop without branches, calls and bounds checks:
/// iterate with `zip`, write `if a { x } else { y }` over values that are computed already, and
/// use the branch-free functions of [`crate::math`].
///
/// ```
/// use coaraci::math::{self, Level};
///
/// /// Beam irradiance behind a glass of optical thickness `k`.
/// #[inline(always)]
/// fn transmit(k: f64, angles: &[f64], beams: &[f64], out: &mut [f64]) {
///     for ((angle, beam), out) in angles.iter().zip(beams).zip(out) {
///         let cos = math::cos_bounded(*angle);
///         let lit = beam * cos * math::exp(-k / cos);
///         *out = if cos > 0.0 { lit } else { 0.0 };
///     }
/// }
///
/// let (angles, beams) = (vec![0.5; 100], vec![800.0; 100]);
/// let mut widest = vec![0.0; 100];
/// Level::detect().run(#[inline(always)] || transmit(0.008, &angles, &beams, &mut widest));
///
/// let mut plain = vec![0.0; 100];
/// Level::Baseline.run(#[inline(always)] || transmit(0.008, &angles, &beams, &mut plain));
/// assert_eq!(widest, plain);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// What the target guarantees: SSE2 on x86-64, NEON on aarch64, elsewhere what the module is
    /// compiled for.
    Baseline,
    /// AVX2 (x86-64-v3), four doubles at a time.
    Avx2,
    /// AVX-512 (x86-64-v4), eight doubles at a time.
    Avx512,
}

impl Level {
    /// The widest level of this machine; after the first call one or two atomic loads.
    #[inline]
    pub fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            if pulp::x86::V4::is_available() {
                return Self::Avx512;
            }
            if pulp::x86::V3::is_available() {
                return Self::Avx2;
            }
        }
        Self::Baseline
    }

    /// All levels of this machine, the narrowest first.
    pub fn available() -> &'static [Self] {
        match Self::detect() {
            Self::Baseline => &[Self::Baseline],
            Self::Avx2 => &[Self::Baseline, Self::Avx2],
            Self::Avx512 => &[Self::Baseline, Self::Avx2, Self::Avx512],
        }
    }

    /// Runs `kernel` compiled for this level; see the type for how to write one.
    ///
    /// The call costs some nanoseconds: give it whole loops, not single elements.
    #[inline]
    pub fn run<R>(self, kernel: impl FnOnce() -> R) -> R {
        #[cfg(target_arch = "x86_64")]
        match self {
            Self::Avx512 => {
                if let Some(simd) = pulp::x86::V4::try_new() {
                    return simd.vectorize(kernel);
                }
            }
            Self::Avx2 => {
                if let Some(simd) = pulp::x86::V3::try_new() {
                    return simd.vectorize(kernel);
                }
            }
            Self::Baseline => {}
        }
        kernel()
    }
}
