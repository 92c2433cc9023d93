//! A drawn signature: strokes as vectors, so that turning the phone or another size loses nothing.

use serde::{Deserialize, Serialize};

/// Strokes of a drawing, and points of all its strokes, at most.
pub const MAX_STROKES: usize = 200;
pub const MAX_POINTS: usize = 6_000;

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
