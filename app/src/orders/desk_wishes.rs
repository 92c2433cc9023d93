//! What customers ask for about late lines: the desk answers with an earlier date, or says why there is none.

use kontor_domain::format;
use kontor_domain::orders::OrderLine;
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::answer_expedite::answer_expedite;
use super::choices::choice_words;
use super::desk_alert::DeskAlert;
use super::desk_order_view::DeskOrder;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Field, Fields, Sending, kept};

/// A form for each wish that nobody has answered.
#[component]
pub fn DeskWishes(found: DeskOrder, done: Callback<()>, again: Callback<()>) -> impl IntoView {
    let t = use_text();
    let wishes: Vec<OrderLine> = found.order.lines.iter().filter(|l| l.wish().is_some()).cloned().collect();
    (!wishes.is_empty()).then(|| {
        view! {
            <section class="chapter">
                <h2>{t.promise.wishes_title}</h2>
                <div class="stack">
                    {wishes
                        .into_iter()
                        .map(|line| view! { <Wish line found=found.clone() done again /> })
                        .collect_view()}
                </div>
            </section>
        }
    })
}

#[component]
fn Wish(line: OrderLine, found: DeskOrder, done: Callback<()>, again: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let position = line.position;
    let form = Sending::about("/fn/orders/answer_expedite", &position.to_string());
    let typed = kept(form);
    let (id, version) = (found.order.id.clone(), found.order.version);
    let submit = {
        let id = id.clone();
        move |ev: SubmitEvent| {
            ev.prevent_default();
            let Some(fields) = Fields::of(&ev) else { return };
            let (date, note) = (fields.get("date"), fields.get("note"));
            form.start(answer_expedite(id.clone(), version, position, date, note), move |()| done.run(()));
        }
    };
    let stands = fill(t.promise.wish, &[line.called(l), &format::date(line.date(), l)]);
    let wanted = choice_words(&line, l).map(|(_, text)| text);
    view! {
        <form class="card stack on" method="post" action=form.url on:submit=submit novalidate>
            <p><b>{wanted}</b> " " {stands}</p>
            <DeskAlert form order=found.order.id.clone() again />
            <input type="hidden" name="order" value=id.to_string() />
            <input type="hidden" name="version" value=version.to_string() />
            <input type="hidden" name="position" value=position.to_string() />
            <div class="fields">
                <Field
                    form
                    name="date"
                    id=format!("wish-date-{position}")
                    kind="date"
                    label=t.promise.wish_date
                    hint=t.promise.wish_date_hint
                    value=typed.get("date")
                    min=found.today.to_string()
                    optional=true
                />
                <Field
                    form
                    name="note"
                    id=format!("wish-note-{position}")
                    label=t.promise.wish_note
                    hint=t.promise.wish_note_hint
                    value=typed.get("note")
                    maxlength=300
                />
            </div>
            <div class="actions">
                <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.promise.wish_send}</button>
            </div>
        </form>
    }
}
