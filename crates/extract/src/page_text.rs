//! Glyphs become words: a gap is a blank, another height is another line, a word that was parted at the end of a line comes together.

use std::panic::resume_unwind;
use std::time::Instant;

use hayro::hayro_interpret::font::Glyph;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Device, GlyphDrawMode, Image, Paint, PathDrawMode, SoftMask,
};
use hayro::vello_cpu::kurbo::{Affine, BezPath, Point, Vec2};

use crate::{Limits, cut};

/// Glyphs are described in a square of so many units.
const EM: f64 = 1_000.0;
/// Of a size: a smaller gap stands within a word.
const GAP: f64 = 0.15;
/// Of a size: higher or lower than this is another line; what is raised within one stays below it.
const LINE: f64 = 0.5;
/// Of a size: so far back goes nobody within a line.
const BACK: f64 = 1.0;
const SOFT_HYPHEN: char = '\u{ad}';
/// A glyph that does not say how wide it is.
const USUAL_WIDTH: f32 = 500.0;

/// What is thrown when there is enough.
pub struct Enough;

/// The text of pages, as far as the limits let it come.
pub struct PageText {
    text: String,
    limits: Limits,
    since: Instant,
    /// Where the last glyph ended.
    end: Option<Point>,
    /// The line is over, but whether the word is shows only with the next character.
    line_over: bool,
}

impl PageText {
    pub fn new(limits: &Limits) -> Self {
        Self { text: String::new(), limits: *limits, since: Instant::now(), end: None, line_over: false }
    }

    pub fn end_page(&mut self) {
        self.end = None;
        self.line_over = !self.text.is_empty();
    }

    pub fn finish(mut self) -> String {
        cut(&mut self.text, self.limits.text);
        self.text
    }

    /// Nothing is read for ever.
    fn go_on(&self) {
        if self.text.len() > self.limits.text || self.since.elapsed() > self.limits.time {
            resume_unwind(Box::new(Enough));
        }
    }

    /// What stands between the last glyph and one that begins here; `em` is its size and the direction of its line.
    fn gap(&mut self, start: Point, em: Vec2) {
        let Some(end) = self.end else { return };
        let size = em.hypot();
        if !size.is_normal() {
            return;
        }
        let way = start - end;
        let (along, across) = (way.dot(em) / size, way.cross(em).abs() / size);
        if across > LINE * size || along < -BACK * size {
            self.line_over = true;
        } else if along > GAP * size && !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        } else if along < -GAP * size && self.text.ends_with(' ') {
            // A blank that the next letter stands on is none: browsers draw it for a soft hyphen.
            self.text.pop();
        }
    }

    fn push(&mut self, c: char) {
        let line_over = std::mem::take(&mut self.line_over);
        if self.text.ends_with(SOFT_HYPHEN) {
            // It stands where a word may be parted, and nowhere else.
            self.text.pop();
        } else if line_over {
            let parted = self.text.strip_suffix(['-', '\u{2010}']);
            match parted.map(str::len).filter(|_| c.is_lowercase()) {
                Some(length) if self.text[..length].ends_with(char::is_alphabetic) => {
                    self.text.truncate(length)
                }
                _ => self.text.push('\n'),
            }
        }
        // Old TeX sets the dots first and the letter below them.
        let dotted = match c {
            'a' => 'ä',
            'o' => 'ö',
            'u' => 'ü',
            'A' => 'Ä',
            'O' => 'Ö',
            'U' => 'Ü',
            c => c,
        };
        if dotted != c && self.text.ends_with('\u{a8}') {
            self.text.pop();
            self.text.push(dotted);
        } else if c.is_whitespace() {
            self.text.push(' ');
        } else if !c.is_control() {
            self.text.push(c);
        }
    }
}

impl Device<'_> for PageText {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'_>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'_>,
        _: &GlyphDrawMode,
    ) {
        self.go_on();
        let place = transform * glyph_transform;
        let start = place * Point::ORIGIN;
        let em = place * Point::new(EM, 0.0) - start;
        let width = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width(),
            Glyph::Type3(_) => None,
        };
        if let Some(read) = glyph.as_unicode() {
            self.gap(start, em);
            match read {
                BfString::Char(c) => self.push(c),
                BfString::String(all) => all.chars().for_each(|c| self.push(c)),
            }
        }
        self.end = Some(place * Point::new(f64::from(width.unwrap_or(USUAL_WIDTH)), 0.0));
    }

    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {
        self.go_on();
    }

    // Every form within a page comes by here, also one that draws nothing but itself.
    fn push_clip_path(&mut self, _: &ClipPath) {
        self.go_on();
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {
        self.go_on();
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}

    fn set_blend_mode(&mut self, _: BlendMode) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn pop_clip_path(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
