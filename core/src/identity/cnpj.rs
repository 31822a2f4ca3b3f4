//! CNPJ (*Cadastro Nacional da Pessoa Jurídica*): twelve digits or letters and two check digits (IN RFB 2.229/2024).

use super::mask;
use crate::issue::Code;

/// Its masked form.
pub(super) const MASK: &str = "AA.AAA.AAA/AAAA-00";
/// Its first twelve characters.
const BODY: &str = "AAAAAAAAAAAA";

const SECOND_WEIGHTS: [u32; 13] = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

/// Reads a CNPJ, bare or masked; letters are raised to upper case.
///
/// # Errors
/// `CNPJ_FORMAT`, `CNPJ_ZERO` (twelve zeros), `CNPJ_CHECK_DIGIT`, the first in this order.
pub(super) fn parse(text: &str) -> Result<[u8; 14], Code> {
    let characters = mask::read_whole(text, MASK).ok_or(Code::CNPJ_FORMAT)?;
    check(&characters).map(|()| characters)
}

/// Checks fourteen characters.
///
/// # Errors
/// `CNPJ_ZERO`, `CNPJ_CHECK_DIGIT`.
pub(super) fn check(characters: &[u8; 14]) -> Result<(), Code> {
    let Some((body, given)) = characters.split_first_chunk::<12>() else { return Err(Code::CNPJ_FORMAT) };
    if body.iter().all(|character| *character == b'0') {
        return Err(Code::CNPJ_ZERO);
    }
    if check_digits(body) == given { Ok(()) } else { Err(Code::CNPJ_CHECK_DIGIT) }
}

/// The check digits of the first twelve characters of a CNPJ without mask.
///
/// # Errors
/// `CNPJ_FORMAT`.
pub(super) fn check_digits_of(text: &str) -> Result<[u8; 2], Code> {
    mask::read_whole::<12>(text, BODY).map(|body| check_digits(&body)).ok_or(Code::CNPJ_FORMAT)
}

fn check_digits(body: &[u8; 12]) -> [u8; 2] {
    let [_, first_weights @ ..] = SECOND_WEIGHTS;
    let first = check_digit(body.iter().copied().zip(first_weights));
    [first, check_digit(body.iter().copied().chain([first]).zip(SECOND_WEIGHTS))]
}

/// With r = Σ value weight mod 11: 0 if r < 2, else 11 − r. The value of a character is its ASCII code − 48.
fn check_digit(weighted: impl Iterator<Item = (u8, u32)>) -> u8 {
    let sum: u32 = weighted.map(|(character, weight)| u32::from(character - b'0') * weight).sum();
    let rest = u8::try_from(sum % 11).unwrap_or(0);
    b'0' + if rest < 2 { 0 } else { 11 - rest }
}
