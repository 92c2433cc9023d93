//! Reading price and article files: CSV and BMEcat 1.2 and 2005. And the lists people order by: [`list`].
//!
//! The readers stream: memory does not grow with the file, apart from eight bytes per part number (to find
//! doubles) and, for BMEcat, twelve bytes per article (its group stands behind the articles in the file).
//! Whatever is wrong is told with line, field, value and problem; **all** wrong fields of a row come at
//! once, and a broken row costs only itself. Nothing here looks into the catalogue: whether a category or a
//! successor exists is the importing room's question.
//!
//! ```
//! use kontor_exchange::{Format, Record, read_bytes};
//! let file = "part_number;name_de;price\nHY-1;Filter;62,00\n;Ohne Nummer;1,00\n";
//! let records: Vec<Record> = read_bytes(file.as_bytes().to_vec(), Format::Csv).collect();
//! assert!(matches!(&records[0], Record::Article(row) if row.line == 2));
//! assert!(matches!(&records[1], Record::Wrong(errors) if errors[0].line == 3));
//! ```

mod attributes;
mod bmecat;
mod check;
mod csv;
mod decode;
mod format;
pub mod list;
mod number;
mod seen;

use std::io::{self, Cursor, Read};
use std::path::PathBuf;
use std::sync::Arc;

use kontor_domain::catalog::{ImportRowError, PartData};
use kontor_domain::{Decimal, Localized, Quantity, WarehouseId};

pub use check::MAX_NAME_CHARS;
pub use format::Format;

/// Working days until more arrives, where the file says nothing.
pub const DEFAULT_REPLENISHMENT_DAYS: i64 = 5;

/// What a file says, one entry after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// A good row.
    Article(Box<ArticleRow>),
    /// Everything that is wrong with one row; the reader goes on behind it where that makes sense.
    Wrong(Vec<ImportRowError>),
    /// Something that the reader leaves out, such as an unknown column; no row is lost by it.
    Warning(ImportRowError),
}

/// What a row asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RowKind {
    /// A whole article: create it or write it anew.
    #[default]
    Article,
    /// Prices or stock of an article that exists already; of `part` only the number is filled
    /// (a CSV without names, BMEcat `T_UPDATE_PRICES`).
    PricesOnly,
    /// The article leaves the range (BMEcat `mode="delete"`); of `part` only the number is filled.
    Discontinued,
}

/// One article of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArticleRow {
    pub kind: RowKind,
    /// 1-based line where the row begins.
    pub line: u64,
    /// `category` is the path of the slugs of `category_path`'s German names; empty without a category.
    pub part: PartData,
    /// Names from the root to the part's own category.
    pub category_path: Vec<Localized>,
    /// Net EUR for one unit.
    pub list_price: Option<Decimal>,
    /// From this quantity on one unit costs this, net EUR; ascending.
    pub tiers: Vec<(Quantity, Decimal)>,
    /// On hand per warehouse. The empty id is the importing house's default warehouse. Absent when the file
    /// has no stock column or the cell is empty: stock stays as it is.
    pub stock: Option<Vec<(WarehouseId, Quantity)>>,
}

/// Bytes that a reader can be opened on.
pub type Bytes = Box<dyn Read + Send>;

/// The records of a file, in its order.
pub type Records = Box<dyn Iterator<Item = Record> + Send>;

/// Reads a file that can be opened more than once: BMEcat names the groups of its articles behind the
/// articles, so that it is read twice; CSV once. The file is opened when the first record is asked for.
///
/// A file that cannot be opened or read ends with one [`Record::Wrong`] of
/// [`Problem::BadSyntax`](kontor_domain::Problem::BadSyntax) whose value is the system's message.
pub fn read_parts<F>(open: F, format: Format) -> Records
where
    F: Fn() -> io::Result<Bytes> + Send + 'static,
{
    match format {
        Format::Csv => Box::new(csv::CsvReader::new(open)),
        Format::BmeCat => Box::new(bmecat::BmeCatReader::new(open)),
    }
}

/// Reads a file in memory, for example an upload.
pub fn read_bytes(bytes: impl Into<Arc<[u8]>>, format: Format) -> Records {
    let bytes: Arc<[u8]> = bytes.into();
    read_parts(move || Ok(Box::new(Cursor::new(Arc::clone(&bytes)))), format)
}

/// Reads a file on disk and finds out its format by its first bytes and its name.
///
/// # Errors
/// When the file cannot be opened or its first bytes cannot be read.
pub fn read_file(path: impl Into<PathBuf>) -> io::Result<Records> {
    let path: PathBuf = path.into();
    let mut head = Vec::new();
    std::fs::File::open(&path)?.take(4096).read_to_end(&mut head)?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let format = Format::detect(&head, &name);
    Ok(read_parts(move || Ok(Box::new(std::fs::File::open(&path)?)), format))
}
