//! Connection of distributed generation: group, deadlines, guarantee, analysis of flow inversion. The rules themselves stand in
//! `tariff` (R-GD-4, R-CON-1 to R-CON-4).

use crate::calendar::Date;
use crate::issue::{Code, Error, Issue, Problems};
use crate::money::Money;
use crate::tariff::connection::{guarantee, guarantee_cents, inspection_days, inversion_waived, is_group_b};
use crate::tariff::gd::{category, limit};
use crate::tariff::{Exact, GdCategory, GdModality, TariffGroup};
use rust_decimal::Decimal;
use serde::Serialize;

/// What is to be connected.
#[derive(Debug, Clone, PartialEq)]
pub struct ConnectionCase {
    /// Rated alternating power of the plant, above zero.
    pub generation_kw: Decimal,
    /// Installed load of the unit.
    pub load_kw: Decimal,
    /// Nominal voltage of the connection, in volts.
    pub voltage_v: Decimal,
    /// Who uses the energy.
    pub modality: GdModality,
    /// Whether the source is dispatchable (Lei 14.300/2022, art. 1, IX).
    pub dispatchable: bool,
    /// When the request was filed.
    pub protocol_date: Option<Date>,
    /// Power that is available to the unit.
    pub available_kw: Option<Decimal>,
    /// Whether the plant injects nothing.
    pub no_injection: bool,
    /// Whether a plant with free connection is sized to the consumption of the day.
    pub sized_to_daytime: bool,
    /// Investment, for the guarantee.
    pub investment: Option<Money>,
}

/// The act and article behind a member of a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LegalBasis {
    /// The member.
    pub field: &'static str,
    /// The act and article.
    pub law: &'static str,
}

const fn basis(field: &'static str, law: &'static str) -> LegalBasis {
    LegalBasis { field, law }
}

/// Where each member of a verdict stands in the law.
const LAWS: &[LegalBasis] = &[
    basis("category", "Lei 14.300/2022, art. 1, XI e XIII"),
    basis("group", "REN ANEEL 1.000/2021, art. 23"),
    basis("limit_kw", "REN ANEEL 1.000/2021, art. 2, XXIX-A e XXIX-B"),
    basis("available_kw", "REN ANEEL 1.000/2021, art. 31"),
    basis("budget_days", "REN ANEEL 1.000/2021, art. 64"),
    basis("approval_business_days", "REN ANEEL 1.000/2021, art. 83"),
    basis("inspection_business_days", "REN ANEEL 1.000/2021, art. 91"),
    basis("guarantee_pct", "Lei 14.300/2022, art. 4"),
    basis("inversion_analysis_waived", "REN ANEEL 1.000/2021, art. 73-A"),
];

/// What the rules say about a connection.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConnectionVerdict {
    /// Whether the plant is within the limits of distributed generation and of what is available to the unit.
    pub allowed: bool,
    /// `micro` up to 75 kW, else `mini`.
    pub category: GdCategory,
    /// Group of supply.
    pub group: TariffGroup,
    /// Greatest power of distributed generation for this source and request.
    pub limit_kw: Exact,
    /// Days for the connection budget without works in the grid, with works, and in other cases.
    pub budget_days: [u32; 3],
    /// Business days for the approval of works done by the holder.
    pub approval_business_days: u32,
    /// Business days for the inspection: below 2.3 kV, below 69 kV, from 69 kV on.
    pub inspection_business_days: u32,
    /// Guarantee of faithful performance in percent of the investment; 0 where none is due.
    pub guarantee_pct: Exact,
    /// The guarantee; null without an investment.
    pub guarantee_brl: Option<Money>,
    /// Whether the distributor waives the analysis of flow inversion.
    pub inversion_analysis_waived: bool,
    /// `POWER_ABOVE_MMGD_LIMIT`, `POWER_ABOVE_AVAILABLE`, each with its law.
    pub issues: Vec<Issue>,
    /// The act and article behind each member.
    pub laws: &'static [LegalBasis],
}

/// Judges a connection.
///
/// # Errors
/// `OUT_OF_RANGE` for power or voltage that is not above zero, or a negative load; `OVERFLOW`.
pub(super) fn judge(case: &ConnectionCase) -> Result<ConnectionVerdict, Error> {
    let mut problems = Problems::new();
    let range = |place: &'static str| Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 0).with("max", 1e9);
    problems.require(case.generation_kw > Decimal::ZERO, || range("/generation_kw"));
    problems.require(case.load_kw >= Decimal::ZERO, || range("/load_kw"));
    problems.require(case.voltage_v > Decimal::ZERO, || range("/voltage_v"));
    problems.finish()?;
    let overflow = || Error::from(Issue::error(Code::OVERFLOW));
    let [power, load] = [case.generation_kw, case.load_kw].map(Exact::from);
    let voltage_kv = Exact::from(case.voltage_v).times(Exact::new(1, 3)).ok_or_else(overflow)?;
    let limit_kw = limit(case.dispatchable, case.protocol_date);
    let above = |code, bound: Exact, law| {
        Issue::error(code).at("/generation_kw").with("power_kw", power).with("limit_kw", bound).law(law)
    };
    let mut issues = Vec::new();
    if power > limit_kw {
        issues.push(above(Code::POWER_ABOVE_MMGD_LIMIT, limit_kw, "Lei 14.300/2022, art. 1, XI e XIII"));
    }
    if let Some(available) = case.available_kw.map(Exact::from).filter(|available| power > *available) {
        issues.push(above(Code::POWER_ABOVE_AVAILABLE, available, "REN ANEEL 1.000/2021, art. 31"));
    }
    let fraction = guarantee(power, case.modality);
    let share = |investment: Money| guarantee_cents(fraction, investment.minor()).map(Money::from_cents);
    let category = category(power);
    Ok(ConnectionVerdict {
        allowed: issues.is_empty(),
        category,
        group: if is_group_b(load, power, voltage_kv) { TariffGroup::B } else { TariffGroup::A },
        limit_kw,
        budget_days: [15, 30, 45],
        approval_business_days: 10,
        inspection_business_days: inspection_days(voltage_kv),
        guarantee_pct: fraction.times(Exact::new(100, 0)).ok_or_else(overflow)?,
        guarantee_brl: case.investment.map(|investment| share(investment).ok_or_else(overflow)).transpose()?,
        inversion_analysis_waived: inversion_waived(
            !case.no_injection,
            category,
            case.sized_to_daytime,
            case.modality,
            power,
        ),
        issues,
        laws: LAWS,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(generation_kw: i64, voltage_v: i64) -> ConnectionCase {
        ConnectionCase {
            generation_kw: generation_kw.into(),
            load_kw: 10.into(),
            voltage_v: voltage_v.into(),
            modality: GdModality::AutoconsumoLocal,
            dispatchable: false,
            protocol_date: None,
            available_kw: None,
            no_injection: false,
            sized_to_daytime: false,
            investment: Some(Money::from_cents(100_000_000)),
        }
    }

    #[test]
    fn bounds_belong_to_the_smaller_class() {
        let at = judge(&case(75, 220)).unwrap();
        assert_eq!((at.category, at.group, at.inspection_business_days), (GdCategory::Micro, TariffGroup::B, 5));
        let above = judge(&case(76, 220)).unwrap();
        assert_eq!((above.category, above.group), (GdCategory::Mini, TariffGroup::A));
        assert_eq!(judge(&case(5, 13_800)).unwrap().group, TariffGroup::A);
        assert!(judge(&case(5, 220)).unwrap().inversion_analysis_waived);
        assert!(!judge(&case(8, 220)).unwrap().inversion_analysis_waived);
    }

    #[test]
    fn large_plants_give_a_guarantee_unless_shared() {
        let guarantee = |power| judge(&case(power, 13_800)).unwrap().guarantee_brl.unwrap().to_string();
        // 2.5 % and 5 % of 1,000,000.00.
        assert_eq!([500, 501, 999, 1000].map(guarantee), ["0.00", "25000.00", "25000.00", "50000.00"]);
        let shared = ConnectionCase { modality: GdModality::GeracaoCompartilhada, ..case(1000, 13_800) };
        assert_eq!(judge(&shared).unwrap().guarantee_pct, Exact::ZERO);
        assert_eq!(judge(&case(501, 13_800)).unwrap().guarantee_pct.to_string(), "2.5");
    }

    #[test]
    fn refuses_more_than_three_megawatts_of_solar() {
        assert!(judge(&case(3000, 13_800)).unwrap().allowed);
        let verdict = judge(&case(3001, 13_800)).unwrap();
        assert_eq!(verdict.issues[0].code, Code::POWER_ABOVE_MMGD_LIMIT);
        assert!(judge(&ConnectionCase { dispatchable: true, ..case(5000, 13_800) }).unwrap().allowed);
        let filed = |day| ConnectionCase { protocol_date: Date::new(2023, 1, day), ..case(5000, 13_800) };
        assert!(judge(&filed(7)).unwrap().allowed && !judge(&filed(8)).unwrap().allowed);
    }

    #[test]
    fn refuses_more_than_is_available_to_the_unit() {
        let available = |kw: i64| ConnectionCase { available_kw: Some(kw.into()), ..case(10, 220) };
        assert!(judge(&available(10)).unwrap().allowed);
        let verdict = judge(&available(9)).unwrap();
        assert_eq!((verdict.allowed, verdict.issues[0].code), (false, Code::POWER_ABOVE_AVAILABLE));
    }
}
