//! What every page or event asks for and hardly anybody writes: read from the store once in a while, kept in memory.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// A value of the store. Whoever writes it calls [`Memory::forget`] after the commit; another process on the same store may have
/// written too, so it is read anew after a while.
pub(crate) struct Memory<T: ?Sized> {
    fresh: SignedDuration,
    inner: Mutex<Inner<T>>,
}

struct Inner<T: ?Sized> {
    /// Counts up with every [`Memory::forget`]: what was read before is not kept after.
    turn: u64,
    read: Option<(Timestamp, Arc<T>)>,
}

impl<T: ?Sized> Memory<T> {
    /// Empty; what is read is good for so long.
    pub const fn new(fresh: SignedDuration) -> Self {
        Self { fresh, inner: Mutex::new(Inner { turn: 0, read: None }) }
    }

    /// What is kept, or what `read` answers.
    ///
    /// # Errors
    /// Those of `read`.
    pub async fn get<E>(
        &self,
        now: Timestamp,
        read: impl Future<Output = Result<Arc<T>, E>>,
    ) -> Result<Arc<T>, E> {
        let turn = {
            let inner = self.lock();
            if let Some((at, kept)) = &inner.read
                && now.duration_since(*at) <= self.fresh
            {
                return Ok(Arc::clone(kept));
            }
            inner.turn
        };
        let read = read.await?;
        let mut inner = self.lock();
        if inner.turn == turn {
            inner.read = Some((now, Arc::clone(&read)));
        }
        Ok(read)
    }

    /// It was written: the next one who asks reads it again.
    pub fn forget(&self) {
        let mut inner = self.lock();
        inner.turn += 1;
        inner.read = None;
    }

    fn lock(&self) -> MutexGuard<'_, Inner<T>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    async fn ask(memory: &Memory<u32>, second: i64, stored: u32) -> u32 {
        let now = Timestamp::from_second(second).unwrap();
        let Ok(answer) = memory.get(now, async { Ok::<_, Infallible>(Arc::new(stored)) }).await;
        *answer
    }

    #[tokio::test]
    async fn it_is_read_again_when_it_was_written_and_after_a_while() {
        let memory = Memory::new(SignedDuration::from_secs(30));
        assert_eq!(ask(&memory, 0, 1).await, 1);
        assert_eq!(ask(&memory, 30, 2).await, 1, "it is still fresh");
        assert_eq!(ask(&memory, 31, 2).await, 2);
        memory.forget();
        assert_eq!(ask(&memory, 32, 3).await, 3);
    }

    #[tokio::test]
    async fn what_was_read_before_a_write_is_not_kept_after_it() {
        let memory = Memory::new(SignedDuration::from_secs(30));
        let now = Timestamp::from_second(0).unwrap();
        let slow = memory.get(now, async {
            // Somebody writes while the old value is on its way.
            memory.forget();
            Ok::<_, Infallible>(Arc::new(1))
        });
        let Ok(old) = slow.await;
        assert_eq!((*old, ask(&memory, 0, 2).await), (1, 2));
    }
}
