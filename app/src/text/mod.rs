//! The words of the pages in both languages. A missing translation does not compile.
//!
//! One file per room; `use_text().room.key`. Texts with `{}` are completed by [`fill`]. Words that belong to a type (states, units, errors)
//! are in `kontor_domain`; numbers, dates and money are written by `kontor_domain::format`.

/// Makes a struct of texts: `texts! { /// Doc. Name { key: "Deutsch", "English"; } }`.
macro_rules! texts {
    ($(#[$doc:meta])* $name:ident { $($key:ident: $de:literal, $en:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name { $(pub $key: &'static str,)* }

        impl $name {
            pub const DE: Self = Self { $($key: $de,)* };
            pub const EN: Self = Self { $($key: $en,)* };

            #[cfg(test)]
            pub(super) const PAIRS: &'static [(&'static str, &'static str, &'static str)] =
                &[$((stringify!($key), $de, $en),)*];
        }
    };
}

mod accounts;
mod acting;
mod carts;
mod cases;
mod catalog;
mod change;
mod configurations;
mod credit;
mod delivery;
mod desk;
mod desk_quotes;
mod documents;
mod forms;
mod hooks;
mod house;
mod keys;
mod lists;
mod machines;
mod model_forms;
mod models;
mod named;
mod orders;
mod payments;
mod pricing;
mod promise;
mod quick;
mod quotes;
mod recurring;
mod returns;
mod rules;
mod seals;
mod signatures;
mod templates;

use kontor_domain::Language;
use leptos::prelude::*;

pub use accounts::Accounts;
pub use acting::Acting;
pub use carts::Carts;
pub use cases::Cases;
pub use catalog::Catalog;
pub use change::Change;
pub use configurations::Configurations;
pub use credit::Credit;
pub use delivery::Delivery;
pub use desk::Desk;
pub use desk_quotes::DeskQuotes;
pub use documents::Documents;
pub use forms::Forms;
pub use hooks::Hooks;
pub use house::House;
pub use keys::Keys;
pub use lists::Lists;
pub use machines::Machines;
pub use model_forms::ModelForms;
pub use models::Models;
pub use named::Named;
pub use orders::Orders;
pub use payments::Payments;
pub use pricing::Pricing;
pub use promise::Promise;
pub use quick::Quick;
pub use quotes::Quotes;
pub use recurring::Recurring;
pub use returns::Returns;
pub use rules::Rules;
pub use seals::Seals;
pub use signatures::Signatures;
pub use templates::Templates;

/// All texts in one language.
#[derive(Debug)]
pub struct Text {
    pub house: House,
    pub catalog: Catalog,
    pub carts: Carts,
    pub cases: Cases,
    pub orders: Orders,
    pub lists: Lists,
    pub machines: Machines,
    pub named: Named,
    pub payments: Payments,
    pub models: Models,
    pub model_forms: ModelForms,
    pub pricing: Pricing,
    pub promise: Promise,
    pub change: Change,
    pub accounts: Accounts,
    pub desk: Desk,
    pub desk_quotes: DeskQuotes,
    pub documents: Documents,
    pub forms: Forms,
    pub rules: Rules,
    pub templates: Templates,
    pub seals: Seals,
    pub quick: Quick,
    pub quotes: Quotes,
    pub recurring: Recurring,
    pub keys: Keys,
    pub returns: Returns,
    pub signatures: Signatures,
    pub acting: Acting,
    pub credit: Credit,
    pub delivery: Delivery,
    pub hooks: Hooks,
    pub configurations: Configurations,
}

static DE: Text = Text {
    house: House::DE,
    catalog: Catalog::DE,
    carts: Carts::DE,
    cases: Cases::DE,
    orders: Orders::DE,
    lists: Lists::DE,
    machines: Machines::DE,
    named: Named::DE,
    payments: Payments::DE,
    models: Models::DE,
    model_forms: ModelForms::DE,
    pricing: Pricing::DE,
    promise: Promise::DE,
    change: Change::DE,
    accounts: Accounts::DE,
    desk: Desk::DE,
    desk_quotes: DeskQuotes::DE,
    documents: Documents::DE,
    forms: Forms::DE,
    rules: Rules::DE,
    templates: Templates::DE,
    seals: Seals::DE,
    quick: Quick::DE,
    quotes: Quotes::DE,
    recurring: Recurring::DE,
    keys: Keys::DE,
    returns: Returns::DE,
    signatures: Signatures::DE,
    acting: Acting::DE,
    credit: Credit::DE,
    delivery: Delivery::DE,
    hooks: Hooks::DE,
    configurations: Configurations::DE,
};

static EN: Text = Text {
    house: House::EN,
    catalog: Catalog::EN,
    carts: Carts::EN,
    cases: Cases::EN,
    orders: Orders::EN,
    lists: Lists::EN,
    machines: Machines::EN,
    named: Named::EN,
    payments: Payments::EN,
    models: Models::EN,
    model_forms: ModelForms::EN,
    pricing: Pricing::EN,
    promise: Promise::EN,
    change: Change::EN,
    accounts: Accounts::EN,
    desk: Desk::EN,
    desk_quotes: DeskQuotes::EN,
    documents: Documents::EN,
    forms: Forms::EN,
    rules: Rules::EN,
    templates: Templates::EN,
    seals: Seals::EN,
    quick: Quick::EN,
    quotes: Quotes::EN,
    recurring: Recurring::EN,
    keys: Keys::EN,
    returns: Returns::EN,
    signatures: Signatures::EN,
    acting: Acting::EN,
    credit: Credit::EN,
    delivery: Delivery::EN,
    hooks: Hooks::EN,
    configurations: Configurations::EN,
};

/// The language of this page: the server decides, the browser reads it from `<html lang>`.
#[must_use]
pub fn use_language() -> Language {
    use_context::<Language>().unwrap_or_else(page_language)
}

/// For the root of the page, which provides it to everything below.
#[must_use]
pub fn page_language() -> Language {
    #[cfg(feature = "ssr")]
    let language = crate::request::language();
    #[cfg(not(feature = "ssr"))]
    let language = document()
        .document_element()
        .and_then(|root| root.get_attribute("lang"))
        .and_then(|tag| Language::from_tag(&tag))
        .unwrap_or_default();
    language
}

/// The texts of this page's language.
#[must_use]
pub fn use_text() -> &'static Text {
    match use_language() {
        Language::De => &DE,
        Language::En => &EN,
    }
}

/// Puts `values` in place of the `{}` of a text, one after the other.
#[must_use]
pub fn fill(text: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    let mut out = String::with_capacity(text.len() + 16);
    for (i, piece) in text.split("{}").enumerate() {
        if i > 0 {
            out.push_str(values.next().unwrap_or(&""));
        }
        out.push_str(piece);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{
        Accounts, Acting, Carts, Cases, Catalog, Change, Configurations, Credit, Delivery, Desk, DeskQuotes,
        Documents, Forms, Hooks, House, Keys, Lists, Machines, ModelForms, Models, Named, Orders, Payments,
        Pricing, Promise, Quick, Quotes, Recurring, Returns, Rules, Seals, Signatures, Templates, fill,
    };

    #[test]
    fn both_languages_have_words_and_the_same_gaps() {
        let rooms = [
            Accounts::PAIRS,
            Acting::PAIRS,
            Carts::PAIRS,
            Cases::PAIRS,
            Catalog::PAIRS,
            Change::PAIRS,
            Configurations::PAIRS,
            Credit::PAIRS,
            Delivery::PAIRS,
            Desk::PAIRS,
            DeskQuotes::PAIRS,
            Documents::PAIRS,
            Forms::PAIRS,
            Hooks::PAIRS,
            ModelForms::PAIRS,
            Models::PAIRS,
            House::PAIRS,
            Lists::PAIRS,
            Machines::PAIRS,
            Named::PAIRS,
            Orders::PAIRS,
            Payments::PAIRS,
            Pricing::PAIRS,
            Promise::PAIRS,
            Keys::PAIRS,
            Quick::PAIRS,
            Quotes::PAIRS,
            Returns::PAIRS,
            Signatures::PAIRS,
            Recurring::PAIRS,
            Rules::PAIRS,
            Templates::PAIRS,
            Seals::PAIRS,
        ];
        for (key, de, en) in rooms.concat() {
            assert!(!de.trim().is_empty() && !en.trim().is_empty(), "{key}");
            assert_eq!(de.matches("{}").count(), en.matches("{}").count(), "{key}");
        }
    }

    #[test]
    fn gaps_are_filled_in_order() {
        assert_eq!(fill("{} von {}", &["3", "12"]), "3 von 12");
        assert_eq!(fill("ohne", &[]), "ohne");
    }
}
