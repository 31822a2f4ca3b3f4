//! Column form of `bill_group_b`: many units that share prices, cycle and taxes. One sheet serves all rows.

use super::bill_b::{check_scee, explain};
use crate::calendar::Date;
use crate::columns::{Column, Columns, Form, Kind, OwnedColumn, Rows};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::Money;
use crate::tariff::bill_b::{GroupB, Reading, total};
use crate::tariff::cycle::Cycle;
use crate::tariff::exact::{Exact, GRID_PLACES};
use crate::tariff::line::Kind as LineKind;
use crate::tariff::line::Sheet;
use crate::tariff::lot::{MinBillPolicy, SceeTaxes, charge_rule, ready, terms};
use crate::tariff::moves::{LotEnergy, Meter};
use crate::tariff::post::{ByPost, Post};
use crate::tariff::prorate::{Runs, energy_in_range};
use crate::tariff::rates::{Rates, check_named, check_posts};
use crate::tariff::retained::{PostTransition, Regime};
use crate::tariff::rule::Rule;
use crate::tariff::table::{Flags, Tariffs};
use crate::tariff::taxes::{TaxCalendar, TaxChange, Taxes};
use crate::tariff::unit::{Connection, UnitB};
use serde::Deserialize;

/// What the rows of a batch share.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shared {
    tariffs: Tariffs,
    flags: Flags,
    unit: UnitB,
    cycle: Cycle,
    taxes: Taxes,
    #[serde(default)]
    tax_changes: Vec<TaxChange>,
    scee: Option<SharedScee>,
    #[serde(default)]
    allow_any_cycle: bool,
}

/// How the energy of the column `injected_kwh` is compensated.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SharedScee {
    regime: Regime,
    transition_end: Option<Date>,
    post_transition: Option<PostTransition>,
    #[serde(default)]
    tax: SceeTaxes,
    #[serde(default)]
    min_bill_policy: MinBillPolicy,
}

/// Column form of [`super::bill_group_b`]: conventional units whose rows differ in connection, consumption, energy to compensate
/// and contribution to public lighting. A row without a connection has that of the unit.
pub(crate) static BILL_GROUP_B: Form<Shared> = Form {
    inputs: &[
        ("connection", Kind::Text),
        ("consumption_kwh", Kind::Dec),
        ("injected_kwh", Kind::Dec),
        ("cosip_centavos", Kind::I64),
    ],
    outputs: &[
        ("total_centavos", Kind::I64),
        ("icms_centavos", Kind::I64),
        ("pis_centavos", Kind::I64),
        ("cofins_centavos", Kind::I64),
        ("cbs_centavos", Kind::I64),
        ("ibs_centavos", Kind::I64),
        ("compensated_kwh", Kind::Dec),
        ("left_kwh", Kind::Dec),
        ("status", Kind::I32),
    ],
    run,
};

fn run(shared: Shared, columns: &Columns<'_>) -> Result<Rows, Error> {
    let Shared { unit, cycle, tariffs, .. } = &shared;
    let mut problems = Problems::new();
    let valid_cycle = problems.take(cycle.check(shared.allow_any_cycle));
    let taxes = problems.take(TaxCalendar::new(&shared.taxes, &shared.tax_changes));
    let matching = problems.take(check_posts(unit, tariffs));
    problems.take(unit.check().and_then(|()| check_named(unit, tariffs)));
    problems.require(!unit.is_white(), || Issue::error(Code::MODALITY_NOT_ALLOWED).at("/unit/modality"));
    let runs = valid_cycle.and_then(|()| problems.take(Runs::new(&tariffs.rows, cycle, "/tariffs")));
    let rates = runs
        .as_ref()
        .zip(matching)
        .and_then(|(runs, ())| problems.take(Rates::new(unit, cycle, tariffs, runs, &shared.flags)));
    let scee = shared.scee.as_ref().zip(runs.as_ref());
    let charge = scee.and_then(|(scee, runs)| problems.take(charge(scee, unit, tariffs, runs)));
    let (Some(rates), Some(taxes)) = (rates.filter(|_| problems.is_empty()), taxes) else {
        return Err(problems.into_error());
    };
    let group_b = GroupB {
        unit,
        rates: &rates,
        taxes: taxes.on(cycle.billed_on().month())?,
        current_reading: cycle.current_reading,
        scee: shared.scee.as_ref().map(|scee| scee.tax.terms(scee.min_bill_policy, scee.regime == Regime::GdI)),
    };
    Ok(bills(&group_b, charge, columns))
}

/// The charge on each compensated kWh, with its rule.
type Charge = (Exact, &'static Rule);

fn charge(scee: &SharedScee, unit: &UnitB, tariffs: &Tariffs, runs: &Runs) -> Result<Charge, Error> {
    check_scee(unit, false)?;
    let place = Pointer::from("/scee");
    let terms = terms(scee.regime, scee.transition_end, scee.post_transition.as_ref(), &place)?;
    let prices = (tariffs.rows.as_slice(), runs);
    let lot = ready(&terms, &ByPost::single(0), Meter::Single, Post::SINGLE, prices, &place)?;
    Ok((lot.charge.unico.unwrap_or(Exact::ZERO), charge_rule(&terms, prices.0, runs)))
}

fn bills(group_b: &GroupB<'_>, charge: Option<Charge>, columns: &Columns<'_>) -> Rows {
    let rows = columns.rows();
    let mut money: [Vec<i64>; 6] = std::array::from_fn(|_| vec![0; rows]);
    let mut energy: [Vec<i128>; 2] = std::array::from_fn(|_| vec![0; rows]);
    let mut errors = Vec::new();
    let (mut sheet, mut moves) = (Sheet::default(), Vec::new());
    let rules: Vec<&'static Rule> = charge.iter().map(|(_, rule)| *rule).collect();
    for row in 0..rows {
        sheet.clear();
        moves.clear();
        let given = Given::read(columns, row, group_b.unit.connection, charge.is_some());
        let billed = given.and_then(|given| {
            let mut lots = charge
                .map(|(charge, _)| LotEnergy { left: ByPost::single(given.injected), charge: ByPost::single(charge) });
            let mut reading = Reading {
                consumption: ByPost::single(given.consumption),
                connection: given.connection,
                irrigation: None,
                lots: lots.as_mut_slice(),
                charge_rules: &rules,
            };
            let outcome = group_b.bill(&mut reading, &mut moves, &mut sheet).map_err(explain)?;
            if let Some(cosip) = given.cosip {
                let line = sheet.untaxed(LineKind::Cosip, None, cosip, Some(Rule::COSIP));
                line.ok_or_else(crate::tariff::exact::overflow)?;
            }
            let left = lots.and_then(|lot| lot.left.unico).unwrap_or(0);
            Ok([total(&outcome.compensated).map_err(explain)?, left])
        });
        match billed {
            Ok(kwh) => {
                let sum = &sheet.totals;
                let cents = [sum.amount, sum.icms, sum.pis, sum.cofins, sum.cbs, sum.ibs];
                for (column, value) in money.iter_mut().zip(cents) {
                    if let Some(slot) = column.get_mut(row) {
                        *slot = value;
                    }
                }
                for (column, value) in energy.iter_mut().zip(kwh) {
                    if let Some(slot) = column.get_mut(row) {
                        *slot = value.into();
                    }
                }
            }
            Err(error) => errors.push((row, error)),
        }
    }
    let scale = u8::try_from(GRID_PLACES).unwrap_or(u8::MAX);
    let energy = energy.map(|unscaled| OwnedColumn::Dec { unscaled, scale });
    Rows { columns: money.map(OwnedColumn::I64).into_iter().chain(energy).collect(), errors, summary: None }
}

/// One row.
struct Given {
    connection: Connection,
    consumption: i64,
    injected: i64,
    cosip: Option<Money>,
}

impl Given {
    fn read(columns: &Columns<'_>, row: usize, usual: Connection, compensates: bool) -> Result<Self, Error> {
        let at = |position| columns.at(position).filter(|column| column.is_valid(row));
        let connection = match at(0) {
            None => usual,
            Some(column) => column.text(row).and_then(Connection::of).ok_or_else(|| {
                Issue::error(Code::UNKNOWN_ENUM).at("/connection").with("expected", Connection::WORDS)
            })?,
        };
        let Some(consumption) = at(1) else {
            return Err(Issue::error(Code::MISSING_FIELD).at("/consumption_kwh").into());
        };
        let consumption = energy(consumption, row, "/consumption_kwh", Code::NEGATIVE_CONSUMPTION)?;
        let injected = at(2).map(|column| energy(column, row, "/injected_kwh", Code::OUT_OF_RANGE)).transpose()?;
        if injected.is_some_and(|milli| milli > 0) && !compensates {
            return Err(Issue::error(Code::MISSING_FIELD).at("/scee").into());
        }
        let cosip = at(3).and_then(|column| column.i64(row)).map(Money::from_cents);
        Ok(Given { connection, consumption, injected: injected.unwrap_or(0), cosip })
    }
}

fn energy(column: &Column<'_>, row: usize, place: &'static str, negative: Code) -> Result<i64, Error> {
    let (unscaled, scale) = column.dec(row).unwrap_or_default();
    if unscaled < 0 {
        return Err(Issue::error(negative).at(place).with("min", 0).with("max", 1e12).into());
    }
    let energy = Exact::new(unscaled, scale.into());
    let milli = energy_in_range(energy).ok_or_else(|| Issue::error(Code::OVERFLOW).at(place))?;
    // Energy below the grid is refused like a text with more than 6 decimals.
    if Exact::grid(milli) == energy { Ok(milli) } else { Err(Issue::error(Code::DECIMAL_RANGE).at(place).into()) }
}
