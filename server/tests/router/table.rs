//! Who may do what: every door with every kind of person (rule 3 of `docs/ARCHITECTURE.md`).
//!
//! The tables below name every page, every server function and every operation of the interface. A door that is missing
//! from its table, or a row without a door, fails the test; and each request is really sent as each person.
//!
//! A row says for each person what comes of it:
//! `+` let in (done, or refused for what was sent, never for who sent it), `u` asked to sign in, `f` forbidden,
//! `n` does not exist for this person.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{Method, StatusCode, header};
use kontor_domain::accounts::{BeginActing, Caller, Channel, SignIn};
use kontor_domain::{CompanyId, IdempotencyKey, Language, PersonId};
use kontor_server::api;
use kontor_server::router::page_routes;
use kontor_service::{accounts, outbox};

use crate::house::{Answer, FILTER, House, PASSWORD, block, cookie, request};

/// Columns of [`PAGES`] and [`FUNCTIONS`]; `-` is nobody, `stranger` a buyer and admin of another company.
const PEOPLE: [&str; 10] = [
    "-",
    "buyer",
    "approver",
    "company_admin",
    "stranger",
    "support",
    "sales",
    "warehouse",
    "manager",
    "admin",
];
/// Columns of [`OPERATIONS`]; `session` is an administrator's cookie without a key.
const KEYS: [&str; 8] = ["-", "session", "customer", "stranger", "poor", "erp", "desk", "depot"];

/// A page: the route, an address on it, what comes of it.
struct Page(&'static str, &'static str, &'static str);
/// A server function: its path, its arguments (JSON, or as a form sends them), what comes of it.
struct Function(&'static str, &'static str, &'static str);
/// An operation: method and path, address, body, what comes of it.
struct Operation(&'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const PAGES: &[Page] = &[
    //                                                                         -bacsSswma
    Page("/",                                   "/",                          "++++++++++"),
    Page("/search",                             "/search?q=filter",           "++++++++++"),
    Page("/category/{*path}",                   "/category/hydraulik/filter", "++++++++++"),
    Page("/parts/{key}",                        "/parts/{part}",              "++++++++++"),
    Page("/sign-in",                            "/sign-in",                   "++++++++++"),
    Page("/signed-out",                         "/signed-out",                "++++++++++"),
    Page("/forgot",                             "/forgot",                    "++++++++++"),
    Page("/link/{token}",                       "/link/{token}",              "++++++++++"),
    Page("/request-account",                    "/request-account",           "++++++++++"),
    Page("/account",                            "/account",                   "u+++++++++"),
    Page("/account/rules",                      "/account/rules",             "uff++fffff"),
    Page("/approvals",                          "/approvals",                 "uf+++fffff"),
    Page("/cart",                               "/cart",                      "u+f++fffff"),
    Page("/carts",                              "/carts",                     "u+f++fffff"),
    // A cart of one's own exists for nobody else, not even for the company's administration.
    Page("/carts/{id}",                         "/carts/{cart}",              "u+fnnfffff"),
    Page("/quick-order",                        "/quick-order",               "u+f++fffff"),
    Page("/account/numbers",                    "/account/numbers",           "u++++fffff"),
    Page("/checkout",                           "/checkout",                  "u+f++fffff"),
    Page("/orders",                             "/orders",                    "u+++++++++"),
    Page("/orders/{id}",                        "/orders/{order}",            "u+++n+++++"),
    // Not at the payment service: what became of it is read, and the way leads on to the order.
    Page("/orders/{id}/paid",                   "/orders/{order}/paid",       "u+++n+++++"),
    // For the dealer: of his own systems.
    Page("/account/keys",                       "/account/keys",              "uff++ffff+"),
    Page("/account/hooks",                      "/account/hooks",             "uff++ffff+"),
    Page("/account/hooks/{id}",                 "/account/hooks/{hook}",      "uff+nffffn"),
    Page("/account/stored",                     "/account/stored?session=cs_nothing", "u+f++fffff"),
    Page("/orders/{id}/print",                  "/orders/{order}/print",      "u+++n+++++"),
    Page("/orders/{id}/shipments/{sid}/print",  "/orders/{order}/shipments/{shipment}/print", "u+++n+++++"),
    Page("/promises",                           "/promises",                  "u+++++++++"),
    Page("/orders/{id}/repeat",                 "/orders/{order}/repeat",     "u+f+nfffff"),
    // For who ordered, who manages the company, and the desk on the telephone.
    Page("/orders/{id}/return",                 "/orders/{order}/return",     "u+f+n++f++"),
    Page("/orders/{id}/change",                 "/orders/{order}/change",     "u+f+nfffff"),
    Page("/returns",                            "/returns",                   "u+++++++++"),
    Page("/returns/{id}",                       "/returns/{return}",          "u+++n+++++"),
    Page("/returns/{id}/slip",                  "/returns/{return}/slip",     "u+++n+++++"),
    Page("/cores",                              "/cores",                     "u+++++++++"),
    Page("/lists",                              "/lists",                     "u+f++fffff"),
    // Who keeps the customers sees the dealer's lists here too, but no customer's.
    Page("/lists/{id}",                         "/lists/{list}",              "u+f+nnnfnn"),
    Page("/bought",                             "/bought",                    "u++++fffff"),
    Page("/price-requests",                     "/price-requests",            "u++++++f++"),
    Page("/recurring",                          "/recurring",                 "u+++++++++"),
    Page("/recurring/new",                      "/recurring/new?from=order&source={order}", "u+f+nfffff"),
    Page("/recurring/{id}",                     "/recurring/{recurring}",     "u+++n+++++"),
    Page("/models",                             "/models",                    "++++++++++"),
    Page("/models/{id}",                        "/models/rl-60",              "++++++++++"),
    Page("/configurations",                     "/configurations",            "u+++++++++"),
    Page("/configurations/{id}",                "/configurations/{configuration}", "u+++n+++++"),
    Page("/configurations/{id}/versions",       "/configurations/{configuration}/versions", "u+++n+++++"),
    Page("/case/{code}",                        "/case/{case}",               "u+++n+++++"),
    Page("/cases",                              "/cases",                     "u+++++++++"),
    Page("/cases/{code}",                       "/cases/{case}",              "u+++n+++++"),
    Page("/desk/cases",                         "/desk/cases",                "unnnn+++++"),
    Page("/desk/cases/{code}",                  "/desk/cases/{case}",         "unnnn+++++"),
    Page("/desk/follow-ups",                    "/desk/follow-ups",           "unnnn++f++"),
    Page("/desk",                               "/desk",                      "unnnn+++++"),
    Page("/desk/find",                          "/desk/find?q=bauer",         "unnnn+++++"),
    Page("/desk/orders",                        "/desk/orders",               "unnnn+++++"),
    Page("/desk/orders/{id}",                   "/desk/orders/{order}",       "unnnn+++++"),
    Page("/desk/promises",                      "/desk/promises",             "unnnn+++++"),
    Page("/desk/delivery",                      "/desk/delivery",             "unnnnffff+"),
    Page("/desk/payments",                      "/desk/payments",             "unnnn++f++"),
    Page("/desk/price-requests",                "/desk/price-requests",       "unnnn++f++"),
    Page("/desk/price-requests/{id}",           "/desk/price-requests/{price_request}", "unnnn++f++"),
    Page("/desk/models",                        "/desk/models",               "unnnn+++++"),
    Page("/desk/models/{id}",                   "/desk/models/{model}",       "unnnnfff++"),
    Page("/desk/metals",                        "/desk/metals",               "unnnnfff++"),
    Page("/desk/prices",                        "/desk/prices?customer={company}&part={part}", "unnnn++f++"),
    Page("/desk/parts",                         "/desk/parts",                "unnnn+++++"),
    Page("/desk/returns",                       "/desk/returns",              "unnnn+++++"),
    Page("/desk/returns/{id}",                  "/desk/returns/{return}",     "unnnn+++++"),
    Page("/desk/cores",                         "/desk/cores",                "unnnn+++++"),
    Page("/desk/customers",                     "/desk/customers",            "unnnn++f++"),
    Page("/desk/customers/{id}",                "/desk/customers/{company}",  "unnnn++f++"),
    Page("/desk/customers/{id}/rules",          "/desk/customers/{company}/rules", "unnnn++f++"),
    Page("/desk/customers/{id}/keys",           "/desk/customers/{company}/keys", "unnnnffff+"),
    Page("/desk/keys",                          "/desk/keys",                 "unnnnffff+"),
    Page("/desk/hooks",                         "/desk/hooks",                "unnnnffff+"),
    Page("/desk/hooks/{id}",                    "/desk/hooks/{dealer_hook}",  "unnnnffff+"),
    Page("/desk/lists",                         "/desk/lists",                "unnnn++f++"),
    Page("/desk/lists/{id}",                    "/desk/lists/{dealer_list}",  "unnnn++f++"),
    Page("/desk/recurring",                     "/desk/recurring?company={company}", "unnnn+++++"),
    Page("/desk/recurring/{id}",                "/desk/recurring/{recurring}", "unnnn+++++"),
    Page("/desk/configurations",                "/desk/configurations",       "unnnn+++++"),
    Page("/desk/configurations/{id}",           "/desk/configurations/{configuration}", "unnnn+++++"),
    Page("/desk/configurations/{id}/versions",  "/desk/configurations/{configuration}/versions", "unnnn+++++"),
    Page("/desk/imports",                       "/desk/imports",              "unnnnfff++"),
    Page("/desk/imports/{id}",                  "/desk/imports/{import}",     "unnnnfff++"),
    Page("/desk/outbox",                        "/desk/outbox",               "unnnnffff+"),
    // Without a mail server the desk reads along: development.
    Page("/desk/mails",                         "/desk/mails",                "unnnn+++++"),
];

#[rustfmt::skip]
const FUNCTIONS: &[Function] = &[
    //                                                                         -bacsSswma
    Function("catalog/home",               "",                                "++++++++++"),
    Function("catalog/search",             r#"{"query":{"q":"filter"}}"#,     "++++++++++"),
    Function("catalog/suggest",            "q=filter",                        "++++++++++"),
    Function("catalog/part",               "key={part}",                      "++++++++++"),
    Function("carts/cart",                 "",                                "u+f++fffff"),
    Function("carts/add_line",             "part={part}&quantity=1",          "u+f++fffff"),
    Function("carts/set_line",             "part={part}&quantity=1",          "u+f++fffff"),
    Function("carts/remove_line",          "part={part}",                     "u+f++fffff"),
    Function("carts/put_back",             "part={part}&quantity=1",          "u+f++fffff"),
    Function("carts/take_successor",       "part={part}&successor={part}&quantity=1", "u+f++fffff"),
    Function("carts/fill_cart",            "key={who}&lines%5B0%5D%5Bpart%5D={part}&lines%5B0%5D%5Bquantity%5D=1&lines%5B0%5D%5Btake%5D=1", "u+f++fffff"),
    // The key is the sender's own: another company has put nothing in with it.
    Function("carts/undo_fill",            "key=buyer",                       "u+f+nfffff"),
    Function("carts/carts",                "",                                "u+f++fffff"),
    Function("carts/make_cart",            "key={who}&name=x",                "u+f++fffff"),
    Function("carts/cart_settings",        "id={cart}",                       "u+fnnfffff"),
    Function("carts/choose_cart",          "cart={cart}",                     "u+fnnfffff"),
    Function("carts/rename_cart",          "cart={cart}&version=0&name=x",    "u+fnnfffff"),
    Function("carts/share_cart",           "cart={cart}&version=0",           "u+fnnfffff"),
    Function("carts/transfer",             "key={who}&from={cart}&to={company}&mode=copy", "u+fnnfffff"),
    // Brings back what is there; deleting asks for the same right.
    Function("carts/delete_cart",          "cart={cart}&lines=1",             "u+fnnfffff"),
    Function("carts/restore_cart",         "cart={cart}",                     "u+fnnfffff"),
    Function("lists/lists",                "",                                "u+f++fffff"),
    Function("lists/list",                 "id={list}",                       "u+f+nnnfnn"),
    Function("lists/make_list",            "form%5Bkey%5D={who}&form%5Bkind%5D=company&form%5Bname%5D=x", "u+f++fffff"),
    Function("lists/rename_list",          "list={list}&version=0&name=x",    "u+f+nnnfnn"),
    Function("lists/archive_list",         "list={list}&archived=0",          "u+f+nnnfnn"),
    Function("lists/add_line",             "list={list}&part={part}&quantity=1", "u+f+nnnfnn"),
    Function("lists/set_line",             "list={list}&part={part}&quantity=1", "u+f+nnnfnn"),
    Function("lists/replace_line",         "list={list}&part={part}",         "u+f+nnnfnn"),
    Function("lists/desk_lists",           "",                                "uffff++f++"),
    Function("lists/bought",               r#"{"filter":{}}"#,                "u++++fffff"),
    Function("lists/repeat",               "order={order}",                   "u+f+nfffff"),
    Function("recurring/recurring_orders", r#"{"filter":{}}"#,                "u+++++++++"),
    Function("recurring/recurring_order",  "id={recurring}",                  "u+++n+++++"),
    Function("recurring/begin_recurring",  "from=order&source={order}",       "u+f+nfffff"),
    Function("recurring/save_recurring",   "form%5Bname%5D=&form%5Bfrom%5D=2026-12-01&form%5Brecurring%5D={recurring}&form%5Bversion%5D=0", "u+f+nfffff"),
    Function("recurring/step_recurring",   "recurring={recurring}&version=0&step=skip", "u+f+nfffff"),
    Function("configurations/offered_models", "",                             "++++++++++"),
    Function("configurations/offered_model", "id=rl-60",                      "++++++++++"),
    Function("configurations/configurations", r#"{"filter":{}}"#,             "u+++++++++"),
    Function("configurations/configuration", "id={configuration}",            "u+++n+++++"),
    Function("configurations/versions",    "id={configuration}",              "u+++n+++++"),
    // The dealer's people have to say for whom: they act for the customer.
    Function("configurations/begin_configuration", "key=begin-{who}&model=rl-60", "u+f++++f++"),
    Function("configurations/change_configuration", "id={configuration}&version=1&group=fahrwerk&options%5B0%5D=v20", "u+f+n++f++"),
    Function("configurations/save_configuration", r#"{"command":{"id":"{configuration}","version":1,"picks":[]}}"#, "u+f+n++f++"),
    // Whoever has read it is told that it has changed since.
    Function("configurations/take_repair", "id={configuration}&version=0",    "u+f+n++f++"),
    Function("configurations/go_back",     "id={configuration}&version=0&to=1", "u+f+n++f++"),
    Function("configurations/move_to_newest", "id={configuration}&version=0", "u+f+n++f++"),
    Function("configurations/rename_configuration", "id={configuration}&name=x", "u+f+n++f++"),
    Function("configurations/copy_configuration", "key=copy-{who}&id={configuration}&name=x", "u+f+n++f++"),
    Function("configurations/archive_configuration", "id={configuration}&archived=0", "u+f+n++f++"),
    Function("carts/quick_order",          "",                                "u+f++fffff"),
    Function("carts/check_rows",           r#"{"rows":[],"text":"{part};1","next":1}"#, "u+f++fffff"),
    Function("carts/add_rows",             r#"{"key":"table-{who}","cart":"","rows":[{"part":"{part}","quantity":"1"}]}"#, "u+f++fffff"),
    Function("catalog/own_numbers",        "",                                "u++++fffff"),
    Function("accounts/visitor",           "",                                "++++++++++"),
    Function("accounts/form_key",          "",                                "++++++++++"),
    Function("accounts/set_language",      "language=en",                     "++++++++++"),
    Function("accounts/set_theme",         "theme=dark",                      "++++++++++"),
    Function("accounts/sign_in",           "email=a%40b.example&password=x",  "++++++++++"),
    Function("accounts/sign_out",          "",                                "++++++++++"),
    Function("accounts/sign_out_everywhere", "",                              "u+++++++++"),
    Function("accounts/request_reset",     "email={who}%40nowhere.example",   "++++++++++"),
    Function("accounts/open_link",         "token={token}",                   "++++++++++"),
    Function("accounts/set_password",      "token={token}&password=x",        "++++++++++"),
    Function("accounts/change_password",   "old=wrong&new=short",             "u+++++++++"),
    Function("accounts/my_account",        "",                                "u+++++++++"),
    Function("accounts/save_address",      "address%5Bid%5D=&address%5Bname%5D=&address%5Bstreet%5D=&address%5Bpostcode%5D=&address%5Bcity%5D=&address%5Bcountry%5D=", "uff++fffff"),
    Function("accounts/invite",            "key=k&name=&email=",              "uff++ffff+"),
    Function("accounts/request_company",   "form%5Bkey%5D=k&form%5Bcompany%5D=&form%5Bstreet%5D=&form%5Bpostcode%5D=&form%5Bcity%5D=&form%5Bcountry%5D=&form%5Bname%5D=&form%5Bemail%5D=", "++++++++++"),
    Function("accounts/companies",         "",                                "uffff++f++"),
    Function("accounts/company",           "id={company}",                    "uffff++f++"),
    Function("accounts/release_company",   "company={company}&number=",       "uffff++f++"),
    Function("accounts/refuse_company",    "company={company}",               "uffff++f++"),
    Function("accounts/save_terms",        "company={company}&version=0",     "uffff++f++"),
    Function("accounts/begin_acting",      "key=k-{who}&company={company}&channel=telephone&caller=nobody", "uffff++f++"),
    // Nothing to stop; the own session is everybody's.
    Function("accounts/stop_acting",       "mark=nothing",                    "u+++++++++"),
    Function("accounts/save_credit",        "company={company}&version=99",   "ufffffff++"),
    // Without a name it is the own company, which the dealer does not have.
    Function("accounts/keys",              "",                                "uff++ffff+"),
    Function("accounts/make_key",          "key={who}&name=",                 "uff++ffff+"),
    Function("accounts/revoke_key",        "id=nothing",                      "uffnnffffn"),
    Function("hooks/hooks",                "",                                "uff++ffff+"),
    Function("hooks/hook_log",             r#"{"filter":{"hook":"{hook}"}}"#, "uff+nffffn"),
    Function("hooks/make_hook",            "key={who}&form%5Burl%5D=",        "uff++ffff+"),
    Function("hooks/change_hook",          "id={hook}&version=99&form%5Burl%5D=http%3A%2F%2F127.0.0.1%3A9%2F", "uff+nffffn"),
    Function("hooks/test_hook",            "id={hook}",                       "uff+nffffn"),
    Function("hooks/rotate_hook",          "id={hook}&version=99",            "uff+nffffn"),
    Function("hooks/resend",               "id={hook}&delivery=nothing",      "uffnnffffn"),
    Function("hooks/pause_hook",           "id={hook}&paused=1",              "uff+nffffn"),
    Function("hooks/delete_hook",          "id={dealer_hook}",                "uffnnffff+"),
    Function("accounts/company_rules",     "",                                "uff++fffff"),
    Function("accounts/save_rules",        "form%5Bcompany%5D={company}&form%5Bversion%5D=99&form%5Bsection%5D=people", "uff+n++f++"),
    Function("accounts/invite_customer",   "key=k&company={company}&name=&email=", "uff+n++f++"),
    Function("accounts/set_blocked",       "person={person}&blocked=true",    "uff+n++f++"),
    Function("accounts/invite_again",      "key=k&person={person}",           "uff+n++f++"),
    Function("catalog/import_now",         "key=k&import={import}&mode=good_rows", "ufffffff++"),
    Function("catalog/retry_import",       "import={import}",                 "ufffffff++"),
    Function("catalog/imports",            "",                                "ufffffff++"),
    Function("catalog/import_report",      "id={import}",                     "ufffffff++"),
    Function("orders/checkout",            "",                                "u+f++fffff"),
    Function("orders/place_order",         "form%5Bkey%5D=k",                 "u+f++fffff"),
    // Empty for who does not order.
    Function("payments/methods",           "",                                "++++++++++"),
    Function("payments/start_payment",     "order={order}&way=card",          "u+f+nfffff"),
    Function("payments/pay_with_stored",   "order={order}&method=pm_1",       "u+f+nfffff"),
    Function("payments/finish_payment",    "order={order}",                   "u+++n+++++"),
    Function("payments/finish_method",     "session=cs_nothing",              "u+f++fffff"),
    Function("payments/store_method",      "key=k",                           "u+f++fffff"),
    Function("payments/change_method",     "method=pm_1&change=standard",     "uffnnfffff"),
    Function("payments/remove_method",     "method=pm_1",                     "uffnnfffff"),
    Function("payments/refund_payment",    "key=k&order={order}&amount=1",    "uffff++f++"),
    Function("payments/concerns",          "",                                "uffff++f++"),
    Function("payments/settle_concern",    "order={order}&concern=lost&note=x", "uffff++f++"),
    Function("orders/orders",              r#"{"filter":{}}"#,                "u+++++++++"),
    Function("orders/order",               "id={order}",                      "u+++n+++++"),
    Function("cases/open_case",            "code={case}",                     "u+++n+++++"),
    Function("cases/case",                 "code={case}",                     "u+++n+++++"),
    Function("cases/cases",                r#"{"filter":{}}"#,                "u+++++++++"),
    // Who only reads writes nothing: approvers, and the warehouse.
    Function("cases/write_message",        "key=table-message&case={case}&text=Hallo", "u+f+n++f++"),
    Function("cases/write_note",           "key=table-note&case={case}&text=Intern", "ufffn++f++"),
    Function("cases/change_case",          "case={case}&version=0&step=archive", "u+++n+++++"),
    Function("follow_ups/follow_ups",      r#"{"filter":{}}"#,                "uffff++f++"),
    Function("follow_ups/make_follow_up",  "key=table-follow&case={case}&due=2026-12-01&note=Anrufen", "uffff++f++"),
    Function("follow_ups/change_follow_up", "id={follow_up}&version=0&step=done", "uffff++f++"),
    Function("orders/approvals",           "",                                "uf+++fffff"),
    Function("orders/approval_voice",      "id={order}",                      "u+++n+++++"),
    Function("orders/approve_order",       "order={order}&version=0",         "uf++nfffff"),
    Function("orders/reject_order",        "order={order}&version=0&reason=x", "uf++nfffff"),
    Function("orders/cancel_order",        "order={order}&version=0&reason=x", "u+f+n++f++"),
    Function("orders/confirm_order",       "order={order}&version=0",         "uffff++f++"),
    // Whoever has read the order is told that it has changed since.
    Function("orders/choose_for_line",     "key={who}&order={order}&version=0&position=1&choice=wait", "u+f+n++f++"),
    Function("orders/start_change",        r#"{"order":"{order}","typed":{}}"#, "u+f+nfffff"),
    Function("orders/change_order",        "key=change-{who}&order={order}&version=0&typed[po_number]=x&seen=1", "u+f+nfffff"),
    Function("orders/cancel_line",         "key={who}&order={order}&version=0&position=1&reason=x", "u+f+n++f++"),
    Function("orders/answer_expedite",     "order={order}&version=0&position=1&note=x", "uffff++f++"),
    Function("orders/promises_kept",       r#"{"filter":{}}"#,                "u+++++++++"),
    Function("orders/pick_order",          "order={order}&version=0",         "uffff+f+++"),
    Function("orders/release_order",       "order={order}&version=0&reason=x", "ufffffff++"),
    Function("orders/settle_order",        "order={order}&settled=no",        "ufffffff++"),
    Function("orders/desk_order_view",     "id={order}",                      "uffff+++++"),
    Function("shipments/ship_order",       "key=k&order={order}&version=0&lines%5B0%5D%5Bposition%5D=1&lines%5B0%5D%5Bquantity%5D=1", "uffff+f+++"),
    Function("returns/start_return",       r#"{"order":"{order}","lines":[]}"#, "u+f+n++f++"),
    Function("returns/request_return",     "key=return-{who}&order={order}",  "u+f+n++f++"),
    Function("returns/returns",            r#"{"filter":{}}"#,                "u+++++++++"),
    Function("returns/goods_return",       "id={return}",                     "u+++n+++++"),
    Function("returns/of_order",           "order={order}",                   "u+++n+++++"),
    Function("returns/withdraw_return",    "id={return}&version=0",           "u+f+n++f++"),
    Function("returns/receive_return",     "id={return}&version=0&warehouse=ulm", "uffff+f+++"),
    Function("returns/decide_return",      "id={return}&version=0",           "uffff++f++"),
    Function("returns/desk_return_view",   "id={return}",                     "uffff+++++"),
    Function("returns/core_ledger",        r#"{"filter":{}}"#,                "u+++++++++"),
    Function("models/desk_models",         "",                                "uffff+++++"),
    Function("models/desk_model",          "id={model}",                      "ufffffff++"),
    // Without a file, and with an old version.
    Function("models/import_model",        "file=",                           "ufffffff++"),
    Function("models/step_model",          "id={model}&version=0&step=release", "ufffffff++"),
    Function("pricing/notations",          "",                                "ufffffff++"),
    Function("pricing/set_notation",       "metal=copper&day=2026-11-23&rate=900", "ufffffff++"),
    Function("pricing/price_requests",     r#"{"filter":{}}"#,                "u++++++f++"),
    Function("pricing/price_request",      "id={price_request}",              "u+++n++f++"),
    // It has a price already.
    Function("pricing/ask_price",          "key=price-{who}&part={part}&quantity=1", "u+f++fffff"),
    // Whoever has read it is told that it has changed since.
    Function("pricing/answer_price",       "id={price_request}&version=0&net=1&from=1", "uffff++f++"),
    Function("pricing/decline_price",      "id={price_request}&version=0&reason=x", "uffff++f++"),
    Function("pricing/withdraw_price",     "id={price_request}&version=0",    "u+f+nfffff"),
    Function("pricing/why_price",          r#"{"asked":{"customer":"{company}","part":"{part}"}}"#, "uffff++f++"),
    Function("stock/levels",               "part={part}",                     "uffff+++++"),
    Function("delivery/tariffs",           "",                                "uffffffff+"),
    Function("delivery/save_branch",       "warehouse=ulm",                   "uffffffff+"),
    Function("delivery/save_service",      "form%5Bversion%5D=99&form%5Bid%5D=x", "uffffffff+"),
    Function("delivery/remove_service",    "version=0&service=nothing",       "uffffffffn"),
    Function("delivery/save_zones",        "version=99&missing_kg=1",         "uffffffff+"),
    Function("outbox/jobs",                "",                                "uffffffff+"),
    Function("outbox/revive",              "job=nothing",                     "uffffffffn"),
    Function("outbox/revive_all",          "",                                "uffffffff+"),
    Function("outbox/drop_job",            "job=nothing&reason=x",            "uffffffffn"),
    Function("mail/mails",                 "",                                "uffff+++++"),
    Function("desk/desk_session",          "",                                "unnnn+++++"),
    // Zeros for who may see none of it.
    Function("desk/desk_counts",           "",                                "++++++++++"),
    Function("desk/desk_find",             "q=bauer",                         "uffff+++++"),
    Function("desk/set_keys",              "keys=off",                        "++++++++++"),
];

#[rustfmt::skip]
const OPERATIONS: &[Operation] = &[
    //                                                                              -scspedd
    Operation("GET /api/v1/parts",          "/api/v1/parts?q=filter",         "",  "uu++++++"),
    Operation("GET /api/v1/parts/{number}", "/api/v1/parts/{number}",         "",  "uu++++++"),
    Operation("GET /api/v1/orders",         "/api/v1/orders",                 "",  "uu++ff++"),
    Operation("GET /api/v1/orders/{id}",    "/api/v1/orders/{order}",         "",  "uu+nff++"),
    Operation("POST /api/v1/orders",        "/api/v1/orders", r#"{"lines":[{"part":"{number}","quantity":"1"}]}"#, "uu+fffff"),
    Operation("PUT /api/v1/orders/{id}/settled", "/api/v1/orders/{order}/settled", r#"{"settled":false}"#, "uuffff+f"),
    Operation("GET /api/v1/companies/{id}/credit", "/api/v1/companies/{company}/credit", "", "uuffff+f"),
    Operation("PUT /api/v1/companies/{id}/credit", "/api/v1/companies/{company}/credit", r#"{"version":99,"elsewhere":"0"}"#, "uuffff+f"),
    Operation("POST /api/v1/orders/{id}/lines/{position}/choice", "/api/v1/orders/{order}/lines/1/choice", r#"{"version":0,"choice":"wait"}"#, "uu+nfff+"),
    Operation("POST /api/v1/orders/{id}/lines/{position}/cancel", "/api/v1/orders/{order}/lines/1/cancel", r#"{"version":0,"reason":"x"}"#, "uu+nfff+"),
    Operation("POST /api/v1/delivery-options", "/api/v1/delivery-options", r#"{"lines":[{"part":"{number}","quantity":"1"}]}"#, "uu+fffff"),
    Operation("GET /api/v1/promises",       "/api/v1/promises",               "",  "uu++ff++"),
    Operation("GET /api/v1/returns",        "/api/v1/returns",                "",  "uu++ff++"),
    Operation("GET /api/v1/returns/{id}",   "/api/v1/returns/{return}",       "",  "uu+nff++"),
    Operation("POST /api/v1/returns",       "/api/v1/returns", r#"{"order":"{order}","lines":[]}"#, "uu+ffff+"),
    Operation("GET /api/v1/company/rules",  "/api/v1/company/rules",          "",  "uuff+fff"),
    Operation("PUT /api/v1/company/rules",  "/api/v1/company/rules", r#"{"version":99}"#, "uuff+fff"),
    Operation("GET /api/v1/lists",          "/api/v1/lists",                  "",  "uu+fffff"),
    Operation("POST /api/v1/lists",         "/api/v1/lists", r#"{"name":"x","kind":"company","lines":[{"part":"{number}","quantity":"1"}]}"#, "uu+fffff"),
    // Who keeps the customers sees the dealer's lists, but no customer's.
    Operation("GET /api/v1/lists/{id}",     "/api/v1/lists/{dealer_list}",    "",  "uu+fff+f"),
    // The list is another's; the key may use it, not change it.
    Operation("PUT /api/v1/lists/{id}/lines", "/api/v1/lists/{list}/lines",   "[]", "uuffffnf"),
    Operation("GET /api/v1/bought",         "/api/v1/bought",                 "",  "uu++ffff"),
    Operation("GET /api/v1/recurring-orders", "/api/v1/recurring-orders",     "",  "uu++ff++"),
    Operation("GET /api/v1/recurring-orders/{id}", "/api/v1/recurring-orders/{recurring}", "", "uu+nff++"),
    Operation("GET /api/v1/configurations", "/api/v1/configurations",         "",  "uu++ff++"),
    Operation("GET /api/v1/configurations/{id}", "/api/v1/configurations/{configuration}", "", "uu+nff++"),
    Operation("POST /api/v1/configurations", "/api/v1/configurations", r#"{"model":"rl-60"}"#, "uu+fffff"),
    Operation("POST /api/v1/configurations/{id}/change", "/api/v1/configurations/{configuration}/change", r#"{"version":1,"groups":[]}"#, "uu+nffff"),
    Operation("POST /api/v1/configurations/{id}/copy", "/api/v1/configurations/{configuration}/copy", r#"{"name":"x"}"#, "uu+nffff"),
    Operation("POST /api/v1/configurations/{id}/archive", "/api/v1/configurations/{configuration}/archive", r#"{"archived":false}"#, "uu+nffff"),
    Operation("PUT /api/v1/stock",          "/api/v1/stock",                  "[]", "uufff+ff"),
    Operation("PUT /api/v1/prices",         "/api/v1/prices",                 "[]", "uufff+ff"),
    Operation("GET /api/v1/metal-notations", "/api/v1/metal-notations",       "",  "uufff+ff"),
    Operation("PUT /api/v1/metal-notations", "/api/v1/metal-notations",       "[]", "uufff+ff"),
    Operation("GET /api/v1/cases", "/api/v1/cases",                           "",  "uu++ff++"),
    Operation("GET /api/v1/cases/{code}", "/api/v1/cases/{case}",             "",  "uu+nff++"),
    Operation("POST /api/v1/cases/{code}/messages", "/api/v1/cases/{case}/messages", r#"{"text":"Hallo"}"#, "uu+nffff"),
    Operation("GET /api/v1/price-requests", "/api/v1/price-requests",         "",  "uu++ff+f"),
    Operation("GET /api/v1/price-requests/{id}", "/api/v1/price-requests/{price_request}", "", "uu+nff+f"),
    Operation("POST /api/v1/price-requests", "/api/v1/price-requests", r#"{"part":"{number}","quantity":"1"}"#, "uu+fffff"),
    Operation("POST /api/v1/price-requests/{id}/answer", "/api/v1/price-requests/{price_request}/answer", r#"{"version":0,"net":"1","from":"1"}"#, "uuffff+f"),
    Operation("POST /api/v1/price-requests/{id}/decline", "/api/v1/price-requests/{price_request}/decline", r#"{"version":0,"reason":"x"}"#, "uuffff+f"),
    Operation("POST /api/v1/price-requests/{id}/withdraw", "/api/v1/price-requests/{price_request}/withdraw", r#"{"version":0}"#, "uu+fffff"),
    Operation("GET /api/v1/models",         "/api/v1/models",                 "",  "uu++++++"),
    Operation("GET /api/v1/models/{id}",    "/api/v1/models/{model}",         "",  "uu++++++"),
    Operation("GET /api/v1/price-explanation", "/api/v1/price-explanation?customer={company}&part={number}", "", "uuffff+f"),
    Operation("PUT /api/v1/own-numbers",    "/api/v1/own-numbers",            "[]", "uuff+fff"),
    Operation("POST /api/v1/orders/{id}/cancel", "/api/v1/orders/{order}/cancel", r#"{"version":0,"reason":"x"}"#, "uu+nfff+"),
    Operation("POST /api/v1/orders/{id}/change", "/api/v1/orders/{order}/change", r#"{"version":0,"po_number":"x"}"#, "uu+fffff"),
    Operation("POST /api/v1/orders/{id}/confirm", "/api/v1/orders/{order}/confirm", r#"{"version":0}"#, "uufffff+"),
    Operation("POST /api/v1/orders/{id}/release", "/api/v1/orders/{order}/release", r#"{"version":0,"reason":"x"}"#, "uuffff+f"),
    Operation("POST /api/v1/orders/{id}/pick", "/api/v1/orders/{order}/pick", r#"{"version":0}"#, "uufffff+"),
    Operation("POST /api/v1/orders/{id}/shipments", "/api/v1/orders/{order}/shipments", r#"{"version":0,"carrier":"DPD"}"#, "uufffff+"),
    Operation("POST /api/v1/orders/{id}/refunds", "/api/v1/orders/{order}/refunds", r#"{"amount":"1.00"}"#, "uufffff+"),
    Operation("POST /api/v1/returns/{id}/withdraw", "/api/v1/returns/{return}/withdraw", r#"{"version":0}"#, "uu+nfff+"),
    Operation("POST /api/v1/returns/{id}/receive", "/api/v1/returns/{return}/receive", r#"{"version":0,"warehouse":"ulm","lines":[]}"#, "uufffff+"),
    Operation("POST /api/v1/returns/{id}/decide", "/api/v1/returns/{return}/decide", r#"{"version":0,"lines":[]}"#, "uufffff+"),
    // Of the buyer: a key that orders and manages the company may, see `rest_orders`.
    Operation("POST /api/v1/recurring-orders/{id}/step", "/api/v1/recurring-orders/{recurring}/step", r#"{"version":0,"step":"pause"}"#, "uuffffff"),
    Operation("GET /api/v1/carts",          "/api/v1/carts",                  "",  "uu+fffff"),
    Operation("POST /api/v1/carts",         "/api/v1/carts", r#"{"name":"x"}"#,    "uu+fffff"),
    Operation("POST /api/v1/quick-order",   "/api/v1/quick-order", r#"[{"number":"{number}"}]"#, "uu+fffff"),
    // The cart is the buyer's alone.
    Operation("GET /api/v1/carts/{id}",     "/api/v1/carts/{cart}",           "",  "uunfffff"),
    Operation("DELETE /api/v1/carts/{id}",  "/api/v1/carts/{cart}",           "",  "uunfffff"),
    Operation("POST /api/v1/carts/{id}/lines", "/api/v1/carts/{cart}/lines", r#"[{"part":"{number}","quantity":"1"}]"#, "uunfffff"),
    Operation("PUT /api/v1/carts/{id}/lines/{number}", "/api/v1/carts/{cart}/lines/{number}", r#"{"quantity":"1"}"#, "uunfffff"),
    Operation("DELETE /api/v1/carts/{id}/lines/{number}", "/api/v1/carts/{cart}/lines/{number}", "", "uunfffff"),
    Operation("GET /api/v1/hooks",          "/api/v1/hooks",                  "",  "uu++ff+f"),
    Operation("POST /api/v1/hooks",         "/api/v1/hooks", r#"{"url":"http://127.0.0.1:9/"}"#, "uu++ff+f"),
    Operation("GET /api/v1/hooks/{id}",     "/api/v1/hooks/{hook}",           "",  "uu+nffnf"),
    Operation("PUT /api/v1/hooks/{id}",     "/api/v1/hooks/{hook}", r#"{"version":99,"url":"http://127.0.0.1:9/"}"#, "uu+nffnf"),
    Operation("POST /api/v1/hooks/{id}/secret", "/api/v1/hooks/{hook}/secret", r#"{"version":99}"#, "uu+nffnf"),
    Operation("POST /api/v1/hooks/{id}/test", "/api/v1/hooks/{hook}/test",    "",  "uu+nffnf"),
    Operation("GET /api/v1/hooks/{id}/deliveries", "/api/v1/hooks/{hook}/deliveries", "", "uu+nffnf"),
    Operation("POST /api/v1/hooks/{id}/deliveries/{delivery}/resend", "/api/v1/hooks/{hook}/deliveries/nothing/resend", "", "uunnffnf"),
    Operation("DELETE /api/v1/hooks/{id}",  "/api/v1/hooks/{dealer_hook}",    "",  "uunnff+f"),
];

#[test]
fn every_page_opens_for_those_and_only_those_it_is_for() {
    block(async {
        let there: BTreeSet<String> = page_routes().iter().map(|route| route.path().to_owned()).collect();
        complete(&there, PAGES.iter().map(|row| row.0));
        let house = House::full().await;
        let mut wrong = Vec::new();
        for Page(route, address, expected) in PAGES {
            for (person, expected) in columns(&PEOPLE, expected) {
                let request = request(Method::GET, &filled(&house, address));
                let answer = as_person(&house, person, request, "").await;
                note(&mut wrong, &format!("GET {route}"), person, expected, &answer);
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    });
}

/// Pages that draw themselves twice would send a page and data of different moments, and the browser could not wake it up.
#[test]
fn every_page_asks_for_its_data_once() {
    block(async {
        let house = House::full().await;
        let mut wrong = Vec::new();
        for Page(route, address, _) in PAGES {
            for person in ["company_admin", "admin"] {
                let answer =
                    as_person(&house, person, request(Method::GET, &filled(&house, address)), "").await;
                let data = sent_along(&answer.body);
                assert!(answer.status != StatusCode::OK || !data.is_empty(), "{route} sends no data along");
                if data.iter().collect::<BTreeSet<_>>().len() < data.len() {
                    wrong.push(format!("GET {route} as {person}"));
                }
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    });
}

/// What Leptos sends with a page for the browser's half, ids (made anew for each asking) left out; small answers may be alike.
fn sent_along(page: &str) -> Vec<String> {
    let id =
        |word: &str| word.len() == 26 && word.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    let without_ids = |text: &str| {
        let words = text.split_inclusive(|c: char| !c.is_ascii_alphanumeric());
        words
            .filter(|word| !id(word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric())))
            .collect::<String>()
    };
    let all = page
        .split("__RESOLVED_RESOURCES[")
        .skip(1)
        .filter_map(|rest| rest.split_once("] = "))
        .map(|(_, data)| data);
    all.map(|data| without_ids(data.split("</script>").next().unwrap_or_default()))
        .filter(|data| data.len() > 60)
        .collect()
}

#[test]
fn every_server_function_serves_those_and_only_those_it_is_for() {
    block(async {
        let there: BTreeSet<String> = server_fn::axum::server_fn_paths()
            .map(|(path, _)| path.trim_start_matches("/fn/").to_owned())
            .collect();
        complete(&there, FUNCTIONS.iter().map(|row| row.0));
        let house = House::full().await;
        let mut wrong = Vec::new();
        for Function(path, arguments, expected) in FUNCTIONS {
            for (person, expected) in columns(&PEOPLE, expected) {
                let arguments =
                    filled(&house, arguments).replace("{who}", if person == "-" { "nobody" } else { person });
                let kind = if arguments.starts_with('{') {
                    "application/json"
                } else {
                    "application/x-www-form-urlencoded"
                };
                let request =
                    request(Method::POST, &format!("/fn/{path}")).header(header::CONTENT_TYPE, kind);
                let answer = as_person(&house, person, request, &arguments).await;
                let unread = answer.status == StatusCode::UNPROCESSABLE_ENTITY
                    && answer.body.contains(r#""field":"","problem":{"problem":"bad_syntax""#);
                assert!(!unread, "{path} does not understand {arguments}");
                note(&mut wrong, path, person, expected, &answer);
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    });
}

/// Where acting for a customer is not as being its buyer: what is the buyer's own (`n`), what stays with the customer's own people
/// (`f`). Doors that name `{cart}`, a cart of the buyer alone, come by themselves.
const ACTING: &[(&str, char)] = &[
    ("/account/stored", 'f'),
    ("lists/make_list", 'f'),
    ("lists/rename_list", 'f'),
    ("lists/archive_list", 'f'),
    ("lists/add_line", 'f'),
    ("lists/set_line", 'f'),
    ("lists/replace_line", 'f'),
    ("payments/start_payment", 'f'),
    ("payments/pay_with_stored", 'f'),
    ("payments/finish_method", 'f'),
    ("payments/store_method", 'f'),
    // Who ordered sends it back; for a caller the desk announces it on the order's own page in the desk.
    ("/orders/{id}/return", 'f'),
    ("returns/start_return", 'f'),
    ("returns/request_return", 'f'),
    ("returns/withdraw_return", 'f'),
    // Whose recurring order it is changes it.
    ("recurring/save_recurring", 'f'),
    ("recurring/step_recurring", 'f'),
];

/// What comes of it for one of the dealer's people who acts for the buyer.
fn acting(door: &str, sent: &str, outcomes: &str) -> char {
    let column = |person: &str| {
        let at = PEOPLE.iter().position(|p| *p == person).expect("a person");
        outcomes.chars().nth(at).expect("a row as long as there are people")
    };
    if let Some((_, outcome)) = ACTING.iter().find(|(name, _)| *name == door) {
        return *outcome;
    }
    match (door.starts_with("/desk"), sent.contains("{cart}")) {
        (true, _) => column("sales"),
        (_, true) => 'n',
        _ => column("buyer"),
    }
}

/// Sales acting for the buyer: the cookie, and the mark that their pages carry. Begins again when an earlier row ended it.
async fn on_the_buyers_wish(house: &House, kept: &mut (String, String)) {
    if let Ok(Some(hats)) = accounts::resume_hats(&house.kontor, &kept.0, Language::De).await
        && hats.acting.is_some()
    {
        return;
    }
    let address = house.kontor.new_id();
    let sign_in = SignIn { email: "sales@kontor.example".into(), password: PASSWORD.into(), address };
    let begun = accounts::sign_in(&house.kontor, &sign_in).await.expect("signed in");
    let command = BeginActing {
        key: IdempotencyKey::new(house.kontor.new_id()),
        company: CompanyId::new("bauer"),
        caller: Caller { person: Some(PersonId::new(&house.person)), name: String::new() },
        channel: Channel::Telephone,
    };
    let mark = accounts::begin_acting(&house.kontor, &begun.actor, &begun.secret, &command).await;
    *kept = (begun.secret, mark.expect("acts for the customer"));
}

#[test]
fn who_acts_for_a_customer_meets_what_a_buyer_meets_and_keeps_the_own_desk() {
    block(async {
        let house = House::full().await;
        let (mut wrong, mut kept) = (Vec::new(), Default::default());
        for Page(route, address, outcomes) in PAGES {
            on_the_buyers_wish(&house, &mut kept).await;
            let get = request(Method::GET, &filled(&house, address)).header(header::COOKIE, cookie(&kept.0));
            let answer = house.send(get.body(Body::empty()).expect("a request")).await;
            note(&mut wrong, &format!("GET {route}"), "acting", acting(route, address, outcomes), &answer);
            if answer.status == StatusCode::OK {
                let stripe = if route.starts_with("/desk") {
                    "Im Shop handeln Sie noch für"
                } else {
                    "Sie handeln für"
                };
                assert!(answer.body.contains(stripe), "{route} does not say for whom it is");
            }
        }
        for Function(path, arguments, outcomes) in FUNCTIONS {
            on_the_buyers_wish(&house, &mut kept).await;
            // Carts and lists of this house are the buyer's.
            let sent = filled(&house, arguments).replace("{who}", "buyer");
            let answer = under(&house, path, &sent, &kept.0, Some(&kept.1)).await;
            note(&mut wrong, path, "acting", acting(path, arguments, outcomes), &answer);
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    });
}

/// Calls a server function with a session, from a page that was drawn in the acting with this mark.
async fn under(house: &House, path: &str, sent: &str, secret: &str, mark: Option<&str>) -> Answer {
    let kind = if sent.starts_with('{') { "application/json" } else { "application/x-www-form-urlencoded" };
    let mut post = request(Method::POST, &format!("/fn/{path}"))
        .header(header::CONTENT_TYPE, kind)
        .header(header::COOKIE, cookie(secret));
    if let Some(mark) = mark {
        post = post.header("x-kontor-acting", mark);
    }
    house.send(post.body(Body::from(sent.to_owned())).expect("a request")).await
}

#[test]
fn a_page_drawn_under_another_hat_does_nothing_under_this_one() {
    block(async {
        let house = House::full().await;
        let mut kept = Default::default();
        on_the_buyers_wish(&house, &mut kept).await;
        let (secret, mark) = kept;
        let add = format!("part={FILTER}&quantity=1");
        let rows = || async {
            let rows: Vec<String> = house
                .kontor
                .store
                .rows("SELECT VALUE added_by FROM cart_line", kontor_store::Variables::new())
                .await
                .expect("the store answers");
            rows.len()
        };
        let before = rows().await;
        // A tab of the desk, or one from before: their own hat, which has no cart.
        assert_eq!(under(&house, "carts/add_line", &add, &secret, None).await.status, StatusCode::FORBIDDEN);
        // A tab of another acting, by script and as a plain form.
        let answer = under(&house, "carts/add_line", &add, &secret, Some("01ANOTHER")).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.body.contains("acting_ended"), "{}", answer.body);
        let form = request(Method::POST, "/fn/carts/add_line?acting=01ANOTHER")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "text/html")
            .header(header::REFERER, "http://127.0.0.1:3000/parts/x")
            .header(header::COOKIE, cookie(&secret));
        let answer = house.send(form.body(Body::from(add.clone())).expect("a request")).await;
        assert!(answer.header("location").starts_with("/parts/x?"), "{}", answer.header("location"));
        assert!(answer.header("location").contains("about") || answer.header("location").contains("__err"));
        assert_eq!(rows().await, before, "nothing was done");
        // A customer's person who claims to act is who they are.
        let claimed = under(&house, "accounts/companies", "", &house.cookies["buyer"], Some(&mark)).await;
        assert_eq!(claimed.status, StatusCode::CONFLICT);
        // The right mark works, in the address of a plain form too.
        assert_eq!(under(&house, "carts/add_line", &add, &secret, Some(&mark)).await.status, StatusCode::OK);
        let form = request(Method::POST, &format!("/fn/carts/set_line?acting={mark}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie(&secret));
        let set = format!("part={FILTER}&quantity=4");
        let answer = house.send(form.body(Body::from(set)).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        // Stopped in one tab, the other one is told; signed out, it is asked to sign in.
        let stop = under(&house, "accounts/stop_acting", &format!("mark={mark}"), &secret, None).await;
        assert!(stop.status.is_success() || stop.status.is_redirection());
        let late = under(&house, "carts/add_line", &add, &secret, Some(&mark)).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        under(&house, "accounts/sign_out", "", &secret, None).await;
        let gone = under(&house, "carts/add_line", &add, &secret, Some(&mark)).await;
        assert_eq!(gone.status, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn every_operation_of_the_interface_obeys_those_and_only_those_it_is_for() {
    block(async {
        let document = serde_json::to_value(api::document()).expect("a document");
        let mut there = BTreeSet::new();
        for (path, methods) in document["paths"].as_object().expect("paths") {
            for method in methods.as_object().expect("methods").keys() {
                there.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
        complete(&there, OPERATIONS.iter().map(|row| row.0));
        let house = House::full().await;
        let mut wrong = Vec::new();
        for (i, Operation(name, address, body, expected)) in OPERATIONS.iter().enumerate() {
            let method: Method = name.split(' ').next().unwrap_or_default().parse().expect("a method");
            for (key, expected) in columns(&KEYS, expected) {
                let mut request = request(method.clone(), &filled(&house, address))
                    .header("idempotency-key", format!("operation-{i}-{key}"));
                if !body.is_empty() {
                    request = request.header(header::CONTENT_TYPE, "application/json");
                }
                match key {
                    "-" => {}
                    "session" => request = request.header(header::COOKIE, cookie(&house.cookies["admin"])),
                    key => {
                        request =
                            request.header(header::AUTHORIZATION, format!("Bearer {}", house.keys[key]));
                    }
                }
                let answer =
                    house.send(request.body(Body::from(filled(&house, body))).expect("a request")).await;
                note(&mut wrong, name, key, expected, &answer);
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    });
}

/// The form of an import with this file.
fn upload(key: &str, file: &str) -> String {
    format!(
        "--x\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n{key}\r\n\
         --x\r\nContent-Disposition: form-data; name=\"mode\"\r\n\r\npreview\r\n\
         --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n{file}\r\n--x--\r\n"
    )
}

async fn post_upload(house: &House, person: &str, body: &str) -> Answer {
    let request = request(Method::POST, "/desk/imports")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    as_person(house, person, request, body).await
}

fn uploads(house: &House) -> Vec<String> {
    let folder = std::fs::read_dir(house.config.data.join("uploads"));
    folder.map_or_else(
        |_| Vec::new(),
        |files| files.flatten().map(|f| f.file_name().to_string_lossy().into_owned()).collect(),
    )
}

#[test]
fn only_who_keeps_the_catalogue_uploads_a_file() {
    block(async {
        let house = House::full().await;
        let file = "part_number;name_de;price\r\nHY-1;Filter;62,00\r\n";
        let mut wrong = Vec::new();
        for (person, expected) in PEOPLE.into_iter().zip("ufffffff++".chars()) {
            let answer = post_upload(&house, person, &upload("one", file)).await;
            if expected == '+' {
                assert!(
                    answer.header("location").starts_with("/desk/imports/"),
                    "{} {}",
                    answer.status,
                    answer.body
                );
            }
            note(&mut wrong, "POST /desk/imports", person, expected, &answer);
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
        let kept = uploads(&house);
        assert!(kept.len() == 2 && kept.iter().all(|name| !name.contains('.')), "{kept:?}");
    });
}

#[test]
fn a_file_is_uploaded_once_and_what_is_wrong_with_it_is_told_on_the_form() {
    block(async {
        let mut house = House::empty(|config| config.http.upload_limit_bytes = 1_000).await;
        house.people().await;
        let file = "part_number;name_de;price\r\nHY-1;Filter;62,00\r\n";
        let first = post_upload(&house, "admin", &upload("same", file)).await;
        let second = post_upload(&house, "admin", &upload("same", file)).await;
        assert_eq!(first.header("location"), second.header("location"));
        assert_eq!(uploads(&house).len(), 1, "the second click's file is thrown away");
        let page = as_person(&house, "admin", request(Method::GET, first.header("location")), "").await;
        assert!(page.body.contains(r#"<meta http-equiv="refresh""#), "works without JavaScript");
        outbox::drain(&house.kontor).await.expect("drained");
        let page = as_person(&house, "admin", request(Method::GET, first.header("location")), "").await;
        assert!(
            !page.body.contains(r#"<meta http-equiv="refresh""#) && page.body.contains("Jetzt übernehmen")
        );
        for (body, why, words) in [
            (upload("large", &"x".repeat(1_001)), "large", "Diese Datei ist zu groß"),
            (upload("empty", ""), "empty", "Bitte wählen Sie eine Datei"),
            (upload("half", file).replace("\r\n--x--", ""), "broken", "nicht ganz angekommen"),
        ] {
            let answer = post_upload(&house, "admin", &body).await;
            assert_eq!(answer.header("location"), format!("/desk/imports?refused={why}"));
            let form = as_person(&house, "admin", request(Method::GET, answer.header("location")), "").await;
            assert!(form.body.contains(words), "{why}: {}", form.body);
        }
        assert_eq!(uploads(&house).len(), 1, "nothing half is left behind");
    });
}

fn complete<'a>(there: &BTreeSet<String>, rows: impl Iterator<Item = &'a str>) {
    let rows: BTreeSet<String> = rows.map(str::to_owned).collect();
    let missing: Vec<_> = there.difference(&rows).collect();
    let surplus: Vec<_> = rows.difference(there).collect();
    assert!(missing.is_empty(), "say who may use these, in the tables of this file: {missing:?}");
    assert!(surplus.is_empty(), "these doors do not exist: {surplus:?}");
}

/// A row's outcomes with whom they are of; a row that leaves somebody out is no row.
fn columns<const N: usize>(who: &[&'static str; N], row: &str) -> Vec<(&'static str, char)> {
    assert_eq!(row.len(), N, "{row} does not say something of each of {who:?}");
    who.iter().copied().zip(row.chars()).collect()
}

/// Puts the things of the house into an address or a body.
fn filled(house: &House, text: &str) -> String {
    let order = house.order.as_ref().map(ToString::to_string).unwrap_or_default();
    text.replace("{part}", FILTER)
        .replace("{number}", FILTER)
        .replace("{order}", &order)
        .replace("{case}", &house.case)
        .replace("{shipment}", &house.shipment)
        .replace("{import}", &house.import)
        .replace("{person}", &house.person)
        .replace("{cart}", house.cart.as_str())
        .replace("{return}", &house.goods_return)
        .replace("{list}", &house.list)
        .replace("{price_request}", &house.price_request)
        .replace("{model}", "rl-60")
        .replace("{dealer_list}", &house.dealer_list)
        .replace("{recurring}", &house.recurring)
        .replace("{configuration}", &house.configuration)
        .replace("{hook}", &house.hook)
        .replace("{dealer_hook}", &house.dealer_hook)
        .replace("{follow_up}", &house.follow_up)
        .replace("{company}", "bauer")
        .replace("{token}", "Zk3l0aXvMZ2cQpYw7uT1sRb4nEf8hGj5dKq6VxWyLoA")
}

/// Sends a request with the session of a person; signs in again when an earlier row ended it.
async fn as_person(house: &House, person: &str, mut request: http::request::Builder, body: &str) -> Answer {
    // Everybody at a computer of their own: the limits per address are not what is looked at here.
    let computer = PEOPLE.iter().zip(1..).find(|(name, _)| **name == person).map_or(0, |(_, n)| n);
    request = request.extension(ConnectInfo(std::net::SocketAddr::from(([192, 0, 2, computer], 40_000))));
    if person != "-" {
        let mut secret = house.cookies[person].clone();
        if accounts::resume(&house.kontor, &secret, Language::De).await.expect("the store answers").is_none()
        {
            let address = house.kontor.new_id();
            let sign_in =
                SignIn { email: format!("{person}@kontor.example"), password: PASSWORD.into(), address };
            secret = accounts::sign_in(&house.kontor, &sign_in).await.expect("signed in again").secret;
        }
        request = request.header(header::COOKIE, cookie(&secret));
    }
    house.send(request.body(Body::from(body.to_owned())).expect("a request")).await
}

fn note(wrong: &mut Vec<String>, door: &str, who: &str, expected: char, answer: &Answer) {
    let came = match answer.status {
        StatusCode::UNAUTHORIZED => 'u',
        status if status.is_redirection() && answer.header("location").starts_with("/sign-in") => 'u',
        StatusCode::FORBIDDEN => 'f',
        StatusCode::NOT_FOUND => 'n',
        StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY => '+',
        status if status.is_success() || status.is_redirection() => '+',
        _ => '!',
    };
    if came != expected {
        let body: String = answer.body.chars().take(120).collect();
        wrong.push(format!("{door} as {who}: expected {expected}, came {came} ({}) {body}", answer.status));
    }
}
