texts! {
    /// Paying, stored methods, refunds.
    Payments {
        title: "Zahlung", "Payment";
        letter_thanks: "Vielen Dank für Ihren Auftrag. Wir liefern zu unseren Geschäftsbedingungen für Unternehmen; bezahlt wird mit Karte oder Lastschrift.", "Thank you for your order. We deliver under our terms for businesses; it is paid by card or direct debit.";
        go_on: "Weiter", "Go on";
        how: "Zahlungsart", "How to pay";
        account: "Auf Rechnung", "On account";
        account_hint: "Sie bezahlen nach Erhalt der Rechnung.", "You pay after you receive the invoice.";
        card: "Karte", "Card";
        card_hint: "Weiter zur Seite des Zahlungsdienstes.", "Continues on the payment service's page.";
        sepa: "SEPA-Lastschrift", "SEPA direct debit";
        sepa_hint: "Weiter zur Seite des Zahlungsdienstes; die Abbuchung dauert einige Tage.", "Continues on the payment service's page; the debit takes a few days.";
        stored_hint: "Hinterlegt; wird sofort belastet.", "Stored; charged at once.";
        until: "gültig bis {}", "valid until {}";
        save: "Karte oder Konto für unsere Firma hinterlegen", "Store the card or account for our company";
        test: "Testbetrieb: Es wird kein echtes Geld bewegt.", "Test mode: no real money moves.";
        terms: "Verkauf nur an Unternehmen; es gelten unsere Geschäftsbedingungen für Unternehmen. Ein Widerrufsrecht für Verbraucher besteht nicht.", "Sold to businesses only; our terms for businesses apply. There is no consumer right of withdrawal.";
        after_approval: "Bezahlt wird nach der Freigabe.", "It is paid after approval.";
        being_checked: "Wir prüfen diese Zahlung und melden uns. Bitte nicht noch einmal bezahlen.", "We are checking this payment and will be in touch. Please do not pay again.";
        processing_text: "Die Lastschrift ist unterwegs. Das dauert einige Tage; Ihr Auftrag wird schon bearbeitet.", "The debit is on its way. This takes a few days; your order is being worked on already.";
        confirm_text: "Ihre Bank möchte die Zahlung bestätigt haben. Bitte auf der Seite des Zahlungsdienstes abschließen.", "Your bank wants the payment confirmed. Please complete it on the payment service's page.";
        open_text: "Der Auftrag wird bearbeitet, sobald er bezahlt ist.", "The order is worked on as soon as it is paid.";
        pay_by: "Bis {} halten wir die Ware für Sie bereit; danach wird der Auftrag storniert.", "Until {} we keep the goods for you; after that the order is cancelled.";
        desk_pay_by: "Wartet auf die Zahlung bis {}; danach wird der Auftrag von selbst storniert, die Ware ist wieder frei.", "Waits for the payment until {}; after that the order is cancelled by itself and the goods are free again.";
        disputed_text: "Ihre Bank hat diese Zahlung zurückgebucht. Bitte melden Sie sich bei uns.", "Your bank has taken this payment back. Please get in touch with us.";
        refunded: "Erstattet: {}", "Refunded: {}";
        pay_with: "Mit {} bezahlen", "Pay with {}";
        pay_card: "Mit Karte bezahlen", "Pay by card";
        pay_sepa: "Per Lastschrift bezahlen", "Pay by direct debit";
        mismatch: "Es wurde etwas anderes eingezogen als die Summe des Auftrags, oder zweimal. Der Auftrag gilt nicht als bezahlt. Bitte prüfen und erstatten.", "Something else than the order's sum was taken, or it was taken twice. The order does not count as paid. Please check and refund.";
        not_set_up: "Zahlung per Karte und Lastschrift ist nicht eingerichtet.", "Payment by card and direct debit is not set up.";
        refund: "Geld erstatten", "Refund money";
        refund_amount: "Betrag in Euro", "Amount in euro";
        refund_reason: "Grund", "Reason";
        refund_text: "Höchstens {}. Das Geld geht auf dem Weg zurück, auf dem bezahlt wurde; der Kunde bekommt Nachricht.", "At most {}. The money returns the way it was paid; the customer is told.";
        refund_do: "Erstatten", "Refund";
        refunded_toast: "{}: Erstattung veranlasst.", "{}: refund started.";
        methods: "Zahlungsarten", "Payment methods";
        none: "Noch keine Karte und kein Konto hinterlegt.", "No card or account stored yet.";
        store: "Karte oder Konto hinterlegen", "Store a card or account";
        store_text: "Karten- und Kontodaten liegen beim Zahlungsdienst, nicht bei uns.", "Card and account data are kept by the payment service, not by us.";
        everyone: "Alle im Einkauf dürfen damit bezahlen.", "Everybody who orders may pay with it.";
        admins: "Nur die Firmenverwaltung darf damit bezahlen.", "Only company admins may pay with it.";
        only_admins: "Nur für die Firmenverwaltung", "For company admins only";
        let_everyone: "Für alle im Einkauf", "For everybody who orders";
        make_standard: "Als Standard", "Make standard";
        remove: "Entfernen", "Remove";
        stored_done: "Die Zahlungsart ist hinterlegt.", "The payment method is stored.";
        changed_done: "Die Zahlungsart ist geändert.", "The payment method is changed.";
        removed_done: "Die Zahlungsart ist entfernt.", "The payment method is removed.";
    }
}
