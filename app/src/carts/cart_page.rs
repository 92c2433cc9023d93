//! `/cart`: the cart in which the person works, or with `?cart=ID` another one, with live prices and dates.

use kontor_domain::carts::CartView;
use kontor_domain::{CartId, IdempotencyKey, PartKey, format};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::cart::cart;
use super::carts_page::{Choose, whose};
use super::fill_cart::undo_fill;
use super::line::{FixedLine, Line};
use super::remove_line::put_back;
use super::sums::Sums;
use super::{manage_path, path_of};
use crate::accounts::{Visitor, VisitorResource, use_visitor};
use crate::quotes::{AskOffer, ask_path};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Empty, Failed, LineHead, Page, Query, Sending, use_query};
use crate::wire::Refusal;

/// The cart shown now; every change asks for it again, since one line's quantity changes its price, date and the sums.
#[derive(Clone, Copy)]
pub struct Shown {
    cart: Resource<Result<CartView, Refusal>>,
    visitor: VisitorResource,
    /// What the page shows, whatever another tab has chosen since.
    id: StoredValue<CartId>,
}

impl Shown {
    /// For every form of the page.
    pub fn id(self) -> CartId {
        self.id.get_value()
    }

    /// After a change.
    pub fn ask_again(self) {
        self.cart.refetch();
        self.visitor.ask_again();
    }
}

#[component]
pub fn CartPage() -> impl IntoView {
    let t = use_text();
    let query = use_query();
    let visitor = use_visitor();
    let asked = Memo::new(move |_| query.with(|q| CartId(q.get("cart").to_owned())));
    let data = Resource::new_blocking(move || asked.get(), cart);
    let id = StoredValue::new(CartId::default());
    provide_context(Shown { cart: data, visitor, id });
    view! {
        <Transition fallback=move || view! { <Page title=t.carts.title><h1>{t.carts.title}</h1></Page> }>
            {move || {
                let query = query.get();
                Suspend::new(async move {
                    match (data.await, visitor.read().await) {
                        (Ok(cart), visitor) => {
                            id.set_value(cart.head.id.clone());
                            view! { <Whole cart visitor query /> }.into_any()
                        }
                        (Err(Refusal(error)), _) => view! { <Failed error /> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}

#[component]
fn Whole(cart: CartView, visitor: Visitor, query: Query) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let removed =
        query.some("removed").map(|part| view! { <Removed part=PartKey(part) query=query.clone() /> });
    let filled = query
        .some("filled")
        .map(|key| view! { <Filled key=IdempotencyKey::new(key) lines=query.get("lines").to_owned() /> });
    let undone = (query.get("undone") == "1")
        .then(|| view! { <div class="note good" role="status">{t.lists.taken_out}</div> });
    let head = cart.head.clone();
    let title = if head.standard { t.carts.title.to_owned() } else { head.title(l) };
    let said = match (query.get("done"), query.get("moved")) {
        ("made", _) => Some(t.named.made.to_owned()),
        ("restored", _) => Some(t.named.restored.to_owned()),
        ("chosen", _) => Some(fill(t.named.chosen, &[&head.title(l)])),
        (_, "1") => Some(t.named.moved_one.to_owned()),
        (_, "") => None,
        (_, lines) => Some(fill(t.named.moved, &[lines])),
    };
    let said = view! {
        {said.map(|text| view! { <div class="note good" role="status">{text}</div> })}
        {(!head.current)
            .then(|| {
                let label = fill(t.named.choose_of, &[&head.title(l)]);
                view! {
                    <div class="note row">
                        <span>{t.named.elsewhere}</span>
                        <Choose cart=head.id.clone() label />
                    </div>
                }
            })}
        {(!head.edits()).then(|| view! { <div class="note" role="status">{t.named.read_only}</div> })}
    };
    let about = if head.standard { fill(t.carts.shared, &[&visitor.company]) } else { whose(&head) };
    let ways = view! {
        <a class="quiet no-print" href="/carts">{t.named.all}</a>
        <a class="quiet no-print" href=manage_path(&head.id)>{t.named.manage}</a>
    };
    if cart.lines.is_empty() {
        let text = if head.standard { t.carts.empty_text } else { t.named.empty_text };
        return view! {
            <Page title=title.clone()>
                <div class="head"><div><h1>{title}</h1><p class="muted">{about} "."</p></div>{ways}</div>
                {said} {removed} {undone}
                <Empty title=t.carts.empty_title text=text>
                    <a class="act" href="/search">{t.carts.find_part}</a>
                    <a class="quiet" href="/quick-order">{t.quick.title}</a>
                </Empty>
            </Page>
        }
        .into_any();
    }
    let count = match cart.lines.len() {
        1 => t.carts.lines_one.to_owned(),
        n => fill(t.carts.lines, &[&n.to_string()]),
    };
    let problems = cart.lines.iter().filter(|line| line.problem.is_some()).count();
    let latest = cart.lines.iter().map(|line| line.availability.date).collect::<Option<Vec<_>>>();
    let latest = latest.and_then(|dates| dates.into_iter().max());
    let orderable = cart.orderable();
    let recurring =
        Query::default().with("from", "cart").with("source", head.id.as_str()).on("/recurring/new");
    let save_as = Query::default().with("from", "cart").with("cart", head.id.as_str()).on("/lists");
    let checkout = Query::default().with("cart", head.id.as_str()).on("/checkout");
    let offer = (head.orders() && visitor.orders).then(|| {
        view! { <AskOffer path=ask_path("cart", head.id.as_str()) class="quiet wide no-print" /> }
    });
    let owner = if head.owner.is_empty() { t.named.owner_only.to_owned() } else { head.owner.clone() };
    let edits = head.edits();
    let between = if head.standard { ". " } else { ", " };
    view! {
        <Page title=title.clone()>
            <div class="head">
                <div>
                    <h1>{title}</h1>
                    <p class="muted">{count} {between} {about} "."</p>
                </div>
                {ways}
                <a class="quiet no-print" href=save_as>{t.lists.save_as}</a>
                <a class="quiet no-print" href=recurring>{t.recurring.make}</a>
                <a class="quiet" href="/quick-order">{t.quick.title}</a>
            </div>
            {said} {removed} {filled} {undone}
            <div class="split">
                <div class="stack">
                    {(problems > 0)
                        .then(|| {
                            let text = match problems {
                                1 => t.carts.problem_one.to_owned(),
                                n => fill(t.carts.problems_text, &[&n.to_string()]),
                            };
                            view! { <div class="note soon" role="status"><b>{t.carts.problems}</b> " " {text}</div> }
                        })}
                    <table class="data lines">
                        <caption class="vh">{t.carts.caption}</caption>
                        <LineHead price=t.carts.price amount=t.carts.amount />
                        <tbody>
                            {cart
                                .lines
                                .into_iter()
                                .map(|line| {
                                    if edits { view! { <Line line /> }.into_any() } else { view! { <FixedLine line /> }.into_any() }
                                })
                                .collect_view()}
                        </tbody>
                    </table>
                </div>
                <aside class="stack">
                    <section class="chapter">
                        <h2>{t.carts.sums}</h2>
                        <Sums totals=cart.totals />
                    </section>
                    {if !head.orders() {
                        view! { <p class="evidence">{fill(t.named.order_forbidden, &[&owner])}</p> }.into_any()
                    } else if orderable {
                        view! { <a class="act wide" href=checkout>{t.carts.to_checkout}</a> }.into_any()
                    } else {
                        view! { <button class="act wide" disabled>{t.carts.fix_first}</button> }.into_any()
                    }}
                    {offer}
                    <p class="small muted">
                        {latest.map(|day| view! { <b>{fill(t.carts.latest, &[&format::day(day, l)])}</b> <br /> })}
                        {t.carts.live}
                    </p>
                </aside>
            </div>
        </Page>
    }
    .into_any()
}

/// After a list or an order went in: what that was, and the way to take it out again.
#[component]
fn Filled(key: IdempotencyKey, lines: String) -> impl IntoView {
    let t = use_text();
    let shown = expect_context::<Shown>();
    let form = Sending::to("/fn/carts/undo_fill");
    let navigate = use_navigate();
    let text = if lines == "1" { t.lists.filled_one.to_owned() } else { fill(t.lists.filled, &[&lines]) };
    let once = key.clone();
    let submit = move |ev: leptos::web_sys::SubmitEvent| {
        ev.prevent_default();
        let navigate = navigate.clone();
        form.start(undo_fill(once.clone(), String::new()), move |cart| {
            shown.ask_again();
            let undone = format!("{}&undone=1", path_of(&cart));
            navigate(&undone, NavigateOptions { replace: true, ..NavigateOptions::default() });
        });
    };
    view! {
        <Alert form />
        <form class="note good row" method="post" action=form.url on:submit=submit>
            <span role="status">{text}</span>
            <input type="hidden" name="key" value=key.to_string() />
            <button class="plain">{t.lists.take_out}</button>
        </form>
    }
}

/// After removing a line without WebAssembly: the way to put it back.
#[component]
fn Removed(part: PartKey, query: Query) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/carts/put_back");
    let (shown, submit_query, submit_part) = (expect_context::<Shown>(), query.clone(), part.clone());
    let field =
        |name: &'static str| view! { <input type="hidden" name=name value=query.get(name).to_owned() /> };
    let submit = move |ev: leptos::web_sys::SubmitEvent| {
        ev.prevent_default();
        let q = |name: &str| submit_query.get(name).to_owned();
        form.start(
            put_back(shown.id(), submit_part.clone(), q("quantity"), q("reference"), q("note")),
            move |()| {
                shown.ask_again();
            },
        );
    };
    view! {
        <Alert form />
        <form class="note row" method="post" action=form.url on:submit=submit>
            <span>{fill(t.carts.removed, &[query.get("number")])}</span>
            <input type="hidden" name="cart" value=shown.id().to_string() />
            <input type="hidden" name="part" value=part.to_string() />
            {field("quantity")} {field("reference")} {field("note")}
            <button class="plain">{t.carts.undo}</button>
        </form>
    }
}
