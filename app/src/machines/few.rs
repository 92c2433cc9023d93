//! A few machines on the page of whose they are, with the way to all of them.

use kontor_domain::machines::Machine;
use leptos::prelude::*;

use super::{base, path_of};
use crate::text::use_text;
use crate::ui::Query;

/// So many stand on another page.
const FEW: usize = 5;

/// For the desk, on the page of a customer.
#[component]
pub fn FewMachines(machines: Vec<Machine>, #[prop(into)] company: String, may_add: bool) -> impl IntoView {
    let t = &use_text().machines;
    let here = Query::default().with("company", &company);
    let (all, new) = (here.on(base(true)), here.on("/desk/machines/new"));
    let (none, more) = (machines.is_empty(), machines.len() > FEW);
    let rows = machines.into_iter().take(FEW).map(|machine| {
        let href = path_of(&machine.serial, true);
        view! {
            <li>
                <a href=href>
                    <span><b>{machine.model}</b><span class="sub-line">{machine.site}</span></span>
                    <small class="no nowrap">{machine.serial}</small>
                </a>
            </li>
        }
    });
    view! {
        <section class="chapter" id="machines">
            <h2>{t.title}</h2>
            {(!none).then(|| view! { <ul class="links">{rows.collect_view()}</ul> })}
            {none.then(|| view! { <p class="muted">{t.none_here}</p> })}
            <div class="actions">
                {may_add.then(|| view! { <a class="quiet" href=new>{t.new}</a> })}
                {more.then(|| view! { <a href=all>{t.all}</a> })}
            </div>
        </section>
    }
}
