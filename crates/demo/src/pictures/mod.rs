//! Line drawings of parts, and of what can be chosen for machines, as SVG: one viewBox, mid-grey lines that stand out on light and on dark paper, no
//! scripts, nothing loaded from elsewhere. Drawn by a few strokes each; what turns (gears, fans, bearings) is computed.

mod chassis;
mod electrics;
mod engine;
mod hydraulics;
mod machines;
mod small;

use std::f64::consts::TAU;
use std::fmt::Write as _;

/// A drawing: its slug, its title, its strokes.
type Drawing = (&'static str, &'static str, fn() -> String);

const ALL: [&[Drawing]; 6] = [
    hydraulics::DRAWINGS,
    engine::DRAWINGS,
    chassis::DRAWINGS,
    electrics::DRAWINGS,
    small::DRAWINGS,
    machines::DRAWINGS,
];

/// Kinds whose drawing is that of a similar thing.
const ALIKE: &[(&str, &str)] = &[
    ("ring", "o-ring"),
    ("ribbed-belt", "belt"),
    ("carrier-roller", "track-roller"),
    ("cover", "hub"),
    ("fuel-sender", "sensor"),
    ("gas-spring", "piston-rod"),
    ("wiper-motor", "starter"),
    ("bucket-can", "oil-can"),
    ("side-cutter", "cutting-edge"),
    ("camera", "work-lamp"),
    ("tension-spring", "spring"),
    ("spring-pin", "bushing"),
    ("parts-book", "manual"),
];

fn canonical(slug: &str) -> &str {
    ALIKE.iter().find(|(kind, _)| *kind == slug).map_or(slug, |(_, drawing)| drawing)
}

fn find(slug: &str) -> Option<&'static Drawing> {
    let slug = canonical(slug);
    ALL.into_iter().flatten().find(|(name, _, _)| *name == slug)
}

/// The slugs of all drawings.
pub fn picture_slugs() -> impl Iterator<Item = &'static str> {
    ALL.into_iter().flatten().map(|(slug, _, _)| *slug)
}

/// The drawing of a kind of part or of a drawing's own slug: a whole SVG document.
#[must_use]
pub fn picture(slug: &str) -> Option<String> {
    let kind = crate::kinds::kinds().find(|k| k.slug == slug);
    let (_, title, strokes) = find(slug).or_else(|| find(kind?.picture))?;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 160 120\" width=\"160\" height=\"120\" fill=\"none\" stroke=\"#74808b\" \
         stroke-width=\"2\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><title>{title}</title>{}</svg>",
        strokes()
    ))
}

/// The path below `/media/` of a kind's drawing, for example `kind/hydraulic-filter.svg`.
pub(crate) fn path(slug: &str) -> String {
    format!("kind/{}.svg", canonical(slug))
}

/// The drawing for a path such as `kind/hydraulic-filter.svg`.
#[must_use]
pub fn picture_at(path: &str) -> Option<String> {
    picture(path.strip_prefix("kind/")?.strip_suffix(".svg")?)
}

// The strokes. Coordinates are those of the viewBox; one decimal is more than anybody sees.

/// A path.
fn p(d: &str) -> String {
    format!("<path d=\"{d}\"/>")
}

/// A circle.
fn c(x: f64, y: f64, r: f64) -> String {
    format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r:.1}\"/>")
}

/// An ellipse.
fn e(x: f64, y: f64, rx: f64, ry: f64) -> String {
    format!("<ellipse cx=\"{x:.1}\" cy=\"{y:.1}\" rx=\"{rx:.1}\" ry=\"{ry:.1}\"/>")
}

/// A rectangle with rounded corners.
fn r(x: f64, y: f64, w: f64, h: f64, round: f64) -> String {
    format!("<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\" rx=\"{round:.1}\"/>")
}

/// Thin lines: edges, threads, hatching.
fn thin(strokes: &str) -> String {
    format!("<g stroke-width=\"1\">{strokes}</g>")
}

/// Dash-dotted centre lines.
fn axis(d: &str) -> String {
    format!("<path stroke-width=\".8\" stroke-dasharray=\"9 3 2 3\" opacity=\".7\" d=\"{d}\"/>")
}

/// A surface with a light tint of the line's colour.
fn tint(strokes: &str) -> String {
    format!("<g fill=\"#74808b\" fill-opacity=\".13\">{strokes}</g>")
}

/// What people look for in the drawing: the seal, the tip, the light.
fn mark(strokes: &str) -> String {
    format!("<g stroke=\"#bd7c22\">{strokes}</g>")
}

/// Equal lines side by side: `n` times from `(x, y)`, each moved by `(dx, dy)`; `line` is relative (`v20`).
fn rows(n: usize, x: f64, y: f64, dx: f64, dy: f64, line: &str) -> String {
    let mut all = String::new();
    for i in 0..n {
        let k = count(i);
        let _ = write!(all, "M{:.1} {:.1}{line}", x + dx * k, y + dy * k);
    }
    p(&all)
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// A point on a circle; turns are counted clockwise from the top.
fn on(x: f64, y: f64, radius: f64, turn: f64) -> (f64, f64) {
    let angle = turn * TAU - TAU / 4.0;
    (x + radius * angle.cos(), y + radius * angle.sin())
}

/// `n` circles on a circle: bolt holes, balls, rollers.
fn holes(n: usize, x: f64, y: f64, radius: f64, size: f64) -> String {
    (0..n).map(|i| on(x, y, radius, count(i) / count(n))).map(|(hx, hy)| c(hx, hy, size)).collect()
}

/// `n` spokes between two radii.
fn spokes(n: usize, x: f64, y: f64, inner: f64, outer: f64, twist: f64) -> String {
    let mut d = String::new();
    for i in 0..n {
        let turn = count(i) / count(n);
        let ((ax, ay), (bx, by)) = (on(x, y, inner, turn), on(x, y, outer, turn + twist));
        let _ = write!(d, "M{ax:.1} {ay:.1}L{bx:.1} {by:.1}");
    }
    p(&d)
}

/// A toothed wheel.
fn gear(n: usize, x: f64, y: f64, root: f64, tip: f64) -> String {
    let mut d = String::new();
    for i in 0..n {
        for (at, radius) in [(0.0, root), (0.25, root), (0.4, tip), (0.75, tip), (0.9, root)] {
            let (px, py) = on(x, y, radius, (count(i) + at) / count(n));
            let stroke = if d.is_empty() { 'M' } else { 'L' };
            let _ = write!(d, "{stroke}{px:.1} {py:.1}");
        }
    }
    p(&format!("{d}Z"))
}

/// A coiled spring between two points on a horizontal line.
fn coil(n: usize, x: f64, y: f64, width: f64, height: f64) -> String {
    let step = width / count(n);
    let mut d = format!("M{x:.1} {:.1}", y + height / 2.0);
    for i in 0..n {
        let left = x + step * count(i);
        let (top, bottom) = (y - height / 2.0, y + height / 2.0);
        let _ = write!(d, "L{:.1} {top:.1}L{:.1} {bottom:.1}", left + step / 2.0, left + step);
    }
    p(&d)
}

/// A hexagon: head of a screw, nut.
fn hexagon(x: f64, y: f64, radius: f64) -> String {
    let points: Vec<String> =
        (0..6).map(|i| on(x, y, radius, count(i) / 6.0)).map(|(px, py)| format!("{px:.1} {py:.1}")).collect();
    p(&format!("M{}Z", points.join("L")))
}
