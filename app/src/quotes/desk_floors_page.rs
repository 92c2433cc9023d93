//! `/desk/offers/floors`: down to which contribution margin who may go alone.

use kontor_domain::accounts::Right;
use kontor_domain::quotes::{Ladder, RUNGS};
use kontor_domain::{Decimal, format};
use leptos::prelude::*;

use super::DESK;
use super::desk_floors::floors;
use crate::desk::use_desk;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Cell, Crumbs, Page, Sending, Side, kept, loaded, shown, use_query};

#[component]
pub fn DeskFloorsPage() -> impl IntoView {
    let query = use_query();
    let data = Resource::new_blocking(|| (), |()| floors());
    loaded(data, Side::Desk, move || {
        let done = query.with(|q| q.get("done") == "saved");
        move |ladder| view! { <Whole ladder done /> }
    })
}

/// As one types it: `-2,5`.
fn typed(floor: Decimal) -> String {
    shown(kontor_domain::Quantity(floor), use_language())
}

#[component]
fn Whole(ladder: Ladder, done: bool) -> impl IntoView {
    let (l, t, desk) = (use_language(), use_text(), use_desk());
    let form = Sending::to("/fn/quotes/save_ladder");
    let before = kept(form);
    let may = desk.may(Right::Administer);
    let row = move |role: kontor_domain::accounts::Role| {
        let floor = ladder.floors.get(&role).copied();
        let code = role.code();
        let value = before.some(code).unwrap_or_else(|| floor.map(typed).unwrap_or_default());
        let sentence = match floor {
            Some(floor) => fill(t.desk_quotes.floor_means, &[role.word(l), &format::percent(floor, l)]),
            None => fill(t.desk_quotes.floor_none, &[role.word(l)]),
        };
        let field = if may {
            view! {
                <div class="nowrap">
                    <Cell
                        form
                        error=format!("floors.{code}")
                        name=format!("floors[{code}]")
                        value
                        label=fill(t.desk_quotes.floor_of, &[role.word(l)])
                    />
                    " %"
                </div>
            }
            .into_any()
        } else {
            floor.map(|floor| format::percent(floor, l)).into_any()
        };
        view! {
            <tr>
                <td><b>{role.word(l)}</b></td>
                <td class="num nowrap" data-label=t.desk_quotes.floor>{field}</td>
                <td>{sentence}</td>
            </tr>
        }
    };
    let version = ladder.version.to_string();
    let rows = RUNGS.map(row);
    view! {
        <Page title=t.desk_quotes.floors class="work">
            <Crumbs above=vec![(DESK.into(), t.desk_quotes.title.into())] here=t.desk_quotes.floors />
            {done.then(|| view! { <div class="note good" role="status">{t.desk_quotes.said_floors}</div> })}
            <div class="head">
                <div><h1>{t.desk_quotes.floors}</h1> <p class="muted">{t.desk_quotes.floors_text}</p></div>
            </div>
            <form class="stack" method="post" action=form.url novalidate>
                <Alert form />
                <input type="hidden" name="version" value=version />
                <table class="data">
                    <caption class="vh">{t.desk_quotes.floors}</caption>
                    <thead>
                        <tr>
                            <th>{t.desk_quotes.role}</th>
                            <th class="num">{t.desk_quotes.floor}</th>
                            <th>{t.desk_quotes.means}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
                {may.then(|| view! { <div class="actions"><button class="act">{t.house.save}</button></div> })}
            </form>
        </Page>
    }
}
