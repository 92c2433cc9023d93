//! A small catalogue.

#![allow(dead_code, reason = "each test file uses its share")]

use kontor_domain::catalog::{Attribute, CrossReference, PartCode, PartNumber};
use kontor_domain::{CategoryId, Language, Localized, PartKey};
use kontor_search::{Answer, Request, SearchDocument, SearchIndex};

pub fn key(number: &str) -> PartKey {
    PartNumber::parse(number).unwrap().key()
}

pub fn part(number: &str, de: &str, en: &str) -> SearchDocument {
    SearchDocument {
        part: key(number),
        number: number.to_owned(),
        name: Localized::new(de, en),
        text: Localized::default(),
        category: CategoryId::new("teile"),
        attributes: Vec::new(),
        cross_references: Vec::new(),
        available: true,
        code: PartCode::Normal,
    }
}

pub fn attribute(name: &str, value: &str, unit: &str) -> Attribute {
    Attribute { name: Localized::new(name, ""), value: value.to_owned(), unit: unit.to_owned() }
}

pub fn reference(source: &str, number: &str) -> CrossReference {
    CrossReference { source: source.to_owned(), number: number.to_owned() }
}

pub fn index_of(parts: &[SearchDocument]) -> SearchIndex {
    let index = SearchIndex::in_memory().unwrap();
    index.apply(parts, &[]).unwrap();
    index
}

/// The parts of a dealer, in little.
pub fn catalogue() -> Vec<SearchDocument> {
    let filter = |number: &str, de: &str, en: &str, fineness: &str| SearchDocument {
        category: CategoryId::new("hydraulik/filter"),
        attributes: vec![
            Attribute {
                name: Localized::new("Feinheit", "Fineness"),
                value: fineness.to_owned(),
                unit: "µm".to_owned(),
            },
            attribute("Maße", "90 x 210", "mm"),
        ],
        ..part(number, de, en)
    };
    vec![
        SearchDocument {
            cross_references: vec![reference("MANN", "W 950/26"), reference("", "0451-103-079")],
            ..filter("HY-4711.20-F", "Hydraulikfilter", "Hydraulic filter", "10")
        },
        filter("HY-4711.30", "Filterelement", "Filter element", "20"),
        SearchDocument { available: false, ..filter("FI 100", "Ölfilter", "Oil filter", "10") },
        SearchDocument {
            category: CategoryId::new("motor/filter"),
            text: Localized::new(
                "Passt für alle Kettenbagger ab Baujahr 2015",
                "Fits all crawler excavators",
            ),
            ..part("FI 200", "Filter für Kraftstoff", "Fuel filter")
        },
        SearchDocument {
            category: CategoryId::new("hydraulik/schlaeuche"),
            ..part("SL-0815", "Hydraulikschläuche", "Hydraulic hoses")
        },
        SearchDocument {
            category: CategoryId::new("hydraulik/schlaeuche"),
            ..part("SL-0816", "Schlauch DN 16", "Hose DN 16")
        },
        SearchDocument { code: PartCode::Obsolete, ..part("AL-1", "Filter alt", "Filter old") },
        part("OR 12.5x3", "O-Ring", "O-ring"),
        SearchDocument {
            category: CategoryId::new("motor"),
            ..part("ISO 7089-16", "Unterlegscheibe", "Washer")
        },
        SearchDocument {
            cross_references: vec![reference("CAT", "HY471120")],
            ..part("X-1", "Dichtungssatz", "Seal kit")
        },
    ]
}

pub fn ask(index: &SearchIndex, request: &Request) -> Answer {
    index.search(request).unwrap()
}

pub fn text(text: &str) -> Request {
    Request { text: text.to_owned(), limit: 50, language: Language::De, ..Request::default() }
}

/// The keys found for a text, in order.
pub fn found(index: &SearchIndex, asked: &str) -> Vec<String> {
    keys(&ask(index, &text(asked)))
}

pub fn keys(answer: &Answer) -> Vec<String> {
    answer.hits.iter().map(|hit| hit.part.as_str().to_owned()).collect()
}
