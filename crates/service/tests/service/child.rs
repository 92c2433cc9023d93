//! Processes of their own: a test of this program, which is killed, and the tools that the Makefile installs.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

/// Starts one test, by its whole name, with these variables. What it prints is read with [`lines`].
pub fn start(test: &str, variables: &[(&str, &str)]) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .envs(variables.iter().copied())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// What it prints, line by line, until it ends.
pub fn lines(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    let out: ChildStdout = child.stdout.take().expect("nobody has read it yet");
    BufReader::new(out).lines().map_while(Result::ok)
}

/// Starts a test, kills it with signal 9 after a while, and answers what it had printed by then.
pub fn killed_after(test: &str, variables: &[(&str, &str)], after: Duration) -> Vec<String> {
    let mut child = start(test, variables);
    let said = lines(&mut child);
    // Read while it prints: a full pipe would stop it.
    let said = std::thread::spawn(move || said.collect());
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    said.join().unwrap()
}

/// The Python of a tool; the Makefile knows where it is.
pub fn python(tool: &str) -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME").filter(|c| !c.is_empty()).map(PathBuf::from);
    let home = || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cache");
    cache.unwrap_or_else(home).join("kontor/tools").join(tool).join("bin/python")
}
