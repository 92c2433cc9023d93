//! The structure of a PDF (ISO 32000-1, 7.5): sections of cross-references, newest first, and the objects they lead to.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::Read as _;
use std::rc::Rc;

use super::PdfError;
use super::object::{Dict, Object, Reader, Ref, space};

/// Larger files are not read.
const LARGEST: usize = 512 << 20;
/// So much all streams of structure together unpack to at most.
const UNPACKED: usize = 128 << 20;
/// So many sections and so long chains of references at most.
const SECTIONS: usize = 4096;
const CHAIN: usize = 32;
/// A stream in whose length is an object in a stream whose length is an object: no further.
const NESTED: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    Free,
    At(usize, u16),
    /// In the object stream of this number, at this place.
    In(u32, usize),
}

/// A whole file, or the first part of one that was a whole file before something was appended.
pub(crate) struct File<'a> {
    pub data: &'a [u8],
    /// With the section that each is of.
    entries: BTreeMap<u32, (Entry, usize)>,
    /// Of the newest section.
    pub trailer: Dict,
    /// Where the newest section stands.
    pub section: usize,
    /// The newest section is a stream (7.5.8).
    pub streams: bool,
    /// How many sections there are: one more with every revision.
    pub sections: usize,
    packed: RefCell<BTreeMap<u32, Rc<Packed>>>,
    unpacked: Cell<usize>,
    /// Bytes of objects and cross-references that were read so far.
    parsed: Cell<usize>,
    /// Objects being read at this moment, since the length of a stream may be an object of its own.
    nested: Cell<usize>,
}

/// An object stream (7.5.7): numbers with their places, and the data.
struct Packed {
    places: Vec<(u32, usize)>,
    data: Vec<u8>,
}

const fn broken<T>(at: usize, what: &'static str) -> Result<T, PdfError> {
    Err(PdfError::Broken { at, what })
}

impl<'a> File<'a> {
    pub fn read(data: &'a [u8]) -> Result<Self, PdfError> {
        if data.len() > LARGEST {
            return Err(PdfError::TooLarge);
        }
        if !data.starts_with(b"%PDF-") {
            return broken(0, "it does not begin with %PDF-");
        }
        let section = newest(data)?;
        let mut file = Self {
            data,
            entries: BTreeMap::new(),
            trailer: Dict::default(),
            section,
            streams: false,
            sections: 0,
            packed: RefCell::default(),
            unpacked: Cell::new(0),
            parsed: Cell::new(0),
            nested: Cell::new(0),
        };
        file.sections()?;
        if !matches!(file.trailer.get("Encrypt"), Object::Null) {
            return Err(PdfError::Encrypted);
        }
        file.catalog()?;
        Ok(file)
    }

    fn sections(&mut self) -> Result<(), PdfError> {
        let mut next = Some(self.section);
        let mut seen = Vec::new();
        while let Some(at) = next {
            if seen.contains(&at) || seen.len() >= SECTIONS {
                return broken(at, "the cross-references turn in a circle");
            }
            seen.push(at);
            let (trailer, stream) = self.one_section(at)?;
            if let Some(hybrid) = trailer.get("XRefStm").index() {
                self.one_section(hybrid)?;
            }
            next = match trailer.get("Prev") {
                Object::Null => None,
                prev => match prev.index() {
                    Some(prev) => Some(prev),
                    None => return broken(at, "the place of the earlier cross-references is no number"),
                },
            };
            if self.sections == 0 {
                self.trailer = trailer;
                self.streams = stream;
            }
            self.sections += 1;
        }
        Ok(())
    }

    /// One table or stream of cross-references with its dictionary. What newer sections said stays.
    fn one_section(&mut self, at: usize) -> Result<(Dict, bool), PdfError> {
        let mut reader = Reader::new(self.data, at);
        if !reader.word("xref") {
            return self.section_stream(at).map(|dict| (dict, true));
        }
        while !reader.word("trailer") {
            let first = reader.number()?;
            for n in 0..reader.number()? {
                let (offset, generation) = (reader.number()?, reader.number()?);
                let entry = if reader.word("n") {
                    Entry::At(offset, u16::try_from(generation).unwrap_or(u16::MAX))
                } else if reader.word("f") {
                    Entry::Free
                } else {
                    return broken(reader.at, "a cross-reference is neither used nor free");
                };
                self.enter(first + n, entry, at)?;
            }
        }
        let trailer = reader.object()?;
        self.spend(reader.at - at)?;
        match trailer {
            Object::Dict(trailer) => Ok((trailer, false)),
            _ => broken(reader.at, "the trailer is no dictionary"),
        }
    }

    fn enter(&mut self, number: usize, entry: Entry, at: usize) -> Result<(), PdfError> {
        match u32::try_from(number) {
            Ok(number) if number <= 0x00ff_ffff => {
                let (_, section) = self.entries.entry(number).or_insert((entry, usize::MAX));
                match *section {
                    usize::MAX => *section = at,
                    // Readers disagree which of two counts.
                    of if of == at => {
                        return broken(at, "an object stands twice in the same cross-references");
                    }
                    _ => {}
                }
                Ok(())
            }
            _ => broken(at, "an object has too large a number"),
        }
    }

    fn section_stream(&mut self, at: usize) -> Result<Dict, PdfError> {
        let Object::Stream(dict, data) = self.at(at, None)? else {
            return broken(at, "no cross-references stand here");
        };
        let wrong = || PdfError::Broken { at, what: "a cross-reference stream is wrong" };
        if !dict.is("Type", "XRef") {
            return Err(wrong());
        }
        let widths: Vec<usize> =
            dict.get("W").array().unwrap_or_default().iter().filter_map(Object::index).collect();
        let &[kind, first, second] = widths.as_slice() else { return Err(wrong()) };
        if kind > 8 || first > 8 || second > 8 || first == 0 {
            return Err(wrong());
        }
        let size = dict.get("Size").index().ok_or_else(wrong)?;
        let index: Vec<usize> = match dict.get("Index") {
            Object::Array(of) => of.iter().map(Object::index).collect::<Option<_>>().ok_or_else(wrong)?,
            _ => vec![0, size],
        };
        let data = self.unpack(&dict, &self.data[data])?;
        let mut rows = data.chunks_exact(kind + first + second);
        let number = |field: &[u8]| field.iter().fold(0_usize, |n, b| n << 8 | usize::from(*b));
        for part in index.chunks(2) {
            let &[from, count] = part else { return Err(wrong()) };
            for n in 0..count {
                let row = rows.next().ok_or_else(wrong)?;
                let (a, b) = (number(&row[kind..kind + first]), number(&row[kind + first..]));
                let entry = match if kind == 0 { 1 } else { number(&row[..kind]) } {
                    0 => Entry::Free,
                    1 => Entry::At(a, u16::try_from(b).map_err(|_| wrong())?),
                    2 => Entry::In(u32::try_from(a).map_err(|_| wrong())?, b),
                    _ => continue,
                };
                self.enter(from.checked_add(n).ok_or_else(wrong)?, entry, at)?;
            }
        }
        Ok(dict)
    }

    /// The object that stands at a place of the file, which has to be of this number.
    fn at(&self, at: usize, expected: Option<Ref>) -> Result<Object, PdfError> {
        if self.nested.get() >= NESTED {
            return broken(at, "the length of a stream leads in a circle");
        }
        self.nested.set(self.nested.get() + 1);
        let object = self.standing_at(at, expected);
        self.nested.set(self.nested.get() - 1);
        object
    }

    fn standing_at(&self, at: usize, expected: Option<Ref>) -> Result<Object, PdfError> {
        let mut reader = Reader::new(self.data, at);
        let found = reader.head()?;
        if expected.is_some_and(|e| e != found) {
            return broken(at, "another object stands where the cross-references lead");
        }
        let object = reader.object()?;
        self.spend(reader.at - at)?;
        if reader.word("endobj") {
            return Ok(object);
        }
        let Object::Dict(dict) = object else { return broken(reader.at, "an object has no end") };
        if !reader.word("stream") {
            return broken(reader.at, "an object has no end");
        }
        let start = match self.data.get(reader.at..) {
            Some([b'\r', b'\n', ..]) => reader.at + 2,
            Some([b'\n', ..]) => reader.at + 1,
            _ => return broken(reader.at, "the data of a stream does not begin on a line of its own"),
        };
        // While the cross-references are still being read, only a length that stands there itself helps.
        let Some(length) = self.resolve(dict.get("Length"))?.index() else {
            return broken(at, "a stream has no length");
        };
        let Some(end) = start.checked_add(length).filter(|end| *end <= self.data.len()) else {
            return broken(at, "a stream is longer than the file");
        };
        reader.at = end;
        if !(reader.word("endstream") && reader.word("endobj")) {
            return broken(end, "a stream does not end where its length says");
        }
        Ok(Object::Stream(dict, start..end))
    }

    pub fn entry(&self, number: u32) -> Option<Entry> {
        self.entries.get(&number).map(|(entry, _)| *entry)
    }

    /// Many small objects may claim the same large place: reading has an end.
    fn spend(&self, bytes: usize) -> Result<(), PdfError> {
        self.parsed.set(self.parsed.get().saturating_add(bytes));
        if self.parsed.get() > UNPACKED + 4 * self.data.len() { Err(PdfError::TooLarge) } else { Ok(()) }
    }

    /// How many objects the cross-references name.
    pub fn objects(&self) -> usize {
        self.entries.len()
    }

    /// The object of a reference; one that does not exist is null (7.3.10).
    pub fn get(&self, reference: Ref) -> Result<Object, PdfError> {
        match self.entry(reference.0) {
            Some(Entry::At(at, generation)) if generation == reference.1 => self.at(at, Some(reference)),
            Some(Entry::In(stream, place)) if reference.1 == 0 => self.packed(stream, place, reference.0),
            _ => Ok(Object::Null),
        }
    }

    /// Follows references to what is no reference.
    pub fn resolve(&self, object: &Object) -> Result<Object, PdfError> {
        let mut object = object.clone();
        for _ in 0..CHAIN {
            match object {
                Object::Ref(reference) => object = self.get(reference)?,
                found => return Ok(found),
            }
        }
        broken(0, "references turn in a circle")
    }

    pub fn dict(&self, object: &Object) -> Result<Option<Dict>, PdfError> {
        Ok(self.resolve(object)?.dict().cloned())
    }

    fn packed(&self, stream: u32, place: usize, number: u32) -> Result<Object, PdfError> {
        let packed = self.object_stream(stream)?;
        match packed.places.get(place) {
            Some((found, at)) if *found == number => {
                let mut reader = Reader::new(&packed.data, *at);
                let object = reader.object()?;
                self.spend(reader.at - at)?;
                Ok(object)
            }
            _ => broken(0, "an object is not in the stream where the cross-references lead"),
        }
    }

    fn object_stream(&self, number: u32) -> Result<Rc<Packed>, PdfError> {
        if let Some(packed) = self.packed.borrow().get(&number) {
            return Ok(Rc::clone(packed));
        }
        let Some(Entry::At(at, generation)) = self.entry(number) else {
            return broken(0, "an object stream is missing");
        };
        let wrong = || PdfError::Broken { at, what: "an object stream is wrong" };
        let Object::Stream(dict, data) = self.at(at, Some(Ref(number, generation)))? else {
            return Err(wrong());
        };
        let data = self.unpack(&dict, &self.data[data])?;
        let (Some(count), Some(first)) = (dict.get("N").index(), dict.get("First").index()) else {
            return Err(wrong());
        };
        let mut reader = Reader::new(&data, 0);
        let mut places = Vec::new();
        for _ in 0..count {
            let number = u32::try_from(reader.number().map_err(|_| wrong())?).map_err(|_| wrong())?;
            let place = reader.number().map_err(|_| wrong())?;
            places.push((number, first.checked_add(place).ok_or_else(wrong)?));
        }
        let packed = Rc::new(Packed { places, data });
        self.packed.borrow_mut().insert(number, Rc::clone(&packed));
        Ok(packed)
    }

    /// Unpacks a stream of structure: not packed, or Flate with or without the predictors of PNG (7.4.4).
    fn unpack(&self, dict: &Dict, data: &[u8]) -> Result<Vec<u8>, PdfError> {
        // Streams may lie in one another, and each would be read whole.
        self.spend(data.len())?;
        let wrong = |what| PdfError::Broken { at: 0, what };
        let single = |object: &Object| match object {
            Object::Array(of) if of.len() == 1 => of[0].clone(),
            other => other.clone(),
        };
        match single(dict.get("Filter")) {
            Object::Null => return Ok(data.to_vec()),
            Object::Name(name) if name == b"FlateDecode" => {}
            _ => return Err(wrong("a stream of structure has an unknown filter")),
        }
        let room = UNPACKED - self.unpacked.get();
        let mut out = Vec::new();
        flate2::read::ZlibDecoder::new(data)
            .take(room as u64 + 1)
            .read_to_end(&mut out)
            .map_err(|_| wrong("a stream of structure does not unpack"))?;
        if out.len() > room {
            return Err(PdfError::TooLarge);
        }
        self.unpacked.set(self.unpacked.get() + out.len());
        let parms = single(dict.get("DecodeParms"));
        let parm = |key, or| parms.dict().and_then(|d| d.get(key).index()).unwrap_or(or);
        match parm("Predictor", 1) {
            1 => Ok(out),
            10..=15 if parm("Colors", 1) == 1 && parm("BitsPerComponent", 8) == 8 => {
                unpredict(&out, parm("Columns", 1))
                    .ok_or_else(|| wrong("a stream of structure is predicted wrongly"))
            }
            _ => Err(wrong("a stream of structure has an unknown predictor")),
        }
    }

    pub fn catalog(&self) -> Result<(Ref, Dict), PdfError> {
        match self.trailer.get("Root") {
            Object::Ref(root) => match self.get(*root)? {
                Object::Dict(catalog) => Ok((*root, catalog)),
                _ => broken(self.section, "the catalogue is missing"),
            },
            _ => broken(self.section, "the trailer names no catalogue"),
        }
    }

    pub fn first_page(&self) -> Result<(Ref, Dict), PdfError> {
        let (_, catalog) = self.catalog()?;
        let mut node = catalog.get("Pages").clone();
        for _ in 0..CHAIN {
            let Object::Ref(reference) = node else { break };
            let Some(dict) = self.dict(&node)? else { break };
            let kids = self.resolve(dict.get("Kids"))?;
            if dict.is("Type", "Page") {
                return Ok((reference, dict));
            }
            // An empty branch before the first page is allowed and never seen.
            node = kids.array().and_then(|k| k.first()).cloned().unwrap_or(Object::Null);
        }
        broken(0, "there is no first page")
    }

    /// Reads every object once: a file that is only partly whole is not sealed.
    pub fn check(&self) -> Result<(), PdfError> {
        for (number, (entry, _)) in &self.entries {
            match entry {
                Entry::Free => {}
                Entry::At(_, generation) => drop(self.get(Ref(*number, *generation))?),
                Entry::In(..) => drop(self.get(Ref(*number, 0))?),
            }
        }
        Ok(())
    }

    /// The first number that is free.
    pub fn next(&self) -> u32 {
        let size = self.trailer.get("Size").index().and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
        size.max(self.entries.last_key_value().map_or(1, |(n, _)| n + 1))
    }
}

/// Where `startxref` at the end leads.
fn newest(data: &[u8]) -> Result<usize, PdfError> {
    let end = data.iter().rposition(|b| !space(*b)).map_or(0, |at| at + 1);
    let tail_at = end.saturating_sub(64);
    let tail = &data[tail_at..end];
    let found = tail.windows(9).rposition(|w| w == b"startxref").filter(|_| tail.ends_with(b"%%EOF"));
    let Some(found) = found else { return broken(end, "the end of the file is missing") };
    Reader::new(data, tail_at + found + 9).number()
}

/// The filters of PNG (7.4.4.4), one byte a sample.
fn unpredict(data: &[u8], columns: usize) -> Option<Vec<u8>> {
    if columns == 0 || columns > 1 << 16 {
        return None;
    }
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0; columns];
    for row in data.chunks(columns + 1) {
        let (kind, row) = row.split_first()?;
        let mut line = Vec::with_capacity(columns);
        for (n, byte) in row.iter().enumerate() {
            let left: u8 = if n > 0 { line[n - 1] } else { 0 };
            let corner: u8 = if n > 0 { above[n - 1] } else { 0 };
            let up: u8 = above[n];
            let guess = match kind {
                0 => 0,
                1 => left,
                2 => up,
                3 => left.midpoint(up),
                4 => paeth(left, up, corner),
                _ => return None,
            };
            line.push(byte.wrapping_add(guess));
        }
        out.extend(&line);
        line.resize(columns, 0);
        above = line;
    }
    Some(out)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, up, corner].map(i16::from);
    let guess = a + b - c;
    let [to_left, to_up, to_corner] = [a, b, c].map(|v| (guess - v).abs());
    if to_left <= to_up && to_left <= to_corner {
        left
    } else if to_up <= to_corner {
        up
    } else {
        corner
    }
}
