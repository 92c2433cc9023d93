//! The drawings are well-formed, harmless and different from each other.

use std::collections::HashSet;

use kontor_demo::{kinds, picture, picture_at, picture_slugs};

/// Checks tags and attributes of the plain XML that the drawings are.
fn well_formed(svg: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = svg;
    while let Some(start) = rest.find('<') {
        let text = &rest[..start];
        if text.contains('>') || text.contains('&') {
            return Err(format!("text {text:?}"));
        }
        let end = rest[start..].find('>').ok_or("tag without an end")? + start;
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if !tag.matches('"').count().is_multiple_of(2) {
            return Err(format!("quotes in {tag:?}"));
        }
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}>"));
            }
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap_or_default());
        }
    }
    if open.is_empty() && rest.is_empty() { Ok(()) } else { Err(format!("open: {open:?}, behind: {rest:?}")) }
}

#[test]
fn every_drawing_is_well_formed_small_and_harmless() {
    let mut different = HashSet::new();
    for slug in picture_slugs() {
        let svg = picture(slug).unwrap_or_else(|| panic!("{slug}"));
        well_formed(&svg).unwrap_or_else(|e| panic!("{slug}: {e}"));
        assert!(
            svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 160 120\""),
            "{slug}"
        );
        assert!(!svg.contains("NaN") && !svg.contains("inf") && svg.len() < 12_000, "{slug}: {}", svg.len());
        for bad in ["script", "href", "url(", "style", "on"] {
            let inside = svg.split_once("</title>").map(|(_, s)| s).unwrap_or_default();
            assert!(!inside.contains(bad), "{slug}: {bad}");
        }
        let strokes = svg.split_once("</title>").map(|(_, s)| s.to_owned());
        assert!(different.insert(strokes), "{slug} looks like another one");
    }
    assert!(different.len() >= 30, "{}", different.len());
}

#[test]
fn every_kind_has_its_drawing() {
    for kind in kinds() {
        assert!(picture(kind.slug).is_some(), "{}", kind.slug);
        assert!(picture(kind.picture).is_some(), "{}", kind.picture);
    }
    assert_eq!(picture("nothing-like-that"), None);
    assert_eq!(picture_at("kind/../secret.svg"), None);
    assert_eq!(picture_at("kind/o-ring.svg"), picture("o-ring"));
}
