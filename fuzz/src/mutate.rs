//! Changes to a request: as JSON, so that it gets past the reader, and as text, so that it does not.

use coaraci_fuzz::CPF;
use serde_json::{Map, Value, json};

/// A generator (xorshift) whose numbers depend on its seed alone.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        (0..8).for_each(|_| drop(random.bits()));
        random
    }

    fn bits(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Below a bound that is not zero.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.bits() >> 16) as usize % bound
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
}

/// A changed request: some changes as JSON, seldom one as text. A donor lends values.
pub fn mutate(request: &str, donor: &str, random: &mut Random) -> String {
    let mut text = request.to_owned();
    if let Ok(mut value) = serde_json::from_str::<Value>(request) {
        let donor = serde_json::from_str(donor).unwrap_or(Value::Null);
        for _ in 0..=random.below(3) {
            change(&mut value, &donor, random);
        }
        text = value.to_string();
    }
    if random.one_in(8) { garble(&text, random) } else { text }
}

/// One place, reached by a random walk, gets another value.
fn change(value: &mut Value, donor: &Value, random: &mut Random) {
    let stop = random.one_in(6);
    match value {
        Value::Object(members) if !stop && !members.is_empty() => {
            let at = random.below(members.len());
            let name = members.keys().nth(at).cloned().unwrap_or_default();
            match random.below(16) {
                0 => drop(members.remove(&name)),
                1 => drop(members.insert(CPF.to_owned(), Value::Bool(true))),
                _ => members.values_mut().nth(at).into_iter().for_each(|inner| change(inner, donor, random)),
            }
        }
        Value::Array(elements) if !stop && !elements.is_empty() => {
            let at = random.below(elements.len());
            match random.below(8) {
                0 => drop(elements.remove(at)),
                1 => elements.push(elements[at].clone()),
                2 => elements.swap(0, at),
                _ => change(&mut elements[at], donor, random),
            }
        }
        leaf => *leaf = other(leaf, donor, random),
    }
}

/// Another value: near the old one, a special one, or one of the donor.
fn other(old: &Value, donor: &Value, random: &mut Random) -> Value {
    match (random.below(4), old) {
        (0 | 1, Value::Number(number)) => near(number.as_f64().unwrap_or_default(), random),
        (0 | 1, Value::String(text)) => Value::String(digit(text, random)),
        (2, _) => part_of(donor, random),
        _ => special(random),
    }
}

fn near(number: f64, random: &mut Random) -> Value {
    let factor = [-1.0, 0.0, 0.5, 0.999, 1.001, 2.0, 10.0, 1e6, 1e15][random.below(9)];
    let changed = number * factor + [0.0, 1.0, -1.0, 1e-9][random.below(4)];
    if changed.fract() == 0.0 && changed.abs() < 9e15 { json!(changed as i64) } else { json!(changed) }
}

/// The same text with one digit changed, added or taken away.
fn digit(text: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let digits: Vec<usize> = (0..letters.len()).filter(|at| letters[*at].is_ascii_digit()).collect();
    let Some(at) = (!digits.is_empty()).then(|| digits[random.below(digits.len())]) else {
        return format!("{text}{}", random.below(10));
    };
    let new = char::from(b'0' + random.below(10) as u8);
    match random.below(4) {
        0 => letters.insert(at, new),
        1 => drop(letters.remove(at)),
        _ => letters[at] = new,
    }
    letters.into_iter().collect()
}

fn part_of(value: &Value, random: &mut Random) -> Value {
    match value {
        Value::Object(members) if !members.is_empty() && !random.one_in(4) => {
            members.values().nth(random.below(members.len())).map_or(Value::Null, |inner| part_of(inner, random))
        }
        Value::Array(elements) if !elements.is_empty() && !random.one_in(4) => {
            part_of(&elements[random.below(elements.len())], random)
        }
        part => part.clone(),
    }
}

fn special(random: &mut Random) -> Value {
    let nines = "9".repeat(1 + random.below(40));
    let all = [
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(9_007_199_254_740_993_u64),
        json!(1e308),
        json!(5e-324),
        json!(-0.0),
        json!([]),
        json!({}),
        json!(""),
        json!("0"),
        json!("-0.00"),
        json!("0.000000000001"),
        json!(nines),
        json!(format!("-{nines}.{nines}")),
        json!("2026-02-29"),
        json!("2199-12-31"),
        json!("0001-01-01"),
        json!("9999-12"),
        json!("2026-06-12T18:00:00Z"),
        json!("2262-04-11T23:47:16+14:00"),
        json!("\u{0}\u{2028}"),
        json!(CPF),
        json!({ CPF: CPF }),
        Value::Object(Map::from_iter([("named".to_owned(), json!("climate-monthly-2021"))])),
    ];
    all[random.below(all.len())].clone()
}

/// A text with a piece cut out, doubled or replaced.
fn garble(text: &str, random: &mut Random) -> String {
    let letters: Vec<char> = text.chars().collect();
    let from = random.below(letters.len() + 1);
    let to = (from + random.below(12)).min(letters.len());
    let piece = ["", "\"", "{", "]", ",", "NaN", "1e400", "-0", "\\ud800", "[[[[[[[[", "\u{feff}"][random.below(11)];
    let doubled = if random.one_in(3) { &letters[from..to] } else { &[] };
    let (before, after) = (&letters[..from], &letters[to..]);
    before.iter().chain(doubled).chain(doubled).copied().chain(piece.chars()).chain(after.iter().copied()).collect()
}
