//! Asking for signatures: who signs in which field, here or by mail.

use kontor_domain::forms::{Element, ElementKind, FormView, Side};
use kontor_domain::signatures::{NewSigner, ROUND_DAYS};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::ask_signatures::ask_signatures;
use super::form_page;
use super::round::RoundFound;
use crate::text::{use_language, use_text};
use crate::ui::{Alert, Field, Fields, Sending, go_to_page, kept};

#[component]
pub(super) fn Ask(form: FormView, found: RoundFound) -> impl IntoView {
    let t = &use_text().signatures;
    let sending = Sending::about("/fn/signatures/ask_signatures", "ask");
    let fields: Vec<Element> = form.signature_fields().into_iter().cloned().collect();
    let typed = kept(sending);
    let elements: Vec<String> = fields.iter().map(|element| element.code.clone()).collect();
    let page = format!("{}?done=asked", form_page(&form.head.id, form.desk));
    let (id, version, key) = (form.head.id.clone(), form.head.version, found.key.clone());
    let on_ask = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        let signer = |(n, element): (usize, &String)| NewSigner {
            element: element.clone(),
            name: fields.get(&format!("signers[{n}][name]")),
            email: fields.get(&format!("signers[{n}][email]")),
        };
        let signers = elements.iter().enumerate().map(signer).collect();
        let work = ask_signatures(key.clone(), id.clone(), version, signers, fields.get("days"));
        let page = page.clone();
        sending.start(work, move |()| go_to_page(&page));
    };
    let rows = fields.into_iter().enumerate().map(|(n, element)| {
        let own = match element.kind {
            ElementKind::Signature { side: Side::House } => found.me.clone(),
            _ => String::new(),
        };
        let name = typed.some(&format!("name{n}")).unwrap_or(own);
        let email = typed.get(&format!("email{n}")).to_owned();
        view! { <SignerFields sending n element name email /> }
    });
    view! {
        <form class="stack no-print" method="post" action=sending.url on:submit=on_ask>
            <Alert form=sending />
            <p class="small">{t.ask_text}</p>
            <input type="hidden" name="key" value=found.key.to_string() />
            <input type="hidden" name="form" value=form.head.id.to_string() />
            <input type="hidden" name="version" value=form.head.version.to_string() />
            {rows.collect_view()}
            <Field
                form=sending
                name="days"
                id="round-days"
                label=t.days
                value=ROUND_DAYS.to_string()
                inputmode="numeric"
                class="field short"
            />
            <div class="actions">
                <button class="act" aria-busy=move || sending.busy.get().then_some("true")>{t.ask_do}</button>
            </div>
        </form>
    }
}

#[component]
fn SignerFields(sending: Sending, n: usize, element: Element, name: String, email: String) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().signatures);
    let wrong = move |field: &str| {
        let field = format!("signers[{n}].{field}");
        sending.error.with(|error| error.as_ref()?.field(&field).map(|problem| problem.text(l)))
    };
    let (name_id, email_id) = (format!("signer-{n}-name"), format!("signer-{n}-email"));
    let hint = format!("signer-{n}-hint");
    view! {
        <fieldset class="fields">
            <legend>{element.label.get(l).to_owned()}</legend>
            <input type="hidden" name=format!("signers[{n}][element]") value=element.code />
            <div class="field">
                <label for=name_id.clone()>{t.signer_name}</label>
                <input
                    id=name_id
                    name=format!("signers[{n}][name]")
                    type="text"
                    value=name
                    maxlength="120"
                    required=true
                    autocomplete="off"
                    aria-invalid=move || wrong("name").map(|_| "true")
                />
                {move || wrong("name").map(|text| view! { <p class="error">{text}</p> })}
            </div>
            <div class="field">
                <label for=email_id.clone()>{t.signer_email}</label>
                <p class="hint" id=hint.clone()>{t.signer_email_hint}</p>
                <input
                    id=email_id
                    name=format!("signers[{n}][email]")
                    type="email"
                    autocomplete="off"
                    value=email
                    aria-describedby=hint
                    aria-invalid=move || wrong("email").map(|_| "true")
                />
                {move || wrong("email").map(|text| view! { <p class="error">{text}</p> })}
            </div>
        </fieldset>
    }
}
