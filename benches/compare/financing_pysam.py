"""SAM's Cashloan: 25 years of a project with a loan, United States taxes and incentives set to nothing.

Both agree on the net present value to 1e-9 and on the flows of own money; SAM's operation costs grow with its inflation, as ours do.
Brazilian taxes have no counterpart there.
"""

import sys
from pathlib import Path

import PySAM.Cashloan as cashloan
import PySAM.Utilityrate5 as utility_rate

sys.path.insert(0, str(Path(__file__).parents[1] / "hosts"))

import coaraci
from measure import measure

YEARS, CAPEX, OPEX, ENERGY, TARIFF = 25, 480_000, 6_000, 165_000, 0.72
DISCOUNT, INFLATION, GROWTH, LOSS = 0.12, 0.045, 0.05, 0.005


def sam() -> tuple[utility_rate.Utilityrate5, cashloan.Cashloan]:
    """The two share their data, so that both must live."""
    bills = utility_rate.default("PVWattsCommercial")
    model = cashloan.from_existing(bills, "PVWattsCommercial")
    # The bills do not matter: the value of the energy is given below. The model asks for them all the same.
    bills.Lifetime.analysis_period = YEARS
    bills.Lifetime.system_use_lifetime_output = 0
    bills.SystemOutput.gen = [ENERGY / 8760] * 8760
    bills.SystemOutput.degradation = [100 * LOSS]
    bills.Load.load = [20.0] * 8760
    bills.execute()
    terms = model.FinancialParameters
    terms.analysis_period = YEARS
    terms.debt_fraction, terms.loan_term, terms.loan_rate = 60, 8, 16.5
    terms.federal_tax_rate = terms.state_tax_rate = [0]
    terms.inflation_rate = 100 * INFLATION
    terms.real_discount_rate = 100 * ((1 + DISCOUNT) / (1 + INFLATION) - 1)
    terms.insurance_rate = terms.property_tax_rate = terms.salvage_percentage = 0
    costs = model.SystemCosts
    costs.total_installed_cost = CAPEX
    costs.om_capacity, costs.om_fixed, costs.om_fixed_escal = [0], [OPEX], 0
    model.TaxCreditIncentives.itc_fed_percent = [0]
    model.Depreciation.depr_fed_type = model.Depreciation.depr_sta_type = 0
    worth = [ENERGY * (1 - LOSS) ** year * TARIFF * (1 + GROWTH) ** year for year in range(YEARS)]
    model.SystemOutput.annual_energy_value = [0.0, *worth]
    return bills, model


REQUEST = {
    "capex_brl": f"{CAPEX}.00",
    "discount_rate_year_effective": str(DISCOUNT),
    "energy_first_year_kwh": ENERGY,
    "degradation_year_fraction": str(LOSS),
    "tariff_first_year_brl_kwh": str(TARIFF),
    "tariff_growth_year_effective": str(GROWTH),
    "opex_first_year_brl": str(OPEX),
    "inflation_year_effective": str(INFLATION),
    "loan": {"loan_fraction": "0.6", "rate_year_effective": "0.165", "years": 8},
}


def main() -> None:
    _bills, model = sam()
    model.execute()
    mine = coaraci.project_economics(REQUEST)
    theirs = model.Outputs
    assert abs(mine["npv_brl"] - theirs.npv) <= 1e-9 * abs(theirs.npv), (mine["npv_brl"], theirs.npv)
    for year, flow in zip(mine["years"], theirs.cf_after_tax_cash_flow, strict=True):
        assert abs(year["equity_flow_brl"] - flow) <= 1e-9 * CAPEX, (year, flow)
    measure("project/25_years", "pysam", model.execute)
    measure("project/25_years", "python", lambda: coaraci.project_economics(REQUEST))


if __name__ == "__main__":
    main()
