//! Names of files that people send: what is left of them is safe in a header, in a ZIP and on every disk.

use std::collections::BTreeSet;

/// Longest name, in characters; every file system takes 255 bytes.
const MAX: usize = 120;
/// What stands for a name of which nothing is left.
const NAMELESS: &str = "document";
/// Names that Windows keeps for devices, whatever stands behind the dot.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// The last part of a path, without what no disk or header likes, ending in one of these extensions (the first one is added when it
/// does not): a program stays recognisable as what it is not.
#[must_use]
pub fn safe_name(given: &str, extensions: &[&str]) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !is_bad(*c)).collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    let name = words.join(" ");
    let name = name.trim_matches(['.', ' ']);
    let ending = |name: &str| {
        let (_, end) = name.rsplit_once('.')?;
        extensions.iter().copied().find(|e| end.eq_ignore_ascii_case(e))
    };
    let extension = ending(name).or(extensions.first().copied()).unwrap_or_default();
    let stem = match ending(name) {
        Some(end) => &name[..name.len() - end.len() - 1],
        None => name,
    };
    // One for what stands before the name of a device.
    let room = MAX - extension.len() - 2;
    let stem: String = stem.chars().take(room).collect();
    let stem = match stem.trim_matches(['.', ' ']) {
        "" => NAMELESS.to_owned(),
        stem if is_device(stem) => format!("_{stem}"),
        stem => stem.to_owned(),
    };
    if extension.is_empty() { stem } else { format!("{stem}.{extension}") }
}

/// Names as they stand beside each other in one folder: what is there already, in whatever letters, gets a number.
#[must_use]
pub fn side_by_side<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut there = BTreeSet::new();
    let mut free = |name: &str| there.insert(name.to_lowercase());
    let unique = |name: &str| {
        if free(name) {
            return name.to_owned();
        }
        let (stem, ending) =
            name.rsplit_once('.').map_or((name, String::new()), |(s, e)| (s, format!(".{e}")));
        let mut numbered = (2..=u32::MAX).map(|n| format!("{stem} ({n}){ending}"));
        numbered.find(|name| free(name)).unwrap_or_else(|| name.to_owned())
    };
    names.into_iter().map(unique).collect()
}

fn is_bad(c: char) -> bool {
    // Marks that turn the direction of text make `gnp.exe` of `exe.png` (Unicode, UAX 9).
    let turns =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    c.is_control() || turns || "<>:\"|?*".contains(c)
}

fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().to_ascii_lowercase();
    DEVICES.contains(&first.trim_end_matches(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn of_a_path_the_last_part_is_left() {
        for (given, expected) in [
            ("../../etc/passwd", "passwd.pdf"),
            ("C:\\fakepath\\Lieferschein 4711.PDF", "Lieferschein 4711.pdf"),
            ("..", "document.pdf"),
            ("", "document.pdf"),
            (" .pdf", "pdf.pdf"),
            ("Rechnung\r\nSet-Cookie: a.pdf", "RechnungSet-Cookie a.pdf"),
            ("invoice.exe", "invoice.exe.pdf"),
            ("a\u{202e}fdp.exe", "afdp.exe.pdf"),
            ("con.pdf", "_con.pdf"),
            ("COM1.pdf", "_COM1.pdf"),
            ("Prüfbericht für Bagger.pdf", "Prüfbericht für Bagger.pdf"),
        ] {
            assert_eq!(safe_name(given, &["pdf"]), expected, "{given:?}");
        }
        assert_eq!(safe_name("Hof.JPEG", &["jpg", "jpeg"]), "Hof.jpeg");
    }

    #[test]
    fn no_name_stands_twice_in_a_folder_whatever_its_letters() {
        let names = ["Bericht.pdf", "bericht.PDF", "Bericht (2).pdf", "Bericht.pdf", "LIESMICH", "Liesmich"];
        let expected = [
            "Bericht.pdf",
            "bericht (2).PDF",
            "Bericht (2) (2).pdf",
            "Bericht (3).pdf",
            "LIESMICH",
            "Liesmich (2)",
        ];
        assert_eq!(side_by_side(names), expected);
    }

    proptest! {
        #[test]
        fn nothing_that_somebody_types_leads_out_of_a_folder(given in ".{0,300}") {
            let name = safe_name(&given, &["pdf"]);
            prop_assert!(name.strip_suffix(".pdf").is_some() && name.chars().count() <= MAX, "{}", name);
            prop_assert!(!name.contains(['/', '\\', '"', '\r', '\n', '\0']), "{}", name);
            prop_assert!(!name.starts_with('.'), "{}", name);
            prop_assert_eq!(&safe_name(&name, &["pdf"]), &name);
        }
    }
}
