//! Whether a PDF does more than show itself: encryption, scripts, programs it starts, files it carries.
//!
//! It is read as a stream and not understood: every name counts wherever it stands, also in comments, strings and streams, so that no
//! trick with tables of contents hides one. Objects that are packed in streams are unpacked; in all other streams (pictures, pages) only
//! names count that chance does not make. Where a reader might unpack something that we cannot, the file counts as broken: what is refused
//! wrongly is sent again as plain PDF/A, what is taken wrongly stays for ten years. It is no scanner for viruses.

use flate2::{Decompress, FlushDecompress, Status};
use kontor_domain::Problem;

use super::tokens::{Token, Tokens};

/// So much may come out of all packed objects together.
const UNPACKED: u64 = 64 << 20;
/// Unpacked in pieces of this size.
const PIECE: usize = 4 << 10;
const END: &[u8] = b"endstream";
/// The mark of the end stands in the last kilobyte (ISO 32000-2, 7.5.5 and annex H).
const TAIL: usize = 1 << 10;
/// Files that are nothing but data, as electronic invoices carry them (`ZUGFeRD`, ISO 19005-3).
const DATA: [&[u8]; 5] = [b"text/xml", b"application/xml", b"application/json", b"text/csv", b"text/plain"];

#[derive(Default)]
pub(super) struct PdfScan {
    tokens: Tokens,
    within: Within,
    object: Object,
    found: Found,
    /// The last bytes of a stream, in which its end shows.
    recent: Vec<u8>,
    tail: Vec<u8>,
    /// A line break of two characters ends the word before a stream.
    skip_line_feed: bool,
}

#[derive(Default)]
enum Within {
    #[default]
    Objects,
    /// Of a page, a picture, a font.
    Stream,
    /// Packed objects.
    Packed(Box<Packed>),
}

struct Packed {
    inflate: Decompress,
    waiting: Vec<u8>,
    tokens: Tokens,
    over: bool,
}

/// What is known of the object that is being read. The first four last until a stream begins: the words that end an object can stand in a
/// comment or a string just to be read here.
#[derive(Default)]
struct Object {
    packed: bool,
    embedded: bool,
    flate: bool,
    other_filter: bool,
    /// Packed objects have these two, also where nothing says what they are.
    number: bool,
    first: bool,
    /// The next name says of which type it is.
    names_type: bool,
    is_data: bool,
}

#[derive(Default)]
struct Found {
    encrypted: bool,
    active: bool,
    attachments: bool,
    bomb: bool,
    broken: bool,
    unpacked: u64,
}

impl PdfScan {
    pub fn take(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.one(*byte);
        }
        let new = &bytes[bytes.len().saturating_sub(TAIL)..];
        self.tail.extend_from_slice(new);
        let old = self.tail.len().saturating_sub(TAIL);
        self.tail.drain(..old);
    }

    /// # Errors
    /// [`Problem::PdfEncrypted`], [`Problem::PdfActive`], [`Problem::PdfAttachments`], [`Problem::FileBomb`], [`Problem::PdfBroken`].
    pub fn finish(mut self) -> Result<(), Problem> {
        // Ends the last word.
        self.one(b'\n');
        self.found.broken |= matches!(&self.within, Within::Packed(packed) if !packed.over);
        let whole = self.tail.windows(5).any(|w| w == b"%%EOF");
        let found = self.found;
        match found {
            Found { encrypted: true, .. } => Err(Problem::PdfEncrypted),
            Found { active: true, .. } => Err(Problem::PdfActive),
            Found { attachments: true, .. } => Err(Problem::PdfAttachments),
            Found { bomb: true, .. } => Err(Problem::FileBomb),
            Found { broken: true, .. } => Err(Problem::PdfBroken),
            _ if !whole => Err(Problem::PdfBroken),
            _ => Ok(()),
        }
    }

    fn one(&mut self, byte: u8) {
        if std::mem::take(&mut self.skip_line_feed) && byte == b'\n' {
            return;
        }
        if matches!(self.within, Within::Objects) {
            match self.tokens.take(byte) {
                Some(Token::Name(name)) => self.object.name(name, &mut self.found),
                Some(Token::Word(b"obj" | b"endobj")) => self.object.next(),
                Some(Token::Word(b"stream")) => self.stream(byte),
                _ => {}
            }
            return;
        }
        if let Some(Token::Name(name)) = self.tokens.take(byte) {
            self.found.name_in_stream(name);
        }
        if let Within::Packed(packed) = &mut self.within {
            packed.take(byte, &mut self.found);
        }
        if self.recent.len() == END.len() {
            self.recent.remove(0);
        }
        self.recent.push(byte);
        if self.recent == END {
            self.recent.clear();
            if let Within::Packed(packed) = &mut self.within {
                packed.unpack(&mut self.found);
                if !packed.over {
                    // Packed bytes may look like the end of themselves.
                    return;
                }
            }
            self.within = Within::Objects;
            self.tokens = Tokens::default();
        }
    }

    /// The word `stream` was ended by this byte.
    fn stream(&mut self, byte: u8) {
        self.skip_line_feed = byte == b'\r';
        self.recent.clear();
        let object = std::mem::take(&mut self.object);
        if object.embedded && !object.is_data {
            self.found.attachments = true;
        }
        self.within = Within::Stream;
        if object.packed || (object.number && object.first) {
            if object.flate && !object.other_filter {
                self.within = Within::Packed(Box::new(Packed::new()));
            } else {
                // Nobody packs objects in another way, or says elsewhere how, but who has something to hide.
                self.found.broken = true;
            }
        }
    }
}

impl Object {
    /// Another one begins, as far as one can tell.
    fn next(&mut self) {
        let Self { packed, embedded, flate, other_filter, .. } = *self;
        *self = Self { packed, embedded, flate, other_filter, ..Self::default() };
    }

    fn name(&mut self, name: &[u8], found: &mut Found) {
        if std::mem::take(&mut self.names_type) {
            self.is_data = DATA.contains(&name);
        }
        match name {
            b"Encrypt" => found.encrypted = true,
            // `XFA` is a form that is a program.
            b"JavaScript" | b"JS" | b"Launch" | b"RichMedia" | b"XFA" => found.active = true,
            b"EmbeddedFile" => self.embedded = true,
            b"ObjStm" => self.packed = true,
            b"FlateDecode" | b"Fl" => self.flate = true,
            b"LZWDecode" | b"LZW" | b"ASCII85Decode" | b"A85" | b"ASCIIHexDecode" | b"AHx"
            | b"RunLengthDecode" | b"RL" | b"Crypt" | b"Predictor" => self.other_filter = true,
            b"N" => self.number = true,
            b"First" => self.first = true,
            b"Subtype" => self.names_type = true,
            _ => {}
        }
    }
}

impl Found {
    /// Among the bytes of a picture chance makes short names: once in four billion bytes for three letters, never for these.
    fn name_in_stream(&mut self, name: &[u8]) {
        match name {
            b"JavaScript" | b"RichMedia" | b"Launch" => self.active = true,
            // Objects where none should be: whoever reads by the table of contents finds them.
            b"ObjStm" | b"EmbeddedFile" => self.broken = true,
            _ => {}
        }
    }
}

impl Packed {
    fn new() -> Self {
        Self {
            inflate: Decompress::new(true),
            waiting: Vec::with_capacity(PIECE),
            tokens: Tokens::default(),
            over: false,
        }
    }

    fn take(&mut self, byte: u8, found: &mut Found) {
        if self.over {
            return;
        }
        self.waiting.push(byte);
        if self.waiting.len() >= PIECE {
            self.unpack(found);
        }
    }

    fn unpack(&mut self, found: &mut Found) {
        let waiting = std::mem::take(&mut self.waiting);
        let (mut at, mut out) = (0, [0_u8; PIECE]);
        // Nothing of it is a stream: what is known of one object is of no use for the next.
        let mut object = Object::default();
        while !self.over {
            let (read, written) = (self.inflate.total_in(), self.inflate.total_out());
            let status = self.inflate.decompress(&waiting[at..], &mut out, FlushDecompress::None);
            let read = usize::try_from(self.inflate.total_in() - read).unwrap_or(usize::MAX);
            let written = usize::try_from(self.inflate.total_out() - written).unwrap_or(PIECE);
            at = at.saturating_add(read).min(waiting.len());
            for byte in &out[..written] {
                if let Some(Token::Name(name)) = self.tokens.take(*byte) {
                    object.name(name, found);
                }
            }
            found.unpacked += u64::try_from(written).unwrap_or(u64::MAX);
            if found.unpacked > UNPACKED {
                found.bomb = true;
                self.over = true;
            }
            match status {
                Err(_) => {
                    found.broken = true;
                    self.over = true;
                }
                Ok(Status::StreamEnd) => {
                    // Ends the last name.
                    if let Some(Token::Name(name)) = self.tokens.take(b' ') {
                        object.name(name, found);
                    }
                    self.over = true;
                }
                Ok(_) if read == 0 && written == 0 => return,
                Ok(_) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn look(file: &[u8]) -> Result<(), Problem> {
        let whole = {
            let mut scan = PdfScan::default();
            scan.take(file);
            scan.finish()
        };
        // However the pieces are cut, the answer is the same.
        for size in [1, 7, 64] {
            let mut scan = PdfScan::default();
            file.chunks(size).for_each(|piece| scan.take(piece));
            assert_eq!(scan.finish(), whole, "in pieces of {size}");
        }
        whole
    }

    fn pdf(body: &[u8]) -> Vec<u8> {
        [b"%PDF-1.7\n%\xe2\xe3(\xcf\xd3\n", body, b"\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"].concat()
    }

    fn packed(objects: &[u8]) -> Vec<u8> {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
        packer.write_all(objects).unwrap();
        let packed = packer.finish().unwrap();
        [
            b"5 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>stream\r\n".as_slice(),
            &packed,
            b"\nendstream\nendobj",
        ]
        .concat()
    }

    #[test]
    fn a_plain_document_is_taken() {
        assert_eq!(look(&pdf(b"1 0 obj<</Type/Catalog>>endobj")), Ok(()));
        assert_eq!(look(&pdf(&packed(b"1 0 <</Type/Catalog/Lang(de)>>"))), Ok(()));
    }

    #[test]
    fn encryption_scripts_and_programs_are_refused_with_the_reason() {
        let encrypted = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<</Encrypt 2 0 R>>\n%%EOF";
        assert_eq!(look(encrypted), Err(Problem::PdfEncrypted));
        for active in [
            &b"1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj"[..],
            b"1 0 obj<</S/J#61v#61Script>>endobj",
            b"1 0 obj<</AA<</O<</S /Launch /F (calc.exe)>>>>>>endobj",
            b"1 0 obj<</Subtype/RichMedia>>endobj",
            b"1 0 obj<</AcroForm<</XFA 3 0 R>>>>endobj",
        ] {
            assert_eq!(look(&pdf(active)), Err(Problem::PdfActive), "{}", String::from_utf8_lossy(active));
        }
    }

    #[test]
    fn what_is_packed_is_looked_into() {
        assert_eq!(look(&pdf(&packed(b"1 0 <</S/JavaScript>>"))), Err(Problem::PdfActive));
        assert_eq!(look(&pdf(&packed(b"1 0 /JavaScript"))), Err(Problem::PdfActive), "its last word too");
        let other = b"5 0 obj<</Type/ObjStm/Filter[/ASCII85Decode/FlateDecode]>>stream\nabc\nendstream";
        assert_eq!(look(&pdf(other)), Err(Problem::PdfBroken));
        let garbage = b"5 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\nnot packed at all\nendstream";
        assert_eq!(look(&pdf(garbage)), Err(Problem::PdfBroken));
    }

    #[test]
    fn what_a_reader_might_unpack_and_we_cannot_is_refused() {
        let script = packed(b"1 0 <</S/JavaScript>>");
        let start = b"stream\r\n";
        let at = script.windows(start.len()).position(|w| w == start).unwrap() + start.len();
        let with = |head: &[u8]| pdf(&[head, start, &script[at..]].concat());
        assert_eq!(
            look(&with(b"5 0 obj<</N 1/First 4/Filter/FlateDecode>>")),
            Err(Problem::PdfActive),
            "nameless"
        );
        for (head, trick) in [
            (&b"5 0 obj<</Type/ObjStm/Filter 7 0 R>>"[..], "the filter stands elsewhere"),
            (b"5 0 obj<</Type/ObjStm/Filter/FlateDecode/DecodeParms<</Predictor 12>>>>", "a predictor"),
            (b"5 0 obj<</Filter/FlateDecode(stream\nendstream)/Type/ObjStm>>", "a stream in a string"),
            (
                b"4 0 obj<</Length 999>>stream\n5 0 obj<</Type/ObjStm/Filter/FlateDecode>>",
                "in another stream",
            ),
        ] {
            assert_eq!(look(&with(head)), Err(Problem::PdfBroken), "{trick}");
        }
        for (head, trick) in [
            (&b"5 0 obj<</Type/ObjStm%endobj\n/Filter/FlateDecode>>"[..], "an end in a comment"),
            (b"5 0 obj<</Type/ObjStm(9 0 obj)/Filter/FlateDecode>>", "a beginning in a string"),
        ] {
            assert_eq!(look(&with(head)), Err(Problem::PdfActive), "{trick}");
        }
        // Packed without packing, so that the word that ends a stream stands in it; what follows is still of it.
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::none());
        packer.write_all(b"1 0 <<>> endstream endobj /S").unwrap();
        packer.flush().unwrap();
        packer.write_all(b"/JavaScript ").unwrap();
        let inside = packer.finish().unwrap();
        let head = b"5 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n";
        let longer = pdf(&[head.as_slice(), &inside, b"\nendstream endobj"].concat());
        assert_eq!(look(&longer), Err(Problem::PdfActive));
        let never = pdf(&[head.as_slice(), &inside[..20], b"\nendstream endobj"].concat());
        assert_eq!(look(&never), Err(Problem::PdfBroken), "it does not end");
    }

    #[test]
    fn a_name_hidden_in_a_stream_that_is_none_is_found() {
        let fake = b"4 0 obj<</Length 99>>stream\n9 0 obj<</S/JavaScript/JS(x)>>endobj\nendstream";
        assert_eq!(look(&pdf(fake)), Err(Problem::PdfActive));
    }

    #[test]
    fn chance_in_a_picture_is_no_script() {
        let picture = b"4 0 obj<</Subtype/Image/Length 9>>stream\n\x00/JS \x01/XFA \nendstream endobj";
        assert_eq!(look(&pdf(picture)), Ok(()));
    }

    #[test]
    fn data_may_be_attached_and_programs_may_not() {
        let with = |kind: &str| {
            format!("3 0 obj<</Type/EmbeddedFile{kind}/Length 4>>stream\n<a/>\nendstream endobj").into_bytes()
        };
        assert_eq!(look(&pdf(&with("/Subtype/text#2Fxml"))), Ok(()), "an electronic invoice");
        assert_eq!(look(&pdf(&with("/Subtype /application#2Fjson"))), Ok(()));
        for other in ["", "/Subtype/application#2Fx-msdownload", "/Subtype/application#2Fpdf"] {
            assert_eq!(look(&pdf(&with(other))), Err(Problem::PdfAttachments), "{other}");
        }
    }

    #[test]
    fn a_file_that_was_cut_off_is_broken() {
        let whole = pdf(b"1 0 obj<</Type/Catalog>>endobj");
        assert_eq!(look(&whole[..whole.len() - 8]), Err(Problem::PdfBroken));
    }

    #[test]
    fn what_unpacks_without_end_is_left_alone() {
        let bomb = pdf(&packed(&vec![b' '; 70 << 20]));
        assert!(bomb.len() < 200_000);
        let mut scan = PdfScan::default();
        scan.take(&bomb);
        assert!(scan.found.unpacked <= UNPACKED + PIECE as u64);
        assert_eq!(scan.finish(), Err(Problem::FileBomb));
    }
}
