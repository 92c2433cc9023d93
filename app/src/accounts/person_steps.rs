//! What can be done about a person: by the desk on the customer's page, by the company's administration on its own.

use kontor_domain::accounts::Person;
use kontor_domain::{IdempotencyKey, PersonId};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::invite_again::invite_again;
use super::set_blocked::set_blocked;
use crate::text::{fill, use_text};
use crate::ui::{Alert, Sending};

/// Tone and word of whether a person comes in.
#[must_use]
pub fn person_state(person: &Person) -> (&'static str, &'static str) {
    let t = use_text();
    match (person.blocked, person.active) {
        (true, _) => ("bad", t.accounts.blocked),
        (false, true) => ("good", t.accounts.active),
        (false, false) => ("soon", t.accounts.invited),
    }
}

/// Locking out (folded away, since it signs them out at once), letting in again, the invitation once more. `done` hears what
/// was done, to say so and to load anew.
#[component]
pub fn PersonSteps(person: Person, key_: IdempotencyKey, done: Callback<&'static str>) -> impl IntoView {
    let t = use_text();
    let id = person.id.clone();
    if person.blocked {
        return view! { <SetBlocked person=id name=person.name blocked=false done /> }.into_any();
    }
    view! {
        {(!person.active)
            .then(|| {
                // One key per person: the page has one for all of them.
                let key = IdempotencyKey(format!("{key_}.{id}"));
                view! { <InviteAgain person=id.clone() key_=key done /> }
            })}
        <details>
            <summary class="plain">{t.desk.block_person} <span class="vh">" " {person.name.clone()}</span></summary>
            <SetBlocked person=id.clone() name=person.name.clone() blocked=true done />
        </details>
    }
    .into_any()
}

#[component]
fn SetBlocked(person: PersonId, name: String, blocked: bool, done: Callback<&'static str>) -> impl IntoView {
    let t = use_text();
    let form = Sending::about("/fn/accounts/set_blocked", person.as_str());
    let hidden = person.to_string();
    let (said, word, tone) = if blocked {
        (t.desk.person_blocked, t.desk.block_person, "danger")
    } else {
        (t.desk.person_unblocked, t.desk.unblock_person, "quiet")
    };
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        form.start(set_blocked(person.clone(), blocked), move |()| done.run(said));
    };
    view! {
        <Alert form />
        <form class="stack" method="post" action=form.url on:submit=submit>
            {blocked.then(|| view! { <p class="small">{fill(t.desk.block_text, &[&name])}</p> })}
            <input type="hidden" name="person" value=hidden />
            <input type="hidden" name="blocked" value=blocked.to_string() />
            <div>
                <button class=tone aria-busy=move || form.busy.get().then_some("true")>
                    {word} <span class="vh">" " {name}</span>
                </button>
            </div>
        </form>
    }
}

#[component]
fn InviteAgain(person: PersonId, key_: IdempotencyKey, done: Callback<&'static str>) -> impl IntoView {
    let t = use_text();
    let form = Sending::about("/fn/accounts/invite_again", person.as_str());
    let (hidden, key) = (person.to_string(), key_.to_string());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let said = t.accounts.invite_sent;
        form.start(invite_again(key_.clone(), person.clone()), move |()| done.run(said));
    };
    view! {
        <Alert form />
        <form method="post" action=form.url on:submit=submit>
            <input type="hidden" name="key" value=key />
            <input type="hidden" name="person" value=hidden />
            <button class="plain" aria-busy=move || form.busy.get().then_some("true")>{t.desk.invite_again}</button>
        </form>
    }
}
