//! Why something cannot be chosen, and what would have to change so that it can.

use kontor_domain::ConfigurationId;
use kontor_domain::configurations::Proposal;
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::choosing::Choosing;
use super::group::Hidden;
use super::versions_page::signed;
use crate::text::{use_language, use_text};
use crate::ui::Sending;
use crate::wire::Refusal;

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
    taken.answer_about("repair")?;
    let page = super::path_of(desk == "1", &id);
    request::go(&format!("{page}?done=saved#g-{group}"));
    Ok(())
}

/// The proposal in words, with its button.
#[component]
pub fn Way(
    proposal: Option<Proposal>,
    /// Empty for what does not go together as it is.
    #[prop(optional)]
    group: String,
    #[prop(optional)] option: String,
) -> impl IntoView {
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
    let form = Sending::about("/fn/configurations/take_repair", "repair");
    let take = move |ev: SubmitEvent| {
        ev.prevent_default();
        choosing.choose(picks.clone());
    };
    let label = if option.is_empty() { t.configurations.repair_this } else { t.configurations.repair };
    view! {
        <p>{t.configurations.repair_what}</p>
        <ul class="changes">{changes}</ul>
        <form method="post" action=form.url on:submit=take>
            <Hidden choosing />
            <input type="hidden" name="group" value=group />
            <input type="hidden" name="option" value=option />
            <button class="quiet">{label}</button>
        </form>
    }
    .into_any()
}
