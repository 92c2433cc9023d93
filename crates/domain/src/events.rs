//! What happened: one event for every change, in the transaction of the change.

mod words;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::accounts::{Channel, Role};
use crate::cases::CaseRight;
use crate::configurations::Difference;
use crate::documents::DocumentKind;
use crate::orders::{ChoiceKind, Revision};
use crate::payments::Concern;
use crate::pricing::Metal;
use crate::quotes;
use crate::recurring::Why;
use crate::{Date, Decimal, Language, Localized, Money, Quantity};

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
    /// Somebody of the dealer reads their follow-ups in a calendar, at a new address.
    CalendarMade,
    CalendarRevoked,
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
    // Offers; `number` is the offer's own, `version` the one that was sent.
    QuoteRequested {
        number: String,
        title: String,
    },
    /// The desk's own, until it is sent.
    QuoteBegun {
        number: String,
        title: String,
    },
    /// The desk's own: the draft is another one.
    QuoteDrafted {
        number: String,
        changes: Vec<quotes::Change>,
    },
    QuoteSent {
        number: String,
        version: u32,
        net: Money,
    },
    QuoteOpened {
        number: String,
        version: u32,
    },
    /// Without `net` it is a wish, with it a counter-offer.
    QuoteCountered {
        number: String,
        version: u32,
        net: Option<Money>,
        words: String,
    },
    QuoteAccepted {
        number: String,
        version: u32,
        net: Money,
    },
    QuoteDeclined {
        number: String,
        version: u32,
        reason: String,
    },
    QuoteReminded {
        number: String,
        until: Date,
    },
    QuoteExpired {
        number: String,
        version: u32,
    },
    QuoteWithdrawn {
        number: String,
        reason: String,
    },
    /// The desk's own; no figure: not everybody there sees margins.
    ReleaseAsked {
        number: String,
        reason: String,
    },
    ReleaseAnswered {
        number: String,
        granted: bool,
        words: String,
    },
    /// Down to which margin who may go.
    LadderChanged,
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
    // The archive.
    DocumentArchived {
        title: String,
        kind: DocumentKind,
    },
    DocumentVersionAdded {
        title: String,
        number: u32,
    },
    /// Once per reader and version.
    DocumentOpened {
        title: String,
        number: u32,
    },
    DocumentHeld {
        title: String,
        reason: String,
    },
    DocumentReleased {
        title: String,
    },
    /// Its retention is over and somebody decided that it goes.
    DocumentLetGo {
        title: String,
        reason: String,
    },
    DocumentDeleted {
        title: String,
        kind: DocumentKind,
    },
    DocumentShared {
        title: String,
        until: Date,
        opens: u32,
    },
    DocumentShareEnded {
        title: String,
    },
    /// By somebody outside who has the link.
    DocumentShareOpened {
        title: String,
    },
    DocumentsExported {
        count: u32,
    },
    // Machines and forms.
    MachineSaved {
        serial: String,
        model: String,
    },
    /// Of its meter, in a report that was signed.
    HoursRead {
        serial: String,
        hours: Decimal,
    },
    TemplateEdited {
        name: Localized,
    },
    TemplateReleased {
        name: Localized,
        version: u32,
    },
    /// Nothing new is begun with it, or it is again.
    TemplateRetired {
        name: Localized,
        retired: bool,
    },
    FormBegun {
        name: Localized,
        /// Serial number, or empty.
        machine: String,
    },
    FormDiscarded {
        name: Localized,
        machine: String,
    },
    /// Of a form, in the name of its template.
    SignaturesAsked {
        title: Localized,
        people: Vec<String>,
    },
    SignatureGiven {
        title: Localized,
        name: String,
    },
    SignatureDeclined {
        title: Localized,
        name: String,
        reason: String,
    },
    /// Somebody else is asked in their place.
    SignatureDelegated {
        title: Localized,
        name: String,
        to: String,
    },
    SignerReminded {
        title: Localized,
        name: String,
    },
    SignaturesWithdrawn {
        title: Localized,
    },
    SignaturesExpired {
        title: Localized,
    },
    /// All have signed, and it is in the archive.
    SignedFormArchived {
        title: Localized,
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
            Self::CalendarMade => "calendar_made",
            Self::CalendarRevoked => "calendar_revoked",
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
            Self::QuoteRequested { .. } => "quote_requested",
            Self::QuoteBegun { .. } => "quote_begun",
            Self::QuoteDrafted { .. } => "quote_drafted",
            Self::QuoteSent { .. } => "quote_sent",
            Self::QuoteOpened { .. } => "quote_opened",
            Self::QuoteCountered { .. } => "quote_countered",
            Self::QuoteAccepted { .. } => "quote_accepted",
            Self::QuoteDeclined { .. } => "quote_declined",
            Self::QuoteReminded { .. } => "quote_reminded",
            Self::QuoteExpired { .. } => "quote_expired",
            Self::QuoteWithdrawn { .. } => "quote_withdrawn",
            Self::ReleaseAsked { .. } => "release_asked",
            Self::ReleaseAnswered { .. } => "release_answered",
            Self::LadderChanged => "ladder_changed",
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
            Self::DocumentArchived { .. } => "document_archived",
            Self::DocumentVersionAdded { .. } => "document_version_added",
            Self::DocumentOpened { .. } => "document_opened",
            Self::DocumentHeld { .. } => "document_held",
            Self::DocumentReleased { .. } => "document_released",
            Self::DocumentLetGo { .. } => "document_let_go",
            Self::DocumentDeleted { .. } => "document_deleted",
            Self::DocumentShared { .. } => "document_shared",
            Self::DocumentShareEnded { .. } => "document_share_ended",
            Self::DocumentShareOpened { .. } => "document_share_opened",
            Self::DocumentsExported { .. } => "documents_exported",
            Self::MachineSaved { .. } => "machine_saved",
            Self::HoursRead { .. } => "hours_read",
            Self::TemplateEdited { .. } => "template_edited",
            Self::TemplateReleased { .. } => "template_released",
            Self::TemplateRetired { .. } => "template_retired",
            Self::FormBegun { .. } => "form_begun",
            Self::FormDiscarded { .. } => "form_discarded",
            Self::SignaturesAsked { .. } => "signatures_asked",
            Self::SignatureGiven { .. } => "signature_given",
            Self::SignatureDeclined { .. } => "signature_declined",
            Self::SignatureDelegated { .. } => "signature_delegated",
            Self::SignerReminded { .. } => "signer_reminded",
            Self::SignaturesWithdrawn { .. } => "signatures_withdrawn",
            Self::SignaturesExpired { .. } => "signatures_expired",
            Self::SignedFormArchived { .. } => "signed_form_archived",
        }
    }
}
