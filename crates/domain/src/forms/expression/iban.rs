//! Numbers of bank accounts (IBAN, ISO 13616): the check digits, modulo 97.

/// Is it one? Spaces do not count.
pub(super) fn holds(text: &str) -> bool {
    let iban: Vec<u8> =
        text.bytes().filter(|b| !b.is_ascii_whitespace()).map(|b| b.to_ascii_uppercase()).collect();
    let shape = (15..=34).contains(&iban.len())
        && iban[..2].iter().all(u8::is_ascii_uppercase)
        && iban[2..4].iter().all(u8::is_ascii_digit)
        && iban.iter().all(u8::is_ascii_alphanumeric)
        // Only Germany's length is known here: it is the one that is typed.
        && (!iban.starts_with(b"DE") || iban.len() == 22);
    if !shape {
        return false;
    }
    let rest = iban[4..].iter().chain(&iban[..4]).fold(0u32, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        _ => (rest * 100 + u32::from(byte - b'A') + 10) % 97,
    });
    rest == 1
}
