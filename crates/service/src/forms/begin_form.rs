//! Somebody begins a form with the newest release of a template.

use kontor_domain::accounts::{Actor, Company, Right};
use kontor_domain::case::CaseCode;
use kontor_domain::events::Happened;
use kontor_domain::forms::{BeginForm, Filled, FormTemplate, FormView, TemplateState};
use kontor_domain::machines::Machine;
use kontor_domain::{CompanyId, Error, FormId, Problem};

use super::form;
use super::prefill::{Known, prefilled};
use super::rows::{FormData, FormRow, record};
use super::template_rows;
use crate::accounts::check::Fields;
use crate::change::{Change, Outcome, answered_before};
use crate::fault::Fault as _;
use crate::orders::rows::OrderRow;
use crate::{Kontor, accounts, cases, machines, orders};

const OPERATION: &str = "begin_form";

/// What is known already is filled in. The same key again answers the same form, even when its template was retired since.
///
/// # Errors
/// [`Error::Forbidden`] for customers without [`Right::Order`], the dealer's people without [`Right::ManageCustomers`], and who only reads
/// the case; [`Error::NotFound`] for a template that is not there or not for customers, and for a case or an order that is not seen;
/// [`Error::Invalid`] with `machine`, `company` or `key`; [`Error::Conflict`] with [`Problem::TemplateRetired`].
pub async fn begin_form(kontor: &Kontor, actor: &Actor, command: &BeginForm) -> Result<FormView, Error> {
    let customer = actor.company().is_some();
    actor.require(if customer { Right::Order } else { Right::ManageCustomers })?;
    if let Some(before) = answered_before(kontor, actor, OPERATION, &command.key).await? {
        return form(kontor, actor, &FormId(before)).await;
    }
    let template = usable(kontor, actor, command).await?;
    let about = about(kontor, actor, command, &template).await?;
    let id = FormId(kontor.new_id());
    let (now, who) = (kontor.clock.local(), actor.name());
    let settings = &kontor.settings;
    let known = Known {
        form: &id,
        house: std::iter::once(&settings.dealer)
            .chain(&settings.dealer_address)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(", "),
        creditor: &settings.dealer_creditor_id,
        today: now.date(),
        person: who,
        company: &about.company,
        machine: about.machine.as_ref(),
        case: about.case.as_ref(),
        order: about.order.as_ref(),
    };
    let filled = Filled::beginning(prefilled(&template, &known)?, who, now);
    let machine = about.machine;
    // Of the machine's unit, or of whose order it is about: others of the company do not see that either.
    let unit = match (&machine, &about.order) {
        (Some(machine), _) => machine.unit.clone(),
        (None, Some(order)) => order.read()?.assignment.unit,
        (None, None) => String::new(),
    };
    let data = FormData {
        name: template.name.clone(),
        template_version: template.version,
        for_customers: template.for_customers,
        company: about.company.id.clone(),
        company_name: about.company.name.clone(),
        unit,
        machine: machine.as_ref().map(|machine| machine.serial.clone()).unwrap_or_default(),
        machine_model: machine.map(|machine| machine.model).unwrap_or_default(),
        case: about.case,
        order: command.order.clone(),
        begun_by: who.to_owned(),
        begun: now,
        changed: now,
        document: None,
        filled,
        photos: Vec::new(),
    };
    let happened = Happened::FormBegun { name: template.name.clone(), machine: data.machine.clone() };
    let row = FormRow::new(id.to_string(), &template.id, data);
    let subject = row.subject();
    let mut change = Change::new(kontor, actor);
    change.once(OPERATION, &command.key, id.as_str());
    change.tx.create(record(&id), row);
    change.event(&subject, happened);
    match change.commit().await.fault()? {
        Outcome::Done => form(kontor, actor, &id).await,
        Outcome::Before(before) => form(kontor, actor, &FormId(before)).await,
    }
}

async fn usable(kontor: &Kontor, actor: &Actor, command: &BeginForm) -> Result<FormTemplate, Error> {
    let row = template_rows::find(kontor, &command.template).await?.ok_or(Error::NotFound)?;
    let number = row.released().ok_or(Error::NotFound)?;
    let template = template_rows::released(kontor, &command.template, number).await?;
    if actor.company().is_some() && !template.for_customers {
        return Err(Error::NotFound);
    }
    match row.state() {
        TemplateState::Retired => Err(Error::conflict(Problem::TemplateRetired)),
        _ => Ok(template),
    }
}

/// What a form is about.
struct About {
    company: Company,
    machine: Option<Machine>,
    case: Option<CaseCode>,
    order: Option<OrderRow>,
}

/// Machine, case, order and customer have to go together.
async fn about(
    kontor: &Kontor,
    actor: &Actor,
    command: &BeginForm,
    template: &FormTemplate,
) -> Result<About, Error> {
    let mut fields = Fields::default();
    if let Err(problem) = command.key.check() {
        fields.wrong("key", problem);
    }
    let order = match &command.order {
        Some(order) => Some(orders::rows::visible(kontor, actor, order).await?),
        None => None,
    };
    let of_order = order.as_ref().and_then(|order| CaseCode::parse(&order.case));
    if command.case.is_some() && of_order.is_some() && command.case != of_order {
        return Err(Error::NotFound);
    }
    let case = command.case.clone().or(of_order);
    let mut company = actor.company().or(command.company.as_ref()).cloned();
    if actor.company().is_some() && command.company.is_some() && command.company != company {
        return Err(Error::NotFound);
    }
    if let Some(case) = &case {
        let entered = cases::enter(kontor, actor, case).await?;
        if !entered.desk && !entered.may_edit {
            return Err(Error::Forbidden);
        }
        agree(&mut company, &entered.company)?;
    }
    if let Some(order) = &order {
        agree(&mut company, &CompanyId(order.company.clone()))?;
    }
    let machine = match command.machine.trim() {
        "" => {
            if template.needs_machine {
                fields.wrong("machine", Problem::Required);
            }
            None
        }
        serial => match machines::rows::seen(kontor, actor, serial).await {
            Ok(machine) if company.as_ref().is_none_or(|company| *company == machine.company) => {
                Some(machine)
            }
            Ok(_) | Err(Error::NotFound) => {
                fields.wrong("machine", Problem::UnknownMachine);
                None
            }
            Err(other) => return Err(other),
        },
    };
    let company = company.or_else(|| machine.as_ref().map(|machine| machine.company.clone()));
    let company = match &company {
        None => {
            fields.wrong("company", Problem::Required);
            None
        }
        Some(id) => match accounts::rows::company(kontor, id).await {
            Ok(company) => Some(company),
            Err(Error::NotFound) => {
                fields.wrong("company", Problem::UnknownCustomer);
                None
            }
            Err(other) => return Err(other),
        },
    };
    fields.done()?;
    let company = company.ok_or_else(|| Error::invalid("company", Problem::Required))?;
    Ok(About { company, machine, case, order })
}

fn agree(company: &mut Option<CompanyId>, found: &CompanyId) -> Result<(), Error> {
    match company {
        Some(company) if company != found => Err(Error::NotFound),
        _ => {
            *company = Some(found.clone());
            Ok(())
        }
    }
}
