//! Choosing in the browser: the rules of the domain run here too, so that a choice answers at once; saving follows behind it, one at
//! a time, and what could not be saved stays and is tried again. What the server answers is what counts.

use kontor_domain::configurations::{
    ChangeConfiguration, Choices, Compiled, ConfigurationView, GroupPicks, Proposal, Saved, Standing,
    propose, put, standing,
};
use kontor_domain::{ConfigurationId, Date, Error, calendar};
use leptos::prelude::*;
use leptos::task::spawn_local;
#[cfg(feature = "ssr")]
use {kontor_domain::Problem, kontor_domain::configurations::Pick, std::collections::BTreeMap};

use super::change_configuration::save_configuration;
use super::configuration::configuration;
use crate::text::use_language;
use crate::ui::pause;
use crate::wire::Refusal;

/// So long after a lost connection it is tried again, in milliseconds.
const AGAIN: u32 = 4_000;

/// Where the saving stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Saving {
    #[default]
    Saved,
    Busy,
    /// Nobody answers; it is tried again.
    Unreachable,
}

/// The configuration on this page.
#[derive(Clone, Copy)]
pub struct Choosing {
    pub id: StoredValue<ConfigurationId>,
    pub desk: bool,
    pub editable: bool,
    pub today: Date,
    engine: StoredValue<Compiled>,
    choices: RwSignal<Choices>,
    pub machines: RwSignal<u32>,
    /// Of the configuration, as far as this page knows.
    pub version: RwSignal<u32>,
    /// How everything stands with what is chosen now.
    pub standing: Memo<Standing>,
    pub saving: RwSignal<Saving>,
    /// Who changed something else meanwhile.
    pub merged_with: RwSignal<Option<String>>,
    /// Not yet saved, by group.
    pending: StoredValue<Pending>,
    /// Why the last choice was refused; somebody else has chosen otherwise, mostly.
    pub refusal: RwSignal<Option<Error>>,
    /// What was refused, so that it is not lost.
    refused: StoredValue<Pending>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Pending {
    picks: Vec<GroupPicks>,
    machines: Option<u32>,
}

impl Pending {
    fn is_empty(&self) -> bool {
        self.picks.is_empty() && self.machines.is_none()
    }

    /// The latest choice in a group counts.
    fn add(&mut self, later: Self) {
        for picks in later.picks {
            self.picks.retain(|p| p.group != picks.group);
            self.picks.push(picks);
        }
        self.machines = later.machines.or(self.machines);
    }

    /// What was sent and not answered, under what was chosen since.
    fn put_back(&mut self, sent: Self) {
        let later = std::mem::replace(self, sent);
        self.add(later);
    }
}

impl Choosing {
    /// Of what the server sent; provided to everything on the page. Nothing for a model with faults, which the server does not send.
    pub fn provide(view: &ConfigurationView, desk: bool) -> Option<Self> {
        let l = use_language();
        let engine = StoredValue::new(Compiled::new(view.model.clone()).ok()?);
        let choices = RwSignal::new(view.choices.clone());
        let machines = RwSignal::new(view.kept.machines);
        let standing = Memo::new(move |_| {
            engine.with_value(|engine| choices.with(|choices| standing(engine, choices, machines.get(), l)))
        });
        let choosing = Self {
            id: StoredValue::new(view.head.id.clone()),
            desk,
            editable: view.editable,
            today: view.today,
            engine,
            choices,
            machines,
            version: RwSignal::new(view.head.version),
            standing,
            saving: RwSignal::new(Saving::Saved),
            merged_with: RwSignal::new(None),
            pending: StoredValue::new(Pending::default()),
            refusal: RwSignal::new(None),
            refused: StoredValue::new(Pending::default()),
        };
        provide_context(choosing);
        Some(choosing)
    }

    /// # Panics
    /// Outside of the page, which provides it.
    pub fn of() -> Self {
        expect_context()
    }

    /// What would have to change so that this option can be chosen; without one, so that everything goes together.
    pub fn proposal(self, option: Option<&str>) -> Option<Proposal> {
        self.engine.with_value(|engine| self.choices.with(|choices| propose(engine, choices, option)))
    }

    /// When it would be delivered if it were ordered today, as things are.
    pub fn date(self) -> Date {
        calendar::add_working_days(self.today, self.standing.with(|s| s.kept.lead_days).into(), "")
    }

    /// Chooses: at once on this page, and then at the server.
    pub fn choose(self, picks: Vec<GroupPicks>) {
        self.choices.update(|choices| {
            self.engine.with_value(|engine| *choices = put(engine.model(), choices.clone(), &picks));
        });
        self.save(Pending { picks, machines: None });
    }

    pub fn set_machines(self, machines: u32) {
        self.machines.set(machines);
        self.save(Pending { picks: Vec::new(), machines: Some(machines) });
    }

    fn save(self, new: Pending) {
        self.pending.update_value(|pending| pending.add(new));
        self.send();
    }

    /// Sends what is not saved; again, when the person does not want to wait.
    pub fn send(self) {
        if self.saving.get_untracked() == Saving::Busy {
            return;
        }
        self.saving.set(Saving::Busy);
        spawn_local(async move {
            loop {
                let Some(sent) = self.pending.try_update_value(std::mem::take) else { return };
                if sent.is_empty() {
                    self.saving.try_set(Saving::Saved);
                    return;
                }
                let Some(version) = self.version.try_get_untracked() else { return };
                let command = ChangeConfiguration {
                    id: self.id.get_value(),
                    version,
                    picks: sent.picks.clone(),
                    machines: sent.machines,
                };
                match save_configuration(command).await {
                    Ok(saved) => self.saved(saved),
                    Err(Refusal(Error::Unavailable | Error::RateLimited { .. })) => {
                        self.pending.try_update_value(|pending| pending.put_back(sent));
                        self.saving.try_set(Saving::Unreachable);
                        self.try_later();
                        return;
                    }
                    Err(Refusal(error)) => {
                        self.refused.try_update_value(|refused| refused.add(sent));
                        self.look_again(error).await;
                    }
                }
            }
        });
    }

    fn try_later(self) {
        spawn_local(async move {
            pause(AGAIN).await;
            if self.saving.try_get_untracked() == Some(Saving::Unreachable) {
                self.send();
            }
        });
    }

    /// The server's answer is how it is; what was chosen since stays on top.
    fn saved(self, saved: Saved) {
        self.version.try_set(saved.version);
        if let Some(who) = saved.merged_with {
            self.merged_with.try_set(Some(who));
        }
        self.show(saved.choices, saved.kept.machines);
    }

    fn show(self, choices: Choices, machines: u32) {
        let (Some(pending), Some(now)) =
            (self.pending.try_with_value(Clone::clone), self.choices.try_get_untracked())
        else {
            return;
        };
        let choices = self.engine.with_value(|engine| put(engine.model(), choices, &pending.picks));
        if choices != now {
            self.choices.try_set(choices);
        }
        let machines = pending.machines.unwrap_or(machines);
        if self.machines.try_get_untracked() != Some(machines) {
            self.machines.try_set(machines);
        }
    }

    /// Shows what is there now, with why the last choice is not.
    async fn look_again(self, error: Error) {
        if let Ok(shown) = configuration(self.id.get_value()).await {
            let view = shown.view;
            self.version.try_set(view.head.version);
            self.show(view.choices, view.kept.machines);
        }
        self.refusal.try_set(Some(error));
    }

    /// After a change that others made: what is there now, unless something of this page is on its way.
    pub fn refresh(self, view: &ConfigurationView) {
        if self.pending.with_value(Pending::is_empty) && self.saving.get_untracked() == Saving::Saved {
            if view.head.version > self.version.get_untracked() {
                self.merged_with.set(Some(view.head.changed_by.clone()));
            }
            self.version.set(view.head.version);
            self.show(view.choices.clone(), view.kept.machines);
        }
    }

    /// The refused choice once more, now that its author knows what it replaces.
    pub fn insist(self) {
        let refused = self.refused.try_update_value(std::mem::take).unwrap_or_default();
        self.refusal.set(None);
        self.choices.update(|choices| {
            self.engine.with_value(|engine| *choices = put(engine.model(), choices.clone(), &refused.picks));
        });
        if let Some(machines) = refused.machines {
            self.machines.set(machines);
        }
        self.save(refused);
    }

    /// What is there stays.
    pub fn give_in(self) {
        self.refused.set_value(Pending::default());
        self.refusal.set(None);
    }
}

/// What stands in the fields of a plain form: options that are ticked, and amounts by option.
///
/// # Errors
/// [`Problem::NotANumber`].
#[cfg(feature = "ssr")]
pub fn read(options: &[String], amounts: &BTreeMap<String, String>) -> Result<Vec<Pick>, Problem> {
    let ticked = options.iter().filter(|code| !code.is_empty());
    let mut picks: Vec<Pick> = ticked.map(|code| Pick { option: code.clone(), amount: 1 }).collect();
    for (code, text) in amounts {
        let amount = match text.trim() {
            "" => 0,
            text => text.parse().map_err(|_| Problem::NotANumber)?,
        };
        if amount > 0 {
            picks.push(Pick { option: code.clone(), amount });
        }
    }
    Ok(picks)
}

/// Picks as they are kept while somebody is asked whether they insist: `led=4`, one on a line.
#[cfg(feature = "ssr")]
#[must_use]
pub fn kept(picks: &[Pick]) -> String {
    picks.iter().map(|p| format!("{}={}", p.option, p.amount)).collect::<Vec<_>>().join("\n")
}

/// What [`kept`] wrote.
///
/// # Errors
/// [`Problem::NotANumber`].
#[cfg(feature = "ssr")]
pub fn again(kept: &str) -> Result<Vec<Pick>, Problem> {
    let pick = |line: &str| {
        let (option, amount) = line.split_once('=')?;
        Some(Pick { option: option.to_owned(), amount: amount.trim().parse().ok()? })
    };
    kept.lines().map(|line| pick(line).ok_or(Problem::NotANumber)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picks(group: &str, option: &str) -> GroupPicks {
        let pick = kontor_domain::configurations::Pick { option: option.into(), amount: 1 };
        GroupPicks { group: group.into(), picks: vec![pick] }
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn a_plain_form_is_read_and_kept() {
        let options = ["cab".to_owned(), String::new()];
        let amounts = [("led".to_owned(), " 4".to_owned()), ("fork".to_owned(), String::new())].into();
        let picks = read(&options, &amounts).unwrap();
        assert_eq!(kept(&picks), "cab=1\nled=4");
        assert_eq!(again(&kept(&picks)), Ok(picks));
        let wrong = [("led".to_owned(), "viele".to_owned())].into();
        assert_eq!(read(&[], &wrong), Err(Problem::NotANumber));
        assert_eq!(again("led"), Err(Problem::NotANumber));
    }

    #[test]
    fn what_was_chosen_later_counts_also_when_the_earlier_comes_back_unsaved() {
        let mut pending = Pending::default();
        pending.add(Pending { picks: vec![picks("a", "1"), picks("b", "1")], machines: Some(2) });
        let sent = std::mem::take(&mut pending);
        pending.add(Pending { picks: vec![picks("a", "2")], machines: None });
        pending.put_back(sent);
        assert_eq!(pending.machines, Some(2));
        assert!(pending.picks.contains(&picks("a", "2")) && pending.picks.contains(&picks("b", "1")));
        assert_eq!(pending.picks.len(), 2);
    }
}
