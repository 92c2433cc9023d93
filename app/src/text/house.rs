texts! {
    /// Words that stand on every page, and of the small kit.
    House {
        skip: "Zum Inhalt", "Skip to content";
        my_kontor: "Mein Kontor", "My Kontor";
        orders: "Aufträge", "Orders";
        account: "Konto", "Account";
        cart: "Korb", "Cart";
        sign_in: "Anmelden", "Sign in";
        sign_out: "Abmelden", "Sign out";
        desk: "Innendienst", "Desk";
        other_language: "English", "Deutsch";
        dark: "Dunkle Ansicht", "Dark view";
        light: "Helle Ansicht", "Light view";
        as_device: "Ansicht wie das Gerät", "View as on the device";
        foot: "{}, {}. Verkauf nur an Unternehmen, Preise netto.", "{}, {}. Sold to businesses only, net prices.";
        call: "Hilfe, {}", "Help, {}";
        crumbs: "Sie sind hier", "You are here";
        catalogue: "Katalog", "Catalogue";
        copy: "Kopieren", "Copy";
        copied: "Kopiert", "Copied";
        next: "weiter", "next";
        previous: "zurück", "back";
        pages: "Seiten", "Pages";
        print: "Drucken", "Print";
        picture: "Bild", "Picture";
        one_less: "eins weniger", "one less";
        one_more: "eins mehr", "one more";
        quantity: "Menge", "Quantity";
        quantity_of: "Menge {}", "Quantity of {}";
        optional: "(freiwillig)", "(optional)";
        save: "Speichern", "Save";
        loading: "Wird geladen …", "Loading …";
        not_done: "Nicht erledigt.", "Not done.";
        again: "Noch einmal versuchen", "Try again";
        not_found_title: "Hier ist nichts", "Nothing here";
        not_found: "Diese Seite gibt es nicht, oder sie gehört nicht zu Ihrer Firma. Prüfen Sie die Adresse, oder suchen Sie das Teil oben.", "This page does not exist, or it does not belong to your company. Check the address, or search for the part above.";
        to_home: "Zur Startseite", "To the start page";
        forbidden_title: "Kein Zugang", "No access";
        fault_title: "Das hat nicht geklappt", "That did not work";
        sign_in_first: "Bitte anmelden", "Please sign in";
        phone: "Telefon", "Telephone";
        email: "E-Mail", "E-mail";
        dealer: "Ihr Händler", "Your dealer";
        vat_id: "USt-IdNr.", "VAT ID";
        menu_page: "Seite", "Page";
    }
}
