//! The fields of the index and how a part becomes a document.

use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{Index, IndexSettings, IndexSortByField, Order, TantivyDocument, Term};

use kontor_domain::catalog::{Attribute, PartCode, PartNumber};
use kontor_domain::{Language, PartKey};

use crate::tokenize::{TermTokenizer, Terms};
use crate::types::SearchDocument;

/// Goes up with every change of the fields or of how terms are made; an index of another version is rebuilt.
pub const VERSION: u32 = 1;

/// The fast field with the part's key. Documents of a segment are kept in its order, so that the first hits of
/// a class are the first ones by number and need no sorting.
pub const KEY: &str = "key";
/// The fast field with the category's path.
pub const CATEGORY: &str = "category";
/// The fast field with name and value of attributes.
pub const ATTRIBUTE: &str = "attribute";
/// The fast field with the German and the English name of attributes.
pub const ATTRIBUTE_NAME: &str = "attribute_name";

/// Between the name and the value of an attribute in one term.
pub const SEPARATOR: char = '\u{1f}';

/// The term of [`Fields::flag`] for parts on the shelf.
pub const AVAILABLE: &str = "available";
/// The term of [`Fields::flag`] for parts that are no longer sold, or never were.
pub const NOT_SOLD: &str = "not_sold";

/// The fields by name.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    pub key: Field,
    pub number_beginnings: Field,
    pub number_pieces: Field,
    pub cross_beginnings: Field,
    pub cross_pieces: Field,
    /// Words of the name, for beginnings and parts of words.
    name_de: Field,
    name_en: Field,
    /// Stems of the name's words, for whole words.
    stem_de: Field,
    stem_en: Field,
    /// Words of attribute values and of cross reference sources, for beginnings.
    pub values: Field,
    /// Stems of everything else: attributes, description.
    more_de: Field,
    more_en: Field,
    pub category: Field,
    pub attribute: Field,
    attribute_name: Field,
    pub flag: Field,
    /// Stored for parts with cross references, to tell which one matched.
    pub number: Field,
    pub cross_source: Field,
    pub cross_number: Field,
}

impl Fields {
    #[must_use]
    pub const fn name(&self, language: Language) -> Field {
        match language {
            Language::De => self.name_de,
            Language::En => self.name_en,
        }
    }

    #[must_use]
    pub const fn stem(&self, language: Language) -> Field {
        match language {
            Language::De => self.stem_de,
            Language::En => self.stem_en,
        }
    }

    #[must_use]
    pub const fn more(&self, language: Language) -> Field {
        match language {
            Language::De => self.more_de,
            Language::En => self.more_en,
        }
    }

    /// The term that finds a part by its key.
    #[must_use]
    pub fn key_term(&self, part: &PartKey) -> Term {
        Term::from_field_text(self.key, part.as_str())
    }

    /// The part as a document of the index.
    #[must_use]
    pub fn document(&self, part: &SearchDocument) -> TantivyDocument {
        let mut doc = TantivyDocument::default();
        doc.add_text(self.key, part.part.as_str());

        let number = PartNumber::normalized(&part.number);
        doc.add_text(self.number_beginnings, &number);
        doc.add_text(self.number_pieces, &number);
        if !part.cross_references.is_empty() {
            doc.add_text(self.number, &number);
        }
        for reference in &part.cross_references {
            let number = PartNumber::normalized(&reference.number);
            if !number.is_empty() {
                doc.add_text(self.cross_beginnings, &number);
                doc.add_text(self.cross_pieces, &number);
            }
            doc.add_text(self.values, &reference.source);
            doc.add_text(self.cross_source, &reference.source);
            doc.add_text(self.cross_number, &reference.number);
        }

        for (language, name, text) in
            [(Language::De, &part.name.de, &part.text.de), (Language::En, &part.name.en, &part.text.en)]
        {
            if !name.is_empty() {
                doc.add_text(self.name(language), name);
                doc.add_text(self.stem(language), name);
            }
            if !text.is_empty() {
                doc.add_text(self.more(language), text);
            }
        }
        for attribute in &part.attributes {
            self.add_attribute(&mut doc, attribute);
        }

        if !part.category.as_str().is_empty() {
            doc.add_text(self.category, part.category.as_str());
        }
        if part.available {
            doc.add_text(self.flag, AVAILABLE);
        }
        if matches!(part.code, PartCode::Obsolete | PartCode::ReferenceOnly) {
            doc.add_text(self.flag, NOT_SOLD);
        }
        doc
    }

    fn add_attribute(&self, doc: &mut TantivyDocument, attribute: &Attribute) {
        let value = attribute_value(attribute);
        // "90 x 210 mm" is also typed as "90x210" and "90x210mm".
        let glued: String = attribute.value.split_whitespace().collect();
        let with_unit = format!("{glued}{}", attribute.unit);
        doc.add_text(self.values, &value);
        doc.add_text(self.values, &glued);
        doc.add_text(self.values, &with_unit);
        doc.add_text(self.more_de, &value);
        doc.add_text(self.more_de, &attribute.name.de);
        if !attribute.name.en.is_empty() {
            doc.add_text(self.more_en, &attribute.name.en);
        }
        if !attribute.name.de.is_empty() && !value.is_empty() {
            doc.add_text(self.attribute, attribute_term(&attribute.name.de, &value));
            doc.add_text(self.attribute_name, attribute_term(&attribute.name.de, &attribute.name.en));
        }
    }
}

/// The value with its unit, as facets show it and filters take it: `10 µm`.
fn attribute_value(attribute: &Attribute) -> String {
    format!("{} {}", attribute.value.trim(), attribute.unit.trim()).trim().to_owned()
}

/// Name and value of an attribute as one term.
#[must_use]
pub fn attribute_term(name: &str, value: &str) -> String {
    let clean = |text: &str| text.replace(SEPARATOR, " ");
    format!("{}{SEPARATOR}{}", clean(name), clean(value))
}

/// The schema and its fields.
#[must_use]
pub fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexed = |terms: &str, option| {
        let indexing =
            TextFieldIndexing::default().set_tokenizer(terms).set_index_option(option).set_fieldnorms(false);
        TextOptions::default().set_indexing_options(indexing)
    };
    let basic = |terms: Terms| indexed(terms.name(), IndexRecordOption::Basic);
    let pieces = indexed(Terms::Pieces.name(), IndexRecordOption::WithFreqsAndPositions);
    let raw = indexed("raw", IndexRecordOption::Basic);
    let stems = |language| basic(Terms::Stems(language));
    let fields = Fields {
        key: builder.add_text_field(KEY, raw.clone().set_fast("raw")),
        number_beginnings: builder.add_text_field("number_beginnings", basic(Terms::Beginnings)),
        number_pieces: builder.add_text_field("number_pieces", pieces.clone()),
        cross_beginnings: builder.add_text_field("cross_beginnings", basic(Terms::Beginnings)),
        cross_pieces: builder.add_text_field("cross_pieces", pieces),
        name_de: builder.add_text_field("name_de", basic(Terms::Words)),
        name_en: builder.add_text_field("name_en", basic(Terms::Words)),
        stem_de: builder.add_text_field("stem_de", stems(Language::De)),
        stem_en: builder.add_text_field("stem_en", stems(Language::En)),
        values: builder.add_text_field("values", basic(Terms::Words)),
        more_de: builder.add_text_field("more_de", stems(Language::De)),
        more_en: builder.add_text_field("more_en", stems(Language::En)),
        category: builder.add_text_field(CATEGORY, basic(Terms::Path).set_fast("raw")),
        attribute: builder.add_text_field(ATTRIBUTE, raw.clone().set_fast("raw")),
        attribute_name: builder.add_text_field(ATTRIBUTE_NAME, TextOptions::default().set_fast("raw")),
        flag: builder.add_text_field("flag", raw),
        number: builder.add_text_field("number", STORED),
        cross_source: builder.add_text_field("cross_source", STORED),
        cross_number: builder.add_text_field("cross_number", STORED),
    };
    (builder.build(), fields)
}

/// How the index keeps documents: by key, and in small compressed blocks, because a hit needs only its own.
#[must_use]
pub fn settings() -> IndexSettings {
    IndexSettings {
        sort_by_field: Some(IndexSortByField { field: KEY.to_owned(), order: Order::Asc }),
        docstore_compress_dedicated_thread: false,
        docstore_blocksize: 4096,
        ..IndexSettings::default()
    }
}

/// Tells an index how terms are made; needed before reading and before writing.
pub fn register(index: &mut Index) {
    let manager = TokenizerManager::default();
    for terms in Terms::ALL {
        manager.register(terms.name(), TermTokenizer::new(terms));
    }
    index.set_tokenizers(manager);
}
