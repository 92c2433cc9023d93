//! A small template for the tests of this room.

use super::{Element, FormTemplate};

pub(super) fn element(json: &str) -> Element {
    serde_json::from_str(json).unwrap_or_else(|e| panic!("{json}: {e}"))
}

pub(super) fn template() -> FormTemplate {
    serde_json::from_str(
        r#"{"id":"visit","version":1,"name":{"de":"Besuch","en":"Visit"},"sections":[
        {"code":"work","title":{"de":"Arbeit"},"elements":[
            {"code":"hours","label":{"de":"Betriebsstunden"},"need":"always","kind":"number","unit":"h","decimals":1,"min":"0"},
            {"code":"fuel","label":{"de":"Tank"},"kind":"choice","options":[{"code":"half","label":{"de":"halb"}},{"code":"full","label":{"de":"voll"}}]},
            {"code":"extras","label":{"de":"Zubehör"},"kind":"choice","many":true,"options":[{"code":"hook","label":{"de":"Haken"}}]},
            {"code":"oil","label":{"de":"Ölstand"},"kind":"check"},
            {"code":"oil_amount","label":{"de":"Nachgefüllt"},"show":"oil = 'not_acceptable'","need":"always","kind":"number","unit":"l","decimals":1}
        ]},
        {"code":"costs","title":{"de":"Kosten"},"show":"hours > 10","elements":[
            {"code":"rate","label":{"de":"Satz"},"kind":"number","decimals":2,"check":["rate >= 50",{"de":"Zu wenig."}]},
            {"code":"parts","label":{"de":"Teile"},"kind":"table","columns":[
                {"code":"what","label":{"de":"Was"},"kind":"text"},
                {"code":"count","label":{"de":"Menge"},"kind":"number"},
                {"code":"each","label":{"de":"Einzeln"},"kind":"number","decimals":2},
                {"code":"amount","label":{"de":"Summe"},"kind":"calculated","formula":"count * each","decimals":2}]},
            {"code":"total","label":{"de":"Summe"},"kind":"calculated","formula":"hours * rate + sum(parts.amount)","decimals":2},
            {"code":"why","label":{"de":"Grund"},"need":{"when":"total > 1000"},"kind":"text"},
            {"code":"sign","label":{"de":"Kunde"},"kind":"signature","side":"customer"}
        ]}]}"#,
    )
    .unwrap()
}
