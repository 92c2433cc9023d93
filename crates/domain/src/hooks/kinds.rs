//! The names that other systems know events by. They are a promise: names are added, never changed.

use serde::{Deserialize, Serialize};

use crate::Language;
use crate::events::Happened;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $code:literal $audience:ident $de:literal, $en:literal;)*) => {
        /// A kind of message.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum HookKind {
            $($(#[$doc])* $name,)*
        }

        impl HookKind {
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// `order.placed`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// What happened, in words.
            #[must_use]
            pub const fn word(self, l: Language) -> &'static str {
                match self {
                    $(Self::$name => l.pick($de, $en),)*
                }
            }

            const fn audience(self) -> Audience {
                match self {
                    $(Self::$name => Audience::$audience,)*
                }
            }
        }
    };
}

/// Who may hear of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Audience {
    /// The company it happened to, and the dealer.
    Both,
    /// The dealer alone.
    Dealer,
    /// Whoever asks for it.
    Asked,
}

kinds! {
    /// Entered; it may still wait for approval, payment or a look at the credit.
    OrderPlaced "order.placed" Both "Bestellung eingegangen", "Order placed";
    OrderApprovalAsked "order.approval_asked" Both "Freigabe erbeten", "Approval asked for";
    OrderApproved "order.approved" Both "Bestellung freigegeben", "Order approved";
    OrderRejected "order.rejected" Both "Freigabe abgelehnt", "Approval refused";
    OrderHeld "order.held" Both "Über dem Kreditrahmen: wird geprüft", "Above the credit: under review";
    OrderReleased "order.released" Both "Nach Prüfung freigegeben", "Released after review";
    /// By the customer, while that was still possible.
    OrderChanged "order.changed" Both "Bestellung geändert", "Order changed";
    OrderConfirmed "order.confirmed" Both "Auftrag bestätigt", "Order confirmed";
    OrderLinePromised "order.line_promised" Both "Position auf anderen Tag verlegt", "Line promised for another day";
    OrderLineChosen "order.line_chosen" Both "Kunde wählt bei spätem Termin", "Choice about a late line";
    OrderExpediteDeclined "order.expedite_declined" Both "Geht nicht schneller", "Cannot be quicker";
    OrderLineCancelled "order.line_cancelled" Both "Position storniert", "Line cancelled";
    OrderCancelled "order.cancelled" Both "Auftrag storniert", "Order cancelled";
    OrderPicked "order.picked" Both "Im Lager gepackt", "Picked in the warehouse";
    /// It lies ready at the branch.
    OrderReady "order.ready" Both "Abholbereit", "Ready to be collected";
    ShipmentCollected "shipment.collected" Both "Abgeholt", "Collected";
    ShipmentSent "shipment.sent" Both "Sendung unterwegs", "Shipment sent";
    OrderSettled "order.settled" Both "Auftrag ausgeglichen", "Order settled";
    OrderUnsettled "order.unsettled" Both "Auftrag doch noch offen", "Order open after all";
    PaymentUnderWay "payment.under_way" Both "Wird abgebucht", "Being debited";
    PaymentReceived "payment.received" Both "Bezahlt", "Paid";
    PaymentFailed "payment.failed" Both "Zahlung fehlgeschlagen", "Payment failed";
    PaymentConfirmationNeeded "payment.confirmation_needed" Both "Bank verlangt Bestätigung", "The bank asks for a confirmation";
    PaymentDisputed "payment.disputed" Both "Zahlung zurückgebucht", "Payment taken back";
    PaymentRefundStarted "payment.refund_started" Both "Erstattung veranlasst", "Refund started";
    PaymentRefunded "payment.refunded" Both "Erstattet", "Refunded";
    ReturnRequested "return.requested" Both "Rückgabe angemeldet", "Return announced";
    ReturnWithdrawn "return.withdrawn" Both "Rückgabe zurückgezogen", "Return withdrawn";
    ReturnReceived "return.received" Both "Rückgabe eingegangen", "Return received";
    ReturnCredited "return.credited" Both "Rückgabe angenommen", "Return accepted";
    ReturnRefused "return.refused" Both "Rückgabe abgelehnt", "Return refused";
    RecurringAnnounced "recurring.announced" Both "Dauerbestellung angekündigt", "Recurring order announced";
    RecurringOrdered "recurring.ordered" Both "Dauerbestellung hat bestellt", "Recurring order has ordered";
    RecurringStopped "recurring.stopped" Both "Dauerbestellung angehalten", "Recurring order stopped";
    PriceAsked "price.asked" Both "Preis angefragt", "Price asked for";
    PriceAnswered "price.answered" Both "Preis genannt", "Price answered";
    PriceDeclined "price.declined" Both "Preisanfrage abgelehnt", "Price request declined";
    /// Begun, changed, or brought to another version.
    ConfigurationSaved "configuration.saved" Both "Konfiguration gespeichert", "Configuration saved";
    /// Nothing is missing any more: it can be offered.
    ConfigurationCompleted "configuration.completed" Both "Konfiguration vollständig", "Configuration complete";
    PriceWithdrawn "price.withdrawn" Both "Preisanfrage zurückgezogen", "Price request withdrawn";
    OfferRequested "offer.requested" Both "Angebot angefragt", "Offer asked for";
    OfferSent "offer.sent" Both "Angebot gesendet", "Offer sent";
    /// A change was asked for, or a counter-offer made.
    OfferCountered "offer.countered" Both "Gegenangebot oder Änderungswunsch", "Counter-offer or change asked for";
    OfferAccepted "offer.accepted" Both "Angebot angenommen", "Offer accepted";
    OfferDeclined "offer.declined" Both "Angebot abgelehnt", "Offer declined";
    OfferExpired "offer.expired" Both "Angebot abgelaufen", "Offer expired";
    OfferWithdrawn "offer.withdrawn" Both "Angebot zurückgezogen", "Offer withdrawn";
    PaymentMismatch "payment.mismatch" Dealer "Zahlung passt nicht zum Auftrag", "Payment does not fit the order";
    CompanyRequested "company.requested" Dealer "Zugang beantragt", "Account requested";
    CompanyReleased "company.released" Dealer "Kunde freigegeben", "Customer released";
    CompanyRefused "company.refused" Dealer "Antrag abgelehnt", "Request refused";
    CompanyChanged "company.changed" Dealer "Kundendaten geändert", "Customer data changed";
    CompanyAddressSaved "company.address_saved" Dealer "Adresse gespeichert", "Address saved";
    CompanyCreditChanged "company.credit_changed" Dealer "Kreditrahmen geändert", "Credit changed";
    CompanyDeliveryBlocked "company.delivery_blocked" Dealer "Liefersperre", "Deliveries on hold";
    CompanyDeliveryUnblocked "company.delivery_unblocked" Dealer "Liefersperre aufgehoben", "Deliveries no longer on hold";
    /// Sent from the endpoint's page, to this endpoint.
    Test "hook.test" Asked "Probe", "Test";
}

impl HookKind {
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.code() == code)
    }

    /// May the company it happened to hear of it?
    #[must_use]
    pub fn for_customers(self) -> bool {
        self.audience() == Audience::Both
    }

    /// What a customer's endpoint, or one of the dealer's, can be told about.
    #[must_use]
    pub fn choices(of_customer: bool) -> Vec<Self> {
        let told = |kind: &Self| match kind.audience() {
            Audience::Both => true,
            Audience::Dealer => !of_customer,
            Audience::Asked => false,
        };
        Self::ALL.iter().copied().filter(told).collect()
    }
}

impl From<HookKind> for String {
    fn from(kind: HookKind) -> Self {
        kind.code().to_owned()
    }
}

impl TryFrom<String> for HookKind {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        Self::parse(&code).ok_or_else(|| format!("{code} is no kind of message"))
    }
}

/// How an event is told outside; nothing for what stays in the house. There is no "everything else": a new event does not
/// compile until somebody has decided.
#[must_use]
pub const fn kind_of(what: &Happened) -> Option<HookKind> {
    Some(match what {
        Happened::OrderPlaced { .. } => HookKind::OrderPlaced,
        Happened::ApprovalAsked { .. } => HookKind::OrderApprovalAsked,
        Happened::OrderApproved { .. } => HookKind::OrderApproved,
        Happened::OrderRejected { .. } => HookKind::OrderRejected,
        Happened::OrderHeld => HookKind::OrderHeld,
        Happened::OrderReleased { .. } => HookKind::OrderReleased,
        Happened::OrderRevised { .. } => HookKind::OrderChanged,
        Happened::OrderConfirmed => HookKind::OrderConfirmed,
        Happened::LineMoved { .. } => HookKind::OrderLinePromised,
        Happened::LineChosen { .. } => HookKind::OrderLineChosen,
        Happened::ExpediteDeclined { .. } => HookKind::OrderExpediteDeclined,
        Happened::LineCancelled { .. } => HookKind::OrderLineCancelled,
        Happened::OrderCancelled { .. } => HookKind::OrderCancelled,
        Happened::OrderPicked => HookKind::OrderPicked,
        Happened::ReadyToCollect { .. } => HookKind::OrderReady,
        Happened::HandedOver { .. } => HookKind::ShipmentCollected,
        Happened::OrderShipped { .. } => HookKind::ShipmentSent,
        Happened::OrderSettled => HookKind::OrderSettled,
        Happened::OrderUnsettled => HookKind::OrderUnsettled,
        Happened::PaymentUnderWay { .. } => HookKind::PaymentUnderWay,
        Happened::PaymentReceived { .. } => HookKind::PaymentReceived,
        Happened::PaymentFailed { .. } => HookKind::PaymentFailed,
        Happened::PaymentNeedsConfirmation => HookKind::PaymentConfirmationNeeded,
        Happened::PaymentDisputed => HookKind::PaymentDisputed,
        Happened::RefundRequested { .. } => HookKind::PaymentRefundStarted,
        Happened::PaymentRefunded { .. } => HookKind::PaymentRefunded,
        Happened::PaymentMismatch => HookKind::PaymentMismatch,
        Happened::ReturnRequested { .. } => HookKind::ReturnRequested,
        Happened::ReturnWithdrawn { .. } => HookKind::ReturnWithdrawn,
        Happened::ReturnReceived { .. } => HookKind::ReturnReceived,
        Happened::ReturnCredited { .. } => HookKind::ReturnCredited,
        Happened::ReturnRefused { .. } => HookKind::ReturnRefused,
        Happened::RecurringAnnounced { .. } => HookKind::RecurringAnnounced,
        Happened::RecurringOrdered { .. } => HookKind::RecurringOrdered,
        Happened::RecurringStopped { .. } => HookKind::RecurringStopped,
        Happened::PriceAsked { .. } => HookKind::PriceAsked,
        Happened::PriceAnswered { .. } => HookKind::PriceAnswered,
        Happened::PriceDeclined { .. } => HookKind::PriceDeclined,
        Happened::ConfigurationBegun { .. }
        | Happened::ConfigurationChanged { .. }
        | Happened::ConfigurationWentBack { .. }
        | Happened::ConfigurationMoved { .. }
        | Happened::ConfigurationCopied { .. } => HookKind::ConfigurationSaved,
        Happened::ConfigurationCompleted { .. } => HookKind::ConfigurationCompleted,
        Happened::QuoteRequested { .. } => HookKind::OfferRequested,
        Happened::QuoteSent { .. } => HookKind::OfferSent,
        Happened::QuoteCountered { .. } => HookKind::OfferCountered,
        Happened::QuoteAccepted { .. } => HookKind::OfferAccepted,
        Happened::QuoteDeclined { .. } => HookKind::OfferDeclined,
        Happened::QuoteExpired { .. } => HookKind::OfferExpired,
        Happened::QuoteWithdrawn { .. } => HookKind::OfferWithdrawn,
        Happened::PriceWithdrawn { .. } => HookKind::PriceWithdrawn,
        Happened::CompanyRequested => HookKind::CompanyRequested,
        Happened::CompanyReleased => HookKind::CompanyReleased,
        Happened::CompanyRefused { .. } => HookKind::CompanyRefused,
        Happened::CompanyChanged => HookKind::CompanyChanged,
        Happened::AddressSaved { .. } => HookKind::CompanyAddressSaved,
        Happened::CreditChanged => HookKind::CompanyCreditChanged,
        Happened::DeliveryBlocked { .. } => HookKind::CompanyDeliveryBlocked,
        Happened::DeliveryUnblocked => HookKind::CompanyDeliveryUnblocked,
        // People and how they sign in.
        Happened::PersonInvited { .. }
        | Happened::PersonJoined
        | Happened::PersonBlocked { .. }
        | Happened::PersonUnblocked { .. }
        | Happened::RolesChanged { .. }
        | Happened::SignedIn
        | Happened::PasswordChanged
        | Happened::SignedOutEverywhere
        | Happened::ActingBegun { .. }
        | Happened::ActingEnded
        | Happened::KeyMade { .. }
        | Happened::KeyRevoked { .. }
        | Happened::CalendarMade
        | Happened::CalendarRevoked
        | Happened::HookMade { .. }
        | Happened::HookChanged { .. }
        | Happened::HookPaused { .. }
        | Happened::HookResumed { .. }
        | Happened::HookStopped { .. }
        | Happened::HookRotated { .. }
        | Happened::HookDeleted { .. }
        | Happened::CaseTitled { .. }
        | Happened::CaseArchived
        | Happened::CaseRestored
        | Happened::CaseHidden
        | Happened::CaseOpened
        | Happened::CaseJoined { .. }
        | Happened::CaseLeft { .. }
        | Happened::CaseOwned { .. }
        | Happened::CaseMessage
        | Happened::CaseNote
        | Happened::FollowUpMade { .. }
        | Happened::FollowUpDone
        | Happened::FollowUpMoved { .. }
        | Happened::FollowUpHandedOver { .. }
        // What somebody prepares, and the settings of their house.
        | Happened::ConfigurationRenamed { .. }
        | Happened::QuoteBegun { .. }
        | Happened::QuoteDrafted { .. }
        | Happened::QuoteOpened { .. }
        | Happened::QuoteReminded { .. }
        | Happened::ReleaseAsked { .. }
        | Happened::ReleaseAnswered { .. }
        | Happened::LadderChanged
        | Happened::ConfigurationArchived { .. }
        | Happened::ConfigurationRestored { .. }
        | Happened::CartLineChanged { .. }
        | Happened::CartFilled { .. }
        | Happened::CartFillUndone { .. }
        | Happened::CartRowsAdded { .. }
        | Happened::CartRowsTaken { .. }
        | Happened::CartMade { .. }
        | Happened::CartRenamed { .. }
        | Happened::CartShared { .. }
        | Happened::CartDeleted { .. }
        | Happened::CartRestored { .. }
        | Happened::CartLinesMoved { .. }
        | Happened::CartLinesCopied { .. }
        | Happened::ListMade { .. }
        | Happened::ListRenamed { .. }
        | Happened::ListArchived { .. }
        | Happened::ListRestored { .. }
        | Happened::ListLineChanged { .. }
        | Happened::ListLinesReplaced { .. }
        | Happened::OwnNumbersChanged { .. }
        | Happened::RulesChanged
        | Happened::MethodStored { .. }
        | Happened::MethodChanged { .. }
        | Happened::MethodRemoved { .. }
        | Happened::RecurringMade { .. }
        | Happened::RecurringChanged { .. }
        | Happened::RecurringSkipped { .. }
        | Happened::RecurringPaused
        | Happened::RecurringResumed { .. }
        | Happened::RecurringEnded
        | Happened::RecurringTakenOver { .. }
        // Documents are read in the archive.
        | Happened::DocumentArchived { .. }
        | Happened::DocumentVersionAdded { .. }
        | Happened::DocumentOpened { .. }
        | Happened::DocumentHeld { .. }
        | Happened::DocumentReleased { .. }
        | Happened::DocumentLetGo { .. }
        | Happened::DocumentDeleted { .. }
        | Happened::DocumentShared { .. }
        | Happened::DocumentShareEnded { .. }
        | Happened::DocumentShareOpened { .. }
        | Happened::DocumentsExported { .. }
        // Forms are read where they are signed; machines and templates are the house's own.
        | Happened::MachineSaved { .. }
        | Happened::HoursRead { .. }
        | Happened::TemplateEdited { .. }
        | Happened::TemplateReleased { .. }
        | Happened::TemplateRetired { .. }
        | Happened::FormBegun { .. }
        | Happened::FormDiscarded { .. }
        // Signatures are followed on the form, and end in the archive.
        | Happened::SignaturesAsked { .. }
        | Happened::SignatureGiven { .. }
        | Happened::SignatureDeclined { .. }
        | Happened::SignatureDelegated { .. }
        | Happened::SignerReminded { .. }
        | Happened::SignaturesWithdrawn { .. }
        | Happened::SignaturesExpired { .. }
        | Happened::SignedFormArchived { .. }
        // The shipment itself is told.
        | Happened::ShippedBefore { .. }
        // Reminders are for people.
        | Happened::ApproversReminded { .. }
        | Happened::PayerReminded { .. }
        // The dealer's catalogue and machinery: in bulk, and from his own systems.
        | Happened::PartsImported { .. }
        | Happened::PriceChanged { .. }
        | Happened::NotationSet { .. }
        | Happened::ModelImported { .. }
        | Happened::ModelReleased { .. }
        | Happened::ModelOffered { .. }
        | Happened::StockChanged { .. }
        | Happened::PartChanged { .. }
        | Happened::BranchChanged { .. }
        | Happened::TariffsChanged
        | Happened::JobsRevived { .. }
        | Happened::JobDropped { .. }
        | Happened::PaymentSettled { .. } => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Receivers compare these. A line that goes or changes here breaks somebody's ERP.
    const PROMISED: &str = "order.placed order.approval_asked order.approved order.rejected order.held order.released \
        order.changed order.confirmed order.line_promised order.line_chosen order.expedite_declined order.line_cancelled order.cancelled \
        order.picked order.ready shipment.collected shipment.sent order.settled order.unsettled payment.under_way payment.received payment.failed \
        payment.confirmation_needed payment.disputed payment.refund_started payment.refunded return.requested \
        return.withdrawn return.received return.credited return.refused recurring.announced recurring.ordered \
        recurring.stopped price.asked price.answered price.declined configuration.saved configuration.completed payment.mismatch company.requested company.released company.refused company.changed \
        company.address_saved company.credit_changed company.delivery_blocked company.delivery_unblocked hook.test";

    #[test]
    fn the_names_are_the_promised_ones_and_read_back() {
        let codes: BTreeSet<&str> = HookKind::ALL.iter().map(|k| k.code()).collect();
        assert_eq!(codes.len(), HookKind::ALL.len(), "each has a name of its own");
        let promised: BTreeSet<&str> = PROMISED.split_whitespace().collect();
        assert!(codes.is_superset(&promised), "{:?}", promised.difference(&codes));
        for kind in HookKind::ALL {
            assert_eq!(HookKind::parse(kind.code()), Some(*kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
            let plain = kind.code().bytes().all(|b| b.is_ascii_lowercase() || b == b'.' || b == b'_');
            assert!(plain && kind.code().matches('.').count() == 1, "{}", kind.code());
        }
        assert!(serde_json::from_str::<HookKind>("\"order.lost\"").is_err());
    }

    #[test]
    fn customers_hear_of_their_own_business_and_not_of_the_dealers_bookkeeping() {
        let theirs = HookKind::choices(true);
        assert!(theirs.contains(&HookKind::ShipmentSent) && theirs.iter().all(|k| k.for_customers()));
        for kept in [HookKind::PaymentMismatch, HookKind::CompanyCreditChanged, HookKind::CompanyRequested] {
            assert!(!theirs.contains(&kept) && HookKind::choices(false).contains(&kept), "{}", kept.code());
        }
        assert!(!HookKind::choices(false).contains(&HookKind::Test), "a test is asked for, not chosen");
        assert_eq!(kind_of(&Happened::SignedIn), None);
        assert_eq!(kind_of(&Happened::OrderConfirmed), Some(HookKind::OrderConfirmed));
    }
}
