//! Marks in a text what the search matched.

use kontor_domain::catalog::PartNumber;
use leptos::prelude::*;

/// `text` with the words and number fragments of `query` marked.
#[component]
pub fn Marked(#[prop(into)] text: String, query: String) -> impl IntoView {
    pieces(&text, &query)
        .into_iter()
        .map(|(hit, piece)| {
            let piece = piece.to_owned();
            if hit { view! { <mark>{piece}</mark> }.into_any() } else { piece.into_any() }
        })
        .collect_view()
}

/// Cuts `text` into pieces, each with whether it matches. Compares as the search does: letters and digits only, any case,
/// umlauts also written out.
fn pieces<'a>(text: &'a str, query: &str) -> Vec<(bool, &'a str)> {
    // Where each normalised byte comes from.
    let mut plain = String::with_capacity(text.len());
    let mut from: Vec<(usize, usize)> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let normal = PartNumber::normalized(c.encode_utf8(&mut [0; 4]));
        from.extend(std::iter::repeat_n((at, at + c.len_utf8()), normal.len()));
        plain.push_str(&normal);
    }
    let mut needles: Vec<String> =
        query.split_whitespace().map(PartNumber::normalized).filter(|w| w.len() >= 2).collect();
    needles.push(PartNumber::normalized(query));
    let mut hits: Vec<(usize, usize)> = Vec::new();
    for needle in needles.iter().filter(|n| n.len() >= 2) {
        for (at, found) in plain.match_indices(needle.as_str()) {
            if let (Some(first), Some(last)) = (from.get(at), from.get(at + found.len() - 1)) {
                hits.push((first.0, last.1));
            }
        }
    }
    hits.sort_unstable();
    let mut pieces = Vec::new();
    let mut at = 0;
    for (start, end) in hits {
        let start = start.max(at);
        if end <= start {
            continue;
        }
        if start > at {
            pieces.push((false, &text[at..start]));
        }
        match pieces.last_mut() {
            // Two hits that touch are one.
            Some((true, piece)) if start == at => {
                let from = end - (end - start) - piece.len();
                *piece = &text[from..end];
            }
            _ => pieces.push((true, &text[start..end])),
        }
        at = end;
    }
    if at < text.len() {
        pieces.push((false, &text[at..]));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;

    fn marked(text: &str, query: &str) -> String {
        pieces(text, query)
            .into_iter()
            .map(|(hit, p)| if hit { format!("[{p}]") } else { p.to_owned() })
            .collect()
    }

    #[test]
    fn a_number_is_marked_however_it_was_typed() {
        assert_eq!(marked("HY-4711.20-F", "hy4711"), "[HY-4711].20-F");
        assert_eq!(marked("HY-4711.20-F", "4711-20"), "HY-[4711.20]-F");
        assert_eq!(marked("HY-4711.20-F", "xyz"), "HY-4711.20-F");
    }

    #[test]
    fn words_are_marked_inside_words() {
        assert_eq!(marked("Hydraulikfilterelement", "filt"), "Hydraulik[filt]erelement");
        assert_eq!(marked("Ölfilter", "oelfilter"), "[Ölfilter]");
        assert_eq!(marked("Öl für Getriebe", "öl getriebe"), "[Öl] für [Getriebe]");
    }

    #[test]
    fn single_letters_and_nothing_mark_nothing() {
        assert_eq!(marked("Filter", "f"), "Filter");
        assert_eq!(marked("Filter", ""), "Filter");
        assert_eq!(marked("", "filter"), "");
    }

    #[test]
    fn touching_hits_become_one() {
        assert_eq!(marked("ABCD", "ab cd"), "[ABCD]");
    }
}
