//! Rows of `tarifas-homologadas-distribuidoras-energia-eletrica.csv`.

use super::cells::Cells;
use super::{AneelSelection, FileRow, Head, Row, Shared, per_kwh};
use crate::calendar::Date;
use crate::issue::Issue;
use crate::money::Dec;
use crate::tariff::post::Post;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Numbers of columns in [`AneelTariff::COLUMNS`].
mod column {
    pub const ACT: usize = 1;
    pub const AGENT: usize = 2;
    pub const CNPJ: usize = 3;
    pub const FROM: usize = 4;
    pub const TO: usize = 5;
    pub const BASE: usize = 6;
    pub const SUBGROUP: usize = 7;
    pub const MODALITY: usize = 8;
    pub const CLASS: usize = 9;
    pub const SUBCLASS: usize = 10;
    pub const DETAIL: usize = 11;
    pub const POST: usize = 12;
    pub const UNIT: usize = 13;
    pub const USER: usize = 14;
    pub const TUSD: usize = 15;
    pub const TE: usize = 16;
}

const SHARED: Shared = Shared {
    cnpj: column::CNPJ,
    from: column::FROM,
    to: column::TO,
    base: column::BASE,
    subgroup: column::SUBGROUP,
    modality: column::MODALITY,
};

/// One homologated tariff of one post.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AneelTariff {
    /// Its line in the file, counted from 1.
    pub line: u64,
    /// CNPJ of the distributor, 14 digits: names change, the CNPJ does not.
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
    /// TUSD of energy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tusd_brl_kwh: Option<Dec>,
    /// TE of energy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub te_brl_kwh: Option<Dec>,
    /// TUSD of demand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demand_brl_kw: Option<Dec>,
}

impl FileRow for AneelTariff {
    const COLUMNS: &'static [&'static str] = &[
        "DatGeracaoConjuntoDados",
        "DscREH",
        "SigAgente",
        "NumCNPJDistribuidora",
        "DatInicioVigencia",
        "DatFimVigencia",
        "DscBaseTarifaria",
        "DscSubGrupo",
        "DscModalidadeTarifaria",
        "DscClasse",
        "DscSubClasse",
        "DscDetalhe",
        "NomPostoTarifario",
        "DscUnidadeTerciaria",
        "SigAgenteAcessante",
        "VlrTUSD",
        "VlrTE",
    ];

    fn read(cells: &Cells<'_>, wanted: &AneelSelection) -> Result<Row<Self>, Issue> {
        let Head { cnpj, valid_from, valid_to } = match SHARED.head(cells, wanted)? {
            Ok(head) => head,
            Err(other) => return Ok(other),
        };
        let post = cells.post(column::POST)?;
        let (tusd, te) = (cells.amount(column::TUSD)?, cells.amount(column::TE)?);
        let nothing = |value: &Option<Decimal>| value.is_none_or(|value| value.is_zero());
        if nothing(&tusd) && nothing(&te) {
            return Ok(Row::NotHomologated);
        }
        let (tusd_brl_kwh, te_brl_kwh, demand_brl_kw) = match cells.word(column::UNIT).as_ref() {
            "MWh" => (tusd.and_then(per_kwh), te.and_then(per_kwh), None),
            "kW" => (None, None, tusd.map(Dec::from)),
            _ => return Err(cells.wrong(column::UNIT)),
        };
        let word = |column: usize| cells.word(column).into_owned();
        Ok(Row::Wanted(Box::new(AneelTariff {
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
            tusd_brl_kwh,
            te_brl_kwh,
            demand_brl_kw,
        })))
    }
}
