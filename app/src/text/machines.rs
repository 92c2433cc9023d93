texts! {
    /// Machines of customers.
    Machines {
        title: "Maschinen", "Machines";
        text: "Ihre Maschinen mit Berichten, Protokollen und Unterlagen.", "Your machines with reports, records and papers.";
        of: "Maschinen von {}", "Machines of {}";
        words: "Maschine suchen", "Find a machine";
        words_hint: "Modell, Seriennummer oder Standort", "Model, serial number or site";
        all: "Alle zeigen", "Show all";
        none_title: "Noch keine Maschinen", "No machines yet";
        none_text: "Sobald wir eine Maschine für Sie führen, steht sie hier mit allem, was dazu geschrieben wurde.", "As soon as we keep a machine for you, it is here with everything that was written about it.";
        none_desk: "Nehmen Sie die erste Maschine auf: mit Seriennummer, Modell und Kunde.", "Write the first machine down: serial number, model and customer.";
        none_found: "Keine Maschine passt dazu", "No machine fits";
        none_found_text: "Ein Teil der Seriennummer oder des Modells genügt.", "A part of the serial number or model is enough.";
        none_here: "Noch keine Maschine aufgenommen.", "No machine written down yet.";
        new: "Maschine aufnehmen", "Write a machine down";
        change: "Angaben ändern", "Change the facts";
        back: "Zurück, ohne zu speichern", "Back without saving";
        for_whom: "Wem gehört die Maschine?", "Whose machine is it?";
        model: "Modell", "Model";
        model_hint: "zum Beispiel KB 220 LC", "for example KB 220 LC";
        maker: "Hersteller", "Maker";
        year: "Baujahr", "Year of make";
        site: "Standort", "Site";
        site_hint: "Baustelle, Halle oder Hof", "Building site, hall or yard";
        hours: "Betriebsstunden", "Operating hours";
        hours_on: "{} am {}", "{} on {}";
        saved: "Gespeichert.", "Saved.";
    }
}
