//! Axles, brakes, wheels.

use super::{BEARINGS, Kind, POWER, WHEELED, fits, kind, pick, range, sized};
use kontor_domain::Unit;

const AXLES: &str = "achsen-bremsen-raeder/achsen-und-gelenkwellen";
const BRAKES: &str = "achsen-bremsen-raeder/bremsen";
const WHEELS: &str = "achsen-bremsen-raeder/raeder-und-reifen";
const STEERING: &str = "achsen-bremsen-raeder/lenkung";

pub(super) const KINDS: &[Kind] = &[
    kind("propshaft", "Gelenkwelle", "Propeller shaft")
        .at("AX", 'G', AXLES, "L")
        .text("Gewuchtet, mit Schmiernippeln.", "Balanced, with grease nipples.")
        .drawn("propshaft")
        .spans((8_500, 42_000), (290_00, 1_350_00))
        .has(&[
            range("Länge", "Length", "mm", &[(420, 1_460, 10)]),
            sized("Flansch", "Flange", "mm", &["100", "120", "150", "180"]),
            fits(WHEELED),
        ])
        .compares(POWER),
    kind("universal-joint", "Kreuzgelenk {0}", "Universal joint {0}")
        .at("AX", 'K', AXLES, "L")
        .text("Mit Sicherungsringen und Schmiernippel.", "With circlips and grease nipple.")
        .drawn("universal-joint")
        .spans((420, 3_800), (24_00, 138_00))
        .has(&[sized(
            "Maße",
            "Dimensions",
            "mm",
            &["27 x 74.6", "30.2 x 92", "35 x 96.8", "42 x 104.5", "48 x 116.5", "57 x 152"],
        )])
        .compares(BEARINGS),
    kind("wheel-hub", "Radnabe", "Wheel hub")
        .at("AX", 'N', AXLES, "L")
        .text("Mit Radbolzen, ohne Lager.", "With wheel studs, without bearings.")
        .drawn("hub")
        .spans((9_800, 48_000), (340_00, 1_590_00))
        .has(&[
            sized("Lochkreis", "Bolt circle", "mm", &["205", "275", "335", "425"]),
            sized("Bolzen", "Studs", "", &["6", "8", "10", "12"]),
            fits(WHEELED),
        ]),
    kind("wheel-stud", "Radbolzen {0}", "Wheel stud {0}")
        .at("AX", 'B', AXLES, "N")
        .text("Mit Radmutter, Festigkeit 10.9.", "With wheel nut, strength 10.9.")
        .drawn("bolt")
        .sold(100, 20, 20)
        .spans((110, 480), (3_80, 12_50))
        .has(&[sized(
            "Größe",
            "Size",
            "",
            &["M18 x 1.5 x 62", "M20 x 1.5 x 75", "M22 x 1.5 x 82", "M22 x 1.5 x 95"],
        )]),
    kind("brake-disc", "Bremsscheibe {0}", "Brake disc {0}")
        .at("AX", 'S', BRAKES, "L")
        .text("Achsweise wechseln, zusammen mit den Belägen.", "Replace per axle together with the pads.")
        .drawn("brake-disc")
        .spans((2_800, 21_000), (68_00, 390_00))
        .has(&[
            range("Durchmesser", "Diameter", "mm", &[(220, 460, 10)]),
            range("Dicke", "Thickness", "mm", &[(10, 26, 2)]),
            fits(WHEELED),
        ])
        .compares(POWER),
    kind("brake-pads", "Bremsbelagsatz", "Brake pad set")
        .at("AX", 'P', BRAKES, "L")
        .text("Für eine Achse, asbestfrei.", "For one axle, free of asbestos.")
        .drawn("brake-pad")
        .unit(Unit::Set)
        .spans((900, 4_800), (58_00, 268_00))
        .has(&[range("Belagdicke", "Lining thickness", "mm", &[(9, 18, 1)]), fits(WHEELED)])
        .compares(POWER),
    kind("brake-lamella", "Bremslamelle {0}", "Brake lamella {0}")
        .at("AX", 'L', BRAKES, "L")
        .text(
            "Für nasse Lamellenbremsen, einen Tag in Achsöl einlegen.",
            "For wet disc brakes, soak in axle oil for a day.",
        )
        .drawn("lamella")
        .spans((280, 1_950), (26_00, 124_00))
        .has(&[
            range("Durchmesser", "Diameter", "mm", &[(150, 340, 10)]),
            sized("Zähne", "Teeth", "", &["27", "32", "40", "48"]),
            fits(WHEELED),
        ]),
    kind("brake-cylinder", "Hauptbremszylinder {0}", "Brake master cylinder {0}")
        .at("AX", 'H', BRAKES, "L")
        .text("Nach dem Einbau entlüften.", "Bleed after fitting.")
        .drawn("cylinder")
        .spans((900, 3_200), (118_00, 420_00))
        .has(&[
            sized("Kolbendurchmesser", "Piston diameter", "mm", &["22", "25.4", "30", "38"]),
            fits(WHEELED),
        ])
        .compares(POWER),
    kind("tyre", "Reifen {0}", "Tyre {0}")
        .at("AX", 'R', WHEELS, "R")
        .text(
            "Ohne Felge und Montage. Achsweise gleiches Profil fahren.",
            "Without rim and fitting. Use the same tread on one axle.",
        )
        .drawn("tyre")
        .spans((28_000, 410_000), (240_00, 3_450_00))
        .has(&[
            sized(
                "Größe",
                "Size",
                "",
                &["12-16.5", "405/70 R18", "15.5-25", "17.5 R25", "20.5 R25", "23.5 R25"],
            ),
            pick("Profil", "Tread", "", &["L2", "L3", "L5"]),
            fits(WHEELED),
        ]),
    kind("rim", "Felge {0}", "Rim {0}")
        .at("AX", 'F', WHEELS, "R")
        .text("Grundiert und lackiert, RAL 7021.", "Primed and painted, RAL 7021.")
        .drawn("rim")
        .spans((18_000, 165_000), (165_00, 1_280_00))
        .has(&[
            sized(
                "Größe",
                "Size",
                "",
                &["9.75 x 16.5", "13 x 18", "12.00 x 25", "14.00 x 25", "17.00 x 25", "19.50 x 25"],
            ),
            sized("Bolzen", "Studs", "", &["6", "8", "10", "12"]),
        ]),
    kind("steering-cylinder", "Lenkzylinder", "Steering cylinder")
        .at("AX", 'Z', STEERING, "H")
        .text("Mit Gelenkköpfen.", "With rod ends.")
        .drawn("cylinder")
        .spans((6_800, 29_000), (290_00, 1_180_00))
        .has(&[
            range("Kolbendurchmesser", "Piston diameter", "mm", &[(50, 90, 5)]),
            range("Hub", "Stroke", "mm", &[(180, 480, 5)]),
            fits(WHEELED),
        ]),
    kind("tie-rod-end", "Spurstangenkopf {0}", "Tie rod end {0}")
        .at("AX", 'T', STEERING, "L")
        .text("Mit Kronenmutter und Splint.", "With castle nut and split pin.")
        .drawn("rod-end")
        .spans((620, 3_900), (38_00, 186_00))
        .has(&[
            sized("Gewinde", "Thread", "", &["M22 x 1.5", "M24 x 1.5", "M30 x 1.5", "M35 x 1.5"]),
            pick("Richtung", "Direction", "", &["R", "L"]),
            fits(WHEELED),
        ])
        .compares(POWER),
    kind("steering-unit", "Lenkeinheit {0}", "Steering unit {0}")
        .at("AX", 'E', STEERING, "H")
        .text("Hydrostatische Lenkung, mit Schockventilen.", "Hydrostatic steering with shock valves.")
        .drawn("travel-motor")
        .spans((5_200, 9_800), (420_00, 1_150_00))
        .has(&[sized("Verdrängung", "Displacement", "cm³", &["125", "200", "320", "500"]), fits(WHEELED)]),
];
