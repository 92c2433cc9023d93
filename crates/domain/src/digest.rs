//! SHA-256 over several fields at once.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// In hexadecimal. Each field has its length before it (netstrings), so that nothing can move from one field into the next.
#[must_use]
pub fn digest(fields: &[&str]) -> String {
    let mut hash = Sha256::new();
    for field in fields {
        hash.update(field.len().to_string());
        hash.update(b":");
        hash.update(field);
        hash.update(b",");
    }
    hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_same_on_every_machine_and_in_ten_years() {
        // printf '%s' '1:a,0:,3:b,c,' | sha256sum
        assert_eq!(
            digest(&["a", "", "b,c"]),
            "37025c3624f073d5924ba5ebb9e702b3fcfce84788f634219d5014ba277547a6"
        );
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
    }
}
