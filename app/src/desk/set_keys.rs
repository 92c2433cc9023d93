//! Single keys on or off; kept on this device like language and theme.

use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "desk/set_keys")]
pub async fn set_keys(keys: String) -> Result<(), Refusal> {
    use crate::request;
    if ["on", "off"].contains(&keys.as_str()) {
        request::remember("keys", &keys);
    }
    request::go_back(&[]);
    Ok(())
}
