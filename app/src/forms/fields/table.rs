//! A table: on a phone each row is a card. Sums stand below it; what a row reckons, it reckons while one types.

use std::collections::BTreeMap;

use kontor_domain::forms::{Answer, Answers, Column, ElementKind, MAX_ROWS, Value};
use kontor_domain::{Date, Decimal, Language};
use leptos::prelude::*;

use super::line::{LineField, Wrong};
use super::part::PartField;
use crate::forms::slot::{Row, Slot};
use crate::forms::words::{fixed, reckoned, with_unit};
use crate::text::{fill, use_language, use_text};

/// Rows of the plain form beyond those that are there: whoever needs more saves first.
const SPARE: u32 = 3;

fn rows_of(answer: Option<Answer>) -> Vec<Answers> {
    if let Some(Answer::Table(rows)) = answer { rows } else { Vec::new() }
}

#[component]
pub(in crate::forms) fn TableField(
    at: Slot,
    columns: Vec<Column>,
    #[prop(into)] label: String,
) -> impl IntoView {
    let slot = at;
    let (l, t) = (use_language(), &use_text().forms);
    let filling = slot.filling;
    let problem = slot.problem();
    let count = untrack(|| rows_of(slot.answer()).len());
    let first: Vec<u32> = (0..u32::try_from(count).unwrap_or_default()).collect();
    let (rows, next) =
        (RwSignal::new(first), StoredValue::new(u32::try_from(count).unwrap_or_default() + SPARE));
    let new_id = move || {
        let id = next.get_value();
        next.set_value(id + 1);
        id
    };
    // Other rows from elsewhere: drawn anew, unless there are as many as here, whose fields follow by themselves.
    Effect::new(move |_| {
        filling.fresh.track();
        let count = untrack(|| rows_of(slot.answer()).len());
        if rows.with_untracked(Vec::len) != count {
            rows.set((0..count).map(|_| new_id()).collect());
        }
    });
    let add = move |_| {
        rows.update(|rows| rows.push(new_id()));
        let mut all = rows_of(untrack(|| slot.answer()));
        all.resize(rows.with_untracked(Vec::len), BTreeMap::new());
        slot.set(Some(Answer::Table(all)));
    };
    let remove = move |id: u32| {
        let Some(index) = rows.with_untracked(|rows| rows.iter().position(|row| *row == id)) else { return };
        let mut all = rows_of(untrack(|| slot.answer()));
        if index < all.len() {
            all.remove(index);
        }
        filling.forget_raw(&slot.code());
        rows.update(|rows| rows.retain(|row| *row != id));
        slot.set((!all.is_empty()).then_some(Answer::Table(all)));
        slot.touch();
    };
    let code = StoredValue::new(slot.code());
    let columns = StoredValue::new(columns);
    let label = StoredValue::new(label);
    let full = move || rows.with(Vec::len) >= MAX_ROWS;
    let sums = move || {
        let all = rows_of(slot.answer());
        columns.with_value(|columns| sums(columns, &all, filling.today, l))
    };
    view! {
        <ol class="form-rows">
            <For each=move || rows.get() key=|id| *id let:id>
                <li class="form-row">
                    <Cells code=code.get_value() columns=columns.get_value() table=slot row=Row::new(rows, id) />
                    <button
                        type="button"
                        class="plain"
                        hidden=move || !filling.awake.get()
                        aria-label=move || {
                            let at = rows.with(|rows| rows.iter().position(|row| *row == id)).unwrap_or_default();
                            fill(t.row_remove_label, &[&(at + 1).to_string(), &label.get_value()])
                        }
                        on:click=move |_| remove(id)
                    >
                        {t.row_remove}
                    </button>
                </li>
            </For>
            // For the plain form; a script adds rows instead.
            {move || {
                (!filling.awake.get())
                    .then(|| {
                        let from = u32::try_from(count).unwrap_or_default();
                        (from..from + SPARE)
                            .map(|id| {
                                let spare = RwSignal::new(vec![id]);
                                view! {
                                    <li class="form-row">
                                        <Cells
                                            code=code.get_value()
                                            columns=columns.get_value()
                                            table=slot
                                            row=Row::new(spare, id)
                                            empty=true
                                        />
                                    </li>
                                }
                            })
                            .collect_view()
                    })
            }}
        </ol>
        <Wrong problem id=format!("{}-e", slot.id()) />
        {move || {
            let sums = sums();
            (!sums.is_empty())
                .then(|| {
                    view! {
                        <dl class="form-sums">
                            {sums
                                .into_iter()
                                .map(|(name, sum)| view! { <div><dt>{fill(t.sum, &[&name])}</dt><dd>{sum}</dd></div> })
                                .collect_view()}
                        </dl>
                    }
                })
        }}
        {move || {
            (filling.awake.get() && !full())
                .then(|| view! { <button type="button" class="quiet" on:click=add>{t.row_add}</button> })
        }}
    }
}

/// The sum of every column that has numbers in it, where there is more than one row to add up.
fn sums(columns: &[Column], rows: &[Answers], today: Date, l: Language) -> Vec<(String, String)> {
    if rows.len() < 2 {
        return Vec::new();
    }
    let sum = |column: &Column| {
        let (unit, decimals) = match &column.kind {
            ElementKind::Number { unit, decimals, .. } | ElementKind::Calculated { unit, decimals, .. } => {
                (unit, *decimals)
            }
            _ => return None,
        };
        let number = |row: &Answers| match &column.kind {
            ElementKind::Calculated { formula, .. } => match formula.value_on(row, today) {
                Value::Number(number) => Some(fixed(number, decimals)),
                _ => None,
            },
            _ => match row.get(&column.code) {
                Some(Answer::Number(number)) => Some(*number),
                _ => None,
            },
        };
        let numbers: Vec<Decimal> = rows.iter().filter_map(number).collect();
        let sum = numbers.iter().try_fold(Decimal::ZERO, |sum, number| sum.checked_add(*number))?;
        (!numbers.is_empty()).then(|| (column.label.get(l).to_owned(), with_unit(sum, unit, l)))
    };
    columns.iter().filter_map(sum).collect()
}

#[component]
fn Cells(
    code: String,
    columns: Vec<Column>,
    table: Slot,
    row: Row,
    /// A row of the plain form that is not there yet.
    #[prop(optional)]
    empty: bool,
) -> impl IntoView {
    let filling = table.filling;
    columns
        .into_iter()
        .map(|column| {
            let cell = if empty {
                Slot::of_spare_cell(filling, &code, &column.code, &column.kind, row)
            } else {
                Slot::of_cell(filling, &code, &column.code, &column.kind, row)
            };
            view! { <Cell column cell table row empty /> }
        })
        .collect_view()
}

#[component]
fn Cell(column: Column, cell: Slot, table: Slot, row: Row, empty: bool) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().forms);
    let label = column.label.get(l).to_owned();
    let never = Signal::stored(false);
    let id = cell.id();
    let control = match column.kind {
        ElementKind::Number { unit, .. } => view! {
            <div class="form-number">
                <LineField at=cell inputmode="decimal" most=40 needed=never />
                {(!unit.is_empty()).then(|| view! { <span class="unit">{unit}</span> })}
            </div>
        }
        .into_any(),
        ElementKind::Date => view! { <LineField at=cell kind="date" needed=never /> }.into_any(),
        ElementKind::Part => view! { <PartField at=cell label=label.clone() /> }.into_any(),
        ElementKind::Choice { options, .. } => {
            let options = options.into_iter().map(|o| (o.code, o.label.get(l).to_owned())).collect();
            view! { <Select cell options /> }.into_any()
        }
        ElementKind::YesNo => {
            let options = vec![("yes".to_owned(), t.yes.to_owned()), ("no".to_owned(), t.no.to_owned())];
            view! { <Select cell options /> }.into_any()
        }
        ElementKind::Calculated { formula, unit, decimals } => {
            let value = move || {
                if empty {
                    return None;
                }
                let index = row.rows.with(|rows| rows.iter().position(|id| *id == row.id))?;
                let rows = rows_of(table.answer());
                reckoned(&formula.value_on(rows.get(index)?, cell.filling.today), decimals, &unit, l)
            };
            return view! {
                <div class="field">
                    <span class="like-label">{label}</span>
                    <output class="form-reckoned">{move || value().unwrap_or_else(|| "–".to_owned())}</output>
                </div>
            }
            .into_any();
        }
        _ => view! { <LineField at=cell needed=never /> }.into_any(),
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {control}
        </div>
    }
    .into_any()
}

/// One of a few, in a row.
#[component]
fn Select(cell: Slot, options: Vec<(String, String)>) -> impl IntoView {
    let (text, problem) = (cell.text(), cell.problem());
    let first = cell.first_text();
    let options = options
        .into_iter()
        .map(|(code, word)| {
            let selected = code == first;
            view! { <option value=code selected=selected>{word}</option> }
        })
        .collect_view();
    view! {
        <select
            class="control"
            id=cell.id()
            name=cell.name()
            prop:value=text
            aria-invalid=move || problem.with(Option::is_some).then_some("true")
            on:change=move |ev| {
                let code = event_target_value(&ev);
                text.set(code.clone());
                cell.typed(&code);
                cell.touch();
            }
        >
            <option value="">"–"</option>
            {options}
        </select>
        <Wrong problem id=format!("{}-e", cell.id()) />
    }
}

#[cfg(test)]
mod tests {
    use kontor_domain::Localized;

    use super::*;

    #[test]
    fn columns_of_numbers_are_added_up_once_there_are_two_rows() {
        let number = ElementKind::Number { unit: "h".into(), decimals: 2, min: None, max: None };
        let column = |code: &str, kind: &ElementKind| Column {
            code: code.into(),
            label: Localized::new(code, code),
            kind: kind.clone(),
        };
        let columns = [column("who", &ElementKind::Text { long: false }), column("hours", &number)];
        let row = |hours: i64| Answers::from([("hours".to_owned(), Answer::Number(Decimal::new(hours, 2)))]);
        let rows = [row(150), row(225), Answers::new()];
        let today = Date::constant(2026, 11, 27);
        assert_eq!(
            sums(&columns, &rows, today, Language::De),
            [("hours".to_owned(), "3,75\u{a0}h".to_owned())]
        );
        assert!(sums(&columns, &rows[..1], today, Language::De).is_empty());
    }
}
