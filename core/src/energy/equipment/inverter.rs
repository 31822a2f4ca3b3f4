use super::needed;
use crate::energy::inverter::{Adr, EfficiencyCurve, PvwattsInverter, Sandia};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::quantity::{Current, Efficiency, Fraction, InverterPower, SmallPower, Voltage};
use serde::Deserialize;

/// An inverter by its data sheet: the simple pair `p_ac_max_w` and `efficiency`; or points of its efficiency curve; or the coefficients
/// of Sandia as in the CEC's list (`p_aco_w` to `c3`); or those of Driesse (`adr_loss_factor`).
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct InverterInput {
    /// Name, for people; not used.
    pub name: Option<String>,
    /// Alternating-current voltage, V; not used.
    pub vac: Option<Voltage>,
    /// Largest alternating-current power, W; it limits every model.
    pub p_ac_max_w: Option<InverterPower>,
    /// Nominal efficiency of the simple model.
    pub efficiency: Option<Efficiency>,
    /// Loads of the efficiency curve, fractions of the rated direct-current power, ascending.
    pub curve_load_fraction: Option<Vec<Fraction>>,
    /// Efficiency at each of them.
    pub curve_efficiency_fraction: Option<Vec<Fraction>>,
    /// Rated direct-current power to which the loads refer, W; default `p_ac_max_w` over the efficiency of the last point.
    pub p_dc_rated_w: Option<InverterPower>,
    /// Sandia: power that starts it, W.
    pub p_so_w: Option<SmallPower>,
    /// Sandia: rated alternating-current power, W.
    pub p_aco_w: Option<InverterPower>,
    /// Sandia: direct-current power at which it is reached, W.
    pub p_dco_w: Option<InverterPower>,
    /// Sandia: voltage of the reference, V.
    pub v_dco_v: Option<Voltage>,
    /// Sandia: bend of the efficiency, 1/W.
    pub c0: Option<f64>,
    /// Sandia: change of `p_dco_w`, 1/V.
    pub c1: Option<f64>,
    /// Sandia: change of `p_so_w`, 1/V.
    pub c2: Option<f64>,
    /// Sandia: change of `c0`, 1/V.
    pub c3: Option<f64>,
    /// Power taken at night, W.
    pub p_nt_w: Option<SmallPower>,
    /// Highest direct-current voltage, V.
    pub v_dc_max_v: Option<Voltage>,
    /// Highest direct current, A; not used here.
    pub i_dc_max_a: Option<Current>,
    /// Lower end of the tracker's range, V.
    pub mppt_low_v: Option<Voltage>,
    /// Upper end of the tracker's range, V.
    pub mppt_high_v: Option<Voltage>,
    /// Driesse: nominal power, W.
    pub p_nom_w: Option<InverterPower>,
    /// Driesse: nominal voltage, V.
    pub v_nom_v: Option<Voltage>,
    /// Driesse: lowest voltage of the test, V.
    pub v_min_v: Option<Voltage>,
    /// Driesse: highest voltage of the test, V.
    pub v_max_v: Option<Voltage>,
    /// Driesse: losses by 1, v − 1 and 1/v − 1, each by 1, p and p².
    pub adr_loss_factor: Option<[f64; 9]>,
}

/// An inverter as the models see it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Inverter {
    /// PVWatts.
    Pvwatts(PvwattsInverter),
    /// Sandia.
    Sandia(Sandia),
    /// Driesse.
    Adr(Adr),
    /// Points of the efficiency curve.
    Curve(EfficiencyCurve),
}

impl InverterInput {
    /// The inverter for its models.
    ///
    /// # Errors
    /// `MISSING_FIELD` for what the model needs, `BAD_LENGTH`, `NOT_ASCENDING` for the points of a curve.
    pub(crate) fn resolve(&self) -> Result<Inverter, Error> {
        if self.adr_loss_factor.is_some() {
            self.adr().map(Inverter::Adr)
        } else if self.c0.is_some() || self.p_aco_w.is_some() || self.p_dco_w.is_some() {
            self.sandia().map(Inverter::Sandia)
        } else if self.curve_load_fraction.is_some() || self.curve_efficiency_fraction.is_some() {
            self.curve().map(Inverter::Curve)
        } else {
            let mut problems = Problems::new();
            let power = needed(&mut problems, self.p_ac_max_w, "/p_ac_max_w");
            let efficiency = needed(&mut problems, self.efficiency, "/efficiency");
            match (power, efficiency) {
                (Some(power), Some(efficiency)) => {
                    let inverter = PvwattsInverter::new(power.get() / efficiency.get(), efficiency.get());
                    Ok(Inverter::Pvwatts(inverter))
                }
                _ => Err(problems.into_error()),
            }
        }
    }

    fn sandia(&self) -> Result<Sandia, Error> {
        let mut problems = Problems::new();
        let start = needed(&mut problems, self.p_so_w, "/p_so_w");
        let ac = needed(&mut problems, self.p_aco_w, "/p_aco_w");
        let dc = needed(&mut problems, self.p_dco_w, "/p_dco_w");
        let voltage = needed(&mut problems, self.v_dco_v, "/v_dco_v");
        let c0 = needed(&mut problems, self.c0, "/c0");
        let c1 = needed(&mut problems, self.c1, "/c1");
        let c2 = needed(&mut problems, self.c2, "/c2");
        let c3 = needed(&mut problems, self.c3, "/c3");
        let powers = start.zip(ac).zip(dc.zip(voltage));
        let bends = c0.zip(c1).zip(c2.zip(c3));
        match (powers, bends) {
            (Some(((start, ac), (dc, voltage))), Some(((c0, c1), (c2, c3)))) => Ok(Sandia {
                ac_w: ac.get(),
                limit_w: self.p_ac_max_w.map_or(ac.get(), |most| most.get().min(ac.get())),
                dc_w: dc.get(),
                v_dco: voltage.get(),
                start_w: start.get(),
                c0,
                c1,
                c2,
                c3,
                night_w: self.p_nt_w.map_or(0.0, SmallPower::get),
            }),
            _ => Err(problems.into_error()),
        }
    }

    fn adr(&self) -> Result<Adr, Error> {
        let mut problems = Problems::new();
        let nominal = needed(&mut problems, self.p_nom_w, "/p_nom_w");
        let voltage = needed(&mut problems, self.v_nom_v, "/v_nom_v");
        let most = needed(&mut problems, self.p_ac_max_w, "/p_ac_max_w");
        let losses = needed(&mut problems, self.adr_loss_factor, "/adr_loss_factor");
        match (nominal, voltage, most, losses) {
            (Some(nominal), Some(voltage), Some(most), Some(losses)) => {
                let of = |value: Option<Voltage>| value.map(Voltage::get);
                let (least_v, most_v) = Adr::range(
                    of(self.v_min_v).unwrap_or(0.0),
                    of(self.v_max_v).unwrap_or(0.0),
                    of(self.v_dc_max_v).unwrap_or(0.0),
                    of(self.mppt_low_v).unwrap_or(0.0),
                    of(self.mppt_high_v).unwrap_or(0.0),
                );
                Ok(Adr {
                    nominal_w: nominal.get(),
                    nominal_v: voltage.get(),
                    ac_w: most.get(),
                    night_w: self.p_nt_w.map_or(0.0, SmallPower::get),
                    least_v,
                    most_v: if most_v > 0.0 { most_v } else { f64::MAX },
                    losses,
                })
            }
            _ => Err(problems.into_error()),
        }
    }

    fn curve(&self) -> Result<EfficiencyCurve, Error> {
        let mut problems = Problems::new();
        problems.require(self.p_ac_max_w.is_some(), || Issue::error(Code::MISSING_FIELD).at("/p_ac_max_w"));
        let (loads, efficiencies) = (&self.curve_load_fraction, &self.curve_efficiency_fraction);
        problems.require(loads.is_some(), || Issue::error(Code::MISSING_FIELD).at("/curve_load_fraction"));
        problems.require(efficiencies.is_some(), || Issue::error(Code::MISSING_FIELD).at("/curve_efficiency_fraction"));
        let (Some(ac), Some(loads), Some(efficiencies)) = (self.p_ac_max_w, loads, efficiencies) else {
            return Err(problems.into_error());
        };
        let loads: Vec<f64> = loads.iter().map(|load| load.get()).collect();
        let efficiencies: Vec<f64> = efficiencies.iter().map(|efficiency| efficiency.get()).collect();
        problems.require(!loads.is_empty(), || {
            Issue::error(Code::BAD_LENGTH).at("/curve_load_fraction").with("min", 1_i64).with("max", 1000_i64)
        });
        problems.require(efficiencies.len() == loads.len(), || {
            let length = loads.len();
            Issue::error(Code::BAD_LENGTH).at("/curve_efficiency_fraction").with("min", length).with("max", length)
        });
        for (position, pair) in loads.windows(2).enumerate() {
            problems.require(matches!(pair, [low, high] if low < high), || {
                Issue::error(Code::NOT_ASCENDING).at(Pointer::root().field("curve_load_fraction").index(position + 1))
            });
        }
        problems.finish()?;
        let last = efficiencies.last().copied().filter(|efficiency| *efficiency > 0.0).unwrap_or(1.0);
        let dc_w = self.p_dc_rated_w.map_or(ac.get() / last, InverterPower::get);
        Ok(EfficiencyCurve { ac_w: ac.get(), dc_w, loads, efficiencies })
    }
}

impl Inverter {
    /// Largest alternating-current power, W.
    pub fn limit_w(&self) -> f64 {
        match self {
            Inverter::Pvwatts(inverter) => inverter.ac_w,
            Inverter::Sandia(inverter) => inverter.limit_w,
            Inverter::Adr(inverter) => inverter.ac_w,
            Inverter::Curve(inverter) => inverter.ac_w,
        }
    }

    /// Whether the power depends on the voltage.
    pub fn needs_voltage(&self) -> bool {
        matches!(self, Inverter::Sandia(_) | Inverter::Adr(_))
    }

    /// Power before and within the limit, W; none outside of the voltages that the model knows.
    pub fn power(&self, dc_w: f64, voltage: f64) -> Option<(f64, f64)> {
        match self {
            Inverter::Pvwatts(inverter) => Some((inverter.unlimited(dc_w), inverter.power(dc_w))),
            Inverter::Sandia(inverter) => Some((inverter.unlimited(dc_w, voltage), inverter.power(dc_w, voltage))),
            Inverter::Adr(inverter) => inverter.power(dc_w, voltage),
            Inverter::Curve(inverter) => Some((inverter.unlimited(dc_w), inverter.power(dc_w))),
        }
    }
}
