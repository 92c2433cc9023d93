//! Pages and answers of an order that came of an offer, with a configured machine and a service beside the parts.

use http::{Method, header};
use kontor_domain::accounts::Actor;
use kontor_domain::orders::{Agreed, Configured, ConfirmOrder, OrderLine};
use kontor_domain::pricing::Totals;
use kontor_domain::shipments::ShipOrder;
use kontor_domain::stock::Allocation;
use kontor_domain::{
    ConfigurationId, IdempotencyKey, Language, Localized, Money, OrderId, Problem, Quantity, QuoteId,
};
use kontor_service::orders::{self, rows};
use kontor_service::{accounts, shipments};
use kontor_store::{SerdeWrapper, SurrealValue as _, Variables};

use crate::house::{Answer, FILTER, House, block, cookie, key, request, system};

async fn seen(house: &House, person: &str, path: &str) -> Answer {
    let request = request(Method::GET, path)
        .header(header::ACCEPT, "text/html")
        .header(header::COOKIE, cookie(&house.cookies[person]));
    house.send(request.body(axum::body::Body::empty()).expect("a request")).await
}

/// Two filters, and what no operation orders by itself yet: the house's configuration and a service. The row is written anew, as an
/// accepted offer will write it.
async fn agreed(house: &House, buyer: &Actor) -> OrderId {
    let id = house.order_by(buyer, "agreed-order").await;
    let mut data =
        rows::visible(&house.kontor, buyer, &id).await.expect("the order").read().expect("its data");
    let made = |position, number: &str, name: &str, configuration| OrderLine {
        position,
        part: None,
        configuration,
        number: number.into(),
        name: Localized::new(name, ""),
        quantity: Quantity::ONE,
        net: Money::cents(100_000),
        amount: Money::cents(100_000),
        allocation: Allocation::default(),
        ..data.lines[0].clone()
    };
    let configuration = Configured { id: ConfigurationId::new(house.configuration.clone()), version: 1 };
    let new =
        [made(2, "", "Radlader RL 60", Some(configuration)), made(3, "EINW", "Einweisung vor Ort", None)];
    data.lines.extend(new);
    let sums = data.lines.iter().map(OrderLine::sums);
    data.totals = Totals::of_lines(sums, data.totals.treatment).with_freight(data.totals.freight);
    data.agreed = Some(Agreed { quote: QuoteId::new("K7F4RTM-1"), number: "AN-2026-17".into() });
    let mut vars = Variables::new();
    vars.insert("id", rows::id(&id));
    vars.insert("net", data.totals.net.amount);
    vars.insert("data", SerdeWrapper(data).into_value());
    house.kontor.store.query("UPDATE $id SET net = $net, data = $data", vars).await.expect("written");
    id
}

#[test]
fn an_agreed_order_with_a_machine_and_a_service_is_shown_at_every_door() {
    block(async {
        let house = House::full().await;
        let found = accounts::resume(&house.kontor, &house.cookies["buyer"], Language::De).await;
        let buyer = found.expect("the store answers").expect("signed in");
        let id = agreed(&house, &buyer).await;
        let bound = Problem::AgreedByOffer.text(Language::De);
        let configuration = format!("/configurations/{}\"", house.configuration);
        let part = format!("/parts/{}\"", key(FILTER));

        let page = seen(&house, "buyer", &format!("/orders/{id}")).await;
        assert_eq!(page.status, 200);
        for text in ["Radlader RL 60", "Einweisung vor Ort", "EINW", "Angebot AN-2026-17", &bound] {
            assert!(page.body.contains(text), "{text}");
        }
        assert!(page.body.contains(&format!("href=\"{configuration}")) && page.body.contains(&part));
        for form in ["/fn/orders/cancel_order", "/fn/orders/cancel_line", &format!("/orders/{id}/change")] {
            assert!(!page.body.contains(form), "{form}");
        }
        let change = seen(&house, "buyer", &format!("/orders/{id}/change")).await;
        assert!(change.status == 409 && change.body.contains(&bound), "{}", change.status);

        let desk = seen(&house, "support", &format!("/desk/orders/{id}")).await;
        assert_eq!(desk.status, 200);
        for text in ["nur für diesen Auftrag", "Angebot AN-2026-17", "/fn/orders/cancel_order"] {
            assert!(desk.body.contains(text), "{text}");
        }
        assert!(desk.body.contains(&format!("href=\"/desk{configuration}")));
        assert!(!desk.body.contains(&bound));

        let paper = seen(&house, "buyer", &format!("/orders/{id}/print")).await;
        let link = format!("href=\"{configuration}");
        assert!(paper.body.contains("Radlader RL 60") && !paper.body.contains(&link), "no links on paper");
        let repeat = seen(&house, "buyer", &format!("/orders/{id}/repeat")).await;
        let recurring = seen(&house, "buyer", &format!("/recurring/new?from=order&source={id}")).await;
        for page in [repeat, recurring] {
            assert!(page.status == 200 && page.body.contains("Nur für diesen Auftrag gemacht"));
            assert!(page.body.contains("Radlader RL 60") && page.body.contains("Einweisung vor Ort"));
        }

        let version = orders::order(&house.kontor, &buyer, &id).await.expect("the order").version;
        let cancel = format!("{{\"version\":{version},\"reason\":\"Doch nicht\"}}");
        let address = format!("/api/v1/orders/{id}/cancel");
        let refused = house.api(Method::POST, &address, "customer", &cancel).await;
        let english = Problem::AgreedByOffer.text(Language::En);
        assert!(refused.status == 409 && refused.body.contains(&english), "{}", refused.body);
        let confirm = ConfirmOrder { order: id.clone(), version, moved: vec![] };
        let order = orders::confirm_order(&house.kontor, &system(), &confirm).await.expect("confirmed");
        let parcel = ShipOrder {
            key: IdempotencyKey::new("agreed-parcel"),
            order: id.clone(),
            version: order.version,
            carrier: "Spedition".into(),
            tracking: "SP-1".into(),
            lines: vec![(2, Quantity::ONE)],
            ..ShipOrder::default()
        };
        let order = shipments::ship_order(&house.kontor, &system(), &parcel).await.expect("shipped");
        let note = format!("/orders/{id}/shipments/{}/print", order.shipments[0].id);
        let note = seen(&house, "buyer", &note).await;
        assert!(note.status == 200 && note.body.contains("Radlader RL 60"));
        let back = seen(&house, "buyer", &format!("/orders/{id}/return?q.2=1&r.2=not_needed")).await;
        assert!(back.status == 200 && back.body.contains("für Sie angefertigt"), "{}", back.body);

        let order = house.api(Method::GET, &format!("/api/v1/orders/{id}"), "customer", "").await.json();
        let lines = &order["lines"];
        assert_eq!((lines[0]["part"].as_str(), lines[0]["configuration"].is_null()), (Some(FILTER), true));
        assert!(lines[1]["part"].is_null());
        assert_eq!(lines[1]["configuration"]["id"], house.configuration.as_str());
        assert_eq!((lines[2]["number"].as_str(), lines[2]["part"].is_null()), (Some("EINW"), true));
        assert_eq!(order["agreed"]["number"], "AN-2026-17");
    });
}
