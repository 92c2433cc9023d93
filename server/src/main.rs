//! `kontor`: customer portal, parts shop and desk of a machine dealer, in one program.

// The embedded engine's future is deep; optimised builds look through all of it.
#![recursion_limit = "256"]

use std::process::ExitCode;

fn main() -> ExitCode {
    kontor_server::cli::main()
}
