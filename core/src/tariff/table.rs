//! Tariff and flag tables of a request: rows, or the name of a table of `coaraci-data`.

use super::components::{Components, SceeTariff};
use super::post::ByPost;
use crate::calendar::{Date, Month};
use crate::issue::{Code, Error, Issue};
use crate::money::Dec;
use crate::quantity::refuse;
use crate::{Source, SourceKind};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::marker::PhantomData;

/// Prices in force from one day to another, without taxes and flags.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TariffSegment {
    /// First day in force.
    pub valid_from: Date,
    /// Last day in force; open if absent.
    pub valid_to: Option<Date>,
    /// Act that set the prices, such as `REH 3.589/2026`: named among the sources of the answer.
    pub act: Option<String>,
    /// Demand tariff of group A: `unico` in the green modality, `ponta` and `fora_ponta` in the blue one.
    #[serde(default)]
    pub demand_brl_kw: ByPost<Dec>,
    /// Energy tariff (*Tarifa de Energia*, TE) by post.
    pub te_brl_kwh: ByPost<Dec>,
    /// Network tariff (*Tarifa de Uso do Sistema de Distribuição*, TUSD) by post.
    pub tusd_brl_kwh: ByPost<Dec>,
    /// TE of the conventional modality, which prices the minimum of a white tariff unit.
    pub te_conventional_brl_kwh: Option<Dec>,
    /// TUSD of the conventional modality, which prices the minimum of a white tariff unit.
    pub tusd_conventional_brl_kwh: Option<Dec>,
    /// TE of the first 120 kWh of the social discount (*Desconto Social*).
    pub te_discount_brl_kwh: Option<Dec>,
    /// TUSD of the first 120 kWh of the social discount (*Desconto Social*).
    pub tusd_discount_brl_kwh: Option<Dec>,
    /// Energy component of TE (*TE Energia*) by post, by which credits move between posts.
    #[serde(default)]
    pub te_energia_brl_kwh: ByPost<Dec>,
    /// Components by post, which the retained charge of compensated energy reads.
    #[serde(default)]
    pub components: ByPost<Components>,
    /// SCEE tariffs by post, instead of components.
    #[serde(default)]
    pub scee: ByPost<SceeTariff>,
}

impl TariffSegment {
    /// A conventional tariff.
    pub fn new(valid_from: Date, valid_to: Option<Date>, te_brl_kwh: ByPost<Dec>, tusd_brl_kwh: ByPost<Dec>) -> Self {
        TariffSegment {
            valid_from,
            valid_to,
            act: None,
            demand_brl_kw: ByPost::default(),
            te_brl_kwh,
            tusd_brl_kwh,
            te_conventional_brl_kwh: None,
            tusd_conventional_brl_kwh: None,
            te_discount_brl_kwh: None,
            tusd_discount_brl_kwh: None,
            te_energia_brl_kwh: ByPost::default(),
            components: ByPost::default(),
            scee: ByPost::default(),
        }
    }
}

/// The flag of a month.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FlagMonth {
    /// The month.
    pub month: Month,
    /// Adder of the flag in force, R$/kWh; 0 for green.
    pub adder_brl_kwh: Dec,
}

/// Rows of one kind, given as a list or by the name of a table of `coaraci-data`.
#[derive(Debug, Clone)]
pub struct Table<R> {
    /// The rows.
    pub rows: Vec<R>,
    /// The table that they were read from, if they were named.
    pub(crate) named: Option<Source>,
}

/// Tariffs: rows, or `{"named": "tariffs-b1-2026-09-30", "distributor": "cemig-d"}` (its id or CNPJ).
pub type Tariffs = Table<TariffSegment>;

/// Flags: rows, or `{"named": "flag-months-2026-09"}`.
pub type Flags = Table<FlagMonth>;

impl<R> From<Vec<R>> for Table<R> {
    fn from(rows: Vec<R>) -> Self {
        Table { rows, named: None }
    }
}

/// A kind of rows that tables of `coaraci-data` hold.
pub trait NamedRow: Sized {
    /// Kind of the tables.
    const KIND: &'static str;
    /// What the table is named as among the sources.
    const SOURCE: SourceKind;
    /// Whether a distributor picks the rows.
    const BY_DISTRIBUTOR: bool;

    /// The row of a record, or none if it is another distributor's.
    ///
    /// # Errors
    /// `NOT_FOUND` for a record without what the rows need.
    fn read(record: &Record<'_>, distributor: &str) -> Result<Option<Self>, Error>;
}

/// One record of a table: cells by the name of their column.
pub struct Record<'a> {
    names: &'a [&'a str],
    cells: Vec<&'a str>,
}

impl Record<'_> {
    fn cell(&self, name: &str) -> Result<&str, Error> {
        let position = self.names.iter().position(|known| *known == name);
        position.and_then(|position| self.cells.get(position)).copied().ok_or_else(not_found)
    }

    fn value<T>(&self, name: &str, read: impl Fn(&str) -> Result<T, Error>) -> Result<Option<T>, Error> {
        match self.cell(name)? {
            "" => Ok(None),
            text => read(text).map(Some),
        }
    }
}

fn not_found() -> Error {
    Issue::error(Code::NOT_FOUND).into()
}

fn decimal(text: &str) -> Result<Dec, Error> {
    crate::money::parse_decimal(text, 12).map(Dec::from)
}

impl NamedRow for TariffSegment {
    const KIND: &'static str = "tariffs-b1";
    const SOURCE: SourceKind = SourceKind::Tariff;
    const BY_DISTRIBUTOR: bool = true;

    fn read(record: &Record<'_>, distributor: &str) -> Result<Option<Self>, Error> {
        let plain = distributor.replace(['.', '/', '-'], "");
        if record.cell("distributor")? != distributor && record.cell("cnpj")? != plain {
            return Ok(None);
        }
        let price = |name| Ok::<_, Error>(ByPost::single(record.value(name, decimal)?.ok_or_else(not_found)?));
        let valid_from = Date::parse(record.cell("valid_from")?)?;
        let valid_to = record.value("valid_to", Date::parse)?;
        let mut segment = TariffSegment::new(valid_from, valid_to, price("te_brl_kwh")?, price("tusd_brl_kwh")?);
        segment.act = record.value("act", |act| Ok(act.to_owned()))?;
        let fio_b_brl_kwh = record.value("fio_b_brl_kwh", decimal)?;
        segment.components = ByPost::single(Components { fio_b_brl_kwh, ..Components::default() });
        Ok(Some(segment))
    }
}

impl NamedRow for FlagMonth {
    const KIND: &'static str = "flag-months";
    const SOURCE: SourceKind = SourceKind::Flag;
    const BY_DISTRIBUTOR: bool = false;

    fn read(record: &Record<'_>, _: &str) -> Result<Option<Self>, Error> {
        let month = Month::parse(record.cell("month")?)?;
        let adder_brl_kwh = decimal(record.cell("adder_brl_kwh")?)?;
        Ok(Some(FlagMonth { month, adder_brl_kwh }))
    }
}

impl<R: NamedRow> Table<R> {
    /// The rows of a named table; the distributor is its id or CNPJ, where the rows are a distributor's.
    ///
    /// # Errors
    /// `NOT_FOUND` for a table or a distributor that is not there, `TABLES_NOT_EMBEDDED` where the package carries no tables.
    #[cfg(feature = "data")]
    pub fn named(id: &str, distributor: &str) -> Result<Self, Error> {
        let table = coaraci_data::table(id).filter(|table| table.kind == R::KIND).ok_or_else(not_found)?;
        let mut lines = table.text.lines();
        let names: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
        let mut rows = Vec::new();
        for line in lines {
            let record = Record { names: &names, cells: line.split(',').collect() };
            rows.extend(R::read(&record, distributor)?);
        }
        if rows.is_empty() {
            return Err(not_found());
        }
        let source = Source { kind: R::SOURCE, id: table.id.to_owned(), vintage: table.vintage.to_owned() };
        Ok(Table { rows, named: Some(source) })
    }

    /// The rows of a named table, which this package does not carry.
    ///
    /// # Errors
    /// `TABLES_NOT_EMBEDDED`.
    #[cfg(not(feature = "data"))]
    pub fn named(_: &str, _: &str) -> Result<Self, Error> {
        Err(Issue::error(Code::TABLES_NOT_EMBEDDED).into())
    }
}

impl<'de, R: NamedRow + Deserialize<'de>> Deserialize<'de> for Table<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Rows<R>(PhantomData<R>);
        impl<'de, R: NamedRow + Deserialize<'de>> Visitor<'de> for Rows<R> {
            type Value = Table<R>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("rows or a named table")
            }

            /// Null counts as absent: no rows, which the rules then miss.
            fn visit_unit<E>(self) -> Result<Table<R>, E> {
                Ok(Vec::new().into())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Table<R>, A::Error> {
                let mut rows = Vec::new();
                while let Some(row) = access.next_element()? {
                    rows.push(row);
                }
                Ok(rows.into())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Table<R>, A::Error> {
                let (mut named, mut distributor): (Option<String>, Option<String>) = (None, None);
                while let Some(key) = access.next_key::<String>()? {
                    let slot = match key.as_str() {
                        "named" => &mut named,
                        "distributor" if R::BY_DISTRIBUTOR => &mut distributor,
                        _ => return Err(refuse(Issue::error(Code::UNKNOWN_FIELD).into())),
                    };
                    if slot.is_some() {
                        return Err(refuse(Issue::error(Code::DUPLICATE_FIELD).into()));
                    }
                    *slot = Some(access.next_value()?);
                }
                let missing = named.is_none() || (R::BY_DISTRIBUTOR && distributor.is_none());
                if missing {
                    return Err(refuse(Issue::error(Code::MISSING_FIELD).into()));
                }
                Table::named(&named.unwrap_or_default(), &distributor.unwrap_or_default()).map_err(refuse)
            }
        }
        deserializer.deserialize_any(Rows(PhantomData))
    }
}

#[cfg(feature = "schema")]
impl<R: NamedRow + schemars::JsonSchema> schemars::JsonSchema for Table<R> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("TableOf{}", R::schema_name()).into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let rows = generator.subschema_for::<Vec<R>>();
        let required = if R::BY_DISTRIBUTOR { &["named", "distributor"][..] } else { &["named"] };
        let text = |name: &&str| ((*name).to_owned(), serde_json::json!({"type": "string"}));
        let names: serde_json::Map<_, _> = required.iter().map(text).collect();
        schemars::json_schema!({
            "oneOf": [
                rows,
                {"type": "object", "properties": names, "required": required, "additionalProperties": false}
            ]
        })
    }
}
