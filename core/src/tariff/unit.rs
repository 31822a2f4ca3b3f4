//! Consumer units (*unidades consumidoras*) as a bill of group B sees them.

use super::exact::Exact;
use super::post::Post;
use crate::issue::{Code, Error, Issue, Problems};
use crate::money::Dec;
use serde::{Deserialize, Serialize};

/// Tariff subgroups (*subgrupos*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Subgroup {
    /// 230 kV and above.
    A1,
    /// 88 to 138 kV.
    A2,
    /// 69 kV.
    A3,
    /// 30 to 44 kV.
    A3a,
    /// 2.3 to 25 kV.
    A4,
    /// Below 2.3 kV, underground.
    As,
    /// Residential.
    B1,
    /// Rural.
    B2,
    /// Other classes.
    B3,
    /// Public lighting, network of the distributor or not, assets of the municipality.
    B4a,
    /// Public lighting, assets of the distributor.
    B4b,
}

impl Subgroup {
    /// Whether it is of group A.
    pub fn is_group_a(self) -> bool {
        self <= Subgroup::As
    }
}

/// Classes of consumption (*classes*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Homes.
    Residencial,
    /// Industry.
    Industrial,
    /// Commerce, services and others.
    Comercial,
    /// Rural.
    Rural,
    /// Government.
    PoderPublico,
    /// Public lighting.
    IluminacaoPublica,
    /// Public services: water, sanitation, traction.
    ServicoPublico,
    /// The distributor itself.
    ConsumoProprio,
}

/// Subclasses with rules of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Subclass {
    /// Social tariff (*Tarifa Social de Energia Elétrica*).
    BaixaRenda,
    /// Social discount (*Desconto Social*), from 2026-01-01.
    DescontoSocial,
}

/// Connections (*tipos de ligação*), which set the minimum of a bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Connection {
    /// One phase.
    Mono,
    /// Two phases with two wires.
    Bi2,
    /// Two phases with three wires.
    Bi3,
    /// Three phases.
    Tri,
}

impl Connection {
    /// Energy of the minimum in kWh (REN 1.000/2021, art. 291).
    pub fn minimum_kwh(self) -> i64 {
        match self {
            Connection::Mono | Connection::Bi2 => 30,
            Connection::Bi3 => 50,
            Connection::Tri => 100,
        }
    }

    /// Their words.
    pub(crate) const WORDS: &'static [&'static str] = &["mono", "bi2", "bi3", "tri"];

    /// The connection of that word.
    pub(crate) fn of(word: &str) -> Option<Connection> {
        match word {
            "mono" => Some(Connection::Mono),
            "bi2" => Some(Connection::Bi2),
            "bi3" => Some(Connection::Bi3),
            "tri" => Some(Connection::Tri),
            _ => None,
        }
    }
}

/// Tariff modalities (*modalidades tarifárias*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// One price at every hour (*convencional*), group B.
    #[default]
    Conventional,
    /// Hourly white tariff (*branca*), group B.
    White,
    /// Blue (*azul*): demand and energy by post, group A.
    Blue,
    /// Green (*verde*): one demand, energy by post, group A.
    Green,
}

/// A consumer unit of group B.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct UnitB {
    /// Tariff subgroup; b4a and b4b are public lighting.
    pub subgroup: Subgroup,
    /// Class of consumption.
    pub class: Option<Class>,
    /// Subclass with rules of its own, if any.
    pub subclass: Option<Subclass>,
    /// Connection, which sets the minimum.
    pub connection: Connection,
    /// Tariff modality: conventional (default) or white.
    #[serde(default)]
    pub modality: Modality,
    /// Whether the household is in CadÚnico: in the compensation system its minimum is halved.
    #[serde(default)]
    pub cadunico: bool,
    /// Families behind the meter of a social tariff unit, default 1.
    pub families_count: Option<u32>,
    /// Whether the unit is in an isolated system, where there are no flags.
    #[serde(default)]
    pub isolated_system: bool,
    /// Whether it is an individual isolated system (SIGFI, MIGDI): no minimum.
    #[serde(default)]
    pub isolated_individual: bool,
    /// Whether it is prepaid: no minimum.
    #[serde(default)]
    pub prepaid: bool,
    /// Whether it is public lighting: no minimum.
    #[serde(default)]
    pub public_lighting: bool,
    /// What allows a unit of group A to pay prices of group B (*B optante*); needed for a subgroup of group A.
    pub optante: Option<Optante>,
}

/// A unit of group A that chose the prices of group B (REN 1.000/2021, art. 292).
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Optante {
    /// Power of all its transformers, at most 112.5 kVA.
    pub transformers_kva: Dec,
    /// Whether it sends surplus to other units or receives it: then nothing may be compensated.
    #[serde(default)]
    pub shares_energy: bool,
}

impl UnitB {
    /// An ordinary unit.
    pub fn new(subgroup: Subgroup, connection: Connection) -> Self {
        UnitB {
            subgroup,
            class: None,
            subclass: None,
            connection,
            modality: Modality::Conventional,
            cadunico: false,
            families_count: None,
            isolated_system: false,
            isolated_individual: false,
            prepaid: false,
            public_lighting: false,
            optante: None,
        }
    }

    /// Whether it is billed by the white tariff.
    pub(crate) fn is_white(&self) -> bool {
        self.modality == Modality::White
    }

    /// Whether it is public lighting, said or by its subgroup.
    pub(crate) fn is_public_lighting(&self) -> bool {
        self.public_lighting || matches!(self.subgroup, Subgroup::B4a | Subgroup::B4b)
    }

    /// Whether it pays the social tariff.
    pub(crate) fn is_social(&self) -> bool {
        self.subclass == Some(Subclass::BaixaRenda)
    }

    /// Families by which the bands of the social tariff are multiplied.
    pub(crate) fn families(&self) -> i64 {
        self.families_count.unwrap_or(1).into()
    }

    /// Its registers.
    pub(crate) fn posts(&self) -> &'static [Post] {
        if self.is_white() { Post::WHITE } else { Post::SINGLE }
    }

    /// Whether the modality may be billed (tariff R-B-7).
    ///
    /// # Errors
    /// `MODALITY_NOT_ALLOWED`; `OUT_OF_RANGE` for no family at all.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let mut problems = Problems::new();
        let refused = match self.modality {
            Modality::Blue | Modality::Green => true,
            Modality::Conventional => self.subgroup.is_group_a() && self.optante.is_none(),
            Modality::White => {
                self.subgroup.is_group_a() || self.subclass.is_some() || self.is_public_lighting() || self.prepaid
            }
        };
        let large = self.optante.is_some_and(|optante| Exact::from(optante.transformers_kva) > Exact::new(1_125, 1));
        problems.require(!refused, || {
            Issue::error(Code::MODALITY_NOT_ALLOWED).at("/unit/modality").law("REN ANEEL 1.000/2021, arts. 212 e 219")
        });
        problems.require(!large, || {
            let issue = Issue::error(Code::MODALITY_NOT_ALLOWED).at("/unit/optante/transformers_kva");
            issue.law("REN ANEEL 1.000/2021, art. 292")
        });
        problems.require(self.families_count != Some(0), || {
            Issue::error(Code::OUT_OF_RANGE).at("/unit/families_count").with("min", 1).with("max", u32::MAX)
        });
        problems.finish()
    }
}
