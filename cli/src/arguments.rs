//! The arguments of the program.

use clap::{Args, Parser, Subcommand, ValueEnum};
use coaraci::api::Locale;
use std::path::PathBuf;

#[derive(Parser)]
#[command(name = "coaraci", version, about = "Solar and B2B-commerce rules for Brazil")]
#[command(
    after_help = "Exit: 0 computed, 1 a verdict is no (with --fail-on-deny), 2 the request has issues, 3 rows of a batch \
    have issues, 64 wrong arguments, 66 no input, 74 reading or writing failed."
)]
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

/// What becomes of an answer.
#[derive(Args, Debug, Default)]
pub struct Wanted {
    /// Also write a report; the ending says what: .html, .md, .csv, .xlsx (several times for several).
    #[arg(short, long, value_name = "FILE", alias = "html")]
    pub output: Vec<PathBuf>,
    /// Write decimal commas and semicolons into .csv files (spreadsheets in Brazil).
    #[arg(long)]
    pub csv_br: bool,
    /// Print tables and bars also into a pipe.
    #[arg(long, conflicts_with = "json")]
    pub table: bool,
    /// Exit with 1 if the answer's verdict is no.
    #[arg(long)]
    pub fail_on_deny: bool,
}

#[derive(Subcommand)]
pub enum Command {
    /// Compute a proposal from the request in FILE (of `proposal`, or of `viability`).
    Proposal {
        /// File with the request as JSON (`-` is standard input).
        #[arg(default_value = "-")]
        file: PathBuf,
        #[command(flatten)]
        wanted: Wanted,
    },
    /// Simulate a year: a weather file and a system as JSON (a request of `simulate_year` without its weather).
    Simulate {
        /// Weather: EPW, TMY3, SAM, NSRDB or PVGIS file.
        weather: PathBuf,
        /// System: arrays, inverter and losses; the site is that of the weather file unless given.
        system: PathBuf,
        /// Format of the weather file; found from its beginning by default.
        #[arg(long, value_enum)]
        format: Option<WeatherFormat>,
        /// Which moment of its interval a stamp names, where the format leaves it open.
        #[arg(long, value_enum)]
        stamp: Option<Stamp>,
        /// Standard time less universal time, h (PVGIS files need it).
        #[arg(long, allow_hyphen_values = true)]
        utc_offset: Option<f64>,
        #[command(flatten)]
        wanted: Wanted,
    },
    /// Compute a bill of group B, group A or any rate; the request's members say which.
    Bill {
        /// File with the request as JSON (`-` is standard input).
        #[arg(default_value = "-")]
        file: PathBuf,
        #[command(flatten)]
        wanted: Wanted,
    },
    /// Compute the repayment plan of a loan.
    Loan {
        #[command(flatten)]
        loan: LoanTerms,
        #[command(flatten)]
        wanted: Wanted,
    },
    /// Search the best system from the request in FILE.
    Optimize {
        /// File with the request as JSON (`-` is standard input).
        #[arg(default_value = "-")]
        file: PathBuf,
        #[command(flatten)]
        wanted: Wanted,
    },
    /// Call an operation with the request in FILE and print its envelope.
    Call {
        /// Name of the operation.
        operation: String,
        /// File with the request as JSON (`-` is standard input).
        #[arg(default_value = "-")]
        file: PathBuf,
        /// Exit with 1 if the answer's verdict is no.
        #[arg(long)]
        fail_on_deny: bool,
    },
    /// Call an operation for every row of FILE.
    Batch {
        /// Name of the operation.
        operation: String,
        /// Requests, one a line (ndjson), or columns (csv); `-` is standard input.
        #[arg(default_value = "-")]
        file: PathBuf,
        /// Form of input and output.
        #[arg(long, value_enum, default_value = "ndjson")]
        format: BatchFormat,
        /// For csv: file with what is the same for all rows.
        #[arg(long)]
        params: Option<PathBuf>,
    },
    /// Write the report of an answer.
    Report {
        /// proposal, bill, financing, energy, compliance, or auto.
        kind: String,
        /// File with the answer (`-` is standard input).
        #[arg(default_value = "-")]
        file: PathBuf,
        /// html, markdown, csv, csv-br, csv/TABLE, csv-br/TABLE, xlsx or tables; by the ending of the output.
        #[arg(long)]
        format: Option<String>,
        /// Where it goes; standard output by default.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Draw a chart of an answer as SVG.
    Chart {
        /// monthly, range, losses, heatmap, bills, bill, bill_with, cash_flow, amortization, tornado or scenarios.
        kind: String,
        /// File with the answer (`-` is standard input).
        #[arg(default_value = "-")]
        file: PathBuf,
        /// Where it goes; standard output by default.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
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
    /// Say which version, tables and terminal there are, and check one known result.
    Doctor,
    /// Print a script that completes arguments in a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
}

/// A loan in a few arguments; `coaraci call loan_cost` takes all that there is.
#[derive(Args)]
pub struct LoanTerms {
    /// Amount financed, R$.
    #[arg(long)]
    pub principal: String,
    /// Interest rate as a fraction: 0.0149 is 1.49 %.
    #[arg(long)]
    pub rate: String,
    /// What the rate counts.
    #[arg(long, value_enum, default_value = "month-effective")]
    pub basis: Basis,
    /// Number of installments.
    #[arg(long)]
    pub installments: u32,
    /// Amortisation system.
    #[arg(long, value_enum, default_value = "price")]
    pub system: System,
    /// Day on which the credit is released, YYYY-MM-DD.
    #[arg(long)]
    pub release_date: String,
    /// First due date, YYYY-MM-DD.
    #[arg(long)]
    pub first_due_date: String,
    /// Daily rate of IOF as a fraction, with --iof-additional.
    #[arg(long, requires = "iof_additional")]
    pub iof_daily: Option<String>,
    /// Additional rate of IOF as a fraction.
    #[arg(long, requires = "iof_daily")]
    pub iof_additional: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Basis {
    /// Effective a month.
    MonthEffective,
    /// Effective a year.
    YearEffective,
    /// Nominal a year.
    YearNominal,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum System {
    /// Equal installments.
    Price,
    /// Equal amortisation.
    Sac,
    /// Mean of both.
    Sam,
    /// Interest only, the principal at the end.
    American,
    /// SAC whose installment is kept for a while.
    Sacre,
}

#[derive(Debug, Clone, Copy, ValueEnum, PartialEq, Eq)]
pub enum BatchFormat {
    /// One JSON a line.
    Ndjson,
    /// Columns, for operations that have a column form.
    Csv,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum WeatherFormat {
    /// EnergyPlus.
    Epw,
    /// SAM.
    SamCsv,
    /// NSRDB (PSM).
    NsrdbPsm,
    /// TMY3 of the NREL.
    Tmy3,
    /// PVGIS, CSV.
    PvgisCsv,
    /// PVGIS, JSON.
    PvgisJson,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Stamp {
    /// The beginning.
    IntervalStart,
    /// The end.
    IntervalEnd,
    /// The middle.
    IntervalCentre,
    /// The value at that moment.
    Instant,
}

/// The name of a choice on the wire.
pub fn wire(choice: impl ValueEnum) -> String {
    choice.to_possible_value().map(|value| value.get_name().replace('-', "_")).unwrap_or_default()
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
