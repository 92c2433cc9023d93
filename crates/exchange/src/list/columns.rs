//! Which column of a table holds the numbers and which the quantities.

use kontor_domain::carts::quick::SkippedLine;

use super::{Cell, GridRow, List, ListRow, PairRow, Pairs, line};
use crate::csv::columns::normalized;

/// Headings of the numbers, as `normalized` writes them.
const NUMBER: &[&str] = &[
    "artikel",
    "artikel_nr",
    "artikelnr",
    "artikelnummer",
    "art_nr",
    "artnr",
    "best_nr",
    "bestell_nr",
    "bestellnummer",
    "ersatzteil",
    "ersatzteilnummer",
    "ident_nr",
    "item",
    "item_no",
    "item_number",
    "material",
    "materialnummer",
    "material_nr",
    "mpn",
    "nr",
    "no",
    "number",
    "nummer",
    "part",
    "part_no",
    "part_nr",
    "part_number",
    "partnumber",
    "sach_nr",
    "sachnummer",
    "sku",
    "teil",
    "teile_nr",
    "teilenr",
    "teilenummer",
];
/// Headings of the quantities.
const QUANTITY: &[&str] = &[
    "amount",
    "anzahl",
    "anz",
    "bedarf",
    "bestellmenge",
    "count",
    "menge",
    "menge_stk",
    "menge_stueck",
    "pcs",
    "qty",
    "qty_pcs",
    "quantity",
    "stk",
    "stueck",
    "stueckzahl",
    "st",
];
/// Headings of a company's own numbers.
const OWN: &[&str] = &[
    "eigene_nr",
    "eigene_nummer",
    "ihre_nummer",
    "intern",
    "interne_nr",
    "interne_nummer",
    "kunden_artikelnummer",
    "kundennummer",
    "kunden_nr",
    "lager_nr",
    "lagernummer",
    "meine_nummer",
    "my_number",
    "own",
    "own_no",
    "own_number",
    "own_part_number",
    "unsere_nr",
    "unsere_nummer",
    "our_number",
];
/// Headings may stand below a title.
const LOOK_FOR_HEADINGS: usize = 10;

/// The columns of a list.
struct Roles {
    number: usize,
    quantity: Option<usize>,
}

pub(super) fn list(mut lines: Vec<GridRow>) -> List {
    let mut list = List::default();
    let roles = match headings(&lines, NUMBER).or_else(|| headings(&lines, OWN)) {
        Some((at, number)) => {
            let quantity = column(&lines[at], QUANTITY);
            list.skipped = skip(&mut lines, at + 1);
            // A heading over something else: what the column holds decides.
            let quantity =
                quantity.or_else(|| guess(&lines).quantity.filter(|q| *q > number && width(&lines) == 2));
            Roles { number, quantity }
        }
        None => {
            let roles = guess(&lines);
            // Words over the columns that we do not know.
            let heading = lines.len() > 1
                && lines.first().is_some_and(|first| {
                    first.problem.is_none() && first.cells.iter().all(|c| !line::has_digit(&c.text))
                });
            if heading {
                list.skipped = skip(&mut lines, 1);
            }
            roles
        }
    };
    list.rows = lines.into_iter().map(|line| row(line, &roles)).collect();
    list
}

fn row(mut line: GridRow, roles: &Roles) -> ListRow {
    let filled = line.cells.iter().filter(|c| !c.text.is_empty()).count();
    let take = |cells: &mut Vec<Cell>, at: usize| cells.get_mut(at).map(std::mem::take).unwrap_or_default();
    let number = take(&mut line.cells, roles.number);
    let quantity = roles.quantity.map(|at| take(&mut line.cells, at)).unwrap_or_default();
    let problem = line.problem.or(number.problem).or(quantity.problem);
    // `10 x HY-4711.20-F` in a table of one column.
    if filled == 1 && quantity.text.is_empty() && problem.is_none() {
        return line::row(line.line, &number.text);
    }
    ListRow {
        line: line.line,
        readings: line::without_fraction(&number.text)
            .map(|whole| (whole, line::without_unit(&quantity.text)))
            .into_iter()
            .collect(),
        number: number.text,
        quantity: line::without_unit(&quantity.text),
        problem,
    }
}

/// Own numbers: two columns by their headings, or the first two that hold anything, own number first.
pub(super) fn pairs(mut lines: Vec<GridRow>) -> Pairs {
    let mut pairs = Pairs::default();
    let (mut own, mut part) = (0, 1);
    let found = (0..lines.len().min(LOOK_FOR_HEADINGS)).find_map(|at| {
        let own = column(&lines[at], OWN);
        let part = column(&lines[at], NUMBER);
        (own.is_some() || part.is_some()).then_some((at, own, part))
    });
    if let Some((at, found_own, found_part)) = found {
        (own, part) = match (found_own, found_part) {
            (Some(own), Some(part)) => (own, part),
            (Some(own), None) => (own, usize::from(own == 0)),
            (None, Some(part)) => (usize::from(part == 0), part),
            (None, None) => (0, 1),
        };
        pairs.skipped = skip(&mut lines, at + 1);
    }
    pairs.rows = lines
        .into_iter()
        .map(|mut line| {
            let mut take = |at: usize| line.cells.get_mut(at).map(std::mem::take).unwrap_or_default();
            let (own, part) = (take(own), take(part));
            PairRow {
                line: line.line,
                problem: line.problem.or(own.problem).or(part.problem),
                own: own.text,
                part: part.text,
            }
        })
        .collect();
    pairs
}

/// The first of the first lines that names a column like this, and that column.
fn headings(lines: &[GridRow], names: &[&str]) -> Option<(usize, usize)> {
    (0..lines.len().min(LOOK_FOR_HEADINGS)).find_map(|at| Some((at, column(&lines[at], names)?)))
}

fn column(line: &GridRow, names: &[&str]) -> Option<usize> {
    line.cells.iter().position(|c| names.contains(&normalized(&c.text).as_str()))
}

fn skip(lines: &mut Vec<GridRow>, count: usize) -> Vec<SkippedLine> {
    lines
        .drain(..count)
        .map(|line| {
            let texts: Vec<&str> =
                line.cells.iter().map(|c| c.text.as_str()).filter(|t| !t.is_empty()).take(6).collect();
            SkippedLine { line: line.line, text: texts.join(", ") }
        })
        .collect()
}

fn width(lines: &[GridRow]) -> usize {
    lines.iter().map(|l| l.cells.len()).max().unwrap_or(0)
}

/// Without headings: how the cells look.
fn guess(lines: &[GridRow]) -> Roles {
    let width = width(lines);
    let mut quantities = vec![0_usize; width];
    let mut numbers = vec![0_usize; width];
    let mut digits = vec![0_usize; width];
    for line in lines {
        for (at, cell) in line.cells.iter().enumerate() {
            if line::is_quantity(&cell.text) {
                quantities[at] += 1;
                digits[at] += cell.text.len();
            } else if line::has_digit(&cell.text) && !cell.text.contains(['€', '%']) {
                numbers[at] += 1;
            }
        }
    }
    let first_of_most = |counts: &[usize]| {
        let most = counts.iter().copied().max().filter(|n| *n > 0)?;
        counts.iter().position(|n| *n == most)
    };
    // Nothing but digits everywhere: the longer ones are the numbers, the first column when they are alike.
    let Some(number) = first_of_most(&numbers).or_else(|| {
        let longest = digits.iter().copied().max().filter(|n| *n > 0)?;
        digits.iter().position(|n| *n == longest)
    }) else {
        return Roles { number: 0, quantity: (width > 1).then_some(1) };
    };
    let mut others = quantities;
    others[number] = 0;
    // Behind the number rather than before it, where positions are counted.
    let behind = first_of_most(&others[number + 1..]).map(|at| number + 1 + at);
    let before = first_of_most(&others[..number]);
    let quantity = match (before, behind) {
        (Some(before), Some(behind)) if others[before] > 2 * others[behind] => Some(before),
        (before, behind) => behind.or(before),
    };
    Roles { number, quantity: quantity.or_else(|| (width == 2).then(|| usize::from(number == 0))) }
}
