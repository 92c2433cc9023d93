//! The state of the editor in the browser: what stands in the fields, what it comes to, and what happened elsewhere meanwhile. Without
//! WebAssembly all of it is as the server drew it.

use std::collections::{BTreeMap, BTreeSet};

use kontor_domain::QuoteId;
use kontor_domain::events::TimelineEntry;
use kontor_domain::pricing::VatTreatment;
use kontor_domain::quotes::{Costs, DeskMargin, Left, Margin, Offer, Picks, Sums, margin, worst};
use leptos::html::Form;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk_form::{Draft, DraftForm, listed, stepped};
use super::desk_offer::{DeskOffer, desk_offer};
use crate::cases::live::touched;
use crate::text::use_language;
use crate::ui::{Fields, Query, Sending, focus, kept};

/// What lives as long as the page, however often it is drawn.
#[derive(Clone, Copy)]
pub(super) struct Working {
    /// The version of the draft that is shown.
    version: StoredValue<i64>,
    /// Counts the drawings: each one starts with fields of its own, so that nothing typed before hides what is there now.
    draws: StoredValue<u32>,
    /// What was typed, for the next drawing.
    typed: StoredValue<Query>,
    /// Takes the focus once it is drawn.
    focus: StoredValue<Option<&'static str>>,
    /// Something is typed that is not saved.
    pub dirty: RwSignal<bool>,
    /// Somebody else saved: what happened last.
    pub news: RwSignal<Option<TimelineEntry>>,
}

impl Working {
    pub fn new() -> Self {
        Self {
            version: StoredValue::new(0),
            draws: StoredValue::new(0),
            typed: StoredValue::new(Query::default()),
            focus: StoredValue::new(None),
            dirty: RwSignal::new(false),
            news: RwSignal::new(None),
        }
    }

    /// Hears in the browser that something happened in the case of the offer. What is typed stays; the page only says so.
    pub fn listen(self, id: Memo<QuoteId>) {
        let code = Signal::derive(move || {
            id.with(|id| id.as_str().rsplit_once('-').map_or_else(String::new, |(code, _)| code.to_owned()))
        });
        let touched = touched(code);
        Effect::new(move |before: Option<u32>| {
            let now = touched.get();
            if before.is_some_and(|before| before != now) {
                spawn_local(async move {
                    let Some(id) = id.try_get_untracked() else { return };
                    if let Ok(found) = desk_offer(id).await
                        && self.version.try_get_value().is_some_and(|shown| shown != found.desk.quote.version)
                    {
                        self.news.try_set(found.latest);
                    }
                });
            }
            now
        });
    }

    /// After something was saved: the page drawn next starts with what is there.
    pub fn saved(self) {
        self.typed.try_set_value(Query::default());
        self.focus.try_set_value(Some("save-draft"));
    }
}

/// What is left of the draft as it is typed.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Reckoned {
    pub sums: Option<Sums>,
    pub now: Margin,
    pub worst: Margin,
    /// Of each position if it is taken.
    pub each: BTreeMap<u32, Left>,
}

/// What one drawing of the page began with.
struct Start {
    /// What stood in the fields.
    shown: DraftForm,
    /// What was typed into them before this drawing.
    typed: Query,
    /// The draft as it is saved.
    offer: Offer,
    costs: Costs,
    /// For who may see margins.
    margin: Option<DeskMargin>,
}

/// The draft that is being typed, on one drawing of its page.
#[derive(Clone, Copy)]
pub(super) struct Editing {
    pub form: Sending,
    pub element: NodeRef<Form>,
    pub working: Working,
    pub draw: u32,
    start: StoredValue<Start>,
    pub order: RwSignal<Vec<u32>>,
    pub out: RwSignal<BTreeSet<u32>>,
    pub draft: RwSignal<Draft>,
    pub reckoned: Memo<Reckoned>,
    pub sees: bool,
}

impl Editing {
    pub fn new(found: &DeskOffer, working: Working) -> Self {
        let desk = &found.desk;
        let (l, view) = (use_language(), &desk.quote);
        let form = Sending::about("/fn/quotes/save_draft", "draft");
        let costs = desk.margin.as_ref().map(|m| m.costs.clone());
        let shown = DraftForm::of(&view.head.id, view.version, &desk.draft, costs.as_ref(), l);
        let mut typed = working.typed.try_update_value(std::mem::take).unwrap_or_default();
        for (key, value) in kept(form).pairs() {
            typed.set(key, value);
        }
        let there: Vec<u32> = desk.draft.positions.iter().map(|p| p.id).collect();
        let mut start = shown.clone();
        for (key, value) in typed.pairs() {
            start.set(key, value.strip_prefix('=').unwrap_or(value));
        }
        let known =
            |key: &str| start.ids(key).into_iter().filter(|id| there.contains(id)).collect::<Vec<_>>();
        let (mut order, out) = (known("order"), known("out"));
        // What came meanwhile stands at the end.
        let new: Vec<u32> = there.iter().filter(|id| !order.contains(id)).copied().collect();
        order.extend(new);
        let (offer, costs) = (desk.draft.clone(), costs.unwrap_or_default());
        let draft = RwSignal::new(start.read(&offer, &costs));
        let treatment = view.treatment;
        working.version.set_value(view.version);
        working.draws.update_value(|draws| *draws += 1);
        working.news.set(None);
        working.dirty.set(typed.pairs().next().is_some());
        let editing = Self {
            form,
            element: NodeRef::new(),
            working,
            draw: working.draws.get_value(),
            start: StoredValue::new(Start { shown, typed, offer, costs, margin: desk.margin.clone() }),
            order: RwSignal::new(order),
            out: RwSignal::new(out.into_iter().collect()),
            draft,
            reckoned: Memo::new(move |_| draft.with(|draft| reckon(draft, treatment))),
            sees: desk.margin.is_some(),
        };
        Effect::new(move |_| {
            if editing.element.get().is_some() {
                // Once it stands in the page: what a browser remembers, or somebody typed before it woke up, counts.
                request_animation_frame(move || {
                    editing.look();
                    if let Some(Some(id)) = working.focus.try_update_value(Option::take) {
                        focus(id);
                    }
                });
            }
        });
        editing
    }

    /// What stands in a field at first.
    pub fn start(self, key: &str) -> String {
        self.start.with_value(|start| {
            let typed = start.typed.get(key).strip_prefix('=');
            typed.unwrap_or_else(|| start.shown.get(key)).to_owned()
        })
    }

    /// The draft as it is saved.
    pub fn with_base<T>(self, read: impl FnOnce(&Offer) -> T) -> T {
        self.start.with_value(|start| read(&start.offer))
    }

    /// What is left by what is saved, for who may see it.
    pub fn with_margin<T>(self, read: impl FnOnce(Option<&DeskMargin>) -> T) -> T {
        self.start.with_value(|start| read(start.margin.as_ref()))
    }

    /// Reads the fields anew.
    pub fn look(self) {
        let Some(typed) = self.now() else { return };
        let looked = self.start.try_with_value(|start| {
            let dirty = typed.kept(&start.shown).pairs().next().is_some();
            (typed.read(&start.offer, &start.costs), dirty)
        });
        if let Some((draft, dirty)) = looked {
            self.draft.try_set(draft);
            self.working.dirty.try_set(dirty);
        }
    }

    /// What is typed now.
    pub fn now(self) -> Option<DraftForm> {
        let fields = Fields::in_form(&self.element.try_get_untracked()??)?;
        Some(self.complete(&fields))
    }

    /// With what no field says.
    pub fn complete(self, fields: &Fields) -> DraftForm {
        let mut form = DraftForm::of_pairs(fields.query().pairs());
        let order = self.order.with_untracked(|order| listed(order));
        form.set("order", &order);
        form.set("out", &self.out.with_untracked(|out| listed(out)));
        form
    }

    /// Keeps what is typed for the page that is read again.
    pub fn keep(self) {
        if let Some(typed) = self.now() {
            let kept = self.start.with_value(|start| typed.kept(&start.shown));
            self.working.typed.set_value(kept);
        }
    }

    /// Moves a position up or down.
    pub fn step(self, what: &str, id: u32) {
        self.order.update(|order| stepped(order, what, id));
        self.look();
        let button = format!("{what}-{id}");
        // Moving takes the focus away.
        request_animation_frame(move || focus(&button));
    }

    /// Takes a position out, or back again.
    pub fn put_out(self, id: u32, gone: bool) {
        self.out.update(|out| {
            if gone {
                out.insert(id)
            } else {
                out.remove(&id)
            };
        });
        self.look();
    }
}

/// What the draft comes to, and what is left of it.
fn reckon(draft: &Draft, treatment: VatTreatment) -> Reckoned {
    let Draft { offer, costs, .. } = draft;
    let none = Picks::default();
    let of = |picks: &Picks| margin(offer, costs, picks).unwrap_or_default();
    let now = of(&none);
    let (_, worst) = worst(offer, costs);
    let mut each = now.positions.clone();
    for p in offer.choosable() {
        each.extend(of(&Picks([p.id].into())).positions.remove(&p.id).map(|left| (p.id, left)));
    }
    Reckoned { sums: offer.sums(&none, treatment).ok(), now, worst, each }
}

#[cfg(test)]
mod tests {
    use kontor_domain::quotes::{Costs, Offer};

    use super::{Draft, reckon};
    use kontor_domain::pricing::VatTreatment;

    #[test]
    fn an_empty_draft_comes_to_nothing() {
        let draft = Draft { offer: Offer::default(), costs: Costs::default(), wrong: Vec::new() };
        let found = reckon(&draft, VatTreatment::Domestic);
        assert!(found.each.is_empty() && found.sums.is_some_and(|s| s.totals.net.is_zero()));
    }
}
