//! Bearings and standard parts.

use super::{BEARINGS, Kind, kind, pick, sized};

const ROLLING: &str = "lager-und-normteile/waelzlager";
const PLAIN: &str = "lager-und-normteile/gelenklager";
const SCREWS: &str = "lager-und-normteile/schrauben";
const NUTS: &str = "lager-und-normteile/muttern-und-scheiben";
const RINGS: &str = "lager-und-normteile/sicherungsringe-und-stifte";
const SPRINGS: &str = "lager-und-normteile/federn-und-schellen";

const M: &[&str] = &[
    "M6 x 20",
    "M8 x 25",
    "M8 x 40",
    "M10 x 30",
    "M10 x 50",
    "M12 x 40",
    "M12 x 60",
    "M16 x 50",
    "M16 x 80",
    "M20 x 60",
    "M20 x 100",
    "M24 x 80",
];

pub(super) const KINDS: &[Kind] = &[
    kind("ball-bearing", "Rillenkugellager {0}", "Deep groove ball bearing {0}")
        .at("NO", 'K', ROLLING, "N")
        .text(
            "DIN 625. 2RS: beidseitig abgedichtet, lebensdauergeschmiert.",
            "DIN 625. 2RS: sealed on both sides, greased for life.",
        )
        .drawn("bearing")
        .spans((20, 2_800), (3_40, 118_00))
        .has(&[
            sized(
                "Kurzzeichen",
                "Designation",
                "",
                &[
                    "6002-2RS", "6204-2RS", "6205-2RS", "6206", "6305-2RS", "6308", "6210-2RS", "6212",
                    "6310", "6314",
                ],
            ),
            sized(
                "Maße",
                "Dimensions",
                "mm",
                &[
                    "15 x 32 x 9",
                    "20 x 47 x 14",
                    "25 x 52 x 15",
                    "30 x 62 x 16",
                    "25 x 62 x 17",
                    "40 x 90 x 23",
                    "50 x 90 x 20",
                    "60 x 110 x 22",
                    "50 x 110 x 27",
                    "70 x 150 x 35",
                ],
            ),
        ])
        .compares(BEARINGS),
    kind("taper-bearing", "Kegelrollenlager {0}", "Tapered roller bearing {0}")
        .at("NO", 'R', ROLLING, "N")
        .text(
            "DIN 720, Innen- und Außenring. Lagerspiel beim Einbau einstellen.",
            "DIN 720, cone and cup. Set the play when fitting.",
        )
        .drawn("taper-bearing")
        .spans((90, 4_800), (9_80, 186_00))
        .has(&[
            sized(
                "Kurzzeichen",
                "Designation",
                "",
                &["30203", "30205", "32206", "32208", "33109", "32211", "30213", "32215", "32218"],
            ),
            sized(
                "Maße",
                "Dimensions",
                "mm",
                &[
                    "17 x 40 x 13.25",
                    "25 x 52 x 16.25",
                    "30 x 62 x 21.25",
                    "40 x 80 x 24.75",
                    "45 x 80 x 26",
                    "55 x 100 x 26.75",
                    "65 x 120 x 24.75",
                    "75 x 130 x 33.25",
                    "90 x 160 x 42.5",
                ],
            ),
        ])
        .compares(BEARINGS),
    kind("needle-bearing", "Nadellager {0}", "Needle bearing {0}")
        .at("NO", 'N', ROLLING, "N")
        .text("DIN 617, mit Innenring.", "DIN 617, with inner ring.")
        .drawn("needle-bearing")
        .spans((20, 900), (6_20, 74_00))
        .has(&[
            sized(
                "Kurzzeichen",
                "Designation",
                "",
                &["NA4900", "NA4902", "NA4904", "NA4906", "NA4908", "NA4910", "NA6912"],
            ),
            sized(
                "Maße",
                "Dimensions",
                "mm",
                &[
                    "10 x 22 x 13",
                    "15 x 28 x 13",
                    "20 x 37 x 17",
                    "30 x 47 x 17",
                    "40 x 62 x 22",
                    "50 x 72 x 22",
                    "60 x 85 x 45",
                ],
            ),
        ])
        .compares(BEARINGS),
    kind("spherical-plain-bearing", "Gelenklager {0}", "Spherical plain bearing {0}")
        .at("NO", 'G', PLAIN, "N")
        .text(
            "DIN ISO 12240, Stahl auf Stahl, nachschmierbar.",
            "DIN ISO 12240, steel on steel, can be regreased.",
        )
        .drawn("spherical-bearing")
        .spans((60, 3_900), (7_80, 128_00))
        .has(&[
            sized(
                "Kurzzeichen",
                "Designation",
                "",
                &[
                    "GE 20 ES",
                    "GE 25 ES",
                    "GE 30 ES",
                    "GE 40 ES-2RS",
                    "GE 50 ES-2RS",
                    "GE 60 ES-2RS",
                    "GE 80 ES-2RS",
                ],
            ),
            sized(
                "Maße",
                "Dimensions",
                "mm",
                &[
                    "20 x 35 x 16",
                    "25 x 42 x 20",
                    "30 x 47 x 22",
                    "40 x 62 x 28",
                    "50 x 75 x 35",
                    "60 x 90 x 44",
                    "80 x 120 x 55",
                ],
            ),
        ])
        .compares(BEARINGS),
    kind("rod-end", "Gelenkkopf {0}", "Rod end {0}")
        .at("NO", 'H', PLAIN, "N")
        .text("Mit Schmiernippel.", "With grease nipple.")
        .drawn("rod-end")
        .spans((120, 3_200), (12_50, 138_00))
        .has(&[
            sized(
                "Gewinde",
                "Thread",
                "",
                &["M12", "M16 x 1.5", "M20 x 1.5", "M24 x 2", "M30 x 2", "M36 x 3"],
            ),
            pick("Richtung", "Direction", "", &["R", "L"]),
        ])
        .compares(BEARINGS),
    kind("hex-screw", "Sechskantschraube {0} {1}", "Hex head screw {0} {1}")
        .at("NO", 'S', SCREWS, "N")
        .text("ISO 4017, mit Gewinde bis Kopf.", "ISO 4017, fully threaded.")
        .drawn("bolt")
        .sold(1000, 100, 100)
        .spans((6, 480), (12, 6_40))
        .has(&[
            sized("Größe", "Size", "", M),
            pick("Festigkeitsklasse", "Strength class", "", &["8.8", "10.9", "12.9"]),
            pick("Oberfläche", "Surface", "", &["ZnNi", "flZn"]),
            pick("Norm", "Standard", "", &["ISO 4017"]),
        ]),
    kind("socket-screw", "Zylinderschraube {0} {1}", "Socket head cap screw {0} {1}")
        .at("NO", 'Z', SCREWS, "N")
        .text("ISO 4762, mit Innensechskant.", "ISO 4762, hexagon socket.")
        .drawn("socket-screw")
        .sold(1000, 100, 100)
        .spans((6, 520), (14, 7_20))
        .has(&[
            sized("Größe", "Size", "", M),
            pick("Festigkeitsklasse", "Strength class", "", &["8.8", "10.9", "12.9"]),
            pick("Norm", "Standard", "", &["ISO 4762"]),
        ]),
    kind("flange-screw", "Flanschschraube {0} {1}", "Flange screw {0} {1}")
        .at("NO", 'F', SCREWS, "N")
        .text("DIN EN 1665, mit Sperrverzahnung.", "DIN EN 1665, serrated.")
        .drawn("bolt")
        .sold(500, 100, 100)
        .spans((8, 460), (19, 6_90))
        .has(&[sized("Größe", "Size", "", M), pick("Festigkeitsklasse", "Strength class", "", &["10.9"])]),
    kind("eye-bolt", "Ringschraube {0}", "Eye bolt {0}")
        .at("NO", 'O', SCREWS, "N")
        .text("DIN 580, mit eingeprägter Tragfähigkeit.", "DIN 580, working load stamped on.")
        .drawn("eye-bolt")
        .spans((60, 2_900), (3_90, 68_00))
        .has(&[
            sized("Gewinde", "Thread", "", &["M8", "M10", "M12", "M16", "M20", "M24", "M30"]),
            sized(
                "Tragfähigkeit",
                "Working load",
                "kg",
                &["140", "230", "340", "700", "1200", "1800", "3200"],
            ),
        ]),
    kind("hex-nut", "Sechskantmutter {0}", "Hex nut {0}")
        .at("NO", 'M', NUTS, "N")
        .text("ISO 4032, verzinkt.", "ISO 4032, galvanised.")
        .drawn("nut")
        .sold(1000, 100, 100)
        .spans((2, 220), (5, 2_40))
        .has(&[
            sized("Größe", "Size", "", &["M5", "M6", "M8", "M10", "M12", "M16", "M20", "M24", "M30"]),
            pick("Festigkeitsklasse", "Strength class", "", &["8", "10"]),
            pick("Norm", "Standard", "", &["ISO 4032"]),
        ]),
    kind("lock-nut", "Sicherungsmutter {0}", "Lock nut {0}")
        .at("NO", 'L', NUTS, "N")
        .text("DIN 985, mit Klemmteil. Nur einmal verwenden.", "DIN 985, with insert. Use once only.")
        .drawn("nut")
        .sold(1000, 100, 100)
        .spans((2, 210), (7, 3_10))
        .has(&[
            sized("Größe", "Size", "", &["M5", "M6", "M8", "M10", "M12", "M16", "M20", "M24"]),
            pick("Norm", "Standard", "", &["DIN 985"]),
        ]),
    kind("washer", "Scheibe {0}", "Washer {0}")
        .at("NO", 'W', NUTS, "N")
        .text("ISO 7089, verzinkt.", "ISO 7089, galvanised.")
        .drawn("washer")
        .sold(1000, 100, 100)
        .spans((1, 60), (3, 90))
        .has(&[
            sized("Größe", "Size", "", &["5", "6", "8", "10", "12", "16", "20", "24", "30"]),
            pick("Härte", "Hardness", "", &["200 HV", "300 HV"]),
            pick("Norm", "Standard", "", &["ISO 7089"]),
        ]),
    kind("wedge-lock-washer", "Keilsicherungsscheibe {0}", "Wedge lock washer {0}")
        .at("NO", 'K', NUTS, "N")
        .text(
            "Paarweise verklebt, gegen Losdrehen bei Schwingung.",
            "Glued in pairs, against loosening by vibration.",
        )
        .drawn("washer")
        .unit(kontor_domain::Unit::Pair)
        .sold(200, 20, 20)
        .spans((3, 60), (38, 2_90))
        .has(&[sized("Größe", "Size", "", &["M8", "M10", "M12", "M16", "M20", "M24"])]),
    kind("circlip", "Sicherungsring {v} {0}", "Circlip, {v}, {0}")
        .at("NO", 'E', RINGS, "N")
        .text("Federstahl, brüniert.", "Spring steel, black finished.")
        .drawn("circlip")
        .sold(100, 10, 10)
        .spans((1, 90), (12, 4_20))
        .variants(&[("DIN 471 Welle", "DIN 471 shaft"), ("DIN 472 Bohrung", "DIN 472 bore")])
        .has(&[sized("Größe", "Size", "", &["15", "20", "25", "30", "40", "50", "62", "80", "100"])]),
    kind("split-pin", "Splint {0}", "Split pin {0}")
        .at("NO", 'P', RINGS, "N")
        .text("ISO 1234, verzinkt.", "ISO 1234, galvanised.")
        .drawn("split-pin")
        .sold(1000, 100, 100)
        .spans((1, 60), (3, 80))
        .has(&[
            sized("Größe", "Size", "mm", &["2 x 20", "3.2 x 32", "4 x 40", "5 x 50", "6.3 x 63", "8 x 80"]),
            pick("Norm", "Standard", "", &["ISO 1234"]),
        ]),
    kind("spring-pin", "Spannstift {0}", "Spring pin {0}")
        .at("NO", 'T', RINGS, "N")
        .text("ISO 8752, Federstahl.", "ISO 8752, spring steel.")
        .drawn("spring-pin")
        .sold(500, 100, 100)
        .spans((1, 90), (6, 1_90))
        .has(&[
            sized(
                "Größe",
                "Size",
                "mm",
                &["3 x 20", "4 x 30", "5 x 40", "6 x 50", "8 x 60", "10 x 80", "12 x 100"],
            ),
            pick("Norm", "Standard", "", &["ISO 8752"]),
        ]),
    kind("pressure-spring", "Druckfeder {0}", "Compression spring {0}")
        .at("NO", 'D', SPRINGS, "N")
        .text("DIN 2098, Federstahl.", "DIN 2098, spring steel.")
        .drawn("spring")
        .spans((5, 620), (1_40, 18_00))
        .has(&[
            sized(
                "Maße",
                "Dimensions",
                "mm",
                &[
                    "1 x 10 x 30",
                    "1.5 x 14 x 45",
                    "2 x 18 x 60",
                    "3 x 25 x 90",
                    "4 x 32 x 120",
                    "5 x 40 x 150",
                ],
            ),
            sized("Federrate", "Spring rate", "N/mm", &["1.2", "2.8", "4.6", "9.1", "15", "22"]),
        ]),
    kind("tension-spring", "Zugfeder {0}", "Tension spring {0}")
        .at("NO", 'U', SPRINGS, "N")
        .text("Mit Ösen.", "With loops.")
        .drawn("tension-spring")
        .spans((5, 480), (1_60, 16_00))
        .has(&[sized(
            "Maße",
            "Dimensions",
            "mm",
            &["1 x 8 x 40", "1.5 x 12 x 60", "2 x 16 x 90", "3 x 22 x 120", "4 x 30 x 160"],
        )]),
    kind("hose-clamp", "Schlauchschelle {0}", "Hose clamp {0}")
        .at("NO", 'C', SPRINGS, "N")
        .text("DIN 3017, Schneckengewinde, W2.", "DIN 3017, worm drive, W2.")
        .drawn("hose-clamp")
        .sold(500, 100, 100)
        .spans((10, 90), (32, 2_40))
        .has(&[
            sized(
                "Spannbereich",
                "Clamping range",
                "mm",
                &["8 – 16", "12 – 22", "16 – 27", "25 – 40", "40 – 60", "60 – 80", "80 – 100"],
            ),
            pick("Breite", "Width", "mm", &["9", "12"]),
        ]),
];
