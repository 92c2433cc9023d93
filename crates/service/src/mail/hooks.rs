//! Mail about webhooks.

use kontor_domain::hooks::{KEPT_DAYS, STOPPED_AFTER_DAYS};
use kontor_domain::{HookId, Language};
use minijinja::context;

use super::Mail;
use super::templates::render;
use crate::Kontor;

/// "We do not send there any more", and why.
#[must_use]
pub fn hook_stopped(
    kontor: &Kontor,
    hook: &HookId,
    of_dealer: bool,
    url: &str,
    why: &str,
    to: &str,
    language: Language,
) -> Mail {
    let base = if of_dealer { "/desk/hooks" } else { "/account/hooks" };
    let values = context! {
        url => url,
        why => why,
        days => STOPPED_AFTER_DAYS,
        kept => KEPT_DAYS,
        link => format!("{}{base}/{hook}", kontor.settings.base_url),
    };
    render(kontor, "hook_stopped", language, to, values)
}
