//! Hydraulics.

use super::{EXCAVATORS, FILTERS, HYDRAULIC, Kind, MACHINES, fits, kind, pick, range, sized};
use kontor_domain::Unit;

const FILTER: &str = "hydraulik/hydraulikfilter";
const PUMPS: &str = "hydraulik/pumpen-und-motoren";
const CYLINDERS: &str = "hydraulik/hydraulikzylinder";
const VALVES: &str = "hydraulik/ventile";
const HOSES: &str = "hydraulik/schlaeuche-und-rohre";
const COUPLINGS: &str = "hydraulik/kupplungen-und-verschraubungen";
const TANK: &str = "hydraulik/tank-und-speicher";

pub(super) const KINDS: &[Kind] = &[
    kind("return-filter", "Hydraulikfilterelement {v}", "Hydraulic {v} filter element")
        .at("HY", 'F', FILTER, "F")
        .text(
            "Hält Abrieb aus dem Hydrauliköl fern. Bei jedem Service und nach jedem Schaden an Pumpe oder Zylinder wechseln.",
            "Keeps wear particles out of the hydraulic oil. Change at every service and after any damage to a pump or cylinder.",
        )
        .drawn("hydraulic-filter")
        .spans((250, 2600), (24_00, 168_00))
        .variants(&[("Rücklauf", "return"), ("Hochdruck", "high-pressure"), ("Vorsteuerung", "pilot")])
        .has(&[
            pick("Filterfeinheit", "Filter fineness", "µm", &["3", "6", "10", "16", "25"]),
            range("Maße", "Dimensions", "mm", &[(60, 150, 5), (110, 460, 10)]),
            pick("Differenzdruck", "Collapse pressure", "bar", &["10", "20", "210"]),
            fits(MACHINES),
        ])
        .compares(FILTERS),
    kind("suction-filter", "Saugfilter {0}", "Suction filter {0}")
        .at("HY", 'S', FILTER, "F")
        .text(
            "Drahtgewebefilter vor der Pumpe, auswaschbar.",
            "Wire mesh filter upstream of the pump, can be washed out.",
        )
        .drawn("suction-filter")
        .spans((300, 1900), (31_00, 145_00))
        .has(&[
            pick("Filterfeinheit", "Filter fineness", "µm", &["60", "100", "125"]),
            range("Maße", "Dimensions", "mm", &[(70, 140, 5), (120, 320, 10)]),
            fits(MACHINES),
        ])
        .compares(FILTERS),
    kind("breather-filter", "Belüftungsfilter Hydrauliktank", "Hydraulic tank breather")
        .at("HY", 'B', FILTER, "F")
        .text(
            "Lässt Luft in den Tank und Staub draußen. Alle 1.000 Betriebsstunden wechseln.",
            "Lets air into the tank and keeps dust out. Change every 1,000 hours.",
        )
        .drawn("spin-on-filter")
        .spans((60, 420), (12_50, 58_00))
        .has(&[pick("Filterfeinheit", "Filter fineness", "µm", &["3", "10"]), sized("Gewinde", "Thread", "", &["G 1/4", "G 3/4", "G 1 1/4"])])
        .compares(FILTERS),
    kind("filter-head", "Filterkopf mit Umgehungsventil", "Filter head with bypass valve")
        .at("HY", 'K', FILTER, "F")
        .text("Anschlusskopf aus Aluminium, Verschmutzungsanzeige vorbereitet.", "Aluminium connection head, prepared for a clogging indicator.")
        .drawn("filter-head")
        .spans((900, 3800), (74_00, 310_00))
        .has(&[
            sized("Anschluss", "Connection", "", &["G 3/4", "G 1", "G 1 1/4", "G 1 1/2"]),
            pick("Öffnungsdruck", "Opening pressure", "bar", &["2", "3", "6"]),
            fits(MACHINES),
        ]),
    kind("axial-pump", "Axialkolbenpumpe {0}", "Axial piston pump {0}")
        .at("HY", 'P', PUMPS, "H")
        .text(
            "Verstellpumpe mit Leistungsregler. Vor dem Start mit gefiltertem Öl füllen.",
            "Variable displacement pump with power control. Fill with filtered oil before starting.",
        )
        .drawn("pump")
        .spans((18_000, 128_000), (1_450_00, 9_800_00))
        .has(&[
            sized("Fördervolumen", "Displacement", "cm³", &["28", "45", "71", "112", "140", "190"]),
            sized("Nenndruck", "Rated pressure", "bar", &["250", "280", "350"]),
            pick("Drehrichtung", "Direction of rotation", "", &["R", "L"]),
            fits(EXCAVATORS),
        ])
        .compares(HYDRAULIC),
    kind("gear-pump", "Zahnradpumpe {0}", "Gear pump {0}")
        .at("HY", 'Z', PUMPS, "H")
        .text("Konstantpumpe für Lenkung, Lüfter und Vorsteuerung.", "Fixed displacement pump for steering, fan and pilot circuit.")
        .drawn("gear-pump")
        .spans((2_100, 14_500), (148_00, 890_00))
        .has(&[
            sized("Fördervolumen", "Displacement", "cm³", &["6", "8", "11", "16", "22", "28", "40"]),
            pick("Nenndruck", "Rated pressure", "bar", &["180", "210", "250"]),
            pick("Drehrichtung", "Direction of rotation", "", &["R", "L"]),
        ])
        .compares(HYDRAULIC),
    kind("travel-motor", "Fahrmotor mit Getriebe", "Travel motor with gearbox")
        .at("HY", 'M', PUMPS, "H")
        .text("Zweistufiger Fahrantrieb, ohne Kettenrad.", "Two-speed travel drive, without sprocket.")
        .drawn("travel-motor")
        .spans((38_000, 410_000), (2_150_00, 14_900_00))
        .has(&[
            sized("Drehmoment", "Torque", "Nm", &["2100", "5800", "12000", "28000", "42000", "61000"]),
            sized("Übersetzung", "Ratio", "", &["1:36", "1:43", "1:53", "1:62"]),
            fits(EXCAVATORS),
        ])
        .compares(HYDRAULIC),
    kind("swing-motor", "Schwenkmotor", "Swing motor")
        .at("HY", 'W', PUMPS, "H")
        .text("Antrieb des Oberwagens mit Haltebremse.", "Drive of the upper structure with parking brake.")
        .drawn("pump")
        .spans((22_000, 96_000), (1_690_00, 7_400_00))
        .has(&[sized("Schluckvolumen", "Displacement", "cm³", &["45", "64", "80", "129", "180"]), fits(EXCAVATORS)])
        .compares(HYDRAULIC),
    kind("cylinder", "Hydraulikzylinder {v}", "{v} cylinder")
        .at("HY", 'C', CYLINDERS, "H")
        .text(
            "Mit Buchsen, einbaufertig lackiert. Altteil mit verschlossenen Anschlüssen zurücksenden.",
            "With bushings, painted and ready to fit. Return the old one with plugged ports.",
        )
        .drawn("cylinder")
        .spans((14_000, 265_000), (620_00, 6_900_00))
        .variants(&[("Löffel", "Bucket"), ("Stiel", "Arm"), ("Ausleger", "Boom"), ("Schild", "Blade")])
        .has(&[
            range("Kolbendurchmesser", "Piston diameter", "mm", &[(50, 160, 10)]),
            range("Stangendurchmesser", "Rod diameter", "mm", &[(30, 110, 5)]),
            range("Hub", "Stroke", "mm", &[(380, 1650, 5)]),
            fits(EXCAVATORS),
        ])
        .compares(HYDRAULIC),
    kind("piston-rod", "Kolbenstange {v}", "Piston rod, {v} cylinder")
        .at("HY", 'R', CYLINDERS, "H")
        .text("Gehärtet und hartverchromt.", "Hardened and hard chrome plated.")
        .drawn("piston-rod")
        .spans((6_500, 98_000), (290_00, 2_350_00))
        .variants(&[("Löffelzylinder", "bucket"), ("Stielzylinder", "arm"), ("Auslegerzylinder", "boom")])
        .has(&[
            range("Durchmesser", "Diameter", "mm", &[(30, 110, 5)]),
            range("Länge", "Length", "mm", &[(640, 2250, 10)]),
            pick("Chromschicht", "Chrome layer", "µm", &["25", "30"]),
        ]),
    kind("cylinder-tube", "Zylinderrohr", "Cylinder tube")
        .at("HY", 'T', CYLINDERS, "H")
        .text("Geschält und rolliert, Anschlüsse angeschweißt.", "Skived and roller burnished, ports welded on.")
        .drawn("cylinder")
        .spans((9_000, 120_000), (340_00, 2_780_00))
        .has(&[range("Innendurchmesser", "Inner diameter", "mm", &[(50, 160, 10)]), range("Länge", "Length", "mm", &[(520, 1900, 10)])]),
    kind("relief-valve", "Druckbegrenzungsventil {0}", "Pressure relief valve {0}")
        .at("HY", 'V', VALVES, "H")
        .text("Einschraubventil, ab Werk eingestellt und verplombt.", "Cartridge valve, set and sealed at the factory.")
        .drawn("valve")
        .spans((180, 1_400), (58_00, 285_00))
        .has(&[
            sized("Einstelldruck", "Set pressure", "bar", &["40", "160", "210", "250", "320", "350"]),
            pick("Gewinde", "Thread", "", &["M20 x 1.5", "M22 x 1.5", "M27 x 2"]),
        ])
        .compares(HYDRAULIC),
    kind("solenoid-valve", "Magnetventil {0}", "Solenoid valve {0}")
        .at("HY", 'G', VALVES, "H")
        .text("Mit Spule und Stecker. Spule auch einzeln lieferbar.", "With coil and plug. Coil also available separately.")
        .drawn("solenoid-valve")
        .spans((320, 2_400), (86_00, 420_00))
        .has(&[
            pick("Spannung", "Voltage", "V", &["12", "24"]),
            pick("Schaltung", "Function", "", &["2/2", "3/2", "4/3"]),
            sized("Volumenstrom", "Flow rate", "l/min", &["20", "40", "60", "80"]),
        ])
        .compares(HYDRAULIC),
    kind("solenoid-coil", "Magnetspule {0}", "Solenoid coil {0}")
        .at("HY", 'N', VALVES, "E")
        .text("Ersatzspule für Magnetventile, Stecker DT04 oder DIN 43650.", "Spare coil for solenoid valves, DT04 or DIN 43650 plug.")
        .drawn("coil")
        .spans((90, 480), (24_00, 96_00))
        .has(&[pick("Spannung", "Voltage", "V", &["12", "24"]), pick("Leistung", "Power", "W", &["18", "22", "30"]), pick("Bohrung", "Bore", "mm", &["13", "16", "19"])]),
    kind("control-valve", "Steuerblock", "Control valve block")
        .at("HY", 'Q', VALVES, "H")
        .text("Hauptsteuerblock, geprüft, mit Prüfprotokoll.", "Main control valve, tested, with test report.")
        .drawn("control-valve")
        .spans((24_000, 175_000), (2_900_00, 16_800_00))
        .has(&[sized("Sektionen", "Sections", "", &["4", "6", "7", "9"]), sized("Volumenstrom", "Flow rate", "l/min", &["60", "120", "220", "320"]), fits(EXCAVATORS)]),
    kind("check-valve", "Rückschlagventil {0}", "Check valve {0}")
        .at("HY", 'Y', VALVES, "H")
        .text("Federbelastet, Gehäuse verzinkt.", "Spring loaded, galvanised body.")
        .drawn("valve")
        .spans((90, 980), (14_50, 78_00))
        .has(&[sized("Anschluss", "Connection", "", &["G 1/4", "G 3/8", "G 1/2", "G 3/4", "G 1"]), pick("Öffnungsdruck", "Opening pressure", "bar", &["0.5", "1", "5"])]),
    kind("hose-metre", "Hydraulikschlauch {1} {0}", "Hydraulic hose {1} {0}")
        .at("HY", 'L', HOSES, "H")
        .text(
            "Meterware nach EN 853 und EN 856, ohne Armaturen. Wird in halben Metern geschnitten.",
            "By the metre, EN 853 and EN 856, without fittings. Cut in half metres.",
        )
        .drawn("hose")
        .unit(Unit::Metre)
        .sold(200, 5, 5)
        .spans((180, 1_900), (4_20, 34_00))
        .has(&[
            sized("Nennweite", "Nominal size", "", &["DN 6", "DN 8", "DN 10", "DN 12", "DN 16", "DN 20", "DN 25"]),
            pick("Bauart", "Type", "", &["1SN", "2SN", "4SP", "4SH"]),
            pick("Betriebsdruck", "Working pressure", "bar", &["160", "250", "330", "400"]),
        ]),
    kind("hose-assembly", "Hydraulikschlauchleitung {0}", "Hydraulic hose assembly {0}")
        .at("HY", 'H', HOSES, "H")
        .text(
            "Fertig verpresst und gereinigt. Spätestens nach sechs Jahren wechseln.",
            "Crimped and cleaned. Replace after six years at the latest.",
        )
        .drawn("hose-assembly")
        .spans((420, 7_800), (32_00, 268_00))
        .has(&[
            sized("Nennweite", "Nominal size", "", &["DN 6", "DN 8", "DN 10", "DN 12", "DN 16", "DN 20", "DN 25"]),
            range("Länge", "Length", "mm", &[(350, 3_400, 50)]),
            pick("Armaturen", "Fittings", "", &["DKOL / DKOL", "DKOS / DKOS 90°", "SAE 6000 / DKOS"]),
            fits(MACHINES),
        ])
        .compares(HYDRAULIC),
    kind("steel-pipe", "Hydraulikrohr gebogen", "Hydraulic pipe, bent")
        .at("HY", 'U', HOSES, "H")
        .text("Präzisionsstahlrohr, verzinkt, mit Überwurfmuttern.", "Precision steel pipe, galvanised, with union nuts.")
        .drawn("pipe")
        .spans((700, 9_200), (46_00, 320_00))
        .has(&[sized("Rohr", "Pipe", "mm", &["12 x 1.5", "15 x 2", "18 x 2", "22 x 2.5", "28 x 3", "38 x 4"]), fits(MACHINES)]),
    kind("quick-coupling", "Steckkupplung {v} {0}", "Quick coupling, {v}, {0}")
        .at("HY", 'J', COUPLINGS, "H")
        .text("Flachdichtend, unter Restdruck kuppelbar.", "Flat face, can be connected under residual pressure.")
        .drawn("coupling")
        .spans((160, 1_850), (28_00, 164_00))
        .variants(&[("Stecker", "male"), ("Muffe", "female")])
        .has(&[
            sized("Nennweite", "Nominal size", "", &["DN 10", "DN 12", "DN 16", "DN 20", "DN 25"]),
            pick("Betriebsdruck", "Working pressure", "bar", &["250", "350"]),
        ])
        .compares(HYDRAULIC),
    kind("screw-fitting", "{v} {0}", "{v}, {0}")
        .at("HY", 'E', COUPLINGS, "N")
        .text("Schneidringverschraubung nach DIN 2353, verzinkt.", "Cutting ring fitting, DIN 2353, galvanised.")
        .drawn("fitting")
        .sold(100, 10, 10)
        .spans((30, 640), (2_40, 26_00))
        .variants(&[("Gerade Verschraubung", "Straight fitting"), ("Winkelverschraubung", "Elbow fitting"), ("T-Verschraubung", "Tee fitting")])
        .has(&[sized("Rohr", "Pipe", "", &["8 L", "10 L", "12 L", "15 L", "18 L", "22 L", "28 L"]), pick("Oberfläche", "Surface", "", &["ZnNi"])]),
    kind("accumulator", "Membranspeicher {0}", "Diaphragm accumulator {0}")
        .at("HY", 'A', TANK, "H")
        .text("Für Vorsteuerung und Fahrwerksfederung, mit Stickstoff gefüllt. Nur von Fachkräften öffnen.", "For pilot circuit and ride control, filled with nitrogen. To be opened by trained people only.")
        .drawn("accumulator")
        .spans((1_100, 9_800), (92_00, 460_00))
        .has(&[sized("Inhalt", "Volume", "l", &["0.32", "0.5", "0.75", "1.4", "2", "3.5"]), pick("Vorspanndruck", "Pre-charge pressure", "bar", &["10", "15", "30"])]),
    kind("oil-level-gauge", "Ölstandsanzeige {0}", "Oil level gauge {0}")
        .at("HY", 'O', TANK, "H")
        .text("Mit Thermometer, für Wandstärken bis 8 mm.", "With thermometer, for walls up to 8 mm.")
        .drawn("sensor")
        .spans((60, 240), (11_00, 38_00))
        .has(&[sized("Länge", "Length", "mm", &["76", "127", "254"]), pick("Gewinde", "Thread", "", &["M10", "M12"])]),
    kind("oil-cooler", "Hydraulikölkühler", "Hydraulic oil cooler")
        .at("HY", 'D', TANK, "M")
        .text("Aluminiumkühler, druckgeprüft. Lamellen nur mit Druckluft reinigen.", "Aluminium cooler, pressure tested. Clean the fins with compressed air only.")
        .drawn("radiator")
        .spans((4_800, 38_000), (340_00, 2_450_00))
        .has(&[range("Maße", "Dimensions", "mm", &[(300, 880, 20), (280, 960, 20), (60, 120, 5)]), fits(MACHINES)]),
];
