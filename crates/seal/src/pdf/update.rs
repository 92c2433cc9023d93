//! One more revision behind a file (ISO 32000-1, 7.5.6): what was there stays, byte by byte.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use super::file::Entry;
use super::object::{Dict, Object, Ref};
use super::{File, PdfError};

pub(crate) struct Update<'a> {
    file: &'a File<'a>,
    next: u32,
    objects: BTreeMap<u32, (u16, Vec<u8>)>,
}

impl<'a> Update<'a> {
    pub fn new(file: &'a File<'a>) -> Self {
        Self { file, next: file.next(), objects: BTreeMap::new() }
    }

    /// A number for a new object.
    pub const fn number(&mut self) -> Ref {
        self.next += 1;
        Ref(self.next - 1, 0)
    }

    pub fn put(&mut self, reference: Ref, object: &Object) {
        let mut body = Vec::new();
        object.write(&mut body);
        self.put_written(reference, body);
    }

    pub fn put_written(&mut self, reference: Ref, body: Vec<u8>) {
        let generation = match self.file.entry(reference.0) {
            Some(Entry::At(_, generation)) => generation,
            _ => 0,
        };
        self.objects.insert(reference.0, (generation, body));
    }

    /// The file with the new revision, and where the body of `wanted` begins in it.
    ///
    /// The cross-references are of the same kind as the newest of the file (7.5.8.4 allows no mixture in one chain of
    /// updates but hybrids).
    pub fn append(mut self, wanted: Ref) -> Result<(Vec<u8>, usize), PdfError> {
        let mut out = self.file.data.to_vec();
        if out.last() != Some(&b'\n') {
            out.push(b'\n');
        }
        let mut places = BTreeMap::new();
        let mut body_at = 0;
        for (number, (generation, body)) in &self.objects {
            places.insert(*number, (out.len(), *generation));
            out.extend(format!("{number} {generation} obj\n").bytes());
            if *number == wanted.0 {
                body_at = out.len();
            }
            out.extend(body);
            out.extend(b"\nendobj\n");
        }
        let section = out.len();
        let mut trailer = self.trailer(&out);
        if self.file.streams {
            let itself = self.number();
            places.insert(itself.0, (section, 0));
            trailer.set("Size", Object::Integer(i64::from(self.next)));
            write_stream(&mut out, itself, trailer, &places)?;
        } else {
            out.extend(b"xref\n");
            for run in runs(&places) {
                out.extend(format!("{} {}\n", run[0].0, run.len()).bytes());
                for (_, (at, generation)) in run {
                    out.extend(format!("{at:010} {generation:05} n\r\n").bytes());
                }
            }
            out.extend(b"trailer\n");
            trailer.write(&mut out);
        }
        out.extend(format!("\nstartxref\n{section}\n%%EOF\n").bytes());
        Ok((out, body_at))
    }

    fn trailer(&self, written: &[u8]) -> Dict {
        let mut trailer = Dict::default();
        trailer.set("Size", Object::Integer(i64::from(self.next)));
        for key in ["Root", "Info"] {
            match self.file.trailer.get(key) {
                Object::Null => {}
                value => trailer.set(key, value.clone()),
            }
        }
        // The first part stays for ever, the second is new with every revision (14.4); no clock and no chance goes in.
        let new = Object::Text { value: Sha256::digest(written)[..16].to_vec(), at: 0..0 };
        let first = self.file.trailer.get("ID").array().and_then(|id| id.first()).cloned();
        trailer.set("ID", Object::Array(vec![first.unwrap_or_else(|| new.clone()), new]));
        trailer.set("Prev", Object::Integer(i64::try_from(self.file.section).unwrap_or(i64::MAX)));
        trailer
    }
}

/// Cross-references as a stream (7.5.8), not packed.
fn write_stream(
    out: &mut Vec<u8>,
    itself: Ref,
    mut dict: Dict,
    places: &BTreeMap<u32, (usize, u16)>,
) -> Result<(), PdfError> {
    let runs = runs(places);
    let mut rows = Vec::new();
    for (_, (at, generation)) in runs.iter().flatten() {
        rows.push(1);
        rows.extend(u32::try_from(*at).map_err(|_| PdfError::TooLarge)?.to_be_bytes());
        rows.extend(generation.to_be_bytes());
    }
    let number = |n: usize| Object::Integer(i64::try_from(n).unwrap_or(i64::MAX));
    dict.set("Type", Object::name("XRef"));
    dict.set("W", Object::Array([1, 4, 2].map(Object::Integer).to_vec()));
    let index =
        runs.iter().flat_map(|run| [Object::Integer(i64::from(run[0].0)), number(run.len())]).collect();
    dict.set("Index", Object::Array(index));
    dict.set("Length", number(rows.len()));
    out.extend(format!("{} 0 obj\n", itself.0).bytes());
    dict.write(out);
    out.extend(b"\nstream\n");
    out.extend(rows);
    out.extend(b"\nendstream\nendobj");
    Ok(())
}

type Place = (u32, (usize, u16));

/// Numbers that follow each other, together.
fn runs(places: &BTreeMap<u32, (usize, u16)>) -> Vec<Vec<Place>> {
    let mut runs: Vec<Vec<Place>> = Vec::new();
    for (number, place) in places {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|(last, _)| last + 1 == *number) => {
                run.push((*number, *place))
            }
            _ => runs.push(vec![(*number, *place)]),
        }
    }
    runs
}
