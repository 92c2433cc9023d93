//! `kontor`: customer portal, parts shop and desk of a machine dealer, in one program.

use std::process::ExitCode;

fn main() -> ExitCode {
    kontor_server::cli::main()
}
