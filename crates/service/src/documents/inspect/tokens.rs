//! Cuts the bytes of a PDF into names and words (ISO 32000-2, 7.2.3).

/// Longer ones are nothing that we look for.
const LONGEST: usize = 64;

/// A name (`/Launch`) or a word (`stream`) that has just ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Name(&'a [u8]),
    Word(&'a [u8]),
}

/// Reads byte by byte.
#[derive(Default)]
pub(super) struct Tokens {
    text: Vec<u8>,
    is_name: bool,
    too_long: bool,
    ended: Vec<u8>,
}

impl Tokens {
    /// The token that this byte ends, if it ends one.
    pub fn take(&mut self, byte: u8) -> Option<Token<'_>> {
        if !is_boundary(byte) {
            if self.text.len() < LONGEST {
                self.text.push(byte);
            } else {
                self.too_long = true;
            }
            return None;
        }
        let (was_name, was_long) = (self.is_name, self.too_long);
        self.is_name = byte == b'/';
        self.too_long = false;
        if self.text.is_empty() {
            return None;
        }
        std::mem::swap(&mut self.text, &mut self.ended);
        self.text.clear();
        if was_long {
            return None;
        }
        if was_name {
            unescape(&mut self.ended);
            Some(Token::Name(&self.ended))
        } else {
            Some(Token::Word(&self.ended))
        }
    }
}

/// White space and delimiters end what stands before them.
const fn is_boundary(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
        || matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// `/J#61vaScript` is `/JavaScript` (7.3.5).
fn unescape(name: &mut Vec<u8>) {
    if !name.contains(&b'#') {
        return;
    }
    let (mut plain, mut at) = (Vec::with_capacity(name.len()), 0);
    while let Some(byte) = name.get(at) {
        let code = name.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(meant) if *byte == b'#' => {
                plain.push(meant);
                at += 3;
            }
            _ => {
                plain.push(*byte);
                at += 1;
            }
        }
    }
    *name = plain;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &[u8]) -> Vec<String> {
        let mut tokens = Tokens::default();
        let mut found = Vec::new();
        for byte in text {
            match tokens.take(*byte) {
                Some(Token::Name(name)) => found.push(format!("/{}", String::from_utf8_lossy(name))),
                Some(Token::Word(word)) => found.push(String::from_utf8_lossy(word).into_owned()),
                None => {}
            }
        }
        found
    }

    #[test]
    fn names_and_words_are_told_apart_however_they_are_written() {
        assert_eq!(
            all(b"7 0 obj<</S/J#61vaScript>>stream\n"),
            ["7", "0", "obj", "/S", "/JavaScript", "stream"]
        );
        assert_eq!(all(b"/A#/B#zz/C#4"), ["/A#", "/B#zz"], "the last one has not ended");
        assert_eq!(all(&[b"/".as_slice(), &[b'x'; 200], b" /Y "].concat()), ["/Y"]);
    }
}
