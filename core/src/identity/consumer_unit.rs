//! Consumer unit (*unidade consumidora*): the national number of fifteen digits (REN ANEEL 1.000/2021, art. 659-A).

use super::mask;
use crate::issue::Code;

/// Its masked form: ten digits of sequence, three of the distributor, two check digits.
pub(super) const MASK: &str = "0.000.000.000.000-00";

/// Reads the number of a consumer unit. Its check digits are not verified: their algorithm is in a manual of ANEEL that is not public.
///
/// # Errors
/// `UC_FORMAT`, `UC_SEQUENCE_ZERO`.
pub(super) fn parse(text: &str) -> Result<[u8; 15], Code> {
    let digits: [u8; 15] = mask::read_whole(text, MASK).ok_or(Code::UC_FORMAT)?;
    let zero = digits.iter().take(10).all(|digit| *digit == b'0');
    if zero { Err(Code::UC_SEQUENCE_ZERO) } else { Ok(digits) }
}
