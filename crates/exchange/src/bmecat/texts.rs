//! Languages, units and other words of BMEcat.

use kontor_domain::{Language, Localized};

use super::xml::Node;

/// ISO 639-2 codes as BMEcat writes them, and what files write instead.
pub(super) fn language(code: &str) -> Option<Language> {
    match code.trim().to_ascii_lowercase().as_str() {
        "deu" | "ger" | "de" => Some(Language::De),
        "eng" | "en" => Some(Language::En),
        _ => None,
    }
}

/// The language of texts that name none: the header's `LANGUAGE` (the one with `default="true"` of several).
pub(super) fn default_language(catalog: &Node) -> Language {
    let all: Vec<&Node> = catalog.all(&["LANGUAGE"]).collect();
    let chosen = all.iter().find(|n| n.attribute("default") == Some("true")).or(all.first());
    chosen.and_then(|n| language(&n.text)).unwrap_or_default()
}

/// The texts of these elements, by language; of several in one language the first.
pub(super) fn localized(node: &Node, names: &[&str], default: Language) -> Localized {
    let mut out = Localized::default();
    for child in node.all(names) {
        let own = match child.attribute("lang") {
            Some(code) => language(code),
            None => Some(default),
        };
        let slot = match own {
            Some(Language::De) => &mut out.de,
            Some(Language::En) => &mut out.en,
            None => continue,
        };
        if slot.is_empty() {
            child.text.trim().clone_into(slot);
        }
    }
    out
}

/// The symbol of a unit code (UN/ECE Recommendation 20); other words stay as they are.
pub(super) fn unit_symbol(code: &str) -> String {
    let symbol = match code.trim() {
        "MMT" => "mm",
        "CMT" => "cm",
        "MTR" => "m",
        "4H" => "µm",
        "INH" => "in",
        "MMK" => "mm²",
        "CMK" => "cm²",
        "MTK" => "m²",
        "CMQ" => "cm³",
        "MTQ" => "m³",
        "MLT" => "ml",
        "LTR" => "l",
        "L2" => "l/min",
        "GRM" => "g",
        "KGM" => "kg",
        "TNE" => "t",
        "NEW" => "N",
        "B47" => "kN",
        "NU" => "Nm",
        "BAR" => "bar",
        "KPA" => "kPa",
        "MPA" => "MPa",
        "C62" => "",
        "CEL" => "°C",
        "DD" => "°",
        "RPM" => "1/min",
        "VLT" => "V",
        "AMP" => "A",
        "AMH" => "Ah",
        "WTT" => "W",
        "KWT" => "kW",
        "OHM" => "Ω",
        "HTZ" => "Hz",
        "P1" => "%",
        "SEC" => "s",
        "HUR" => "h",
        other => other,
    };
    symbol.to_owned()
}
