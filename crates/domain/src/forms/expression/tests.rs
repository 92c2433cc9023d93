use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::forms::Mark;

fn of(text: &str, answers: &Answers) -> Value {
    Expression::parse(text).unwrap_or_else(|e| panic!("{text}: {e}")).value(answers)
}

fn number(n: i64) -> Answer {
    Answer::Number(Decimal::from(n))
}

fn known() -> Answers {
    let row = |n: i64| BTreeMap::from([("amount".to_owned(), number(n))]);
    BTreeMap::from([
        ("hours".to_owned(), number(620)),
        ("zero".to_owned(), number(0)),
        ("name".to_owned(), Answer::Text("Yıldız".into())),
        ("day".to_owned(), Answer::Date(Date::constant(2026, 11, 27))),
        ("fuel".to_owned(), Answer::Choice(vec!["half".into()])),
        ("extras".to_owned(), Answer::Choice(vec!["hook".into(), "bucket".into()])),
        ("ok".to_owned(), Answer::YesNo(true)),
        (
            "oil".to_owned(),
            Answer::Check { mark: Mark::NotAcceptable, comment: String::new(), photos: Vec::new() },
        ),
        ("parts".to_owned(), Answer::Table(vec![row(10), row(5), BTreeMap::new()])),
        ("iban".to_owned(), Answer::Text("DE89 3704 0044 0532 0130 00".into())),
    ])
}

#[test]
fn conditions_hold_as_they_read() {
    let known = known();
    for yes in [
        "oil = 'not_acceptable' and hours >= 500",
        "fuel = 'half' or fuel = 'full'",
        "not (fuel = 'full')",
        "day > '2026-11-01' and day <= '2026-11-27'",
        "has(extras, 'hook') and not has(extras, 'fork')",
        "filled(name) and not filled(phone)",
        "ok and ok = true",
        "sum(parts.amount) = 15 and count(parts) = 2",
        "-2 + 3 * 4 = 10 and (2 + 3) * 4 = 20 and 7 / 2 = 3.5",
        "day - '2026-11-20' = 7 or day + 3 = '2026-11-30'",
        "iban(iban)",
        "hours",
    ] {
        assert!(of(yes, &known).holds(), "{yes}");
    }
    for no in
        ["phone = 'x'", "phone != 'x'", "zero", "hours < name", "ok < true", "iban(name)", "1 / zero = 0"]
    {
        assert!(!of(no, &known).holds(), "{no}");
    }
}

#[test]
fn division_by_zero_and_overflow_are_nothing() {
    let known = known();
    for text in [
        "hours / zero",
        "79228162514264337593543950335 * 2",
        "79228162514264337593543950335 + 1",
        "day + 1.5",
        "day + 99999999",
        "phone + 1",
    ] {
        assert_eq!(of(text, &known), Value::Nothing, "{text}");
    }
}

#[test]
fn what_is_no_expression_says_where() {
    for (text, at) in [
        ("", 0),
        ("hours >", 7),
        ("(hours", 6),
        ("a b", 2),
        ("max(a)", 0),
        ("'open", 5),
        ("1.", 2),
        ("a = = b", 4),
        ("Hours", 0),
        ("a and or b", 6),
    ] {
        assert_eq!(Expression::parse(text), Err(ExpressionFault { at }), "{text}");
    }
    assert!(Expression::parse(&format!("{}1{}", "(".repeat(20), ")".repeat(20))).is_ok());
    assert!(Expression::parse(&format!("{}1{}", "(".repeat(21), ")".repeat(21))).is_err());
    assert!(Expression::parse(&"1".repeat(501)).is_err());
    assert!(Expression::parse(&format!("{}1", "-".repeat(300))).is_err());
}

#[test]
fn the_names_of_an_expression_are_known() {
    let names = Expression::parse("a + sum(t.c) > count(t) and filled(b) or has(d, 'x') and iban(e)")
        .unwrap()
        .names();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["a", "b", "d", "e", "t", "t.c"]);
}

#[test]
fn the_check_digits_of_an_iban_are_reckoned() {
    for (iban, right) in [
        ("DE89370400440532013000", true),
        ("de89 3704 0044 0532 0130 00", true),
        ("DE88370400440532013000", false),
        ("DE8937040044053201300", false),
        ("AT611904300234573201", true),
        ("GB82WEST12345698765432", true),
        ("", false),
        ("ÄÖ89370400440532013000", false),
    ] {
        assert_eq!(iban::holds(iban), right, "{iban}");
    }
}

proptest! {
    #[test]
    fn nothing_that_is_typed_makes_it_panic(text in "[a-z0-9_ .,'()=<>!+*/-]{0,80}|\\PC{0,80}") {
        if let Ok(read) = Expression::parse(&text) {
            let known = known();
            let _ = (read.value(&known), read.value_on(&known, Date::constant(2026, 1, 1)), read.names());
        }
    }

    #[test]
    fn what_is_written_back_is_read_as_itself(text in tree()) {
        let read = Expression::parse(&text).unwrap();
        prop_assert_eq!(read.text(), &text);
        let again = Expression::parse(read.text()).unwrap();
        prop_assert_eq!(&again.0.root, &read.0.root);
        prop_assert_eq!(again.value(&known()), read.value(&known()));
        let json = serde_json::to_string(&read).unwrap();
        prop_assert_eq!(serde_json::from_str::<Expression>(&json).unwrap(), read);
    }
}

fn tree() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[1-9][0-9]{0,6}(\\.[0-9]{1,3})?",
        Just("hours".to_owned()),
        Just("day".to_owned()),
        Just("today".to_owned()),
        Just("'2026-11-27'".to_owned()),
        Just("'it''s'".to_owned()),
        Just("filled(name)".to_owned()),
        Just("sum(parts.amount)".to_owned()),
        Just("true".to_owned()),
    ];
    leaf.prop_recursive(3, 12, 2, |inner| {
        let how = prop::sample::select(vec!["and", "or", "=", "!=", "<", ">=", "+", "-", "*", "/"]);
        (inner.clone(), how, inner.clone())
            .prop_map(|(a, how, b)| format!("({a} {how} {b})"))
            .boxed()
            .prop_union(inner.prop_map(|a| format!("(not {a})")).boxed())
    })
}
