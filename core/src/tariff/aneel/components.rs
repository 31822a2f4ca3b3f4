//! Rows of `componentes-tarifarias-AAAA.csv`: what TE and TUSD are made of.

use super::cells::Cells;
use super::{AneelSelection, FileRow, Head, Row, Shared, per_kwh};
use crate::calendar::Date;
use crate::issue::Issue;
use crate::money::Dec;
use crate::tariff::post::Post;
use serde::{Deserialize, Serialize};

/// Numbers of columns in [`AneelComponent::COLUMNS`].
mod column {
    pub const ACT: usize = 0;
    pub const AGENT: usize = 1;
    pub const CNPJ: usize = 2;
    pub const FROM: usize = 3;
    pub const TO: usize = 4;
    pub const BASE: usize = 5;
    pub const SUBGROUP: usize = 6;
    pub const MODALITY: usize = 7;
    pub const CLASS: usize = 8;
    pub const SUBCLASS: usize = 9;
    pub const DETAIL: usize = 10;
    pub const POST: usize = 11;
    pub const UNIT: usize = 12;
    pub const USER: usize = 13;
    pub const COMPONENT: usize = 14;
    pub const VALUE: usize = 15;
}

const SHARED: Shared = Shared {
    cnpj: column::CNPJ,
    from: column::FROM,
    to: column::TO,
    base: column::BASE,
    subgroup: column::SUBGROUP,
    modality: column::MODALITY,
};

/// One component of a homologated tariff.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AneelComponent {
    /// Its line in the file, counted from 1.
    pub line: u64,
    /// CNPJ of the distributor, 14 digits.
    pub cnpj: String,
    /// Name of the distributor in the file.
    pub agent: String,
    /// Act that set the price, such as `REH 3.589/2026`.
    pub act: String,
    /// First day in force.
    pub valid_from: Date,
    /// Last day in force; open if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// Subgroup in the file's words: `B1`, `A4`.
    pub subgroup: String,
    /// Modality in the file's words: `Convencional`, `Branca`, `Azul`, `Verde`.
    pub modality: String,
    /// Class in the file's words.
    pub class: String,
    /// Subclass in the file's words.
    pub subclass: String,
    /// Detail in the file's words: `Não se aplica`, `SCEE`, `APE`.
    pub detail: String,
    /// Tariff post.
    pub post: Post,
    /// Named user of the network, `Não se aplica` in general.
    pub user: String,
    /// The component in the file's words: `TUSD_FioB`, `TE_ENERGIA`.
    pub component: String,
    /// Its part of the price of energy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_brl_kwh: Option<Dec>,
    /// Its part of the price of demand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_brl_kw: Option<Dec>,
}

impl FileRow for AneelComponent {
    const COLUMNS: &'static [&'static str] = &[
        "DscResolucaoHomologatoria",
        "SigNomeAgente",
        "NumCPFCNPJ",
        "DatInicioVigencia",
        "DatFimVigencia",
        "DscBaseTarifaria",
        "DscSubGrupoTarifario",
        "DscModalidadeTarifaria",
        "DscClasseConsumidor",
        "DscSubClasseConsumidor",
        "DscDetalheConsumidor",
        "DscPostoTarifario",
        "DscUnidade",
        "SigNomeAgenteAcessante",
        "DscComponenteTarifario",
        "VlrComponenteTarifario",
    ];

    fn read(cells: &Cells<'_>, wanted: &AneelSelection) -> Result<Row<Self>, Issue> {
        let Head { cnpj, valid_from, valid_to } = match SHARED.head(cells, wanted)? {
            Ok(head) => head,
            Err(other) => return Ok(other),
        };
        let post = cells.post(column::POST)?;
        // A component of zero is a fact, an empty one is not.
        let Some(value) = cells.amount(column::VALUE)? else { return Ok(Row::NotHomologated) };
        let (value_brl_kwh, value_brl_kw) = match cells.word(column::UNIT).as_ref() {
            "MWh" | "R$/MWh" => (per_kwh(value), None),
            "kW" | "R$/kW" => (None, Some(Dec::from(value))),
            _ => return Err(cells.wrong(column::UNIT)),
        };
        let word = |column: usize| cells.word(column).into_owned();
        Ok(Row::Wanted(Box::new(AneelComponent {
            line: cells.number,
            cnpj,
            agent: word(column::AGENT),
            act: word(column::ACT),
            valid_from,
            valid_to,
            subgroup: word(column::SUBGROUP),
            modality: word(column::MODALITY),
            class: word(column::CLASS),
            subclass: word(column::SUBCLASS),
            detail: word(column::DETAIL),
            post,
            user: word(column::USER),
            component: word(column::COMPONENT),
            value_brl_kwh,
            value_brl_kw,
        })))
    }
}
