//! CEP (*Código de Endereçamento Postal*) and the federal unit of its range.

use super::mask;
use super::uf::Uf;
use crate::issue::Code;

/// Its masked form.
pub(super) const MASK: &str = "00000-000";

/// First and last five digits of the ranges, in ascending order. The split between DF and GO is unverified.
const RANGES: &[(u32, u32, Uf)] = &[
    (1000, 19999, Uf::SP),
    (20000, 28999, Uf::RJ),
    (29000, 29999, Uf::ES),
    (30000, 39999, Uf::MG),
    (40000, 48999, Uf::BA),
    (49000, 49999, Uf::SE),
    (50000, 56999, Uf::PE),
    (57000, 57999, Uf::AL),
    (58000, 58999, Uf::PB),
    (59000, 59999, Uf::RN),
    (60000, 63999, Uf::CE),
    (64000, 64999, Uf::PI),
    (65000, 65999, Uf::MA),
    (66000, 68899, Uf::PA),
    (68900, 68999, Uf::AP),
    (69000, 69299, Uf::AM),
    (69300, 69399, Uf::RR),
    (69400, 69899, Uf::AM),
    (69900, 69999, Uf::AC),
    (70000, 72799, Uf::DF),
    (72800, 72999, Uf::GO),
    (73000, 73699, Uf::DF),
    (73700, 76799, Uf::GO),
    (76800, 76999, Uf::RO),
    (77000, 77999, Uf::TO),
    (78000, 78899, Uf::MT),
    (79000, 79999, Uf::MS),
    (80000, 87999, Uf::PR),
    (88000, 89999, Uf::SC),
    (90000, 99999, Uf::RS),
];

/// Reads a CEP: its eight digits and the federal unit of its range, which is a hint and no proof.
///
/// # Errors
/// `CEP_FORMAT`, `CEP_RANGE`.
pub(super) fn parse(text: &str) -> Result<(String, Uf), Code> {
    let digits: [u8; 8] = mask::read_whole(text, MASK).ok_or(Code::CEP_FORMAT)?;
    let prefix = digits.iter().take(5).fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    let range = RANGES.iter().find(|(first, last, _)| (*first..=*last).contains(&prefix));
    range.map(|(_, _, uf)| (mask::text(&digits), *uf)).ok_or(Code::CEP_RANGE)
}
