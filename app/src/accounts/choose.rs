//! What a person chooses on this device: language and theme. Kept in cookies, since they hold before signing in too.

use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "accounts/set_language")]
pub async fn set_language(language: String) -> Result<(), Refusal> {
    use crate::request;
    if let Some(language) = kontor_domain::Language::from_tag(&language) {
        request::remember("lang", language.tag());
    }
    request::go_back(&[]);
    Ok(())
}

#[server(prefix = "/fn", endpoint = "accounts/set_theme")]
pub async fn set_theme(theme: String) -> Result<(), Refusal> {
    use crate::request;
    if ["dark", "light", "auto"].contains(&theme.as_str()) {
        request::remember("theme", &theme);
    }
    request::go_back(&[]);
    Ok(())
}
