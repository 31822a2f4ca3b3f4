//! The yearly flows.

use crate::math;

/// A part that is replaced in a year; several in one year add up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::financing) struct Replacement {
    pub year: u32,
    /// In prices of year 0.
    pub cost: f64,
    /// Real decline of the price a year.
    pub decline: f64,
}

/// A loan of equal yearly payments.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::financing) struct Loan {
    /// Of the investment.
    pub fraction: f64,
    pub rate: f64,
    pub years: u32,
}

/// A debt whose payments are known year by year; years beyond have none.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::financing) struct Debt {
    /// What it brings on the day of the investment.
    pub released: f64,
    pub interest: Vec<f64>,
    pub service: Vec<f64>,
}

/// Taxes of a company under *lucro real*; other regimes have none here, because a saved expense was not deductible.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::financing) struct Taxes {
    /// Income tax and social contribution (*IRPJ* and *CSLL*).
    pub income: f64,
    /// *PIS* and *COFINS*, whose credit on bought energy is lost with the saving.
    pub pis_cofins: f64,
    /// Whether depreciation of the equipment gives that credit.
    pub equipment_credit: bool,
    pub depreciation_years: u32,
}

/// A plant and its surroundings.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::financing) struct Project {
    pub years: u32,
    pub capex: f64,
    pub discount: f64,
    /// Energy of year 1, kWh.
    pub energy: f64,
    /// Loss from year 1 to year 2.
    pub first_degradation: f64,
    pub degradation: f64,
    /// Tariff of year 1, R$/kWh.
    pub tariff: f64,
    pub tariff_growth: f64,
    /// Part of the energy's value that is saved.
    pub valued: f64,
    /// Savings of each year instead of energy × tariff; years beyond have none.
    pub savings: Vec<f64>,
    pub opex: f64,
    /// Insurance a year, of the investment, in prices of year 1.
    pub insurance: f64,
    pub inflation: f64,
    pub replacements: Vec<Replacement>,
    pub residual: f64,
    /// A loan or a debt, or neither.
    pub loan: Option<Loan>,
    pub debt: Option<Debt>,
    pub taxes: Option<Taxes>,
}

/// Flows by year; those of energy, saving, cost, service and tax from year 1, the two sums from year 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::financing) struct Years {
    pub energy: Vec<f64>,
    pub saving: Vec<f64>,
    /// Operation, insurance and replacements.
    pub cost: Vec<f64>,
    /// Interest and repayment.
    pub service: Vec<f64>,
    /// Income tax and lost credits; negative where they relieve.
    pub tax: Vec<f64>,
    /// Flow of the project.
    pub unlevered: Vec<f64>,
    /// Flow of own money.
    pub equity: Vec<f64>,
}

impl Years {
    fn clear(&mut self) {
        for column in [
            &mut self.energy,
            &mut self.saving,
            &mut self.cost,
            &mut self.service,
            &mut self.tax,
            &mut self.unlevered,
            &mut self.equity,
        ] {
            column.clear();
        }
    }
}

impl Project {
    /// Writes the flows into columns that may be used again.
    pub fn run(&self, years: &mut Years) {
        years.clear();
        let borrowed = self.loan.map_or(0.0, |loan| loan.fraction * self.capex);
        let payment = self.loan.map_or(0.0, |loan| loan.payment(borrowed));
        years.unlevered.push(-self.capex);
        let released = self.debt.as_ref().map_or(borrowed, |debt| debt.released);
        years.equity.push(released - self.capex + 0.0);
        let (mut energy, mut tariff, mut prices) = (self.energy, self.tariff, 1.0);
        let mut balance = borrowed;
        for year in 1..=self.years {
            if year > 1 {
                energy *= 1.0 - if year == 2 { self.first_degradation } else { self.degradation };
                tariff *= 1.0 + self.tariff_growth;
                prices *= 1.0 + self.inflation;
            }
            let saving =
                if self.savings.is_empty() { energy * tariff * self.valued } else { of_year(&self.savings, year) };
            let opex = (self.opex + self.insurance * self.capex) * prices;
            let cost = opex + self.replaced_in(year);
            let indebted = self.loan.is_some_and(|loan| year <= loan.years);
            let (interest, service) = match (self.loan, &self.debt) {
                (Some(loan), _) if indebted => (balance * loan.rate, payment),
                (None, Some(debt)) => (of_year(&debt.interest, year), of_year(&debt.service, year)),
                _ => (0.0, 0.0),
            };
            balance -= service - interest;
            let residual = if year == self.years { self.residual } else { 0.0 };
            let tax = self.taxes.map_or(0.0, |taxes| taxes.of(self.capex, (year, 1.0), saving, cost, interest));
            let unlevered = saving - cost + residual - tax;
            years.energy.push(energy);
            years.saving.push(saving);
            years.cost.push(cost);
            years.service.push(service);
            years.tax.push(tax);
            years.unlevered.push(unlevered);
            years.equity.push(unlevered - service);
        }
    }

    pub(super) fn replaced_in(&self, year: u32) -> f64 {
        let due = self.replacements.iter().filter(|part| part.year == year);
        due.map(|part| part.cost * math::powi((1.0 + self.inflation) * (1.0 - part.decline), year.cast_signed())).sum()
    }
}

/// The value of a year, counted from 1.
fn of_year(values: &[f64], year: u32) -> f64 {
    usize::try_from(year - 1).ok().and_then(|index| values.get(index)).copied().unwrap_or(0.0)
}

impl Loan {
    /// The yearly payment of an amount.
    fn payment(&self, amount: f64) -> f64 {
        let years = f64::from(self.years);
        if self.rate == 0.0 {
            return amount / years;
        }
        amount * self.rate / -math::exp_m1(-years * math::ln_1p(self.rate))
    }
}

impl Taxes {
    /// Income tax and lost credit of a year, or of one of so many parts of it; negative tax relieves other income.
    pub(super) fn of(&self, capex: f64, (year, parts): (u32, f64), saving: f64, cost: f64, interest: f64) -> f64 {
        let depreciation =
            if year <= self.depreciation_years { capex / (f64::from(self.depreciation_years) * parts) } else { 0.0 };
        let credit =
            if self.equipment_credit { self.pis_cofins * depreciation } else { 0.0 } - self.pis_cofins * saving;
        self.income * (saving + credit - cost - depreciation - interest) - credit
    }
}
