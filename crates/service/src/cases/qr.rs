//! A case's address to scan.

use std::fmt::Write as _;

use kontor_domain::Error;
use kontor_domain::case::CaseCode;
use qrcode::{Color, EcLevel, QrCode};

use crate::Kontor;
use crate::fault::internal;

/// Modules as squares of one unit: a path for an SVG, without the quiet zone of four modules around it (ISO/IEC 18004, 6.3.8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    pub path: String,
    /// Modules of a side.
    pub side: u32,
}

impl Qr {
    /// A file of its own, with the white around it.
    pub(crate) fn svg(&self) -> String {
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {0} {0}"><path d="{1}"/></svg>"#,
            self.side + 8,
            self.path
        )
    }
}

/// The code leads to `/case/CODE`, which opens for whoever may see it.
///
/// # Errors
/// [`Error::Internal`] when the portal's address is too long to be drawn.
pub fn qr(kontor: &Kontor, code: &CaseCode) -> Result<Qr, Error> {
    drawn(&format!("{}/case/{code}", kontor.settings.base_url))
}

/// Any address to scan.
///
/// # Errors
/// As [`qr`].
pub(crate) fn drawn(address: &str) -> Result<Qr, Error> {
    let drawn =
        QrCode::with_error_correction_level(address.as_bytes(), EcLevel::M).map_err(|e| internal(&e))?;
    let side = drawn.width();
    let mut path = String::new();
    for (at, color) in drawn.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let _ = write!(path, "M{} {}h1v1h-1z", at % side, at / side);
        }
    }
    Ok(Qr { path, side: u32::try_from(side).unwrap_or_default() })
}
