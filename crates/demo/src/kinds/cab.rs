//! Cab.

use super::{CURRENT, FILTERS, Kind, MACHINES, fits, kind, pick, range, sized};

const SEATS: &str = "kabine/sitze";
const GLASS: &str = "kabine/scheiben";
const MIRRORS: &str = "kabine/spiegel-und-wischer";
const CLIMATE: &str = "kabine/heizung-und-klima";
const CONTROLS: &str = "kabine/bedienung";
const BODY: &str = "kabine/tueren-und-verkleidung";

pub(super) const KINDS: &[Kind] = &[
    kind("seat", "Fahrersitz {v}", "Operator seat, {v}")
        .at("KA", 'S', SEATS, "K")
        .text("Mit Beckengurt, ISO 7096.", "With lap belt, ISO 7096.")
        .drawn("seat")
        .spans((19_000, 46_000), (420_00, 2_350_00))
        .variants(&[
            ("mechanisch gefedert", "mechanical suspension"),
            ("luftgefedert 12 V", "air suspension 12 V"),
            ("luftgefedert 24 V", "air suspension 24 V"),
        ])
        .has(&[
            pick("Bezug", "Cover", "", &["PVC", "PES"]),
            pick("Tragfähigkeit", "Load", "kg", &["130", "150", "170"]),
            fits(MACHINES),
        ]),
    kind("seat-belt", "Beckengurt {0}", "Lap belt {0}")
        .at("KA", 'G', SEATS, "K")
        .text("Mit Aufroller. Nach einem Unfall ersetzen.", "Retractable. Replace after an accident.")
        .drawn("seat-belt")
        .spans((600, 1_400), (48_00, 124_00))
        .has(&[sized("Breite", "Width", "mm", &["50", "75"]), pick("Norm", "Standard", "", &["ISO 6683"])]),
    kind("seat-cushion", "Sitzpolster", "Seat cushion")
        .at("KA", 'P', SEATS, "K")
        .text("Ersatzpolster mit Bezug.", "Spare cushion with cover.")
        .drawn("seat")
        .spans((1_800, 4_200), (86_00, 248_00))
        .has(&[pick("Bezug", "Cover", "", &["PVC", "PES"]), fits(MACHINES)]),
    kind("window", "{v}", "{v}")
        .at("KA", 'F', GLASS, "K")
        .text(
            "Sicherheitsglas, getönt. Versand nur mit Spedition.",
            "Safety glass, tinted. Shipped by freight only.",
        )
        .drawn("window")
        .spans((3_200, 24_000), (128_00, 780_00))
        .variants(&[
            ("Frontscheibe oben", "Front window, upper"),
            ("Frontscheibe unten", "Front window, lower"),
            ("Heckscheibe", "Rear window"),
            ("Türscheibe", "Door window"),
            ("Seitenscheibe", "Side window"),
        ])
        .has(&[
            range("Maße", "Dimensions", "mm", &[(420, 980, 10), (380, 1_150, 10)]),
            pick("Glas", "Glass", "", &["ESG", "VSG"]),
            fits(MACHINES),
        ]),
    kind("window-seal", "Scheibengummi {0}", "Window rubber {0}")
        .at("KA", 'D', GLASS, "K")
        .text("Meterware mit Füllerprofil.", "By the metre, with filler strip.")
        .drawn("profile")
        .unit(kontor_domain::Unit::Metre)
        .sold(250, 10, 10)
        .spans((180, 480), (5_40, 14_80))
        .has(&[
            pick("Glasstärke", "Glass thickness", "mm", &["4", "5", "6"]),
            pick("Blechstärke", "Sheet thickness", "mm", &["1.5", "2", "3"]),
        ]),
    kind("mirror", "Außenspiegel {v}", "Exterior mirror, {v}")
        .at("KA", 'M', MIRRORS, "K")
        .text("Mit Halter, Glas einzeln wechselbar.", "With bracket, glass can be replaced.")
        .drawn("mirror")
        .spans((600, 2_800), (24_00, 165_00))
        .variants(&[("links", "left"), ("rechts", "right")])
        .has(&[
            sized("Maße", "Dimensions", "mm", &["178 x 126", "215 x 150", "300 x 180", "380 x 190"]),
            pick("Beheizt", "Heated", "V", &["12", "24"]),
            fits(MACHINES),
        ]),
    kind("camera", "Rückfahrkamera", "Rear view camera")
        .at("KA", 'C', MIRRORS, "E")
        .text("Mit Infrarotlicht, IP69K.", "With infrared light, IP69K.")
        .drawn("camera")
        .spans((260, 620), (148_00, 460_00))
        .has(&[
            pick("Blickwinkel", "Viewing angle", "°", &["90", "120", "150"]),
            pick("Anschluss", "Connection", "", &["AHD", "PAL"]),
        ])
        .compares(CURRENT),
    kind("wiper-blade", "Wischerblatt {0}", "Wiper blade {0}")
        .at("KA", 'W', MIRRORS, "K")
        .text("Jedes Jahr wechseln.", "Replace every year.")
        .drawn("wiper")
        .spans((120, 380), (8_40, 29_00))
        .has(&[range("Länge", "Length", "mm", &[(330, 900, 10)])]),
    kind("wiper-motor", "Wischermotor {0}", "Wiper motor {0}")
        .at("KA", 'V', MIRRORS, "E")
        .text("Mit Endabschaltung.", "With park switch.")
        .drawn("wiper-motor")
        .spans((900, 2_200), (78_00, 248_00))
        .has(&[
            pick("Spannung", "Voltage", "V", &["12", "24"]),
            pick("Wischwinkel", "Wiping angle", "°", &["85", "100", "115"]),
            fits(MACHINES),
        ])
        .compares(CURRENT),
    kind("cab-filter", "Kabinenluftfilter {v}", "Cab air filter, {v}")
        .at("KA", 'L', CLIMATE, "F")
        .text(
            "Bei Staub auch früher als im Wartungsplan wechseln.",
            "In dusty work change earlier than scheduled.",
        )
        .drawn("panel-filter")
        .spans((160, 1_200), (14_00, 92_00))
        .variants(&[
            ("Frischluft", "fresh air"),
            ("Umluft", "recirculation"),
            ("Aktivkohle", "activated carbon"),
        ])
        .has(&[
            range("Maße", "Dimensions", "mm", &[(180, 460, 10), (110, 280, 10), (25, 60, 5)]),
            pick("Filterklasse", "Filter class", "", &["G4", "F7", "F9"]),
            fits(MACHINES),
        ])
        .compares(FILTERS),
    kind("blower", "Heizgebläse {0}", "Heater blower {0}")
        .at("KA", 'H', CLIMATE, "K")
        .text("Doppelradialgebläse, drei Stufen.", "Double radial blower, three speeds.")
        .drawn("fan")
        .spans((900, 2_400), (88_00, 268_00))
        .has(&[
            pick("Spannung", "Voltage", "V", &["12", "24"]),
            sized("Luftmenge", "Air flow", "m³/h", &["250", "380", "520"]),
            fits(MACHINES),
        ])
        .compares(CURRENT),
    kind("ac-compressor", "Klimakompressor {0}", "AC compressor {0}")
        .at("KA", 'K', CLIMATE, "K")
        .text(
            "Mit Ölfüllung. Trockner immer miterneuern.",
            "Filled with oil. Always renew the receiver drier.",
        )
        .drawn("alternator")
        .spans((4_200, 7_800), (290_00, 780_00))
        .has(&[
            pick("Spannung", "Voltage", "V", &["12", "24"]),
            pick("Kältemittel", "Refrigerant", "", &["R134a", "R1234yf"]),
            pick("Riemenscheibe", "Pulley", "", &["2A", "6PK", "8PK"]),
            fits(MACHINES),
        ])
        .compares(CURRENT),
    kind("receiver-drier", "Trockner Klimaanlage", "Receiver drier")
        .at("KA", 'T', CLIMATE, "K")
        .text("Erst unmittelbar vor dem Einbau öffnen.", "Open immediately before fitting only.")
        .drawn("accumulator")
        .spans((420, 1_100), (38_00, 118_00))
        .has(&[
            range("Maße", "Dimensions", "mm", &[(60, 90, 5), (170, 290, 10)]),
            pick("Kältemittel", "Refrigerant", "", &["R134a", "R1234yf"]),
        ]),
    kind("joystick", "Joystick {v}", "Joystick, {v}")
        .at("KA", 'J', CONTROLS, "K")
        .text("Vorgesteuert, mit Griff und Tasten.", "Pilot operated, with grip and buttons.")
        .drawn("joystick")
        .spans((1_200, 3_200), (290_00, 1_180_00))
        .variants(&[("links", "left"), ("rechts", "right")])
        .has(&[
            pick("Signal", "Signal", "", &["5 – 25 bar", "CAN J1939"]),
            pick("Tasten", "Buttons", "", &["2", "3", "5"]),
            fits(MACHINES),
        ]),
    kind("pedal", "Fahrpedal", "Travel pedal")
        .at("KA", 'E', CONTROLS, "K")
        .text("Mit Gummiauflage.", "With rubber pad.")
        .drawn("pedal")
        .spans((800, 3_600), (64_00, 320_00))
        .has(&[pick("Seite", "Side", "", &["L", "R"]), fits(MACHINES)]),
    kind("throttle-cable", "Bowdenzug {v} {0}", "Bowden cable, {v}, {0}")
        .at("KA", 'B', CONTROLS, "K")
        .text("Einbaufertig, geschmiert.", "Ready to fit, lubricated.")
        .drawn("cable")
        .spans((180, 900), (19_50, 86_00))
        .variants(&[("Gas", "throttle"), ("Heizung", "heater"), ("Haube", "bonnet")])
        .has(&[
            range("Länge", "Length", "mm", &[(600, 3_200, 50)]),
            pick("Gewinde", "Thread", "", &["M5", "M6", "M8"]),
        ]),
    kind("monitor", "Anzeigeeinheit", "Monitor")
        .at("KA", 'A', CONTROLS, "E")
        .text(
            "Wird mit der Seriennummer der Maschine eingelernt.",
            "Is paired with the machine's serial number.",
        )
        .drawn("monitor")
        .spans((420, 1_600), (480_00, 2_350_00))
        .has(&[sized("Bildschirm", "Screen", "in", &["4.3", "7", "10.1"]), fits(MACHINES)]),
    kind("gas-spring", "Gasfeder {0}", "Gas spring {0}")
        .at("KA", 'N', BODY, "K")
        .text(
            "Mit Kugelköpfen. Kolbenstange nach unten einbauen.",
            "With ball ends. Fit with the rod downwards.",
        )
        .drawn("gas-spring")
        .spans((180, 900), (14_50, 58_00))
        .has(&[
            range("Länge", "Length", "mm", &[(200, 780, 10)]),
            sized("Kraft", "Force", "N", &["150", "250", "400", "600", "900"]),
        ]),
    kind("door-lock", "Türschloss {v}", "Door lock, {v}")
        .at("KA", 'O', BODY, "K")
        .text("Mit Schließzylinder und zwei Schlüsseln.", "With cylinder and two keys.")
        .drawn("door-lock")
        .spans((320, 1_400), (48_00, 186_00))
        .variants(&[("links", "left"), ("rechts", "right")])
        .has(&[pick("Schließung", "Key code", "", &["K 801", "K 950"]), fits(MACHINES)]),
    kind("decal-set", "Aufklebersatz", "Decal set")
        .at("KA", 'X', BODY, "K")
        .text("Typenbezeichnung und Warnhinweise, deutsch.", "Model name and warnings, German.")
        .drawn("decal")
        .unit(kontor_domain::Unit::Set)
        .spans((60, 420), (28_00, 168_00))
        .has(&[fits(MACHINES)]),
];
