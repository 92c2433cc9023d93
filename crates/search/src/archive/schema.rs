//! The fields of the index and how a document gets into them.

use tantivy::schema::{Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions};
use tantivy::{IndexSettings, IndexSortByField, Order, TantivyDocument, Term};

use kontor_domain::Language;

use super::ArchiveDocument;
use crate::tokenize::Terms;

/// Goes up with every change of the fields or of how terms are made; an index of another version is rebuilt.
pub const VERSION: u32 = 1;
/// The fast field with the id. Documents of a segment are kept newest first, so that the first hits are the ones that are shown.
pub const ID: &str = "id";
/// The fast field with the day.
pub const DATED: &str = "dated";

#[derive(Debug, Clone, Copy)]
pub struct Fields {
    pub id: Field,
    pub reader: Field,
    pub company: Field,
    pub case: Field,
    pub machine: Field,
    pub kind: Field,
    dated: Field,
    pub words: Field,
    stem_de: Field,
    stem_en: Field,
}

impl Fields {
    pub const fn stem(&self, language: Language) -> Field {
        match language {
            Language::De => self.stem_de,
            Language::En => self.stem_en,
        }
    }

    pub fn id_term(&self, id: &str) -> Term {
        Term::from_field_text(self.id, id)
    }

    pub fn document(&self, given: &ArchiveDocument) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_text(self.id, &given.id);
        document.add_i64(self.dated, given.dated);
        for (field, text) in [
            (self.reader, &given.reader),
            (self.company, &given.company),
            (self.case, &given.case),
            (self.machine, &given.machine),
            (self.kind, &given.kind),
        ] {
            if !text.is_empty() {
                document.add_text(field, text);
            }
        }
        for field in [self.words, self.stem_de, self.stem_en] {
            for text in [&given.words, &given.body] {
                if !text.is_empty() {
                    document.add_text(field, text);
                }
            }
        }
        document
    }
}

pub fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexed = |terms: &str| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(terms)
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false);
        TextOptions::default().set_indexing_options(indexing)
    };
    let raw = indexed("raw");
    let fields = Fields {
        id: builder.add_text_field(ID, raw.clone().set_fast("raw")),
        reader: builder.add_text_field("reader", raw.clone()),
        company: builder.add_text_field("company", raw.clone()),
        case: builder.add_text_field("case", raw.clone()),
        machine: builder.add_text_field("machine", raw.clone()),
        kind: builder.add_text_field("kind", raw),
        dated: builder.add_i64_field(DATED, NumericOptions::default().set_fast()),
        words: builder.add_text_field("words", indexed(Terms::Words.name())),
        stem_de: builder.add_text_field("stem_de", indexed(Terms::Stems(Language::De).name())),
        stem_en: builder.add_text_field("stem_en", indexed(Terms::Stems(Language::En).name())),
    };
    (builder.build(), fields)
}

pub fn settings() -> IndexSettings {
    IndexSettings {
        sort_by_field: Some(IndexSortByField { field: ID.to_owned(), order: Order::Desc }),
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    }
}
