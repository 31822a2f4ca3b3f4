//! A system for a target: the generation of a case, resized.

use super::case::Case;
use super::generation::{GenerationInput, GenerationKind, within_simulation};
use super::load::Load;
use crate::energy::{
    DcAcBounds, DesignInverter, DesignModule, DesignSystemRequest, InverterInput, InverterWiring, SimulateYearRequest,
    SystemDesign, design_system, estimate_mean_day, simulate_year,
};
use crate::issue::{Code, Error, Issue};
use crate::money::Money;
use crate::quantity::{Area, DcAcRatio, Energy, Fraction, InverterPower, MonthlyYield, Oversizing, PeakPower};
use crate::tariff::Energies;
use serde::Deserialize;
use std::sync::Arc;

/// How a system is sized.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SizingInput {
    /// The module.
    pub module: DesignModule,
    /// Inverters to choose from; none: one of the power of the modules over `dc_ac_ratio`.
    #[serde(default)]
    pub inverters: Vec<DesignInverter>,
    /// Module power over inverter power where there are no inverters to choose from; default 1.2.
    pub dc_ac_ratio: Option<DcAcRatio>,
    /// Bounds of the power of the modules over that of the inverters; default 1.0 to 1.5.
    pub dc_ac: Option<DcAcBounds>,
    /// Area of the roof.
    pub roof_area_m2: Option<Area>,
    /// Share of the roof that modules may cover; default 1.
    pub packing_factor: Option<Fraction>,
    /// What the system may cost.
    pub budget_brl: Option<Money>,
    /// Cost per installed kWp, added to the investment as the item `kit`; needed with a budget.
    pub unit_cost_brl_kwp: Option<Money>,
    /// Phases of the connection; then only inverters of as many phases are chosen.
    pub phases: Option<u32>,
}

/// Energy of each month per installed power, January first.
pub(super) type UnitYield = [MonthlyYield; 12];

impl SizingInput {
    /// The system for a target.
    ///
    /// # Errors
    /// Those of `design_system` under `/sizing`.
    pub fn design(
        &self,
        target: Oversizing,
        consumption: [Energy; 12],
        yields: UnitYield,
    ) -> Result<SystemDesign, Error> {
        let answer = design_system(DesignSystemRequest {
            consumption_kwh: consumption,
            target_oversizing: target,
            unit_yield_kwh_kwp: yields,
            module: self.module,
            inverters: self.inverters.clone(),
            roof_area_m2: self.roof_area_m2,
            packing_factor: self.packing_factor,
            budget_brl: self.budget_brl,
            unit_cost_brl_kwp: self.unit_cost_brl_kwp,
            phases: self.phases,
            dc_ac: self.dc_ac,
        });
        answer.map(|answer| answer.value).map_err(|error| error.within("/sizing"))
    }

    /// Power of the inverters for a power of modules, kW, where none was chosen.
    pub fn inverter_kw(&self, p_dc_stc_kw: f64) -> f64 {
        p_dc_stc_kw / self.dc_ac_ratio.map_or(1.2, DcAcRatio::get)
    }
}

impl GenerationInput {
    /// Energy of each month per installed power.
    ///
    /// # Errors
    /// Those of the generation by pointers into the request; `MISSING_FIELD` for the power of given energy, `OUT_OF_RANGE`.
    pub(super) fn unit_yield(&self, case: &Case<'_>) -> Result<UnitYield, Error> {
        self.check(case.weather.is_some())?;
        let missing = |place: &'static str| Error::from(Issue::error(Code::MISSING_FIELD).at(place));
        let (monthly, power) = match (self.kind, case.weather, self.site, &self.system, &self.mean_day) {
            (GenerationKind::Simulated, Some(weather), Some(site), Some(system), _) => {
                let mut request = SimulateYearRequest::of(Arc::clone(weather), site, system.clone());
                request.chain = self.chain.unwrap_or_default();
                request.sky_model = self.sky_model.unwrap_or_default();
                request.horizon = self.horizon.clone();
                let year = simulate_year(request).map_err(within_simulation)?.value;
                (year.monthly_ac_kwh, year.p_dc_stc_kw)
            }
            (GenerationKind::MeanDay, _, _, _, Some(request)) => {
                let answer =
                    estimate_mean_day(request.clone()).map_err(|error| error.within("/generation/mean_day"))?;
                (answer.value.monthly_ac_kwh, request.p_dc_stc_kw.get())
            }
            _ => {
                let power = self.p_dc_stc_kw.ok_or_else(|| missing("/generation/p_dc_stc_kw"))?;
                (self.generate(case.weather)?.year.monthly_kwh(), power.get())
            }
        };
        let mut yields = [MonthlyYield::try_from(0.0)?; 12];
        for (slot, kwh) in yields.iter_mut().zip(monthly) {
            *slot = MonthlyYield::try_from(kwh / power).map_err(|error| error.within("/generation"))?;
        }
        Ok(yields)
    }

    /// The same generation with other modules in one array and another inverter.
    ///
    /// # Errors
    /// `BAD_LENGTH` for a system of several arrays; `OUT_OF_RANGE` for powers that no system has.
    pub(super) fn resized(&self, modules: u32, p_dc_stc_kw: f64, p_ac_kw: f64) -> Result<GenerationInput, Error> {
        let mut resized = self.clone();
        let power = PeakPower::try_from(p_dc_stc_kw).map_err(|error| error.within("/generation"))?;
        match (self.kind, &mut resized.system, &mut resized.mean_day) {
            (GenerationKind::Simulated, Some(system), _) => {
                let [array] = system.arrays.as_mut_slice() else {
                    let issue = Issue::error(Code::BAD_LENGTH).at("/generation/system/arrays");
                    return Err(issue.with("min", 1).with("max", 1).into());
                };
                (array.modules_per_string, array.strings) = (modules, 1);
                let efficiency = system.inverter.efficiency;
                let p_ac_max_w =
                    InverterPower::try_from(p_ac_kw * 1000.0).map_err(|error| error.within("/generation"))?;
                let efficiency = match efficiency {
                    None => crate::quantity::Efficiency::try_from(0.96).ok(),
                    given => given,
                };
                system.inverter =
                    InverterInput { p_ac_max_w: Some(p_ac_max_w), efficiency, ..InverterInput::default() };
                (system.inverter_count, system.modules_per_inverter_count) = (None, None);
                system.inverter_wiring = InverterWiring::String;
            }
            (GenerationKind::MeanDay, _, Some(request)) => {
                request.p_dc_stc_kw = power;
                request.dc_ac_ratio =
                    Some(DcAcRatio::try_from(p_dc_stc_kw / p_ac_kw).map_err(|error| error.within("/generation"))?);
            }
            _ => resized.scale(power)?,
        }
        Ok(resized)
    }

    /// Given energy of another power.
    fn scale(&mut self, power: PeakPower) -> Result<(), Error> {
        let known = self.p_dc_stc_kw.ok_or_else(|| Issue::error(Code::MISSING_FIELD).at("/generation/p_dc_stc_kw"))?;
        let factor = power.get() / known.get();
        if let Some(months) = &mut self.monthly_ac_kwh {
            for month in months {
                *month = Energy::try_from(month.get() * factor).map_err(|error| error.within("/generation"))?;
            }
        }
        if let Some(hours) = &self.hourly_ac_kwh {
            let scaled: Vec<f64> = hours.milli().iter().map(|milli| *milli as f64 / 1e6 * factor).collect();
            self.hourly_ac_kwh = Some(Energies::from_kwh(&scaled).map_err(|error| error.within("/generation"))?);
        }
        self.p_dc_stc_kw = Some(power);
        Ok(())
    }
}

impl Load {
    /// Energy of each month of the first year, January first.
    ///
    /// # Errors
    /// `OUT_OF_RANGE` beyond what a consumer uses.
    pub(super) fn monthly(&self, year: super::calendar_year::FirstYear) -> Result<[Energy; 12], Error> {
        let mut months = [Energy::try_from(0.0)?; 12];
        let mut from = 0;
        for month in year.first.month().until(year.end.month()) {
            let count = usize::try_from(month.days()).unwrap_or(0) * super::calendar_year::DAY;
            let sum: i64 = self.hours.iter().skip(from).take(count).sum();
            from += count;
            if let Some(slot) = months.get_mut(usize::try_from(month.number()).unwrap_or(1) - 1) {
                *slot = Energy::try_from(sum as f64 / 1e6).map_err(|error| error.within("/load"))?;
            }
        }
        Ok(months)
    }
}
