//! The index as it was at one commit: answers questions, never changes.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, DocId, Searcher, TantivyDocument};

use kontor_domain::catalog::{CrossReference, PartNumber};
use kontor_domain::{Localized, PartKey};

use crate::docset::DocSet;
use crate::facets;
use crate::query::{Question, Scope};
use crate::schema::{AVAILABLE, Fields, attribute_term};
use crate::segment::{Dictionaries, Segment};
use crate::types::{Answer, Facets, Hit, Numbered, Request, Result};

/// More parts than go by one number; a number that has more says nothing.
pub const MAX_NUMBERED: usize = 10;
/// Shorter numbers look like too many others, longer ones are none.
const MIN_LIKE: usize = 4;
const MAX_LIKE: usize = 30;

/// All segments of one commit.
pub struct Snapshot {
    searcher: Searcher,
    segments: Vec<Segment>,
    fields: Fields,
}

/// One segment's share of an answer.
struct Found<'a> {
    segment: &'a Segment,
    /// Matching documents, best class first.
    classes: Vec<DocSet>,
    /// All of them.
    docs: DocSet,
    /// Matching documents before attributes and availability are looked at.
    before: DocSet,
    /// Documents for each chosen attribute name.
    attributes: Vec<(&'a str, DocSet)>,
    available: DocSet,
}

impl Snapshot {
    /// Opens the segments of a searcher; what `previous` has read already is not read again.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn open(searcher: Searcher, fields: Fields, previous: Option<&Self>) -> Result<Self> {
        let known: HashMap<SegmentId, Arc<Dictionaries>> = previous
            .into_iter()
            .flat_map(|snapshot| &snapshot.segments)
            .map(|segment| (segment.reader.segment_id(), Arc::clone(&segment.dictionaries)))
            .collect();
        let segments = searcher
            .segment_readers()
            .iter()
            .map(|reader| Segment::open(reader, &fields, &known))
            .collect::<Result<_>>()?;
        Ok(Self { searcher, segments, fields })
    }

    /// How many parts there are.
    pub fn count(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// An attribute's name in both languages.
    pub fn attribute_name(&self, german: &str) -> Localized {
        let english = self.segments.iter().find_map(|segment| segment.dictionaries.english.get(german));
        Localized::new(german, english.cloned().unwrap_or_default())
    }

    /// Answers a request.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, request: &Request) -> Result<Answer> {
        let question = Question::new(&request.text, request.language);
        let mut matches = self.find(&question, false)?;
        let mut corrected = false;
        if question.correctable() && !self.any(&matches) {
            matches = self.find(&question, true)?;
            corrected = self.any(&matches);
        }
        let found = self
            .segments
            .iter()
            .zip(matches)
            .map(|(segment, classes)| self.narrow(segment, classes, request))
            .collect::<Result<Vec<_>>>()?;
        Ok(Answer {
            total: found.iter().map(|found| found.docs.len()).sum(),
            hits: self.hits(&found, &question, request)?,
            facets: if request.facets {
                facets(&found, request, question.is_empty())
            } else {
                Facets::default()
            },
            corrected,
        })
    }

    /// The parts that go by this number.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn by_number(&self, number: &str) -> Result<Numbered> {
        let number = PartNumber::normalized(number);
        if number.is_empty() {
            return Ok(Numbered::default());
        }
        Ok(Numbered {
            own: self.numbered(self.fields.number_beginnings, &number, MAX_NUMBERED)?,
            cross: self.numbered(self.fields.cross_beginnings, &number, MAX_NUMBERED)?,
        })
    }

    /// See [`crate::SearchIndex::like_number`].
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn like_number(&self, number: &str, limit: usize) -> Result<Vec<PartKey>> {
        let number = PartNumber::normalized(number);
        let length = number.chars().count();
        if !(MIN_LIKE..=MAX_LIKE).contains(&length) {
            return Ok(Vec::new());
        }
        let field = self.fields.number_beginnings;
        let mut found: Vec<PartKey> = Vec::new();
        for variant in variants(&number) {
            for key in self.numbered(field, &variant, limit)? {
                if !found.contains(&key) {
                    found.push(key);
                }
            }
            if found.len() >= limit {
                found.truncate(limit);
                return Ok(found);
            }
        }
        if found.is_empty() {
            found = self.keys(limit, |s| s.number_beginning(field, &number))?;
        }
        if found.is_empty() {
            found =
                self.keys(limit, |s| s.number_fragment(self.fields.number_pieces, &self.searcher, &number))?;
        }
        Ok(found)
    }

    /// The parts with exactly this normalised number, by key.
    fn numbered(&self, field: Field, number: &str, limit: usize) -> Result<Vec<PartKey>> {
        let mut keys = Vec::new();
        for segment in &self.segments {
            for doc in segment.numbered(field, number, limit)? {
                keys.push(PartKey(segment.key(doc)?));
            }
        }
        keys.sort_unstable();
        keys.truncate(limit);
        Ok(keys)
    }

    /// The first keys of what `find` finds in each segment, ascending.
    fn keys(&self, limit: usize, find: impl Fn(&Segment) -> Result<DocSet>) -> Result<Vec<PartKey>> {
        let mut keys = Vec::new();
        for segment in &self.segments {
            let mut docs = find(segment)?;
            if docs.is_empty() {
                continue;
            }
            docs.intersect(&segment.alive);
            for doc in docs.iter().take(limit) {
                keys.push(PartKey(segment.key(doc)?));
            }
        }
        keys.sort_unstable();
        keys.truncate(limit);
        Ok(keys)
    }

    fn find(&self, question: &Question, corrected: bool) -> Result<Vec<Vec<DocSet>>> {
        self.segments
            .iter()
            .map(|segment| {
                if question.is_empty() {
                    return Ok(vec![segment.alive.clone()]);
                }
                let scope = Scope { segment, searcher: &self.searcher, fields: &self.fields };
                question.find(&scope, corrected)
            })
            .collect()
    }

    /// Is there any part in these classes?
    fn any(&self, matches: &[Vec<DocSet>]) -> bool {
        self.segments
            .iter()
            .zip(matches)
            .any(|(segment, classes)| classes.iter().any(|class| class.len_with(&segment.alive) > 0))
    }

    /// Applies the conditions of a request beside its text.
    fn narrow<'a>(
        &self,
        segment: &'a Segment,
        mut classes: Vec<DocSet>,
        request: &'a Request,
    ) -> Result<Found<'a>> {
        let fields = &self.fields;
        let mut docs = DocSet::default();
        for class in &classes {
            docs.union(class);
        }
        docs.intersect(&segment.alive);
        if let Some(category) = &request.category {
            docs.intersect(&segment.with_term(fields.category, category.as_str())?);
        }
        let before = docs.clone();
        let mut attributes: Vec<(&str, DocSet)> = Vec::new();
        for (name, value) in &request.attributes {
            let at = attributes.iter().position(|(n, _)| n == name).unwrap_or_else(|| {
                attributes.push((name, DocSet::default()));
                attributes.len() - 1
            });
            segment.add_term(fields.attribute, &attribute_term(name, value), &mut attributes[at].1)?;
        }
        for (_, with) in &attributes {
            docs.intersect(with);
        }
        let available = if request.available || request.facets {
            segment.with_term(fields.flag, AVAILABLE)?
        } else {
            DocSet::default()
        };
        if request.available {
            docs.intersect(&available);
        }
        for class in &mut classes {
            class.intersect(&docs);
        }
        Ok(Found { segment, classes, docs, before, attributes, available })
    }

    /// The hits from `offset` to `offset + limit`: class by class, within a class by number.
    fn hits(&self, found: &[Found<'_>], question: &Question, request: &Request) -> Result<Vec<Hit>> {
        let end = request.offset.saturating_add(request.limit).min(Request::MAX_DEPTH);
        let mut skip = request.offset;
        let mut wanted = end.saturating_sub(request.offset);
        let mut hits = Vec::with_capacity(wanted.min(100));
        for class in 0..found.iter().map(|found| found.classes.len()).max().unwrap_or(0) {
            if wanted == 0 {
                break;
            }
            let sets: Vec<&DocSet> = found.iter().filter_map(|found| found.classes.get(class)).collect();
            let size = usize::try_from(sets.iter().map(|set| set.len()).sum::<u64>()).unwrap_or(usize::MAX);
            if size <= skip {
                skip -= size;
                continue;
            }
            for (key, address) in self.in_order(&sets, skip, wanted)? {
                let matched = self.matched(question, class, address)?;
                hits.push(Hit { part: PartKey(key), matched });
                wanted -= 1;
            }
            skip = 0;
        }
        Ok(hits)
    }

    /// Documents of one class by key. Each segment is in this order already; only their heads are compared.
    fn in_order(&self, sets: &[&DocSet], skip: usize, take: usize) -> Result<Vec<(String, DocAddress)>> {
        let mut rest: Vec<_> = sets.iter().map(|set| set.iter()).collect();
        let address =
            |segment: usize, doc: DocId| DocAddress::new(u32::try_from(segment).unwrap_or(u32::MAX), doc);
        if let [only] = rest.as_mut_slice() {
            let docs = only.skip(skip).take(take);
            return docs.map(|doc| Ok((self.segments[0].key(doc)?, address(0, doc)))).collect();
        }
        let mut heads = BinaryHeap::new();
        for (segment, docs) in rest.iter_mut().enumerate() {
            if let Some(doc) = docs.next() {
                heads.push(Reverse((self.segments[segment].key(doc)?, segment, doc)));
            }
        }
        let mut ordered = Vec::with_capacity(take.min(100));
        let mut skipped = 0;
        while ordered.len() < take
            && let Some(Reverse((key, segment, doc))) = heads.pop()
        {
            if let Some(next) = rest[segment].next() {
                heads.push(Reverse((self.segments[segment].key(next)?, segment, next)));
            }
            if skipped < skip {
                skipped += 1;
            } else {
                ordered.push((key, address(segment, doc)));
            }
        }
        Ok(ordered)
    }

    fn matched(&self, question: &Question, class: usize, at: DocAddress) -> Result<Option<CrossReference>> {
        if !question.may_match_reference(class) {
            return Ok(None);
        }
        let doc: TantivyDocument = self.searcher.doc(at)?;
        let texts = |field| doc.get_all(field).map(|value| value.as_str().unwrap_or_default().to_owned());
        let references: Vec<CrossReference> = texts(self.fields.cross_source)
            .zip(texts(self.fields.cross_number))
            .map(|(source, number)| CrossReference { source, number })
            .collect();
        let own = texts(self.fields.number).next().unwrap_or_default();
        Ok(question.matched(class, &own, &references))
    }
}

fn facets(found: &[Found<'_>], request: &Request, no_text: bool) -> Facets {
    let unfiltered = no_text && request.attributes.is_empty() && !request.available;
    let counted: Vec<(&Segment, Vec<u64>)> = found
        .iter()
        .map(|found| {
            let counts = if unfiltered {
                found.segment.category_counts().to_vec()
            } else {
                found.segment.count_categories(&found.docs)
            };
            (found.segment, counts)
        })
        .collect();
    let counts = counted.iter().flat_map(|(segment, counts)| {
        segment.dictionaries.categories.iter().map(String::as_str).zip(counts.iter().copied())
    });
    let categories = facets::categories(request.category.as_ref(), counts);

    let docs: Vec<(&Segment, &DocSet)> = found.iter().map(|found| (found.segment, &found.docs)).collect();
    let attributes = facets::attributes(&docs, &request.attributes, |name| {
        found
            .iter()
            .map(|found| {
                let mut docs = found.before.clone();
                found
                    .attributes
                    .iter()
                    .filter(|(n, _)| *n != name)
                    .for_each(|(_, with)| docs.intersect(with));
                if request.available {
                    docs.intersect(&found.available);
                }
                (found.segment, docs)
            })
            .collect()
    });

    let available = found
        .iter()
        .map(|found| {
            let mut docs = found.before.clone();
            found.attributes.iter().for_each(|(_, with)| docs.intersect(with));
            docs.len_with(&found.available)
        })
        .sum();
    Facets { categories, attributes, available }
}

/// Everything one slip away from a normalised number: two neighbours swapped, a character wrong, missing or too many;
/// letters for letters and digits for digits, as fingers slip.
fn variants(number: &str) -> impl Iterator<Item = String> {
    const LETTERS: [char; 26] = [
        'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T',
        'U', 'V', 'W', 'X', 'Y', 'Z',
    ];
    const DIGITS: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
    let chars: Vec<char> = number.chars().collect();
    let kind = |c: char| if c.is_ascii_digit() { &DIGITS[..] } else { &LETTERS[..] };
    let mut all: Vec<String> = Vec::new();
    let mut push = |chars: &[char]| all.push(chars.iter().collect());
    for at in 1..chars.len() {
        let mut swapped = chars.clone();
        swapped.swap(at - 1, at);
        push(&swapped);
    }
    for at in 0..chars.len() {
        let mut shorter = chars.clone();
        shorter.remove(at);
        push(&shorter);
    }
    for at in 0..chars.len() {
        for c in kind(chars[at]).iter().chain(if chars[at] == 'O' { &['0'][..] } else { &[][..] }) {
            let mut other = chars.clone();
            other[at] = *c;
            push(&other);
        }
    }
    for at in 0..=chars.len() {
        for c in kind(chars[at.min(chars.len() - 1)]) {
            let mut longer = chars.clone();
            longer.insert(at, *c);
            push(&longer);
        }
    }
    all.retain(|v| v != number);
    all.into_iter()
}
