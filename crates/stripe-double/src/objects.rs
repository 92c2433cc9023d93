//! Stripe's objects, as complete as its clients want them.

use serde_json::{Value, json};

pub fn customer(id: &str, now: i64, name: &str, email: Option<&str>, metadata: &Value) -> Value {
    json!({
        "id": id, "object": "customer", "address": null, "balance": 0, "created": now, "currency": null,
        "default_source": null, "delinquent": false, "description": null, "discount": null, "email": email,
        "invoice_prefix": "DOUBLE", "invoice_settings": {"custom_fields": null, "default_payment_method": null,
        "footer": null, "rendering_options": null}, "livemode": false, "metadata": metadata, "name": name,
        "next_invoice_sequence": 1, "phone": null, "preferred_locales": [], "shipping": null,
        "tax_exempt": "none", "test_clock": null
    })
}

pub fn billing_details() -> Value {
    json!({
        "address": {"city": null, "country": "DE", "line1": null, "line2": null, "postal_code": null, "state": null},
        "email": null, "name": null, "phone": null, "tax_id": null
    })
}

pub fn card(id: &str, now: i64, number: &str) -> Value {
    let brand = match number.as_bytes().first() {
        Some(b'5') => "mastercard",
        Some(b'3') => "amex",
        _ => "visa",
    };
    json!({
        "id": id, "object": "payment_method", "allow_redisplay": "unspecified", "billing_details": billing_details(),
        "card": {
            "brand": brand, "checks": {"address_line1_check": null, "address_postal_code_check": null, "cvc_check": "pass"},
            "country": "DE", "display_brand": brand, "exp_month": 12, "exp_year": 2034,
            "fingerprint": format!("double{}", last4(number)), "funding": "credit", "generated_from": null,
            "last4": last4(number), "networks": {"available": [brand], "preferred": null}, "regulated_status": "unregulated",
            "three_d_secure_usage": {"supported": true}, "wallet": null
        },
        "created": now, "customer": null, "livemode": false, "metadata": {}, "type": "card"
    })
}

pub fn debit(id: &str, now: i64, iban: &str) -> Value {
    json!({
        "id": id, "object": "payment_method", "allow_redisplay": "unspecified", "billing_details": billing_details(),
        "created": now, "customer": null, "livemode": false, "metadata": {},
        "sepa_debit": {
            "bank_code": iban.get(4..12), "branch_code": "", "country": iban.get(..2),
            "fingerprint": format!("double{}", last4(iban)), "generated_from": {"charge": null, "setup_attempt": null},
            "last4": last4(iban)
        },
        "type": "sepa_debit"
    })
}

pub fn last4(number: &str) -> &str {
    number.get(number.len().saturating_sub(4)..).unwrap_or_default()
}

/// A payment that waits for its method.
pub fn intent(id: &str, now: i64, amount: i64, currency: &str, customer: &Value, metadata: &Value) -> Value {
    json!({
        "id": id, "object": "payment_intent", "amount": amount, "amount_capturable": 0, "amount_details": {"tip": {}},
        "amount_received": 0, "application": null, "application_fee_amount": null, "automatic_payment_methods": null,
        "canceled_at": null, "cancellation_reason": null, "capture_method": "automatic_async",
        "client_secret": format!("{id}_secret_double"), "confirmation_method": "automatic", "created": now,
        "currency": currency, "customer": customer, "description": null, "last_payment_error": null,
        "latest_charge": null, "livemode": false, "metadata": metadata, "next_action": null, "on_behalf_of": null,
        "payment_method": null, "payment_method_configuration_details": null, "payment_method_options": {},
        "payment_method_types": ["card", "sepa_debit"], "processing": null, "receipt_email": null, "review": null,
        "setup_future_usage": null, "shipping": null, "source": null, "statement_descriptor": null,
        "statement_descriptor_suffix": null, "status": "requires_payment_method", "transfer_data": null,
        "transfer_group": null
    })
}

pub fn setup_intent(id: &str, now: i64, customer: &Value, metadata: &Value, method: &str) -> Value {
    json!({
        "id": id, "object": "setup_intent", "application": null, "automatic_payment_methods": null,
        "cancellation_reason": null, "client_secret": format!("{id}_secret_double"), "created": now,
        "customer": customer, "description": null, "flow_directions": null, "last_setup_error": null,
        "latest_attempt": null, "livemode": false, "mandate": null, "metadata": metadata, "next_action": null,
        "on_behalf_of": null, "payment_method": method, "payment_method_configuration_details": null,
        "payment_method_options": {}, "payment_method_types": ["card", "sepa_debit"], "single_use_mandate": null,
        "status": "succeeded", "usage": "off_session"
    })
}

/// What was taken, or should have been.
pub fn charge(id: &str, now: i64, intent: &Value, status: &str) -> Value {
    let paid = status == "succeeded";
    json!({
        "id": id, "object": "charge", "amount": intent["amount"], "amount_captured": if paid { intent["amount"].clone() } else { 0.into() },
        "amount_refunded": 0, "application": null, "application_fee": null, "application_fee_amount": null,
        "balance_transaction": null, "billing_details": billing_details(), "calculated_statement_descriptor": "DOUBLE",
        "captured": paid, "created": now, "currency": intent["currency"], "customer": intent["customer"],
        "description": intent["description"], "disputed": false, "failure_balance_transaction": null,
        "failure_code": null, "failure_message": null, "fraud_details": {}, "livemode": false,
        "metadata": intent["metadata"], "on_behalf_of": null,
        "outcome": {"network_status": "approved_by_network", "reason": null, "risk_level": "normal", "risk_score": 12,
            "seller_message": "Payment complete.", "type": "authorized"},
        "paid": paid, "payment_intent": intent["id"], "payment_method": intent["payment_method"],
        "payment_method_details": null, "receipt_email": null, "receipt_number": null, "receipt_url": null,
        "refunded": false, "review": null, "shipping": null, "source": null, "source_transfer": null,
        "statement_descriptor": null, "statement_descriptor_suffix": null, "status": status, "transfer_data": null,
        "transfer_group": null
    })
}

pub fn refund(id: &str, now: i64, intent: &Value, amount: i64, metadata: &Value) -> Value {
    json!({
        "id": id, "object": "refund", "amount": amount, "balance_transaction": null, "charge": intent["latest_charge"],
        "created": now, "currency": intent["currency"], "destination_details": null, "metadata": metadata,
        "payment_intent": intent["id"], "reason": null, "receipt_number": null, "source_transfer_reversal": null,
        "status": "succeeded", "transfer_reversal": null
    })
}

pub fn dispute(id: &str, now: i64, intent: &Value) -> Value {
    json!({
        "id": id, "object": "dispute", "amount": intent["amount"], "balance_transactions": [],
        "charge": intent["latest_charge"], "created": now, "currency": intent["currency"], "evidence": {},
        "is_charge_refundable": false, "livemode": false, "metadata": {}, "payment_intent": intent["id"],
        "reason": "debit_not_authorized", "status": "lost"
    })
}

pub fn event(id: &str, now: i64, kind: &str, object: &Value) -> Value {
    json!({
        "id": id, "object": "event", "api_version": "2026-09-30.endive", "created": now, "data": {"object": object},
        "livemode": false, "pending_webhooks": 1, "request": {"id": null, "idempotency_key": null}, "type": kind
    })
}

pub fn list(url: &str, data: Vec<Value>, has_more: bool) -> Value {
    json!({"object": "list", "url": url, "has_more": has_more, "data": data})
}

/// An error as Stripe answers it; `intent` is the payment it is about.
pub fn error(
    kind: &str,
    code: Option<&str>,
    decline: Option<&str>,
    message: &str,
    intent: Option<&Value>,
) -> Value {
    let mut error = json!({"type": kind, "message": message, "doc_url": null});
    if let Some(code) = code {
        error["code"] = code.into();
    }
    if let Some(decline) = decline {
        error["decline_code"] = decline.into();
    }
    if let Some(intent) = intent {
        error["payment_intent"] = intent.clone();
    }
    json!({"error": error})
}
