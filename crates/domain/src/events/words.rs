//! What happened, in sentences.

use super::Happened;
use crate::configurations::Difference;
use crate::orders::{ChoiceKind, chosen_text, revised_text};
use crate::payments::decline_text;
use crate::{Language, Money, format};

impl Happened {
    /// The sentence on the timeline.
    #[must_use]
    pub fn text(&self, l: Language) -> String {
        match self {
            Self::OrderPlaced { lines, po_number } => {
                let po = if po_number.is_empty() { String::new() } else { format!(", PO {po_number}") };
                match l {
                    Language::De if *lines == 1 => format!("Bestellt: 1 Position{po}"),
                    Language::De => format!("Bestellt: {lines} Positionen{po}"),
                    Language::En if *lines == 1 => format!("Ordered: 1 line{po}"),
                    Language::En => format!("Ordered: {lines} lines{po}"),
                }
            }
            Self::OrderConfirmed => l.pick("Auftrag bestätigt", "Order confirmed").into(),
            Self::LineMoved { number, from: Some(from), to, reason } if to < from => match l {
                Language::De => format!("{number} schon am {}. {reason}", format::date(*to, l)),
                Language::En => format!("{number} already on {}. {reason}", format::date(*to, l)),
            },
            Self::LineMoved { number, to, reason, .. } => match l {
                Language::De => format!("{number} erst am {}. Grund: {reason}", format::date(*to, l)),
                Language::En => format!("{number} not before {}. Reason: {reason}", format::date(*to, l)),
            },
            Self::OrderPicked => l.pick("Im Lager gepackt", "Picked in the warehouse").into(),
            Self::OrderShipped { carrier, tracking, .. } => match l {
                Language::De => format!("Versandt mit {carrier}, Sendung {tracking}"),
                Language::En => format!("Shipped with {carrier}, tracking {tracking}"),
            },
            Self::ShippedBefore { reason } => match l {
                Language::De => {
                    format!("Ein Teil vorab, obwohl alles zusammen gewünscht ist. Grund: {reason}")
                }
                Language::En => {
                    format!("A part of it before the rest, though all together is wanted. Reason: {reason}")
                }
            },
            Self::ReadyToCollect { branch } => match l {
                Language::De => format!("Abholbereit in {branch}"),
                Language::En => format!("Ready to be collected in {branch}"),
            },
            Self::HandedOver { by, branch } => match l {
                Language::De => format!("In {branch} übergeben an {by}"),
                Language::En => format!("Handed over in {branch} to {by}"),
            },
            Self::BranchChanged { name } => {
                format!("{} {name}", l.pick("Filiale geändert:", "Branch changed:"))
            }
            Self::TariffsChanged => {
                l.pick("Versandarten und Frachten geändert", "Services and freight changed").into()
            }
            Self::OrderCancelled { reason } => {
                let reason = if reason.is_empty() { String::new() } else { format!(": {reason}") };
                format!("{}{reason}", l.pick("Storniert", "Cancelled"))
            }
            Self::CompanyRequested => l.pick("Geschäftskonto beantragt", "Business account requested").into(),
            Self::CompanyReleased => l.pick("Geschäftskonto freigegeben", "Business account released").into(),
            Self::CompanyRefused { reason } => {
                format!("{}: {reason}", l.pick("Geschäftskonto abgelehnt", "Business account refused"))
            }
            Self::PersonInvited { email } => format!("{} {email}", l.pick("Eingeladen:", "Invited:")),
            Self::PersonJoined => l.pick("Einladung angenommen", "Invitation accepted").into(),
            Self::SignedIn => l.pick("Angemeldet", "Signed in").into(),
            Self::PasswordChanged => l.pick("Passwort geändert", "Password changed").into(),
            Self::SignedOutEverywhere => l.pick("Überall abgemeldet", "Signed out everywhere").into(),
            Self::CartLineChanged { number, quantity } => {
                format!("{} {number}: {}", l.pick("Warenkorb", "Cart"), format::quantity(*quantity, l))
            }
            Self::PartsImported { new, changed } => match l {
                Language::De => format!("Teile eingelesen: {new} neu, {changed} geändert"),
                Language::En => format!("Parts imported: {new} new, {changed} changed"),
            },
            Self::PriceChanged { number, .. } => {
                format!("{} {number}", l.pick("Preis geändert:", "Price changed:"))
            }
            Self::StockChanged { number, on_hand } => {
                format!("{} {number}: {}", l.pick("Bestand", "Stock"), format::quantity(*on_hand, l))
            }
            Self::PartChanged { number } => format!("{} {number}", l.pick("Teil geändert:", "Part changed:")),
            Self::PriceAsked { number, quantity } => {
                let asked = l.pick("Preis angefragt:", "Price asked:");
                format!("{asked} {number}, {}", format::quantity(*quantity, l))
            }
            Self::PriceAnswered { number, net, until } => {
                let answered = l.pick("Preis genannt:", "Price answered:");
                let until = until
                    .map(|day| format!(", {} {}", l.pick("gültig bis", "valid until"), format::date(day, l)));
                format!("{answered} {number}, {}{}", format::money(*net, l), until.unwrap_or_default())
            }
            Self::PriceDeclined { number, reason } => {
                format!("{} {number}. {reason}", l.pick("Kein Preis für", "No price for"))
            }
            Self::PriceWithdrawn { number } => {
                format!("{} {number}", l.pick("Preisanfrage zurückgezogen:", "Price request withdrawn:"))
            }
            Self::ModelImported { name } => {
                format!("{} {}", l.pick("Modell geändert:", "Model changed:"), name.get(l))
            }
            Self::ModelReleased { name, version } => {
                let released = l.pick("Modell freigegeben:", "Model released:");
                format!("{released} {}, {} {version}", name.get(l), l.pick("Stand", "version"))
            }
            Self::ModelOffered { name, offered: true } => {
                format!("{} {}", l.pick("Modell wieder angeboten:", "Model offered again:"), name.get(l))
            }
            Self::ModelOffered { name, offered: false } => {
                format!(
                    "{} {}",
                    l.pick("Modell nicht mehr angeboten:", "Model taken out of sale:"),
                    name.get(l)
                )
            }
            Self::NotationSet { metal, day, rate } => {
                let rate = format::money(Money::eur(*rate), l);
                let words = l.pick("Notierung", "Notation of");
                format!("{words} {} {}: {rate} / 100 kg", metal.word(l), format::date(*day, l))
            }
            Self::KeyMade { name } => format!("{} {name}", l.pick("Schlüssel angelegt:", "Key made:")),
            Self::KeyRevoked { name } => format!("{} {name}", l.pick("Schlüssel gesperrt:", "Key revoked:")),
            Self::CalendarMade => l.pick("Kalenderadresse angelegt", "Calendar address made").into(),
            Self::CalendarRevoked => l.pick("Kalenderadresse gesperrt", "Calendar address revoked").into(),
            Self::AddressSaved { name } => {
                format!("{} {name}", l.pick("Adresse gespeichert:", "Address saved:"))
            }
            Self::CartRowsAdded { rows } => match l {
                Language::De => format!("Schnellbestellung: {rows} Zeilen in den Warenkorb"),
                Language::En => format!("Quick order: {rows} rows into the cart"),
            },
            Self::CartRowsTaken { rows } => match l {
                Language::De => format!("Schnellbestellung: {rows} Zeilen wieder heraus"),
                Language::En => format!("Quick order: {rows} rows out again"),
            },
            Self::CartMade { name } => format!("{} {name}", l.pick("Warenkorb angelegt:", "Cart made:")),
            Self::CartRenamed { name } => {
                format!("{} {name}", l.pick("Warenkorb heißt jetzt:", "Cart is now called:"))
            }
            Self::CartShared { name } => {
                format!("{} {name}", l.pick("Rechte am Warenkorb geändert:", "Rights to the cart changed:"))
            }
            Self::CartDeleted { name, lines } => match l {
                Language::De => format!("Warenkorb gelöscht: {name} (Positionen: {lines})"),
                Language::En => format!("Cart deleted: {name} (lines: {lines})"),
            },
            Self::CartRestored { name } => {
                format!("{} {name}", l.pick("Warenkorb zurückgeholt:", "Cart brought back:"))
            }
            Self::CartLinesMoved { from, to, lines } => match l {
                Language::De => format!("Positionen verschoben von {from} nach {to}: {lines}"),
                Language::En => format!("Lines moved from {from} to {to}: {lines}"),
            },
            Self::CartLinesCopied { from, to, lines } => match l {
                Language::De => format!("Positionen kopiert von {from} nach {to}: {lines}"),
                Language::En => format!("Lines copied from {from} to {to}: {lines}"),
            },
            Self::OwnNumbersChanged { set, removed } => match l {
                Language::De => format!("Eigene Nummern: {set} gesetzt, {removed} entfernt"),
                Language::En => format!("Own numbers: {set} set, {removed} removed"),
            },
            Self::CompanyChanged => l.pick("Kundendaten geändert", "Customer data changed").into(),
            Self::RolesChanged { roles } => {
                let words: Vec<_> = roles.iter().map(|r| r.word(l)).collect();
                format!("{} {}", l.pick("Rollen geändert:", "Roles changed:"), words.join(", "))
            }
            Self::PersonBlocked { email } => format!("{} {email}", l.pick("Gesperrt:", "Locked out:")),
            Self::PersonUnblocked { email } => format!("{} {email}", l.pick("Entsperrt:", "Let in again:")),
            Self::JobsRevived { kind, count } => match l {
                Language::De => format!("Aufgaben noch einmal versucht: {count} ({kind})"),
                Language::En => format!("Jobs tried again: {count} ({kind})"),
            },
            Self::JobDropped { kind, reason } => match l {
                Language::De => format!("Aufgabe verworfen ({kind}): {reason}"),
                Language::En => format!("Job dropped ({kind}): {reason}"),
            },
            Self::ApprovalAsked { people } => {
                format!("{} {}", l.pick("Freigabe erbeten von", "Approval asked of"), either(people, l))
            }
            Self::OrderApproved { in_place_of, comment } => {
                decided(l.pick("Freigegeben", "Approved"), in_place_of.as_deref(), comment, l)
            }
            Self::OrderRejected { in_place_of, reason } => {
                decided(l.pick("Abgelehnt", "Rejected"), in_place_of.as_deref(), reason, l)
            }
            Self::ApproversReminded { people } => {
                format!(
                    "{} {}",
                    l.pick("An die Freigabe erinnert:", "Reminded of the approval:"),
                    either(people, l)
                )
            }
            Self::RulesChanged => l.pick("Bestellregeln geändert", "Ordering rules changed").into(),
            Self::ListMade { name } => {
                format!("{} {name}", l.pick("Bestellliste angelegt:", "Order list made:"))
            }
            Self::ListRenamed { name } => {
                format!("{} {name}", l.pick("Bestellliste geändert:", "Order list changed:"))
            }
            Self::ListArchived { name } => {
                format!("{} {name}", l.pick("Bestellliste abgelegt:", "Order list archived:"))
            }
            Self::ListRestored { name } => {
                format!("{} {name}", l.pick("Bestellliste zurückgeholt:", "Order list restored:"))
            }
            Self::ListLineChanged { number, quantity } => {
                format!(
                    "{} {number}: {}",
                    l.pick("Bestellliste", "Order list"),
                    format::quantity(*quantity, l)
                )
            }
            Self::ListLinesReplaced { lines } => match l {
                Language::De => format!("Bestellliste neu gefüllt, Positionen: {lines}"),
                Language::En => format!("Order list filled anew, lines: {lines}"),
            },
            Self::CartFilled { lines } => match l {
                Language::De => format!("In den Warenkorb gelegt, Positionen: {lines}"),
                Language::En => format!("Put into the cart, lines: {lines}"),
            },
            Self::CartFillUndone { lines } => match l {
                Language::De => format!("Wieder aus dem Warenkorb genommen, Positionen: {lines}"),
                Language::En => format!("Taken out of the cart again, lines: {lines}"),
            },
            Self::PaymentReceived { amount } => {
                format!("{} {}", l.pick("Bezahlt:", "Paid:"), format::money(*amount, l))
            }
            Self::PaymentUnderWay { amount } => {
                format!("{} {}", l.pick("Wird abgebucht:", "Being debited:"), format::money(*amount, l))
            }
            Self::PaymentFailed { code } => {
                format!("{} {}", l.pick("Zahlung fehlgeschlagen.", "Payment failed."), decline_text(code, l))
            }
            Self::PaymentNeedsConfirmation => {
                l.pick("Die Bank verlangt eine Bestätigung", "The bank asks for a confirmation").into()
            }
            Self::PaymentDisputed => {
                l.pick("Die Zahlung wurde zurückgebucht", "The payment was taken back").into()
            }
            Self::PayerReminded { until } => format!(
                "{} {}",
                l.pick("An die Zahlung erinnert, möglich bis", "Reminded of the payment, possible until"),
                format::date(*until, l)
            ),
            Self::PaymentMismatch => l
                .pick(
                    "Zahlung passt nicht zum Auftrag: wird geprüft",
                    "Payment does not fit the order: being checked",
                )
                .into(),
            Self::RefundRequested { amount, reason } => {
                let reason = if reason.is_empty() { String::new() } else { format!(": {reason}") };
                format!(
                    "{} {}{reason}",
                    l.pick("Erstattung veranlasst,", "Refund started,"),
                    format::money(*amount, l)
                )
            }
            Self::PaymentRefunded { amount } => {
                format!("{} {}", l.pick("Erstattet:", "Refunded:"), format::money(*amount, l))
            }
            Self::PaymentSettled { concern, note } => {
                format!("{} ({}): {note}", l.pick("Zahlung geklärt", "Payment settled"), concern.word(l))
            }
            Self::MethodStored { label } => {
                format!("{} {label}", l.pick("Zahlungsart hinterlegt:", "Payment method stored:"))
            }
            Self::MethodChanged { label } => {
                format!("{} {label}", l.pick("Zahlungsart geändert:", "Payment method changed:"))
            }
            Self::MethodRemoved { label } => {
                format!("{} {label}", l.pick("Zahlungsart entfernt:", "Payment method removed:"))
            }
            Self::OrderRevised { lines, po_number, note } => {
                revised_text(lines, po_number.as_deref(), *note, l)
            }
            Self::LineChosen { number, kind, quantity, other, note } => {
                chosen_text(*kind, number, *quantity, other, note, l)
            }
            Self::LineCancelled { number, quantity, reason } => {
                chosen_text(ChoiceKind::Cancel, number, *quantity, "", reason, l)
            }
            Self::ExpediteDeclined { number, reason } => {
                format!("{number} {}: {reason}", l.pick("geht nicht schneller", "cannot be quicker"))
            }
            Self::ReturnRequested { code, lines } => match l {
                Language::De => format!("Rückgabe {code} angemeldet, Positionen: {lines}"),
                Language::En => format!("Return {code} announced, lines: {lines}"),
            },
            Self::ReturnWithdrawn { code } => match l {
                Language::De => format!("Rückgabe {code} zurückgezogen"),
                Language::En => format!("Return {code} withdrawn"),
            },
            Self::ReturnReceived { code } => match l {
                Language::De => format!("Rückgabe {code} eingegangen und geprüft"),
                Language::En => format!("Return {code} received and checked"),
            },
            Self::ReturnCredited { code, number, amount, words } => {
                let amount = format::money(*amount, l);
                let done = match l {
                    Language::De if number.is_empty() => {
                        format!("Rückgabe {code} angenommen, ohne Gutschrift")
                    }
                    Language::De => format!("Rückgabe {code} angenommen, Gutschrift {number} über {amount}"),
                    Language::En if number.is_empty() => format!("Return {code} accepted, without a credit"),
                    Language::En => format!("Return {code} accepted, credit {number} of {amount}"),
                };
                decided(&done, None, words, l)
            }
            Self::ReturnRefused { code, words } => {
                let done = match l {
                    Language::De => format!("Rückgabe {code} abgelehnt"),
                    Language::En => format!("Return {code} refused"),
                };
                decided(&done, None, words, l)
            }
            Self::ActingBegun { caller } => match l {
                Language::De => format!("Erfasst auf Wunsch von {caller}"),
                Language::En => format!("Enters what {caller} asked for"),
            },
            Self::ActingEnded => l.pick("Erfassung beendet", "Stopped entering").into(),
            Self::OrderHeld => {
                l.pick("Über dem Kreditrahmen: wird geprüft", "Above the credit: under review").into()
            }
            Self::OrderReleased { reason } => {
                format!("{}: {reason}", l.pick("Nach Prüfung freigegeben", "Released after review"))
            }
            Self::OrderSettled => l.pick("Ausgeglichen", "Settled").into(),
            Self::OrderUnsettled => l.pick("Doch noch offen", "Open after all").into(),
            Self::CreditChanged => l.pick("Kreditrahmen geändert", "Credit changed").into(),
            Self::DeliveryBlocked { reason } => {
                format!("{} {reason}", l.pick("Liefersperre:", "On hold:"))
            }
            Self::DeliveryUnblocked => l.pick("Liefersperre aufgehoben", "No longer on hold").into(),
            Self::RecurringMade { name } => {
                format!("{} {name}", l.pick("Dauerbestellung angelegt:", "Recurring order made:"))
            }
            Self::RecurringChanged { name } => {
                format!("{} {name}", l.pick("Dauerbestellung geändert:", "Recurring order changed:"))
            }
            Self::RecurringSkipped { day } => {
                format!("{} {}", l.pick("Ausgelassen:", "Skipped:"), format::date(*day, l))
            }
            Self::RecurringPaused => l.pick("Pausiert", "Paused").into(),
            Self::RecurringResumed { next } => {
                format!("{} {}", l.pick("Geht weiter am", "Goes on on"), format::date(*next, l))
            }
            Self::RecurringEnded => l.pick("Dauerbestellung beendet", "Recurring order ended").into(),
            Self::RecurringTakenOver { name } => {
                format!("{} {name}", l.pick("Übernommen von", "Taken over by"))
            }
            Self::RecurringAnnounced { day } => {
                format!("{} {}", l.pick("Angekündigt für", "Announced for"), format::date(*day, l))
            }
            Self::RecurringOrdered { case, missed } => {
                let missed = match (*missed, l) {
                    (0, _) => String::new(),
                    (n, Language::De) => format!(" (verpasste Termine, nicht nachgeholt: {n})"),
                    (n, Language::En) => format!(" (days missed and not made up for: {n})"),
                };
                format!("{} {case}{missed}", l.pick("Bestellt:", "Ordered:"))
            }
            Self::RecurringStopped { why } => {
                let why: Vec<String> = why.iter().map(|w| w.text(l)).collect();
                format!("{} {}", l.pick("Angehalten.", "Stopped."), why.join(" "))
            }
            Self::HookMade { url } => format!("{} {url}", l.pick("Webhook angelegt:", "Webhook made:")),
            Self::HookChanged { url } => {
                format!("{} {url}", l.pick("Webhook geändert:", "Webhook changed:"))
            }
            Self::HookPaused { url } => format!("{} {url}", l.pick("Webhook ruht:", "Webhook paused:")),
            Self::HookResumed { url } => {
                format!("{} {url}", l.pick("Webhook geht weiter:", "Webhook goes on:"))
            }
            Self::HookStopped { url } => {
                format!(
                    "{} {url}",
                    l.pick("Webhook angehalten, nimmt nichts an:", "Webhook stopped, takes nothing:")
                )
            }
            Self::HookRotated { url } => {
                format!("{} {url}", l.pick("Webhook mit neuem Geheimnis:", "Webhook with a new secret:"))
            }
            Self::HookDeleted { url } => {
                format!("{} {url}", l.pick("Webhook gelöscht:", "Webhook deleted:"))
            }
            Self::ConfigurationBegun { name, model } => match l {
                Language::De => format!("Konfiguration begonnen: {name} ({})", model.get(l)),
                Language::En => format!("Configuration begun: {name} ({})", model.get(l)),
            },
            Self::ConfigurationChanged { name, version, changes } => match l {
                Language::De => format!("{name}, Stand {version}: {}", told(changes, l)),
                Language::En => format!("{name}, version {version}: {}", told(changes, l)),
            },
            Self::ConfigurationCompleted { name, net } => match l {
                Language::De => format!("{name} ist vollständig, {} netto", format::money(*net, l)),
                Language::En => format!("{name} is complete, {} net", format::money(*net, l)),
            },
            Self::ConfigurationWentBack { name, version, to } => match l {
                Language::De => format!("{name}, Stand {version}: wieder wie Stand {to}"),
                Language::En => format!("{name}, version {version}: as in version {to} again"),
            },
            Self::ConfigurationMoved { name, model, changes } => match l {
                Language::De => format!("{name}: auf Modellstand {model} gebracht. {}", told(changes, l)),
                Language::En => {
                    format!("{name}: moved to version {model} of the model. {}", told(changes, l))
                }
            },
            Self::ConfigurationRenamed { name } => {
                format!("{} {name}", l.pick("Konfiguration heißt jetzt:", "Configuration is now called:"))
            }
            Self::ConfigurationCopied { name, from } => match l {
                Language::De => format!("Als Kopie von {from} begonnen: {name}"),
                Language::En => format!("Begun as a copy of {from}: {name}"),
            },
            Self::QuoteRequested { number, title } => match l {
                Language::De => format!("Angebot {number} angefragt: {title}"),
                Language::En => format!("Offer {number} asked for: {title}"),
            },
            Self::QuoteBegun { number, title } => match l {
                Language::De => format!("Angebot {number} begonnen: {title}"),
                Language::En => format!("Offer {number} begun: {title}"),
            },
            Self::QuoteDrafted { number, changes } => {
                let changes: Vec<String> = changes.iter().map(|c| c.text(l)).collect();
                match l {
                    Language::De => format!("Entwurf zu Angebot {number} geändert: {}", changes.join("; ")),
                    Language::En => format!("Draft of offer {number} changed: {}", changes.join("; ")),
                }
            }
            Self::QuoteSent { number, version, net } => match l {
                Language::De => {
                    format!("Angebot {number}, Fassung {version} gesendet: {} netto", format::money(*net, l))
                }
                Language::En => {
                    format!("Offer {number}, version {version} sent: {} net", format::money(*net, l))
                }
            },
            Self::QuoteOpened { number, version } => match l {
                Language::De => format!("Angebot {number}, Fassung {version} geöffnet"),
                Language::En => format!("Offer {number}, version {version} opened"),
            },
            Self::QuoteCountered { number, version, net, words } => {
                let head = match (l, net) {
                    (Language::De, Some(net)) => format!(
                        "Gegenangebot zu {number}, Fassung {version}: {} netto",
                        format::money(*net, l)
                    ),
                    (Language::En, Some(net)) => format!(
                        "Counter-offer to {number}, version {version}: {} net",
                        format::money(*net, l)
                    ),
                    (Language::De, None) => format!("Änderungswunsch zu Angebot {number}, Fassung {version}"),
                    (Language::En, None) => format!("Change asked for in offer {number}, version {version}"),
                };
                because(head, words)
            }
            Self::QuoteAccepted { number, version, net } => match l {
                Language::De => {
                    format!(
                        "Angebot {number}, Fassung {version} angenommen: {} netto",
                        format::money(*net, l)
                    )
                }
                Language::En => {
                    format!("Offer {number}, version {version} accepted: {} net", format::money(*net, l))
                }
            },
            Self::QuoteDeclined { number, version, reason } => because(
                match l {
                    Language::De => format!("Angebot {number}, Fassung {version} abgelehnt"),
                    Language::En => format!("Offer {number}, version {version} declined"),
                },
                reason,
            ),
            Self::QuoteReminded { number, until } => match l {
                Language::De => format!("An Angebot {number} erinnert: gilt bis {}", format::date(*until, l)),
                Language::En => {
                    format!("Reminded of offer {number}: valid until {}", format::date(*until, l))
                }
            },
            Self::QuoteExpired { number, version } => match l {
                Language::De => format!("Angebot {number}, Fassung {version} abgelaufen"),
                Language::En => format!("Offer {number}, version {version} expired"),
            },
            Self::QuoteWithdrawn { number, reason } => because(
                match l {
                    Language::De => format!("Angebot {number} zurückgezogen"),
                    Language::En => format!("Offer {number} withdrawn"),
                },
                reason,
            ),
            Self::ReleaseAsked { number, reason } => because(
                match l {
                    Language::De => format!("Freigabe für Angebot {number} erbeten"),
                    Language::En => format!("Release of offer {number} asked for"),
                },
                reason,
            ),
            Self::ReleaseAnswered { number, granted, words } => because(
                match (l, granted) {
                    (Language::De, true) => format!("Angebot {number} freigegeben"),
                    (Language::De, false) => format!("Freigabe für Angebot {number} verweigert"),
                    (Language::En, true) => format!("Offer {number} released"),
                    (Language::En, false) => format!("Release of offer {number} refused"),
                },
                words,
            ),
            Self::LadderChanged => {
                l.pick("Grenzen der Nachlässe geändert", "Floors of discounts changed").into()
            }
            Self::ConfigurationArchived { name } => {
                format!("{} {name}", l.pick("Konfiguration weggelegt:", "Configuration archived:"))
            }
            Self::ConfigurationRestored { name } => {
                format!(
                    "{} {name}",
                    l.pick("Konfiguration wieder hervorgeholt:", "Configuration brought back:")
                )
            }
            Self::CaseTitled { title } => format!("{} {title}", l.pick("Vorgang benannt:", "Case named:")),
            Self::CaseArchived => l.pick("Vorgang abgelegt", "Case archived").into(),
            Self::CaseRestored => l.pick("Vorgang wieder geöffnet", "Case taken out of the archive").into(),
            Self::CaseHidden => l
                .pick("Vertraulich: nur noch für Beteiligte", "Confidential: for those who take part only")
                .into(),
            Self::CaseOpened => l.pick("Nicht mehr vertraulich", "No longer confidential").into(),
            Self::CaseJoined { name, right } => {
                format!("{} {name} ({})", l.pick("Beteiligt:", "Takes part:"), right.word(l))
            }
            Self::CaseLeft { name } => {
                format!("{} {name}", l.pick("Nicht mehr beteiligt:", "No longer takes part:"))
            }
            Self::CaseOwned { name } => {
                format!("{} {name}", l.pick("Betreut von", "Looked after by"))
            }
            Self::CaseMessage => l.pick("Nachricht geschrieben", "Message written").into(),
            Self::CaseNote => l.pick("Interne Notiz geschrieben", "Internal note written").into(),
            Self::FollowUpMade { due, owner } => {
                format!("{} {}, {owner}", l.pick("Wiedervorlage am", "Follow-up on"), format::date(*due, l))
            }
            Self::FollowUpDone => l.pick("Wiedervorlage erledigt", "Follow-up done").into(),
            Self::FollowUpMoved { due } => format!(
                "{} {}",
                l.pick("Wiedervorlage verschoben auf", "Follow-up put off to"),
                format::date(*due, l)
            ),
            Self::FollowUpHandedOver { name } => {
                format!("{} {name}", l.pick("Wiedervorlage übergeben an", "Follow-up handed over to"))
            }
            Self::DocumentArchived { title, kind } => {
                format!("{} {title} ({})", l.pick("Dokument abgelegt:", "Document filed:"), kind.word(l))
            }
            Self::DocumentVersionAdded { title, number } => match l {
                Language::De => format!("Dokument {title}: Fassung {number} abgelegt"),
                Language::En => format!("Document {title}: version {number} filed"),
            },
            Self::DocumentOpened { title, number } => match l {
                Language::De => format!("Dokument {title}, Fassung {number} geöffnet"),
                Language::En => format!("Document {title}, version {number} opened"),
            },
            Self::DocumentHeld { title, reason } => {
                because(format!("{} {title}", l.pick("Dokument gesperrt:", "Document put on hold:")), reason)
            }
            Self::DocumentReleased { title } => {
                format!("{} {title}", l.pick("Sperre aufgehoben:", "Hold released:"))
            }
            Self::DocumentLetGo { title, reason } => {
                because(format!("{} {title}", l.pick("Löschung beschlossen:", "Deletion decided:")), reason)
            }
            Self::DocumentDeleted { title, kind } => {
                let deleted = l.pick("Nach der Frist gelöscht:", "Deleted after its retention:");
                format!("{deleted} {title} ({})", kind.word(l))
            }
            Self::DocumentShared { title, until, opens } => match l {
                Language::De => {
                    format!("Link zu {title} vergeben, bis {}, für {opens} Aufrufe", format::date(*until, l))
                }
                Language::En => {
                    format!("Link to {title} given, until {}, for {opens} openings", format::date(*until, l))
                }
            },
            Self::DocumentShareEnded { title } => {
                format!("{} {title}", l.pick("Link beendet:", "Link ended:"))
            }
            Self::DocumentShareOpened { title } => {
                format!("{} {title}", l.pick("Über einen Link geöffnet:", "Opened with a link:"))
            }
            Self::DocumentsExported { count } => match l {
                Language::De => format!("{count} Dokumente ausgegeben"),
                Language::En => format!("{count} documents exported"),
            },
            Self::MachineSaved { serial, model } => {
                format!("{} {model}, {serial}", l.pick("Maschine gespeichert:", "Machine saved:"))
            }
            Self::HoursRead { serial, hours } => {
                let read = l.pick("Betriebsstunden abgelesen:", "Operating hours read:");
                format!("{read} {}\u{a0}h, {serial}", format::decimal(hours.normalize(), l))
            }
            Self::TemplateEdited { name } => {
                format!("{} {}", l.pick("Vorlage bearbeitet:", "Template edited:"), name.get(l))
            }
            Self::TemplateReleased { name, version } => match l {
                Language::De => format!("Vorlage {}, Fassung {version} freigegeben", name.get(l)),
                Language::En => format!("Template {}, version {version} released", name.get(l)),
            },
            Self::TemplateRetired { name, retired: true } => {
                format!("{} {}", l.pick("Vorlage stillgelegt:", "Template retired:"), name.get(l))
            }
            Self::TemplateRetired { name, retired: false } => {
                format!("{} {}", l.pick("Vorlage wieder in Gebrauch:", "Template in use again:"), name.get(l))
            }
            Self::FormBegun { name, machine } => {
                about(format!("{} {}", l.pick("Formular begonnen:", "Form begun:"), name.get(l)), machine)
            }
            Self::FormDiscarded { name, machine } => about(
                format!("{} {}", l.pick("Formular verworfen:", "Form discarded:"), name.get(l)),
                machine,
            ),
            Self::SignaturesAsked { title, people } => {
                let asked = l.pick("Um Unterschrift gebeten:", "Asked for signatures:");
                format!("{asked} {} ({})", title.get(l), people.join(", "))
            }
            Self::SignatureGiven { title, name } => match l {
                Language::De => format!("{name} hat unterschrieben: {}", title.get(l)),
                Language::En => format!("{name} signed: {}", title.get(l)),
            },
            Self::SignatureDeclined { title, name, reason } => {
                let declined = l.pick("hat die Unterschrift abgelehnt:", "declined to sign:");
                because(format!("{name} {declined} {}", title.get(l)), reason)
            }
            Self::SignatureDelegated { title, name, to } => match l {
                Language::De => format!("{name} hat die Unterschrift an {to} übergeben: {}", title.get(l)),
                Language::En => format!("{name} handed the signature on to {to}: {}", title.get(l)),
            },
            Self::SignerReminded { title, name } => match l {
                Language::De => format!("{name} an die Unterschrift erinnert: {}", title.get(l)),
                Language::En => format!("{name} reminded to sign: {}", title.get(l)),
            },
            Self::SignaturesWithdrawn { title } => {
                format!(
                    "{} {}",
                    l.pick("Unterschriften zurückgezogen:", "Signatures withdrawn:"),
                    title.get(l)
                )
            }
            Self::SignaturesExpired { title } => {
                let expired = l.pick("Nicht rechtzeitig unterschrieben:", "Not signed in time:");
                format!("{expired} {}", title.get(l))
            }
            Self::SignedFormArchived { title } => {
                let kept = l.pick("Unterschrieben und archiviert:", "Signed and archived:");
                format!("{kept} {}", title.get(l))
            }
        }
    }
}

/// A sentence with the machine it is about, if there is one.
fn about(head: String, machine: &str) -> String {
    if machine.is_empty() { head } else { format!("{head} ({machine})") }
}

/// So many changes are told on a timeline; the rest is counted.
const TOLD: usize = 4;

fn told(changes: &[Difference], l: Language) -> String {
    let mut words: Vec<String> = changes.iter().take(TOLD).map(|change| change.text(l)).collect();
    match changes.len() {
        0 => return l.pick("nichts geändert", "nothing changed").into(),
        all if all > TOLD => {
            words.push(format!("{} {}", all - TOLD, l.pick("weitere Änderungen", "more changes")));
        }
        _ => {}
    }
    words.join("; ")
}

fn either(people: &[String], l: Language) -> String {
    people.join(l.pick(" oder ", " or "))
}

/// `Freigegeben in Vertretung von Petra Wiest: Bitte nächstes Mal früher`.
fn decided(word: &str, in_place_of: Option<&str>, words: &str, l: Language) -> String {
    let absent = in_place_of.map(|name| format!(" {} {name}", l.pick("in Vertretung von", "in place of")));
    let words = if words.is_empty() { String::new() } else { format!(": {words}") };
    format!("{word}{}{words}", absent.unwrap_or_default())
}

/// A sentence with its reason, if there is one.
fn because(head: String, reason: &str) -> String {
    if reason.is_empty() { head } else { format!("{head}: {reason}") }
}
