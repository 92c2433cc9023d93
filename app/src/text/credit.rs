texts! {
    /// How far a company is trusted.
    Credit {
        title: "Kreditrahmen", "Credit";
        limit: "Rahmen, brutto", "Limit, gross";
        limit_hint: "Leer: ohne Rahmen.", "Empty: no limit.";
        none: "kein Rahmen", "no limit";
        open: "Offen aus Bestellungen", "Open from orders";
        open_text: "Bestellungen auf Rechnung, die eingegangen und noch nicht als ausgeglichen gemeldet sind.", "Orders on account that were received and have not been reported as settled.";
        elsewhere: "Offen laut Buchhaltung", "Open by the books";
        elsewhere_hint: "Was nicht hier bestellt wurde, brutto.", "What was not ordered here, gross.";
        as_of: "Stand vom", "As of";
        as_of_words: "Stand {}", "as of {}";
        left: "Noch frei", "Left";
        blocked: "Liefersperre", "On hold";
        blocked_label: "Grund der Liefersperre", "Why nothing is delivered";
        blocked_hint: "Solange hier etwas steht, kann diese Firma nichts bestellen, und nichts wird versandt. Leer: keine Sperre.", "As long as something stands here this company can order nothing and nothing is shipped. Empty: no hold.";
        edit: "Ändern", "Change";
        saved: "Der Kreditrahmen ist gespeichert.", "The credit is saved.";
        held_title: "Über dem Kreditrahmen", "Above the credit";
        held_text: "Diese Bestellung über {} wartet auf eine Entscheidung. Die Teile sind reserviert.", "This order of {} waits for a decision. The parts are reserved.";
        held_left: "Rahmen {}, davon offen {}, frei {}.", "Limit {}, of which {} is open, {} left.";
        held_wait: "Die Leitung gibt sie frei; ablehnen können Sie sie unten durch Stornieren mit Grund.", "A manager releases it; you can refuse it below by cancelling it with a reason.";
        release: "Freigeben", "Release";
        release_reason: "Warum trotzdem?", "Why nevertheless?";
        release_hint: "Der Kunde liest den Grund. Ablehnen: unten stornieren.", "The customer reads the reason. To refuse it, cancel it below.";
        released: "{} ist freigegeben.", "{} is released.";
        settle_title: "Rechnung", "On account";
        owed: "Zählt mit {} zum offenen Betrag des Kunden.", "Counts as {} of what the customer owes.";
        settled_text: "Als ausgeglichen gemeldet.", "Reported as settled.";
        settle: "Als ausgeglichen melden", "Report as settled";
        unsettle: "Doch noch offen", "Open after all";
        settled: "{} ist gespeichert.", "{} is saved.";
        tab: "zu prüfen", "to review";
        none_held: "Nichts zu prüfen", "Nothing to review";
        ahead: "Auf Rechnung geht diese Bestellung über den vereinbarten Rahmen hinaus. Wir reservieren die Teile, prüfen sie und melden uns.", "On account this order goes beyond what is agreed. We reserve the parts, look at it and come back to you.";
        ahead_blocked: "Für Ihre Firma ist gerade Liefersperre. Bitte rufen Sie uns an, dann finden wir eine Lösung.", "Orders of your company are on hold at the moment. Please call us and we will find a way.";
        waits_title: "Wir prüfen Ihre Bestellung.", "We are looking at your order.";
        waits_text: "Auf Rechnung geht sie über den vereinbarten Rahmen hinaus. Die Teile sind reserviert; Sie müssen nichts tun.", "On account it goes beyond what is agreed. The parts are reserved; there is nothing you have to do.";
    }
}
