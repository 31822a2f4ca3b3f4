//! Identifiers with an optional mask: `NNN.NNN.NNN-NN`.

/// How the mask characters of a pattern stand in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// None of them.
    Absent,
    /// All of them.
    Present,
    /// Each one may be there or not.
    Free,
}

/// Reads the beginning of a text by a pattern: `0` stands for a digit, `A` for a digit or an ASCII letter (raised to upper case),
/// anything else for itself. Gives the characters without the mask, and how many bytes were read.
pub(super) fn read<const N: usize>(text: &[u8], pattern: &str, marks: Marks) -> Option<([u8; N], usize)> {
    let mut characters = [0; N];
    let mut slots = characters.iter_mut();
    let mut bytes = text.iter().copied().peekable();
    let mut count = 0;
    for wanted in pattern.bytes() {
        match wanted {
            b'0' | b'A' => {
                let byte = bytes.next()?;
                let fits = if wanted == b'0' { byte.is_ascii_digit() } else { byte.is_ascii_alphanumeric() };
                let slot = slots.next().filter(|_| fits)?;
                *slot = byte.to_ascii_uppercase();
                count += 1;
            }
            mark if marks != Marks::Absent => {
                if bytes.next_if_eq(&mark).is_some() {
                    count += 1;
                } else if marks == Marks::Present {
                    return None;
                }
            }
            _ => {}
        }
    }
    slots.next().is_none().then_some((characters, count))
}

/// Reads a whole text that is bare or fully masked.
pub(super) fn read_whole<const N: usize>(text: &str, pattern: &str) -> Option<[u8; N]> {
    let marks = if text.len() == N { Marks::Absent } else { Marks::Present };
    read(text.as_bytes(), pattern, marks).filter(|(_, count)| *count == text.len()).map(|(characters, _)| characters)
}

/// The characters under the mask.
pub(super) fn write(characters: &str, pattern: &str) -> String {
    let mut rest = characters.chars();
    let mark = |wanted: char| if wanted == '0' || wanted == 'A' { rest.next() } else { Some(wanted) };
    pattern.chars().filter_map(mark).collect()
}

/// ASCII characters as text.
pub(super) fn text(characters: &[u8]) -> String {
    characters.iter().map(|byte| char::from(*byte)).collect()
}
