use super::document::{Document, DocumentKind};
use super::{cep, cnpj, consumer_unit, cpf, mask, redact, uf::Uf};
use crate::canonical::Json;
use crate::issue::Code;
use proptest::prelude::*;

fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

#[test]
fn every_five_digits_of_a_cep_belong_to_at_most_one_unit() {
    let mut units = std::collections::BTreeSet::new();
    let mut without = 0;
    for prefix in 0..100_000 {
        match cep::parse(&format!("{prefix:05}000")) {
            Ok((_, uf)) => {
                units.insert(uf);
            }
            Err(code) => {
                assert_eq!(code, Code::CEP_RANGE);
                without += 1;
            }
        }
    }
    assert_eq!(units.len(), 27);
    // 00000-00999 and 78900-78999 belong to nobody.
    assert_eq!(without, 1100);
}

#[test]
fn units_have_distinct_codes_of_their_region() {
    let codes: std::collections::BTreeSet<u32> = Uf::ALL.iter().map(|uf| uf.ibge()).collect();
    assert_eq!(codes.len(), 27);
    assert_eq!(Uf::of("sp"), None);
    assert_eq!(Uf::of(""), None);
}

#[test]
fn redacts_what_the_rule_says_and_nothing_else() {
    for (given, expected) in [
        ("529.982.247-25", "[CPF]"),
        ("529982247-25/52998224725", "[CPF]/[CPF]"),
        ("52998224725.52998224725", "[CPF].[CPF]"),
        ("a1.b2c.3d4/0001-93", "[CNPJ]"),
        ("11222333/0001-81", "[CNPJ]"),
        ("CPF nº52998224725", "CPF nº[CPF]"),
        ("José52998224725", "José52998224725"),
        ("52998224725x", "52998224725x"),
        ("_52998224725_", "_[CPF]_"),
        ("11111111111", "11111111111"),
        ("00000000000000", "00000000000000"),
        ("5299822472", "5299822472"),
        ("", ""),
        ("\u{1f31e}52998224725\u{1f31e}", "\u{1f31e}[CPF]\u{1f31e}"),
    ] {
        assert_eq!(redact::text(given), expected, "{given}");
    }
}

#[test]
fn redacts_names_and_numbers_of_json_too() {
    let value = json(r#"{"52998224725":[52998224725,{"n":11222333000181}],"529.982.247-25":null,"[CPF] 2":1.5}"#);
    assert_eq!(redact::json(value), json(r#"{"[CPF]":null,"[CPF] 2":["[CPF]",{"n":"[CNPJ]"}],"[CPF] 2 2":1.5}"#));
}

/// A CPF with right check digits, computed by the other formula: Σ d_i i mod 11 mod 10, i from one, then from zero.
fn other_cpf(body: u32) -> String {
    let mut digits: Vec<u32> = format!("{body:09}").bytes().map(|byte| u32::from(byte - b'0')).collect();
    let tenth: u32 = digits.iter().zip(1..).map(|(digit, weight)| digit * weight).sum::<u32>() % 11 % 10;
    digits.push(tenth);
    digits.push(digits.iter().zip(0..).map(|(digit, weight)| digit * weight).sum::<u32>() % 11 % 10);
    digits.iter().map(ToString::to_string).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn a_cpf_has_exactly_one_pair_of_check_digits(body in 0_u32..1_000_000_000) {
        let right = other_cpf(body);
        prop_assume!(!right.bytes().all(|byte| Some(&byte) == right.as_bytes().first()));
        for pair in 0..100 {
            let text = format!("{body:09}{pair:02}");
            if let Err(code) = cpf::parse(&text) {
                prop_assert_ne!(&text, &right);
                prop_assert!(code == Code::CPF_CHECK_DIGIT || code == Code::CPF_REPEATED);
            } else {
                prop_assert_eq!(&text, &right);
            }
        }
    }

    #[test]
    fn formatting_and_reading_a_document_are_inverse(body in "[0-9A-Za-z]{12}") {
        let digits = cnpj::check_digits_of(&body).unwrap();
        let text = format!("{body}{}{}", char::from(digits[0]), char::from(digits[1]));
        prop_assume!(!body.bytes().all(|byte| byte == b'0'));
        let document = Document::parse(DocumentKind::Cnpj, &text).map_err(|code| TestCaseError::fail(code.name()))?;
        prop_assert_eq!(&document.bare, &text.to_ascii_uppercase());
        let masked = document.formatted();
        prop_assert_eq!(masked.len(), 18);
        prop_assert_eq!(DocumentKind::detect(&masked), DocumentKind::Cnpj);
        let again = Document::parse(DocumentKind::Cnpj, &masked).map_err(|code| TestCaseError::fail(code.name()))?;
        prop_assert_eq!(again.bare, document.bare);
        prop_assert_eq!(redact::text(&format!("a {masked},{text}")), "a [CNPJ],[CNPJ]");
    }

    #[test]
    fn formatting_and_reading_digits_are_inverse(body in 0_u32..1_000_000_000, place in 0_u32..100_000_000, unit in "[0-9]{15}") {
        let bare = other_cpf(body);
        if let Ok(document) = Document::parse(DocumentKind::Cpf, &bare) {
            let again = Document::parse(DocumentKind::Cpf, &document.formatted()).map_err(|code| TestCaseError::fail(code.name()))?;
            prop_assert_eq!((again.bare, document.formatted().len()), (bare, 14));
        }
        let place = format!("{place:08}");
        let masked = mask::write(&place, cep::MASK);
        prop_assert_eq!(masked.len(), 9);
        prop_assert_eq!(cep::parse(&masked), cep::parse(&place));
        let masked = mask::write(&unit, consumer_unit::MASK);
        prop_assert_eq!(masked.len(), 20);
        prop_assert_eq!(consumer_unit::parse(&masked), consumer_unit::parse(&unit));
        if let Ok(digits) = consumer_unit::parse(&masked) {
            prop_assert_eq!(mask::text(&digits), unit);
        }
    }

    #[test]
    fn any_text_is_judged_without_a_panic(text in any::<String>()) {
        for kind in [DocumentKind::Cpf, DocumentKind::Cnpj] {
            if let Ok(document) = Document::parse(kind, &text) {
                prop_assert!(text.is_ascii() && document.bare.len() <= text.len());
            }
        }
        let _ = (cep::parse(&text), consumer_unit::parse(&text), cnpj::check_digits_of(&text));
        let once = redact::text(&text);
        prop_assert_eq!(redact::text(&once), once);
    }

    #[test]
    fn redaction_leaves_no_document_between_blanks(words in prop::collection::vec("[0-9.]{0,14}|52998224725|11222333000181", 0..8)) {
        let text = redact::text(&words.join(" "));
        for word in text.split(' ') {
            prop_assert!(cpf::parse(word).is_err() && cnpj::parse(word).is_err());
        }
    }
}
