//! What the double knows, and what changes it.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::hooks::Delivery;
use crate::objects;

/// How the next write at the interface goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The bank refuses a charge, with this decline code; a refund is refused with this error code.
    Declined(String),
    /// The bank wants to see the payer.
    AuthenticationRequired,
    /// 429; nothing is done or remembered.
    RateLimit,
    /// 500; nothing is done, and the same key is answered 500 again, as Stripe does.
    ServerError,
    /// The connection breaks before anything is done.
    CutBefore,
    /// The work is done and remembered, and the connection breaks before the answer.
    CutAfter,
    /// The work is done and remembered; the answer comes so much later.
    Late(std::time::Duration),
}

/// What becomes of the debits under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// As Stripe's test account numbers say.
    AsNumbered,
    Succeed,
    Fail,
}

/// What was answered to an idempotency key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Answer {
    pub fingerprint: String,
    pub status: u16,
    pub body: Value,
}

/// The double's memory.
#[derive(Default, Serialize, Deserialize)]
pub struct State {
    count: u64,
    pub objects: BTreeMap<String, Value>,
    /// The number behind a method: it decides how it behaves.
    pub numbers: BTreeMap<String, String>,
    pub answers: BTreeMap<String, Answer>,
    pub events: Vec<Value>,
    /// So many of `events` were handed to the webhook.
    pub delivered: usize,
    #[serde(skip)]
    pub failures: VecDeque<Failure>,
    /// Why the charge being made now is refused, where a test asked for it.
    #[serde(skip)]
    pub refusal: Option<Failure>,
    #[serde(skip)]
    pub delivery: Delivery,
}

/// What a method does when it is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Behaviour {
    Good,
    Declined(&'static str),
    /// Asks on the hosted page; afterwards good.
    AsksOnce,
    /// Asks every time: off session it cannot be charged.
    AsksAlways,
    /// A debit that arrives, fails or is taken back later.
    Debit,
}

fn behaviour(number: &str) -> Behaviour {
    match number {
        "4000000000000002" | "4000000000000341" => Behaviour::Declined("generic_decline"),
        "4000000000009995" => Behaviour::Declined("insufficient_funds"),
        "4000000000000069" => Behaviour::Declined("expired_card"),
        "4000002500003155" => Behaviour::AsksOnce,
        "4000000000003220" | "4000002760003184" => Behaviour::AsksAlways,
        n if n.starts_with(|c: char| c.is_ascii_alphabetic()) => Behaviour::Debit,
        _ => Behaviour::Good,
    }
}

/// What came of confirming a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirmed {
    /// Paid or under way.
    Through,
    Asks,
    Refused(&'static str, String),
}

impl State {
    pub fn id(&mut self, prefix: &str) -> String {
        self.count += 1;
        format!("{prefix}_double{:010}", self.count)
    }

    pub fn of(&self, object: &str) -> impl Iterator<Item = &Value> {
        self.objects.values().filter(move |o| o["object"] == object)
    }

    pub fn get(&self, id: &str) -> Option<&Value> {
        self.objects.get(id)
    }

    pub fn put(&mut self, object: Value) {
        if let Some(id) = object["id"].as_str() {
            self.objects.insert(id.to_owned(), object);
        }
    }

    pub fn set(&mut self, id: &str, field: &str, value: Value) {
        if let Some(object) = self.objects.get_mut(id) {
            object[field] = value;
        }
    }

    /// Notes that something happened to an object.
    pub fn happened(&mut self, now: i64, kind: &str, id: &str) {
        let Some(object) = self.objects.get(id).cloned() else { return };
        let event = self.id("evt");
        self.events.push(objects::event(&event, now, kind, &object));
    }

    /// A method made on a hosted page.
    pub fn method(&mut self, now: i64, number: &str) -> String {
        let id = self.id("pm");
        let debit = behaviour(number) == Behaviour::Debit;
        let object = if debit { objects::debit(&id, now, number) } else { objects::card(&id, now, number) };
        self.put(object);
        self.numbers.insert(id.clone(), number.to_owned());
        id
    }

    pub fn attach(&mut self, now: i64, method: &str, customer: &Value) {
        self.set(method, "customer", customer.clone());
        self.happened(now, "payment_method.attached", method);
    }

    /// Charges a payment with a method. `present`: the person is at the hosted page; `asked`: the bank has seen the payer.
    pub fn confirm(&mut self, now: i64, intent: &str, method: &str, present: bool, asked: bool) -> Confirmed {
        let number = self.numbers.get(method).cloned().unwrap_or_default();
        self.set(intent, "payment_method", method.into());
        match behaviour(&number) {
            Behaviour::Declined(code) => self.refuse(now, intent, "card_declined", code),
            Behaviour::AsksOnce | Behaviour::AsksAlways if present && !asked => {
                self.set(intent, "status", "requires_action".into());
                self.set(
                    intent,
                    "next_action",
                    json!({"type": "redirect_to_url", "redirect_to_url": {"return_url": null, "url": null}}),
                );
                self.happened(now, "payment_intent.requires_action", intent);
                Confirmed::Asks
            }
            Behaviour::AsksAlways if !present => {
                self.refuse(now, intent, "authentication_required", "authentication_required")
            }
            Behaviour::Debit => {
                let charge = self.charge(now, intent, "pending");
                self.set(intent, "status", "processing".into());
                self.happened(now, "payment_intent.processing", intent);
                self.happened(now, "charge.pending", &charge);
                Confirmed::Through
            }
            _ => {
                self.succeed(now, intent);
                Confirmed::Through
            }
        }
    }

    pub fn refuse(&mut self, now: i64, intent: &str, code: &'static str, decline: &str) -> Confirmed {
        let message = "Your card was declined.";
        self.set(intent, "status", "requires_payment_method".into());
        self.set(intent, "next_action", Value::Null);
        self.set(
            intent,
            "last_payment_error",
            json!({"type": "card_error", "code": code, "decline_code": decline, "message": message}),
        );
        self.set(intent, "payment_method", Value::Null);
        self.happened(now, "payment_intent.payment_failed", intent);
        Confirmed::Refused(code, decline.to_owned())
    }

    fn charge(&mut self, now: i64, intent: &str, status: &str) -> String {
        let id = self.id("ch");
        let object = objects::charge(&id, now, self.objects.get(intent).unwrap_or(&Value::Null), status);
        self.put(object);
        self.set(intent, "latest_charge", id.as_str().into());
        id
    }

    fn succeed(&mut self, now: i64, intent: &str) {
        let charge = self.charge(now, intent, "succeeded");
        self.arrived(now, intent, &charge);
    }

    fn arrived(&mut self, now: i64, intent: &str, charge: &str) {
        let amount = self.objects.get(intent).map_or(Value::Null, |i| i["amount"].clone());
        self.set(intent, "amount_received", amount);
        self.set(intent, "status", "succeeded".into());
        self.set(intent, "next_action", Value::Null);
        self.set(intent, "last_payment_error", Value::Null);
        self.happened(now, "payment_intent.succeeded", intent);
        self.happened(now, "charge.succeeded", charge);
    }

    /// A hosted page is through: its method is kept where that was wished.
    pub fn complete(&mut self, now: i64, session: &str) {
        let Some(page) = self.objects.get(session).cloned() else { return };
        let intent = page["payment_intent"].as_str().and_then(|i| self.objects.get(i)).cloned();
        if let Some(intent) = &intent
            && !intent["setup_future_usage"].is_null()
            && let Some(method) = intent["payment_method"].as_str()
        {
            self.attach(now, method, &page["customer"]);
        }
        let paid = intent.as_ref().is_some_and(|i| i["status"] == "succeeded");
        self.set(session, "status", "complete".into());
        self.set(session, "url", Value::Null);
        if page["mode"] == "payment" {
            self.set(session, "payment_status", if paid { "paid".into() } else { "unpaid".into() });
        }
        self.happened(now, "checkout.session.completed", session);
    }

    pub fn settle_debits(&mut self, now: i64, outcome: Outcome) {
        let waiting: Vec<Value> =
            self.of("payment_intent").filter(|i| i["status"] == "processing").cloned().collect();
        for intent in waiting {
            let (Some(id), Some(charge)) = (intent["id"].as_str(), intent["latest_charge"].as_str()) else {
                continue;
            };
            let number = intent["payment_method"].as_str().and_then(|m| self.numbers.get(m)).cloned();
            // Stripe's test accounts end in what they do.
            let ends = |with: &str| number.as_deref().is_some_and(|n| n.ends_with(with));
            let fails = match outcome {
                Outcome::AsNumbered => ends("3001") || ends("3004"),
                Outcome::Succeed => false,
                Outcome::Fail => true,
            };
            let session = self
                .of("checkout.session")
                .find(|s| s["payment_intent"] == intent["id"])
                .and_then(|s| s["id"].as_str().map(str::to_owned));
            if fails {
                self.set(charge, "status", "failed".into());
                self.set(charge, "failure_code", "insufficient_funds".into());
                self.refuse(now, id, "payment_method_provider_decline", "insufficient_funds");
                self.happened(now, "charge.failed", charge);
            } else {
                for (field, value) in
                    [("status", json!("succeeded")), ("paid", json!(true)), ("captured", json!(true))]
                {
                    self.set(charge, field, value);
                }
                self.set(charge, "amount_captured", intent["amount"].clone());
                self.arrived(now, id, charge);
            }
            if let Some(session) = session {
                if !fails {
                    self.set(&session, "payment_status", "paid".into());
                }
                let kind = if fails { "async_payment_failed" } else { "async_payment_succeeded" };
                self.happened(now, &format!("checkout.session.{kind}"), &session);
            }
            if !fails && outcome == Outcome::AsNumbered && ends("3002") {
                self.dispute(now, id);
            }
        }
    }

    pub fn dispute(&mut self, now: i64, intent: &str) {
        let Some(payment) = self.objects.get(intent).cloned() else { return };
        let id = self.id("dp");
        self.put(objects::dispute(&id, now, &payment));
        if let Some(charge) = payment["latest_charge"].as_str() {
            self.set(charge, "disputed", true.into());
        }
        self.happened(now, "charge.dispute.created", &id);
    }

    /// Gives back some of a payment; `None` when that is more than there is.
    pub fn refund(&mut self, now: i64, intent: &str, amount: i64, metadata: &Value) -> Option<Value> {
        let payment = self.objects.get(intent)?.clone();
        let charge = payment["latest_charge"].as_str()?.to_owned();
        let before = self.objects.get(&charge)?["amount_refunded"].as_i64()?;
        let received = payment["amount_received"].as_i64()?;
        if amount <= 0 || before + amount > received {
            return None;
        }
        let id = self.id("re");
        let refund = objects::refund(&id, now, &payment, amount, metadata);
        self.put(refund.clone());
        self.set(&charge, "amount_refunded", (before + amount).into());
        self.set(&charge, "refunded", (before + amount == received).into());
        self.happened(now, "charge.refunded", &charge);
        self.happened(now, "refund.created", &id);
        Some(refund)
    }
}
