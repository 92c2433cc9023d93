//! What finds what, and in which order.

mod common;

use common::{ask, attribute, catalogue, found, index_of, key, keys, part, reference, text};
use kontor_domain::catalog::PartCode;
use kontor_domain::{CategoryId, Language, Localized};
use kontor_search::{Request, SearchDocument};

#[test]
fn a_number_is_found_however_it_is_written() {
    let index = index_of(&catalogue());
    for asked in ["HY-4711.20-F", "hy 4711 20 f", "HY471120F", "hy/4711.20f", "  Hy-4711.20-f "] {
        let answer = ask(&index, &text(asked));
        assert_eq!(keys(&answer)[0], "HY-4711.20-F", "{asked}");
        assert_eq!(answer.hits[0].matched, None);
        assert!(!answer.corrected);
    }
    assert_eq!(found(&index, "iso 7089 16"), ["ISO_7089-16"]);
}

#[test]
fn a_number_is_found_by_its_beginning_and_by_fragments() {
    let index = index_of(&catalogue());
    assert_eq!(found(&index, "hy47")[..2], ["HY-4711.20-F", "HY-4711.30"]);
    assert_eq!(found(&index, "4711 30"), ["HY-4711.30"]);
    assert_eq!(found(&index, "4711 20")[0], "HY-4711.20-F");
    assert_eq!(found(&index, "47-11")[..2], ["HY-4711.20-F", "HY-4711.30"]);
    assert_eq!(found(&index, "711"), ["HY-4711.20-F", "HY-4711.30", "X-1"]);
    assert_eq!(found(&index, "11.30"), ["HY-4711.30"]);
    assert_eq!(found(&index, "20f"), ["HY-4711.20-F"]);
    // Two characters are a beginning, no fragment.
    assert_eq!(found(&index, "08"), Vec::<String>::new());
    assert_eq!(found(&index, "sl"), ["SL-0815", "SL-0816"]);
}

#[test]
fn fragments_are_in_one_piece_and_in_one_number() {
    let index = index_of(&[
        SearchDocument {
            cross_references: vec![reference("", "ABCD"), reference("", "EFGH")],
            ..part("1", "", "")
        },
        part("0000012", "", ""),
        part("1230099", "", ""),
        part("ABCDABCE", "", ""),
    ]);
    assert_eq!(found(&index, "ABCDEFGH"), Vec::<String>::new());
    assert_eq!(found(&index, "ABCE"), ["ABCDABCE"]);
    assert_eq!(found(&index, "00000"), ["0000012"]);
    assert_eq!(found(&index, "000000"), Vec::<String>::new());
    assert_eq!(found(&index, "BCDABCE"), ["ABCDABCE"]);
    assert_eq!(found(&index, "CEABC"), Vec::<String>::new());
}

#[test]
fn long_numbers_are_found_by_every_beginning() {
    let long = "KONTOR-2024/000123456789";
    let index = index_of(&[part(long, "", ""), part("KONTOR-2024/000999", "", "")]);
    for end in 1..=long.len() {
        assert!(found(&index, &long[..end]).contains(&key(long).0), "{}", &long[..end]);
    }
    assert_eq!(found(&index, "kontor2024000123").len(), 1);
}

#[test]
fn exact_numbers_come_before_beginnings_fragments_and_names() {
    let index = index_of(&[
        part("A-4711", "", ""),
        part("4711-B", "", ""),
        part("4711", "", ""),
        part("Z-9", "Satz 4711", ""),
        SearchDocument { cross_references: vec![reference("X", "47 11")], ..part("Z-1", "", "") },
        SearchDocument { cross_references: vec![reference("X", "47-11-0")], ..part("Z-2", "", "") },
        SearchDocument { cross_references: vec![reference("X", "0-4711")], ..part("Z-3", "", "") },
    ]);
    assert_eq!(found(&index, "4711"), ["4711", "Z-1", "4711-B", "Z-2", "A-4711", "Z-3", "Z-9"]);
}

#[test]
fn the_cross_reference_that_matched_is_named() {
    let index = index_of(&catalogue());
    let matched = |asked: &str| {
        let answer = ask(&index, &text(asked));
        assert_eq!(keys(&answer)[0], "HY-4711.20-F", "{asked}");
        answer.hits[0].matched.clone()
    };
    assert_eq!(matched("w95026"), Some(reference("MANN", "W 950/26")));
    assert_eq!(matched("W 950"), Some(reference("MANN", "W 950/26")));
    assert_eq!(matched("0451 103"), Some(reference("", "0451-103-079")));
    assert_eq!(matched("51103"), Some(reference("", "0451-103-079")));
    assert_eq!(matched("mann w950"), Some(reference("MANN", "W 950/26")));
    assert_eq!(matched("hydraulikfilter 0451"), Some(reference("", "0451-103-079")));
    assert_eq!(matched("hydraulikfilter"), None);

    let answer = ask(&index, &text("hy 4711.20"));
    assert_eq!(keys(&answer), ["X-1", "HY-4711.20-F"]);
    assert_eq!(answer.hits[0].matched, Some(reference("CAT", "HY471120")));
    assert_eq!(answer.hits[1].matched, None);

    // The better match counts, even where the own number matches somehow too.
    let index = index_of(&[SearchDocument {
        cross_references: vec![reference("X", "4711")],
        ..part("A-4711", "", "")
    }]);
    assert_eq!(ask(&index, &text("4711")).hits[0].matched, Some(reference("X", "4711")));
    assert_eq!(ask(&index, &text("a4711")).hits[0].matched, None);
}

#[test]
fn every_word_must_match_somewhere() {
    let index = index_of(&catalogue());
    assert_eq!(found(&index, "hy 4711 filt"), ["HY-4711.20-F", "HY-4711.30"]);
    assert_eq!(found(&index, "filter 4711 20"), ["HY-4711.20-F", "HY-4711.30"]);
    assert_eq!(found(&index, "4711 20 f filter"), ["HY-4711.20-F"]);
    assert_eq!(found(&index, "4711 99 filter"), Vec::<String>::new());
    assert_eq!(found(&index, "scheibe 7089"), ["ISO_7089-16"]);
    assert_eq!(found(&index, "schlauch 4711"), Vec::<String>::new());
    assert_eq!(found(&index, "kettenbagger filter"), ["FI_200"]);
}

#[test]
fn attribute_values_are_found_with_and_without_blanks() {
    let index = index_of(&catalogue());
    for asked in ["filter 10 µm", "filter 10µm", "filter 10 um", "10um filter"] {
        assert_eq!(found(&index, asked), ["FI_100", "HY-4711.20-F"], "{asked}");
    }
    assert_eq!(found(&index, "element 90x210"), ["HY-4711.30"]);
    assert_eq!(found(&index, "element 90x210mm"), ["HY-4711.30"]);
    assert_eq!(found(&index, "element 90 x 210"), ["HY-4711.30"]);
    assert_eq!(found(&index, "feinheit element"), ["HY-4711.30"]);
}

#[test]
fn umlauts_are_found_in_every_spelling() {
    let index =
        index_of(&[part("1", "Ölkühler", ""), part("2", "OELKUEHLER", ""), part("3", "Größe Fuß", "")]);
    for asked in
        ["ölkühler", "oelkuehler", "ÖLKÜHLER", "OeLkÜhler", "o\u{308}lku\u{308}hler", "ölkü", "kühler"]
    {
        assert_eq!(found(&index, asked), ["1", "2"], "{asked}");
    }
    assert_eq!(found(&index, "groesse"), ["3"]);
    assert_eq!(found(&index, "fuss"), ["3"]);
    assert_eq!(found(&index, "FUẞ"), ["3"]);
}

#[test]
fn words_are_found_in_every_form() {
    let index = index_of(&catalogue());
    for asked in ["schlauch", "Schläuche", "SCHLAEUCHE", "schläuchen"] {
        let mut keys = found(&index, asked);
        keys.sort();
        assert_eq!(keys, ["SL-0815", "SL-0816"], "{asked}");
    }
    assert_eq!(found(&index, "hoses"), found(&index, "hose"));
    assert_eq!(found(&index, "washers"), ["ISO_7089-16"]);
}

#[test]
fn parts_of_compounds_are_found_after_whole_words() {
    let index = index_of(&catalogue());
    assert_eq!(found(&index, "element"), ["HY-4711.30"]);
    assert_eq!(found(&index, "elemente"), ["HY-4711.30"]);
    // Whole word, beginning of a word, part of a compound, no longer sold.
    assert_eq!(found(&index, "filter"), ["FI_200", "HY-4711.30", "FI_100", "HY-4711.20-F", "AL-1"]);
    // Three letters are no part of a compound.
    assert_eq!(found(&index, "mente"), ["HY-4711.30"]);
    assert_eq!(found(&index, "ent"), Vec::<String>::new());
}

#[test]
fn the_last_word_may_be_unfinished() {
    let index = index_of(&catalogue());
    assert_eq!(found(&index, "unt"), ["ISO_7089-16"]);
    assert_eq!(found(&index, "u"), ["ISO_7089-16"]);
    assert_eq!(found(&index, "filter kra"), ["FI_200"]);
    assert_eq!(found(&index, "kra filter"), Vec::<String>::new());
    assert_eq!(found(&index, "o-ri"), ["OR_12.5x3".to_uppercase()]);
}

#[test]
fn names_in_the_own_language_come_first() {
    let index = index_of(&[part("1", "Rad", "Wheel"), part("2", "Kühler", "Rad unit"), part("3", "Rad", "")]);
    let ask_in = |language| keys(&ask(&index, &Request { language, ..text("rad") }));
    assert_eq!(ask_in(Language::De), ["1", "3", "2"]);
    assert_eq!(ask_in(Language::En), ["2", "1", "3"]);
}

#[test]
fn stop_words_do_no_harm() {
    let index = index_of(&catalogue());
    assert_eq!(found(&index, "der filter für den kraftstoff"), ["FI_200"]);
    assert_eq!(found(&index, "filter mit kraftstoff und"), ["FI_200"]);
    assert_eq!(found(&index, "for the fuel filter"), ["FI_200"]);
    assert_eq!(found(&index, "für"), ["FI_200"]);
    assert_eq!(found(&index, "der 0815"), ["SL-0815"]);
    assert_eq!(found(&index, "0815 und"), ["SL-0815"]);
}

#[test]
fn one_typing_error_is_forgiven_when_nothing_is_found_otherwise() {
    let index = index_of(&catalogue());
    for asked in ["krafstoff", "krraftstoff", "kratfstoff", "krafdstoff filter", "filter krafstof"] {
        let answer = ask(&index, &text(asked));
        assert_eq!(keys(&answer), ["FI_200"], "{asked}");
        assert!(answer.corrected, "{asked}");
    }
    let answer = ask(&index, &text("kraftstoff"));
    assert!(!answer.corrected);
    for asked in ["krafsttof x", "4712 20", "krxftstxff", "o rimg9"] {
        let answer = ask(&index, &text(asked));
        assert_eq!((answer.total, answer.corrected), (0, false), "{asked}");
    }
    // Found as typed, but not with these conditions: no reason to correct.
    let answer = ask(&index, &Request { category: Some(CategoryId::new("nirgends")), ..text("schlauch") });
    assert_eq!((answer.total, answer.corrected), (0, false));
}

#[test]
fn obsolete_parts_are_found_by_number_first_and_by_name_last() {
    let index = index_of(&[
        SearchDocument { code: PartCode::Obsolete, ..part("A-1", "Pumpe", "") },
        part("A-10", "Welle", ""),
        part("B-1", "Hauptpumpe", ""),
    ]);
    assert_eq!(found(&index, "a1"), ["A-1", "A-10"]);
    assert_eq!(found(&index, "pumpe"), ["B-1", "A-1"]);
}

#[test]
fn no_text_lists_by_number() {
    let index = index_of(&catalogue());
    let list = |asked: &str| {
        keys(&ask(&index, &Request { category: Some(CategoryId::new("hydraulik")), ..text(asked) }))
    };
    let all = ["FI_100", "HY-4711.20-F", "HY-4711.30", "SL-0815", "SL-0816"];
    assert_eq!(list(""), all);
    assert_eq!(list("  -- "), all);
    assert_eq!(ask(&index, &text("")).total, 10);
    let answer = ask(&index, &Request { category: Some(CategoryId::new("hyd")), ..text("") });
    assert_eq!(answer.total, 0);
}

#[test]
fn pages_follow_each_other_without_gaps_whatever_the_segments() {
    let index = index_of(&[]);
    let mut numbers: Vec<String> = (0..300).map(|n| format!("P-{:03}", (n * 77) % 300)).collect();
    for chunk in numbers.chunks(60) {
        let parts: Vec<_> = chunk.iter().map(|number| part(number, "Bolzen", "")).collect();
        index.apply(&parts, &[]).unwrap();
    }
    numbers.sort();
    for (asked, page) in [("", 7), ("bolzen", 20), ("p", 300)] {
        let mut all = Vec::new();
        for offset in (0..330).step_by(page) {
            let answer = ask(&index, &Request { offset, limit: page, ..text(asked) });
            assert_eq!(answer.total, 300);
            all.extend(keys(&answer));
        }
        assert_eq!(all, numbers);
    }
    let answer = ask(&index, &Request { offset: usize::MAX, limit: usize::MAX, ..text("") });
    assert!(answer.hits.is_empty());
}

#[test]
fn conditions_narrow_the_answer() {
    let index = index_of(&catalogue());
    let chosen = |attributes: &[(&str, &str)]| {
        let attributes = attributes.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        keys(&ask(&index, &Request { attributes, ..text("") }))
    };
    assert_eq!(chosen(&[("Feinheit", "10 µm")]), ["FI_100", "HY-4711.20-F"]);
    assert_eq!(chosen(&[("Feinheit", "10 µm"), ("Feinheit", "20 µm")]).len(), 3);
    assert_eq!(chosen(&[("Feinheit", "20 µm"), ("Maße", "90 x 210 mm")]), ["HY-4711.30"]);
    assert_eq!(chosen(&[("Feinheit", "99")]), Vec::<String>::new());
    let answer = ask(&index, &Request { available: true, ..text("filter 10um") });
    assert_eq!(keys(&answer), ["HY-4711.20-F"]);
}

#[test]
fn facets_count_what_would_remain() {
    let index = index_of(&catalogue());
    let facets = |request: Request| ask(&index, &Request { facets: true, ..request }).facets;
    let categories = |facets: &kontor_search::Facets| {
        facets.categories.iter().map(|(id, count)| (id.to_string(), *count)).collect::<Vec<_>>()
    };
    let of = |pairs: &[(&str, u64)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), *b)).collect::<Vec<_>>();

    let all = facets(text(""));
    assert_eq!(categories(&all), of(&[("hydraulik", 5), ("teile", 3), ("motor", 2)]));
    assert_eq!(all.available, 9);
    let below = facets(Request { category: Some(CategoryId::new("hydraulik")), ..text("") });
    assert_eq!(categories(&below), of(&[("hydraulik/filter", 3), ("hydraulik/schlaeuche", 2)]));

    let filters = facets(text("filter"));
    assert_eq!(categories(&filters), of(&[("hydraulik", 3), ("motor", 1), ("teile", 1)]));
    assert_eq!(
        filters.attributes,
        [
            ("Feinheit".to_owned(), of(&[("10 µm", 2), ("20 µm", 1)])),
            ("Maße".to_owned(), of(&[("90 x 210 mm", 3)])),
        ]
    );
    assert_eq!(filters.available, 4);

    // A chosen attribute still shows its other values, the other attributes only what is left.
    let chosen = facets(Request { attributes: vec![("Feinheit".into(), "20 µm".into())], ..text("filter") });
    assert_eq!(
        chosen.attributes,
        [
            ("Feinheit".to_owned(), of(&[("10 µm", 2), ("20 µm", 1)])),
            ("Maße".to_owned(), of(&[("90 x 210 mm", 1)])),
        ]
    );
    assert_eq!(chosen.available, 1);
    assert_eq!(facets(Request { available: true, ..text("filter") }).available, 4);

    assert_eq!(ask(&index, &text("filter")).facets, kontor_search::Facets::default());
    assert_eq!(index.attribute_name("Feinheit"), Localized::new("Feinheit", "Fineness"));
    assert_eq!(index.attribute_name("Maße"), Localized::new("Maße", ""));
}

#[test]
fn facets_are_right_over_several_segments_and_hold_the_most_frequent() {
    let index = index_of(&[]);
    for round in 0..4u32 {
        let parts: Vec<_> = (0..100u32)
            .map(|n| SearchDocument {
                attributes: (0..9)
                    .filter(|a| n % (a + 1) == 0)
                    .map(|a| attribute(&format!("A{a}"), &(n % (7 + a + round)).to_string(), ""))
                    .collect(),
                ..part(&format!("P-{round}-{n}"), "Teil", "")
            })
            .collect();
        index.apply(&parts, &[]).unwrap();
    }
    let facets = ask(&index, &Request { facets: true, ..text("teil") }).facets;
    let names: Vec<_> = facets.attributes.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["A0", "A1", "A2", "A3", "A4", "A5"]);
    for (name, values) in &facets.attributes {
        assert!(values.len() <= 8);
        for (value, count) in values {
            let attributes = vec![(name.clone(), value.clone())];
            assert_eq!(ask(&index, &Request { attributes, ..text("teil") }).total, *count, "{name}={value}");
        }
        assert!(values.windows(2).all(|w| w[0].1 >= w[1].1));
    }
}

#[test]
fn big_answers_give_estimated_attributes_and_exact_totals() {
    let index = index_of(&[]);
    let parts: Vec<_> = (0..25_000)
        .map(|n| SearchDocument {
            attributes: vec![attribute("Gewinde", if n % 5 == 0 { "M8" } else { "M10" }, "")],
            category: CategoryId::new(if n % 2 == 0 { "a" } else { "b" }),
            ..part(&format!("P-{n:05}"), "", "")
        })
        .collect();
    let mut bulk = index.bulk().unwrap();
    for part in &parts {
        bulk.add(part).unwrap();
    }
    assert_eq!(bulk.finish().unwrap(), 25_000);
    let answer = ask(&index, &Request { facets: true, ..text("p") });
    assert_eq!(answer.total, 25_000);
    assert_eq!(answer.facets.categories, [(CategoryId::new("a"), 12_500), (CategoryId::new("b"), 12_500)]);
    let (_, values) = &answer.facets.attributes[0];
    assert_eq!(values[0].0, "M10");
    for (value, share) in values.iter().zip([20_000u64, 5_000]) {
        assert!(value.1.abs_diff(share) < share / 5, "{values:?}");
    }
}

#[test]
fn a_list_of_numbers_is_looked_up_exactly_in_any_writing() {
    let twin =
        SearchDocument { cross_references: vec![reference("MANN", "W-950 26")], ..part("A-1", "a", "a") };
    let index = index_of(&[catalogue(), vec![twin, part("ISO 7089 1.6", "a", "a")]].concat());
    let numbers = ["hy 4711.20f", "W950/26", "iso 7089 16", "4711", "", "--"];
    let found = index.by_numbers(&numbers).unwrap();
    let told: Vec<(Vec<&str>, Vec<&str>)> = found
        .iter()
        .map(|n| {
            (
                n.own.iter().map(kontor_domain::PartKey::as_str).collect(),
                n.cross.iter().map(kontor_domain::PartKey::as_str).collect(),
            )
        })
        .collect();
    assert_eq!(told[0], (vec!["HY-4711.20-F"], vec![]));
    assert_eq!(told[1], (vec![], vec!["A-1", "HY-4711.20-F"]));
    assert_eq!(told[2], (vec!["ISO_7089-16", "ISO_7089_1.6"], vec![]));
    assert_eq!(told[3..], [(vec![], vec![]), (vec![], vec![]), (vec![], vec![])]);
    index.apply(&[], &[key("A-1")]).unwrap();
    assert_eq!(index.by_numbers(&["W950/26"]).unwrap()[0].cross, [key("HY-4711.20-F")]);
}

#[test]
fn a_number_with_one_slip_looks_like_the_right_one() {
    let index = index_of(&catalogue());
    for slip in ["HY-4711.02-F", "HY-4711.20-G", "HY-471.20-F", "HY-47111.20-F", "YH-4711.20-F"] {
        assert_eq!(index.like_number(slip, 3).unwrap(), [key("HY-4711.20-F")], "{slip}");
    }
    assert_eq!(index.like_number("4711.2", 3).unwrap(), [key("HY-4711.20-F")], "a fragment");
    assert_eq!(index.like_number("HY-4711", 3).unwrap().len(), 2, "a beginning");
    assert!(index.like_number("QQ-9999", 3).unwrap().is_empty());
    assert!(index.like_number(&"9".repeat(500), 3).unwrap().is_empty());
}
