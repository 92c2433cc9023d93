//! Which column holds what.

use kontor_domain::WarehouseId;

/// What a column can hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    PartNumber,
    NameDe,
    NameEn,
    TextDe,
    TextEn,
    Category,
    CategoryEn,
    Unit,
    Packaging,
    Minimum,
    Step,
    Code,
    Vat,
    DiscountGroup,
    ReplacedBy,
    CrossReferences,
    Weight,
    Pictures,
    Attributes,
    Replenishment,
    /// Days from shipping in which the part comes back voluntarily.
    ReturnDays,
    /// Percent that the dealer keeps of a voluntary return.
    ReturnFee,
    /// Why it does not come back voluntarily.
    NotReturnable,
    /// Core deposit of one unit, EUR net.
    CoreDeposit,
    /// What is charged by the day's notation: `copper`, `Kupfer`.
    Metal,
    /// Kilograms of it in one unit.
    MetalKg,
    /// Notation that the price contains, EUR for 100 kg.
    MetalBase,
    Price,
    /// The price is for so many units (German price lists: per 100).
    PriceUnit,
    Tiers,
    Standard,
    Size,
    Length,
    /// `ULM:12; KEM:3`, or one number for the default warehouse.
    Stock,
    /// `stock_ulm`: on hand in this warehouse.
    StockIn(WarehouseId),
}

/// Names of columns, in lower case with `_` for everything between the words.
const NAMES: &[(Column, &[&str])] = &[
    (
        Column::PartNumber,
        &[
            "part_number",
            "part_no",
            "number",
            "teilenummer",
            "teile_nr",
            "artikelnummer",
            "artikel_nr",
            "artnr",
            "art_nr",
            "nummer",
        ],
    ),
    (Column::NameDe, &["name_de", "name", "bezeichnung", "bezeichnung_de", "kurztext", "benennung"]),
    (Column::NameEn, &["name_en", "bezeichnung_en", "description_en"]),
    (Column::TextDe, &["text_de", "text", "langtext", "beschreibung", "beschreibung_de"]),
    (Column::TextEn, &["text_en", "langtext_en", "beschreibung_en"]),
    (Column::Category, &["category", "category_de", "warengruppe", "kategorie", "gruppe", "produktgruppe"]),
    (Column::CategoryEn, &["category_en", "warengruppe_en", "kategorie_en"]),
    (Column::Unit, &["unit", "einheit", "mengeneinheit", "me"]),
    (Column::Packaging, &["packaging", "vpe", "verpackungseinheit"]),
    (Column::Minimum, &["minimum", "mindestmenge", "mindestbestellmenge"]),
    (Column::Step, &["step", "schritt", "bestellschritt"]),
    (Column::Code, &["code", "kennzeichen", "status"]),
    (Column::Vat, &["vat", "ust", "mwst", "steuersatz"]),
    (Column::DiscountGroup, &["discount_group", "rabattgruppe"]),
    (Column::ReplacedBy, &["replaced_by", "ersetzt_durch", "nachfolger"]),
    (
        Column::CrossReferences,
        &["cross_references", "cross_reference", "querverweise", "vergleichsnummern", "fremdnummern"],
    ),
    (Column::Weight, &["weight_kg", "mass_kg", "weight", "gewicht", "gewicht_kg", "masse_kg"]),
    (Column::Pictures, &["pictures", "picture", "bilder", "bild"]),
    (Column::Attributes, &["attributes", "attribute", "merkmale", "eigenschaften"]),
    (
        Column::Replenishment,
        &[
            "replenishment_days",
            "lieferzeit",
            "lieferzeit_tage",
            "wiederbeschaffung",
            "wiederbeschaffungszeit",
        ],
    ),
    (Column::ReturnDays, &["return_days", "rueckgabe_tage", "rückgabe_tage", "rückgabefrist"]),
    (Column::ReturnFee, &["return_fee", "return_fee_percent", "rückgabegebühr", "rueckgabegebuehr"]),
    (Column::NotReturnable, &["not_returnable", "keine_rückgabe", "keine_rueckgabe"]),
    (Column::CoreDeposit, &["core_deposit", "altteilpfand", "pfand"]),
    (Column::Metal, &["metal", "metall"]),
    (Column::MetalKg, &["metal_kg", "metallgewicht", "metallgewicht_kg", "kupferzahl_kg"]),
    (Column::MetalBase, &["metal_base", "metallbasis", "kupferbasis"]),
    (
        Column::Price,
        &["price", "listenpreis", "list_price", "preis", "listenpreis_eur", "price_eur", "list_price_eur"],
    ),
    (Column::PriceUnit, &["price_unit", "preiseinheit", "pe", "price_per", "preis_pro", "preis_je"]),
    (Column::Tiers, &["tiers", "staffel", "staffeln", "staffelpreise"]),
    (Column::Standard, &["standard", "norm"]),
    (Column::Size, &["size", "groesse", "größe", "abmessung"]),
    (Column::Length, &["length_mm", "laenge_mm", "länge_mm"]),
    (Column::Stock, &["stock", "bestand", "lagerbestand"]),
];

impl Column {
    /// What a column of this name holds.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let name = normalized(name);
        if let Some((column, _)) = NAMES.iter().find(|(_, names)| names.contains(&name.as_str())) {
            return Some(column.clone());
        }
        let warehouse = name.strip_prefix("stock_").or_else(|| name.strip_prefix("bestand_"))?;
        (!warehouse.is_empty()).then(|| Self::StockIn(WarehouseId::new(warehouse)))
    }

    /// Holds money or quantities, whose writing tells the file's convention.
    pub(crate) const fn counts(&self) -> bool {
        matches!(
            self,
            Self::Price
                | Self::CoreDeposit
                | Self::Metal
                | Self::MetalKg
                | Self::MetalBase
                | Self::Tiers
                | Self::Packaging
                | Self::Minimum
                | Self::Step
                | Self::Stock
                | Self::StockIn(_)
        )
    }
}

/// `Teile-Nr.` becomes `teile_nr`.
pub(crate) fn normalized(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.trim().trim_start_matches('\u{feff}').chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
    }
    while out.ends_with('_') {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_and_english_names_are_known_in_any_writing() {
        assert_eq!(Column::parse(" Teile-Nr. "), Some(Column::PartNumber));
        assert_eq!(Column::parse("LISTENPREIS (EUR)"), Some(Column::Price));
        assert_eq!(Column::parse("Größe"), Some(Column::Size));
        assert_eq!(Column::parse("Bestand Ulm"), Some(Column::StockIn(WarehouseId::new("ulm"))));
        assert_eq!(Column::parse("Farbe des Deckels"), None);
    }

    #[test]
    fn no_name_stands_for_two_columns() {
        let mut all: Vec<_> = NAMES.iter().flat_map(|(_, names)| names.iter()).collect();
        let before = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), before);
        assert!(all.iter().all(|n| normalized(n) == **n));
    }
}
