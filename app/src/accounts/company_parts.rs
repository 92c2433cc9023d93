//! Choices that more than one form of companies has.

use kontor_domain::Language;
use leptos::prelude::*;

use crate::text::{use_language, use_text};

/// Where Kontor's dealers deliver to. ISO 3166-1 alpha-2.
const COUNTRIES: [(&str, &str, &str); 12] = [
    ("DE", "Deutschland", "Germany"),
    ("AT", "Österreich", "Austria"),
    ("CH", "Schweiz", "Switzerland"),
    ("LI", "Liechtenstein", "Liechtenstein"),
    ("BE", "Belgien", "Belgium"),
    ("CZ", "Tschechien", "Czechia"),
    ("DK", "Dänemark", "Denmark"),
    ("FR", "Frankreich", "France"),
    ("IT", "Italien", "Italy"),
    ("LU", "Luxemburg", "Luxembourg"),
    ("NL", "Niederlande", "Netherlands"),
    ("PL", "Polen", "Poland"),
];

/// ISO 3166-2 without `DE-`.
const STATES: [(&str, &str); 16] = [
    ("BW", "Baden-Württemberg"),
    ("BY", "Bayern"),
    ("BE", "Berlin"),
    ("BB", "Brandenburg"),
    ("HB", "Bremen"),
    ("HH", "Hamburg"),
    ("HE", "Hessen"),
    ("MV", "Mecklenburg-Vorpommern"),
    ("NI", "Niedersachsen"),
    ("NW", "Nordrhein-Westfalen"),
    ("RP", "Rheinland-Pfalz"),
    ("SL", "Saarland"),
    ("SN", "Sachsen"),
    ("ST", "Sachsen-Anhalt"),
    ("SH", "Schleswig-Holstein"),
    ("TH", "Thüringen"),
];

#[component]
pub fn CountryField(name: &'static str, id: String, chosen: String) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let chosen = if chosen.is_empty() { "DE".to_owned() } else { chosen };
    // Whatever is on record stays choosable.
    let other = (!COUNTRIES.iter().any(|(code, ..)| *code == chosen)).then(|| chosen.clone());
    view! {
        <div class="field">
            <label for=id.clone()>{t.accounts.country}</label>
            <select id=id name=name autocomplete="country">
                {COUNTRIES
                    .into_iter()
                    .map(|(code, de, en)| {
                        let on = chosen == code;
                        view! { <option value=code selected=on>{l.pick(de, en)}</option> }
                    })
                    .collect_view()}
                {other
                    .map(|code| {
                        let word = code.clone();
                        view! { <option value=code selected=true>{word}</option> }
                    })}
            </select>
        </div>
    }
}

#[component]
pub fn StateField(name: &'static str, id: String, chosen: String) -> impl IntoView {
    let t = use_text();
    let hint = format!("{id}-h");
    view! {
        <div class="field">
            <label for=id.clone()>{t.accounts.state}</label>
            <p class="hint" id=hint.clone()>{t.accounts.state_hint}</p>
            <select id=id name=name aria-describedby=hint>
                <option value="" selected=chosen.is_empty()>{t.accounts.state_none}</option>
                {STATES
                    .into_iter()
                    .map(|(code, word)| {
                        let on = chosen == code;
                        view! { <option value=code selected=on>{word}</option> }
                    })
                    .collect_view()}
            </select>
        </div>
    }
}

/// The choice of language as words of their own.
#[must_use]
pub const fn language_name(language: Language) -> &'static str {
    match language {
        Language::De => "Deutsch",
        Language::En => "English",
    }
}
