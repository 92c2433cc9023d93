//! A deal: a customer with a machine, sales with its costs, and the steps an offer takes.

use kontor_domain::accounts::{Actor, Role};
use kontor_domain::configurations::{BeginConfiguration, GroupPicks, Pick};
use kontor_domain::orders::OrderView;
use kontor_domain::quotes::{
    AcceptQuote, AddPosition, BeginQuote, Choice, CounterQuote, DeskQuote, LineWords, NewItem, Picks,
    QuoteView, SaveDraft, SendQuote, Source, UnitCost,
};
use kontor_domain::{
    ConfigurationId, Date, Decimal, Error, IdempotencyKey, ModelId, Money, OrderId, Quantity, QuoteId, Unit,
};
use kontor_service::quotes::{self as room, PartCost};
use kontor_service::{configurations, mail, orders, outbox};

use crate::cases::colleague;
use crate::models::offered;
use crate::rules::Firm;
use crate::shop::{key, system};

pub const FILTER: &str = "HY-4711.20-F";
/// The last day of offers here: a Tuesday.
pub const LAST: Date = Date::constant(2026, 12, 15);

/// Bauer Tiefbau with a model to configure, and Tobias who sells.
pub struct Deal {
    pub firm: Firm,
    pub tobias: Actor,
}

impl Deal {
    pub async fn new() -> Self {
        let firm = Firm::new().await;
        offered(&firm.shop).await;
        let cost = UnitCost { purchase: Decimal::new(3011, 2), ..UnitCost::default() };
        room::set_part_costs(&firm.shop.kontor, &system(), vec![PartCost { part: key(FILTER), cost }])
            .await
            .unwrap();
        let tobias = colleague(&firm.shop, "tobias", Role::Sales).await;
        Self { firm, tobias }
    }

    pub fn k(&self) -> &kontor_service::Kontor {
        &self.firm.shop.kontor
    }

    pub async fn machine(&self, once: &str) -> ConfigurationId {
        let picks = vec![GroupPicks {
            group: "stand".into(),
            picks: vec![Pick { option: "kabine".into(), amount: 1 }],
        }];
        let command = BeginConfiguration {
            key: IdempotencyKey::new(once),
            company: None,
            model: ModelId::new("kb-10"),
            name: "Bagger 7".into(),
            picks,
            machines: 1,
        };
        configurations::begin_configuration(self.k(), &self.firm.jonas, &command).await.unwrap()
    }

    pub async fn machine_incomplete(&self) -> ConfigurationId {
        let command = BeginConfiguration {
            key: IdempotencyKey::new("half-a-machine"),
            company: None,
            model: ModelId::new("kb-10"),
            name: "Halb".into(),
            picks: vec![],
            machines: 1,
        };
        configurations::begin_configuration(self.k(), &self.firm.jonas, &command).await.unwrap()
    }

    /// Jonas asks for an offer of a machine.
    pub async fn asked(&self) -> QuoteId {
        let configuration = self.machine("asked-machine").await;
        let command = BeginQuote {
            key: IdempotencyKey::new("asked-offer"),
            source: Source::Configuration { configuration },
            words: "Bitte mit Überführung".into(),
            ..BeginQuote::default()
        };
        room::begin_quote(self.k(), &self.firm.jonas, &command).await.unwrap()
    }

    pub async fn desk(&self, quote: &QuoteId) -> DeskQuote {
        room::desk_quote(self.k(), &self.tobias, quote).await.unwrap()
    }

    pub async fn view(&self, actor: &Actor, quote: &QuoteId) -> Result<QuoteView, Error> {
        room::quote(self.k(), actor, quote, None).await
    }

    pub async fn add(&self, quote: &QuoteId, item: NewItem, choice: Choice) {
        let version = self.desk(quote).await.quote.version;
        let key = IdempotencyKey::new(format!("add-{version}"));
        let command = AddPosition { key, quote: quote.clone(), version, item, choice };
        room::add_position(self.k(), &self.tobias, &command).await.unwrap();
    }

    /// A bucket in place of nothing, filters on top: the draft as it is sent in most stories.
    pub async fn drafted(&self) -> QuoteId {
        let quote = self.asked().await;
        self.add(&quote, free_position("Überführung", 80_000), Choice::Firm).await;
        self.add(&quote, free_position("Überführung mit Einweisung", 120_000), Choice::Alternative { to: 2 })
            .await;
        let filters = NewItem::Part { part: key(FILTER), quantity: Quantity::of(5) };
        self.add(&quote, filters, Choice::Optional).await;
        self.edit(&self.tobias, &quote, |edit| {
            for id in [1, 2] {
                edit.positions[id].cost =
                    Some(UnitCost { purchase: Decimal::from(500), ..UnitCost::default() });
            }
        })
        .await
        .unwrap();
        quote
    }

    pub async fn edit(
        &self,
        actor: &Actor,
        quote: &QuoteId,
        change: impl FnOnce(&mut SaveDraft),
    ) -> Result<(), Error> {
        let mut command = as_seen(&self.desk(quote).await);
        change(&mut command);
        room::save_draft(self.k(), actor, &command).await
    }

    pub async fn send(&self, actor: &Actor, quote: &QuoteId) -> Result<(), Error> {
        room::send_quote(self.k(), actor, &self.sending(quote).await).await
    }

    /// The draft as it stands, to be sent.
    pub async fn sending(&self, quote: &QuoteId) -> SendQuote {
        SendQuote {
            quote: quote.clone(),
            version: self.desk(quote).await.quote.version,
            valid_until: LAST,
            words: "Wie besprochen.".into(),
            follow_up: None,
        }
    }

    pub async fn sent(&self) -> QuoteId {
        let quote = self.drafted().await;
        self.send(&self.tobias, &quote).await.unwrap();
        quote
    }

    pub async fn accept(&self, actor: &Actor, command: &AcceptQuote) -> Result<OrderId, Error> {
        room::accept_quote(self.k(), actor, command).await
    }

    pub async fn order(&self, id: &OrderId) -> OrderView {
        orders::order(self.k(), &self.firm.jonas, id).await.unwrap()
    }

    pub async fn mails(&self, to: &str) -> Vec<String> {
        outbox::drain(self.k()).await.unwrap();
        let mails = mail::mails(self.k(), &system(), None).await.unwrap().items;
        mails.into_iter().filter(|m| m.to.starts_with(to)).map(|m| m.subject).collect()
    }
}

pub fn free_position(name: &str, cents: i64) -> NewItem {
    NewItem::Free { name: name.into(), quantity: Quantity::ONE, unit: Unit::Piece, net: Money::cents(cents) }
}

/// The draft as somebody has it before them.
pub fn as_seen(desk: &DeskQuote) -> SaveDraft {
    SaveDraft::of(desk.quote.head.id.clone(), desk.quote.version, desk.draft.clone())
}

pub fn picks(ids: &[u32]) -> Picks {
    Picks(ids.iter().copied().collect())
}

pub fn yes(quote: &QuoteId, number: u32, ids: &[u32], cents: i64) -> AcceptQuote {
    AcceptQuote {
        key: IdempotencyKey::new("accept-it"),
        quote: quote.clone(),
        number,
        picks: picks(ids),
        seen_net: Money::cents(cents),
        delivery: "hof".into(),
        billing: "hof".into(),
        po_number: "B-77".into(),
        business: true,
        ..AcceptQuote::default()
    }
}

pub fn counter(quote: &QuoteId, ids: &[u32], cents: Option<i64>) -> CounterQuote {
    CounterQuote {
        quote: quote.clone(),
        number: 1,
        picks: picks(ids),
        net: cents.map(Money::cents),
        words: "Der Wettbewerb ist günstiger.".into(),
        lines: vec![LineWords { position: 2, words: "geht das auch bis Sonthofen?".into() }],
    }
}
