//! What a page shows, asked of the server: a blocking resource that costs the WebAssembly little.
//!
//! A `leptos` resource is compiled anew for every type it holds (about five kilobytes each), and reads JSON through another
//! reader than server functions do, so that every type is read twice. In the browser this one holds the text the server
//! sent along with the page, or the value a server function answered, behind one type, and reads it where it is shown. On
//! the server it is the plain resource. Both sides speak the same text.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::wire::Refusal;

/// What can be shown.
pub trait Shown: Clone + Serialize + DeserializeOwned + Send + Sync + 'static {}
impl<T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static> Shown for T {}

/// The answer of a server function, asked again whenever its source changes. Created above a `Transition`, awaited in it.
pub struct Data<T: 'static>(inner::Inner<T>);

impl<T> Clone for Data<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Data<T> {}

impl<T: Shown> Data<T> {
    /// `fetch` is asked with what `source` says.
    pub fn new<S, F>(
        source: impl Fn() -> S + Send + Sync + 'static,
        fetch: impl Fn(S) -> F + Send + Sync + 'static,
    ) -> Self
    where
        S: PartialEq + Clone + Send + Sync + 'static,
        F: Future<Output = Result<T, Refusal>> + Send + 'static,
    {
        Self(inner::new(source, fetch))
    }

    /// After a change: asks again; what is shown stays until the answer is there.
    pub fn refetch(self) {
        inner::refetch(&self.0);
    }

    /// What is there now, without waiting; tracked.
    #[must_use]
    pub fn get(self) -> Option<Result<T, Refusal>> {
        inner::get(&self.0)
    }
}

impl<T: Shown> IntoFuture for Data<T> {
    type Output = Result<T, Refusal>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        inner::wait(self.0)
    }
}

#[cfg(not(feature = "hydrate"))]
mod inner {
    use super::{
        DeserializeOwned, Future, Get as _, IntoFuture as _, Pin, Refusal, Resource, Serialize, Shown,
    };

    pub(super) type Inner<T> = Resource<Result<T, Refusal>>;

    pub(super) fn new<T, S, F>(
        source: impl Fn() -> S + Send + Sync + 'static,
        fetch: impl Fn(S) -> F + Send + Sync + 'static,
    ) -> Inner<T>
    where
        T: Serialize + DeserializeOwned + Send + Sync + 'static,
        S: PartialEq + Clone + Send + Sync + 'static,
        F: Future<Output = Result<T, Refusal>> + Send + 'static,
    {
        Resource::new_blocking(source, fetch)
    }

    pub(super) fn refetch<T: Shown>(inner: &Inner<T>) {
        inner.refetch();
    }

    pub(super) fn get<T: Shown>(inner: &Inner<T>) -> Option<Result<T, Refusal>> {
        inner.get()
    }

    pub(super) fn wait<T: Shown>(
        inner: Inner<T>,
    ) -> Pin<Box<dyn Future<Output = Result<T, Refusal>> + Send>> {
        Box::pin(inner.into_future())
    }
}

#[cfg(feature = "hydrate")]
mod inner {
    use std::any::Any;
    use std::convert::Infallible;
    use std::marker::PhantomData;
    use std::sync::Arc;

    use kontor_domain::Error;
    use leptos::server::codee::{Decoder, Encoder};
    use server_fn::Decodes as _;
    use server_fn::codec::JsonEncoding;

    use super::{Future, Get as _, Memo, Pin, Refusal, Resource, Shown, StoredValue, Track as _};
    use super::{GetUntracked as _, GetValue as _, IntoFuture as _, UpdateValue as _};

    /// The one type all resources of the browser hold.
    #[derive(Clone)]
    pub(super) enum Kept {
        /// JSON of a `Result<T, Refusal>`, from the page.
        Text(Arc<str>),
        /// A `Result<T, Refusal>`, from a server function.
        Value(Arc<dyn Any + Send + Sync>),
    }

    /// Takes the text as it is.
    pub(super) struct AsIs;

    impl Encoder<Kept> for AsIs {
        type Error = Infallible;
        type Encoded = String;

        /// Only the server writes, and it has another type.
        fn encode(_: &Kept) -> Result<String, Infallible> {
            Ok(String::new())
        }
    }

    impl Decoder<Kept> for AsIs {
        type Error = Infallible;
        type Encoded = str;

        fn decode(text: &str) -> Result<Kept, Infallible> {
            Ok(Kept::Text(text.into()))
        }
    }

    pub(super) struct Inner<T>(Resource<Kept, AsIs>, PhantomData<fn() -> T>);

    impl<T> Clone for Inner<T> {
        fn clone(&self) -> Self {
            *self
        }
    }
    impl<T> Copy for Inner<T> {}

    pub(super) fn new<T, S, F>(
        source: impl Fn() -> S + Send + Sync + 'static,
        fetch: impl Fn(S) -> F + Send + Sync + 'static,
    ) -> Inner<T>
    where
        T: Shown,
        S: PartialEq + Clone + Send + Sync + 'static,
        F: Future<Output = Result<T, Refusal>> + Send + 'static,
    {
        let source = Memo::new(move |_| source());
        let fetch: Fetch = Box::new(move || {
            let answer = fetch(source.get_untracked());
            Box::pin(async move { Kept::Value(Arc::new(answer.await)) })
        });
        let track: Box<dyn Fn() + Send + Sync> = Box::new(move || source.track());
        Inner(erased(track, fetch), PhantomData)
    }

    type Fetch = Box<dyn Fn() -> Pin<Box<dyn Future<Output = Kept> + Send>> + Send + Sync>;

    /// Everything that does not depend on the type.
    fn erased(track: Box<dyn Fn() + Send + Sync>, fetch: Fetch) -> Resource<Kept, AsIs> {
        // Runs only when the source has changed; each time is another question.
        let turn = StoredValue::new(0_u32);
        let source = move || {
            track();
            turn.update_value(|t| *t += 1);
            turn.get_value()
        };
        Resource::new_with_options(source, move |_| fetch(), true)
    }

    fn read<T: Shown>(kept: &Kept) -> Result<T, Refusal> {
        match kept {
            Kept::Text(text) => JsonEncoding::decode(text.as_bytes().to_vec().into())
                .unwrap_or(Err(Refusal(Error::Unavailable))),
            Kept::Value(value) => value
                .downcast_ref::<Result<T, Refusal>>()
                .cloned()
                .unwrap_or(Err(Refusal(Error::Unavailable))),
        }
    }

    pub(super) fn refetch<T>(inner: &Inner<T>) {
        inner.0.refetch();
    }

    pub(super) fn get<T: Shown>(inner: &Inner<T>) -> Option<Result<T, Refusal>> {
        inner.0.get().as_ref().map(read)
    }

    pub(super) fn wait<T: Shown>(
        inner: Inner<T>,
    ) -> Pin<Box<dyn Future<Output = Result<T, Refusal>> + Send>> {
        Box::pin(async move { read(&inner.0.into_future().await) })
    }
}
