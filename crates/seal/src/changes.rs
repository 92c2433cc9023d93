//! What happened to a document after it was sealed: both revisions are walked together from their catalogues, and everything
//! that can be reached has to be the same but for further seals (as ISO 32000-1, 12.8.2.2 allows them) and for what the file says
//! about itself and no page shows: programs write their name and the date there when they sign.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::pdf::{Dict, File, Object, PdfError, Ref, space};

/// So many pairs wait to be compared at most.
const OPEN: usize = 2_000_000;

/// What was appended to a document after a seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Later {
    /// Nothing.
    Nothing,
    /// Invisible seals, data for checking seals later, metadata: the document shows what it showed.
    Seals,
    /// A signature that shows something on a page.
    Visible,
    /// Something else.
    Other,
}

/// Compares a sealed revision with the whole file.
pub(crate) fn later(sealed: &File, whole: &File) -> Result<Later, PdfError> {
    // The newest cross-references stand within what was sealed. Behind them nothing is read, but by readers that look for objects
    // wherever they stand.
    if sealed.section == whole.section {
        let quiet = whole.data[sealed.data.len()..].iter().all(|b| space(*b));
        return Ok(if quiet { Later::Nothing } else { Later::Other });
    }
    let mut walk = Walk { sealed, whole, seen: HashSet::new(), added: BTreeMap::new(), open: Vec::new() };
    Ok(if walk.same()? {
        walk.added.values().fold(Later::Seals, |most, visible| {
            most.max(if *visible { Later::Visible } else { Later::Seals })
        })
    } else {
        Later::Other
    })
}

struct Walk<'a> {
    sealed: &'a File<'a>,
    whole: &'a File<'a>,
    seen: HashSet<(Ref, Ref)>,
    /// The widgets of seals that came later, and whether they show something.
    added: BTreeMap<Ref, bool>,
    open: Vec<(Object, Object)>,
}

impl Walk<'_> {
    fn same(&mut self) -> Result<bool, PdfError> {
        let ((old_at, old), (new_at, new)) = (self.sealed.catalog()?, self.whole.catalog()?);
        self.seen.insert((old_at, new_at));
        let form = (self.sealed.dict(old.get("AcroForm"))?, self.whole.dict(new.get("AcroForm"))?);
        if let (Object::Ref(a), Object::Ref(b)) = (old.get("AcroForm"), new.get("AcroForm")) {
            self.seen.insert((*a, *b));
        }
        if !self.form(form.0.unwrap_or_default(), form.1.unwrap_or_default())?
            || !self.entries(&old, &new, &["AcroForm", "DSS", "Extensions", "Metadata"])
        {
            return Ok(false);
        }
        // Rings of objects with different lengths would be walked for ever: nobody writes such a thing who means well.
        let most = 2 * (self.sealed.objects() + self.whole.objects());
        while let Some((old, new)) = self.open.pop() {
            if self.seen.len() > most || self.open.len() > OPEN {
                return Ok(false);
            }
            if !self.pair(&old, &new)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Puts the entries of both on the list; both have the same keys but for those that are free.
    fn entries(&mut self, old: &Dict, new: &Dict, free: &[&str]) -> bool {
        let free = |key: &[u8]| free.iter().any(|f| f.as_bytes() == key);
        let mut others: HashMap<&[u8], &Object> =
            new.0.iter().filter(|(k, _)| !free(k)).map(|(k, v)| (k.as_slice(), v)).collect();
        for (key, value) in old.0.iter().filter(|(k, _)| !free(k)) {
            let Some(other) = others.remove(key.as_slice()) else { return false };
            self.open.push((value.clone(), other.clone()));
        }
        others.is_empty()
    }

    fn pair(&mut self, old: &Object, new: &Object) -> Result<bool, PdfError> {
        if let (Object::Ref(a), Object::Ref(b)) = (old, new)
            && !self.seen.insert((*a, *b))
        {
            return Ok(true);
        }
        let (old, new) = (self.sealed.resolve(old)?, self.whole.resolve(new)?);
        Ok(match (&old, &new) {
            (Object::Null, Object::Null) => true,
            (Object::Bool(a), Object::Bool(b)) => a == b,
            (Object::Integer(a), Object::Integer(b)) => a == b,
            (Object::Real(a), Object::Real(b))
            | (Object::Name(a), Object::Name(b))
            | (Object::Text { value: a, .. }, Object::Text { value: b, .. }) => a == b,
            (Object::Array(a), Object::Array(b)) => self.items(a, b),
            (Object::Dict(a), Object::Dict(b)) if a.is("Type", "Page") => {
                self.annotations(a, b)? && self.entries(a, b, &["Annots"])
            }
            (Object::Dict(a), Object::Dict(b)) => self.entries(a, b, &[]),
            (Object::Stream(a, x), Object::Stream(b, y)) => {
                self.sealed.data[x.clone()] == self.whole.data[y.clone()] && self.entries(a, b, &[])
            }
            _ => false,
        })
    }

    fn items(&mut self, old: &[Object], new: &[Object]) -> bool {
        self.open.extend(old.iter().cloned().zip(new.iter().cloned()));
        old.len() == new.len()
    }

    /// The fields that were there are there, in their order; what comes behind them are seals.
    fn form(&mut self, old: Dict, new: Dict) -> Result<bool, PdfError> {
        let fields = |file: &File, form: &Dict| {
            file.resolve(form.get("Fields")).map(|fields| fields.array().unwrap_or_default().to_vec())
        };
        let (before, after) = (fields(self.sealed, &old)?, fields(self.whole, &new)?);
        if before.len() > after.len() {
            return Ok(false);
        }
        for (a, b) in before.iter().zip(&after) {
            let signed_now = self.signed_now(a, b)?;
            if !signed_now {
                self.open.push((a.clone(), b.clone()));
            }
        }
        for field in &after[before.len()..] {
            let (Object::Ref(at), Some(dict)) = (field, self.whole.dict(field)?) else { return Ok(false) };
            if !self.seal(&dict)? {
                return Ok(false);
            }
            let visible = self.shows(&dict)?;
            self.added.insert(*at, visible);
        }
        // A form that comes with its first seal may name fonts for fields that do not exist.
        let free: &[&str] =
            if before.is_empty() { &["Fields", "SigFlags", "DA", "DR"] } else { &["Fields", "SigFlags"] };
        Ok(self.entries(&old, &new, free))
    }

    /// A field and its widget in one, which does nothing when it is seen or clicked. A note, say, would show itself however small it is.
    fn seal(&self, field: &Dict) -> Result<bool, PdfError> {
        let signature = self.whole.dict(field.get("V"))?;
        let quiet = ["A", "AA", "Kids"].iter().all(|key| matches!(field.get(key), Object::Null));
        Ok(field.is("FT", "Sig") && field.is("Subtype", "Widget") && quiet && signature.is_some())
    }

    /// An empty signature field was signed: everything else of it is as it was.
    fn signed_now(&mut self, old: &Object, new: &Object) -> Result<bool, PdfError> {
        let (Object::Ref(a), Object::Ref(b)) = (old, new) else { return Ok(false) };
        let (Some(old), Some(new)) = (self.sealed.dict(old)?, self.whole.dict(new)?) else {
            return Ok(false);
        };
        let empty = old.is("FT", "Sig") && matches!(old.get("V"), Object::Null);
        if !empty || !self.seal(&new)? || !self.entries(&old, &new, &["V", "AP", "M", "F"]) {
            return Ok(false);
        }
        self.seen.insert((*a, *b));
        let visible = self.shows(&new)?;
        self.added.insert(*b, visible);
        Ok(true)
    }

    fn shows(&self, field: &Dict) -> Result<bool, PdfError> {
        let rect = self.whole.resolve(field.get("Rect"))?;
        let corner = |n: usize| match rect.array().and_then(|r| r.get(n)) {
            Some(Object::Integer(n)) => n.to_string(),
            Some(Object::Real(written)) => String::from_utf8_lossy(written).into_owned(),
            _ => n.to_string(),
        };
        let number = |n| corner(n).parse::<f64>().unwrap_or(f64::NAN);
        let flat = |a: usize, b: usize| (number(a) - number(b)).abs() < f64::EPSILON;
        Ok(!(flat(0, 2) && flat(1, 3)))
    }

    /// The annotations that were there are there, in their order; what comes behind them are the widgets of seals.
    fn annotations(&mut self, old: &Dict, new: &Dict) -> Result<bool, PdfError> {
        let (old, new) = (self.sealed.resolve(old.get("Annots"))?, self.whole.resolve(new.get("Annots"))?);
        let (old, new) = (old.array().unwrap_or_default(), new.array().unwrap_or_default());
        if old.len() > new.len() {
            return Ok(false);
        }
        let (kept, added) = new.split_at(old.len());
        let seals = added.iter().all(|a| matches!(a, Object::Ref(at) if self.added.contains_key(at)));
        Ok(self.items(old, kept) && seals)
    }
}
