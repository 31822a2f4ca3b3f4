//! The verdict on a connection of distributed generation. Classes, limits and rules are those of the tariff domain (R-CON, R-GD).

use crate::issue::{Code, Error, Issue, Problems};
use crate::money::{Dec, Money};
use crate::tariff::connection::{
    guarantee_cents, guarantee_thousandths, inspection_days, inversion_waived, is_group_b,
};
use crate::tariff::{Exact, GdCategory, GdModality, category, limit_kw};
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
    /// Whether the plant injects nothing.
    pub no_injection: bool,
    /// Whether a plant with free connection is sized to the consumption of the day.
    pub sized_to_daytime: bool,
    /// Investment, for the guarantee.
    pub investment: Option<Money>,
}

/// Groups of supply (REN ANEEL 1.000/2021, art. 23).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SupplyGroup {
    /// Group A: 2.3 kV and above, or power above 75 kW.
    A,
    /// Group B: below 2.3 kV.
    B,
}

/// What the rules say about a connection.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConnectionVerdict {
    /// Whether the plant is within the limits of distributed generation.
    pub allowed: bool,
    /// `micro` up to 75 kW, else `mini` (Lei 14.300/2022, art. 1, XI and XIII).
    pub category: &'static str,
    /// Group of supply.
    pub group: SupplyGroup,
    /// Greatest power of distributed generation for this source.
    pub limit_kw: Dec,
    /// Days for the connection budget without works in the grid, with works, and in other cases (REN 1.000/2021, art. 64).
    pub budget_days: [u32; 3],
    /// Business days for the approval of works done by the holder (REN 1.000/2021, art. 83).
    pub approval_business_days: u32,
    /// Business days for the inspection: below 2.3 kV, below 69 kV, from 69 kV on (REN 1.000/2021, art. 91).
    pub inspection_business_days: u32,
    /// Guarantee of faithful performance in percent of the investment (Lei 14.300/2022, art. 4); 0 where none is due.
    pub guarantee_pct: Dec,
    /// The guarantee; null without an investment.
    pub guarantee_brl: Option<Money>,
    /// Whether the distributor waives the analysis of flow inversion (REN 1.000/2021, art. 73-A).
    pub inversion_analysis_waived: bool,
    /// `POWER_ABOVE_MMGD_LIMIT`, with its law.
    pub issues: Vec<Issue>,
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
    let [power, load, volts] = [case.generation_kw, case.load_kw, case.voltage_v].map(Exact::from);
    let voltage = volts.times(Exact::new(1, 3)).ok_or_else(|| Issue::error(Code::OVERFLOW).at("/voltage_v"))?;
    let category = category(power);
    let limit = Decimal::from(limit_kw(case.dispatchable));
    let allowed = case.generation_kw <= limit;
    let above = || {
        Issue::error(Code::POWER_ABOVE_MMGD_LIMIT)
            .at("/generation_kw")
            .with("power_kw", case.generation_kw)
            .with("limit_kw", limit)
            .law("Lei 14.300/2022, art. 1, XIII")
    };
    let thousandths = guarantee_thousandths(power, case.modality);
    let share = |investment: Money| {
        let cents = guarantee_cents(thousandths, investment.minor());
        cents.map(Money::from_cents).ok_or_else(|| Issue::error(Code::OVERFLOW).at("/investment_brl"))
    };
    Ok(ConnectionVerdict {
        allowed,
        category: match category {
            GdCategory::Micro => "micro",
            GdCategory::Mini => "mini",
        },
        group: if is_group_b(load, power, voltage) { SupplyGroup::B } else { SupplyGroup::A },
        limit_kw: limit.into(),
        budget_days: [15, 30, 45],
        approval_business_days: 10,
        inspection_business_days: inspection_days(voltage),
        guarantee_pct: Decimal::new(thousandths.into(), 1).normalize().into(),
        guarantee_brl: case.investment.map(share).transpose()?,
        inversion_analysis_waived: inversion_waived(
            !case.no_injection,
            category,
            case.sized_to_daytime,
            case.modality,
            power,
        ),
        issues: if allowed { Vec::new() } else { vec![above()] },
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
            no_injection: false,
            sized_to_daytime: false,
            investment: Some(Money::from_cents(100_000_000)),
        }
    }

    #[test]
    fn bounds_belong_to_the_smaller_class() {
        let at = judge(&case(75, 220)).unwrap();
        assert_eq!((at.category, at.group, at.inspection_business_days), ("micro", SupplyGroup::B, 5));
        let above = judge(&case(76, 220)).unwrap();
        assert_eq!((above.category, above.group), ("mini", SupplyGroup::A));
        assert_eq!(judge(&case(5, 13_800)).unwrap().group, SupplyGroup::A);
        assert!(judge(&case(5, 220)).unwrap().inversion_analysis_waived);
        assert!(!judge(&case(8, 220)).unwrap().inversion_analysis_waived);
    }

    #[test]
    fn large_plants_give_a_guarantee_unless_shared() {
        let guarantee = |power| judge(&case(power, 13_800)).unwrap().guarantee_brl.unwrap().to_string();
        // 2.5 % and 5 % of 1,000,000.00.
        assert_eq!([500, 501, 999, 1000].map(guarantee), ["0.00", "25000.00", "25000.00", "50000.00"]);
        let shared = ConnectionCase { modality: GdModality::GeracaoCompartilhada, ..case(1000, 13_800) };
        assert_eq!(judge(&shared).unwrap().guarantee_pct, Dec::default());
    }

    #[test]
    fn refuses_more_than_three_megawatts_of_solar() {
        assert!(judge(&case(3000, 13_800)).unwrap().allowed);
        let verdict = judge(&case(3001, 13_800)).unwrap();
        assert_eq!(verdict.issues[0].code, Code::POWER_ABOVE_MMGD_LIMIT);
        assert!(judge(&ConnectionCase { dispatchable: true, ..case(5000, 13_800) }).unwrap().allowed);
    }
}
