//! Forms: what is filled in stays, whoever fills it in at the same time, and nobody reads what is not theirs.

use std::collections::BTreeMap;

use kontor_domain::accounts::{Actor, Role};
use kontor_domain::cases::{CaseRight, CaseStep};
use kontor_domain::forms::{
    Answer, Answers, BeginForm, DiscardForm, EditTemplate, ElementKind, FormFilter, FormState, FormTemplate,
    FormView, Mark, NewTemplate, SaveAnswers, SavedAnswers, Standing, StepTemplate, TemplateEdit,
    TemplateState, TemplateStep, standing,
};
use kontor_domain::machines::SaveMachine;
use kontor_domain::photos::{Photo, PhotoKind};
use kontor_domain::signatures::{AskSignatures, NewSigner, Round};
use kontor_domain::{
    CompanyId, Date, Decimal, Error, FormId, IdempotencyKey, Localized, PartKey, Problem, TemplateId,
};
use kontor_service::forms as room;
use kontor_service::{Kontor, machines, signatures};

use crate::cases::{ordered, put, step};
use crate::machines::{of_bauer, saved};
use crate::rules::Firm;
use crate::shop::{block, buyer, dealer, system};
use crate::signatures::{JONAS, desk, drawn, token};

const ALL: [&str; 7] =
    ["repair-order", "handover", "service-report", "complaint", "rental-out", "rental-in", "sepa-mandate"];

fn begin(key: &str, template: &str) -> BeginForm {
    BeginForm {
        key: IdempotencyKey::new(key),
        template: TemplateId::new(template),
        company: None,
        machine: String::new(),
        case: None,
        order: None,
    }
}

/// The firm with the first templates and a machine.
async fn firm() -> Firm {
    let firm = Firm::new().await;
    stocked(&firm).await;
    firm
}

async fn stocked(firm: &Firm) {
    room::put_first_templates(&firm.shop.kontor, &system()).await.unwrap();
    saved(&firm.shop.kontor, "machine", "KB220-11874").await;
}

/// The desk begins a service report.
async fn report(k: &Kontor, key: &str) -> FormView {
    let command = BeginForm { machine: "KB220-11874".into(), ..begin(key, "service-report") };
    room::begin_form(k, &dealer(Role::Support), &command).await.unwrap()
}

/// A customer begins a complaint.
async fn complaint(k: &Kontor, actor: &Actor, key: &str) -> FormView {
    room::begin_form(k, actor, &begin(key, "complaint")).await.unwrap()
}

async fn save(
    k: &Kontor,
    actor: &Actor,
    form: &FormId,
    base: i64,
    changes: &[(&str, Answer)],
) -> Result<SavedAnswers, Error> {
    let changes = changes.iter().map(|(code, answer)| ((*code).to_owned(), Some(answer.clone()))).collect();
    room::save_answers(k, actor, &SaveAnswers { form: form.clone(), base, changes, settled: Vec::new() })
        .await
}

fn text(text: &str) -> Answer {
    Answer::Text(text.into())
}

fn jpeg(n: u8) -> Vec<u8> {
    [b"\xff\xd8\xff\xe0\0\x10JFIF\0".as_slice(), &[n]].concat()
}

async fn all(k: &Kontor, actor: &Actor, filter: FormFilter) -> Vec<FormId> {
    room::forms(k, actor, &filter).await.unwrap().items.into_iter().map(|form| form.id).collect()
}

/// What somebody would write there.
fn plausible(code: &str, kind: &ElementKind, today: Date) -> Option<Answer> {
    Some(match kind {
        ElementKind::Note | ElementKind::Calculated { .. } | ElementKind::Signature { .. } => return None,
        ElementKind::Text { .. } if code == "iban" => text("DE89 3704 0044 0532 0130 00"),
        ElementKind::Text { .. } => text("wie besprochen"),
        ElementKind::Number { .. } => Answer::Number(Decimal::from(12)),
        ElementKind::Date if code.starts_with("next") => Answer::Date(Date::constant(2029, 1, 15)),
        ElementKind::Date => Answer::Date(today),
        ElementKind::Choice { options, .. } => Answer::Choice(vec![options[0].code.clone()]),
        ElementKind::YesNo => Answer::YesNo(true),
        ElementKind::Check => {
            Answer::Check { mark: Mark::InOrder, comment: String::new(), photos: Vec::new() }
        }
        ElementKind::Photos { .. } => Answer::Photos(vec![Photo { hash: "a".into(), kind: PhotoKind::Jpeg }]),
        ElementKind::Table { columns } => {
            let cells =
                columns.iter().filter_map(|c| Some((c.code.clone(), plausible(&c.code, &c.kind, today)?)));
            Answer::Table(vec![cells.collect()])
        }
        ElementKind::Part => {
            Answer::Part { part: PartKey::new("4711"), number: "47-11".into(), name: "Filter".into() }
        }
        ElementKind::Machine => Answer::Machine("KB220-11874".into()),
    })
}

/// Fills in whatever is missing until nothing is.
fn completed(template: &FormTemplate, mut answers: Answers, today: Date) -> (Answers, Standing) {
    for _ in 0..8 {
        let found = standing(template, &answers, today);
        if found.complete {
            return (answers, found);
        }
        for element in found.sections.iter().flat_map(|s| &s.elements).filter(|e| !e.problems.is_empty()) {
            let kind = &template.element(&element.code).unwrap().kind;
            let answer = plausible(&element.code, kind, today).unwrap();
            answers.insert(element.code.clone(), answer);
        }
    }
    let found = standing(template, &answers, today);
    (answers, found)
}

#[test]
fn each_of_the_first_templates_is_released_and_can_be_completed_whatever_is_chosen() {
    block(async {
        let firm = firm().await;
        let (k, desk) = (&firm.shop.kontor, dealer(Role::Admin));
        assert_eq!(room::put_first_templates(k, &system()).await, Ok(0));
        let listed = room::templates(k, &desk).await.unwrap();
        assert_eq!(listed.iter().map(|t| t.id.as_str()).collect::<Vec<_>>(), ALL);
        let today = k.clock.local().date();
        for id in ALL {
            let view = room::template(k, &desk, &TemplateId::new(id)).await.unwrap();
            assert_eq!(
                (view.state, view.faults, view.released),
                (TemplateState::Released, vec![], Some(1)),
                "{id}"
            );
            let template = view.template;
            for element in template.elements() {
                assert!(!element.label.en.is_empty(), "{id} {} has no English", element.code);
            }
            let begun = BeginForm { machine: "KB220-11874".into(), ..begin(&format!("begin-{id}"), id) };
            let form = room::begin_form(k, &desk, &begun).await.unwrap();
            assert_eq!(form.answers.get("customer"), Some(&text("Bauer Tiefbau GmbH")), "{id}");
            let (_, found) = completed(&template, form.answers.clone(), today);
            assert!(found.complete && found.done == found.wanted && found.wanted > 3, "{id} {found:?}");
            // Each way through it.
            for element in template.elements() {
                let ways: Vec<Answer> = match &element.kind {
                    ElementKind::Choice { options, .. } => {
                        options.iter().map(|o| Answer::Choice(vec![o.code.clone()])).collect()
                    }
                    ElementKind::YesNo if element.check.is_none() => {
                        vec![Answer::YesNo(true), Answer::YesNo(false)]
                    }
                    _ => Vec::new(),
                };
                for way in ways {
                    let mut answers = form.answers.clone();
                    answers.insert(element.code.clone(), way);
                    let (_, found) = completed(&template, answers, today);
                    assert!(found.complete, "{id} {} {found:?}", element.code);
                }
            }
        }
    });
}

#[test]
fn a_mandate_knows_who_collects_and_has_a_reference_of_its_own() {
    block(async {
        let firm = firm().await;
        let (k, me) = (&firm.shop.kontor, &firm.jonas);
        let one = room::begin_form(k, me, &begin("one", "sepa-mandate")).await.unwrap();
        let two = room::begin_form(k, me, &begin("two", "sepa-mandate")).await.unwrap();
        let Answer::Text(creditor) = &one.answers["creditor"] else { panic!("no creditor") };
        assert!(creditor.starts_with(&k.settings.dealer) && creditor.contains(&k.settings.dealer_address[0]));
        assert_eq!(one.answers["creditor_id"], text(&k.settings.dealer_creditor_id));
        assert_eq!(one.answers["reference"], text(one.head.id.as_str()));
        assert_ne!(one.answers["reference"], two.answers["reference"]);
        let words = |code: &str| one.template.element(code).unwrap().label.de.clone();
        let core = words("core_words");
        for must in ["Ich ermächtige", "Kreditinstitut an", "innerhalb von acht Wochen", "Belastungsdatum"] {
            assert!(core.contains(must), "{must}: {core}");
        }
        assert!(words("b2b_words").contains("nicht berechtigt, nach der erfolgten Einlösung"));
    });
}

#[test]
fn a_service_report_is_filled_in_to_its_end_with_its_sums() {
    block(async {
        let firm = firm().await;
        let (k, desk) = (&firm.shop.kontor, dealer(Role::Support));
        let form = report(k, "one").await;
        assert_eq!(form.answers["serial"], text("KB220-11874"));
        assert_eq!(form.answers["site"], text("Baustelle Ulm-Nord"));
        assert!(form.may_fill && form.desk);
        let number = |n: &str| Answer::Number(n.parse::<Decimal>().unwrap());
        let row = |cells: &[(&str, Answer)]| -> Answers {
            cells.iter().map(|(code, answer)| ((*code).to_owned(), answer.clone())).collect()
        };
        let parts = Answer::Table(vec![
            row(&[("text", text("Ölfilter")), ("count", number("2")), ("price", number("18.90"))]),
            row(&[("text", text("Hydrauliköl")), ("count", number("12.5")), ("price", number("6.35"))]),
        ]);
        let saved = save(k, &desk, &form.head.id, form.head.version, &[("parts", parts)]).await.unwrap();
        let found = standing(&form.template, &saved.answers, form.today);
        let sum = found.sections.iter().flat_map(|s| &s.elements).find(|e| e.code == "parts_sum").unwrap();
        // 2 * 18.90 + 12.5 * 6.35 = 37.80 + 79.375, each line rounded
        assert_eq!(sum.reckoned, Some("117.18".parse().unwrap()));
    });
}

/// The technician, who has a link where there is an address, and the customer are asked to sign a report.
async fn asked(k: &Kontor, form: &FormId, version: i64, technician: &str) -> Round {
    let signer = |(element, email): (&str, &str)| NewSigner {
        element: element.into(),
        name: "Max Muster".into(),
        email: email.into(),
    };
    let signers = [("house_signature", technician), ("customer_signature", "")].map(signer).into();
    let key = IdempotencyKey::new(format!("ask-{form}"));
    let ask = AskSignatures { key, form: form.clone(), version, signers, days: 14 };
    signatures::ask_signatures(k, &desk(), &ask).await.unwrap()
}

/// A service report in which so many hours were read, with everybody's signature.
async fn signed_report(firm: &Firm, key: &str, hours: i64) -> FormId {
    let (k, me) = (&firm.shop.kontor, desk());
    let begun = report(k, key).await;
    let (mut answers, _) = completed(&begun.template, begun.answers.clone(), begun.today);
    answers.insert("hours".into(), Answer::Number(hours.into()));
    let changes: Vec<(&str, Answer)> = answers.iter().map(|(code, a)| (code.as_str(), a.clone())).collect();
    let saved = save(k, &me, &begun.head.id, begun.head.version, &changes).await.unwrap();
    let round = asked(k, &begun.head.id, saved.version, "").await;
    for element in ["house_signature", "customer_signature"] {
        signatures::sign_here(k, &me, &begun.head.id, element, &drawn(&round.hash)).await.unwrap();
    }
    firm.shop.settle().await;
    begun.head.id
}

#[test]
fn the_hours_of_a_machine_follow_from_reports_that_were_signed() {
    block(async {
        let firm = firm().await;
        let (k, me) = (&firm.shop.kontor, desk());
        let known = async || {
            let machine = machines::machine(k, &me, "KB220-11874").await.unwrap().machine;
            (machine.hours, machine.hours_at)
        };
        let today = k.clock.local().date();
        let draft = report(k, "draft").await.head.id;
        save(k, &me, &draft, 1, &[("hours", Answer::Number(9_000.into()))]).await.unwrap();
        assert_eq!(known().await, (None, None), "nobody has signed that");
        let one = Box::pin(signed_report(&firm, "one", 4_210)).await;
        assert_eq!(known().await, (Some(4_210.into()), Some(today)));
        // Known beforehand in the next one; a slip of the finger is signed as it stands, and believed no more than the meter.
        assert_eq!(report(k, "next").await.answers["hours"], Answer::Number(4_210.into()));
        let two = Box::pin(signed_report(&firm, "two", 421)).await;
        assert_eq!(known().await, (Some(4_210.into()), Some(today)));
        // The reports stand with the machine, for its owner too.
        let state = Some(FormState::Signed);
        let about = FormFilter { machine: "KB220-11874".into(), state, ..FormFilter::default() };
        for actor in [&me, &firm.boss] {
            assert_eq!(all(k, actor, about.clone()).await, [two.clone(), one.clone()]);
        }
    });
}

#[test]
fn another_company_does_not_see_it_and_a_bound_unit_only_its_own() {
    block(async {
        let firm = Firm::with_units().await;
        stocked(&firm).await;
        let (k, desk) = (&firm.shop.kontor, dealer(Role::Support));
        let machine = SaveMachine { unit: "hof".into(), ..of_bauer("hof", "H-1") };
        machines::save_machine(k, &desk, &machine).await.unwrap();
        let own = complaint(k, &firm.jonas, "own").await.head.id;
        let hof = BeginForm { machine: "H-1".into(), ..begin("hof", "complaint") };
        let theirs = room::begin_form(k, &firm.boss, &hof).await.unwrap().head.id;
        assert_eq!(all(k, &firm.jonas, FormFilter::default()).await, std::slice::from_ref(&own));
        assert_eq!(room::form(k, &firm.jonas, &theirs).await, Err(Error::NotFound));
        assert_eq!(all(k, &firm.boss, FormFilter::default()).await.len(), 2);
        let stranger = buyer("steiner");
        assert!(all(k, &stranger, FormFilter::default()).await.is_empty());
        assert_eq!(room::form(k, &stranger, &own).await, Err(Error::NotFound));
        assert_eq!(save(k, &stranger, &own, 1, &[]).await, Err(Error::NotFound));
        assert_eq!(room::add_form_photo(k, &stranger, &own, &jpeg(1)).await, Err(Error::NotFound));
        // Nor begins anybody one with a machine that is not theirs.
        let foreign = BeginForm { machine: "KB220-11874".into(), ..begin("foreign", "complaint") };
        let refused = room::begin_form(k, &stranger, &foreign).await;
        assert_eq!(refused, Err(Error::invalid("machine", Problem::UnknownMachine)));
    });
}

#[test]
fn who_may_only_read_a_case_neither_begins_nor_changes_its_forms() {
    block(async {
        let firm = firm().await;
        let (k, reader) = (&firm.shop.kontor, &firm.sabine);
        let case = ordered(&firm).await;
        let of_case = |key: &str| BeginForm { case: Some(case.clone()), ..begin(key, "complaint") };
        let form = room::begin_form(k, &firm.jonas, &of_case("one")).await.unwrap().head.id;
        step(&firm, &firm.jonas, &case, put(reader, CaseRight::Read)).await.unwrap();
        assert!(!room::form(k, reader, &form).await.unwrap().may_fill, "it is read all the same");
        assert_eq!(room::begin_form(k, reader, &of_case("two")).await, Err(Error::Forbidden));
        assert_eq!(save(k, reader, &form, 1, &[("phone", text("1"))]).await, Err(Error::Forbidden));
        assert_eq!(room::add_form_photo(k, reader, &form, &jpeg(1)).await, Err(Error::Forbidden));
        let discard = DiscardForm { form: form.clone(), version: 1 };
        assert_eq!(room::discard_form(k, reader, &discard).await, Err(Error::Forbidden));
        step(&firm, &firm.jonas, &case, put(reader, CaseRight::Write)).await.unwrap();
        save(k, reader, &form, 1, &[("phone", text("0831 1"))]).await.unwrap();
        // Nor does anybody who is not in it once it is confidential.
        step(&firm, &firm.jonas, &case, CaseStep::Confidential { on: true }).await.unwrap();
        assert_eq!(room::form(k, &firm.boss, &form).await, Err(Error::NotFound));
        assert_eq!(save(k, &firm.boss, &form, 1, &[]).await, Err(Error::NotFound));
        assert_eq!(room::begin_form(k, &firm.boss, &of_case("three")).await, Err(Error::NotFound));
        assert!(all(k, &firm.boss, FormFilter::default()).await.is_empty());
        assert_eq!(all(k, reader, FormFilter::default()).await, [form]);
    });
}

#[test]
fn what_a_condition_hides_is_neither_wanted_nor_printed_and_comes_back_with_it() {
    block(async {
        let firm = firm().await;
        let (k, me) = (&firm.shop.kontor, desk());
        let begun = report(k, "one").await;
        let (mut answers, _) = completed(&begun.template, begun.answers.clone(), begun.today);
        answers.insert("safe".into(), Answer::YesNo(false));
        answers.insert("unsafe_reason".into(), text("Bremse ohne Wirkung"));
        let changes: Vec<(&str, Answer)> =
            answers.iter().map(|(code, a)| (code.as_str(), a.clone())).collect();
        let form = &begun.head.id;
        let unsafe_one = save(k, &me, form, begun.head.version, &changes).await.unwrap();
        let wanted = |answers: &Answers| {
            let found = standing(&begun.template, answers, begun.today);
            let hidden = found.sections.iter().flat_map(|s| &s.elements).all(|e| e.code != "unsafe_reason");
            (found.complete, hidden)
        };
        assert_eq!(wanted(&unsafe_one.answers), (true, false));
        // A wrong tap: what was written is kept, and stands there again.
        let hidden = save(k, &me, form, unsafe_one.version, &[("safe", Answer::YesNo(true))]).await.unwrap();
        assert_eq!(wanted(&hidden.answers), (true, true));
        assert_eq!(hidden.answers["unsafe_reason"], text("Bremse ohne Wirkung"));
        let back = save(k, &me, form, hidden.version, &[("safe", Answer::YesNo(false))]).await.unwrap();
        let gone = SaveAnswers {
            form: form.clone(),
            base: back.version,
            changes: [("unsafe_reason".to_owned(), None)].into(),
            settled: Vec::new(),
        };
        let gone = room::save_answers(k, &me, &gone).await.unwrap();
        assert_eq!(wanted(&gone.answers), (false, false), "shown and needed, it is missing");
        let again = [("unsafe_reason", text("Bremse ohne Wirkung")), ("safe", Answer::YesNo(true))];
        let last = save(k, &me, form, gone.version, &again).await.unwrap();
        asked(k, form, last.version, JONAS).await;
        let shown = signatures::signing(k, &token(k, JONAS).await).await.unwrap().shown;
        let said = |word: &str| shown.iter().flat_map(|s| &s.lines).any(|(_, value)| value.contains(word));
        assert!(said("Bauer Tiefbau GmbH") && !said("Bremse"), "{shown:?}");
    });
}

#[test]
fn what_the_dealers_people_fill_in_is_not_read_by_the_customer_before_it_is_to_be_signed() {
    block(async {
        let firm = firm().await;
        let k = &firm.shop.kontor;
        let form = report(k, "one").await.head.id;
        assert_eq!(room::form(k, &firm.boss, &form).await, Err(Error::NotFound));
        assert!(all(k, &firm.boss, FormFilter::default()).await.is_empty());
        let named = FormFilter { machine: "kb220-11874".into(), ..FormFilter::default() };
        assert!(all(k, &firm.boss, named.clone()).await.is_empty());
        assert_eq!(all(k, &dealer(Role::Warehouse), named).await, std::slice::from_ref(&form));
        // The depot reads, and fills in nothing.
        assert!(!room::form(k, &dealer(Role::Warehouse), &form).await.unwrap().may_fill);
        let refused = save(k, &dealer(Role::Warehouse), &form, 1, &[]).await;
        assert_eq!(refused, Err(Error::Forbidden));
        // Templates of the house are none of the customer's, and cannot be begun by them.
        let theirs = room::templates(k, &firm.jonas).await.unwrap();
        assert_eq!(theirs.iter().map(|t| t.id.as_str()).collect::<Vec<_>>(), ["complaint", "sepa-mandate"]);
        let report = BeginForm { machine: "KB220-11874".into(), ..begin("two", "service-report") };
        assert_eq!(room::begin_form(k, &firm.jonas, &report).await, Err(Error::NotFound));
        assert_eq!(room::begin_form(k, &firm.petra, &begin("x", "complaint")).await, Err(Error::Forbidden));
    });
}

#[test]
fn the_same_key_again_is_the_same_form_even_when_its_template_was_retired_since() {
    block(async {
        let firm = firm().await;
        let (k, admin) = (&firm.shop.kontor, dealer(Role::Admin));
        let first = complaint(k, &firm.jonas, "one").await;
        let id = TemplateId::new("complaint");
        let seen = room::template(k, &admin, &id).await.unwrap().seen;
        let retire = StepTemplate { template: id, seen, step: TemplateStep::Retire };
        room::step_template(k, &admin, &retire).await.unwrap();
        assert_eq!(complaint(k, &firm.jonas, "one").await, first);
        let refused = room::begin_form(k, &firm.jonas, &begin("two", "complaint")).await;
        assert_eq!(refused, Err(Error::conflict(Problem::TemplateRetired)));
        assert!(room::templates(k, &firm.jonas).await.unwrap().iter().all(|t| t.id.as_str() != "complaint"));
        // What was begun is filled in to its end.
        save(k, &firm.jonas, &first.head.id, 1, &[("phone", text("0831 1"))]).await.unwrap();
    });
}

#[test]
fn what_was_changed_last_stands_first_and_pages_go_on_behind_it() {
    block(async {
        let firm = firm().await;
        let (k, me) = (&firm.shop.kontor, &firm.jonas);
        let mut begun = Vec::new();
        for n in 0..27 {
            begun.push(complaint(k, me, &format!("form-{n}")).await.head.id);
        }
        save(k, me, &begun[3], 1, &[("phone", text("0831 1"))]).await.unwrap();
        room::add_form_photo(k, me, &begun[5], &jpeg(1)).await.unwrap();
        let changed = [5, 3].into_iter().chain((0..27).rev().filter(|n| ![5, 3].contains(n)));
        let wanted: Vec<FormId> = changed.map(|n| begun[n].clone()).collect();
        for actor in [me, &dealer(Role::Support)] {
            let first = room::forms(k, actor, &FormFilter::default()).await.unwrap();
            let rest = FormFilter { after: first.next.clone(), ..FormFilter::default() };
            let rest = room::forms(k, actor, &rest).await.unwrap();
            assert!(first.next.is_some() && rest.next.is_none());
            let listed: Vec<FormId> = first.items.into_iter().chain(rest.items).map(|form| form.id).collect();
            assert_eq!(listed, wanted);
        }
    });
}

#[test]
fn the_same_key_from_two_at_once_begins_one_form() {
    block(async {
        let firm = firm().await;
        let k = &firm.shop.kontor;
        let (a, b) = tokio::join!(complaint(k, &firm.jonas, "one"), complaint(k, &firm.jonas, "one"));
        assert_eq!(a.head.id, b.head.id);
        assert_eq!(all(k, &firm.jonas, FormFilter::default()).await.len(), 1);
    });
}

#[test]
fn a_form_stays_with_the_version_it_was_begun_with() {
    block(async {
        let firm = firm().await;
        let (k, admin) = (&firm.shop.kontor, dealer(Role::Admin));
        let before = complaint(k, &firm.jonas, "one").await;
        let id = TemplateId::new("complaint");
        let edit = |seen| EditTemplate {
            template: id.clone(),
            seen,
            edit: TemplateEdit::Remove { code: "phone".into() },
        };
        let seen = room::template(k, &admin, &id).await.unwrap().seen;
        let draft = room::edit_template(k, &admin, &edit(seen)).await.unwrap();
        assert_eq!((draft.template.version, draft.released), (2, Some(1)));
        // Nobody begins with what is not released.
        assert_eq!(complaint(k, &firm.jonas, "two").await.head.template_version, 1);
        let late = room::edit_template(k, &admin, &edit(seen)).await;
        assert_eq!(late, Err(Error::conflict(Problem::ChangedMeanwhile)));
        let release = StepTemplate { template: id.clone(), seen: draft.seen, step: TemplateStep::Release };
        assert_eq!(room::step_template(k, &admin, &release).await.unwrap().released, Some(2));
        let after = complaint(k, &firm.jonas, "three").await;
        assert!(after.template.element("phone").is_none() && after.head.template_version == 2);
        let again = room::form(k, &firm.jonas, &before.head.id).await.unwrap();
        assert_eq!(again.template, before.template);
        save(k, &firm.jonas, &before.head.id, 1, &[("phone", text("0831 1"))]).await.unwrap();
        let gone = save(k, &firm.jonas, &after.head.id, 1, &[("phone", text("0831 1"))]).await;
        assert!(matches!(gone, Err(Error::Invalid { .. })));
    });
}

#[test]
fn many_devices_at_once_lose_nothing() {
    block(async {
        let firm = firm().await;
        let (k, desk) = (&firm.shop.kontor, dealer(Role::Support));
        let form = report(k, "one").await.head.id;
        let codes = ["engine_oil", "coolant", "air_filter", "belts", "hoses", "pins", "brakes", "cab"];
        let check = Answer::Check { mark: Mark::InOrder, comment: String::new(), photos: Vec::new() };
        let devices = codes.iter().enumerate().map(|(n, code)| {
            let (desk, form, check) = (&desk, &form, check.clone());
            async move {
                let done = text(&format!("Gerät {n}"));
                save(k, desk, form, 1, &[(code, check), ("done", done)]).await.unwrap()
            }
        });
        futures::future::join_all(devices).await;
        let view = room::form(k, &desk, &form).await.unwrap();
        assert!(codes.iter().all(|code| view.answers.contains_key(*code)));
        // All wrote into one field: one answer stands, the others lie beside it.
        let mut told: Vec<Answer> = view.asides.iter().filter_map(|aside| aside.answer.clone()).collect();
        told.push(view.answers["done"].clone());
        told.sort_by_key(|answer| format!("{answer:?}"));
        let wanted: Vec<Answer> = (0..codes.len()).map(|n| text(&format!("Gerät {n}"))).collect();
        assert_eq!(told, wanted);
        // What is sent a second time changes nothing.
        let version = view.head.version;
        let again = save(k, &desk, &form, 1, &[("done", text("Gerät 0"))]).await.unwrap();
        assert_eq!(again.version, version);
        // Whoever has looked at it settles it.
        let settled = SaveAnswers {
            form: form.clone(),
            base: version,
            changes: BTreeMap::new(),
            settled: vec!["done".into()],
        };
        assert!(room::save_answers(k, &desk, &settled).await.unwrap().asides.is_empty());
    });
}

#[test]
fn no_draft_holds_what_does_not_fit_it_or_is_too_much() {
    block(async {
        let firm = firm().await;
        let (k, me) = (&firm.shop.kontor, &firm.jonas);
        let form = complaint(k, me, "one").await.head.id;
        let refused = save(
            k,
            me,
            &form,
            1,
            &[
                ("nobody", text("x")),
                ("words", text("x")),
                ("story", Answer::YesNo(true)),
                ("kind", Answer::Choice(vec!["gone".into()])),
                ("contact", text(&"x".repeat(201))),
            ],
        )
        .await
        .unwrap_err();
        for (field, problem) in [
            ("changes.nobody", Problem::UnknownName { name: "nobody".into() }),
            ("changes.words", Problem::UnknownName { name: "words".into() }),
            ("changes.story", Problem::WrongAnswer),
            ("changes.kind", Problem::NotACode),
            ("changes.contact", Problem::TooLong { max: 200 }),
        ] {
            assert_eq!(refused.field(field), Some(&problem), "{field}");
        }
        assert!(matches!(save(k, me, &form, 99, &[]).await, Err(Error::Invalid { .. })));
        // Each save is small enough; together they are too much.
        let row: Answers = BTreeMap::from([("text".to_owned(), text(&"x".repeat(200)))]);
        let table = |rows: usize| Answer::Table(vec![row.clone(); rows]);
        save(k, me, &form, 1, &[("parts", table(100))]).await.unwrap();
        let long = |n: u32| text(&"ü".repeat(usize::try_from(n).unwrap()));
        save(k, me, &form, 2, &[("story", long(4000))]).await.unwrap();
        assert!(save(k, me, &form, 3, &[("parts", table(101))]).await.is_err());
    });
}

#[test]
fn a_form_with_too_many_answers_is_refused_as_a_whole() {
    block(async {
        let firm = firm().await;
        let (k, admin) = (&firm.shop.kontor, dealer(Role::Admin));
        let id = TemplateId::new("long");
        let new = NewTemplate {
            key: IdempotencyKey::new("new"),
            id: id.clone(),
            name: Localized::new("Lang", "Long"),
            copy_of: Some(TemplateId::new("complaint")),
        };
        let mut view = room::new_template(k, &admin, &new).await.unwrap();
        for n in 0..60 {
            let element = serde_json::from_value(serde_json::json!(
                {"code": format!("more_{n}"), "label": {"de": "Mehr", "en": "More"}, "kind": "text", "long": true}
            ));
            let edit = TemplateEdit::Element {
                section: "details".into(),
                was: None,
                element: Box::new(element.unwrap()),
            };
            let command = EditTemplate { template: id.clone(), seen: view.seen, edit };
            view = room::edit_template(k, &admin, &command).await.unwrap();
        }
        let release = StepTemplate { template: id, seen: view.seen, step: TemplateStep::Release };
        room::step_template(k, &admin, &release).await.unwrap();
        let form = room::begin_form(k, &firm.jonas, &begin("one", "long")).await.unwrap().head.id;
        let mut last = Ok(());
        for n in 0..60 {
            let code = format!("more_{n}");
            let base = i64::from(n) + 1;
            last = save(k, &firm.jonas, &form, base, &[(&code, text(&"x".repeat(4000)))]).await.map(|_| ());
            if last.is_err() {
                break;
            }
        }
        assert_eq!(last, Err(Error::invalid("changes", Problem::FormTooLarge)));
    });
}

#[test]
fn answers_name_photos_of_their_own_form_and_of_no_other() {
    block(async {
        let firm = firm().await;
        let (k, me) = (&firm.shop.kontor, &firm.jonas);
        let (one, two) = (complaint(k, me, "one").await.head.id, complaint(k, me, "two").await.head.id);
        let photo = room::add_form_photo(k, me, &one, &jpeg(1)).await.unwrap();
        assert_eq!(room::add_form_photo(k, me, &one, &jpeg(1)).await, Ok(photo.clone()));
        let named = Answer::Photos(vec![photo.clone()]);
        let version = room::form(k, me, &one).await.unwrap().head.version;
        save(k, me, &one, version, &[("photos", named.clone())]).await.unwrap();
        let foreign = save(k, me, &two, 1, &[("photos", named)]).await;
        assert_eq!(foreign, Err(Error::invalid("changes.photos", Problem::UnknownPhoto)));
        assert_eq!(room::form_photo(k, me, &one, &photo.hash).await, Ok((photo.clone(), jpeg(1))));
        assert_eq!(room::form_photo(k, me, &two, &photo.hash).await, Err(Error::NotFound));
        assert_eq!(room::form_photo(k, &buyer("steiner"), &one, &photo.hash).await, Err(Error::NotFound));
        let heic = room::add_form_photo(k, me, &one, b"\0\0\0\x18ftypheic").await;
        assert_eq!(heic, Err(Error::invalid("photo", Problem::NotPrintable)));
        let script = room::add_form_photo(k, me, &one, b"<script>").await;
        assert_eq!(script, Err(Error::invalid("photo", Problem::NotAPhoto)));
        for n in 2..=40 {
            room::add_form_photo(k, me, &one, &jpeg(n)).await.unwrap();
        }
        let many = room::add_form_photo(k, me, &one, &jpeg(41)).await;
        assert_eq!(many, Err(Error::invalid("photo", Problem::TooManyPhotos { max: 40 })));
    });
}

#[test]
fn a_discarded_draft_is_gone_with_its_photos() {
    block(async {
        let firm = firm().await;
        let (k, me) = (&firm.shop.kontor, &firm.jonas);
        let form = complaint(k, me, "one").await.head.id;
        room::add_form_photo(k, me, &form, &jpeg(1)).await.unwrap();
        let photos = || std::fs::read_dir(kontor_service::photos::photos_folder(k)).unwrap().count();
        assert_eq!(photos(), 1);
        let old = DiscardForm { form: form.clone(), version: 1 };
        assert_eq!(room::discard_form(k, me, &old).await, Err(Error::conflict(Problem::ChangedMeanwhile)));
        let command = DiscardForm { form: form.clone(), version: 2 };
        assert_eq!(room::discard_form(k, &buyer("steiner"), &command).await, Err(Error::NotFound));
        room::discard_form(k, me, &command).await.unwrap();
        assert_eq!(room::form(k, me, &form).await, Err(Error::NotFound));
        firm.shop.settle().await;
        assert_eq!(photos(), 0);
    });
}

#[test]
fn a_photo_that_comes_while_its_form_is_discarded_does_not_stay() {
    block(async {
        let firm = firm().await;
        let (k, me) = (&firm.shop.kontor, &firm.jonas);
        for n in 0..8 {
            let form = complaint(k, me, &format!("form-{n}")).await.head.id;
            let discard = |version| DiscardForm { form: form.clone(), version };
            let (command, photo) = (discard(1), jpeg(n));
            let (discarded, added) =
                tokio::join!(room::discard_form(k, me, &command), room::add_form_photo(k, me, &form, &photo));
            assert_ne!(discarded.is_ok(), added.is_ok(), "whoever is later is told so");
            if added.is_ok() {
                room::discard_form(k, me, &discard(2)).await.unwrap();
            }
        }
        firm.shop.settle().await;
        let left = std::fs::read_dir(kontor_service::photos::photos_folder(k)).map(Iterator::count);
        assert_eq!(left.unwrap_or_default(), 0);
    });
}

#[test]
fn templates_are_kept_by_who_administers_and_released_without_faults() {
    block(async {
        let firm = Firm::new().await;
        let (k, admin) = (&firm.shop.kontor, dealer(Role::Admin));
        let new = NewTemplate {
            key: IdempotencyKey::new("new"),
            id: TemplateId::new("visit"),
            name: Localized::new("Besuch", "Visit"),
            copy_of: None,
        };
        assert_eq!(room::new_template(k, &dealer(Role::Manager), &new).await, Err(Error::Forbidden));
        assert_eq!(room::templates(k, &firm.jonas).await.map(|t| t.len()), Ok(0));
        let made = room::new_template(k, &admin, &new).await.unwrap();
        assert_eq!(room::new_template(k, &admin, &new).await, Ok(made.clone()));
        let taken = NewTemplate { key: IdempotencyKey::new("other"), ..new.clone() };
        let refused = room::new_template(k, &admin, &taken).await;
        assert_eq!(refused, Err(Error::invalid("id", Problem::Duplicate)));
        let step = |seen, step| StepTemplate { template: new.id.clone(), seen, step };
        let refused = room::step_template(k, &admin, &step(made.seen, TemplateStep::Release)).await;
        assert_eq!(refused, Err(Error::invalid("template", Problem::NoSignatureField)));
        // Nothing is begun with what was never released.
        let company = Some(CompanyId::new("bauer"));
        let command = BeginForm { company, ..begin("one", "visit") };
        assert_eq!(room::begin_form(k, &admin, &command).await, Err(Error::NotFound));
        let section = serde_json::from_value(serde_json::json!(
            {"code": "sign", "title": {"de": "Unterschrift"}, "elements": []}
        ));
        let edit = TemplateEdit::Section { was: None, section: section.unwrap() };
        let view =
            room::edit_template(k, &admin, &EditTemplate { template: new.id.clone(), seen: made.seen, edit })
                .await
                .unwrap();
        let element = serde_json::from_value(serde_json::json!(
            {"code": "who", "label": {"de": "Kunde"}, "kind": "signature", "side": "customer"}
        ));
        let edit =
            TemplateEdit::Element { section: "sign".into(), was: None, element: Box::new(element.unwrap()) };
        let view =
            room::edit_template(k, &admin, &EditTemplate { template: new.id.clone(), seen: view.seen, edit })
                .await
                .unwrap();
        let view = room::step_template(k, &admin, &step(view.seen, TemplateStep::Release)).await.unwrap();
        assert_eq!((view.state, view.released), (TemplateState::Released, Some(1)));
        let again = room::step_template(k, &admin, &step(view.seen, TemplateStep::Release)).await;
        assert_eq!(again, Err(Error::conflict(Problem::NothingToRelease)));
        let form = room::begin_form(k, &admin, &command).await.unwrap();
        assert_eq!(form.head.state, FormState::Draft);
        let retired = room::step_template(k, &admin, &step(view.seen, TemplateStep::Retire)).await.unwrap();
        let revived =
            room::step_template(k, &admin, &step(retired.seen, TemplateStep::Revive)).await.unwrap();
        assert_eq!(revived.state, TemplateState::Released);
    });
}
