//! Small pictures of large ones.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder as _, ImageReader, RgbImage, Rgba};

use crate::{Limits, Unreadable};

/// Of a hundred: the knee between size and looks for pages and photos.
const QUALITY: u8 = 78;
/// What unpacking one may take, in bytes.
const MEMORY: u64 = 300 << 20;

pub fn picture(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Unreadable> {
    let broken = |_| Unreadable::Broken;
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Unreadable::Broken)?;
    let mut bounds = image::Limits::default();
    bounds.max_alloc = Some(MEMORY);
    reader.limits(bounds);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > limits.pixels {
        return Err(Unreadable::TooLarge);
    }
    // As the camera was held.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(broken)?;
    let side = u32::from(limits.side);
    let mut small = if width > side || height > side { image.thumbnail(side, side) } else { image };
    small.apply_orientation(orientation);
    jpeg(&on_white(&small))
}

/// # Errors
/// [`Unreadable::Broken`] for a picture without size.
pub fn jpeg(image: &RgbImage) -> Result<Vec<u8>, Unreadable> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY)
        .encode(image, image.width(), image.height(), ExtendedColorType::Rgb8)
        .map_err(|_| Unreadable::Broken)?;
    Ok(out)
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
        image::Rgb([over(r), over(g), over(b)])
    })
}

#[cfg(test)]
mod tests {
    use image::ImageFormat;

    use super::*;

    fn png(width: u32, height: u32, color: [u8; 4]) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        let image = image::RgbaImage::from_pixel(width, height, Rgba(color));
        image.write_to(&mut out, ImageFormat::Png).unwrap();
        out.into_inner()
    }

    #[test]
    fn a_picture_is_made_small_and_holes_are_white() {
        let small = picture(&png(1600, 800, [0, 0, 0, 0]), &Limits::default()).unwrap();
        let small = image::load_from_memory(&small).unwrap().to_rgb8();
        assert_eq!(small.dimensions(), (640, 320));
        assert!(small.get_pixel(10, 10).0.iter().all(|c| *c > 250));
        let tiny = picture(&png(8, 4, [200, 0, 0, 255]), &Limits::default()).unwrap();
        assert_eq!(image::load_from_memory(&tiny).unwrap().width(), 8);
    }

    #[test]
    fn a_picture_with_too_many_pixels_is_not_unpacked() {
        let limits = Limits { pixels: 1_000, ..Limits::default() };
        assert_eq!(picture(&png(100, 100, [0; 4]), &limits), Err(Unreadable::TooLarge));
        // What its head claims is not there.
        let mut claims = png(10, 10, [0; 4]);
        claims[16..24].copy_from_slice(&[0, 0, 0x7f, 0xff, 0, 0, 0x7f, 0xff]);
        assert!(picture(&claims, &Limits::default()).is_err());
        assert_eq!(picture(b"\xff\xd8\xff\xe0 nothing", &Limits::default()), Err(Unreadable::Broken));
    }
}
