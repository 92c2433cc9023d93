//! `GET /live/cases/CODE`: server-sent events for who looks at a case.
//!
//! `changed` says that something happened (its id is the event's, so that a browser that lost the connection goes on where it was),
//! `presence` names the others who look at it. Both are hints: what is shown is read through the ordinary doors. Whether the
//! reader still may come in is asked before every word and with every heartbeat.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use axum::extract::{Extension, Path, Query, State};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use futures::stream;
use http::{HeaderMap, HeaderName, HeaderValue};
use kontor_domain::Error;
use kontor_domain::accounts::Actor;
use kontor_service::cases::{self, Door};
use kontor_service::live::{Happening, Hint, Watch, newest};
use serde::Deserialize;
use tokio::time::timeout;

use super::actor::Reader;
use super::asker::Asker;
use super::state::AppState;

/// Between two heartbeats: shorter than what proxies take for a dead connection.
const BEAT: Duration = Duration::from_secs(15);

pub fn routes() -> Router<AppState> {
    Router::new().route("/live/cases/{code}", get(watch))
}

#[derive(Deserialize)]
struct Ask {
    /// The last event that the page knows; what was written after it is told at once.
    #[serde(default)]
    seen: String,
}

async fn watch(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Extension(reader): Extension<Reader>,
    Path(code): Path<String>,
    Query(ask): Query<Ask>,
    headers: HeaderMap,
) -> Response {
    let resumed = headers.get("last-event-id").and_then(|v| v.to_str().ok()).map(str::to_owned);
    match Open::new(state, actor.clone(), reader, &code, &resumed.unwrap_or(ask.seen)).await {
        Ok(open) => {
            let told = stream::unfold(open, |mut open| async {
                let event = Box::pin(open.next()).await?;
                Some((Ok::<_, Infallible>(event), open))
            });
            let mut response = Sse::new(told).into_response();
            // A proxy that collects answers would tell everything too late.
            let name = HeaderName::from_static("x-accel-buffering");
            response.headers_mut().insert(name, HeaderValue::from_static("no"));
            response
        }
        Err(error) => Asker::person(actor.language).refuse(error),
    }
}

struct Open {
    state: AppState,
    reader: Reader,
    door: Door,
    watch: Watch,
    first: VecDeque<Event>,
}

impl Open {
    async fn new(
        state: AppState,
        actor: Actor,
        reader: Reader,
        code: &str,
        seen: &str,
    ) -> Result<Self, Error> {
        let door = cases::door(&state.kontor, &actor, code).await?;
        let watch = state.kontor.live.watch(door.code.as_str(), &actor)?;
        let mut first = VecDeque::from([presence(&watch)]);
        // Asked after sitting down: nothing falls between the two.
        if !seen.is_empty() {
            let mut newer = newest(&state.kontor, door.code.as_str(), false).await?;
            if door.desk {
                let internal = newest(&state.kontor, door.code.as_str(), true).await?;
                newer = [newer, internal].into_iter().flatten().max_by(|a, b| a.id.cmp(&b.id));
            }
            first.extend(newer.filter(|newest| newest.id.as_str() > seen).map(|newest| changed(&newest)));
        }
        Ok(Self { state, reader, door, watch, first })
    }

    /// What is sent next; nothing when it is over.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.first.pop_front() {
                return Some(event);
            }
            let hint = timeout(BEAT, self.watch.next()).await;
            if matches!(hint, Ok(None)) || !self.may_stay().await {
                return None;
            }
            match hint.ok().flatten() {
                None => return Some(Event::default().comment("")),
                Some(Hint::Presence) => return Some(presence(&self.watch)),
                Some(Hint::Missed) => return Some(Event::default().event("changed").data("{}")),
                Some(Hint::Happened(happening)) if happening.desk && !self.door.desk => {}
                Some(Hint::Happened(happening)) => return Some(changed(&happening)),
            }
        }
    }

    /// Signed in, and let into the case, as before.
    async fn may_stay(&mut self) -> bool {
        let Some(actor) = self.reader.again(&self.state).await else { return false };
        match cases::door(&self.state.kontor, &actor, self.door.code.as_str()).await {
            Ok(door) => {
                self.door = door;
                true
            }
            Err(_) => false,
        }
    }
}

fn changed(happening: &Happening) -> Event {
    let data = serde_json::json!({
        "kind": happening.kind,
        "who": happening.who,
        "channel": happening.channel.code(),
    });
    Event::default().event("changed").id(happening.id.as_str()).data(data.to_string())
}

fn presence(watch: &Watch) -> Event {
    Event::default().event("presence").data(serde_json::json!(watch.others()).to_string())
}
