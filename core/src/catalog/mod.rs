//! Equipment, kits and price texts of the Brazilian market (*catálogo*).

mod brl;
mod kit;
mod ops;
mod record;
mod title;

pub use kit::*;
pub use ops::{
    AmountBrl, CatalogRecordVerdict, CheckKitRequest, FormatBrlRequest, FormatDateRequest, FormatNumberRequest,
    KitMatches, MatchKitsRequest, ParseBrlRequest, ParseEquipmentTitleRequest, PriceKitRequest, TextAnswer,
    ValidateCatalogRecordRequest, check_kit, format_brl, format_date, format_number, match_kits, parse_brl,
    parse_equipment_title, price_kit, validate_catalog_record,
};
pub(crate) use ops::{PARSE_BRL, VALIDATE_CATALOG_RECORD};
pub use title::{EquipmentKind, EquipmentTitle};
