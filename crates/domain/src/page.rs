//! Paging by key: a page says where the next one starts, so that rows that come in meanwhile shift nothing.

use serde::{Deserialize, Serialize};

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Send this as `after` to get the next page; absent on the last one.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Makes a page from up to `size + 1` rows: the surplus row only proves that there is a next page.
    pub fn from_rows(mut items: Vec<T>, size: usize, key: impl Fn(&T) -> String) -> Self {
        let next = if items.len() > size {
            items.truncate(size);
            items.last().map(key)
        } else {
            None
        };
        Self { items, next }
    }

    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(f).collect(), next: self.next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surplus_row_becomes_the_next_key() {
        let page = Page::from_rows(vec![1, 2, 3], 2, ToString::to_string);
        assert_eq!(page, Page { items: vec![1, 2], next: Some("2".into()) });
        assert_eq!(Page::from_rows(vec![1, 2], 2, ToString::to_string).next, None);
    }
}
