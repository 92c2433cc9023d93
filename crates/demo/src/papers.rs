//! What lies in the archive of the demo: papers of machines and of everyday work, set as any letter of the house.

use jiff::civil::{Date, DateTime, Time};
use kontor_documents::{DocumentError, Fact, Letter, Parties};
use kontor_domain::documents::DocumentKind;

use crate::{companies, dealer};

/// A document of the demo, with a version for each text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPaper {
    /// Code for keys: the same paper is brought in once.
    pub id: &'static str,
    pub title: &'static str,
    /// Of the dealer's own when empty.
    pub company: &'static str,
    /// Serial number of the machine, or empty.
    pub machine: &'static str,
    pub kind: DocumentKind,
    /// So many days before the demo begins it was made.
    pub days_ago: i64,
    /// Sent in by the customer's buyer.
    pub of_customer: bool,
    /// For the desk alone.
    pub inside: bool,
    /// Why it has to stay beyond its retention, or empty.
    pub hold: &'static str,
    /// Facts beside the address.
    pub facts: &'static [(&'static str, &'static str)],
    /// Paragraphs, for each version.
    pub versions: &'static [&'static [&'static str]],
}

impl DemoPaper {
    /// The file's name.
    #[must_use]
    pub fn file(&self) -> String {
        format!("{}.pdf", self.id)
    }

    /// A version as PDF, counted from 0.
    ///
    /// # Errors
    /// [`DocumentError`] when a template is wrong.
    pub fn pdf(&self, version: usize, day: Date) -> Result<Vec<u8>, DocumentError> {
        let dealer = dealer();
        let customer = companies().into_iter().find(|company| company.id == self.company);
        let mut recipient = vec![customer.as_ref().map_or_else(|| dealer.name.clone(), |c| c.name.clone())];
        if let Some(address) = customer.as_ref().and_then(|c| c.addresses.first()) {
            recipient.push(address.street.clone());
            recipient.push(format!("{} {}", address.postcode, address.city));
        }
        let facts = [("Datum", day.strftime("%d.%m.%Y").to_string())].into_iter();
        let own = self.facts.iter().map(|(name, value)| (*name, (*value).to_owned()));
        let words = self.versions.get(version).copied().unwrap_or_default();
        kontor_documents::letter(&Letter {
            language: "de".into(),
            title: self.title.into(),
            made: DateTime::from_parts(day, Time::midnight()),
            parties: Parties {
                sender: dealer.name.clone(),
                sender_line: format!("{}, Daimlerstraße 18, 89079 Ulm", dealer.name),
                recipient,
            },
            facts: facts.chain(own).map(|(name, value)| Fact::new(name, value)).collect(),
            opening: words.iter().map(|paragraph| (*paragraph).to_owned()).collect(),
            foot: vec![dealer.name, "Daimlerstraße 18, 89079 Ulm".into()],
            page: "Seite".into(),
            ..Letter::default()
        })
    }
}

const PLAIN: DemoPaper = DemoPaper {
    id: "",
    title: "",
    company: "bauer-tiefbau",
    machine: "",
    kind: DocumentKind::Upload,
    days_ago: 0,
    of_customer: false,
    inside: false,
    hold: "",
    facts: &[],
    versions: &[],
};

/// The papers, oldest first.
#[must_use]
pub fn papers() -> Vec<DemoPaper> {
    vec![
        DemoPaper {
            id: "uebergabe-kb27-10482",
            title: "Übergabeprotokoll Kompaktbagger KB 27",
            machine: "KB27-10482",
            kind: DocumentKind::SignedForm,
            days_ago: 812,
            facts: &[("Maschine", "KB 27"), ("Seriennummer", "KB27-10482"), ("Betriebsstunden", "4")],
            versions: &[&[
                "Die Maschine wurde vollständig und ohne sichtbare Mängel übergeben. Schnellwechsler, Tieflöffel 300 mm und Grabenräumlöffel 1.200 mm liegen bei.",
                "Die Einweisung der Fahrer umfasste tägliche Prüfung, Schmierplan, Notabsenkung und das Verladen. Zwei Schlüssel und die Betriebsanleitung wurden übergeben.",
            ]],
            ..PLAIN
        },
        DemoPaper {
            id: "betriebsanleitung-kb27",
            title: "Betriebsanleitung Kompaktbagger KB 27",
            machine: "KB27-10482",
            kind: DocumentKind::Manual,
            days_ago: 810,
            facts: &[("Maschine", "KB 27"), ("Ausgabe", "04/2024")],
            versions: &[
                &[
                    "Vor jeder Schicht: Motoröl, Kühlmittel, Hydrauliköl und Kettenspannung prüfen. Schmierstellen an Ausleger, Stiel und Schwenkwerk täglich abschmieren.",
                    "Wartung alle 250 Stunden: Motoröl und Ölfilter wechseln. Alle 500 Stunden: Kraftstofffilter und Hydraulik-Rücklauffilter. Alle 1.000 Stunden: Hydrauliköl wechseln.",
                    "Zulässige Hydrauliköle: HVLP 46 nach DIN 51524-3. Füllmenge des Tanks 42 Liter.",
                ],
                &[
                    "Vor jeder Schicht: Motoröl, Kühlmittel, Hydrauliköl und Kettenspannung prüfen. Schmierstellen an Ausleger, Stiel und Schwenkwerk täglich abschmieren.",
                    "Wartung alle 250 Stunden: Motoröl und Ölfilter wechseln. Alle 500 Stunden: Kraftstofffilter und Hydraulik-Rücklauffilter. Alle 1.000 Stunden: Hydrauliköl wechseln.",
                    "Zulässige Hydrauliköle: HVLP 46 nach DIN 51524-3, seit Ausgabe 02/2026 auch biologisch abbaubares HEES 46. Füllmenge des Tanks 42 Liter.",
                ],
            ],
            ..PLAIN
        },
        DemoPaper {
            id: "konformitaet-kb27-10482",
            title: "EU-Konformitätserklärung KB 27, Nr. KB27-10482",
            machine: "KB27-10482",
            kind: DocumentKind::Manual,
            days_ago: 809,
            facts: &[("Maschine", "KB 27"), ("Seriennummer", "KB27-10482")],
            versions: &[&[
                "Der Hersteller erklärt in alleiniger Verantwortung, dass die bezeichnete Maschine den Anforderungen der Maschinenrichtlinie 2006/42/EG, der Richtlinie 2014/30/EU und der Richtlinie 2000/14/EG entspricht.",
                "Gemessener Schallleistungspegel 91 dB(A), garantiert 93 dB(A).",
            ]],
            ..PLAIN
        },
        DemoPaper {
            id: "rechnung-2018-1187",
            title: "Rechnung 2018-1187 Rüttelplatte VP 185",
            machine: "VP185-3391",
            kind: DocumentKind::Invoice,
            days_ago: 3_020,
            facts: &[("Rechnung", "2018-1187"), ("Seriennummer", "VP185-3391")],
            versions: &[&[
                "Lieferung einer Rüttelplatte VP 185 mit Transportwagen. Zahlbar innerhalb von 30 Tagen ohne Abzug.",
            ]],
            ..PLAIN
        },
        DemoPaper {
            id: "gutachten-kb27-schwenkwerk",
            title: "Gutachten Schwenkwerk KB 27",
            machine: "KB27-10482",
            days_ago: 240,
            hold: "Gewährleistungsfall mit dem Hersteller, Aktenzeichen 4 O 118/26",
            facts: &[("Maschine", "KB 27"), ("Seriennummer", "KB27-10482"), ("Betriebsstunden", "1.264")],
            versions: &[&[
                "Am Schwenkwerk wurde bei 1.264 Betriebsstunden erhöhtes Spiel festgestellt. Die Laufbahn des Drehkranzes zeigt Ausbrüche auf etwa 40 Grad.",
                "Ursache ist nach Aktenlage eine unzureichende Härtung der Laufbahn und kein Schmierversäumnis.",
            ]],
            ..PLAIN
        },
        DemoPaper {
            id: "lieferschein-26-0412",
            title: "Lieferschein 26-0412",
            kind: DocumentKind::DeliveryNote,
            days_ago: 96,
            facts: &[("Lieferschein", "26-0412"), ("Empfänger", "Baustelle Sonthofen")],
            versions: &[&[
                "Geliefert: 6 Ölfilter, 4 Luftfilter innen, 4 Luftfilter außen, 2 Kanister Hydrauliköl HVLP 46 zu 20 Litern.",
                "Abgestellt am Container nach Absprache mit dem Polier.",
            ]],
            ..PLAIN
        },
        DemoPaper {
            id: "auftragsbestaetigung-26-0518",
            title: "Auftragsbestätigung 26-0518 Gummiketten",
            machine: "KB27-10482",
            kind: DocumentKind::OrderConfirmation,
            days_ago: 41,
            facts: &[("Auftrag", "26-0518"), ("Seriennummer", "KB27-10482")],
            versions: &[&[
                "Wir bestätigen ein Paar Gummiketten 300 x 52,5 x 80 mit Montage auf Ihrem Hof. Liefertag wie vereinbart.",
            ]],
            ..PLAIN
        },
        DemoPaper {
            id: "versicherung-maschinenbruch",
            title: "Versicherungsschein Maschinenbruch",
            days_ago: 33,
            of_customer: true,
            facts: &[("Police", "MB 77-40213"), ("Gültig bis", "31.12.2027")],
            versions: &[&[
                "Versichert sind die im Verzeichnis genannten Baumaschinen gegen Bruch, Brand, Diebstahl und Bedienfehler. Selbstbehalt 1.000 Euro je Schaden.",
                "Verzeichnis: Kompaktbagger KB 27, Seriennummer KB27-10482. Rüttelplatte VP 185, Seriennummer VP185-3391.",
            ]],
            ..PLAIN
        },
        DemoPaper {
            id: "kalkulation-rahmenvertrag",
            title: "Kalkulation Rahmenvertrag Filter 2027",
            days_ago: 12,
            inside: true,
            versions: &[&[
                "Bei 120 Filtern im Jahr und Lieferung in zwei Abrufen bleibt der Nachlass von 22 % vertretbar. Freigabe durch die Geschäftsleitung steht aus.",
            ]],
            ..PLAIN
        },
        DemoPaper {
            id: "pruefbericht-uvv-kb27-10482",
            title: "Prüfbericht UVV KB 27",
            machine: "KB27-10482",
            kind: DocumentKind::SignedForm,
            days_ago: 9,
            facts: &[("Maschine", "KB 27"), ("Seriennummer", "KB27-10482"), ("Betriebsstunden", "1.512")],
            versions: &[&[
                "Wiederkehrende Prüfung nach DGUV Regel 100-500. Geprüft wurden Fahrwerk, Hydraulik, Bremsen, Beleuchtung, Rückhaltesystem und Notaus.",
                "Mangel: Hydraulikschlauch am Löffelzylinder scheuert, vor weiterem Einsatz zu ersetzen. Nächste Prüfung in zwölf Monaten.",
            ]],
            ..PLAIN
        },
        DemoPaper {
            id: "lieferschein-26-0466",
            title: "Lieferschein 26-0466",
            company: "alpstein-kies",
            kind: DocumentKind::DeliveryNote,
            days_ago: 25,
            facts: &[("Lieferschein", "26-0466")],
            versions: &[&[
                "Geliefert: 12 Messer für Schürfleiste, 48 Schrauben mit Muttern, 1 Satz Förderbandabstreifer.",
            ]],
            ..PLAIN
        },
        DemoPaper {
            id: "verfahrensdokumentation-archiv",
            title: "Verfahrensdokumentation Belegablage",
            company: "",
            kind: DocumentKind::Book,
            days_ago: 60,
            inside: true,
            versions: &[&[
                "Belege werden am Tag des Eingangs abgelegt. Die Prüfsumme jedes Dokuments steht in der Archivkette, jeder Tag wird abgeschlossen.",
                "Gelöscht wird erst nach Ablauf der Aufbewahrungsfrist und nur nach Entscheidung einer berechtigten Person.",
            ]],
            ..PLAIN
        },
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_paper_has_its_own_code_and_somebody_whose_it_is_and_can_be_set() {
        let known: BTreeSet<String> = companies().into_iter().map(|company| company.id).collect();
        let mut codes = BTreeSet::new();
        for paper in papers() {
            assert!(codes.insert(paper.id), "{} twice", paper.id);
            assert!(paper.company.is_empty() || known.contains(paper.company), "{}", paper.company);
            assert!(!paper.versions.is_empty(), "{}", paper.id);
            let pdf = paper.pdf(0, Date::constant(2026, 3, 2)).expect("a PDF");
            assert!(pdf.starts_with(b"%PDF-"), "{}", paper.id);
        }
    }
}
