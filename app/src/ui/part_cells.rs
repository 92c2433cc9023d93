//! The first cells of a row about a part, the same in every table of lines.

use kontor_domain::PartKey;
use kontor_domain::catalog::{Availability as Stock, PartCode};
use leptos::prelude::*;

use super::{Availability, Picture};
use crate::text::use_text;

/// The head of a table of lines that begin with [`PartCells`]; the last two columns say which prices they are.
#[component]
pub fn LineHead(price: &'static str, amount: &'static str) -> impl IntoView {
    let t = use_text();
    view! {
        <thead>
            <tr>
                <th><span class="vh">{t.house.picture}</span></th>
                <th>{t.carts.part}</th>
                <th>{t.carts.delivery}</th>
                <th>{t.carts.quantity}</th>
                <th class="num">{price}</th>
                <th class="num">{amount}</th>
            </tr>
        </thead>
    }
}

/// Picture, name and number with what else is said about the line, and when it comes. Without a name (the part has left the
/// catalogue) there is nowhere to go.
#[component]
pub fn PartCells(
    part: PartKey,
    number: String,
    name: String,
    picture: Option<String>,
    code: PartCode,
    availability: Stock,
    /// Behind the number.
    #[prop(optional, into)]
    by: String,
    children: Children,
) -> impl IntoView {
    view! {
        <td class="c-pic"><Picture path=picture /></td>
        <td class="c-what">
            {(!name.is_empty()).then(|| view! { <a class="name" href=format!("/parts/{part}")>{name}</a> })}
            <span class="sub-line"><span class="no">{number}</span> " " {by}</span>
            {children()}
        </td>
        <td class="c-avail"><Availability code availability /></td>
    }
}
