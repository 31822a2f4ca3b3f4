//! Connection of distributed generation (tariff R-CON-1 to R-CON-4): group, deadlines, guarantee, analysis of flow inversion.

use crate::issue::{Code, Error, Issue, Problems};
use crate::money::{Currency, Dec, Exact, Money, Rounding};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Who uses the energy (Lei 14.300/2022, art. 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GenerationModality {
    /// The unit of the plant itself (*autoconsumo local*).
    AutoconsumoLocal,
    /// Other units of the same holder (*autoconsumo remoto*).
    AutoconsumoRemoto,
    /// Units of a consortium, cooperative or association (*geração compartilhada*).
    GeracaoCompartilhada,
    /// A condominium (*empreendimento com múltiplas unidades consumidoras*).
    MultiplasUnidades,
}

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
    pub modality: GenerationModality,
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

/// Microgeneration and group B end here, in kW.
const MICRO_KW: i64 = 75;
/// Group B ends below this voltage, in volts.
const GROUP_A_V: i64 = 2_300;
/// High voltage for the deadlines of inspection, in volts.
const HIGH_V: i64 = 69_000;

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
    let micro = Decimal::from(MICRO_KW);
    let is_micro = case.generation_kw <= micro;
    let small = is_micro && case.load_kw <= micro && case.voltage_v < Decimal::from(GROUP_A_V);
    let limit = Decimal::from(if case.dispatchable { 5_000 } else { 3_000 });
    let allowed = case.generation_kw <= limit;
    let above = || {
        Issue::error(Code::POWER_ABOVE_MMGD_LIMIT)
            .at("/generation_kw")
            .with("power_kw", case.generation_kw)
            .with("limit_kw", limit)
            .law("Lei 14.300/2022, art. 1, XIII")
    };
    let guarantee_pct = guarantee_pct(case);
    let share = |investment: Money| {
        let exact = Exact::from_minor(investment.minor(), 2).percent(guarantee_pct);
        Money::of_exact(&exact, Currency::Brl, Rounding::HalfEven)
    };
    let local_small =
        case.modality == GenerationModality::AutoconsumoLocal && case.generation_kw <= Decimal::new(75, 1);
    Ok(ConnectionVerdict {
        allowed,
        category: if is_micro { "micro" } else { "mini" },
        group: if small { SupplyGroup::B } else { SupplyGroup::A },
        limit_kw: limit.into(),
        budget_days: [15, 30, 45],
        approval_business_days: 10,
        inspection_business_days: match case.voltage_v {
            volts if volts < Decimal::from(GROUP_A_V) => 5,
            volts if volts < Decimal::from(HIGH_V) => 10,
            _ => 15,
        },
        guarantee_pct: guarantee_pct.into(),
        guarantee_brl: case.investment.map(share).transpose()?,
        inversion_analysis_waived: case.no_injection || (is_micro && case.sized_to_daytime) || local_small,
        issues: if allowed { Vec::new() } else { vec![above()] },
    })
}

/// 2.5 % of the investment above 500 kW, 5 % from 1 MW on; none for shared generation and condominiums.
fn guarantee_pct(case: &ConnectionCase) -> Decimal {
    let shared =
        matches!(case.modality, GenerationModality::GeracaoCompartilhada | GenerationModality::MultiplasUnidades);
    match case.generation_kw {
        power if shared || power <= Decimal::from(500) => Decimal::ZERO,
        power if power < Decimal::from(1_000) => Decimal::new(25, 1),
        _ => Decimal::from(5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(generation_kw: i64, voltage_v: i64) -> ConnectionCase {
        ConnectionCase {
            generation_kw: generation_kw.into(),
            load_kw: 10.into(),
            voltage_v: voltage_v.into(),
            modality: GenerationModality::AutoconsumoLocal,
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
        let shared = ConnectionCase { modality: GenerationModality::GeracaoCompartilhada, ..case(1000, 13_800) };
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
