//! `/account`: own data, the company's people and addresses, password, sign-out. Plain forms throughout: nothing here is
//! done often, and afterwards the page says what happened.

use kontor_domain::accounts::{Address, Company, Person, Role};
use kontor_domain::{IdempotencyKey, Language, PersonId};
use leptos::prelude::*;

use super::Visitor;
use super::account::{Mine, my_account};
use super::company_parts::{CountryField, StateField, language_name};
use super::person_steps::{PersonSteps, person_state};
use crate::payments::MethodsSection;
use crate::text::{fill, use_language, use_text};
use crate::ui::{
    Alert, Field, Page, Query, Sending, Side, Toasts, forget_device, kept, loaded_for, use_query,
};

#[component]
pub fn AccountPage() -> impl IntoView {
    let query = use_query();
    let data = Resource::new_blocking(|| (), |()| my_account());
    let again = Callback::new(move |()| data.refetch());
    loaded_for(data, Side::Shop, move || {
        let done = query.with(|q| q.get("done").to_owned());
        move |mine, visitor| view! { <Whole mine visitor done again /> }
    })
}

#[component]
fn Whole(mine: Mine, visitor: Visitor, done: String, again: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let Mine { account, key, methods } = mine;
    let person = account.person;
    let done = match done.as_str() {
        "password" => Some(t.accounts.password_changed),
        "invite" => Some(t.accounts.invite_sent),
        "block" => Some(t.desk.person_blocked),
        "unblock" => Some(t.desk.person_unblocked),
        "address" => Some(t.accounts.address_saved),
        "method" => Some(t.payments.stored_done),
        "method_changed" => Some(t.payments.changed_done),
        "method_removed" => Some(t.payments.removed_done),
        _ => None,
    };
    let roles = person.roles.iter().map(|r| r.word(l)).collect::<Vec<_>>().join(", ");
    let number = account.company.as_ref().map(|c| c.number.clone()).filter(|n| !n.is_empty());
    let vat_id = account.company.as_ref().map(|c| c.vat_id.clone()).filter(|n| !n.is_empty());
    let (manages, desk) = (visitor.manages, visitor.desk);
    let company = visitor.company;
    view! {
        <Page title=t.accounts.title class="page narrow">
            <div class="head">
                <div>
                    <h1>{t.accounts.title}</h1>
                    <p class="muted">{fill(t.accounts.signed_in_as, &[&person.email])}</p>
                </div>
            </div>
            {done.map(|text| view! { <div class="note good" role="status">{text}</div> })}
            <section class="chapter">
                <h2>{t.accounts.your_data}</h2>
                <dl class="facts">
                    <div><dt>{t.accounts.name}</dt><dd>{person.name}</dd></div>
                    <div><dt>{t.accounts.email}</dt><dd>{person.email}</dd></div>
                    <div><dt>{t.accounts.roles}</dt><dd>{roles}</dd></div>
                    {(!company.is_empty()).then(|| view! { <div><dt>{t.accounts.company}</dt><dd>{company}</dd></div> })}
                    {number.map(|n| view! { <div><dt>{t.accounts.company_number}</dt><dd class="no">{n}</dd></div> })}
                    {vat_id.map(|n| view! { <div><dt>{t.accounts.vat_id}</dt><dd class="no">{n}</dd></div> })}
                </dl>
            </section>
            {account
                .company
                .is_some()
                .then(|| view! { <p><a class="quiet" href="/account/numbers">{t.quick.own_manage}</a></p> })}
            {account.company.map(|company| view! { <Addresses company manages /> })}
            <MethodsSection methods key=key.to_string() />
            {manages.then(|| view! { <People people=account.people me=person.id.clone() key_=key again /> })}
            {(manages && !desk)
                .then(|| {
                    view! {
                        <section class="chapter" id="rules">
                            <h2>{t.rules.rules}</h2>
                            <p>{t.rules.rules_text}</p>
                            <p><a href="/account/rules">{t.rules.rules_link}</a></p>
                        </section>
                        <section class="chapter" id="keys">
                            <h2>{t.keys.title}</h2>
                            <p>{t.keys.about}</p>
                            <p><a href="/account/keys">{t.keys.link}</a></p>
                        </section>
                        <section class="chapter" id="hooks">
                            <h2>{t.hooks.title}</h2>
                            <p>{t.hooks.about}</p>
                            <p><a href="/account/hooks">{t.hooks.link}</a></p>
                        </section>
                    }
                })}
            <Security />
        </Page>
    }
}

#[component]
fn Addresses(company: Company, manages: bool) -> impl IntoView {
    let t = use_text();
    let new = Address { name: company.name.clone(), country: company.country.clone(), ..Address::default() };
    view! {
        <section class="chapter" id="addresses">
            <h2>{t.accounts.addresses}</h2>
            <div class="grid">
                {company
                    .addresses
                    .into_iter()
                    .enumerate()
                    .map(|(i, address)| {
                        let lines = address
                            .lines()
                            .into_iter()
                            .map(|line| view! { {line} <br /> })
                            .collect_view();
                        view! {
                            <div class="card" class:on=i == 0>
                                <address>{lines}</address>
                                {(i == 0).then(|| view! { <span class="state tag">{t.accounts.standard}</span> })}
                                {manages.then(|| view! { <EditAddress address title=t.accounts.change /> })}
                            </div>
                        }
                    })
                    .collect_view()}
            </div>
            {manages.then(|| view! { <EditAddress address=new title=t.accounts.add_address /> })}
        </section>
    }
}

/// The form of one address, folded away; open after it was refused.
#[component]
fn EditAddress(address: Address, title: &'static str) -> impl IntoView {
    let t = use_text();
    let form = Sending::about("/fn/accounts/save_address", &address.id);
    let refused = form.error.with_untracked(Option::is_some);
    let typed = if refused { kept(form) } else { Query::default() };
    let value = |name: &str, known: &str| {
        let typed = typed.get(name);
        if typed.is_empty() { known.to_owned() } else { typed.to_owned() }
    };
    let id = |name: &str| format!("a{}-{name}", address.id);
    view! {
        <details open=refused>
            <summary class="plain">{title}</summary>
            <form class="stack" method="post" action=form.url>
                <Alert form />
                <input type="hidden" name="address[id]" value=address.id.clone() />
                <Field form name="address[name]" id=id("name") label=t.accounts.company value=value("name", &address.name) />
                <Field form name="address[extra]" id=id("extra") label=t.accounts.address_extra hint=t.accounts.address_extra_hint value=value("extra", &address.extra) optional=true />
                <Field form name="address[street]" id=id("street") label=t.accounts.street value=value("street", &address.street) />
                <Field form name="address[postcode]" id=id("postcode") class="field short" label=t.accounts.postcode value=value("postcode", &address.postcode) />
                <Field form name="address[city]" id=id("city") label=t.accounts.city value=value("city", &address.city) />
                <CountryField name="address[country]" id=id("country") chosen=value("country", &address.country) />
                <StateField name="address[state]" id=id("state") chosen=value("state", &address.state) />
                <div class="actions"><button class="act">{t.house.save}</button></div>
            </form>
        </details>
    }
}

#[component]
fn People(people: Vec<Person>, me: PersonId, key_: IdempotencyKey, again: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let toasts = Toasts::of();
    let done = Callback::new(move |text: &'static str| {
        toasts.say(text.to_owned());
        again.run(());
    });
    let key = key_.to_string();
    view! {
        <section class="chapter" id="people">
            <h2>{t.accounts.people}</h2>
            <table class="data">
                <thead>
                    <tr>
                        <th>{t.accounts.person}</th>
                        <th>{t.accounts.email}</th>
                        <th>{t.accounts.roles}</th>
                        <th>{t.orders.state}</th>
                        <th>{t.desk.what_to_do}</th>
                    </tr>
                </thead>
                <tbody>
                    {people
                        .into_iter()
                        .map(|person| {
                            let roles = person.roles.iter().map(|r| r.word(l)).collect::<Vec<_>>().join(", ");
                            let (tone, word) = person_state(&person);
                            // Nobody locks themselves out.
                            let steps = (person.id != me)
                                .then(|| view! { <PersonSteps person=person.clone() key_=key_.clone() done /> });
                            view! {
                                <tr>
                                    <td data-label=t.accounts.person><b>{person.name}</b></td>
                                    <td data-label=t.accounts.email>{person.email}</td>
                                    <td data-label=t.accounts.roles>{roles}</td>
                                    <td data-label=t.orders.state><span class=format!("state {tone}")>{word}</span></td>
                                    <td data-label=t.desk.what_to_do>{steps}</td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
            <Invite key />
        </section>
    }
}

#[component]
fn Invite(key: String) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::to("/fn/accounts/invite");
    let typed = kept(form);
    let refused = form.error.with_untracked(Option::is_some);
    let roles = [
        (Role::Buyer, t.accounts.role_buyer),
        (Role::Approver, t.accounts.role_approver),
        (Role::CompanyAdmin, t.accounts.role_admin),
    ];
    view! {
        <details open=refused>
            <summary class="plain">{t.accounts.invite}</summary>
            <form class="stack" method="post" action=form.url>
                <p>{t.accounts.invite_text}</p>
                <Alert form />
                <input type="hidden" name="key" value=key />
                <div class="fields">
                    <Field form name="name" id="invite-name" label=t.accounts.name value=typed.get("invite_name") />
                    <Field form name="email" id="invite-email" label=t.accounts.email kind="email" value=typed.get("invite_email") />
                    <fieldset class="full">
                        <legend>{t.accounts.roles}</legend>
                        {roles
                            .into_iter()
                            .map(|(role, words)| {
                                view! {
                                    <label class="check">
                                        <input type="checkbox" name="roles[]" value=role.code() checked=role == Role::Buyer />
                                        " "
                                        <span>{words}</span>
                                    </label>
                                }
                            })
                            .collect_view()}
                    </fieldset>
                    <div class="field">
                        <label for="invite-language">{t.accounts.language}</label>
                        <select id="invite-language" name="language">
                            {[Language::De, Language::En]
                                .into_iter()
                                .map(|language| {
                                    view! {
                                        <option value=language.tag() selected=language == l>{language_name(language)}</option>
                                    }
                                })
                                .collect_view()}
                        </select>
                    </div>
                    <div class="actions"><button class="act">{t.accounts.invite_send}</button></div>
                </div>
            </form>
        </details>
    }
}

#[component]
fn Security() -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/accounts/change_password");
    let refused = form.error.with_untracked(Option::is_some);
    // Whoever signs out leaves nothing of theirs on the device.
    let leave = move |ev: leptos::web_sys::SubmitEvent| {
        if !forget_device(t.forms.sign_out_unsent) {
            ev.prevent_default();
        }
    };
    view! {
        <section class="chapter" id="security">
            <h2>{t.accounts.security}</h2>
            <details open=refused>
                <summary class="plain">{t.accounts.change_password}</summary>
                <form class="stack" method="post" action=form.url>
                    <Alert form />
                    <Field form name="old" label=t.accounts.old_password kind="password" autocomplete="current-password" />
                    <Field
                        form
                        name="new"
                        label=t.accounts.new_password
                        hint=t.accounts.password_hint
                        kind="password"
                        autocomplete="new-password"
                    />
                    <div class="actions"><button class="act">{t.accounts.change_password}</button></div>
                </form>
            </details>
            <p class="small muted">{t.accounts.sign_out_everywhere_text}</p>
            <div class="actions">
                <form method="post" action="/fn/accounts/sign_out" on:submit=leave>
                    <button class="quiet">{t.accounts.sign_out}</button>
                </form>
                <form method="post" action="/fn/accounts/sign_out_everywhere" on:submit=leave>
                    <button class="quiet">{t.accounts.sign_out_everywhere}</button>
                </form>
            </div>
        </section>
    }
}
