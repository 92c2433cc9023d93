//! `/carts/:id`: who may use a cart, its name, and where its lines go. Plain forms: afterwards another page is shown.

use kontor_domain::carts::{CartHead, CartLineView, CartRight, CartSettings, Sharing};
use kontor_domain::{CartId, IdempotencyKey, PersonId};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::cart_settings::{CartSettingsShown, cart_settings};
use super::carts_page::whose;
use super::path_of;
use crate::text::{fill, use_language, use_text};
use crate::ui::{
    Alert, Crumbs, Field, FieldError, Page, Sending, Side, kept, loaded, quantity_words, use_query,
};

#[component]
pub fn ManageCartPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let id = Memo::new(move |_| CartId(params.with(|p| p.get("id").unwrap_or_default())));
    let data = Resource::new_blocking(move || id.get(), cart_settings);
    loaded(data, Side::Shop, move || {
        let saved = query.with(|q| q.get("done") == "saved");
        move |shown| view! { <Whole shown saved /> }
    })
}

#[component]
fn Whole(shown: CartSettingsShown, saved: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let CartSettingsShown { settings: CartSettings { head, sharing, people, targets }, lines, key } = shown;
    let title = head.title(l);
    let above = vec![("/carts".to_owned(), t.named.title.to_owned()), (path_of(&head.id), title.clone())];
    view! {
        <Page title=title.clone()>
            <Crumbs above here=t.named.manage />
            {saved.then(|| view! { <div class="note good" role="status">{t.named.shared}</div> })}
            <div class="head">
                <div>
                    <h1>{title}</h1>
                    <p class="muted">{whose(&head)}</p>
                </div>
            </div>
            <div class="split">
                <div class="stack">
                    <Lines head=head.clone() lines targets key />
                </div>
                <aside class="stack">
                    {if head.manages {
                        view! {
                            <Rights head=head.clone() sharing people />
                            <Rename head=head.clone() />
                            <Delete head />
                        }
                            .into_any()
                    } else if head.standard {
                        view! { <p class="muted">{t.named.standard_text}</p> }.into_any()
                    } else {
                        ().into_any()
                    }}
                </aside>
            </div>
        </Page>
    }
}

/// Which lines, where to, and how.
#[component]
fn Lines(
    head: CartHead,
    lines: Vec<CartLineView>,
    targets: Vec<CartHead>,
    key: IdempotencyKey,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::to("/fn/carts/transfer");
    if lines.is_empty() || targets.is_empty() {
        let text = if lines.is_empty() { t.named.empty_title } else { t.named.no_target };
        return view! {
            <section class="chapter">
                <h2>{t.named.lines}</h2>
                <p class="muted">{text}</p>
                <p><a href="/carts">{t.named.all}</a></p>
            </section>
        }
        .into_any();
    }
    let edits = head.edits();
    view! {
        <section class="chapter">
            <h2>{t.named.lines}</h2>
            <p class="muted">{t.named.lines_text}</p>
            <form class="stack" method="post" action=form.url>
                <Alert form />
                <input type="hidden" name="key" value=key.to_string() />
                <input type="hidden" name="from" value=head.id.to_string() />
                <fieldset class="choices">
                    <legend class="vh">{t.named.lines}</legend>
                    {lines
                        .into_iter()
                        .enumerate()
                        .map(|(i, line)| {
                            let words = quantity_words(line.quantity, line.unit, l);
                            view! {
                                <label class="choice">
                                    <input type="checkbox" name=format!("lines[{i}][take]") value="1" checked />
                                    <span>
                                        <b>{line.name.get(l).to_owned()}</b>
                                        <br />
                                        <span class="small muted"><span class="no">{line.number.clone()}</span> ", " {words}</span>
                                    </span>
                                    <input type="hidden" name=format!("lines[{i}][part]") value=line.part.to_string() />
                                </label>
                            }
                        })
                        .collect_view()}
                </fieldset>
                <div class="field">
                    <label for="to">{t.named.to}</label>
                    <select id="to" name="to">
                        {targets
                            .into_iter()
                            .map(|cart| view! { <option value=cart.id.to_string()>{cart.title(l)}</option> })
                            .collect_view()}
                    </select>
                    <FieldError form name="to" id="to-e".to_owned() />
                </div>
                <div class="actions">
                    {edits.then(|| view! { <button class="act" name="mode" value="move">{t.named.move_}</button> })}
                    <button class="quiet" name="mode" value="copy">{t.named.copy}</button>
                    {head
                        .manages
                        .then(|| view! { <button class="quiet" name="mode" value="merge">{t.named.merge}</button> })}
                </div>
            </form>
        </section>
    }
    .into_any()
}

#[component]
fn Rights(head: CartHead, sharing: Sharing, people: Vec<(PersonId, String)>) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/carts/share_cart");
    view! {
        <section class="chapter">
            <h2>{t.named.sharing}</h2>
            <p class="small muted">{t.named.sharing_text}</p>
            <form class="stack" method="post" action=form.url>
                <Alert form />
                <input type="hidden" name="cart" value=head.id.to_string() />
                <input type="hidden" name="version" value=head.version.to_string() />
                <RightOf name="everybody".to_owned() label=t.named.everybody.to_owned() right=sharing.everybody />
                {people
                    .into_iter()
                    .enumerate()
                    .map(|(i, (person, label))| {
                        let right = sharing.people.iter().find(|s| s.person == person).map(|s| s.right);
                        view! {
                            <input type="hidden" name=format!("people[{i}][person]") value=person.to_string() />
                            <RightOf name=format!("people[{i}][right]") label right />
                        }
                    })
                    .collect_view()}
                <div class="actions">
                    <button class="quiet">{t.named.share}</button>
                </div>
            </form>
        </section>
    }
}

#[component]
fn RightOf(name: String, label: String, right: Option<CartRight>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    view! {
        <div class="field">
            <label for=name.clone()>{label}</label>
            <select id=name.clone() name=name>
                <option value="" selected=right.is_none()>{t.named.nothing}</option>
                {CartRight::ALL
                    .into_iter()
                    .map(|one| {
                        view! { <option value=one.code() selected=right == Some(one)>{one.word(l)}</option> }
                    })
                    .collect_view()}
            </select>
        </div>
    }
}

#[component]
fn Rename(head: CartHead) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/carts/rename_cart");
    let name = kept(form).some("name").unwrap_or(head.name);
    view! {
        <section class="chapter">
            <h2>{t.named.rename}</h2>
            <form class="stack" method="post" action=form.url>
                <Alert form />
                <input type="hidden" name="cart" value=head.id.to_string() />
                <input type="hidden" name="version" value=head.version.to_string() />
                <Field form name="name" label=t.named.name value=name maxlength=80 />
                <div class="actions">
                    <button class="quiet">{t.house.save}</button>
                </div>
            </form>
        </section>
    }
}

/// Never with lines unless the person has ticked that they go too.
#[component]
fn Delete(head: CartHead) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/carts/delete_cart");
    let words = match head.lines {
        1 => t.named.delete_line.to_owned(),
        n => fill(t.named.delete_lines, &[&n.to_string()]),
    };
    view! {
        <section class="chapter">
            <h2>{t.named.delete}</h2>
            <form class="stack" method="post" action=form.url>
                <Alert form />
                <input type="hidden" name="cart" value=head.id.to_string() />
                <input type="hidden" name="name" value=head.name />
                {(head.lines > 0)
                    .then(|| {
                        view! {
                            <label class="check">
                                <input type="checkbox" name="lines" value="1" required />
                                " "
                                <span>{words}</span>
                            </label>
                        }
                    })}
                <div class="actions">
                    <button class="quiet">{t.named.delete}</button>
                </div>
            </form>
        </section>
    }
}
