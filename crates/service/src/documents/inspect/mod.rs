//! Looks into files while they come in: what they are, and whether they do more than show themselves.

mod office;
mod pdf;
mod tokens;

use kontor_domain::Problem;
use kontor_domain::documents::Media;

use office::MacroScan;
use pdf::PdfScan;

/// Reads one file from its beginning.
pub(super) struct Inspector {
    name: String,
    head: Vec<u8>,
    known: Option<(Media, Look)>,
}

enum Look {
    Pdf(Box<PdfScan>),
    Office(MacroScan),
    /// Nothing in it runs where we show it.
    Nothing,
}

impl Inspector {
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), head: Vec::with_capacity(Media::HEAD), known: None }
    }

    /// The next bytes.
    ///
    /// # Errors
    /// [`Problem::NotArchivable`] as soon as it is known.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        if let Some((_, look)) = &mut self.known {
            look.take(bytes);
            return Ok(());
        }
        let room = Media::HEAD.saturating_sub(self.head.len()).min(bytes.len());
        let (head, rest) = bytes.split_at(room);
        self.head.extend_from_slice(head);
        if self.head.len() >= Media::HEAD {
            self.recognise()?.1.take(rest);
        }
        Ok(())
    }

    /// # Errors
    /// [`Problem::NotArchivable`], and whatever speaks against a file of its kind.
    pub fn finish(mut self) -> Result<Media, Problem> {
        if self.known.is_none() {
            self.recognise()?;
        }
        let (media, look) = self.known.take().ok_or(Problem::NotArchivable)?;
        look.finish().map(|()| media)
    }

    fn recognise(&mut self) -> Result<&mut (Media, Look), Problem> {
        let media = Media::detect(&self.head, &self.name).ok_or(Problem::NotArchivable)?;
        let mut look = match media {
            Media::Pdf => Look::Pdf(Box::default()),
            Media::Docx | Media::Xlsx | Media::Pptx | Media::Odt | Media::Ods | Media::Odp => {
                Look::Office(MacroScan::default())
            }
            _ => Look::Nothing,
        };
        look.take(&self.head);
        Ok(self.known.insert((media, look)))
    }
}

impl Look {
    fn take(&mut self, bytes: &[u8]) {
        match self {
            Self::Pdf(scan) => scan.take(bytes),
            Self::Office(scan) => scan.take(bytes),
            Self::Nothing => {}
        }
    }

    fn finish(self) -> Result<(), Problem> {
        match self {
            Self::Pdf(scan) => scan.finish(),
            Self::Office(scan) => scan.finish(),
            Self::Nothing => Ok(()),
        }
    }
}
