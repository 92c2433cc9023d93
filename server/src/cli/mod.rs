//! The command line.

mod arguments;
mod password;
mod work;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser as _;
use kontor_domain::accounts::{Actor, Channel};
use kontor_service::forms;

use crate::config::{Config, load};
use crate::{backup, control, demo, house, logging, serve};
use arguments::{Arguments, Command, ConfigCommand};
pub use work::Work;

/// SurrealDB parses and plans recursively; tokio's own 2 MiB are too little for it.
const STACK: usize = 10 * 1024 * 1024;

/// Runs what the command line asks for.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Without a configuration, a log or a second thread: what it reads may be hostile.
    if let Some(Command::ReadFile { wanted, kind }) = arguments.command {
        return match kontor_extract::work(wanted, kind, std::io::stdin().lock(), std::io::stdout().lock()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(e) => failed(&e.to_string()),
        };
    }
    let mut config = match load(arguments.config.as_deref()) {
        Ok(config) => config,
        Err(e) => return failed(&e.to_string()),
    };
    config.reader = std::env::current_exe().unwrap_or_default();
    logging::start(&config.log);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(STACK).build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(e) => return failed(&e.to_string()),
    };
    // On a thread of the runtime, for the sake of its stack.
    let done = runtime.block_on(async { tokio::spawn(run(arguments.command, config)).await });
    match done {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(problem)) => failed(&problem),
        Err(e) => failed(&e.to_string()),
    }
}

async fn run(command: Option<Command>, config: Config) -> Result<(), String> {
    match command.unwrap_or(Command::Serve { demo: false, parts: None, seed: None }) {
        Command::Serve { demo, parts, seed } => {
            Box::pin(run_server(config, demo.then(|| demo::Size::new(parts, seed)))).await
        }
        Command::Config { command: ConfigCommand::Check } => {
            println!("the configuration is right");
            Ok(())
        }
        Command::Restore { from } => {
            let kontor = backup::restore(&config, &from).await.map_err(|e| e.to_string())?;
            println!("restored into {}: {} parts", config.data.display(), kontor.search.count());
            let left = backup::left_to_do(&kontor, &from);
            house::close(kontor).await.map_err(|e| e.to_string())?;
            if let Some(left) = left.map_err(|e| e.to_string())? {
                println!("{left}");
            }
            Ok(())
        }
        other => Box::pin(do_work(config, other.work()?)).await,
    }
}

async fn run_server(mut config: Config, demo: Option<demo::Size>) -> Result<(), String> {
    // Until the program ends.
    let till = match demo {
        Some(_) => demo::till::open(&mut config).await.map_err(|e| format!("stripe double: {e}"))?,
        None => None,
    };
    let stop = serve::signals().map_err(|e| e.to_string())?;
    let kontor = house::open(&config).await.map_err(|e| explain(&e))?;
    let system = Actor::system(Channel::Cli);
    forms::put_first_templates(&kontor, &system).await.map_err(|e| e.to_string())?;
    let say = |line: String| eprintln!("{line}");
    if let Some(size) = demo {
        demo::load_once(&kontor, &config, size, &say).await.map_err(|e| e.to_string())?;
    }
    let sign_ins = demo::sign_ins(&kontor).await;
    serve::serve(Arc::clone(&kontor), config, stop, |address| {
        eprintln!("Kontor listens on http://{address}");
        for line in sign_ins {
            eprintln!("{line}");
        }
        if let Some(till) = &till {
            eprintln!(
                "Payment goes to a Stripe double (no money moves), card 4242 4242 4242 4242: {}",
                till.url()
            );
        }
    })
    .await
    .map_err(|e| e.to_string())
}

/// Does the work here, or hands it to the program that has the store open.
async fn do_work(config: Config, work: Work) -> Result<(), String> {
    let say = |line: String| println!("{line}");
    match house::open(&config).await {
        Ok(kontor) => {
            let done = work.run(&kontor, &config, &say).await;
            house::close(kontor).await.map_err(|e| e.to_string())?;
            done
        }
        Err(e) if house::in_use(&e) => control::hand_over(&config, &work, &say).await,
        Err(e) => Err(explain(&e)),
    }
}

fn explain(error: &house::OpenError) -> String {
    if house::in_use(error) {
        format!("{error}. Kontor runs already with this data folder.")
    } else {
        error.to_string()
    }
}

fn failed(problem: &str) -> ExitCode {
    eprintln!("kontor: {problem}");
    ExitCode::FAILURE
}

/// Paths are handed to another process, which may stand elsewhere.
fn absolute(path: &Path) -> Result<std::path::PathBuf, String> {
    std::path::absolute(path).map_err(|e| format!("{}: {e}", path.display()))
}
