//! Webhooks out: which other systems are told what happens, and how it went.

mod change_hook;
mod delete_hook;
mod form;
mod hook_log;
mod hook_page;
mod hooks_page;
mod list_hooks;
mod log;
mod make_hook;
mod pause_hook;
mod resend;
mod rotate_hook;
mod test_hook;

use kontor_domain::hooks::HookState;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::text::use_language;

pub use change_hook::ChangeHook;
pub use delete_hook::DeleteHook;
pub use hook_log::HookLogFn;
pub use hook_page::{DeskHookPage, HookPage};
pub use hooks_page::{DeskHooksPage, HooksPage};
pub use list_hooks::ListHooks;
pub use make_hook::MakeHook;
pub use pause_hook::PauseHook;
pub use resend::Resend;
pub use rotate_hook::RotateHook;
pub use test_hook::TestHook;

/// Where the pages are: customers see their own, the dealer his.
#[must_use]
pub(crate) const fn base(desk: bool) -> &'static str {
    if desk { "/desk/hooks" } else { "/account/hooks" }
}

/// The page of one endpoint, for who sent a form, with a word about what was done.
#[cfg(feature = "ssr")]
fn done(actor: &kontor_domain::accounts::Actor, id: &kontor_domain::HookId, what: &str) -> String {
    format!("{}/{id}?done={what}", base(actor.company().is_none()))
}

/// Where an endpoint stands.
#[component]
fn Pill(state: HookState) -> impl IntoView {
    let tone = match state {
        HookState::On => "good",
        HookState::Paused => "soon",
        HookState::Stopped => "bad",
    };
    view! { <span class=format!("state {tone}")>{state.word(use_language())}</span> }
}

/// What a form says about an endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct HookForm {
    pub url: String,
    pub description: String,
    /// `some` for the ticked `kinds`, anything else for all.
    pub scope: String,
    pub kinds: Vec<String>,
}

#[cfg(feature = "ssr")]
impl HookForm {
    /// What it is told; nothing for everything.
    fn chosen(&self) -> Option<Vec<kontor_domain::hooks::HookKind>> {
        use kontor_domain::hooks::HookKind;
        let ticked = || self.kinds.iter().filter_map(|code| HookKind::parse(code)).collect();
        (self.scope == "some").then(ticked)
    }

    /// For the page that shows it again.
    fn typed<'a>(&'a self, kinds: &'a str) -> [(&'static str, &'a str); 4] {
        [("url", &self.url), ("description", &self.description), ("scope", &self.scope), ("kinds", kinds)]
    }
}
