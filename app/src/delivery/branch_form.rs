//! What customers find at a branch: address, hours, and how long it takes until something is ready.

use kontor_domain::stock::Warehouse;
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::save_branch::{BranchTyped, save_branch};
use crate::text::use_text;
use crate::ui::{Alert, Field, Fields, Sending};

#[component]
pub(super) fn BranchForm(warehouse: Warehouse, saved: Callback<&'static str>) -> impl IntoView {
    let t = use_text();
    let id = warehouse.id.clone();
    let form = Sending::about("/fn/delivery/save_branch", id.as_str());
    let hidden = id.to_string();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        let get = |name: &str| fields.get(&format!("branch[{name}]"));
        let typed = BranchTyped {
            street: get("street"),
            postcode: get("postcode"),
            city: get("city"),
            hours: get("hours"),
            pickup: get("pickup"),
            ready_hours: get("ready_hours"),
            closes: get("closes"),
            transfer_days: get("transfer_days"),
        };
        form.start(save_branch(id.clone(), typed), move |()| saved.run(t.delivery.saved));
    };
    let field = |name: &str| format!("{name}-{hidden}");
    let branch = warehouse.branch;
    let text = |of: fn(&kontor_domain::stock::Branch) -> String| branch.as_ref().map(of).unwrap_or_default();
    let closes = branch
        .as_ref()
        .map_or_else(|| "17:00".to_owned(), |b| format!("{:02}:{:02}", b.closes.hour(), b.closes.minute()));
    view! {
        <form class="stack" method="post" action=form.url on:submit=submit novalidate>
            <Alert form />
            <input type="hidden" name="warehouse" value=hidden.clone() />
            <div class="fields">
                <Field form name="branch[street]" id=field("street") label=t.delivery.street value=text(|b| b.street.clone()) maxlength=100 class="field full" />
                <Field form name="branch[postcode]" id=field("postcode") label=t.delivery.postcode value=text(|b| b.postcode.clone()) maxlength=10 />
                <Field form name="branch[city]" id=field("city") label=t.delivery.city value=text(|b| b.city.clone()) maxlength=100 />
                <Field form name="branch[hours]" id=field("hours") label=t.delivery.hours value=text(|b| b.hours.clone()) maxlength=200 optional=true />
                <Field form name="branch[closes]" id=field("closes") label=t.delivery.closes value=closes />
                <Field form name="branch[ready_hours]" id=field("ready") label=t.delivery.ready_hours value=text(|b| b.ready_hours.to_string()) inputmode="numeric" />
                <Field form name="branch[transfer_days]" id=field("days") label=t.delivery.transfer_days value=text(|b| b.transfer_days.to_string()) inputmode="numeric" />
                <label class="check">
                    <input type="checkbox" name="branch[pickup]" value="yes" checked=branch.as_ref().is_some_and(|b| b.pickup) />
                    " "
                    <span>{t.delivery.pickup}</span>
                </label>
            </div>
            <div class="actions">
                <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.house.save}</button>
            </div>
        </form>
    }
}
