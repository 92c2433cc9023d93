//! `/desk/customers/:id`: one customer with terms, people and history; or a request to answer.

use kontor_domain::accounts::{Company, CompanyState, Person, Right, Role};
use kontor_domain::follow_ups::FollowUpFilter;
use kontor_domain::orders::{OrderFilter, OrderSummary};
use kontor_domain::{CompanyId, Error, IdempotencyKey, Language, Localized, Quantity, format, page};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::hooks::use_params_map;

use super::company::{DeskCompany, company};
use super::desk_acting::ActFor;
use super::desk_companies::company_state;
use super::desk_credit::CreditSection;
use super::invite_customer::invite_customer;
use super::person_steps::{PersonSteps, person_state};
use super::refuse_company::refuse_company;
use super::release_company::release_company;
use super::save_terms::{DeliveryTyped, DiscountLine, save_terms};
use crate::delivery::{ServiceSelect, Together};
use crate::desk::{DeskFailed, use_desk};
use crate::documents::FewDocuments;
use crate::follow_ups::{CompanyFollowUps, follow_ups};
use crate::machines::FewMachines;
use crate::orders::{OrderTable, orders};
use crate::pricing::why_path;
use crate::quotes::BeginOffer;
use crate::text::{fill, use_language, use_text};
use crate::ui::{
    Alert, Crumbs, Field, FieldError, Fields, Page, Pager, Query, Sending, Toasts, field_error, focus, kept,
    shown, use_query,
};
use crate::wire::Refusal;

/// Empty lines under the discounts, for new ones.
const SPARE: usize = 2;

/// What the forms of the page do when they are done: say so, load anew, take the focus.
#[derive(Clone, Copy)]
struct Done {
    again: Callback<()>,
    stepped: StoredValue<bool>,
    toasts: Toasts,
}

impl Done {
    fn say(self, text: &'static str) {
        self.toasts.say(text.to_owned());
        self.stepped.set_value(true);
        self.again.run(());
    }
}

#[component]
pub fn DeskCompanyPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let desk = use_desk();
    let id = Memo::new(move |_| CompanyId(params.with(|p| p.get("id").unwrap_or_default())));
    let data = Resource::new_blocking(move || id.get(), company);
    // The orders page by a key of their own in the address.
    let after = Memo::new(move |_| query.with(|q| q.some("orders")));
    let sees_orders = desk.may(Right::SeeOrders);
    let placed = Resource::new_blocking(
        move || (id.get(), after.get()),
        move |(id, after)| async move {
            if sees_orders {
                let filter = OrderFilter { company: Some(id), after, ..OrderFilter::default() };
                Some(orders(filter).await)
            } else {
                None
            }
        },
    );
    let follows_up = desk.may(Right::ManageQuotes);
    let due = Resource::new_blocking(
        move || id.get(),
        move |id| async move {
            if follows_up {
                let filter = FollowUpFilter { company: Some(id), ..FollowUpFilter::default() };
                Some(follow_ups(filter).await)
            } else {
                None
            }
        },
    );
    let again = Callback::new(move |()| {
        data.refetch();
        desk.count_again();
    });
    let done = Done { again, stepped: StoredValue::new(false), toasts: Toasts::of() };
    view! {
        <Transition>
            {move || {
                let said = query.with(|q| q.get("done").to_owned());
                let first = after.get().is_none();
                Suspend::new(async move {
                    match data.await {
                        Ok(found) => {
                            let path = format!("/desk/customers/{}", found.view.company.id);
                            let placed = placed.await.map(|page| view! { <Placed page path first /> }.into_any());
                            let company = found.view.company.id.clone();
                            let active = found.view.company.state == CompanyState::Active;
                            let due = due.await.filter(|_| active);
                            let due = due.map(|found| view! { <CompanyFollowUps found company /> }.into_any());
                            view! { <Whole found placed due done said /> }.into_any()
                        }
                        Err(Refusal(error)) => view! { <DeskFailed error /> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}

#[component]
fn Whole(
    found: DeskCompany,
    placed: Option<AnyView>,
    due: Option<AnyView>,
    done: Done,
    said: String,
) -> impl IntoView {
    let t = use_text();
    let view = found.view;
    let c = view.company.clone();
    let (tone, word) = company_state(c.state);
    // After a plain form.
    let said = match said.as_str() {
        "release" => Some(t.desk.released),
        "refuse" => Some(t.desk.refused),
        "terms" => Some(t.desk.terms_saved),
        "invite" => Some(t.accounts.invite_sent),
        "block" => Some(t.desk.person_blocked),
        "unblock" => Some(t.desk.person_unblocked),
        "acting" => Some(t.acting.stopped),
        "credit" => Some(t.credit.saved),
        "follow_up" => Some(t.cases.saved),
        _ => None,
    };
    Effect::new(move |_| {
        if done.stepped.get_value() {
            done.stepped.set_value(false);
            // Once it stands in the page.
            request_animation_frame(|| focus("main"));
        }
    });
    let requested = c.state == CompanyState::Requested;
    let active = c.state == CompanyState::Active;
    view! {
        <Page title=c.name.clone() class="work">
            <Crumbs above=vec![("/desk/customers".into(), t.desk.customers.into())] here=c.name.clone() />
            {said.map(|text| view! { <div class="note good" role="status">{text}</div> })}
            <div class="head">
                <div>
                    <h1>{c.name.clone()}</h1>
                    <p class="row">
                        <span class=format!("state {tone}")>{word}</span>
                        <span class="no muted">{c.number.clone()}</span>
                    </p>
                </div>
                {active
                    .then(|| {
                        view! {
                            <span class="row">
                                <a class="quiet" href=format!("/desk/cases?company={}", c.id)>{t.cases.cases}</a>
                                <a class="quiet" href=format!("/desk/offers?company={}", c.id)>{t.desk_quotes.title}</a>
                                <BeginOffer name="company" value=c.id.to_string() />
                                <a class="quiet" href=format!("/desk/follow-ups?company={}", c.id)>{t.cases.follow_ups}</a>
                                <a class="quiet" href=format!("/desk/recurring?company={}", c.id)>{t.recurring.title}</a>
                                <a class="quiet" href=format!("/desk/lists?customer={}", c.id)>{t.lists.desk_for_customer}</a>
                                <a class="quiet" href=why_path(Some(&c.id), None, None)>{t.pricing.why_title}</a>
                            </span>
                        }
                    })}
            </div>
            <div class="split">
                <div>
                    {requested
                        .then(|| {
                            view! {
                                <section class="chapter">
                                    <h2>{t.desk.answer_request}</h2>
                                    {(!view.message.is_empty())
                                        .then(|| {
                                            let message = view.message.clone();
                                            view! { <div class="note"><b>{t.desk.message}</b> " " {message}</div> }
                                        })}
                                    <Release id=c.id.clone() done />
                                </section>
                                <section class="chapter">
                                    <Refuse id=c.id.clone() done />
                                </section>
                            }
                        })}
                    {(active && use_desk().may(Right::ActForCustomers))
                        .then(|| view! { <ActFor company=c.clone() people=view.people.clone() key_=found.key.clone() /> })}
                    {active
                        .then(|| {
                            view! {
                                <section class="chapter">
                                    <h2>{t.desk.terms}</h2>
                                    <TermsForm company=c.clone() services=found.services.clone() version=view.version done />
                                </section>
                                <section class="chapter">
                                    <h2>{t.rules.rules}</h2>
                                    <p>{t.rules.rules_text}</p>
                                    <p><a href=format!("/desk/customers/{}/rules", c.id)>{t.rules.rules_link}</a></p>
                                </section>
                                {use_desk()
                                    .may(Right::Administer)
                                    .then(|| {
                                        view! {
                                            <section class="chapter">
                                                <h2>{t.keys.title}</h2>
                                                <p><a href=format!("/desk/customers/{}/keys", c.id)>{t.keys.link}</a></p>
                                            </section>
                                        }
                                    })}
                            }
                        })}
                    {active
                        .then(|| {
                            let said = Callback::new(move |text| done.say(text));
                            view! { <CreditSection credit=found.credit.clone() done=said /> }
                        })}
                    {due}
                    {active
                        .then(|| {
                            let (documents, value) = (found.documents.clone(), c.id.to_string());
                            let machines = found.machines.clone();
                            view! {
                                <FewMachines machines company=value.clone() may_add=true />
                                <FewDocuments documents name="company" value desk=true may_add=true />
                            }
                        })}
                    {placed}
                    <section class="chapter">
                        <h2>{t.accounts.people}</h2>
                        <div class="stack">
                            <People people=view.people.clone() key_=found.key.clone() done />
                            {active.then(|| view! { <InviteForm id=c.id.clone() key_=found.key.clone() done /> })}
                        </div>
                    </section>
                </div>
                <aside>
                    <Master company=c phone=view.phone.clone() />
                    <section class="chapter">
                        <h2>{t.orders.history}</h2>
                        <History timeline=view.timeline />
                    </section>
                </aside>
            </div>
        </Page>
    }
}

/// The orders of the company, newest first.
#[component]
fn Placed(page: Result<page::Page<OrderSummary>, Refusal>, path: String, first: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let company = path.rsplit('/').next().unwrap_or_default();
    let kept = Query::default().with("company", company).on("/desk/promises");
    let body = match page {
        Err(Refusal(error)) => view! { <div class="note bad" role="alert">{error.text(l)}</div> }.into_any(),
        Ok(page) if page.items.is_empty() => view! { <p class="muted">{t.desk.no_orders_yet}</p> }.into_any(),
        Ok(page) => {
            let next = page.next.map(|after| Query::default().with("orders", &after).on(&path));
            let previous = (!first).then_some(path);
            view! {
                <OrderTable orders=page.items path="/desk/orders" />
                {(next.is_some() || previous.is_some()).then(|| view! { <Pager previous next /> })}
            }
            .into_any()
        }
    };
    view! {
        <section class="chapter">
            <h2>{t.desk.orders_of}</h2>
            {body}
            <p><a class="plain" href=kept>{t.promise.kept_title}</a></p>
        </section>
    }
}

#[component]
fn Release(id: CompanyId, done: Done) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/accounts/release_company");
    let typed = kept(form);
    let company = id.to_string();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        if let Some(fields) = Fields::of(&ev) {
            let work = release_company(id.clone(), fields.get("number"), fields.get("group_list"));
            form.start(work, move |()| done.say(t.desk.released));
        }
    };
    view! {
        <form class="stack" method="post" action=form.url on:submit=submit novalidate>
            <Alert form />
            <p>{t.desk.release_text}</p>
            <input type="hidden" name="company" value=company />
            <div class="fields">
                <Field form name="number" label=t.orders.customer_number hint=t.desk.number_hint value=typed.get("number") maxlength=40 />
                <Field
                    form
                    name="group_list"
                    id="release-list"
                    label=t.desk.group_list
                    hint=t.desk.group_list_hint
                    value=typed.get("group_list")
                    maxlength=60
                    optional=true
                />
            </div>
            <div class="actions">
                <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.desk.release}</button>
            </div>
        </form>
    }
}

#[component]
fn Refuse(id: CompanyId, done: Done) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/accounts/refuse_company");
    let company = id.to_string();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        if let Some(fields) = Fields::of(&ev) {
            form.start(refuse_company(id.clone(), fields.get("reason")), move |()| done.say(t.desk.refused));
        }
    };
    view! {
        <details open=form.error.with_untracked(Option::is_some)>
            <summary class="plain">{t.desk.refuse_request}</summary>
            <form class="stack" method="post" action=form.url on:submit=submit novalidate>
                <Alert form />
                <input type="hidden" name="company" value=company />
                <Field form name="reason" label=t.desk.reason hint=t.desk.refuse_hint maxlength=1000 />
                <div class="actions">
                    <button class="danger" aria-busy=move || form.busy.get().then_some("true")>{t.desk.refuse}</button>
                </div>
            </form>
        </details>
    }
}

#[component]
fn TermsForm(
    company: Company,
    services: Vec<(String, Localized)>,
    version: i64,
    done: Done,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::to("/fn/accounts/save_terms");
    let (id, hidden) = (company.id.clone(), company.id.to_string());
    let mut lines: Vec<(String, String)> = company
        .discounts
        .iter()
        .map(|(group, percent)| (group.clone(), format::decimal(percent.normalize(), l)))
        .collect();
    lines.resize(lines.len() + SPARE, Default::default());
    let delivery = company.delivery.clone();
    let count = lines.len();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        let field = |i: usize, name: &str| fields.get(&format!("discounts[{i}][{name}]"));
        let discounts = (0..count)
            .map(|i| DiscountLine { group: field(i, "group"), percent: field(i, "percent") })
            .collect();
        let (own, group) = (fields.get("price_list"), fields.get("group_list"));
        let get = |name: &str| fields.get(&format!("delivery[{name}]"));
        let delivery = DeliveryTyped {
            completeness: get("completeness"),
            service: get("service"),
            free_from: get("free_from"),
        };
        form.start(save_terms(id.clone(), version, own, group, discounts, delivery), move |()| {
            done.say(t.desk.terms_saved);
        });
    };
    let list =
        |l: &Option<kontor_domain::PriceListId>| l.as_ref().map(ToString::to_string).unwrap_or_default();
    let changed = move || matches!(form.error.get(), Some(Error::Conflict { .. }));
    view! {
        <form class="stack" method="post" action=form.url on:submit=submit novalidate>
            <Alert form />
            {move || {
                changed()
                    .then(|| {
                        view! {
                            <div class="actions">
                                <button type="button" class="quiet" on:click=move |_| done.again.run(())>{t.desk.reload}</button>
                            </div>
                        }
                    })
            }}
            <input type="hidden" name="company" value=hidden />
            <input type="hidden" name="version" value=version.to_string() />
            <div class="fields">
                <Field
                    form
                    name="price_list"
                    label=t.desk.price_list
                    hint=t.desk.price_list_hint
                    value=list(&company.price_list)
                    maxlength=60
                    optional=true
                />
                <Field
                    form
                    name="group_list"
                    label=t.desk.group_list
                    hint=t.desk.group_list_hint
                    value=list(&company.group_list)
                    maxlength=60
                    optional=true
                />
            </div>
            <h3>{t.desk.discounts}</h3>
            <table class="data">
                <caption class="vh">{t.desk.discounts}</caption>
                <thead>
                    <tr><th>{t.desk.discount_group}</th><th>{t.desk.percent}</th></tr>
                </thead>
                <tbody>
                    {lines
                        .into_iter()
                        .enumerate()
                        .map(|(i, (group, percent))| view! { <Discount i group percent form /> })
                        .collect_view()}
                </tbody>
            </table>
            <p class="hint">{t.desk.discount_hint}</p>
            <h3>{t.delivery.terms}</h3>
            <Together name="delivery[completeness]" chosen=Some(delivery.completeness) />
            <div class="fields">
                <ServiceSelect form name="delivery[service]" services chosen=delivery.service usual=t.delivery.cheapest />
                <Field
                    form
                    name="delivery[free_from]"
                    label=t.delivery.own_free_from
                    hint=t.delivery.own_free_from_hint
                    value=delivery.free_from.map(|from| shown(Quantity(from.amount), l)).unwrap_or_default()
                    inputmode="decimal"
                    optional=true
                />
            </div>
            <div class="actions">
                <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.house.save}</button>
            </div>
        </form>
    }
}

#[component]
fn Discount(i: usize, group: String, percent: String, form: Sending) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let now = RwSignal::new(group.clone());
    let wrong = Signal::derive(move || {
        let name = format!("discounts.{}", now.get().trim());
        form.error.with(|e| e.as_ref().and_then(|e: &Error| Some(e.field(&name)?.text(l))))
    });
    let error_id = format!("discount-{i}-e");
    let described = error_id.clone();
    let label = |text: &str| format!("{text} {}", i + 1);
    view! {
        <tr>
            <td data-label=t.desk.discount_group>
                <input
                    class="control"
                    name=format!("discounts[{i}][group]")
                    value=group
                    maxlength="40"
                    autocomplete="off"
                    aria-label=label(t.desk.discount_group)
                    on:input=move |ev| now.set(event_target_value(&ev))
                />
            </td>
            <td data-label=t.desk.percent>
                <input
                    class="amount"
                    name=format!("discounts[{i}][percent]")
                    value=percent
                    inputmode="decimal"
                    autocomplete="off"
                    aria-label=label(t.desk.percent)
                    aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                    aria-describedby=described
                />
                {move || wrong.get().map(|text| view! { <p class="error" id=error_id.clone()>{text}</p> })}
            </td>
        </tr>
    }
}

#[component]
fn People(people: Vec<Person>, key_: IdempotencyKey, done: Done) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    if people.is_empty() {
        return view! { <p class="muted">{t.desk.no_people}</p> }.into_any();
    }
    let said = Callback::new(move |text| done.say(text));
    let row = |p: Person| {
        let (tone, word) = person_state(&p);
        let steps = view! { <PersonSteps person=p.clone() key_=key_.clone() done=said /> };
        let roles = p.roles.iter().map(|r| r.word(l)).collect::<Vec<_>>().join(", ");
        view! {
            <tr>
                <td class="c-what">
                    <b>{p.name}</b>
                    <span class="sub-line"><a href=format!("mailto:{}", p.email)>{p.email.clone()}</a></span>
                </td>
                <td data-label=t.accounts.roles>{roles}</td>
                <td class="c-state"><span class=format!("state {tone}")>{word}</span></td>
                <td data-label=t.desk.what_to_do>{steps}</td>
            </tr>
        }
    };
    view! {
        <table class="data">
            <caption class="vh">{t.accounts.people}</caption>
            <thead>
                <tr>
                    <th>{t.accounts.person}</th>
                    <th>{t.accounts.roles}</th>
                    <th>{t.orders.state}</th>
                    <th>{t.desk.what_to_do}</th>
                </tr>
            </thead>
            <tbody>{people.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn InviteForm(id: CompanyId, key_: IdempotencyKey, done: Done) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::to("/fn/accounts/invite_customer");
    let typed = kept(form);
    let (company, key) = (id.to_string(), key_.to_string());
    let roles = [Role::Buyer, Role::Approver, Role::CompanyAdmin];
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        let ticked = fields.query().all("roles[]");
        let (name, email, language) = (fields.get("name"), fields.get("email"), fields.get("language"));
        let work = invite_customer(key_.clone(), id.clone(), name, email, ticked, language);
        form.start(work, move |()| done.say(t.accounts.invite_sent));
    };
    let role_wrong = field_error(form, "roles");
    view! {
        <details open=form.error.with_untracked(Option::is_some)>
            <summary class="plain">{t.accounts.invite}</summary>
            <form class="stack" method="post" action=form.url on:submit=submit novalidate>
                <p class="hint">{t.accounts.invite_text}</p>
                <Alert form />
                <input type="hidden" name="key" value=key />
                <input type="hidden" name="company" value=company />
                <div class="fields">
                    <Field form name="name" label=t.accounts.name value=typed.get("name") maxlength=100 />
                    <Field form name="email" kind="email" label=t.accounts.email value=typed.get("email") maxlength=254 />
                </div>
                <fieldset class="choices" aria-describedby="roles-e">
                    <legend>{t.accounts.roles}</legend>
                    {roles
                        .into_iter()
                        .map(|role| {
                            view! {
                                <label class="check">
                                    <input
                                        type="checkbox"
                                        name="roles[]"
                                        value=role.code()
                                        checked=role == Role::Buyer
                                        aria-invalid=move || role_wrong.with(Option::is_some).then_some("true")
                                    />
                                    <span>{role.word(l)}</span>
                                </label>
                            }
                        })
                        .collect_view()}
                    <FieldError form name="roles" id="roles-e".into() />
                </fieldset>
                <div class="field short">
                    <label for="language">{t.accounts.language}</label>
                    <select id="language" name="language">
                        <option value="de" selected=l == Language::De lang="de">"Deutsch"</option>
                        <option value="en" selected=l == Language::En lang="en">"English"</option>
                    </select>
                </div>
                <div class="actions">
                    <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.accounts.invite_send}</button>
                </div>
            </form>
        </details>
    }
}

/// What the company told about itself.
#[component]
fn Master(company: Company, phone: String) -> impl IntoView {
    let t = use_text();
    let tel: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let addresses = company
        .addresses
        .into_iter()
        .map(|a| {
            let lines = a.lines().into_iter().enumerate();
            let lines =
                lines.map(|(i, line)| view! { {(i > 0).then(|| view! { <br /> })} {line} }).collect_view();
            view! { <address class="card">{lines}</address> }
        })
        .collect_view();
    view! {
        <section class="chapter">
            <h2>{t.desk.master}</h2>
            <dl class="facts">
                {(!company.vat_id.is_empty())
                    .then(|| view! { <div><dt>{t.accounts.vat_id}</dt><dd class="no">{company.vat_id}</dd></div> })}
                {(!phone.is_empty())
                    .then(|| view! { <div><dt>{t.accounts.phone}</dt><dd><a href=format!("tel:{tel}")>{phone}</a></dd></div> })}
                <div><dt>{t.accounts.country}</dt><dd>{company.country}</dd></div>
            </dl>
        </section>
        <section class="chapter">
            <h2>{t.accounts.addresses}</h2>
            <div class="stack">{addresses}</div>
        </section>
    }
}

/// Newest first, as the operation answers it.
#[component]
fn History(timeline: Vec<kontor_domain::events::TimelineEntry>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    if timeline.is_empty() {
        return view! { <p class="muted">{t.desk.no_history}</p> }.into_any();
    }
    let entry = |(i, e): (usize, kontor_domain::events::TimelineEntry)| {
        let by = e.by(l);
        view! {
            <li class:now=i == 0>
                <time>{format::moment(e.at, l)}</time>
                <div>{e.what.text(l)} <span class="by">{by}</span></div>
            </li>
        }
    };
    let shown = 12;
    let more = timeline.len().saturating_sub(shown);
    let mut entries = timeline.into_iter().enumerate();
    let newest = entries.by_ref().take(shown).map(entry).collect_view();
    let older = entries.map(entry).collect_view();
    view! {
        <div class="stack">
            <ol class="timeline">{newest}</ol>
            {(more > 0)
                .then(|| {
                    let words = fill(t.desk.older, &[&more.to_string()]);
                    view! { <details><summary class="plain">{words}</summary><ol class="timeline">{older}</ol></details> }
                })}
        </div>
    }
    .into_any()
}
