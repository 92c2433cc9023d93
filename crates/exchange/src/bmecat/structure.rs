//! The first reading of a BMEcat file: the groups and which article stands in which.
//!
//! The maps come behind the articles, so that the file is read twice. Kept are the groups' names and, for each
//! article, a 64-bit hash of its number with the place of its group: twelve bytes and what a hash map adds.

use std::collections::HashMap;

use kontor_domain::{Language, Localized};

use super::texts::{self, localized};
use super::xml::{Broken, Node, Token, Xml};
use crate::check::MAX_DEPTH;
use crate::seen;

const UNKNOWN: u32 = u32::MAX;
/// More groups than any catalogue has (eCl@ss has 45,000 classes).
const MAX_GROUPS: usize = 500_000;

#[derive(Debug)]
struct Group {
    name: Localized,
    parent: String,
    /// The catalogue itself, which is no category.
    root: bool,
}

/// Groups and maps.
#[derive(Debug, Default)]
pub(super) struct Structure {
    groups: Vec<Group>,
    ids: HashMap<String, u32>,
    articles: HashMap<u64, u32>,
}

/// Where an article stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Not mapped.
    Nowhere,
    /// In a group that is not in the file, or in one without a way to the root.
    Unknown,
    /// Names, root first.
    Path(Vec<Localized>),
}

impl Structure {
    /// Reads the whole file. Where it is broken the second reading says so; what was found till then is kept.
    pub(super) fn read(xml: &mut Xml) -> Self {
        let mut structure = Self::default();
        let mut language = Language::De;
        while let Ok(token) = xml.next() {
            let node = match token {
                Token::Start(node) => node,
                Token::Eof => break,
                Token::End | Token::Entities { .. } => continue,
            };
            if structure.element(xml, node, &mut language).is_err() {
                break;
            }
        }
        structure
    }

    fn element(&mut self, xml: &mut Xml, node: Node, language: &mut Language) -> Result<(), Broken> {
        match node.name.as_str() {
            "CATALOG" => *language = texts::default_language(&xml.fill(node)?),
            "CATALOG_STRUCTURE" if self.groups.len() < MAX_GROUPS => {
                let node = xml.fill(node)?;
                let text =
                    |names: &[&str]| node.child(names).map(|c| c.text.trim().to_owned()).unwrap_or_default();
                let group = Group {
                    name: localized(&node, &["GROUP_NAME"], *language),
                    parent: text(&["PARENT_ID"]),
                    root: node.attribute("type") == Some("root"),
                };
                let place = u32::try_from(self.groups.len()).unwrap_or(UNKNOWN);
                self.ids.insert(text(&["GROUP_ID"]), place);
                self.groups.push(group);
            }
            "ARTICLE_TO_CATALOGGROUP_MAP" | "PRODUCT_TO_CATALOGGROUP_MAP" => {
                let node = xml.fill(node)?;
                let text = |names: &[&str]| node.child(names).map(|c| c.text.trim()).unwrap_or_default();
                let article = seen::hash(text(&["ART_ID", "PROD_ID", "SUPPLIER_AID", "SUPPLIER_PID"]));
                let group = self.ids.get(text(&["CATALOG_GROUP_ID"])).copied().unwrap_or(UNKNOWN);
                // An article may stand in several groups; the first one is its own.
                self.articles.entry(article).or_insert(group);
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn place(&self, number: &str) -> Place {
        let Some(&start) = self.articles.get(&seen::hash(number)) else { return Place::Nowhere };
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some(group) = next.and_then(|n| self.groups.get(n as usize)) {
            if group.root {
                break;
            }
            path.push(group.name.clone());
            if path.len() > MAX_DEPTH {
                return Place::Unknown;
            }
            next = self.ids.get(&group.parent).copied();
        }
        if start == UNKNOWN {
            return Place::Unknown;
        }
        if path.is_empty() {
            return Place::Nowhere;
        }
        path.reverse();
        Place::Path(path)
    }
}
