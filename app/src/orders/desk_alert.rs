//! Why something at an order was not done; when somebody else was quicker, what they did.

use kontor_domain::events::TimelineEntry;
use kontor_domain::{Error, OrderId, Problem, format};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk_order_view::desk_order_view;
use crate::text::{fill, use_language, use_text};
use crate::ui::Sending;

/// `again` loads the order anew.
#[component]
pub fn DeskAlert(form: Sending, order: OrderId, again: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let news = RwSignal::new(None::<TimelineEntry>);
    let changed = move || {
        form.error.with(|e| {
            matches!(
                e,
                Some(Error::Conflict {
                    problem: Problem::ChangedMeanwhile | Problem::WrongState | Problem::AlreadyDone
                })
            )
        })
    };
    Effect::new(move |_| {
        if changed() {
            let order = order.clone();
            spawn_local(async move {
                let entry = desk_order_view(order)
                    .await
                    .ok()
                    .and_then(|found| found.order.timeline.into_iter().last());
                news.try_set(entry);
            });
        }
    });
    let words = move |error: &Error| match error {
        Error::Conflict { problem: Problem::SoldOut { .. } } => t.desk.shelf_short.to_owned(),
        Error::Conflict { problem: Problem::ChangedMeanwhile } => t.desk.changed_meanwhile.to_owned(),
        other => other.text(l),
    };
    move || {
        form.error.get().map(|error| {
            view! {
                <div class="note bad" role="alert">
                    <b>{t.house.not_done}</b>
                    " "
                    {words(&error)}
                    {move || {
                        news.get()
                            .map(|entry| {
                                let when = format::moment(entry.at, l);
                                view! { <p>{fill(t.desk.last_step, &[&entry.what.text(l), &entry.who, &when])}</p> }
                            })
                    }}
                    {changed()
                        .then(|| {
                            view! {
                                <div class="actions">
                                    <button type="button" class="quiet" on:click=move |_| again.run(())>
                                        {t.desk.reload}
                                    </button>
                                </div>
                            }
                        })}
                </div>
            }
        })
    }
}
