//! `/desk/machines/new?company=` and `/desk/machines/:serial/edit`: a machine is written down, or what is known of it changed.

use kontor_domain::machines::{MAX_NAME, MAX_SERIAL, Machine};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::edit_start::{AskEdit, EditStart, edit_start};
use super::save_machine::save_machine;
use super::{base, path_of};
use crate::accounts::ChooseCustomer;
use crate::text::use_text;
use crate::ui::{
    Alert, Crumbs, Field, Fields, Page, Query, Sending, Side, TryAgain, UnitField, kept, loaded, use_query,
};

const NEW: &str = "/desk/machines/new";

#[component]
pub fn DeskNewMachinePage() -> impl IntoView {
    let query = use_query();
    let asked = Memo::new(move |_| {
        query.with(|q| AskEdit {
            serial: String::new(),
            company: q.get("company").to_owned(),
            q: q.get("q").to_owned(),
        })
    });
    view! { <Any asked /> }
}

#[component]
pub fn DeskEditMachinePage() -> impl IntoView {
    let params = use_params_map();
    let asked = Memo::new(move |_| AskEdit {
        serial: params.with(|p| p.get("serial").unwrap_or_default()),
        ..AskEdit::default()
    });
    view! { <Any asked /> }
}

#[component]
fn Any(asked: Memo<AskEdit>) -> impl IntoView {
    let form = Sending::to("/fn/machines/save_machine");
    let data = Resource::new_blocking(move || asked.get(), edit_start);
    loaded(data, Side::Desk, move || {
        let q = asked.with(|asked| asked.q.clone());
        move |start| view! { <Whole start q form /> }
    })
}

#[component]
fn Whole(start: EditStart, q: String, form: Sending) -> impl IntoView {
    let t = use_text();
    let title = if start.machine.is_some() { t.machines.change } else { t.machines.new };
    let mut above = vec![(base(true).to_owned(), t.machines.title.to_owned())];
    if let Some(machine) = &start.machine {
        above.push((path_of(&machine.serial, true), machine.serial.clone()));
    }
    let body = if start.company.is_none() {
        let found = start.found.clone();
        view! { <ChooseCustomer path=NEW asked=Query::default() found q text=t.machines.for_whom /> }
            .into_any()
    } else {
        view! { <EditForm start form /> }.into_any()
    };
    view! {
        <Page title=title class="work">
            <Crumbs above here=title />
            <div class="head"><div><h1>{title}</h1></div></div>
            {body}
        </Page>
    }
}

#[component]
fn EditForm(start: EditStart, form: Sending) -> impl IntoView {
    let t = use_text();
    let typed = kept(form);
    let refused = typed.pairs().next().is_some();
    let known = start.machine.clone();
    let value = |name: &str, of: fn(&Machine) -> String| match (refused, &known) {
        (true, _) => typed.get(name).to_owned(),
        (false, Some(machine)) => of(machine),
        (false, None) => String::new(),
    };
    let serial = value("serial", |m| m.serial.clone());
    let (model, maker) = (value("model", |m| m.model.clone()), value("maker", |m| m.maker.clone()));
    let site = value("site", |m| m.site.clone());
    let year = value("year", |m| m.year.map(|year| year.to_string()).unwrap_or_default());
    let unit = value("unit", |m| m.unit.clone());
    let (id, name) = start.company.unwrap_or_default();
    let version = known.as_ref().map(|m| m.version.to_string()).unwrap_or_default();
    let back = known.as_ref().map_or_else(|| base(true).to_owned(), |m| path_of(&m.serial, true));
    let (company, key, seen) = (id.clone(), start.key.clone(), version.clone());
    let fixed = known.is_some();
    let element = NodeRef::new();
    let navigate = use_navigate();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(f) = Fields::of(&ev) else { return };
        let navigate = navigate.clone();
        let work = save_machine(
            key.clone(),
            company.clone(),
            f.get("serial"),
            f.get("model"),
            f.get("maker"),
            f.get("unit"),
            f.get("site"),
            f.get("year"),
            seen.clone(),
        );
        form.start(work, move |serial| {
            navigate(&format!("{}?done=saved", path_of(&serial, true)), NavigateOptions::default());
        });
    };
    // Its serial number is what it is known by: another one is another machine.
    let serial_field = if fixed {
        view! {
            <div class="field">
                <span class="muted">{t.documents.machine_no}</span>
                <p class="no">{serial.clone()}</p>
                <input type="hidden" name="serial" value=serial />
            </div>
        }
        .into_any()
    } else {
        view! {
            <Field
                form
                name="serial"
                label=t.documents.machine_no
                hint=t.documents.machine_hint
                value=serial
                maxlength=u16::try_from(MAX_SERIAL).unwrap_or(u16::MAX)
            />
        }
        .into_any()
    };
    let long = u16::try_from(MAX_NAME).unwrap_or(u16::MAX);
    view! {
        <form class="stack" method="post" action=form.url on:submit=submit node_ref=element novalidate>
            <Alert form />
            <p class="row"><span class="muted">{t.documents.customer}</span> <b>{name}</b></p>
            <input type="hidden" name="key" value=start.key.to_string() />
            <input type="hidden" name="company" value=id.to_string() />
            <input type="hidden" name="version" value=version />
            <div class="fields">
                {serial_field}
                <Field form name="model" label=t.machines.model hint=t.machines.model_hint value=model maxlength=long />
                <Field form name="maker" label=t.machines.maker value=maker optional=true maxlength=long />
                <Field form name="year" label=t.machines.year value=year optional=true inputmode="numeric" maxlength=4 />
                <Field
                    form
                    name="site"
                    label=t.machines.site
                    hint=t.machines.site_hint
                    value=site
                    optional=true
                    maxlength=long
                    class="field full"
                />
                <UnitField form units=start.units chosen=unit />
            </div>
            <div class="actions">
                <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.house.save}</button>
                <a class="quiet" href=back>{t.machines.back}</a>
                <TryAgain form element />
            </div>
        </form>
    }
}
