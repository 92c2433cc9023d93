//! Named carts: whose they are, who may do what, and nothing is lost when they come together.

use kontor_domain::accounts::{Actor, Role, Who};
use kontor_domain::carts::{
    AddLine, CartRight, FillCart, MAX_CARTS, MakeCart, SetLine, Share, ShareCart, Sharing, Transfer,
    TransferMode,
};
use kontor_domain::catalog::PartCode;
use kontor_domain::orders::PlaceOrder;
use kontor_domain::{CartId, Error, IdempotencyKey, PersonId, Problem, Quantity};
use kontor_service::{Kontor, accounts, carts, orders};

use crate::shop::{Shop, block, buyer, customer, dealer, key, place};
use crate::support;

const FILTER: &str = "HY-4711.20-F";

fn once(key: &str) -> IdempotencyKey {
    IdempotencyKey::new(key)
}

fn new(name: &str, everybody: Option<CartRight>) -> MakeCart {
    MakeCart { key: once(name), name: name.into(), everybody }
}

async fn make(k: &Kontor, actor: &Actor, name: &str, everybody: Option<CartRight>) -> CartId {
    carts::make_cart(k, actor, &new(name, everybody)).await.unwrap()
}

fn one(number: &str, quantity: i64) -> AddLine {
    AddLine { part: key(number), quantity: Quantity::of(quantity) }
}

fn set(number: &str, quantity: i64, reference: &str, note: &str) -> SetLine {
    let (reference, note) = (reference.to_owned(), note.to_owned());
    SetLine { part: key(number), quantity: Quantity::of(quantity), reference, note }
}

fn carry(name: &str, from: &CartId, to: &CartId, mode: TransferMode, parts: &[&str]) -> Transfer {
    let parts = parts.iter().map(|n| key(n)).collect();
    Transfer { key: once(name), from: from.clone(), to: to.clone(), mode, parts }
}

/// Number, quantity, reference and note of each line.
async fn inside(k: &Kontor, actor: &Actor, cart: &CartId) -> Vec<(String, i64, String, String)> {
    let cart = carts::cart(k, actor, Some(cart)).await.unwrap();
    let mut lines: Vec<_> = cart
        .lines
        .into_iter()
        .map(|l| (l.number, i64::try_from(l.quantity.0.mantissa()).unwrap(), l.reference, l.note))
        .collect();
    lines.sort();
    lines
}

/// A buyer with a cart of their own, in which two filters lie.
async fn at_site() -> (Shop, Actor, CartId) {
    let (shop, me) = (Shop::new().await, buyer("bauer"));
    let site = make(&shop.kontor, &me, "Baustelle", None).await;
    carts::add_line(&shop.kontor, &me, Some(&site), &one(FILTER, 2)).await.unwrap();
    (shop, me, site)
}

fn shared() -> CartId {
    CartId::new("bauer")
}

/// Another buyer of the same company, also in the store: carts are shared with people.
async fn colleague(shop: &Shop, name: &str) -> Actor {
    let id = accounts::make_person(
        &shop.kontor,
        &crate::shop::system(),
        kontor_domain::accounts::NewPerson {
            name: name.into(),
            email: format!("{name}@bauer.example"),
            company: Some(kontor_domain::CompanyId::new("bauer")),
            roles: vec![Role::Buyer],
            language: kontor_domain::Language::De,
            password: support::PASSWORD.into(),
        },
    )
    .await
    .unwrap();
    as_person(&id)
}

fn as_person(id: &PersonId) -> Actor {
    let mut actor = buyer("bauer");
    if let Who::Customer { person, .. } = &mut actor.who {
        person.clone_from(id);
    }
    actor
}

#[test]
fn a_cart_of_ones_own_exists_for_nobody_else() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let me = buyer("bauer");
        let mine = make(k, &me, "Baustelle Isny", None).await;
        assert_eq!(carts::make_cart(k, &me, &new("Baustelle Isny", None)).await, Ok(mine.clone()), "once");
        carts::add_line(k, &me, Some(&mine), &one(FILTER, 2)).await.unwrap();
        let other = as_person(&PersonId::new("somebody"));
        for actor in [other, customer("bauer", Role::CompanyAdmin), buyer("steiner")] {
            let gone = Err::<(), Error>(Error::NotFound);
            assert_eq!(carts::cart(k, &actor, Some(&mine)).await.err(), Some(Error::NotFound));
            assert_eq!(carts::cart_settings(k, &actor, &mine).await.err(), Some(Error::NotFound));
            assert_eq!(carts::add_line(k, &actor, Some(&mine), &one(FILTER, 1)).await.map(|_| ()), gone);
            assert_eq!(carts::set_line(k, &actor, Some(&mine), &set(FILTER, 1, "", "")).await, gone);
            assert_eq!(carts::remove_line(k, &actor, Some(&mine), &key(FILTER)).await, gone);
            assert_eq!(carts::choose_cart(k, &actor, &mine).await, gone);
            assert_eq!(carts::rename_cart(k, &actor, &mine, 1, "x").await, gone);
            assert_eq!(carts::delete_cart(k, &actor, &mine, true).await, gone);
            assert_eq!(carts::restore_cart(k, &actor, &mine).await, gone);
            let fill = FillCart { key: once("f"), cart: Some(mine.clone()), lines: vec![one(FILTER, 1)] };
            assert_eq!(carts::fill_cart(k, &actor, &fill).await.map(|_| ()), gone);
            let home = CartId::new(actor.company().unwrap().as_str());
            let copy = carry("t", &mine, &home, TransferMode::Copy, &[FILTER]);
            assert_eq!(carts::transfer(k, &actor, &copy).await.map(|_| ()), gone);
            let order = PlaceOrder { cart: Some(mine.clone()), ..place("foreign") };
            assert_eq!(orders::place_order(k, &actor, &order).await.err(), Some(Error::NotFound));
            assert!(carts::carts(k, &actor).await.unwrap().carts.iter().all(|c| c.id != mine));
        }
        for actor in [customer("bauer", Role::Approver), dealer(Role::Admin)] {
            assert_eq!(carts::carts(k, &actor).await.err(), Some(Error::Forbidden));
            assert_eq!(carts::make_cart(k, &actor, &new("x", None)).await, Err(Error::Forbidden));
        }
        assert_eq!(inside(k, &me, &mine).await.len(), 1, "and nobody has changed it");
    });
}

#[test]
fn each_right_includes_those_before_it_and_nothing_more() {
    block(async {
        let (shop, me, site) = at_site().await;
        let k = &shop.kontor;
        let mut version = 1;
        for (right, edits, orders_it) in
            [(CartRight::View, false, false), (CartRight::Edit, true, false), (CartRight::Order, true, true)]
        {
            let colleague = colleague(&shop, right.code()).await;
            let person = colleague.person().unwrap().clone();
            let sharing = Sharing { everybody: None, people: vec![Share { person, right }] };
            let share = ShareCart { cart: site.clone(), version, sharing };
            assert_eq!(
                carts::share_cart(k, &colleague, &share).await,
                Err(Error::NotFound),
                "not yet theirs"
            );
            carts::share_cart(k, &me, &share).await.unwrap();
            version += 1;
            let seen = carts::cart(k, &colleague, Some(&site)).await.unwrap();
            assert_eq!((seen.head.right, seen.head.manages, seen.lines.len()), (right, false, 1));
            let may = |yes: bool| if yes { Ok(()) } else { Err(Error::Forbidden) };
            let add = carts::add_line(k, &colleague, Some(&site), &one(FILTER, 1)).await;
            assert_eq!(add.map(|_| ()), may(edits), "{right:?}");
            let change = carts::set_line(k, &colleague, Some(&site), &set(FILTER, 2, "", "")).await;
            assert_eq!(change, may(edits));
            let fill =
                FillCart { key: once(right.code()), cart: Some(site.clone()), lines: vec![one(FILTER, 1)] };
            assert_eq!(carts::fill_cart(k, &colleague, &fill).await.map(|_| ()), may(edits));
            let out = carry(right.code(), &site, &shared(), TransferMode::Move, &[FILTER]);
            assert_eq!(carts::transfer(k, &colleague, &out).await.map(|_| ()), may(edits));
            if edits {
                carts::add_line(k, &me, Some(&site), &one(FILTER, 2)).await.unwrap();
            }
            // Copying takes nothing away: whoever sees it may.
            let copy = carry(&format!("copy-{right:?}"), &site, &shared(), TransferMode::Copy, &[FILTER]);
            assert_eq!(carts::transfer(k, &colleague, &copy).await, Ok(1));
            // Name, rights and end of it are its owner's.
            for refused in [
                carts::rename_cart(k, &colleague, &site, version, "x").await,
                carts::share_cart(k, &colleague, &ShareCart { version, ..share.clone() }).await,
                carts::delete_cart(k, &colleague, &site, true).await,
                carts::transfer(k, &colleague, &carry("m", &site, &shared(), TransferMode::Merge, &[]))
                    .await
                    .map(|_| ()),
            ] {
                assert_eq!(refused, Err(Error::Forbidden), "{right:?}");
            }
            let order = PlaceOrder { cart: Some(site.clone()), ..place(right.code()) };
            let placed = orders::place_order(k, &colleague, &order).await;
            assert_eq!(placed.map(|_| ()), may(orders_it), "{right:?}");
        }
        assert!(inside(k, &me, &site).await.is_empty(), "it was ordered");
        let unknown = Share { person: PersonId::new("steiner-buyer"), right: CartRight::View };
        let sharing = Sharing { everybody: None, people: vec![unknown] };
        let error = carts::share_cart(k, &me, &ShareCart { cart: site, version, sharing }).await.unwrap_err();
        assert!(error.field("people").is_some(), "only with people of the company: {error:?}");
    });
}

#[test]
fn two_tabs_with_different_carts_never_mix_and_two_people_work_in_their_own() {
    block(async {
        let shop = Shop::new().await;
        shop.part("P-1", "Teil", "Part", PartCode::Normal).await;
        let k = &shop.kontor;
        let (me, other) = (buyer("bauer"), colleague(&shop, "uwe").await);
        // The first tab is drawn before the second one makes another cart and works there.
        let first = carts::current_cart(k, &me).await.unwrap().unwrap();
        assert!(first.standard && first.id == shared());
        let site = make(k, &me, "Baustelle", None).await;
        assert_eq!(
            carts::current_cart(k, &me).await.unwrap().unwrap().id,
            site,
            "a new one is the current one"
        );
        assert_eq!(carts::current_cart(k, &other).await.unwrap().unwrap().id, shared(), "not a colleague's");
        carts::add_line(k, &me, Some(&first.id), &one(FILTER, 1)).await.unwrap();
        carts::add_line(k, &me, None, &one("P-1", 3)).await.unwrap();
        carts::add_line(k, &other, None, &one(FILTER, 1)).await.unwrap();
        assert_eq!(inside(k, &me, &shared()).await, [(FILTER.into(), 2, String::new(), String::new())]);
        assert_eq!(inside(k, &me, &site).await, [("P-1".into(), 3, String::new(), String::new())]);
        // One is ordered, the other one stays.
        let order = PlaceOrder { cart: Some(first.id), ..place("shared") };
        assert_eq!(orders::place_order(k, &me, &order).await.unwrap().lines.len(), 1);
        assert!(inside(k, &me, &shared()).await.is_empty());
        assert_eq!(inside(k, &me, &site).await.len(), 1);
        // Deleted in one tab, the other one is told; whoever worked in it works in the shared one again.
        carts::delete_cart(k, &me, &site, true).await.unwrap();
        let late = carts::add_line(k, &me, Some(&site), &one("P-1", 1)).await;
        assert_eq!(late, Err(Error::conflict(Problem::CartGone)));
        assert_eq!(carts::current_cart(k, &me).await.unwrap().unwrap().id, shared());
    });
}

#[test]
fn a_cart_with_lines_is_deleted_only_on_request_and_comes_back_whole() {
    block(async {
        let (shop, me, site) = at_site().await;
        let k = &shop.kontor;
        let refused = carts::delete_cart(k, &me, &site, false).await;
        assert_eq!(refused, Err(Error::conflict(Problem::CartNotEmpty { lines: 1 })));
        carts::delete_cart(k, &me, &site, true).await.unwrap();
        assert_eq!(carts::delete_cart(k, &me, &site, true).await, Err(Error::conflict(Problem::CartGone)));
        let list = carts::carts(k, &me).await.unwrap();
        assert_eq!((list.carts.len(), list.deleted.len(), list.deleted[0].lines), (1, 1, 1));
        for _ in 0..2 {
            carts::restore_cart(k, &me, &site).await.unwrap();
        }
        assert_eq!(inside(k, &me, &site).await.len(), 1);
        // What every company has stays.
        for refused in [
            carts::delete_cart(k, &me, &shared(), true).await,
            carts::rename_cart(k, &me, &shared(), 0, "x").await,
        ] {
            assert_eq!(refused, Err(Error::Forbidden));
        }
        let old = carts::rename_cart(k, &me, &site, 1, "Neu").await;
        assert_eq!(old, Err(Error::conflict(Problem::ChangedMeanwhile)), "deleting and restoring counted");
        let version = carts::cart(k, &me, Some(&site)).await.unwrap().head.version;
        carts::rename_cart(k, &me, &site, version, " Neu ").await.unwrap();
        assert_eq!(carts::cart(k, &me, Some(&site)).await.unwrap().head.name, "Neu");
        let unnamed = carts::rename_cart(k, &me, &site, version + 1, " ").await.unwrap_err();
        assert_eq!(unnamed.field("name"), Some(&Problem::Required));
    });
}

#[test]
fn merging_adds_up_and_keeps_both_texts_and_happens_once() {
    block(async {
        let (shop, me, site) = at_site().await;
        shop.part("P-1", "Teil", "Part", PartCode::Normal).await;
        let k = &shop.kontor;
        carts::set_line(k, &me, Some(&site), &set(FILTER, 2, "Bagger 3", "eilt")).await.unwrap();
        carts::add_line(k, &me, Some(&site), &one("P-1", 1)).await.unwrap();
        carts::add_line(k, &me, Some(&shared()), &one(FILTER, 5)).await.unwrap();
        carts::set_line(k, &me, Some(&shared()), &set(FILTER, 5, "Bagger 5", "eilt")).await.unwrap();
        let merge = carry("merge", &site, &shared(), TransferMode::Merge, &[]);
        let mut clicks = tokio::task::JoinSet::new();
        for _ in 0..4 {
            let (k, me, merge) = (shop.kontor.clone(), me.clone(), merge.clone());
            clicks.spawn(async move { carts::transfer(&k, &me, &merge).await });
        }
        for answer in clicks.join_all().await {
            // Whoever looks after it was done finds the cart gone, or the answer of the first.
            assert!(matches!(answer, Ok(2) | Err(Error::Conflict { .. })), "{answer:?}");
        }
        assert_eq!(carts::transfer(k, &me, &merge).await, Ok(2), "the same key again");
        assert_eq!(
            inside(k, &me, &shared()).await,
            [
                (FILTER.into(), 7, "Bagger 5; Bagger 3".into(), "eilt".into()),
                ("P-1".into(), 1, String::new(), String::new()),
            ]
        );
        assert_eq!(carts::cart(k, &me, Some(&site)).await.err(), Some(Error::conflict(Problem::CartGone)));
        let itself = carry("self", &shared(), &shared(), TransferMode::Copy, &[FILTER]);
        assert!(carts::transfer(k, &me, &itself).await.unwrap_err().field("to").is_some());
        let empty = make(k, &me, "Leer", None).await;
        let none = carry("none", &shared(), &empty, TransferMode::Move, &[]);
        assert_eq!(
            carts::transfer(k, &me, &none).await.unwrap_err().field("parts"),
            Some(&Problem::NothingChosen)
        );
    });
}

#[test]
fn while_carts_are_merged_crosswise_and_filled_no_piece_is_lost() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let me = buyer("bauer");
        for round in 0..6 {
            let a = make(k, &me, &format!("A{round}"), None).await;
            let b = make(k, &me, &format!("B{round}"), None).await;
            for cart in [&a, &b] {
                carts::add_line(k, &me, Some(cart), &one(FILTER, 10)).await.unwrap();
            }
            let mut both = tokio::task::JoinSet::new();
            for (name, from, to) in [("ab", &a, &b), ("ba", &b, &a)] {
                let command = carry(&format!("{name}{round}"), from, to, TransferMode::Merge, &[]);
                let (k, me) = (shop.kontor.clone(), me.clone());
                both.spawn(async move { carts::transfer(&k, &me, &command).await.is_ok() });
            }
            let (k2, me2, into) = (shop.kontor.clone(), me.clone(), a.clone());
            let put = tokio::spawn(async move {
                carts::add_line(&k2, &me2, Some(&into), &one(FILTER, 1)).await.is_ok()
            });
            both.join_all().await;
            let put = i128::from(put.await.unwrap());
            // Of two that swallow each other at most one does; the piece that was added lies where it was told.
            let mut pieces = 0;
            let mut open = 0;
            for cart in [&a, &b] {
                if let Ok(view) = carts::cart(k, &me, Some(cart)).await {
                    open += 1;
                    pieces += view.lines.iter().map(|l| l.quantity.0.mantissa()).sum::<i128>();
                }
            }
            assert!(open >= 1 && pieces == 20 + put, "{open} carts with {pieces} pieces, {put} put in");
            for cart in [&a, &b] {
                carts::delete_cart(k, &me, cart, true).await.ok();
            }
        }
    });
}

#[test]
fn a_company_has_fifty_carts_and_not_one_more_however_many_press_at_once() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let me = buyer("bauer");
        for n in 0..MAX_CARTS - 2 {
            make(k, &me, &format!("C{n}"), None).await;
        }
        let mut clicks = tokio::task::JoinSet::new();
        for n in 0..6 {
            let (k, me) = (shop.kontor.clone(), me.clone());
            clicks.spawn(async move { carts::make_cart(&k, &me, &new(&format!("last{n}"), None)).await });
        }
        let made: Vec<_> = clicks.join_all().await;
        assert_eq!(made.iter().filter(|m| m.is_ok()).count(), 2);
        let full = Error::conflict(Problem::TooManyCarts { max: MAX_CARTS });
        assert!(made.iter().filter_map(|m| m.as_ref().err()).all(|e| *e == full), "{made:?}");
        let one_less = made.into_iter().find_map(Result::ok).unwrap();
        carts::delete_cart(k, &me, &one_less, false).await.unwrap();
        make(k, &me, "frei", None).await;
        assert_eq!(carts::restore_cart(k, &me, &one_less).await, Err(full));
        make(k, &buyer("steiner"), "eigener", None).await;
    });
}

#[test]
fn what_lay_in_the_only_cart_lies_in_the_shared_one() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        // A line as it was written before there were named carts, then the migration once more.
        let mut vars = kontor_store::Variables::new();
        vars.insert("id", kontor_store::rid("cart_line", format!("bauer|{}", key(FILTER))));
        vars.insert("part", key(FILTER).to_string());
        k.store
            .query(
                "CREATE $id SET company = 'bauer', cart = '', part = $part, quantity = 3dec, reference = 'Bagger', \
                 note = '', added_by = 'Sabine', added_at = d'2026-11-01T08:00:00Z' RETURN NONE",
                vars,
            )
            .await
            .unwrap();
        let sql = include_str!("../../migrations/0007_carts.surql");
        k.store.query(sql, kontor_store::Variables::new()).await.unwrap();
        assert_eq!(
            inside(k, &buyer("bauer"), &shared()).await,
            [(FILTER.into(), 3, "Bagger".into(), String::new())]
        );
        // And more of it is more of the same line.
        carts::add_line(k, &buyer("bauer"), None, &one(FILTER, 1)).await.unwrap();
        assert_eq!(inside(k, &buyer("bauer"), &shared()).await[0].1, 4);
    });
}
