//! Where in a text the words stand that were asked for.

use kontor_domain::Language;

use super::query::{BEGINNING, Typed, typed};
use crate::tokenize::{Stems, is_word_char, parts, plain_vowels};

/// So far it is looked for, in bytes: the beginning of a long manual.
const LOOKED: usize = 256 << 10;
/// So many characters stand before the first word found, and so many in all.
const BEFORE: usize = 50;
const LENGTH: usize = 200;

/// A piece of text, and whether it is what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub hit: bool,
}

/// A short stretch of the text around the first word that the question finds; nothing when it finds none.
#[must_use]
pub fn snippet(text: &str, question: &str) -> Vec<Piece> {
    let text = &text[..text.floor_char_boundary(LOOKED)];
    let wanted = Wanted::new(question);
    let mut words = words(text).filter(|(start, end)| wanted.finds(&text[*start..*end]));
    let Some(first) = words.next() else { return Vec::new() };
    let start = back(text, first.0);
    let end = forth(text, first.1, start);
    let (mut pieces, mut at) = (Pieces::default(), start);
    if start > 0 {
        pieces.add("… ", false);
    }
    for (from, to) in std::iter::once(first).chain(words).take_while(|(_, to)| *to <= end) {
        pieces.add(&text[at..from], false);
        pieces.add(&text[from..to], true);
        at = to;
    }
    pieces.add(&text[at..end], false);
    if end < text.trim_end().len() {
        pieces.add(" …", false);
    }
    pieces.0
}

/// Where words begin and end.
fn words(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_word_char)?;
        let end = text[start..].find(|c| !is_word_char(c)).map_or(text.len(), |length| start + length);
        at = end;
        Some((start, end))
    })
}

/// The beginning of a word, some characters before.
fn back(text: &str, from: usize) -> usize {
    let far = text[..from].char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
    if far == 0 {
        return 0;
    }
    text[far..from].find(char::is_whitespace).map_or(from, |blank| far + blank + 1)
}

/// The end of a word, when the stretch is long enough.
fn forth(text: &str, found: usize, start: usize) -> usize {
    let far = text[start..].char_indices().nth(LENGTH).map_or(text.len(), |(at, _)| start + at).max(found);
    if far == text.len() {
        return far;
    }
    text[found..far].rfind(char::is_whitespace).map_or(far, |blank| found + blank)
}

#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    /// Line breaks and rows of blanks are one blank.
    fn add(&mut self, text: &str, hit: bool) {
        let mut one = String::with_capacity(text.len());
        for c in text.chars() {
            let blank = c.is_whitespace() || c.is_control();
            match blank {
                false => one.push(c),
                true if !one.ends_with(' ') => one.push(' '),
                true => {}
            }
        }
        match self.0.last_mut() {
            Some(last) if last.hit == hit => last.text.push_str(&one),
            _ if one.is_empty() => {}
            _ => self.0.push(Piece { text: one, hit }),
        }
    }
}

/// What is looked for.
struct Wanted {
    stems: Stems,
    words: Vec<Word>,
}

struct Word {
    folded: String,
    german: String,
    english: String,
    open: bool,
}

impl Wanted {
    fn new(question: &str) -> Self {
        let stems = Stems::default();
        let mut words = Vec::new();
        for Typed { pieces, whole, open } in typed(question) {
            let last = pieces.len() - 1;
            let pieces = pieces.into_iter().enumerate().map(|(at, piece)| (piece, open && at == last));
            for (folded, open) in pieces.chain(whole.map(|whole| (whole, open))) {
                let (german, english) =
                    (stems.stem(&folded, Language::De), stems.stem(&folded, Language::En));
                words.push(Word { folded, german, english, open });
            }
        }
        Self { stems, words }
    }

    fn finds(&self, word: &str) -> bool {
        let Some(folded) = parts(word).next() else { return false };
        self.words.iter().any(|wanted| {
            // Stems begin as their words do, but for the dots.
            if folded.as_bytes().first() != wanted.folded.as_bytes().first() {
                return false;
            }
            let begins = wanted.open
                && wanted.folded.chars().count() >= BEGINNING
                && (folded.starts_with(&wanted.folded)
                    || plain_vowels(&folded).starts_with(&plain_vowels(&wanted.folded)));
            folded == wanted.folded
                || begins
                || self.stems.stem(&folded, Language::De) == wanted.german
                || self.stems.stem(&folded, Language::En) == wanted.english
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, question: &str) -> String {
        snippet(text, question)
            .into_iter()
            .map(|piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text })
            .collect()
    }

    #[test]
    fn what_was_asked_for_is_marked_in_every_form() {
        let text = "Die Hydraulikschläuche am\n\nLöffelstiel wurden geprüft.";
        assert_eq!(
            marked(text, "hydraulikschlauch"),
            "Die [Hydraulikschläuche] am Löffelstiel wurden geprüft."
        );
        assert_eq!(
            marked(text, "geprueft loffel"),
            "Die Hydraulikschläuche am [Löffelstiel] wurden [geprüft]."
        );
        assert_eq!(marked("Teil HY-4711.20-F ersetzt", "4711"), "Teil HY-[4711].20-F ersetzt");
        assert_eq!(marked(text, "pumpe"), "");
    }

    #[test]
    fn of_a_long_text_a_short_stretch_is_shown() {
        let text = format!("{}Kettenbagger {}", "vorher ".repeat(100), "nachher ".repeat(100));
        let shown = marked(&text, "kettenbagger");
        assert!(shown.starts_with("… vorher") && shown.ends_with("nachher …"), "{shown}");
        assert!(shown.contains("[Kettenbagger]") && shown.chars().count() < 220, "{shown}");
        assert_eq!(marked(&"ä".repeat(300_000), "x"), "");
    }
}
