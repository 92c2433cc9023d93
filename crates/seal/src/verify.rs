//! What can be said about the seals of a document: for a page where everybody may ask.

use std::collections::HashSet;
use std::ops::Range;
use std::rc::Rc;

use jiff::Timestamp;
use sha2::{Sha256, Sha384, Sha512};

use crate::algorithm::Hash;
use crate::certificate::{Chain, follow};
use crate::changes::{Later, later};
use crate::cms::Signed;
use crate::pdf::{Dict, File, Object, PdfError, Ref};
use crate::{Certificate, Problem, SealWords, Token, Untruth};

/// For each seal the whole document is read anew: more of them are not looked at.
const SEALS: usize = 64;
/// So many parts of a form wait to be looked at at most.
const OPEN: usize = 1_000_000;
/// So many characters of what a seal says about itself are kept.
const SAID: usize = 500;

/// How far a seal reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// Every byte of the file but its own place.
    Whole,
    /// The file as it was in this revision, of so many there are now; counted from 1.
    Revision(usize, usize),
    /// Nothing that could be said.
    Unknown,
}

/// One seal, and what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealReport {
    /// Name of the signature field.
    pub field: String,
    /// What the seal says about itself; it proves nothing.
    pub words: SealWords,
    /// When it says it was made (`/M`, as it is written).
    pub claimed_at: Option<String>,
    /// The certificate of who sealed, when there is one in it.
    pub certificate: Option<Certificate>,
    /// The time an authority gives its word for, when it is believed or at least well made.
    pub stamp: Option<Token>,
    /// How far it reaches.
    pub coverage: Coverage,
    /// What came after it.
    pub later: Option<Later>,
    /// Everything that is wrong.
    pub problems: Vec<Problem>,
}

impl SealReport {
    fn add(&mut self, problem: Problem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Who sealed: the common name in the certificate.
    pub fn who(&self) -> Option<String> {
        self.certificate.as_ref().map(Certificate::common_name)
    }

    /// Nothing is wrong at all: what was sealed is unchanged, and by somebody whom an anchor vouches for.
    pub fn is_valid(&self) -> bool {
        self.problems.is_empty()
    }

    /// What was sealed is unchanged and the signature is of this certificate; whose certificate it is nobody may know.
    pub fn is_intact(&self) -> bool {
        let aside = |problem: &Problem| match problem {
            Problem::Untrusted | Problem::Expired | Problem::NotYetValid => true,
            Problem::Timestamp(untruth) => **untruth == Untruth::Untrusted,
            _ => false,
        };
        self.problems.iter().all(aside)
    }
}

/// Looks at every seal of a document, the oldest first. Without any the list is empty.
///
/// `now` is the time for certificates whose seal has no time-stamp that is believed, and `anchors` are the certificates
/// from which every chain has to come, of sealers as of authorities.
///
/// # Errors
/// [`PdfError`] for a file that cannot be read strictly: nothing can be said about it then.
pub fn verify(pdf: &[u8], now: Timestamp, anchors: &[Certificate]) -> Result<Vec<SealReport>, PdfError> {
    let file = File::read(pdf)?;
    let mut reports = Vec::new();
    for (name, signature) in signatures(&file)? {
        if let Some(signature) = file.dict(&signature)? {
            reports.push(look(&file, name, &signature, now, anchors)?);
        }
    }
    reports.sort_by_key(|(at, _)| *at);
    Ok(reports.into_iter().map(|(_, report)| report).collect())
}

/// Looks at a seal over content that stands elsewhere, as [`crate::ToBeSigned::detached`] begins one. `now` and `anchors` as with
/// [`verify`].
pub fn verify_detached(content: &[u8], cms: &[u8], now: Timestamp, anchors: &[Certificate]) -> SealReport {
    let mut report = SealReport {
        field: String::new(),
        words: SealWords::default(),
        claimed_at: None,
        certificate: None,
        stamp: None,
        coverage: Coverage::Whole,
        later: None,
        problems: Vec::new(),
    };
    look_at_cms(&mut report, cms, [content, &[]], now, anchors);
    report
}

/// Names of all fields that are signed, and where the dictionary of each is. One large dictionary may be named by many.
fn signatures(file: &File) -> Result<Vec<(String, Object)>, PdfError> {
    let (_, catalog) = file.catalog()?;
    let form = file.dict(catalog.get("AcroForm"))?.unwrap_or_default();
    let mut found = Vec::new();
    let mut seen: HashSet<Ref> = HashSet::new();
    let mut open: Vec<(Object, Rc<str>, bool)> = vec![(form.get("Fields").clone(), "".into(), false)];
    while let Some((object, path, inherited)) = open.pop() {
        if open.len() > OPEN {
            return Err(PdfError::TooLarge);
        }
        if let Object::Ref(at) = object
            && !seen.insert(at)
        {
            continue;
        }
        match file.resolve(&object)? {
            Object::Array(of) => open.extend(of.into_iter().map(|o| (o, Rc::clone(&path), inherited))),
            Object::Dict(field) => {
                let path: Rc<str> = match field.get("T").text() {
                    Some(name) if path.is_empty() => short(&name).into(),
                    Some(name) => short(&format!("{path}.{name}")).into(),
                    None => path,
                };
                let signs = field.is("FT", "Sig") || inherited && matches!(field.get("FT"), Object::Null);
                if signs && file.dict(field.get("V"))?.is_some() {
                    if found.len() >= SEALS {
                        return Err(PdfError::TooLarge);
                    }
                    found.push((path.to_string(), field.get("V").clone()));
                }
                open.push((field.get("Kids").clone(), path, signs));
            }
            _ => {}
        }
    }
    Ok(found)
}

fn short(text: &str) -> String {
    text.chars().take(SAID).collect()
}

fn look(
    file: &File,
    field: String,
    signature: &Dict,
    now: Timestamp,
    anchors: &[Certificate],
) -> Result<(usize, SealReport), PdfError> {
    let text = |key| file.resolve(signature.get(key)).map(|object| object.text().as_deref().map(short));
    let mut report = SealReport {
        field,
        words: SealWords { name: text("Name")?, reason: text("Reason")?, location: text("Location")? },
        claimed_at: text("M")?,
        certificate: None,
        stamp: None,
        coverage: Coverage::Unknown,
        later: None,
        problems: Vec::new(),
    };
    if !signature.is("SubFilter", "ETSI.CAdES.detached") {
        report.add(Problem::OtherKind);
    }
    let contents = signature.get("Contents");
    let Some((gap, end)) = covered(file.data, signature.get("ByteRange"), contents) else {
        report.add(Problem::Range);
        return Ok((usize::MAX, report));
    };
    // What was sealed has to be a whole document itself.
    match File::read(&file.data[..end]) {
        Ok(sealed) => {
            let whole = end == file.data.len();
            report.coverage =
                if whole { Coverage::Whole } else { Coverage::Revision(sealed.sections, file.sections) };
            let after = later(&sealed, file)?;
            report.later = Some(after);
            match after {
                Later::Nothing | Later::Seals => {}
                Later::Visible => report.add(Problem::Covered),
                Later::Other => report.add(Problem::Changed),
            }
        }
        Err(_) => report.add(Problem::Range),
    }
    if let Object::Text { value: cms, .. } = contents {
        look_at_cms(&mut report, cms, [&file.data[..gap.start], &file.data[gap.end..end]], now, anchors);
    }
    Ok((end, report))
}

/// The place of the CMS and the end of what is sealed: everything from the beginning, without exactly the CMS
/// (ISO 32000-1, 12.8.1; ISO 19005-3, 6.4.3).
fn covered(data: &[u8], range: &Object, contents: &Object) -> Option<(Range<usize>, usize)> {
    let range: Vec<usize> = range.array()?.iter().map(Object::index).collect::<Option<_>>()?;
    let &[0, gap, behind, length] = range.as_slice() else { return None };
    let end = behind.checked_add(length).filter(|end| *end <= data.len() && gap < behind)?;
    let Object::Text { at, .. } = contents else { return None };
    let hexadecimal = match data.get(gap..behind)? {
        [b'<', digits @ .., b'>'] => digits.iter().all(u8::is_ascii_hexdigit),
        _ => false,
    };
    (*at == (gap..behind) && hexadecimal).then_some((gap..behind, end))
}

fn look_at_cms(
    report: &mut SealReport,
    cms: &[u8],
    parts: [&[u8]; 2],
    now: Timestamp,
    anchors: &[Certificate],
) {
    let signed = match Signed::read(cms) {
        Ok(signed) => signed,
        Err(problem) => return report.add(problem),
    };
    signed.problems(|hash| hash_of(hash, parts)).into_iter().for_each(|problem| report.add(problem));
    if signed.content.is_some() {
        report.add(Problem::ContentType);
    }
    match signed.token().map(|token| Token::read(&token, signed.signature(), anchors)) {
        None => {}
        Some(Ok((token, _))) => {
            if !token.trusted() {
                report.add(Problem::Timestamp(Box::new(Untruth::Untrusted)));
            }
            report.stamp = Some(token);
        }
        Some(Err(untruth)) => report.add(Problem::Timestamp(Box::new(untruth))),
    }
    let Some(certificate) = signed.certificate() else { return };
    let at = report.stamp.as_ref().filter(|token| token.trusted()).map_or(now, Token::at);
    if at < certificate.valid_from() {
        report.add(Problem::NotYetValid);
    } else if at > certificate.valid_until() {
        report.add(Problem::Expired);
    }
    if !certificate.may_sign() {
        report.add(Problem::NotForSigning);
    }
    match follow(certificate, &signed.certificates, anchors, at) {
        Chain::Anchored => {}
        Chain::Unknown => report.add(Problem::Untrusted),
        Chain::Broken => report.add(Problem::Chain),
        Chain::Expired => report.add(Problem::Expired),
    }
    report.certificate = Some(certificate.clone());
}

fn hash_of(hash: Hash, parts: [&[u8]; 2]) -> Vec<u8> {
    fn over<D: sha2::Digest>(parts: [&[u8]; 2]) -> Vec<u8> {
        parts.into_iter().fold(D::new(), D::chain_update).finalize().to_vec()
    }
    match hash {
        Hash::Sha1 => Vec::new(),
        Hash::Sha256 => over::<Sha256>(parts),
        Hash::Sha384 => over::<Sha384>(parts),
        Hash::Sha512 => over::<Sha512>(parts),
    }
}
