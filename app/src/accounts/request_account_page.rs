//! `/request-account`: asks for a business account.

use leptos::prelude::*;

use super::account::form_key;
use super::company_parts::{CountryField, StateField};
use crate::text::use_text;
use crate::ui::{Alert, Failed, Field, Page, Sending, TextArea, kept, use_query};
use crate::wire::Refusal;

#[component]
pub fn RequestAccountPage() -> impl IntoView {
    let t = use_text();
    let query = use_query();
    let key = Resource::new_blocking(|| (), |()| form_key());
    view! {
        <Transition>
            {move || {
                let sent = query.with(|q| q.get("sent") == "1");
                Suspend::new(async move {
                    match key.await {
                        _ if sent => {
                            view! {
                                <Page title=t.accounts.requested class="page narrow">
                                    <h1>{t.accounts.requested}</h1>
                                    <p>{t.accounts.requested_text}</p>
                                    <div class="actions"><a class="act" href="/search">{t.house.catalogue}</a></div>
                                </Page>
                            }
                                .into_any()
                        }
                        Ok(key) => view! { <Form key=key.to_string() /> }.into_any(),
                        Err(Refusal(error)) => view! { <Failed error /> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}

#[component]
fn Form(key: String) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/accounts/request_company");
    let typed = kept(form);
    view! {
        <Page title=t.accounts.request_title class="page narrow">
            <h1>{t.accounts.request_title}</h1>
            <p>{t.accounts.request_text}</p>
            <Alert form />
            <form method="post" action=form.url>
                <input type="hidden" name="form[key]" value=key />
                <section class="chapter">
                    <h2>{t.accounts.company}</h2>
                    <div class="fields">
                        <Field form name="form[company]" class="field full" label=t.accounts.company autocomplete="organization" value=typed.get("company") />
                        <Field form name="form[street]" class="field full" label=t.accounts.street autocomplete="street-address" value=typed.get("street") />
                        <Field form name="form[postcode]" class="field short" label=t.accounts.postcode autocomplete="postal-code" value=typed.get("postcode") />
                        <Field form name="form[city]" label=t.accounts.city autocomplete="address-level2" value=typed.get("city") />
                        <CountryField name="form[country]" id="country".to_owned() chosen=typed.get("country").to_owned() />
                        <StateField name="form[state]" id="state".to_owned() chosen=typed.get("state").to_owned() />
                        <Field form name="form[vat_id]" label=t.accounts.vat_id value=typed.get("vat_id") optional=true />
                    </div>
                </section>
                <section class="chapter">
                    <h2>{t.accounts.you}</h2>
                    <div class="fields">
                        <Field form name="form[name]" label=t.accounts.name autocomplete="name" value=typed.get("name") />
                        <Field form name="form[email]" label=t.accounts.email kind="email" autocomplete="email" value=typed.get("email") />
                        <Field form name="form[phone]" label=t.accounts.phone kind="tel" autocomplete="tel" value=typed.get("phone") optional=true />
                        <TextArea form name="form[message]" label=t.accounts.message hint=t.accounts.message_hint value=typed.get("message") />
                        <div class="actions"><button class="act">{t.accounts.send_request}</button></div>
                    </div>
                </section>
            </form>
        </Page>
    }
}
