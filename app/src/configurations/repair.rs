//! Why something cannot be chosen, and what would have to change so that it can.

use kontor_domain::ConfigurationId;
use kontor_domain::configurations::Proposal;
use leptos::prelude::*;
use leptos::web_sys::MouseEvent;

use super::choosing::Choosing;
use super::group::Hidden;
use super::versions_page::signed;
use crate::text::{use_language, use_text};
use crate::ui::{Alert, Sending};
use crate::wire::Refusal;

const PATH: &str = "/fn/configurations/take_repair";
/// What errors are told about.
const ABOUT: &str = "repair";

/// Takes the proposal for an option; without one for what does not go together as it is.
#[server(prefix = "/fn", endpoint = "configurations/take_repair")]
pub async fn take_repair(
    id: ConfigurationId,
    version: u32,
    #[server(default)] group: String,
    #[server(default)] option: String,
    #[server(default)] desk: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let option = Some(option.as_str()).filter(|option| !option.is_empty());
    let taken = kontor_service::configurations::take_repair(&kontor, &actor, &id, version, option).await;
    taken.answer_about(ABOUT)?;
    let page = super::path_of(desk == "1", &id);
    request::go(&format!("{page}?done=saved#g-{group}"));
    Ok(())
}

/// The proposal in words, with its button. The button may stand within another form, where no form can: what it sends without
/// WebAssembly is the [`RepairForm`] of this id.
#[component]
pub fn Way(proposal: Option<Proposal>, label: &'static str, form: String) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let choosing = Choosing::of();
    let Some(proposal) = proposal else {
        return view! { <p>{t.configurations.no_repair}</p> }.into_any();
    };
    let changes = proposal
        .differences
        .iter()
        .map(|difference| {
            let net = difference.net();
            let price = (!net.is_zero()).then(|| format!(" ({})", signed(net, l)));
            view! { <li>{difference.text(l)} {price}</li> }
        })
        .collect_view();
    let picks = proposal.picks;
    let take = move |ev: MouseEvent| {
        ev.prevent_default();
        choosing.choose(picks.clone());
    };
    view! {
        <p>{t.configurations.repair_what}</p>
        <ul class="changes">{changes}</ul>
        <button class="quiet" form=form on:click=take>
            {label}
        </button>
    }
    .into_any()
}

/// What the button of a [`Way`] sends.
#[component]
pub fn RepairForm(
    id: String,
    /// Empty for what does not go together as it is.
    #[prop(optional)]
    group: String,
    #[prop(optional)] option: String,
) -> impl IntoView {
    let choosing = Choosing::of();
    let form = Sending::about(PATH, ABOUT);
    view! {
        <form id=id method="post" action=form.url>
            <Hidden choosing />
            <input type="hidden" name="group" value=group />
            <input type="hidden" name="option" value=option />
        </form>
    }
}

/// Why a proposal was not taken without WebAssembly: somebody changed something meanwhile, mostly.
#[component]
pub fn NotTaken() -> impl IntoView {
    view! { <Alert form=Sending::about(PATH, ABOUT) /> }
}
