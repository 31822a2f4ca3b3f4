//! Progress on standard error: only on a terminal, and only for work of more than half a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Work that is over before is not shown.
const PATIENCE: Duration = Duration::from_millis(500);

/// Runs a call and shows that it runs.
pub fn watch<T>(name: &str, work: impl FnOnce() -> T) -> T {
    if !std::io::stderr().is_terminal() {
        return work();
    }
    let (done, wait) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if wait.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                let bar = ProgressBar::new_spinner().with_message(name.to_owned());
                bar.enable_steady_tick(Duration::from_millis(100));
                let _ = wait.recv();
                bar.finish_and_clear();
            }
        });
        let result = work();
        drop(done);
        result
    })
}

/// Rows that are done.
pub struct Bar {
    bar: ProgressBar,
    begun: Instant,
    issues: u64,
}

impl Bar {
    /// A bar of unknown length.
    pub fn new(name: &str) -> Bar {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{prefix} {pos} ({per_sec}) {msg}") {
            bar.set_style(style);
        }
        bar.set_prefix(name.to_owned());
        Bar { bar, begun: Instant::now(), issues: 0 }
    }

    /// One more row, with an issue or without.
    pub fn step(&mut self, issue: bool) {
        if self.bar.is_hidden() && self.begun.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        if issue {
            self.issues += 1;
            self.bar.set_message(format!("! {}", self.issues));
        }
        self.bar.inc(1);
    }

    /// Clears the bar and gives the number of rows with issues.
    pub fn finish(self) -> u64 {
        self.bar.finish_and_clear();
        self.issues
    }
}
