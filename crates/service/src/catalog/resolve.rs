//! Which parts a number may mean: the dealer's number, the company's own, somebody else's.

use std::collections::HashMap;

use kontor_domain::catalog::PartNumber;
use kontor_domain::{CompanyId, Error, PartKey};
use kontor_search::Numbered;

use super::own_rows;
use crate::Kontor;
use crate::fault::Fault as _;

/// What one number may mean. Whether the parts are in the store is known when they are loaded: [`Meaning::decide`].
#[derive(Debug, Clone, Default)]
pub struct Meaning {
    /// The part with this number as it is printed.
    exact: Option<PartKey>,
    /// Parts with this number in another writing, and parts with it as a cross reference.
    numbered: Numbered,
    /// What the company calls so.
    own: Option<PartKey>,
}

/// The way a number led to a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Number,
    Own,
    Cross,
}

impl Meaning {
    /// Every part that it may be, for loading.
    pub fn keys(&self) -> impl Iterator<Item = &PartKey> {
        self.exact.iter().chain(&self.numbered.own).chain(&self.own).chain(&self.numbered.cross)
    }

    /// Does it mean anything at all, as far as index and own numbers know?
    #[must_use]
    pub fn known(&self) -> bool {
        self.own.is_some() || !self.numbered.own.is_empty() || !self.numbered.cross.is_empty()
    }

    /// The parts meant: one, several (then the person must choose), or none.
    ///
    /// The number as printed beats other writings of it (`ISO 7089 1.6` and `ISO 7089 16` are two washers). An own number
    /// that is also another part's number is ambiguous; before cross references it wins, since the company said so.
    #[must_use]
    pub fn decide(&self, there: impl Fn(&PartKey) -> bool) -> Vec<(PartKey, Way)> {
        let own = self.own.as_ref().filter(|key| there(key));
        let mut parts: Vec<(PartKey, Way)> = match self.exact.as_ref().filter(|key| there(key)) {
            Some(exact) => vec![(exact.clone(), Way::Number)],
            None => {
                let written = self.numbered.own.iter().filter(|key| there(key));
                written.map(|key| (key.clone(), Way::Number)).collect()
            }
        };
        if let Some(own) = own
            && parts.iter().all(|(key, _)| key != own)
        {
            parts.push((own.clone(), Way::Own));
        }
        if parts.is_empty() {
            let cross = self.numbered.cross.iter().filter(|key| there(key));
            parts = cross.map(|key| (key.clone(), Way::Cross)).collect();
        }
        parts
    }
}

/// What each of these numbers may mean, for the company if one is given: one look into the index, one round trip.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn resolve(
    kontor: &Kontor,
    company: Option<&CompanyId>,
    numbers: &[&str],
) -> Result<Vec<Meaning>, Error> {
    let numbered = kontor.search.by_numbers(numbers).fault()?;
    let filled: Vec<&str> =
        numbers.iter().copied().filter(|n| n.chars().any(char::is_alphanumeric)).collect();
    let own = match company {
        Some(company) => own_rows::meant(kontor, company, &filled).await?,
        None => HashMap::default(),
    };
    Ok(numbers
        .iter()
        .zip(numbered)
        .map(|(number, numbered)| Meaning {
            exact: PartNumber::parse(number).ok().map(|n| n.key()),
            own: own.get(&PartNumber::normalized(number)).map(|row| PartKey(row.part.clone())),
            numbered,
        })
        .collect())
}
