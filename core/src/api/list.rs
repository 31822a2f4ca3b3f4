//! The lists. Adding an operation is one line in the first; a column form or preparable members are one more in theirs.

use super::prepared::{read_part, run_part};
use super::read::Reader;
use super::{Operation, PreparedForm, run};
use crate::columns::Batch;
use crate::prepare::Prepare;

macro_rules! operations {
    ($($domain:ident::$name:ident,)*) => {
        /// All operations, in the order of the documentation.
        pub static OPERATIONS: &[Operation] = &[$(Operation {
            name: stringify!($name),
            domain: stringify!($domain),
            run: |request| run(crate::$domain::$name, request),
            #[cfg(feature = "schema")]
            types: |generator| types(crate::$domain::$name, generator),
        }),*];
    };
}

macro_rules! batches {
    ($($domain:ident::$name:ident: $batch:ident,)*) => {
        /// The column forms by operation.
        pub static BATCHES: &[(&str, &Batch)] = &[$((stringify!($name), &Batch {
            inputs: crate::$domain::$batch.inputs,
            outputs: crate::$domain::$batch.outputs,
            run: |request, columns| crate::$domain::$batch.call(request, columns, Reader),
        })),*];
    };
}

macro_rules! prepared {
    ($($domain:ident::$name:ident,)*) => {
        /// The operations that take prepared parts.
        pub static PREPARED: &[PreparedForm] = &[$(PreparedForm {
            name: stringify!($name),
            members: members_of(crate::$domain::$name),
            read: |part| read_part(crate::$domain::$name, part),
            run: |part, rest| run_part(crate::$domain::$name, part, rest),
        }),*];
    };
}

operations! {
    catalog::format_brl,
    catalog::parse_brl,
    tariff::allocate_surplus,
    catalog::format_number,
    catalog::format_date,
    catalog::parse_equipment_title,
    catalog::validate_catalog_record,
    catalog::price_kit,
    catalog::check_kit,
    catalog::match_kits,
    tariff::apply_energy_taxes,
    tariff::bill_group_a,
    tariff::bill_group_b,
    tariff::classify_gd,
    tariff::compute_surplus,
    tariff::estimate_public_lighting,
    tariff::find_tariff,
    tariff::generic_bill,
    tariff::import_aneel_tariffs,
    tariff::import_urdb_rate,
    tariff::plan_gd_connection,
    tariff::prorate_tariff,
    tariff::retained_charge,
    tariff::settle_intervals,
    tariff::simulate_bills,
    tariff::tariff_drift,
    tariff::tariff_holidays,
    tariff::tariff_post,
    tariff::track_credits,
    financing::convert_rate,
    financing::real_rate,
    financing::amortization_schedule,
    financing::easter,
    financing::bank_holidays,
    financing::business_days,
    financing::add_business_days,
    financing::adjust_date,
    financing::year_fraction,
    financing::due_dates,
    financing::look_up_iof,
    financing::credit_tax,
    financing::gross_up,
    financing::cet,
    financing::loan_cost,
    financing::late_charges,
    financing::payoff,
    financing::prepay,
    financing::daily_index_factor,
    financing::price_index_factor,
    financing::legal_default_rate,
    financing::npv,
    financing::xnpv,
    financing::irr,
    financing::irr_all,
    financing::xirr,
    financing::xirr_all,
    financing::mirr,
    financing::payback,
    financing::solve_annuity,
    financing::payment_parts,
    financing::affordable_principal,
    financing::saving_coverage,
    financing::compare_payments,
    financing::consorcio_plan,
    financing::project_economics,
    financing::project_tornado,
    financing::simulate_project,
    financing::summarise_trials,
    financing::random_draws,
    financing::normal_quantile,
    identity::validate_document,
    identity::cnpj_check_digits,
    identity::parse_cep,
    identity::describe_uf,
    identity::parse_consumer_unit,
    identity::redact_text,
    identity::redact_json,
    identity::subject_ref,
    identity::plain_document_hash,
    weather::sun_position,
    weather::sun_times,
    weather::delta_t,
    weather::extraterrestrial_irradiance,
    weather::air_mass,
    weather::clear_sky,
    weather::linke_turbidity,
    weather::decompose_irradiance,
    weather::transpose_irradiance,
    weather::look_up_climate,
    weather::read_weather,
    weather::detect_stamp_shift,
    weather::generate_weather,
    energy::incidence_modifier,
    energy::diffuse_modifier,
    energy::cell_temperature,
    energy::linear_module_power,
    energy::single_diode,
    energy::estimate_module,
    energy::inverter_power,
    energy::combine_losses,
    energy::track_sun,
    energy::row_masking,
    energy::row_shading,
    energy::horizon_shading,
    energy::soiling_losses,
    energy::bifacial_irradiance,
    energy::spectral_factor,
    energy::size_strings,
    energy::exceedance,
    energy::performance_ratio,
    energy::analyse_thermal,
    energy::monitor_production,
    energy::degradation,
    energy::estimate_monthly,
    energy::estimate_mean_day,
    energy::size_system,
    energy::simulate_year,
    energy::simulate_systems,
    energy::design_system,
    energy::polygon_area,
    energy::classify_thermal,
    proposal::proposal,
    commerce::canonical_decimal,
    commerce::round_decimal,
    commerce::money_amount,
    commerce::allocate_money,
    commerce::convert_currency,
    commerce::spending_window,
    commerce::check_limits,
    commerce::apply_ledger_entry,
    commerce::forecast_spending,
    commerce::canonical_json,
    commerce::append_audit_event,
    commerce::build_audit_chain,
    commerce::verify_audit_chain,
    commerce::hash_quote_content,
    commerce::validate_policy,
    commerce::plan_approval,
    commerce::hash_cart,
    commerce::analyse_policy,
    commerce::submit_approval,
    commerce::apply_approval_command,
    commerce::resolve_price,
    commerce::price_graduated,
    commerce::best_offer,
    commerce::price_quote,
    commerce::gross_up_price,
    commerce::min_price_for_margin,
    commerce::adjust_mva,
    commerce::taxable_weight,
    commerce::check_cart,
    commerce::draft_quote,
    commerce::apply_quote_command,
    commerce::sign_acceptance,
    commerce::verify_acceptance,
    commerce::free_shipping_gap,
    commerce::quote_freight,
    commerce::quote_insurance,
    commerce::revenue,
    commerce::task_record,
    commerce::evaluate_alerts,
    compliance::check_oversizing,
    compliance::check_prodist,
    compliance::check_connection,
    compliance::document_checklist,
    compliance::mmgd_packet,
    compliance::mmgd_csv,
}

batches! {
    catalog::parse_brl: PARSE_BRL,
    catalog::validate_catalog_record: VALIDATE_CATALOG_RECORD,
    commerce::check_cart: CHECK_CART,
    commerce::revenue: REVENUE,
    weather::sun_position: SUN_POSITION,
    weather::air_mass: AIR_MASS,
    weather::clear_sky: CLEAR_SKY,
    weather::decompose_irradiance: DECOMPOSE_IRRADIANCE,
    weather::transpose_irradiance: TRANSPOSE_IRRADIANCE,
    tariff::bill_group_b: BILL_GROUP_B,
    financing::amortization_schedule: AMORTIZATION_SCHEDULE,
    financing::npv: NPV,
    financing::xnpv: XNPV,
    financing::irr: IRR,
    financing::xirr: XIRR,
    financing::mirr: MIRR,
    financing::solve_annuity: SOLVE_ANNUITY,
    financing::payment_parts: PAYMENT_PARTS,
    tariff::generic_bill: GENERIC_BILL,
    tariff::import_aneel_tariffs: IMPORT_ANEEL_TARIFFS,
    tariff::settle_intervals: SETTLE_INTERVALS,
    energy::incidence_modifier: INCIDENCE_MODIFIER,
    energy::cell_temperature: CELL_TEMPERATURE,
    energy::linear_module_power: LINEAR_MODULE_POWER,
    energy::single_diode: SINGLE_DIODE,
    energy::inverter_power: INVERTER_POWER,
    energy::track_sun: TRACK_SUN,
    weather::read_weather: READ_WEATHER,
    energy::simulate_year: SIMULATE_YEAR,
}

prepared! {
    tariff::bill_group_a,
    tariff::simulate_bills,
    energy::simulate_year,
    energy::simulate_systems,
    tariff::bill_group_b,
    commerce::check_limits,
    commerce::plan_approval,
    commerce::submit_approval,
    commerce::apply_approval_command,
    commerce::check_cart,
}

/// The preparable members of a function's request, inferred from its type.
const fn members_of<Q: Prepare, A>(
    _: fn(Q) -> Result<crate::Answer<A>, crate::issue::Error>,
) -> &'static [&'static str] {
    Q::MEMBERS
}

/// The schemas of a function's request and answer, inferred from its type.
#[cfg(feature = "schema")]
fn types<Q: schemars::JsonSchema, A: schemars::JsonSchema>(
    _: fn(Q) -> Result<crate::Answer<A>, crate::issue::Error>,
    generator: &mut schemars::SchemaGenerator,
) -> [schemars::Schema; 2] {
    [generator.subschema_for::<Q>(), generator.subschema_for::<A>()]
}
