//! The operations.

use super::checklist::{self, ChecklistItem, RuleBasis};
use super::connection::{self, ConnectionCase, ConnectionVerdict};
use super::guardrail::{self, GuardrailOutcome, MOST_PCT};
use super::packet::{self, MmgdCsv, MmgdRow};
use super::prodist::{self, ProdistBand, ProdistCheck, ProdistLimits, ProtectionSetting, SupplyMeasurement};
use crate::Answer;
use crate::calendar::Date;
use crate::canonical::Json;
use crate::issue::{Code, Error, Issue, Problems};
use crate::money::{Dec, Fixed, Money};
use crate::quantity::Map;
use crate::tariff::{GdCategory, GdModality};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Energy of a year.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CheckOversizingRequest {
    /// Expected generation of a year.
    pub generation_kwh: Dec,
    /// Consumption of a year, above zero.
    pub consumption_kwh: Dec,
    /// The most that generation may be of consumption, in percent: 160 by default; it may be lowered and never raised.
    pub max_pct: Option<Dec>,
}

/// What the guardrail says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OversizingVerdict {
    /// Generation in percent of consumption, four digits.
    pub oversizing_pct: Fixed<4>,
    /// `allow` up to the limit, exactly on it included.
    pub outcome: GuardrailOutcome,
    /// `project_default`: the guardrail is a rule of business, not of law.
    pub basis: RuleBasis,
    /// `OVERSIZING_ABOVE_LIMIT` if it is denied.
    pub issues: Vec<Issue>,
}

/// Check generation over consumption against the guardrail of 160 %: a default of the project, which no setting turns off.
///
/// # Errors
/// `CONSUMPTION_NOT_POSITIVE`; `OUT_OF_RANGE` for a limit above 160; `OVERFLOW`.
pub fn check_oversizing(request: CheckOversizingRequest) -> Result<Answer<OversizingVerdict>, Error> {
    let max_pct = request.max_pct.map_or(Decimal::from(MOST_PCT), Dec::get);
    let (oversizing_pct, outcome) =
        guardrail::judge(request.generation_kwh.get(), request.consumption_kwh.get(), max_pct)?;
    let limit = max_pct.checked_div(Decimal::ONE_HUNDRED).unwrap_or(max_pct);
    let above = || Issue::error(Code::OVERSIZING_ABOVE_LIMIT).at("/generation_kwh").with("limit", limit);
    let issues = if outcome == GuardrailOutcome::Deny { vec![above()] } else { Vec::new() };
    Ok(Answer::new(OversizingVerdict { oversizing_pct, outcome, basis: RuleBasis::ProjectDefault, issues }))
}

/// Measurements of a connection.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CheckProdistRequest {
    /// Nominal voltage in volts (13.8 kV is 13800).
    pub nominal_v: f64,
    /// Measured voltage.
    pub measured_v: Option<f64>,
    /// Frequency.
    pub frequency_hz: Option<f64>,
    /// Total harmonic distortion of the voltage.
    pub thd_voltage_pct: Option<f64>,
    /// Power factor.
    pub power_factor: Option<f64>,
    /// Voltage unbalance.
    pub unbalance_voltage_pct: Option<f64>,
    /// Protections as they are set.
    pub protections: Option<Vec<ProtectionSetting>>,
    /// The limits with their act.
    pub limits: ProdistLimits,
}

/// The checks.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProdistVerdict {
    /// One entry a check, in a fixed order.
    pub checks: Vec<ProdistCheck>,
    /// Mean of 100 for adequate, 50 for precarious, 0 for critical values over what was measured; null if nothing was.
    pub score: Option<f64>,
    /// How many checks have a value.
    pub measured_count: usize,
    /// How many have none; they never count as passed.
    pub not_measured_count: usize,
}

/// Check quality of supply against bands of PRODIST Module 8 that the request gives as data with their act.
///
/// # Errors
/// `OUT_OF_RANGE` for the nominal voltage; `NOT_FOUND` if no voltage band is for it.
pub fn check_prodist(request: CheckProdistRequest) -> Result<Answer<ProdistVerdict>, Error> {
    let measured = SupplyMeasurement {
        nominal_v: request.nominal_v,
        measured_v: request.measured_v,
        frequency_hz: request.frequency_hz,
        thd_voltage_pct: request.thd_voltage_pct,
        power_factor: request.power_factor,
        unbalance_voltage_pct: request.unbalance_voltage_pct,
        protections: request.protections.as_deref().unwrap_or_default(),
    };
    let checks = prodist::check(&measured, &request.limits)?;
    let not_measured_count = checks.iter().filter(|check| check.band == ProdistBand::NotMeasured).count();
    let measured_count = checks.len() - not_measured_count;
    Ok(Answer::new(ProdistVerdict { score: prodist::score(&checks), checks, measured_count, not_measured_count }))
}

/// A plant to connect.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CheckConnectionRequest {
    /// Rated alternating power of the plant.
    pub generation_kw: Dec,
    /// Installed load of the unit.
    pub load_kw: Dec,
    /// Nominal voltage of the connection in volts.
    pub voltage_v: Dec,
    /// Who uses the energy.
    pub modality: GdModality,
    /// Whether the source is dispatchable; not by default.
    pub dispatchable: Option<bool>,
    /// When the request was filed: until 2023-01-07 the limit is 5 MW for every source. Without it, after that day.
    pub protocol_date: Option<Date>,
    /// Power that is available to the unit, which limits that of the plant.
    pub available_kw: Option<Dec>,
    /// Whether the plant injects nothing; not by default.
    pub no_injection: Option<bool>,
    /// Whether a plant with free connection is sized to the consumption of the day; not by default.
    pub sized_to_daytime: Option<bool>,
    /// Investment in reais, for the guarantee.
    pub investment_brl: Option<Money>,
}

impl From<&CheckConnectionRequest> for ConnectionCase {
    fn from(request: &CheckConnectionRequest) -> Self {
        ConnectionCase {
            generation_kw: request.generation_kw.get(),
            load_kw: request.load_kw.get(),
            voltage_v: request.voltage_v.get(),
            modality: request.modality,
            dispatchable: request.dispatchable.unwrap_or(false),
            protocol_date: request.protocol_date,
            available_kw: request.available_kw.map(Dec::get),
            no_injection: request.no_injection.unwrap_or(false),
            sized_to_daytime: request.sized_to_daytime.unwrap_or(false),
            investment: request.investment_brl,
        }
    }
}

/// Check a plant against the rules of connection: limits, group, deadlines, guarantee, analysis of flow inversion.
///
/// REN ANEEL 1.000/2021, arts. 2, 23, 31, 64, 73-A, 83, 91; Lei 14.300/2022, arts. 1 and 4.
///
/// # Errors
/// `OUT_OF_RANGE`, `OVERFLOW`.
pub fn check_connection(request: CheckConnectionRequest) -> Result<Answer<ConnectionVerdict>, Error> {
    connection::judge(&ConnectionCase::from(&request)).map(Answer::new)
}

/// A case that needs documents.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DocumentChecklistRequest {
    /// Rated alternating power of the plant.
    pub generation_kw: Dec,
    /// Installed load of the unit.
    pub load_kw: Dec,
    /// Nominal voltage of the connection in volts.
    pub voltage_v: Dec,
    /// Who uses the energy.
    pub modality: GdModality,
    /// Whether the unit has the social tariff; not by default.
    pub low_income: Option<bool>,
}

/// Documents.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DocumentChecklist {
    /// The documents, in a fixed order.
    pub items: Vec<ChecklistItem>,
}

/// List the documents for the request of a connection budget, each with the act that asks for it or marked as a project default.
///
/// # Errors
/// `OUT_OF_RANGE`.
pub fn document_checklist(request: DocumentChecklistRequest) -> Result<Answer<DocumentChecklist>, Error> {
    let verdict = connection::judge(&ConnectionCase {
        generation_kw: request.generation_kw.get(),
        load_kw: request.load_kw.get(),
        voltage_v: request.voltage_v.get(),
        modality: request.modality,
        dispatchable: false,
        protocol_date: None,
        available_kw: None,
        no_injection: false,
        sized_to_daytime: false,
        investment: None,
    })?;
    let guarantee = verdict.guarantee_pct.is_positive();
    let low_income = request.low_income.unwrap_or(false);
    let micro = verdict.category == GdCategory::Micro;
    let items = checklist::items(micro, verdict.group, request.modality, guarantee, low_income);
    Ok(Answer::new(DocumentChecklist { items }))
}

/// A plant for the distributor.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MmgdPacketRequest {
    /// Class of the consumer (`IdcClasse`).
    pub idc_classe: String,
    /// Subgroup (`IdcSubgrupo`).
    pub idc_subgrupo: String,
    /// Modality (`IdcModalidade`).
    pub idc_modalidade: String,
    /// Installed power (`MdaPotenciaInstalada`), above zero, at most 5000.
    pub mda_potencia_instalada_kw: Dec,
    /// Rows of the distributor's file, as `mmgd_csv` writes them.
    pub csv: Option<String>,
    /// Data of the unit (`DadosUC`).
    pub dados_uc: Map<Json>,
    /// Data of the plant (`DadosUsina`).
    pub dados_usina: Map<Json>,
}

/// The packet in the distributor's names.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MmgdPacket {
    /// Class of the consumer.
    #[serde(rename = "IdcClasse")]
    pub idc_classe: String,
    /// Subgroup.
    #[serde(rename = "IdcSubgrupo")]
    pub idc_subgrupo: String,
    /// Modality.
    #[serde(rename = "IdcModalidade")]
    pub idc_modalidade: String,
    /// Installed power in kW.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    #[serde(rename = "MdaPotenciaInstalada")]
    pub mda_potencia_instalada: Dec,
    /// Rows of the distributor's file.
    #[serde(rename = "CSV", skip_serializing_if = "Option::is_none")]
    pub csv: Option<String>,
    /// Data of the unit.
    #[serde(rename = "DadosUC")]
    pub dados_uc: Map<Json>,
    /// Data of the plant.
    #[serde(rename = "DadosUsina")]
    pub dados_usina: Map<Json>,
}

/// Make the packet of a plant for the distributor.
///
/// # Errors
/// `MISSING_FIELD` for an empty class, subgroup or modality; `POWER_ABOVE_MMGD_LIMIT` above 5000 kW, `OUT_OF_RANGE` at or below zero.
pub fn mmgd_packet(request: MmgdPacketRequest) -> Result<Answer<MmgdPacket>, Error> {
    let mut problems = Problems::new();
    let words = [
        (&request.idc_classe, "/idc_classe"),
        (&request.idc_subgrupo, "/idc_subgrupo"),
        (&request.idc_modalidade, "/idc_modalidade"),
    ];
    for (word, place) in words {
        problems.require(!word.trim().is_empty(), || Issue::error(Code::MISSING_FIELD).at(place));
    }
    let (power, most) = (request.mda_potencia_instalada_kw.get(), Decimal::from(5000));
    let place = "/mda_potencia_instalada_kw";
    let range = || Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 0).with("max", most);
    problems.require(power > Decimal::ZERO, range);
    let above = || Issue::error(Code::POWER_ABOVE_MMGD_LIMIT).at(place).with("power_kw", power).with("limit_kw", most);
    problems.require(power <= most, || above().law("Lei 14.300/2022, art. 1, XIII"));
    problems.finish()?;
    Ok(Answer::new(MmgdPacket {
        idc_classe: request.idc_classe,
        idc_subgrupo: request.idc_subgrupo,
        idc_modalidade: request.idc_modalidade,
        mda_potencia_instalada: request.mda_potencia_instalada_kw,
        csv: request.csv,
        dados_uc: request.dados_uc,
        dados_usina: request.dados_usina,
    }))
}

/// Rows for the distributor's file.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MmgdCsvRequest {
    /// The distributor's columns in order; without them nothing is written.
    pub columns: Option<Vec<String>>,
    /// The column of the action; `ACAO` by default.
    pub action_column: Option<String>,
    /// `;` (default) or `,`.
    pub separator: Option<CsvSeparator>,
    /// The rows.
    pub rows: Vec<MmgdRow>,
}

/// Marks between cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum CsvSeparator {
    /// Semicolon, as files with decimal commas have it.
    #[serde(rename = ";")]
    Semicolon,
    /// Comma.
    #[serde(rename = ",")]
    Comma,
}

/// Write rows of plants for the distributor's file; where its columns are not known, say so and write nothing.
///
/// # Errors
/// `MISSING_FIELD`, `COLUMN_UNKNOWN` for rows whose values are not those of the columns.
pub fn mmgd_csv(request: MmgdCsvRequest) -> Result<Answer<MmgdCsv>, Error> {
    let separator = match request.separator.unwrap_or(CsvSeparator::Semicolon) {
        CsvSeparator::Semicolon => ';',
        CsvSeparator::Comma => ',',
    };
    let action = request.action_column.as_deref().unwrap_or("ACAO");
    packet::csv(request.columns.as_deref(), action, separator, &request.rows).map(Answer::new)
}
