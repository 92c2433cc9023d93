//! What came of a case.

use std::fmt::Write as _;

use kontor_domain::accounts::Actor;
use kontor_domain::cases::{Station, StationKind};
use kontor_domain::configurations::ConfigurationState;
use kontor_domain::orders::OrderState;
use kontor_domain::returns::ReturnState;
use kontor_domain::shipments::ShipmentView;
use kontor_domain::{Error, Language, Localized, OrderId, format};
use kontor_store::{RecordId, SerdeWrapper, SurrealValue, Variables, rid};

use super::enter::Entered;
use crate::fault::Fault as _;
use crate::{Kontor, configurations, orders, quotes, returns};

/// Orders of a case that are shown.
const MOST: usize = 20;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct ShipmentRow {
    data: SerdeWrapper<ShipmentView>,
}

/// In the order in which they began.
pub(super) async fn stations(
    kontor: &Kontor,
    actor: &Actor,
    entered: &Entered,
) -> Result<Vec<Station>, Error> {
    let side = if entered.desk { "/desk" } else { "" };
    let mut all = Vec::new();
    for made in configurations::of_case(kontor, &entered.code).await? {
        all.push(Station {
            kind: StationKind::Configuration,
            title: format!("{}, {}", made.name, format::money(made.total, actor.language)),
            state: words(|l| made.state.word(l)),
            tone: match made.state {
                ConfigurationState::Draft => "soon",
                ConfigurationState::Complete => "good",
                ConfigurationState::Archived => "",
            }
            .into(),
            at: made.changed_at,
            link: format!("{side}/configurations/{}", made.id),
            id: made.id.0,
        });
    }
    for offer in quotes::of_case(kontor, entered).await? {
        let sum = offer.net.map(|net| format!(", {}", format::money(net, actor.language)));
        all.push(Station {
            kind: StationKind::Offer,
            title: format!("{} {}{}", offer.id, offer.title, sum.unwrap_or_default()),
            state: words(|l| offer.state.word(l)),
            tone: offer.state.tone().into(),
            at: offer.changed_at,
            link: format!("{side}/offers/{}", offer.id),
            id: offer.id.0,
        });
    }
    let mut vars = Variables::new();
    vars.insert("case", entered.code.to_string());
    let sql = format!("SELECT VALUE seq FROM order WHERE case = $case ORDER BY seq LIMIT {MOST}");
    let ids: Vec<String> = kontor.store.rows(&sql, vars).await.fault()?;
    if ids.is_empty() {
        return Ok(all);
    }
    let records: Vec<RecordId> = ids.iter().map(|id| rid("order", id.clone())).collect();
    for row in orders::rows::by_ids(kontor, records).await? {
        let (state, data) = (row.state(), row.read()?);
        let net = format::money(data.totals.net, actor.language);
        all.push(Station {
            kind: StationKind::Order,
            title: if data.po_number.is_empty() { net } else { format!("{}, {net}", data.po_number) },
            state: words(|l| state.word(l)),
            tone: match state {
                OrderState::Cancelled => "bad",
                OrderState::Shipped => "good",
                _ => "soon",
            }
            .into(),
            at: kontor.clock.local_of(&row.placed_at),
            link: format!("{side}/orders/{}", row.seq),
            id: row.seq,
        });
    }
    let (mut vars, mut sql) = (Variables::new(), String::new());
    for (n, order) in ids.iter().enumerate() {
        vars.insert(format!("o{n}"), order.clone());
        let _ = write!(sql, "SELECT data FROM shipment WHERE order = $o{n};");
    }
    let mut found = kontor.store.query(&sql, vars).await.fault()?;
    for (n, order) in ids.iter().enumerate() {
        for shipment in found.take::<ShipmentRow>(n).fault()? {
            let shipment = shipment.data.0;
            let desk = if entered.desk { "?desk=1" } else { "" };
            all.push(Station {
                kind: StationKind::Shipment,
                title: format!("{} {}", shipment.carrier, shipment.tracking).trim().to_owned(),
                state: if shipment.collected_by.is_empty() {
                    Localized::new("versandt", "sent")
                } else {
                    Localized::new("abgeholt", "collected")
                },
                tone: "good".into(),
                at: shipment.shipped_at,
                link: format!("/orders/{order}/shipments/{}/print{desk}", shipment.id),
                id: shipment.id.to_string(),
            });
        }
        for back in returns::of_order(kontor, actor, &OrderId(order.clone())).await?.returns {
            all.push(Station {
                kind: StationKind::Return,
                title: back.code,
                state: words(|l| back.state.word(l)),
                tone: match back.state {
                    ReturnState::Credited => "good",
                    ReturnState::Requested | ReturnState::Received => "soon",
                    _ => "bad",
                }
                .into(),
                at: back.requested_at,
                link: format!("{side}/returns/{}", back.id),
                id: back.id.to_string(),
            });
        }
    }
    all.sort_by_key(|station| station.at);
    Ok(all)
}

fn words(word: impl Fn(Language) -> &'static str) -> Localized {
    Localized::new(word(Language::De), word(Language::En))
}
