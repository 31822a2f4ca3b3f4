//! Fields that conditions may look at.

/// Types of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::commerce) enum Kind {
    Decimal,
    Int,
    Text,
    Set,
    Bool,
}

impl Kind {
    /// The type of a name in the policy's `fields`.
    pub fn of(name: &str) -> Option<Kind> {
        match name {
            "decimal" => Some(Kind::Decimal),
            "int" => Some(Kind::Int),
            "string" => Some(Kind::Text),
            "set" => Some(Kind::Set),
            "bool" => Some(Kind::Bool),
            _ => None,
        }
    }
}

/// What own fields of a policy begin with.
pub(in crate::commerce) const CUSTOM: &str = "custom.";

/// The known fields, with whether a number can never be negative.
const FIELDS: &[(&str, Kind, bool)] = &[
    ("order.total", Kind::Decimal, true),
    ("order.subtotal", Kind::Decimal, true),
    ("order.freight", Kind::Decimal, true),
    ("order.discount_pct", Kind::Decimal, false),
    ("order.margin_pct", Kind::Decimal, false),
    ("order.max_unit_price", Kind::Decimal, true),
    ("order.kwp", Kind::Decimal, true),
    ("order.dc_ac_ratio", Kind::Decimal, true),
    ("company.credit_available", Kind::Decimal, false),
    ("order.quantity", Kind::Int, true),
    ("order.sku_count", Kind::Int, true),
    ("order.payment_term_days", Kind::Int, true),
    ("company.risk_score", Kind::Int, true),
    ("company.overdue_days", Kind::Int, true),
    ("company.age_months", Kind::Int, true),
    ("quote.revision", Kind::Int, true),
    ("order.currency", Kind::Text, false),
    ("order.payment_method", Kind::Text, false),
    ("order.delivery_uf", Kind::Text, false),
    ("order.lines_hash", Kind::Text, false),
    ("company.id", Kind::Text, false),
    ("company.customer_class", Kind::Text, false),
    ("requester.id", Kind::Text, false),
    ("requester.cost_center", Kind::Text, false),
    ("limit.outcome", Kind::Text, false),
    ("order.categories", Kind::Set, false),
    ("order.suppliers", Kind::Set, false),
    ("requester.roles", Kind::Set, false),
    ("requester.groups", Kind::Set, false),
    ("limit.exceeded", Kind::Set, false),
    ("order.financed", Kind::Bool, false),
];

/// The type of a known field.
pub(in crate::commerce) fn kind(name: &str) -> Option<Kind> {
    FIELDS.iter().find(|(known, ..)| *known == name).map(|(_, kind, _)| *kind)
}

/// Whether a field's numbers are at least zero.
pub(in crate::commerce) fn is_never_negative(name: &str) -> bool {
    FIELDS.iter().any(|(known, _, floor)| *known == name && *floor)
}
