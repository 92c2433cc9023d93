//! What happened: one event for every change, in the transaction of the change.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::accounts::{Channel, Role};
use crate::cases::CaseRight;
use crate::configurations::Difference;
use crate::orders::{ChoiceKind, Revision, chosen_text, revised_text};
use crate::payments::{Concern, decline_text};
use crate::pricing::Metal;
use crate::recurring::Why;
use crate::{Date, Decimal, Language, Localized, Money, Quantity, format};

/// A step of a case, as the timeline shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// Local wall time of the dealer.
    pub at: DateTime,
    pub who: String,
    /// On whose wish; empty for everybody who acts for themselves.
    #[serde(default)]
    pub behalf: String,
    pub channel: Channel,
    pub what: Happened,
}

impl TimelineEntry {
    /// Through which door, who, and on whose wish.
    #[must_use]
    pub fn by(&self, l: Language) -> String {
        by(self.channel, &self.who, &self.behalf, l)
    }
}

/// Through which door, who, and on whose wish: `Telefon, Jana Merk für Sabine Bauer`.
#[must_use]
pub fn by(channel: Channel, who: &str, behalf: &str, l: Language) -> String {
    let mut by = channel.word(l).to_owned();
    for (before, name) in [(", ", who), (l.pick(" für ", " for "), behalf)] {
        if !name.is_empty() {
            by.push_str(before);
            by.push_str(name);
        }
    }
    by
}

/// The kinds of events that people read. Each carries what the sentence needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Happened {
    OrderPlaced {
        lines: u32,
        po_number: String,
    },
    OrderConfirmed,
    /// A line's date was moved, with the reason the customer reads.
    LineMoved {
        number: String,
        from: Option<Date>,
        to: Date,
        reason: String,
    },
    OrderPicked,
    OrderShipped {
        carrier: String,
        tracking: String,
        lines: u32,
    },
    /// Part of an order that was to come together left before the rest.
    ShippedBefore {
        reason: String,
    },
    /// It lies ready at the branch.
    ReadyToCollect {
        branch: String,
    },
    /// The customer has collected it.
    HandedOver {
        by: String,
        branch: String,
    },
    /// What customers find at a branch.
    BranchChanged {
        name: String,
    },
    /// Services, zones or prices of deliveries.
    TariffsChanged,
    OrderCancelled {
        reason: String,
    },
    CompanyRequested,
    CompanyReleased,
    CompanyRefused {
        reason: String,
    },
    PersonInvited {
        email: String,
    },
    PersonJoined,
    SignedIn,
    PasswordChanged,
    SignedOutEverywhere,
    CartLineChanged {
        number: String,
        quantity: Quantity,
    },
    PartsImported {
        new: u64,
        changed: u64,
    },
    PriceChanged {
        number: String,
        net: Decimal,
    },
    StockChanged {
        number: String,
        on_hand: Quantity,
    },
    PartChanged {
        number: String,
    },
    PriceAsked {
        number: String,
        quantity: Quantity,
    },
    PriceAnswered {
        number: String,
        net: Money,
        until: Option<Date>,
    },
    PriceDeclined {
        number: String,
        reason: String,
    },
    PriceWithdrawn {
        number: String,
    },
    /// What is to become the next release of a model.
    ModelImported {
        name: Localized,
    },
    ModelReleased {
        name: Localized,
        version: u32,
    },
    /// Offered again, or taken out of sale.
    ModelOffered {
        name: Localized,
        offered: bool,
    },
    /// EUR for 100 kg.
    NotationSet {
        metal: Metal,
        day: Date,
        rate: Decimal,
    },
    KeyMade {
        name: String,
    },
    KeyRevoked {
        name: String,
    },
    AddressSaved {
        name: String,
    },
    CompanyChanged,
    RolesChanged {
        roles: Vec<Role>,
    },
    PersonBlocked {
        email: String,
    },
    PersonUnblocked {
        email: String,
    },
    /// Jobs of this kind that were given up are tried again.
    JobsRevived {
        kind: String,
        count: u64,
    },
    /// A job was taken out of the outbox undone.
    JobDropped {
        kind: String,
        reason: String,
    },
    /// The names of who is asked.
    ApprovalAsked {
        people: Vec<String>,
    },
    OrderApproved {
        in_place_of: Option<String>,
        comment: String,
    },
    OrderRejected {
        in_place_of: Option<String>,
        reason: String,
    },
    ApproversReminded {
        people: Vec<String>,
    },
    RulesChanged,
    ListMade {
        name: String,
    },
    ListRenamed {
        name: String,
    },
    ListArchived {
        name: String,
    },
    ListRestored {
        name: String,
    },
    ListLineChanged {
        number: String,
        quantity: Quantity,
    },
    ListLinesReplaced {
        lines: u32,
    },
    /// Several lines went into the cart at once.
    CartFilled {
        lines: u32,
    },
    CartFillUndone {
        lines: u32,
    },
    /// Rows of a quick order went into the cart, or out again.
    CartRowsAdded {
        rows: u32,
    },
    CartRowsTaken {
        rows: u32,
    },
    CartMade {
        name: String,
    },
    CartRenamed {
        name: String,
    },
    CartShared {
        name: String,
    },
    CartDeleted {
        name: String,
        lines: u32,
    },
    CartRestored {
        name: String,
    },
    /// Lines went from one cart to another.
    CartLinesMoved {
        from: String,
        to: String,
        lines: u32,
    },
    CartLinesCopied {
        from: String,
        to: String,
        lines: u32,
    },
    /// A company's own part numbers.
    OwnNumbersChanged {
        set: u32,
        removed: u32,
    },
    /// The money is there.
    PaymentReceived {
        amount: Money,
    },
    /// A debit is on its way.
    PaymentUnderWay {
        amount: Money,
    },
    /// With the bank's decline code.
    PaymentFailed {
        code: String,
    },
    /// The bank wants to see the payer.
    PaymentNeedsConfirmation,
    /// The payer's bank took it back.
    PaymentDisputed,
    /// Something was taken that is not what was asked for, or twice.
    PaymentMismatch,
    /// Nobody has paid yet; it is waited for to this day.
    PayerReminded {
        until: Date,
    },
    RefundRequested {
        amount: Money,
        reason: String,
    },
    PaymentRefunded {
        amount: Money,
    },
    /// The desk has dealt with what needed somebody.
    PaymentSettled {
        concern: Concern,
        note: String,
    },
    MethodStored {
        label: String,
    },
    MethodChanged {
        label: String,
    },
    MethodRemoved {
        label: String,
    },
    // Promises and changes of a placed order.
    /// The customer changed it while that was still possible.
    OrderRevised {
        lines: Vec<Revision>,
        /// Absent when it stayed.
        po_number: Option<String>,
        /// The message to the dealer is another one.
        note: bool,
    },
    /// A line slipped, and this is what the customer wants.
    LineChosen {
        number: String,
        kind: ChoiceKind,
        quantity: Quantity,
        /// The number that comes in its place.
        other: String,
        note: String,
    },
    /// Some or all of a line is no longer wanted.
    LineCancelled {
        number: String,
        quantity: Quantity,
        reason: String,
    },
    /// The desk cannot be quicker.
    ExpediteDeclined {
        number: String,
        reason: String,
    },
    /// `code` is the return's number.
    ReturnRequested {
        code: String,
        lines: u32,
    },
    ReturnWithdrawn {
        code: String,
    },
    ReturnReceived {
        code: String,
    },
    /// `amount` is what the customer gets, VAT included; `number` is empty when nothing is due.
    ReturnCredited {
        code: String,
        number: String,
        amount: Money,
        words: String,
    },
    ReturnRefused {
        code: String,
        words: String,
    },
    /// One of the dealer's people acts for the company, on the wish of this person of it.
    ActingBegun {
        caller: String,
    },
    ActingEnded,
    /// More than the company's credit: the desk looks at it first.
    OrderHeld,
    OrderReleased {
        reason: String,
    },
    OrderSettled,
    OrderUnsettled,
    CreditChanged,
    DeliveryBlocked {
        reason: String,
    },
    DeliveryUnblocked,
    // Recurring orders.
    RecurringMade {
        name: String,
    },
    RecurringChanged {
        name: String,
    },
    /// This day's order is left out.
    RecurringSkipped {
        day: Date,
    },
    RecurringPaused,
    RecurringResumed {
        next: Date,
    },
    RecurringEnded,
    /// From now on it is ordered in this person's name.
    RecurringTakenOver {
        name: String,
    },
    /// What will be ordered was told before it is.
    RecurringAnnounced {
        day: Date,
    },
    /// It ordered; `missed` later days had passed meanwhile and are not made up for.
    RecurringOrdered {
        case: String,
        missed: u32,
    },
    /// It did not order: somebody has to look.
    RecurringStopped {
        why: Vec<Why>,
    },
    // Webhooks out; `url` is where they go.
    HookMade {
        url: String,
    },
    HookChanged {
        url: String,
    },
    HookPaused {
        url: String,
    },
    HookResumed {
        url: String,
    },
    /// By Kontor itself: nobody takes anything there.
    HookStopped {
        url: String,
    },
    /// It has a new secret.
    HookRotated {
        url: String,
    },
    HookDeleted {
        url: String,
    },
    // Configurations; `name` is what its people call it.
    ConfigurationBegun {
        name: String,
        model: Localized,
    },
    /// `version` is the one that it made.
    ConfigurationChanged {
        name: String,
        version: u32,
        changes: Vec<Difference>,
    },
    /// Nothing is missing any more: it can be offered.
    ConfigurationCompleted {
        name: String,
        net: Money,
    },
    /// It is as it was in version `to` again.
    ConfigurationWentBack {
        name: String,
        version: u32,
        to: u32,
    },
    /// It is one of a newer version of its model now.
    ConfigurationMoved {
        name: String,
        model: u32,
        changes: Vec<Difference>,
    },
    ConfigurationRenamed {
        name: String,
    },
    /// Begun as a copy; `from` is the code of the other one's case.
    ConfigurationCopied {
        name: String,
        from: String,
    },
    ConfigurationArchived {
        name: String,
    },
    ConfigurationRestored {
        name: String,
    },
    // The case itself. What is said in it stands nowhere here: customers read the history, and programs are told of it.
    CaseTitled {
        title: String,
    },
    CaseArchived,
    CaseRestored,
    CaseHidden,
    CaseOpened,
    CaseJoined {
        name: String,
        right: CaseRight,
    },
    CaseLeft {
        name: String,
    },
    /// One of the dealer's people looks after it from now on.
    CaseOwned {
        name: String,
    },
    CaseMessage,
    /// The desk's own.
    CaseNote,
    FollowUpMade {
        due: Date,
        owner: String,
    },
    FollowUpDone,
    FollowUpMoved {
        due: Date,
    },
    FollowUpHandedOver {
        name: String,
    },
}

impl Happened {
    /// The word in the event log: `order_placed`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OrderPlaced { .. } => "order_placed",
            Self::OrderConfirmed => "order_confirmed",
            Self::LineMoved { .. } => "line_moved",
            Self::OrderPicked => "order_picked",
            Self::OrderShipped { .. } => "order_shipped",
            Self::ShippedBefore { .. } => "shipped_before",
            Self::ReadyToCollect { .. } => "ready_to_collect",
            Self::HandedOver { .. } => "handed_over",
            Self::BranchChanged { .. } => "branch_changed",
            Self::TariffsChanged => "tariffs_changed",
            Self::OrderCancelled { .. } => "order_cancelled",
            Self::CompanyRequested => "company_requested",
            Self::CompanyReleased => "company_released",
            Self::CompanyRefused { .. } => "company_refused",
            Self::PersonInvited { .. } => "person_invited",
            Self::PersonJoined => "person_joined",
            Self::SignedIn => "signed_in",
            Self::PasswordChanged => "password_changed",
            Self::SignedOutEverywhere => "signed_out_everywhere",
            Self::CartLineChanged { .. } => "cart_line_changed",
            Self::PartsImported { .. } => "parts_imported",
            Self::PriceChanged { .. } => "price_changed",
            Self::StockChanged { .. } => "stock_changed",
            Self::PartChanged { .. } => "part_changed",
            Self::PriceAsked { .. } => "price_asked",
            Self::PriceAnswered { .. } => "price_answered",
            Self::PriceDeclined { .. } => "price_declined",
            Self::PriceWithdrawn { .. } => "price_withdrawn",
            Self::ModelImported { .. } => "model_imported",
            Self::ModelReleased { .. } => "model_released",
            Self::ModelOffered { .. } => "model_offered",
            Self::NotationSet { .. } => "notation_set",
            Self::KeyMade { .. } => "key_made",
            Self::KeyRevoked { .. } => "key_revoked",
            Self::AddressSaved { .. } => "address_saved",
            Self::CompanyChanged => "company_changed",
            Self::RolesChanged { .. } => "roles_changed",
            Self::PersonBlocked { .. } => "person_blocked",
            Self::PersonUnblocked { .. } => "person_unblocked",
            Self::JobsRevived { .. } => "jobs_revived",
            Self::JobDropped { .. } => "job_dropped",
            Self::ApprovalAsked { .. } => "approval_asked",
            Self::OrderApproved { .. } => "order_approved",
            Self::OrderRejected { .. } => "order_rejected",
            Self::ApproversReminded { .. } => "approvers_reminded",
            Self::RulesChanged => "rules_changed",
            Self::ListMade { .. } => "list_made",
            Self::ListRenamed { .. } => "list_renamed",
            Self::ListArchived { .. } => "list_archived",
            Self::ListRestored { .. } => "list_restored",
            Self::ListLineChanged { .. } => "list_line_changed",
            Self::ListLinesReplaced { .. } => "list_lines_replaced",
            Self::CartFilled { .. } => "cart_filled",
            Self::CartFillUndone { .. } => "cart_fill_undone",
            Self::CartRowsAdded { .. } => "cart_rows_added",
            Self::CartRowsTaken { .. } => "cart_rows_taken",
            Self::CartMade { .. } => "cart_made",
            Self::CartRenamed { .. } => "cart_renamed",
            Self::CartShared { .. } => "cart_shared",
            Self::CartDeleted { .. } => "cart_deleted",
            Self::CartRestored { .. } => "cart_restored",
            Self::CartLinesMoved { .. } => "cart_lines_moved",
            Self::CartLinesCopied { .. } => "cart_lines_copied",
            Self::OwnNumbersChanged { .. } => "own_numbers_changed",
            Self::PaymentReceived { .. } => "payment_received",
            Self::PaymentUnderWay { .. } => "payment_under_way",
            Self::PaymentFailed { .. } => "payment_failed",
            Self::PaymentNeedsConfirmation => "payment_needs_confirmation",
            Self::PaymentDisputed => "payment_disputed",
            Self::PaymentMismatch => "payment_mismatch",
            Self::PayerReminded { .. } => "payer_reminded",
            Self::RefundRequested { .. } => "refund_requested",
            Self::PaymentRefunded { .. } => "payment_refunded",
            Self::PaymentSettled { .. } => "payment_settled",
            Self::MethodStored { .. } => "method_stored",
            Self::MethodChanged { .. } => "method_changed",
            Self::MethodRemoved { .. } => "method_removed",
            Self::OrderRevised { .. } => "order_revised",
            Self::LineChosen { .. } => "line_chosen",
            Self::LineCancelled { .. } => "line_cancelled",
            Self::ExpediteDeclined { .. } => "expedite_declined",
            Self::ReturnRequested { .. } => "return_requested",
            Self::ReturnWithdrawn { .. } => "return_withdrawn",
            Self::ReturnReceived { .. } => "return_received",
            Self::ReturnCredited { .. } => "return_credited",
            Self::ReturnRefused { .. } => "return_refused",
            Self::ActingBegun { .. } => "acting_begun",
            Self::ActingEnded => "acting_ended",
            Self::OrderHeld => "order_held",
            Self::OrderReleased { .. } => "order_released",
            Self::OrderSettled => "order_settled",
            Self::OrderUnsettled => "order_unsettled",
            Self::CreditChanged => "credit_changed",
            Self::DeliveryBlocked { .. } => "delivery_blocked",
            Self::DeliveryUnblocked => "delivery_unblocked",
            Self::RecurringMade { .. } => "recurring_made",
            Self::RecurringChanged { .. } => "recurring_changed",
            Self::RecurringSkipped { .. } => "recurring_skipped",
            Self::RecurringPaused => "recurring_paused",
            Self::RecurringResumed { .. } => "recurring_resumed",
            Self::RecurringEnded => "recurring_ended",
            Self::RecurringTakenOver { .. } => "recurring_taken_over",
            Self::RecurringAnnounced { .. } => "recurring_announced",
            Self::RecurringOrdered { .. } => "recurring_ordered",
            Self::RecurringStopped { .. } => "recurring_stopped",
            Self::HookMade { .. } => "hook_made",
            Self::HookChanged { .. } => "hook_changed",
            Self::HookPaused { .. } => "hook_paused",
            Self::HookResumed { .. } => "hook_resumed",
            Self::HookStopped { .. } => "hook_stopped",
            Self::HookRotated { .. } => "hook_rotated",
            Self::HookDeleted { .. } => "hook_deleted",
            Self::ConfigurationBegun { .. } => "configuration_begun",
            Self::ConfigurationChanged { .. } => "configuration_changed",
            Self::ConfigurationCompleted { .. } => "configuration_completed",
            Self::ConfigurationWentBack { .. } => "configuration_went_back",
            Self::ConfigurationMoved { .. } => "configuration_moved",
            Self::ConfigurationRenamed { .. } => "configuration_renamed",
            Self::ConfigurationCopied { .. } => "configuration_copied",
            Self::ConfigurationArchived { .. } => "configuration_archived",
            Self::ConfigurationRestored { .. } => "configuration_restored",
            Self::CaseTitled { .. } => "case_titled",
            Self::CaseArchived => "case_archived",
            Self::CaseRestored => "case_restored",
            Self::CaseHidden => "case_hidden",
            Self::CaseOpened => "case_opened",
            Self::CaseJoined { .. } => "case_joined",
            Self::CaseLeft { .. } => "case_left",
            Self::CaseOwned { .. } => "case_owned",
            Self::CaseMessage => "case_message",
            Self::CaseNote => "case_note",
            Self::FollowUpMade { .. } => "follow_up_made",
            Self::FollowUpDone => "follow_up_done",
            Self::FollowUpMoved { .. } => "follow_up_moved",
            Self::FollowUpHandedOver { .. } => "follow_up_handed_over",
        }
    }

    /// The sentence on the timeline.
    #[must_use]
    pub fn text(&self, l: Language) -> String {
        match self {
            Self::OrderPlaced { lines, po_number } => {
                let po = if po_number.is_empty() { String::new() } else { format!(", PO {po_number}") };
                match l {
                    Language::De if *lines == 1 => format!("Bestellt: 1 Position{po}"),
                    Language::De => format!("Bestellt: {lines} Positionen{po}"),
                    Language::En if *lines == 1 => format!("Ordered: 1 line{po}"),
                    Language::En => format!("Ordered: {lines} lines{po}"),
                }
            }
            Self::OrderConfirmed => l.pick("Auftrag bestätigt", "Order confirmed").into(),
            Self::LineMoved { number, from: Some(from), to, reason } if to < from => match l {
                Language::De => format!("{number} schon am {}. {reason}", format::date(*to, l)),
                Language::En => format!("{number} already on {}. {reason}", format::date(*to, l)),
            },
            Self::LineMoved { number, to, reason, .. } => match l {
                Language::De => format!("{number} erst am {}. Grund: {reason}", format::date(*to, l)),
                Language::En => format!("{number} not before {}. Reason: {reason}", format::date(*to, l)),
            },
            Self::OrderPicked => l.pick("Im Lager gepackt", "Picked in the warehouse").into(),
            Self::OrderShipped { carrier, tracking, .. } => match l {
                Language::De => format!("Versandt mit {carrier}, Sendung {tracking}"),
                Language::En => format!("Shipped with {carrier}, tracking {tracking}"),
            },
            Self::ShippedBefore { reason } => match l {
                Language::De => {
                    format!("Ein Teil vorab, obwohl alles zusammen gewünscht ist. Grund: {reason}")
                }
                Language::En => {
                    format!("A part of it before the rest, though all together is wanted. Reason: {reason}")
                }
            },
            Self::ReadyToCollect { branch } => match l {
                Language::De => format!("Abholbereit in {branch}"),
                Language::En => format!("Ready to be collected in {branch}"),
            },
            Self::HandedOver { by, branch } => match l {
                Language::De => format!("In {branch} übergeben an {by}"),
                Language::En => format!("Handed over in {branch} to {by}"),
            },
            Self::BranchChanged { name } => {
                format!("{} {name}", l.pick("Filiale geändert:", "Branch changed:"))
            }
            Self::TariffsChanged => {
                l.pick("Versandarten und Frachten geändert", "Services and freight changed").into()
            }
            Self::OrderCancelled { reason } => {
                let reason = if reason.is_empty() { String::new() } else { format!(": {reason}") };
                format!("{}{reason}", l.pick("Storniert", "Cancelled"))
            }
            Self::CompanyRequested => l.pick("Geschäftskonto beantragt", "Business account requested").into(),
            Self::CompanyReleased => l.pick("Geschäftskonto freigegeben", "Business account released").into(),
            Self::CompanyRefused { reason } => {
                format!("{}: {reason}", l.pick("Geschäftskonto abgelehnt", "Business account refused"))
            }
            Self::PersonInvited { email } => format!("{} {email}", l.pick("Eingeladen:", "Invited:")),
            Self::PersonJoined => l.pick("Einladung angenommen", "Invitation accepted").into(),
            Self::SignedIn => l.pick("Angemeldet", "Signed in").into(),
            Self::PasswordChanged => l.pick("Passwort geändert", "Password changed").into(),
            Self::SignedOutEverywhere => l.pick("Überall abgemeldet", "Signed out everywhere").into(),
            Self::CartLineChanged { number, quantity } => {
                format!("{} {number}: {}", l.pick("Warenkorb", "Cart"), format::quantity(*quantity, l))
            }
            Self::PartsImported { new, changed } => match l {
                Language::De => format!("Teile eingelesen: {new} neu, {changed} geändert"),
                Language::En => format!("Parts imported: {new} new, {changed} changed"),
            },
            Self::PriceChanged { number, .. } => {
                format!("{} {number}", l.pick("Preis geändert:", "Price changed:"))
            }
            Self::StockChanged { number, on_hand } => {
                format!("{} {number}: {}", l.pick("Bestand", "Stock"), format::quantity(*on_hand, l))
            }
            Self::PartChanged { number } => format!("{} {number}", l.pick("Teil geändert:", "Part changed:")),
            Self::PriceAsked { number, quantity } => {
                let asked = l.pick("Preis angefragt:", "Price asked:");
                format!("{asked} {number}, {}", format::quantity(*quantity, l))
            }
            Self::PriceAnswered { number, net, until } => {
                let answered = l.pick("Preis genannt:", "Price answered:");
                let until = until
                    .map(|day| format!(", {} {}", l.pick("gültig bis", "valid until"), format::date(day, l)));
                format!("{answered} {number}, {}{}", format::money(*net, l), until.unwrap_or_default())
            }
            Self::PriceDeclined { number, reason } => {
                format!("{} {number}. {reason}", l.pick("Kein Preis für", "No price for"))
            }
            Self::PriceWithdrawn { number } => {
                format!("{} {number}", l.pick("Preisanfrage zurückgezogen:", "Price request withdrawn:"))
            }
            Self::ModelImported { name } => {
                format!("{} {}", l.pick("Modell geändert:", "Model changed:"), name.get(l))
            }
            Self::ModelReleased { name, version } => {
                let released = l.pick("Modell freigegeben:", "Model released:");
                format!("{released} {}, {} {version}", name.get(l), l.pick("Stand", "version"))
            }
            Self::ModelOffered { name, offered: true } => {
                format!("{} {}", l.pick("Modell wieder angeboten:", "Model offered again:"), name.get(l))
            }
            Self::ModelOffered { name, offered: false } => {
                format!(
                    "{} {}",
                    l.pick("Modell nicht mehr angeboten:", "Model taken out of sale:"),
                    name.get(l)
                )
            }
            Self::NotationSet { metal, day, rate } => {
                let rate = format::money(Money::eur(*rate), l);
                let words = l.pick("Notierung", "Notation of");
                format!("{words} {} {}: {rate} / 100 kg", metal.word(l), format::date(*day, l))
            }
            Self::KeyMade { name } => format!("{} {name}", l.pick("Schlüssel angelegt:", "Key made:")),
            Self::KeyRevoked { name } => format!("{} {name}", l.pick("Schlüssel gesperrt:", "Key revoked:")),
            Self::AddressSaved { name } => {
                format!("{} {name}", l.pick("Adresse gespeichert:", "Address saved:"))
            }
            Self::CartRowsAdded { rows } => match l {
                Language::De => format!("Schnellbestellung: {rows} Zeilen in den Warenkorb"),
                Language::En => format!("Quick order: {rows} rows into the cart"),
            },
            Self::CartRowsTaken { rows } => match l {
                Language::De => format!("Schnellbestellung: {rows} Zeilen wieder heraus"),
                Language::En => format!("Quick order: {rows} rows out again"),
            },
            Self::CartMade { name } => format!("{} {name}", l.pick("Warenkorb angelegt:", "Cart made:")),
            Self::CartRenamed { name } => {
                format!("{} {name}", l.pick("Warenkorb heißt jetzt:", "Cart is now called:"))
            }
            Self::CartShared { name } => {
                format!("{} {name}", l.pick("Rechte am Warenkorb geändert:", "Rights to the cart changed:"))
            }
            Self::CartDeleted { name, lines } => match l {
                Language::De => format!("Warenkorb gelöscht: {name} (Positionen: {lines})"),
                Language::En => format!("Cart deleted: {name} (lines: {lines})"),
            },
            Self::CartRestored { name } => {
                format!("{} {name}", l.pick("Warenkorb zurückgeholt:", "Cart brought back:"))
            }
            Self::CartLinesMoved { from, to, lines } => match l {
                Language::De => format!("Positionen verschoben von {from} nach {to}: {lines}"),
                Language::En => format!("Lines moved from {from} to {to}: {lines}"),
            },
            Self::CartLinesCopied { from, to, lines } => match l {
                Language::De => format!("Positionen kopiert von {from} nach {to}: {lines}"),
                Language::En => format!("Lines copied from {from} to {to}: {lines}"),
            },
            Self::OwnNumbersChanged { set, removed } => match l {
                Language::De => format!("Eigene Nummern: {set} gesetzt, {removed} entfernt"),
                Language::En => format!("Own numbers: {set} set, {removed} removed"),
            },
            Self::CompanyChanged => l.pick("Kundendaten geändert", "Customer data changed").into(),
            Self::RolesChanged { roles } => {
                let words: Vec<_> = roles.iter().map(|r| r.word(l)).collect();
                format!("{} {}", l.pick("Rollen geändert:", "Roles changed:"), words.join(", "))
            }
            Self::PersonBlocked { email } => format!("{} {email}", l.pick("Gesperrt:", "Locked out:")),
            Self::PersonUnblocked { email } => format!("{} {email}", l.pick("Entsperrt:", "Let in again:")),
            Self::JobsRevived { kind, count } => match l {
                Language::De => format!("Aufgaben noch einmal versucht: {count} ({kind})"),
                Language::En => format!("Jobs tried again: {count} ({kind})"),
            },
            Self::JobDropped { kind, reason } => match l {
                Language::De => format!("Aufgabe verworfen ({kind}): {reason}"),
                Language::En => format!("Job dropped ({kind}): {reason}"),
            },
            Self::ApprovalAsked { people } => {
                format!("{} {}", l.pick("Freigabe erbeten von", "Approval asked of"), either(people, l))
            }
            Self::OrderApproved { in_place_of, comment } => {
                decided(l.pick("Freigegeben", "Approved"), in_place_of.as_deref(), comment, l)
            }
            Self::OrderRejected { in_place_of, reason } => {
                decided(l.pick("Abgelehnt", "Rejected"), in_place_of.as_deref(), reason, l)
            }
            Self::ApproversReminded { people } => {
                format!(
                    "{} {}",
                    l.pick("An die Freigabe erinnert:", "Reminded of the approval:"),
                    either(people, l)
                )
            }
            Self::RulesChanged => l.pick("Bestellregeln geändert", "Ordering rules changed").into(),
            Self::ListMade { name } => {
                format!("{} {name}", l.pick("Bestellliste angelegt:", "Order list made:"))
            }
            Self::ListRenamed { name } => {
                format!("{} {name}", l.pick("Bestellliste geändert:", "Order list changed:"))
            }
            Self::ListArchived { name } => {
                format!("{} {name}", l.pick("Bestellliste abgelegt:", "Order list archived:"))
            }
            Self::ListRestored { name } => {
                format!("{} {name}", l.pick("Bestellliste zurückgeholt:", "Order list restored:"))
            }
            Self::ListLineChanged { number, quantity } => {
                format!(
                    "{} {number}: {}",
                    l.pick("Bestellliste", "Order list"),
                    format::quantity(*quantity, l)
                )
            }
            Self::ListLinesReplaced { lines } => match l {
                Language::De => format!("Bestellliste neu gefüllt, Positionen: {lines}"),
                Language::En => format!("Order list filled anew, lines: {lines}"),
            },
            Self::CartFilled { lines } => match l {
                Language::De => format!("In den Warenkorb gelegt, Positionen: {lines}"),
                Language::En => format!("Put into the cart, lines: {lines}"),
            },
            Self::CartFillUndone { lines } => match l {
                Language::De => format!("Wieder aus dem Warenkorb genommen, Positionen: {lines}"),
                Language::En => format!("Taken out of the cart again, lines: {lines}"),
            },
            Self::PaymentReceived { amount } => {
                format!("{} {}", l.pick("Bezahlt:", "Paid:"), format::money(*amount, l))
            }
            Self::PaymentUnderWay { amount } => {
                format!("{} {}", l.pick("Wird abgebucht:", "Being debited:"), format::money(*amount, l))
            }
            Self::PaymentFailed { code } => {
                format!("{} {}", l.pick("Zahlung fehlgeschlagen.", "Payment failed."), decline_text(code, l))
            }
            Self::PaymentNeedsConfirmation => {
                l.pick("Die Bank verlangt eine Bestätigung", "The bank asks for a confirmation").into()
            }
            Self::PaymentDisputed => {
                l.pick("Die Zahlung wurde zurückgebucht", "The payment was taken back").into()
            }
            Self::PayerReminded { until } => format!(
                "{} {}",
                l.pick("An die Zahlung erinnert, möglich bis", "Reminded of the payment, possible until"),
                format::date(*until, l)
            ),
            Self::PaymentMismatch => l
                .pick(
                    "Zahlung passt nicht zum Auftrag: wird geprüft",
                    "Payment does not fit the order: being checked",
                )
                .into(),
            Self::RefundRequested { amount, reason } => {
                let reason = if reason.is_empty() { String::new() } else { format!(": {reason}") };
                format!(
                    "{} {}{reason}",
                    l.pick("Erstattung veranlasst,", "Refund started,"),
                    format::money(*amount, l)
                )
            }
            Self::PaymentRefunded { amount } => {
                format!("{} {}", l.pick("Erstattet:", "Refunded:"), format::money(*amount, l))
            }
            Self::PaymentSettled { concern, note } => {
                format!("{} ({}): {note}", l.pick("Zahlung geklärt", "Payment settled"), concern.word(l))
            }
            Self::MethodStored { label } => {
                format!("{} {label}", l.pick("Zahlungsart hinterlegt:", "Payment method stored:"))
            }
            Self::MethodChanged { label } => {
                format!("{} {label}", l.pick("Zahlungsart geändert:", "Payment method changed:"))
            }
            Self::MethodRemoved { label } => {
                format!("{} {label}", l.pick("Zahlungsart entfernt:", "Payment method removed:"))
            }
            Self::OrderRevised { lines, po_number, note } => {
                revised_text(lines, po_number.as_deref(), *note, l)
            }
            Self::LineChosen { number, kind, quantity, other, note } => {
                chosen_text(*kind, number, *quantity, other, note, l)
            }
            Self::LineCancelled { number, quantity, reason } => {
                chosen_text(ChoiceKind::Cancel, number, *quantity, "", reason, l)
            }
            Self::ExpediteDeclined { number, reason } => {
                format!("{number} {}: {reason}", l.pick("geht nicht schneller", "cannot be quicker"))
            }
            Self::ReturnRequested { code, lines } => match l {
                Language::De => format!("Rückgabe {code} angemeldet, Positionen: {lines}"),
                Language::En => format!("Return {code} announced, lines: {lines}"),
            },
            Self::ReturnWithdrawn { code } => match l {
                Language::De => format!("Rückgabe {code} zurückgezogen"),
                Language::En => format!("Return {code} withdrawn"),
            },
            Self::ReturnReceived { code } => match l {
                Language::De => format!("Rückgabe {code} eingegangen und geprüft"),
                Language::En => format!("Return {code} received and checked"),
            },
            Self::ReturnCredited { code, number, amount, words } => {
                let amount = format::money(*amount, l);
                let done = match l {
                    Language::De if number.is_empty() => {
                        format!("Rückgabe {code} angenommen, ohne Gutschrift")
                    }
                    Language::De => format!("Rückgabe {code} angenommen, Gutschrift {number} über {amount}"),
                    Language::En if number.is_empty() => format!("Return {code} accepted, without a credit"),
                    Language::En => format!("Return {code} accepted, credit {number} of {amount}"),
                };
                decided(&done, None, words, l)
            }
            Self::ReturnRefused { code, words } => {
                let done = match l {
                    Language::De => format!("Rückgabe {code} abgelehnt"),
                    Language::En => format!("Return {code} refused"),
                };
                decided(&done, None, words, l)
            }
            Self::ActingBegun { caller } => match l {
                Language::De => format!("Erfasst auf Wunsch von {caller}"),
                Language::En => format!("Enters what {caller} asked for"),
            },
            Self::ActingEnded => l.pick("Erfassung beendet", "Stopped entering").into(),
            Self::OrderHeld => {
                l.pick("Über dem Kreditrahmen: wird geprüft", "Above the credit: under review").into()
            }
            Self::OrderReleased { reason } => {
                format!("{}: {reason}", l.pick("Nach Prüfung freigegeben", "Released after review"))
            }
            Self::OrderSettled => l.pick("Ausgeglichen", "Settled").into(),
            Self::OrderUnsettled => l.pick("Doch noch offen", "Open after all").into(),
            Self::CreditChanged => l.pick("Kreditrahmen geändert", "Credit changed").into(),
            Self::DeliveryBlocked { reason } => {
                format!("{} {reason}", l.pick("Liefersperre:", "On hold:"))
            }
            Self::DeliveryUnblocked => l.pick("Liefersperre aufgehoben", "No longer on hold").into(),
            Self::RecurringMade { name } => {
                format!("{} {name}", l.pick("Dauerbestellung angelegt:", "Recurring order made:"))
            }
            Self::RecurringChanged { name } => {
                format!("{} {name}", l.pick("Dauerbestellung geändert:", "Recurring order changed:"))
            }
            Self::RecurringSkipped { day } => {
                format!("{} {}", l.pick("Ausgelassen:", "Skipped:"), format::date(*day, l))
            }
            Self::RecurringPaused => l.pick("Pausiert", "Paused").into(),
            Self::RecurringResumed { next } => {
                format!("{} {}", l.pick("Geht weiter am", "Goes on on"), format::date(*next, l))
            }
            Self::RecurringEnded => l.pick("Dauerbestellung beendet", "Recurring order ended").into(),
            Self::RecurringTakenOver { name } => {
                format!("{} {name}", l.pick("Übernommen von", "Taken over by"))
            }
            Self::RecurringAnnounced { day } => {
                format!("{} {}", l.pick("Angekündigt für", "Announced for"), format::date(*day, l))
            }
            Self::RecurringOrdered { case, missed } => {
                let missed = match (*missed, l) {
                    (0, _) => String::new(),
                    (n, Language::De) => format!(" (verpasste Termine, nicht nachgeholt: {n})"),
                    (n, Language::En) => format!(" (days missed and not made up for: {n})"),
                };
                format!("{} {case}{missed}", l.pick("Bestellt:", "Ordered:"))
            }
            Self::RecurringStopped { why } => {
                let why: Vec<String> = why.iter().map(|w| w.text(l)).collect();
                format!("{} {}", l.pick("Angehalten.", "Stopped."), why.join(" "))
            }
            Self::HookMade { url } => format!("{} {url}", l.pick("Webhook angelegt:", "Webhook made:")),
            Self::HookChanged { url } => {
                format!("{} {url}", l.pick("Webhook geändert:", "Webhook changed:"))
            }
            Self::HookPaused { url } => format!("{} {url}", l.pick("Webhook ruht:", "Webhook paused:")),
            Self::HookResumed { url } => {
                format!("{} {url}", l.pick("Webhook geht weiter:", "Webhook goes on:"))
            }
            Self::HookStopped { url } => {
                format!(
                    "{} {url}",
                    l.pick("Webhook angehalten, nimmt nichts an:", "Webhook stopped, takes nothing:")
                )
            }
            Self::HookRotated { url } => {
                format!("{} {url}", l.pick("Webhook mit neuem Geheimnis:", "Webhook with a new secret:"))
            }
            Self::HookDeleted { url } => {
                format!("{} {url}", l.pick("Webhook gelöscht:", "Webhook deleted:"))
            }
            Self::ConfigurationBegun { name, model } => match l {
                Language::De => format!("Konfiguration begonnen: {name} ({})", model.get(l)),
                Language::En => format!("Configuration begun: {name} ({})", model.get(l)),
            },
            Self::ConfigurationChanged { name, version, changes } => match l {
                Language::De => format!("{name}, Stand {version}: {}", told(changes, l)),
                Language::En => format!("{name}, version {version}: {}", told(changes, l)),
            },
            Self::ConfigurationCompleted { name, net } => match l {
                Language::De => format!("{name} ist vollständig, {} netto", format::money(*net, l)),
                Language::En => format!("{name} is complete, {} net", format::money(*net, l)),
            },
            Self::ConfigurationWentBack { name, version, to } => match l {
                Language::De => format!("{name}, Stand {version}: wieder wie Stand {to}"),
                Language::En => format!("{name}, version {version}: as in version {to} again"),
            },
            Self::ConfigurationMoved { name, model, changes } => match l {
                Language::De => format!("{name}: auf Modellstand {model} gebracht. {}", told(changes, l)),
                Language::En => {
                    format!("{name}: moved to version {model} of the model. {}", told(changes, l))
                }
            },
            Self::ConfigurationRenamed { name } => {
                format!("{} {name}", l.pick("Konfiguration heißt jetzt:", "Configuration is now called:"))
            }
            Self::ConfigurationCopied { name, from } => match l {
                Language::De => format!("Als Kopie von {from} begonnen: {name}"),
                Language::En => format!("Begun as a copy of {from}: {name}"),
            },
            Self::ConfigurationArchived { name } => {
                format!("{} {name}", l.pick("Konfiguration weggelegt:", "Configuration archived:"))
            }
            Self::ConfigurationRestored { name } => {
                format!(
                    "{} {name}",
                    l.pick("Konfiguration wieder hervorgeholt:", "Configuration brought back:")
                )
            }
            Self::CaseTitled { title } => format!("{} {title}", l.pick("Vorgang benannt:", "Case named:")),
            Self::CaseArchived => l.pick("Vorgang abgelegt", "Case archived").into(),
            Self::CaseRestored => l.pick("Vorgang wieder geöffnet", "Case taken out of the archive").into(),
            Self::CaseHidden => l
                .pick("Vertraulich: nur noch für Beteiligte", "Confidential: for those who take part only")
                .into(),
            Self::CaseOpened => l.pick("Nicht mehr vertraulich", "No longer confidential").into(),
            Self::CaseJoined { name, right } => {
                format!("{} {name} ({})", l.pick("Beteiligt:", "Takes part:"), right.word(l))
            }
            Self::CaseLeft { name } => {
                format!("{} {name}", l.pick("Nicht mehr beteiligt:", "No longer takes part:"))
            }
            Self::CaseOwned { name } => {
                format!("{} {name}", l.pick("Betreut von", "Looked after by"))
            }
            Self::CaseMessage => l.pick("Nachricht geschrieben", "Message written").into(),
            Self::CaseNote => l.pick("Interne Notiz geschrieben", "Internal note written").into(),
            Self::FollowUpMade { due, owner } => {
                format!("{} {}, {owner}", l.pick("Wiedervorlage am", "Follow-up on"), format::date(*due, l))
            }
            Self::FollowUpDone => l.pick("Wiedervorlage erledigt", "Follow-up done").into(),
            Self::FollowUpMoved { due } => format!(
                "{} {}",
                l.pick("Wiedervorlage verschoben auf", "Follow-up put off to"),
                format::date(*due, l)
            ),
            Self::FollowUpHandedOver { name } => {
                format!("{} {name}", l.pick("Wiedervorlage übergeben an", "Follow-up handed over to"))
            }
        }
    }
}

/// So many changes are told on a timeline; the rest is counted.
const TOLD: usize = 4;

fn told(changes: &[Difference], l: Language) -> String {
    let mut words: Vec<String> = changes.iter().take(TOLD).map(|change| change.text(l)).collect();
    match changes.len() {
        0 => return l.pick("nichts geändert", "nothing changed").into(),
        all if all > TOLD => {
            words.push(format!("{} {}", all - TOLD, l.pick("weitere Änderungen", "more changes")));
        }
        _ => {}
    }
    words.join("; ")
}

fn either(people: &[String], l: Language) -> String {
    people.join(l.pick(" oder ", " or "))
}

/// `Freigegeben in Vertretung von Petra Wiest: Bitte nächstes Mal früher`.
fn decided(word: &str, in_place_of: Option<&str>, words: &str, l: Language) -> String {
    let absent = in_place_of.map(|name| format!(" {} {name}", l.pick("in Vertretung von", "in place of")));
    let words = if words.is_empty() { String::new() } else { format!(": {words}") };
    format!("{word}{}{words}", absent.unwrap_or_default())
}
