//! What is known before anybody fills in anything.

use kontor_domain::accounts::Company;
use kontor_domain::case::CaseCode;
use kontor_domain::forms::{Answer, Answers, ElementKind, FormTemplate, Prefill};
use kontor_domain::machines::Machine;
use kontor_domain::{Date, Error, FormId};

use crate::orders::rows::OrderRow;

/// Of what a form is about.
pub(super) struct Known<'a> {
    pub form: &'a FormId,
    pub house: String,
    pub creditor: &'a str,
    pub today: Date,
    pub person: &'a str,
    pub company: &'a Company,
    pub machine: Option<&'a Machine>,
    pub case: Option<&'a CaseCode>,
    pub order: Option<&'a OrderRow>,
}

/// # Errors
/// [`Error::Internal`] when the order was written by a newer program.
pub(super) fn prefilled(template: &FormTemplate, known: &Known<'_>) -> Result<Answers, Error> {
    let mut out = Answers::new();
    for element in template.elements() {
        let Some(answer) = element.prefill.map(|what| answer(what, &element.kind, known)).transpose()? else {
            continue;
        };
        // What does not fit (a name that is too long) is left to who fills it in.
        if let Some(answer) = answer.filter(|a| a.is_filled() && a.fits(&element.kind).is_empty()) {
            out.insert(element.code.clone(), answer);
        }
    }
    Ok(out)
}

fn answer(what: Prefill, kind: &ElementKind, known: &Known<'_>) -> Result<Option<Answer>, Error> {
    let text = |text: &str| Some(Answer::Text(text.to_owned()));
    Ok(match what {
        Prefill::Today => Some(Answer::Date(known.today)),
        Prefill::Person => text(known.person),
        Prefill::CustomerName => text(&known.company.name),
        Prefill::CustomerAddress => known.company.addresses.first().and_then(|address| {
            let lines = address.lines();
            text(&lines[1..].join(", "))
        }),
        Prefill::Machine => known.machine.and_then(|machine| match kind {
            ElementKind::Machine => Some(Answer::Machine(machine.serial.clone())),
            _ => text(&machine.serial),
        }),
        Prefill::MachineModel => known.machine.and_then(|machine| text(&machine.model)),
        Prefill::MachineSite => known.machine.and_then(|machine| text(&machine.site)),
        Prefill::OperatingHours => known.machine.and_then(|machine| machine.hours).map(Answer::Number),
        Prefill::OrderNumber => match known.order {
            None => None,
            // The customer's own number, or the code that both sides know it by.
            Some(order) => {
                let number = order.read()?.po_number;
                text(if number.is_empty() { &order.case } else { &number })
            }
        },
        Prefill::CaseCode => known.case.and_then(|case| text(case.as_str())),
        Prefill::House => text(&known.house),
        Prefill::Creditor => text(known.creditor),
        Prefill::FormNumber => text(known.form.as_str()),
    })
}
