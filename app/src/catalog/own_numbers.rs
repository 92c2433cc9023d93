//! The company's own numbers.

use kontor_domain::carts::quick::SkippedLine;
use kontor_domain::catalog::own::{OwnNumber, OwnNumbersSet, WrongPair};
use kontor_domain::{Error, page};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// What came of a list that was brought with the form of the page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BroughtNumbers {
    /// What was typed, when it has to be put right.
    pub text: String,
    pub wrong: Vec<WrongPair>,
    pub skipped: Vec<SkippedLine>,
    pub done: Option<OwnNumbersSet>,
    pub error: Option<Error>,
}

/// A page of the numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnNumbersView {
    pub page: page::Page<OwnNumber>,
    pub brought: BroughtNumbers,
}

#[server(name = OwnNumbers, prefix = "/fn", endpoint = "catalog/own_numbers")]
pub async fn own_numbers(#[server(default)] after: Option<String>) -> Result<OwnNumbersView, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let page = kontor_service::catalog::own_numbers(&kontor, &actor, after.as_deref()).await.answer()?;
    Ok(OwnNumbersView { page, brought: request::posted().unwrap_or_default() })
}
