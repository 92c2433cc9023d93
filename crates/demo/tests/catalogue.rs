//! What everybody may rely on in the demonstration catalogue.

use std::collections::{HashMap, HashSet};

use kontor_demo::{DemoCatalogue, DemoPart, FIXED_NUMBERS, categories, kinds, picture_at};
use kontor_domain::catalog::{PartCode, VatCategory};
use kontor_domain::{Decimal, Quantity, Unit};

#[test]
fn the_same_seed_gives_the_same_parts_and_each_one_is_computed_alone() {
    let (a, b) = (DemoCatalogue::new(1, 5_000), DemoCatalogue::new(1, 5_000));
    let all: Vec<DemoPart> = a.iter().collect();
    assert_eq!(all.len(), 5_000);
    for i in (0..5_000).rev().step_by(7) {
        assert_eq!(b.part(i).as_ref(), all.get(usize::try_from(i).unwrap()));
    }
    assert_eq!(a.part(5_000), None);
    let other = DemoCatalogue::new(2, 5_000);
    assert!((100..200).any(|i| other.part(i) != a.part(i)));
}

#[test]
fn fifty_thousand_parts_keep_every_promise() {
    let catalogue = DemoCatalogue::new(4711, 50_000);
    let known: HashSet<String> = categories().into_iter().map(|c| c.id.0).collect();
    let mut keys = HashMap::new();
    let mut successors = Vec::new();
    let mut pictures = HashSet::new();
    let mut codes: HashMap<PartCode, u32> = HashMap::new();
    for demo in catalogue.iter() {
        let part = &demo.part;
        let number = part.number.as_str();
        for text in [&part.name.de, &part.name.en, &part.text.de, &part.text.en] {
            assert!(
                !text.is_empty() && !text.contains(['{', '}']) && !text.contains("  "),
                "{number}: {text:?}"
            );
        }
        assert!(
            part.name.de.chars().count() <= 90 && part.name.en.chars().count() <= 90,
            "{number} {:?}",
            part.name
        );
        assert!(known.contains(part.category.as_str()), "{number}: {}", part.category);
        assert!(
            !part.attributes.is_empty() && part.attributes.iter().all(|a| !a.value.is_empty()),
            "{number}"
        );
        assert!(part.step > Quantity::ZERO && (part.minimum.0 % part.step.0).is_zero(), "{number}");
        assert_eq!(part.minimum.check(part.minimum, part.step), Ok(part.minimum), "{number}");
        assert!(demo.list_price > Decimal::ZERO && demo.list_price.scale() <= 2, "{number}");
        let mut last = (Quantity::ZERO, demo.list_price);
        for (from, price) in &demo.tiers {
            assert!(
                *from > last.0 && *price < last.1 && (from.0 % part.step.0).is_zero(),
                "{number}: {:?}",
                demo.tiers
            );
            last = (*from, *price);
        }
        assert_eq!(demo.stock.len(), 2, "{number}");
        assert!(
            demo.incoming.iter().all(|(days, quantity)| *days > 0 && *quantity > Quantity::ZERO),
            "{number}"
        );
        assert!(part.weight_kg.is_some_and(|w| w > Decimal::ZERO), "{number}");
        pictures.extend(part.pictures.iter().cloned());
        *codes.entry(part.code).or_default() += 1;
        match (&part.replaced_by, part.code) {
            (Some(successor), PartCode::Obsolete) => {
                successors.push((part.key(), successor.clone(), part.name.clone()));
            }
            (None, PartCode::Obsolete) | (Some(_), _) => {
                panic!("{number}: {:?} {:?}", part.code, part.replaced_by)
            }
            _ => {}
        }
        assert!(keys.insert(part.key(), (part.code, part.name.clone())).is_none(), "{number} twice");
    }
    for (old, new, name) in successors {
        let (code, successor) = keys.get(&new).unwrap_or_else(|| panic!("{old}: {new} does not exist"));
        assert_eq!(*code, PartCode::Normal, "{old} -> {new}");
        assert!(*successor == name || old.as_str() == "HY-4711.10-S", "{old}: {name:?} is not {successor:?}");
    }
    for code in PartCode::ALL {
        assert!(codes[&code] > 50, "{codes:?}");
    }
    assert!(pictures.len() >= 100, "{}", pictures.len());
    assert!(pictures.iter().all(|path| picture_at(path).is_some()));
}

#[test]
fn a_million_parts_still_have_a_million_numbers() {
    let catalogue = DemoCatalogue::new(7, 1_000_000);
    let mut seen = HashSet::with_capacity(1_000_000);
    for i in 0..1_000_000 {
        assert!(seen.insert(catalogue.number(i).unwrap().key()), "{:?}", catalogue.number(i));
    }
    assert!(catalogue.part(999_999).is_some());
}

#[test]
fn there_are_at_least_120_kinds_and_every_one_occurs() {
    let mut slugs: Vec<_> = kinds().map(|k| k.slug).collect();
    assert!(slugs.len() >= 120, "{}", slugs.len());
    slugs.sort_unstable();
    let before = slugs.len();
    slugs.dedup();
    assert_eq!(slugs.len(), before, "a slug twice");
    let used: HashSet<_> = DemoCatalogue::new(1, 400).iter().map(|d| d.part.category).collect();
    for category in categories().iter().filter(|c| c.parent().is_some()) {
        assert!(used.contains(&category.id), "{} is empty", category.id);
    }
}

#[test]
fn the_category_tree_has_parents_before_children() {
    let mut seen = HashSet::new();
    for category in categories() {
        assert!(category.parent().is_none_or(|p| seen.contains(&p)), "{}", category.id);
        assert!(!category.name.de.is_empty() && !category.name.en.is_empty());
        assert!(seen.insert(category.id));
    }
    assert_eq!(seen.iter().filter(|id| !id.as_str().contains('/')).count(), 10);
}

#[test]
fn the_parts_made_by_hand_are_what_the_tour_says() {
    let small = DemoCatalogue::new(9, 0);
    assert_eq!(small.len(), FIXED_NUMBERS.len() as u64);
    let parts: Vec<DemoPart> = small.iter().collect();
    let numbers: Vec<&str> = parts.iter().map(|d| d.part.number.as_str()).collect();
    assert_eq!(numbers, FIXED_NUMBERS);
    let filter = &parts[0];
    assert_eq!(filter.part.name.de, "Hydraulikfilterelement Rücklauf");
    assert_eq!(filter.list_price, Decimal::from(62));
    assert_eq!(filter.stock.iter().map(|(_, q)| *q).collect::<Vec<_>>(), [Quantity::of(42), Quantity::of(6)]);
    assert_eq!(parts[1].incoming, [(9, Quantity::of(30))]);
    assert!(parts[1].stock.iter().all(|(_, q)| *q == Quantity::ZERO));
    assert_eq!(
        (parts[2].part.code, parts[2].part.replaced_by.clone()),
        (PartCode::Obsolete, Some(parts[3].part.key()))
    );
    assert_eq!((parts[4].part.unit, parts[4].part.step), (Unit::Metre, Quantity(Decimal::new(5, 1))));
    assert_eq!(parts[5].part.minimum, Quantity::of(10));
    assert_eq!(
        (parts[7].part.code, parts[8].part.code, parts[9].part.code),
        (PartCode::CallUs, PartCode::ReferenceOnly, PartCode::Remaining)
    );
    assert_eq!(parts[10].part.vat, VatCategory::Reduced);
}
