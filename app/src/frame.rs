//! What stands around every page of the shop: bar, menu, foot.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

use crate::accounts::{ActingBar, Visitor, use_visitor};
use crate::catalog::SearchBox;
use crate::text::{fill, use_text};
use crate::ui::{NotFound, Toasts, focus, forget_device, pause};

/// The frame of the shop's pages.
#[component]
pub fn ShopFrame() -> impl IntoView {
    view! { <Frame><Outlet /></Frame> }
}

/// The page for addresses that lead nowhere, with status 404.
#[component]
pub fn MissingPage() -> impl IntoView {
    view! { <Frame><NotFound /></Frame> }
}

#[component]
fn Frame(children: Children) -> impl IntoView {
    let t = use_text();
    let visitor = use_visitor();
    focus_after_navigation();
    view! {
        <a class="skip" href="#main">{t.house.skip}</a>
        <header class="bar">
            <a class="logo" href="/">"Kontor"</a>
            <SearchBox />
            <nav class="tools" aria-label=t.house.my_kontor>
                <Transition>
                    {move || Suspend::new(async move { view! { <Tools visitor=visitor.read().await /> } })}
                </Transition>
            </nav>
        </header>
        <ActingBar />
        {children()}
        <Transition>
            {move || Suspend::new(async move { view! { <Foot visitor=visitor.read().await /> } })}
        </Transition>
    }
}

/// Screen readers and keyboards start at the new page's contents, as after loading it. What was said about the page
/// before goes with it.
pub fn focus_after_navigation() {
    let path = use_location().pathname;
    let toasts = Toasts::of();
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            toasts.clear();
            spawn_local(async {
                // The page before stands until the data of the new one is there; two pages of one kind share their element.
                let old = main_element();
                for _ in 0..20 {
                    pause(50).await;
                    if main_element().is_some_and(|new| Some(&new) != old.as_ref()) {
                        break;
                    }
                }
                focus("main");
            });
        }
        now
    });
}

/// Reads the address once before anything is drawn. The server draws the parts of a page on several threads, and a memo of
/// `reactive_graph` (0.2.16) that two of them read for the first time at the same moment panics in one of them.
pub fn read_location() {
    let location = use_location();
    location.pathname.with_untracked(|_| ());
    location.search.with_untracked(|_| ());
}

fn main_element() -> Option<leptos::web_sys::Element> {
    document().get_element_by_id("main")
}

#[component]
fn Tools(visitor: Visitor) -> impl IntoView {
    let t = use_text();
    let path = use_location().pathname;
    let here = move |at: &'static str| move || path.with(|p| p.starts_with(at)).then_some("page");
    // Counted up to a hundred.
    let waiting = if visitor.approvals >= 100 { "99+".to_owned() } else { visitor.approvals.to_string() };
    let cart = (visitor.cart.lines > 0).then(|| visitor.cart.lines.to_string());
    view! {
        {visitor.desk.then(|| view! { <a href="/desk">{t.house.desk}</a> })}
        {(visitor.sees_orders && !visitor.desk)
            .then(|| view! { <a href="/orders" aria-current=here("/orders")>{t.house.orders}</a> })}
        {(visitor.approvals > 0)
            .then(|| {
                view! {
                    // Beside a cart there is no room for it on a phone: there it stands in the menu.
                    <a class:roomy=visitor.orders href="/approvals" aria-current=here("/approvals")>
                        {t.rules.approvals} " " <b class="badge">{waiting}</b>
                    </a>
                }
            })}
        {visitor
            .orders
            .then(|| view! { <a class="roomy" href="/lists" aria-current=here("/lists")>{t.lists.short}</a> })}
        <Menu visitor=visitor.clone() />
        {(!visitor.signed_in)
            .then(|| view! { <a href="/sign-in" aria-current=here("/sign-in")>{t.house.sign_in}</a> })}
        {visitor
            .orders
            .then(|| {
                view! {
                    <a href="/cart" aria-current=here("/cart")>
                        {t.house.cart}
                        " "
                        <b class="badge">{cart}</b>
                    </a>
                }
            })}
    }
}

/// Account, language, theme, sign-out. Plain forms: afterwards the whole page is another one.
#[component]
pub fn Menu(visitor: Visitor) -> impl IntoView {
    let t = use_text();
    let (language, theme) = (t.house.other_language, visitor.theme.clone());
    let themes = [("dark", t.house.dark), ("light", t.house.light), ("auto", t.house.as_device)];
    // Whoever signs out leaves nothing of theirs on the device.
    let leave = move |ev: leptos::web_sys::SubmitEvent| {
        if !forget_device(t.forms.sign_out_unsent) {
            ev.prevent_default();
        }
    };
    view! {
        <details class="menu">
            <summary>{if visitor.signed_in { t.house.account } else { language_name(visitor.english) }}</summary>
            <div>
                {visitor
                    .signed_in
                    .then(|| {
                        view! {
                            <a href="/account">{visitor.name.clone()} <br /> {visitor.company.clone()}</a>
                            {visitor
                                .approves
                                .then(|| {
                                    let waiting = (visitor.approvals > 0).then(|| format!(" ({})", visitor.approvals));
                                    view! { <a href="/approvals">{t.rules.approvals} {waiting}</a> }
                                })}
                            {visitor
                                .orders
                                .then(|| {
                                    view! {
                                        <a href="/carts">{t.named.title}</a>
                                        <a href="/lists">{t.lists.title}</a>
                                        <a href="/recurring">{t.recurring.title}</a>
                                        <a href="/bought">{t.lists.bought}</a>
                                    }
                                })}
                            {(visitor.sees_orders && !visitor.desk)
                                .then(|| {
                                    view! {
                                        <a href="/cases">{t.cases.cases}</a>
                                        <a href="/documents">{t.documents.title}</a>
                                        <a href="/machines">{t.machines.title}</a>
                                        <a href="/forms">{t.forms.title}</a>
                                        <a href="/configurations">{t.configurations.title}</a>
                                        <a href="/offers">{t.quotes.title}</a>
                                        <a href="/returns">{t.returns.title}</a>
                                        <a href="/cores">{t.returns.cores}</a>
                                        <a href="/price-requests">{t.pricing.requests}</a>
                                    }
                                })}
                            {visitor.orders.then(|| view! { <a href="/quick-order">{t.quick.title}</a> })}
                            <hr />
                        }
                    })}
                <form method="post" action="/fn/accounts/set_language">
                    <button name="language" value=if visitor.english { "de" } else { "en" } lang=if visitor.english { "de" } else { "en" }>
                        {language}
                    </button>
                </form>
                <form method="post" action="/fn/accounts/set_theme">
                    {themes
                        .into_iter()
                        .filter(|(name, _)| *name != theme)
                        .map(|(name, word)| view! { <button name="theme" value=name>{word}</button> })
                        .collect_view()}
                </form>
                {visitor
                    .signed_in
                    .then(|| {
                        view! {
                            <hr />
                            <form method="post" action="/fn/accounts/sign_out" on:submit=leave>
                                <button>{t.house.sign_out}</button>
                            </form>
                        }
                    })}
            </div>
        </details>
    }
}

const fn language_name(english: bool) -> &'static str {
    if english { "English" } else { "Deutsch" }
}

#[component]
fn Foot(visitor: Visitor) -> impl IntoView {
    let t = use_text();
    let dealer = visitor.dealer;
    view! {
        <footer class="foot">
            <span>{fill(t.house.foot, &[&dealer.name, dealer.address.last().map_or("", |a| a)])}</span>
            <a href="/verify">{t.seals.foot}</a>
            <a href=dealer.tel()>{fill(t.house.call, &[&dealer.phone])}</a>
            <a href=format!("mailto:{}", dealer.email)>{dealer.email.clone()}</a>
        </footer>
    }
}
