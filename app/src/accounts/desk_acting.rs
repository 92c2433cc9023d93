//! At the desk's page of a customer: the way into acting for them.

use kontor_domain::IdempotencyKey;
use kontor_domain::accounts::{Channel, Company, Person, Right};
use leptos::prelude::*;

use crate::text::{use_language, use_text};
use crate::ui::{Alert, Field, FieldError, Sending, kept};

/// Who asked for it and how, then the shop as the customer.
#[component]
pub(super) fn ActFor(company: Company, people: Vec<Person>, key_: IdempotencyKey) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::to("/fn/accounts/begin_acting");
    let typed = kept(form);
    let chosen = typed.get("caller").to_owned();
    let callers = people.into_iter().filter(|p| p.may(Right::Order) && !p.blocked).collect::<Vec<_>>();
    let nobody = callers.is_empty();
    let channel = Channel::parse(typed.get("channel")).unwrap_or(Channel::Telephone);
    view! {
        <section class="chapter" id="act">
            <h2>{t.acting.begin_title}</h2>
            <p>{t.acting.begin_text}</p>
            <form class="stack" method="post" action=form.url>
                <Alert form />
                <input type="hidden" name="key" value=key_.to_string() />
                <input type="hidden" name="company" value=company.id.to_string() />
                <fieldset class="choices">
                    <legend>{t.acting.channel}</legend>
                    <div class="row">
                        {Channel::OF_ACTING
                            .into_iter()
                            .map(|way| {
                                view! {
                                    <label class="check">
                                        <input type="radio" name="channel" value=way.code() checked=way == channel />
                                        <span>{way.word(l)}</span>
                                    </label>
                                }
                            })
                            .collect_view()}
                    </div>
                    <FieldError form name="channel" id="channel-e".into() />
                </fieldset>
                <div class="fields">
                    <div class="field">
                        <label for="caller">{t.acting.caller}</label>
                        <p class="hint" id="caller-h">{t.acting.caller_hint}</p>
                        <select id="caller" name="caller" aria-describedby="caller-h">
                            {callers
                                .into_iter()
                                .map(|p| {
                                    let on = p.id.as_str() == chosen;
                                    view! { <option value=p.id.to_string() selected=on>{p.name}</option> }
                                })
                                .collect_view()}
                            <option value="" selected=nobody || (chosen.is_empty() && !typed.get("name").is_empty())>
                                {t.acting.no_account}
                            </option>
                        </select>
                        <FieldError form name="caller" id="caller-e".into() />
                    </div>
                    <Field
                        form
                        name="name"
                        id="caller-name"
                        label=t.acting.name
                        hint=t.acting.name_hint
                        value=typed.get("name")
                        maxlength=100
                        optional=true
                    />
                </div>
                <div class="actions">
                    <button class="act">{t.acting.begin}</button>
                </div>
            </form>
        </section>
    }
}
