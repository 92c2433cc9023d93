texts! {
    /// Models that can be configured, for the desk.
    Models {
        title: "Modelle", "Models";
        text: "Maschinen, die Kunden zusammenstellen: Auswahl, Preise und Regeln.", "Machines that customers configure: choices, prices and rules.";
        model: "Modell", "Model";
        from: "Listenpreis ab", "List price from";
        choices: "{} Möglichkeiten", "{} choices";
        version: "Stand {}", "version {}";
        draft: "in Vorbereitung", "being prepared";
        offered: "im Angebot", "offered";
        withdrawn: "nicht mehr angeboten", "no longer offered";
        unreleased: "Änderung nicht freigegeben", "change not released";
        none_title: "Noch kein Modell", "No model yet";
        none_text: "Ein Modell kommt als Datei (JSON) herein, hier oder mit dem Kommando import-model.", "A model comes in as a file (JSON), here or with the command import-model.";
        new: "Neues Modell", "New model";
        new_text: "Die Datei enthält Modell, Beispiele und Einkaufspreise. Bevor es freigegeben ist, sieht es kein Kunde.", "The file holds model, examples and purchase prices. No customer sees it before it is released.";
        file: "Modelldatei (JSON)", "Model file (JSON)";
        file_hint: "Jeder Fehler wird mit seiner Stelle genannt; gespeichert wird nur, was fehlerfrei ist.", "Every fault is named with its place; only what has none is saved.";
        save: "Prüfen und speichern", "Check and save";
        saved: "Gespeichert. Kunden sehen es nach der Freigabe.", "Saved. Customers see it once it is released.";
        release: "Freigeben", "Release";
        released: "Freigegeben. Neue Konfigurationen beginnen mit diesem Stand.", "Released. New configurations begin with this version.";
        withdraw: "Aus dem Angebot nehmen", "Take out of sale";
        is_withdrawn: "Nicht mehr im Angebot. Vorhandene Konfigurationen bleiben lesbar.", "No longer offered. Existing configurations stay readable.";
        offer: "Wieder anbieten", "Offer again";
        is_offered: "Wieder im Angebot.", "Offered again.";
        red: "Freigeben geht, sobald alle Beispiele so ausgehen wie erwartet.", "It can be released once all examples turn out as expected.";
        never: "Lässt sich nie wählen:", "Can never be chosen:";
        changes: "Das ändert die Freigabe", "What the release changes";
        tests: "Beispiele", "Examples";
        no_tests: "Noch keine Beispiele. Jedes Beispiel prüft die Regeln bei jeder Änderung.", "No examples yet. Each example tests the rules at every change.";
        example: "Beispiel", "Example";
        outcome: "Ergebnis", "Outcome";
        complete: "vollständig", "complete";
        incomplete: "unvollständig", "incomplete";
        refused: "geht nicht zusammen", "does not go together";
        instead: "{} statt {}", "{} instead of {}";
        unknown: "unbekannt: {}", "unknown: {}";
        passed: "wie erwartet", "as expected";
        failed: "anders als erwartet", "not as expected";
        machine: "Maschine ohne Auswahl", "Machine without choices";
        price: "Listenpreis", "List price";
        cost: "Einkauf", "Cost";
        lead: "Lieferzeit", "Delivery time";
        days: "{} Arbeitstage", "{} working days";
        days_more: "{} Arbeitstage länger", "{} working days longer";
        most: "bis zu {} Stück", "up to {} pieces";
        groups: "Auswahl", "Choices";
        choice: "Möglichkeit", "Choice";
        rules: "Regeln", "Rules";
        no_rules: "Keine Regeln: alles geht mit allem.", "No rules: everything goes with everything.";
        change: "Modelldatei ändern", "Change the model's file";
        change_text: "Alles auf einmal, auch Regeln mit mehreren Bedingungen. Geändertes wird geprüft und gilt für Kunden erst nach der Freigabe.", "Everything at once, also rules with several conditions. Changes are checked and hold for customers only after the release.";
    }
}
