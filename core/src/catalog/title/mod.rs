//! What the title of an article states: kind, brand, model, power, phases, voltages.
//!
//! Titles are written for people, by several wholesalers; a field is none where the title does not state it, never a guess.

mod brand;
mod number;
#[cfg(test)]
mod tests;
mod words;

use number::Found;
use serde::Serialize;
use words::Words;

/// Kinds of equipment that a title can state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EquipmentKind {
    /// A photovoltaic module.
    Module,
    /// A micro-inverter.
    Micro,
    /// An inverter with a battery input that feeds the grid.
    Hybrid,
    /// An inverter without grid.
    OffGrid,
    /// An inverter that feeds the grid.
    GridTied,
    /// An inverter of which the title does not say more.
    Inverter,
    /// A battery.
    Battery,
    /// A string box.
    StringBox,
    /// A mounting structure or part of one.
    Mounting,
}

impl EquipmentKind {
    fn is_inverter(self) -> bool {
        use EquipmentKind as Kind;
        matches!(self, Kind::Micro | Kind::Hybrid | Kind::OffGrid | Kind::GridTied | Kind::Inverter)
    }
}

/// What a title states; null for what it does not.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct EquipmentTitle {
    /// Kind of equipment.
    pub kind: Option<EquipmentKind>,
    /// Brand, in its own spelling where it is known.
    pub brand: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// Rated power of an inverter, power of a module at standard test conditions.
    pub power_w: Option<u32>,
    /// Phases of the output.
    pub phases: Option<u32>,
    /// Voltage of the grid in volts, or its range: `220`, `120-240`.
    #[cfg_attr(feature = "schema", schemars(extend("x-unit" = "V")))]
    pub vac: Option<String>,
    /// Number of MPPTs.
    pub mppt: Option<u32>,
    /// Efficiency in percent, as decimal text.
    pub efficiency_pct: Option<String>,
    /// Whether a module uses light from both sides.
    pub bifacial: Option<bool>,
    /// Whether there is an arc-fault circuit interrupter.
    pub afci: Option<bool>,
    /// Voltage of the battery in volts, as decimal text.
    pub battery_v: Option<String>,
    /// Module inputs of a micro-inverter.
    #[serde(rename = "module_input_count")]
    pub module_inputs: Option<u32>,
}

/// Reads a title.
pub(super) fn parse(title: &str) -> EquipmentTitle {
    let words = Words::of(title);
    let brand = brand::find(&words);
    let kind = kind(&words, brand.as_ref().is_some_and(|brand| brand.makes_inverters));
    let found = number::read(&words);
    let model = brand.as_ref().and_then(|brand| brand::model(&words, brand));
    let inverter = kind.is_some_and(EquipmentKind::is_inverter);
    let module = kind == Some(EquipmentKind::Module);
    let Found { power_w, vac, battery_v, mppt, efficiency_pct, module_inputs } = found;
    let of_model = || number::power_of_model(&words);
    EquipmentTitle {
        kind,
        brand: brand.map(|brand| brand.name),
        model,
        power_w: if inverter { power_w.or_else(of_model) } else { power_w.filter(|_| module) },
        phases: words.phases().filter(|_| inverter),
        vac: vac.filter(|_| inverter),
        mppt: mppt.filter(|_| inverter),
        efficiency_pct,
        bifacial: words.has("BIFACIAL").then_some(true),
        afci: words.has("AFCI").then(|| !words.has("S/ AFCI") && !words.has("S/AFCI") && !words.has("SEM AFCI")),
        battery_v,
        module_inputs: module_inputs.filter(|_| inverter),
    }
}

fn kind(words: &Words, inverter_brand: bool) -> Option<EquipmentKind> {
    use EquipmentKind as Kind;
    if words.has("MICROINVERSOR") || words.has("MICRO INVERSOR") {
        return Some(Kind::Micro);
    }
    let off = words.has("OFF GRID") || words.has("OFF-GRID");
    if words.has("INVERSOR") {
        let on = words.has("ON +") || words.has("ON GRID") || words.has("ON-GRID") || words.has("GRID-TIE");
        return Some(match (words.has("HIBRIDO"), off, on) {
            (true, true, true) | (true, false, _) => Kind::Hybrid,
            (_, true, _) => Kind::OffGrid,
            (_, _, true) => Kind::GridTied,
            // A sine-wave inverter or an inverter that charges a battery is made for no grid.
            _ if words.has("SENOIDAL") || words.has("CARREGADOR") => Kind::OffGrid,
            _ => Kind::Inverter,
        });
    }
    let other = [
        ("BATERIA", Kind::Battery),
        ("STRING BOX", Kind::StringBox),
        ("ESTRUTURA", Kind::Mounting),
        ("SUPORTE", Kind::Mounting),
        ("TRILHO", Kind::Mounting),
        ("MODULO", Kind::Module),
        ("PAINEL", Kind::Module),
        ("BIFACIAL", Kind::Module),
        ("N-TYPE", Kind::Module),
        ("MONOCRISTALINO", Kind::Module),
    ];
    let named = other.into_iter().find(|(word, _)| words.has(word)).map(|(_, kind)| kind);
    named.or(inverter_brand.then_some(Kind::Inverter))
}
