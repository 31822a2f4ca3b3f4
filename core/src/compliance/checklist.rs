//! Documents for the request of a connection budget (*orçamento de conexão*).

use crate::tariff::{GdModality, TariffGroup};
use serde::Serialize;

/// Why something is asked for or refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RuleBasis {
    /// An act says so.
    Law,
    /// A default of the project: what distributors ask for as a rule, or a rule of business.
    ProjectDefault,
}

/// A document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChecklistItem {
    /// Its code.
    pub document: &'static str,
    /// Whether the request is not accepted without it.
    pub mandatory: bool,
    /// Why it is asked for.
    pub basis: RuleBasis,
    /// The act and article; null for a default of the project.
    pub law: Option<&'static str>,
}

const fn by_law(document: &'static str, mandatory: bool, law: &'static str) -> ChecklistItem {
    ChecklistItem { document, mandatory, basis: RuleBasis::Law, law: Some(law) }
}

const fn by_default(document: &'static str, mandatory: bool) -> ChecklistItem {
    ChecklistItem { document, mandatory, basis: RuleBasis::ProjectDefault, law: None }
}

/// The documents of a case, in a fixed order.
pub(super) fn items(
    micro: bool,
    group: TariffGroup,
    modality: GdModality,
    guarantee: bool,
    low_income: bool,
) -> Vec<ChecklistItem> {
    use GdModality as Modality;
    let mut items = vec![
        by_law("connection_budget_form", true, "REH ANEEL 3.171/2023"),
        by_law("responsibility_note_art_trt", true, "Lei 6.496/1977, art. 1"),
        by_law("inverter_conformity", true, "Portaria Inmetro 140/2022"),
        by_default("single_line_diagram", true),
        by_default("descriptive_memorial", true),
        by_default("site_plan", false),
        by_default("plant_register_data", true),
    ];
    if !micro {
        items.push(by_default("electrical_project", true));
        items.push(by_default("operating_agreement", true));
    }
    if group == TariffGroup::A {
        items.push(by_default("protection_study", true));
    }
    if modality != Modality::AutoconsumoLocal {
        items.push(by_law("allocation_list", true, "Lei 14.300/2022, art. 14"));
    }
    match modality {
        Modality::GeracaoCompartilhada => {
            items.push(by_law("shared_generation_instrument", true, "Lei 14.300/2022, art. 1, X"))
        }
        Modality::MultiplasUnidades => {
            items.push(by_law("condominium_instrument", true, "Lei 14.300/2022, art. 1, VII"))
        }
        Modality::AutoconsumoRemoto => items.push(by_law("same_holder_proof", true, "Lei 14.300/2022, art. 1, II")),
        Modality::AutoconsumoLocal => {}
    }
    if guarantee {
        items.push(by_law("performance_guarantee", true, "Lei 14.300/2022, art. 4"));
    }
    if low_income {
        items.push(by_default("social_register_proof", false));
    }
    items
}
