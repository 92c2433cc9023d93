//! `/offers/new`: asking for an offer, from a part, a cart, a list, a configuration, or from words alone.

use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::answer::WordsField;
use super::begin_quote::{AskForm, begin_quote};
use super::quote_start::{Named, QuoteStart, What, quote_start};
use super::{BASE, path_of};
use crate::text::{fill, use_language, use_text};
use crate::ui::{
    Alert, Crumbs, Field, Fields, Page, Query, Sending, Side, TryAgain, kept, loaded, quantity_words,
    use_query,
};

/// Reads the address.
fn named(query: &Query) -> Named {
    let get = |name: &str| query.get(name).to_owned();
    Named {
        configuration: get("configuration"),
        list: get("list"),
        cart: get("cart"),
        part: get("part"),
        quantity: get("quantity"),
        case: get("case"),
    }
}

#[component]
pub fn NewOfferPage() -> impl IntoView {
    let query = use_query();
    let asked = Memo::new(move |_| query.with(named));
    let form = Sending::to("/fn/quotes/begin_quote");
    let data = Resource::new_blocking(move || asked.get(), quote_start);
    loaded(data, Side::Shop, move || {
        let renew = query.with(|q| q.get("renew").to_owned());
        move |start| view! { <Whole start renew form /> }
    })
}

#[component]
fn Whole(start: QuoteStart, renew: String, form: Sending) -> impl IntoView {
    let t = use_text();
    let QuoteStart { key, named, what, case, today } = start;
    let typed = kept(form);
    let refused = typed.some("kept").is_some();
    let words = match (refused, renew.is_empty()) {
        (true, _) => typed.get("words").to_owned(),
        (false, true) => String::new(),
        (false, false) => fill(t.quotes.renew, &[&renew]),
    };
    let from_words = what == What::Words;
    let navigate = use_navigate();
    let element = NodeRef::new();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        let navigate = navigate.clone();
        form.start(begin_quote(read(&fields)), move |id| {
            let replace = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate(&format!("{}?done=asked", path_of(&id)), replace);
        });
    };
    let hidden = [
        ("configuration", named.configuration),
        ("list", named.list),
        ("cart", named.cart),
        ("part", named.part),
        ("quantity", named.quantity),
        ("case", named.case),
    ];
    let hidden = hidden.into_iter().filter(|(_, value)| !value.is_empty());
    let hidden = hidden
        .map(
            |(name, value)| view! { <input type="hidden" name=format!("form[named][{name}]") value=value /> },
        )
        .collect_view();
    view! {
        <Page title=t.quotes.ask class="page narrow">
            <Crumbs above=vec![(BASE.into(), t.quotes.title.into())] here=t.quotes.ask />
            <div class="head">
                <div>
                    <h1>{t.quotes.ask}</h1>
                    <p class="muted">{t.quotes.new_text}</p>
                </div>
            </div>
            <form class="stack" method="post" action=form.url on:submit=submit node_ref=element novalidate>
                <Alert form />
                <input type="hidden" name="form[key]" value=key.to_string() />
                {hidden}
                <Source what case />
                <div class="fields">
                    <WordsField
                        form
                        name="form[words]"
                        id="words"
                        label=if from_words { t.quotes.words_needed } else { t.quotes.words }
                        hint=t.quotes.words_hint
                        value=words
                        optional=!from_words
                    />
                    <Field
                        form
                        name="form[title]"
                        label=t.quotes.title_field
                        hint=t.quotes.title_hint
                        value=typed.get("title")
                        optional=true
                        maxlength=200
                    />
                    <Field
                        form
                        name="form[wish]"
                        label=t.quotes.wish
                        kind="date"
                        min=today.to_string()
                        value=typed.get("wish")
                        optional=true
                    />
                </div>
                <div class="actions">
                    <button class="act" aria-busy=move || form.busy.get().then_some("true")>
                        {t.quotes.send}
                    </button>
                    <TryAgain form element />
                </div>
            </form>
        </Page>
    }
}

/// What the offer is made from, in one line.
#[component]
fn Source(what: What, case: Option<(kontor_domain::case::CaseCode, String)>) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().quotes);
    let count =
        |lines: u32| if lines == 1 { t.lines_one.to_owned() } else { fill(t.lines, &[&lines.to_string()]) };
    let words = match what {
        What::Words => view! { {t.from_words} }.into_any(),
        What::Part { number, name, quantity, unit } => {
            let many = quantity_words(quantity, unit, l);
            view! { {many} " " <b>{name.get(l).to_owned()}</b> " " <span class="no">{number}</span> }
                .into_any()
        }
        What::Cart { name, lines } => fill(t.from_cart, &[&name, &count(lines)]).into_any(),
        What::List { name, lines } => fill(t.from_list, &[&name, &count(lines)]).into_any(),
        What::Machine { name, model, machines } => {
            fill(t.from_machine, &[&name, &machines.to_string(), model.get(l)]).into_any()
        }
    };
    let case = case.map(|(code, title)| {
        view! {
            <p class="small muted">
                {t.in_case}
                " "
                <span class="code">{code.to_string()}</span>
                " "
                {title}
            </p>
        }
    });
    view! {
        <div class="card" id="source">
            <p class="small muted">{t.made_from}</p>
            <p>{words}</p>
            {case}
        </div>
    }
}

fn read(fields: &Fields) -> AskForm {
    let get = |name: &str| fields.get(&format!("form[{name}]"));
    let named = |name: &str| fields.get(&format!("form[named][{name}]"));
    AskForm {
        key: get("key"),
        named: Named {
            configuration: named("configuration"),
            list: named("list"),
            cart: named("cart"),
            part: named("part"),
            quantity: named("quantity"),
            case: named("case"),
        },
        title: get("title"),
        words: get("words"),
        wish: get("wish"),
    }
}
