//! Ctrl-C and `kill` wait while files take their places: then a run is there as a whole, or not at all. The journal stays for what
//! nobody can wait for.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What has come of a piece of writing that had not begun.
pub(super) const NOTHING: &str = "nothing was written";

/// Held while files are written; whether an end waits for that yet.
static WRITING: Mutex<bool> = Mutex::new(false);

/// Whether somebody asked for an end.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// A piece of writing that is not broken off.
#[derive(Debug)]
pub struct Writing {
    held: Option<MutexGuard<'static, bool>>,
    /// What has come of it.
    done: String,
}

impl Writing {
    /// From here on an end waits until this is dropped.
    ///
    /// # Errors
    /// When the system lets nothing wait.
    pub fn begin() -> io::Result<Self> {
        let mut held = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        if !*held {
            wait_for_writing()?;
            *held = true;
        }
        Ok(Self {
            held: Some(held),
            done: NOTHING.to_owned(),
        })
    }

    /// Whether somebody asked for an end meanwhile.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        STOPPED.load(Ordering::SeqCst)
    }

    /// Says what has come of it, for somebody who asked for an end.
    pub fn has_done(&mut self, what: String) {
        self.done = what;
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        if !self.is_stopped() {
            return;
        }
        eprintln!("interrupted: {}", self.done);
        // Who waits for the lock ends the process: nothing more is to be done.
        self.held = None;
        loop {
            std::thread::park();
        }
    }
}

/// Lets Ctrl-C and `kill` wait for what is being written, once for all. The process ends by the signal itself, as it would without this:
/// a shell's loop ends with it.
///
/// # Errors
/// When the system refuses.
#[cfg(unix)]
fn wait_for_writing() -> io::Result<()> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    let mut signals = Signals::new([SIGINT, SIGTERM])?;
    let end = move || {
        for signal in signals.forever() {
            STOPPED.store(true, Ordering::SeqCst);
            let _held = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
            if emulate_default_handler(signal).is_err() {
                std::process::exit(128 + signal);
            }
        }
    };
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(end)?;
    Ok(())
}

/// Elsewhere the journal alone brings a run back that was broken off.
#[cfg(not(unix))]
fn wait_for_writing() -> io::Result<()> {
    Ok(())
}
