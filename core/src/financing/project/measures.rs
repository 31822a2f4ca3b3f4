//! What the flows say.

use super::model::{Project, Years};
use crate::financing::cash_flow::{first_payback, lasting_payback, modified_rate, periodic_values};
use crate::financing::returns::{Found, RootPolicy, Series, choose, roots};
use crate::math;

/// Figures of a project; none where they do not exist.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::financing) struct Measures {
    pub npv: f64,
    pub project_npv: f64,
    /// Rates of own money.
    pub equity_roots: Vec<Found>,
    /// Rates of the project.
    pub project_roots: Vec<Found>,
    pub mirr: Option<f64>,
    pub payback_simple: Option<f64>,
    pub payback_definitive: Option<f64>,
    pub payback_discounted: Option<f64>,
    pub lcoe_nominal: Option<f64>,
    pub lcoe_real: Option<f64>,
    pub total_savings: f64,
    pub roi: Option<f64>,
    pub profitability: Option<f64>,
    pub dscr: Vec<f64>,
}

/// The rate that `irr` would give.
pub(in crate::financing) fn chosen_rate(found: &[Found]) -> Option<f64> {
    choose(found, RootPolicy::Default, 0.0).ok().map(|root| math::exp_m1(root.continuous) + 0.0)
}

/// All rates of a flow; none where it has one sign.
pub(in crate::financing) fn rates(flows: &[f64]) -> Vec<Found> {
    roots(&Series::periodic(flows, None), 0.1).unwrap_or_default()
}

/// Present value of own money.
pub(in crate::financing) fn equity_npv(years: &Years, discount: f64) -> f64 {
    periodic_values(&years.equity, discount).present
}

/// Simple payback of own money.
pub(in crate::financing) fn simple_payback(years: &Years) -> Option<f64> {
    first_payback(years.equity.iter().copied())
}

impl Measures {
    /// Measures the years of a project.
    pub fn of(project: &Project, years: &Years) -> Measures {
        let discount = project.discount;
        let equity = &years.equity;
        let npv = equity_npv(years, discount);
        let own = -equity.first().copied().unwrap_or(0.0);
        let ratio = |value: f64| (own != 0.0).then(|| value / own);
        let mut weight = 1.0;
        let discounted = equity.iter().map(|flow| {
            let worth = flow * weight;
            weight /= 1.0 + discount;
            worth
        });
        let payback_discounted = first_payback(discounted);
        let (lcoe_nominal, lcoe_real) = levelized(project, years);
        let indebted = years.service.iter().zip(years.unlevered.iter().skip(1)).filter(|(service, _)| **service > 0.0);
        Measures {
            npv,
            project_npv: periodic_values(&years.unlevered, discount).present,
            equity_roots: rates(equity),
            project_roots: rates(&years.unlevered),
            mirr: modified_rate(equity, discount, discount),
            payback_simple: simple_payback(years),
            payback_definitive: lasting_payback(equity.iter().copied()),
            payback_discounted,
            lcoe_nominal,
            lcoe_real,
            total_savings: math::sum(&years.saving),
            roi: ratio(equity.iter().skip(1).sum()).map(|gained| gained - 1.0),
            profitability: ratio(npv).map(|gained| 1.0 + gained),
            dscr: indebted.map(|(service, flow)| flow / service).collect(),
        }
    }
}

/// Levelized cost of energy, nominal and real; none without energy.
fn levelized(project: &Project, years: &Years) -> (Option<f64>, Option<f64>) {
    let nominal = 1.0 / (1.0 + project.discount);
    let real = nominal * (1.0 + project.inflation);
    let (mut cost, mut worth, mut worth_real) = (project.capex, 0.0, 0.0);
    let (mut weight, mut weight_real) = (1.0, 1.0);
    for (spent, energy) in years.cost.iter().zip(&years.energy) {
        weight *= nominal;
        weight_real *= real;
        cost += spent * weight;
        worth += energy * weight;
        worth_real += energy * weight_real;
    }
    cost -= project.residual * weight;
    let over = |energy: f64| (energy > 0.0).then(|| cost / energy);
    (over(worth), over(worth_real))
}
