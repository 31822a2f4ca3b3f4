//! Reports of the golden vectors: well formed, complete, the same twice.

use coaraci_report::{ChartKind, Format, Locale, ReportKind, chart, chart_table, document, report, report_named};
use serde_json::{Value, json};
use std::path::PathBuf;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The answers of all good vectors of an operation, computed anew.
fn answers(operation: &str) -> Vec<String> {
    let mut files: Vec<_> =
        std::fs::read_dir(root().join("vectors").join(operation)).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let vectors = files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "json"));
    let answers = vectors.map(|file| {
        let vector: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        coaraci::api::call(operation, &vector["request"].to_string())
    });
    answers.filter(|answer| answer.starts_with(r#"{"ok":true"#)).collect()
}

const SHOWN: [(&str, ReportKind); 11] = [
    ("proposal", ReportKind::Proposal),
    ("bill_group_b", ReportKind::Bill),
    ("bill_group_a", ReportKind::Bill),
    ("amortization_schedule", ReportKind::Financing),
    ("check_prodist", ReportKind::Compliance),
    ("document_checklist", ReportKind::Compliance),
    ("check_connection", ReportKind::Compliance),
    ("viability", ReportKind::Proposal),
    ("project_tornado", ReportKind::Economics),
    ("project_economics", ReportKind::Economics),
    ("simulate_bills", ReportKind::Bills),
];

/// A year of hours that the library generates, with its losses.
fn year() -> String {
    let weather = coaraci::api::call(
        "generate_weather",
        &json!({"climate": {"ghi_kwh_m2_day": [5.3, 5.4, 4.8, 4.3, 3.6, 3.4, 3.5, 4.3, 4.3, 5.0, 5.6, 5.8],
            "air_c": [23, 23, 22, 21, 18, 17, 17, 18, 19, 20, 21, 22], "air_daily_range_c": [8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8],
            "wind_m_s": [2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5]},
            "site": {"latitude": -23.6, "longitude": -46.6, "altitude_m": 800, "utc_offset_h": -3}, "seed": 1})
        .to_string(),
    );
    let weather: Value = serde_json::from_str(&weather).unwrap();
    let request = json!({"weather": weather["value"]["weather"], "site": weather["value"]["site"],
        "arrays": [{"tilt_deg": 20, "azimuth_deg": 0, "modules_per_string": 10, "strings": 1,
            "module": {"p_stc_w": 550, "gamma_pmp_pct_per_k": -0.34}}],
        "inverter": {"p_ac_max_w": 5000, "efficiency": 0.97}, "output": {"hourly": true}});
    coaraci::api::call("simulate_year", &request.to_string())
}

fn html(kind: ReportKind, answer: &str, locale: Locale) -> String {
    String::from_utf8(report(kind, answer, &Format::Html, locale).unwrap()).unwrap()
}

/// Every opened element is closed in order; a void element is none of them.
fn check_nesting(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in page.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap();
        if tag.starts_with('!') || tag.ends_with('/') || ["meta", "br"].contains(&name) {
            continue;
        }
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "closes what is not open");
        } else {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} stay open");
}

fn check_page(page: &str) {
    check_nesting(page);
    assert!(
        !page.contains("<script") && !page.contains("<link") && !page.contains("<img") && !page.contains("@import")
    );
    // The only address is the name of SVG.
    assert_eq!(page.matches("http").count(), page.matches("http://www.w3.org/2000/svg").count());
    assert_eq!(page.matches("<h1>").count(), 1);
    assert_eq!(page.matches("<table").count(), page.matches("<caption>").count());
    assert_eq!(page.matches("<table").count(), page.matches("<thead>").count());
    assert!(page.matches("<th scope=\"col\"").count() >= page.matches("<table").count());
    for svg in page.split("<svg ").skip(1) {
        let svg = svg.split("</svg>").next().unwrap();
        assert!(svg.contains("role=\"img\"") && svg.contains("<title id=") && svg.contains("<desc id="), "{svg}");
    }
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id stands twice");
}

#[test]
fn every_vector_has_a_page_in_both_languages() {
    for (operation, kind) in SHOWN {
        let answers = answers(operation);
        assert!(!answers.is_empty(), "{operation}");
        for answer in answers {
            assert_eq!(ReportKind::of(&answer), Some(kind), "{operation}: {answer}");
            for locale in [Locale::PtBr, Locale::En] {
                let page = html(kind, &answer, locale);
                check_page(&page);
                assert_eq!(page, html(kind, &answer, locale), "{operation}: not the same twice");
                let markdown = report(kind, &answer, &Format::Markdown, locale).unwrap();
                assert!(markdown.starts_with(b"# "));
            }
        }
    }
}

#[test]
fn a_report_holds_every_total_of_its_answer() {
    for answer in answers("bill_group_b") {
        let value: Value = serde_json::from_str(&answer).unwrap();
        let page = html(ReportKind::Bill, &answer, Locale::PtBr);
        let lines = value["value"]["lines"].as_array().unwrap().iter().map(|line| &line["amount_brl"]);
        for amount in lines.chain([&value["value"]["totals"]["total_brl"]]) {
            let cents: i64 = amount.as_str().unwrap().replace('.', "").parse().unwrap();
            assert!(page.contains(&Locale::PtBr.brl(cents)), "{amount} is missing");
        }
    }
}

#[test]
fn a_simulated_year_has_its_losses_and_hours_within_the_size() {
    let answer = year();
    assert!(answer.starts_with(r#"{"ok":true"#), "{}", &answer[..answer.len().min(400)]);
    let page = html(ReportKind::Energy, &answer, Locale::En);
    check_page(&page);
    for kind in [ChartKind::Monthly, ChartKind::Losses, ChartKind::Heatmap] {
        let svg = chart(kind, &answer, Locale::En).unwrap();
        let limit = if kind == ChartKind::Heatmap { 120_000 } else { 30_000 };
        assert!(svg.len() <= limit, "{kind:?}: {} bytes", svg.len());
        assert!(svg.contains(" maximum "), "{svg}");
    }
    let hours = chart_table(ChartKind::Heatmap, &answer, Locale::En).unwrap();
    assert_eq!(hours.rows.len(), 8760);
}

#[test]
fn upright_charts_follow_the_documented_layout() {
    let answer = json!({"monthly_ac_kwh": [501.952, 652.5, 652.5, 652.5, 652.5, 652.5, 652.5, 652.5, 652.5, 652.5, 652.5, 652.5],
        "annual_ac_kwh": 7679.452, "performance_ratio": 0.8});
    let svg = chart(ChartKind::Monthly, &answer.to_string(), Locale::En).unwrap();
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 240\" role=\"img\""), "{svg}");
    // In tenths: x 63.3, 111.97, 160.63; y 90.51 (501.952 at top 800); width 34.07.
    for place in ["x=\"633\" y=\"905.1\" width=\"340.7\"", "x=\"1119.7\"", "x=\"1606.3\""] {
        assert!(svg.contains(place), "{place}: {svg}");
    }
    assert!(svg.contains("Generation: minimum 502\u{a0}kWh, maximum 652\u{a0}kWh, total 7,679\u{a0}kWh."), "{svg}");
}

#[test]
fn an_id_is_that_of_the_drawing_alone() {
    let id = |first: f64| {
        let answer = json!({"monthly_ac_kwh": [first, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], "performance_ratio": 0.8});
        let svg = chart(ChartKind::Monthly, &answer.to_string(), Locale::En).unwrap();
        svg.split("id=\"").nth(1).unwrap().split('-').next().unwrap().to_owned()
    };
    assert_eq!(id(2.0), id(2.0));
    assert_ne!(id(2.0), id(3.0));
    assert!(id(2.0).len() == 9 && id(2.0).starts_with('c'));
}

#[test]
fn csv_has_one_table_or_all_of_them() {
    let answer = answers("amortization_schedule").remove(0);
    let text = |format: &str| String::from_utf8(report_named("auto", &answer, format, "pt-BR").unwrap()).unwrap();
    assert_eq!(text("tables"), "schedule\n");
    let csv = text("csv/schedule");
    assert!(csv.starts_with("number,due_date,installment_brl,interest_brl,amortisation_brl,closing_brl\n1,2"), "{csv}");
    assert!(!csv.contains('\r') && !csv.starts_with('\u{feff}'));
    assert_eq!(text("csv"), format!("schedule\n{csv}"));
    let csv = text("csv-br/schedule");
    assert!(csv.starts_with("\u{feff}Parcela;Vencimento;Valor (R$);Juros (R$);"), "{csv}");
    assert!(csv.lines().count() == csv.matches("\r\n").count() && csv.contains(",00;"), "{csv}");
    assert!(report_named("auto", &answer, "csv/none", "en").is_err());
    assert!(report_named("no such", &answer, "csv", "en").is_err());
    assert!(report_named("auto", &answer, "pdf", "en").is_err());
}

#[test]
fn a_workbook_is_the_same_twice() {
    for (operation, kind) in SHOWN {
        for answer in answers(operation) {
            let book = report(kind, &answer, &Format::Xlsx, Locale::PtBr).unwrap();
            assert!(book.starts_with(b"PK"));
            std::thread::sleep(std::time::Duration::from_millis(5));
            assert_eq!(book, report(kind, &answer, &Format::Xlsx, Locale::PtBr).unwrap());
        }
    }
}

#[test]
fn a_value_without_its_envelope_is_shown_too_and_a_refusal_is_not() {
    let answer = answers("bill_group_b").remove(0);
    let value: Value = serde_json::from_str(&answer).unwrap();
    assert!(document(ReportKind::Bill, &value["value"].to_string(), Locale::En).is_ok());
    let refusal = coaraci::api::call("bill_group_b", "{}");
    assert!(document(ReportKind::Bill, &refusal, Locale::En).is_err());
    assert_eq!(ReportKind::of(&refusal), None);
    assert!(document(ReportKind::Bill, "no JSON", Locale::En).is_err());
}

#[test]
fn texts_of_others_stay_texts() {
    let evil = "<script>alert(1)</script>|**x**";
    let answer =
        json!({"lines": [{"kind": evil, "qty": "1", "unit": "un", "rate_brl": "1", "amount_brl": "1.00", "law": evil}],
        "totals": {"total_brl": "1.00"}})
        .to_string();
    let page = html(ReportKind::Bill, &answer, Locale::PtBr);
    check_page(&page);
    assert!(page.contains("&lt;script&gt;"));
    let markdown =
        String::from_utf8(report(ReportKind::Bill, &answer, &Format::Markdown, Locale::PtBr).unwrap()).unwrap();
    assert!(markdown.contains("\\<script\\>") && markdown.contains("\\|\\*\\*x"), "{markdown}");
}
