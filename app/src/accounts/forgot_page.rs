//! `/forgot`: asks for a link to set a new password.

use leptos::prelude::*;

use crate::text::use_text;
use crate::ui::{Alert, Field, Page, Sending, kept, use_query};

#[component]
pub fn ForgotPage() -> impl IntoView {
    let t = use_text();
    let query = use_query();
    let form = Sending::to("/fn/accounts/request_reset");
    let typed = kept(form);
    let sent = move || query.with(|q| q.get("sent") == "1");
    view! {
        <Page title=t.accounts.forgot_title class="page form">
            <div class="stack">
                <h1>{t.accounts.forgot_title}</h1>
                {move || {
                    sent()
                        .then(|| {
                            view! {
                                <div class="note good" role="status">
                                    <b>{t.accounts.forgot_sent}</b>
                                    " "
                                    {t.accounts.forgot_sent_text}
                                </div>
                            }
                        })
                }}
                <Alert form />
                <p>{t.accounts.forgot_text}</p>
                <form class="stack" method="post" action=form.url>
                    <Field
                        form
                        name="email"
                        label=t.accounts.email
                        kind="email"
                        autocomplete="username"
                        value=typed.get("email")
                    />
                    <div class="actions">
                        <button class="act">{t.accounts.forgot_send}</button>
                        <a href="/sign-in">{t.accounts.back_to_sign_in}</a>
                    </div>
                </form>
            </div>
        </Page>
    }
}
