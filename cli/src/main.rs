//! `coaraci`: every operation from the command line.
//!
//! Answers go to standard output, everything else to standard error. A terminal gets tables, a pipe gets JSON.

mod arguments;
mod commands;
mod failure;
mod input;
mod progress;
mod show;
mod table;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match arguments::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let asked = !error.use_stderr();
            // A closed pipe is no reason to say more.
            let _ = error.print();
            return ExitCode::from(if asked { 0 } else { failure::USAGE });
        }
    };
    match commands::run(&arguments) {
        Ok(code) => code,
        Err(failure) => failure.report(arguments.locale()),
    }
}
