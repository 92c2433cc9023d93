//! The number of a return as bars, for the scanner at goods receipt: Code 39 (ISO/IEC 16388), which every scanner reads and
//! which needs no check character.

use leptos::prelude::*;

/// Five bars and four gaps of each character; `w` is a wide one.
const PATTERNS: [(char, &str); 38] = [
    ('0', "nnnwwnwnn"),
    ('1', "wnnwnnnnw"),
    ('2', "nnwwnnnnw"),
    ('3', "wnwwnnnnn"),
    ('4', "nnnwwnnnw"),
    ('5', "wnnwwnnnn"),
    ('6', "nnwwwnnnn"),
    ('7', "nnnwnnwnw"),
    ('8', "wnnwnnwnn"),
    ('9', "nnwwnnwnn"),
    ('A', "wnnnnwnnw"),
    ('B', "nnwnnwnnw"),
    ('C', "wnwnnwnnn"),
    ('D', "nnnnwwnnw"),
    ('E', "wnnnwwnnn"),
    ('F', "nnwnwwnnn"),
    ('G', "nnnnnwwnw"),
    ('H', "wnnnnwwnn"),
    ('I', "nnwnnwwnn"),
    ('J', "nnnnwwwnn"),
    ('K', "wnnnnnnww"),
    ('L', "nnwnnnnww"),
    ('M', "wnwnnnnwn"),
    ('N', "nnnnwnnww"),
    ('O', "wnnnwnnwn"),
    ('P', "nnwnwnnwn"),
    ('Q', "nnnnnnwww"),
    ('R', "wnnnnnwwn"),
    ('S', "nnwnnnwwn"),
    ('T', "nnnnwnwwn"),
    ('U', "wwnnnnnnw"),
    ('V', "nwwnnnnnw"),
    ('W', "wwwnnnnnn"),
    ('X', "nwnnwnnnw"),
    ('Y', "wwnnwnnnn"),
    ('Z', "nwwnwnnnn"),
    ('-', "nwnnnnwnw"),
    ('*', "nwnnwnwnn"),
];
/// Narrow bars that stay white at both ends.
const QUIET: u32 = 10;

/// Bars as (from, width) in narrow bars, and the width of all; nothing when a character has no bars.
fn bars(text: &str) -> Option<(Vec<(u32, u32)>, u32)> {
    let (mut bars, mut at) = (Vec::new(), QUIET);
    for c in format!("*{text}*").chars() {
        let (_, pattern) = PATTERNS.iter().find(|(known, _)| *known == c)?;
        for (i, kind) in pattern.chars().enumerate() {
            let width = if kind == 'w' { 3 } else { 1 };
            if i % 2 == 0 {
                bars.push((at, width));
            }
            at += width;
        }
        at += 1;
    }
    Some((bars, at - 1 + QUIET))
}

/// Nothing for a text that cannot be written in it.
#[component]
pub fn Barcode(text: String) -> impl IntoView {
    bars(&text).map(|(bars, width)| {
        let paths: Vec<String> =
            bars.iter().map(|(from, wide)| format!("M{from} 0h{wide}v60h-{wide}z")).collect();
        view! {
            <svg class="barcode" viewBox=format!("0 0 {width} 60") preserveAspectRatio="none" role="img" aria-label=text>
                <path d=paths.concat() />
            </svg>
        }
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_character_has_three_wide_elements_of_nine_and_a_pattern_of_its_own() {
        let all: BTreeSet<_> = PATTERNS.iter().map(|(_, pattern)| pattern).collect();
        assert_eq!(all.len(), PATTERNS.len());
        assert!(all.iter().all(|p| p.len() == 9 && p.matches('w').count() == 3));
    }

    #[test]
    fn a_number_lies_between_two_stars_and_white() {
        let (bars, width) = bars("K7").unwrap();
        // Four characters of five bars; 15 units each, three gaps between them.
        assert_eq!((bars.len(), width), (20, 4 * 15 + 3 + 2 * QUIET));
        assert_eq!(bars[0], (QUIET, 1));
        assert!(super::bars("ß").is_none());
    }
}
