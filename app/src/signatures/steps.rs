//! Where a signer stands, in words and shape.

use kontor_domain::signatures::{SignerState, SignerView};
use leptos::prelude::*;

use crate::text::{use_language, use_text};

#[component]
pub(super) fn SignerPill(signer: SignerView) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().signatures);
    let (tone, words) = match signer.state {
        SignerState::Later => ("", t.state_later),
        SignerState::Asked if signer.sign_here => ("soon", t.state_here),
        SignerState::Asked => ("soon", t.state_asked),
        SignerState::Seen => ("soon", t.state_seen),
        SignerState::Signed => ("good", t.state_signed),
        SignerState::Declined => ("bad", t.state_declined),
    };
    let at = signer.at.map(|at| {
        view! {
            " "
            <span class="when">{kontor_domain::format::moment(at, l)}</span>
        }
    });
    view! {
        <span class=format!("state {tone}")>{words}</span>
        {at}
    }
}

/// What somebody agrees to, ticked before they sign.
#[component]
pub(super) fn Consent(form: crate::ui::Sending, id: String) -> impl IntoView {
    use kontor_domain::signatures::{CONSENT, consent};
    let l = use_language();
    let error = crate::ui::field_error(form, "consent");
    let words = consent(CONSENT, l).unwrap_or_default();
    let of = id.clone();
    view! {
        <label class="check" for=of>
            <input
                id=id
                type="checkbox"
                name="consent"
                value=CONSENT.to_string()
                required=true
                aria-invalid=move || error.with(Option::is_some).then_some("true")
            />
            " "
            <span>{words}</span>
        </label>
        {move || error.get().map(|text| view! { <p class="error">{text}</p> })}
    }
}
