//! The desk's side of offers as a browser without WebAssembly works with it: plain forms, errors in the address, what was typed kept.

use axum::body::Body;
use http::{Method, StatusCode, header};
use kontor_app::ui::Query;

use crate::house::{Answer, FILTER, House, block, cookie, request};

/// Somebody at the desk, with the cookie that keeps what was typed.
struct Person<'a> {
    house: &'a House,
    name: &'static str,
}

impl<'a> Person<'a> {
    const fn at(house: &'a House, name: &'static str) -> Self {
        Self { house, name }
    }

    /// The page at an address, with what an earlier form left.
    async fn page(&self, path: &str, left: &str) -> String {
        let cookies = format!("{}; {left}", cookie(&self.house.cookies[self.name]));
        let request = request(Method::GET, path).header(header::COOKIE, cookies);
        self.house.send(request.body(Body::empty()).expect("a request")).await.body
    }

    /// A form that stands on `from`.
    async fn form(&self, function: &str, from: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = Query::default();
        for (name, value) in fields {
            body.add(name, value);
        }
        let request = request(Method::POST, &format!("/fn/quotes/{function}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "text/html")
            .header(header::REFERER, format!("http://127.0.0.1:3000{from}"))
            .header(header::COOKIE, cookie(&self.house.cookies[self.name]));
        self.house.send(request.body(Body::from(body.to_string())).expect("a request")).await
    }

    /// The page that a form leads to.
    async fn after(&self, answer: &Answer) -> String {
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let left = answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|c| c.to_str().ok());
        let left: Vec<&str> = left.filter_map(|c| c.split(';').next()).collect();
        self.page(answer.header("location").split('#').next().unwrap_or_default(), &left.join("; ")).await
    }

    /// Begins an offer to Bauer; its page.
    async fn begun(&self) -> String {
        let key = format!("begin-by-{}", self.name);
        let fields = [("form[key]", &*key), ("form[company]", "bauer"), ("form[title]", "Filter für 2027")];
        let answer = self.form("begin_offer", "/desk/offers/new?company=bauer", &fields).await;
        let location = answer.header("location").to_owned();
        assert!(location.contains("?done=begun"), "{location} {}", answer.body);
        location.split('?').next().unwrap_or_default().to_owned()
    }
}

/// What a form on the page says: the values of its fields by name, as a browser would send them.
fn fields(page: &str) -> Vec<(String, String)> {
    let form =
        page.split(r#"id="draft""#).nth(1).expect("the form").split("</form>").next().expect("its end");
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        Some(rest.split('"').next()?.replace("&amp;", "&").replace("&quot;", "\""))
    };
    let mut found = Vec::new();
    for tag in form.split('<').filter(|tag| tag.starts_with("input") || tag.starts_with("textarea")) {
        let (tag, text) = tag.split_once('>').expect("a tag");
        let Some(name) = attribute(tag, "name") else { continue };
        let value = if tag.starts_with("textarea") { Some(text.to_owned()) } else { attribute(tag, "value") };
        found.push((name, value.unwrap_or_default()));
    }
    found
}

/// The same with other values.
fn typed<'a>(fields: &'a [(String, String)], other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut sent: Vec<(&str, &str)> = Vec::new();
    for (name, value) in fields.iter().filter(|(name, _)| !other.iter().any(|(o, _)| o == name)) {
        sent.push((name, value));
    }
    sent.extend(other);
    sent
}

#[test]
fn an_offer_is_begun_filled_and_sent_with_plain_forms() {
    block(async {
        let house = House::full().await;
        let sales = Person::at(&house, "sales");
        let path = sales.begun().await;
        let page = sales.page(&path, "").await;
        assert!(page.contains("Noch keine Position") && page.contains("Ein Angebot braucht"), "{page}");
        // Two positions at once: a part by its number in another writing, and a free one.
        let start = fields(&page);
        let added = typed(
            &start,
            &[
                ("form[head][part]", "hy471120f"),
                ("form[head][part_quantity]", "10"),
                ("form[head][free]", "Einbau vor Ort"),
                ("form[head][free_net]", "120,00"),
            ],
        );
        let page = sales.after(&sales.form("save_draft", &path, &added).await).await;
        assert!(page.contains(FILTER) && page.contains(r#"value="Einbau vor Ort""#), "{page}");
        assert!(page.contains("Gespeichert."), "{page}");
        // The button moves it up, and what is typed beside is saved.
        let now = fields(&page);
        let moved = typed(&now, &[("form[head][step]", "up.2"), ("form[head][discount]", "2,5")]);
        let page = sales.after(&sales.form("save_draft", &path, &moved).await).await;
        let (free, part) = (page.find("Einbau vor Ort").expect("free"), page.find(FILTER).expect("the part"));
        assert!(free < part, "moved up");
        assert!(fields(&page).contains(&("form[head][discount]".to_owned(), "2,5".to_owned())));
    });
}

#[test]
fn what_collides_is_named_and_what_was_typed_stands_there_again() {
    block(async {
        let house = House::full().await;
        let (sales, manager) = (Person::at(&house, "sales"), Person::at(&house, "manager"));
        let path = sales.begun().await;
        let page = sales.page(&path, "").await;
        let free = [("form[head][free]", "Einbau"), ("form[head][free_net]", "120")];
        let page = sales.after(&sales.form("save_draft", &path, &typed(&fields(&page), &free)).await).await;
        let seen = fields(&page);
        let net = "form[positions][0][net]";
        let first = manager
            .form("save_draft", &path, &typed(&seen, &[(net, "110"), ("form[head][freight]", "15")]))
            .await;
        assert!(first.header("location").contains("done=saved"), "{}", first.header("location"));
        let second = sales.form("save_draft", &path, &typed(&seen, &[(net, "100")])).await;
        let page = sales.after(&second).await;
        assert!(page.contains("hat inzwischen dasselbe geändert: Einbau"), "{page}");
        let now = fields(&page);
        assert!(now.contains(&(net.to_owned(), "100".to_owned())), "what was typed: {now:?}");
        assert!(
            now.contains(&("form[head][freight]".to_owned(), "15,00".to_owned())),
            "what others saved: {now:?}"
        );
        // Saved over what is there now, it counts.
        let again = sales.form("save_draft", &path, &typed(&now, &[])).await;
        assert!(again.header("location").contains("done=saved"), "{}", again.header("location"));
    });
}

#[test]
fn every_field_that_cannot_be_read_says_so_and_an_unknown_number_saves_nothing() {
    block(async {
        let house = House::full().await;
        let sales = Person::at(&house, "sales");
        let path = sales.begun().await;
        let start = fields(&sales.page(&path, "").await);
        let wrong = [("form[head][discount]", "viel"), ("form[head][reduction]", "1.000")];
        let page = sales.after(&sales.form("save_draft", &path, &typed(&start, &wrong)).await).await;
        assert!(page.contains(r#"id="discount-e""#) && page.contains(r#"id="reduction-e""#), "{page}");
        assert!(page.contains(r#"value="viel""#) && page.contains(r#"value="1.000""#), "{page}");
        let unknown = [("form[head][part]", "GIBTESNICHT"), ("form[head][title]", "Neu")];
        let page = sales.after(&sales.form("save_draft", &path, &typed(&start, &unknown)).await).await;
        assert!(page.contains("Diese Teilenummer kennen wir nicht."), "{page}");
        assert!(page.contains(r#"value="GIBTESNICHT""#) && page.contains(r#"value="Neu""#), "{page}");
        assert!(!sales.page(&path, "").await.contains(r#"value="Neu""#), "nothing is saved");
    });
}

#[test]
fn who_sees_no_margins_finds_no_costs_and_asks_for_what_is_below() {
    block(async {
        let house = House::full().await;
        let (support, admin) = (Person::at(&house, "support"), Person::at(&house, "admin"));
        let path = support.begun().await;
        let page = support.page(&path, "").await;
        // Nobody knows what it costs: nothing counts as left of it.
        let free = [("form[head][free]", "Einbau"), ("form[head][free_net]", "120")];
        let page =
            support.after(&support.form("save_draft", &path, &typed(&fields(&page), &free)).await).await;
        for secret in ["Deckungsbeitrag", "[purchase]", "Provision", "form[head][costs]", "unit_cost"] {
            assert!(!page.contains(secret), "{secret}");
        }
        assert!(page.contains("Freigabe anfragen"), "{page}");
        let version =
            fields(&page).into_iter().find(|(n, _)| n == "form[head][version]").expect("a version").1;
        let quote = path.rsplit('/').next().expect("an id").to_owned();
        let ids = [("quote", &*quote), ("version", &*version)];
        let silent = support.after(&support.form("ask_release", &path, &ids).await).await;
        assert!(silent.contains(r#"id="ask-reason-e""#), "{silent}");
        let reason = [&ids[..], &[("reason", "Stammkunde")]].concat();
        let page = support.after(&support.form("ask_release", &path, &reason).await).await;
        assert!(page.contains("Stammkunde") && !page.contains("Freigeben"), "{page}");
        let page = admin.page(&path, "").await;
        assert!(
            page.contains("Stammkunde") && page.contains("Freigeben") && page.contains("Deckungsbeitrag"),
            "{page}"
        );
        let version =
            fields(&page).into_iter().find(|(n, _)| n == "form[head][version]").expect("a version").1;
        let grant = [("quote", &*quote), ("version", &*version), ("answer", "grant"), ("words", "Einmalig.")];
        let page = admin.after(&admin.form("answer_release", &path, &grant).await).await;
        assert!(page.contains("hat den Preis freigegeben") && page.contains("Einmalig."), "{page}");
    });
}

#[test]
fn floors_are_read_by_who_sees_margins_and_kept_by_the_administration() {
    block(async {
        let house = House::full().await;
        let (sales, admin) = (Person::at(&house, "sales"), Person::at(&house, "admin"));
        let path = "/desk/offers/floors";
        assert!(!sales.page(path, "").await.contains("floors[sales]"));
        let page = admin.page(path, "").await;
        assert!(page.contains("floors[sales]") && page.contains("mindestens 15\u{a0}%"), "{page}");
        let floors = [
            ("version", "0"),
            ("floors[support]", "30"),
            ("floors[sales]", "viel"),
            ("floors[manager]", "5"),
            ("floors[admin]", "-2,5"),
        ];
        let page = admin.after(&admin.form("save_ladder", path, &floors).await).await;
        assert!(page.contains(r#"value="viel""#) && page.contains("floors-sales-e"), "{page}");
        let floors = floors.map(|(name, value)| (name, if value == "viel" { "12,5" } else { value }));
        let page = admin.after(&admin.form("save_ladder", path, &floors).await).await;
        assert!(page.contains("mindestens 12,5\u{a0}%") && page.contains("mindestens -2,5\u{a0}%"), "{page}");
    });
}
