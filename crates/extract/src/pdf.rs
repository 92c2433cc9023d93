//! PDFs: the text of their pages, and the first page as a picture.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::hayro_interpret::hayro_syntax::Pdf;
use hayro::hayro_interpret::hayro_syntax::page::Page;
use hayro::hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::kurbo::{Affine, Rect};
use hayro::{RenderCache, RenderSettings, render};
use image::RgbImage;

use crate::page_text::{Enough, PageText};
use crate::{Limits, Unreadable, photo};

pub fn text(bytes: Vec<u8>, limits: &Limits) -> Result<String, Unreadable> {
    let pdf = open(bytes)?;
    let mut text = PageText::new(limits);
    let mut cache = InterpreterCache::new();
    for page in pdf.pages().iter().take(limits.pages) {
        match walk(page, &cache, &mut text) {
            Walked::Whole => {}
            Walked::Enough => break,
            // The other pages may be better.
            Walked::Broken => cache = InterpreterCache::new(),
        }
        text.end_page();
    }
    Ok(text.finish())
}

pub fn picture(bytes: Vec<u8>, limits: &Limits) -> Result<Vec<u8>, Unreadable> {
    let pdf = open(bytes)?;
    let page = pdf.pages().first().ok_or(Unreadable::Broken)?;
    // Nobody can stop a picture that is being drawn: whether the page comes to an end is tried without drawing.
    match walk(page, &InterpreterCache::new(), &mut PageText::new(&Limits { text: usize::MAX, ..*limits })) {
        Walked::Whole => {}
        Walked::Enough => return Err(Unreadable::TooLong),
        Walked::Broken => return Err(Unreadable::Broken),
    }
    let (width, height) = page.render_dimensions();
    let scale = f32::from(limits.side) / width.max(height);
    if !scale.is_normal() {
        return Err(Unreadable::Broken);
    }
    let side = |length: f32| pixels(length * scale, limits.side);
    let settings = RenderSettings {
        x_scale: scale,
        y_scale: scale,
        width: Some(side(width)),
        height: Some(side(height)),
        bg_color: WHITE,
    };
    let drawn = render(page, &RenderCache::new(), &InterpreterSettings::default(), &settings);
    let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
    // The ground is white and without holes.
    let colours: Vec<u8> =
        drawn.data_as_u8_slice().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    photo::jpeg(&RgbImage::from_raw(width, height, colours).ok_or(Unreadable::Broken)?)
}

fn open(bytes: Vec<u8>) -> Result<Pdf, Unreadable> {
    Pdf::new(bytes).map_err(|_| Unreadable::Broken)
}

enum Walked {
    Whole,
    Enough,
    Broken,
}

fn walk<'a>(page: &Page<'a>, cache: &InterpreterCache<'a>, text: &mut PageText) -> Walked {
    // Where things are in the page's own points; nothing is drawn.
    let nowhere = Rect::new(0.0, 0.0, 1.0, 1.0);
    let settings = InterpreterSettings::default();
    let mut context = Context::new(Affine::IDENTITY, nowhere, cache, page.xref(), settings);
    // The interpreter knows no way to stop it but this one.
    match catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut context, text))) {
        Ok(()) => Walked::Whole,
        Err(why) if why.is::<Enough>() => Walked::Enough,
        Err(_) => Walked::Broken,
    }
}

/// Of a length as it comes out, at least one.
fn pixels(length: f32, most: u16) -> u16 {
    (1..=most).rev().find(|n| f32::from(*n) <= length.round()).unwrap_or(1)
}
