//! What somebody chooses of what there is to choose. It stands in the address (`?take=3,4`), so that it works without JavaScript and
//! can be passed on.

use std::collections::BTreeSet;

use kontor_domain::pricing::VatTreatment;
use kontor_domain::quotes::{Choice, Offer, Picks, Sums};
use leptos::prelude::*;

use crate::ui::Query;

/// The name in the address.
pub const TAKE: &str = "take";

/// The name of the radios of a position and its alternatives, in the plain form.
#[must_use]
pub fn instead_name(of: u32) -> String {
    format!("{TAKE}.{of}")
}

/// `3,4`.
#[must_use]
pub fn parse(text: &str) -> BTreeSet<u32> {
    text.split(',').filter_map(|id| id.trim().parse().ok()).collect()
}

#[must_use]
pub fn written(picks: &BTreeSet<u32>) -> String {
    picks.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// What the address asks for, from a link or from the plain form.
#[must_use]
pub fn read(query: &Query) -> BTreeSet<u32> {
    let of_form = |name: &str| name.strip_prefix(TAKE).is_some_and(|rest| rest.starts_with('.'));
    query.pairs().filter(|(name, _)| *name == TAKE || of_form(name)).flat_map(|(_, ids)| parse(ids)).collect()
}

/// What of it can be chosen here: an address may be old, or wrong. Of two alternatives to the same position the later one counts.
#[must_use]
pub fn fitting(offer: &Offer, wanted: &BTreeSet<u32>) -> Picks {
    let mut picks = BTreeSet::new();
    for position in offer.choosable().filter(|p| wanted.contains(&p.id)) {
        if let Choice::Alternative { to } = position.choice {
            picks.retain(|id| offer.position(*id).is_none_or(|p| p.choice != Choice::Alternative { to }));
        }
        picks.insert(position.id);
    }
    Picks(picks)
}

/// The same with an optional position taken or left.
fn with(picks: &Picks, id: u32, taken: bool) -> BTreeSet<u32> {
    let mut picks = picks.0.clone();
    if taken {
        picks.insert(id);
    } else {
        picks.remove(&id);
    }
    picks
}

/// The same with `id` in place of the position `of`; without one, as offered.
fn instead(offer: &Offer, picks: &Picks, of: u32, id: Option<u32>) -> BTreeSet<u32> {
    let others: BTreeSet<u32> = offer.alternatives(of).map(|p| p.id).collect();
    picks.0.difference(&others).copied().chain(id).collect()
}

/// The offer on this page, and what is chosen in it.
#[derive(Clone, Copy)]
pub struct Picking {
    pub offer: StoredValue<Offer>,
    /// What the address asks for. Belongs to the page: it outlives its drawings.
    wanted: RwSignal<BTreeSet<u32>>,
    pub picks: Memo<Picks>,
    pub sums: Memo<Option<Sums>>,
    /// Nothing is to choose any more.
    pub settled: bool,
}

impl Picking {
    /// `settled` is what was chosen when the offer was accepted.
    pub fn new(
        offer: Offer,
        treatment: VatTreatment,
        wanted: RwSignal<BTreeSet<u32>>,
        settled: Option<Picks>,
    ) -> Self {
        let offer = StoredValue::new(offer);
        let known = settled.is_some();
        let picks = Memo::new(move |_| match &settled {
            Some(picks) => picks.clone(),
            None => offer.with_value(|offer| wanted.with(|wanted| fitting(offer, wanted))),
        });
        let sums = Memo::new(move |_| {
            offer.with_value(|offer| picks.with(|picks| offer.sums(picks, treatment).ok()))
        });
        Self { offer, wanted, picks, sums, settled: known }
    }

    /// Is there anything to choose?
    pub fn chooses(self) -> bool {
        self.offer.with_value(|offer| offer.choosable().next().is_some())
    }

    /// Is the position taken as things are?
    pub fn takes(self, id: u32) -> bool {
        self.offer.with_value(|offer| {
            self.picks.with(|picks| offer.taken(picks).is_ok_and(|taken| taken.iter().any(|p| p.id == id)))
        })
    }

    /// Takes an optional position, or leaves it.
    pub fn take(self, id: u32, taken: bool) {
        let picks = self.picks.with_untracked(|picks| with(picks, id, taken));
        self.choose(picks);
    }

    /// Takes an alternative in place of a position; without one, the position as offered.
    pub fn take_instead(self, of: u32, id: Option<u32>) {
        let picks =
            self.offer.with_value(|offer| self.picks.with_untracked(|picks| instead(offer, picks, of, id)));
        self.choose(picks);
    }

    /// What is chosen, as forms send it.
    pub fn written(self) -> String {
        self.picks.with(|picks| written(&picks.0))
    }

    /// The net sum of what is chosen, as forms send it.
    pub fn seen_net(self) -> String {
        self.sums.with(|sums| sums.as_ref().map(|s| s.totals.net.amount.to_string())).unwrap_or_default()
    }

    fn choose(self, picks: BTreeSet<u32>) {
        keep(&picks);
        self.wanted.set(picks);
    }
}

/// The address follows, so that it can be passed on and plain forms come back to it. The router need not hear of it: nothing else of the
/// page depends on it.
fn keep(picks: &BTreeSet<u32>) {
    let location = window().location();
    let (Ok(path), Ok(search)) = (location.pathname(), location.search()) else { return };
    let mut query = Query::parse(&search);
    let old: Vec<String> = query.pairs().map(|(name, _)| name.to_owned()).collect();
    for name in old.iter().filter(|name| name.starts_with("take.")) {
        query.set(name, "");
    }
    let address = query.with(TAKE, &written(picks)).on(&path);
    if let Ok(history) = window().history() {
        // The state is the router's.
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(&address));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kontor_domain::quotes::{Item, Position};
    use kontor_domain::{Localized, Money, Quantity};

    fn position(id: u32, choice: Choice) -> Position {
        Position {
            id,
            item: Item::Free { number: String::new() },
            name: Localized::new("Etwas", "Something"),
            quantity: Quantity::ONE,
            net: Money::cents(10_000),
            choice,
            ..Position::default()
        }
    }

    /// 1 with the alternatives 2 and 3, 4 on top, 5 firm.
    fn offer() -> Offer {
        let positions = vec![
            position(1, Choice::Firm),
            position(2, Choice::Alternative { to: 1 }),
            position(3, Choice::Alternative { to: 1 }),
            position(4, Choice::Optional),
            position(5, Choice::Firm),
        ];
        Offer { positions, ..Offer::default() }
    }

    #[test]
    fn the_address_says_what_is_taken_from_a_link_and_from_the_plain_form() {
        let read = |text: &str| written(&read(&Query::parse(text)));
        assert_eq!(read("?take=3,4"), "3,4");
        assert_eq!(read("?take=4&take.1=3&version=2"), "3,4");
        assert_eq!(read("?take.1=&take=viel,,7&taken=9"), "7");
        assert_eq!(read(""), "");
    }

    #[test]
    fn whatever_the_address_asks_for_can_be_taken() {
        let offer = offer();
        for (wanted, fits) in [("3,4", "3,4"), ("2,3", "3"), ("1,5,9,4", "4"), ("", "")] {
            let picks = fitting(&offer, &parse(wanted));
            assert_eq!(written(&picks.0), fits, "{wanted}");
            assert!(offer.taken(&picks).is_ok(), "{wanted}");
        }
    }

    #[test]
    fn an_alternative_takes_the_place_of_the_other_one_and_gives_it_back() {
        let offer = offer();
        let picks = Picks(parse("2,4"));
        assert_eq!(written(&instead(&offer, &picks, 1, Some(3))), "3,4");
        assert_eq!(written(&instead(&offer, &picks, 1, None)), "4");
        assert_eq!(written(&with(&picks, 4, false)), "2");
        assert_eq!(written(&with(&Picks::default(), 4, true)), "4");
    }
}
