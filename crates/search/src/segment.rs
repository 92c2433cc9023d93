//! One segment of the index, opened for reading: what its terms match, as sets of documents.

use std::cmp::Ordering;
use std::collections::HashMap;
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

const NO_CATEGORY: u32 = u32::MAX;

/// What is read from a segment once and never changes.
#[derive(Debug, Default)]
pub struct Dictionaries {
    pub words_de: Vocabulary,
    pub words_en: Vocabulary,
    /// Category paths by their ordinal.
    pub categories: Vec<String>,
    /// The attributes, sorted by their German names.
    pub attributes: Vec<AttributeValues>,
    /// English names of attributes by their German ones.
    pub english: HashMap<String, String>,
    /// The category ordinal of each document, unpacked when first needed; [`NO_CATEGORY`] when it has none.
    category_of: OnceLock<Vec<u32>>,
}

/// The values of one attribute, in memory, because every answer with facets shows some of them.
#[derive(Debug)]
pub struct AttributeValues {
    /// The German name.
    pub name: String,
    /// The column's ordinal of the first value; the others follow.
    first: usize,
    /// The values in ascending order, end to end.
    text: String,
    ends: Vec<usize>,
}

impl AttributeValues {
    fn new(name: &str, first: usize) -> Self {
        Self { name: name.to_owned(), first, text: String::new(), ends: Vec::new() }
    }

    fn push(&mut self, value: &str) {
        self.text.push_str(value);
        self.ends.push(self.text.len());
    }

    /// This attribute's share of a count per ordinal.
    pub fn counts<'a>(&self, counts: &'a [u32]) -> &'a [u32] {
        counts.get(self.first..self.first + self.ends.len()).unwrap_or_default()
    }

    /// The value at a place of [`Self::counts`].
    pub fn value(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start..self.ends[at]]
    }

    /// Where a value stands in [`Self::counts`].
    pub fn position(&self, value: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.value(middle).cmp(value) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Some(middle),
                Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// A segment with its columns.
pub struct Segment {
    pub reader: SegmentReader,
    pub dictionaries: Arc<Dictionaries>,
    /// All documents that are not deleted.
    pub alive: DocSet,
    keys: Option<StrColumn>,
    categories: Option<Column<u64>>,
    attributes: Option<StrColumn>,
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
        let category_of = self.dictionaries.category_of.get_or_init(|| {
            let ord = |doc| self.categories.as_ref()?.first(doc);
            (0..self.reader.max_doc())
                .map(|doc| ord(doc).and_then(|ord| u32::try_from(ord).ok()).unwrap_or(NO_CATEGORY))
                .collect()
        });
        let mut counts = vec![0; self.dictionaries.categories.len()];
        for doc in docs.iter() {
            let category = category_of.get(doc as usize).copied().unwrap_or(NO_CATEGORY);
            if let Some(count) = counts.get_mut(category as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// Occurrences of each attribute value by its ordinal among `docs`.
    pub fn count_attributes(&self, docs: impl Iterator<Item = DocId>) -> Vec<u32> {
        let Some(column) = &self.attributes else { return Vec::new() };
        let mut counts = vec![0u32; column.num_terms()];
        // All at once: the column unpacks many values much quicker than one by one.
        let docs: Vec<DocId> = docs.collect();
        let (mut holders, mut rows) = (Vec::new(), Vec::new());
        column.ords().row_ids_for_docs(&docs, &mut holders, &mut rows);
        let mut ords = vec![0; rows.len()];
        column.ords().values.get_vals(&rows, &mut ords);
        for ord in ords {
            if let Some(count) = usize::try_from(ord).ok().and_then(|ord| counts.get_mut(ord)) {
                *count += 1;
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

    /// Adds the documents with any term that begins with `beginning` and is longer.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn add_longer_terms(&self, field: Field, beginning: &str, set: &mut DocSet) -> Result<()> {
        let index = self.reader.inverted_index(field)?;
        let mut end = beginning.as_bytes().to_vec();
        // No byte of UTF-8 is as high.
        end.push(0xff);
        let mut terms = index.terms().range().gt(beginning).lt(&end).without_keys().into_stream()?;
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

    /// The first documents with exactly this normalised number, read from their list alone: no set as large as the
    /// catalogue is made for one number of a long list.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn numbered(&self, beginnings: Field, number: &str, limit: usize) -> Result<Vec<DocId>> {
        let index = self.reader.inverted_index(beginnings)?;
        let mut docs = Vec::new();
        if let Some(info) = index.terms().get(format!("{number}{NUMBER_END}"))? {
            let mut block = index.read_block_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
            while !block.docs().is_empty() && docs.len() < limit {
                docs.extend(block.docs().iter().copied().filter(|doc| self.alive.contains(*doc)));
                block.advance();
            }
            docs.truncate(limit);
        }
        Ok(docs)
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
            self.add_longer_terms(beginnings, number, &mut set)?;
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
        match chars.len().cmp(&PIECE) {
            Ordering::Less if chars.len() == PIECE - 1 => {
                self.add_longer_terms(pieces, fragment, &mut set)?;
            }
            Ordering::Less => {}
            Ordering::Equal => self.add_term(pieces, fragment, &mut set)?,
            Ordering::Greater => {
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
        }
        Ok(set)
    }
}

fn read_dictionaries(
    reader: &SegmentReader,
    fields: &Fields,
    column: Option<&StrColumn>,
) -> Result<Dictionaries> {
    let words = |language| -> Result<Vocabulary> {
        Ok(Vocabulary::read(&*reader.inverted_index(fields.name(language))?)?)
    };
    let mut attributes: Vec<AttributeValues> = Vec::new();
    if let Some(column) = column {
        let mut ord = 0;
        each_term(column, |term| {
            let (name, value) = term.split_once(SEPARATOR).unwrap_or((term, ""));
            match attributes.last_mut() {
                Some(last) if last.name == name => last.push(value),
                _ => {
                    let mut values = AttributeValues::new(name, ord);
                    values.push(value);
                    attributes.push(values);
                }
            }
            ord += 1;
        })?;
    }
    let mut categories = Vec::new();
    if let Some(column) = reader.fast_fields().str(CATEGORY)? {
        each_term(&column, |path| categories.push(path.to_owned()))?;
    }
    let mut english = HashMap::new();
    if let Some(column) = reader.fast_fields().str(ATTRIBUTE_NAME)? {
        each_term(&column, |names| {
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
        attributes,
        english,
        category_of: OnceLock::new(),
    })
}

/// Calls `each` with the text of every term of a column, in the order of ordinals.
fn each_term(column: &StrColumn, mut each: impl FnMut(&str)) -> Result<()> {
    let mut terms = column.dictionary().stream()?;
    while terms.advance() {
        each(&String::from_utf8_lossy(terms.key()));
    }
    Ok(())
}
