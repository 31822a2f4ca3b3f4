//! Numbers with units in a title.

use super::words::Words;

/// What numbers of a title state.
#[derive(Default)]
pub(super) struct Found {
    pub power_w: Option<u32>,
    pub vac: Option<String>,
    pub battery_v: Option<String>,
    pub mppt: Option<u32>,
    pub efficiency_pct: Option<String>,
    pub module_inputs: Option<u32>,
}

/// Below this many volts a voltage is that of a battery.
const LEAST_GRID_V: u32 = 100;

/// A number of a title: digits, or digits with a decimal mark.
struct Number {
    /// What stands in front of it.
    before: Option<char>,
    /// Thousandths of its value.
    thousandths: u32,
    /// Its decimal text.
    text: String,
    /// Place after it.
    end: usize,
}

fn numbers(characters: &[char]) -> Vec<Number> {
    let mut numbers = Vec::new();
    let at = |place: usize| characters.get(place).copied();
    let digit = |place: usize| at(place).is_some_and(|character| character.is_ascii_digit());
    let mut place = 0;
    while place < characters.len() {
        if !digit(place) {
            place += 1;
            continue;
        }
        let start = place;
        let mut whole = String::new();
        while let Some(character) = at(place).filter(char::is_ascii_digit) {
            whole.push(character);
            place += 1;
        }
        let mut fraction = String::new();
        if matches!(at(place), Some('.' | ',')) && digit(place + 1) {
            place += 1;
            while let Some(character) = at(place).filter(char::is_ascii_digit) {
                fraction.push(character);
                place += 1;
            }
        }
        let scaled = whole.parse::<u32>().ok().and_then(|whole| whole.checked_mul(1000));
        let part = format!("{fraction:0<3}").get(..3).and_then(|digits| digits.parse::<u32>().ok());
        let (Some(scaled), Some(part)) = (scaled, part) else { continue };
        let shown = fraction.trim_end_matches('0');
        let text = if shown.is_empty() { whole } else { format!("{whole}.{shown}") };
        let before = start.checked_sub(1).and_then(at);
        numbers.push(Number { before, thousandths: scaled.saturating_add(part), text, end: place });
    }
    numbers
}

impl Number {
    /// What follows it, blanks left out.
    fn rest<'a>(&self, characters: &'a [char]) -> &'a [char] {
        let rest = characters.get(self.end..).unwrap_or_default();
        let blanks = rest.iter().take_while(|character| **character == ' ').count();
        rest.get(blanks..).unwrap_or_default()
    }

    /// Whether a unit follows that is not the beginning of a longer word.
    fn has_unit(&self, characters: &[char], unit: &str) -> bool {
        let rest = self.rest(characters);
        let length = unit.chars().count();
        let same = rest.iter().copied().take(length).eq(unit.chars());
        same && !rest.get(length).is_some_and(|next| next.is_alphanumeric())
    }

    fn whole(&self) -> Option<u32> {
        self.thousandths.is_multiple_of(1000).then_some(self.thousandths / 1000)
    }
}

/// Reads all numbers with units.
pub(super) fn read(words: &Words) -> Found {
    let characters = &words.folded;
    let mut found = Found::default();
    let numbers = numbers(characters);
    for (index, number) in numbers.iter().enumerate() {
        let unit = |unit| number.has_unit(characters, unit);
        if unit("KW") {
            found.power_w = found.power_w.or(Some(number.thousandths));
        } else if unit("W") || unit("WP") {
            found.power_w = found.power_w.or(number.whole());
        } else if unit("V") || unit("VAC") || unit("VCA") {
            let former = index.checked_sub(1).and_then(|index| numbers.get(index));
            voltage(
                number,
                former.map(|former| (former, separator(former, characters))),
                numbers.get(index.wrapping_sub(2)),
                &mut found,
            );
        } else if unit("MPPT") || unit("MPPTS") {
            found.mppt = found.mppt.or(number.whole().filter(|count| (1..=30).contains(count)));
        } else if unit("%") || number.rest(characters).first() == Some(&'%') {
            found.efficiency_pct = found.efficiency_pct.or_else(|| Some(number.text.clone()));
        } else if unit("PAINEIS") || unit("MODULOS") {
            found.module_inputs = found.module_inputs.or(number.whole());
        }
    }
    found
}

/// The mark between a number and the next one.
fn separator(number: &Number, characters: &[char]) -> Option<char> {
    number.rest(characters).first().copied()
}

/// One voltage, a range `120-240V`, a pair `220/380V`, or a battery in front of them: `48/120-240V`.
fn voltage(number: &Number, former: Option<(&Number, Option<char>)>, first: Option<&Number>, found: &mut Found) {
    let grid = |number: &Number| number.whole().is_some_and(|volts| (LEAST_GRID_V..=1000).contains(&volts));
    if !grid(number) {
        found.battery_v = found.battery_v.take().or_else(|| Some(number.text.clone()));
        return;
    }
    let mut vac = number.text.clone();
    let mut battery = None;
    match former {
        Some((former, Some('-' | '/' | 'A'))) if grid(former) => {
            vac = format!("{}-{vac}", former.text);
            battery = first.filter(|first| !grid(first) && former.before == Some('/') && first.before != Some('-'));
        }
        Some((former, Some('/'))) => battery = Some(former),
        _ => {}
    }
    found.vac = found.vac.take().or(Some(vac));
    found.battery_v = found.battery_v.take().or_else(|| battery.map(|battery| battery.text.clone()));
}

/// Power that a model's name holds: `5K`, `37K5` (37.5 kW), or watts of three to five digits.
pub(super) fn power_of_model(words: &Words) -> Option<u32> {
    let characters = &words.folded;
    let numbers = numbers(characters);
    let kilowatts = numbers.iter().find_map(|number| {
        let mut after = characters.get(number.end..).unwrap_or_default().iter();
        let fits = after.next() == Some(&'K') && (1000..=500_000).contains(&number.thousandths);
        let tenths = match (after.next(), after.next()) {
            (Some(digit), next) if !next.is_some_and(|next| next.is_alphanumeric()) => digit.to_digit(10).unwrap_or(0),
            _ => 0,
        };
        fits.then_some(number.thousandths.saturating_add(tenths * 100))
    });
    let watts = || {
        let mut whole = numbers.iter().filter_map(Number::whole);
        whole.find(|watts| (300..=99_999).contains(watts))
    };
    kilowatts.or_else(watts)
}
