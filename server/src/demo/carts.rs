//! A second cart of a customer, for a building site, beside the shared one.

use kontor_domain::carts::{AddLine, CartRight, MakeCart, SetLine};
use kontor_domain::catalog::PartNumber;
use kontor_domain::{CartId, Error, IdempotencyKey, Quantity};
use kontor_service::{Kontor, carts};

use super::people::People;

/// Number, pieces, reference.
const LINES: [(&str, i64, &str); 2] = [("HY-4711.20-F", 2, "Bagger 3"), ("DI-2403.70-R", 20, "Bagger 5")];

/// Makes it once. Its maker goes on working in the shared one.
pub(super) async fn make(kontor: &Kontor, people: &People) -> Result<(), Error> {
    let maker = people.get("sabine-bauer").ok_or(Error::NotFound)?;
    let command = MakeCart {
        key: IdempotencyKey::new("demo-cart"),
        name: "Baustelle Isny".into(),
        everybody: Some(CartRight::Edit),
    };
    let cart = carts::make_cart(kontor, maker, &command).await?;
    for (i, (number, pieces, reference)) in LINES.into_iter().enumerate() {
        let part = PartNumber::parse(number).map_err(|p| Error::invalid("part", p))?.key();
        let quantity = Quantity::of(pieces);
        let once = IdempotencyKey(format!("demo-cart-{i}"));
        let line = AddLine { part: part.clone(), quantity };
        carts::add_line_once(kontor, maker, Some(&cart), &line, &once).await?;
        let line = SetLine { part, quantity, reference: reference.into(), note: String::new() };
        carts::set_line(kontor, maker, Some(&cart), &line).await?;
    }
    let shared = maker.company().map(|company| CartId(company.to_string())).ok_or(Error::NotFound)?;
    carts::choose_cart(kontor, maker, &shared).await
}
