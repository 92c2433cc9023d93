//! `/search`: everything about it stands in the address.

use kontor_domain::CategoryId;
use kontor_domain::catalog::SearchQuery;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::facets::{Chips, Facets, address};
use super::hits::Hits;
use super::search::{Found, search};
use crate::accounts::Visitor;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Crumbs, Empty, Page, Pager, Query, Side, loaded_for, use_query};

/// Reads the address; `path` is the group of `/category/*path`.
fn asked(query: &Query, path: Option<String>) -> SearchQuery {
    SearchQuery {
        q: query.get("q").trim().to_owned(),
        category: path.or_else(|| query.some("category")).map(CategoryId),
        attributes: query.all("attr"),
        available: query.get("available") == "true",
        // Pages count from one where people see them.
        page: query.get("page").parse::<u32>().unwrap_or(1).saturating_sub(1).min(SearchQuery::MAX_PAGE),
    }
}

#[component]
pub fn SearchPage() -> impl IntoView {
    let (query, params) = (use_query(), use_params_map());
    let asked = Memo::new(move |_| query.with(|q| asked(q, params.with(|p| p.get("path")))));
    let found = Resource::new_blocking(move || asked.get(), search);
    loaded_for(found, Side::Shop, move || {
        let asked = asked.get();
        let added = query.with(|q| q.some("added"));
        move |found, visitor| view! { <Answer found asked visitor added /> }
    })
}

#[component]
fn Answer(found: Found, asked: SearchQuery, visitor: Visitor, added: Option<String>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let Found { answer, category } = found;
    let category = category.map(|c| c.get(l).to_owned());
    let total = answer.total.to_string();
    let heading = match (answer.total, asked.q.as_str(), &category) {
        (0, "", _) => t.catalog.none.to_owned(),
        (0, q, _) => fill(t.catalog.none_for, &[q]),
        (1, "", None) => t.catalog.results_one.to_owned(),
        (_, "", None) => fill(t.catalog.results, &[&total]),
        (1, "", Some(group)) => format!("{group}: {}", t.catalog.results_one),
        (_, "", Some(group)) => format!("{group}: {}", fill(t.catalog.results, &[&total])),
        (1, q, _) => fill(t.catalog.results_one_for, &[q]),
        (_, q, _) => fill(t.catalog.results_for, &[&total, q]),
    };
    let prices = match visitor.signed_in {
        true => fill(t.catalog.prices_for, &[&visitor.company]),
        false => t.catalog.prices_list.to_owned(),
    };
    let first = u64::from(asked.page) * SearchQuery::HITS as u64 + 1;
    let last = first + answer.hits.len() as u64 - 1;
    let page = |page: u32| address(&SearchQuery { page, ..asked.clone() });
    let more = last < answer.total;
    let end = asked.page >= SearchQuery::MAX_PAGE;
    let next = (more && !end).then(|| page(asked.page + 1));
    let previous = asked.page.checked_sub(1).map(page);
    let mut words = fill(t.catalog.shown, &[&first.to_string(), &last.to_string(), &total]);
    words.push(' ');
    words.push_str(if more && end { t.catalog.narrow_more } else { &prices });
    let added =
        added.and_then(|key| answer.hits.iter().find(|h| h.key.as_str() == key).map(|h| h.number.clone()));
    let empty = answer.hits.is_empty();
    let facets = answer.facets;
    let crumbs = vec![("/".to_owned(), t.house.catalogue.to_owned())];
    view! {
        <Page title=heading.clone()>
            <Crumbs above=crumbs here=category.clone().unwrap_or_else(|| t.catalog.title.into()) />
            <div class="head">
                <div><h1>{heading.clone()}</h1></div>
            </div>
            <p class="vh" role="status">{heading}</p>
            {added
                .map(|number| {
                    view! {
                        <div class="note good" role="status">
                            {fill(t.catalog.added_short, &[&number])}
                            " "
                            <a href="/cart">{t.catalog.to_cart}</a>
                        </div>
                    }
                })}
            {answer.corrected.then(|| view! { <div class="note soon">{t.catalog.corrected}</div> })}
            <div class="cols">
                {if empty && facets.is_empty() {
                    ().into_any()
                } else {
                    view! { <Facets facets query=asked.clone() /> }.into_any()
                }}
                <div class="stack">
                    <Chips query=asked.clone() category />
                    {if empty {
                        let text = fill(t.catalog.none_text, &[&visitor.dealer.phone]);
                        view! {
                            <Empty title=t.catalog.none text>
                                <a class="act" href="/search">{t.catalog.all_parts}</a>
                                <a class="quiet" href=visitor.dealer.tel()>
                                    {fill(t.catalog.call_us, &[&visitor.dealer.phone])}
                                </a>
                            </Empty>
                        }
                            .into_any()
                    } else {
                        view! {
                            <Hits hits=answer.hits query=asked.q.clone() visitor />
                            <Pager text=words previous next />
                        }
                            .into_any()
                    }}
                </div>
            </div>
        </Page>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_and_its_address_say_the_same() {
        let text = "/search?q=hy+4711&category=hydraulik/filter&attr=Feinheit%3D10+%C2%B5m&attr=Form%3DA&available=true&page=3";
        let query = asked(&Query::parse(text.split_once('?').unwrap().1), None);
        assert_eq!((query.page, query.attributes.len()), (2, 2));
        assert_eq!(address(&query), text);
        assert_eq!(address(&asked(&Query::parse("page=0"), None)), "/search");
        assert_eq!(asked(&Query::default(), Some("motor".into())).category, Some(CategoryId::new("motor")));
    }
}
