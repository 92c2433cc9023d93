//! Asking for signatures: who signs in which field, here or by mail.

use kontor_domain::forms::{Element, ElementKind, FormView, Side, standing};
use kontor_domain::signatures::ROUND_DAYS;
use leptos::prelude::*;

use super::round::RoundFound;
use crate::text::{use_language, use_text};
use crate::ui::{Alert, Field, Sending};

#[component]
pub(super) fn Ask(form: FormView, found: RoundFound) -> impl IntoView {
    let t = &use_text().signatures;
    let sending = Sending::about("/fn/signatures/ask_signatures", "ask");
    let fields = fields(&form);
    let rows = fields.into_iter().enumerate().map(|(n, element)| {
        let name = match element.kind {
            ElementKind::Signature { side: Side::House } => found.me.clone(),
            _ => String::new(),
        };
        view! { <SignerFields n element name /> }
    });
    view! {
        <form class="stack no-print" method="post" action=sending.url>
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
            <div class="actions"><button class="act">{t.ask_do}</button></div>
        </form>
    }
}

/// The signature fields that are shown.
fn fields(form: &FormView) -> Vec<Element> {
    let standing = standing(&form.template, &form.answers, form.today);
    let shown: Vec<&str> =
        standing.sections.iter().flat_map(|section| &section.elements).map(|e| e.code.as_str()).collect();
    let all = form.template.sections.iter().flat_map(|section| &section.elements);
    all.filter(|element| {
        matches!(element.kind, ElementKind::Signature { .. }) && shown.contains(&element.code.as_str())
    })
    .cloned()
    .collect()
}

#[component]
fn SignerFields(n: usize, element: Element, name: String) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().signatures);
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
                />
            </div>
            <div class="field">
                <label for=email_id.clone()>{t.signer_email}</label>
                <p class="hint" id=hint.clone()>{t.signer_email_hint}</p>
                <input
                    id=email_id
                    name=format!("signers[{n}][email]")
                    type="email"
                    autocomplete="off"
                    aria-describedby=hint
                />
            </div>
        </fieldset>
    }
}
