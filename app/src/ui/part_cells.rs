//! The first cells of a row about a part, the same in every table of lines.

use kontor_domain::PartKey;
use kontor_domain::catalog::{Availability as Stock, PartCode};
use leptos::prelude::*;

use super::{Availability, Picture};

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
