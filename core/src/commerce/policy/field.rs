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

/// The known fields in the order of their names, with whether a number can never be negative.
const FIELDS: &[(&str, Kind, bool)] = &[
    ("company.age_months", Kind::Int, true),
    ("company.credit_available", Kind::Decimal, false),
    ("company.customer_class", Kind::Text, false),
    ("company.id", Kind::Text, false),
    ("company.overdue_days", Kind::Int, true),
    ("company.risk_score", Kind::Int, true),
    ("limit.exceeded", Kind::Set, false),
    ("limit.outcome", Kind::Text, false),
    ("order.categories", Kind::Set, false),
    ("order.currency", Kind::Text, false),
    ("order.dc_ac_ratio", Kind::Decimal, true),
    ("order.delivery_uf", Kind::Text, false),
    ("order.discount_pct", Kind::Decimal, false),
    ("order.financed", Kind::Bool, false),
    ("order.freight", Kind::Decimal, true),
    ("order.kwp", Kind::Decimal, true),
    ("order.lines_hash", Kind::Text, false),
    ("order.margin_pct", Kind::Decimal, false),
    ("order.max_unit_price", Kind::Decimal, true),
    ("order.payment_method", Kind::Text, false),
    ("order.payment_term_days", Kind::Int, true),
    ("order.quantity", Kind::Int, true),
    ("order.sku_count", Kind::Int, true),
    ("order.subtotal", Kind::Decimal, true),
    ("order.suppliers", Kind::Set, false),
    ("order.total", Kind::Decimal, true),
    ("quote.revision", Kind::Int, true),
    ("requester.cost_center", Kind::Text, false),
    ("requester.groups", Kind::Set, false),
    ("requester.id", Kind::Text, false),
    ("requester.roles", Kind::Set, false),
];

fn find(name: &str) -> Option<&'static (&'static str, Kind, bool)> {
    FIELDS.binary_search_by(|(known, ..)| (*known).cmp(name)).ok().and_then(|position| FIELDS.get(position))
}

/// The name and type of a known field.
pub(in crate::commerce) fn known(name: &str) -> Option<(&'static str, Kind)> {
    find(name).map(|(known, kind, _)| (*known, *kind))
}

/// The type of a known field.
pub(in crate::commerce) fn kind(name: &str) -> Option<Kind> {
    known(name).map(|(_, kind)| kind)
}

/// Whether a field's numbers are at least zero.
pub(in crate::commerce) fn is_never_negative(name: &str) -> bool {
    find(name).is_some_and(|(_, _, floor)| *floor)
}

#[cfg(test)]
mod tests {
    use super::FIELDS;

    #[test]
    fn fields_stand_in_the_order_of_their_names() {
        assert!(FIELDS.is_sorted_by(|(one, ..), (other, ..)| one < other));
    }
}
