//! `/machines/:serial` and `/desk/machines/:serial`: one machine.

use kontor_domain::machines::Machine;
use kontor_domain::{Language, format};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::machine::{MachineFound, machine};
use super::{base, path_of};
use crate::documents::FewDocuments;
use crate::forms::FewForms;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Copy, Crumbs, Page, Side, loaded, use_query};

/// The customer's.
#[component]
pub fn MachinePage() -> impl IntoView {
    view! { <AnyMachine desk=false /> }
}

/// The desk's.
#[component]
pub fn DeskMachinePage() -> impl IntoView {
    view! { <AnyMachine desk=true /> }
}

#[component]
fn AnyMachine(desk: bool) -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let serial = Memo::new(move |_| params.with(|p| p.get("serial").unwrap_or_default()));
    let data = Resource::new_blocking(move || serial.get(), machine);
    loaded(data, Side::of(desk), move || {
        let done = query.with(|q| q.get("done").to_owned());
        move |found| view! { <Whole found done desk /> }
    })
}

/// `4.210 h`, or nothing.
pub(super) fn hours(machine: &Machine, l: Language) -> String {
    machine.hours.map(|hours| format!("{}\u{a0}h", format::decimal(hours.normalize(), l))).unwrap_or_default()
}

#[component]
fn Whole(found: MachineFound, done: String, desk: bool) -> impl IntoView {
    let t = use_text();
    let MachineFound { view, forms, documents, may_begin, may_add } = found;
    let machine = view.machine;
    let title = machine.model.clone();
    let serial = machine.serial.clone();
    let change = (desk && view.may_change).then(
        || view! { <a class="quiet" href=format!("{}/edit", path_of(&serial, true))>{t.machines.change}</a> },
    );
    let fill_in = may_begin.then(|| {
        let new = crate::ui::Query::default().with("machine", &serial);
        view! { <a class="act" href=new.on(&format!("{}/new", crate::forms::base(desk)))>{t.forms.fill_in}</a> }
    });
    let side = if desk { "work" } else { "page" };
    view! {
        <Page title=format!("{title} {serial}") class=side>
            <Crumbs above=vec![(base(desk).into(), t.machines.title.into())] here=serial.clone() />
            {(done == "saved").then(|| view! { <div class="note good" role="status">{t.machines.saved}</div> })}
            <div class="head">
                <div>
                    <h1>{title}</h1>
                    <p><span class="no">{serial.clone()}</span> " " <Copy text=serial.clone() /></p>
                </div>
                <div class="row no-print">{fill_in} {change}</div>
            </div>
            <div class="split">
                <div>
                    <FewForms forms name="machine" value=serial.clone() desk may_begin />
                    <FewDocuments documents name="machine" value=serial desk may_add />
                </div>
                <aside><Facts machine desk /></aside>
            </div>
        </Page>
    }
}

#[component]
fn Facts(machine: Machine, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let hours = hours(&machine, l);
    let hours = match machine.hours_at {
        Some(day) if !hours.is_empty() => fill(t.machines.hours_on, &[&hours, &format::date(day, l)]),
        _ => hours,
    };
    let year = machine.year.map(|year| year.to_string()).unwrap_or_default();
    let facts = [
        (t.machines.maker, machine.maker),
        (t.machines.year, year),
        (t.machines.hours, hours),
        (t.machines.site, machine.site),
    ];
    let facts = facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect_view();
    let customer = desk.then(|| {
        let href = format!("/desk/customers/{}", machine.company);
        view! { <div><dt>{t.documents.customer}</dt><dd><a href=href>{machine.company_name}</a></dd></div> }
    });
    view! {
        <section class="chapter">
            <h2>{t.documents.facts}</h2>
            <dl class="facts">{customer} {facts}</dl>
        </section>
    }
}
