//! At the desk's page of a customer: how far they are trusted, and whether they are delivered to.

use kontor_domain::accounts::{Credit, Right};
use kontor_domain::{Money, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::save_credit::save_credit;
use crate::desk::use_desk;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Field, Fields, Sending, kept, shown_money};

/// The figures for everybody who sees the customer; the form for who decides about them.
#[component]
pub(super) fn CreditSection(credit: Credit, done: Callback<&'static str>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let money = move |sum: Money| format::money(sum, l);
    let limit = credit.limit.map_or_else(|| t.credit.none.to_owned(), money);
    let as_of = credit.as_of.map(|day| fill(t.credit.as_of_words, &[&format::date(day, l)]));
    let left = credit.left().map(|left| (left.amount.is_sign_negative(), money(left)));
    view! {
        <section class="chapter" id="credit">
            <h2>{t.credit.title}</h2>
            {credit
                .is_blocked()
                .then(|| {
                    let why = credit.blocked.clone();
                    view! { <div class="note bad"><b>{t.credit.blocked}</b> " " {why}</div> }
                })}
            <dl class="facts">
                <div><dt>{t.credit.limit}</dt><dd>{limit}</dd></div>
                <div><dt>{t.credit.open}</dt><dd>{money(credit.open)} <br /> <span class="small muted">{t.credit.open_text}</span></dd></div>
                <div><dt>{t.credit.elsewhere}</dt><dd>{money(credit.elsewhere)} " " <span class="small muted">{as_of}</span></dd></div>
                {left
                    .map(|(over, words)| {
                        view! { <div><dt>{t.credit.left}</dt><dd><b class:error=over>{words}</b></dd></div> }
                    })}
            </dl>
            {use_desk().may(Right::ManageCredit).then(|| view! { <CreditForm credit done /> })}
        </section>
    }
}

#[component]
fn CreditForm(credit: Credit, done: Callback<&'static str>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::to("/fn/accounts/save_credit");
    let typed = kept(form);
    let refused = form.error.with_untracked(Option::is_some);
    let plain = |sum: Money| shown_money(sum, l);
    let now = |name: &str, value: String| if refused { typed.get(name).to_owned() } else { value };
    let (company, version) = (credit.company.clone(), credit.version);
    let hidden = company.to_string();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        let get = |name: &str| fields.get(name);
        let work = save_credit(
            company.clone(),
            version,
            get("limit"),
            get("elsewhere"),
            get("as_of"),
            get("blocked"),
        );
        form.start(work, move |()| done.run(t.credit.saved));
    };
    view! {
        <details open=refused>
            <summary class="plain">{t.credit.edit}</summary>
            <form class="stack" method="post" action=form.url on:submit=submit novalidate>
                <Alert form />
                <input type="hidden" name="company" value=hidden />
                <input type="hidden" name="version" value=version.to_string() />
                <div class="fields">
                    <Field
                        form
                        name="limit"
                        label=t.credit.limit
                        hint=t.credit.limit_hint
                        value=now("limit", credit.limit.map(plain).unwrap_or_default())
                        inputmode="decimal"
                        optional=true
                    />
                    <Field
                        form
                        name="elsewhere"
                        label=t.credit.elsewhere
                        hint=t.credit.elsewhere_hint
                        value=now("elsewhere", plain(credit.elsewhere))
                        inputmode="decimal"
                        optional=true
                    />
                    <Field
                        form
                        name="as_of"
                        kind="date"
                        label=t.credit.as_of
                        value=now("as_of", credit.as_of.map(|day| day.to_string()).unwrap_or_default())
                        optional=true
                    />
                    <Field
                        form
                        name="blocked"
                        label=t.credit.blocked_label
                        hint=t.credit.blocked_hint
                        value=now("blocked", credit.blocked)
                        maxlength=300
                        optional=true
                    />
                </div>
                <div class="actions">
                    <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.house.save}</button>
                </div>
            </form>
        </details>
    }
}
