//! A drawn signature: strokes as vectors, so that turning the phone or another size loses nothing.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::Problem;

/// Strokes of a drawing, and points of all its strokes, at most.
pub const MAX_STROKES: usize = 200;
pub const MAX_POINTS: usize = 6_000;
/// It is at least and at most so high.
pub const MIN_HEIGHT: u16 = 100;
pub const MAX_HEIGHT: u16 = 4_000;
/// What is written reaches at least so far from one corner to the other, across and down together: a dot is no signature.
const MIN_EXTENT: u16 = 60;
/// The pen's width has so many steps, from light to firm.
const STEPS: u16 = 5;

/// A drawing. Its width is 1,000 units, its height is its own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Drawing {
    /// In the same units.
    pub height: u16,
    pub strokes: Vec<Stroke>,
}

/// From where the pen came down to where it left.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Stroke(pub Vec<Point>);

/// Where the pen was: across, down, pressure from 0 to 255 (128 where the device knows none), and milliseconds since the first point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "(u16, u16, u8, u32)", into = "(u16, u16, u8, u32)")]
pub struct Point {
    pub x: u16,
    pub y: u16,
    pub pressure: u8,
    pub ms: u32,
}

impl From<(u16, u16, u8, u32)> for Point {
    fn from((x, y, pressure, ms): (u16, u16, u8, u32)) -> Self {
        Self { x, y, pressure, ms }
    }
}

impl From<Point> for (u16, u16, u8, u32) {
    fn from(p: Point) -> Self {
        (p.x, p.y, p.pressure, p.ms)
    }
}

/// A piece of a stroke that is drawn with one width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What an SVG's `d` says. Digits, blanks and the letters of a path, nothing else.
    pub path: String,
    /// Of the pen, in units.
    pub width: u16,
}

impl Drawing {
    /// A drawing is so wide.
    pub const WIDTH: u16 = 1_000;

    /// The pen goes on: nothing where it did not move, nor beyond what there may be.
    pub fn add(&mut self, point: Point) {
        let full = self.strokes.iter().map(|stroke| stroke.0.len()).sum::<usize>() >= MAX_POINTS;
        let Some(stroke) = self.strokes.last_mut().filter(|_| !full) else { return };
        if stroke.0.last().is_none_or(|last| (last.x, last.y) != (point.x, point.y)) {
            stroke.0.push(point);
        }
    }

    /// Is it one that somebody can have written?
    ///
    /// # Errors
    /// [`Problem::Required`] when nothing is drawn; [`Problem::NotASignature`] for a dot and for points beside the paper;
    /// [`Problem::TooMuch`] beyond the limits.
    pub fn check(&self) -> Result<(), Problem> {
        let points = || self.strokes.iter().flat_map(|stroke| &stroke.0);
        let count = points().count();
        if count == 0 {
            return Err(Problem::Required);
        }
        if self.strokes.len() > MAX_STROKES || count > MAX_POINTS {
            return Err(Problem::TooMuch);
        }
        let inside = points().all(|p| p.x <= Self::WIDTH && p.y <= self.height);
        if !inside || !(MIN_HEIGHT..=MAX_HEIGHT).contains(&self.height) {
            return Err(Problem::NotASignature);
        }
        let span = |of: fn(&Point) -> u16| {
            let least = points().map(of).min().unwrap_or_default();
            points().map(of).max().unwrap_or_default() - least
        };
        if span(|p| p.x) + span(|p| p.y) < MIN_EXTENT { Err(Problem::NotASignature) } else { Ok(()) }
    }

    /// What is drawn, piece by piece: curves through the middles between the points, so that corners become round.
    #[must_use]
    pub fn pieces(&self) -> Vec<Piece> {
        self.strokes.iter().flat_map(Stroke::pieces).collect()
    }

    /// The picture as a file of its own: black on nothing, in the drawing's own proportions.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" fill=\"none\" stroke=\"#000\" \
             stroke-linecap=\"round\" stroke-linejoin=\"round\">",
            Self::WIDTH,
            self.height
        );
        for piece in self.pieces() {
            let _ = write!(svg, "<path d=\"{}\" stroke-width=\"{}\"/>", piece.path, piece.width);
        }
        svg.push_str("</svg>");
        svg
    }

    /// The one way to write it down, for a hash and on its way to the server: height, then each stroke with its points. Digits and three
    /// signs that no address changes (RFC 3986, 2.3), so that nothing is in it that two programs could write differently.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut text = self.height.to_string();
        for stroke in &self.strokes {
            text.push('_');
            for (n, p) in stroke.0.iter().enumerate() {
                let between = if n == 0 { "" } else { "-" };
                let _ = write!(text, "{between}{}.{}.{}.{}", p.x, p.y, p.pressure, p.ms);
            }
        }
        text
    }

    /// Reads what [`Self::canonical`] wrote; nothing for anything else, or more than there may be.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (mut parts, mut points) = (text.split('_'), 0);
        let height = parts.next()?.parse().ok()?;
        let mut strokes = Vec::new();
        for part in parts {
            let mut stroke = Stroke::default();
            for point in part.split('-').filter(|point| !point.is_empty()) {
                points += 1;
                if points > MAX_POINTS {
                    return None;
                }
                stroke.0.push(Point::read(point)?);
            }
            strokes.push(stroke);
            if strokes.len() > MAX_STROKES {
                return None;
            }
        }
        Some(Self { height, strokes })
    }
}

impl Stroke {
    fn pieces(&self) -> Vec<Piece> {
        let points = &self.0;
        let Some(first) = points.first() else { return Vec::new() };
        if points.len() == 1 {
            // The dot of an i: a line of no length has round ends.
            let path = format!("M{} {}L{} {}", first.x, first.y, first.x, first.y);
            return vec![Piece { path, width: first.width() + 2 }];
        }
        let mut pieces: Vec<Piece> = Vec::new();
        let mut from = (first.x, first.y);
        for (n, pair) in points.windows(2).enumerate() {
            let [a, b] = pair else { continue };
            let last = n + 2 == points.len();
            let to = if last { (b.x, b.y) } else { (middle(a.x, b.x), middle(a.y, b.y)) };
            let width = a.width();
            let curve = format!("Q{} {} {} {}", a.x, a.y, to.0, to.1);
            match pieces.last_mut() {
                Some(piece) if piece.width == width => piece.path.push_str(&curve),
                _ => pieces.push(Piece { path: format!("M{} {}{curve}", from.0, from.1), width }),
            }
            from = to;
        }
        pieces
    }
}

impl Point {
    fn read(text: &str) -> Option<Self> {
        let mut numbers = text.split('.');
        let (x, y) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
        let (pressure, ms) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
        numbers.next().is_none().then_some(Self { x, y, pressure, ms })
    }

    fn width(self) -> u16 {
        4 + u16::from(self.pressure) * STEPS / 256 * 2
    }
}

const fn middle(a: u16, b: u16) -> u16 {
    a.midpoint(b)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn drawing(points: &[(u16, u16, u8, u32)]) -> Drawing {
        Drawing { height: 400, strokes: vec![Stroke(points.iter().copied().map(Point::from).collect())] }
    }

    #[test]
    fn nothing_a_dot_and_a_line_beside_the_paper_are_no_signatures() {
        assert_eq!(drawing(&[]).check(), Err(Problem::Required));
        assert_eq!(drawing(&[(500, 200, 128, 0)]).check(), Err(Problem::NotASignature));
        assert_eq!(drawing(&[(500, 200, 128, 0), (520, 210, 128, 9)]).check(), Err(Problem::NotASignature));
        assert_eq!(drawing(&[(0, 0, 128, 0), (1_001, 0, 128, 9)]).check(), Err(Problem::NotASignature));
        assert_eq!(drawing(&[(0, 0, 128, 0), (0, 401, 128, 9)]).check(), Err(Problem::NotASignature));
        assert_eq!(drawing(&[(100, 200, 128, 0), (300, 180, 128, 9)]).check(), Ok(()));
    }

    #[test]
    fn more_than_the_limits_is_refused_before_anything_is_reckoned() {
        let many = Drawing { height: 400, strokes: vec![Stroke(vec![Point::default()]); MAX_STROKES + 1] };
        assert_eq!(many.check(), Err(Problem::TooMuch));
        let long = Drawing { height: 400, strokes: vec![Stroke(vec![Point::default(); MAX_POINTS + 1])] };
        assert_eq!(long.check(), Err(Problem::TooMuch));
    }

    #[test]
    fn a_firmer_pen_draws_a_wider_line_and_a_curve_goes_through_the_middles() {
        let drawn = drawing(&[(0, 0, 0, 0), (100, 0, 0, 8), (100, 100, 255, 16), (200, 100, 255, 24)]);
        let pieces = drawn.pieces();
        assert_eq!(pieces[0].path, "M0 0Q0 0 50 0Q100 0 100 50");
        assert_eq!(pieces[1].path, "M100 50Q100 100 200 100");
        assert!(pieces[0].width < pieces[1].width);
    }

    proptest! {
        #[test]
        fn a_picture_is_made_of_numbers_only(
            strokes in proptest::collection::vec(
                proptest::collection::vec((0_u16..=1_000, 0_u16..=400, any::<u8>(), any::<u32>()), 0..20), 0..6)
        ) {
            let strokes = strokes.into_iter().map(|s| Stroke(s.into_iter().map(Point::from).collect())).collect();
            let drawing = Drawing { height: 400, strokes };
            for piece in drawing.pieces() {
                prop_assert!(piece.path.chars().all(|c| c.is_ascii_digit() || "MQL ".contains(c)), "{}", piece.path);
                prop_assert!((4..=14).contains(&piece.width));
            }
            let text = drawing.canonical();
            prop_assert!(text.chars().all(|c| c.is_ascii_digit() || "-._".contains(c)));
            prop_assert_eq!(Drawing::read(&text), Some(drawing));
        }
    }
}
