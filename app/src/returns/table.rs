//! Returns as rows; each opens its return.

use kontor_domain::format;
use kontor_domain::returns::{ReturnKind, ReturnSummary};
use leptos::prelude::*;

use super::lines::ReturnPill;
use crate::desk::row_id;
use crate::text::{fill, use_language, use_text};

/// `desk` leads into the desk and names the customer.
#[component]
pub fn ReturnTable(returns: Vec<ReturnSummary>, #[prop(optional)] desk: bool) -> impl IntoView {
    let t = use_text();
    view! {
        <table class="data orders">
            <caption class="vh">{t.returns.title}</caption>
            <thead>
                <tr>
                    <th>{t.returns.number}</th>
                    <th>{t.orders.contents}</th>
                    <th>{t.orders.state}</th>
                    <th>{t.returns.credit}</th>
                    <th class="num">{t.orders.gross}</th>
                </tr>
            </thead>
            <tbody>
                {returns
                    .into_iter()
                    .enumerate()
                    .map(|(i, summary)| view! { <Row i summary desk /> })
                    .collect_view()}
            </tbody>
        </table>
    }
}

#[component]
fn Row(i: usize, summary: ReturnSummary, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let path = if desk { "/desk/returns" } else { "/returns" };
    let lines = match summary.lines {
        1 => t.orders.lines_one.to_owned(),
        n => fill(t.orders.lines, &[&n.to_string()]),
    };
    let kind = match summary.kind {
        ReturnKind::Claim => t.returns.kind_claim,
        ReturnKind::Voluntary => t.returns.kind_voluntary,
        ReturnKind::Core => t.returns.kind_core,
    };
    let photos = (summary.photos > 0).then(|| fill(t.returns.photo_count, &[&summary.photos.to_string()]));
    let about = format!("{kind}, {lines}{}", photos.map(|p| format!(", {p}")).unwrap_or_default());
    let by = format!("{}, {}", summary.requested_by, format::moment(summary.requested_at, l));
    let (first, second) = if desk { (summary.company_name, format!("{about}, {by}")) } else { (about, by) };
    view! {
        <tr>
            <td class="c-code">
                <a class="code cover" id=row_id(i) href=format!("{path}/{}", summary.id)>{summary.code}</a>
            </td>
            <td class="c-what">{first} <span class="sub-line">{second}</span></td>
            <td class="c-state"><ReturnPill state=summary.state /></td>
            <td class="c-date no">{summary.credit}</td>
            <td class="c-sum">{format::money(summary.gross, l)}</td>
        </tr>
    }
}
