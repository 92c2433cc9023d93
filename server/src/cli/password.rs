//! Reading a password without showing it.

use std::io::{BufRead as _, IsTerminal as _};
use std::process::{Command, Stdio};

/// The next line of standard input; typed at a terminal it is not shown.
///
/// # Errors
/// When there is none.
pub fn read() -> Result<String, String> {
    let stdin = std::io::stdin();
    let hide = stdin.is_terminal();
    if hide {
        eprint!("Password: ");
        echo(false);
    }
    let mut line = String::new();
    let read = stdin.lock().read_line(&mut line);
    if hide {
        echo(true);
        eprintln!();
    }
    read.map_err(|e| e.to_string())?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() { Err("no password on standard input".into()) } else { Ok(password) }
}

/// `stty` belongs to every Unix; where it is missing the password is shown while it is typed.
fn echo(on: bool) {
    let _ = Command::new("stty").arg(if on { "echo" } else { "-echo" }).stdin(Stdio::inherit()).status();
}
