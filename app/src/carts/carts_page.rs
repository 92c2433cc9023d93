//! `/carts`: the carts a person can use, and a new one. Plain forms: afterwards another page is shown.

use kontor_domain::carts::{CartHead, CartRight, Carts};
use kontor_domain::{CartId, IdempotencyKey};
use leptos::prelude::*;

use super::list_carts::list_carts;
use super::path_of;
use crate::lists::lines_words;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Field, Page, Query, Sending, Side, kept, loaded, use_query};

#[component]
pub fn CartsPage() -> impl IntoView {
    let query = use_query();
    let data = Resource::new_blocking(|| (), |()| list_carts());
    loaded(data, Side::Shop, move || {
        let query = query.get();
        move |(carts, key)| view! { <Whole carts key query /> }
    })
}

#[component]
fn Whole(carts: Carts, key: IdempotencyKey, query: Query) -> impl IntoView {
    let t = use_text();
    let deleted = query.some("deleted").map(|id| {
        view! {
            <div class="note row" role="status">
                <span>{fill(t.named.deleted, &[query.get("name")])}</span>
                <Restore cart=CartId(id) name=query.get("name").to_owned() />
            </div>
        }
    });
    let old = (!carts.deleted.is_empty()).then(|| {
        let rows = carts.deleted.into_iter().map(|cart| {
            view! {
                <li class="row ends">
                    <span class="grow"><b>{cart.name.clone()}</b> " " <small class="muted">{lines_words(cart.lines)}</small></span>
                    <Restore cart=cart.id name=cart.name />
                </li>
            }
        });
        view! {
            <details class="more-about">
                <summary>{t.named.old}</summary>
                <ul class="links">{rows.collect_view()}</ul>
            </details>
        }
    });
    view! {
        <Page title=t.named.title>
            <div class="head">
                <div>
                    <h1>{t.named.title}</h1>
                    <p class="muted">{t.named.intro}</p>
                </div>
            </div>
            {deleted}
            <div class="split">
                <div class="stack">
                    <ul class="links" aria-label=t.named.list>
                        {carts.carts.into_iter().map(|cart| view! { <Row cart /> }).collect_view()}
                    </ul>
                    {old}
                </div>
                <aside>
                    <section class="chapter">
                        <h2>{t.named.new}</h2>
                        <NewCart key />
                    </section>
                </aside>
            </div>
        </Page>
    }
}

#[component]
fn Row(cart: CartHead) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let name = cart.title(l);
    view! {
        <li class="row ends">
            <a class="grow" href=path_of(&cart.id)>
                <span>
                    <b>{name.clone()}</b>
                    <span class="sub-line">{whose(&cart)} ", " {lines_words(cart.lines)}</span>
                </span>
            </a>
            {if cart.current {
                view! { <span class="state good">{t.named.current}</span> }.into_any()
            } else {
                view! { <Choose cart=cart.id label=fill(t.named.choose_of, &[&name]) /> }.into_any()
            }}
        </li>
    }
}

/// Whose it is, and what the reader may do with it.
pub fn whose(cart: &CartHead) -> String {
    let (l, t) = (use_language(), use_text());
    match (cart.standard, cart.mine, cart.private) {
        (true, ..) => t.named.for_everybody.to_owned(),
        (_, true, true) => t.named.only_you.to_owned(),
        (_, true, false) => t.named.shared_by_you.to_owned(),
        _ => fill(t.named.shared_by, &[&cart.owner, &fill(t.named.may, &[cart.right.word(l)])]),
    }
}

/// The button that makes a cart the current one.
#[component]
pub fn Choose(cart: CartId, label: String) -> impl IntoView {
    let t = use_text();
    view! { <OneButton url="/fn/carts/choose_cart" cart label class="quiet" word=t.named.choose /> }
}

#[component]
fn Restore(cart: CartId, name: String) -> impl IntoView {
    let t = use_text();
    let label = fill(t.named.restore_of, &[&name]);
    view! { <OneButton url="/fn/carts/restore_cart" cart label class="plain" word=t.named.restore /> }
}

/// A form about a cart with nothing to fill in.
#[component]
fn OneButton(
    url: &'static str,
    cart: CartId,
    label: String,
    class: &'static str,
    word: &'static str,
) -> impl IntoView {
    let form = Sending::about(url, cart.as_str());
    view! {
        <Alert form />
        <form method="post" action=form.url>
            <input type="hidden" name="cart" value=cart.to_string() />
            <button class=class aria-label=label>{word}</button>
        </form>
    }
}

#[component]
fn NewCart(key: IdempotencyKey) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/carts/make_cart");
    let kept = kept(form);
    let chosen = CartRight::parse(kept.get("everybody"));
    let kinds = [
        (None, t.named.private, t.named.private_text),
        (Some(CartRight::Order), t.named.everybody_order, t.named.everybody_order_text),
        (Some(CartRight::Edit), t.named.everybody_edit, t.named.everybody_edit_text),
    ];
    view! {
        <form class="stack" method="post" action=form.url>
            <Alert form />
            <input type="hidden" name="key" value=key.to_string() />
            <Field form name="name" label=t.named.name hint=t.named.name_hint value=kept.get("name") maxlength=80 />
            <fieldset class="choices">
                <legend>{t.named.who}</legend>
                {kinds
                    .into_iter()
                    .map(|(right, name, text)| {
                        view! {
                            <label class="choice">
                                <input type="radio" name="everybody" value=right.map_or("", CartRight::code) checked=right == chosen />
                                <span><b>{name}</b> <br /> <span class="small muted">{text}</span></span>
                            </label>
                        }
                    })
                    .collect_view()}
            </fieldset>
            <div class="actions">
                <button class="act">{t.named.make}</button>
            </div>
        </form>
    }
}
