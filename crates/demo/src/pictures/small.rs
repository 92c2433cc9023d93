//! Standard parts, oils, tools.

use super::*;

pub(super) const DRAWINGS: &[Drawing] = &[
    ("bearing", "Kugellager", || {
        [
            tint(&c(80.0, 60.0, 48.0)),
            c(80.0, 60.0, 37.0),
            c(80.0, 60.0, 22.0),
            c(80.0, 60.0, 14.0),
            holes(9, 80.0, 60.0, 29.5, 7.0),
            axis("M26 60h108M80 6v108"),
        ]
        .concat()
    }),
    ("taper-bearing", "Kegelrollenlager", || {
        [
            tint(&p("M44 20h72v16l-72 8Z")),
            tint(&p("M44 100h72V84l-72-8Z")),
            p("M50 52h60v-4H50ZM50 68h60v4H50Z"),
            p("M56 46l50-7v8l-50 4ZM56 74l50 7v-8l-50-4Z"),
            thin(&p("M44 20v24M116 20v16M44 100V76M116 100V84")),
            axis("M30 60h100"),
        ]
        .concat()
    }),
    ("needle-bearing", "Nadellager", || {
        [
            tint(&c(80.0, 60.0, 44.0)),
            c(80.0, 60.0, 36.0),
            c(80.0, 60.0, 28.0),
            thin(&holes(24, 80.0, 60.0, 32.0, 3.4)),
            axis("M28 60h104M80 8v104"),
        ]
        .concat()
    }),
    ("spherical-bearing", "Gelenklager", || {
        [
            tint(&p("M52 22h56v22c-18-8-38-8-56 0Z")),
            tint(&p("M52 98h56V76c-18 8-38 8-56 0Z")),
            p("M46 48h68v-2c-20-10-48-10-68 0ZM46 72h68v2c-20 10-48 10-68 0Z"),
            mark(&p("M80 22v14M80 98V84")),
            p("M46 48v24M114 48v24"),
            axis("M32 60h96"),
        ]
        .concat()
    }),
    ("bolt", "Schraube", || {
        [
            tint(&p("M24 40h20v40H24Z")),
            thin(&p("M24 50h20M24 70h20")),
            p("M44 50h86l8 4v12l-8 4H44"),
            thin(&rows(17, 66.0, 50.0, 4.0, 0.0, "l2 20")),
            axis("M12 60h136"),
        ]
        .concat()
    }),
    ("socket-screw", "Zylinderschraube", || {
        [
            tint(&r(22.0, 40.0, 28.0, 40.0, 2.0)),
            thin(&[rows(8, 24.0, 43.0, 0.0, 4.9, "h24"), rows(16, 72.0, 50.0, 4.0, 0.0, "l2 20")].concat()),
            mark(&p("M22 53h16v14H22")),
            p("M50 50h82l6 4v12l-6 4H50"),
            axis("M12 60h136"),
        ]
        .concat()
    }),
    ("eye-bolt", "Ringschraube", || {
        [
            tint(&c(80.0, 38.0, 26.0)),
            c(80.0, 38.0, 15.0),
            p("M60 64h40v8H60ZM72 72h16v36H72Z"),
            thin(&rows(9, 72.0, 76.0, 0.0, 3.6, "h16")),
            axis("M80 4v112"),
        ]
        .concat()
    }),
    ("nut", "Mutter", || {
        [
            tint(&hexagon(80.0, 60.0, 46.0)),
            c(80.0, 60.0, 38.0),
            c(80.0, 60.0, 22.0),
            thin(&p("M80 41a19 19 0 1 1-19 19")),
            axis("M28 60h104M80 8v104"),
        ]
        .concat()
    }),
    ("washer", "Scheibe", || {
        [
            tint(&c(68.0, 60.0, 42.0)),
            c(68.0, 60.0, 22.0),
            p("M126 18h8v84h-8Z"),
            thin(&p("M126 38h8M126 82h8")),
            axis("M18 60h126M68 10v100"),
        ]
        .concat()
    }),
    ("circlip", "Sicherungsring", || {
        [
            tint(&p("M64 96a40 40 0 1 1 32 0l-6-12a27 27 0 1 0-20 0Z")),
            mark(&[c(72.0, 90.0, 3.0), c(88.0, 90.0, 3.0)].concat()),
            axis("M32 59h96M80 10v100"),
        ]
        .concat()
    }),
    ("split-pin", "Splint", || {
        [
            tint(&p("M52 60a18 16 0 1 1 0-2h86M52 62h78")),
            c(34.0, 60.0, 9.0),
            p("M52 58h88v3H52M52 62h76v3H50"),
            axis("M8 61h144"),
        ]
        .concat()
    }),
    ("spring", "Feder", || {
        [
            coil(9, 22.0, 60.0, 116.0, 48.0),
            thin(&coil(9, 28.0, 60.0, 116.0, 48.0)),
            p("M16 36v48M146 36v48"),
            axis("M6 60h148"),
        ]
        .concat()
    }),
    ("hose-clamp", "Schlauchschelle", || {
        [
            tint(&c(76.0, 66.0, 38.0)),
            c(76.0, 66.0, 33.0),
            r(84.0, 18.0, 40.0, 18.0, 3.0),
            p("M124 22h14v10h-14M131 22v10"),
            thin(&rows(12, 56.0, 32.5, 2.6, 0.0, "v-4")),
        ]
        .concat()
    }),
    ("oil-can", "Kanister", || {
        [
            tint(&p("M40 36h56l24 18v46a6 6 0 0 1-6 6H46a6 6 0 0 1-6-6Z")),
            p("M48 36V22h44v14M56 30h28M100 39l8-14 12 6-8 16"),
            mark(&p("M80 62c-10 14-12 18-12 22a12 12 0 0 0 24 0c0-4-2-8-12-22Z")),
        ]
        .concat()
    }),
    ("grease-cartridge", "Fettkartusche", || {
        [
            tint(&r(34.0, 44.0, 92.0, 32.0, 3.0)),
            p("M26 44h8v32h-8ZM126 48h10v24h-10ZM136 56h8v8h-8Z"),
            mark(&r(52.0, 50.0, 48.0, 20.0, 2.0)),
            thin(&p("M58 57h36M58 63h24")),
        ]
        .concat()
    }),
    ("grease-gun", "Fettpresse", || {
        [
            tint(&r(14.0, 46.0, 74.0, 22.0, 4.0)),
            p("M88 42h20v30H88ZM108 50c22-2 30 10 28 34M108 58c14-2 20 10 18 26M126 84h12v14h-12Z"),
            p("M92 72 34 100l-4-8 56-28"),
            thin(&rows(5, 22.0, 46.0, 5.0, 0.0, "v22")),
        ]
        .concat()
    }),
    ("wrench", "Schlüssel", || {
        [
            tint(&p(
                "M62 54h76a6 6 0 0 1 0 12H62c-4 14-14 22-28 22l-12-4 16-14V50L22 36l12-4c14 0 24 8 28 22Z",
            )),
            c(136.0, 60.0, 2.5),
            thin(&rows(8, 98.0, 54.0, 4.0, 0.0, "v12")),
        ]
        .concat()
    }),
    ("lifting-chain", "Anschlagkette", || {
        [
            c(80.0, 18.0, 11.0),
            tint(
                &(0..4)
                    .flat_map(|i| {
                        [
                            e(68.0 - 7.0 * count(i), 38.0 + 15.0 * count(i), 5.0, 8.5),
                            e(92.0 + 7.0 * count(i), 38.0 + 15.0 * count(i), 5.0, 8.5),
                        ]
                    })
                    .collect::<String>(),
            ),
            mark(&p("M42 92v6a8 8 0 1 1-12 0M118 92v6a8 8 0 1 0 12 0")),
        ]
        .concat()
    }),
    ("gloves", "Handschuhe", || {
        [
            tint(&p("M44 104V70L30 52c-4-6 4-12 9-6l9 10V26c0-8 10-8 10 0v22-30c0-8 10-8 10 0v30-26c0-8 10-8 10 0v30-18c0-8 10-8 10 0v44l-6 26Z")),
            mark(&p("M44 92h40M44 98h39")),
            p("M92 66l14-14c5-5 12 1 8 7L90 92"),
        ]
        .concat()
    }),
    ("spray-can", "Sprühdose", || {
        [
            tint(&r(56.0, 40.0, 48.0, 66.0, 5.0)),
            p("M60 40c0-10 8-14 12-14h16c4 0 12 4 12 14M72 26V14h16v12"),
            mark(&p("M68 18 50 12M68 20H46M68 22l-18 6")),
            thin(&p("M56 54h48M56 92h48M66 64h28M66 72h28M66 80h18")),
        ]
        .concat()
    }),
    ("bottle", "Flasche", || {
        [
            tint(&p("M58 48c0-8 12-8 12-16h20c0 8 12 8 12 16v52a6 6 0 0 1-6 6H64a6 6 0 0 1-6-6Z")),
            p("M72 32V20h16v12M76 20l2-12h4l2 12"),
            mark(&r(62.0, 62.0, 36.0, 28.0, 2.0)),
        ]
        .concat()
    }),
    ("manual", "Handbuch", || {
        [
            tint(&p("M80 30C64 18 40 18 24 24v70c16-6 40-6 56 6 16-12 40-12 56-6V24c-16-6-40-6-56 6Z")),
            p("M80 30v70"),
            thin(&p("M34 36c12-3 26-2 38 4M34 48c12-3 26-2 38 4M34 60c12-3 26-2 38 4M126 72c-12-3-26-2-38 4M126 84c-12-3-26-2-38 4")),
            mark(&[gear(9, 108.0, 48.0, 8.0, 12.0), c(108.0, 48.0, 3.0)].concat()),
        ]
        .concat()
    }),
    ("service-kit", "Service-Satz", || {
        [
            tint(&p("M22 58h116v46H22Z")),
            p("M22 58l12-12h92l12 12M70 70h20v10H70Z"),
            p("M42 46V22h26v24M42 28h26"),
            thin(&rows(5, 46.0, 30.0, 4.5, 0.0, "v16")),
            mark(&[c(98.0, 34.0, 12.0), c(98.0, 34.0, 8.0)].concat()),
        ]
        .concat()
    }),
];
