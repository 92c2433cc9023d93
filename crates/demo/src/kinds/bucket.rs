//! Buckets and wear parts.

use super::{EXCAVATORS, Kind, MACHINES, WEAR, fits, kind, pick, range, sized};

const TEETH: &str = "loeffel-und-verschleissteile/zaehne-und-halter";
const EDGES: &str = "loeffel-und-verschleissteile/messer-und-schneiden";
const PINS: &str = "loeffel-und-verschleissteile/bolzen";
const BUSHINGS: &str = "loeffel-und-verschleissteile/buchsen-und-scheiben";
const BUCKETS: &str = "loeffel-und-verschleissteile/loeffel";
const COUPLERS: &str = "loeffel-und-verschleissteile/schnellwechsler-und-hammer";

pub(super) const KINDS: &[Kind] = &[
    kind("tooth-tip", "Zahnspitze {v} {0}", "Bucket tooth tip, {v}, {0}")
        .at("LO", 'Z', TEETH, "V")
        .text(
            "Geschmiedet und durchgehärtet. Passt auf Halter der gleichen Größe.",
            "Forged and through-hardened. Fits adapters of the same size.",
        )
        .drawn("bucket-tooth")
        .spans((1_400, 17_500), (11_80, 96_00))
        .variants(&[
            ("Standard", "standard"),
            ("Fels", "rock"),
            ("schmal", "narrow"),
            ("zweispitzig", "twin"),
        ])
        .has(&[
            sized("Zahngröße", "Tooth size", "", &["J200", "J225", "J250", "J300", "J350", "J400", "J460"]),
            pick("Härte", "Hardness", "HRC", &["46", "48", "50"]),
        ])
        .compares(WEAR),
    kind("tooth-adapter", "Zahnhalter {0}", "Tooth adapter {0}")
        .at("LO", 'H', TEETH, "V")
        .text("Zum Anschweißen, auf 150 °C vorwärmen.", "Weld-on, preheat to 150 °C.")
        .drawn("tooth-adapter")
        .spans((2_200, 24_000), (18_50, 138_00))
        .has(&[
            sized("Zahngröße", "Tooth size", "", &["J200", "J225", "J250", "J300", "J350", "J400", "J460"]),
            sized("Schneidendicke", "Lip thickness", "mm", &["20", "25", "30", "40", "50", "60"]),
        ])
        .compares(WEAR),
    kind("tooth-pin", "Zahnsicherung {0}", "Tooth pin and retainer {0}")
        .at("LO", 'S', TEETH, "V")
        .text("Bolzen mit Sicherungsring.", "Pin with retainer.")
        .drawn("pin")
        .sold(100, 10, 10)
        .spans((80, 620), (1_90, 9_80))
        .has(&[sized(
            "Zahngröße",
            "Tooth size",
            "",
            &["J200", "J225", "J250", "J300", "J350", "J400", "J460"],
        )])
        .compares(WEAR),
    kind("side-cutter", "Seitenschneider {v}", "Side cutter, {v}")
        .at("LO", 'E', TEETH, "V")
        .text("Angeschraubt, mit Schrauben und Muttern.", "Bolt-on, with bolts and nuts.")
        .drawn("side-cutter")
        .spans((3_800, 29_000), (42_00, 218_00))
        .variants(&[("links", "left"), ("rechts", "right")])
        .has(&[sized("Bohrungen", "Holes", "", &["2", "3", "4"]), fits(EXCAVATORS)])
        .compares(WEAR),
    kind("cutting-edge", "Unterschraubmesser {0}", "Bolt-on cutting edge {0}")
        .at("LO", 'M', EDGES, "V")
        .text("Verschleißstahl, wendbar.", "Wear-resistant steel, reversible.")
        .drawn("cutting-edge")
        .spans((9_500, 128_000), (88_00, 780_00))
        .has(&[
            range("Maße", "Dimensions", "mm", &[(900, 3_050, 50), (110, 280, 10), (16, 40, 4)]),
            pick("Härte", "Hardness", "HB", &["400", "450", "500"]),
            fits(MACHINES),
        ])
        .compares(WEAR),
    kind("blade-edge", "Schildmesser {0}", "Dozer blade edge {0}")
        .at("LO", 'D', EDGES, "V")
        .text("Für das Planierschild, mit Senkbohrungen.", "For the dozer blade, with countersunk holes.")
        .drawn("cutting-edge")
        .spans((6_800, 46_000), (74_00, 360_00))
        .has(&[
            range("Maße", "Dimensions", "mm", &[(980, 2_550, 50), (120, 200, 10), (12, 20, 4)]),
            fits(EXCAVATORS),
        ]),
    kind("plow-bolt", "Pflugschraube {0}", "Plow bolt {0}")
        .at("LO", 'P', EDGES, "N")
        .text("Mit Mutter, Festigkeit 12.9, Vierkantansatz.", "With nut, strength 12.9, square neck.")
        .drawn("bolt")
        .sold(250, 50, 50)
        .spans((90, 620), (1_60, 7_20))
        .has(&[
            sized(
                "Größe",
                "Size",
                "",
                &["M16 x 50", "M16 x 60", "M20 x 60", "M20 x 75", "M22 x 80", "M24 x 90"],
            ),
            pick("Festigkeitsklasse", "Strength class", "", &["10.9", "12.9"]),
        ]),
    kind("pin", "Bolzen {v}", "Pin, {v}")
        .at("LO", 'B', PINS, "V")
        .text(
            "Induktiv gehärtet, mit Schmierbohrung und Verdrehsicherung.",
            "Induction hardened, with grease channel and anti-rotation flag.",
        )
        .drawn("pin")
        .spans((1_200, 58_000), (32_00, 480_00))
        .variants(&[
            ("Löffel", "bucket"),
            ("Stiel", "arm"),
            ("Ausleger", "boom"),
            ("Koppel", "link"),
            ("Zylinder", "cylinder"),
        ])
        .has(&[
            range("Maße", "Dimensions", "mm", &[(30, 120, 5), (140, 820, 10)]),
            pick("Werkstoff", "Material", "", &["42CrMo4", "C45"]),
            fits(MACHINES),
        ])
        .compares(WEAR),
    kind("grease-nipple", "Schmiernippel {0}", "Grease nipple {0}")
        .at("LO", 'N', PINS, "N")
        .text("DIN 71412, verzinkt.", "DIN 71412, galvanised.")
        .drawn("grease-nipple")
        .sold(1000, 100, 100)
        .spans((3, 16), (22, 1_20))
        .has(&[
            sized("Gewinde", "Thread", "", &["M6 x 1", "M8 x 1", "M10 x 1", "G 1/8"]),
            pick("Winkel", "Angle", "°", &["0", "45", "90"]),
        ]),
    kind("bushing", "Buchse {0}", "Bushing {0}")
        .at("LO", 'U', BUSHINGS, "V")
        .text(
            "Mit Schmiertaschen. Vor dem Einpressen kühlen.",
            "With grease pockets. Cool before pressing in.",
        )
        .drawn("bushing")
        .spans((180, 6_800), (9_80, 124_00))
        .has(&[
            range("Maße", "Dimensions", "mm", &[(30, 120, 5), (40, 145, 5), (35, 160, 5)]),
            pick("Werkstoff", "Material", "", &["16MnCr5", "42CrMo4", "Bronze"]),
        ])
        .compares(WEAR),
    kind("shim", "Ausgleichsscheibe {0}", "Shim {0}")
        .at("LO", 'A', BUSHINGS, "V")
        .text("Zum Ausgleich des Seitenspiels.", "Takes up side play.")
        .drawn("washer")
        .sold(100, 10, 10)
        .spans((15, 480), (1_10, 14_00))
        .has(&[
            range("Maße", "Dimensions", "mm", &[(31, 121, 5), (60, 180, 5)]),
            pick("Dicke", "Thickness", "mm", &["0.5", "1", "1.5", "2", "3"]),
        ]),
    kind("bucket", "{v} {0}", "{v}, {0}")
        .at("LO", 'L', BUCKETS, "V")
        .text(
            "Verschleißfester Stahl, einbaufertig für die Aufnahme der Maschine.",
            "Wear-resistant steel, ready for the machine's coupler.",
        )
        .drawn("bucket")
        .spans((38_000, 980_000), (420_00, 6_800_00))
        .variants(&[
            ("Tieflöffel", "Digging bucket"),
            ("Grabenräumlöffel", "Ditching bucket"),
            ("Felslöffel", "Rock bucket"),
        ])
        .has(&[
            sized("Breite", "Width", "mm", &["300", "400", "600", "800", "1000", "1200", "1500", "1800"]),
            sized("Inhalt", "Capacity", "l", &["40", "90", "220", "450", "680", "980", "1400"]),
            fits(EXCAVATORS),
        ]),
    kind("quick-coupler-part", "{v} Schnellwechsler", "Quick coupler {v}")
        .at("LO", 'C', COUPLERS, "V")
        .text("Nach dem Einbau Verriegelung prüfen.", "Check the locking after fitting.")
        .drawn("coupler")
        .spans((280, 14_500), (28_00, 390_00))
        .variants(&[
            ("Verriegelungsbolzen", "locking pin"),
            ("Feder", "spring"),
            ("Verriegelungszylinder", "locking cylinder"),
        ])
        .has(&[sized("Größe", "Size", "", &["MS01", "MS03", "MS08", "MS10", "MS21"])]),
    kind("hammer-chisel", "{v} {0}", "{v}, {0}")
        .at("LO", 'X', COUPLERS, "V")
        .text(
            "Für Hydraulikhammer. Schaft vor dem Einsetzen fetten.",
            "For hydraulic breakers. Grease the shank before fitting.",
        )
        .drawn("chisel")
        .spans((4_800, 158_000), (92_00, 790_00))
        .variants(&[("Spitzmeißel", "Moil point"), ("Flachmeißel", "Chisel")])
        .has(&[
            range("Durchmesser", "Diameter", "mm", &[(45, 150, 5)]),
            range("Länge", "Length", "mm", &[(480, 1_350, 10)]),
        ]),
];
