//! Filling in, in the browser: the rules of the domain run here too, so that conditions, sums and problems answer at once. What is typed is
//! kept on this device at once and goes to the server after a short pause; where it meets what others filled in, the server decides
//! element by element, and what it sets aside is shown.

use std::collections::{BTreeMap, BTreeSet};

use kontor_domain::forms::{
    Answer, Answers, Aside, Element, ElementStanding, FormState, FormTemplate, FormView, SaveAnswers,
    SavedAnswers, Standing, standing,
};
use kontor_domain::photos::Photo;
use kontor_domain::{CompanyId, Date, Error, FieldError, FormId, Language};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{StorageEvent, VisibilityState};

use super::form::form;
use super::kept::{self, Kept, Waiting};
use super::photo;
use super::save_answers::save_answers;
use crate::text::use_language;
use crate::ui::pause;
use crate::wire::Refusal;

/// So long after the last change it is sent, in milliseconds: one sending for a word, not one for a letter.
const REST: u32 = 800;
/// First pause before an unanswered sending is tried again; doubled each time.
const AGAIN: u32 = 3_000;
const DOUBLINGS: u32 = 4;

/// Where the saving stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Saving {
    #[default]
    Saved,
    Busy,
    /// Nobody answers: it is on this device, and tried again.
    Offline,
    /// The session is over; it is on this device.
    SignedOut,
    /// The server does not want it; it is on this device.
    Refused,
}

/// The form on this page.
#[derive(Clone, Copy)]
pub(super) struct Filling {
    /// Nothing for a preview, which keeps and sends nothing.
    id: StoredValue<Option<FormId>>,
    /// For the desk: whose machines are offered.
    company: StoredValue<Option<CompanyId>>,
    pub language: Language,
    pub template: StoredValue<FormTemplate>,
    pub today: Date,
    pub answers: RwSignal<Answers>,
    /// What was typed and cannot be read, by the part of the element it stands in: `hours`, `parts[2].amount`.
    pub raw: RwSignal<BTreeMap<String, String>>,
    /// How everything stands with what is filled in now.
    pub standing: Memo<Standing>,
    pub asides: RwSignal<Vec<Aside>>,
    pub saving: RwSignal<Saving>,
    /// When it was saved last, on this device's clock; empty before.
    pub saved_at: RwSignal<String>,
    pub refusal: RwSignal<Option<Error>>,
    /// Nothing is kept on this device, since the browser does not let us.
    pub unkept: RwSignal<bool>,
    /// Elements that somebody was at: what is wrong there is said.
    touched: RwSignal<BTreeSet<String>>,
    /// All that is missing is said.
    pub asked: RwSignal<bool>,
    /// Counts up when answers came from elsewhere: fields read them anew.
    pub fresh: RwSignal<u32>,
    /// There is a script.
    pub awake: RwSignal<bool>,
    /// Code of the section that is shown, once awake; empty for the first, `LAST` for the end.
    pub step: RwSignal<String>,
    pub photos: RwSignal<Vec<Waiting>>,
    /// Of the form, as far as this page knows: what is sent is based on it.
    pub version: RwSignal<i64>,
    pending: StoredValue<Pending>,
    /// Sent and not answered: the device keeps it until it is.
    on_its_way: StoredValue<Pending>,
    /// What the server does not want: it stays on this page and on this device until somebody changes it.
    unwanted: StoredValue<BTreeMap<String, Option<Answer>>>,
    /// Codes and keys of photos that this tab has written to the device.
    written: StoredValue<BTreeSet<String>>,
    /// Counts changes, to know the last one.
    turn: StoredValue<u32>,
    tries: StoredValue<u32>,
    sending_photos: StoredValue<bool>,
    /// Loads the page's data anew.
    again: Callback<()>,
}

/// The step behind all sections.
pub(super) const LAST: &str = "-";

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Pending {
    changes: BTreeMap<String, Option<Answer>>,
    settled: Vec<String>,
}

impl Pending {
    fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.settled.is_empty()
    }

    /// What was sent and not answered, under what was changed since.
    fn put_back(&mut self, sent: Self) {
        let later = std::mem::replace(self, sent);
        self.changes.extend(later.changes);
        self.settled.extend(later.settled);
    }
}

impl Filling {
    /// Of what the server sent; provided to everything on the page. `typed` is what could not be read when it was sent without a script.
    pub fn provide(view: &FormView, typed: BTreeMap<String, String>, again: Callback<()>) -> Self {
        let filling = Self::new(
            Some(view.head.id.clone()),
            view.template.clone(),
            view.answers.clone(),
            view.today,
            again,
        );
        for part in typed.keys() {
            filling.touch(code_of(part));
        }
        filling.raw.set(typed);
        filling.asides.set(view.asides.clone());
        filling.version.set(view.head.version);
        filling.company.set_value(view.desk.then(|| view.head.company.clone()));
        provide_context(filling);
        if view.may_fill {
            filling.wake();
        }
        filling
    }

    /// A template as people will see it. Nothing that is filled in leaves the page.
    pub fn preview(template: FormTemplate, today: Date) -> Self {
        let filling = Self::new(None, template, Answers::new(), today, Callback::new(|()| ()));
        provide_context(filling);
        Effect::new(move |_| filling.awake.set(true));
        filling
    }

    fn new(
        id: Option<FormId>,
        template: FormTemplate,
        answers: Answers,
        today: Date,
        again: Callback<()>,
    ) -> Self {
        let (template, answers) = (StoredValue::new(template), RwSignal::new(answers));
        let standing = Memo::new(move |_| {
            template.with_value(|template| answers.with(|a| standing(template, a, today)))
        });
        Self {
            id: StoredValue::new(id),
            company: StoredValue::new(None),
            language: use_language(),
            template,
            today,
            answers,
            raw: RwSignal::new(BTreeMap::new()),
            standing,
            asides: RwSignal::new(Vec::new()),
            saving: RwSignal::new(Saving::Saved),
            saved_at: RwSignal::new(String::new()),
            refusal: RwSignal::new(None),
            unkept: RwSignal::new(false),
            touched: RwSignal::new(BTreeSet::new()),
            asked: RwSignal::new(false),
            fresh: RwSignal::new(0),
            awake: RwSignal::new(false),
            step: RwSignal::new(String::new()),
            photos: RwSignal::new(Vec::new()),
            version: RwSignal::new(0),
            pending: StoredValue::new(Pending::default()),
            on_its_way: StoredValue::new(Pending::default()),
            unwanted: StoredValue::new(BTreeMap::new()),
            written: StoredValue::new(BTreeSet::new()),
            turn: StoredValue::new(0),
            tries: StoredValue::new(0),
            sending_photos: StoredValue::new(false),
            again,
        }
    }

    /// # Panics
    /// Outside of the page, which provides it.
    pub fn of() -> Self {
        expect_context()
    }

    pub fn id(self) -> Option<FormId> {
        self.id.get_value()
    }

    pub fn company(self) -> Option<CompanyId> {
        self.company.get_value()
    }

    /// How this element stands; nothing while it is not shown.
    pub fn element(self, code: &str) -> Option<ElementStanding> {
        self.standing.with(|standing| {
            let mut elements = standing.sections.iter().flat_map(|section| &section.elements);
            elements.find(|element| element.code == code).cloned()
        })
    }

    pub fn definition(self, code: &str) -> Option<Element> {
        self.template.with_value(|template| {
            template.sections.iter().flat_map(|s| &s.elements).find(|e| e.code == code).cloned()
        })
    }

    /// Somebody was here.
    pub fn touch(self, code: &str) {
        if !self.touched.with_untracked(|touched| touched.contains(code)) {
            self.touched.update(|touched| {
                touched.insert(code.to_owned());
            });
        }
    }

    /// What is wrong there is said by now.
    pub fn tells(self, code: &str) -> bool {
        self.asked.get() || self.touched.with(|touched| touched.contains(code))
    }

    /// Fills in: at once on this page and on this device, and then at the server.
    pub fn change(self, code: &str, answer: Option<Answer>) {
        if self.answers.with_untracked(|answers| answers.get(code) == answer.as_ref()) {
            return;
        }
        self.answers.update(|answers| put(answers, code, answer.clone()));
        if self.refusal.with_untracked(Option::is_some) {
            self.refusal.set(None);
        }
        self.unwanted.update_value(|unwanted| {
            unwanted.remove(code);
        });
        self.pending.update_value(|pending| {
            pending.changes.insert(code.to_owned(), answer);
        });
        self.keep();
        self.soon();
    }

    /// What is typed and cannot be read; empty when it can.
    pub fn cannot_read(self, part: &str, text: &str) {
        let known = self.raw.with_untracked(|raw| raw.get(part).map_or("", |known| known.as_str()) == text);
        if known {
            return;
        }
        self.raw.update(|raw| match text {
            "" => {
                raw.remove(part);
            }
            text => {
                raw.insert(part.to_owned(), text.to_owned());
            }
        });
        self.keep();
    }

    /// A table has other rows now: what could not be read in the old ones goes with them.
    pub fn forget_raw(self, code: &str) {
        let rows = format!("{code}[");
        if self.raw.with_untracked(|raw| raw.keys().any(|part| part.starts_with(&rows))) {
            self.raw.update(|raw| raw.retain(|part, _| !part.starts_with(&rows)));
        }
    }

    /// Takes what was set aside in the place of what stands there.
    pub fn take(self, aside: &Aside) {
        self.pending.update_value(|pending| pending.settled.push(aside.code.clone()));
        self.change(&aside.code, aside.answer.clone());
        self.fresh.update(|n| *n += 1);
        self.settled(&aside.code);
    }

    /// Leaves it as it stands.
    pub fn leave(self, code: &str) {
        self.pending.update_value(|pending| pending.settled.push(code.to_owned()));
        self.settled(code);
    }

    fn settled(self, code: &str) {
        self.asides.update(|asides| asides.retain(|aside| aside.code != code));
        self.keep();
        self.soon();
    }

    /// Everything is with the server, and can be read.
    pub fn rests(self) -> bool {
        self.saving.get() == Saving::Saved
            && self.raw.with(BTreeMap::is_empty)
            && self.photos.with(Vec::is_empty)
    }

    /// On this device. What another tab keeps of the same form stays: each takes away only what it wrote itself.
    fn keep(self) {
        let Some(Some(id)) = self.id.try_get_value() else { return };
        let Some(mut pending) = self.pending.try_get_value() else { return };
        pending.put_back(self.on_its_way.try_get_value().unwrap_or_default());
        let mut changes = self.unwanted.try_get_value().unwrap_or_default();
        changes.extend(pending.changes);
        let (photos, version) = (self.photos.get_untracked(), self.version.get_untracked());
        let mut kept = kept::read(&id).unwrap_or_default();
        self.written.update_value(|written| {
            kept.changes.retain(|code, _| !written.contains(code));
            kept.photos.retain(|waiting| !written.contains(&waiting.key));
            *written = changes.keys().cloned().collect();
            written.extend(photos.iter().map(|waiting| waiting.key.clone()));
        });
        kept.base = if kept.changes.is_empty() { version } else { kept.base.min(version) };
        kept.changes.extend(changes);
        kept.photos.retain(|waiting| photos.iter().all(|mine| mine.key != waiting.key));
        kept.photos.extend(photos);
        (kept.settled, kept.raw) = (pending.settled, self.raw.get_untracked());
        self.unkept.try_set(!kept::write(&id, &kept));
    }

    fn soon(self) {
        if self.id.with_value(Option::is_none) {
            return;
        }
        if self.saving.get_untracked() == Saving::Saved {
            self.saving.set(Saving::Busy);
        }
        self.turn.update_value(|turn| *turn += 1);
        let mine = self.turn.get_value();
        spawn_local(async move {
            pause(REST).await;
            if self.turn.try_get_value() == Some(mine) {
                self.send();
            }
        });
    }

    /// Sends what is not saved; again, when the person does not want to wait.
    pub fn send(self) {
        let Some(Some(id)) = self.id.try_get_value() else { return };
        // One at a time: a second one would be based on what the first one changes.
        if self.tries.get_value() == SENDING {
            return;
        }
        let tries = self.tries.get_value();
        self.tries.set_value(SENDING);
        spawn_local(async move {
            loop {
                let Some(sent) = self.pending.try_update_value(std::mem::take) else { return };
                if sent.is_empty() {
                    self.tries.try_set_value(0);
                    let all = self.unwanted.try_with_value(BTreeMap::is_empty) != Some(false);
                    self.saving.try_set(if all { Saving::Saved } else { Saving::Refused });
                    self.saved_at.try_set(photo::time_of_day());
                    self.keep();
                    self.send_photos();
                    return;
                }
                self.saving.try_set(Saving::Busy);
                self.on_its_way.try_set_value(sent.clone());
                let Some(base) = self.version.try_get_untracked() else { return };
                let command = SaveAnswers {
                    form: id.clone(),
                    base,
                    changes: sent.changes.clone(),
                    settled: sent.settled.clone(),
                };
                let answered = save_answers(command).await;
                self.on_its_way.try_set_value(Pending::default());
                match answered {
                    // The person has gone on to another page.
                    Ok(saved) if self.id.try_get_value().is_none() => {
                        return is_there(&id, &sent, saved.version);
                    }
                    Ok(saved) => self.took(saved),
                    Err(Refusal(error)) => {
                        if !self.refused(sent, error, tries) {
                            return;
                        }
                    }
                }
            }
        });
    }

    /// Goes on with what is left, or stops.
    fn refused(self, mut sent: Pending, error: Error, tries: u32) -> bool {
        let put_back = |sent| self.pending.try_update_value(|pending| pending.put_back(sent));
        let state = match &error {
            Error::Unavailable | Error::RateLimited { .. } | Error::Internal { .. } => Saving::Offline,
            Error::Unauthenticated => Saving::SignedOut,
            // What is wrong with one answer is no reason to lose the others.
            Error::Invalid { fields }
                if refused_codes(fields).any(|code| sent.changes.contains_key(code)) =>
            {
                for code in refused_codes(fields) {
                    if let Some(answer) = sent.changes.remove(code) {
                        self.unwanted.try_update_value(|unwanted| unwanted.insert(code.to_owned(), answer));
                    }
                }
                put_back(sent);
                self.refusal.try_set(Some(error));
                return true;
            }
            _ => {
                self.refusal.try_set(Some(error));
                Saving::Refused
            }
        };
        put_back(sent);
        self.tries.try_set_value(tries.saturating_add(1).min(DOUBLINGS));
        self.saving.try_set(state);
        self.keep();
        if state == Saving::Offline {
            spawn_local(async move {
                pause(AGAIN << tries.min(DOUBLINGS)).await;
                if self.saving.try_get_untracked() == Some(Saving::Offline) {
                    self.send();
                }
            });
        }
        false
    }

    fn took(self, saved: SavedAnswers) {
        self.version.try_set(saved.version);
        self.show(saved.answers, saved.asides);
        self.keep();
    }

    /// What the server has, below what is not saved yet.
    fn show(self, mut answers: Answers, mut asides: Vec<Aside>) {
        let pending = self.pending.try_get_value().unwrap_or_default();
        let unwanted = self.unwanted.try_get_value().unwrap_or_default();
        for (code, answer) in unwanted.into_iter().chain(pending.changes) {
            put(&mut answers, &code, answer);
        }
        asides.retain(|aside| !pending.settled.contains(&aside.code));
        if self.answers.try_with_untracked(|now| *now != answers) == Some(true) {
            self.answers.set(answers);
            self.fresh.update(|n| *n += 1);
        }
        if self.asides.try_with_untracked(|now| *now != asides) == Some(true) {
            self.asides.set(asides);
        }
    }

    /// Asks what others filled in meanwhile.
    fn look_again(self) {
        let Some(Some(id)) = self.id.try_get_value() else { return };
        if self.saving.try_get_untracked() != Some(Saving::Saved) {
            return;
        }
        spawn_local(async move {
            let Ok(shown) = form(id).await else { return };
            if self.saving.try_get_untracked() != Some(Saving::Saved) {
                return;
            }
            let view = shown.view;
            if view.head.state != FormState::Draft || !view.may_fill {
                self.again.run(());
            } else if self.version.try_get_untracked().is_some_and(|base| base < view.head.version) {
                self.version.set(view.head.version);
                self.show(view.answers, view.asides);
            }
        });
    }

    /// Photos are sent one after the other, each with its answer behind it.
    pub fn send_photos(self) {
        let Some(Some(id)) = self.id.try_get_value() else { return };
        if self.sending_photos.try_get_value() != Some(false) {
            return;
        }
        self.sending_photos.set_value(true);
        spawn_local(async move {
            while let Some(Some(next)) = self.photos.try_with_untracked(|photos| photos.first().cloned()) {
                let sent = photo::send_waiting(&id, &next.key).await;
                // The page may be gone by now: the photo is sent again when the form is opened, and is the same one.
                if self.id.try_get_value().is_none() {
                    return;
                }
                match sent {
                    Ok(sent) => self.photo_is_there(&next, sent),
                    Err(Error::Unavailable | Error::RateLimited { .. } | Error::Internal { .. }) => {
                        self.saving.try_set(Saving::Offline);
                        self.sending_photos.try_set_value(false);
                        spawn_local(async move {
                            pause(AGAIN << DOUBLINGS).await;
                            self.send();
                        });
                        return;
                    }
                    Err(Error::Unauthenticated) => {
                        self.saving.try_set(Saving::SignedOut);
                        break;
                    }
                    Err(error) => {
                        // It will never be taken; the person is told why.
                        self.refusal.try_set(Some(error));
                        self.drop_photo(&next.key);
                    }
                }
            }
            self.sending_photos.try_set_value(false);
        });
    }

    fn photo_is_there(self, waiting: &Waiting, photo: Photo) {
        let answer = self.answers.try_with_untracked(|a| a.get(&waiting.element).cloned()).flatten();
        let kind = self.definition(&waiting.element).map(|element| element.kind);
        if let Some(kind) = kind {
            self.change(&waiting.element, super::photo::with_photo(&kind, answer, photo));
        }
        self.drop_photo(&waiting.key);
    }

    /// A photo was taken: it waits here until it is sent.
    pub fn add_photo(self, waiting: Waiting) {
        self.touch(&waiting.element);
        self.photos.update(|photos| photos.push(waiting));
        self.keep();
        self.send_photos();
    }

    pub fn drop_photo(self, key: &str) {
        if let Some(Some(id)) = self.id.try_get_value() {
            photo::forget_waiting(&id, key);
        }
        self.photos.try_update(|photos| photos.retain(|waiting| waiting.key != key));
        self.keep();
    }

    /// What is not sent yet when the person goes on to another page is sent behind them. What does not arrive is on this device.
    fn send_behind(self) {
        let (Some(Some(form)), Some(base)) = (self.id.try_get_value(), self.version.try_get_untracked())
        else {
            return;
        };
        let pending = self.pending.try_update_value(std::mem::take).unwrap_or_default();
        if pending.is_empty() {
            return;
        }
        spawn_local(async move {
            let Pending { changes, settled } = pending.clone();
            let command = SaveAnswers { form: form.clone(), base, changes, settled };
            // Photos come when the form is opened again.
            if let Ok(saved) = save_answers(command).await {
                is_there(&form, &pending, saved.version);
            }
        });
    }

    /// In the browser: what this device kept comes back, and what happens around the page is heard.
    fn wake(self) {
        on_cleanup(move || {
            if self.awake.try_get_untracked() == Some(true) {
                self.send_behind();
            }
        });
        Effect::new(move |before: Option<()>| {
            if before.is_some() {
                return;
            }
            self.awake.set(true);
            let Some(id) = self.id.get_value() else { return };
            if let Some(kept) = kept::read(&id).filter(|kept| !kept.is_empty()) {
                self.come_back(kept);
            }
            // What came back from a form that was sent before the page was awake is on this device from now on.
            if !self.raw.with_untracked(BTreeMap::is_empty) {
                self.keep();
            }
            self.listen(&id);
        });
    }

    fn come_back(self, kept: Kept) {
        if !kept.changes.is_empty() {
            self.version.update(|base| *base = kept.base.min(*base));
        }
        self.answers.update(|answers| {
            for (code, answer) in &kept.changes {
                put(answers, code, answer.clone());
            }
        });
        // From here on it is this tab's.
        self.written.update_value(|written| {
            written.extend(kept.changes.keys().cloned());
            written.extend(kept.photos.iter().map(|waiting| waiting.key.clone()));
        });
        self.raw.update(|raw| raw.extend(kept.raw));
        self.asides.update(|asides| asides.retain(|aside| !kept.settled.contains(&aside.code)));
        self.pending
            .update_value(|pending| *pending = Pending { changes: kept.changes, settled: kept.settled });
        self.photos.set(kept.photos);
        self.fresh.update(|n| *n += 1);
        self.send();
    }

    fn listen(self, id: &FormId) {
        let name = kept::name(id);
        let online = window_event_listener_untyped("online", move |_| self.try_now());
        let seen = window_event_listener_untyped("visibilitychange", move |_| {
            if document().visibility_state() == VisibilityState::Visible {
                self.try_now();
            }
        });
        let stored = window_event_listener_untyped("storage", move |ev| {
            let Some(ev) = ev.dyn_ref::<StorageEvent>().filter(|ev| ev.key().as_deref() == Some(&name))
            else {
                return;
            };
            match ev.new_value().and_then(|text| kept::parse(&text)) {
                Some(theirs) => self.other_tab(theirs),
                // It has sent everything.
                None => self.look_again(),
            }
        });
        on_cleanup(move || {
            online.remove();
            seen.remove();
            stored.remove();
        });
    }

    /// Sends what waits; with nothing to send, asks what is new.
    fn try_now(self) {
        let waits = self.pending.try_with_value(Pending::is_empty) == Some(false)
            || self.photos.try_with_untracked(Vec::is_empty) == Some(false);
        if waits {
            self.send();
        } else {
            self.look_again();
        }
    }

    /// Another tab of this browser filled something in: shown here at once, sent by it alone.
    fn other_tab(self, theirs: Kept) {
        let mine = self.pending.try_get_value().unwrap_or_default();
        let mut changed = false;
        self.answers.try_update(|answers| {
            for (code, answer) in theirs.changes {
                if !mine.changes.contains_key(&code) && answers.get(&code) != answer.as_ref() {
                    put(answers, &code, answer);
                    changed = true;
                }
            }
        });
        if changed {
            self.fresh.try_update(|n| *n += 1);
        }
    }
}

/// What was sent is no longer only on this device.
fn is_there(form: &FormId, sent: &Pending, version: i64) {
    let Some(mut kept) = kept::read(form) else { return };
    kept.changes.retain(|code, answer| sent.changes.get(code) != Some(answer));
    kept.settled.retain(|code| !sent.settled.contains(code));
    kept.base = version;
    kept::write(form, &kept);
}

/// In the place of the tries while one is on its way.
const SENDING: u32 = u32::MAX;

/// `parts` of `parts[2].amount`: problems name parts of an element.
pub(super) fn code_of(part: &str) -> &str {
    part.split(['[', '.']).next().unwrap_or(part)
}

/// The elements that the server finds fault with: it says `changes.oil.comment`.
pub(super) fn refused_codes(fields: &[FieldError]) -> impl Iterator<Item = &str> {
    fields.iter().filter_map(|wrong| wrong.field.strip_prefix("changes.").map(code_of))
}

fn put(answers: &mut Answers, code: &str, answer: Option<Answer>) {
    match answer {
        Some(answer) => answers.insert(code.to_owned(), answer),
        None => answers.remove(code),
    };
}

#[cfg(test)]
mod tests {
    use kontor_domain::Problem;

    use super::*;

    #[test]
    fn what_was_not_answered_stays_below_what_was_changed_since() {
        let text = |text: &str| Some(Answer::Text(text.into()));
        let mut pending = Pending::default();
        pending.changes.insert("a".into(), text("later"));
        let sent = [("a".to_owned(), text("sent")), ("b".to_owned(), None)];
        pending.put_back(Pending { changes: sent.into(), settled: vec!["c".into()] });
        assert_eq!(pending.changes["a"], text("later"));
        assert_eq!(pending.changes["b"], None);
        assert_eq!(pending.settled, ["c"]);
        assert!(!pending.is_empty() && Pending::default().is_empty());
    }

    #[test]
    fn the_element_of_a_problem_is_found_by_its_code() {
        assert_eq!(code_of("parts[2].amount"), "parts");
        assert_eq!(code_of("oil.comment"), "oil");
        assert_eq!(code_of("hours"), "hours");
        // As the server says it; what is wrong with the whole is no element's.
        let wrong =
            ["changes.oil.comment", "changes.parts.rows[2].amount", "changes.hours", "changes", "base"];
        let wrong = wrong.map(|field| FieldError { field: field.into(), problem: Problem::Required });
        assert_eq!(refused_codes(&wrong).collect::<Vec<_>>(), ["oil", "parts", "hours"]);
    }
}
