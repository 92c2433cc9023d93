//! Offers: one that the customer has before them, one that is negotiated, and a request that waits for the desk.

use jiff::ToSpan as _;
use kontor_domain::accounts::Actor;
use kontor_domain::catalog::PartNumber;
use kontor_domain::configurations::ConfigurationFilter;
use kontor_domain::quotes::{
    AddPosition, BeginQuote, Choice, CounterQuote, LineWords, NewItem, Payable, Picks, QuoteState, SaveDraft,
    SendQuote, Source, UnitCost,
};
use kontor_domain::{CompanyId, Decimal, Error, IdempotencyKey, Money, Quantity, QuoteId, Unit};
use kontor_service::{Kontor, configurations, quotes};

use super::people::People;

/// Begins, drafts, sends and negotiates; what an interrupted load has done stays.
pub(super) async fn make(kontor: &Kontor, people: &People) -> Result<(), Error> {
    let person = |id: &str| people.get(id).ok_or(Error::NotFound);
    let (sabine, tobias) = (person("sabine-bauer")?, person("tobias-rapp")?);
    machine(kontor, sabine, tobias).await?;
    kit(kontor, sabine, tobias).await?;
    let ask = BeginQuote {
        key: IdempotencyKey::new("demo-offer-words"),
        words: "Schwenkmotor für einen älteren Verdichter, Typenschild leider unleserlich. \
                Was kostet ein Austauschmotor, und wie schnell geht das?"
            .into(),
        title: "Austausch-Schwenkmotor".into(),
        wish: Some(kontor.clock.local().date().saturating_add(14.days())),
        ..BeginQuote::default()
    };
    quotes::begin_quote(kontor, person("silke-thomsen")?, &ask).await.map(|_| ())
}

/// The excavator that Sabine Bauer has configured, with bringing it, a buyback and a service contract on top.
async fn machine(kontor: &Kontor, sabine: &Actor, tobias: &Actor) -> Result<(), Error> {
    let all = configurations::configurations(kontor, sabine, &ConfigurationFilter::default()).await?;
    let Some(canal) = all.items.into_iter().find(|c| c.name == "Kanalbau Sonthofen") else { return Ok(()) };
    let ask = BeginQuote {
        key: IdempotencyKey::new("demo-offer-machine"),
        source: Source::Configuration { configuration: canal.id },
        words: "Wir brauchen ihn bis zum Frühjahr. Nehmen Sie unseren alten in Zahlung?".into(),
        ..BeginQuote::default()
    };
    let quote = quotes::begin_quote(kontor, sabine, &ask).await?;
    if quotes::desk_quote(kontor, tobias, &quote).await?.quote.head.state != QuoteState::Requested {
        return Ok(());
    }
    let free = |name: &str, euro: i64| NewItem::Free {
        name: name.into(),
        quantity: Quantity::ONE,
        unit: Unit::Piece,
        net: Money::eur(Decimal::from(euro)),
    };
    add(kontor, tobias, &quote, NewItem::Heading { name: "Übergabe".into() }, Choice::Firm).await?;
    add(kontor, tobias, &quote, free("Anlieferung und Einweisung auf dem Hof", 640), Choice::Firm).await?;
    let other = free("Anlieferung direkt auf die Baustelle, Einweisung zwei Fahrer", 980);
    add(kontor, tobias, &quote, other, Choice::Alternative { to: 3 }).await?;
    add(kontor, tobias, &quote, free("Wartungsvertrag 3 Jahre oder 3.000 Stunden", 4_850), Choice::Optional)
        .await?;
    let mut draft = draft(kontor, tobias, &quote).await?;
    draft.opening = "vielen Dank für Ihre Anfrage. Den Bagger bieten wir Ihnen so an, wie Sie ihn \
                     zusammengestellt haben. Ihren gebrauchten schauen wir uns gern vor Ort an."
        .into();
    draft.delivery = "frei Hof Kempten, Übergabe mit Protokoll".into();
    draft.payable = Payable { days: 30, early_percent: Decimal::from(2), early_days: 10 };
    for (id, euro) in [(3, 410), (4, 700), (5, 3_100)] {
        if let Some(position) = draft.positions.iter_mut().find(|p| p.id == id) {
            position.cost = Some(UnitCost { purchase: Decimal::from(euro), ..UnitCost::default() });
        }
    }
    if let Some(machine) = draft.positions.first_mut() {
        machine.discount = Decimal::from(4);
    }
    quotes::save_draft(kontor, tobias, &draft).await?;
    send(kontor, tobias, &quote, 21, "Wie am Telefon besprochen.").await
}

/// Wear parts for the winter, of which Sabine Bauer thinks they could cost less.
async fn kit(kontor: &Kontor, sabine: &Actor, tobias: &Actor) -> Result<(), Error> {
    let begin = BeginQuote {
        key: IdempotencyKey::new("demo-offer-kit"),
        company: Some(CompanyId::new("bauer-tiefbau")),
        title: "Filtersatz Winter, Abruf bis März".into(),
        ..BeginQuote::default()
    };
    let quote = quotes::begin_quote(kontor, tobias, &begin).await?;
    if quotes::desk_quote(kontor, tobias, &quote).await?.quote.head.state != QuoteState::Draft {
        return Ok(());
    }
    for (number, quantity) in [("HY-4711.20-F", 24), ("HY-4711.90-D", 24), ("HY-4711.00-K", 6)] {
        let Ok(number) = PartNumber::parse(number) else { continue };
        let item = NewItem::Part { part: number.key(), quantity: Quantity::of(quantity) };
        match add(kontor, tobias, &quote, item, Choice::Firm).await {
            // Not every size of the demo has every part.
            Ok(()) | Err(Error::Invalid { .. }) => {}
            Err(other) => return Err(other),
        }
    }
    let free = NewItem::Free {
        name: "Altöl und Altfilter abholen, je Abruf".into(),
        quantity: Quantity::of(4),
        unit: Unit::Piece,
        net: Money::cents(3_900),
    };
    add(kontor, tobias, &quote, free, Choice::Firm).await?;
    let mut draft = draft(kontor, tobias, &quote).await?;
    if let Some(last) = draft.positions.last_mut() {
        last.cost = Some(UnitCost { purchase: Decimal::from(18), ..UnitCost::default() });
    }
    draft.discount = Decimal::from(3);
    quotes::save_draft(kontor, tobias, &draft).await?;
    send(kontor, tobias, &quote, 30, "").await?;
    let seen = quotes::quote(kontor, sabine, &quote, None).await?;
    let Some(net) = seen.head.net else { return Ok(()) };
    let counter = CounterQuote {
        quote,
        number: seen.shown,
        picks: Picks::default(),
        net: Some(Money::eur((net.amount * Decimal::new(95, 2)).round_dp(0))),
        words: "Bei der Menge müsste noch etwas gehen. Abnahme der ganzen Menge bis März sagen wir zu."
            .into(),
        lines: seen
            .offer
            .and_then(|offer| offer.positions.first().map(|p| p.id))
            .map(|position| LineWords {
                position,
                words: "Davon brauchen wir 12 schon nächste Woche.".into(),
            })
            .into_iter()
            .collect(),
    };
    quotes::counter_quote(kontor, sabine, &counter).await
}

async fn add(
    kontor: &Kontor,
    who: &Actor,
    quote: &QuoteId,
    item: NewItem,
    choice: Choice,
) -> Result<(), Error> {
    let version = quotes::desk_quote(kontor, who, quote).await?.quote.version;
    let key = IdempotencyKey::new(format!("demo-{quote}-{version}"));
    quotes::add_position(kontor, who, &AddPosition { key, quote: quote.clone(), version, item, choice }).await
}

/// The draft as it stands, to be changed.
async fn draft(kontor: &Kontor, who: &Actor, quote: &QuoteId) -> Result<SaveDraft, Error> {
    let desk = quotes::desk_quote(kontor, who, quote).await?;
    Ok(SaveDraft::of(quote.clone(), desk.quote.version, desk.draft))
}

async fn send(kontor: &Kontor, who: &Actor, quote: &QuoteId, days: i64, words: &str) -> Result<(), Error> {
    let version = quotes::desk_quote(kontor, who, quote).await?.quote.version;
    let valid_until = kontor.clock.local().date().saturating_add(days.days());
    let command =
        SendQuote { quote: quote.clone(), version, valid_until, words: words.into(), follow_up: None };
    quotes::send_quote(kontor, who, &command).await
}
