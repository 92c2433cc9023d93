//! Electrics.

use super::{CURRENT, Kind, MACHINES, fits, kind, pick, range, sized};
use kontor_domain::Unit;

const START: &str = "elektrik/anlasser-und-lichtmaschinen";
const BATTERIES: &str = "elektrik/batterien";
const LIGHTS: &str = "elektrik/beleuchtung";
const SENSORS: &str = "elektrik/sensoren";
const SWITCHES: &str = "elektrik/schalter-und-relais";
const CABLES: &str = "elektrik/kabel-und-stecker";

pub(super) const KINDS: &[Kind] = &[
    kind("starter", "Anlasser {0} {1}", "Starter motor {0} {1}")
        .at("EL", 'A', START, "E")
        .text("Neu, ohne Pfand. Masseanschluss blank machen.", "New, no deposit. Clean the earth connection.")
        .drawn("starter")
        .spans((3_400, 12_500), (148_00, 790_00))
        .has(&[
            pick("Spannung", "Voltage", "V", &["12", "24"]),
            sized("Leistung", "Power", "kW", &["1.4", "2", "3", "4", "5.5", "7.2"]),
            sized("Zähne", "Teeth", "", &["9", "10", "11", "12"]),
            fits(MACHINES),
        ])
        .compares(CURRENT),
    kind("alternator", "Lichtmaschine {0} {1}", "Alternator {0} {1}")
        .at("EL", 'L', START, "E")
        .text("Mit Regler, ohne Riemenscheibe.", "With regulator, without pulley.")
        .drawn("alternator")
        .spans((4_200, 9_800), (165_00, 720_00))
        .has(&[
            pick("Spannung", "Voltage", "V", &["14", "28"]),
            sized("Strom", "Current", "A", &["45", "60", "80", "95", "120", "150"]),
            fits(MACHINES),
        ])
        .compares(CURRENT),
    kind("battery", "Batterie {0} {1}", "Battery {0} {1}")
        .at("EL", 'B', BATTERIES, "E")
        .text(
            "Rüttelfest. Batteriepfand 7,50 € entfällt bei Rückgabe der alten.",
            "Vibration resistant. The deposit of 7.50 EUR does not apply when the old one is returned.",
        )
        .drawn("battery")
        .spans((14_500, 62_000), (96_00, 420_00))
        .has(&[
            pick("Spannung", "Voltage", "V", &["12"]),
            sized("Kapazität", "Capacity", "Ah", &["60", "74", "100", "120", "140", "180", "225"]),
            sized(
                "Kaltstartstrom",
                "Cold cranking current",
                "A",
                &["540", "680", "760", "850", "950", "1150"],
            ),
        ])
        .compares(CURRENT),
    kind("battery-switch", "Batterietrennschalter {0}", "Battery isolator {0}")
        .at("EL", 'T', BATTERIES, "E")
        .text("Mit abziehbarem Schlüssel.", "With removable key.")
        .drawn("switch")
        .spans((180, 900), (24_00, 96_00))
        .has(&[
            sized("Dauerstrom", "Continuous current", "A", &["100", "150", "250", "300"]),
            pick("Schutzart", "Protection class", "", &["IP54", "IP65"]),
        ])
        .compares(CURRENT),
    kind("battery-cable", "Batteriekabel {0}", "Battery cable {0}")
        .at("EL", 'K', BATTERIES, "E")
        .text("Mit verpressten Kabelschuhen.", "With crimped lugs.")
        .drawn("cable")
        .spans((180, 2_400), (12_00, 68_00))
        .has(&[
            sized("Querschnitt", "Cross section", "mm²", &["25", "35", "50", "70", "95"]),
            range("Länge", "Length", "mm", &[(300, 2_500, 100)]),
        ]),
    kind("work-lamp", "LED-Arbeitsscheinwerfer {0}", "LED work lamp {0}")
        .at("EL", 'W', LIGHTS, "E")
        .text("Aluminiumgehäuse, Bügel aus Edelstahl.", "Aluminium housing, stainless steel bracket.")
        .drawn("work-lamp")
        .spans((420, 2_200), (34_00, 245_00))
        .has(&[
            sized("Lichtstrom", "Luminous flux", "lm", &["1000", "1500", "2000", "2800", "4000", "6000"]),
            pick("Spannung", "Voltage", "V", &["12 – 24", "9 – 32"]),
            pick("Schutzart", "Protection class", "", &["IP67", "IP69K"]),
            pick("Ausleuchtung", "Beam", "", &["Flood", "Spot"]),
        ])
        .compares(CURRENT),
    kind("beacon", "Rundumkennleuchte {1}", "Beacon {1}")
        .at("EL", 'R', LIGHTS, "E")
        .text("LED, ECE R65, gelb.", "LED, ECE R65, amber.")
        .drawn("beacon")
        .spans((320, 1_200), (42_00, 168_00))
        .has(&[
            pick("Spannung", "Voltage", "V", &["12 – 24"]),
            pick("Befestigung", "Mounting", "", &["DIN 14620", "3 x M8", "Magnet"]),
        ])
        .compares(CURRENT),
    kind("tail-lamp", "Schlussleuchte {v}", "Tail lamp, {v}")
        .at("EL", 'S', LIGHTS, "E")
        .text("Blink-, Brems- und Schlusslicht, mit Stecker.", "Indicator, brake and tail light, with plug.")
        .drawn("tail-lamp")
        .spans((180, 720), (18_50, 92_00))
        .variants(&[("links", "left"), ("rechts", "right")])
        .has(&[
            pick("Leuchtmittel", "Light source", "", &["LED", "P21W"]),
            pick("Spannung", "Voltage", "V", &["12", "24"]),
        ])
        .compares(CURRENT),
    kind("bulb", "Glühlampe {0}", "Bulb {0}")
        .at("EL", 'G', LIGHTS, "E")
        .text("Nicht mit den Fingern anfassen.", "Do not touch the glass.")
        .drawn("bulb")
        .sold(100, 10, 10)
        .spans((4, 40), (90, 14_00))
        .has(&[
            sized("Typ", "Type", "", &["T4W", "R5W", "P21W", "H3", "H4", "H7"]),
            pick("Spannung", "Voltage", "V", &["12", "24"]),
        ]),
    kind("pressure-sensor", "Drucksensor {0}", "Pressure sensor {0}")
        .at("EL", 'D', SENSORS, "E")
        .text("Ausgang 4 – 20 mA oder 0,5 – 4,5 V.", "Output 4 – 20 mA or 0.5 – 4.5 V.")
        .drawn("sensor")
        .spans((70, 240), (64_00, 228_00))
        .has(&[
            sized("Messbereich", "Range", "bar", &["0 – 10", "0 – 60", "0 – 250", "0 – 400", "0 – 600"]),
            pick("Gewinde", "Thread", "", &["M10 x 1", "M14 x 1.5", "G 1/4"]),
        ])
        .compares(CURRENT),
    kind("temperature-sensor", "Temperatursensor {0}", "Temperature sensor {0}")
        .at("EL", 'M', SENSORS, "E")
        .text("Für Kühlwasser und Öl, mit Dichtring.", "For coolant and oil, with seal.")
        .drawn("sensor")
        .spans((30, 120), (14_80, 62_00))
        .has(&[
            pick("Messbereich", "Range", "°C", &["-40 – 120", "-40 – 150"]),
            pick("Gewinde", "Thread", "", &["M12 x 1.5", "M14 x 1.5", "M16 x 1.5"]),
        ])
        .compares(CURRENT),
    kind("speed-sensor", "Drehzahlsensor", "Speed sensor")
        .at("EL", 'Z', SENSORS, "E")
        .text("Luftspalt 0,5 bis 1,2 mm einstellen.", "Set an air gap of 0.5 to 1.2 mm.")
        .drawn("sensor")
        .spans((60, 190), (38_00, 142_00))
        .has(&[
            pick("Prinzip", "Principle", "", &["Hall", "VR"]),
            range("Einbaulänge", "Installed length", "mm", &[(28, 92, 2)]),
            fits(MACHINES),
        ])
        .compares(CURRENT),
    kind("oil-pressure-switch", "Öldruckschalter {0}", "Oil pressure switch {0}")
        .at("EL", 'O', SENSORS, "E")
        .text("Öffner, mit Dichtring.", "Normally closed, with seal.")
        .drawn("sensor")
        .spans((30, 90), (8_90, 34_00))
        .has(&[
            pick("Schaltdruck", "Switching pressure", "bar", &["0.3", "0.5", "0.9"]),
            pick("Gewinde", "Thread", "", &["M10 x 1", "M14 x 1.5", "1/8 NPTF"]),
        ])
        .compares(CURRENT),
    kind("fuel-sender", "Tankgeber {0}", "Fuel level sender {0}")
        .at("EL", 'F', SENSORS, "E")
        .text("Mit Schwimmer und Flanschdichtung.", "With float and flange gasket.")
        .drawn("fuel-sender")
        .spans((160, 620), (42_00, 168_00))
        .has(&[
            range("Länge", "Length", "mm", &[(180, 780, 10)]),
            pick("Widerstand", "Resistance", "Ω", &["3 – 180", "10 – 180", "240 – 33"]),
        ])
        .compares(CURRENT),
    kind("relay", "Relais {0} {1}", "Relay {0} {1}")
        .at("EL", 'E', SWITCHES, "E")
        .text("Mit Halter, Löschdiode oder Widerstand.", "With bracket, diode or resistor.")
        .drawn("relay")
        .spans((25, 160), (3_90, 29_00))
        .has(&[
            pick("Spannung", "Voltage", "V", &["12", "24"]),
            sized("Strom", "Current", "A", &["20", "30", "40", "70"]),
            pick("Kontakte", "Contacts", "", &["1 NO", "1 CO", "2 NO"]),
        ])
        .compares(CURRENT),
    kind("fuse", "Flachsicherung {0}", "Blade fuse {0}")
        .at("EL", 'I', SWITCHES, "E")
        .text("ISO 8820-3.", "ISO 8820-3.")
        .drawn("fuse")
        .sold(500, 100, 100)
        .spans((1, 6), (12, 60))
        .has(&[
            sized("Strom", "Current", "A", &["3", "5", "7.5", "10", "15", "20", "25", "30"]),
            pick("Bauform", "Type", "", &["Mini", "Standard", "Maxi"]),
        ]),
    kind("ignition-switch", "Zündschloss", "Ignition switch")
        .at("EL", 'Y', SWITCHES, "E")
        .text("Mit zwei Schlüsseln.", "With two keys.")
        .drawn("ignition-switch")
        .spans((120, 380), (21_00, 98_00))
        .has(&[
            pick("Stellungen", "Positions", "", &["3", "4", "5"]),
            pick("Schließung", "Key code", "", &["K 801", "K 950"]),
            fits(MACHINES),
        ])
        .compares(CURRENT),
    kind("rocker-switch", "Wippschalter {v}", "Rocker switch, {v}")
        .at("EL", 'P', SWITCHES, "E")
        .text("Beleuchtet, IP66 von vorn.", "Illuminated, IP66 from the front.")
        .drawn("switch")
        .spans((20, 70), (8_40, 36_00))
        .variants(&[
            ("Arbeitslicht", "work light"),
            ("Rundumleuchte", "beacon"),
            ("Wischer", "wiper"),
            ("Schnellgang", "high speed"),
            ("Schnellwechsler", "quick coupler"),
        ])
        .has(&[pick("Spannung", "Voltage", "V", &["12", "24"])])
        .compares(CURRENT),
    kind("wire", "Fahrzeugleitung FLRY {0}", "Automotive wire FLRY {0}")
        .at("EL", 'C', CABLES, "E")
        .text("Meterware auf Rolle.", "By the metre, on a reel.")
        .drawn("cable")
        .unit(Unit::Metre)
        .sold(1000, 100, 100)
        .spans((8, 180), (28, 4_90))
        .has(&[
            sized("Querschnitt", "Cross section", "mm²", &["0.75", "1", "1.5", "2.5", "4", "6", "10"]),
            pick("Farbe", "Colour", "", &["RAL 9005", "RAL 3000", "RAL 5005", "RAL 1003"]),
        ]),
    kind("connector", "Steckverbinder {0}-polig", "Connector, {0} pins")
        .at("EL", 'X', CABLES, "E")
        .text("Mit Kontakten und Dichtungen.", "With contacts and seals.")
        .drawn("connector")
        .unit(Unit::Set)
        .spans((8, 90), (3_20, 28_00))
        .has(&[
            sized("Pole", "Pins", "", &["2", "3", "4", "6", "8", "12"]),
            pick("Bauart", "Type", "", &["DT", "DTM", "Superseal"]),
        ]),
];
