//! Pages instead of the one that was asked for.

use kontor_domain::Error;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};

use super::{Empty, Page, Query};
use crate::text::{use_language, use_text};

/// The page for an error of its main resource. Nobody signed in is sent to the sign-in and comes back afterwards; the
/// server has redirected already, this is for moving around in the browser.
#[component]
pub fn Failed(error: Error) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    if error == Error::NotFound {
        return view! { <NotFound /> }.into_any();
    }
    let location = use_location();
    let here = format!(
        "{}{}",
        location.pathname.get_untracked(),
        match location.search.get_untracked() {
            search if search.is_empty() => String::new(),
            search => format!("?{search}"),
        }
    );
    if error == Error::Unauthenticated {
        let sign_in = Query::default().with("next", &here).on("/sign-in");
        let navigate = use_navigate();
        let target = sign_in.clone();
        Effect::new(move |_| {
            navigate(&target, leptos_router::NavigateOptions { replace: true, ..Default::default() });
        });
        return view! {
            <Page title=t.house.sign_in_first class="page narrow">
                <h1>{t.house.sign_in_first}</h1>
                <p><a class="act" href=sign_in>{t.house.sign_in}</a></p>
            </Page>
        }
        .into_any();
    }
    let title = if error == Error::Forbidden { t.house.forbidden_title } else { t.house.fault_title };
    view! {
        <Page title=title class="page narrow">
            <h1>{title}</h1>
            <div class="note bad" role="alert">{error.text(l)}</div>
            <div class="actions">
                <a class="quiet" href=here rel="external">{t.house.again}</a>
                <a class="quiet" href="/">{t.house.to_home}</a>
            </div>
        </Page>
    }
    .into_any()
}

/// Status 404: unknown addresses, and what belongs to others.
#[component]
pub fn NotFound() -> impl IntoView {
    let t = use_text();
    #[cfg(feature = "ssr")]
    crate::request::set_status(&Error::NotFound);
    view! {
        <Page title=t.house.not_found_title class="page narrow">
            <h1>{t.house.not_found_title}</h1>
            <Empty title="404" text=t.house.not_found>
                <a class="act" href="/search">{t.house.catalogue}</a>
                <a class="quiet" href="/">{t.house.to_home}</a>
            </Empty>
        </Page>
    }
}
