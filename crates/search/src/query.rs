//! How a typed text is understood, and what it matches in one segment.
//!
//! The text is tried as one part number, and word by word. Every match falls into a class; classes are ordered,
//! and within a class parts are ordered by number:
//!
//! 1. the own number, a cross reference;
//! 2. the beginning of the own number, of a cross reference;
//! 3. a fragment of the own number, of a cross reference;
//! 4. every word in the name: as whole words, then also as the beginning of a word (the last word typed), then
//!    also as a part of a compound, then in the name of the other language;
//! 5. every word somewhere: also in the number, then in a cross reference, then in attributes and description;
//! 6. the same for parts that are not sold (any more): these are wanted by number.

use tantivy::Searcher;

use kontor_domain::Language;
use kontor_domain::catalog::{CrossReference, PartNumber};

use crate::docset::DocSet;
use crate::schema::{Fields, NOT_SOLD};
use crate::segment::Segment;
use crate::tokenize::{Stems, has_digit, parts};
use crate::types::Result;

/// What is typed beyond this is not looked at.
const MAX_CHARS: usize = 200;
const MAX_WORDS: usize = 8;
/// Parts of compounds must have so many letters.
const MIN_COMPOUND_PART: usize = 4;
/// Fragments of numbers must have so many characters.
const MIN_FRAGMENT: usize = 3;
/// Words must have so many letters to be corrected.
const MIN_CORRECTABLE: usize = 4;
/// Beginnings of attribute values must have so many characters, of sizes one less: shorter ones say nothing and
/// would match half of the catalogue.
const MIN_VALUE_BEGINNING: usize = 3;

/// Words that say nothing about the part; they are left out when other words remain.
const STOP_WORDS: [&str; 38] = [
    "a", "am", "an", "and", "auf", "aus", "bei", "das", "dem", "den", "der", "des", "die", "ein", "eine",
    "einem", "einen", "einer", "for", "from", "fuer", "im", "in", "mit", "oder", "of", "on", "or", "the",
    "to", "und", "vom", "von", "with", "zu", "zum", "zur", "ohne",
];

/// Where a word matched, best first.
#[derive(Clone, Copy)]
enum Place {
    WholeWord,
    Beginning,
    CompoundPart,
    OtherLanguage,
    Number,
    CrossReference,
    More,
}

const PLACES: usize = 7;
/// Classes of the text as one number come before those of its words.
const NUMBER_CLASSES: usize = 6;
/// All classes: number, words by their worst place, not sold.
const CLASSES: usize = NUMBER_CLASSES + PLACES + 1;
const NOT_SOLD_CLASS: usize = CLASSES - 1;

/// Where a question is asked.
pub struct Scope<'a> {
    pub segment: &'a Segment,
    pub searcher: &'a Searcher,
    pub fields: &'a Fields,
}

/// A text, understood.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// The whole text as a normalised number.
    number: String,
    words: Vec<Word>,
    language: Language,
}

/// One word of the text.
#[derive(Debug, Clone)]
struct Word {
    /// As a normalised number.
    number: String,
    /// Too short for a fragment, it counts as one together with its neighbours: `4711 20 filter`.
    with_neighbours: Vec<String>,
    /// Folded, as a whole.
    whole: Term,
    /// Folded, where it is written with dashes, dots or slashes.
    parts: Vec<Term>,
}

/// A folded word with what is looked up for it.
#[derive(Debug, Clone)]
struct Term {
    text: String,
    stem_de: String,
    stem_en: String,
    /// The last word may still grow.
    growing: bool,
}

impl Term {
    fn new(text: String, growing: bool, stems: &Stems) -> Self {
        Self {
            stem_de: stems.stem(&text, Language::De),
            stem_en: stems.stem(&text, Language::En),
            growing,
            text,
        }
    }

    fn stem(&self, language: Language) -> &str {
        match language {
            Language::De => &self.stem_de,
            Language::En => &self.stem_en,
        }
    }

    /// What to look for inside compounds: the stem, so that `Pumpen` finds `Hydraulikpumpe`, and the word
    /// itself where the stem does not find it anyway.
    fn compound_parts(&self, language: Language) -> Vec<&str> {
        let long_enough = |part: &&str| part.chars().count() >= MIN_COMPOUND_PART;
        let stem = Some(self.stem(language)).filter(long_enough);
        let word = Some(self.text.as_str()).filter(long_enough);
        stem.into_iter().chain(word.filter(|word| stem.is_none_or(|stem| !word.contains(stem)))).collect()
    }

    fn correctable(&self) -> bool {
        !has_digit(&self.text) && self.text.chars().count() >= MIN_CORRECTABLE
    }
}

impl Question {
    /// Understands a text. Any text is a question; nothing in it is syntax.
    #[must_use]
    pub fn new(text: &str, language: Language) -> Self {
        let text = text.char_indices().nth(MAX_CHARS).map_or(text, |(end, _)| &text[..end]);
        let stems = Stems::default();
        let chunks: Vec<(&str, Vec<String>)> = text
            .split_whitespace()
            .map(|chunk| (chunk, parts(chunk).collect::<Vec<_>>()))
            .filter(|(_, parts)| !parts.is_empty())
            .collect();
        let says_nothing = |parts: &[String]| matches!(parts, [word] if STOP_WORDS.contains(&word.as_str()));
        let keep_all = chunks.iter().all(|(_, parts)| says_nothing(parts));
        let end = chunks.len();
        let mut words: Vec<Word> = (1..)
            .zip(chunks)
            .filter(|(_, (_, parts))| keep_all || !says_nothing(parts))
            .take(MAX_WORDS)
            .map(|(at, (chunk, parts))| {
                let growing = at == end;
                let whole = Term::new(parts.concat(), growing, &stems);
                let last = parts.len() - 1;
                let parts = if last == 0 { Vec::new() } else { parts };
                Word {
                    number: shortened(PartNumber::normalized(chunk)),
                    with_neighbours: Vec::new(),
                    whole,
                    parts: (0..)
                        .zip(parts)
                        .map(|(at, part)| Term::new(part, growing && at == last, &stems))
                        .collect(),
                }
            })
            .collect();
        let numbers: Vec<String> = words.iter().map(|word| word.number.clone()).collect();
        for pair in 1..numbers.len() {
            for at in [pair - 1, pair] {
                if numbers[at].chars().count() < MIN_FRAGMENT {
                    words[at].with_neighbours.push(numbers[pair - 1..=pair].concat());
                }
            }
        }
        Self { number: shortened(PartNumber::normalized(text)), words, language }
    }

    /// Nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.number.is_empty() && self.words.is_empty()
    }

    /// Would looking for typing errors make a difference?
    #[must_use]
    pub fn correctable(&self) -> bool {
        self.words.iter().any(|word| word.whole.correctable() || word.parts.iter().any(Term::correctable))
    }

    /// The matching documents of a segment, class by class; no document is in two classes. Deleted documents
    /// may be among them.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn find(&self, at: &Scope<'_>, corrected: bool) -> Result<Vec<DocSet>> {
        let mut classes = vec![DocSet::default(); CLASSES];
        self.find_number(at, &mut classes)?;
        self.find_words(at, corrected, &mut classes)?;
        let mut seen = DocSet::default();
        for class in &mut classes {
            if !class.is_empty() {
                class.remove(&seen);
                seen.union(class);
            }
        }
        Ok(classes)
    }

    fn find_number(&self, at: &Scope<'_>, classes: &mut [DocSet]) -> Result<()> {
        let number = self.number.as_str();
        if number.is_empty() {
            return Ok(());
        }
        let own = (at.fields.number_beginnings, at.fields.number_pieces);
        let cross = (at.fields.cross_beginnings, at.fields.cross_pieces);
        for (offset, (beginnings, pieces)) in [own, cross].into_iter().enumerate() {
            classes[offset] = at.segment.number(beginnings, number)?;
            classes[2 + offset] = at.segment.number_beginning(beginnings, number)?;
            classes[4 + offset] = at.segment.number_fragment(pieces, at.searcher, number)?;
        }
        Ok(())
    }

    fn find_words(&self, at: &Scope<'_>, corrected: bool, classes: &mut [DocSet]) -> Result<()> {
        let mut all: Option<[DocSet; PLACES]> = None;
        for word in &self.words {
            let mut places = self.places(at, word, corrected)?;
            // A word that matches at a better place matches at all worse ones too.
            for place in 1..PLACES {
                let (better, rest) = places.split_at_mut(place);
                rest[0].union(&better[place - 1]);
            }
            match &mut all {
                None => all = Some(places),
                Some(all) => all.iter_mut().zip(&places).for_each(|(all, place)| all.intersect(place)),
            }
            // Found nowhere: the other words need not be looked up.
            if all.as_ref().is_some_and(|all| all[PLACES - 1].is_empty()) {
                return Ok(());
            }
        }
        let Some(all) = all else { return Ok(()) };
        let not_sold = at.segment.with_term(at.fields.flag, NOT_SOLD)?;
        classes[NOT_SOLD_CLASS].clone_from(&all[PLACES - 1]);
        for (class, mut docs) in classes[NUMBER_CLASSES..NOT_SOLD_CLASS].iter_mut().zip(all) {
            docs.remove(&not_sold);
            *class = docs;
        }
        Ok(())
    }

    /// Where one word matches.
    fn places(&self, at: &Scope<'_>, word: &Word, corrected: bool) -> Result<[DocSet; PLACES]> {
        let mut places: [DocSet; PLACES] = Default::default();
        self.add_term(at, &word.whole, corrected, &mut places)?;
        if let Some((first, rest)) = word.parts.split_first() {
            // Taken apart, the parts must all match, each at this place or a better one.
            let mut together: [DocSet; PLACES] = Default::default();
            self.add_term(at, first, corrected, &mut together)?;
            for place in 1..PLACES {
                let (better, worse) = together.split_at_mut(place);
                worse[0].union(&better[place - 1]);
            }
            for part in rest {
                let mut these: [DocSet; PLACES] = Default::default();
                self.add_term(at, part, corrected, &mut these)?;
                let mut reached = DocSet::default();
                for (all, place) in together.iter_mut().zip(&these) {
                    reached.union(place);
                    all.intersect(&reached);
                }
            }
            places.iter_mut().zip(&together).for_each(|(place, docs)| place.union(docs));
        }
        let (segment, fields) = (at.segment, at.fields);
        // A word that is the whole text was looked up as a number already, in a better class.
        if word.number != self.number && !word.number.is_empty() {
            for (place, beginnings, pieces) in [
                (Place::Number, fields.number_beginnings, fields.number_pieces),
                (Place::CrossReference, fields.cross_beginnings, fields.cross_pieces),
            ] {
                let docs = &mut places[place as usize];
                docs.union(&segment.number_beginning(beginnings, &word.number)?);
                for fragment in word.with_neighbours.iter().chain([&word.number]) {
                    docs.union(&segment.number_fragment(pieces, at.searcher, fragment)?);
                }
            }
        }
        Ok(places)
    }

    /// Adds where one folded word matches among names, attributes and texts.
    fn add_term(
        &self,
        at: &Scope<'_>,
        term: &Term,
        corrected: bool,
        places: &mut [DocSet; PLACES],
    ) -> Result<()> {
        let (segment, fields) = (at.segment, at.fields);
        let own = self.language;
        let other = match own {
            Language::De => Language::En,
            Language::En => Language::De,
        };
        for (language, [whole, beginning, part]) in [
            (own, [Place::WholeWord, Place::Beginning, Place::CompoundPart]),
            (other, [Place::OtherLanguage; 3]),
        ] {
            let name = fields.name(language);
            let vocabulary = segment.vocabulary(language);
            segment.add_term(fields.stem(language), term.stem(language), &mut places[whole as usize])?;
            if term.growing {
                segment.add_longer_terms(name, &term.text, &mut places[beginning as usize])?;
            }
            if !has_digit(&term.text) {
                for word in vocabulary.containing(&term.compound_parts(language)) {
                    // In a better place already: by its stem, or as one of the longer words.
                    if word == term.text || (term.growing && word.starts_with(&term.text)) {
                        continue;
                    }
                    segment.add_term(name, word, &mut places[part as usize])?;
                }
            }
            if corrected && term.correctable() {
                for word in vocabulary.similar(&term.text) {
                    segment.add_term(name, word, &mut places[beginning as usize])?;
                }
                for word in vocabulary.similar_parts(&term.text, true) {
                    segment.add_term(name, word, &mut places[part as usize])?;
                }
            }
            let more = &mut places[Place::More as usize];
            segment.add_term(fields.more(language), term.stem(language), more)?;
        }
        let more = &mut places[Place::More as usize];
        segment.add_term(fields.values, &term.text, more)?;
        let long_enough =
            term.text.chars().count() + usize::from(has_digit(&term.text)) >= MIN_VALUE_BEGINNING;
        if term.growing && long_enough {
            segment.add_longer_terms(fields.values, &term.text, more)?;
        }
        Ok(())
    }

    /// Can a cross reference have made a part of this class a hit?
    #[must_use]
    pub fn may_match_reference(&self, class: usize) -> bool {
        !self.is_empty()
            && (matches!(class, 1 | 3 | 5) || class >= NUMBER_CLASSES + Place::CrossReference as usize)
    }

    /// The cross reference that made a part of this class a hit; `own` is its own normalised number.
    #[must_use]
    pub fn matched(&self, class: usize, own: &str, references: &[CrossReference]) -> Option<CrossReference> {
        let pick = |number: &str| {
            let rank = |reference: &&CrossReference| {
                let normalized = PartNumber::normalized(&reference.number);
                if normalized == number {
                    Some(0)
                } else if normalized.starts_with(number) {
                    Some(1)
                } else {
                    (number.chars().count() >= MIN_FRAGMENT && normalized.contains(number)).then_some(2)
                }
            };
            references.iter().filter(|r| rank(r).is_some()).min_by_key(rank).cloned()
        };
        if !self.may_match_reference(class) {
            None
        } else if class < NUMBER_CLASSES {
            pick(&self.number)
        } else {
            let mut numbers: Vec<&str> = self.words.iter().map(|word| word.number.as_str()).collect();
            numbers.retain(|number| number.chars().count() >= MIN_FRAGMENT && !number_found(own, number));
            numbers.sort_by_key(|number| std::cmp::Reverse(number.len()));
            numbers.into_iter().find_map(pick)
        }
    }
}

fn number_found(own: &str, number: &str) -> bool {
    !number.is_empty()
        && (own.starts_with(number) || (number.chars().count() >= MIN_FRAGMENT && own.contains(number)))
}

/// No part number is that long.
fn shortened(number: String) -> String {
    if number.chars().count() > 2 * PartNumber::MAX_CHARS { String::new() } else { number }
}
