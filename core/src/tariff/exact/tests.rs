use super::*;
use proptest::prelude::*;

fn exact(text: &str) -> Exact {
    crate::money::parse_decimal(text, 28).map(Exact::from).unwrap()
}

#[test]
fn rounds_ties_to_the_even_cent() {
    // ABNT NBR 5891: the examples of the domain's tax vectors.
    for (text, cents) in [("10.005", 1000), ("10.015", 1002), ("-10.005", -1000), ("0.0050000001", 1), ("3", 300)] {
        assert_eq!(exact(text).in_cents(), Some(cents), "{text}");
    }
    assert_eq!(Exact::new(10_i128.pow(15), 0).in_cents(), Some(100_000_000_000_000_000));
    assert_eq!(Exact::new(10_i128.pow(17) + 1, 2).in_cents(), None);
}

#[test]
fn rounds_quotients_once_to_twelve_places() {
    // 0.2205 / 0.3641 = 0.60560285635814...; 2/3 rounds up; -2/3 likewise in size.
    assert_eq!(exact("0.2205").over(exact("0.3641")).unwrap().to_string(), "0.605602856358");
    assert_eq!(Exact::new(2, 0).over(Exact::new(3, 0)).unwrap().to_string(), "0.666666666667");
    assert_eq!(Exact::new(2, 0).over(Exact::new(-3, 0)).unwrap().to_string(), "-0.666666666667");
    assert_eq!(Exact::ONE.over(Exact::ZERO), None);
    // Exactly half a unit of the twelfth place goes to the even digit.
    assert_eq!(exact("0.0000000000005").over(Exact::ONE), Some(Exact::ZERO));
    assert_eq!(exact("0.0000000000015").over(Exact::ONE).unwrap().to_string(), "0.000000000002");
}

#[test]
fn compares_by_value() {
    assert_eq!(exact("1.50"), Exact::new(150, 2));
    assert!(Exact::new(10_i128.pow(37), 0) > Exact::new(i128::MAX, 30));
    assert!(Exact::new(-(10_i128.pow(37)), 0) < Exact::new(i128::MIN + 1, 30));
    assert!(exact("-0.1") < Exact::ZERO);
}

#[test]
fn refuses_what_does_not_fit() {
    let large = Exact::new(10_i128.pow(30), 0);
    assert_eq!(large.times(large), None);
    assert_eq!(Exact::new(i128::MAX, 0).plus(Exact::ONE), None);
    assert_eq!(large.plus(Exact::new(1, 20)), None);
    // More than 38 decimals fit only if they are zeros.
    assert_eq!(Exact::new(10, 20).times(Exact::new(10, 20)), Some(Exact::new(1, 38)));
    assert_eq!(Exact::new(1, 20).times(Exact::new(1, 20)), None);
}

proptest! {
    #[test]
    fn agrees_with_rust_decimal(a in -1_000_000_000_i64..1_000_000_000, b in -1_000_000_000_i64..1_000_000_000, s in 0_u32..9, t in 0_u32..9) {
        let (x, y) = (Decimal::new(a, s), Decimal::new(b, t));
        let (m, n) = (Exact::from(x), Exact::from(y));
        prop_assert_eq!(m.times(n).unwrap().to_string(), (x * y).normalize().to_string());
        prop_assert_eq!(m.plus(n).unwrap().to_string(), (x + y).normalize().to_string());
        prop_assert_eq!(m.minus(n).unwrap().to_string(), (x - y).normalize().to_string());
        prop_assert_eq!(m.cmp(&n), x.cmp(&y));
        prop_assert_eq!(m.rounded(2, Rounding::HalfEven).unwrap().to_string(), x.round_dp(2).normalize().to_string());
    }

    #[test]
    fn large_values_are_printed_like_small_ones(units in any::<i64>(), scale in 0_u32..19, zeros in 0_u32..15) {
        // The same value with zeros behind it, which need more than 64 bits.
        let small = Exact::new(units.into(), scale);
        let large = Exact::new(i128::from(units) * 10_i128.pow(zeros), scale + zeros);
        prop_assert_eq!(small.to_string(), large.to_string());
        let plain = Decimal::from_i128_with_scale(units.into(), scale).normalize().to_string();
        prop_assert_eq!(small.to_string(), if units == 0 { "0".to_owned() } else { plain });
    }

    #[test]
    fn what_is_printed_is_read_back(units in -999_999_999_999_999_i64..=999_999_999_999_999, scale in 0_u32..19) {
        let value = Exact::new(units.into(), scale);
        prop_assert_eq!(exact(&value.to_string()), value);
    }

    #[test]
    fn a_quotient_is_within_half_a_unit(a in -1_000_000_000_000_i64..1_000_000_000_000, b in 1_i64..1_000_000_000) {
        let quotient = Exact::from(a).over(Exact::from(b)).unwrap();
        let error = quotient.times(Exact::from(b)).unwrap().minus(Exact::from(a)).unwrap().size();
        prop_assert!(error.times(Exact::new(2, 0)).unwrap() <= Exact::new(b.into(), 12));
    }
}
