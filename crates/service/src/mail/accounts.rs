//! Mails about accounts.

use kontor_domain::Language;
use kontor_domain::accounts::{Address, Company, Person};
use minijinja::context;

use super::Mail;
use super::templates::render;
use crate::Kontor;

/// "Set your password." `inviter` may be empty; `link` is good for 7 days.
#[must_use]
pub fn invitation(kontor: &Kontor, person: &Person, inviter: &str, link: &str) -> Mail {
    let values = context! { name => person.name, inviter => inviter, link => link };
    render(kontor, "invitation", person.language, &person.email, values)
}

/// "Set a new password." `link` is good for 2 hours.
#[must_use]
pub fn password_reset(kontor: &Kontor, person: &Person, link: &str) -> Mail {
    let values = context! { name => person.name, link => link };
    render(kontor, "password_reset", person.language, &person.email, values)
}

/// "We have your request." To an address nobody has proved to own, so nothing of it is quoted that could carry a message
/// of somebody else's.
#[must_use]
pub fn company_received(kontor: &Kontor, company: &Company, person: &Person) -> Mail {
    let values = context! { name => harmless(&person.name), company => harmless(&company.name) };
    render(kontor, "company_received", person.language, &person.email, values)
}

/// "Somebody asked for an account with your address, which has one (or a request waiting) already."
#[must_use]
pub fn company_exists(kontor: &Kontor, person: &Person, may_sign_in: bool) -> Mail {
    let values = context! { name => person.name, may_sign_in => may_sign_in };
    render(kontor, "company_exists", person.language, &person.email, values)
}

/// "You may order now; set your password." `link` is good for 7 days.
#[must_use]
pub fn company_released(kontor: &Kontor, company: &Company, person: &Person, link: &str) -> Mail {
    let values =
        context! { name => person.name, company => company.name, number => company.number, link => link };
    render(kontor, "company_released", person.language, &person.email, values)
}

/// "We cannot give you an account", with the desk's reason.
#[must_use]
pub fn company_refused(kontor: &Kontor, company: &Company, person: &Person, reason: &str) -> Mail {
    let values = context! { name => person.name, company => company.name, reason => reason };
    render(kontor, "company_refused", person.language, &person.email, values)
}

/// To the dealer: a request to check.
#[must_use]
pub fn dealer_new_request(
    kontor: &Kontor,
    company: &Company,
    person: &Person,
    phone: &str,
    message: &str,
) -> Mail {
    let values = context! {
        company => company.name,
        vat_id => company.vat_id,
        address => company.addresses.first().map(Address::lines).unwrap_or_default(),
        name => person.name,
        email => person.email,
        phone => phone,
        message => message,
        link => format!("{}/desk/customers/{}", kontor.settings.base_url, company.id),
    };
    render(kontor, "dealer_new_request", Language::De, &kontor.settings.dealer_email, values)
}

/// A name that could lead somewhere is left out.
fn harmless(name: &str) -> &str {
    let lower = name.to_lowercase();
    if lower.contains("://") || lower.contains("www.") || lower.contains('@') { "" } else { name }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn a_name_with_an_address_in_it_is_not_quoted_to_strangers() {
        assert_eq!(harmless("Gewinn: https://x.example"), "");
        assert_eq!(harmless("Bau & Söhne GmbH / Werkstatt"), "Bau & Söhne GmbH / Werkstatt");
    }
}
