//! A hundred people in live cases: four look at each of 25 configurations. One changes it, the other three hear of it.

use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use kontor_domain::accounts::{Actor, Channel, NewPerson, Role, SignIn, Who};
use kontor_domain::configurations::{BeginConfiguration, ImportModel, ModelStep, StepModel};
use kontor_domain::{CompanyId, IdempotencyKey, Language, ModelId};
use kontor_server::config::Config;
use kontor_server::router::{AppState, COOKIE};
use kontor_service::{Kontor, accounts, configurations, models};

use super::client::Client;
use super::serve::serve;
use super::stats::Times;
use super::{machine, orders as shop};

const CASES: usize = 25;
/// In each case.
const PEOPLE: usize = 4;
/// Of each number of cases that change at once.
const CHANGES: usize = 400;
const PASSWORD: &str = "bagger fahren 24";

/// A configuration that is looked at.
struct Case {
    id: String,
    version: u64,
    /// Session of who changes it.
    cookie: String,
    /// When each of the others heard of something.
    heard: mpsc::Receiver<Instant>,
}

pub fn run(folder: &Path) {
    let data = folder.join("live");
    let _ = std::fs::remove_dir_all(&data);
    shop::block(measure(data));
}

async fn measure(data: std::path::PathBuf) {
    let kontor = shop::open(data.clone()).await;
    let model = model(&kontor).await;
    let mut config = Config { data, ..Config::default() };
    config.http.requests_per_second = 0;
    let (port, server) = serve(&AppState::new(Arc::clone(&kontor), config)).await;
    let mut cases = Vec::new();
    for n in 0..CASES {
        cases.push(begin(&kontor, n, &model, port).await);
    }
    assert_eq!(kontor.live.watchers(), CASES * PEOPLE);
    for at_once in [1, CASES] {
        let before = machine::cpu(std::process::id());
        let measured = tokio::task::spawn_blocking(move || change(cases, at_once, port)).await;
        let (answered, heard);
        (cases, answered, heard) = measured.expect("no case fails");
        let cpu = machine::cpu(std::process::id()).saturating_sub(before).as_secs_f64() * 1e3;
        println!(
            "- {} people in {CASES} live cases, {at_once} changing at once: a change is answered in {answered}; the last of the \
             others hears of it after {heard}; {:.1} ms CPU each with these clients",
            CASES * PEOPLE,
            cpu / CHANGES as f64
        );
    }
    server.abort();
    kontor.live.close();
    kontor.store.close().await.expect("closed");
}

/// So many cases at the same time, one change after the other in each.
fn change(mut cases: Vec<Case>, at_once: usize, port: u16) -> (Vec<Case>, Times, Times) {
    let (mut answered, mut heard) = (Times::default(), Times::default());
    std::thread::scope(|scope| {
        let one = |case: &'_ mut Case| change_one(case, CHANGES / at_once, port);
        let threads: Vec<_> =
            cases.iter_mut().take(at_once).map(|case| scope.spawn(move || one(case))).collect();
        for thread in threads {
            let (answers, hints) = thread.join().expect("no case fails");
            answered.extend(answers);
            heard.extend(hints);
        }
    });
    (cases, answered, heard)
}

fn change_one(case: &mut Case, times: usize, port: u16) -> (Vec<Duration>, Vec<Duration>) {
    let mut client = Client::open(port).expect("the server answers");
    let (mut answered, mut heard) = (Vec::new(), Vec::new());
    for n in 0..times {
        // The beacon comes and goes.
        let picks = if n % 2 == 0 { r#"[{"option":"rundum","amount":1}]"# } else { "[]" };
        let body = format!(
            r#"{{"command":{{"id":"{}","version":{},"picks":[{{"group":"licht","picks":{picks}}}]}}}}"#,
            case.id, case.version
        );
        let start = Instant::now();
        let answer = client.post_json("/fn/configurations/save_configuration", &body, &case.cookie);
        answered.push(start.elapsed());
        let answer = answer.expect("an answer");
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        let saved: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
        case.version = saved["version"].as_u64().expect("a version");
        let last = (1..PEOPLE)
            .map(|_| case.heard.recv_timeout(Duration::from_secs(10)).expect("everybody hears of it"))
            .max();
        heard.push(last.expect("somebody").duration_since(start));
    }
    (answered, heard)
}

async fn model(kontor: &Kontor) -> ModelId {
    let system = Actor::system(Channel::System);
    let file = kontor_demo::models().into_iter().next().expect("a model").to_owned();
    let made = models::import_model(kontor, &system, &ImportModel { file, version: None }).await;
    let made = made.expect("imported");
    let id = made.summary.id;
    let release = StepModel { id: id.clone(), version: made.version, step: ModelStep::Release };
    models::step_model(kontor, &system, &release).await.expect("released");
    id
}

/// A configuration of a company, and its people, who look at it.
async fn begin(kontor: &Kontor, n: usize, model: &ModelId, port: u16) -> Case {
    let (mut changer, mut cookies) = (None, Vec::new());
    for p in 0..PEOPLE {
        let (actor, email) = person(kontor, n, p).await;
        cookies.push(sign_in(kontor, &email).await);
        changer.get_or_insert(actor);
    }
    let changer = changer.expect("somebody");
    let command = BeginConfiguration {
        key: IdempotencyKey::new(kontor.new_id()),
        company: None,
        model: model.clone(),
        name: String::new(),
        picks: Vec::new(),
        machines: 1,
    };
    let id = configurations::begin_configuration(kontor, &changer, &command).await.expect("begun");
    let head = configurations::configuration(kontor, &changer, &id).await.expect("read").head;
    let (hear, heard) = mpsc::channel();
    let path = format!("/live/cases/{}", head.case);
    let mut ready = Vec::new();
    for (p, cookie) in cookies.iter().cloned().enumerate() {
        let (hear, path) = (hear.clone(), path.clone());
        let (sits, sat) = mpsc::channel();
        std::thread::spawn(move || {
            let mut client = Client::open(port).expect("the server answers");
            client.listen(&path, &cookie, |event| {
                // Who comes is told who else is there.
                let _ = sits.send(());
                // Who changes it knows already.
                if event == "changed" && p > 0 {
                    let _ = hear.send(Instant::now());
                }
            });
        });
        ready.push(sat);
    }
    tokio::task::spawn_blocking(move || {
        for sat in ready {
            sat.recv_timeout(Duration::from_secs(10)).expect("everybody sits down");
        }
    })
    .await
    .expect("everybody sits down");
    Case { id: id.to_string(), version: head.version.into(), cookie: cookies.swap_remove(0), heard }
}

async fn person(kontor: &Kontor, company: usize, n: usize) -> (Actor, String) {
    let company = CompanyId::new(format!("c{company}"));
    let (name, email) = (format!("Person {n}"), format!("person{n}@{company}.example"));
    let new = NewPerson {
        name: name.clone(),
        email: email.clone(),
        company: Some(company.clone()),
        roles: vec![Role::Buyer],
        language: Language::De,
        password: PASSWORD.into(),
    };
    let person = accounts::make_person(kontor, &Actor::system(Channel::System), new).await.expect("a person");
    let company_name = company.to_string();
    let who = Who::Customer { person, name, company, company_name, roles: vec![Role::Buyer] };
    (Actor { who, channel: Channel::Portal, language: Language::De }, email)
}

/// The cookie of a session. Each signs in from an address of their own, as a hundred people would.
async fn sign_in(kontor: &Kontor, email: &str) -> String {
    let command = SignIn { email: email.into(), password: PASSWORD.into(), address: email.into() };
    let session = accounts::sign_in(kontor, &command).await.expect("signed in");
    format!("{COOKIE}={}", session.secret)
}
