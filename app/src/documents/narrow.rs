//! Narrowing the list: words and filters are one plain form, and stand in the address.

use kontor_domain::case::CaseCode;
use kontor_domain::documents::{DocumentFilter, DocumentKind};
use kontor_domain::{CompanyId, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::base;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Fields, Query};

/// The filters beside the words, as the address names them.
const FILTERS: [&str; 5] = ["kind", "machine", "case", "from", "to"];

/// Reads the address. What cannot be read is not asked for.
pub(super) fn filter(query: &Query) -> DocumentFilter {
    // Not `q`: that is what the search for parts at the head of every page is called.
    DocumentFilter {
        company: query.some("company").map(CompanyId),
        case: CaseCode::parse(query.get("case")),
        machine: query.get("machine").trim().to_owned(),
        kind: DocumentKind::parse(query.get("kind")),
        text: query.get("words").to_owned(),
        from: format::parse_date(query.get("from")),
        to: format::parse_date(query.get("to")),
        after: query.some("after"),
    }
}

/// What the address asks for, without the place in the list and what an earlier form left there.
pub(super) fn asked(query: &Query) -> Query {
    let mut asked = Query::default();
    for name in ["company", "words"].into_iter().chain(FILTERS) {
        asked.set(name, query.get(name));
    }
    asked
}

/// Is anything asked for, beside whose they are?
pub(super) fn narrowed(query: &Query) -> bool {
    !query.get("words").is_empty() || FILTERS.iter().any(|name| !query.get(name).is_empty())
}

/// The words: outside of the drawer, and part of its form.
#[component]
pub(super) fn Words(query: Query) -> impl IntoView {
    let t = &use_text().documents;
    view! {
        <div class="row doc-words no-print" role="search">
            <input
                class="control grow"
                type="search"
                name="words"
                form="narrow"
                value=query.get("words").to_owned()
                aria-label=t.words
                placeholder=t.words_hint
                autocomplete="off"
                maxlength="200"
            />
            <button class="quiet" form="narrow">{t.find}</button>
        </div>
    }
}

/// A column on the desktop, a drawer on a phone.
#[component]
pub(super) fn Narrow(query: Query, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let navigate = use_navigate();
    let find = move |ev: SubmitEvent| {
        ev.prevent_default();
        if let Some(fields) = Fields::of(&ev) {
            navigate(
                &fields.query().on(base(desk)),
                NavigateOptions { scroll: false, ..NavigateOptions::default() },
            );
        }
    };
    let chosen = FILTERS.iter().filter(|name| !query.get(name).is_empty()).count();
    let narrow = chosen > 0;
    let kinds = DocumentKind::ALL.map(|kind| {
        let selected = query.get("kind") == kind.code();
        view! { <option value=kind.code() selected=selected>{kind.word(l)}</option> }
    });
    let field = |name: &'static str, label: &'static str, kind: &'static str, hint: &'static str| {
        let id = format!("narrow-{name}");
        view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                <input
                    id=id
                    name=name
                    type=kind
                    value=query.get(name).to_owned()
                    placeholder=hint
                    autocomplete="off"
                    maxlength="60"
                />
            </div>
        }
    };
    let company = query.some("company").map(|id| view! { <input type="hidden" name="company" value=id /> });
    view! {
        <details class="facets no-print" open=narrow>
            <summary>{t.narrow} " " {narrow.then(|| view! { <b>{chosen}</b> })}</summary>
            <form id="narrow" action=base(desk) on:submit=find>
                {company}
                <div class="field">
                    <label for="narrow-kind">{t.kind}</label>
                    <select id="narrow-kind" name="kind">
                        <option value="">{t.any_kind}</option>
                        {kinds}
                    </select>
                </div>
                {field("machine", t.machine_no, "text", t.machine_hint)} {field("case", t.case, "text", t.case_hint)}
                {field("from", t.from, "date", "")} {field("to", t.to, "date", "")}
                <button class="quiet wide">{t.apply}</button>
            </form>
        </details>
    }
}

/// What is asked for, each with a link that takes it away.
#[component]
pub(super) fn Chips(query: Query, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let day =
        |text: &str| format::parse_date(text).map_or_else(|| text.to_owned(), |day| format::date(day, l));
    let word = |name: &str, value: &str| match name {
        "kind" => DocumentKind::parse(value).map_or_else(|| value.to_owned(), |kind| kind.word(l).to_owned()),
        "from" => fill(t.from_chip, &[&day(value)]),
        "to" => fill(t.to_chip, &[&day(value)]),
        "words" => format!("{}{value}{}", l.pick("„", "“"), l.pick("“", "”")),
        _ => value.to_owned(),
    };
    let chips: Vec<_> = ["words"]
        .into_iter()
        .chain(FILTERS)
        .filter_map(|name| {
            let value = query.some(name)?;
            let href = query.with(name, "").on(base(desk));
            Some(view! {
                <li>
                    <a href=href>
                        {word(name, &value)} " " <span aria-hidden="true">"×"</span>
                        <span class="vh">" " {t.without}</span>
                    </a>
                </li>
            })
        })
        .collect();
    (!chips.is_empty()).then(|| view! { <ul class="chips no-print">{chips}</ul> })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_is_asked_for_and_nonsense_asks_for_nothing() {
        let query = Query::parse(
            "words=tor+3&kind=delivery_note&machine=+KB-1+&from=2025-01-01&to=gestern&case=nein&after=01X&done=deleted",
        );
        let found = filter(&query);
        assert_eq!(found.kind, Some(DocumentKind::DeliveryNote));
        assert_eq!((found.machine.as_str(), found.text.as_str()), ("KB-1", "tor 3"));
        assert!(found.from.is_some() && found.to.is_none() && found.case.is_none());
        assert_eq!(found.after.as_deref(), Some("01X"));
        let next = asked(&query);
        assert!(next.get("after").is_empty() && next.get("done").is_empty());
        assert!(narrowed(&query) && !narrowed(&Query::parse("company=bauer")));
    }
}
