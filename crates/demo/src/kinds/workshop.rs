//! Oils and workshop.

use super::{Kind, MACHINES, fits, kind, pick, sized};
use kontor_domain::Unit;

const OILS: &str = "oele-und-werkstatt/oele-und-fluessigkeiten";
const GREASE: &str = "oele-und-werkstatt/fette";
const TOOLS: &str = "oele-und-werkstatt/werkzeug";
const CARE: &str = "oele-und-werkstatt/pflege-und-kleben";
const BOOKS: &str = "oele-und-werkstatt/handbuecher";
const KITS: &str = "oele-und-werkstatt/service-saetze";

pub(super) const KINDS: &[Kind] = &[
    kind("hydraulic-oil", "Hydrauliköl {0}, {1}", "Hydraulic oil {0}, {1}")
        .at("OE", 'H', OILS, "O")
        .text("DIN 51524. Nicht mit Bioöl mischen.", "DIN 51524. Do not mix with bio oil.")
        .drawn("oil-can")
        .spans((17_600, 184_000), (78_00, 690_00))
        .has(&[
            pick("Sorte", "Grade", "", &["HLP 32", "HLP 46", "HLP 68", "HVLP 46", "HEES 46"]),
            sized("Inhalt", "Content", "l", &["20", "60", "208"]),
        ]),
    kind("engine-oil", "Motoröl {0}, {1}", "Engine oil {0}, {1}")
        .at("OE", 'M', OILS, "O")
        .text("Für Dieselmotoren mit Partikelfilter.", "For diesel engines with particulate filter.")
        .drawn("oil-can")
        .spans((4_400, 184_000), (29_00, 980_00))
        .has(&[
            pick("Viskosität", "Viscosity", "", &["10W-40", "15W-40", "5W-30"]),
            sized("Inhalt", "Content", "l", &["5", "20", "60", "208"]),
            pick("Spezifikation", "Specification", "", &["ACEA E8", "ACEA E11", "API CK-4"]),
        ]),
    kind("gear-oil", "Getriebeöl {0}, {1}", "Gear oil {0}, {1}")
        .at("OE", 'G', OILS, "O")
        .text("Für Endantriebe, Schwenkgetriebe und Achsen.", "For final drives, swing gearboxes and axles.")
        .drawn("oil-can")
        .spans((4_500, 54_000), (32_00, 340_00))
        .has(&[
            pick("Viskosität", "Viscosity", "", &["75W-90", "80W-90", "85W-140", "SAE 30"]),
            sized("Inhalt", "Content", "l", &["5", "20", "60"]),
            pick("Spezifikation", "Specification", "", &["GL-4", "GL-5", "TO-4"]),
        ]),
    kind("coolant", "Kühlerschutz {0}", "Coolant concentrate {0}")
        .at("OE", 'K', OILS, "O")
        .text("Konzentrat, 1:1 mit Wasser bis -38 °C.", "Concentrate, 1:1 with water down to -38 °C.")
        .drawn("oil-can")
        .spans((5_600, 224_000), (24_00, 640_00))
        .has(&[
            sized("Inhalt", "Content", "l", &["5", "20", "60", "200"]),
            pick("Sorte", "Grade", "", &["G12+", "G48"]),
        ]),
    kind("adblue", "AdBlue {0}", "AdBlue {0}")
        .at("OE", 'A', OILS, "O")
        .text("ISO 22241. Kühl und dunkel lagern.", "ISO 22241. Store in a cool and dark place.")
        .drawn("oil-can")
        .spans((10_900, 227_000), (14_00, 190_00))
        .has(&[sized("Inhalt", "Content", "l", &["10", "20", "208"])]),
    kind("grease-cartridge", "Fettkartusche {0}", "Grease cartridge {0}")
        .at("OE", 'F', GREASE, "O")
        .text("400 g, passt in handelsübliche Fettpressen.", "400 g, fits common grease guns.")
        .drawn("grease-cartridge")
        .sold(240, 120, 120)
        .spans((450, 450), (4_60, 11_80))
        .has(&[
            pick("Sorte", "Grade", "", &["KP2K-30", "KPF2K-20 MoS2", "KP2G-40"]),
            pick("Inhalt", "Content", "g", &["400"]),
        ]),
    kind("grease-bucket", "Mehrzweckfett {1}", "Multi-purpose grease {1}")
        .at("OE", 'E', GREASE, "O")
        .text("Für Zentralschmieranlagen und Fettpressen.", "For central lubrication and grease guns.")
        .drawn("bucket-can")
        .spans((5_400, 54_000), (42_00, 390_00))
        .has(&[
            pick("Sorte", "Grade", "", &["KP2K-30", "KP00/000"]),
            sized("Inhalt", "Content", "kg", &["5", "15", "25", "50"]),
        ]),
    kind("grease-gun", "Fettpresse {v}", "Grease gun, {v}")
        .at("OE", 'P', GREASE, "W")
        .text("Mit Panzerschlauch und Hydraulikmundstück.", "With hose and hydraulic coupler.")
        .drawn("grease-gun")
        .spans((1_200, 3_800), (28_00, 340_00))
        .variants(&[("Hand", "manual"), ("Akku 18 V", "cordless 18 V"), ("Druckluft", "pneumatic")])
        .has(&[
            pick("Druck", "Pressure", "bar", &["400", "690"]),
            pick("Inhalt", "Content", "g", &["400", "500"]),
        ]),
    kind("filter-wrench", "Filterschlüssel {0}", "Filter wrench {0}")
        .at("OE", 'W', TOOLS, "W")
        .text("Kappe oder Band, Antrieb 1/2 Zoll.", "Cap or strap, 1/2 inch drive.")
        .drawn("wrench")
        .spans((220, 900), (14_80, 58_00))
        .has(&[sized("Durchmesser", "Diameter", "mm", &["76", "93", "108", "118", "136"])]),
    kind("torque-wrench", "Drehmomentschlüssel {0}", "Torque wrench {0}")
        .at("OE", 'D', TOOLS, "W")
        .text("Mit Prüfzeugnis nach ISO 6789.", "With ISO 6789 certificate.")
        .drawn("wrench")
        .spans((900, 6_800), (118_00, 690_00))
        .has(&[
            sized(
                "Messbereich",
                "Range",
                "Nm",
                &["10 – 60", "40 – 200", "60 – 320", "110 – 550", "200 – 1000"],
            ),
            sized("Antrieb", "Drive", "in", &["3/8", "1/2", "3/4", "1"]),
        ]),
    kind("lifting-chain", "Anschlagkette {0}", "Lifting chain {0}")
        .at("OE", 'L', TOOLS, "W")
        .text("Güteklasse 10, mit Verkürzern und Prüfbuch.", "Grade 10, with shorteners and test book.")
        .drawn("lifting-chain")
        .spans((6_500, 38_000), (148_00, 590_00))
        .has(&[
            sized("Tragfähigkeit", "Working load", "t", &["1.4", "2.5", "4", "6.7"]),
            pick("Stränge", "Legs", "", &["1", "2", "4"]),
            pick("Länge", "Length", "m", &["2", "3", "4"]),
        ]),
    kind("gloves", "Arbeitshandschuhe Größe {0}", "Work gloves, size {0}")
        .at("OE", 'N', TOOLS, "W")
        .text("EN 388, ölbeständig beschichtet.", "EN 388, oil-resistant coating.")
        .drawn("gloves")
        .unit(Unit::Pair)
        .sold(120, 60, 60)
        .spans((60, 120), (2_90, 9_80))
        .has(&[
            pick("Größe", "Size", "", &["8", "9", "10", "11"]),
            pick("Norm", "Standard", "", &["EN 388"]),
        ]),
    kind("brake-cleaner", "Bremsenreiniger {0}", "Brake cleaner {0}")
        .at("OE", 'B', CARE, "O")
        .text("Acetonfrei. Nicht auf heiße Teile sprühen.", "Free of acetone. Do not spray on hot parts.")
        .drawn("spray-can")
        .sold(120, 10, 10)
        .spans((450, 18_000), (3_60, 96_00))
        .has(&[sized("Inhalt", "Content", "l", &["0.5", "5", "20"])]),
    kind("thread-lock", "Schraubensicherung {0}", "Thread locker {0}")
        .at("OE", 'S', CARE, "O")
        .text("Flüssig, aushärtend ohne Luft.", "Liquid, cures without air.")
        .drawn("bottle")
        .spans((25, 320), (9_80, 68_00))
        .has(&[
            pick("Losbrechmoment", "Breakaway torque", "Nm", &["20", "35"]),
            sized("Inhalt", "Content", "ml", &["10", "50", "250"]),
        ]),
    kind("paint", "Maschinenlack {0}", "Machine paint {0}")
        .at("OE", 'R', CARE, "O")
        .text("Kunstharzlack, Farbton wie ab Werk.", "Synthetic resin paint, factory colour.")
        .drawn("spray-can")
        .spans((450, 3_400), (9_80, 58_00))
        .has(&[
            pick("Farbe", "Colour", "", &["RAL 1007", "RAL 7021", "RAL 9005"]),
            sized("Inhalt", "Content", "ml", &["400", "1000", "2500"]),
        ]),
    kind("workshop-manual", "Werkstatthandbuch {0}, gedruckt", "Workshop manual {0}, printed")
        .at("OE", 'X', BOOKS, "B")
        .text(
            "Mit Schaltplänen, Anzugsmomenten und Wartungsplan. Bücher haben 7 % USt.",
            "With circuit diagrams, torques and service schedule. Books carry 7 % German VAT.",
        )
        .drawn("manual")
        .reduced_vat()
        .spans((900, 2_400), (68_00, 148_00))
        .has(&[fits(MACHINES), pick("Sprache", "Language", "", &["de", "en"])]),
    kind("parts-book", "Ersatzteilkatalog {0}, gedruckt", "Parts catalogue {0}, printed")
        .at("OE", 'Y', BOOKS, "B")
        .text("Mit Explosionszeichnungen, nach Seriennummern.", "With exploded drawings, by serial number.")
        .drawn("manual")
        .reduced_vat()
        .spans((700, 1_900), (39_00, 84_00))
        .has(&[fits(MACHINES), pick("Sprache", "Language", "", &["de", "en"])]),
    kind("service-kit", "Service-Satz {0}", "Service kit {0}")
        .at("OE", 'K', KITS, "F")
        .text(
            "Alle Filter und Dichtungen für diesen Service, ohne Öl.",
            "All filters and seals for this service, without oil.",
        )
        .drawn("service-kit")
        .unit(Unit::Set)
        .spans((1_800, 14_500), (118_00, 890_00))
        .has(&[sized("Intervall", "Interval", "h", &["250", "500", "1000", "2000"]), fits(MACHINES)]),
];
