//! Companies, people, roles and rights; and the [`Actor`] on whose behalf everything happens.

mod acting;
mod channel;
mod commands;
mod credit;
mod right;
mod role;
pub mod rules;
mod views;

use serde::{Deserialize, Serialize};

use crate::{CompanyId, Error, Language, PersonId, PriceListId, Problem};

pub use acting::{Acting, BeginActing, Caller, Hats, MAX_CALLER};
pub use channel::Channel;
pub use commands::{
    ChangePassword, CompanyFilter, Invite, MakeKey, NewPerson, ReleaseCompany, RequestCompany, SetPassword,
    SignIn, Terms,
};
pub use credit::{Credit, CreditAhead, MAX_REASON, SaveCredit};
pub use right::Right;
pub use role::Role;
pub use views::{
    AccountView, CompanySummary, CompanyView, KeyView, KeysView, LinkPurpose, LinkView, MadeKey, RulesView,
};

/// Who acts, for which company, with which rights, through which channel. Comes first in every operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub who: Who,
    pub channel: Channel,
    pub language: Language,
}

/// The identity behind an [`Actor`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Who {
    /// Not signed in: sees the catalogue at list prices.
    Anonymous,
    /// One of a customer's people.
    Customer { person: PersonId, name: String, company: CompanyId, company_name: String, roles: Vec<Role> },
    /// One of the dealer's people.
    Dealer { person: PersonId, name: String, roles: Vec<Role> },
    /// One of the dealer's people who enters what a customer wants, under their own name. Has a buyer's rights in that company
    /// and none of the desk's meanwhile. `name` tells the customer's people from which house it is.
    Acting { person: PersonId, name: String, acting: Acting },
    /// A program with a key; with a company it acts as that customer, without one as the dealer's own systems.
    Key { id: String, name: String, company: Option<CompanyId>, rights: Vec<Right> },
    /// Kontor itself: jobs and the command line.
    System,
}

impl Actor {
    #[must_use]
    pub const fn anonymous(language: Language) -> Self {
        Self { who: Who::Anonymous, channel: Channel::Portal, language }
    }

    /// Jobs and the command line: every right.
    #[must_use]
    pub const fn system(channel: Channel) -> Self {
        Self { who: Who::System, channel, language: Language::De }
    }

    #[must_use]
    pub fn has(&self, right: Right) -> bool {
        match &self.who {
            Who::Anonymous => false,
            Who::Customer { roles, .. } | Who::Dealer { roles, .. } => {
                roles.iter().any(|r| r.rights().contains(&right))
            }
            Who::Acting { .. } => matches!(right, Right::SeeOwnOrders | Right::Order),
            Who::Key { rights, .. } => rights.contains(&right),
            Who::System => true,
        }
    }

    /// # Errors
    /// [`Error::Unauthenticated`] for nobody, [`Error::Forbidden`] for somebody without the right.
    pub fn require(&self, right: Right) -> Result<(), Error> {
        if self.has(right) {
            Ok(())
        } else if matches!(self.who, Who::Anonymous) {
            Err(Error::Unauthenticated)
        } else {
            Err(Error::Forbidden)
        }
    }

    /// The company this actor belongs to; nothing for the dealer and for nobody.
    #[must_use]
    pub fn company(&self) -> Option<&CompanyId> {
        match &self.who {
            Who::Customer { company, .. } => Some(company),
            Who::Acting { acting, .. } => Some(&acting.company),
            Who::Key { company, .. } => company.as_ref(),
            _ => None,
        }
    }

    /// The company of a customer who has `right`.
    ///
    /// # Errors
    /// As [`Actor::require`]; [`Error::Forbidden`] also for the dealer's people, who have no company.
    pub fn require_company(&self, right: Right) -> Result<&CompanyId, Error> {
        self.require(right)?;
        self.company().ok_or(Error::Forbidden)
    }

    #[must_use]
    pub fn person(&self) -> Option<&PersonId> {
        match &self.who {
            Who::Customer { person, .. } | Who::Dealer { person, .. } | Who::Acting { person, .. } => {
                Some(person)
            }
            _ => None,
        }
    }

    /// On whose wish somebody acts; absent for everybody who acts for themselves.
    #[must_use]
    pub const fn acting(&self) -> Option<&Acting> {
        match &self.who {
            Who::Acting { acting, .. } => Some(acting),
            _ => None,
        }
    }

    /// Whose limits and approvals hold for an order, and who is told about it: the person, or the customer's one on whose wish
    /// somebody acts.
    #[must_use]
    pub fn requester(&self) -> Option<&PersonId> {
        match self.acting() {
            Some(acting) => acting.caller.person.as_ref(),
            None => self.person(),
        }
    }

    /// For what stays with the customer's own people: its money, its lists.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for who acts for a customer.
    pub const fn require_own(&self) -> Result<(), Error> {
        if self.acting().is_some() { Err(Error::Forbidden) } else { Ok(()) }
    }

    /// The name written on events.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.who {
            Who::Anonymous => "",
            Who::Customer { name, .. }
            | Who::Dealer { name, .. }
            | Who::Acting { name, .. }
            | Who::Key { name, .. } => name,
            Who::System => "Kontor",
        }
    }

    #[must_use]
    pub const fn is_dealer(&self) -> bool {
        matches!(self.who, Who::Dealer { .. } | Who::System)
    }
}

/// A postal address. `id` is stable within its company.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Address {
    pub id: String,
    pub name: String,
    /// Second line: site, department, for the attention of.
    #[serde(default)]
    pub extra: String,
    pub street: String,
    pub postcode: String,
    pub city: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// German federal state, ISO 3166-2 without `DE-` (`BY`); decides about holidays. Empty abroad.
    #[serde(default)]
    pub state: String,
}

impl Address {
    /// The lines as printed on a letter.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.name.clone()];
        if !self.extra.is_empty() {
            lines.push(self.extra.clone());
        }
        lines.push(self.street.clone());
        lines.push(format!("{} {}", self.postcode, self.city));
        if self.country != "DE" {
            lines.push(self.country.clone());
        }
        lines
    }
}

/// A customer's company as the desk and the price engine see it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Company {
    pub id: CompanyId,
    pub name: String,
    /// The dealer's own number for the customer.
    pub number: String,
    #[serde(default)]
    pub vat_id: String,
    /// ISO 3166-1 alpha-2 of the company's seat.
    pub country: String,
    pub addresses: Vec<Address>,
    /// The company's own price list; its prices come before everybody else's.
    #[serde(default)]
    pub price_list: Option<PriceListId>,
    /// The price list of its customer group.
    #[serde(default)]
    pub group_list: Option<PriceListId>,
    /// Percent off the list price by discount group.
    #[serde(default)]
    pub discounts: std::collections::BTreeMap<String, rust_decimal::Decimal>,
    /// How it is delivered unless an order says otherwise.
    #[serde(default)]
    pub delivery: crate::delivery::DeliveryTerms,
    pub state: CompanyState,
}

/// Whether a company may sign in and order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompanyState {
    /// Asked for an account; the desk has not answered yet.
    Requested,
    #[default]
    Active,
    Refused,
    Blocked,
}

impl CompanyState {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Active => "active",
            Self::Refused => "refused",
            Self::Blocked => "blocked",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Requested, Self::Active, Self::Refused, Self::Blocked].into_iter().find(|c| c.code() == code)
    }
}

/// A person as colleagues and the desk see one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub email: String,
    pub company: Option<CompanyId>,
    pub roles: Vec<Role>,
    pub language: Language,
    /// Has accepted the invitation.
    pub active: bool,
    /// Was shut out by the desk or the company's administration.
    #[serde(default)]
    pub blocked: bool,
}

impl Person {
    /// Has joined, and one of their roles has the right.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        self.active && self.roles.iter().any(|r| r.rights().contains(&right))
    }
}

/// Checks an e-mail address for form (one `@`, a dot behind it, no blanks) and lower-cases it, since it is the sign-in name.
///
/// # Errors
/// [`Problem::Required`], [`Problem::TooLong`] over 254 characters (RFC 5321, 4.5.3.1.3), [`Problem::NotAnEmail`].
pub fn email(text: &str) -> Result<String, Problem> {
    let email = text.trim().to_lowercase();
    if email.is_empty() {
        return Err(Problem::Required);
    }
    if email.len() > 254 {
        return Err(Problem::TooLong { max: 254 });
    }
    let bad = || Problem::NotAnEmail;
    let (local, domain) = email.split_once('@').ok_or_else(bad)?;
    let domain_ok = domain.contains('.')
        && domain.split('.').all(|label| {
            !label.is_empty()
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
                && !label.starts_with('-')
        });
    let local_ok = !local.is_empty()
        && local.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"@<>(),;:\\\"[]".contains(c));
    if domain_ok && local_ok { Ok(email) } else { Err(bad()) }
}

/// Checks a VAT ID for form (country prefix and length, as in Annex of Council Directive 2006/112/EC art. 215); the
/// German one also for its check digit (ISO 7064 MOD 11,10). Swiss `CHE-123.456.789 MWST` is accepted too.
///
/// # Errors
/// [`Problem::NotAVatId`].
pub fn vat_id(text: &str) -> Result<String, Problem> {
    let id: String =
        text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let rest = id.get(2..).unwrap_or_default();
    let digits = |n: usize| rest.len() == n && rest.bytes().all(|b| b.is_ascii_digit());
    let ok = match id.get(..2).unwrap_or_default() {
        "DE" => digits(9) && german_check_digit(rest),
        "AT" => rest.len() == 9 && rest.starts_with('U') && rest[1..].bytes().all(|b| b.is_ascii_digit()),
        "BE" | "PL" | "SK" => digits(10),
        "BG" => digits(9) || digits(10),
        "HR" | "IT" | "LV" => digits(11),
        "DK" | "FI" | "HU" | "LU" | "MT" | "SI" => digits(8),
        "EE" | "EL" | "PT" => digits(9),
        "CZ" => (8..=10).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_digit()),
        "RO" => (2..=10).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_digit()),
        "LT" => digits(9) || digits(12),
        "SE" => digits(12),
        "CY" | "ES" | "FR" | "IE" | "NL" => (8..=12).contains(&rest.len()),
        "CH" => {
            let number: String = rest.chars().filter(char::is_ascii_digit).collect();
            rest.starts_with('E') && number.len() == 9
        }
        _ => false,
    };
    if ok { Ok(id) } else { Err(Problem::NotAVatId) }
}

fn german_check_digit(digits: &str) -> bool {
    let mut product = 10u32;
    let mut all = digits.bytes().map(|b| u32::from(b - b'0'));
    let Some(check) = all.next_back() else { return false };
    for d in all {
        let sum = (d + product) % 10;
        product = 2 * (if sum == 0 { 10 } else { sum }) % 11;
    }
    (11 - product) % 10 == check
}

/// The shortest password accepted; length is what protects (NIST SP 800-63B, 3.1.1.2).
pub const PASSWORD_MIN: usize = 12;

/// # Errors
/// [`Problem::PasswordTooWeak`], [`Problem::TooLong`] over 200 characters (hashing is dear by design).
pub fn check_password(password: &str) -> Result<(), Problem> {
    let chars = password.chars().count();
    let distinct = password.chars().collect::<std::collections::BTreeSet<_>>().len();
    if chars < PASSWORD_MIN || distinct < 5 {
        Err(Problem::PasswordTooWeak)
    } else if chars > 200 {
        Err(Problem::TooLong { max: 200 })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn email_addresses_are_checked_for_form_and_lowered() {
        assert_eq!(email(" S.Bauer@Tiefbau.example "), Ok("s.bauer@tiefbau.example".into()));
        for bad in ["x", "a@b", "a b@c.de", "a@b..de", "@b.de", "a@@b.de", "a@b.de\r\nBcc: x@y.de"] {
            assert_eq!(email(bad), Err(Problem::NotAnEmail), "{bad}");
        }
    }

    #[test]
    fn a_german_vat_id_needs_its_check_digit() {
        assert_eq!(vat_id("DE 136 695 976"), Ok("DE136695976".into()));
        assert_eq!(vat_id("DE136695977"), Err(Problem::NotAVatId));
        assert_eq!(vat_id("ATU12345678"), Ok("ATU12345678".into()));
        assert_eq!(vat_id("CHE-123.456.789 MWST"), Ok("CHE123456789MWST".into()));
        assert_eq!(vat_id("Ä"), Err(Problem::NotAVatId));
    }

    #[test]
    fn nobody_is_asked_to_sign_in_and_the_unauthorised_are_refused() {
        let nobody = Actor::anonymous(Language::De);
        assert_eq!(nobody.require(Right::Order), Err(Error::Unauthenticated));
        let approver = Actor {
            who: Who::Customer {
                person: PersonId::new("p"),
                name: String::new(),
                company: CompanyId::new("c"),
                company_name: String::new(),
                roles: vec![Role::Approver],
            },
            channel: Channel::Portal,
            language: Language::De,
        };
        assert_eq!(approver.require(Right::Order), Err(Error::Forbidden));
        assert_eq!(approver.require_company(Right::SeeOwnOrders), Ok(&CompanyId::new("c")));
    }

    #[test]
    fn who_acts_for_a_customer_buys_for_it_and_is_not_at_the_desk_meanwhile() {
        let caller = Caller { person: Some(PersonId::new("buyer")), name: "Sabine".into() };
        let acting = Actor {
            who: Who::Acting {
                person: PersonId::new("desk"),
                name: "Jana".into(),
                acting: Acting {
                    mark: String::new(),
                    company: CompanyId::new("c"),
                    company_name: "C".into(),
                    caller,
                    channel: Channel::Telephone,
                },
            },
            channel: Channel::Telephone,
            language: Language::De,
        };
        let may: Vec<Right> = Right::ALL.into_iter().filter(|r| acting.has(*r)).collect();
        assert_eq!(may, [Right::SeeOwnOrders, Right::Order]);
        assert_eq!(acting.require_company(Right::Order), Ok(&CompanyId::new("c")));
        assert_eq!(acting.person(), Some(&PersonId::new("desk")), "what is done is done under the own name");
        assert_eq!(acting.requester(), Some(&PersonId::new("buyer")), "the caller's limits hold");
        assert_eq!(acting.require_own(), Err(Error::Forbidden));
    }

    #[test]
    fn only_the_dealers_people_who_keep_customers_act_for_them() {
        for role in Role::ALL {
            let acts = role.rights().contains(&Right::ActForCustomers);
            assert_eq!(acts, role.rights().contains(&Right::ManageCustomers), "{role:?}");
        }
    }

    #[test]
    fn every_channel_has_its_own_code() {
        for channel in Channel::ALL {
            assert_eq!(Channel::parse(channel.code()), Some(channel));
        }
    }

    #[test]
    fn no_role_of_a_customer_opens_the_desk() {
        for role in Role::ALL {
            assert_eq!(role.rights().contains(&Right::Desk), role.of_dealer(), "{role:?}");
        }
    }

    #[test]
    fn weak_passwords_are_refused() {
        assert_eq!(check_password("aaaaaaaaaaaaaa"), Err(Problem::PasswordTooWeak));
        assert_eq!(check_password("kurz"), Err(Problem::PasswordTooWeak));
        assert_eq!(check_password("bagger fahren 24"), Ok(()));
    }
}
