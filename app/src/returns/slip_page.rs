//! `/returns/:id/slip`: what lies in the parcel, and the label on it.

use kontor_domain::returns::ReturnView;
use kontor_domain::{ReturnId, format};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::barcode::Barcode;
use super::goods_return::goods_return;
use crate::accounts::{Dealer, use_visitor};
use crate::orders::PrintBar;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Failed, Letter, Page, quantity_words};
use crate::wire::Refusal;

#[component]
pub fn SlipPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| ReturnId(params.with(|p| p.get("id").unwrap_or_default())));
    let data = Resource::new_blocking(move || id.get(), goods_return);
    let visitor = use_visitor();
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match (data.await, visitor.read().await.dealer) {
                    (Ok(found), dealer) => view! { <Slip found dealer /> }.into_any(),
                    (Err(Refusal(error)), _) => view! { <Failed error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Slip(found: ReturnView, dealer: Dealer) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let code = found.code.clone();
    let mut to = vec![dealer.name.clone(), t.returns.department.to_owned()];
    to.extend(dealer.address.clone());
    let facts = vec![
        (t.returns.number, code.clone()),
        (t.orders.case, found.case.to_string()),
        (t.orders.customer_number, found.company_number.clone()),
        (t.orders.your_number_label, found.po_number.clone()),
        (t.orders.date, format::date(found.requested_at.date(), l)),
    ];
    let lines = found
        .lines
        .iter()
        .map(|line| {
            view! {
                <tr>
                    <td class="c-what"><b>{line.name.get(l).to_owned()}</b></td>
                    <td class="no" data-label=t.orders.number>{line.number.clone()}</td>
                    <td data-label=t.returns.reason>{line.reason.word(l)}</td>
                    <td class="c-sum">{quantity_words(line.asked.quantity, line.unit, l)}</td>
                </tr>
            }
        })
        .collect_view();
    let lined = |lines: Vec<String>| {
        lines
            .into_iter()
            .enumerate()
            .map(|(i, line)| view! { {(i > 0).then(|| view! { <br /> })} {line} })
            .collect_view()
    };
    let (from, address) = (lined(found.sender.lines()), lined(to));
    view! {
        <Page title=fill(t.returns.slip_title, &[&code])>
            <PrintBar back=format!("/returns/{}", found.id) text=t.returns.back />
            <Letter dealer to=found.sender.lines() facts>
                <h1>{fill(t.returns.slip_title, &[""])} <span class="no">{code.clone()}</span></h1>
                <p>{t.returns.slip_text}</p>
                <table class="data lines">
                    <thead>
                        <tr>
                            <th>{t.orders.part}</th>
                            <th>{t.orders.number}</th>
                            <th>{t.returns.reason}</th>
                            <th class="num">{t.orders.quantity}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
                {(!found.words.is_empty()).then(|| view! { <p><b>{t.returns.words}":"</b> " " {found.words.clone()}</p> })}
                <section class="label" aria-label=t.returns.label>
                    <address class="small">{t.returns.from} " " {from}</address>
                    <address><b>{address}</b></address>
                    <Barcode text=code.clone() />
                    <p class="label-code no">{code}</p>
                </section>
            </Letter>
        </Page>
    }
}
