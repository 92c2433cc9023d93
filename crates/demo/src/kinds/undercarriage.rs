//! Undercarriage.

use super::{EXCAVATORS, Kind, TRACKS, fits, kind, pick, range, sized};

const ROLLERS: &str = "fahrwerk/laufrollen-und-tragrollen";
const CHAINS: &str = "fahrwerk/ketten-und-bodenplatten";
const WHEELS: &str = "fahrwerk/leitraeder-und-kettenraeder";
const RUBBER: &str = "fahrwerk/gummiketten";
const DRIVE: &str = "fahrwerk/endantrieb-und-drehkranz";

pub(super) const KINDS: &[Kind] = &[
    kind("track-roller", "Kettenlaufrolle, {v}", "Track roller, {v}")
        .at("FW", 'L', ROLLERS, "L")
        .text(
            "Ölgefüllt und abgedichtet, einbaufertig. Immer paarweise prüfen.",
            "Oil filled and sealed, ready to fit. Always check in pairs.",
        )
        .drawn("track-roller")
        .spans((7_500, 62_000), (84_00, 520_00))
        .variants(&[("einfach geflanscht", "single flange"), ("doppelt geflanscht", "double flange")])
        .has(&[
            range("Laufdurchmesser", "Tread diameter", "mm", &[(90, 190, 5)]),
            range("Lochabstand", "Hole distance", "mm", &[(120, 420, 5)]),
            fits(EXCAVATORS),
        ])
        .compares(TRACKS),
    kind("carrier-roller", "Tragrolle", "Carrier roller")
        .at("FW", 'T', ROLLERS, "L")
        .text("Ölgefüllt, mit Achse.", "Oil filled, with shaft.")
        .drawn("carrier-roller")
        .spans((3_800, 34_000), (62_00, 345_00))
        .has(&[
            range("Laufdurchmesser", "Tread diameter", "mm", &[(75, 160, 5)]),
            range("Wellendurchmesser", "Shaft diameter", "mm", &[(30, 60, 2)]),
            fits(EXCAVATORS),
        ])
        .compares(TRACKS),
    kind("track-chain", "Laufwerkskette {0} Glieder", "Track chain, {0} links")
        .at("FW", 'K', CHAINS, "L")
        .text(
            "Gefettet und abgedichtet, mit Schließbolzen, ohne Bodenplatten.",
            "Greased and sealed, with master pin, without shoes.",
        )
        .drawn("track-chain")
        .spans((210_000, 1_480_000), (1_250_00, 8_600_00))
        .has(&[
            sized("Glieder", "Links", "", &["38", "41", "45", "47", "49", "51"]),
            sized("Teilung", "Pitch", "mm", &["101", "135", "154", "171", "190", "203"]),
            fits(EXCAVATORS),
        ])
        .compares(TRACKS),
    kind("track-shoe", "Bodenplatte {0}", "Track shoe {0}")
        .at("FW", 'B', CHAINS, "L")
        .text("Dreisteg, gehärtet, ohne Schrauben.", "Triple grouser, hardened, without bolts.")
        .drawn("track-shoe")
        .sold(10, 10, 10)
        .spans((4_200, 29_000), (21_00, 118_00))
        .has(&[
            sized("Breite", "Width", "mm", &["400", "450", "500", "600", "700", "800"]),
            sized(
                "Lochbild",
                "Hole pattern",
                "mm",
                &["89 x 62", "105 x 73", "125 x 81", "144 x 90", "160 x 102"],
            ),
        ])
        .compares(TRACKS),
    kind("track-bolt", "Bodenplattenschraube {0}", "Track bolt {0}")
        .at("FW", 'S', CHAINS, "L")
        .text(
            "Mit Mutter, Festigkeit 12.9. Nach 10 Betriebsstunden nachziehen.",
            "With nut, strength 12.9. Retighten after 10 hours.",
        )
        .drawn("bolt")
        .sold(500, 100, 100)
        .spans((60, 420), (1_20, 6_40))
        .has(&[
            sized(
                "Größe",
                "Size",
                "",
                &["M12 x 38", "M14 x 44", "M16 x 50", "M18 x 55", "M20 x 60", "M22 x 65"],
            ),
            pick("Festigkeitsklasse", "Strength class", "", &["10.9", "12.9"]),
        ]),
    kind("master-pin", "Schließbolzen {0}", "Master pin {0}")
        .at("FW", 'P', CHAINS, "L")
        .text("Zum Schließen der Laufwerkskette, mit Sicherung.", "For closing the track chain, with lock.")
        .drawn("pin")
        .spans((680, 4_200), (19_00, 96_00))
        .has(&[
            range("Durchmesser", "Diameter", "mm", &[(24, 48, 1)]),
            range("Länge", "Length", "mm", &[(118, 232, 2)]),
        ])
        .compares(TRACKS),
    kind("idler", "Leitrad", "Idler")
        .at("FW", 'R', WHEELS, "L")
        .text("Mit Lagerböcken, ölgefüllt.", "With brackets, oil filled.")
        .drawn("idler")
        .spans((28_000, 168_000), (265_00, 1_480_00))
        .has(&[
            range("Durchmesser", "Diameter", "mm", &[(290, 640, 10)]),
            range("Breite", "Width", "mm", &[(90, 180, 5)]),
            fits(EXCAVATORS),
        ])
        .compares(TRACKS),
    kind("sprocket", "Kettenrad {0} Zähne", "Sprocket, {0} teeth")
        .at("FW", 'Z', WHEELS, "L")
        .text(
            "Induktiv gehärtet. Mit neuer Kette zusammen wechseln.",
            "Induction hardened. Replace together with a new chain.",
        )
        .drawn("sprocket")
        .spans((9_500, 68_000), (118_00, 640_00))
        .has(&[
            sized("Zähne", "Teeth", "", &["17", "19", "21", "23", "25"]),
            sized("Bohrungen", "Holes", "", &["9", "12", "16", "18", "22", "30"]),
            fits(EXCAVATORS),
        ])
        .compares(TRACKS),
    kind("track-adjuster", "Kettenspanner", "Track adjuster")
        .at("FW", 'A', WHEELS, "L")
        .text(
            "Federpaket mit Spannzylinder. Feder steht unter Spannung: nie zerlegen.",
            "Spring with adjuster cylinder. The spring is under tension: never take apart.",
        )
        .drawn("track-adjuster")
        .spans((14_000, 145_000), (320_00, 2_150_00))
        .has(&[range("Länge", "Length", "mm", &[(380, 960, 10)]), fits(EXCAVATORS)])
        .compares(TRACKS),
    kind("rubber-track", "Gummikette {0}", "Rubber track {0}")
        .at("FW", 'G', RUBBER, "L")
        .text(
            "Mit durchgehenden Stahlseilen. Breite x Teilung x Glieder.",
            "With endless steel cords. Width x pitch x links.",
        )
        .drawn("rubber-track")
        .spans((48_000, 390_000), (298_00, 2_180_00))
        .has(&[
            sized(
                "Größe",
                "Size",
                "",
                &[
                    "180 x 72 x 37",
                    "230 x 72 x 45",
                    "250 x 52.5 x 76",
                    "300 x 52.5 x 80",
                    "350 x 54.5 x 86",
                    "400 x 72.5 x 74",
                    "450 x 81 x 76",
                ],
            ),
            fits(&["KB 18 Z", "KB 26", "KB 55", "KB 85"]),
        ])
        .compares(TRACKS),
    kind("rubber-pad", "Gummiplatte {0}", "Rubber pad {0}")
        .at("FW", 'M', RUBBER, "L")
        .text(
            "Zum Anschrauben auf die Bodenplatte, schont den Asphalt.",
            "Bolts onto the track shoe, protects asphalt.",
        )
        .drawn("track-shoe")
        .spans((1_900, 9_800), (18_00, 76_00))
        .has(&[
            sized("Breite", "Width", "mm", &["300", "350", "400", "450", "500", "600"]),
            pick("Befestigung", "Fastening", "", &["M12", "M14"]),
        ])
        .compares(TRACKS),
    kind("slewing-ring", "Drehkranz", "Slewing ring")
        .at("FW", 'D', DRIVE, "L")
        .text(
            "Kugeldrehverbindung mit Innenverzahnung. Schrauben immer erneuern.",
            "Ball slewing ring with internal gear. Always renew the bolts.",
        )
        .drawn("slewing-ring")
        .spans((68_000, 520_000), (1_680_00, 8_900_00))
        .has(&[
            range("Außendurchmesser", "Outside diameter", "mm", &[(620, 1_580, 10)]),
            sized("Zähne", "Teeth", "", &["76", "84", "92", "96", "108"]),
            fits(EXCAVATORS),
        ]),
    kind("planet-gear", "Planetenrad {0} Zähne", "Planet gear, {0} teeth")
        .at("FW", 'E', DRIVE, "L")
        .text("Einsatzgehärtet und geschliffen.", "Case hardened and ground.")
        .drawn("gear")
        .spans((620, 14_500), (68_00, 460_00))
        .has(&[
            sized("Zähne", "Teeth", "", &["23", "27", "31", "35", "39"]),
            sized("Modul", "Module", "", &["2.5", "3", "4", "5"]),
            fits(EXCAVATORS),
        ]),
    kind("final-drive-cover", "Deckel Endantrieb", "Final drive cover")
        .at("FW", 'C', DRIVE, "L")
        .text("Mit O-Ring, ohne Verschlussschrauben.", "With O-ring, without plugs.")
        .drawn("cover")
        .spans((3_200, 28_000), (92_00, 480_00))
        .has(&[range("Durchmesser", "Diameter", "mm", &[(180, 460, 10)]), fits(EXCAVATORS)]),
];
