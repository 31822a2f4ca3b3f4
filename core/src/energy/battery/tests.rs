//! Balances, limits and what a battery can be worth.

use super::*;
use proptest::prelude::*;

fn battery() -> Battery {
    Battery {
        capacity_kwh: 10.0,
        charge_kw: 4.0,
        discharge_kw: 5.0,
        charge_efficiency: 0.8,
        discharge_efficiency: 0.5,
        soc_min_fraction: 0.1,
        soc_max_fraction: 0.9,
        leak_day_fraction: 0.0,
        fade_year_fraction: 0.0,
        fade_cycle_fraction: 0.0,
    }
}

fn control(rule: DispatchRule) -> Control<'static> {
    Control { rule, windows: &[], import_limit_kw: None, grid_charging: false }
}

fn flows(battery: &Battery, control: &Control<'_>, state: &mut BatteryState, series: (&[f64], &[f64])) -> Vec<Flow> {
    let mut flows = Vec::new();
    battery.run(state, control, 1.0, series, |_, flow| flows.push(flow));
    flows
}

#[test]
fn a_surplus_is_stored_and_a_deficit_covered() {
    let (battery, control) = (battery(), control(DispatchRule::SelfConsumption));
    let mut state = battery.new_state(0.1);
    // Surplus of 6: 4 by power, 3.2 stored. Deficit of 1: 1 given, 2 taken out. Deficit of 9: (2.2 - 1) × 0.5 is left above the lowest.
    let found = flows(&battery, &control, &mut state, (&[0.0, 1.0, 9.0], &[6.0, 0.0, 0.0]));
    let of = |read: fn(&Flow) -> f64| found.iter().map(read).collect::<Vec<f64>>();
    assert_eq!(of(|flow| flow.charged_kwh), [4.0, 0.0, 0.0]);
    assert_eq!(of(|flow| flow.export_kwh), [2.0, 0.0, 0.0]);
    assert_eq!(of(|flow| flow.discharged_kwh)[..2], [0.0, 1.0]);
    assert!((found[2].discharged_kwh - 0.6).abs() < 1e-12 && (found[2].import_kwh - 8.4).abs() < 1e-12);
    assert_eq!(found[2].stored_kwh, 1.0);
    // 2 and 1.2 out of the store, over 10.
    assert!((state.cycles_count - 0.32).abs() < 1e-12);
}

#[test]
fn an_import_is_kept_at_its_limit_and_the_grid_fills_what_is_below() {
    let battery = Battery { charge_efficiency: 1.0, discharge_efficiency: 1.0, ..battery() };
    let control = Control { import_limit_kw: Some(3.0), grid_charging: true, ..control(DispatchRule::PeakShaving) };
    let mut state = battery.new_state(0.1);
    let found = flows(&battery, &control, &mut state, (&[1.0, 2.5, 4.5, 9.0], &[0.0; 4]));
    let imports: Vec<f64> = found.iter().map(|flow| flow.import_kwh).collect();
    // 2 and 0.5 are charged below the limit; 1.5 and then the last 1 are given above it.
    assert_eq!(imports, [3.0, 3.0, 3.0, 8.0]);
    let without = Control { grid_charging: false, ..control };
    let found = flows(&battery, &without, &mut battery.new_state(0.1), (&[1.0, 4.5], &[0.0; 2]));
    assert_eq!(found.iter().map(|flow| flow.import_kwh).collect::<Vec<f64>>(), [1.0, 4.5]);
}

#[test]
fn windows_say_when_to_charge_and_when_to_give() {
    use DispatchWindow::{Charge, Discharge, Hold};
    let battery = Battery { charge_efficiency: 1.0, discharge_efficiency: 1.0, ..battery() };
    let control =
        Control { windows: &[Charge, Hold, Discharge], grid_charging: true, ..control(DispatchRule::TimeOfUse) };
    let mut state = battery.new_state(0.1);
    let found = flows(&battery, &control, &mut state, (&[1.0, 2.0, 3.0, 1.0], &[0.0; 4]));
    let imports: Vec<f64> = found.iter().map(|flow| flow.import_kwh).collect();
    // 4 more by power, nothing while it holds, all of 3 given; beyond the windows it holds.
    assert_eq!(imports, [5.0, 2.0, 0.0, 1.0]);
}

#[test]
fn a_store_leaks_to_its_lowest_and_fades_by_time_and_use() {
    let battery = Battery { leak_day_fraction: 0.75, fade_year_fraction: 0.02, fade_cycle_fraction: 0.01, ..battery() };
    let mut state = battery.new_state(0.9);
    let found = flows(&battery, &control(DispatchRule::SelfConsumption), &mut state, (&[0.0; 48], &[0.0; 48]));
    // A quarter is left after a day: 2.25; the lowest holds after two.
    assert!((found[23].stored_kwh - 2.25).abs() < 1e-12);
    assert_eq!(found[47].stored_kwh, 1.0);
    let mut state = BatteryState { stored_kwh: 9.0, cycles_count: 8.0, ..state };
    // 2 % by a year and 8 % by eight cycles leave 9 kWh, of which 90 % may be filled: 8.1.
    let dropped = battery.age(&mut state, 1.0);
    assert!((state.capacity_kwh - 9.0).abs() < 1e-12 && (dropped - 0.9).abs() < 1e-12);
    battery.age(&mut state, 1000.0);
    assert_eq!((state.capacity_kwh, state.stored_kwh), (0.0, 0.0));
    let found = flows(&battery, &control(DispatchRule::SelfConsumption), &mut state, (&[1.0], &[0.0]));
    assert_eq!(found[0].import_kwh, 1.0);
}

fn any_battery() -> impl Strategy<Value = Battery> {
    let sizes = (0.1..50.0_f64, 0.0..20.0_f64, 0.0..20.0_f64, 0.5..=1.0_f64, 0.5..=1.0_f64);
    let shares = (0.0..0.5_f64, 0.5001..=1.0_f64, 0.0..0.2_f64, 0.0..0.05_f64, 0.0..0.001_f64);
    (sizes, shares).prop_map(|(sizes, shares)| Battery {
        capacity_kwh: sizes.0,
        charge_kw: sizes.1,
        discharge_kw: sizes.2,
        charge_efficiency: sizes.3,
        discharge_efficiency: sizes.4,
        soc_min_fraction: shares.0,
        soc_max_fraction: shares.1,
        leak_day_fraction: shares.2,
        fade_year_fraction: shares.3,
        fade_cycle_fraction: shares.4,
    })
}

fn any_control() -> impl Strategy<Value = (DispatchRule, Vec<DispatchWindow>, Option<f64>, bool)> {
    use DispatchRule::{PeakShaving, SelfConsumption, TimeOfUse};
    use DispatchWindow::{Charge, Discharge, Hold};
    (
        prop::sample::select(vec![SelfConsumption, PeakShaving, TimeOfUse]),
        prop::collection::vec(prop::sample::select(vec![Charge, Hold, Discharge]), 60),
        prop::option::of(0.0..20.0_f64),
        any::<bool>(),
    )
}

fn site() -> impl Strategy<Value = Vec<(f64, f64)>> {
    prop::collection::vec((0.0..20.0_f64, prop_oneof![Just(0.0), 0.0..25.0_f64]), 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn energy_balances_and_the_store_keeps_its_limits(
        battery in any_battery(),
        (rule, windows, import_limit_kw, grid_charging) in any_control(),
        site in site(),
        step in prop::sample::select(vec![0.25, 0.5, 1.0]),
        soc in 0.0..=1.0_f64,
    ) {
        let (load, made): (Vec<f64>, Vec<f64>) = site.into_iter().unzip();
        let control = Control { rule, windows: &windows, import_limit_kw, grid_charging };
        let mut state = battery.new_state(soc);
        for _ in 0..3 {
            let capacity = state.capacity_kwh;
            let limits = battery.soc_min_fraction * capacity..=battery.soc_max_fraction * capacity;
            let start = state.stored_kwh;
            let mut before = start;
            let mut totals = Totals::default();
            let mut bad = None;
            battery.run(&mut state, &control, step, (&load, &made), |index, flow| {
                totals.add(load[index], made[index], &flow);
                let site = made[index] + flow.import_kwh + flow.discharged_kwh;
                let used = load[index] + flow.export_kwh + flow.charged_kwh;
                let store = before + flow.charged_kwh - flow.discharged_kwh - flow.conversion_loss_kwh - flow.leaked_kwh;
                before = flow.stored_kwh;
                let sound = (site - used).abs() < 1e-9
                    && (store - flow.stored_kwh).abs() < 1e-9
                    && limits.contains(&flow.stored_kwh)
                    && flow.charged_kwh <= battery.charge_kw * step
                    && flow.discharged_kwh <= battery.discharge_kw * step
                    && (flow.charged_kwh == 0.0 || flow.discharged_kwh == 0.0)
                    && (flow.import_kwh == 0.0 || flow.export_kwh == 0.0)
                    && flow.conversion_loss_kwh >= -1e-12 && flow.leaked_kwh >= 0.0;
                if !sound {
                    bad = Some((index, flow));
                }
            });
            prop_assert_eq!(bad, None);
            let sums = totals.sums();
            let left = start + sums.charged - sums.discharged - sums.conversion - sums.leaked - state.stored_kwh;
            prop_assert!(left.abs() < 1e-9, "{}", left);
            let grid = sums.generation + sums.import + sums.discharged - sums.load - sums.export - sums.charged;
            prop_assert!(grid.abs() < 1e-9, "{}", grid);
            if rule == DispatchRule::PeakShaving && import_limit_kw.is_some() {
                prop_assert!(sums.peak <= sums.peak_before.max(import_limit_kw.unwrap_or(0.0) * step) + 1e-9);
            }
            let held = state.stored_kwh;
            let dropped = battery.age(&mut state, 1.0);
            prop_assert!((held - dropped - state.stored_kwh).abs() < 1e-12);
            prop_assert!(state.capacity_kwh <= capacity);
        }
    }

    #[test]
    fn one_price_pays_for_self_consumption_and_nothing_else(
        battery in any_battery(),
        (rule, windows, import_limit_kw, grid_charging) in any_control(),
        site in site(),
        price in 0.1..2.0_f64,
        credit in 0.0..1.0_f64,
    ) {
        let (load, made): (Vec<f64>, Vec<f64>) = site.into_iter().unzip();
        let control = Control { rule, windows: &windows, import_limit_kw, grid_charging };
        // Empty at the start: nothing is given that was not bought or made here.
        let mut state = battery.new_state(0.0);
        let mut totals = Totals::default();
        battery.run(&mut state, &control, 1.0, (&load, &made), |index, flow| totals.add(load[index], made[index], &flow));
        let sums = totals.sums();
        let credit = price * credit;
        let saved = price * (sums.import_before - sums.import) - credit * (sums.export_before - sums.export);
        let kept_here = sums.export_before - sums.export;
        prop_assert!(saved <= (price - credit) * kept_here + 1e-9, "{} of {}", saved, kept_here);
    }
}
