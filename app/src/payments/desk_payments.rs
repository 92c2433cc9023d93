//! `/desk/payments`: money that needs somebody.

use kontor_domain::format;
use kontor_domain::payments::ConcernSummary;
use leptos::prelude::*;

use super::concerns::concerns;
use crate::desk::{DeskProblem, row_id, row_keys};
use crate::text::{use_language, use_text};
use crate::ui::{Empty, OrderPill, Page};
use crate::wire::Refusal;

#[component]
pub fn DeskPaymentsPage() -> impl IntoView {
    let t = use_text();
    let list = Resource::new_blocking(|| (), |()| concerns());
    row_keys(|_| ());
    view! {
        <Page title=t.payments.concerns class="work">
            <div class="head">
                <div>
                    <h1>{t.payments.concerns}</h1>
                    <p class="muted">{t.payments.concerns_text}</p>
                </div>
            </div>
            <Transition>
                {move || Suspend::new(async move {
                    match list.await {
                        Ok(found) => view! { <List found /> }.into_any(),
                        Err(Refusal(error)) => view! { <DeskProblem error /> }.into_any(),
                    }
                })}
            </Transition>
        </Page>
    }
}

#[component]
fn List(found: Vec<ConcernSummary>) -> impl IntoView {
    let t = use_text();
    if found.is_empty() {
        return view! {
            <Empty title=t.payments.no_concerns text=t.payments.no_concerns_text>
                <a class="quiet" href="/desk/orders">{t.desk.to_orders}</a>
            </Empty>
        }
        .into_any();
    }
    view! {
        <table class="data queue">
            <caption class="vh">{t.payments.concerns}</caption>
            <thead>
                <tr>
                    <th>{t.orders.case}</th>
                    <th>{t.desk.customer}</th>
                    <th>{t.orders.state}</th>
                    <th>{t.payments.concern}</th>
                    <th class="num">{t.payments.amount}</th>
                </tr>
            </thead>
            <tbody>
                {found.into_iter().enumerate().map(|(i, found)| view! { <Row i found /> }).collect_view()}
            </tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Row(i: usize, found: ConcernSummary) -> impl IntoView {
    let l = use_language();
    let href = format!("/desk/orders/{}#payment", found.order);
    view! {
        <tr>
            <td class="c-code"><a class="code cover" id=row_id(i) href=href>{found.case.to_string()}</a></td>
            <td class="c-who">
                {found.company_name} <span class="sub-line">{format::moment(found.since, l)}</span>
            </td>
            <td class="c-state"><OrderPill state=found.order_state late=false /></td>
            <td class="c-promise"><span class="state bad">{found.concern.word(l)}</span></td>
            <td class="c-sum">{format::money(found.amount, l)}</td>
        </tr>
    }
}
