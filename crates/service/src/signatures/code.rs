//! The second factor: six digits in a mail, good for one link and one document.

use jiff::SignedDuration;
use kontor_domain::digest;
use kontor_domain::signatures::{CODE_ATTEMPTS, CODE_MINUTES};

use super::rows::Code;
use crate::Kontor;

/// Says which serialisation is hashed.
const FORMAT: &str = "kontor-code-1";

/// Makes a code: what is mailed, and what is kept. The secret of the link is in the hash and not in the store, so that whoever reads the
/// store cannot try the million codes there are.
pub(super) fn make(kontor: &Kontor, secret: &str, document: &str) -> (String, Code) {
    // A remainder of 2^64 by a million prefers no code by more than one in ten billion.
    let digits = format!("{:06}", kontor.ids.number() % 1_000_000);
    let now = kontor.clock.now();
    let until = now.saturating_add(SignedDuration::from_mins(i64::from(CODE_MINUTES))).unwrap_or(now);
    let kept = Code { hash: hash(secret, document, &digits), until, left: CODE_ATTEMPTS };
    (digits, kept)
}

fn hash(secret: &str, document: &str, digits: &str) -> String {
    digest(&[FORMAT, secret, document, digits])
}

impl Code {
    /// Is it this one? Takes as long whatever is typed.
    pub fn is(&self, secret: &str, document: &str, typed: &str) -> bool {
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let other = hash(secret, document, &digits);
        let differ = self.hash.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
        self.hash.len() == other.len() && std::hint::black_box(differ) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_good_for_one_link_and_one_document() {
        let code = Code { hash: hash("link", "document", "012345"), until: jiff::Timestamp::MAX, left: 5 };
        assert!(code.is("link", "document", " 012 345 "));
        assert!(!code.is("other", "document", "012345"));
        assert!(!code.is("link", "other", "012345"));
        assert!(!code.is("link", "document", "012346"));
        assert!(!code.is("link", "document", ""));
    }
}
