//! CPF (*Cadastro de Pessoas Físicas*): nine digits and two check digits.

use super::mask;
use crate::issue::Code;

/// Its masked form.
pub(super) const MASK: &str = "000.000.000-00";

/// Reads a CPF, bare or masked.
///
/// # Errors
/// `CPF_FORMAT`, `CPF_REPEATED` (all digits equal), `CPF_CHECK_DIGIT`, the first in this order.
pub(super) fn parse(text: &str) -> Result<[u8; 11], Code> {
    let digits = mask::read_whole(text, MASK).ok_or(Code::CPF_FORMAT)?;
    check(&digits).map(|()| digits)
}

/// Checks eleven digits.
///
/// # Errors
/// `CPF_REPEATED`, `CPF_CHECK_DIGIT`.
pub(super) fn check(digits: &[u8; 11]) -> Result<(), Code> {
    let [first, .., tenth, eleventh] = digits;
    if digits.iter().all(|digit| digit == first) {
        return Err(Code::CPF_REPEATED);
    }
    let right = check_digit(digits, 11, 9) == *tenth && check_digit(digits, 12, 10) == *eleventh;
    if right { Ok(()) } else { Err(Code::CPF_CHECK_DIGIT) }
}

/// `(Σ d_i (first_weight − i)) 10 mod 11 mod 10` over the first `count` digits, i from one.
fn check_digit(digits: &[u8; 11], first_weight: u32, count: usize) -> u8 {
    let weights = (1..first_weight).rev();
    let sum: u32 = digits.iter().take(count).zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    b'0' + u8::try_from(sum * 10 % 11 % 10).unwrap_or(0)
}
