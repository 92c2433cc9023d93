//! Machines that can be configured, as files of models (`ModelFile`, JSON).

/// A compact excavator and a wheel loader.
#[must_use]
pub const fn models() -> [&'static str; 2] {
    [include_str!("../models/kb-27.json"), include_str!("../models/rl-60.json")]
}

#[cfg(test)]
mod tests {
    use kontor_domain::Language;
    use kontor_domain::configurations::{Choices, Compiled, ModelFile};

    use super::models;

    #[test]
    fn every_model_can_be_built_in_every_choice_and_its_examples_hold() {
        for text in models() {
            let file: ModelFile = serde_json::from_str(text).unwrap();
            let id = file.model.id.clone();
            let engine = Compiled::new(file.model).expect("a model without faults");
            assert_eq!(engine.satisfiable(), Ok(()), "{id}");
            assert_eq!(engine.never_possible(), Vec::<String>::new(), "{id}");
            for example in &file.examples {
                let tested = example.test(&engine);
                assert!(tested.passed(), "{id}: {tested:?}");
            }
            // Everything can be completed from nothing, and costs less than it is sold for.
            let proposal = engine.complete(&Choices::default()).expect("a way to complete it");
            assert!(engine.answer(&proposal.choices).complete());
            let costs = file.costs.expect("costs");
            for group in &engine.model().groups {
                for choice in &group.choices {
                    let cost = costs.choices.get(&choice.code).copied().unwrap_or_default();
                    assert!(cost <= choice.net.amount.max(kontor_domain::Decimal::ZERO), "{}", choice.code);
                    assert!(!choice.name.get(Language::En).is_empty());
                }
            }
        }
    }

    #[test]
    fn everything_that_can_be_chosen_has_a_picture() {
        for text in models() {
            let file: ModelFile = serde_json::from_str(text).unwrap();
            for choice in file.model.groups.iter().flat_map(|group| &group.choices) {
                assert!(
                    crate::picture_at(&choice.picture).is_some(),
                    "{}: {:?}",
                    choice.code,
                    choice.picture
                );
            }
        }
    }

    #[test]
    fn the_file_in_the_documentation_is_one() {
        let page = include_str!("../../../docs/models.md");
        let (_, rest) = page.split_once("```json").expect("an example");
        let (text, _) = rest.split_once("```").expect("its end");
        let file: ModelFile = serde_json::from_str(text).unwrap();
        let engine = Compiled::new(file.model).expect("a model without faults");
        assert_eq!(engine.satisfiable(), Ok(()));
        assert!(!file.examples.is_empty());
        assert!(file.examples.iter().all(|example| example.test(&engine).passed()));
    }
}
