//! `/recurring/new?from=order&source=ID`: an order, a list or a cart becomes a recurring order.

use kontor_domain::delivery::Completeness;
use kontor_domain::recurring::REMIND_DAYS;
use leptos::prelude::*;

use super::begin_recurring::{StartShown, begin_recurring};
use super::form::{Filled, RecurringForm, saving};
use crate::carts::Sums;
use crate::lists::LeftOutNote;
use crate::orders::Ahead;
use crate::text::{fill, use_text};
use crate::ui::{Crumbs, Page, Side, loaded, use_query};

#[component]
pub fn NewRecurringPage() -> impl IntoView {
    let query = use_query();
    let asked = Memo::new(move |_| query.with(|q| (q.get("from").to_owned(), q.get("source").to_owned())));
    let data = Resource::new_blocking(move || asked.get(), |(from, source)| begin_recurring(from, source));
    loaded(data, Side::Shop, move || move |shown| view! { <Whole shown /> })
}

#[component]
fn Whole(shown: StartShown) -> impl IntoView {
    let t = use_text();
    let StartShown { key, start, asked } = shown;
    let name = if start.name.is_empty() { String::new() } else { fill(t.recurring.new_name, &[&start.name]) };
    let filled = Filled::default()
        .with("name", name)
        .every(start.plan.every)
        .with("from", start.plan.from.to_string())
        .with("tolerance", "0")
        .with("remind_days", REMIND_DAYS.to_string())
        .with("delivery", &start.delivery)
        .with("billing", &start.billing)
        .with("po_number", &start.po_number)
        .with("unit", &start.unit)
        .with("cost_centre", &start.cost_centre)
        .with("service", &start.service)
        .with("completeness", start.completeness.map(Completeness::code).unwrap_or_default());
    let outlook = asked.outlook.clone();
    view! {
        <Page title=t.recurring.new_title>
            <Crumbs above=vec![("/recurring".into(), t.recurring.title.into())] here=t.recurring.new_title />
            <div class="head">
                <div><h1>{t.recurring.new_title}</h1> <p class="muted">{t.recurring.new_text}</p></div>
            </div>
            <div class="split">
                <div class="stack">
                    <LeftOutNote left_out=start.left_out />
                    <RecurringForm
                        form=saving()
                        lines=start.lines
                        asked
                        filled
                        hidden=vec![("key", key.to_string())]
                        button=t.recurring.begin
                        meaning=t.recurring.accept_text
                        new=true
                    />
                </div>
                <aside class="stack">
                    <section class="chapter"><h2>{t.recurring.expected}</h2><Sums totals=start.totals /></section>
                    <Ahead outlook />
                </aside>
            </div>
        </Page>
    }
}
