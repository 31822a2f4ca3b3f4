//! The question of a cart hook.

use crate::Answer;
use crate::calendar::Instant;
use crate::canonical::Json;
use crate::columns::{Columns, Form, Kind, OwnedColumn, Rows};
use crate::commerce::cart::{self, Cart, CartStage, CheckedCart, Company};
use crate::commerce::ledger::{Ledger, Line};
use crate::commerce::limits::{Limit, LimitOverride, Purchase};
use crate::commerce::policy::{Directory, Policy};
use crate::commerce::request::ApprovalRequest;
use crate::issue::{Code, Error, Issue};
use crate::money::Money;
use crate::prepare::prepared_request;
use crate::quantity::{Id, Map};
use serde::Deserialize;

prepared_request! {
    /// A cart to check.
    pub struct CheckCartRequest, CheckCartPart, CheckCartRest {
        prepared {
            /// The ledger of the company.
            pub ledger: Ledger,
            /// The policy.
            pub policy: Policy,
            /// Users, absences, delegations and cost centres.
            pub directory: Directory,
        }
        rest {
            /// What is done with the cart.
            pub stage: CartStage,
            /// The limits.
            pub limits: Vec<Limit>,
            /// Overrides of limits; none by default.
            pub overrides: Option<Vec<LimitOverride>>,
            /// The purchase that the cart would be.
            pub purchase: Purchase,
            /// Values of fields, as for `plan_approval`; what the limits say is added as `limit.outcome` and `limit.exceeded`.
            pub context: Map<Json>,
            /// The cart's approval request as it was stored; null without one.
            pub request: Option<ApprovalRequest>,
            /// The present instant.
            pub now: Instant,
        }
    }
}

/// Check a cart for a hook in one call: limits, approval plan and approval request.
///
/// The first condition that holds names the codes: limits that deny; a plan that denies or is blocked; a pending request; a request
/// that ended without approval while one is required; no approval while one is required; an approval for another cart. The last
/// three stop only the completion.
///
/// # Errors
/// Those of `check_limits` and `plan_approval`; `POLICY_CHANGED` and `TIME_REVERSAL` for the request.
pub fn check_cart(request: CheckCartRequest) -> Result<Answer<CheckedCart>, Error> {
    let company = Company {
        ledger: &request.ledger,
        policy: &request.policy,
        directory: &request.directory,
        limits: &request.limits,
        overrides: request.overrides.as_deref().unwrap_or_default(),
        now: request.now,
    };
    let cart = Cart {
        stage: request.stage,
        purchase: &request.purchase,
        context: &request.context,
        request: request.request.as_ref(),
    };
    cart::check(&company, &cart).map(Answer::new)
}

/// What the carts of a batch share.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CartCompany {
    ledger: Ledger,
    policy: Policy,
    directory: Directory,
    limits: Vec<Limit>,
    overrides: Option<Vec<LimitOverride>>,
    now: Instant,
}

/// Column form of [`check_cart`]: carts of one line without a request, their context as the text of an object. The ids of a line may
/// be null.
pub(crate) static CHECK_CART: Form<CartCompany> = Form {
    inputs: &[
        ("stage", Kind::Text),
        ("order", Kind::Text),
        ("requester", Kind::Text),
        ("amount_minor_count", Kind::I64),
        ("employee", Kind::Text),
        ("cost_center", Kind::Text),
        ("category", Kind::Text),
        ("supplier", Kind::Text),
        ("context", Kind::Text),
    ],
    outputs: &[("allowed", Kind::I64), ("codes", Kind::Text), ("status", Kind::I32)],
    run: check_rows,
};

fn check_rows(shared: CartCompany, columns: &Columns<'_>) -> Result<Rows, Error> {
    let company = Company {
        ledger: &shared.ledger,
        policy: &shared.policy,
        directory: &shared.directory,
        limits: &shared.limits,
        overrides: shared.overrides.as_deref().unwrap_or_default(),
        now: shared.now,
    };
    let mut allowed = vec![0; columns.rows()];
    let (mut offsets, mut bytes) = (vec![0], Vec::new());
    let mut errors = Vec::new();
    for (row, slot) in allowed.iter_mut().enumerate() {
        match check_row(&company, columns, row) {
            Ok(checked) => {
                *slot = i64::from(checked.allowed);
                let names: Vec<&str> = checked.codes.iter().map(|code| code.name()).collect();
                bytes.extend_from_slice(names.join(",").as_bytes());
            }
            Err(error) => errors.push((row, error)),
        }
        offsets.push(i32::try_from(bytes.len()).map_err(|_| Issue::error(Code::OVERFLOW))?);
    }
    Ok(Rows { columns: vec![OwnedColumn::I64(allowed), OwnedColumn::Text { offsets, bytes }], errors, summary: None })
}

fn check_row(company: &Company<'_>, columns: &Columns<'_>, row: usize) -> Result<CheckedCart, Error> {
    let text = |position: usize| columns.at(position).and_then(|column| column.text(row));
    let missing = |place: &'static str| Error::from(Issue::error(Code::MISSING_FIELD).at(place));
    let id = |position: usize, place: &'static str| {
        text(position).map(|text| Id::try_from(text.to_owned()).map_err(|error| error.within(place))).transpose()
    };
    let stage = text(0).and_then(CartStage::of).ok_or_else(|| missing("/stage"))?;
    let minor = columns.at(3).and_then(|column| column.i64(row)).ok_or_else(|| missing("/amount_minor_count"))?;
    let currency = company.ledger.text().currency;
    let line = Line {
        amount: Money::from_minor(minor, currency).amount().into(),
        employee: id(4, "/employee")?,
        cost_center: id(5, "/cost_center")?,
        category: text(6).map(str::to_owned),
        supplier: id(7, "/supplier")?,
    };
    let purchase = Purchase {
        order: id(1, "/order")?.ok_or_else(|| missing("/order"))?,
        requester: id(2, "/requester")?.ok_or_else(|| missing("/requester"))?,
        currency: None,
        lines: vec![line],
    };
    let context: Map<Json> = serde_json::from_str(text(8).ok_or_else(|| missing("/context"))?)
        .map_err(|_| Issue::error(Code::BAD_JSON).at("/context"))?;
    cart::check(company, &Cart { stage, purchase: &purchase, context: &context, request: None })
}
