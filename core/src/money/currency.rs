use crate::issue::{Code, Issue};
use crate::quantity::refuse;
use serde::{Deserialize, Deserializer, Serialize};

macro_rules! currencies {
    ($($variant:ident $code:literal $places:literal)*) => {
        /// Currencies that the library knows (ISO 4217), each with its number of decimals.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum Currency {
            $(#[doc = $code] #[serde(rename = $code)] $variant,)*
        }

        impl Currency {
            /// All of them.
            pub const ALL: &[Currency] = &[$(Currency::$variant),*];

            /// Its ISO 4217 code.
            pub const fn code(self) -> &'static str {
                match self { $(Currency::$variant => $code,)* }
            }

            /// How many decimals a stored amount has.
            pub const fn places(self) -> u32 {
                match self { $(Currency::$variant => $places,)* }
            }
        }
    };
}

currencies! {
    Brl "BRL" 2  Usd "USD" 2  Eur "EUR" 2  Gbp "GBP" 2  Ars "ARS" 2  Uyu "UYU" 2
    Mxn "MXN" 2  Cop "COP" 2  Pen "PEN" 2  Bob "BOB" 2  Cny "CNY" 2
    Clp "CLP" 0  Pyg "PYG" 0  Jpy "JPY" 0
}

impl Currency {
    /// The currency of an ISO 4217 code in upper case.
    pub fn of(code: &str) -> Option<Currency> {
        Currency::ALL.iter().copied().find(|currency| currency.code() == code)
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Currency::of(&code).ok_or_else(|| refuse(Issue::error(Code::CURRENCY_UNKNOWN).into()))
    }
}
