//! Brands and models in a title.

use super::words::Words;

/// Brands of inverters in their own spelling; titles write them in any case.
const INVERTERS: &[&str] = &[
    "AUXSOL",
    "Canadian",
    "Chint",
    "Deye",
    "Enphase",
    "EPEVER",
    "Foxess",
    "Fronius",
    "GoodWe",
    "Growatt",
    "Hopewind",
    "Hoymiles",
    "Huawei",
    "Hypontech",
    "Intelbras",
    "Kehua",
    "Livoltek",
    "Must",
    "NEP",
    "Refusol",
    "SAJ",
    "SMA",
    "Sofar",
    "SolarEdge",
    "SolaX",
    "Solis",
    "SOLPLANET",
    "Sungrow",
    "TSUNESS",
    "WEG",
    "ZTROON",
];

/// Brands of modules and other equipment.
const OTHERS: &[&str] = &[
    "Astronergy",
    "BYD",
    "Clamper",
    "DAH",
    "HANERSUN",
    "JA Solar",
    "Jinko",
    "K2 Systems",
    "LONGi",
    "MINASOL",
    "ODEX",
    "OSDA",
    "Pratyc",
    "Risen",
    "Romagnole",
    "Solar Group",
    "SOLAR N PLUS",
    "Trina",
    "Tsun",
    "UNIPOWER",
];

/// Words in front of a brand.
const LEADING: &[&str] = &[
    "INVERSOR",
    "MICROINVERSOR",
    "MICRO",
    "HIBRIDO",
    "ON",
    "+",
    "OFF",
    "GRID",
    "GRID-TIE",
    "ON-GRID",
    "OFF-GRID",
    "SENOIDAL",
    "CARREGADOR",
    "SOLAR",
    "MODULO",
    "PAINEL",
    "FOTOVOLTAICO",
    "BATERIA",
    "STRING",
    "BOX",
    "ESTRUTURA",
    "|",
    "-",
];

/// A brand in a title.
pub(super) struct Brand {
    pub name: String,
    pub makes_inverters: bool,
    /// Places of its first character and after its last one.
    span: (usize, usize),
}

/// The first known brand, or the first word after `inversor` and the like.
pub(super) fn find(words: &Words) -> Option<Brand> {
    let tokens = words.tokens();
    let known = |list: &[&str], makes_inverters: bool| {
        list.iter()
            .filter_map(|name| place(words, name).map(|span| Brand { name: (*name).to_owned(), makes_inverters, span }))
            .min_by_key(|brand| (brand.span.0, std::cmp::Reverse(brand.span.1)))
    };
    let first = [known(INVERTERS, true), known(OTHERS, false)].into_iter().flatten();
    if let Some(brand) = first.min_by_key(|brand| (brand.span.0, std::cmp::Reverse(brand.span.1))) {
        return Some(brand);
    }
    // A title that begins with what the article is names the maker next.
    let named = words.has("INVERSOR");
    let next = tokens.iter().find(|(_, token)| !LEADING.contains(&token.as_str())).filter(|_| named);
    let letters = next.filter(|(_, token)| token.chars().all(char::is_alphabetic) && token.chars().count() > 1)?;
    let span = (letters.0, letters.0 + letters.1.chars().count());
    Some(Brand { name: words.between(span.0, span.1), makes_inverters: true, span })
}

/// Where a brand stands as a word or words of its own.
fn place(words: &Words, name: &str) -> Option<(usize, usize)> {
    let wanted: Vec<char> = name.to_ascii_uppercase().chars().collect();
    let joins =
        |place: Option<usize>| place.and_then(|place| words.folded.get(place)).is_some_and(|c| c.is_alphanumeric());
    (0..words.folded.len()).map(|start| (start, start + wanted.len())).find(|(start, end)| {
        words.folded.get(*start..*end) == Some(wanted.as_slice()) && !joins(start.checked_sub(1)) && !joins(Some(*end))
    })
}

/// The model: what follows the brand up to the first word that describes it; a title without such a word is brand and designation.
pub(super) fn model(words: &Words, brand: &Brand) -> Option<String> {
    if !words.has("INVERSOR") {
        let whole = words.between(brand.span.1, words.plain.len());
        return Some(whole).filter(|_| brand.makes_inverters).filter(|model| !model.is_empty());
    }
    let tokens: Vec<(usize, String)> = words.tokens().into_iter().filter(|(place, _)| *place >= brand.span.1).collect();
    let end = tokens.iter().position(|(_, token)| describes(token)).unwrap_or(tokens.len());
    let (own, rest) = tokens.split_at_checked(end)?;
    let place = |token: Option<&(usize, String)>| token.map_or(words.plain.len(), |(place, _)| *place);
    let mut model = words.between(brand.span.1, place(rest.first()));
    // `5KW (S6-GR1P-S)`: the parenthesis behind the power is the model, unless it counts inputs.
    let power = rest
        .first()
        .filter(|(_, token)| token.ends_with('W'))
        .or(own.last().filter(|(_, token)| token.ends_with("KW")));
    let behind = power.and_then(|(place, _)| tokens.iter().find(|(next, _)| next > place));
    if let Some((place, token)) =
        behind.filter(|(_, token)| token.len() > 3 && token.starts_with('(') && token.ends_with(')'))
    {
        let inner = words.between(place + 1, place + token.chars().count() - 1);
        if !inner.to_ascii_uppercase().contains("MPPT") && !inner.to_ascii_uppercase().contains("MLPE") {
            let own = model.split(" (").next().unwrap_or_default().to_owned();
            model = if own.is_empty() { inner } else { format!("{own} {inner}") };
        }
    }
    if model.is_empty() {
        // `5kW 220V Monofásico - GT1-5KD2`: the model closes the title.
        let (dash, _) = tokens.iter().rev().find(|(_, token)| token == "-")?;
        model = words.between(dash + 1, words.plain.len());
    }
    Some(model).filter(|model| !model.is_empty())
}

/// Whether a word describes the article: a power or voltage by itself, phases, a dash, a list of inputs.
fn describes(token: &str) -> bool {
    let unit = token.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | '-'));
    let measured = unit.len() < token.len() && matches!(unit, "W" | "KW" | "V" | "VAC" | "MPPT");
    measured
        || matches!(token, "-" | "(" | "|")
        || ["MONOFASIC", "BIFASIC", "TRIFASIC", "C/"].iter().any(|word| token.starts_with(word))
}
