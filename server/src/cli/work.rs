//! Work that this process does itself, or hands to the one that has the store open.

use std::path::PathBuf;

use kontor_domain::accounts::{Actor, Channel, NewPerson, Role};
use kontor_domain::catalog::{ImportMode, ImportReport};
use kontor_domain::configurations::{ImportModel, ModelStep, StepModel};
use kontor_domain::{CompanyId, Error, Language};
use kontor_service::{Kontor, accounts, catalog, documents, models};
use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::{backup, demo, doctor};

/// What is to be done. Paths are absolute.
#[derive(Serialize, Deserialize)]
#[serde(tag = "work", rename_all = "snake_case")]
pub enum Work {
    Demo(demo::Size),
    Import {
        file: PathBuf,
        mode: ImportMode,
    },
    ImportModel {
        file: PathBuf,
        release: bool,
    },
    AddUser {
        email: String,
        name: String,
        company: Option<String>,
        roles: Vec<Role>,
        language: Language,
        password: String,
    },
    ListUsers {
        company: Option<String>,
    },
    SetPassword {
        email: String,
        password: String,
    },
    SetRoles {
        email: String,
        roles: Vec<Role>,
    },
    Reindex,
    Backup {
        to: PathBuf,
    },
    Doctor,
}

/// Errors of a file that are listed on the terminal.
const LISTED: usize = 50;

impl Work {
    /// Does it, saying what happens.
    ///
    /// # Errors
    /// What went wrong, in a sentence.
    pub async fn run(
        self,
        kontor: &Kontor,
        config: &Config,
        say: &(dyn Fn(String) + Send + Sync),
    ) -> Result<(), String> {
        let actor = Actor::system(Channel::Cli);
        match self {
            Self::Demo(size) => demo::load_once(kontor, config, size, say).await.map_err(|e| e.to_string()),
            Self::Import { file, mode } => {
                let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
                let report =
                    catalog::import(kontor, &actor, &name, &file, mode).await.map_err(|e| sentence(&e))?;
                tell(&report, mode, say);
                let wrong = !report.outcome.errors.is_empty();
                if wrong && mode == ImportMode::AllOrNothing {
                    Err("nothing was written".into())
                } else {
                    Ok(())
                }
            }
            Self::ImportModel { file, release } => {
                let file = tokio::fs::read_to_string(&file).await.map_err(|e| e.to_string())?;
                let import = ImportModel { file, version: None };
                let model = models::import_model(kontor, &actor, &import).await.map_err(|e| sentence(&e))?;
                for change in &model.changes {
                    say(change.clone());
                }
                if !release {
                    say(format!("{}: saved, not released", model.summary.id));
                    return Ok(());
                }
                let step =
                    StepModel { id: model.summary.id, version: model.version, step: ModelStep::Release };
                let model = models::step_model(kontor, &actor, &step).await.map_err(|e| sentence(&e))?;
                say(format!("{}: released as version {}", model.summary.id, model.summary.version));
                Ok(())
            }
            Self::AddUser { email, name, company, roles, language, password } => {
                let company = company.map(CompanyId);
                let person = NewPerson { name, email, company, roles, language, password };
                let id = accounts::make_person(kontor, &actor, person).await.map_err(|e| sentence(&e))?;
                say(format!("added {id}"));
                Ok(())
            }
            Self::ListUsers { company } => {
                let company = company.map(CompanyId);
                for person in
                    accounts::people(kontor, &actor, company.as_ref()).await.map_err(|e| sentence(&e))?
                {
                    let roles: Vec<_> = person.roles.iter().map(|r| r.code()).collect();
                    let state = if person.active { "" } else { "  (invited)" };
                    say(format!("{:<40} {:<28} {}{state}", person.email, person.name, roles.join(",")));
                }
                Ok(())
            }
            Self::SetPassword { email, password } => {
                accounts::put_password(kontor, &actor, &email, &password).await.map_err(|e| sentence(&e))
            }
            Self::SetRoles { email, roles } => {
                accounts::put_roles(kontor, &actor, &email, &roles).await.map_err(|e| sentence(&e))
            }
            Self::Reindex => {
                let parts = catalog::reindex(kontor, |done| say(format!("{done} parts"))).await;
                say(format!("{} parts in the index", parts.map_err(|e| sentence(&e))?));
                let documents = documents::reindex(kontor, |done| say(format!("{done} documents"))).await;
                say(format!("{} documents in the full text", documents.map_err(|e| sentence(&e))?));
                Ok(())
            }
            Self::Backup { to } => {
                let files = backup::backup(kontor, config, &to).await.map_err(|e| e.to_string())?;
                say(format!("{files} files in {}", to.display()));
                if let Some(bucket) = kontor.archive.blobs.bucket() {
                    say(format!("without the files of the archive: they stay in {bucket}"));
                }
                Ok(())
            }
            Self::Doctor => {
                let findings = doctor::examine(kontor, config).await;
                for finding in &findings {
                    say(finding.line());
                }
                let bad = findings.iter().filter(|f| f.state == doctor::State::Bad).count();
                if bad == 0 { Ok(()) } else { Err(format!("{bad} things are out of order")) }
            }
        }
    }
}

fn tell(report: &ImportReport, mode: ImportMode, say: &(dyn Fn(String) + Send + Sync)) {
    let o = &report.outcome;
    say(format!("{} rows: {} new, {} changed, {} unchanged", o.rows, o.new, o.changed, o.unchanged));
    for e in o.errors.iter().take(LISTED) {
        say(format!("line {}: {} {:?}: {}", e.line, e.field, e.value, e.problem.text(Language::En)));
    }
    let more = o.errors.len().saturating_sub(LISTED) as u64 + o.more_errors;
    if more > 0 {
        say(format!("and {more} more errors"));
    }
    if mode == ImportMode::Preview {
        say("preview: nothing was written".into());
    }
}

/// An error with all its fields.
fn sentence(error: &Error) -> String {
    match error {
        Error::Invalid { fields } => {
            let all: Vec<_> =
                fields.iter().map(|f| format!("{}: {}", f.field, f.problem.text(Language::En))).collect();
            all.join("; ")
        }
        other => other.text(Language::En),
    }
}
