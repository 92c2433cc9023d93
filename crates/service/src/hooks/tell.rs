//! From an event to the deliveries, in the transaction of the event.

use jiff::SignedDuration;
use kontor_domain::HookId;
use kontor_domain::events::Happened;
use kontor_domain::hooks::{DeliveryState, HookKind, KEPT_DAYS, Message, MessageData};
use kontor_store::{SerdeWrapper, StoreError};

use super::known::Known;
use super::rows::{DeliveryData, DeliveryRow, delivery_id};
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::outbox::Job;

/// What waits for an endpoint that is paused is looked at when it is resumed; by itself only when it has long been swept out.
pub(super) const PARKED: SignedDuration = SignedDuration::from_hours(24 * (KEPT_DAYS + 1));

/// Something other systems may hear of.
pub(crate) struct Told {
    kind: HookKind,
    /// The key of the event.
    event: String,
    subject: Subject,
    data: MessageData,
}

impl Told {
    pub fn new(kind: HookKind, event: &str, subject: &Subject, what: &Happened) -> Self {
        Self { kind, event: event.to_owned(), subject: subject.clone(), data: MessageData::of(what) }
    }

    /// A message to try an endpoint with.
    pub fn test(event: &str, subject: Subject) -> Self {
        Self { kind: HookKind::Test, event: event.to_owned(), subject, data: MessageData::default() }
    }

    /// Byte by byte what is sent, each time.
    pub(super) fn body(&self, kontor: &Kontor) -> Result<String, StoreError> {
        let subject = &self.subject;
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let of = |table: &str| subject.thing.strip_prefix(table).and_then(|rest| rest.strip_prefix(':'));
        let (order, recurring, configuration) = (of("order"), of("recurring"), of("configuration"));
        let offer = of("quote");
        let path = if !subject.goods_return.is_empty() {
            Some(format!("returns/{}", subject.goods_return))
        } else if let Some(order) = order {
            Some(format!("orders/{order}"))
        } else if let Some(asked) = of("price_request") {
            Some(format!("price-requests/{asked}"))
        } else if let Some(offer) = offer {
            Some(format!("offers/{offer}"))
        } else if let Some(configuration) = configuration {
            Some(format!("configurations/{configuration}"))
        } else {
            recurring.map(|recurring| format!("recurring-orders/{recurring}"))
        };
        let data = MessageData {
            company: subject.company.as_ref().map(ToString::to_string),
            case: some(&subject.case).or_else(|| self.data.case.clone()),
            // What the event says is newer than the record it was read from.
            po_number: self.data.po_number.clone().or_else(|| some(&subject.po_number)),
            order: order.map(ToOwned::to_owned),
            goods_return: some(&subject.goods_return),
            recurring_order: recurring.map(ToOwned::to_owned),
            configuration: configuration.map(ToOwned::to_owned),
            offer: offer.map(ToOwned::to_owned),
            resource: path.map(|path| format!("{}/api/v1/{path}", kontor.settings.base_url)),
            ..self.data.clone()
        };
        let message = Message {
            id: self.event.clone(),
            kind: self.kind,
            timestamp: kontor.clock.now().to_string(),
            data,
        };
        serde_json::to_string(&message).map_err(|e| StoreError::Rejected(e.to_string()))
    }
}

/// Leaves a delivery for every endpoint that wants to hear of it. Without endpoints it costs a look into memory.
///
/// # Errors
/// When it must be read anew which endpoints there are and the store does not answer: then nothing is committed either.
pub(crate) async fn tell(
    kontor: &Kontor,
    change: &mut Change<'_>,
    told: Vec<Told>,
) -> Result<(), StoreError> {
    let all = kontor.hooks.all(kontor).await?;
    if all.is_empty() {
        return Ok(());
    }
    for told in told {
        let wanting: Vec<&Known> = all.iter().filter(|k| k.wants(told.kind, &told.subject)).collect();
        if wanting.is_empty() {
            continue;
        }
        let body = told.body(kontor)?;
        for known in wanting {
            leave(kontor, change, &HookId(known.id.clone()), &told, body.clone(), known.paused);
        }
    }
    Ok(())
}

/// Writes a delivery with its job; answers its id.
pub(super) fn leave(
    kontor: &Kontor,
    change: &mut Change<'_>,
    hook: &HookId,
    told: &Told,
    body: String,
    paused: bool,
) -> String {
    let seq = kontor.new_id();
    let row = DeliveryRow {
        seq: seq.clone(),
        hook: hook.to_string(),
        event: told.event.clone(),
        kind: told.kind.code().to_owned(),
        state: DeliveryState::Waiting.code().to_owned(),
        at: change.stamp(),
        body,
        data: SerdeWrapper(DeliveryData::default()),
    };
    change.tx.create(delivery_id(&seq), row);
    let due = kontor.clock.stamp_in(if paused { PARKED } else { SignedDuration::ZERO });
    change.job_as(seq.clone(), Job::Hook { hook: hook.clone(), delivery: seq.clone() }, due);
    seq
}
