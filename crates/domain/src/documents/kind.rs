//! What a document is, and for how many years the law wants it kept.

use serde::{Deserialize, Serialize};

use crate::Language;

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    OrderConfirmation,
    DeliveryNote,
    Invoice,
    CreditNote,
    Offer,
    Datasheet,
    /// Service reports, handover protocols and other forms with signatures.
    SignedForm,
    /// Operating manuals and declarations of conformity.
    Manual,
    /// Books, annual accounts and the documents that explain how they are kept.
    Book,
    /// What customers and the desk send in: received letters, as far as anybody knows.
    Upload,
}

impl DocumentKind {
    pub const ALL: [Self; 10] = [
        Self::OrderConfirmation,
        Self::DeliveryNote,
        Self::Invoice,
        Self::CreditNote,
        Self::Offer,
        Self::Datasheet,
        Self::SignedForm,
        Self::Manual,
        Self::Book,
        Self::Upload,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OrderConfirmation => "order_confirmation",
            Self::DeliveryNote => "delivery_note",
            Self::Invoice => "invoice",
            Self::CreditNote => "credit_note",
            Self::Offer => "offer",
            Self::Datasheet => "datasheet",
            Self::SignedForm => "signed_form",
            Self::Manual => "manual",
            Self::Book => "book",
            Self::Upload => "upload",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::OrderConfirmation => l.pick("Auftragsbestätigung", "Order confirmation"),
            Self::DeliveryNote => l.pick("Lieferschein", "Delivery note"),
            Self::Invoice => l.pick("Rechnung", "Invoice"),
            Self::CreditNote => l.pick("Gutschrift", "Credit note"),
            Self::Offer => l.pick("Angebot", "Offer"),
            Self::Datasheet => l.pick("Datenblatt", "Data sheet"),
            Self::SignedForm => l.pick("Unterschriebenes Formular", "Signed form"),
            Self::Manual => l.pick("Betriebsanleitung", "Manual"),
            Self::Book => l.pick("Buchführung", "Books"),
            Self::Upload => l.pick("Hochgeladen", "Uploaded"),
        }
    }

    /// For how many years it is kept after the end of the year it is of.
    ///
    /// - Books, annual accounts, procedures: 10 (§ 147 (1) no. 1, (3) AO; § 257 (1) no. 1, (4) HGB).
    /// - Vouchers: 8 (§ 147 (1) no. 4, (3) AO and § 257 (1) no. 4, (4) HGB as of 1 January 2025, Federal Law Gazette 2024 I no. 323).
    ///   Delivery notes and signed reports prove what an invoice says and stay as long as it does; the law would let some go earlier.
    /// - Commercial letters sent and received: 6 (§ 147 (1) nos. 2 and 3, (3) AO; § 257 (1) nos. 2 and 3, (4) HGB). What somebody sends
    ///   in counts as one until a person says that it is something else.
    /// - Manuals and declarations: 10 (Regulation (EU) 2023/1230, art. 10).
    #[must_use]
    pub const fn years(self) -> i16 {
        match self {
            Self::Book | Self::Manual => 10,
            Self::Invoice | Self::CreditNote | Self::DeliveryNote | Self::SignedForm => 8,
            Self::OrderConfirmation | Self::Offer | Self::Datasheet | Self::Upload => 6,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_again_by_its_code() {
        for kind in DocumentKind::ALL {
            assert_eq!(DocumentKind::parse(kind.code()), Some(kind));
        }
        assert_eq!(DocumentKind::parse("love_letter"), None);
    }
}
