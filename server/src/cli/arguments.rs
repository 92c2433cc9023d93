//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use kontor_domain::Language;
use kontor_domain::accounts::Role;
use kontor_domain::catalog::ImportMode;
use kontor_extract::{Kind, Wanted};

use super::work::Work;
use super::{absolute, password};
use crate::demo;

/// What stands behind `kontor` on the command line.
#[derive(Debug, Parser)]
#[command(
    name = "kontor",
    version,
    about = "Customer portal, parts shop and desk of a machine dealer, in one program"
)]
pub struct Arguments {
    /// Configuration file (default: ./kontor.toml if it is there)
    #[arg(long, global = true, env = "KONTOR_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the program (also without any command)
    Serve {
        /// Load the demo company first if the store is empty
        #[arg(long)]
        demo: bool,
        /// Parts of the demo catalogue
        #[arg(long, requires = "demo")]
        parts: Option<u64>,
        /// Chance of the demo catalogue: the same number gives the same parts
        #[arg(long, requires = "demo")]
        seed: Option<u64>,
    },
    /// Load the demo company with its people, parts, prices, stock and orders
    Demo {
        #[arg(long)]
        parts: Option<u64>,
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Read a price or article file (CSV, BMEcat) into the catalogue
    Import(Import),
    /// Read a model that can be configured (JSON); customers see it once it is released
    ImportModel {
        file: PathBuf,
        /// Release it at once, if its examples turn out as expected
        #[arg(long)]
        release: bool,
    },
    /// People who can sign in
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
    /// Make the search index and the full text of the archive anew from store and files
    Reindex,
    /// Write a backup while the program runs: everything into FOLDER, or the database alone into FILE.surql
    Backup { to: PathBuf },
    /// Fill a new data folder from a backup
    Restore { from: PathBuf },
    /// Look whether everything is in order
    Doctor,
    /// Read text or a picture out of a file: standard input to standard output. Kontor calls itself so
    #[command(hide = true)]
    ReadFile {
        #[arg(value_parser = wanted)]
        wanted: Wanted,
        #[arg(value_parser = kind)]
        kind: Kind,
    },
    /// The configuration
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
}

#[derive(Debug, Args)]
pub struct Import {
    file: PathBuf,
    /// Only say what would change
    #[arg(long, conflicts_with_all = ["all_or_nothing", "good_rows"])]
    preview: bool,
    /// Write only if not a single row is wrong (default)
    #[arg(long, conflicts_with = "good_rows")]
    all_or_nothing: bool,
    /// Write the good rows and report the others
    #[arg(long)]
    good_rows: bool,
}

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a person; the password is read from standard input
    Add {
        email: String,
        #[arg(long)]
        name: String,
        /// Id of the customer's company; without it one of the dealer's people
        #[arg(long)]
        company: Option<String>,
        /// `buyer`, `approver`, `company_admin`; `support`, sales, warehouse, manager, admin
        #[arg(long = "role", required = true, value_parser = role)]
        roles: Vec<Role>,
        #[arg(long, default_value = "de", value_parser = language)]
        language: Language,
    },
    /// List the dealer's people, or those of a customer
    List {
        /// Id of the customer's company
        #[arg(long)]
        company: Option<String>,
    },
    /// Set a new password, read from standard input; ends all sessions of the person
    Password { email: String },
    /// Set the roles of a person
    Role {
        email: String,
        #[arg(required = true, value_parser = role)]
        roles: Vec<Role>,
    },
}

#[derive(Debug, Clone, Copy, Subcommand)]
pub enum ConfigCommand {
    /// Read the configuration and say what is wrong with it
    Check,
}

impl Command {
    /// What can be done by this process or by the one that has the store open.
    pub fn work(self) -> Result<Work, String> {
        Ok(match self {
            Self::Demo { parts, seed } => Work::Demo(demo::Size::new(parts, seed)),
            Self::Import(import) => Work::Import { mode: import.mode(), file: absolute(&import.file)? },
            Self::ImportModel { file, release } => Work::ImportModel { file: absolute(&file)?, release },
            Self::User { command } => command.work()?,
            Self::Reindex => Work::Reindex,
            Self::Backup { to } => Work::Backup { to: absolute(&to)? },
            Self::Doctor => Work::Doctor,
            Self::Serve { .. } | Self::Restore { .. } | Self::Config { .. } | Self::ReadFile { .. } => {
                return Err("this cannot be handed over".into());
            }
        })
    }
}

impl UserCommand {
    fn work(self) -> Result<Work, String> {
        Ok(match self {
            Self::Add { email, name, company, roles, language } => {
                Work::AddUser { email, name, company, roles, language, password: password::read()? }
            }
            Self::List { company } => Work::ListUsers { company },
            Self::Password { email } => Work::SetPassword { email, password: password::read()? },
            Self::Role { email, roles } => Work::SetRoles { email, roles },
        })
    }
}

impl Import {
    const fn mode(&self) -> ImportMode {
        if self.preview {
            ImportMode::Preview
        } else if self.good_rows {
            ImportMode::GoodRows
        } else {
            ImportMode::AllOrNothing
        }
    }
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| {
        let all: Vec<_> = Role::ALL.iter().map(|r| r.code()).collect();
        format!("one of {}", all.join(", "))
    })
}

fn wanted(text: &str) -> Result<Wanted, String> {
    Wanted::parse(text).ok_or_else(|| "text or picture".into())
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::parse(text).ok_or_else(|| "pdf, text, xml, office or photo".into())
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_tag(text).ok_or_else(|| "de or en".into())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Arguments;

    #[test]
    fn the_command_line_has_no_contradictions() {
        Arguments::command().debug_assert();
    }
}
