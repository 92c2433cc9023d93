//! Photos that customers send, of returns and with requests: what they are is read from their first bytes, never believed from a name.

use serde::{Deserialize, Serialize};

/// Photos of one return or request.
pub const MAX_PHOTOS: usize = 6;
/// Of one photo.
pub const MAX_PHOTO_BYTES: usize = 12 << 20;

/// A photo that lies in the data folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// SHA-256 of its bytes: the same photo sent twice is one.
    pub hash: String,
    pub kind: PhotoKind,
}

/// The formats that phones and browsers make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoKind {
    Jpeg,
    Png,
    Webp,
    Heic,
}

impl PhotoKind {
    /// So many bytes at the beginning tell.
    pub const HEAD: usize = 12;

    /// What begins with these bytes; nothing for everything else.
    #[must_use]
    pub fn detect(head: &[u8]) -> Option<Self> {
        // ISO 14496-12: a file type box with the brand of HEIF pictures (ISO 23008-12).
        const BRANDS: [&[u8; 4]; 6] = [b"heic", b"heix", b"heim", b"heis", b"mif1", b"hevc"];
        if head.starts_with(&[0xff, 0xd8, 0xff]) {
            Some(Self::Jpeg)
        } else if head.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
            Some(Self::Webp)
        } else if head.get(4..8) == Some(b"ftyp")
            && head.get(8..12).is_some_and(|brand| BRANDS.iter().any(|b| brand == *b))
        {
            Some(Self::Heic)
        } else {
            None
        }
    }

    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Heic => "image/heic",
        }
    }

    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Heic => "heic",
        }
    }

    /// Most browsers cannot draw HEIC; it is offered for saving.
    #[must_use]
    pub const fn shown_by_browsers(self) -> bool {
        !matches!(self, Self::Heic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_is_known_by_its_bytes_whatever_it_is_called() {
        assert_eq!(PhotoKind::detect(b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01"), Some(PhotoKind::Jpeg));
        assert_eq!(PhotoKind::detect(b"\x89PNG\r\n\x1a\n\0\0\0\x0d"), Some(PhotoKind::Png));
        assert_eq!(PhotoKind::detect(b"RIFF\x24\0\0\0WEBP"), Some(PhotoKind::Webp));
        assert_eq!(PhotoKind::detect(b"\0\0\0\x18ftypheic"), Some(PhotoKind::Heic));
        for other in [
            &b"<script>alert(1)</script>"[..],
            b"<svg xmlns=",
            b"GIF89a",
            b"%PDF-1.7",
            b"RIFF\x24\0\0\0WAVE",
            b"\0\0\0\x18ftypmp42",
            b"\xff\xd8",
            b"",
        ] {
            assert_eq!(PhotoKind::detect(other), None);
        }
    }
}
