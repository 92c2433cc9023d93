//! `/returns/:id`: where a return stands, what it comes to, and what is to be done.

use kontor_domain::returns::{ReturnKind, ReturnState, ReturnView};
use kontor_domain::{ReturnId, format};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::goods_return::goods_return;
use super::lines::{CreditNote, ReturnLines, ReturnPill, ReturnSteps};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Copy, Crumbs, Page, Photos, Query, Sending, Side, loaded, use_query};

#[component]
pub fn ReturnPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let id = Memo::new(move |_| ReturnId(params.with(|p| p.get("id").unwrap_or_default())));
    let data = Resource::new_blocking(move || id.get(), goods_return);
    loaded(data, Side::Shop, move || {
        let said = query.get();
        move |found| view! { <Whole found said /> }
    })
}

#[component]
fn Whole(found: ReturnView, said: Query) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let code = found.code.clone();
    let slip = format!("/returns/{}/slip", found.id);
    let order = format!("/orders/{}", found.order);
    let by = fill(t.returns.announced_by, &[&format::moment(found.requested_at, l), &found.requested_by]);
    let open = found.state == ReturnState::Requested;
    let claim = found.lines.iter().any(|line| line.reason.kind() == ReturnKind::Claim);
    let announced = said.get("announced") == "1" && open;
    view! {
        <Page title=fill(t.returns.one, &[&code])>
            <Crumbs above=vec![("/returns".into(), t.returns.title.into())] here=code.clone() />
            {announced
                .then(|| {
                    let next = if claim { t.returns.announced_claim } else { t.returns.announced_text };
                    view! { <div class="note good" role="status"><b>{t.returns.announced}</b> " " {next}</div> }
                })}
            <div class="head">
                <div>
                    <h1>{fill(t.returns.one, &[""])} <span class="code">{code.clone()}</span></h1>
                    <p class="row">
                        <ReturnPill state=found.state />
                        <Copy text=code label=Some(t.returns.copy) />
                        <span class="muted">{by}</span>
                    </p>
                </div>
                <div class="row no-print">
                    <a class="quiet" href=order>{fill(t.orders.order, &[found.case.as_str()])}</a>
                    {open.then(|| view! { <a class="act" href=slip>{t.returns.slip}</a> })}
                </div>
            </div>
            <ReturnSteps view=found.clone() />
            <div class="split">
                <div>
                    <section class="chapter">
                        <h2>{t.orders.positions}</h2>
                        <ReturnLines view=found.clone() />
                    </section>
                    {(open && found.mine).then(|| view! { <Withdraw found=found.clone() /> })}
                </div>
                <aside>
                    <CreditNote view=found.clone() />
                    {(!found.words.is_empty())
                        .then(|| {
                            view! { <section class="chapter"><h2>{t.returns.words}</h2><p>{found.words.clone()}</p></section> }
                        })}
                    <Photos
                        page=format!("/returns/{}", found.id)
                        may_add=found.mine && !found.state.over()
                        photos=found.photos
                        refused=said.get("refused").to_owned()
                    />
                </aside>
            </div>
        </Page>
    }
}

/// Folded away; costs nothing.
#[component]
fn Withdraw(found: ReturnView) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/returns/withdraw_return");
    view! {
        <section class="chapter no-print">
            <Alert form />
            <details>
                <summary class="plain">{t.returns.withdraw}</summary>
                <form class="stack" method="post" action=form.url>
                    <p>{t.returns.withdraw_text}</p>
                    <input type="hidden" name="id" value=found.id.to_string() />
                    <input type="hidden" name="version" value=found.version.to_string() />
                    <div class="actions"><button class="danger">{t.returns.withdraw_do}</button></div>
                </form>
            </details>
        </section>
    }
}
