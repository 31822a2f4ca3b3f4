//! The arguments of the program.

use clap::{Parser, Subcommand, ValueEnum};
use coaraci::api::Locale;
use std::path::PathBuf;

#[derive(Parser)]
#[command(name = "coaraci", version, about = "Solar and B2B-commerce rules for Brazil")]
pub struct Arguments {
    /// Language of texts.
    #[arg(long, global = true, value_enum, default_value = "pt-br")]
    pub lang: Language,
    /// Print the answer as JSON also on a terminal.
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Language {
    /// Brazilian Portuguese.
    #[value(name = "pt-br", alias = "pt-BR", alias = "pt")]
    PtBr,
    /// English.
    En,
}

#[derive(Subcommand)]
pub enum Command {
    /// Call an operation with the request in FILE (`-` is standard input) and print its envelope.
    Call {
        /// Name of the operation.
        operation: String,
        /// File with the request as JSON.
        #[arg(default_value = "-")]
        file: PathBuf,
        /// Exit with 1 if the answer's verdict is no.
        #[arg(long)]
        fail_on_deny: bool,
    },
    /// Compute a proposal from the request in FILE: tables and bars on a terminal, JSON in a pipe.
    Proposal {
        /// File with the request as JSON.
        #[arg(default_value = "-")]
        file: PathBuf,
        /// Also write the report as one HTML file.
        #[arg(long)]
        html: Option<PathBuf>,
        /// Print tables also into a pipe.
        #[arg(long, conflicts_with = "json")]
        table: bool,
    },
    /// List the operations.
    Operations,
    /// Print the JSON Schema of an operation's request and answer, or of all of them.
    Schema {
        /// Name of the operation.
        operation: Option<String>,
    },
    /// Explain a code, or list all of them.
    Codes {
        /// The code.
        code: Option<String>,
    },
    /// Print the hash of a request: SHA-256 of the operation, a line feed and the exact bytes.
    Hash {
        /// Name of the operation.
        operation: String,
        /// File with the request.
        #[arg(default_value = "-")]
        file: PathBuf,
    },
    /// Print a script that completes arguments in a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

impl Arguments {
    /// Language of texts.
    pub fn locale(&self) -> Locale {
        match self.lang {
            Language::PtBr => Locale::PtBr,
            Language::En => Locale::En,
        }
    }
}
