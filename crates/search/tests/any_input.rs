//! Whatever is typed or put in: no error, no panic, and what must be found is found.

mod common;

use std::sync::LazyLock;

use common::{ask, attribute, catalogue, found, index_of, key, part, reference, text};
use kontor_domain::catalog::PartNumber;
use kontor_domain::{CategoryId, Language, Localized};
use kontor_search::{Request, SearchDocument, SearchIndex};
use proptest::prelude::*;

static INDEX: LazyLock<SearchIndex> = LazyLock::new(|| {
    let parts: Vec<_> = (0..3_000u32)
        .map(|n| SearchDocument {
            cross_references: vec![reference("OEM", &format!("{}-{n:05}", n % 97))],
            attributes: vec![attribute("Länge", &(n % 50).to_string(), "mm")],
            ..part(
                &format!("K-{:04}.{}", n % 1_000, n / 1_000),
                ["Ölfilter", "Schlauch", "O-Ring"][n as usize % 3],
                "Oil filter",
            )
        })
        .chain(catalogue())
        .collect();
    let index = index_of(&parts[..2_000]);
    index.apply(&parts[2_000..], &[]).unwrap();
    index
});

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ +:\"()\\[\\]{}~^*?/\\\\!<>=&|-]{0,20}",
        "(AND|OR|NOT|IN|TO|name_de:|key:\\*|\\*|[a-z]{1,8}|[0-9]{1,6}|\"|~1|\\^2|\\[|\\]| ){0,12}",
        "[äöüßÄÖÜẞ\u{300}-\u{310}µaoue ]{0,30}",
        "[a-z]{30,300}",
    ]
}

proptest! {
    #[test]
    fn no_text_is_an_error(
        typed in any_text(),
        category in proptest::option::of("[a-z/]{0,10}"),
        attributes in proptest::collection::vec((any::<String>(), any::<String>()), 0..3),
        available in any::<bool>(),
        offset in prop_oneof![0usize..50, any::<usize>()],
        limit in prop_oneof![0usize..50, any::<usize>()],
        english in any::<bool>(),
    ) {
        let request = Request {
            text: typed,
            category: category.map(CategoryId::new),
            attributes,
            available,
            offset,
            limit,
            language: if english { Language::En } else { Language::De },
            facets: true,
        };
        let answer = ask(&INDEX, &request);
        prop_assert!(answer.hits.len() as u64 <= answer.total);
        prop_assert!(answer.hits.len() <= limit);
        prop_assert!(answer.facets.attributes.len() <= 6);
        prop_assert_eq!(&answer, &ask(&INDEX, &request));
    }

    #[test]
    fn every_fragment_of_a_number_finds_its_part(
        n in 0u32..3_000,
        start in 0usize..8,
        length in 3usize..10,
        dash in 0usize..10,
        lower in any::<bool>(),
    ) {
        let number = format!("K-{:04}.{}", n % 1_000, n / 1_000);
        let normalized = PartNumber::normalized(&number);
        let start = start.min(normalized.len() - 3);
        let end = (start + length).min(normalized.len());
        let mut typed = normalized[start..end].to_owned();
        typed.insert(dash.min(typed.len()), '-');
        if lower {
            typed = typed.to_lowercase();
        }
        let answer = ask(&INDEX, &Request { limit: 10_000, ..text(&typed) });
        prop_assert!(answer.hits.iter().any(|hit| hit.part == key(&number)), "{typed}");
        prop_assert_eq!(answer.total, answer.hits.len() as u64);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_part_can_be_put_in_and_is_found_by_its_number(
        texts in proptest::collection::vec(any::<String>(), 9),
        number in "[A-Za-z0-9äöüßé .,/_-]{0,30}[A-Z0-9]",
    ) {
        let [de, en, text_de, text_en, name, value, unit, source, cross] = <[String; 9]>::try_from(texts).unwrap();
        let part = SearchDocument {
            name: Localized::new(de, en),
            text: Localized::new(text_de, text_en),
            category: CategoryId::new(name.clone()),
            attributes: vec![attribute(&name, &value, &unit)],
            cross_references: vec![reference(&source, &cross)],
            ..part(&number, "", "")
        };
        let index = index_of(&[part]);
        prop_assert_eq!(found(&index, &number), [key(&number).0]);
        let answer = ask(&index, &Request { facets: true, ..text("") });
        prop_assert_eq!(answer.total, 1);
        for (name, values) in answer.facets.attributes {
            for (value, count) in values {
                prop_assert_eq!(count, 1);
                let attributes = vec![(name.clone(), value)];
                prop_assert_eq!(ask(&index, &Request { attributes, ..text("") }).total, 1);
            }
        }
    }
}

/// One change of a few parts, then a commit.
#[derive(Debug, Clone)]
enum Step {
    Apply(Vec<(u8, u8)>, Vec<u8>),
    Rebuild,
    Clear,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let apply =
        (proptest::collection::vec((0u8..60, 0u8..4), 0..12), proptest::collection::vec(0u8..60, 0..6));
    let step = prop_oneof![
        12 => apply.prop_map(|(upserts, deletes)| Step::Apply(upserts, deletes)),
        1 => Just(Step::Rebuild),
        1 => Just(Step::Clear),
    ];
    proptest::collection::vec(step, 1..25)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_changed_the_index_holds_what_a_map_would(steps in steps()) {
        const NAMES: [&str; 4] = ["Filter", "Pumpe", "Schlauch", "Bolzen"];
        let make = |number: u8, name: u8| SearchDocument {
            cross_references: vec![reference("OEM", &format!("X{name}-{number:03}"))],
            ..part(&format!("N-{number}"), NAMES[name as usize], "")
        };
        let index = index_of(&[]);
        let mut map = std::collections::BTreeMap::new();
        for step in steps {
            match step {
                Step::Apply(upserts, deletes) => {
                    let parts: Vec<_> = upserts.iter().map(|&(number, name)| make(number, name)).collect();
                    let gone: Vec<_> = deletes.iter().map(|number| key(&format!("N-{number}"))).collect();
                    index.apply(&parts, &gone).unwrap();
                    for number in &deletes {
                        map.remove(&format!("N-{number}"));
                    }
                    map.extend(upserts.iter().map(|&(number, name)| (format!("N-{number}"), (number, name))));
                }
                Step::Rebuild => {
                    let mut bulk = index.bulk().unwrap();
                    map.values().rev().for_each(|&(number, name)| bulk.add(&make(number, name)).unwrap());
                    bulk.finish().unwrap();
                }
                Step::Clear => {
                    index.clear().unwrap();
                    map.clear();
                }
            }
            prop_assert_eq!(index.count(), map.len() as u64);
            prop_assert_eq!(found_all(&index, ""), map.keys().cloned().collect::<Vec<_>>());
            for (at, name) in (0..).zip(NAMES) {
                let with = |(_, name): &(u8, u8)| *name == at;
                let expected: Vec<_> = map.iter().filter(|(_, part)| with(part)).map(|(key, _)| key.clone()).collect();
                prop_assert_eq!(&found_all(&index, name), &expected);
                let answer = ask(&index, &Request { limit: 100, ..text(&format!("x{at}")) });
                prop_assert_eq!(common::keys(&answer), expected);
                for hit in answer.hits {
                    let (number, _) = map[hit.part.as_str()];
                    prop_assert_eq!(hit.matched, Some(reference("OEM", &format!("X{at}-{number:03}"))));
                }
            }
        }
    }
}

fn found_all(index: &SearchIndex, asked: &str) -> Vec<String> {
    common::keys(&ask(index, &Request { limit: 100, ..text(asked) }))
}
