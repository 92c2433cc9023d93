//! What was typed, as a question to the index.

use tantivy::columnar::StrColumn;
use tantivy::query::{BooleanQuery, EnableScoring, FuzzyTermQuery, Occur, Query, TermQuery, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Searcher, SegmentReader, TERMINATED, Term};

use kontor_domain::Language;

use super::ArchiveQuery;
use super::schema::{DATED, Fields, ID};
use crate::tokenize::{Stems, parts, plain_vowels};
use crate::types::Result;

/// So many words of a question count, and so many pieces of a word.
const WORDS: usize = 8;
/// A shorter beginning is a whole word: half of all words begin with it.
pub const BEGINNING: usize = 3;

/// A word as it was typed: the pieces between dashes, dots and slashes.
pub struct Typed {
    pub pieces: Vec<String>,
    /// All of them together, when there are several.
    pub whole: Option<String>,
    /// Nobody knows whether it goes on.
    pub open: bool,
}

/// The words of a question.
pub fn typed(text: &str) -> Vec<Typed> {
    let mut all: Vec<Typed> = text
        .split_whitespace()
        .map(|chunk| parts(chunk).take(WORDS).collect::<Vec<_>>())
        .filter(|pieces| !pieces.is_empty())
        .take(WORDS)
        .map(|pieces| Typed { whole: (pieces.len() > 1).then(|| pieces.concat()), pieces, open: false })
        .collect();
    if let Some(last) = all.last_mut() {
        last.open = true;
    }
    all
}

/// The newest documents that match, newest first.
pub fn search(searcher: &Searcher, fields: &Fields, asked: &ArchiveQuery) -> Result<Vec<String>> {
    let Some(query) = query(fields, asked) else { return Ok(Vec::new()) };
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut found = Vec::new();
    for segment in searcher.segment_readers() {
        found.extend(newest(segment, &*weight, asked)?);
    }
    found.sort_unstable_by(|a, b| b.cmp(a));
    found.truncate(asked.limit);
    Ok(found)
}

fn query(fields: &Fields, asked: &ArchiveQuery) -> Option<BooleanQuery> {
    let typed = typed(&asked.text);
    if typed.is_empty() {
        return None;
    }
    let stems = Stems::default();
    let mut all: Vec<Box<dyn Query>> = typed.iter().map(|word| of_word(fields, &stems, word)).collect();
    for (field, value) in [
        (fields.reader, &asked.reader),
        (fields.company, &asked.company),
        (fields.case, &asked.case),
        (fields.machine, &asked.machine),
        (fields.kind, &asked.kind),
    ] {
        if let Some(value) = value {
            all.push(term(field, value));
        }
    }
    Some(every(all))
}

fn of_word(fields: &Fields, stems: &Stems, word: &Typed) -> Box<dyn Query> {
    let last = word.pieces.len() - 1;
    let pieces = word
        .pieces
        .iter()
        .enumerate()
        .map(|(at, piece)| of_piece(fields, stems, piece, word.open && at == last))
        .collect();
    let pieces: Box<dyn Query> = Box::new(every(pieces));
    match &word.whole {
        None => pieces,
        Some(whole) => any(vec![pieces, of_piece(fields, stems, whole, word.open)]),
    }
}

fn of_piece(fields: &Fields, stems: &Stems, piece: &str, open: bool) -> Box<dyn Query> {
    let mut ways = vec![term(fields.words, piece)];
    for language in [Language::De, Language::En] {
        ways.push(term(fields.stem(language), &stems.stem(piece, language)));
    }
    if open && piece.chars().count() >= BEGINNING {
        ways.push(beginning(fields.words, piece));
        // Of words with umlauts, typed without the dots.
        ways.push(beginning(fields.stem(Language::De), &plain_vowels(piece)));
    }
    any(ways)
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
}

fn beginning(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(FuzzyTermQuery::new_prefix(Term::from_field_text(field, text), 0, true))
}

fn every(queries: Vec<Box<dyn Query>>) -> BooleanQuery {
    BooleanQuery::new(queries.into_iter().map(|query| (Occur::Must, query)).collect())
}

fn any(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::new(queries.into_iter().map(|query| (Occur::Should, query)).collect()))
}

/// The newest of one segment, which lie in this order.
fn newest(segment: &SegmentReader, weight: &dyn Weight, asked: &ArchiveQuery) -> Result<Vec<String>> {
    let columns = segment.fast_fields();
    let (Some(ids), dated) = (columns.str(ID)?, columns.i64(DATED)?) else { return Ok(Vec::new()) };
    let first = match &asked.after {
        Some(after) => first_before(&ids, segment.max_doc(), after)?,
        None => 0,
    };
    let mut docs = weight.scorer(segment, 1.0)?;
    let mut doc = if docs.doc() < first { docs.seek(first) } else { docs.doc() };
    let mut found = Vec::new();
    while doc != TERMINATED && found.len() < asked.limit {
        let day = dated.first(doc).unwrap_or_default();
        let in_time = asked.from.is_none_or(|from| from <= day) && asked.to.is_none_or(|to| day <= to);
        if in_time && segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc)) {
            found.push(id(&ids, doc)?);
        }
        doc = docs.advance();
    }
    Ok(found)
}

/// The first document that sorts before this id.
fn first_before(ids: &StrColumn, all: DocId, after: &str) -> Result<DocId> {
    let (mut low, mut high) = (0, all);
    while low < high {
        let middle = low + (high - low) / 2;
        if id(ids, middle)?.as_str() < after { high = middle } else { low = middle + 1 }
    }
    Ok(low)
}

fn id(ids: &StrColumn, doc: DocId) -> Result<String> {
    let mut id = String::new();
    if let Some(ord) = ids.ords().first(doc) {
        ids.ord_to_str(ord, &mut id)?;
    }
    Ok(id)
}
