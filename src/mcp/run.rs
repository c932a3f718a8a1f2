//! A run of this program in a process of its own.

use std::ffi::OsString;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail};

/// How often it is asked whether a run is over, or not wanted any more.
const PAUSE: Duration = Duration::from_millis(20);

/// What a run printed, and how it ended.
#[derive(Debug)]
pub(super) struct Ran {
    /// The exit code; none of a run that was ended.
    pub(super) code: Option<i32>,
    /// What it found.
    pub(super) out: String,
    /// All else that it said.
    pub(super) err: String,
}

/// Runs a command in a folder, and ends it where it is not wanted any more.
///
/// # Errors
/// When the program cannot be started, or was ended.
pub(super) fn run(
    folder: &Path,
    arguments: &[OsString],
    cancelled: &dyn Fn() -> bool,
) -> anyhow::Result<Ran> {
    let program = std::env::current_exe().context("this program is not there any more")?;
    // Into files: a process that prints more than a pipe holds would wait for its reader.
    let (out, err) = (tempfile::tempfile()?, tempfile::tempfile()?);
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(out.try_clone()?)
        .stderr(err.try_clone()?)
        .spawn()
        .context("the command cannot be started")?;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if cancelled() {
            end(&mut child)?;
            bail!("the call was taken back");
        }
        std::thread::sleep(PAUSE);
    };
    Ok(Ran {
        code: status.code(),
        out: text(out)?,
        err: text(err)?,
    })
}

/// Ends a run; one that is writing files ends once they are all written.
fn end(child: &mut Child) -> anyhow::Result<()> {
    // It may have ended by itself meanwhile.
    #[cfg(unix)]
    let _ = rustix::process::kill_process(
        rustix::process::Pid::from_child(child),
        rustix::process::Signal::TERM,
    );
    #[cfg(not(unix))]
    let _ = child.kill();
    child.wait()?;
    Ok(())
}

fn text(mut file: File) -> anyhow::Result<String> {
    use std::io::Seek as _;
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
