//! Signatures: who is asked sees and signs one document, a link is good for one person and one signature, and what comes of it is one
//! sealed document with everything that happened.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use bytes::Bytes;
use futures::TryStreamExt as _;
use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Role};
use kontor_domain::documents::{DocumentFilter, DocumentKind};
use kontor_domain::forms::{
    Answer, BeginForm, EditTemplate, Element, ElementKind, Expression, FormState, FormTemplate, FormView,
    Need, NewTemplate, SaveAnswers, Seals, Section, Side, SigningOrder, StepTemplate, TemplateEdit,
    TemplateStep,
};
use kontor_domain::seals::CheckOutcome;
use kontor_domain::signatures::{
    AskSignatures, CONSENT, DeclineSignature, DelegateSignature, Drawing, NewSigner, Point, Round,
    SendReminder, Sign, SignerState, Stroke, WithdrawRound, Written, verify_log,
};
use kontor_domain::{
    CompanyId, DocumentId, Error, FormId, IdempotencyKey, Language, Localized, Problem, TemplateId,
};
use kontor_search::SearchIndex;
use kontor_service::{
    Clock, Ids, Kontor, Settings, documents, forms, mail, outbox, seals, signatures as room,
};
use kontor_store::{SerdeWrapper, Store, SurrealValue, Tx, Variables};

use crate::shop::{NOW, Shop, block, buyer, customer, dealer, on_disk, system};

pub const SABINE: &str = "sabine@bauer.example";
pub const JONAS: &str = "jonas@bauer.example";

pub fn desk() -> Actor {
    dealer(Role::Manager)
}

/// A form of two signatures and one question.
pub async fn template(k: &Kontor, id: &str, order: SigningOrder, seals: Seals) -> TemplateId {
    let element = |code: &str, kind| Element {
        code: code.into(),
        label: Localized::new(format!("Feld {code}"), format!("Field {code}")),
        hint: Localized::default(),
        need: Need::No,
        show: None,
        check: None,
        prefill: None,
        kind,
    };
    let work = Element { need: Need::Always, ..element("work", ElementKind::Text { long: true }) };
    // Answered, and hidden again.
    let inside = Element {
        show: Some(Expression::parse("damaged").unwrap()),
        ..element("inside", ElementKind::Text { long: true })
    };
    let section = Section {
        code: "all".into(),
        title: Localized::new("Bericht", "Report"),
        show: None,
        elements: vec![
            work,
            element("damaged", ElementKind::YesNo),
            inside,
            element("fitter", ElementKind::Signature { side: Side::House }),
            element("client", ElementKind::Signature { side: Side::Customer }),
        ],
    };
    let id = TemplateId::new(id);
    let name = Localized::new("Servicebericht", "Service report");
    let new = NewTemplate {
        key: IdempotencyKey::new(format!("template-{id}")),
        id: id.clone(),
        name: name.clone(),
        copy_of: None,
    };
    let made = forms::new_template(k, &system(), &new).await.unwrap();
    let whole =
        FormTemplate { name, order, seals, for_customers: true, sections: vec![section], ..made.template };
    let edit = TemplateEdit::Whole { template: Box::new(whole) };
    let edited =
        forms::edit_template(k, &system(), &EditTemplate { template: id.clone(), seen: made.seen, edit })
            .await
            .unwrap();
    let step = StepTemplate { template: id.clone(), seen: edited.seen, step: TemplateStep::Release };
    forms::step_template(k, &system(), &step).await.unwrap();
    id
}

/// A form of Bauer's that is complete.
pub async fn complete(k: &Kontor, actor: &Actor, template: &TemplateId, key: &str) -> FormView {
    let begin = BeginForm {
        key: IdempotencyKey::new(key),
        template: template.clone(),
        company: Some(CompanyId::new("bauer")),
        machine: String::new(),
        case: None,
        order: None,
    };
    let form = forms::begin_form(k, actor, &begin).await.unwrap();
    let save = SaveAnswers {
        form: form.head.id.clone(),
        base: form.head.version,
        changes: [
            ("work".to_owned(), Some(Answer::Text("Filter gewechselt, Öl geprüft.".into()))),
            ("damaged".to_owned(), Some(Answer::YesNo(false))),
            ("inside".to_owned(), Some(Answer::Text("Keine Kulanz.".into()))),
        ]
        .into(),
        settled: Vec::new(),
    };
    forms::save_answers(k, actor, &save).await.unwrap();
    forms::form(k, actor, &form.head.id).await.unwrap()
}

/// Empty addresses sign here.
pub fn ask(form: &FormView, key: &str, fitter: &str, client: &str) -> AskSignatures {
    let signer = |element: &str, name: &str, email: &str| NewSigner {
        element: element.into(),
        name: name.into(),
        email: email.into(),
    };
    AskSignatures {
        key: IdempotencyKey::new(key),
        form: form.head.id.clone(),
        version: form.head.version,
        signers: vec![signer("fitter", "Jonas Kraft", fitter), signer("client", "Sabine Bauer", client)],
        days: 14,
    }
}

pub struct Asked {
    pub shop: Shop,
    pub form: FormId,
    pub round: Round,
}

impl Asked {
    pub async fn new(order: SigningOrder, fitter: &str, client: &str) -> Self {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let template = template(k, "bericht", order, Seals::One).await;
        let form = complete(k, &desk(), &template, "form-1").await;
        let round = room::ask_signatures(k, &desk(), &ask(&form, "ask-1", fitter, client)).await.unwrap();
        Self { form: form.head.id, round, shop }
    }

    pub fn k(&self) -> &Arc<Kontor> {
        &self.shop.kontor
    }

    pub async fn state(&self) -> FormState {
        forms::form(self.k(), &desk(), &self.form).await.unwrap().head.state
    }

    pub async fn round(&self) -> Round {
        room::round(self.k(), &desk(), &self.form).await.unwrap().unwrap()
    }

    /// The states of both signers.
    async fn signers(&self) -> Vec<SignerState> {
        self.round().await.signers.iter().map(|signer| signer.state).collect()
    }
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Hidden {
    to: String,
    secrets: Option<Vec<String>>,
}

/// What only the reader of mails to this address reads in them, newest last; before they are sent.
pub async fn secrets(k: &Kontor, to: &str) -> Vec<String> {
    let sql = "SELECT seq, to, secrets FROM mail WHERE seq > '' ORDER BY seq";
    let all: Vec<Hidden> = k.store.rows(sql, Variables::new()).await.unwrap();
    all.into_iter().filter(|mail| mail.to == to).flat_map(|mail| mail.secrets.unwrap_or_default()).collect()
}

pub async fn token(k: &Kontor, to: &str) -> String {
    secrets(k, to).await.into_iter().rfind(|secret| secret.len() == 43).expect("an invitation")
}

pub async fn code(k: &Kontor, to: &str) -> String {
    secrets(k, to).await.into_iter().rfind(|secret| secret.len() == 6).expect("a code")
}

pub fn typed(hash: &str, name: &str) -> Sign {
    let written = Written::Typed { name: name.into() };
    Sign { seen: hash.into(), consent: CONSENT, language: Language::De, written }
}

pub fn drawn(hash: &str) -> Sign {
    let points = [(100, 200, 90, 0), (200, 120, 128, 12), (300, 240, 200, 24), (500, 180, 128, 40)];
    let stroke = Stroke(points.into_iter().map(Point::from).collect());
    let drawing = Drawing { height: 400, strokes: vec![stroke] };
    Sign { seen: hash.into(), consent: CONSENT, language: Language::De, written: Written::Drawn { drawing } }
}

/// Gets a code and types it in.
pub async fn known(k: &Kontor, to: &str) -> String {
    let token = token(k, to).await;
    room::send_code(k, &token).await.unwrap();
    let code = code(k, to).await;
    room::enter_code(k, &token, &code).await.unwrap();
    token
}

pub async fn archived(k: &Kontor) -> Vec<DocumentId> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let kind = Some(DocumentKind::SignedForm);
        let filter = DocumentFilter { kind, after, ..DocumentFilter::default() };
        let page = documents::documents(k, &system(), &filter).await.unwrap();
        all.extend(page.items.into_iter().map(|document| document.id));
        after = page.next;
        if after.is_none() {
            return all;
        }
    }
}

pub async fn bytes(k: &Kontor, id: &DocumentId) -> Vec<u8> {
    let opened = documents::open_document(k, &system(), id, None).await.unwrap();
    let pieces: Vec<Bytes> = opened.content.try_collect().await.unwrap();
    pieces.concat()
}

fn left(left: u32) -> Error {
    Error::invalid("code", Problem::WrongCode { left })
}

#[test]
fn in_order_the_second_is_asked_when_the_first_has_signed_and_one_document_comes_of_it() {
    block(async {
        let asked = Asked::new(SigningOrder::InOrder, JONAS, SABINE).await;
        let k = asked.k();
        assert_eq!(asked.state().await, FormState::Waiting);
        assert!(secrets(k, SABINE).await.is_empty(), "it is not her turn");
        let jonas = known(k, JONAS).await;
        let view = room::signing(k, &jonas).await.unwrap();
        assert!(view.known && view.pages >= 1 && view.code_until.is_none());
        assert_eq!((view.hash.as_str(), view.others.len()), (asked.round.hash.as_str(), 1));
        assert!(
            view.shown.iter().any(|part| part.lines.iter().any(|(_, value)| value.contains("Öl geprüft")))
        );
        let shown = room::shown_pdf(k, &jonas).await.unwrap();
        assert_eq!(sha256(&shown), asked.round.hash, "the bytes that are shown are those that are signed");
        room::sign(k, &jonas, &drawn(&view.hash)).await.unwrap();
        assert_eq!(asked.signers().await, [SignerState::Signed, SignerState::Asked]);
        assert_eq!(archived(k).await, []);
        let sabine = known(k, SABINE).await;
        room::sign(k, &sabine, &typed(&view.hash, "Sabine Bauer")).await.unwrap();
        asked.shop.settle().await;
        let [document] = &archived(k).await[..] else { panic!("one document") };
        let form = forms::form(k, &desk(), &asked.form).await.unwrap();
        assert_eq!((form.head.state, form.head.document.as_ref()), (FormState::Signed, Some(document)));
        let round = asked.round().await;
        assert_eq!(verify_log(&round.hash, &round.log), Ok(()));
        let steps: Vec<&str> = round.log.iter().map(|step| step.what.as_str()).collect();
        assert_eq!(
            steps,
            [
                "asked",
                "invited",
                "seen",
                "code_sent",
                "code_right",
                "signed",
                "invited",
                "seen",
                "code_sent",
                "code_right",
                "signed",
                "sealed"
            ]
        );
        assert!(bytes(k, document).await.starts_with(b"%PDF-"));
        // What is in the archive is as the chain says.
        assert_eq!(documents::verify(k, &system()).await.unwrap().damage, []);
    });
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

#[test]
fn in_parallel_all_are_asked_and_both_who_sign_at_once_are_counted() {
    block(async {
        let asked = Asked::new(SigningOrder::Parallel, JONAS, SABINE).await;
        let k = asked.k();
        let (jonas, sabine) = (known(k, JONAS).await, known(k, SABINE).await);
        let hash = &asked.round.hash;
        let (mine, hers) = (drawn(hash), typed(hash, "Sabine Bauer"));
        let (a, b) = tokio::join!(room::sign(k, &jonas, &mine), room::sign(k, &sabine, &hers));
        a.unwrap();
        b.unwrap();
        let sql = "SELECT VALUE seq FROM outbox WHERE kind = 'archive' AND state = 'pending'";
        let jobs: Vec<String> = k.store.rows(sql, Variables::new()).await.unwrap();
        assert_eq!(jobs.len(), 1, "one of them was the last");
        asked.shop.settle().await;
        assert_eq!(archived(k).await.len(), 1);
        let round = asked.round().await;
        assert_eq!(verify_log(&round.hash, &round.log), Ok(()));
    });
}

#[test]
fn a_link_signs_once_also_in_two_tabs_and_afterwards_looks_like_one_that_never_was() {
    block(async {
        let asked = Asked::new(SigningOrder::InOrder, JONAS, SABINE).await;
        let k = asked.k();
        let jonas = known(k, JONAS).await;
        let sign = drawn(&asked.round.hash);
        let (a, b) = tokio::join!(room::sign(k, &jonas, &sign), room::sign(k, &jonas, &sign));
        assert!([a.clone(), b.clone()].contains(&Ok(())) && [a, b].contains(&Err(Error::NotFound)));
        let round = asked.round().await;
        assert_eq!(round.log.iter().filter(|step| step.what == "signed").count(), 1);
        let never = "A".repeat(43);
        for link in [&jonas, &never] {
            assert_eq!(room::signing(k, link).await, Err(Error::NotFound));
            assert_eq!(room::shown_pdf(k, link).await, Err(Error::NotFound));
            assert_eq!(room::send_code(k, link).await, Err(Error::NotFound));
            assert_eq!(room::enter_code(k, link, "000000").await, Err(Error::NotFound));
            assert_eq!(room::sign(k, link, &sign).await, Err(Error::NotFound));
            let decline = DeclineSignature { reason: "nein".into() };
            assert_eq!(room::decline(k, link, &decline).await, Err(Error::NotFound));
        }
    });
}

#[test]
fn nobody_signs_without_the_code_nor_with_one_of_another_link() {
    block(async {
        let asked = Asked::new(SigningOrder::Parallel, JONAS, SABINE).await;
        let k = asked.k();
        let (jonas, sabine) = (token(k, JONAS).await, token(k, SABINE).await);
        let sign = drawn(&asked.round.hash);
        let needed = Err(Error::invalid("code", Problem::CodeNeeded));
        assert_eq!(room::sign(k, &jonas, &sign).await, needed);
        assert_eq!(
            room::enter_code(k, &jonas, "123456").await,
            Err(Error::invalid("code", Problem::CodeOver))
        );
        room::send_code(k, &jonas).await.unwrap();
        room::send_code(k, &sabine).await.unwrap();
        let hers = code(k, SABINE).await;
        assert_eq!(room::enter_code(k, &jonas, &hers).await, Err(left(4)));
        // Hers is of another document altogether.
        let form = complete(k, &desk(), &TemplateId::new("bericht"), "form-2").await;
        let ask = ask(&form, "ask-2", "kraft@bauer.example", "");
        room::ask_signatures(k, &desk(), &ask).await.unwrap();
        let other = token(k, "kraft@bauer.example").await;
        room::send_code(k, &other).await.unwrap();
        assert_eq!(room::enter_code(k, &jonas, &code(k, "kraft@bauer.example").await).await, Err(left(3)));
        room::enter_code(k, &jonas, &code(k, JONAS).await).await.unwrap();
        // Good for a while, and not for ever.
        k.clock.advance(SignedDuration::from_mins(61));
        assert_eq!(room::sign(k, &jonas, &sign).await, needed);
    });
}

#[test]
fn five_wrong_attempts_end_a_code_and_so_do_ten_minutes() {
    block(async {
        let asked = Asked::new(SigningOrder::InOrder, JONAS, SABINE).await;
        let k = asked.k();
        let jonas = token(k, JONAS).await;
        room::send_code(k, &jonas).await.unwrap();
        let right = code(k, JONAS).await;
        let wrong = if right == "111111" { "222222" } else { "111111" };
        for attempts in (0..5).rev() {
            assert_eq!(room::enter_code(k, &jonas, wrong).await, Err(left(attempts)));
        }
        let over = Err(Error::invalid("code", Problem::CodeOver));
        assert_eq!(room::enter_code(k, &jonas, &right).await, over);
        room::send_code(k, &jonas).await.unwrap();
        k.clock.advance(SignedDuration::from_mins(11));
        assert_eq!(room::enter_code(k, &jonas, &code(k, JONAS).await).await, over);
        for _ in 0..3 {
            room::send_code(k, &jonas).await.unwrap();
        }
        assert!(matches!(room::send_code(k, &jonas).await, Err(Error::RateLimited { .. })));
    });
}

#[test]
fn who_asks_for_codes_too_often_waits_for_an_hour_and_not_for_a_day() {
    block(async {
        let asked = Asked::new(SigningOrder::InOrder, JONAS, SABINE).await;
        let k = asked.k();
        let jonas = token(k, JONAS).await;
        for _ in 0..5 {
            room::send_code(k, &jonas).await.unwrap();
        }
        for _ in 0..20 {
            let refused = room::send_code(k, &jonas).await;
            assert!(
                matches!(refused, Err(Error::RateLimited { seconds }) if seconds <= 3_600),
                "{refused:?}"
            );
        }
        k.clock.advance(SignedDuration::from_mins(61));
        room::send_code(k, &jonas).await.unwrap();
    });
}

#[test]
fn wrong_codes_at_once_do_not_make_more_attempts() {
    block(async {
        let asked = Asked::new(SigningOrder::InOrder, JONAS, SABINE).await;
        let k = asked.k();
        let jonas = token(k, JONAS).await;
        room::send_code(k, &jonas).await.unwrap();
        let right = code(k, JONAS).await;
        let mut tries = tokio::task::JoinSet::new();
        for n in 0..12 {
            let (k, jonas, right) = (Arc::clone(k), jonas.clone(), right.clone());
            tries.spawn(async move {
                let wrong = format!("{:06}", (right.parse::<u32>().unwrap() + 1 + n) % 1_000_000);
                room::enter_code(&k, &jonas, &wrong).await
            });
        }
        let told = tries.join_all().await.into_iter();
        assert!(told.filter(|answer| matches!(answer, Err(Error::Invalid { fields }) if matches!(fields[0].problem, Problem::WrongCode { .. }))).count() <= 5);
    });
}

#[test]
fn another_document_than_the_one_that_was_shown_is_not_signed() {
    block(async {
        let asked = Asked::new(SigningOrder::InOrder, JONAS, SABINE).await;
        let k = asked.k();
        let jonas = known(k, JONAS).await;
        let other = drawn(&"0".repeat(64));
        assert_eq!(room::sign(k, &jonas, &other).await, Err(Error::conflict(Problem::ChangedMeanwhile)));
        let unread = Sign { consent: 99, ..drawn(&asked.round.hash) };
        assert_eq!(room::sign(k, &jonas, &unread).await, Err(Error::invalid("consent", Problem::Required)));
        let blank = typed(&asked.round.hash, "  ");
        assert_eq!(room::sign(k, &jonas, &blank).await, Err(Error::invalid("written", Problem::Required)));
        let empty = Sign { written: Written::Drawn { drawing: Drawing::default() }, ..unread };
        let Err(Error::Invalid { fields }) = room::sign(k, &jonas, &empty).await else { panic!("taken") };
        assert_eq!(fields.len(), 2, "all that is wrong is told at once");
    });
}

#[test]
fn after_the_last_day_links_are_gone_and_the_form_has_expired() {
    block(async {
        let asked = Asked::new(SigningOrder::InOrder, JONAS, SABINE).await;
        let k = asked.k();
        let jonas = known(k, JONAS).await;
        k.clock.advance(SignedDuration::from_hours(24 * 15));
        assert_eq!(room::sign(k, &jonas, &drawn(&asked.round.hash)).await, Err(Error::NotFound));
        asked.shop.settle().await;
        assert_eq!(asked.state().await, FormState::Expired);
        assert_eq!(archived(k).await, []);
        let round = asked.round().await;
        assert_eq!(round.log.last().map(|step| step.what.as_str()), Some("expired"));
        assert!(!round.may_manage);
    });
}

#[test]
fn the_last_day_ends_at_midnight_where_the_house_is() {
    block(async {
        let asked = Asked::new(SigningOrder::Parallel, JONAS, SABINE).await;
        let (k, sign) = (asked.k(), drawn(&asked.round.hash));
        // Half past eleven in the evening of the last day.
        k.clock.advance(SignedDuration::from_mins((14 * 24 + 14) * 60 + 30));
        let (jonas, sabine) = (known(k, JONAS).await, known(k, SABINE).await);
        k.clock.advance(SignedDuration::from_secs(29 * 60 + 59));
        room::sign(k, &jonas, &sign).await.unwrap();
        k.clock.advance(SignedDuration::from_secs(1));
        assert_eq!(room::sign(k, &sabine, &sign).await, Err(Error::NotFound));
        asked.shop.settle().await;
        assert_eq!((asked.state().await, archived(k).await.len()), (FormState::Expired, 0));
    });
}

#[test]
fn a_round_comes_to_mind_with_a_new_link_after_three_days_and_before_its_end() {
    block(async {
        let asked = Asked::new(SigningOrder::InOrder, JONAS, SABINE).await;
        let k = asked.k();
        let first = token(k, JONAS).await;
        asked.shop.settle().await;
        k.clock.advance(SignedDuration::from_hours(73));
        outbox::drain(k).await.unwrap();
        let log = asked.round().await.log;
        assert_eq!(log.last().map(|step| step.what.as_str()), Some("reminded"));
        assert_eq!(room::signing(k, &first).await, Err(Error::NotFound), "the new link took its place");
        k.clock.advance(SignedDuration::from_hours(24 * 10));
        outbox::drain(k).await.unwrap();
        let reminded =
            |log: &[kontor_domain::signatures::LogStep]| log.iter().filter(|s| s.what == "reminded").count();
        assert_eq!(reminded(&asked.round().await.log), 2);
        let by_hand = SendReminder { form: asked.form.clone(), element: "fitter".into() };
        room::remind(k, &desk(), &by_hand).await.unwrap();
        assert_eq!(reminded(&asked.round().await.log), 3);
        let later = SendReminder { element: "client".into(), ..by_hand };
        assert_eq!(room::remind(k, &desk(), &later).await, Err(Error::conflict(Problem::WrongState)));
    });
}

#[test]
fn nobody_is_reminded_who_was_asked_just_now_or_is_about_to_sign() {
    block(async {
        let asked = Asked::new(SigningOrder::InOrder, JONAS, SABINE).await;
        let k = asked.k();
        // It is her turn an hour before reminders go out.
        k.clock.advance(SignedDuration::from_hours(71));
        let jonas = known(k, JONAS).await;
        room::sign(k, &jonas, &drawn(&asked.round.hash)).await.unwrap();
        let sabine = token(k, SABINE).await;
        k.clock.advance(SignedDuration::from_hours(2));
        asked.shop.settle().await;
        assert!(!room::signing(k, &sabine).await.unwrap().known, "the link of this morning is good");
        // Half past eight of the last day but one: at nine the others would be reminded.
        k.clock.advance(SignedDuration::from_mins((9 * 24 + 22) * 60 + 30));
        room::send_code(k, &sabine).await.unwrap();
        let digits = code(k, SABINE).await;
        room::enter_code(k, &sabine, &digits).await.unwrap();
        k.clock.advance(SignedDuration::from_mins(40));
        asked.shop.settle().await;
        assert!(asked.round().await.log.iter().all(|step| step.what != "reminded"));
        room::sign(k, &sabine, &drawn(&asked.round.hash)).await.unwrap();
    });
}

#[test]
fn who_hands_it_on_loses_their_link_and_the_log_says_so() {
    block(async {
        let asked = Asked::new(SigningOrder::InOrder, JONAS, SABINE).await;
        let k = asked.k();
        let to = DelegateSignature { name: "Mira Lenz".into(), email: "mira@bauer.example".into() };
        let stray = token(k, JONAS).await;
        let needed = Err(Error::invalid("code", Problem::CodeNeeded));
        assert_eq!(room::delegate(k, &stray, &to).await, needed, "a link that went astray does not walk on");
        let jonas = known(k, JONAS).await;
        room::delegate(k, &jonas, &to).await.unwrap();
        assert_eq!(room::signing(k, &jonas).await, Err(Error::NotFound));
        let mira = token(k, "mira@bauer.example").await;
        let view = room::signing(k, &mira).await.unwrap();
        assert!(!view.known, "she enters a code of her own");
        assert_eq!(view.signer.name, "Mira Lenz");
        let mira = known(k, "mira@bauer.example").await;
        room::sign(k, &mira, &drawn(&view.hash)).await.unwrap();
        let round = asked.round().await;
        let handed = round.log.iter().find(|step| step.what == "delegated").unwrap();
        assert_eq!((handed.who.as_str(), handed.fact("to")), ("Jonas Kraft", "Mira Lenz"));
    });
}

#[test]
fn one_who_declines_ends_it_for_all_and_says_why() {
    block(async {
        let asked = Asked::new(SigningOrder::Parallel, JONAS, SABINE).await;
        let k = asked.k();
        let (jonas, sabine) = (token(k, JONAS).await, known(k, SABINE).await);
        let empty = DeclineSignature { reason: "  ".into() };
        assert_eq!(room::decline(k, &jonas, &empty).await, Err(Error::invalid("reason", Problem::Required)));
        let no = DeclineSignature { reason: "Die Stunden stimmen nicht.".into() };
        room::decline(k, &jonas, &no).await.unwrap();
        assert_eq!(room::sign(k, &sabine, &drawn(&asked.round.hash)).await, Err(Error::NotFound));
        assert_eq!(asked.state().await, FormState::Declined);
        assert_eq!(asked.round().await.declined, "Die Stunden stimmen nicht.");
        asked.shop.settle().await;
        assert_eq!(archived(k).await, []);
    });
}

#[test]
fn what_is_taken_back_is_a_draft_again_and_its_links_are_dead() {
    block(async {
        let asked = Asked::new(SigningOrder::Parallel, JONAS, SABINE).await;
        let k = asked.k();
        let jonas = known(k, JONAS).await;
        room::sign(k, &jonas, &drawn(&asked.round.hash)).await.unwrap();
        let sabine = known(k, SABINE).await;
        let version = forms::form(k, &desk(), &asked.form).await.unwrap().head.version;
        let stale = WithdrawRound { form: asked.form.clone(), version: version + 7 };
        let changed = Err(Error::conflict(Problem::ChangedMeanwhile));
        assert_eq!(room::withdraw_round(k, &desk(), &stale).await, changed);
        room::withdraw_round(k, &desk(), &WithdrawRound { version, ..stale }).await.unwrap();
        assert_eq!(room::signing(k, &sabine).await, Err(Error::NotFound));
        assert_eq!(asked.state().await, FormState::Draft);
        assert_eq!(room::round(k, &desk(), &asked.form).await, Ok(None));
        assert_eq!(room::round_pdf(k, &desk(), &asked.form).await, Err(Error::NotFound));
        // And it can be asked for once more, of a form that may have changed.
        let form = forms::form(k, &desk(), &asked.form).await.unwrap();
        let again = room::ask_signatures(k, &desk(), &ask(&form, "ask-again", "", "")).await.unwrap();
        assert!(again.signers.iter().all(|signer| signer.written.is_none()));
    });
}

#[test]
fn who_signs_while_it_is_taken_back_was_quicker_or_finds_the_link_gone() {
    block(async {
        for last in [false, true] {
            let asked = Asked::new(SigningOrder::Parallel, JONAS, SABINE).await;
            let (k, me, sign) = (asked.k(), desk(), drawn(&asked.round.hash));
            if last {
                let jonas = known(k, JONAS).await;
                room::sign(k, &jonas, &sign).await.unwrap();
            }
            let sabine = known(k, SABINE).await;
            let version = forms::form(k, &me, &asked.form).await.unwrap().head.version;
            let withdraw = WithdrawRound { form: asked.form.clone(), version };
            let (signed, taken) =
                tokio::join!(room::sign(k, &sabine, &sign), room::withdraw_round(k, &me, &withdraw));
            asked.shop.settle().await;
            if taken.is_ok() {
                assert!(signed == Err(Error::NotFound) || (!last && signed.is_ok()), "{signed:?}");
                assert_eq!((asked.state().await, archived(k).await.len()), (FormState::Draft, 0));
            } else {
                assert_eq!((signed, taken), (Ok(()), Err(Error::conflict(Problem::WrongState))));
                assert_eq!((asked.state().await, archived(k).await.len()), (FormState::Signed, 1));
            }
        }
    });
}

#[test]
fn who_signs_here_is_vouched_for_by_whoever_asked() {
    block(async {
        let asked = Asked::new(SigningOrder::InOrder, "", "").await;
        let k = asked.k();
        let hash = asked.round.hash.clone();
        assert!(asked.round.signers[0].sign_here && !asked.round.signers[1].sign_here);
        let turn = room::sign_here(k, &desk(), &asked.form, "client", &drawn(&hash)).await;
        assert_eq!(turn, Err(Error::conflict(Problem::NotYourTurn)));
        room::sign_here(k, &desk(), &asked.form, "fitter", &drawn(&hash)).await.unwrap();
        let again = room::sign_here(k, &desk(), &asked.form, "fitter", &drawn(&hash)).await;
        assert_eq!(again, Err(Error::conflict(Problem::AlreadyDone)));
        let round = room::sign_here(k, &desk(), &asked.form, "client", &drawn(&hash)).await.unwrap();
        let signed = round.log.iter().find(|step| step.what == "signed").unwrap();
        assert_eq!((signed.who.as_str(), signed.fact("by")), ("Jonas Kraft", "Innendienst"));
        asked.shop.settle().await;
        assert_eq!(archived(k).await.len(), 1);
    });
}

#[test]
fn the_same_question_twice_asks_once_and_a_form_that_is_not_complete_is_not_signed() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let template = template(k, "bericht", SigningOrder::InOrder, Seals::One).await;
        let begin = BeginForm {
            key: IdempotencyKey::new("empty"),
            template: template.clone(),
            company: Some(CompanyId::new("bauer")),
            machine: String::new(),
            case: None,
            order: None,
        };
        let empty = forms::begin_form(k, &desk(), &begin).await.unwrap();
        let missing = room::ask_signatures(k, &desk(), &ask(&empty, "a", JONAS, SABINE)).await;
        assert_eq!(missing, Err(Error::conflict(Problem::FormIncomplete)));
        let form = complete(k, &desk(), &template, "form").await;
        let wrong = AskSignatures {
            days: 0,
            signers: vec![NewSigner { element: "nobody".into(), name: " ".into(), email: "x".into() }],
            ..ask(&form, "b", "", "")
        };
        let Err(Error::Invalid { fields }) = room::ask_signatures(k, &desk(), &wrong).await else {
            panic!("taken")
        };
        let named: Vec<&str> = fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(named, ["days", "signers[0].name", "signers[0].email", "signers[0].element", "signers"]);
        let ask = ask(&form, "c", JONAS, SABINE);
        let first = room::ask_signatures(k, &desk(), &ask).await.unwrap();
        let second = room::ask_signatures(k, &desk(), &ask).await.unwrap();
        assert_eq!(first, second);
        assert_eq!(secrets(k, JONAS).await.len(), 1);
        let stale = AskSignatures { key: IdempotencyKey::new("d"), ..ask };
        assert_eq!(room::ask_signatures(k, &desk(), &stale).await, Err(Error::conflict(Problem::WrongState)));
    });
}

#[test]
fn what_people_sign_is_the_form_as_whoever_asked_saw_it_also_while_somebody_fills_it_in() {
    block(async {
        let shop = Shop::new().await;
        let (k, me) = (&shop.kontor, desk());
        let template = template(k, "bericht", SigningOrder::InOrder, Seals::One).await;
        for n in 0..6 {
            let form = complete(k, &me, &template, &format!("form-{n}")).await;
            let ask = ask(&form, &format!("ask-{n}"), "", "");
            let save = SaveAnswers {
                form: form.head.id.clone(),
                base: form.head.version,
                changes: [("work".to_owned(), Some(Answer::Text("Nur nachgesehen.".into())))].into(),
                settled: Vec::new(),
            };
            let (asked, saved) =
                tokio::join!(room::ask_signatures(k, &me, &ask), forms::save_answers(k, &me, &save));
            assert_ne!(asked.is_ok(), saved.is_ok(), "whoever is later is told so");
            let work = forms::form(k, &me, &form.head.id).await.unwrap().answers["work"].clone();
            assert_eq!(work == form.answers["work"], asked.is_ok());
        }
    });
}

#[test]
fn others_have_no_part_in_it() {
    block(async {
        let asked = Asked::new(SigningOrder::InOrder, "", SABINE).await;
        let (k, form) = (asked.k(), &asked.form);
        let sign = drawn(&asked.round.hash);
        let version = forms::form(k, &desk(), form).await.unwrap().head.version;
        let withdraw = WithdrawRound { form: form.clone(), version };
        let stranger = buyer("steiner");
        assert_eq!(room::round(k, &stranger, form).await, Err(Error::NotFound));
        assert_eq!(room::round_pdf(k, &stranger, form).await, Err(Error::NotFound));
        assert_eq!(room::sign_here(k, &stranger, form, "fitter", &sign).await, Err(Error::NotFound));
        assert_eq!(room::withdraw_round(k, &stranger, &withdraw).await, Err(Error::NotFound));
        // The customer's own people read how it stands, and no addresses; the dealer asked, so the dealer manages.
        let own = room::round(k, &buyer("bauer"), form).await.unwrap().unwrap();
        assert!(!own.may_manage && own.signers.iter().all(|s| s.email.is_empty() && !s.sign_here));
        assert_eq!(room::withdraw_round(k, &buyer("bauer"), &withdraw).await, Err(Error::Forbidden));
        assert_eq!(room::sign_here(k, &buyer("bauer"), form, "fitter", &sign).await, Err(Error::Forbidden));
        // The warehouse sees orders and looks after no customers.
        let depot = dealer(Role::Warehouse);
        assert_eq!(room::withdraw_round(k, &depot, &withdraw).await, Err(Error::Forbidden));
        assert_eq!(room::sign_here(k, &depot, form, "fitter", &sign).await, Err(Error::Forbidden));
        // Who gets mail signs behind their link, and not on somebody's device.
        assert_eq!(room::sign_here(k, &desk(), form, "client", &sign).await, Err(Error::NotFound));
        assert!(room::round(k, &customer("bauer", Role::CompanyAdmin), form).await.is_ok());
    });
}

#[test]
fn no_link_and_no_code_is_read_by_anybody_but_who_gets_the_mail() {
    block(async {
        let asked = Asked::new(SigningOrder::Parallel, JONAS, SABINE).await;
        let k = asked.k();
        let jonas = known(k, JONAS).await;
        let (sabine, code) = (token(k, SABINE).await, code(k, JONAS).await);
        let secrets = [jonas.as_str(), &sabine, &code];
        let shown = |text: &str| secrets.iter().any(|secret| text.contains(secret));
        // Before it is sent, and afterwards; also in the development mode.
        for _ in 0..2 {
            let mails = mail::mails(k, &system(), None).await.unwrap().items;
            assert!(mails.iter().any(|mail| mail.to == JONAS));
            assert!(!mails.iter().any(|mail| shown(&mail.text) || shown(&mail.subject)));
            let jobs = outbox::jobs(k, &system()).await.unwrap();
            assert!(!shown(&format!("{jobs:?}")));
            assert!(!shown(&format!("{:?}", asked.round().await)));
            outbox::drain(k).await.unwrap();
        }
        // Once it is sent, the store has it nowhere.
        let export = asked.shop.folder.path().join("all.surql");
        k.store.export(&export).await.unwrap();
        let all = std::fs::read_to_string(&export).unwrap();
        assert!(all.contains("signing_link"));
        assert!(!shown(&all), "who reads the store can sign nothing");
        // And it works.
        room::sign(k, &jonas, &drawn(&asked.round.hash)).await.unwrap();
    });
}

#[test]
fn an_invitation_that_is_not_sent_after_all_leaves_no_link_behind() {
    block(async {
        let asked = Asked::new(SigningOrder::InOrder, JONAS, SABINE).await;
        let k = asked.k();
        let jonas = token(k, JONAS).await;
        let sql = "SELECT VALUE seq FROM outbox WHERE data.job = 'mail'";
        let jobs: Vec<String> = k.store.rows(sql, Variables::new()).await.unwrap();
        for job in jobs {
            outbox::drop_job(k, &system(), &job, "falsche Adresse").await.unwrap();
        }
        let export = asked.shop.folder.path().join("all.surql");
        k.store.export(&export).await.unwrap();
        assert!(!std::fs::read_to_string(&export).unwrap().contains(&jonas));
    });
}

#[test]
fn the_sweep_leaves_what_people_are_shown_and_the_job_may_come_twice() {
    block(async {
        let asked = Asked::new(SigningOrder::InOrder, "", "").await;
        let k = asked.k();
        let hash = asked.round.hash.clone();
        for element in ["fitter", "client"] {
            room::sign_here(k, &desk(), &asked.form, element, &drawn(&hash)).await.unwrap();
        }
        asked.shop.settle().await;
        let before = archived(k).await;
        let sql = "SELECT VALUE seq FROM signing_round WHERE form = $form AND seq > '' ORDER BY seq";
        let mut vars = Variables::new();
        vars.insert("form", asked.form.to_string());
        let rounds: Vec<String> = k.store.rows(sql, vars).await.unwrap();
        assert_eq!(rounds.len(), 1);
        k.clock.advance(SignedDuration::from_hours(24 * 30));
        documents::upkeep(k).await.unwrap();
        assert_eq!(sha256(&room::round_pdf(k, &desk(), &asked.form).await.unwrap()), hash);
        asked.shop.settle().await;
        assert_eq!(archived(k).await, before);
    });
}

#[test]
fn a_signature_that_somebody_put_another_in_the_place_of_is_not_printed() {
    block(async {
        let asked = Asked::new(SigningOrder::InOrder, "", "").await;
        let k = asked.k();
        for (element, name) in [("fitter", "Jonas Kraft"), ("client", "Sabine Bauer")] {
            let sign = typed(&asked.round.hash, name);
            room::sign_here(k, &desk(), &asked.form, element, &sign).await.unwrap();
        }
        let sql = "SELECT VALUE data FROM signing_round";
        let rounds: Vec<SerdeWrapper<serde_json::Value>> = k.store.rows(sql, Variables::new()).await.unwrap();
        let mut data = rounds.into_iter().next().unwrap().0;
        data["signers"][1]["signed"]["written"]["name"] = "Sabine Brauer".into();
        let mut tx = Tx::new();
        let data = tx.bind(SerdeWrapper(data));
        tx.push(format!("UPDATE signing_round SET data = {data} RETURN NONE"));
        k.store.transact(&tx).await.unwrap();
        asked.shop.settle().await;
        assert_eq!((asked.state().await, archived(k).await.len()), (FormState::Waiting, 0));
    });
}

/// Runs a program in a folder: whether it went well, and all that it said.
fn run(program: &str, arguments: &[&str], folder: &Path) -> (bool, String) {
    let said = Command::new(program).args(arguments).current_dir(folder).output();
    let said = said.unwrap_or_else(|e| panic!("{program}: {e}"));
    let text = [said.stdout, said.stderr].concat();
    (said.status.success(), String::from_utf8_lossy(&text).into_owned())
}

#[test]
fn who_has_the_document_checks_the_signatures_alone_and_reads_no_address_and_nothing_hidden() {
    block(async {
        let asked = Asked::new(SigningOrder::Parallel, JONAS, SABINE).await;
        let (k, folder) = (asked.k(), asked.shop.folder.path());
        for to in [JONAS, SABINE] {
            let token = known(k, to).await;
            room::sign(k, &token, &drawn(&asked.round.hash)).await.unwrap();
        }
        asked.shop.settle().await;
        let [document] = &archived(k).await[..] else { panic!("one document") };
        std::fs::write(folder.join("signed.pdf"), bytes(k, document).await).unwrap();
        for file in ["form.json", "shown.pdf"] {
            let (went, said) = run("pdfdetach", &["-savefile", file, "-o", file, "signed.pdf"], folder);
            assert!(went, "{said}");
        }
        let text = std::fs::read_to_string(folder.join("form.json")).unwrap();
        assert!(text.contains("Öl geprüft"), "{text}");
        for other in [JONAS, SABINE, "Kulanz", "\"email\"", "\"code\"", "known_until"] {
            assert!(!text.contains(other), "{other}: {text}");
        }
        let data: serde_json::Value = serde_json::from_str(&text).unwrap();
        let shown = sha256(&std::fs::read(folder.join("shown.pdf")).unwrap());
        assert_eq!(data["shown"], shown);
        let log: Vec<kontor_domain::signatures::LogStep> =
            serde_json::from_value(data["log"].clone()).unwrap();
        assert_eq!(verify_log(&shown, &log), Ok(()));
        for signer in data["signers"].as_array().unwrap() {
            let written: Written = serde_json::from_value(signer["signed"]["written"].clone()).unwrap();
            let step = log.iter().find(|step| step.what == "signed" && step.who == signer["name"]).unwrap();
            assert_eq!(step.fact("wrote"), written.hash(&shown));
        }
    });
}

#[test]
fn the_last_page_says_what_each_of_them_agreed_to_as_they_read_it_and_in_which_zone_its_times_are() {
    block(async {
        let asked = Asked::new(SigningOrder::Parallel, JONAS, SABINE).await;
        let (k, folder) = (asked.k(), asked.shop.folder.path());
        for (to, language) in [(JONAS, Language::En), (SABINE, Language::De)] {
            let token = known(k, to).await;
            room::sign(k, &token, &Sign { language, ..drawn(&asked.round.hash) }).await.unwrap();
        }
        asked.shop.settle().await;
        let [document] = &archived(k).await[..] else { panic!("one document") };
        std::fs::write(folder.join("signed.pdf"), bytes(k, document).await).unwrap();
        let (_, words) = run("pdftotext", &["-layout", "signed.pdf", "-"], folder);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        for said in ["„I have read", "„Ich habe das", "Zeitzone Europe/Berlin", "09:00:00 Uhr"] {
            assert!(words.contains(said), "{said} in {words}");
        }
    });
}

/// A key with a certificate below a root of its own, good since before the held clock: `seal.key`, `seal.pem`, `root.pem`.
fn make_key(folder: &Path) {
    const CONFIGURATION: &str = "[ca]\ndefault_ca=one\n[one]\ndatabase=index.txt\nnew_certs_dir=.\nserial=serial.txt\n\
        default_md=sha256\npolicy=any\nunique_subject=no\n[any]\ncommonName=supplied\n\
        [root]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n\
        [leaf]\nbasicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\nsubjectKeyIdentifier=hash\n\
        authorityKeyIdentifier=keyid\n";
    for (name, text) in [("ca.cnf", CONFIGURATION), ("index.txt", ""), ("serial.txt", "01\n")] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let openssl = |arguments: &str| {
        let (went, said) = run("openssl", &arguments.split_whitespace().collect::<Vec<_>>(), folder);
        assert!(went, "openssl {arguments}: {said}");
    };
    for (name, common_name) in [("root", "Wurzel"), ("seal", "Siegel-Hallmann")] {
        openssl(&format!("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out {name}.key"));
        openssl(&format!("req -new -key {name}.key -subj /CN={common_name} -out {name}.csr"));
    }
    let time = "-startdate 20260101000000Z -enddate 20360101000000Z -batch -notext -config ca.cnf";
    openssl(&format!("ca -selfsign -keyfile root.key -in root.csr -out root.pem -extensions root {time}"));
    openssl(&format!(
        "ca -cert root.pem -keyfile root.key -in seal.csr -out leaf.pem -extensions leaf {time}"
    ));
    let chain = ["leaf.pem", "root.pem"].map(|name| std::fs::read_to_string(folder.join(name)).unwrap());
    std::fs::write(folder.join("seal.pem"), chain.concat()).unwrap();
}

/// The house of this folder, with the key in it.
pub async fn sealing(folder: &Path, seed: u64) -> Arc<Kontor> {
    let store = Store::open(&on_disk(folder)).await.unwrap();
    let index = SearchIndex::open(&folder.join("index"), 15_000_000).unwrap();
    let mut settings = Settings { data: folder.to_owned(), ..Settings::default() };
    settings.seal.key = folder.join("seal.key");
    settings.seal.certificate = folder.join("seal.pem");
    Kontor::start(store, index, Clock::held(NOW), Ids::seeded(seed), settings).await.unwrap()
}

/// A shop whose house seals.
pub async fn sealed_shop() -> Shop {
    let folder = tempfile::tempdir().unwrap();
    make_key(folder.path());
    let shop = Shop { kontor: sealing(folder.path(), 1).await, folder };
    shop.fill().await;
    shop
}

/// Where `make seal-tools` puts it.
fn python() -> String {
    let cache = std::env::var_os("XDG_CACHE_HOME").filter(|c| !c.is_empty()).map(PathBuf::from);
    let home = || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cache");
    cache.unwrap_or_else(home).join("kontor/tools/pyhanko/bin/python").to_string_lossy().into_owned()
}

#[test]
fn pdfsig_pyhanko_and_the_house_itself_say_that_the_document_is_unchanged_and_when_it_is_not() {
    block(async {
        let shop = sealed_shop().await;
        let (k, folder) = (&shop.kontor, shop.folder.path());
        let template = template(k, "bericht", SigningOrder::InOrder, Seals::Each).await;
        let form = complete(k, &desk(), &template, "form").await;
        let round = room::ask_signatures(k, &desk(), &ask(&form, "ask", "", SABINE)).await.unwrap();
        room::sign_here(k, &desk(), &form.head.id, "fitter", &drawn(&round.hash)).await.unwrap();
        let sabine = known(k, SABINE).await;
        room::sign(k, &sabine, &typed(&round.hash, "Sabine Bauer")).await.unwrap();
        shop.settle().await;
        let [document] = &archived(k).await[..] else { panic!("one document") };
        let pdf = bytes(k, document).await;
        let checked = seals::check_file(k, pdf.clone()).await.unwrap();
        assert_eq!(
            (checked.outcome, checked.seals.len()),
            (CheckOutcome::Unchanged, 2),
            "a seal for each of them"
        );
        assert_eq!(
            checked.place.map(|place| place.document).as_ref(),
            Some(document),
            "the id that is printed"
        );
        std::fs::write(folder.join("signed.pdf"), &pdf).unwrap();
        std::fs::write(folder.join("others.py"), include_bytes!("../../../seal/tests/seal/others.py"))
            .unwrap();
        let (_, said) = run("pdfsig", &["signed.pdf"], folder);
        assert_eq!(said.matches("Signature is Valid.").count(), 2, "{said}");
        let (went, said) = run(&python(), &["others.py", "root.pem", "signed.pdf"], folder);
        assert!(went && said.matches("\"intact\": true, \"valid\": true").count() == 2, "{said}");
        // What was shown and what was answered are in it.
        let (_, inside) = run("pdfdetach", &["-list", "signed.pdf"], folder);
        assert!(inside.contains("form.json") && inside.contains("shown.pdf"), "{inside}");
        run("pdfdetach", &["-savefile", "shown.pdf", "-o", "shown.pdf", "signed.pdf"], folder);
        assert_eq!(sha256(&std::fs::read(folder.join("shown.pdf")).unwrap()), round.hash);
        let (_, words) = run("pdftotext", &["-layout", "signed.pdf", "-"], folder);
        for word in
            ["Filter gewechselt", "Sabine Bauer", "Jonas Kraft", "einfache elektronische", &round.hash[..16]]
        {
            assert!(words.contains(word), "{word} in {words}");
        }
        let page = pdf.windows(9).position(|window| window == b"endstream").unwrap() - 20;
        let mut other = pdf;
        other[page] ^= 1;
        assert_eq!(seals::check_file(k, other.clone()).await.unwrap().outcome, CheckOutcome::Changed);
        std::fs::write(folder.join("touched.pdf"), &other).unwrap();
        let (_, said) = run("pdfsig", &["touched.pdf"], folder);
        assert!(!said.contains("Signature is Valid."), "{said}");
        let (went, said) = run(&python(), &["others.py", "root.pem", "touched.pdf"], folder);
        assert!(!went || said.contains("\"bottom_line\": false"), "{said}");
    });
}
