//! What is printed is read back.

use super::*;
use coaraci::tariff::{AneelTariff, GenericRate};
use proptest::prelude::*;

const HEADER: &str = "DatGeracaoConjuntoDados;DscREH;SigAgente;NumCNPJDistribuidora;DatInicioVigencia;DatFimVigencia;DscBaseTarifaria;DscSubGrupo;DscModalidadeTarifaria;DscClasse;DscSubClasse;DscDetalhe;NomPostoTarifario;DscUnidadeTerciaria;SigAgenteAcessante;VlrTUSD;VlrTE";

/// R$/MWh with two decimals and a comma, as the file prints them.
fn with_comma(cents: u32) -> String {
    format!("{},{:02}", cents / 100, cents % 100)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_price_is_the_same_before_and_after_the_table(tusd in 1_u32..2_000_000, te in 0_u32..900_000, open: bool) {
        let end = if open { "" } else { "2026-05-27" };
        let row = format!(
            "\"2026-09-30\";\"REH 3.459/2025\";\"CEMIG-D\";\"06981180000116\";\"2025-05-28\";\"{end}\";\"Tarifa de Aplicação\";\"B1\";\"Convencional\";\"Residencial\";\"Residencial\";\"Não se aplica\";\"Não se aplica\";\"MWh\";\"Não se aplica\";\"{}\";\"{}\"",
            with_comma(tusd),
            with_comma(te)
        );
        let imported = ask("import_aneel_tariffs", &json!({"text": format!("{HEADER}\n{row}\n")}));
        let found = &imported["rows"][0];
        prop_assert_eq!(dec(&found["tusd_brl_kwh"]), Decimal::new(tusd.into(), 5));
        prop_assert_eq!(dec(&found["te_brl_kwh"]), Decimal::new(te.into(), 5));
        let read: AneelTariff = serde_json::from_value(found.clone()).unwrap();
        prop_assert_eq!(&serde_json::to_value(&read).unwrap(), found);
        // And the row is what a look-up takes.
        let asked = json!({"rows": imported["rows"], "cnpj": "06981180000116", "subgroup": "B1", "modality": "Convencional", "on": "2026-01-01"});
        prop_assert_eq!(&ask("find_tariff", &asked)["tusd_brl_kwh"]["unico"], &found["tusd_brl_kwh"]);
    }

    #[test]
    fn numbers_of_a_bill_are_canonical_texts(consumption in ENERGY, lot in ENERGY) {
        let bill = ask("bill_group_b", &with_lots(consumption, "gd_iii", &[lot]));
        for line in list(&bill, "lines") {
            for member in ["qty", "rate_brl", "net_brl"] {
                prop_assert_eq!(dec(&line[member]).normalize().to_string(), line[member].as_str().unwrap());
            }
            for member in ["amount_brl", "icms_brl", "icms_base_brl", "pis_brl", "cofins_brl", "pis_cofins_base_brl"] {
                let text = line[member].as_str().unwrap();
                prop_assert!(text.rsplit_once('.').is_some_and(|(_, cents)| cents.len() == 2) && text != "-0.00", "{}", text);
            }
        }
    }

    #[test]
    fn a_rate_is_read_as_it_was_printed(rates in prop::array::uniform3(0_u32..900_000), limit in 1_u32..5000, months in 0_u32..12, carry: bool) {
        let [low, high, sell] = rates.map(|rate| Decimal::new(rate.into(), 6).normalize().to_string());
        let rate = json!({
            "energy": {
                "weekday_period_index": vec![vec![0; 24]; 12], "weekend_period_index": vec![vec![0; 24]; 12],
                "periods": [[
                    {"up_to_kwh": limit.to_string(), "rate_per_kwh": low, "adjustment_per_kwh": "0", "sell_per_kwh": sell},
                    {"rate_per_kwh": high, "adjustment_per_kwh": "0", "sell_per_kwh": "0"}
                ]],
                "tier_basis": "period"
            },
            "demand": {
                "weekday_period_index": vec![vec![0; 24]; 12], "weekend_period_index": vec![vec![0; 24]; 12],
                "rates_per_kw": ["12.5"], "lookback": {"months": months, "fraction": "0.5"}
            },
            "fixed_per_month": "9.5", "fixed_per_day": "0.1", "metering": "buy_all_sell_all", "carry_credit": carry
        });
        let read: GenericRate = serde_json::from_value(rate.clone()).unwrap();
        prop_assert_eq!(serde_json::to_value(&read).unwrap(), rate);
    }
}
