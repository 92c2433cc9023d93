use super::*;
use crate::forms::Mark;
use crate::forms::test::template;
use crate::photos::{Photo, PhotoKind};

const TODAY: Date = Date::constant(2026, 11, 27);

fn number(text: &str) -> Answer {
    Answer::Number(text.parse().unwrap())
}

fn filled(pairs: &[(&str, Answer)]) -> Answers {
    pairs.iter().map(|(code, answer)| ((*code).to_owned(), answer.clone())).collect()
}

fn find<'a>(standing: &'a Standing, code: &str) -> Option<&'a ElementStanding> {
    standing.sections.iter().flat_map(|s| &s.elements).find(|e| e.code == code)
}

fn photo() -> Photo {
    Photo { hash: "a".into(), kind: PhotoKind::Jpeg }
}

fn check(mark: Mark, comment: &str, photos: Vec<Photo>) -> Answer {
    Answer::Check { mark, comment: comment.into(), photos }
}

fn row(count: &str, each: &str) -> Answers {
    filled(&[("what", Answer::Text("Filter".into())), ("count", number(count)), ("each", number(each))])
}

#[test]
fn what_is_needed_and_missing_is_told() {
    let standing = standing(&template(), &Answers::new(), TODAY);
    assert_eq!((standing.done, standing.wanted, standing.complete), (0, 1, false));
    assert_eq!(find(&standing, "hours").unwrap().problems, [(String::new(), Problem::Required)]);
    assert!(find(&standing, "oil_amount").is_none());
    assert!(find(&standing, "rate").is_none());
}

#[test]
fn a_bad_point_wants_a_comment_and_a_photo() {
    let with = |answer| standing(&template(), &filled(&[("hours", number("5")), ("oil", answer)]), TODAY);
    assert!(with(check(Mark::NotThere, "", vec![])).complete);
    let bad = with(check(Mark::NotAcceptable, " ", vec![]));
    let parts = ["comment", "photos"].map(|part| (part.to_owned(), Problem::Required));
    assert_eq!(find(&bad, "oil").unwrap().problems, parts);
    let told = with(check(Mark::NotAcceptable, "Ölstand zu niedrig", vec![photo()]));
    assert!(find(&told, "oil").unwrap().problems.is_empty());
    assert!(find(&told, "oil_amount").unwrap().needed);
    assert_eq!((told.done, told.wanted), (1, 2));
}

#[test]
fn what_is_not_shown_counts_as_not_answered() {
    // Somebody reckoned with a rate and then read the hours again: the section is gone, and with it what it says.
    let answers = filled(&[("hours", number("5")), ("rate", number("20")), ("oil_amount", number("1"))]);
    let standing = standing(&template(), &answers, TODAY);
    assert!(standing.complete);
    assert!(find(&standing, "total").is_none());
}

#[test]
fn operating_hours_are_the_highest_that_are_shown() {
    let mut template = template();
    for (section, element) in [(0, "hours"), (1, "rate")] {
        let found = template.sections[section].elements.iter_mut().find(|e| e.code == element);
        found.unwrap().prefill = Some(Prefill::OperatingHours);
    }
    let read = |answers: &Answers| operating_hours(&template, answers, TODAY);
    assert_eq!(read(&Answers::new()), None);
    assert_eq!(read(&filled(&[("hours", number("20")), ("rate", number("60"))])), Some(60.into()));
    // Below ten hours the section with the rate is not shown.
    assert_eq!(read(&filled(&[("hours", number("5")), ("rate", number("60"))])), Some(5.into()));
}

#[test]
fn sums_are_reckoned_row_by_row_and_rounded_half_away_from_zero() {
    let rows = Answer::Table(vec![row("3", "0.335"), row("1", "2"), Answers::new()]);
    let answers = filled(&[("hours", number("10.5")), ("rate", number("60.13")), ("parts", rows)]);
    let standing = standing(&template(), &answers, TODAY);
    // 3 * 0.335 = 1.005 -> 1.01; 10.5 * 60.13 = 631.365, with 3.01 it is 634.375 -> 634.38
    assert_eq!(find(&standing, "total").unwrap().reckoned, Some("634.38".parse().unwrap()));
    let Some(Answer::Table(rows)) = &find(&standing, "parts").unwrap().answer else { panic!("no table") };
    assert_eq!(rows[0]["amount"], number("1.01"));
    assert!(!rows[2].contains_key("amount"));
    assert_eq!(
        find(&standing, "parts").unwrap().problems,
        [("rows[0].each".into(), Problem::DecimalsAtMost { max: 2 })]
    );
}

#[test]
fn what_is_needed_may_depend_on_what_was_reckoned() {
    let answers = filled(&[("hours", number("20")), ("rate", number("60"))]);
    let found = standing(&template(), &answers, TODAY);
    assert!(find(&found, "why").unwrap().needed);
    assert!(!found.complete);
    let cheap = filled(&[("hours", number("20")), ("rate", number("50"))]);
    assert!(standing(&template(), &cheap, TODAY).complete);
}

#[test]
fn a_check_that_does_not_hold_says_why() {
    let with = |rate: &str| {
        let answers = filled(&[("hours", number("20")), ("rate", number(rate))]);
        find(&standing(&template(), &answers, TODAY), "rate").unwrap().refused.clone()
    };
    assert_eq!(with("49.99"), Some(crate::Localized::new("Zu wenig.", "")));
    assert_eq!(with("50"), None);
}

#[test]
fn answers_that_do_not_fit_are_told_at_their_place() {
    let answers = filled(&[
        ("hours", number("-1.55")),
        ("fuel", Answer::Choice(vec!["quarter".into()])),
        ("extras", Answer::YesNo(true)),
    ]);
    let found = standing(&template(), &answers, TODAY);
    let hours = &find(&found, "hours").unwrap().problems;
    assert_eq!(hours.len(), 2);
    assert_eq!(find(&found, "fuel").unwrap().problems, [(String::new(), Problem::NotACode)]);
    assert_eq!(find(&found, "extras").unwrap().problems, [(String::new(), Problem::WrongAnswer)]);
    // A draft may hold what is only not right yet, and nothing of another kind.
    let kind = |code: &str| template().element(code).unwrap().kind.clone();
    assert!(answers["hours"].misfits(&kind("hours")).is_empty());
    assert!(!answers["extras"].misfits(&kind("extras")).is_empty());
}
