//! The 27 federal units (*unidades da federação*).

use serde::Serialize;

macro_rules! units {
    ($($uf:ident $ibge:literal $region:ident $minutes:literal)*) => {
        /// A federal unit by its acronym.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum Uf {
            $(#[doc = stringify!($uf)] $uf,)*
        }

        impl Uf {
            /// All of them, in the order of their IBGE codes.
            pub const ALL: &[Uf] = &[$(Uf::$uf),*];

            /// Its acronym.
            pub const fn acronym(self) -> &'static str {
                match self { $(Uf::$uf => stringify!($uf),)* }
            }

            /// Its code at IBGE.
            pub const fn ibge(self) -> u32 {
                match self { $(Uf::$uf => $ibge,)* }
            }

            /// Its region.
            pub const fn region(self) -> Region {
                match self { $(Uf::$uf => Region::$region,)* }
            }

            /// Minutes of its time zone from UTC. Two places differ from their unit: Fernando de Noronha (PE) −120 and the west of
            /// AM −300.
            pub const fn utc_offset_minutes(self) -> i32 {
                match self { $(Uf::$uf => $minutes,)* }
            }
        }
    };
}

units! {
    RO 11 N -240
    AC 12 N -300
    AM 13 N -240
    RR 14 N -240
    PA 15 N -180
    AP 16 N -180
    TO 17 N -180
    MA 21 NE -180
    PI 22 NE -180
    CE 23 NE -180
    RN 24 NE -180
    PB 25 NE -180
    PE 26 NE -180
    AL 27 NE -180
    SE 28 NE -180
    BA 29 NE -180
    MG 31 SE -180
    ES 32 SE -180
    RJ 33 SE -180
    SP 35 SE -180
    PR 41 S -180
    SC 42 S -180
    RS 43 S -180
    MS 50 CO -240
    MT 51 CO -240
    GO 52 CO -180
    DF 53 CO -180
}

impl Uf {
    /// The unit of an acronym in upper case.
    pub fn of(acronym: &str) -> Option<Uf> {
        Uf::ALL.iter().copied().find(|uf| uf.acronym() == acronym)
    }
}

/// Regions of Brazil.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Region {
    /// North.
    N,
    /// Northeast.
    NE,
    /// Southeast.
    SE,
    /// South.
    S,
    /// Centre-West.
    CO,
}
