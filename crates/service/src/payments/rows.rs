//! The tables `payment`, `payment_method`, `payment_customer`, `stripe_event` and `stripe_cursor`.

use kontor_domain::payments::{Payment, PaymentChoice, PaymentView, StoredMethod};
use kontor_domain::{CompanyId, Error, Language, Money, OrderId};
use kontor_store::{Datetime, RecordId, SerdeWrapper, StoreError, SurrealValue, Tx, Variables, rid};

use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// The payment of an order as it is read for changing it.
#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(crate) struct PaymentRow {
    pub company: String,
    pub version: i64,
    pub data: SerdeWrapper<Payment>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct NewPaymentRow {
    company: String,
    state: String,
    concern: String,
    since: Datetime,
    version: i64,
    data: SerdeWrapper<Payment>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct MethodRow {
    company: String,
    stored: Datetime,
    data: SerdeWrapper<StoredMethod>,
}

pub(crate) fn id(order: &OrderId) -> RecordId {
    rid("payment", order.to_string())
}

fn method_id(method: &str) -> RecordId {
    rid("payment_method", method)
}

pub(super) async fn payment(kontor: &Kontor, order: &OrderId) -> Result<Option<PaymentRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", id(order));
    let rows = kontor.store.rows("SELECT company, version, data FROM $id", vars).await.fault()?;
    Ok(rows.into_iter().next())
}

/// Opens the payment of a new order, in the order's transaction.
pub(crate) fn create(change: &mut Change<'_>, company: &CompanyId, payment: &Payment) {
    change.tx.create(
        id(&payment.order),
        NewPaymentRow {
            company: company.to_string(),
            state: payment.state().code().to_owned(),
            concern: String::new(),
            since: change.stamp(),
            version: 1,
            data: SerdeWrapper(payment.clone()),
        },
    );
}

/// Writes a payment if nobody wrote it since `version` (guard `payment`).
pub(super) fn update(change: &mut Change<'_>, payment: &Payment, version: i64) {
    let now = change.stamp();
    let tx = &mut change.tx;
    let concern = tx.bind(payment.concern().map_or_else(String::new, |c| c.code().to_owned()));
    let now = tx.bind(now);
    let state = tx.bind(payment.state().code().to_owned());
    let data = tx.bind(SerdeWrapper(payment.clone()));
    let version = tx.bind(version);
    tx.guarded(
        id(&payment.order),
        &format!(
            "since = IF concern = {concern} {{ since }} ELSE {{ {now} }}, \
             concern = {concern}, state = {state}, data = {data}, version += 1"
        ),
        &format!("version = {version}"),
        "payment",
    );
}

/// What pages show of it; `owed` is what the order is worth now.
pub(crate) fn view(payment: &Payment, choice: &PaymentChoice, owed: Money) -> PaymentView {
    PaymentView {
        choice: choice.clone(),
        state: payment.state(),
        amount: payment.counted(),
        refunded: payment.refunded(),
        refundable: payment.to_refund().map_or(Money::ZERO, |(_, left)| left),
        over: payment.over(owed),
        payable: payment.payable(),
        needs_a_look: payment.needs_a_look(),
        concern: payment.concern(),
        failure: payment.failure().map(str::to_owned),
    }
}

pub(super) async fn customer(kontor: &Kontor, company: &CompanyId) -> Result<Option<String>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", rid("payment_customer", company.to_string()));
    let rows: Vec<String> = kontor.store.rows("SELECT VALUE customer FROM $id", vars).await.fault()?;
    Ok(rows.into_iter().next())
}

pub(super) async fn put_customer(kontor: &Kontor, company: &CompanyId, customer: &str) -> Result<(), Error> {
    let mut tx = Tx::new();
    let (id, customer) =
        (tx.bind(rid("payment_customer", company.to_string())), tx.bind(customer.to_owned()));
    tx.push(format!("CREATE {id} SET customer = {customer} RETURN NONE"));
    match kontor.store.transact(&tx).await {
        Ok(_) | Err(StoreError::Exists(_)) => Ok(()),
        Err(other) => Err(other).fault(),
    }
}

/// The company's methods, the standard one first.
pub(super) async fn methods(kontor: &Kontor, company: &CompanyId) -> Result<Vec<StoredMethod>, Error> {
    let mut vars = Variables::new();
    vars.insert("company", company.to_string());
    let sql =
        "SELECT company, stored, data FROM payment_method WHERE company = $company ORDER BY stored LIMIT 100";
    let rows: Vec<MethodRow> = kontor.store.rows(sql, vars).await.fault()?;
    let mut methods: Vec<StoredMethod> = rows.into_iter().map(|r| r.data.0).collect();
    methods.sort_by_key(|m| !m.standard);
    Ok(methods)
}

/// One of the company's methods; another company's does not exist.
pub(super) async fn method(
    kontor: &Kontor,
    company: &CompanyId,
    method: &str,
) -> Result<Option<StoredMethod>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", method_id(method));
    let rows: Vec<MethodRow> =
        kontor.store.rows("SELECT company, stored, data FROM $id", vars).await.fault()?;
    Ok(rows.into_iter().next().filter(|r| r.company == company.as_str()).map(|r| r.data.0))
}

/// The commit fails with [`StoreError::Exists`] when the method is stored already.
pub(super) fn create_method(
    change: &mut Change<'_>,
    company: &CompanyId,
    stored: Datetime,
    method: &StoredMethod,
) {
    let data = SerdeWrapper(method.clone());
    change.tx.create(method_id(&method.id), MethodRow { company: company.to_string(), stored, data });
}

/// Guard `method`: it is still there and the company's.
pub(super) fn update_method(change: &mut Change<'_>, company: &CompanyId, method: &StoredMethod) {
    let tx = &mut change.tx;
    let (data, company) = (tx.bind(SerdeWrapper(method.clone())), tx.bind(company.to_string()));
    tx.guarded(method_id(&method.id), &format!("data = {data}"), &format!("company = {company}"), "method");
}

pub(super) fn delete_method(change: &mut Change<'_>, method: &str) {
    change.tx.delete(method_id(method));
}

/// Of whichever company, for what Stripe reports.
pub(super) async fn company_of_method(kontor: &Kontor, method: &str) -> Result<Option<CompanyId>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", method_id(method));
    let rows: Vec<String> = kontor.store.rows("SELECT VALUE company FROM $id", vars).await.fault()?;
    Ok(rows.into_iter().next().map(CompanyId::new))
}

/// Notes that an event was seen; the commit fails with [`StoreError::Exists`] when it was before.
pub(super) fn create_event(change: &mut Change<'_>, event: &str, at: Datetime) {
    let tx = &mut change.tx;
    let (id, at) = (tx.bind(rid("stripe_event", event)), tx.bind(at));
    tx.push(format!("CREATE {id} SET at = {at} RETURN NONE"));
}

pub(super) async fn cursor(kontor: &Kontor) -> Result<Option<i64>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", rid("stripe_cursor", "events"));
    let rows: Vec<i64> = kontor.store.rows("SELECT VALUE since FROM $id", vars).await.fault()?;
    Ok(rows.into_iter().next())
}

pub(super) async fn set_cursor(kontor: &Kontor, since: i64) -> Result<(), Error> {
    let mut tx = Tx::new();
    let (id, since) = (tx.bind(rid("stripe_cursor", "events")), tx.bind(since));
    tx.push(format!("UPSERT {id} SET since = {since} RETURN NONE"));
    kontor.store.transact(&tx).await.fault()?;
    Ok(())
}

/// Forgets events older than Stripe keeps them.
pub(super) async fn forget_events(kontor: &Kontor, before: Datetime) -> Result<(), Error> {
    let mut vars = Variables::new();
    vars.insert("before", before);
    let sql = "SELECT VALUE id FROM stripe_event WHERE at < $before LIMIT 500";
    let ids: Vec<RecordId> = kontor.store.rows(sql, vars).await.fault()?;
    if !ids.is_empty() {
        let mut tx = Tx::new();
        let ids = tx.bind(ids);
        tx.push(format!("FOR $id IN {ids} {{ DELETE $id RETURN NONE }}"));
        kontor.store.transact(&tx).await.fault()?;
    }
    Ok(())
}

/// The language somebody reads who paid.
pub(super) fn locale(language: Language) -> &'static str {
    language.tag()
}
