//! `/sign-in` and `/signed-out`.

use leptos::prelude::*;

use super::{Dealer, use_visitor};
use crate::text::{use_language, use_text};
use crate::ui::{Field, Page, Query, Sending, kept, use_query};

#[component]
pub fn SignInPage() -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let query = use_query();
    let visitor = use_visitor();
    let form = Sending::to("/fn/accounts/sign_in");
    let typed = kept(form);
    // A wrong password is named at the field; anything else above the form.
    let other =
        move || form.error.get().filter(|e| e.field("password").is_none() && e.field("email").is_none());
    view! {
        <Page title=t.accounts.sign_in class="page title-page">
            <div class="stack">
                <h1>{t.accounts.sign_in}</h1>
                {move || other().map(|e| view! { <div class="note bad" role="alert">{e.text(l)}</div> })}
                <form method="post" action=form.url>
                    <input type="hidden" name="next" value=query.with_untracked(|q| q.get("next").to_owned()) />
                    <Field
                        form
                        name="email"
                        label=t.accounts.email
                        kind="email"
                        autocomplete="username"
                        value=typed.get("email")
                    />
                    <Field
                        form
                        name="password"
                        label=t.accounts.password
                        kind="password"
                        autocomplete="current-password"
                    />
                    <div class="actions">
                        <button class="act">{t.accounts.sign_in}</button>
                        <a href="/forgot">{t.accounts.forgot}</a>
                    </div>
                </form>
                <p>
                    {t.accounts.no_account} " " <a href="/request-account">{t.accounts.request}</a> ", "
                    {t.accounts.request_speed}
                </p>
            </div>
            <aside class="stack">
                <Transition>
                    {move || Suspend::new(async move { view! { <About dealer=visitor.read().await.dealer /> } })}
                </Transition>
            </aside>
        </Page>
    }
}

/// Whom one signs in to, and how to reach them without.
#[component]
fn About(dealer: Dealer) -> impl IntoView {
    let t = use_text();
    view! {
        <h2>{dealer.name.clone()}</h2>
        <p>{t.accounts.about}</p>
        <dl class="facts">
            <div><dt>{t.accounts.counter}</dt><dd><a href=dealer.tel()>{dealer.phone.clone()}</a></dd></div>
            <div>
                <dt>{t.accounts.anonymous}</dt>
                <dd>{t.accounts.anonymous_text} " " <a href="/search">{t.accounts.to_catalogue}</a></dd>
            </div>
        </dl>
    }
}

#[component]
pub fn SignedOutPage() -> impl IntoView {
    let t = use_text();
    let sign_in = Query::default().on("/sign-in");
    view! {
        <Page title=t.accounts.signed_out class="page narrow">
            <h1>{t.accounts.signed_out}</h1>
            <p>{t.accounts.signed_out_text}</p>
            <div class="actions">
                <a class="act" href=sign_in>{t.accounts.sign_in}</a>
                <a class="quiet" href="/">{t.house.to_home}</a>
            </div>
        </Page>
    }
}
