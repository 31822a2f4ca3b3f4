//! What TE and TUSD are made of, in the words of ANEEL's file of components, and what the compensation rules read of it
//! (tariff R-GD-6, R-GD-7).

use super::components::Components;
use super::exact::overflow;
use crate::issue::Error;
use crate::money::Dec;

/// Components of one post of one tariff, R$/kWh.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Composition {
    te_energia: Option<Dec>,
    components: Components,
}

/// The network of others: basic network, border transformers, use of other distributors, connection.
const FIO_A: [&str; 5] = ["TUSD_RB", "TUSD_FR", "TUSD_CUSD", "TUSD_CCT", "TUSD_CCD"];

impl Composition {
    /// The components that are read.
    pub const NAMES: [&'static str; 10] = [
        "TE_ENERGIA",
        "TUSD_FioB",
        FIO_A[0],
        FIO_A[1],
        FIO_A[2],
        FIO_A[3],
        FIO_A[4],
        "TUSD_TFSEE",
        "TUSD_PeD",
        "TE_PeD",
    ];

    /// Adds one component.
    ///
    /// # Errors
    /// `OVERFLOW`.
    pub fn add(&mut self, name: &str, value: Dec) -> Result<(), Error> {
        let of = &mut self.components;
        let slot = match name {
            "TE_ENERGIA" => &mut self.te_energia,
            "TUSD_FioB" => &mut of.fio_b_brl_kwh,
            "TUSD_TFSEE" => &mut of.tfsee_brl_kwh,
            "TUSD_PeD" | "TE_PeD" => &mut of.ped_brl_kwh,
            name if FIO_A.contains(&name) => &mut of.fio_a_brl_kwh,
            _ => return Ok(()),
        };
        let sum = slot.unwrap_or_default().get().checked_add(value.get());
        *slot = Some(sum.map(Dec::from).ok_or_else(overflow)?);
        Ok(())
    }

    /// The energy component of TE.
    pub fn te_energia(&self) -> Option<Dec> {
        self.te_energia
    }

    /// The components with the totals that the time after the transition reads: all of TUSD, and TE without its energy component.
    ///
    /// # Errors
    /// `OVERFLOW`.
    pub fn components(&self, (tusd, te): (Option<Dec>, Option<Dec>)) -> Result<Components, Error> {
        let rest = te.zip(self.te_energia).map(|(te, energy)| te.get().checked_sub(energy.get()).ok_or_else(overflow));
        let te_non_energy_brl_kwh = rest.transpose()?.map(Dec::from);
        Ok(Components { tusd_total_brl_kwh: tusd, te_non_energy_brl_kwh, ..self.components })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    #[test]
    fn components_of_goias_give_the_charge_of_gd_iii() {
        // ANEEL, REH 3.544/2025, B1 (R$/MWh): 51.475 + 19.4786 + 2.7784 + 1.1081 + 0 = 74.8401; 4.5167 + 3.2003 = 7.717.
        let rows = [
            ("TE_ENERGIA", 2_833_123),
            ("TUSD_RB", 514_750),
            ("TUSD_FR", 194_786),
            ("TUSD_CUSD", 27_784),
            ("TUSD_CCT", 11_081),
            ("TUSD_CCD", 0),
            ("TUSD_FioB", 2_918_575),
            ("TUSD_TFSEE", 11_564),
            ("TUSD_PeD", 45_167),
            ("TE_PeD", 32_003),
            ("TUSD_CDE", 1_425_069),
        ];
        let mut composition = Composition::default();
        for (name, value) in rows {
            composition.add(name, Dec::from(Decimal::new(value, 7))).unwrap();
        }
        let prices = (Some(Dec::from(Decimal::new(56_767, 5))), Some(Dec::from(Decimal::new(32_414, 5))));
        let found = composition.components(prices).unwrap();
        let text = |value: Option<Dec>| value.map(|value| value.get().normalize().to_string()).unwrap_or_default();
        assert_eq!(
            [found.fio_b_brl_kwh, found.fio_a_brl_kwh, found.tfsee_brl_kwh, found.ped_brl_kwh].map(text),
            ["0.2918575", "0.0748401", "0.0011564", "0.007717"]
        );
        // 324.14 - 283.3123 = 40.8277 R$/MWh.
        assert_eq!([found.tusd_total_brl_kwh, found.te_non_energy_brl_kwh].map(text), ["0.56767", "0.0408277"]);
    }
}
