//! The first and the last step: a signature field with an empty place, and what is put into that place.

use std::ops::Range;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use sha2::{Digest as _, Sha256};

use crate::cms::Signed;
use crate::pdf::{Dict, File, Object, PdfError, Ref, Update, text};
use crate::{Certificate, SealError, ToBeSigned, hex};

/// So many bytes are left for the CMS when nothing else is said: a chain of three certificates and a time-stamp with a chain
/// of its own take about half. As a string it stays below the 32 767 bytes that PDF/A allows (ISO 19005-3, 6.1.13).
pub const ROOM: usize = 16 * 1024;

/// What the seal says about itself in words (ISO 32000-1, table 252). It is shown by readers and proves nothing: who sealed
/// stands in the certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SealWords {
    /// `/Name`: who seals.
    pub name: Option<String>,
    /// `/Reason`: why.
    pub reason: Option<String>,
    /// `/Location`: where.
    pub location: Option<String>,
}

/// A PDF with a signature field whose `/Contents` is still empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    bytes: Vec<u8>,
    gap: Range<usize>,
    at: Timestamp,
    field: String,
}

impl Prepared {
    /// The whole file, with zeros where the CMS will stand.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Name of the signature field.
    pub fn field(&self) -> &str {
        &self.field
    }

    /// When the seal says that it is made (`/M`).
    pub const fn at(&self) -> Timestamp {
        self.at
    }

    /// SHA-256 of everything but the place of the CMS (ISO 32000-1, 12.8.1: `/ByteRange`).
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(&self.bytes[..self.gap.start]);
        hash.update(&self.bytes[self.gap.end..]);
        hash.finalize().into()
    }

    /// The second step: what the key signs, for a chain that begins with the certificate of the key.
    ///
    /// # Errors
    /// [`SealError::Expired`] and its sisters when the certificate cannot seal at the time of this document.
    pub fn to_be_signed(&self, chain: &[Certificate]) -> Result<ToBeSigned, SealError> {
        ToBeSigned::new(self.digest(), chain, self.at)
    }
}

/// Appends a revision with one invisible signature field, leaving [`ROOM`] for the CMS.
///
/// `at` is the time the seal claims and at which the certificate has to be valid; there is no other clock.
///
/// # Errors
/// [`PdfError`] for a file that is encrypted, broken, or certified against any change.
pub fn prepare(pdf: &[u8], words: &SealWords, at: Timestamp) -> Result<Prepared, SealError> {
    prepare_with_room(pdf, words, at, ROOM)
}

/// As [`prepare`], with so many bytes for the CMS.
///
/// # Errors
/// As [`prepare`].
pub fn prepare_with_room(
    pdf: &[u8],
    words: &SealWords,
    at: Timestamp,
    room: usize,
) -> Result<Prepared, SealError> {
    let file = File::read(pdf)?;
    file.check()?;
    let (root, mut catalog) = file.catalog()?;
    open_to_change(&file, &catalog)?;
    let mut update = Update::new(&file);
    let (seal, widget) = (update.number(), update.number());

    let mut form = file.dict(catalog.get("AcroForm"))?.unwrap_or_default();
    let mut fields = array(&file, form.get("Fields"))?;
    let field = free_name(&file, &fields)?;
    fields.push(Object::Ref(widget));
    form.set("Fields", Object::Array(fields));
    // Signatures exist, and the file is only ever appended to (ISO 32000-1, table 219).
    form.set("SigFlags", Object::Integer(3));
    if let Object::Ref(form_at) = catalog.get("AcroForm") {
        update.put(*form_at, &Object::Dict(form));
    } else {
        let form_at = update.number();
        update.put(form_at, &Object::Dict(form));
        catalog.set("AcroForm", Object::Ref(form_at));
        update.put(root, &Object::Dict(catalog));
    }

    let (page_at, mut page) = file.first_page()?;
    let mut annotations = array(&file, page.get("Annots"))?;
    annotations.push(Object::Ref(widget));
    if let Object::Ref(annotations_at) = page.get("Annots") {
        update.put(*annotations_at, &Object::Array(annotations));
    } else {
        page.set("Annots", Object::Array(annotations));
        update.put(page_at, &Object::Dict(page));
    }
    update.put(widget, &Object::Dict(widget_of(seal, page_at, &field)));

    let (written, range, contents) = signature(words, at, room);
    update.put_written(seal, written);
    let (mut bytes, body) = update.append(seal)?;
    let gap = body + contents.start..body + contents.end;
    let numbers = format!("0 {} {} {}", gap.start, gap.end, bytes.len() - gap.end);
    bytes[body + range.start..][..numbers.len()].copy_from_slice(numbers.as_bytes());
    Ok(Prepared { bytes, gap, at, field })
}

/// The last step: the CMS takes its place.
///
/// # Errors
/// [`SealError::NoRoom`] when it is too long, [`SealError::OtherDocument`] when it was not made for this one.
pub fn finish(prepared: Prepared, cms: &[u8]) -> Result<Vec<u8>, SealError> {
    let signed = Signed::read(cms).map_err(|_| SealError::Malformed)?;
    if signed.message_digest() != Some(&prepared.digest()) {
        return Err(SealError::OtherDocument);
    }
    let room = prepared.gap.len() / 2 - 1;
    if cms.len() > room {
        return Err(SealError::NoRoom { needed: cms.len(), room });
    }
    let Prepared { mut bytes, gap, .. } = prepared;
    let written = hex(cms);
    bytes[gap.start + 1..][..written.len()].copy_from_slice(written.as_bytes());
    Ok(bytes)
}

/// A certified document says which changes its author allows; sealing is one of those of P = 2 and 3.
fn open_to_change(file: &File, catalog: &Dict) -> Result<(), PdfError> {
    let step = |dict: Option<Dict>, key: &str| match dict {
        Some(dict) => file.resolve(dict.get(key)),
        None => Ok(Object::Null),
    };
    let certified = step(file.dict(catalog.get("Perms"))?, "DocMDP")?;
    for reference in array(file, &step(certified.dict().cloned(), "Reference")?)? {
        let parameters = step(file.dict(&reference)?, "TransformParams")?;
        if parameters.dict().is_some_and(|p| p.get("P").integer() == Some(1)) {
            return Err(PdfError::Certified);
        }
    }
    Ok(())
}

fn array(file: &File, object: &Object) -> Result<Vec<Object>, PdfError> {
    Ok(file.resolve(object)?.array().unwrap_or_default().to_vec())
}

/// `Seal1`, `Seal2`, …: the first that no field has.
fn free_name(file: &File, fields: &[Object]) -> Result<String, PdfError> {
    let mut taken = Vec::new();
    for field in fields {
        taken.extend(file.dict(field)?.and_then(|f| f.get("T").text()));
    }
    // One name more than there are fields: one of them is free.
    let mut names = (1..=taken.len() + 1).map(|n| format!("Seal{n}"));
    Ok(names.find(|name| !taken.contains(name)).unwrap_or_default())
}

/// Field and widget in one. A rectangle without area shows nothing and needs no appearance in PDF/A (ISO 19005-3, 6.3.3);
/// the print flag it needs there nevertheless (6.3.2), and locked it cannot be moved.
fn widget_of(seal: Ref, page: Ref, name: &str) -> Dict {
    let mut widget = Dict::default();
    widget.set("Type", Object::name("Annot"));
    widget.set("Subtype", Object::name("Widget"));
    widget.set("FT", Object::name("Sig"));
    widget.set("T", text(name));
    widget.set("V", Object::Ref(seal));
    widget.set("F", Object::Integer(4 + 128));
    widget.set("Rect", Object::Array(vec![Object::Integer(0); 4]));
    widget.set("P", Object::Ref(page));
    widget
}

/// The signature dictionary (ISO 32000-1, table 252, with the rules of ETSI EN 319 142-1, 5.3), and where in it the numbers
/// of the byte range and the string of the CMS stand.
fn signature(words: &SealWords, at: Timestamp, room: usize) -> (Vec<u8>, Range<usize>, Range<usize>) {
    let mut dict = Dict::default();
    dict.set("Type", Object::name("Sig"));
    dict.set("Filter", Object::name("Adobe.PPKLite"));
    dict.set("SubFilter", Object::name("ETSI.CAdES.detached"));
    let said = [("Name", &words.name), ("Reason", &words.reason), ("Location", &words.location)];
    for (key, value) in said.into_iter().filter_map(|(key, value)| Some((key, value.as_ref()?))) {
        dict.set(key, text(value));
    }
    let time = at.to_zoned(TimeZone::UTC).strftime("D:%Y%m%d%H%M%SZ").to_string();
    dict.set("M", text(&time));
    let mut out = Vec::new();
    dict.write(&mut out);
    out.truncate(out.len() - 2);
    out.extend(b"/ByteRange [");
    // Three numbers of up to ten digits: what is not needed stays blank.
    let range = out.len()..out.len() + 34;
    out.resize(range.end, b' ');
    out.extend(b"]\n/Contents ");
    let contents = out.len()..out.len() + 2 * room + 2;
    out.push(b'<');
    out.resize(contents.end - 1, b'0');
    out.extend(b">\n>>");
    (out, range, contents)
}
