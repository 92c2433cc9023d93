//! `/desk/returns/:id`: a return with the step that is due: receiving, then deciding.

use kontor_domain::accounts::Right;
use kontor_domain::returns::{Condition, ReturnKind, ReturnLine, ReturnState};
use kontor_domain::{Quantity, ReturnId, format};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::desk_return_view::{DeskReturn, desk_return_view};
use super::lines::{CreditNote, ReturnLines, ReturnPill, ReturnSteps};
use crate::desk::use_desk;
use crate::orders::LineNumber;
use crate::text::{fill, use_language, use_text};
use crate::ui::{
    Alert, CaseNo, Crumbs, LineField, Page, Photos, Query, Sending, Side, TextArea, kept, loaded,
    quantity_words, shown, shown_money, use_query,
};

#[component]
pub fn DeskReturnPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let id = Memo::new(move |_| ReturnId(params.with(|p| p.get("id").unwrap_or_default())));
    let data = Resource::new_blocking(move || id.get(), desk_return_view);
    loaded(data, Side::Desk, move || {
        let done = query.with(|q| q.get("done").to_owned());
        move |found| view! { <Whole found done /> }
    })
}

#[component]
fn Whole(found: DeskReturn, done: String) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let desk = use_desk();
    let view = found.view.clone();
    let code = view.code.clone();
    let by = fill(t.returns.announced_by, &[&format::moment(view.requested_at, l), &view.requested_by]);
    let said = match done.as_str() {
        "receive" => Some(t.returns.received_done),
        "decide" => Some(t.returns.decided_done),
        _ => None,
    };
    let (ships, confirms) = (desk.may(Right::ShipOrders), desk.may(Right::ConfirmOrders));
    let step = match view.state {
        ReturnState::Requested if ships => {
            view! { <section class="chapter"><h2>{t.returns.receive}</h2><Receive found=found.clone() /></section> }
                .into_any()
        }
        ReturnState::Received if confirms => {
            view! { <section class="chapter"><h2>{t.returns.decide}</h2><Decide found=found.clone() /></section> }
                .into_any()
        }
        ReturnState::Requested => view! { <div class="note">{t.returns.wait_receive}</div> }.into_any(),
        ReturnState::Received => view! { <div class="note">{t.returns.wait_decide}</div> }.into_any(),
        _ => ().into_any(),
    };
    let order = format!("/desk/orders/{}", view.order);
    view! {
        <Page title=format!("{code} {}", view.company_name) class="work">
            <Crumbs above=vec![("/desk/returns".into(), t.returns.title.into())] here=code.clone() />
            {said.map(|text| view! { <div class="note good" role="status">{fill(text, &[&code])}</div> })}
            <div class="head">
                <div>
                    <h1>{view.company_name.clone()} " " <CaseNo code=code.clone() /></h1>
                    <p class="row">
                        <ReturnPill state=view.state />
                        <span class="muted">{by} ", " {view.channel.word(l)}</span>
                    </p>
                </div>
                <a class="quiet" href=order>{fill(t.orders.order, &[view.case.as_str()])}</a>
            </div>
            <ReturnSteps view=view.clone() />
            <div class="split">
                <div>
                    {step}
                    <section class="chapter">
                        <h2>{t.orders.positions}</h2>
                        <ReturnLines view=view.clone() />
                    </section>
                </div>
                <aside>
                    <CreditNote view=view.clone() />
                    {(!view.words.is_empty())
                        .then(|| {
                            view! { <section class="chapter"><h2>{t.returns.words}</h2><p>{view.words.clone()}</p></section> }
                        })}
                    <Photos page=format!("/returns/{}", view.id) photos=view.photos may_add=false refused=String::new() />
                </aside>
            </div>
        </Page>
    }
}

/// How much of each line is in the parcel, and how it is.
#[component]
fn Receive(found: DeskReturn) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/returns/receive_return");
    let typed = kept(form);
    let view = found.view;
    let here = view.warehouse.clone();
    let places = found
        .warehouses
        .into_iter()
        .map(|(id, name)| view! { <option value=id.to_string() selected=id == here>{name}</option> })
        .collect_view();
    let rows = view
        .lines
        .iter()
        .cloned()
        .enumerate()
        .map(|(i, line)| view! { <ReceiveRow i line form typed=typed.clone() /> })
        .collect_view();
    view! {
        <form class="stack" method="post" action=form.url novalidate>
            <Alert form />
            <input type="hidden" name="id" value=view.id.to_string() />
            <input type="hidden" name="version" value=view.version.to_string() />
            <table class="data lines">
                <caption class="vh">{t.returns.receive}</caption>
                <thead>
                    <tr><th>{t.orders.part}</th><th>{t.returns.in_parcel}</th><th>{t.returns.condition}</th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <div class="field short">
                <label for="warehouse">{t.returns.warehouse}</label>
                <select id="warehouse" name="warehouse">{places}</select>
            </div>
            <p class="hint">{t.returns.receive_hint}</p>
            <div class="actions"><button class="act">{t.returns.receive_do}</button></div>
        </form>
    }
}

#[component]
fn ReceiveRow(i: usize, line: ReturnLine, form: Sending, typed: Query) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let at = line.position;
    let quantity = typed.some(&format!("quantity.{at}")).unwrap_or_else(|| shown(line.asked.quantity, l));
    let core = line.reason.kind() == ReturnKind::Core;
    let start =
        if core || line.reason.kind() == ReturnKind::Claim { Condition::Used } else { Condition::Sellable };
    let condition = Condition::parse(typed.get(&format!("condition.{at}"))).unwrap_or(start);
    let options = Condition::ALL
        .into_iter()
        .map(|c| view! { <option value=c.code() selected=c == condition>{c.word(l)}</option> })
        .collect_view();
    view! {
        <tr>
            <td class="c-what">
                {line.name.get(l).to_owned()}
                <span class="sub-line">
                    <LineNumber number=line.number.clone() then=", " />
                    {quantity_words(line.asked.quantity, line.unit, l)}
                    ", "
                    {line.reason.word(l)}
                </span>
                <input type="hidden" name=format!("lines[{i}][position]") value=at.to_string() />
            </td>
            <td class="c-qty" data-label=t.returns.in_parcel>
                <LineField
                    form
                    field="quantity"
                    position=at
                    name=format!("lines[{i}][quantity]")
                    value=quantity
                    label=fill(t.house.quantity_of, &[line.name.called(&line.number, l)])
                />
            </td>
            <td data-label=t.returns.condition>
                <div class="field">
                    <select name=format!("lines[{i}][condition]") aria-label=fill(t.returns.condition_of, &[line.name.called(&line.number, l)])>
                        {options}
                    </select>
                </div>
            </td>
        </tr>
    }
}

/// Yes or no to each line, with the fee; the customer reads the words.
#[component]
fn Decide(found: DeskReturn) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::to("/fn/returns/decide_return");
    let typed = kept(form);
    let view = found.view;
    let way = match found.refundable {
        None => t.returns.decide_account.to_owned(),
        Some(left) => fill(t.returns.decide_refund, &[&format::money(left, l)]),
    };
    let rows = view
        .lines
        .iter()
        .cloned()
        .enumerate()
        .map(|(i, line)| view! { <DecideRow i line form typed=typed.clone() /> })
        .collect_view();
    view! {
        <form class="stack" method="post" action=form.url novalidate>
            <Alert form />
            <input type="hidden" name="id" value=view.id.to_string() />
            <input type="hidden" name="version" value=view.version.to_string() />
            <table class="data lines">
                <caption class="vh">{t.returns.decide}</caption>
                <thead>
                    <tr>
                        <th>{t.orders.part}</th>
                        <th>{t.returns.verdict}</th>
                        <th>{t.returns.fee_net}</th>
                        <th>{t.desk.reason}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <TextArea form name="words" label=t.returns.answer value=typed.get("words") />
            <p class="hint">{way}</p>
            <div class="actions"><button class="act">{t.returns.decide_do}</button></div>
        </form>
    }
}

#[component]
fn DecideRow(i: usize, line: ReturnLine, form: Sending, typed: Query) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let at = line.position;
    let now = line.now();
    let gone = now.quantity == Quantity::ZERO;
    let name = move |field: &str| format!("lines[{i}][{field}]");
    let fee = typed.some(&format!("fee.{at}")).unwrap_or_else(|| shown_money(now.fee, l));
    let refuse = typed.get(&format!("verdict.{at}")) == "refuse" || gone;
    let arrived = match line.received {
        Some(r) if !gone => {
            fill(t.returns.arrived, &[&quantity_words(r.quantity, line.unit, l), r.condition.word(l)])
        }
        _ => t.returns.not_there.to_owned(),
    };
    let worth = fill(t.returns.worth, &[&format::money(now.value, l), &format::money(now.deposit, l)]);
    view! {
        <tr>
            <td class="c-what">
                {line.name.get(l).to_owned()}
                <span class="sub-line">
                    <LineNumber number=line.number.clone() then=", " />
                    {line.reason.word(l)}
                </span>
                <span class="sub-line">{arrived} {(!gone).then(|| format!(", {worth}"))}</span>
                <input type="hidden" name=name("position") value=at.to_string() />
            </td>
            <td data-label=t.returns.verdict>
                <div class="field">
                    <select name=name("verdict") aria-label=fill(t.returns.verdict_for, &[line.name.called(&line.number, l)])>
                        {(!gone).then(|| view! { <option value="accept" selected=!refuse>{t.returns.accept}</option> })}
                        <option value="refuse" selected=refuse>{t.returns.refuse}</option>
                    </select>
                </div>
            </td>
            <td class="c-qty" data-label=t.returns.fee_net>
                <LineField
                    form
                    field="fee"
                    position=at
                    name=name("fee")
                    value=fee
                    label=fill(t.returns.fee_for, &[line.name.called(&line.number, l)])
                    disabled=gone
                />
            </td>
            <td data-label=t.desk.reason>
                <div class="field">
                    <LineField
                        form
                        field="reason"
                        position=at
                        name=name("reason")
                        value=typed.get(&format!("reason.{at}"))
                        label=fill(t.desk.reason_for, &[line.name.called(&line.number, l)])
                        class=""
                    />
                </div>
            </td>
        </tr>
    }
}
