//! Seals.

use super::{EXCAVATORS, Kind, MACHINES, SEALS, fits, kind, pick, range, sized};
use kontor_domain::Unit;

const O_RINGS: &str = "dichtungen/o-ringe";
const SHAFT: &str = "dichtungen/wellendichtringe";
const KITS: &str = "dichtungen/dichtsaetze";
const FACE: &str = "dichtungen/gleitringdichtungen";
const FLAT: &str = "dichtungen/flachdichtungen";
const ROD: &str = "dichtungen/stangen-und-kolbendichtungen";

pub(super) const KINDS: &[Kind] = &[
    kind("o-ring", "O-Ring {0} {1}", "O-ring {0} {1}")
        .at("DI", 'R', O_RINGS, "D")
        .text("Nach ISO 3601. NBR für Hydrauliköl und Diesel, FKM für heiße Stellen, EPDM für Bremsflüssigkeit.", "ISO 3601. NBR for hydraulic oil and diesel, FKM for hot places, EPDM for brake fluid.")
        .drawn("o-ring")
        .sold(1000, 100, 100)
        .spans((1, 60), (18, 4_60))
        .has(&[
            range("Maße", "Dimensions", "mm", &[(4, 180, 1), (2, 6, 1)]),
            pick("Werkstoff", "Material", "", &["NBR 70", "NBR 90", "FKM 75", "EPDM 70"]),
        ])
        .compares(SEALS),
    kind("backup-ring", "Stützring {0}", "Backup ring {0}")
        .at("DI", 'B', O_RINGS, "D")
        .text("Gegen das Auspressen von O-Ringen bei hohem Druck.", "Keeps O-rings from being squeezed out at high pressure.")
        .drawn("o-ring")
        .sold(500, 100, 100)
        .spans((1, 25), (45, 5_20))
        .has(&[range("Maße", "Dimensions", "mm", &[(8, 160, 1), (2, 5, 1)]), pick("Werkstoff", "Material", "", &["PTFE", "NBR 90"])]),
    kind("o-ring-box", "O-Ring-Sortiment {0}", "O-ring assortment {0}")
        .at("DI", 'S', O_RINGS, "D")
        .text("Im Koffer, nach Größen sortiert, mit Maßtabelle.", "In a case, sorted by size, with size table.")
        .drawn("o-ring-box")
        .unit(Unit::Set)
        .spans((600, 2_400), (24_00, 118_00))
        .has(&[sized("Inhalt", "Content", "", &["225", "386", "419", "600"]), pick("Werkstoff", "Material", "", &["NBR 70", "NBR 90", "FKM 75"])]),
    kind("shaft-seal", "Wellendichtring {0}", "Rotary shaft seal {0}")
        .at("DI", 'W', SHAFT, "D")
        .text("Nach DIN 3760, Bauform AS mit Staublippe. Lippe vor dem Einbau fetten.", "DIN 3760, type AS with dust lip. Grease the lip before fitting.")
        .drawn("shaft-seal")
        .spans((10, 620), (3_20, 68_00))
        .has(&[
            range("Maße", "Dimensions", "mm", &[(15, 180, 5), (30, 220, 5), (7, 15, 1)]),
            pick("Werkstoff", "Material", "", &["NBR", "FKM"]),
            pick("Bauform", "Type", "", &["A", "AS"]),
        ])
        .compares(SEALS),
    kind("cassette-seal", "Kassettendichtung {0}", "Cassette seal {0}")
        .at("DI", 'K', SHAFT, "D")
        .text("Für Radnaben und Achsen mit viel Schmutz.", "For hubs and axles exposed to dirt.")
        .drawn("shaft-seal")
        .spans((180, 1_450), (38_00, 172_00))
        .has(&[range("Maße", "Dimensions", "mm", &[(90, 180, 5), (130, 230, 5), (14, 20, 1)]), fits(MACHINES)])
        .compares(SEALS),
    kind("seal-kit-cylinder", "Dichtsatz {v}", "Seal kit, {v}")
        .at("DI", 'Z', KITS, "D")
        .text("Alle Dichtungen und Führungen für einen Zylinder.", "All seals and guides for one cylinder.")
        .drawn("gasket-set")
        .unit(Unit::Set)
        .spans((60, 980), (24_00, 196_00))
        .variants(&[("Löffelzylinder", "bucket cylinder"), ("Stielzylinder", "arm cylinder"), ("Auslegerzylinder", "boom cylinder"), ("Schildzylinder", "blade cylinder")])
        .has(&[range("Kolben x Stange", "Piston x rod", "mm", &[(50, 160, 10), (30, 110, 5)]), fits(EXCAVATORS)])
        .compares(SEALS),
    kind("seal-kit-filter-head", "Dichtsatz Filterkopf", "Filter head seal kit")
        .at("DI", 'D', KITS, "D")
        .text("O-Ringe und Dichtscheiben für Filterkopf und Deckel.", "O-rings and sealing washers for filter head and cover.")
        .drawn("gasket-set")
        .unit(Unit::Set)
        .spans((20, 140), (9_80, 46_00))
        .has(&[pick("Werkstoff", "Material", "", &["NBR 70", "FKM 75"]), pick("Teile", "Pieces", "", &["4", "6", "8"]), fits(MACHINES)])
        .compares(SEALS),
    kind("seal-kit-pump", "Dichtsatz {v}", "Seal kit, {v}")
        .at("DI", 'P', KITS, "D")
        .text("Mit Wellendichtring und Anleitung.", "With shaft seal and instructions.")
        .drawn("gasket-set")
        .unit(Unit::Set)
        .spans((80, 900), (42_00, 265_00))
        .variants(&[("Hydraulikpumpe", "hydraulic pump"), ("Fahrmotor", "travel motor"), ("Schwenkmotor", "swing motor"), ("Steuerblock", "control valve")])
        .has(&[pick("Werkstoff", "Material", "", &["NBR", "FKM"]), fits(EXCAVATORS)])
        .compares(SEALS),
    kind("face-seal", "Gleitringdichtung {0}", "Duo cone seal {0}")
        .at("DI", 'G', FACE, "D")
        .text("Für Laufrollen und Endantriebe, paarweise. Laufflächen nicht mit den Fingern berühren.", "For rollers and final drives, in pairs. Do not touch the running faces.")
        .drawn("face-seal")
        .unit(Unit::Pair)
        .spans((160, 4_800), (24_00, 360_00))
        .has(&[range("Maße", "Dimensions", "mm", &[(60, 380, 10), (80, 440, 10)]), pick("Werkstoff", "Material", "", &["100Cr6", "GJS-600"]), pick("Gummi", "Rubber", "", &["NBR", "VMQ"])])
        .compares(SEALS),
    kind("swing-seal", "Dichtung Drehkranz", "Slewing ring seal")
        .at("DI", 'H', FACE, "D")
        .text("Profildichtung als Meterware, Stoß kleben.", "Profile seal by the metre, glue the joint.")
        .drawn("profile")
        .unit(Unit::Metre)
        .sold(250, 10, 10)
        .spans((60, 340), (6_80, 24_00))
        .has(&[pick("Profil", "Profile", "mm", &["12 x 10", "15 x 12", "18 x 15"]), pick("Werkstoff", "Material", "", &["NBR 70", "PU"])]),
    kind("flat-gasket", "Dichtung {v}", "Gasket, {v}")
        .at("DI", 'F', FLAT, "D")
        .text("Dichtflächen vollständig reinigen, ohne Dichtmasse einbauen.", "Clean the faces completely, fit without sealant.")
        .drawn("flat-gasket")
        .spans((4, 160), (1_90, 24_00))
        .variants(&[("Ölwanne", "oil sump"), ("Ventildeckel", "valve cover"), ("Krümmer", "manifold"), ("Wasserpumpe", "water pump"), ("Turbolader", "turbocharger")])
        .has(&[pick("Dicke", "Thickness", "mm", &["0.5", "0.8", "1", "1.5"]), fits(MACHINES)])
        .compares(SEALS),
    kind("copper-washer", "Kupferdichtring {0}", "Copper sealing washer {0}")
        .at("DI", 'C', FLAT, "N")
        .text("DIN 7603, Form A. Nur einmal verwenden.", "DIN 7603, form A. Use once only.")
        .drawn("washer")
        .sold(1000, 100, 100)
        .spans((1, 14), (12, 1_10))
        .has(&[sized("Maße", "Dimensions", "mm", &["8 x 12 x 1", "10 x 14 x 1", "12 x 16 x 1.5", "14 x 18 x 1.5", "16 x 20 x 1.5", "18 x 22 x 1.5", "22 x 27 x 1.5", "27 x 32 x 2"]), pick("Norm", "Standard", "", &["DIN 7603"])]),
    kind("bonded-seal", "Usit-Ring {0}", "Bonded seal {0}")
        .at("DI", 'U', FLAT, "D")
        .text("Metallring mit aufvulkanisierter Dichtlippe für Verschraubungen.", "Metal washer with bonded sealing lip for fittings.")
        .drawn("washer")
        .sold(500, 100, 100)
        .spans((2, 40), (32, 3_40))
        .has(&[sized("Gewinde", "Thread", "", &["G 1/8", "G 1/4", "G 3/8", "G 1/2", "G 3/4", "G 1"]), pick("Werkstoff", "Material", "", &["NBR", "FKM"])]),
    kind("rod-seal", "Stangendichtung {0}", "Rod seal {0}")
        .at("DI", 'T', ROD, "D")
        .text("Nutring, druckseitig öffnend eingebaut.", "U-cup, fitted with the lips facing the pressure.")
        .drawn("lip-seal")
        .spans((4, 120), (5_40, 58_00))
        .has(&[range("Maße", "Dimensions", "mm", &[(30, 110, 5), (40, 130, 5), (8, 16, 1)]), pick("Werkstoff", "Material", "", &["PU 93", "PTFE"])])
        .compares(SEALS),
    kind("piston-seal", "Kolbendichtung {0}", "Piston seal {0}")
        .at("DI", 'O', ROD, "D")
        .text("Mit Stützringen, mehrteilig.", "With backup rings, multi-part.")
        .drawn("lip-seal")
        .spans((8, 190), (8_90, 84_00))
        .has(&[range("Maße", "Dimensions", "mm", &[(50, 160, 10), (38, 140, 10), (10, 20, 1)]), pick("Werkstoff", "Material", "", &["PTFE-Bronze", "PU 93"])])
        .compares(SEALS),
    kind("wiper", "Abstreifer {0}", "Wiper {0}")
        .at("DI", 'A', ROD, "D")
        .text("Hält Schmutz von der Stange fern. Mit der Stangendichtung zusammen wechseln.", "Keeps dirt off the rod. Change together with the rod seal.")
        .drawn("lip-seal")
        .spans((4, 90), (4_10, 39_00))
        .has(&[range("Maße", "Dimensions", "mm", &[(30, 110, 5), (40, 125, 5), (6, 12, 1)]), pick("Werkstoff", "Material", "", &["PU 93", "NBR 90"])])
        .compares(SEALS),
];
