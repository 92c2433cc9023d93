//! Documents of some years: what the dealer sent, what customers filed themselves.

use kontor_domain::Date;

/// A document as somebody once wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoDocument {
    /// Stays the same: files it once.
    pub key: &'static str,
    /// Id of the company it is of.
    pub company: &'static str,
    /// Id of the person who files it.
    pub by: &'static str,
    /// A code of `kontor_domain::documents::DocumentKind`.
    pub kind: &'static str,
    pub title: &'static str,
    pub file: &'static str,
    /// Serial number, or empty.
    pub machine: &'static str,
    pub dated: Date,
    /// For the desk alone.
    pub inside: bool,
    pub paper: DemoPaper,
    /// What replaced it later, in the same document.
    pub then: Option<(Date, DemoPaper)>,
    /// Why it has to stay beyond its time; empty for most.
    pub held: &'static str,
}

/// What is on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoPaper {
    /// Name and address of who wrote it; nothing for the dealer.
    pub from: Option<(&'static str, &'static str)>,
    pub facts: &'static [(&'static str, &'static str)],
    pub opening: &'static [&'static str],
    /// Number, name, quantity; a row without number and quantity is a heading.
    pub rows: &'static [(&'static str, &'static str, &'static str)],
    pub closing: &'static [&'static str],
}

const EMPTY: DemoPaper = DemoPaper { from: None, facts: &[], opening: &[], rows: &[], closing: &[] };

/// Serial numbers of the customers' machines.
pub const KB_220: &str = "KB220-11874";
pub const KB_220_SECOND: &str = "KB220-12406";
pub const KB_27: &str = "KB27-40711";
pub const RL_60: &str = "RL60-20993";

const DESK: &str = "jana-merk";
const BAUER: &str = "bauer-tiefbau";
const INSURER: (&str, &str) = ("Illertaler Maschinenversicherung aG", "Bahnhofplatz 2 · 87700 Memmingen");

const fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

const fn of(
    key: &'static str,
    kind: &'static str,
    title: &'static str,
    file: &'static str,
    dated: Date,
    paper: DemoPaper,
) -> DemoDocument {
    DemoDocument {
        key,
        company: BAUER,
        by: DESK,
        kind,
        title,
        file,
        machine: "",
        dated,
        inside: false,
        paper,
        then: None,
        held: "",
    }
}

/// Oldest first.
#[must_use]
pub fn documents() -> Vec<DemoDocument> {
    vec![
        DemoDocument {
            by: "sabine-bauer",
            machine: KB_220,
            ..of(
                "insurance-2019",
                "upload",
                "Versicherungsnachweis Maschinenbruch 2019",
                "Nachweis 2019.pdf",
                day(2019, 5, 14),
                INSURED,
            )
        },
        DemoDocument {
            machine: KB_220,
            ..of(
                "manual-220",
                "manual",
                "Betriebsanleitung KB 220 LC",
                "KB220LC_Betriebsanleitung_de.pdf",
                day(2021, 3, 9),
                MANUAL_220,
            )
        },
        DemoDocument {
            machine: KB_220,
            ..of(
                "conformity-220",
                "manual",
                "EG-Konformitätserklärung KB 220 LC",
                "KB220LC_Konformitaet.pdf",
                day(2021, 3, 9),
                CONFORMITY,
            )
        },
        of(
            "delivery-22",
            "delivery_note",
            "Lieferschein LS-22-0417, Fahrwerksteile",
            "LS-22-0417.pdf",
            day(2022, 6, 17),
            DELIVERY_22,
        ),
        of(
            "confirmation-23",
            "order_confirmation",
            "Auftragsbestätigung AB-23-0096, Anbauverdichter",
            "AB-23-0096.pdf",
            day(2023, 2, 8),
            CONFIRMED,
        ),
        DemoDocument {
            machine: KB_220,
            ..of(
                "service-23",
                "signed_form",
                "Servicebericht 2.000 Stunden, KB 220 LC",
                "Servicebericht_2000h.pdf",
                day(2023, 9, 20),
                SERVICE,
            )
        },
        DemoDocument {
            machine: KB_220_SECOND,
            ..of(
                "delivery-24",
                "delivery_note",
                "Lieferschein LS-24-1093, Hydraulikschläuche",
                "LS-24-1093.pdf",
                day(2024, 4, 11),
                DELIVERY_24,
            )
        },
        DemoDocument {
            machine: KB_27,
            ..of(
                "manual-27",
                "manual",
                "Betriebsanleitung KB 27",
                "KB27_Betriebsanleitung_de.pdf",
                day(2024, 11, 28),
                MANUAL_27,
            )
        },
        of(
            "sheet-25",
            "datasheet",
            "Datenblatt Anbauverdichter AV 600",
            "Datenblatt_AV600.pdf",
            day(2025, 3, 3),
            SHEET,
        ),
        DemoDocument {
            held: "Betriebsprüfung der Jahre 2023 bis 2025, Finanzamt Kempten",
            ..of(
                "invoice-25",
                "invoice",
                "Rechnung RE-25-0388, Reparatur Schwenkwerk",
                "RE-25-0388.pdf",
                day(2025, 5, 19),
                INVOICE,
            )
        },
        DemoDocument {
            inside: true,
            ..of(
                "inside-25",
                "upload",
                "Kalkulation Rahmenvertrag Bauer 2026",
                "Kalkulation_Rahmenvertrag.pdf",
                day(2025, 12, 2),
                INSIDE,
            )
        },
        DemoDocument {
            by: "sabine-bauer",
            then: Some((day(2026, 2, 2), INSURED_NOW)),
            ..of(
                "insurance-2026",
                "upload",
                "Versicherungsnachweis Maschinenbruch 2026",
                "Nachweis 2026.pdf",
                day(2026, 1, 12),
                INSURED_FIRST,
            )
        },
        of(
            "delivery-26",
            "delivery_note",
            "Lieferschein LS-26-0742, Filter und Öl",
            "LS-26-0742.pdf",
            day(2026, 5, 6),
            DELIVERY_26,
        ),
        DemoDocument {
            company: "rohrbau-nord",
            machine: RL_60,
            ..of(
                "manual-60",
                "manual",
                "Betriebsanleitung RL 60",
                "RL60_Betriebsanleitung_de.pdf",
                day(2023, 7, 4),
                MANUAL_60,
            )
        },
        DemoDocument {
            company: "rohrbau-nord",
            ..of(
                "delivery-north",
                "delivery_note",
                "Lieferschein LS-26-0755, Ersatz für den Verdichter",
                "LS-26-0755.pdf",
                day(2026, 5, 12),
                DELIVERY_NORTH,
            )
        },
        DemoDocument {
            company: "gemeinde-isny",
            ..of(
                "confirmation-isny",
                "order_confirmation",
                "Auftragsbestätigung AB-26-0310, Winterdienst",
                "AB-26-0310.pdf",
                day(2026, 9, 21),
                CONFIRMED_ISNY,
            )
        },
    ]
}

const INSURED: DemoPaper = DemoPaper {
    from: Some(INSURER),
    facts: &[("Versicherungsschein", "MB 771 204"), ("Gültig", "01.06.2019 bis 31.05.2020")],
    opening: &[
        "hiermit bestätigen wir den Versicherungsschutz gegen Maschinenbruch für die folgende Maschine.",
    ],
    rows: &[(KB_220, "Raupenbagger KB 220 LC, Baujahr 2018, Neuwert 214.000 EUR", "1")],
    closing: &["Selbstbehalt je Schaden: 1.500 EUR."],
};

const INSURED_FIRST: DemoPaper = DemoPaper {
    from: Some(INSURER),
    facts: &[("Versicherungsschein", "MB 771 204"), ("Gültig", "vorläufig bis 31.03.2026")],
    opening: &["bis der neue Versicherungsschein ausgestellt ist, gewähren wir vorläufige Deckung."],
    rows: &[(KB_220, "Raupenbagger KB 220 LC", "1"), (KB_220_SECOND, "Raupenbagger KB 220 LC", "1")],
    closing: &[],
};

const INSURED_NOW: DemoPaper = DemoPaper {
    from: Some(INSURER),
    facts: &[("Versicherungsschein", "MB 771 204 / 3"), ("Gültig", "01.02.2026 bis 31.01.2027")],
    opening: &["hiermit bestätigen wir den Versicherungsschutz gegen Maschinenbruch, Brand und Diebstahl."],
    rows: &[
        (KB_220, "Raupenbagger KB 220 LC", "1"),
        (KB_220_SECOND, "Raupenbagger KB 220 LC", "1"),
        (KB_27, "Kompaktbagger KB 27", "1"),
    ],
    closing: &["Selbstbehalt je Schaden: 1.000 EUR. Schäden bitte binnen drei Werktagen melden."],
};

const MANUAL_220: DemoPaper = DemoPaper {
    facts: &[("Maschine", "KB 220 LC"), ("Seriennummer", KB_220), ("Ausgabe", "4, deutsch")],
    opening: &[
        "Vor der ersten Fahrt lesen und in der Kabine aufbewahren. Diese Anleitung gilt für Maschinen ab der Seriennummer KB220-11000.",
        "Not-Aus, Feuerlöscher und Warnleuchten vor jeder Schicht prüfen. Niemals unter angehobener Last arbeiten.",
    ],
    rows: &[
        ("", "Vor jeder Schicht", ""),
        ("1", "Motoröl, Kühlmittel und Hydrauliköl am Schauglas prüfen", "täglich"),
        ("2", "Wasserabscheider entleeren, Luftfilteranzeige ablesen", "täglich"),
        ("3", "Bolzen am Ausleger und Löffelstiel abschmieren", "alle 10 h"),
        ("", "Wartung", ""),
        ("4", "Motoröl und Ölfilter wechseln", "alle 500 h"),
        ("5", "Hydraulik-Rücklauffilter HY-4711.20-F wechseln", "alle 1.000 h"),
        ("6", "Hydrauliköl HLP 46 wechseln, 240 l, und Tank reinigen", "alle 2.000 h"),
        ("7", "Kettenspannung messen: Durchhang 30 bis 50 mm", "alle 250 h"),
        ("", "Winterbetrieb", ""),
        ("8", "Hydraulik zehn Minuten warmlaufen lassen, unter minus 20 Grad nicht unter Last fahren", ""),
    ],
    closing: &[
        "Störungen und Anzugsmomente stehen im Werkstatthandbuch. Fragen beantwortet der Innendienst.",
    ],
    ..EMPTY
};

const CONFORMITY: DemoPaper = DemoPaper {
    from: Some(("Kestrel Baumaschinen AG", "Werkstraße 1 · 71032 Böblingen")),
    facts: &[("Maschine", "Hydraulikbagger KB 220 LC"), ("Seriennummer", KB_220), ("Baujahr", "2018")],
    opening: &[
        "Hiermit erklären wir in alleiniger Verantwortung, dass die bezeichnete Maschine den einschlägigen Bestimmungen der Richtlinie 2006/42/EG und der Richtlinie 2000/14/EG entspricht.",
        "Angewandte Normen: EN 474-1, EN 474-5. Garantierter Schallleistungspegel: 102 dB(A).",
    ],
    closing: &["Dokumentationsbevollmächtigte: Dr. Ilse Kern, Abteilung Produktsicherheit."],
    ..EMPTY
};

const DELIVERY_22: DemoPaper = DemoPaper {
    facts: &[("Lieferschein", "LS-22-0417"), ("Versand", "eigener Lkw, Kempten")],
    opening: &["wir liefern wie bestellt:"],
    rows: &[("FW-2210.10-L", "Laufrolle KB 220 LC", "6"), ("FW-2210.90-S", "Schraubensatz Laufrolle", "6")],
    closing: &["Ware erhalten: S. Bauer"],
    ..EMPTY
};

const CONFIRMED: DemoPaper = DemoPaper {
    facts: &[("Auftrag", "AB-23-0096"), ("Ihre Bestellung", "BT-23-011")],
    opening: &["wir bestätigen Ihren Auftrag über den Anbauverdichter mit Anbauplatte für den KB 220 LC."],
    rows: &[("AV-600", "Anbauverdichter AV 600", "1"), ("AV-600.P", "Anbauplatte KB 220 LC", "1")],
    closing: &["Liefertermin: Kalenderwoche 11, frei Hof Kempten."],
    ..EMPTY
};

const SERVICE: DemoPaper = DemoPaper {
    facts: &[("Maschine", "KB 220 LC"), ("Seriennummer", KB_220), ("Betriebsstunden", "2.014")],
    opening: &["Wartung nach 2.000 Stunden auf der Baustelle Kanal Nord, Wiggensbach."],
    rows: &[
        ("1", "Hydrauliköl und alle Filter gewechselt", "in Ordnung"),
        ("2", "Schwenkwerk: Geräusch beim Abbremsen, Ritzel beobachten", "Hinweis"),
        ("3", "Kette links gespannt, Durchhang 40 mm", "in Ordnung"),
    ],
    closing: &["Unterschrieben auf der Baustelle: E. Yildiz, J. Greiner."],
    ..EMPTY
};

const DELIVERY_24: DemoPaper = DemoPaper {
    facts: &[("Lieferschein", "LS-24-1093"), ("Maschine", KB_220_SECOND)],
    opening: &["wir liefern wie bestellt:"],
    rows: &[
        ("HY-6020.16-L", "Hydraulikschlauch DN 16, 2.000 mm", "4"),
        ("HY-6020.90", "Dichtungssatz Verschraubung", "4"),
    ],
    closing: &["Abgestellt an Tor 3, wie vereinbart."],
    ..EMPTY
};

const MANUAL_27: DemoPaper = DemoPaper {
    facts: &[("Maschine", "KB 27"), ("Seriennummer", KB_27), ("Ausgabe", "2, deutsch")],
    opening: &[
        "Kompaktbagger für enge Baustellen. Auf dem Anhänger nur an den vier bezeichneten Punkten verzurren.",
    ],
    rows: &[
        ("1", "Motoröl prüfen", "täglich"),
        ("2", "Gummiketten auf Risse prüfen", "alle 50 h"),
        ("3", "Hydrauliköl wechseln, 32 l", "alle 1.000 h"),
    ],
    ..EMPTY
};

const SHEET: DemoPaper = DemoPaper {
    facts: &[("Gerät", "Anbauverdichter AV 600"), ("Gewicht", "610 kg")],
    opening: &["Für Bagger von 14 bis 24 Tonnen. Verdichtet bindige Böden bis 60 cm Tiefe."],
    rows: &[
        ("", "Technische Daten", ""),
        ("1", "Zentrifugalkraft", "62 kN"),
        ("2", "Ölstrom", "90 bis 130 l/min"),
        ("3", "Betriebsdruck", "160 bar"),
    ],
    ..EMPTY
};

const INVOICE: DemoPaper = DemoPaper {
    facts: &[("Rechnung", "RE-25-0388"), ("Leistung", "12.05.2025")],
    opening: &["für die Reparatur des Schwenkwerks berechnen wir:"],
    rows: &[("SW-3300.10", "Ritzel Schwenkwerk", "1"), ("ARB-01", "Arbeitszeit Monteur, Stunden", "9,5")],
    closing: &["Nettobetrag 2.846,00 EUR, zuzüglich 19 % USt. 540,74 EUR, zusammen 3.386,74 EUR."],
    ..EMPTY
};

const INSIDE: DemoPaper = DemoPaper {
    facts: &[("Kunde", "Bauer Tiefbau GmbH"), ("Stand", "2. Dezember 2025")],
    opening: &[
        "Entwurf für das Gespräch im Januar: Filter und Öl im Abruf, drei Maschinen, zwei Jahre. Nicht an den Kunden geben.",
    ],
    rows: &[("1", "Abnahme je Jahr, Filter", "96"), ("2", "Abnahme je Jahr, Hydrauliköl in Liter", "960")],
    ..EMPTY
};

const DELIVERY_26: DemoPaper = DemoPaper {
    facts: &[("Lieferschein", "LS-26-0742"), ("Versand", "Spedition, 1 Palette")],
    opening: &["wir liefern wie bestellt:"],
    rows: &[
        ("HY-4711.20-F", "Hydraulik-Rücklauffilter", "24"),
        ("OE-0046.20-H", "Hydrauliköl HLP 46, 20 l", "12"),
        ("HY-4711.90-D", "Dichtungssatz Filter", "24"),
    ],
    closing: &["Bitte an Tor 3 anliefern. Fahrer ruft eine halbe Stunde vorher an."],
    ..EMPTY
};

const MANUAL_60: DemoPaper = DemoPaper {
    facts: &[("Maschine", "RL 60"), ("Seriennummer", RL_60), ("Ausgabe", "1, deutsch")],
    opening: &[
        "Radlader mit Schnellwechsler. Vor dem Wechsel der Schaufel Druck an der dritten Funktion abbauen.",
    ],
    rows: &[
        ("1", "Reifendruck prüfen, vorn 2,8 bar, hinten 2,4 bar", "wöchentlich"),
        ("2", "Achsöl wechseln", "alle 1.500 h"),
    ],
    ..EMPTY
};

const DELIVERY_NORTH: DemoPaper = DemoPaper {
    facts: &[("Lieferschein", "LS-26-0755"), ("Versand", "Paketdienst")],
    opening: &["wir liefern wie bestellt:"],
    rows: &[("AV-400.20", "Gummipuffer Verdichterplatte", "8")],
    ..EMPTY
};

const CONFIRMED_ISNY: DemoPaper = DemoPaper {
    facts: &[("Auftrag", "AB-26-0310"), ("Ihre Bestellung", "Bauhof 2026/88")],
    opening: &["wir bestätigen Ihren Auftrag für den Winterdienst."],
    rows: &[
        ("OE-0046.20-H", "Hydrauliköl HLP 46, 20 l", "6"),
        ("WD-1100.30", "Schürfleiste Räumschild, 3 m", "2"),
    ],
    closing: &["Lieferung bis Mitte Oktober an den Bauhof."],
    ..EMPTY
};

#[cfg(test)]
mod tests {
    use kontor_domain::documents::DocumentKind;

    use super::*;
    use crate::{companies, people};

    #[test]
    fn every_document_is_of_a_company_by_a_person_who_may_and_of_a_kind() {
        let (companies, people) = (companies(), people());
        let all = documents();
        assert!(all.len() >= 14);
        for one in &all {
            assert!(DocumentKind::parse(one.kind).is_some(), "{}", one.key);
            assert!(companies.iter().any(|c| c.id == one.company), "{}", one.key);
            let by = people.iter().find(|p| p.id == one.by).expect(one.key);
            // Customers file their own, as what they send in.
            assert!(
                by.company.as_deref().is_none_or(|c| c == one.company && one.kind == "upload"),
                "{}",
                one.key
            );
            assert_eq!(all.iter().filter(|other| other.key == one.key).count(), 1);
        }
    }
}
