//! Photos as they are printed.

use std::io::Cursor;
use std::panic::catch_unwind;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder as _, ImageReader, Rgb, RgbImage, Rgba};

/// Wider or higher ones are made smaller: more pixels than a page can show.
const SIDE: u32 = 1600;
/// Larger ones are not unpacked.
const PIXELS: u64 = 60_000_000;
/// What unpacking one may take, in bytes.
const MEMORY: u64 = 300 << 20;
/// Of a hundred.
const QUALITY: u8 = 85;

/// A photo as a JPEG in the colours that PDF/A wants, upright, and without what a camera writes beside the picture, such as the place;
/// nothing when it cannot be read.
pub fn for_paper(bytes: &[u8]) -> Option<Vec<u8>> {
    // Photos come from outside, and decoders are not all as careful as they say.
    catch_unwind(|| upright(bytes)).ok().flatten()
}

fn upright(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut bounds = image::Limits::default();
    bounds.max_alloc = Some(MEMORY);
    reader.limits(bounds);
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS {
        return None;
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).ok()?;
    let mut shown = if width > SIDE || height > SIDE { image.thumbnail(SIDE, SIDE) } else { image };
    shown.apply_orientation(orientation);
    let shown = on_white(&shown);
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY)
        .encode(&shown, shown.width(), shown.height(), ExtendedColorType::Rgb8)
        .ok()?;
    Some(out)
}

/// A JPEG has no holes.
fn on_white(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let holes = image.to_rgba8();
    RgbImage::from_fn(holes.width(), holes.height(), |x, y| {
        let Rgba([r, g, b, a]) = *holes.get_pixel(x, y);
        let over = |c: u8| {
            let mixed = (u32::from(c) * u32::from(a) + 255 * (255 - u32::from(a))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Rgb([over(r), over(g), over(b)])
    })
}
