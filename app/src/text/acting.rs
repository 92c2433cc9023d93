texts! {
    /// Acting for a customer.
    Acting {
        title: "Handeln für einen Kunden", "Acting for a customer";
        here: "Sie handeln für", "You act for";
        elsewhere: "Im Shop handeln Sie noch für", "In the shop you still act for";
        asked: "auf Wunsch von {} ({}),", "on the wish of {} ({}),";
        as_whom: "als {}", "as {}";
        stop: "Beenden", "Stop";
        stopped: "Sie handeln nicht mehr für diesen Kunden.", "You no longer act for this customer.";
        to_shop: "Weiter im Shop", "Back to the shop";
        begin_title: "Für diesen Kunden bestellen", "Order for this customer";
        begin_text: "Sie sehen den Shop mit Preisen, Adressen und Warenkörben des Kunden und legen unter Ihrem eigenen Namen einen Warenkorb an, den seine Leute sehen. Limit, Budget und Freigabe gelten wie für die Person, die anruft.", "You see the shop with the customer's prices, addresses and carts, and work under your own name in a cart that its people see. Limit, budget and approval hold as for the person who calls.";
        channel: "Wie kam der Wunsch?", "How did the wish arrive?";
        caller: "Wer bestellt?", "Who orders?";
        caller_hint: "Diese Person bekommt die Bestätigung.", "This person gets the confirmation.";
        no_account: "jemand ohne Konto", "somebody without an account";
        name: "Name, wenn ohne Konto", "Name, if without an account";
        name_hint: "Nur bei Kunden ohne eigene Bestellregeln.", "Only for customers without rules of their own.";
        begin: "Zum Shop dieses Kunden", "To this customer's shop";
        declaration: "Der Kunde bestellt als Unternehmen; das ist uns bekannt.", "The customer orders as a business; we know that.";
        entered_by: "erfasst von {}", "entered by {}";
        lists_stay: "Listen legt der Kunde selbst an. Bestellen können Sie daraus.", "The customer makes the lists. You can order from them.";
        all_channels: "Alle Wege", "All channels";
        channels: "Bestellwege", "Channels";
    }
}
