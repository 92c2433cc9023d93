//! Sending the draft, or asking for the price in it.

use kontor_domain::quotes::{DeskQuote, VALID_DAYS};
use kontor_domain::{Date, format};
use leptos::prelude::*;

use super::desk_editing::Editing;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Field, Sending, TextArea, kept};

/// What every step names.
#[component]
pub(super) fn Ids(quote: String, version: i64) -> impl IntoView {
    view! {
        <input type="hidden" name="quote" value=quote />
        <input type="hidden" name="version" value=version.to_string() />
    }
}

/// As long as an offer holds when nobody says otherwise.
fn usual(today: Date) -> Date {
    (0..VALID_DAYS).fold(today, |day, _| day.tomorrow().unwrap_or(day))
}

/// What is due with a draft that is ready: to be sent, or to be released first.
#[component]
pub(super) fn SendOrAsk(desk: DeskQuote, editing: Editing) -> impl IntoView {
    let t = use_text();
    let waits = desk.release.as_ref().is_some_and(|r| r.decided.is_none() && r.version == desk.quote.version);
    let empty = desk.draft.positions.iter().all(|p| p.item.is_heading());
    let number = desk.quote.versions.len() + 1;
    let title = fill(t.desk_quotes.send_title, &[&number.to_string()]);
    let body = if empty {
        view! { <p class="muted">{t.desk_quotes.send_empty}</p> }.into_any()
    } else if desk.may_send {
        view! { <Send desk editing number /> }.into_any()
    } else if waits {
        view! { <p class="state soon">{t.desk_quotes.waits}</p> }.into_any()
    } else {
        view! { <Ask desk editing /> }.into_any()
    };
    view! { <section class="chapter no-print" id="send"><h2>{title}</h2>{body}</section> }
}

/// What is typed but not saved is not part of what is sent: it is saved first.
#[component]
fn SaveFirst(editing: Editing) -> impl IntoView {
    let t = use_text();
    move || {
        editing
            .working
            .dirty
            .get()
            .then(|| view! { <p class="small state soon" role="status">{t.desk_quotes.save_first}</p> })
    }
}

#[component]
fn Send(desk: DeskQuote, editing: Editing, number: usize) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::about("/fn/quotes/send_quote", "send");
    let (typed, today) = (kept(form), desk.quote.today);
    let last = desk.quote.head.valid_until.filter(|day| *day > today).unwrap_or_else(|| usual(today));
    let last = typed.some("valid_until").unwrap_or_else(|| last.to_string());
    let same = (!desk.unsent).then(|| view! { <p class="small muted">{t.desk_quotes.send_same}</p> });
    let changes = desk.changes.iter().map(|change| view! { <li>{change.text(l)}</li> }).collect_view();
    let news = (desk.unsent && !desk.changes.is_empty()).then(|| {
        view! {
            <p class="small">{t.desk_quotes.send_changes}</p>
            <ul class="changes">{changes}</ul>
        }
    });
    let min = today.to_string();
    view! {
        <form class="stack" method="post" action=form.url novalidate>
            <Alert form />
            {same}
            {news}
            <Ids quote=desk.quote.head.id.to_string() version=desk.quote.version />
            <Field form name="valid_until" label=t.desk_quotes.last_day kind="date" value=last min=min.clone() />
            <TextArea form name="words" id="send-words" label=t.desk_quotes.mail_words value=typed.get("words") />
            <Field
                form
                name="follow_up"
                label=t.desk_quotes.follow_up
                hint=t.desk_quotes.follow_up_hint
                kind="date"
                value=typed.get("follow_up")
                min
                optional=true
            />
            <SaveFirst editing />
            <div class="actions">
                <button class="act" disabled=move || editing.working.dirty.get()>
                    {fill(t.desk_quotes.send, &[&number.to_string()])}
                </button>
            </div>
        </form>
    }
}

/// Below the own floor: whoever may is asked.
#[component]
fn Ask(desk: DeskQuote, editing: Editing) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::about("/fn/quotes/ask_release", "release");
    let typed = kept(form);
    let text = match &desk.margin {
        Some(margin) => fill(t.desk_quotes.ask_text, &[&format::percent(margin.floor, l)]),
        None => t.desk_quotes.ask_blind.to_owned(),
    };
    view! {
        <form class="stack" method="post" action=form.url novalidate>
            <Alert form />
            <p>{text}</p>
            <Ids quote=desk.quote.head.id.to_string() version=desk.quote.version />
            <Field form name="reason" id="ask-reason" label=t.desk.reason value=typed.get("reason") maxlength=2000 />
            <SaveFirst editing />
            <div class="actions">
                <button class="act" disabled=move || editing.working.dirty.get()>{t.desk_quotes.ask}</button>
            </div>
        </form>
    }
}

/// Taking it back, folded away; the customer reads the reason.
#[component]
pub(super) fn Withdraw(desk: DeskQuote) -> impl IntoView {
    let t = use_text();
    let form = Sending::about("/fn/quotes/desk_withdraw", "withdraw");
    let typed = kept(form);
    view! {
        <details class="no-print" open=form.error.with_untracked(Option::is_some)>
            <summary class="plain">{t.desk_quotes.withdraw}</summary>
            <form class="stack" method="post" action=form.url novalidate>
                <Alert form />
                <Ids quote=desk.quote.head.id.to_string() version=desk.quote.version />
                <Field
                    form
                    name="reason"
                    id="withdraw-reason"
                    label=t.desk.reason
                    hint=t.desk_quotes.withdraw_hint
                    value=typed.get("reason")
                    maxlength=2000
                />
                <div class="actions"><button class="danger">{t.desk_quotes.withdraw}</button></div>
            </form>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::usual;

    #[test]
    fn an_offer_holds_for_thirty_days() {
        let day = |text: &str| kontor_domain::format::parse_date(text).unwrap();
        assert_eq!(usual(day("2026-11-26")), day("2026-12-26"));
    }
}
