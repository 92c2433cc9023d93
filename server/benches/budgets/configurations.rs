//! A model with 400 choices and 600 rules: what an answer to a choice and a repair take.

use std::time::Instant;

use kontor_domain::configurations::{Choice, Choices, Compiled, Condition, Demand, Group, Model, Rule};
use kontor_domain::{Localized, ModelId, Money};

use crate::stats::Times;

const GROUPS: u64 = 40;
const EACH: u64 = 10;
const RULES: u64 = 600;

pub fn run() {
    let engine = Compiled::new(model()).expect("a model without faults");
    let start = Instant::now();
    let possible = engine.satisfiable().is_ok();
    println!(
        "- proof that {RULES} rules can hold together ({possible}): {:.1} ms",
        start.elapsed().as_secs_f64() * 1e3
    );
    let start = Instant::now();
    let never = engine.never_possible().len();
    println!(
        "- trying every choice ({never} can never be had): {:.1} ms",
        start.elapsed().as_secs_f64() * 1e3
    );
    let contradicting = Compiled::new(contradicting()).expect("a model without faults");
    let start = Instant::now();
    let named = contradicting.satisfiable().err().map_or(0, |contradiction| contradiction.rules.len());
    println!(
        "- a contradiction of 6 rules among {RULES}, {named} named: {:.1} ms",
        start.elapsed().as_secs_f64() * 1e3
    );
    let mut chance = Chance(11);
    let (mut answers, mut repairs) = (Times::default(), Times::default());
    let (mut broken, mut mended) = (0, 0);
    for _ in 0..40 {
        // A person chooses here and there, and takes a repair when something bites.
        let mut choices = Choices::default();
        for _ in 0..30 {
            let group = &engine.model().groups[chance.below(GROUPS)];
            let code = group.choices[chance.below(EACH)].code.clone();
            choices.choose(group, &code, 1);
            let start = Instant::now();
            let answer = engine.answer(&choices);
            answers.add(start.elapsed());
            if !answer.valid() {
                broken += 1;
                let start = Instant::now();
                let repair = engine.repair(&choices);
                repairs.add(start.elapsed());
                if let Some(repair) = repair {
                    mended += 1;
                    choices = repair.choices;
                }
            }
        }
    }
    println!(
        "- an answer to a choice (validity, every blocked choice with its reasons, price, time): {answers}"
    );
    println!("- a repair ({mended} found for {broken} that bit): {repairs}");
}

/// The same numbers every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % most).expect("a small number")
    }
}

/// One of five has to be chosen, and each of them excludes itself.
fn contradicting() -> Model {
    let mut model = model();
    let (first, last) = (EACH + 1, EACH + 5);
    let codes = (first..=last).map(|c| format!("c{c}"));
    for code in codes.clone() {
        let then = Demand::Excludes { choices: vec![code.clone()] };
        let rule = Rule {
            code: format!("never-{code}"),
            when: Condition::chosen(&code),
            then,
            words: Localized::default(),
        };
        model.rules.insert(model.rules.len() / 2, rule);
    }
    let what = Condition::Any { of: codes.map(|code| Condition::chosen(&code)).collect() };
    let then = Demand::Requires { what };
    model.rules.push(Rule {
        code: "always".into(),
        when: Condition::always(),
        then,
        words: Localized::default(),
    });
    model
}

fn model() -> Model {
    let name = |text: String| Localized::new(text.clone(), text);
    let choice = |g: u64, c: u64| Choice {
        code: format!("c{}", g * EACH + c),
        number: String::new(),
        name: name(format!("Möglichkeit {g}.{c}")),
        text: Localized::default(),
        net: Money::cents(i64::try_from(100 * (c + 1)).expect("small")),
        lead_days: u32::try_from(c).expect("small"),
        most: 1,
        picture: String::new(),
    };
    let group = |g: u64| Group {
        code: format!("g{g}"),
        name: name(format!("Gruppe {g}")),
        text: Localized::default(),
        // Half of them are "one of", and something has to be chosen there.
        min: u32::from(g.is_multiple_of(2)),
        max: if g.is_multiple_of(2) { 1 } else { 10 },
        choices: (0..EACH).map(|c| choice(g, c)).collect(),
    };
    let mut chance = Chance(7);
    let rules = (0..RULES)
        .map(|r| {
            let mut code = || format!("c{}", chance.below(GROUPS * EACH));
            let when = Condition::chosen(&code());
            let then = match r % 12 {
                0..=4 => Demand::Requires {
                    what: Condition::Any { of: (0..3).map(|_| Condition::chosen(&code())).collect() },
                },
                5..=8 => Demand::Excludes { choices: vec![code(), code()] },
                9 => Demand::Adds { choice: code(), amount: 1 },
                10 => Demand::Suggests { choice: code() },
                _ => Demand::AtMost { choices: (0..5).map(|_| code()).collect(), most: 3 },
            };
            Rule { code: format!("r{r}"), when, then, words: Localized::default() }
        })
        .collect();
    Model {
        id: ModelId::new("bench"),
        version: 1,
        number: "B 400".into(),
        name: name("Maschine".into()),
        text: Localized::default(),
        net: Money::cents(10_000_000),
        lead_days: 40,
        groups: (0..GROUPS).map(group).collect(),
        rules,
    }
}
