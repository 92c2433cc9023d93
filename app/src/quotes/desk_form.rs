//! The draft of an offer as the desk types it: one form, read the same on the server and in the browser, which reckons while somebody types.

use std::collections::{BTreeMap, BTreeSet};

use kontor_domain::quotes::{Choice, Costs, Item, MAX_POSITIONS, Offer, Payable, Position, UnitCost};
use kontor_domain::{Decimal, FieldError, Language, Localized, Money, Problem, Quantity, QuoteId};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {kontor_domain::Error, kontor_domain::quotes::SaveDraft};

use crate::ui::{Query, shown, shown_money, typed_money};

/// The form: `form[head][NAME]` and `form[positions][ROW][NAME]`. The head holds `title`, `opening`, `closing`, `delivery`, `days`,
/// `early_percent`, `early_days`, `discount`, `reduction`, `freight`, `quote`, `version`, `key` (of this drawing: what is added is added once), `costs` (something where costs are among the
/// fields) with `delivery_cost` and `commission`, `order` and `out` (ids), `step` (`up.ID`, `down.ID`, `out.ID`:
/// the button that was pressed), and what is to be added: `heading`, `part`, `part_quantity`, `machine`, `free`, `free_quantity`,
/// `free_unit`, `free_net`. A row holds `id`, `name`, `text`, `quantity`, `net`, `discount`, `choice` (`firm`, `option`, or the id it stands
/// for), `lead_days`, `purchase`, `inbound`, `bonus`. What is wrong is named `NAME` and `NAME.ID`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftForm {
    pub head: BTreeMap<String, String>,
    pub positions: Vec<BTreeMap<String, String>>,
}

/// What a form says, as far as it can be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    pub offer: Offer,
    pub costs: Costs,
    pub wrong: Vec<FieldError>,
}

/// A percentage or a quantity as one types it.
fn plain(value: Decimal, l: Language) -> String {
    shown(Quantity(value), l)
}

/// `12,5 %`; nothing is zero.
pub(super) fn typed_percent(text: &str) -> Result<Decimal, Problem> {
    let text = text.trim().trim_end_matches('%').trim_end();
    if text.is_empty() {
        return Ok(Decimal::ZERO);
    }
    text.replace(',', ".").parse().map_err(|_| Problem::NotANumber)
}

fn or_zero(text: &str) -> Result<Money, Problem> {
    match typed_money(text) {
        Err(Problem::Required) => Ok(Money::ZERO),
        other => other,
    }
}

fn whole(text: &str) -> Result<u32, Problem> {
    match text.trim() {
        "" => Ok(0),
        text => text.parse().map_err(|_| Problem::NotANumber),
    }
}

/// `1,2,3`.
pub(super) fn listed<'a>(ids: impl IntoIterator<Item = &'a u32>) -> String {
    ids.into_iter().map(u32::to_string).collect::<Vec<_>>().join(",")
}

/// Of one line however many systems ended it.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

const fn named(item: &Item) -> bool {
    matches!(item, Item::Heading | Item::Free { .. })
}

impl DraftForm {
    /// As it stands on the page before anybody types. Without costs for who may not see them.
    pub fn of(quote: &QuoteId, version: i64, offer: &Offer, costs: Option<&Costs>, l: Language) -> Self {
        let mut head: BTreeMap<String, String> = [
            ("quote", quote.to_string()),
            ("version", version.to_string()),
            ("order", listed(offer.positions.iter().map(|p| &p.id))),
            ("out", String::new()),
            ("title", offer.title.clone()),
            ("opening", offer.opening.clone()),
            ("closing", offer.closing.clone()),
            ("delivery", offer.delivery.clone()),
            ("days", offer.payable.days.to_string()),
            ("early_percent", plain(offer.payable.early_percent, l)),
            ("early_days", offer.payable.early_days.to_string()),
            ("discount", plain(offer.discount, l)),
            ("reduction", shown_money(offer.reduction, l)),
            ("freight", shown_money(offer.freight, l)),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        if let Some(costs) = costs {
            head.insert("costs".into(), "1".into());
            head.insert("delivery_cost".into(), shown_money(Money::eur(costs.delivery), l));
            head.insert("commission".into(), plain(costs.commission, l));
        }
        let positions = offer.positions.iter().map(|p| row(p, costs, l)).collect();
        Self { head, positions }
    }

    /// From the names and values that a browser sends.
    pub fn of_pairs<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut form = Self::default();
        for (name, value) in pairs {
            let Some(path) = name.strip_prefix("form[").and_then(|n| n.strip_suffix(']')) else { continue };
            match path.split("][").collect::<Vec<_>>().as_slice() {
                ["head", field] => {
                    form.head.insert((*field).to_owned(), value.to_owned());
                }
                ["positions", row, field] => {
                    let Some(row) = row.parse().ok().filter(|row| *row < MAX_POSITIONS as usize) else {
                        continue;
                    };
                    if form.positions.len() <= row {
                        form.positions.resize_with(row + 1, BTreeMap::new);
                    }
                    form.positions[row].insert((*field).to_owned(), value.to_owned());
                }
                _ => {}
            }
        }
        form
    }

    /// `title`, or `net.3` for the position with that id; empty for what is not there.
    pub fn get(&self, key: &str) -> &str {
        let field = match key.split_once('.') {
            None => self.head.get(key),
            Some((field, id)) => self
                .positions
                .iter()
                .find(|row| row.get("id").is_some_and(|i| i == id))
                .and_then(|r| r.get(field)),
        };
        field.map_or("", String::as_str)
    }

    /// The other way round.
    pub fn set(&mut self, key: &str, value: &str) {
        match key.split_once('.') {
            None => {
                self.head.insert(key.to_owned(), value.to_owned());
            }
            Some((field, id)) => {
                let row = self.positions.iter_mut().find(|row| row.get("id").is_some_and(|i| i == id));
                if let Some(row) = row {
                    row.insert(field.to_owned(), value.to_owned());
                }
            }
        }
    }

    /// The ids that a field of the head names.
    pub fn ids(&self, key: &str) -> Vec<u32> {
        self.get(key).split(',').filter_map(|id| id.trim().parse().ok()).collect()
    }

    #[cfg(feature = "ssr")]
    pub fn quote(&self) -> QuoteId {
        QuoteId(self.get("quote").to_owned())
    }

    #[cfg(feature = "ssr")]
    pub fn version(&self) -> i64 {
        self.get("version").parse().unwrap_or_default()
    }

    /// What is typed otherwise than it stood on the page, for the page that shows it again. The `=` keeps what was emptied.
    pub fn kept(&self, shown: &Self) -> Query {
        let mut kept = Query::default();
        for key in self.keys().union(&shown.keys()) {
            let typed = lines(self.get(key));
            if typed != lines(shown.get(key)) {
                kept.set(key, &format!("={typed}"));
            }
        }
        kept
    }

    fn keys(&self) -> BTreeSet<String> {
        // The unit of what may be added always stands there, and alone says nothing.
        let hidden = ["quote", "version", "key", "costs", "step", "free_unit"];
        let head = self.head.keys().filter(|key| !hidden.contains(&key.as_str())).cloned();
        let rows = self.positions.iter().flat_map(|row| {
            let id = row.get("id").cloned().unwrap_or_default();
            row.keys().filter(|key| *key != "id").map(move |key| format!("{key}.{id}")).collect::<Vec<_>>()
        });
        head.chain(rows).collect()
    }

    /// The ids that stay, in their order, with what the pressed button does to it.
    pub fn order(&self) -> Vec<u32> {
        let there: Vec<u32> = self.positions.iter().filter_map(|row| row.get("id")?.parse().ok()).collect();
        let (wanted, out) = (self.ids("order"), self.ids("out"));
        let mut order: Vec<u32> = there.into_iter().filter(|id| !out.contains(id)).collect();
        order.sort_by_key(|id| wanted.iter().position(|w| w == id).unwrap_or(usize::MAX));
        let step = self.get("step").split_once('.').and_then(|(what, id)| Some((what, id.parse().ok()?)));
        if let Some((what, id)) = step {
            stepped(&mut order, what, id);
        }
        order
    }

    /// Puts what is typed onto what it was typed over. What cannot be read stays as it was, and is named.
    pub fn read(&self, base: &Offer, known: &Costs) -> Draft {
        let mut wrong = Vec::new();
        let mut offer = Offer { positions: Vec::new(), ..base.clone() };
        let mut costs = known.clone();
        {
            let mut fail = |field: &str, problem| wrong.push(FieldError { field: field.to_owned(), problem });
            let mut take = |field: &'static str, into: &mut dyn FnMut(&str) -> Result<(), Problem>| {
                if let Err(problem) = into(self.get(field)) {
                    fail(field, problem);
                }
            };
            self.get("title").trim().clone_into(&mut offer.title);
            lines(self.get("opening")).trim().clone_into(&mut offer.opening);
            lines(self.get("closing")).trim().clone_into(&mut offer.closing);
            lines(self.get("delivery")).trim().clone_into(&mut offer.delivery);
            let mut payable = Payable { days: 0, ..Payable::default() };
            take("days", &mut |t| whole(t).map(|days| payable.days = days));
            take("early_days", &mut |t| whole(t).map(|days| payable.early_days = days));
            take("early_percent", &mut |t| typed_percent(t).map(|percent| payable.early_percent = percent));
            offer.payable = payable;
            take("discount", &mut |t| typed_percent(t).map(|percent| offer.discount = percent));
            take("reduction", &mut |t| or_zero(t).map(|net| offer.reduction = net));
            take("freight", &mut |t| or_zero(t).map(|net| offer.freight = net));
            if !self.get("costs").is_empty() {
                take("delivery_cost", &mut |t| or_zero(t).map(|net| costs.delivery = net.amount));
                take("commission", &mut |t| typed_percent(t).map(|percent| costs.commission = percent));
            }
        }
        for id in self.order() {
            let Some(was) = base.position(id) else { continue };
            let (position, cost) = self.position(was, &mut wrong);
            offer.positions.push(position);
            if let Some(cost) = cost {
                costs.positions.insert(id, cost);
            }
        }
        Draft { offer, costs, wrong }
    }

    fn position(&self, was: &Position, wrong: &mut Vec<FieldError>) -> (Position, Option<UnitCost>) {
        let id = was.id;
        let get = |field: &str| self.get(&format!("{field}.{id}"));
        let mut now = was.clone();
        if named(&was.item) && get("name").trim() != was.name.de {
            now.name = Localized::new(get("name").trim(), "");
        }
        lines(get("text")).trim().clone_into(&mut now.text);
        if was.item.is_heading() {
            return (now, None);
        }
        let mut fail =
            |field: &str, problem| wrong.push(FieldError { field: format!("{field}.{id}"), problem });
        match Quantity::parse(get("quantity")) {
            Ok(quantity) => now.quantity = quantity,
            Err(problem) => fail("quantity", problem),
        }
        match typed_money(get("net")) {
            Ok(net) => now.net = net,
            Err(problem) => fail("net", problem),
        }
        match typed_percent(get("discount")) {
            Ok(percent) => now.discount = percent,
            Err(problem) => fail("discount", problem),
        }
        match whole(get("lead_days")) {
            Ok(days) => now.lead_days = days,
            Err(problem) => fail("lead_days", problem),
        }
        now.choice = match get("choice") {
            "option" => Choice::Optional,
            to => to.parse().map_or(Choice::Firm, |to| Choice::Alternative { to }),
        };
        let costs = ["purchase", "inbound", "bonus"];
        if self.get("costs").is_empty() || costs.iter().all(|field| get(field).trim().is_empty()) {
            return (now, None);
        }
        let read = (typed_money(get("purchase")), or_zero(get("inbound")), typed_percent(get("bonus")));
        if let (Ok(purchase), Ok(inbound), Ok(bonus)) = &read {
            let cost = UnitCost { purchase: purchase.amount, freight: inbound.amount, bonus: *bonus };
            return (now, Some(cost));
        }
        for (field, problem) in
            costs.into_iter().zip([read.0.map(|_| ()), read.1.map(|_| ()), read.2.map(|_| ())])
        {
            if let Err(problem) = problem {
                fail(field, problem);
            }
        }
        (now, None)
    }

    /// What to save, over the draft that was seen.
    ///
    /// # Errors
    /// [`Error::Invalid`] with everything that cannot be read.
    #[cfg(feature = "ssr")]
    pub fn command(&self, base: &Offer, known: &Costs) -> Result<SaveDraft, Error> {
        let Draft { offer, costs, wrong } = self.read(base, known);
        if !wrong.is_empty() {
            return Err(Error::Invalid { fields: wrong });
        }
        let sees = !self.get("costs").is_empty();
        let mut command = SaveDraft::of(self.quote(), self.version(), offer);
        if sees {
            for edit in &mut command.positions {
                edit.cost = costs.positions.get(&edit.id).copied();
            }
            command.delivery_cost = Some(costs.delivery);
            command.commission = Some(costs.commission);
        }
        Ok(command)
    }
}

/// The fields of one position.
fn row(p: &Position, costs: Option<&Costs>, l: Language) -> BTreeMap<String, String> {
    let choice = match p.choice {
        Choice::Firm => "firm".to_owned(),
        Choice::Optional => "option".to_owned(),
        Choice::Alternative { to } => to.to_string(),
    };
    let mut row = vec![("id", p.id.to_string()), ("text", p.text.clone())];
    if named(&p.item) {
        row.push(("name", p.name.de.clone()));
    }
    if !p.item.is_heading() {
        row.extend([
            ("quantity", plain(p.quantity.0, l)),
            ("net", shown_money(p.net, l)),
            ("discount", plain(p.discount, l)),
            ("choice", choice),
            ("lead_days", p.lead_days.to_string()),
        ]);
        if let Some(costs) = costs {
            let cost = costs.positions.get(&p.id);
            let amount = |pick: fn(&UnitCost) -> Decimal| {
                cost.map_or_else(String::new, |c| shown_money(Money::eur(pick(c)), l))
            };
            row.extend([
                ("purchase", amount(|c| c.purchase)),
                ("inbound", amount(|c| c.freight)),
                ("bonus", cost.map_or_else(String::new, |c| plain(c.bonus, l))),
            ]);
        }
    }
    row.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Moves one up or down, or takes it out.
pub(super) fn stepped(order: &mut Vec<u32>, what: &str, id: u32) {
    let Some(at) = order.iter().position(|i| *i == id) else { return };
    match what {
        "up" if at > 0 => order.swap(at, at - 1),
        "down" if at + 1 < order.len() => order.swap(at, at + 1),
        "out" => {
            order.remove(at);
        }
        _ => {}
    }
}

/// The operation counts positions; the page knows them by their ids.
#[cfg(feature = "ssr")]
pub(super) fn by_id(error: Error, sent: &[u32]) -> Error {
    let Error::Invalid { mut fields } = error else { return error };
    for field in &mut fields {
        let Some((index, name)) = field.field.strip_prefix("positions[").and_then(|f| f.split_once("]."))
        else {
            continue;
        };
        if let Some(id) = index.parse::<usize>().ok().and_then(|i| sent.get(i)) {
            let name = if name == "cost" { "purchase" } else { name };
            field.field = format!("{name}.{id}");
        }
    }
    Error::Invalid { fields }
}

#[cfg(test)]
mod tests {
    use kontor_domain::quotes::{Choice, Costs, Item, Offer, Position, UnitCost};
    use kontor_domain::{Decimal, Language, Localized, Money, Problem, Quantity, QuoteId, Unit};

    use super::DraftForm;

    fn position(id: u32, item: Item, cents: i64) -> Position {
        Position {
            id,
            item,
            name: Localized::new(format!("Position {id}"), format!("Item {id}")),
            text: String::new(),
            quantity: Quantity::ONE,
            unit: Unit::Piece,
            list: Money::ZERO,
            net: Money::cents(cents),
            discount: Decimal::ZERO,
            choice: Choice::Firm,
            lead_days: 0,
            vat: kontor_domain::catalog::VatCategory::Standard,
            returns: kontor_domain::returns::ReturnRule::default(),
            metal: None,
        }
    }

    fn offer() -> (Offer, Costs) {
        let free = || Item::Free { number: String::new() };
        let mut positions =
            vec![position(1, Item::Heading, 0), position(2, free(), 100_000), position(3, free(), 25_050)];
        positions[2].choice = Choice::Alternative { to: 2 };
        positions[1].net = Money::eur(Decimal::new(12_345, 3));
        let cost =
            UnitCost { purchase: Decimal::new(800, 0), freight: Decimal::new(2_555, 2), bonus: Decimal::ONE };
        let costs = Costs { positions: [(2, cost)].into(), ..Costs::default() };
        (Offer { title: "Bagger".into(), positions, freight: Money::cents(1_000), ..Offer::default() }, costs)
    }

    fn shown() -> DraftForm {
        let (offer, costs) = offer();
        DraftForm::of(&QuoteId::new("K7F-4RTM-1"), 4, &offer, Some(&costs), Language::De)
    }

    #[test]
    fn the_unit_that_is_always_chosen_is_nothing_that_was_typed() {
        let offer = Offer::default();
        let shown = DraftForm::of(&QuoteId::new("K7F-4RTM-1"), 1, &offer, None, Language::De);
        let mut typed = shown.clone();
        typed.set("free_unit", "C62");
        assert!(typed.kept(&shown).pairs().next().is_none());
    }

    #[test]
    fn what_nobody_changes_is_read_as_it_was() {
        let (offer, costs) = offer();
        for l in [Language::De, Language::En] {
            let form = DraftForm::of(&QuoteId::new("K7F-4RTM-1"), 4, &offer, Some(&costs), l);
            let read = form.read(&offer, &costs);
            assert_eq!((read.offer, read.costs, read.wrong), (offer.clone(), costs.clone(), vec![]));
        }
    }

    #[test]
    fn a_form_comes_back_from_what_the_browser_sends() {
        let pairs = [("form[head][title]", "Lader"), ("form[positions][1][net]", "5"), ("other", "x")];
        let form = DraftForm::of_pairs(pairs.into_iter());
        assert_eq!(form.get("title"), "Lader");
        assert_eq!(form.positions.len(), 2);
    }

    #[test]
    fn buttons_move_and_take_out_and_an_order_that_was_dragged_counts_first() {
        let mut form = shown();
        form.head.insert("step".into(), "up.3".into());
        assert_eq!(form.order(), [1, 3, 2]);
        form.head.insert("step".into(), "out.3".into());
        assert_eq!(form.order(), [1, 2]);
        form.head.insert("step".into(), String::new());
        form.head.insert("order".into(), "3,2,1".into());
        form.head.insert("out".into(), "2".into());
        assert_eq!(form.order(), [3, 1]);
    }

    #[test]
    fn only_what_was_typed_is_kept_also_what_was_emptied() {
        let (before, mut now) = (shown(), shown());
        now.head.insert("title".into(), String::new());
        now.positions[1].insert("net".into(), "999".into());
        let kept = now.kept(&before);
        assert_eq!(kept.pairs().collect::<Vec<_>>(), [("net.2", "=999"), ("title", "=")]);
        assert_eq!(before.kept(&before).pairs().count(), 0);
    }

    #[test]
    fn everything_that_cannot_be_read_is_named_at_once() {
        let (offer, costs) = offer();
        let mut form = shown();
        form.head.insert("discount".into(), "viel".into());
        form.positions[1].insert("net".into(), "1.000".into());
        form.positions[2].insert("inbound".into(), "5".into());
        let error = form.command(&offer, &costs).unwrap_err();
        assert_eq!(error.field("discount"), Some(&Problem::NotANumber));
        assert_eq!(error.field("net.2"), Some(&Problem::AmbiguousNumber));
        assert_eq!(error.field("purchase.3"), Some(&Problem::Required));
    }

    #[test]
    fn who_sees_no_costs_changes_none() {
        let (offer, costs) = offer();
        let form = DraftForm::of(&QuoteId::new("K7F-4RTM-1"), 4, &offer, None, Language::De);
        let command = form.command(&offer, &costs).unwrap();
        assert!(command.positions.iter().all(|p| p.cost.is_none()));
        assert_eq!((command.delivery_cost, command.commission), (None, None));
    }
}
