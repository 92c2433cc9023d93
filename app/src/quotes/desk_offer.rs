//! One offer as the desk works on it, with what its page needs beside it.

use kontor_domain::events::TimelineEntry;
use kontor_domain::follow_ups::FollowUp;
use kontor_domain::quotes::DeskQuote;
use kontor_domain::{ConfigurationId, IdempotencyKey, QuoteId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskOffer {
    pub desk: DeskQuote,
    /// Of this drawing: what is sent twice is added once.
    pub key: IdempotencyKey,
    /// The configurations of the case, for positions.
    pub machines: Vec<(ConfigurationId, String)>,
    /// Open follow-ups of the case.
    pub follow_ups: Vec<FollowUp>,
    /// What happened last in the case.
    pub latest: Option<TimelineEntry>,
}

#[server(name = DeskOfferFn, prefix = "/fn", endpoint = "quotes/desk_offer")]
pub async fn desk_offer(id: QuoteId) -> Result<DeskOffer, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::cases::StationKind;
    use kontor_service::{cases, quotes};
    let (kontor, actor) = request::begin()?;
    let desk = quotes::desk_quote(&kontor, &actor, &id).await.answer()?;
    let case = cases::case(&kontor, &actor, &desk.quote.head.case, None).await.answer()?;
    let machines = case.stations.into_iter().filter(|s| s.kind == StationKind::Configuration);
    let machines = machines.map(|s| (ConfigurationId(s.id), s.title)).collect();
    let key = IdempotencyKey::new(kontor.new_id());
    Ok(DeskOffer {
        desk,
        key,
        machines,
        follow_ups: case.follow_ups,
        latest: case.steps.items.into_iter().next(),
    })
}
