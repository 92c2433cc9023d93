//! How texts become the terms of the index and of the question: the same functions serve both sides.
//!
//! Words are folded (`Schläuche`, `SCHLAEUCHE` and `schlaeuche` are one word), numbers are normalised by
//! [`kontor_domain::catalog::PartNumber::normalized`] and cut into beginnings and fragments.

use rust_stemmers::{Algorithm, Stemmer};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use kontor_domain::Language;

/// Longer words are cut: nobody types them, and they would only fatten the dictionary.
const MAX_WORD_CHARS: usize = 40;
/// Beginnings of numbers are terms of their own up to this length; longer ones are found by a range of terms.
pub const MAX_BEGINNING: usize = 10;
/// Length of the pieces that numbers are cut into.
pub const PIECE: usize = 4;
/// Stands before a number's first character in its pieces.
pub const NUMBER_START: char = '^';
/// Stands after a number's last character, in its pieces and in the term for the whole number.
pub const NUMBER_END: char = '$';
/// Room between the pieces of two numbers of one part, so that no fragment is found across them.
const GAP: usize = 8;

/// Writes one character in lower case, umlauts and ß written out, accents dropped.
fn fold_char(c: char, out: &mut String) {
    match c {
        'a'..='z' | '0'..='9' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        'ä' | 'Ä' | 'æ' | 'Æ' => out.push_str("ae"),
        'ö' | 'Ö' | 'œ' | 'Œ' => out.push_str("oe"),
        'ü' | 'Ü' => out.push_str("ue"),
        'ß' | 'ẞ' => out.push_str("ss"),
        'à' | 'á' | 'â' | 'ã' | 'å' | 'À' | 'Á' | 'Â' | 'Ã' | 'Å' => out.push('a'),
        'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => out.push('e'),
        'ì' | 'í' | 'î' | 'ï' | 'Ì' | 'Í' | 'Î' | 'Ï' => out.push('i'),
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ø' => out.push('o'),
        // With both micro signs: people type "10 um".
        'ù' | 'ú' | 'û' | 'Ù' | 'Ú' | 'Û' | '\u{b5}' | '\u{3bc}' | '\u{39c}' => out.push('u'),
        'ç' | 'Ç' => out.push('c'),
        'ñ' | 'Ñ' => out.push('n'),
        // A diaeresis of its own, as some keyboards and all Macs write it in file names.
        '\u{308}' if out.ends_with(['a', 'o', 'u']) => out.push('e'),
        c if is_accent(c) => {}
        c => out.extend(c.to_lowercase()),
    }
}

/// Marks that belong to the character before them.
const fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Does the character belong to a word?
pub fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_accent(c)
}

/// The folded words of a chunk without blanks: `O-Ring` gives `o` and `ring`.
pub fn parts(chunk: &str) -> impl Iterator<Item = String> + '_ {
    chunk.split(|c| !is_word_char(c)).filter_map(|part| {
        let mut word = String::with_capacity(part.len() + 2);
        part.chars().take(MAX_WORD_CHARS).for_each(|c| fold_char(c, &mut word));
        (!word.is_empty()).then_some(word)
    })
}

/// Calls `each` for every word of the text; what is written with dashes, dots or slashes counts in parts and as
/// a whole (`O-Ring`: `o`, `ring`, `oring`).
pub fn words(text: &str, mut each: impl FnMut(&str)) {
    for chunk in text.split_whitespace() {
        let mut whole = String::new();
        let mut count = 0;
        for part in parts(chunk) {
            each(&part);
            whole.push_str(&part);
            count += 1;
        }
        if count > 1 {
            each(&whole);
        }
    }
}

/// The word with written-out umlauts taken back to the plain vowel, so that `Schlauch` and `Schläuche` share
/// their stem. `ue` stays after a vowel or `q`, where it hardly ever is an umlaut (`neue`, `Steuer`, `Quelle`).
#[must_use]
pub fn plain_vowels(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut chars = word.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        out.push(c);
        let umlaut = match c {
            'a' | 'o' => chars.peek() == Some(&'e'),
            'u' => chars.peek() == Some(&'e') && !matches!(before, 'a' | 'e' | 'q'),
            _ => false,
        };
        before = c;
        if umlaut {
            chars.next();
            before = 'e';
        }
    }
    out
}

/// The stemmers of both languages.
pub struct Stems {
    german: Stemmer,
    english: Stemmer,
}

impl Default for Stems {
    fn default() -> Self {
        Self { german: Stemmer::create(Algorithm::German), english: Stemmer::create(Algorithm::English) }
    }
}

impl Stems {
    /// The stem of a folded word. Words with digits or of other scripts are their own stem.
    #[must_use]
    pub fn stem(&self, word: &str, language: Language) -> String {
        if word.len() < 3 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
            return word.to_owned();
        }
        match language {
            Language::De => self.german.stem(&plain_vowels(word)).into_owned(),
            Language::En => self.english.stem(word).into_owned(),
        }
    }
}

/// Does the word hold a digit, that is: is it rather a size or a number than a word?
#[must_use]
pub fn has_digit(word: &str) -> bool {
    word.chars().any(char::is_numeric)
}

/// The terms of a text for one kind of field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Terms {
    /// Beginnings of a normalised number, and the whole number with an end mark.
    Beginnings,
    /// Overlapping pieces of a normalised number, with positions.
    Pieces,
    /// Folded words.
    Words,
    /// Stems of the words.
    Stems(Language),
    /// A path and all the paths above it.
    Path,
}

impl Terms {
    pub const ALL: [Self; 6] = [
        Self::Beginnings,
        Self::Pieces,
        Self::Words,
        Self::Stems(Language::De),
        Self::Stems(Language::En),
        Self::Path,
    ];

    /// The name under which tantivy knows it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Beginnings => "kontor_beginnings",
            Self::Pieces => "kontor_pieces",
            Self::Words => "kontor_words",
            Self::Stems(Language::De) => "kontor_stems_de",
            Self::Stems(Language::En) => "kontor_stems_en",
            Self::Path => "kontor_path",
        }
    }

    fn write(self, text: &str, out: &mut TermList) {
        match self {
            Self::Beginnings => {
                for (end, _) in text.char_indices().skip(1).take(MAX_BEGINNING) {
                    out.push(&text[..end]);
                }
                if text.chars().count() <= MAX_BEGINNING {
                    out.push(text);
                }
                out.push_whole(text);
            }
            Self::Pieces => {
                let chars: Vec<char> =
                    std::iter::once(NUMBER_START).chain(text.chars()).chain([NUMBER_END]).collect();
                if chars.len() < PIECE {
                    out.push_chars(&chars);
                }
                for piece in chars.windows(PIECE) {
                    out.push_chars(piece);
                }
            }
            Self::Words => words(text, |word| out.push(word)),
            Self::Stems(language) => {
                let stems = Stems::default();
                words(text, |word| out.push(&stems.stem(word, language)));
            }
            Self::Path => {
                for (end, _) in text.match_indices('/') {
                    out.push(&text[..end]);
                }
                out.push(text);
            }
        }
    }
}

/// The terms of one text, end to end in one string.
#[derive(Debug, Clone, Default)]
struct TermList {
    text: String,
    ends: Vec<usize>,
}

impl TermList {
    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    fn push(&mut self, term: &str) {
        self.text.push_str(term);
        self.ends.push(self.text.len());
    }

    fn push_whole(&mut self, number: &str) {
        self.text.push_str(number);
        self.text.push(NUMBER_END);
        self.ends.push(self.text.len());
    }

    fn push_chars(&mut self, chars: &[char]) {
        self.text.extend(chars);
        self.ends.push(self.text.len());
    }
}

/// Gives tantivy the terms.
#[derive(Clone)]
pub struct TermTokenizer {
    terms: Terms,
    list: TermList,
    token: Token,
}

impl TermTokenizer {
    #[must_use]
    pub fn new(terms: Terms) -> Self {
        Self { terms, list: TermList::default(), token: Token::default() }
    }
}

impl Tokenizer for TermTokenizer {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        self.list.clear();
        self.terms.write(text, &mut self.list);
        TermStream { list: &self.list, token: &mut self.token, next: 0, start: 0 }
    }
}

/// Walks over the terms of one text.
pub struct TermStream<'a> {
    list: &'a TermList,
    token: &'a mut Token,
    next: usize,
    start: usize,
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(&end) = self.list.ends.get(self.next) else { return false };
        self.token.text.clear();
        self.token.text.push_str(&self.list.text[self.start..end]);
        self.token.offset_from = self.start;
        self.token.offset_to = end;
        self.token.position = GAP + self.next;
        self.token.position_length = 1;
        self.start = end;
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(kind: Terms, text: &str) -> Vec<String> {
        let mut tokenizer = TermTokenizer::new(kind);
        let mut stream = tokenizer.token_stream(text);
        let mut all = Vec::new();
        while stream.advance() {
            all.push(stream.token().text.clone());
        }
        all
    }

    #[test]
    fn umlauts_and_case_do_not_matter() {
        let fold = |text: &str| parts(text).collect::<Vec<_>>();
        for spelling in ["Ölfilter", "OELFILTER", "oelfilter", "O\u{308}lfilter"] {
            assert_eq!(fold(spelling), ["oelfilter"]);
        }
        assert_eq!(fold("Größe"), fold("GROESSE"));
        assert_eq!(fold("10µm"), fold("10um"));
    }

    #[test]
    fn dashed_words_count_in_parts_and_as_a_whole() {
        assert_eq!(terms(Terms::Words, "O-Ring  90x210"), ["o", "ring", "oring", "90x210"]);
        assert_eq!(terms(Terms::Words, "--- !"), Vec::<String>::new());
    }

    #[test]
    fn singular_and_plural_share_a_stem() {
        let stems = Stems::default();
        let de = |word: &str| stems.stem(&parts(word).next().unwrap(), Language::De);
        assert_eq!(de("Schläuche"), de("Schlauch"));
        assert_eq!(de("SCHLAEUCHE"), de("Schlauch"));
        assert_eq!(de("Pumpen"), de("Pumpe"));
        assert_ne!(de("neue"), de("nu"));
        assert_eq!(stems.stem("filters", Language::En), stems.stem("filter", Language::En));
        assert_eq!(stems.stem("m20x15", Language::De), "m20x15");
    }

    #[test]
    fn numbers_are_cut_into_beginnings_and_pieces() {
        assert_eq!(terms(Terms::Beginnings, "4711"), ["4", "47", "471", "4711", "4711$"]);
        assert_eq!(terms(Terms::Pieces, "4711"), ["^471", "4711", "711$"]);
        assert_eq!(terms(Terms::Pieces, "4"), ["^4$"]);
        let long = "ABCDEFGHIJKL";
        assert_eq!(terms(Terms::Beginnings, long).last().unwrap(), "ABCDEFGHIJKL$");
        assert_eq!(terms(Terms::Beginnings, long).len(), MAX_BEGINNING + 1);
    }

    #[test]
    fn a_path_knows_all_paths_above_it() {
        assert_eq!(terms(Terms::Path, "a/b/c"), ["a", "a/b", "a/b/c"]);
    }
}
