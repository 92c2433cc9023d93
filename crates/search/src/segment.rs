//! One segment of the index, opened for reading: what its terms match, as sets of documents.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentId;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::{EnableScoring, PhraseQuery, Query};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Searcher, SegmentReader, Term};

use kontor_domain::Language;

use crate::docset::DocSet;
use crate::schema::{ATTRIBUTE, ATTRIBUTE_NAME, CATEGORY, Fields, KEY, SEPARATOR};
use crate::tokenize::{MAX_BEGINNING, NUMBER_END, PIECE};
use crate::types::Result;
use crate::vocabulary::Vocabulary;

/// What is read from a segment once and never changes.
#[derive(Debug, Default)]
pub struct Dictionaries {
    pub words_de: Vocabulary,
    pub words_en: Vocabulary,
    /// Category paths by their ordinal.
    pub categories: Vec<String>,
    /// German names of attributes with the ordinals of their values.
    pub attributes: Vec<(String, Range<u64>)>,
    /// English names of attributes by their German ones.
    pub english: HashMap<String, String>,
}

/// A segment with its columns.
pub struct Segment {
    pub reader: SegmentReader,
    pub dictionaries: Arc<Dictionaries>,
    /// All documents that are not deleted.
    pub alive: DocSet,
    keys: Option<StrColumn>,
    categories: Option<Column<u64>>,
    pub attributes: Option<StrColumn>,
    /// Parts per category ordinal over the whole segment; counted when first needed.
    category_counts: OnceLock<Vec<u64>>,
}

impl Segment {
    /// Opens a segment; `known` are dictionaries read before.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn open(
        reader: &SegmentReader,
        fields: &Fields,
        known: &HashMap<SegmentId, Arc<Dictionaries>>,
    ) -> Result<Self> {
        let columns = reader.fast_fields();
        let attributes = columns.str(ATTRIBUTE)?;
        let dictionaries = match known.get(&reader.segment_id()) {
            Some(dictionaries) => Arc::clone(dictionaries),
            None => Arc::new(read_dictionaries(reader, fields, attributes.as_ref())?),
        };
        let mut alive = DocSet::full(reader.max_doc());
        if let Some(bits) = reader.alive_bitset() {
            let dead: Vec<DocId> = (0..reader.max_doc()).filter(|&doc| bits.is_deleted(doc)).collect();
            let mut set = DocSet::default();
            set.insert_all(&dead, reader.max_doc());
            alive.remove(&set);
        }
        Ok(Self {
            reader: reader.clone(),
            dictionaries,
            alive,
            keys: columns.str(KEY)?,
            categories: columns.str(CATEGORY)?.map(|column| column.ords().clone()),
            attributes,
            category_counts: OnceLock::new(),
        })
    }

    pub fn vocabulary(&self, language: Language) -> &Vocabulary {
        match language {
            Language::De => &self.dictionaries.words_de,
            Language::En => &self.dictionaries.words_en,
        }
    }

    /// The part key of a document.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn key(&self, doc: DocId) -> Result<String> {
        let mut key = String::new();
        if let Some(keys) = &self.keys
            && let Some(ord) = keys.ords().first(doc)
        {
            keys.ord_to_str(ord, &mut key)?;
        }
        Ok(key)
    }

    /// Parts per category ordinal among `docs`.
    pub fn count_categories(&self, docs: &DocSet) -> Vec<u64> {
        let mut counts = vec![0; self.dictionaries.categories.len()];
        if let Some(column) = &self.categories {
            for ord in docs.iter().filter_map(|doc| column.first(doc)) {
                if let Some(count) = usize::try_from(ord).ok().and_then(|ord| counts.get_mut(ord)) {
                    *count += 1;
                }
            }
        }
        counts
    }

    /// Parts per category ordinal among all documents.
    pub fn category_counts(&self) -> &[u64] {
        self.category_counts.get_or_init(|| self.count_categories(&self.alive))
    }

    /// Adds the documents with a term.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn add_term(&self, field: Field, term: &str, set: &mut DocSet) -> Result<()> {
        let index = self.reader.inverted_index(field)?;
        if let Some(info) = index.terms().get(term)? {
            let mut block = index.read_block_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
            self.add_postings(&mut block, set);
        }
        Ok(())
    }

    /// The documents with a term.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn with_term(&self, field: Field, term: &str) -> Result<DocSet> {
        let mut set = DocSet::default();
        self.add_term(field, term, &mut set)?;
        Ok(set)
    }

    /// Adds the documents with any term that begins with `beginning`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn add_terms_from(&self, field: Field, beginning: &str, set: &mut DocSet) -> Result<()> {
        let index = self.reader.inverted_index(field)?;
        let mut end = beginning.as_bytes().to_vec();
        // No byte of UTF-8 is as high.
        end.push(0xff);
        let mut terms = index.terms().range().ge(beginning).lt(&end).without_keys().into_stream()?;
        // The reader is a good kilobyte; there may be thousands of terms.
        let mut block = BlockSegmentPostings::empty();
        let mut first = true;
        while terms.advance() {
            if std::mem::take(&mut first) {
                block = index.read_block_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
            } else {
                index.reset_block_postings_from_terminfo(terms.value(), &mut block)?;
            }
            self.add_postings(&mut block, set);
        }
        Ok(())
    }

    fn add_postings(&self, block: &mut BlockSegmentPostings, set: &mut DocSet) {
        while !block.docs().is_empty() {
            set.insert_all(block.docs(), self.reader.max_doc());
            block.advance();
        }
    }

    /// The documents with exactly this normalised number.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn number(&self, beginnings: Field, number: &str) -> Result<DocSet> {
        self.with_term(beginnings, &format!("{number}{NUMBER_END}"))
    }

    /// The documents whose normalised number begins so.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn number_beginning(&self, beginnings: Field, number: &str) -> Result<DocSet> {
        let mut set = DocSet::default();
        if number.chars().count() <= MAX_BEGINNING {
            self.add_term(beginnings, number, &mut set)?;
        } else {
            self.add_terms_from(beginnings, number, &mut set)?;
        }
        Ok(set)
    }

    /// The documents whose normalised number holds this fragment; fragments of less than three characters
    /// find nothing.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn number_fragment(&self, pieces: Field, searcher: &Searcher, fragment: &str) -> Result<DocSet> {
        let chars: Vec<char> = fragment.chars().collect();
        let mut set = DocSet::default();
        if chars.len() < PIECE {
            if chars.len() == PIECE - 1 {
                self.add_terms_from(pieces, fragment, &mut set)?;
            }
        } else if chars.len() == PIECE {
            self.add_term(pieces, fragment, &mut set)?;
        } else {
            // Pieces side by side, the last one up to the end; positions prove that they touch.
            let last = chars.len() - PIECE;
            let terms = (0..last).step_by(PIECE).chain([last]).map(|at| {
                let piece: String = chars[at..at + PIECE].iter().collect();
                (at, Term::from_field_text(pieces, &piece))
            });
            let phrase = PhraseQuery::new_with_offset(terms.collect());
            let weight = phrase.weight(EnableScoring::disabled_from_searcher(searcher))?;
            let size = self.reader.max_doc();
            weight.for_each_no_score(&self.reader, &mut |docs| set.insert_all(docs, size))?;
        }
        Ok(set)
    }
}

fn read_dictionaries(
    reader: &SegmentReader,
    fields: &Fields,
    attributes: Option<&StrColumn>,
) -> Result<Dictionaries> {
    let words = |language| -> Result<Vocabulary> {
        Ok(Vocabulary::read(&*reader.inverted_index(fields.name(language))?)?)
    };
    let mut ranges: Vec<(String, Range<u64>)> = Vec::new();
    if let Some(column) = attributes {
        each_term(column, |ord, term| {
            let name = term.split(SEPARATOR).next().unwrap_or_default();
            match ranges.last_mut() {
                Some((last, range)) if last == name => range.end = ord + 1,
                _ => ranges.push((name.to_owned(), ord..ord + 1)),
            }
        })?;
    }
    let mut categories = Vec::new();
    if let Some(column) = reader.fast_fields().str(CATEGORY)? {
        each_term(&column, |_, path| categories.push(path.to_owned()))?;
    }
    let mut english = HashMap::new();
    if let Some(column) = reader.fast_fields().str(ATTRIBUTE_NAME)? {
        each_term(&column, |_, names| {
            if let Some((de, en)) = names.split_once(SEPARATOR)
                && !en.is_empty()
            {
                english.insert(de.to_owned(), en.to_owned());
            }
        })?;
    }
    Ok(Dictionaries {
        words_de: words(Language::De)?,
        words_en: words(Language::En)?,
        categories,
        attributes: ranges,
        english,
    })
}

/// Calls `each` with the ordinal and the text of every term of a column.
fn each_term(column: &StrColumn, mut each: impl FnMut(u64, &str)) -> Result<()> {
    let mut terms = column.dictionary().stream()?;
    while terms.advance() {
        if let Ok(term) = std::str::from_utf8(terms.key()) {
            each(terms.term_ord(), term);
        }
    }
    Ok(())
}
