//! The company's stored methods on the account page.

use kontor_domain::payments::{MethodsView, StoredMethod};
use leptos::prelude::*;

use crate::text::{fill, use_text};
use crate::ui::{Alert, Sending};

/// Nothing where payment is not set up.
#[component]
pub fn MethodsSection(methods: MethodsView, key: String) -> impl IntoView {
    let t = use_text();
    let store = Sending::to("/fn/payments/store_method");
    let (change, remove) =
        (Sending::to("/fn/payments/change_method"), Sending::to("/fn/payments/remove_method"));
    methods.available.then(|| {
        let manages = methods.manages;
        let none = methods.methods.is_empty();
        view! {
            <section class="chapter" id="payment">
                <h2>{t.payments.methods}</h2>
                <Alert form=store />
                <Alert form=change />
                <Alert form=remove />
                {none.then(|| view! { <p class="muted">{t.payments.none}</p> })}
                <div class="grid">
                    {methods
                        .methods
                        .into_iter()
                        .map(|method| view! { <Method method manages /> })
                        .collect_view()}
                </div>
                <form method="post" action=store.url>
                    <input type="hidden" name="key" value=key />
                    <div class="actions"><button class="act">{t.payments.store}</button></div>
                </form>
                <p class="small muted">{t.payments.store_text}</p>
                {methods.test.then(|| view! { <p class="note soon">{t.payments.test}</p> })}
            </section>
        }
    })
}

#[component]
fn Method(method: StoredMethod, manages: bool) -> impl IntoView {
    let t = use_text();
    let expires =
        method.expires.map(|(month, year)| fill(t.payments.until, &[&format!("{month:02}/{year}")]));
    let (who, turn, word) = if method.everyone {
        (t.payments.everyone, "admins", t.payments.only_admins)
    } else {
        (t.payments.admins, "everyone", t.payments.let_everyone)
    };
    let id = method.id.clone();
    let standard = method.standard;
    view! {
        <div class="card" class:on=standard>
            <p><b>{method.label()}</b> {expires.map(|text| view! { " " <span class="muted">{text}</span> })}</p>
            <p class="small muted">{who}</p>
            {standard.then(|| view! { <span class="state tag">{t.accounts.standard}</span> })}
            {manages
                .then(|| {
                    view! {
                        <div class="actions">
                            <form method="post" action="/fn/payments/change_method">
                                <input type="hidden" name="method" value=id.clone() />
                                {(!standard)
                                    .then(|| view! { <button class="quiet" name="change" value="standard">{t.payments.make_standard}</button> })}
                                <button class="quiet" name="change" value=turn>{word}</button>
                            </form>
                            <form method="post" action="/fn/payments/remove_method">
                                <input type="hidden" name="method" value=id.clone() />
                                <button class="danger">{t.payments.remove}</button>
                            </form>
                        </div>
                    }
                })}
        </div>
    }
}
