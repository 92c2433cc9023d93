//! `/sign/:token`: somebody reads what they are asked to sign, proves that the link is theirs, and signs; or does not, or hands it on.

use kontor_domain::signatures::{ShownSection, SigningView};
use kontor_domain::{Error, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::hooks::use_params_map;

use super::decline::decline;
use super::delegate::delegate;
use super::enter_code::enter_code;
use super::pad::{Pad, PadField};
use super::send_code::send_code;
use super::sign::sign;
use super::signing::signing;
use super::steps::{Consent, SignerPill};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Failed, Field, Fields, Page, Sending, go_to_page, kept, use_query};
use crate::wire::Refusal;

type Data = Resource<Result<SigningView, Refusal>>;

/// What stays while the page is drawn anew: what was written, and why something was not done.
#[derive(Clone, Copy)]
struct Hands {
    data: Data,
    pad: Pad,
    sign: Sending,
    delegate: Sending,
}

impl Hands {
    /// The page shows what is over: the code's hour, or the link itself, which was used in another tab.
    fn are_late(&self) -> bool {
        let late = |form: Sending| {
            let late = |error: &Error| *error == Error::NotFound || error.field("code").is_some();
            form.error.with(|error| error.as_ref().is_some_and(late))
        };
        late(self.sign) || late(self.delegate)
    }
}

#[component]
pub fn SignPage() -> impl IntoView {
    let params = use_params_map();
    let token = Memo::new(move |_| params.with(|p| p.get("token").unwrap_or_default()));
    let query = use_query();
    let data = Resource::new_blocking(move || token.get(), signing);
    let (sign, delegate) = (Sending::to("/fn/signatures/sign"), Sending::to("/fn/signatures/delegate"));
    let hands = Hands { data, pad: Pad::new(), sign, delegate };
    Effect::new(move |_| {
        if hands.are_late() {
            data.refetch();
        }
    });
    view! {
        <Transition>
            {move || {
                let (token, sent) = (token.get(), query.with(|q| q.get("code") == "sent"));
                Suspend::new(async move {
                    match data.await {
                        Ok(found) => view! { <Whole found token sent hands /> }.into_any(),
                        Err(Refusal(Error::NotFound)) => view! { <Gone /> }.into_any(),
                        Err(Refusal(error)) => view! { <Failed error /> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}

/// Used up, replaced, over or never there: they all look the same.
#[component]
fn Gone() -> impl IntoView {
    let t = &use_text().signatures;
    view! {
        <Page title=t.gone_title class="page form">
            <div class="stack">
                <h1>{t.gone_title}</h1>
                <p>{t.gone_text}</p>
            </div>
        </Page>
    }
}

#[component]
fn Whole(found: SigningView, token: String, sent: bool, hands: Hands) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().signatures);
    let title = found.title.get(l).to_owned();
    let facts = [
        (t.document, title.clone()),
        (t.machine, found.machine.clone()),
        (t.customer, found.company_name.clone()),
        (t.from, [found.asked_by.as_str(), &found.house].join(", ")),
        (t.signs_as, format!("{} ({})", found.signer.name, found.signer.label.get(l))),
        (t.until, format::date(found.until, l)),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    let pages = match found.pages {
        1 => t.pages_one.to_owned(),
        n => fill(t.pages_many, &[&n.to_string()]),
    };
    let pdf = format!("/sign/{token}/document.pdf");
    let act = if found.known {
        view! { <SignForm found=found.clone() token=token.clone() hands /> }.into_any()
    } else {
        view! { <CodeForms found=found.clone() token=token.clone() sent hands /> }.into_any()
    };
    let others = (!found.others.is_empty()).then(|| {
        let others = found.others.clone().into_iter().map(|signer| {
            view! {
                <li class="row ends">
                    <span>{signer.name.clone()} " (" {signer.label.get(l).to_owned()} ")"</span>
                    <span><SignerPill signer /></span>
                </li>
            }
        });
        view! {
            <section class="chapter">
                <h2>{t.others}</h2>
                <ul class="sign-others">{others.collect_view()}</ul>
            </section>
        }
    });
    view! {
        <Page title=t.sign_title class="page form">
            <div class="stack sign">
                <h1>{t.sign_title}</h1>
                <p>{fill(t.asks, &[&found.asked_by])}</p>
                <section>
                    <h2 class="vh">{t.about}</h2>
                    <dl class="facts">
                        {facts
                            .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
                            .collect_view()}
                    </dl>
                </section>
                <section class="chapter" id="content" lang=found.language.tag()>
                    <h2>{t.content}</h2>
                    <p class="small muted">{t.content_text}</p>
                    <p class="row">
                        <a class="quiet" href=pdf target="_blank" rel="external noopener noreferrer">{t.open_pdf}</a>
                        <span class="muted">{pages}</span>
                    </p>
                    {found.shown.clone().into_iter().map(|section| view! { <Part section /> }).collect_view()}
                    <p class="small muted">{t.hash} ": " <code class="no doc-link">{found.hash.clone()}</code></p>
                </section>
                {others}
                <section class="chapter" id="act">{act}</section>
                <section class="chapter">
                    <DelegateForm token=token.clone() known=found.known form=hands.delegate />
                    <DeclineForm token />
                </section>
            </div>
        </Page>
    }
}

#[component]
fn Part(section: ShownSection) -> impl IntoView {
    let lines = section.lines.into_iter().map(|(name, value)| {
        if name.is_empty() {
            view! { <div class="full"><dd class="sign-text">{value}</dd></div> }.into_any()
        } else {
            view! { <div><dt>{name}</dt><dd class="sign-text">{value}</dd></div> }.into_any()
        }
    });
    let title = (!section.title.is_empty()).then(|| view! { <h3>{section.title}</h3> });
    view! {
        {title}
        <dl class="facts">{lines.collect_view()}</dl>
    }
}

#[component]
fn CodeForms(found: SigningView, token: String, sent: bool, hands: Hands) -> impl IntoView {
    let t = &use_text().signatures;
    let (send, enter) = (Sending::to("/fn/signatures/send_code"), Sending::to("/fn/signatures/enter_code"));
    let waits = found.code_until;
    let on_send = {
        let token = token.clone();
        move |ev: SubmitEvent| {
            ev.prevent_default();
            send.start(send_code(token.clone()), move |()| hands.data.refetch());
        }
    };
    let on_enter = {
        let token = token.clone();
        move |ev: SubmitEvent| {
            ev.prevent_default();
            let code = Fields::of(&ev).map(|fields| fields.get("code")).unwrap_or_default();
            enter.start(enter_code(token.clone(), code), move |()| {
                hands.sign.error.set(None);
                hands.delegate.error.set(None);
                hands.data.refetch();
            });
        }
    };
    let on_way = (sent || waits.is_some())
        .then(|| view! { <div class="note good" role="status">{fill(t.code_sent, &[&found.address])}</div> });
    let entering = waits.map(|until| {
        let time = format!("{:02}:{:02}", until.hour(), until.minute());
        view! {
            <form class="stack" method="post" action=enter.url on:submit=on_enter>
                <input type="hidden" name="token" value=token.clone() />
                <p class="hint">{fill(t.code_hint, &[&time])}</p>
                <Field form=enter name="code" label=t.code inputmode="numeric" autocomplete="one-time-code" maxlength=12 />
                <div class="actions">
                    <button class="act" aria-busy=move || enter.busy.get().then_some("true")>{t.enter_code}</button>
                </div>
            </form>
        }
    });
    let button = if waits.is_some() { ("quiet", t.send_again) } else { ("act", t.send_code) };
    view! {
        <div class="stack">
            <h2>{t.step_code}</h2>
            <Alert form=hands.sign />
            <Alert form=hands.delegate />
            <p>{fill(t.step_code_text, &[&found.address])}</p>
            {on_way}
            <Alert form=enter />
            {entering}
            <Alert form=send />
            <form method="post" action=send.url on:submit=on_send>
                <input type="hidden" name="token" value=token />
                <div class="actions">
                    <button class=button.0 aria-busy=move || send.busy.get().then_some("true")>{button.1}</button>
                </div>
            </form>
        </div>
    }
}

#[component]
fn SignForm(found: SigningView, token: String, hands: Hands) -> impl IntoView {
    let t = &use_text().signatures;
    let Hands { pad, sign: form, .. } = hands;
    let seen = found.hash.clone();
    let typed = kept(form).get("name").to_owned();
    let on_sign = {
        let token = token.clone();
        move |ev: SubmitEvent| {
            ev.prevent_default();
            let Some(fields) = Fields::of(&ev) else { return };
            let (token, seen, drawing) = (token.clone(), fields.get("seen"), pad.sent());
            let work = sign(token, seen, fields.get("consent"), drawing, fields.get("name"));
            form.start(work, |()| go_to_page("/signed/done"));
        }
    };
    view! {
        <div class="stack">
            <h2>{t.step_sign}</h2>
            <div class="note good" role="status">{t.known}</div>
            <Alert form />
            <form class="stack" method="post" action=form.url on:submit=on_sign>
                <input type="hidden" name="token" value=token />
                <input type="hidden" name="seen" value=seen />
                <PadField pad form name=typed id="sign-name".to_owned() />
                <Consent form id="sign-consent".to_owned() />
                <div class="actions">
                    <button class="act wide" aria-busy=move || form.busy.get().then_some("true")>{t.sign_do}</button>
                </div>
            </form>
        </div>
    }
}

#[component]
fn DelegateForm(token: String, known: bool, form: Sending) -> impl IntoView {
    let t = &use_text().signatures;
    let (typed, open) = (kept(form), form.error.with_untracked(Option::is_some));
    let on_send = {
        let token = token.clone();
        move |ev: SubmitEvent| {
            ev.prevent_default();
            let Some(fields) = Fields::of(&ev) else { return };
            let work = delegate(token.clone(), fields.get("name"), fields.get("email"));
            form.start(work, |()| go_to_page("/signed/handed-on"));
        }
    };
    let body = if known {
        view! {
            <form class="stack" method="post" action=form.url on:submit=on_send novalidate>
                <Alert form />
                <p class="small">{t.delegate_text}</p>
                <input type="hidden" name="token" value=token />
                <Field
                    form
                    name="name"
                    id="delegate-name"
                    label=t.delegate_name
                    value=typed.get("to").to_owned()
                    maxlength=120
                />
                <Field
                    form
                    name="email"
                    id="delegate-email"
                    kind="email"
                    label=t.delegate_email
                    value=typed.get("email").to_owned()
                />
                <div class="actions"><button class="quiet">{t.delegate_do}</button></div>
            </form>
        }
        .into_any()
    } else {
        view! { <p class="small">{t.delegate_text} " " {t.delegate_code}</p> }.into_any()
    };
    view! {
        <details open=open>
            <summary class="plain">{t.delegate}</summary>
            {body}
        </details>
    }
}

#[component]
fn DeclineForm(token: String) -> impl IntoView {
    let t = &use_text().signatures;
    let form = Sending::to("/fn/signatures/decline");
    let (typed, open) = (kept(form), form.error.with_untracked(Option::is_some));
    let on_send = {
        let token = token.clone();
        move |ev: SubmitEvent| {
            ev.prevent_default();
            let Some(fields) = Fields::of(&ev) else { return };
            form.start(decline(token.clone(), fields.get("reason")), |()| go_to_page("/signed/declined"));
        }
    };
    view! {
        <details open=open>
            <summary class="plain">{t.decline}</summary>
            <form class="stack" method="post" action=form.url on:submit=on_send novalidate>
                <Alert form />
                <p class="small">{t.decline_text}</p>
                <input type="hidden" name="token" value=token />
                <Field
                    form
                    name="reason"
                    id="decline-reason"
                    label=t.decline_reason
                    value=typed.get("reason").to_owned()
                    maxlength=500
                />
                <div class="actions"><button class="danger">{t.decline_do}</button></div>
            </form>
        </details>
    }
}
