//! The form that makes a follow-up.

use kontor_domain::Date;
use kontor_domain::cases::Colleague;
use kontor_domain::follow_ups::Snooze;
use leptos::prelude::*;

use crate::cases::PersonSelect;
use crate::text::use_text;
use crate::ui::{Alert, Field, Sending, kept};

/// On a case, or with an empty code on a customer.
#[component]
pub(super) fn MakeForm(
    code: String,
    company: String,
    /// Of this drawing: sent twice it makes one.
    page_key: String,
    today: Date,
    colleagues: Vec<Colleague>,
    /// Who looks after it at first.
    #[prop(into)]
    me: String,
) -> impl IntoView {
    let t = use_text();
    let form = Sending::about("/fn/follow_ups/make_follow_up", "follow_up");
    let typed = kept(form);
    let due = typed.some("due").unwrap_or_else(|| Snooze::Tomorrow.day(today, "").to_string());
    let open = form.error.with_untracked(Option::is_some);
    view! {
        <details class="no-print" open=open>
            <summary class="plain">{t.cases.follow_up_new}</summary>
            <form class="stack" method="post" action=form.url>
                <Alert form />
                <input type="hidden" name="key" value=page_key />
                <input type="hidden" name="case" value=code />
                <input type="hidden" name="company" value=company />
                <Field form name="due" id="follow-up-due" label=t.cases.due kind="date" value=due min=today.to_string() />
                <Field form name="note" id="follow-up-note" label=t.cases.follow_up_note value=typed.get("note") maxlength=500 />
                <PersonSelect people=colleagues label=t.cases.owner id="follow-up-owner" name="owner" chosen=me />
                <div class="actions"><button class="quiet">{t.cases.follow_up_new}</button></div>
            </form>
        </details>
    }
}
