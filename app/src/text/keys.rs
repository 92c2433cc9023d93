texts! {
    /// Keys for programs.
    Keys {
        title: "Schlüssel für Programme", "Keys for programs";
        about: "Mit einem Schlüssel bestellt oder liest ein anderes System über unsere Schnittstelle: Warenwirtschaft, Einkaufssystem, Lager.", "With a key another system orders or reads through our interface: ERP, procurement, warehouse.";
        none: "Noch kein Schlüssel", "No key yet";
        none_text: "Ein Schlüssel darf nur, was Sie ihm erlauben, und lässt sich jederzeit sperren.", "A key may do only what you allow it, and can be revoked at any time.";
        name: "Name", "Name";
        name_hint: "Wofür: zum Beispiel SAP Einkauf", "What for: for example SAP purchasing";
        rights: "Darf", "May";
        created: "Angelegt", "Made";
        new: "Neuer Schlüssel", "New key";
        make: "Schlüssel anlegen", "Make the key";
        made: "Der Schlüssel ist angelegt. Sein Geheimnis wird nur jetzt gezeigt; bitte gleich in Ihr System übernehmen.", "The key is made. Its secret is shown only now; please take it over into your system.";
        revoke: "Sperren", "Revoke";
        revoke_hint: "Programme mit dem Schlüssel {} werden sofort abgewiesen. Das lässt sich nicht zurücknehmen.", "Programs with the key {} are refused at once. This cannot be undone.";
        revoke_do: "Schlüssel sperren", "Revoke the key";
        revoked: "Der Schlüssel ist gesperrt.", "The key is revoked.";
        described: "Beschreibung der Schnittstelle (OpenAPI)", "Description of the interface (OpenAPI)";
        link: "Schlüssel für Programme verwalten", "Manage keys for programs";
    }
}
