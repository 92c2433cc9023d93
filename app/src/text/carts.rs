texts! {
    /// The cart.
    Carts {
        title: "Warenkorb", "Cart";
        lines_one: "1 Position", "1 line";
        lines: "{} Positionen", "{} lines";
        caption: "Positionen im Warenkorb", "Lines in the cart";
        part: "Teil", "Part";
        delivery: "Lieferung", "Delivery";
        quantity: "Menge", "Quantity";
        price: "Preis", "Price";
        amount: "Summe netto", "Net amount";
        remove: "Entfernen", "Remove";
        remove_of: "{} entfernen", "Remove {}";
        removed: "{} entfernt.", "{} removed.";
        undo: "Rückgängig", "Undo";
        change: "Ändern", "Change";
        add_note: "Referenz und Notiz", "Reference and note";
        reference: "Ihre Referenz", "Your reference";
        reference_hint: "Steht auf Lieferschein und Rechnung, zum Beispiel die Maschine.", "Printed on delivery note and invoice, for example the machine.";
        note: "Notiz für uns", "Note for us";
        added_by: "von {}", "by {}";
        sums: "Summe", "Total";
        goods: "Ware netto", "Goods net";
        deposit: "Altteilpfand netto", "Core deposit net";
        surcharge: "Metallzuschlag netto", "Metal surcharge net";
        deposit_line: "+ {} Pfand", "+ {} deposit";
        net: "Summe netto", "Net total";
        vat: "{} USt.", "{} VAT";
        gross: "Gesamt", "Total";
        to_checkout: "Zur Bestellung", "To the checkout";
        fix_first: "Erst die markierten Positionen klären", "First sort out the marked lines";
        problems: "Das geht so noch nicht.", "This does not work yet.";
        problems_text: "{} Positionen brauchen eine Entscheidung von Ihnen. Alles andere bleibt, wie es ist.", "{} lines need a decision of yours. Everything else stays as it is.";
        problem_one: "Eine Position braucht eine Entscheidung von Ihnen. Alles andere bleibt, wie es ist.", "One line needs a decision of yours. Everything else stays as it is.";
        take: "{} nehmen", "Take {}";
        take_successor: "Nachfolger {} nehmen", "Take the successor {}";
        take_left: "Die letzten {} nehmen", "Take the last {}";
        empty_title: "Der Warenkorb ist leer", "The cart is empty";
        empty_text: "Suchen Sie ein Teil und legen Sie es hinein. Der Warenkorb gehört Ihrer Firma: was Ihre Kollegen hineinlegen, steht auch hier.", "Search for a part and put it in. The cart belongs to your company: what your colleagues put in is here too.";
        find_part: "Teil suchen", "Find a part";
        live: "Preise und Termine gelten jetzt; verbindlich werden sie mit der Bestellung. Versand oder Abholung wählen Sie im nächsten Schritt.", "Prices and dates hold now; they become binding with the order. You choose delivery or collection in the next step.";
        latest: "Alles bei Ihnen: {}", "Everything with you: {}";
        shared: "Gemeinsamer Warenkorb von {}", "Shared cart of {}";
    }
}
