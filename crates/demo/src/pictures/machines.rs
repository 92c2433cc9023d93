//! What can be chosen for a machine: cabs, tracks, couplers, tools, and signs for what is nothing to look at.

use super::*;

pub(super) const DRAWINGS: &[Drawing] = &[
    ("canopy", "Schutzdach", || {
        [
            tint(&p("M30 18h100l6 12H24Z")),
            p("M38 30v70M122 30v70"),
            p("M60 96V64q0-5 5-5h7v37M72 84h22v12"),
            tint(&p("M24 100h112v8H24Z")),
        ]
        .concat()
    }),
    ("cab", "Kabine", || {
        [
            tint(&p("M36 106V50q2-30 26-32h58q8 0 8 8v80Z")),
            p("M46 64V52q2-22 18-24h14v36ZM88 28h30v36H88Z"),
            p("M83 18v88"),
            mark(&p("M90 76h12")),
        ]
        .concat()
    }),
    ("comfort-cab", "Komfortkabine", || {
        [
            tint(&p("M28 106V56q2-36 34-40h58q12 0 12 12v78Z")),
            p("M38 96V56q2-26 22-30h62v70Z"),
            p("M62 78V50q0-5 5-5h7v33M74 68h24v10"),
            mark(&p("M66 78l28 16M94 78L66 94M62 94h36")),
        ]
        .concat()
    }),
    ("air-conditioning", "Klimaanlage", || {
        [
            spokes(6, 80.0, 60.0, 0.0, 46.0, 0.0),
            mark(
                &[spokes(6, 80.0, 60.0, 26.0, 40.0, 0.07), spokes(6, 80.0, 60.0, 26.0, 40.0, -0.07)].concat(),
            ),
            c(80.0, 60.0, 4.0),
        ]
        .concat()
    }),
    ("heater", "Standheizung", || {
        [
            tint(&r(34.0, 62.0, 92.0, 40.0, 6.0)),
            rows(7, 50.0, 72.0, 10.0, 0.0, "v20"),
            mark(&p("M56 50q-8-9 0-18t0-18M80 50q-8-9 0-18t0-18M104 50q-8-9 0-18t0-18")),
        ]
        .concat()
    }),
    ("radio", "Radio", || {
        [
            tint(&r(22.0, 36.0, 116.0, 54.0, 6.0)),
            c(46.0, 63.0, 14.0),
            c(46.0, 63.0, 3.0),
            r(72.0, 46.0, 54.0, 16.0, 2.0),
            rows(5, 74.0, 74.0, 12.0, 0.0, "h6"),
            mark(&p("M112 36l16-22")),
        ]
        .concat()
    }),
    ("heated-seat", "Sitzheizung", || {
        [
            tint(&p("M50 22q0-8 8-8h10q6 0 6 8l4 46H56Z")),
            tint(&p("M54 70h58q8 0 8 8t-8 8H60q-6 0-6-8Z")),
            p("M66 86v16M106 86v16M56 104h62"),
            mark(&p("M92 60q-6-7 0-14t0-14M108 60q-6-7 0-14t0-14")),
        ]
        .concat()
    }),
    ("rear-camera", "Rückfahrkamera", || {
        [
            tint(&r(64.0, 24.0, 76.0, 52.0, 4.0)),
            p("M72 32h60v36H72Z"),
            mark(&p("M84 68l12-26M120 68l-12-26M90 55h24")),
            p("M102 76v10M86 88h32"),
            tint(&r(18.0, 66.0, 34.0, 26.0, 4.0)),
            c(35.0, 79.0, 8.0),
            c(35.0, 79.0, 3.0),
        ]
        .concat()
    }),
    ("wide-track", "Gummikette 300 mm", || {
        [
            tint(&r(42.0, 14.0, 76.0, 92.0, 12.0)),
            rows(7, 42.0, 22.0, 0.0, 12.5, "l30 5"),
            rows(7, 118.0, 22.0, 0.0, 12.5, "l-30 5"),
            p("M72 14v92M88 14v92"),
            mark(&p("M42 114h76M42 110v8M118 110v8")),
        ]
        .concat()
    }),
    ("narrow-track", "Gummikette 250 mm", || {
        [
            tint(&r(56.0, 14.0, 48.0, 92.0, 10.0)),
            rows(7, 56.0, 22.0, 0.0, 12.5, "l17 5"),
            rows(7, 104.0, 22.0, 0.0, 12.5, "l-17 5"),
            p("M74 14v92M86 14v92"),
            mark(&p("M56 114h48M56 110v8M104 110v8")),
        ]
        .concat()
    }),
    ("steel-track", "Stahlkette", || {
        [
            tint(&p("M40 14h80v92H40Z")),
            rows(5, 40.0, 14.0, 0.0, 23.0, "h80"),
            rows(4, 40.0, 24.0, 0.0, 23.0, "h80"),
            p("M66 14v92M94 14v92"),
            rows(4, 76.0, 33.0, 0.0, 23.0, "h8"),
        ]
        .concat()
    }),
    ("telescopic-undercarriage", "Teleskoplaufwerk", || {
        [
            tint(&r(18.0, 24.0, 26.0, 72.0, 8.0)),
            tint(&r(116.0, 24.0, 26.0, 72.0, 8.0)),
            p("M44 50h30v20H44ZM116 50H86v20h30Z"),
            tint(&r(66.0, 46.0, 28.0, 28.0, 3.0)),
            mark(&p("M60 104H26l8-6M26 104l8 6M100 104h34l-8-6M134 104l-8 6")),
        ]
        .concat()
    }),
    ("short-stick", "Stiel", || stick(116.0)),
    ("long-stick", "Stiel, lang", || stick(150.0)),
    ("auxiliary-circuit", "Zusatzkreis", || circuit("M66 25l10 8-10 8M82 79l-10 8 10 8")),
    ("rotation-circuit", "Zusatzkreis, drehen", || circuit("M101 49a24 24 0 0 1 45 11M139 53l7 8 7-8")),
    ("continuous-circuit", "Dauerbetrieb", || circuit("M58 25l10 8-10 8M72 25l10 8-10 8M86 25l10 8-10 8")),
    ("burst-valve", "Rohrbruchsicherung", || {
        [
            tint(&p("M80 10l44 14v36q0 32-44 50-44-18-44-50V24Z")),
            p("M50 60h18M92 60h18M68 48h24v24H68Z"),
            mark(&p("M74 54l12 12M86 54L74 66")),
        ]
        .concat()
    }),
    ("pin-mount", "Direktanbau", || {
        [
            tint(&p("M46 20h22v60q0 12-11 12t-11-12ZM92 20h22v60q0 12-11 12t-11-12Z")),
            mark(&p("M34 76h92M34 70h92M34 70v6M126 70v6")),
            p("M40 66v14M120 66v14"),
        ]
        .concat()
    }),
    ("mechanical-coupler", "Schnellwechsler mechanisch", || {
        [coupler(), mark(&p("M66 82h82M66 76v12M148 70v24"))].concat()
    }),
    ("hydraulic-coupler", "Schnellwechsler hydraulisch", || {
        [
            coupler(),
            mark(
                &[
                    r(58.0, 76.0, 34.0, 14.0, 3.0),
                    p("M92 83h12M66 76V40q0-28-26-28H22M80 76V36q0-24 26-24h32"),
                ]
                .concat(),
            ),
        ]
        .concat()
    }),
    ("tiltrotator", "Schwenkrotator", || {
        [
            tint(&p("M48 14h64v18l-14 12H62L48 32Z")),
            tint(&e(80.0, 56.0, 40.0, 11.0)),
            tint(&p("M50 66h60v12l-8 22H58l-8-22Z")),
            c(66.0, 88.0, 5.0),
            c(94.0, 88.0, 5.0),
            mark(&p("M30 58q-8 20 20 30M42 88l8 0-3-8M130 58q8 20-20 30M118 88l-8 0 3-8")),
        ]
        .concat()
    }),
    ("bucket-narrow", "Tieflöffel 300 mm", || {
        [
            tint(&p("M62 22h36v56q0 10-8 10H70q-8 0-8-10Z")),
            p("M62 40h36M68 22V12h24v10"),
            p("M64 88v12l5 6 3-18M88 88l3 18 5-6V88M76 88l2 18h4l2-18"),
            mark(&p("M62 114h36M62 110v8M98 110v8")),
        ]
        .concat()
    }),
    ("bucket-medium", "Tieflöffel 450 mm", || {
        [
            tint(&p("M50 22h60v56q0 10-8 10H58q-8 0-8-10Z")),
            p("M50 40h60M68 22V12h24v10"),
            p("M52 88v12l5 6 3-18M71 88l2 18h4l2-18M85 88l-2 18h-4M100 88l3 18 5-6V88"),
            mark(&p("M50 114h60M50 110v8M110 110v8")),
        ]
        .concat()
    }),
    ("bucket-wide", "Tieflöffel 600 mm", || {
        [
            tint(&p("M36 22h88v56q0 10-8 10H44q-8 0-8-10Z")),
            p("M36 40h88M68 22V12h24v10"),
            p("M38 88v12l5 6 3-18M57 88l2 18h4l2-18M77 88l2 18h4l2-18M97 88l2 18h4l2-18M114 88l3 18 5-6V88"),
            mark(&p("M36 114h88M36 110v8M124 110v8")),
        ]
        .concat()
    }),
    ("ditching-bucket", "Grabenräumlöffel", || {
        [
            tint(&p("M12 34h136v38q0 20-20 20H32q-20 0-20-20Z")),
            p("M12 52h136M66 34V20h28v14"),
            p("M10 92h140v8H10Z"),
        ]
        .concat()
    }),
    ("tilting-bucket", "Grabenräumlöffel, schwenkbar", || {
        [
            tint(&p("M14 62l126-30 9 36q2 12-12 16L40 106q-14 2-18-10Z")),
            p("M18 78l126-30"),
            p("M66 44V16h28v22"),
            mark(&p("M28 42q6-18 26-24M46 14l8 4-5 8")),
        ]
        .concat()
    }),
    ("breaker", "Hydraulikhammer", || {
        [
            tint(&p("M56 8h48v14l-8 4v40H64V26l-8-4Z")),
            p("M64 38h32M64 52h32M68 66h24v10H68Z"),
            p("M74 76h12v28l-6 12-6-12Z"),
            mark(&p("M54 104l-12 6M106 104l12 6M50 92H38M110 92h12")),
        ]
        .concat()
    }),
    ("grapple", "Zweischalengreifer", || {
        [
            tint(&r(66.0, 8.0, 28.0, 20.0, 4.0)),
            tint(&p("M76 28Q22 40 22 84q0 18 26 26l6-8q-14-8-10-22 4-22 32-28Z")),
            tint(&p("M84 28q54 12 54 56 0 18-26 26l-6-8q14-8 10-22-4-22-32-28Z")),
            c(80.0, 38.0, 5.0),
            mark(&p("M58 16q-8-2-10 4M102 16q8-2 10 4")),
        ]
        .concat()
    }),
    ("auger", "Erdbohrer", || {
        [
            tint(&r(62.0, 6.0, 36.0, 22.0, 4.0)),
            p("M80 28v84M72 28h16v8H72Z"),
            tint(&p(
                "M56 44q24-10 48 0-24 14-48 0ZM56 64q24-10 48 0-24 14-48 0ZM56 84q24-10 48 0-24 14-48 0Z",
            )),
            mark(&p("M70 104l10 12 10-12")),
        ]
        .concat()
    }),
    ("auger-bit", "Bohrschnecke", || {
        [
            p("M80 8v104M74 8h12v14H74Z"),
            tint(&p(
                "M44 38q36-14 72 0-36 18-72 0ZM44 62q36-14 72 0-36 18-72 0ZM44 86q36-14 72 0-36 18-72 0Z",
            )),
            mark(&p("M68 102l12 14 12-14")),
        ]
        .concat()
    }),
    ("mulcher", "Mulchkopf", || {
        [
            tint(&p("M18 60q0-34 40-34h44q40 0 40 34v12H18Z")),
            tint(&r(30.0, 66.0, 100.0, 24.0, 10.0)),
            rows(7, 40.0, 90.0, 13.0, 0.0, "l4 12h-8l4-12"),
            p("M66 26V12h28v14"),
            mark(&p("M58 78q22-14 44 0M96 70l6 8-10 2")),
        ]
        .concat()
    }),
    ("boom-light", "Scheinwerfer am Ausleger", || {
        [
            tint(&p("M8 106q20-74 96-80l8 16q-66 4-80 64Z")),
            tint(&p("M96 44h30l6 22H90Z")),
            c(112.0, 56.0, 7.0),
            mark(&p("M98 76l-10 24M112 76v28M126 76l10 24")),
        ]
        .concat()
    }),
    ("roof-light", "Scheinwerfer am Dach", || {
        [
            tint(&p("M14 40h132l-8-14H22Z")),
            tint(&r(30.0, 40.0, 26.0, 20.0, 4.0)),
            tint(&r(104.0, 40.0, 26.0, 20.0, 4.0)),
            p("M26 106V60M134 106V60"),
            mark(&p("M36 70l-8 22M43 70v24M50 70l8 22M110 70l-8 22M117 70v24M124 70l8 22")),
        ]
        .concat()
    }),
    ("travel-alarm", "Fahralarm", || {
        [
            tint(&p("M30 46h22l34-26v80L52 74H30Z")),
            mark(&p("M100 42q14 18 0 36M114 32q22 28 0 56M128 22q30 38 0 76")),
        ]
        .concat()
    }),
    ("immobiliser", "Wegfahrsperre", || {
        let key = "h10v10h-10Z";
        [
            tint(&r(42.0, 12.0, 76.0, 96.0, 8.0)),
            p("M52 22h56v18H52Z"),
            rows(3, 58.0, 52.0, 17.0, 0.0, key),
            rows(3, 58.0, 70.0, 17.0, 0.0, key),
            p("M75 88h10v10h-10Z"),
            mark(&rows(3, 60.0, 31.0, 14.0, 0.0, "h6")),
        ]
        .concat()
    }),
    ("falling-object-guard", "Steinschlagschutz", || {
        [
            tint(&p("M26 44h108l10 14H16Z")),
            rows(7, 34.0, 44.0, 15.3, 0.0, "l0 14"),
            p("M30 58v50M130 58v50M46 74h68v34"),
            mark(&p("M68 10l16-4 12 10-6 14-18 2-8-10ZM54 34l-6-8M104 34l8-8")),
        ]
        .concat()
    }),
    ("factory-paint", "Werksgelb", || {
        [
            tint(&p("M42 40h76v58q0 8-38 8t-38-8Z")),
            tint(&e(80.0, 40.0, 38.0, 10.0)),
            p("M42 44Q40 8 80 8t38 36"),
            paint("#f2b01e", "M46 60h68v26H46Z"),
        ]
        .concat()
    }),
    ("special-paint", "Sonderfarbe", || {
        [
            tint(&p("M22 24h116v72H22Z")),
            p("M22 42h116M51 24v72M80 24v72M109 24v72"),
            paint("#b3372f", "M23 43h27v52H23Z"),
            paint("#2f6db3", "M52 43h27v52H52Z"),
            paint("#3b8a4a", "M81 43h27v52H81Z"),
            paint("#8d9399", "M110 43h27v52h-27Z"),
        ]
        .concat()
    }),
    ("warranty", "Garantie", || {
        [tint(&p("M80 10l44 14v36q0 32-44 50-44-18-44-50V24Z")), mark(&p("M58 60l16 16 30-34"))].concat()
    }),
    ("telematics", "Telematik", || {
        [
            p("M80 112V62M60 112h40"),
            tint(&c(80.0, 54.0, 8.0)),
            mark(&p("M62 72q-16-18 0-36M98 72q16-18 0-36M48 84q-28-30 0-60M112 84q28-30 0-60")),
        ]
        .concat()
    }),
    ("speed-20", "20 km/h", || {
        [
            tint(&c(80.0, 60.0, 48.0)),
            c(80.0, 60.0, 40.0),
            mark(&p("M56 48q0-10 9-10t9 9q0 8-18 33h19M84 59q0-21 11-21t11 21-11 21-11-21Z")),
        ]
        .concat()
    }),
    ("speed-40", "40 km/h", || {
        [
            tint(&c(80.0, 60.0, 48.0)),
            c(80.0, 60.0, 40.0),
            mark(&p("M68 80V38L52 66h22M84 59q0-21 11-21t11 21-11 21-11-21Z")),
        ]
        .concat()
    }),
    ("industrial-tyre", "Industriereifen", || {
        [
            tint(&c(80.0, 60.0, 50.0)),
            c(80.0, 60.0, 26.0),
            c(80.0, 60.0, 8.0),
            thin(&[spokes(28, 80.0, 60.0, 40.0, 50.0, 0.0), c(80.0, 60.0, 40.0)].concat()),
        ]
        .concat()
    }),
    ("earthmover-tyre", "EM-Reifen", || {
        [
            tint(&c(80.0, 60.0, 50.0)),
            c(80.0, 60.0, 26.0),
            c(80.0, 60.0, 8.0),
            spokes(16, 80.0, 60.0, 34.0, 50.0, 0.035),
        ]
        .concat()
    }),
    ("wide-tyre", "Breitreifen", || {
        [
            tint(&r(38.0, 10.0, 84.0, 100.0, 24.0)),
            p("M80 10v100"),
            rows(6, 40.0, 26.0, 0.0, 14.0, "l34 10"),
            rows(6, 120.0, 26.0, 0.0, 14.0, "l-34 10"),
            mark(&p("M38 117h84")),
        ]
        .concat()
    }),
    ("euro-mount", "Euro-Aufnahme", || {
        [
            tint(&p("M30 20h20v84H30ZM110 20h20v84h-20Z")),
            p("M50 34h60M50 46h60M50 84h60"),
            p("M30 20q-12 6-6 18l6-4M130 20q12 6 6 18l-6-4"),
            mark(&p("M26 92h12M122 92h12")),
        ]
        .concat()
    }),
    ("loader-coupler", "Schnellwechsler hydraulisch", || {
        [
            tint(&p("M42 24h76v80H42Z")),
            p("M54 40h52v24H54Z"),
            tint(&r(26.0, 12.0, 108.0, 12.0, 6.0)),
            mark(
                &[r(62.0, 76.0, 36.0, 16.0, 3.0), p("M62 84H22M98 84h40M30 78l-8 6 8 6M130 78l8 6-8 6")]
                    .concat(),
            ),
        ]
        .concat()
    }),
    ("loader-bucket", "Standardschaufel", || shovel(22.0, 26.0)),
    ("light-bucket", "Leichtgutschaufel", || {
        [
            shovel(6.0, 52.0),
            mark(&p("M44 38Q66 2 96 12t48 64M86 40v.1M100 56v.1M78 56v.1M114 72v.1M98 34v.1")),
        ]
        .concat()
    }),
    ("pallet-fork", "Palettengabel", || {
        [
            tint(&p("M26 12h12v88H26ZM70 12h12v88H70Z")),
            p("M20 20h68v12H20ZM20 62h68v12H20Z"),
            tint(&p("M26 88h112l10 6-10 6H26Z")),
        ]
        .concat()
    }),
    ("sweeper", "Kehrmaschine", || {
        [
            tint(&p("M20 56q4-34 40-34h52q28 0 30 34Z")),
            tint(&c(56.0, 82.0, 24.0)),
            spokes(18, 56.0, 82.0, 10.0, 24.0, 0.02),
            c(56.0, 82.0, 8.0),
            tint(&p("M88 62h54v40H98Z")),
            mark(&p("M14 112h16M36 112h12")),
        ]
        .concat()
    }),
    ("snow-blade", "Schneeschild", || {
        [
            tint(&p("M24 42Q12 70 32 98l112-22Q128 48 138 18Z")),
            p("M24 42q8 10 18 4L148 24l-10-6M32 98l2 10 112-22-2-10"),
            thin(&rows(3, 56.0, 44.0, 26.0, -5.4, "q-8 24 4 48")),
            mark(
                &[
                    spokes(3, 30.0, 18.0, -8.0, 8.0, 0.0),
                    spokes(3, 66.0, 14.0, -8.0, 8.0, 0.0),
                    spokes(3, 14.0, 58.0, -6.0, 6.0, 0.0),
                ]
                .concat(),
            ),
        ]
        .concat()
    }),
    ("four-in-one", "4-in-1-Schaufel", || {
        [
            tint(&p("M34 24h18q-12 36 6 80H34Q10 66 34 24Z")),
            tint(&p("M50 26l24-10 72 34-4 12-34 20Q82 76 50 38Z")),
            c(52.0, 31.0, 5.0),
            p("M22 50H10v12h10M24 84H12v12h16"),
            mark(&p("M134 82q-2 18-18 26M117 96l-2 12 12 1")),
        ]
        .concat()
    }),
    ("load-stabiliser", "Laststabilisator", || {
        [
            tint(&c(62.0, 46.0, 30.0)),
            p("M32 46q30-14 60 0M62 76v14H30v16M62 90h40"),
            tint(&r(102.0, 80.0, 38.0, 22.0, 3.0)),
            mark(&p("M104 30q8-8 16 0t16 0M104 46q8-8 16 0t16 0")),
        ]
        .concat()
    }),
    ("road-kit", "Ausrüstung nach StVZO", || {
        [tint(&p("M80 12l52 92H28Z")), p("M80 34l34 60H46Z"), mark(&p("M80 54v20M80 82v4"))].concat()
    }),
];

/// A surface of a colour.
fn paint(colour: &str, d: &str) -> String {
    format!("<path fill=\"{colour}\" stroke-width=\"0\" d=\"{d}\"/>")
}

/// A dipper stick with its bucket cylinder, as far as `tip`.
fn stick(tip: f64) -> String {
    let (pin, link) = (tip - 6.0, tip - 22.0);
    [
        tint(&p(&format!("M10 70 24 42h16l12 10L{pin} 62a9 9 0 0 1 0 18L26 88Z"))),
        c(25.0, 72.0, 6.0),
        c(pin, 71.0, 4.0),
        tint(&p(&format!("M38 22 {} 34l-2 12L36 34Z", tip - 52.0))),
        p(&format!("M{} 40 {link} 46l-6 20M{link} 46 {} 58", tip - 53.0, tip + 2.0)),
        mark(&p(&format!("M25 104H{pin}M25 98v12M{pin} 98v12"))),
    ]
    .concat()
}

/// Two lines to a consumer; `sign` says how the oil goes.
fn circuit(sign: &str) -> String {
    [
        tint(&[r(14.0, 22.0, 30.0, 22.0, 3.0), r(14.0, 76.0, 30.0, 22.0, 3.0)].concat()),
        p("M44 33h56q22 0 22 12M44 87h56q22 0 22-12"),
        tint(&c(122.0, 60.0, 15.0)),
        mark(&p(sign)),
    ]
    .concat()
}

/// A quick coupler from the side: ears above, claws below, and in them the pins of a tool.
fn coupler() -> String {
    [
        tint(&p("M36 66V34a11 11 0 0 1 22 0v16h40V34a11 11 0 0 1 22 0v16\
             h14v16h-20v34h-8V66H54q-14 2-14 18t14 18v8q-24-2-24-26 0-8 4-18Z")),
        c(47.0, 36.0, 4.0),
        c(109.0, 36.0, 4.0),
        c(53.0, 84.0, 8.0),
    ]
    .concat()
}

/// A loader's bucket, its near side at `x`, so wide.
fn shovel(x: f64, wide: f64) -> String {
    let up = wide * 0.36;
    let open = p(&format!("M{} 36l{wide}-{up} 54 62-{wide} {up}Z", x + 36.0));
    [
        tint(&p(&format!("M{} 36h14l54 62v8H{}q-28-6-26-36 2-24 20-34Z", x + 22.0, x + 28.0))),
        tint(&open.repeat(3)),
        p(&format!("M{} 36l{wide}-{up}h14M{} 106l{wide}-{up}v-8", x + 22.0, x + 90.0)),
        p(&format!("M{} 54h-8v12h6M{} 86h-8v10h14", x + 10.0, x + 8.0)),
    ]
    .concat()
}
