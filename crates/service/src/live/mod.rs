//! Who looks at a case now, and that something happened in it: kept in this process only. Nothing here is the truth; a hint
//! says that it is worth reading again. Why it is as it is: docs/decisions/0033.

mod look;
mod watch;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Channel};
use tokio::sync::broadcast;

pub use look::{follow, look, newest};
pub use watch::Watch;

/// Hints that a slow watcher may be behind; after that it hears once that it missed some.
const BEHIND: usize = 64;
/// Watches of one person: tabs that are in front, on all devices.
pub const MAX_OF_PERSON: usize = 8;

/// Something to hear of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    Happened(Happening),
    /// Somebody came or went.
    Presence,
    /// More happened than could be told.
    Missed,
}

/// An event, as a hint: what it says is read where it is authorised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// The event's ULID.
    pub id: String,
    /// As `Happened::code` names it.
    pub kind: String,
    pub who: String,
    pub channel: Channel,
    /// For the dealer's people only.
    pub desk: bool,
}

/// The cases that are looked at.
#[derive(Default)]
pub struct Live {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    rooms: HashMap<String, Room>,
    seats: u64,
    /// The program is stopping.
    closed: bool,
}

struct Room {
    tell: broadcast::Sender<Hint>,
    seats: Vec<Seat>,
    /// The event that was told last, and the one that the store had last.
    told: String,
    stored: String,
}

struct Seat {
    number: u64,
    /// Person or key.
    who: String,
    name: String,
}

impl Live {
    /// Sits down at a case. Whoever calls has asked `cases::enter`.
    ///
    /// # Errors
    /// [`Error::RateLimited`] for who sits everywhere; [`Error::Unavailable`] while the program stops.
    pub fn watch(self: &Arc<Self>, case: &str, actor: &Actor) -> Result<Watch, Error> {
        let who = actor.person().map(ToString::to_string).unwrap_or_default();
        let mut inner = self.lock();
        if inner.closed {
            return Err(Error::Unavailable);
        }
        let mine = inner.rooms.values().flat_map(|room| &room.seats).filter(|seat| seat.who == who).count();
        if mine >= MAX_OF_PERSON {
            return Err(Error::RateLimited { seconds: 30 });
        }
        inner.seats += 1;
        let number = inner.seats;
        let room = inner.rooms.entry(case.to_owned()).or_insert_with(|| Room {
            tell: broadcast::channel(BEHIND).0,
            seats: Vec::new(),
            told: String::new(),
            stored: String::new(),
        });
        room.seats.push(Seat { number, who: who.clone(), name: actor.name().to_owned() });
        // Who comes hears nothing of it.
        let _ = room.tell.send(Hint::Presence);
        let hints = room.tell.subscribe();
        Ok(Watch::new(Arc::clone(self), case, number, who, hints))
    }

    /// Tells those who look at the case.
    pub fn tell(&self, case: &str, happening: Happening) {
        if let Some(room) = self.lock().rooms.get_mut(case) {
            room.told.clone_from(&happening.id);
            let _ = room.tell.send(Hint::Happened(happening));
        }
    }

    /// Everybody hears that it is over, and nobody comes in any more.
    pub fn close(&self) {
        let mut inner = self.lock();
        inner.closed = true;
        inner.rooms.clear();
    }

    /// How many watch.
    #[must_use]
    pub fn watchers(&self) -> usize {
        self.lock().rooms.values().map(|room| room.seats.len()).sum()
    }

    /// The cases that somebody looks at.
    fn watched(&self) -> Vec<String> {
        self.lock().rooms.keys().cloned().collect()
    }

    /// The store's newest event of a case: told unless it was told already, or was there before anybody looked.
    fn found(&self, case: &str, newest: Happening) {
        let mut inner = self.lock();
        let Some(room) = inner.rooms.get_mut(case) else { return };
        let before = std::mem::replace(&mut room.stored, newest.id.clone());
        if !before.is_empty() && before != newest.id && room.told != newest.id {
            room.told.clone_from(&newest.id);
            let _ = room.tell.send(Hint::Happened(newest));
        }
    }

    /// The names of the others who look at the case.
    fn others(&self, case: &str, who: &str) -> Vec<String> {
        let inner = self.lock();
        let Some(room) = inner.rooms.get(case) else { return Vec::new() };
        let mut names: Vec<String> =
            room.seats.iter().filter(|seat| seat.who != who).map(|seat| seat.name.clone()).collect();
        names.sort();
        names.dedup();
        names
    }

    fn leave(&self, case: &str, number: u64) {
        let mut inner = self.lock();
        let Some(room) = inner.rooms.get_mut(case) else { return };
        room.seats.retain(|seat| seat.number != number);
        if room.seats.is_empty() {
            inner.rooms.remove(case);
        } else {
            let _ = room.tell.send(Hint::Presence);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use kontor_domain::accounts::{Role, Who};
    use kontor_domain::{Language, PersonId};

    use super::*;

    fn person(id: &str) -> Actor {
        let who =
            Who::Dealer { person: PersonId::new(id), name: id.to_uppercase(), roles: vec![Role::Sales] };
        Actor { who, channel: Channel::Desk, language: Language::De }
    }

    fn happening(id: &str) -> Happening {
        Happening {
            id: id.into(),
            kind: "order_placed".into(),
            who: "A".into(),
            channel: Channel::Desk,
            desk: false,
        }
    }

    #[tokio::test]
    async fn who_looks_at_a_case_hears_of_it_and_of_each_other() {
        let live = Arc::new(Live::default());
        let mut a = live.watch("K22-2222", &person("a")).unwrap();
        let b = live.watch("K22-2222", &person("b")).unwrap();
        let other = live.watch("K33-3333", &person("c")).unwrap();
        assert_eq!(a.next().await, Some(Hint::Presence));
        assert_eq!((a.others(), b.others(), other.others()), (vec!["B".into()], vec!["A".into()], vec![]));
        live.tell("K22-2222", happening("1"));
        live.tell("K44-4444", happening("2"));
        assert_eq!(a.next().await, Some(Hint::Happened(happening("1"))));
        drop(b);
        assert_eq!(a.next().await, Some(Hint::Presence));
        assert!(a.others().is_empty());
        live.close();
        assert_eq!(a.next().await, None);
        assert_eq!(live.watch("K22-2222", &person("a")).map(|_| ()), Err(Error::Unavailable));
    }

    #[tokio::test]
    async fn who_is_too_slow_hears_that_something_was_missed() {
        let live = Arc::new(Live::default());
        let mut a = live.watch("K22-2222", &person("a")).unwrap();
        for n in 0..200 {
            live.tell("K22-2222", happening(&n.to_string()));
        }
        assert_eq!(a.next().await, Some(Hint::Missed));
    }

    #[test]
    fn nobody_holds_hundreds_and_what_is_left_is_given_back() {
        let live = Arc::new(Live::default());
        let mine: Vec<_> =
            (0..MAX_OF_PERSON).map(|n| live.watch(&n.to_string(), &person("a")).unwrap()).collect();
        assert!(matches!(live.watch("more", &person("a")), Err(Error::RateLimited { .. })));
        assert!(live.watch("more", &person("b")).is_ok());
        drop(mine);
        assert_eq!(live.watchers(), 0);
        assert!(live.watch("more", &person("a")).is_ok());
    }

    #[tokio::test]
    async fn what_another_process_wrote_is_told_once() {
        let live = Arc::new(Live::default());
        let mut a = live.watch("K22-2222", &person("a")).unwrap();
        live.found("K22-2222", happening("1"));
        live.tell("K22-2222", happening("2"));
        live.found("K22-2222", happening("2"));
        live.found("K22-2222", happening("3"));
        live.found("K22-2222", happening("3"));
        live.close();
        assert_eq!(a.next().await, Some(Hint::Happened(happening("2"))));
        assert_eq!(a.next().await, Some(Hint::Happened(happening("3"))));
        assert_eq!(a.next().await, None);
    }
}
