//! What is wrong with something, in sentences.

use super::Problem;
use crate::{Decimal, Language, Quantity, format};

impl Problem {
    /// The sentence beside the field.
    #[must_use]
    pub fn text(&self, l: Language) -> String {
        let fixed = match self {
            Self::Required => ("Bitte ausfüllen.", "Please fill this in."),
            Self::NotANumber => ("Das ist keine Zahl.", "This is not a number."),
            Self::AmbiguousNumber => (
                "Nicht eindeutig: tausend oder Komma? Bitte 1234,00 oder 1,2340 schreiben.",
                "Ambiguous: a thousand or a fraction? Please write 1234.00 or 1.2340.",
            ),
            Self::NotASignature => (
                "Das ist kaum zu erkennen. Bitte unterschreiben Sie größer, innerhalb des Feldes.",
                "This can hardly be seen. Please sign larger, within the field.",
            ),
            Self::NotYourTurn => (
                "Vor Ihnen unterschreibt noch jemand. Sie bekommen eine E-Mail, sobald Sie an der Reihe sind.",
                "Somebody signs before you. You will get an e-mail as soon as it is your turn.",
            ),
            Self::FormIncomplete => (
                "Im Formular fehlt noch etwas. Bitte füllen Sie es zuerst vollständig aus.",
                "Something is still missing in the form. Please complete it first.",
            ),
            Self::CodeNeeded => (
                "Bitte geben Sie zuerst den Code aus der E-Mail ein.",
                "Please enter the code from the e-mail first.",
            ),
            Self::CodeOver => (
                "Dieser Code gilt nicht mehr. Bitte lassen Sie sich einen neuen senden.",
                "This code is no longer good. Please have a new one sent.",
            ),
            Self::NotArchivable => (
                "Solche Dateien nimmt das Archiv nicht. Möglich sind PDF, Bilder, Text, CSV, XML und Office-Dateien.",
                "The archive does not take such files. It takes PDF, pictures, text, CSV, XML and office files.",
            ),
            Self::PdfEncrypted => (
                "Dieses PDF ist verschlüsselt. Bitte ohne Kennwort und Schutz speichern und noch einmal senden.",
                "This PDF is encrypted. Please save it without password and protection and send it again.",
            ),
            Self::PdfActive => (
                "Dieses PDF enthält Skripte oder startet Programme. Bitte als einfaches PDF (PDF/A) speichern.",
                "This PDF contains scripts or starts programs. Please save it as a plain PDF (PDF/A).",
            ),
            Self::PdfAttachments => (
                "In diesem PDF stecken andere Dateien. Erlaubt sind nur Daten wie XML, CSV und Text.",
                "There are other files in this PDF. Only data such as XML, CSV and text may be in it.",
            ),
            Self::PdfBroken => (
                "Dieses PDF ist unvollständig oder beschädigt. Bitte neu speichern und noch einmal senden.",
                "This PDF is incomplete or damaged. Please save it anew and send it again.",
            ),
            Self::SealExpired => (
                "Das Zertifikat unseres Siegels ist abgelaufen. Solange kein neues eingesetzt ist, kann nichts unterschrieben werden.",
                "The certificate of our seal has expired. Until a new one is in place, nothing can be signed.",
            ),
            Self::SealNotYetValid => (
                "Das Zertifikat unseres Siegels gilt noch nicht. Bis dahin kann nichts unterschrieben werden.",
                "The certificate of our seal is not valid yet. Until it is, nothing can be signed.",
            ),
            Self::NoDocumentChosen => (
                "Kein Dokument ausgewählt. Bitte haken Sie an, was Sie herunterladen möchten.",
                "No document chosen. Please tick what you would like to download.",
            ),
            Self::FileBomb => (
                "Diese Datei entpackt sich zu weit mehr, als sie groß ist, und wird nicht angenommen.",
                "This file unpacks to far more than its size and is not taken.",
            ),
            Self::FileHasMacros => (
                "Diese Office-Datei enthält Makros. Bitte ohne Makros oder als PDF speichern.",
                "This office file contains macros. Please save it without them or as PDF.",
            ),
            Self::OnHold => (
                "Dieses Dokument ist gesperrt und muss bleiben, bis die Sperre aufgehoben ist.",
                "This document is on hold and has to stay until the hold is released.",
            ),
            Self::WrongAnswer => {
                ("Diese Antwort passt nicht zur Frage.", "This answer does not fit the question.")
            }
            Self::LabelMissing => ("Die deutsche Bezeichnung fehlt.", "The German name is missing."),
            Self::OptionsMissing => ("Hier gibt es nichts auszuwählen.", "There is nothing to choose here."),
            Self::ColumnsMissing => ("Die Tabelle hat keine Spalten.", "The table has no columns."),
            Self::NoSignatureField => {
                ("Es fehlt ein Feld für eine Unterschrift.", "A field for a signature is missing.")
            }
            Self::MinAboveMax => (
                "Der kleinste Wert ist größer als der größte.",
                "The smallest value is larger than the largest.",
            ),
            Self::PrefillMisfit => (
                "So lässt sich dieses Feld nicht vorbelegen.",
                "This field cannot be filled in beforehand like this.",
            ),
            Self::TemplateRetired => (
                "Diese Vorlage wird nicht mehr verwendet. Bitte wählen Sie eine andere.",
                "This template is no longer used. Please choose another one.",
            ),
            Self::FormNotOpen => (
                "Dieses Formular ist kein Entwurf mehr: daran wird nichts mehr geändert.",
                "This form is no draft any more: nothing in it is changed.",
            ),
            Self::FormTooLarge => (
                "So viel passt nicht in ein Formular. Bitte kürzen Sie oder beginnen Sie ein zweites.",
                "A form does not hold so much. Please shorten it or begin a second one.",
            ),
            Self::UnknownPhoto => {
                ("Dieses Foto gehört nicht zu diesem Formular.", "This photo does not belong to this form.")
            }
            Self::NotPrintable => (
                "Dieses Foto (HEIC) lässt sich nicht drucken. Bitte als JPEG, PNG oder WebP senden.",
                "This photo (HEIC) cannot be printed. Please send it as JPEG, PNG or WebP.",
            ),
            Self::UnknownMachine => (
                "Diese Maschine gibt es bei diesem Kunden nicht.",
                "This customer does not have this machine.",
            ),
            Self::NotPositive => ("Muss größer als null sein.", "Must be greater than zero."),
            Self::TooMuch => ("Diese Menge ist zu groß.", "This quantity is too large."),
            Self::NotADate => ("Das ist kein Datum.", "This is not a date."),
            Self::NotAnEmail => ("Das ist keine E-Mail-Adresse.", "This is not an e-mail address."),
            Self::NotAVatId => (
                "Das ist keine USt-IdNr., zum Beispiel DE123456789.",
                "This is not a VAT ID, for example DE123456789.",
            ),
            Self::NotAPartNumber => ("Das ist keine Teilenummer.", "This is not a part number."),
            Self::NotAUnit => ("Diese Einheit ist unbekannt.", "This unit is unknown."),
            Self::NotACode => ("Dieses Kennzeichen ist unbekannt.", "This code is unknown."),
            Self::UnknownCategory => ("Diese Gruppe gibt es nicht.", "This category does not exist."),
            Self::UnknownColumn => ("Diese Spalte ist unbekannt.", "This column is unknown."),
            Self::MissingColumn => ("Diese Spalte fehlt.", "This column is missing."),
            Self::BadEncoding => (
                "Die Zeichen sind nicht lesbar (weder UTF-8 noch Windows-1252).",
                "The characters cannot be read (neither UTF-8 nor Windows-1252).",
            ),
            Self::BadSyntax => {
                ("Die Datei ist an dieser Stelle kaputt.", "The file is broken at this place.")
            }
            Self::Duplicate => ("Kommt schon vor.", "Occurs already."),
            Self::WrongPassword => {
                ("E-Mail-Adresse oder Passwort stimmt nicht.", "E-mail address or password is wrong.")
            }
            Self::PasswordTooWeak => ("Bitte mindestens 12 Zeichen.", "Please use at least 12 characters."),
            Self::LinkExpired => (
                "Dieser Link gilt nicht mehr. Bitte fordern Sie einen neuen an.",
                "This link is no longer valid. Please ask for a new one.",
            ),
            Self::DateInPast => ("Dieses Datum liegt in der Vergangenheit.", "This date is in the past."),
            Self::DateInFuture => ("Dieses Datum liegt in der Zukunft.", "This date is in the future."),
            Self::UnknownCustomer => {
                ("Unter diesen Angaben finden wir keinen Kunden.", "No customer is found by this.")
            }
            Self::NotSold => ("Dieses Teil wird nicht verkauft.", "This part is not sold."),
            Self::HasPrice => {
                ("Für dieses Teil haben Sie schon einen Preis.", "You have a price for this part already.")
            }
            Self::UnknownPart => ("Diese Teilenummer kennen wir nicht.", "We do not know this part number."),
            Self::UnknownAddress => ("Diese Adresse gibt es nicht.", "This address does not exist."),
            Self::Obsolete { successor: None } => {
                ("Dieses Teil ist nicht mehr lieferbar.", "This part is no longer available.")
            }
            Self::ReferenceOnly => (
                "Nur zur Information, nicht einzeln bestellbar.",
                "For reference only, cannot be ordered on its own.",
            ),
            Self::PriceOnRequest => {
                ("Preis auf Anfrage: bitte erst anfragen.", "Price on request: please ask for it first.")
            }
            Self::CartEmpty => ("Der Warenkorb ist leer.", "The cart is empty."),
            Self::CartGone => (
                "Diesen Warenkorb gibt es nicht mehr: jemand hat ihn inzwischen gelöscht. Es wurde nichts geändert.",
                "This cart is no longer there: somebody deleted it meanwhile. Nothing was changed.",
            ),
            Self::PriceChanged => (
                "Ein Preis oder Termin hat sich geändert. Bitte prüfen Sie die Bestellung noch einmal.",
                "A price or date has changed. Please check the order once more.",
            ),
            Self::BusinessDeclarationMissing => (
                "Bitte bestätigen Sie, dass Sie als Unternehmen bestellen.",
                "Please confirm that you order as a business.",
            ),
            Self::AlreadyDone => ("Das ist schon geschehen.", "This has already been done."),
            Self::WrongState => (
                "Dafür ist es zu spät: der Auftrag ist schon weiter.",
                "It is too late for this: the order has moved on.",
            ),
            Self::NothingToShip => ("Es ist nichts zu versenden.", "There is nothing to ship."),
            Self::ChangedMeanwhile => (
                "Jemand hat das inzwischen geändert. Bitte neu laden.",
                "Somebody changed this meanwhile. Please reload.",
            ),
            Self::ReasonRequired => (
                "Bitte nennen Sie den Grund; der Kunde liest ihn.",
                "Please give the reason; the customer will read it.",
            ),
            Self::Yourself => (
                "Sich selbst kann man nicht sperren. Das macht eine Kollegin oder ein Kollege.",
                "You cannot lock yourself out. Ask a colleague to do it.",
            ),
            Self::LastAdmin => (
                "Das ist die letzte Person mit Verwaltungsrecht. Geben Sie es erst jemand anderem.",
                "This is the last person who may administer. Give the right to somebody else first.",
            ),
            Self::LastInCase => (
                "Das ist die letzte Person, die hier entscheiden darf. Geben Sie das erst jemand anderem.",
                "This is the last person who may decide here. Give that to somebody else first.",
            ),
            Self::FileGone => (
                "Die Datei ist nicht mehr da. Bitte laden Sie sie noch einmal hoch.",
                "The file is no longer here. Please upload it again.",
            ),
            Self::NotYourUnit => {
                ("Sie bestellen für einen anderen Bereich.", "You order for another unit of your company.")
            }
            Self::NoApprover => (
                "Diese Bestellung braucht eine Freigabe, und niemand außer Ihnen kann sie geben. Ihre Firmenverwaltung kann jemanden benennen.",
                "This order needs approval, and nobody but you could give it. Your company admin can name somebody.",
            ),
            Self::MayNotApprove => (
                "Diese Person darf nicht freigeben oder gehört nicht zur Firma.",
                "This person may not approve or does not belong to the company.",
            ),
            Self::NothingChosen => (
                "Nichts ausgewählt. Bitte haken Sie an, was in den Warenkorb soll.",
                "Nothing chosen. Please tick what is to go into the cart.",
            ),
            Self::NotAList => (
                "Diese Datei können wir nicht lesen. Bitte als CSV oder XLSX speichern.",
                "We cannot read this file. Please save it as CSV or XLSX.",
            ),
            Self::SpreadsheetChanged => (
                "Die Tabelle hat diese Nummer verändert (Datum oder gerundet). Bitte so eintragen, wie sie auf dem Teil steht.",
                "The spreadsheet changed this number (a date, or rounded). Please enter it as it stands on the part.",
            ),
            Self::FormulaFailed => (
                "In dieser Zelle steht ein Rechenfehler der Tabelle.",
                "This cell holds a calculation error of the spreadsheet.",
            ),
            Self::AmbiguousPart => (
                "Mehrere Teile haben diese Nummer. Welches ist gemeint?",
                "Several parts have this number. Which one is meant?",
            ),
            Self::NotAPercentage => {
                ("Bitte eine Zahl zwischen 0 und 100.", "Please enter a number between 0 and 100.")
            }
            Self::NoLines => ("Mindestens eine Position muss bleiben.", "At least one line has to stay."),
            Self::Infected => (
                "Der Virenscanner hat diese Datei als schädlich erkannt. Sie wurde nicht übernommen.",
                "The virus scanner knows this file as harmful. It was not taken.",
            ),
            Self::NotScanned => (
                "Diese Datei ist zu groß für den Virenscanner und wurde deshalb nicht übernommen.",
                "This file is too large for the virus scanner, so it was not taken.",
            ),
            Self::NoRoom => (
                "Auf unserem Server ist gerade kein Platz. Die Datei ist nicht abgelegt; bitte versuchen Sie es später noch einmal.",
                "Our server has no room just now. The file was not filed; please try again later.",
            ),
            Self::PaymentUnavailable => (
                "Zahlung per Karte oder Lastschrift ist gerade nicht möglich. Bitte auf Rechnung bestellen.",
                "Payment by card or direct debit is not possible right now. Please order on account.",
            ),
            Self::UnknownMethod => (
                "Diese Zahlungsart steht nicht zur Verfügung. Bitte eine andere wählen.",
                "This method is not available. Please choose another one.",
            ),
            Self::NotPayable => (
                "Hier ist nichts zu bezahlen: die Zahlung ist erledigt oder unterwegs.",
                "There is nothing to pay here: it is paid or on its way.",
            ),
            Self::NothingToChoose => (
                "Hier ist nichts mehr zu wählen: der Termin gilt wieder, oder die Position ist erledigt.",
                "There is nothing left to choose here: the date holds again, or the line is done.",
            ),
            Self::NothingToSplit => (
                "Es liegt nichts bereit, das vorab geschickt werden könnte.",
                "Nothing is ready that could be sent ahead.",
            ),
            Self::NotOffered => (
                "Dieses Teil gibt es nicht mehr als Ersatz. Bitte wählen Sie noch einmal.",
                "This part is no longer offered in its place. Please choose again.",
            ),
            Self::NotPickable => (
                "Das steht in diesem Angebot nicht zur Wahl, oder nicht zusammen.",
                "This cannot be chosen in this offer, or not together.",
            ),
            Self::BelowFloor => (
                "So viel Nachlass können Sie nicht allein geben. Bitte die Freigabe anfragen.",
                "You cannot give this much away alone. Please ask for a release.",
            ),
            Self::CounterNotLower => (
                "Das ist nicht weniger als unser Angebot: Sie können es so annehmen.",
                "This is no less than our offer: you can accept it as it is.",
            ),
            Self::ConfigurationIncomplete => {
                ("Die Konfiguration ist noch nicht vollständig.", "The configuration is not complete yet.")
            }
            Self::RaiseNeedsApproval => (
                "Der Auftrag würde teurer, und das muss in Ihrer Firma freigegeben werden. Bitte bestellen Sie das Teil neu und stornieren Sie diese Position.",
                "The order would cost more, and your company wants that approved. Please order the part anew and cancel this line.",
            ),
            Self::DearerThanPaid => (
                "Dieses Teil kostet mehr, als bezahlt ist. Bitte bestellen Sie es neu und stornieren Sie diese Position: was sie gekostet hat, geht zurück.",
                "This part costs more than was paid. Please order it anew and cancel this line: what it cost is paid back.",
            ),
            Self::ActingEnded => (
                "Sie handeln nicht mehr für diesen Kunden: beendet, gewechselt oder gesperrt. Es wurde nichts geändert. Bitte neu laden.",
                "You no longer act for this customer: stopped, changed or blocked. Nothing was changed. Please reload.",
            ),
            Self::CustomerInactive => {
                ("Dieser Kunde ist nicht freigegeben.", "This customer is not released.")
            }
            Self::GraceOver => (
                "Dieser Auftrag kann nicht mehr geändert werden: Er ist schon bestätigt, oder die Frist ist um. Bitte melden Sie sich bei uns.",
                "This order can no longer be changed: it is confirmed already, or the time for it is over. Please get in touch with us.",
            ),
            Self::AgreedByOffer => (
                "Dieser Auftrag ist durch ein Angebot vereinbart. Wenn sich etwas ändern soll, sprechen Sie bitte mit uns.",
                "This order was agreed by an offer. If something has to change, please talk to us.",
            ),
            Self::UnknownCaller => (
                "Diese Person bestellt nicht (mehr) für diesen Kunden. Bitte jemand anderen wählen.",
                "This person does not order for this customer (any more). Please choose somebody else.",
            ),
            Self::CallerNeeded => (
                "Dieser Kunde hat Bestellregeln. Bitte wählen Sie, wer von seinen Leuten bestellt; für diese Person gelten Limit und Freigabe.",
                "This customer has rules for ordering. Please choose who of its people orders; that person's limit and approval hold.",
            ),
            Self::PaidByCustomer => (
                "Bezahlen kann nur der Kunde selbst. Was Sie für ihn erfassen, geht auf Rechnung.",
                "Only the customer can pay. What you enter goes on account.",
            ),
            Self::ConfigurationArchived => (
                "Diese Konfiguration ist weggelegt. Holen Sie sie erst wieder hervor.",
                "This configuration is archived. Please bring it back first.",
            ),
            Self::UnknownOption => (
                "Diese Wahl gibt es bei diesem Modell nicht (mehr).",
                "This model does not have this choice (any more).",
            ),
            Self::NoRepair => {
                ("Dafür gibt es keine passende Zusammenstellung.", "There is no combination that fits.")
            }
            Self::ModelGone => {
                ("Dieses Modell wird nicht mehr angeboten.", "This model is no longer offered.")
            }
            Self::AnotherModel => (
                "Vergleichen kann man nur Konfigurationen desselben Modells.",
                "Only configurations of the same model can be compared.",
            ),
            Self::NothingToRelease => {
                ("Es gibt nichts Neues freizugeben.", "There is nothing new to release.")
            }
            Self::DeliveryBlocked => (
                "Für diese Firma ist gerade Liefersperre: es kann nichts bestellt oder versandt werden. Bitte rufen Sie uns an.",
                "Orders and deliveries for this company are on hold at the moment. Please call us.",
            ),
            Self::NotDeliverable => (
                "Für Gewicht, Länge oder Ziel dieser Bestellung haben wir keine Versandart. Bitte rufen Sie uns an: wir finden einen Weg.",
                "We have no service for the weight, length or destination of this order. Please call us: we will find a way.",
            ),
            Self::ServiceGone => (
                "Diese Versandart geht für diese Teile oder diese Anschrift nicht. Bitte wählen Sie eine andere.",
                "This service is not possible for these parts or this address. Please choose another one.",
            ),
            Self::TogetherWanted => (
                "Der Kunde möchte alles zusammen. Bitte angeben, warum ein Teil vorab geht.",
                "The customer wants everything together. Please say why a part of it leaves before.",
            ),
            Self::NotAWebAddress => (
                "Das ist keine Webadresse, zum Beispiel https://erp.example/kontor.",
                "This is not a web address, for example https://erp.example/kontor.",
            ),
            Self::HttpsOnly => ("Bitte eine Adresse mit https angeben.", "Please use an address with https."),
            Self::PrivateAddress => (
                "Diese Adresse liegt in einem privaten Netz; dorthin senden wir nicht.",
                "This address is in a private network; we do not send there.",
            ),
            Self::HookNotOn => (
                "Der Endpunkt ruht oder ist angehalten. Bitte erst fortsetzen.",
                "The endpoint is paused or stopped. Please resume it first.",
            ),
            Self::PaymentUnanswered => (
                "Der Zahlungsdienst antwortet nicht. Wir klären, ob abgebucht wurde; bezahlt wird nie zweimal.",
                "The payment service does not answer. We find out what happened; nothing is paid twice.",
            ),
            Self::NoDeposit => {
                ("Auf diesem Teil liegt kein Altteilpfand.", "There is no core deposit on this part.")
            }
            Self::CreditChanged => (
                "Die Beträge haben sich geändert. Bitte sehen Sie sich die Vorschau noch einmal an.",
                "The sums have changed. Please look at the preview again.",
            ),
            Self::NotAPhoto => (
                "Das ist kein Foto. Bitte JPEG, PNG, WebP oder HEIC.",
                "This is not a photo. Please use JPEG, PNG, WebP or HEIC.",
            ),
            _ => ("", ""),
        };
        if !fixed.0.is_empty() {
            return l.pick(fixed.0, fixed.1).into();
        }
        let q = |q: &Quantity| format::quantity(*q, l);
        let count = |n: u32, l| format::decimal(crate::Decimal::from(n), l);
        match (self, l) {
            (Self::TooLong { max }, Language::De) => format!("Höchstens {max} Zeichen."),
            (Self::TooLong { max }, Language::En) => format!("At most {max} characters."),
            (Self::TooShort { min }, Language::De) => format!("Mindestens {min} Zeichen."),
            (Self::TooShort { min }, Language::En) => format!("At least {min} characters."),
            (Self::BelowMinimum { minimum }, Language::De) => format!("Mindestmenge {}.", q(minimum)),
            (Self::BelowMinimum { minimum }, Language::En) => format!("Minimum quantity {}.", q(minimum)),
            (Self::NotAStep { step, next }, Language::De) => {
                format!("Nur in Schritten von {}, zum Beispiel {}.", q(step), q(next))
            }
            (Self::NotAStep { step, next }, Language::En) => {
                format!("Only in steps of {}, for example {}.", q(step), q(next))
            }
            (Self::Obsolete { successor: Some(s) }, Language::De) => {
                format!("Nicht mehr lieferbar, ersetzt durch {s}.")
            }
            (Self::Obsolete { successor: Some(s) }, Language::En) => {
                format!("No longer available, replaced by {s}.")
            }
            (Self::SoldOut { left }, Language::De) => {
                format!("Nur noch {} da, und es kommt nichts nach.", q(left))
            }
            (Self::SoldOut { left }, Language::En) => {
                format!("Only {} left, and no more will come.", q(left))
            }
            (Self::NoNotation { metal }, Language::De) => {
                format!("Preis auf Anfrage: Für {} fehlt die Notierung von heute.", metal.word(l))
            }
            (Self::NoNotation { metal }, Language::En) => {
                format!("Price on request: today's notation of {} is missing.", metal.word(l))
            }
            (Self::Stopped { reason }, Language::De) => format!("Abgebrochen: {reason}"),
            (Self::Stopped { reason }, Language::En) => format!("Stopped: {reason}"),
            (Self::OnlyOne { other }, Language::De) => format!("Entweder dies oder {other}, nicht beides."),
            (Self::OnlyOne { other }, Language::En) => format!("Either this or {other}, not both."),
            (Self::ListFull { max }, Language::De) => format!("Voll: höchstens {max}."),
            (Self::ListFull { max }, Language::En) => format!("Full: at most {max}."),
            (Self::WrongCode { left }, Language::De) => match left {
                0 => "Das ist nicht der Code. Bitte lassen Sie sich einen neuen senden.".into(),
                1 => "Das ist nicht der Code. Sie haben noch einen Versuch.".into(),
                _ => format!("Das ist nicht der Code. Sie haben noch {left} Versuche."),
            },
            (Self::WrongCode { left }, Language::En) => match left {
                0 => "This is not the code. Please have a new one sent.".into(),
                1 => "This is not the code. You have one attempt left.".into(),
                _ => format!("This is not the code. You have {left} attempts left."),
            },
            (Self::TooManyRows { max }, Language::De) => {
                format!("Höchstens {} Zeilen auf einmal. Bitte teilen Sie die Liste.", count(*max, l))
            }
            (Self::TooManyRows { max }, Language::En) => {
                format!("At most {} rows at once. Please split the list.", count(*max, l))
            }
            (Self::FileTooLarge { megabytes }, Language::De) => {
                format!("Die Datei ist zu groß: höchstens {megabytes} MB.")
            }
            (Self::FileTooLarge { megabytes }, Language::En) => {
                format!("The file is too large: at most {megabytes} MB.")
            }
            (Self::SelectionTooLarge { megabytes }, Language::De) => {
                format!("Zusammen sind das mehr als {megabytes} MB. Bitte wählen Sie weniger auf einmal.")
            }
            (Self::SelectionTooLarge { megabytes }, Language::En) => {
                format!("Together this is more than {megabytes} MB. Please choose less at once.")
            }
            (Self::AlreadyInLine { line }, Language::De) => format!("Steht schon in Zeile {line}."),
            (Self::AlreadyInLine { line }, Language::En) => format!("Is in line {line} already."),
            (Self::ConfigurationCollision { who, groups }, _) => {
                let groups: Vec<&str> = groups.iter().map(|group| group.get(l)).collect();
                let groups = groups.join(", ");
                match l {
                    Language::De => format!(
                        "{who} hat inzwischen dasselbe geändert: {groups}. Ihre Wahl ist nicht gespeichert."
                    ),
                    Language::En => {
                        format!("{who} has changed the same meanwhile: {groups}. Your choice is not saved.")
                    }
                }
            }
            (Self::OfferExpired { on }, Language::De) => format!(
                "Das Angebot galt bis {}. Bitte fragen Sie uns nach einem neuen.",
                format::date(*on, l)
            ),
            (Self::OfferExpired { on }, Language::En) => {
                format!("The offer was valid until {}. Please ask us for a new one.", format::date(*on, l))
            }
            (Self::OfferReplaced { number }, Language::De) => {
                format!("Es gibt inzwischen Fassung {number} dieses Angebots. Bitte sehen Sie diese an.")
            }
            (Self::OfferReplaced { number }, Language::En) => {
                format!("There is version {number} of this offer by now. Please look at that one.")
            }
            (Self::PositionsCollide { who, positions }, _) => {
                let positions: Vec<&str> = positions.iter().map(|p| p.get(l)).collect();
                let positions = positions.join(", ");
                match l {
                    Language::De => format!(
                        "{who} hat inzwischen dasselbe geändert: {positions}. Ihre Änderungen sind noch nicht gespeichert."
                    ),
                    Language::En => format!(
                        "{who} has changed the same meanwhile: {positions}. Your changes are not saved yet."
                    ),
                }
            }
            (Self::ModelFault { wrong }, _) => wrong.text(l),
            (Self::Contradiction { rules }, _) => {
                let rules: Vec<&str> = rules.iter().map(|rule| rule.get(l)).collect();
                let cannot = l.pick(
                    "Diese Regeln widersprechen sich, so lässt sich nichts vollständig zusammenstellen:",
                    "These rules contradict each other, nothing can be completed with them:",
                );
                format!("{cannot} {}", rules.join(" "))
            }
            (Self::ExamplesFail { names }, Language::De) => {
                format!("Diese Beispiele gehen anders aus als erwartet: {}.", names.join(", "))
            }
            (Self::ExamplesFail { names }, Language::En) => {
                format!("These examples turn out otherwise than expected: {}.", names.join(", "))
            }
            (Self::StandsInTheWay { what }, _) => {
                let what: Vec<&str> = what.iter().map(|one| one.get(l).trim_end_matches('.')).collect();
                format!("{} {}.", l.pick("Dem steht entgegen:", "This stands in the way:"), what.join("; "))
            }
            (Self::NotAModel { why }, _) => {
                format!("{} {why}", l.pick("Das ist keine Modelldatei:", "This is no model file:"))
            }
            (Self::NotATemplate { why }, _) => {
                format!("{} {why}", l.pick("Das ist keine Vorlage:", "This is no template:"))
            }
            (Self::NotWithin { min, max }, _) => within(*min, *max, l),
            (Self::DecimalsAtMost { max: 0 }, _) => {
                l.pick("Bitte eine ganze Zahl.", "Please enter a whole number.").to_owned()
            }
            (Self::DecimalsAtMost { max }, Language::De) => format!("Höchstens {max} Nachkommastellen."),
            (Self::DecimalsAtMost { max }, Language::En) => format!("At most {max} decimal places."),
            (Self::NotAnExpression { at }, Language::De) => {
                format!("Das ist keine Bedingung oder Formel, ab dem {}. Zeichen.", at.saturating_add(1))
            }
            (Self::NotAnExpression { at }, Language::En) => {
                format!("This is no condition or formula, from character {} on.", at.saturating_add(1))
            }
            (Self::UnknownName { name }, Language::De) => {
                format!("„{name}“ gibt es hier nicht, oder es steht erst danach.")
            }
            (Self::UnknownName { name }, Language::En) => {
                format!("“{name}” is not there, or stands only after this.")
            }
            (Self::NotUsable { name }, Language::De) => format!("„{name}“ lässt sich so nicht verwenden."),
            (Self::NotUsable { name }, Language::En) => format!("“{name}” cannot be used like this."),
            (Self::CartFull { max }, Language::De) => {
                format!("In den Warenkorb passen {} Positionen. Nichts wurde hineingelegt.", count(*max, l))
            }
            (Self::CartFull { max }, Language::En) => {
                format!("The cart holds {} lines. Nothing was put in.", count(*max, l))
            }
            (Self::TooManyCarts { max }, Language::De) => {
                format!(
                    "Mehr als {} Warenkörbe kann eine Firma nicht haben. Bitte erst einen löschen.",
                    count(*max, l)
                )
            }
            (Self::TooManyCarts { max }, Language::En) => {
                format!("A company cannot have more than {} carts. Please delete one first.", count(*max, l))
            }
            (Self::CartNotEmpty { lines }, Language::De) => {
                format!(
                    "Darin liegen noch Positionen: {}. Bitte bestätigen, dass sie mit gelöscht werden.",
                    count(*lines, l)
                )
            }
            (Self::CartNotEmpty { lines }, Language::En) => {
                format!(
                    "There are lines in it: {}. Please confirm that they are deleted too.",
                    count(*lines, l)
                )
            }
            (Self::AtMost { max }, Language::De) => format!("Höchstens {}.", count(*max, l)),
            (Self::AtMost { max }, Language::En) => format!("At most {}.", count(*max, l)),
            (Self::LaterThan { date }, Language::De) => format!("Frühestens {}.", format::date(*date, l)),
            (Self::LaterThan { date }, Language::En) => format!("Not before {}.", format::date(*date, l)),
            (Self::OverBudget { unit, left }, Language::De) => {
                format!("Das Budget von {unit} reicht nicht: noch {} frei.", format::money(*left, l))
            }
            (Self::OverBudget { unit, left }, Language::En) => {
                format!("The budget of {unit} does not cover this: {} left.", format::money(*left, l))
            }
            (Self::FreightChanged { now }, Language::De) => {
                format!(
                    "Der Versand kostet hier {}. Bitte prüfen Sie die Summe noch einmal.",
                    format::money(*now, l)
                )
            }
            (Self::FreightChanged { now }, Language::En) => {
                format!("Delivery costs {} here. Please check the total again.", format::money(*now, l))
            }
            (Self::NotEarlier { than }, Language::De) => {
                format!("Muss vor dem {} liegen. Sonst bitte ohne Termin ablehnen.", format::date(*than, l))
            }
            (Self::NotEarlier { than }, Language::En) => {
                format!("Must be before {}. Otherwise please decline without a date.", format::date(*than, l))
            }
            (Self::RefundTooMuch { left }, Language::De) => {
                format!("Höchstens {} können erstattet werden.", format::money(*left, l))
            }
            (Self::RefundTooMuch { left }, Language::En) => {
                format!("At most {} can be refunded.", format::money(*left, l))
            }
            (Self::ReturnTooMuch { left }, Language::De) => {
                format!("Zurückgeben können Sie davon noch {}.", q(left))
            }
            (Self::ReturnTooMuch { left }, Language::En) => {
                format!("You can still return {} of it.", q(left))
            }
            (Self::NotReturnable { why }, Language::De) => {
                format!("Vom freiwilligen Rückgaberecht ausgenommen: {}.", why.word(l))
            }
            (Self::NotReturnable { why }, Language::En) => {
                format!("Excluded from voluntary returns: {}.", why.word(l))
            }
            (Self::ReturnPeriodOver { until }, Language::De) => {
                format!("Die Frist ging bis {}.", format::date(*until, l))
            }
            (Self::ReturnPeriodOver { until }, Language::En) => {
                format!("The period ended on {}.", format::date(*until, l))
            }
            (Self::FeeTooHigh { max }, Language::De) => format!("Höchstens {}.", format::money(*max, l)),
            (Self::FeeTooHigh { max }, Language::En) => format!("At most {}.", format::money(*max, l)),
            (Self::RetentionRuns { until }, Language::De) => {
                format!("Muss bis {} aufbewahrt werden.", format::date(*until, l))
            }
            (Self::RetentionRuns { until }, Language::En) => {
                format!("Has to be kept until {}.", format::date(*until, l))
            }
            (Self::TooManyPhotos { max }, Language::De) => format!("Höchstens {max} Fotos."),
            (Self::TooManyPhotos { max }, Language::En) => format!("At most {max} photos."),
            _ => String::new(),
        }
    }
}

fn within(min: Option<Decimal>, max: Option<Decimal>, l: Language) -> String {
    let shown = |number: Decimal| format::decimal(number.normalize(), l);
    match (min.map(shown), max.map(shown), l) {
        (Some(min), Some(max), Language::De) => format!("Bitte eine Zahl von {min} bis {max}."),
        (Some(min), Some(max), Language::En) => format!("Please enter a number from {min} to {max}."),
        (Some(min), None, Language::De) => format!("Mindestens {min}."),
        (Some(min), None, Language::En) => format!("At least {min}."),
        (None, Some(max), Language::De) => format!("Höchstens {max}."),
        (None, Some(max), Language::En) => format!("At most {max}."),
        (None, None, _) => l.pick("Das ist keine Zahl.", "This is not a number.").to_owned(),
    }
}
