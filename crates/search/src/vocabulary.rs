//! The words of the catalogue's names, kept in memory, to find parts of compounds (`element` in
//! `Filterelement`) and words with one typing error. A catalogue has few different words, however many parts.

use std::io;

use tantivy::index::InvertedIndexReader;

use crate::tokenize::{has_digit, plain_vowels};

/// The folded words of one segment in one language, without sizes and numbers.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// Each word on a line of its own; a word with an umlaut has a second line with the plain vowel.
    text: String,
    /// Start of each line and the start of the line with the word as it is in the index.
    lines: Vec<(u32, u32)>,
}

impl Vocabulary {
    /// Reads the words of a field.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn read(index: &InvertedIndexReader) -> io::Result<Self> {
        let mut vocabulary = Self::default();
        let mut stream = index.terms().stream()?;
        while stream.advance() {
            if let Ok(word) = std::str::from_utf8(stream.key()) {
                vocabulary.add(word);
            }
        }
        vocabulary.text.shrink_to_fit();
        vocabulary.lines.shrink_to_fit();
        Ok(vocabulary)
    }

    fn add(&mut self, word: &str) {
        if has_digit(word) {
            return;
        }
        let Ok(start) = u32::try_from(self.text.len()) else { return };
        self.text.push_str(word);
        self.text.push('\n');
        self.lines.push((start, start));
        let plain = plain_vowels(word);
        if plain != word
            && let Ok(second) = u32::try_from(self.text.len())
        {
            self.text.push_str(&plain);
            self.text.push('\n');
            self.lines.push((second, start));
        }
    }

    fn line(&self, start: u32) -> &str {
        self.text[start as usize..].split('\n').next().unwrap_or_default()
    }

    /// The words that hold one of `needles`, sorted.
    #[must_use]
    pub fn containing(&self, needles: &[&str]) -> Vec<&str> {
        let mut found = Vec::new();
        for needle in needles {
            let mut from = 0;
            while let Some(at) = self.text[from..].find(needle) {
                let at = from + at;
                let line = self.lines.partition_point(|(start, _)| *start as usize <= at).saturating_sub(1);
                let Some((start, word)) = self.lines.get(line) else { break };
                found.push(*word);
                // On to the next line: one hit per word is enough.
                from = *start as usize + self.line(*start).len();
            }
        }
        self.words(found)
    }

    /// The words that are `word` with one typing error.
    #[must_use]
    pub fn similar(&self, word: &str) -> Vec<&str> {
        self.matching(|candidate| similar(word.as_bytes(), candidate.as_bytes()))
    }

    /// The words that begin with (or, for five letters and more, hold) `word` with one typing error.
    #[must_use]
    pub fn similar_parts(&self, word: &str, inside: bool) -> Vec<&str> {
        let word = word.as_bytes();
        let inside = inside && word.len() >= 5;
        self.matching(|candidate| {
            let candidate = candidate.as_bytes();
            let last = if inside { (candidate.len() + 1).saturating_sub(word.len()) } else { 0 };
            (0..=last).any(|start| begins_similar(word, candidate.get(start..).unwrap_or_default()))
        })
    }

    fn matching(&self, matches: impl Fn(&str) -> bool) -> Vec<&str> {
        let found =
            self.text.lines().zip(&self.lines).filter(|(line, _)| matches(line)).map(|(_, (_, word))| *word);
        self.words(found.collect())
    }

    fn words(&self, mut starts: Vec<u32>) -> Vec<&str> {
        starts.sort_unstable();
        starts.dedup();
        starts.into_iter().map(|start| self.line(start)).collect()
    }
}

/// One letter wrong, missing, too many, or two neighbours swapped.
fn one_error(typed: &[u8], word: &[u8], same: impl Fn(&[u8], &[u8]) -> bool) -> bool {
    let common = typed.iter().zip(word).take_while(|(a, b)| a == b).count();
    let (typed, word) = (&typed[common..], &word[common..]);
    match (typed, word) {
        ([], []) => same(typed, word),
        ([], [_, rest @ ..]) => same(typed, word) || same(typed, rest),
        ([_, rest @ ..], []) => same(rest, word),
        ([a, typed_rest @ ..], [b, word_rest @ ..]) => {
            let swapped = match (typed_rest, word_rest) {
                ([a2, t @ ..], [b2, w @ ..]) => a == b2 && b == a2 && same(t, w),
                _ => false,
            };
            same(typed_rest, word_rest) || same(typed_rest, word) || same(typed, word_rest) || swapped
        }
    }
}

fn similar(typed: &[u8], word: &[u8]) -> bool {
    typed.len().abs_diff(word.len()) <= 1 && one_error(typed, word, |typed, word| typed == word)
}

fn begins_similar(typed: &[u8], word: &[u8]) -> bool {
    one_error(typed, word, |typed, word| word.starts_with(typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(words: &[&str]) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for word in words {
            vocabulary.add(word);
        }
        vocabulary
    }

    #[test]
    fn parts_of_compounds_are_found() {
        let v = vocabulary(&[
            "filter",
            "filterelement",
            "hydraulikfilter",
            "m20x15",
            "schlaeuche",
            "turboelement",
        ]);
        assert_eq!(v.containing(&["filter"]), ["filter", "filterelement", "hydraulikfilter"]);
        assert_eq!(v.containing(&["element"]), ["filterelement", "turboelement"]);
        assert_eq!(v.containing(&["schlauch"]), ["schlaeuche"]);
        assert_eq!(v.containing(&["20x1"]), Vec::<&str>::new());
        assert_eq!(v.containing(&["rfil", "lter"]), ["filter", "filterelement", "hydraulikfilter"]);
    }

    #[test]
    fn one_typing_error_is_forgiven_and_no_second_one() {
        let v = vocabulary(&["filter", "hydraulikfilter", "dichtung"]);
        for typed in ["fiter", "fillter", "filtar", "fliter", "filte", "xfilter", "filters"] {
            assert_eq!(v.similar(typed), ["filter"], "{typed}");
        }
        for typed in ["fitr", "fltar", "filtrex", "flietr"] {
            assert!(v.similar(typed).is_empty(), "{typed}");
        }
        assert_eq!(v.similar_parts("hydarul", false), ["hydraulikfilter"]);
        assert_eq!(v.similar_parts("dichtnug", true), ["dichtung"]);
        assert_eq!(v.similar_parts("fitler", true), ["filter", "hydraulikfilter"]);
        assert!(v.similar_parts("fitler", false).iter().all(|w| *w == "filter"));
    }

    #[test]
    fn an_empty_vocabulary_finds_nothing() {
        let v = vocabulary(&[]);
        assert!(v.containing(&["a"]).is_empty());
        assert!(v.similar("abcd").is_empty());
        assert!(v.similar_parts("abcde", true).is_empty());
    }
}
