//! Roots of functions of one variable. Both methods keep a bracket and end after a number of
//! steps that is known beforehand, whatever the function does.

/// Why there is no root to return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RootError {
    /// The function has the same sign at both ends of the interval.
    #[error("the function has the same sign at both ends")]
    NoSignChange,
    /// An end of the interval is not finite, the interval is empty or too wide, or the function
    /// gave NaN.
    #[error("an end of the interval or a value of the function is no number")]
    NotANumber,
}

/// The interval with the values at its ends, which have opposite signs.
struct Bracket {
    low: (f64, f64),
    high: (f64, f64),
}

enum Start {
    Exact(f64),
    Between(Bracket),
}

fn start(f: &mut impl FnMut(f64) -> f64, low: f64, high: f64) -> Result<Start, RootError> {
    if !(low <= high && high - low <= f64::MAX / 4.0) {
        return Err(RootError::NotANumber);
    }
    let (at_low, at_high) = (f(low), f(high));
    if at_low.is_nan() || at_high.is_nan() {
        Err(RootError::NotANumber)
    } else if at_low == 0.0 {
        Ok(Start::Exact(low))
    } else if at_high == 0.0 {
        Ok(Start::Exact(high))
    } else if (at_low > 0.0) == (at_high > 0.0) {
        Err(RootError::NoSignChange)
    } else {
        Ok(Start::Between(Bracket { low: (low, at_low), high: (high, at_high) }))
    }
}

/// The width of the bracket that ends the search near `x`.
fn goal(tolerance: f64, x: f64) -> f64 {
    tolerance.max(4.0 * f64::EPSILON * x.abs()).max(f64::MIN_POSITIVE)
}

impl Bracket {
    fn width(&self) -> f64 {
        self.high.0 - self.low.0
    }

    fn middle(&self) -> f64 {
        self.low.0 + 0.5 * self.width()
    }

    fn holds(&self, x: f64) -> bool {
        self.low.0 < x && x < self.high.0
    }

    fn narrow(&mut self, x: f64, y: f64) {
        if (y > 0.0) == (self.low.1 > 0.0) {
            self.low = (x, y);
        } else {
            self.high = (x, y);
        }
    }

    /// The end with the smaller value.
    fn best(&self) -> f64 {
        if self.low.1.abs() <= self.high.1.abs() { self.low.0 } else { self.high.0 }
    }
}

/// A root of `f` in `low ..= high`, where `f` must change its sign, by the method ITP
/// (interpolate, truncate, project).
///
/// The result differs from a point of sign change by at most `tolerance`, or by 4 epsilon times
/// its size or the smallest normal number where that is more (so 0 means "as exact as sensible").
/// It takes hardly more steps than bisection would, and about as few as the secant method for
/// smooth functions. `f` may be discontinuous or infinite.
///
/// Source: I. F. D. Oliveira, R. H. C. Takahashi, *ACM Transactions on Mathematical Software* 47
/// (2021), article 5, with k1 = 0.2 / (high - low), k2 = 2, n0 = 1.
///
/// # Errors
/// [`RootError`].
///
/// ```
/// use coaraci::math;
/// let x = math::root(|x| x * x - 2.0, 0.0, 2.0, 0.0).unwrap();
/// assert!((x - core::f64::consts::SQRT_2).abs() < 2e-15);
/// assert_eq!(math::root(|x| x * x + 1.0, 0.0, 2.0, 0.0), Err(math::RootError::NoSignChange));
/// ```
pub fn root(mut f: impl FnMut(f64) -> f64, low: f64, high: f64, tolerance: f64) -> Result<f64, RootError> {
    // each round but the last narrows the bracket by 2^52; 2^2100 is the widest range of doubles
    const ROUNDS: u32 = 42;
    let mut bracket = match start(&mut f, low, high)? {
        Start::Exact(x) => return Ok(x),
        Start::Between(bracket) => bracket,
    };
    for _ in 0..ROUNDS {
        let goal = goal(tolerance, bracket.best());
        if bracket.width() <= goal {
            break;
        }
        let goal = goal.max(f64::EPSILON * bracket.width());
        if let Some(x) = narrow_to(&mut f, &mut bracket, goal)? {
            return Ok(x);
        }
    }
    Ok(bracket.best())
}

/// One run of ITP down to the width `goal`; an exact root if it is met.
fn narrow_to(f: &mut impl FnMut(f64) -> f64, bracket: &mut Bracket, goal: f64) -> Result<Option<f64>, RootError> {
    // half the width that bisection leaves after each step, one step (n0) behind
    let mut reach = goal;
    let mut steps = 1;
    while reach < bracket.width() {
        reach *= 2.0;
        steps += 1;
    }
    let truncation = 0.2 / bracket.width();
    for _ in 0..steps {
        let width = bracket.width();
        if width <= goal {
            break;
        }
        let middle = bracket.middle();
        let room = reach - 0.5 * width;
        reach *= 0.5;
        let (low, at_low) = bracket.low;
        let secant = low - at_low * (width / (bracket.high.1 - at_low));
        let towards = (middle - secant).signum();
        let shift = truncation * width * width;
        let truncated = if shift <= (middle - secant).abs() { secant + towards * shift } else { middle };
        let projected = if (truncated - middle).abs() <= room { truncated } else { middle - towards * room };
        // also when an infinite value made the secant meaningless
        let x = if bracket.holds(projected) { projected } else { middle };
        let y = f(x);
        if y.is_nan() {
            return Err(RootError::NotANumber);
        }
        if y == 0.0 {
            return Ok(Some(x));
        }
        bracket.narrow(x, y);
    }
    Ok(None)
}

/// A root of a function in `low ..= high`, where it must change its sign, by Newton's method
/// from `guess`; `f` gives the value and the derivative.
///
/// A Newton step that leaves the bracket or is not at most half as long as the one before is
/// replaced by bisection, and after 64 steps bisection finishes the work. The last steps make
/// sure of the change of sign, so that the result is as exact as that of [`root`] even where the
/// derivative is wrong. A `guess` outside the interval is replaced by its middle.
///
/// # Errors
/// [`RootError`]; the derivative may be anything.
///
/// ```
/// use coaraci::math;
/// let x = math::newton(|x| (x * x - 2.0, 2.0 * x), 0.0, 2.0, 1.0, 0.0).unwrap();
/// assert!((x - core::f64::consts::SQRT_2).abs() < 5e-16);
/// ```
pub fn newton(
    mut f: impl FnMut(f64) -> (f64, f64),
    low: f64,
    high: f64,
    guess: f64,
    tolerance: f64,
) -> Result<f64, RootError> {
    const NEWTON_STEPS: u32 = 64;
    // halving any finite interval down to neighbouring doubles takes fewer
    const ALL_STEPS: u32 = NEWTON_STEPS + 2200;
    let mut bracket = match start(&mut |x| f(x).0, low, high)? {
        Start::Exact(x) => return Ok(x),
        Start::Between(bracket) => bracket,
    };
    let mut x = if bracket.holds(guess) { guess } else { bracket.middle() };
    let mut last = bracket.width();
    for count in 0..ALL_STEPS {
        let (y, slope) = f(x);
        if y.is_nan() {
            return Err(RootError::NotANumber);
        }
        if y == 0.0 {
            return Ok(x);
        }
        bracket.narrow(x, y);
        let goal = goal(tolerance, x);
        if bracket.width() <= goal {
            break;
        }
        // a step that is too short is made long enough to pass the root
        let short = 0.5 * goal;
        let step = -y / slope;
        let step = if step.abs() < short { short.copysign(step) } else { step };
        // false for a step that is NaN or infinite
        let sound = bracket.holds(x + step) && step.abs() <= short.max(0.5 * last);
        let next = if sound && count < NEWTON_STEPS { x + step } else { bracket.middle() };
        last = (next - x).abs();
        x = next;
    }
    Ok(bracket.best())
}
