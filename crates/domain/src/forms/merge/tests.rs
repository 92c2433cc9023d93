use proptest::prelude::*;

use super::*;
use crate::{Decimal, FormId};

fn at() -> DateTime {
    jiff::civil::date(2026, 11, 27).at(9, 0, 0, 0)
}

fn text(t: &str) -> Answer {
    Answer::Text(t.to_owned())
}

fn sent(base: i64, changes: &[(&str, Option<Answer>)]) -> SaveAnswers {
    let changes = changes.iter().map(|(code, answer)| ((*code).to_owned(), answer.clone())).collect();
    SaveAnswers { form: FormId::new("f"), base, changes, settled: Vec::new() }
}

fn shown(filled: &Filled) -> Vec<(String, Option<Answer>, String)> {
    filled.asides().into_iter().map(|a| (a.code, a.answer, a.who)).collect()
}

#[test]
fn what_only_one_of_two_devices_changed_is_kept() {
    let begun = Filled::beginning(Answers::new(), "Jana", at());
    let one = merged(&begun, 1, &sent(1, &[("a", Some(text("eins")))]), "Jana", at()).unwrap();
    let two = merged(&one, 2, &sent(1, &[("b", Some(text("zwei")))]), "Ali", at()).unwrap();
    assert_eq!(two.answers().len(), 2);
    assert!(two.asides.is_empty());
}

#[test]
fn where_both_changed_the_later_stands_and_the_other_lies_beside_it_until_it_is_looked_at() {
    let begun = Filled::beginning(Answers::new(), "Jana", at());
    let one = merged(&begun, 1, &sent(1, &[("a", Some(text("eins")))]), "Jana", at()).unwrap();
    let two = merged(&one, 2, &sent(1, &[("a", Some(text("zwei")))]), "Ali", at()).unwrap();
    assert_eq!(two.answers()["a"], text("zwei"));
    assert_eq!(shown(&two), [("a".to_owned(), Some(text("eins")), "Jana".to_owned())]);
    // Whoever has not seen it settles nothing.
    let blind = SaveAnswers { settled: vec!["a".into()], ..sent(2, &[]) };
    assert_eq!(merged(&two, 3, &blind, "Jana", at()), None);
    let seen = SaveAnswers { settled: vec!["a".into()], ..sent(3, &[]) };
    assert!(merged(&two, 3, &seen, "Jana", at()).unwrap().asides.is_empty());
}

#[test]
fn what_arrives_a_second_time_late_changes_nothing() {
    let begun = Filled::beginning(Answers::new(), "Jana", at());
    let first = sent(1, &[("a", Some(text("eins")))]);
    let one = merged(&begun, 1, &first, "Jana", at()).unwrap();
    // Somebody who knew it put it right.
    let two = merged(&one, 2, &sent(2, &[("a", Some(text("zwei")))]), "Ali", at()).unwrap();
    assert!(two.asides.is_empty());
    assert_eq!(merged(&two, 3, &first, "Jana", at()), None);
}

#[test]
fn an_answer_that_was_taken_away_meanwhile_is_set_aside_too() {
    let begun = Filled::beginning(Answers::from([("a".to_owned(), text("alt"))]), "Jana", at());
    let gone = merged(&begun, 1, &sent(1, &[("a", None)]), "Jana", at()).unwrap();
    assert!(gone.answers().is_empty());
    let back = merged(&gone, 2, &sent(1, &[("a", Some(text("neu")))]), "Ali", at()).unwrap();
    assert_eq!(shown(&back), [("a".to_owned(), None, "Jana".to_owned())]);
}

fn answer() -> impl Strategy<Value = Option<Answer>> {
    prop_oneof![1 => Just(None), 4 => (0..4i64).prop_map(|n| Some(Answer::Number(Decimal::from(n))))]
}

fn sends() -> impl Strategy<Value = Vec<(u8, Vec<(u8, Option<Answer>)>, bool)>> {
    // Which device, what it changes, and whether it has looked before.
    prop::collection::vec((0..3u8, prop::collection::vec((0..3u8, answer()), 1..3), any::<bool>()), 1..25)
}

proptest! {
    #[test]
    fn whatever_devices_send_no_answer_is_lost(sends in sends()) {
        let (mut filled, mut version) = (Filled::beginning(Answers::new(), "", at()), 1);
        let mut knows = [1i64; 3];
        for (device, changes, looks) in sends {
            let device = usize::from(device);
            if looks {
                knows[device] = version;
            }
            let base = knows[device];
            let changes: BTreeMap<String, Option<Answer>> =
                changes.into_iter().map(|(code, answer)| (code.to_string(), answer)).collect();
            let sent = SaveAnswers { form: FormId::new("f"), base, changes, settled: Vec::new() };
            let Some(after) = merged(&filled, version, &sent, "x", at()) else { continue };
            version += 1;
            // What the device did not know stands still, or lies aside.
            for (code, field) in filled.fields.iter().filter(|(_, field)| field.since > base) {
                let stands = after.fields[code].answer == field.answer;
                let lies = after.asides.iter().any(|h| h.aside.code == *code && h.aside.answer == field.answer);
                prop_assert!(stands || lies);
            }
            // What it sends stands, or stood or lay there since it last looked.
            for (code, answer) in &sent.changes {
                let stands = after.fields.get(code).is_none_or(|f| f.answer == *answer || f.since > base);
                prop_assert!(stands);
            }
            // What lay aside still does.
            prop_assert!(filled.asides.iter().all(|held| after.asides.contains(held)));
            // The same again changes nothing.
            prop_assert_eq!(merged(&after, version, &sent, "x", at()), None);
            filled = after;
        }
    }

    #[test]
    fn equal_answers_never_conflict(a in answer(), before in answer()) {
        let begun = match before {
            Some(before) => Answers::from([("a".to_owned(), before)]),
            None => Answers::new(),
        };
        let begun = Filled::beginning(begun, "", at());
        let send = sent(1, &[("a", a)]);
        let one = merged(&begun, 1, &send, "Jana", at()).unwrap_or_else(|| begun.clone());
        prop_assert_eq!(merged(&one, 2, &send, "Ali", at()), None);
    }
}
