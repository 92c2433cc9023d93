//! A test of this program in a process of its own, which is killed.

use std::io::{BufRead as _, BufReader};
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
