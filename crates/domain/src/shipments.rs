//! Shipments: parcels on their way to the customer.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::{IdempotencyKey, OrderId, Quantity, ShipmentId};

/// Carriers the desk offers, with the address pattern of their public tracking page (`{}` is the tracking number).
pub const CARRIERS: [(&str, &str); 5] = [
    ("DHL", "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode={}"),
    ("DPD", "https://tracking.dpd.de/status/de_DE/parcel/{}"),
    ("GLS", "https://gls-group.com/DE/de/paketverfolgung?match={}"),
    ("UPS", "https://www.ups.com/track?tracknum={}"),
    ("Spedition", ""),
];

/// Where the customer follows the parcel; nothing for unknown carriers and odd tracking numbers.
#[must_use]
pub fn tracking_link(carrier: &str, tracking: &str) -> Option<String> {
    let pattern =
        CARRIERS.iter().find(|(name, _)| *name == carrier).map(|(_, p)| *p).filter(|p| !p.is_empty())?;
    (!tracking.is_empty() && tracking.chars().all(|c| c.is_ascii_alphanumeric()))
        .then(|| pattern.replace("{}", tracking))
}

/// A shipment as customer and desk see it: one parcel or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShipmentView {
    pub id: ShipmentId,
    pub carrier: String,
    pub tracking: String,
    /// The numbers of further parcels of the same shipment.
    #[serde(default)]
    pub further: Vec<String>,
    /// Why it left before the rest, of an order that was to come together; the customer reads it.
    #[serde(default)]
    pub reason: String,
    /// Who of the customer collected it; empty for what was sent.
    #[serde(default)]
    pub collected_by: String,
    pub shipped_at: DateTime,
    /// Position of the order's line, and how much of it.
    pub lines: Vec<(u32, Quantity)>,
}

impl ShipmentView {
    /// The number of every parcel.
    pub fn parcels(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.tracking).chain(&self.further).map(String::as_str)
    }
}

/// Hand a shipment to the carrier.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ShipOrder {
    pub key: IdempotencyKey,
    pub order: OrderId,
    pub version: i64,
    pub carrier: String,
    /// The number of the parcel; of several, one each, divided by commas: see [`crate::delivery::parcels`].
    pub tracking: String,
    /// Why it leaves before the rest, where the customer wants everything together.
    #[serde(default)]
    pub reason: String,
    /// Who collects it, where the customer does; then carrier and number are not asked for.
    #[serde(default)]
    pub collected_by: String,
    /// What is in the parcel; empty means everything still open.
    #[serde(default)]
    pub lines: Vec<(u32, Quantity)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tracking_link_is_made_for_plain_numbers_only() {
        assert_eq!(
            tracking_link("DPD", "0123456789").as_deref(),
            Some("https://tracking.dpd.de/status/de_DE/parcel/0123456789")
        );
        assert_eq!(tracking_link("DPD", "\"><script>"), None);
        assert_eq!(tracking_link("Spedition", "1"), None);
    }
}
