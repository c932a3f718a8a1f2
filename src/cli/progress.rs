//! A line that moves while a run takes long, where a person watches: on a terminal, and not with `--quiet`.

use std::io::IsTerminal as _;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{JoinHandle, spawn};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::engine::{Progress, Step};
use crate::report::summary::{Verbosity, count};

/// What is done sooner shows nothing.
const SOON: Duration = Duration::from_millis(300);

/// How often the line moves.
const TICK: Duration = Duration::from_millis(100);

/// A line that goes away with this.
pub(super) struct Line {
    shown: Option<Shown>,
}

struct Shown {
    bar: ProgressBar,
    end: Sender<()>,
    thread: JoinHandle<()>,
}

impl Line {
    /// Begins to wait; nothing is shown where nobody watches.
    pub(super) fn begin(verbosity: Verbosity) -> Self {
        if verbosity == Verbosity::Quiet || !std::io::stderr().is_terminal() {
            return Self { shown: None };
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
            bar.set_style(style);
        }
        let (end, ended) = channel();
        let late = bar.clone();
        let thread = spawn(move || {
            if ended.recv_timeout(SOON) == Err(RecvTimeoutError::Timeout) {
                late.set_draw_target(ProgressDrawTarget::stderr());
                late.enable_steady_tick(TICK);
            }
        });
        Self {
            shown: Some(Shown { bar, end, thread }),
        }
    }

    /// What tells the line of a run's steps.
    pub(super) fn progress(&self) -> Progress {
        let Some(shown) = &self.shown else {
            return Progress::default();
        };
        let bar = shown.bar.clone();
        Progress::to(move |step| bar.set_message(words(step)))
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let Some(Shown { bar, end, thread }) = self.shown.take() else {
            return;
        };
        drop(end);
        // It ends by itself; a panic in it has been shown.
        let _ = thread.join();
        bar.finish_and_clear();
    }
}

fn words(step: Step) -> String {
    match step {
        Step::Finding => "Looking for files".to_owned(),
        Step::Reading(files) => format!("Reading {}", count(files, "file", "files")),
        Step::Judging => "Judging what was found".to_owned(),
        Step::Again(time) => format!("Looking at what the fixes gave, {time}"),
    }
}
