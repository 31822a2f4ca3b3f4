use super::*;
use proptest::prelude::*;

const HEADER: &str = "DatGeracaoConjuntoDados;DscREH;SigAgente;NumCNPJDistribuidora;DatInicioVigencia;DatFimVigencia;DscBaseTarifaria;DscSubGrupo;DscModalidadeTarifaria;DscClasse;DscSubClasse;DscDetalhe;NomPostoTarifario;DscUnidadeTerciaria;SigAgenteAcessante;VlrTUSD;VlrTE";

fn sample() -> String {
    let mut file = format!("{HEADER}\r\n");
    for (sub, post, unit, tusd, te) in [
        ("B1", "Não se aplica", "MWh", "541,30", "317,28"),
        ("A4", "Fora ponta", "kW", "1.039,87", ""),
        ("B2", "Não se aplica", "MWh", ",00", ",00"),
        ("B3", "Não se aplica", "MWh", "541.30", "317,28"),
        ("B1", "Madrugada", "MWh", "1,00", "1,00"),
    ] {
        file.push_str(&format!(
            "\"2026-09-30\";\"REH 3.459/2025\";\"CEMIG-D\";\"6981180000116\";\"2025-05-28\";\"2025-12-31\";\"Tarifa de Aplicação\";\"{sub}\";\"Convencional\";\"Residencial\";\"Residencial Tarifa Social – faixa 01\";\"Não se aplica\";\"{post}\";\"{unit}\";\"Não se aplica\";\"{tusd}\";\"{te}\"\r\n"
        ));
    }
    file.push_str("\"2026-09-30\";\"short\"\r\n");
    file
}

fn read(slices: &[&[u8]]) -> (Vec<AneelTariff>, AneelReport) {
    let (mut found, mut report, mut carry) = (Vec::new(), AneelReport::default(), None::<String>);
    for (index, slice) in slices.iter().enumerate() {
        let mut reader = carry.as_deref().map_or_else(Reader::default, |text| Reader::resume(text).unwrap());
        let last = index + 1 == slices.len();
        reader.read(slice, last, &AneelSelection::default(), &mut report, |row| found.push(row)).unwrap();
        carry = Some(reader.carry());
    }
    (found, report)
}

#[test]
fn reads_what_is_there_and_says_where_the_rest_fails() {
    let (found, report) = read(&[sample().as_bytes()]);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].cnpj, "06981180000116");
    assert_eq!(found[0].tusd_brl_kwh.unwrap().to_string(), "0.5413");
    assert_eq!(found[1].demand_brl_kw.unwrap().to_string(), "1039.87");
    assert_eq!((report.read_count, report.not_homologated_count, report.refused_count), (6, 1, 3));
    let places: Vec<String> = report.issues.iter().map(|issue| serde_json::to_string(&issue.params).unwrap()).collect();
    assert_eq!(
        places,
        [
            r#"{"line":5,"column":"VlrTUSD"}"#,
            r#"{"line":6,"column":"NomPostoTarifario"}"#,
            r#"{"line":7,"found":2,"expected":17}"#
        ]
    );
}

#[test]
fn windows_1252_is_the_same_table() {
    let plain = sample();
    let encoded: Vec<u8> =
        plain.chars().map(|c| if c == '–' { 0x96 } else { u8::try_from(u32::from(c)).unwrap() }).collect();
    assert_eq!(read(&[&encoded]), read(&[plain.as_bytes()]));
    let marked: Vec<u8> = b"\xef\xbb\xbf".iter().chain(plain.as_bytes()).copied().collect();
    assert_eq!(read(&[&marked]), read(&[plain.as_bytes()]));
}

#[test]
fn a_changed_header_is_refused() {
    let mut report = AneelReport::default();
    let renamed = HEADER.replace("DscREH", "DscResolucaoHomologatoria");
    let error = Reader::<AneelTariff>::default()
        .read(renamed.as_bytes(), true, &AneelSelection::default(), &mut report, |_| ())
        .unwrap_err();
    let codes: Vec<_> = error.issues().map(|issue| issue.code).collect();
    assert_eq!(codes, [Code::COLUMN_MISSING, Code::COLUMN_UNKNOWN]);
}

proptest! {
    #[test]
    fn slices_make_the_whole(cuts in prop::collection::vec(0_usize..2_000, 0..8)) {
        let file = sample();
        let bytes = file.as_bytes();
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
        cuts.sort_unstable();
        let mut slices = Vec::new();
        let mut from = 0;
        for cut in cuts.into_iter().chain([bytes.len()]) {
            slices.push(&bytes[from..cut]);
            from = cut;
        }
        prop_assert_eq!(read(&slices), read(&[bytes]));
    }
}

const COMPONENTS: &str = "DscResolucaoHomologatoria;SigNomeAgente;NumCPFCNPJ;DatInicioVigencia;DatFimVigencia;DscBaseTarifaria;DscSubGrupoTarifario;DscModalidadeTarifaria;DscClasseConsumidor;DscSubClasseConsumidor;DscDetalheConsumidor;DscPostoTarifario;DscUnidade;SigNomeAgenteAcessante;DscComponenteTarifario;VlrComponenteTarifario";

#[test]
fn components_are_read_by_the_same_rules() {
    let row = |component: &str, unit: &str, value: &str| {
        format!(
            "REH 3.544/2025;EQUATORIAL GO;1543032000104;2025-10-22;2026-10-21;Tarifa de Aplicação;B1;Convencional;Residencial;Residencial;Não se aplica;Não se aplica;{unit};Não se aplica;{component};{value}\n"
        )
    };
    let rows = [
        ("TUSD_FioB", "R$/MWh", "291,8575"),
        ("TUSD_CCD", "MWh", ",00"),
        ("TUSD_FR", "kW", "1,5"),
        ("TE_PeD", "MWh", ""),
        ("TE_PeD", "GWh", "1"),
    ];
    let file: String = rows.into_iter().map(|(component, unit, value)| row(component, unit, value)).collect();
    let (mut found, mut report) = (Vec::<AneelComponent>::new(), AneelReport::default());
    let file = format!("{COMPONENTS}\n{file}");
    Reader::default()
        .read(file.as_bytes(), true, &AneelSelection::default(), &mut report, |row| found.push(row))
        .unwrap();
    let values: Vec<_> = found
        .iter()
        .map(|row| {
            (row.component.as_str(), row.value_brl_kwh.map(|v| v.to_string()), row.value_brl_kw.map(|v| v.to_string()))
        })
        .collect();
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(
        values,
        [("TUSD_FioB", text("0.2918575"), None), ("TUSD_CCD", text("0"), None), ("TUSD_FR", None, text("1.5"))]
    );
    assert_eq!(found[0].cnpj, "01543032000104");
    assert_eq!((report.read_count, report.not_homologated_count, report.refused_count), (5, 1, 1));
}

#[test]
fn what_is_kept_between_slices_is_less_than_a_line() {
    let file = sample();
    let longest = file.lines().map(str::len).max().unwrap();
    let (mut reader, mut report, mut count) = (Reader::<AneelTariff>::default(), AneelReport::default(), 0);
    // A thousand files' worth of rows in slices that end anywhere: the reader holds the beginning of one line at most.
    let rows = file.split_once('\n').unwrap().1.repeat(1_000);
    let whole = format!("{HEADER}\r\n{rows}");
    for slice in whole.as_bytes().chunks(4_099) {
        reader.read(slice, false, &AneelSelection::default(), &mut report, |_| count += 1).unwrap();
        assert!(reader.carry().len() <= 2 * (longest + 2) + 64);
    }
    assert_eq!((count, report.read_count, report.issues.len()), (2_000, 6_000, 100));
}
