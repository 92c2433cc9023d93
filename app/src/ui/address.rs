//! The query of an address: read and written the same on the server and in the browser.
//!
//! Not `leptos_router`'s `ParamsMap`: that one decodes twice, so that `50%25` and `a%2Bb` come out wrong.

use std::fmt;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Names and values in order; a name may occur more than once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads what stands behind the `?`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let text = text.strip_prefix('?').unwrap_or(text);
        Self(
            text.split('&')
                .filter(|pair| !pair.is_empty())
                .map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (decode(name), decode(value))
                })
                .collect(),
        )
    }

    /// The first value; empty when there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    /// Every name with its value, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The first value unless it is absent or empty.
    #[must_use]
    pub fn some(&self, name: &str) -> Option<String> {
        Some(self.get(name)).filter(|v| !v.is_empty()).map(ToOwned::to_owned)
    }

    #[must_use]
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.clone()).collect()
    }

    /// Replaces all values of `name`; an empty value only removes.
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.retain(|(n, _)| n != name);
        self.add(name, value);
    }

    /// Adds one more value; an empty one is left out.
    pub fn add(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.0.push((name.to_owned(), value.to_owned()));
        }
    }

    /// Takes one value of `name` out.
    pub fn remove(&mut self, name: &str, value: &str) {
        self.0.retain(|(n, v)| n != name || v != value);
    }

    /// The same with one name changed, for a link.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut changed = self.clone();
        changed.set(name, value);
        changed
    }

    /// The same without names that have nothing behind them.
    #[must_use]
    pub fn without_empty(mut self) -> Self {
        self.0.retain(|(_, v)| !v.trim().is_empty());
        self
    }

    /// Forgets how an earlier form went.
    pub fn forget_refusal(&mut self) {
        self.0.retain(|(n, _)| n != "__path" && n != "__err" && n != "about" && n != "added");
    }

    /// The address: `path`, with the query if there is one.
    #[must_use]
    pub fn on(&self, path: &str) -> String {
        if self.0.is_empty() { path.to_owned() } else { format!("{path}?{self}") }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (name, value)) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("&")?;
            }
            encode(name, f)?;
            f.write_str("=")?;
            encode(value, f)?;
        }
        Ok(())
    }
}

fn encode(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                f.write_str(char::from(byte).encode_utf8(&mut [0; 4]))?;
            }
            b' ' => f.write_str("+")?,
            _ => {
                let (high, low) = (HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]);
                f.write_str("%")?;
                f.write_str(char::from(high).encode_utf8(&mut [0; 4]))?;
                f.write_str(char::from(low).encode_utf8(&mut [0; 4]))?;
            }
        }
    }
    Ok(())
}

fn decode(text: &str) -> String {
    let digit =
        |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match (byte, digit(bytes.get(at + 1)), digit(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                out.push(high << 4 | low);
                at += 2;
            }
            (b'+', ..) => out.push(b' '),
            _ => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The query of the page shown now.
#[must_use]
pub fn use_query() -> Memo<Query> {
    let search = use_location().search;
    Memo::new(move |_| search.with(|text| Query::parse(text)))
}

#[cfg(test)]
mod tests {
    use super::Query;

    #[test]
    fn what_is_written_reads_back_the_same() {
        let mut query = Query::default();
        query.add("q", "Öl & 50% + mehr");
        query.add("attr", "Feinheit=10 µm");
        query.add("attr", "a=b");
        assert_eq!(Query::parse(&query.to_string()), query);
        assert_eq!(query.all("attr"), ["Feinheit=10 µm", "a=b"]);
        assert_eq!(query.with("attr", "").on("/search"), "/search?q=%C3%96l+%26+50%25+%2B+mehr");
    }

    #[test]
    fn broken_escapes_are_taken_as_they_are() {
        assert_eq!(Query::parse("?q=100%&x=%zz&y").get("q"), "100%");
        assert_eq!(Query::parse("x=%zz").get("x"), "%zz");
        assert_eq!(Query::parse("").on("/"), "/");
    }
}
