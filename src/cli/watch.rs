//! `check --watch`: checks again whenever a file changes, until somebody ends it.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use anyhow::Context as _;
use notify::{Event, EventKind, RecursiveMode, Watcher as _};

use super::{Exit, Streams};
use crate::source::discover::may_be_read;

/// How long nothing may change before files are read: editors and git write several at a time.
const QUIET: Duration = Duration::from_millis(100);

/// Clears a terminal, and keeps what was scrolled away.
const CLEAR: &[u8] = b"\x1b[2J\x1b[H";

/// Does `work` at once and after each change at or below the paths, for ever.
///
/// # Errors
/// When `work` fails the first time, or the system tells of no changes.
pub(super) fn watch(
    roots: &[PathBuf],
    streams: &mut Streams,
    mut work: impl FnMut(&mut Streams) -> anyhow::Result<()>,
) -> anyhow::Result<Exit> {
    let (sender, changes) = channel();
    let mut watcher = notify::recommended_watcher(move |event| {
        // Nobody listens any more when the run ends.
        let _ = sender.send(event);
    })
    .context("the system tells of no changes")?;
    for root in roots {
        // A file is often written as another one that takes its place: its folder tells of both.
        let (folder, mode) = match root.is_dir() {
            true => (root.as_path(), RecursiveMode::Recursive),
            false => (root.parent().unwrap_or(root), RecursiveMode::NonRecursive),
        };
        watcher
            .watch(folder, mode)
            .with_context(|| format!("{}: its changes cannot be watched", folder.display()))?;
    }
    let is_terminal = std::io::stdout().is_terminal();
    let mut is_first = true;
    loop {
        if is_terminal {
            streams.raw(|out| out.write_all(CLEAR))?;
        }
        match work(streams) {
            Err(error) if is_first => return Err(error),
            // Somebody is in the middle of writing it: the next change may mend it.
            Err(error) => streams.fail(&error),
            Ok(()) => {}
        }
        is_first = false;
        streams.aside(|out| writeln!(out, "Waiting for changes; Ctrl-C ends."))?;
        wait(&changes, roots)?;
    }
}

/// Waits until something changed that a run reads, and then until nothing does.
fn wait(changes: &Receiver<notify::Result<Event>>, roots: &[PathBuf]) -> anyhow::Result<()> {
    loop {
        let event = changes
            .recv()
            .context("the system tells of no changes any more")?;
        if is_of_use(&event, roots) {
            break;
        }
    }
    loop {
        match changes.recv_timeout(QUIET) {
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) => return Ok(()),
            Err(error @ RecvTimeoutError::Disconnected) => return Err(error.into()),
        }
    }
}

/// Whether a run may see a change. What the system could not tell counts.
fn is_of_use(event: &notify::Result<Event>, roots: &[PathBuf]) -> bool {
    let Ok(event) = event else {
        return true;
    };
    if matches!(event.kind, EventKind::Access(_)) {
        return false;
    }
    event.need_rescan() || event.paths.iter().any(|path| may_be_read(path, roots))
}
