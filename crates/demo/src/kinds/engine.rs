//! Engine.

use super::{FILTERS, Kind, MACHINES, POWER, fits, kind, pick, range, sized};
use kontor_domain::Unit;

const FILTER: &str = "motor/motorfilter";
const FUEL: &str = "motor/kraftstoffanlage";
const COOLING: &str = "motor/kuehlung";
const BELTS: &str = "motor/riementrieb";
const PARTS: &str = "motor/motorteile";
const EXHAUST: &str = "motor/abgasanlage-und-turbolader";

pub(super) const KINDS: &[Kind] = &[
    kind("oil-filter", "Motorölfilter", "Engine oil filter")
        .at("MO", 'F', FILTER, "F")
        .text("Anschraubfilter mit Rücklaufsperre. Dichtring vor dem Anschrauben einölen.", "Spin-on filter with anti-drain valve. Oil the seal before fitting.")
        .drawn("spin-on-filter")
        .spans((320, 1_400), (9_80, 42_00))
        .has(&[
            range("Maße", "Dimensions", "mm", &[(76, 136, 4), (90, 260, 10)]),
            pick("Gewinde", "Thread", "", &["3/4-16 UNF", "M22 x 1.5", "1-12 UNF"]),
            fits(MACHINES),
        ])
        .compares(FILTERS),
    kind("fuel-filter", "Kraftstofffilter {0}", "Fuel filter {0}")
        .at("MO", 'K', FILTER, "F")
        .text("Nach dem Wechsel entlüften. Nur sauberen Diesel nachfüllen.", "Bleed after changing. Refill with clean diesel only.")
        .drawn("spin-on-filter")
        .spans((280, 1_150), (12_40, 54_00))
        .has(&[pick("Filterfeinheit", "Filter fineness", "µm", &["2", "4", "10"]), range("Maße", "Dimensions", "mm", &[(80, 110, 2), (120, 240, 10)]), fits(MACHINES)])
        .compares(FILTERS),
    kind("water-separator", "Wasserabscheider {0}", "Water separator {0}")
        .at("MO", 'W', FILTER, "F")
        .text("Mit Ablasshahn und Schauglas. Wasser täglich ablassen.", "With drain tap and sight glass. Drain water daily.")
        .drawn("water-separator")
        .spans((380, 1_600), (19_50, 88_00))
        .has(&[pick("Filterfeinheit", "Filter fineness", "µm", &["10", "30"]), sized("Durchfluss", "Flow rate", "l/h", &["120", "240", "400"]), fits(MACHINES)])
        .compares(FILTERS),
    kind("air-filter", "Luftfilter {v}", "Air filter, {v} element")
        .at("MO", 'L', FILTER, "F")
        .text("Hauptelement bei Anzeige wechseln, Sicherheitselement bei jedem dritten Mal. Nicht ausblasen.", "Change the primary element when indicated, the safety element every third time. Do not blow out.")
        .drawn("air-filter")
        .spans((350, 4_200), (18_00, 124_00))
        .variants(&[("Hauptelement", "primary"), ("Sicherheitselement", "safety")])
        .has(&[range("Maße", "Dimensions", "mm", &[(90, 330, 10), (180, 560, 10)]), fits(MACHINES)])
        .compares(FILTERS),
    kind("injector", "Einspritzdüse {0}", "Injection nozzle {0}")
        .at("MO", 'E', FUEL, "M")
        .text("Geprüft und eingestellt. Kupferdichtring immer erneuern.", "Tested and set. Always renew the copper washer.")
        .drawn("injector")
        .spans((220, 1_100), (118_00, 640_00))
        .has(&[
            sized("Öffnungsdruck", "Opening pressure", "bar", &["180", "220", "250", "1600", "1800", "2000"]),
            pick("Spritzlöcher", "Spray holes", "", &["5", "6", "7", "8"]),
            fits(MACHINES),
        ])
        .compares(POWER),
    kind("injection-pump", "Einspritzpumpe", "Fuel injection pump")
        .at("MO", 'P', FUEL, "M")
        .text("Im Austausch: der Preis gilt gegen Rückgabe des Altteils.", "Exchange part: the price applies against return of the old one.")
        .drawn("pump")
        .spans((4_200, 14_800), (890_00, 3_600_00))
        .has(&[sized("Zylinder", "Cylinders", "", &["3", "4", "6"]), fits(MACHINES)])
        .compares(POWER),
    kind("feed-pump", "Kraftstoffförderpumpe {0}", "Fuel lift pump {0}")
        .at("MO", 'G', FUEL, "M")
        .text("Elektrisch, selbstansaugend.", "Electric, self-priming.")
        .drawn("gear-pump")
        .spans((280, 1_600), (46_00, 218_00))
        .has(&[pick("Spannung", "Voltage", "V", &["12", "24"]), sized("Förderleistung", "Delivery", "l/h", &["60", "95", "140", "200"]), pick("Druck", "Pressure", "bar", &["0.4", "0.7"])])
        .compares(POWER),
    kind("fuel-line", "Kraftstoffschlauch {0}", "Fuel hose {0}")
        .at("MO", 'S', FUEL, "M")
        .text("Meterware nach DIN 73379, beständig gegen Diesel und Biodiesel.", "By the metre, DIN 73379, resistant to diesel and biodiesel.")
        .drawn("hose")
        .unit(Unit::Metre)
        .sold(200, 10, 10)
        .spans((90, 320), (3_10, 9_80))
        .has(&[sized("Innendurchmesser", "Inner diameter", "mm", &["5", "6", "8", "10", "12"]), pick("Temperaturbereich", "Temperature range", "°C", &["-30 – 90", "-40 – 125"])]),
    kind("radiator", "Wasserkühler", "Radiator")
        .at("MO", 'R', COOLING, "M")
        .text("Mit Verschlussdeckel, ohne Lüfterhaube.", "With cap, without fan shroud.")
        .drawn("radiator")
        .spans((5_200, 46_000), (380_00, 2_680_00))
        .has(&[range("Maße", "Dimensions", "mm", &[(320, 940, 20), (300, 1_020, 20), (60, 140, 5)]), fits(MACHINES)])
        .compares(POWER),
    kind("water-pump", "Wasserpumpe", "Water pump")
        .at("MO", 'U', COOLING, "M")
        .text("Mit Dichtung. Beim Wechsel auch Thermostat und Riemen prüfen.", "With gasket. Check thermostat and belt when changing.")
        .drawn("water-pump")
        .spans((1_900, 9_800), (124_00, 640_00))
        .has(&[pick("Laufraddurchmesser", "Impeller diameter", "mm", &["68", "82", "96"]), fits(MACHINES)])
        .compares(POWER),
    kind("thermostat", "Thermostat {0}", "Thermostat {0}")
        .at("MO", 'T', COOLING, "M")
        .text("Mit Dichtring.", "With seal.")
        .drawn("thermostat")
        .spans((60, 310), (11_80, 49_00))
        .has(&[pick("Öffnungstemperatur", "Opening temperature", "°C", &["71", "79", "82", "87"]), range("Durchmesser", "Diameter", "mm", &[(44, 68, 2)]), fits(MACHINES)])
        .compares(POWER),
    kind("fan", "Lüfterrad {0}", "Fan {0}")
        .at("MO", 'N', COOLING, "M")
        .text("Ausgewuchtet.", "Balanced.")
        .drawn("fan")
        .spans((900, 6_800), (64_00, 390_00))
        .has(&[range("Durchmesser", "Diameter", "mm", &[(380, 860, 10)]), pick("Schaufeln", "Blades", "", &["6", "7", "8", "9"]), fits(MACHINES)]),
    kind("coolant-hose", "Kühlwasserschlauch {v}", "Coolant hose, {v}")
        .at("MO", 'H', COOLING, "M")
        .text("Formschlauch aus EPDM mit Gewebeeinlage, ohne Schellen.", "Moulded EPDM hose with fabric, without clamps.")
        .drawn("pipe")
        .spans((180, 1_400), (14_00, 86_00))
        .variants(&[("oben", "upper"), ("unten", "lower")])
        .has(&[sized("Innendurchmesser", "Inner diameter", "mm", &["32", "38", "45", "50", "60"]), fits(MACHINES)]),
    kind("v-belt", "Keilriemen {0}", "V-belt {0}")
        .at("MO", 'B', BELTS, "M")
        .text("Flankenoffen, gezahnt. Nach 20 Betriebsstunden nachspannen.", "Raw edge, cogged. Retension after 20 hours.")
        .drawn("belt")
        .spans((90, 620), (8_40, 39_00))
        .has(&[
            sized("Größe", "Size", "", &["AVX10 x 850", "AVX10 x 950", "AVX10 x 1025", "AVX13 x 1075", "AVX13 x 1150", "AVX13 x 1275", "AVX13 x 1400"]),
            pick("Profil", "Profile", "", &["AVX"]),
        ])
        .compares(POWER),
    kind("ribbed-belt", "Keilrippenriemen {0}", "Ribbed V-belt {0}")
        .at("MO", 'I', BELTS, "M")
        .text("Aus EPDM. Riss oder Fransen: wechseln.", "EPDM. Replace when cracked or frayed.")
        .drawn("ribbed-belt")
        .spans((120, 580), (16_80, 64_00))
        .has(&[sized("Größe", "Size", "", &["6PK1045", "6PK1230", "8PK1310", "8PK1540", "8PK1795", "10PK2080"])])
        .compares(POWER),
    kind("belt-tensioner", "Riemenspanner", "Belt tensioner")
        .at("MO", 'J', BELTS, "M")
        .text("Mit Spannrolle und Feder.", "With pulley and spring.")
        .drawn("pulley")
        .spans((640, 2_900), (58_00, 248_00))
        .has(&[range("Rollendurchmesser", "Pulley diameter", "mm", &[(60, 92, 2)]), fits(MACHINES)])
        .compares(POWER),
    kind("cylinder-head-gasket", "Zylinderkopfdichtung {0}", "Cylinder head gasket {0}")
        .at("MO", 'D', PARTS, "D")
        .text("Mehrlagenstahl. Kopfschrauben dabei immer erneuern.", "Multi-layer steel. Always renew the head bolts.")
        .drawn("head-gasket")
        .spans((180, 900), (38_00, 210_00))
        .has(&[sized("Zylinder", "Cylinders", "", &["3", "4", "6"]), pick("Dicke", "Thickness", "mm", &["1.2", "1.3", "1.4", "1.6"]), fits(MACHINES)])
        .compares(POWER),
    kind("engine-gasket-set", "Dichtsatz Motor {v}", "Engine gasket set, {v}")
        .at("MO", 'Z', PARTS, "D")
        .text("Alle Dichtungen für eine Überholung, mit Wellendichtringen.", "All gaskets for an overhaul, with shaft seals.")
        .drawn("gasket-set")
        .unit(Unit::Set)
        .spans((600, 3_800), (128_00, 690_00))
        .variants(&[("komplett", "complete"), ("oben", "upper"), ("unten", "lower")])
        .has(&[sized("Zylinder", "Cylinders", "", &["3", "4", "6"]), fits(MACHINES)])
        .compares(POWER),
    kind("piston", "Kolben mit Ringen {0}", "Piston with rings {0}")
        .at("MO", 'O', PARTS, "M")
        .text("Mit Bolzen und Sicherungsringen. Auch in Übermaß lieferbar.", "With pin and circlips. Also available oversize.")
        .drawn("piston")
        .spans((620, 3_100), (86_00, 420_00))
        .has(&[range("Durchmesser", "Diameter", "mm", &[(75, 132, 1)]), pick("Übermaß", "Oversize", "mm", &["0", "0.25", "0.5"]), fits(MACHINES)])
        .compares(POWER),
    kind("piston-rings", "Kolbenringsatz {0}", "Piston ring set {0}")
        .at("MO", 'Q', PARTS, "M")
        .text("Für einen Zylinder.", "For one cylinder.")
        .drawn("ring")
        .unit(Unit::Set)
        .spans((40, 180), (29_00, 128_00))
        .has(&[range("Durchmesser", "Diameter", "mm", &[(75, 132, 1)]), pick("Übermaß", "Oversize", "mm", &["0", "0.25", "0.5"])])
        .compares(POWER),
    kind("valve-engine", "{v}", "{v}")
        .at("MO", 'V', PARTS, "M")
        .text("Gehärteter Sitz, passend zur Ventilführung gleicher Nummernreihe.", "Hardened seat, matches the valve guide of the same series.")
        .drawn("engine-valve")
        .spans((60, 240), (14_50, 62_00))
        .variants(&[("Einlassventil", "Intake valve"), ("Auslassventil", "Exhaust valve")])
        .has(&[range("Tellerdurchmesser", "Head diameter", "mm", &[(32, 56, 1)]), range("Länge", "Length", "mm", &[(98, 168, 1)])])
        .compares(POWER),
    kind("glow-plug", "Glühkerze {0}", "Glow plug {0}")
        .at("MO", 'Y', PARTS, "E")
        .text("Immer satzweise wechseln.", "Always replace as a set.")
        .drawn("glow-plug")
        .spans((40, 110), (11_50, 44_00))
        .has(&[pick("Spannung", "Voltage", "V", &["11", "12", "23"]), pick("Gewinde", "Thread", "", &["M10 x 1", "M12 x 1.25"])])
        .compares(POWER),
    kind("turbocharger", "Turbolader", "Turbocharger")
        .at("MO", 'C', EXHAUST, "M")
        .text("Im Austausch. Vor dem Start Öl in den Lader füllen und Luftfilter prüfen.", "Exchange part. Fill with oil and check the air filter before starting.")
        .drawn("turbocharger")
        .spans((4_800, 16_500), (680_00, 2_450_00))
        .has(&[sized("Leistung", "Power", "kW", &["36", "55", "75", "110", "150", "210"]), fits(MACHINES)])
        .compares(POWER),
    kind("silencer", "Schalldämpfer", "Silencer")
        .at("MO", 'A', EXHAUST, "M")
        .text("Aluminiertes Blech, ohne Schellen.", "Aluminised sheet, without clamps.")
        .drawn("silencer")
        .spans((3_200, 18_500), (118_00, 640_00))
        .has(&[range("Maße", "Dimensions", "mm", &[(160, 300, 10), (400, 900, 20)]), sized("Anschluss", "Connection", "mm", &["48", "60", "76", "90"]), fits(MACHINES)]),
    kind("particulate-filter", "Dieselpartikelfilter", "Diesel particulate filter")
        .at("MO", 'X', EXHAUST, "M")
        .text("Gereinigt im Austausch oder neu. Nach dem Einbau Zähler zurücksetzen.", "Cleaned exchange part or new. Reset the counter after fitting.")
        .drawn("silencer")
        .spans((9_500, 38_000), (1_480_00, 5_900_00))
        .has(&[sized("Leistung", "Power", "kW", &["55", "75", "110", "150", "210"]), pick("Abgasstufe", "Emission stage", "", &["IIIB", "IV", "V"]), fits(MACHINES)]),
    kind("engine-exchange", "Austauschmotor {0}", "Exchange engine {0}")
        .at("MO", 'M', PARTS, "M")
        .text("Rumpfmotor, überholt und geprüft, 24 Monate Gewährleistung. Ohne Anbauteile.", "Long block, overhauled and tested, 24 months warranty. Without attachments.")
        .drawn("engine")
        .spans((180_000, 690_000), (5_400_00, 24_800_00))
        .has(&[sized("Leistung", "Power", "kW", &["18", "36", "55", "75", "110", "150", "210"]), sized("Zylinder", "Cylinders", "", &["3", "4", "6"]), fits(MACHINES)]),
    kind("engine-mount", "Motorlager", "Engine mount")
        .at("MO", '2', PARTS, "M")
        .text("Gummi-Metall-Lager.", "Rubber-metal mount.")
        .drawn("rubber-mount")
        .spans((280, 3_400), (19_00, 124_00))
        .has(&[sized("Härte", "Hardness", "", &["45 Shore A", "55 Shore A", "65 Shore A"]), range("Durchmesser", "Diameter", "mm", &[(50, 130, 5)]), fits(MACHINES)]),
];
