//! One machine.

use kontor_domain::documents::DocumentSummary;
use kontor_domain::forms::FormSummary;
use kontor_domain::machines::MachineView;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// A machine with what its page needs beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineFound {
    pub view: MachineView,
    /// The newest about it.
    pub forms: Vec<FormSummary>,
    pub documents: Vec<DocumentSummary>,
    /// The reader fills in forms, and files documents.
    pub may_begin: bool,
    pub may_add: bool,
}

#[server(name = MachineFn, prefix = "/fn", endpoint = "machines/machine")]
pub async fn machine(serial: String) -> Result<MachineFound, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::accounts::Right;
    use kontor_domain::documents::DocumentFilter;
    use kontor_domain::forms::FormFilter;
    use kontor_service::{documents, forms, machines};
    let (kontor, actor) = request::begin()?;
    let view = machines::machine(&kontor, &actor, &serial).await.answer()?;
    let desk = actor.company().is_none();
    let filter = FormFilter { machine: view.machine.serial.clone(), ..FormFilter::default() };
    let about = forms::forms(&kontor, &actor, &filter).await.answer()?.items;
    // The archive's machines are written as whoever filed it typed them; the list reads them as this one.
    let filter = DocumentFilter { machine: view.machine.serial.clone(), ..DocumentFilter::default() };
    let filed = documents::documents(&kontor, &actor, &filter).await.answer()?.items;
    let templates = forms::templates(&kontor, &actor).await.answer()?;
    let may_add = actor.has(if desk { Right::ManageCustomers } else { Right::Order });
    let may_begin = may_add && !crate::forms::begun_with(templates).is_empty();
    Ok(MachineFound { view, forms: about, documents: filed, may_begin, may_add })
}
