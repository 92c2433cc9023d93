//! What was filled in, to read: everything that is shown, in the order of the template.

use kontor_domain::Date;
use kontor_domain::forms::{Answer, Column, ElementKind, ElementStanding, FormView, standing};
use leptos::prelude::*;

use super::words::{in_words, reckoned, with_unit};
use crate::text::{fill, use_language, use_text};

#[component]
pub(super) fn Answered(view: FormView) -> impl IntoView {
    let l = use_language();
    let id = view.head.id.to_string();
    let now = standing(&view.template, &view.answers, view.today);
    now.sections
        .into_iter()
        .filter_map(|shown| {
            let section = view.template.sections.iter().find(|section| section.code == shown.code)?;
            let facts: Vec<_> = shown
                .elements
                .into_iter()
                .filter_map(|stands| {
                    let element = section.elements.iter().find(|element| element.code == stands.code)?;
                    let label = element.label.get(l).to_owned();
                    fact(&element.kind, &stands, label, &id, view.today)
                })
                .collect();
            (!facts.is_empty()).then(|| {
                view! {
                    <section class="chapter">
                        <h2>{section.title.get(l).to_owned()}</h2>
                        <dl class="facts form-facts">{facts}</dl>
                    </section>
                }
            })
        })
        .collect_view()
}

fn fact(
    kind: &ElementKind,
    stands: &ElementStanding,
    label: String,
    form: &str,
    today: Date,
) -> Option<AnyView> {
    let l = use_language();
    let value = match (kind, &stands.answer) {
        (ElementKind::Note | ElementKind::Signature { .. }, _) => return None,
        (ElementKind::Calculated { unit, .. }, _) => with_unit(stands.reckoned?, unit, l).into_any(),
        (_, None) => view! { <span class="muted">"–"</span> }.into_any(),
        (ElementKind::Table { columns }, Some(Answer::Table(rows))) => {
            view! { <Rows columns=columns.clone() rows=rows.clone() label=label.clone() today /> }.into_any()
        }
        (_, Some(Answer::Photos(photos))) => {
            view! { <Pictures photos=photos.clone() form=form.to_owned() /> }.into_any()
        }
        (_, Some(answer @ Answer::Check { photos, .. })) => {
            let words = in_words(kind, answer, l);
            view! {
                <span class="form-words">{words}</span>
                <Pictures photos=photos.clone() form=form.to_owned() />
            }
            .into_any()
        }
        (_, Some(answer)) => view! { <span class="form-words">{in_words(kind, answer, l)}</span> }.into_any(),
    };
    Some(view! { <div><dt>{label}</dt><dd>{value}</dd></div> }.into_any())
}

#[component]
fn Pictures(photos: Vec<kontor_domain::photos::Photo>, form: String) -> impl IntoView {
    let t = &use_text().forms;
    let pictures = photos
        .into_iter()
        .enumerate()
        .map(|(i, photo)| {
            let href = format!("/forms/{form}/photos/{}", photo.hash);
            let name = fill(t.photo, &[&(i + 1).to_string()]);
            let picture = if photo.kind.shown_by_browsers() {
                view! { <img src=href.clone() alt=name loading="lazy" width="160" height="120" /> }.into_any()
            } else {
                name.into_any()
            };
            view! { <li><a href=href target="_blank" rel="noopener">{picture}</a></li> }
        })
        .collect::<Vec<_>>();
    (!pictures.is_empty()).then(|| view! { <ul class="photos">{pictures}</ul> })
}

#[component]
fn Rows(
    columns: Vec<Column>,
    rows: Vec<kontor_domain::forms::Answers>,
    label: String,
    today: Date,
) -> impl IntoView {
    let l = use_language();
    let head = columns.iter().map(|c| view! { <th>{c.label.get(l).to_owned()}</th> }).collect_view();
    let body = rows
        .into_iter()
        .map(|row| {
            let cells = columns
                .iter()
                .map(|column| {
                    let words = match &column.kind {
                        ElementKind::Calculated { formula, decimals, unit } => {
                            reckoned(&formula.value_on(&row, today), *decimals, unit, l).unwrap_or_default()
                        }
                        kind => {
                            row.get(&column.code).map(|answer| in_words(kind, answer, l)).unwrap_or_default()
                        }
                    };
                    view! { <td data-label=column.label.get(l).to_owned()>{words}</td> }
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <table class="data">
            <caption class="vh">{label}</caption>
            <thead><tr>{head}</tr></thead>
            <tbody>{body}</tbody>
        </table>
    }
}
