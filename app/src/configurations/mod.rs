//! Configurations: the models there are, the list of what was put together, the configurator, and its versions. Everything is a plain
//! form first; once awake, the rules run in the browser too, and a choice answers at once (`docs/decisions/0035-configurations.md`).

mod archive_configuration;
mod begin_configuration;
mod change_configuration;
mod choosing;
mod configuration;
mod configurations;
mod copy_configuration;
mod go_back;
mod group;
mod list_page;
mod model_page;
mod models_page;
mod move_to_newest;
mod newer;
mod offered;
mod page;
mod rename_configuration;
mod repair;
mod steps;
mod summary;
mod versions;
mod versions_page;

use kontor_domain::ConfigurationId;
use kontor_domain::configurations::ConfigurationState;
use leptos::prelude::*;

pub use list_page::{ConfigurationsPage, DeskConfigurationsPage};
pub use model_page::ModelPage;
pub use models_page::ModelsPage;
pub use page::{ConfigurationPage, DeskConfigurationPage};
pub use versions_page::{DeskVersionsPage, VersionsPage};

use crate::text::{fill, use_language, use_text};

/// Where they live: in the shop, or at the desk.
const fn base(desk: bool) -> &'static str {
    if desk { "/desk/configurations" } else { "/configurations" }
}

fn path_of(desk: bool, configuration: &ConfigurationId) -> String {
    format!("{}/{configuration}", base(desk))
}

/// Where one stands, and how much is still to choose.
#[component]
fn Pill(state: ConfigurationState, missing: u32) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let tone = match state {
        ConfigurationState::Draft => "soon",
        ConfigurationState::Complete => "good",
        ConfigurationState::Archived => "",
    };
    let words = match (state, missing) {
        (ConfigurationState::Draft, 1) => t.configurations.missing_one.to_owned(),
        (ConfigurationState::Draft, n) if n > 1 => fill(t.configurations.missing, &[&n.to_string()]),
        _ => state.word(l).to_owned(),
    };
    view! { <span class=format!("state {tone}")>{words}</span> }
}
