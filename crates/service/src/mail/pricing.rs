//! Mails about prices on request.

use kontor_domain::pricing::{PriceRequest, RequestState};
use kontor_domain::{Language, Quantity, format};
use minijinja::{Value, context};

use super::Mail;
use super::templates::render;
use crate::Kontor;

/// To the dealer: a customer asks what a part costs.
#[must_use]
pub fn dealer_price_request(kontor: &Kontor, request: &PriceRequest) -> Mail {
    let l = Language::De;
    let link = format!("{}/desk/price-requests/{}", kontor.settings.base_url, request.id);
    let values = context! { link => link, ..values(request, l) };
    render(kontor, "dealer_price_request", l, &kontor.settings.dealer_email, values)
}

/// "This is your price", or why there is none.
#[must_use]
pub fn price_answered(kontor: &Kontor, request: &PriceRequest, to: &str, language: Language) -> Mail {
    let link = format!("{}/parts/{}", kontor.settings.base_url, request.part);
    let values = context! { link => link, ..values(request, language) };
    render(kontor, "price_answered", language, to, values)
}

fn values(request: &PriceRequest, l: Language) -> Value {
    let offer = request.offer;
    let words = |q: Quantity| format!("{} {}", format::quantity(q, l), request.unit.word(l));
    context! {
        company => request.company_name,
        company_number => request.company_number,
        number => request.number,
        name => request.name.get(l),
        quantity => words(request.quantity),
        wish => request.wish.map(|day| format::date(day, l)),
        note => request.note,
        asked_by => request.asked_by,
        asked => format::date(request.asked_at.date(), l),
        declined => request.state == RequestState::Declined,
        net => offer.map(|o| format::money(o.net, l)),
        unit => request.unit.word(l),
        from => offer.map(|o| words(o.from)),
        until => offer.and_then(|o| o.until).map(|day| format::date(day, l)),
        words => request.words,
    }
}
