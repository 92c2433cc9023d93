texts! {
    /// Changing an order that was just placed.
    Change {
        change: "Ändern", "Change";
        offer: "Etwas vergessen oder vertippt? Sie können diesen Auftrag bis {} ändern, solange wir ihn nicht bestätigt haben.", "Forgot something, or a slip of the finger? You can change this order until {}, as long as we have not confirmed it.";
        page_title: "Auftrag ändern: {}", "Change order {}";
        until: "Bis {}, solange wir ihn nicht bestätigt haben.", "Until {}, as long as we have not confirmed it.";
        text: "Was Sie ändern, gilt zum heutigen Preis und mit dem heutigen Bestand; alles andere bleibt, wie es bestellt ist. Für eine andere Adresse oder Zahlungsart bitte stornieren und neu bestellen.", "What you change counts at today's price and with today's stock; everything else stays as ordered. For another address or way to pay please cancel and order anew.";
        forgotten: "Vergessene Teile", "Forgotten parts";
        forgotten_text: "Unsere Nummer in jeder Schreibweise, Ihre eigene oder eine fremde. Menge 0 oben nimmt eine Position heraus.", "Our number in any writing, your own or somebody else's. Quantity 0 above takes a line out.";
        number: "Teilenummer", "Part number";
        preview: "Danach", "Afterwards";
        none: "Noch nichts geändert.", "Nothing is changed yet.";
        now: "{}, {} netto, am {}", "{}, {} net, on {}";
        before: "bisher {}", "{} so far";
        gone: "fällt weg", "is left out";
        was: "Bisher {} brutto.", "{} gross so far.";
        save: "Auftrag zahlungspflichtig ändern", "Change the order";
        done: "Der Auftrag ist geändert.", "The order is changed.";
        desk: "Der Kunde kann diesen Auftrag noch bis {} ändern. Mit Ihrer Bestätigung steht er fest.", "The customer can still change this order until {}. Your confirmation settles it.";
    }
}
