//! A page once its data is there, or instead of it why it is not.

use leptos::prelude::*;

use super::Failed;
use crate::accounts::{Visitor, use_visitor};
use crate::desk::DeskFailed;
use crate::wire::Refusal;

/// On which side of the counter a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Shop,
    Desk,
}

impl Side {
    #[must_use]
    pub const fn of(desk: bool) -> Self {
        if desk { Self::Desk } else { Self::Shop }
    }
}

/// Draws the page with what `data` brings; what was there before stays until then. What `page` reads before it answers the drawing
/// (`move || { let asked = asked.get(); move |found| .. }`) draws the page anew when it changes. Everything that asks for data stands outside
/// (`docs/adding-a-feature.md`): the server draws what stands here several times.
pub fn loaded<T, V, D>(
    data: Resource<Result<T, Refusal>>,
    side: Side,
    page: impl Fn() -> D + Send + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
    D: FnOnce(T) -> V + Send + 'static,
{
    view! {
        <Transition>
            {move || {
                let draw = page();
                Suspend::new(async move { drawn(data.await, side, draw) })
            }}
        </Transition>
    }
}

/// As [`loaded`], for pages that depend on who looks at them.
pub fn loaded_for<T, V, D>(
    data: Resource<Result<T, Refusal>>,
    side: Side,
    page: impl Fn() -> D + Send + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
    D: FnOnce(T, Visitor) -> V + Send + 'static,
{
    let visitor = use_visitor();
    view! {
        <Transition>
            {move || {
                let draw = page();
                Suspend::new(async move {
                    let (found, visitor) = (data.await, visitor.read().await);
                    drawn(found, side, |found| draw(found, visitor))
                })
            }}
        </Transition>
    }
}

fn drawn<T, V: IntoView + 'static>(
    found: Result<T, Refusal>,
    side: Side,
    draw: impl FnOnce(T) -> V,
) -> AnyView {
    match (found, side) {
        (Ok(found), _) => draw(found).into_any(),
        (Err(Refusal(error)), Side::Desk) => view! { <DeskFailed error /> }.into_any(),
        (Err(Refusal(error)), Side::Shop) => view! { <Failed error /> }.into_any(),
    }
}
