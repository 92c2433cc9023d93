//! Technical properties: the short names of the norms, bilingual names, value and unit apart.

use kontor_domain::catalog::Attribute;
use kontor_domain::{Localized, Problem};

use crate::check::{self, MAX_LIST, MAX_WORD_CHARS};

/// What a short name means depends on the kind of part: `s` is a width across flats at a screw and an axial play at a
/// bearing, `n` a slot at a screw and a number of teeth at a washer. The kind shows in the names used together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Fastener,
    Washer,
    Bearing,
}

impl Kind {
    fn of(names: &[&str]) -> Self {
        let has = |name: &str| names.contains(&name);
        if has("D") {
            Self::Bearing
        } else if has("d1") && has("d2") && has("h") {
            Self::Washer
        } else {
            Self::Fastener
        }
    }
}

type Entry = (&'static str, &'static str, &'static str, &'static str);

/// Short name, German, English, unit: ISO 225 (fasteners).
const FASTENER: &[Entry] = &[
    ("s", "Schlüsselweite", "Width across flats", "mm"),
    ("k", "Kopfhöhe", "Head height", "mm"),
    ("m", "Mutterhöhe", "Nut height", "mm"),
    ("dk", "Kopfdurchmesser", "Head diameter", "mm"),
    ("dc", "Flanschdurchmesser", "Flange diameter", "mm"),
    ("c", "Flanschdicke", "Flange thickness", "mm"),
    ("dl", "Durchmesser der Innensechskantkante", "Diameter at socket edge", "mm"),
    ("recess", "Antrieb", "Drive", ""),
    ("t", "Antriebstiefe", "Drive depth", "mm"),
    ("n", "Schlitzbreite", "Slot width", "mm"),
    ("a", "Senkwinkel", "Countersink angle", "°"),
    ("b", "Gewindelänge", "Thread length", "mm"),
    ("rf", "Kopfradius", "Head radius", "mm"),
    ("d", "Durchmesser", "Diameter", "mm"),
    ("l", "Länge", "Length", "mm"),
    ("p", "Steigung", "Pitch", "mm"),
];

const WASHER: &[Entry] = &[
    ("d1", "Innendurchmesser", "Inner diameter", "mm"),
    ("d2", "Außendurchmesser", "Outer diameter", "mm"),
    ("h", "Dicke", "Thickness", "mm"),
    ("n", "Zähnezahl", "Number of teeth", ""),
];

/// Rolling bearings, in the order of the makers' tables.
const BEARING: &[Entry] = &[
    ("d", "Bohrung", "Bore diameter", "mm"),
    ("D", "Außendurchmesser", "Outside diameter", "mm"),
    ("B", "Breite", "Width", "mm"),
    ("T", "Gesamtbreite", "Total width", "mm"),
    ("C", "Dynamische Tragzahl", "Basic dynamic load rating", "kN"),
    ("C0", "Statische Tragzahl", "Basic static load rating", "kN"),
    ("Cl", "Dynamische Tragzahl", "Basic dynamic load rating", "kN"),
    ("Cl0", "Statische Tragzahl", "Basic static load rating", "kN"),
    ("Pu", "Ermüdungsgrenzbelastung", "Fatigue load limit", "kN"),
    ("Speed-reference", "Referenzdrehzahl", "Reference speed", "1/min"),
    ("speed-reference", "Referenzdrehzahl", "Reference speed", "1/min"),
    ("Speed-limit", "Grenzdrehzahl", "Limiting speed", "1/min"),
    ("speed-limit", "Grenzdrehzahl", "Limiting speed", "1/min"),
    ("d1", "Schulterdurchmesser Innenring", "Inner ring shoulder diameter", "mm"),
    ("d2", "Kleiner Schulterdurchmesser Innenring", "Inner ring small shoulder diameter", "mm"),
    ("D1", "Schulterdurchmesser Außenring", "Outer ring shoulder diameter", "mm"),
    ("D2", "Rillendurchmesser Außenring", "Outer ring recess diameter", "mm"),
    ("FE", "Laufbahndurchmesser", "Raceway diameter", "mm"),
    ("r12", "Kantenabstand r1,2", "Chamfer dimension r1,2", "mm"),
    ("r34", "Kantenabstand r3,4", "Chamfer dimension r3,4", "mm"),
    ("a", "Druckmittelpunkt", "Distance to pressure point", "mm"),
    ("s", "Axiale Verschiebbarkeit", "Permissible axial displacement", "mm"),
    ("da", "Anlagedurchmesser Welle", "Shaft abutment diameter", "mm"),
    ("damin", "Anlagedurchmesser Welle, mindestens", "Shaft abutment diameter, minimum", "mm"),
    ("damax", "Anlagedurchmesser Welle, höchstens", "Shaft abutment diameter, maximum", "mm"),
    ("db", "Anlagedurchmesser Welle, Gegenseite", "Shaft abutment diameter, opposite side", "mm"),
    ("Da", "Anlagedurchmesser Gehäuse", "Housing abutment diameter", "mm"),
    ("Damin", "Anlagedurchmesser Gehäuse, mindestens", "Housing abutment diameter, minimum", "mm"),
    ("Damax", "Anlagedurchmesser Gehäuse, höchstens", "Housing abutment diameter, maximum", "mm"),
    ("Db", "Anlagedurchmesser Gehäuse, Gegenseite", "Housing abutment diameter, opposite side", "mm"),
    (
        "Dbmin",
        "Anlagedurchmesser Gehäuse, Gegenseite, mindestens",
        "Housing abutment diameter, opposite side, minimum",
        "mm",
    ),
    ("Camin", "Freiraum breite Seite, mindestens", "Clearance wide side, minimum", "mm"),
    ("Cbmin", "Freiraum schmale Seite, mindestens", "Clearance narrow side, minimum", "mm"),
    ("ra", "Hohlkehlradius ra, höchstens", "Fillet radius ra, maximum", "mm"),
    ("rb", "Hohlkehlradius rb, höchstens", "Fillet radius rb, maximum", "mm"),
    ("kr", "Berechnungsfaktor kr", "Calculation factor kr", ""),
    ("f0", "Berechnungsfaktor f0", "Calculation factor f0", ""),
    ("e", "Berechnungsfaktor e", "Calculation factor e", ""),
    ("Y", "Berechnungsfaktor Y", "Calculation factor Y", ""),
    ("Y0", "Berechnungsfaktor Y0", "Calculation factor Y0", ""),
];

/// At a tapered bearing `C` is the width of the outer ring; its load ratings are called `Cl` and `Cl0`.
const OUTER_RING_WIDTH: Entry = ("C", "Breite Außenring", "Outer ring width", "mm");

/// Whole words: a file that names only one language gets the other one.
const WORDS: &[(&str, &str)] = &[
    ("Feinheit", "Fineness"),
    ("Filterfeinheit", "Filter fineness"),
    ("Länge", "Length"),
    ("Breite", "Width"),
    ("Höhe", "Height"),
    ("Tiefe", "Depth"),
    ("Dicke", "Thickness"),
    ("Durchmesser", "Diameter"),
    ("Innendurchmesser", "Inner diameter"),
    ("Außendurchmesser", "Outer diameter"),
    ("Maße", "Dimensions"),
    ("Abmessungen", "Dimensions"),
    ("Werkstoff", "Material"),
    ("Material", "Material"),
    ("Farbe", "Colour"),
    ("Gewinde", "Thread"),
    ("Schnurstärke", "Cord thickness"),
    ("Härte", "Hardness"),
    ("Festigkeitsklasse", "Strength class"),
    ("Oberfläche", "Surface"),
    ("Spannung", "Voltage"),
    ("Strom", "Current"),
    ("Leistung", "Power"),
    ("Drehmoment", "Torque"),
    ("Drehzahl", "Speed"),
    ("Druck", "Pressure"),
    ("Betriebsdruck", "Working pressure"),
    ("Öffnungsdruck", "Opening pressure"),
    ("Prüfdruck", "Test pressure"),
    ("Volumenstrom", "Flow rate"),
    ("Fördervolumen", "Displacement"),
    ("Inhalt", "Content"),
    ("Kapazität", "Capacity"),
    ("Temperatur", "Temperature"),
    ("Temperaturbereich", "Temperature range"),
    ("Nennweite", "Nominal size"),
    ("Anschluss", "Connection"),
    ("Schutzart", "Protection class"),
    ("Zähnezahl", "Number of teeth"),
    ("Viskosität", "Viscosity"),
    ("Norm", "Standard"),
    ("Größe", "Size"),
    ("Gewicht", "Weight"),
    ("Schlüsselweite", "Width across flats"),
    ("Kopfhöhe", "Head height"),
    ("Steigung", "Pitch"),
];

/// Reads `k=1.1;s=3.02` or `Feinheit|Fineness=10 µm; Werkstoff=NBR 70`: entries apart by `;`, the name may carry
/// both languages (`de|en`), the unit stands behind a blank.
///
/// # Errors
/// [`Problem::BadSyntax`] without name, `=` or value; [`Problem::TooLong`]; [`Problem::BadEncoding`].
pub(crate) fn read(text: &str) -> Result<Vec<Attribute>, Problem> {
    let mut pairs = Vec::new();
    for entry in text.split(';').filter(|e| !e.trim().is_empty()) {
        let (name, value) = entry.split_once('=').ok_or(Problem::BadSyntax)?;
        let (name, value) = (name.trim(), value.trim());
        if name.is_empty() || value.is_empty() {
            return Err(Problem::BadSyntax);
        }
        pairs.push((name, value));
    }
    if pairs.len() > MAX_LIST {
        return Err(Problem::BadSyntax);
    }
    let names: Vec<&str> = pairs.iter().map(|(name, _)| *name).collect();
    let kind = Kind::of(&names);
    let tapered = names.contains(&"Cl");
    pairs.into_iter().map(|(name, value)| attribute(name, value, kind, tapered)).collect()
}

fn attribute(name: &str, value: &str, kind: Kind, tapered: bool) -> Result<Attribute, Problem> {
    let table = match kind {
        Kind::Fastener => FASTENER,
        Kind::Washer => WASHER,
        Kind::Bearing => BEARING,
    };
    let value = check::line(value, MAX_WORD_CHARS)?;
    let known =
        if tapered && name == "C" { Some(&OUTER_RING_WIDTH) } else { table.iter().find(|e| e.0 == name) };
    if let Some((_, de, en, unit)) = known {
        let (value, own_unit) = value_and_unit(&value);
        let unit = if own_unit.is_empty() { (*unit).to_owned() } else { own_unit };
        return Ok(Attribute { name: Localized::new(*de, *en), value, unit });
    }
    let name = match name.split_once('|') {
        Some((de, en)) => Localized::new(check::line(de, MAX_WORD_CHARS)?, check::line(en, MAX_WORD_CHARS)?),
        None => localized(&check::line(name, MAX_WORD_CHARS)?),
    };
    if name.is_empty() {
        return Err(Problem::BadSyntax);
    }
    let (value, unit) = value_and_unit(&value);
    Ok(Attribute { name, value, unit })
}

/// Both languages of a name, where it is a word everybody uses; otherwise it stands as the German one.
pub(crate) fn localized(name: &str) -> Localized {
    let known = WORDS.iter().find(|(de, en)| de.eq_ignore_ascii_case(name) || en.eq_ignore_ascii_case(name));
    match known {
        Some((de, en)) => Localized::new(*de, *en),
        None => Localized::new(name, ""),
    }
}

/// `10 µm` is 10 in µm; `NBR 70`, `90 x 210` and `M8 x 1` are values without a unit; `90 x 210 mm` is one with.
pub(crate) fn value_and_unit(text: &str) -> (String, String) {
    let whole = || (text.to_owned(), String::new());
    let Some((value, unit)) = text.rsplit_once(' ') else { return whole() };
    let number_like = value
        .starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '±' | '≤' | '≥'))
        && value.chars().all(|c| c.is_ascii_digit() || " .,x×-+±–/…≤≥".contains(c));
    let unit_like = unit.chars().count() <= 8
        && !unit.starts_with(|c: char| c.is_ascii_digit())
        && !matches!(unit, "x" | "×")
        && unit.chars().any(|c| c.is_alphabetic() || matches!(c, '°' | '%' | 'µ'));
    if number_like && unit_like { (value.trim_end().to_owned(), unit.to_owned()) } else { whole() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<(String, String, String, String)> {
        let list = read(text).unwrap();
        list.into_iter().map(|a| (a.name.de, a.name.en, a.value, a.unit)).collect()
    }

    fn one(de: &str, en: &str, value: &str, unit: &str) -> (String, String, String, String) {
        (de.into(), en.into(), value.into(), unit.into())
    }

    #[test]
    fn a_short_name_means_what_it_means_at_this_kind_of_part() {
        assert_eq!(
            names("k=1.1;s =3.02"),
            [
                one("Kopfhöhe", "Head height", "1.1", "mm"),
                one("Schlüsselweite", "Width across flats", "3.02", "mm")
            ]
        );
        assert_eq!(names("d1=2.2;d2=4.5;h=0.3;n=6")[3], one("Zähnezahl", "Number of teeth", "6", ""));
        assert_eq!(
            names("d=17;D=40;s=1")[2],
            one("Axiale Verschiebbarkeit", "Permissible axial displacement", "1", "mm")
        );
        assert_eq!(
            names("D=42;C=5.2")[1],
            one("Dynamische Tragzahl", "Basic dynamic load rating", "5.2", "kN")
        );
        assert_eq!(names("D=42;Cl=22.4;C=11")[2], one("Breite Außenring", "Outer ring width", "11", "mm"));
    }

    #[test]
    fn value_and_unit_are_taken_apart() {
        assert_eq!(names("Feinheit=10 µm"), [one("Feinheit", "Fineness", "10", "µm")]);
        assert_eq!(names("Maße=90 x 210 mm"), [one("Maße", "Dimensions", "90 x 210", "mm")]);
        assert_eq!(names("Werkstoff=NBR 70"), [one("Werkstoff", "Material", "NBR 70", "")]);
        assert_eq!(names("Gewinde=M8 x 1"), [one("Gewinde", "Thread", "M8 x 1", "")]);
        assert_eq!(names("Zahnform|Tooth form=A"), [one("Zahnform", "Tooth form", "A", "")]);
    }

    #[test]
    fn an_entry_without_a_value_is_a_fault() {
        for bad in ["k", "k=", "=3", "|=3"] {
            assert_eq!(read(bad), Err(Problem::BadSyntax), "{bad}");
        }
        assert_eq!(read(" ; "), Ok(vec![]));
    }
}
