use super::*;

fn fields(title: &str) -> (Option<EquipmentKind>, String, String, Option<u32>) {
    let parsed = parse(title);
    (parsed.kind, parsed.brand.unwrap_or_default(), parsed.model.unwrap_or_default(), parsed.power_w)
}

fn expect(title: &str, kind: EquipmentKind, brand: &str, model: &str, power_w: impl Into<Option<u32>>) {
    assert_eq!(fields(title), (Some(kind), brand.to_owned(), model.to_owned(), power_w.into()), "{title}");
}

#[test]
fn reads_titles_of_several_wholesalers() {
    use EquipmentKind as Kind;
    expect("Microinversor Deye SUN2250 G4 Monofásico 2250W - 220V - MLPE", Kind::Micro, "Deye", "SUN2250 G4", 2250);
    expect("Inversor Off Grid Senoidal ZTROON ZT600-11 - 600W - 12/ 127V", Kind::OffGrid, "ZTROON", "ZT600-11", 600);
    expect("Inversor On Grid Livoltek 5kW 220V Monofásico - GT1-5KD2", Kind::GridTied, "Livoltek", "GT1-5KD2", 5000);
    expect(
        "Inversor Off Grid Híbrido Epever UPower-Hi UP3000 - 50A MPPT - 48/220V",
        Kind::OffGrid,
        "EPEVER",
        "UPower-Hi UP3000",
        3000,
    );
    expect(
        "Inversor Híbrido On + Off Grid Deye SUN5K (US) - 5000W - 48/120-240V",
        Kind::Hybrid,
        "Deye",
        "SUN5K (US)",
        5000,
    );
    expect("INVERSOR SOLIS 3KW (S6-GR1P-M) MONOFÁSICO 220V ( 1 MPPT)", Kind::Inverter, "Solis", "S6-GR1P-M", 3000);
    expect(
        "MICROINVERSOR DEYE 2.25KW (SUN-M225G4-EU-Q0-I) MONOFÁSICO 220V (4 MLPE)",
        Kind::Micro,
        "Deye",
        "SUN-M225G4-EU-Q0-I",
        2250,
    );
    expect("GOODWE GW37K5-SDT-BR30 - AFCI", Kind::Inverter, "GoodWe", "GW37K5-SDT-BR30 - AFCI", 37_500);
    expect("HUAWEI SUN2000-3KTL-L1 - AFCI", Kind::Inverter, "Huawei", "SUN2000-3KTL-L1 - AFCI", 3000);
    expect("ENPHASE IQ8P-72-2-BR", Kind::Inverter, "Enphase", "IQ8P-72-2-BR", None);
    expect("GOODWE GW 3300-XS-30 - AFCI", Kind::Inverter, "GoodWe", "GW 3300-XS-30 - AFCI", 3300);
}

#[test]
fn tells_the_battery_from_the_grid() {
    for (title, battery, vac) in [
        ("Inversor Carregador Must PV29-5048 LHP - 5000W - MPPT 80A - 48/110V", Some("48"), Some("110")),
        ("Inversor Híbrido On + Off Grid Deye SUN12K (EU) - 12000W - 48/220-380V", Some("48"), Some("220-380")),
        ("Inversor Híbrido Growatt SPH 10000 10kW Trifásico 380V 51.2V 2 MPPT", Some("51.2"), Some("380")),
        ("Inversor Marca 5kW 220/380V", None, Some("220-380")),
        ("DEYE SUN-5K-G", None, None),
    ] {
        let parsed = parse(title);
        assert_eq!((parsed.battery_v.as_deref(), parsed.vac.as_deref()), (battery, vac), "{title}");
    }
}

#[test]
fn counts_inputs_only_where_the_title_does() {
    for (title, mppt) in [
        ("INVERSOR AUXSOL 6KW (SL-G2) MONOFÁSICO 220V (2MPPT) C/ AFCI", Some(2)),
        ("INVERSOR SOLIS 3KW (S6-GR1P-M) MONOFASICO 220V ( 1 MPPT)", Some(1)),
        ("Inversor Off Grid Híbrido Epever UPower-Hi UP3000 - 50A MPPT - 48/220V", None),
        ("Inversor Carregador Epever HP5542 - 5500W - MPPT 100A - 48/220V", None),
    ] {
        assert_eq!(parse(title).mppt, mppt, "{title}");
    }
}

#[test]
fn reads_modules_with_decimal_commas() {
    let parsed = parse("SOLAR N PLUS | 570W N-TYPE BIFACIAL DG (22,1% EF.) | FRAME DE FIBRA DE VIDRO");
    assert_eq!(parsed.brand.as_deref(), Some("SOLAR N PLUS"));
    assert_eq!((parsed.kind, parsed.power_w), (Some(EquipmentKind::Module), Some(570)));
    assert_eq!((parsed.efficiency_pct.as_deref(), parsed.bifacial), (Some("22.1"), Some(true)));
    let structure = parse("Estrutura Romagnole Solo Fixo RS-1500");
    assert_eq!((structure.kind, structure.power_w), (Some(EquipmentKind::Mounting), None));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(10_000))]
    #[test]
    fn any_text_is_read(title in "\\PC{0,80}") {
        let _ = parse(&title);
    }
}
