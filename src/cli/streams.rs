//! The two ways out. A reader that goes away early (`exuvia check | head`) is no error.

use std::io::{self, BufWriter, Write};

use crate::report::{diff, safe, severity_style};

/// Where findings and where everything else goes.
pub(super) struct Streams {
    /// Findings as people read them; colours are taken out where they are not wanted.
    out: BufWriter<anstream::AutoStream<io::StdoutLock<'static>>>,
    /// Everything else. It is not locked: a thread that fails says so there, and would wait for this one for ever.
    err: anstream::AutoStream<io::Stderr>,
}

impl Streams {
    /// The streams of this process.
    pub(super) fn standard() -> Self {
        Self {
            out: BufWriter::new(anstream::stdout().lock()),
            err: anstream::stderr(),
        }
    }

    /// Writes text that may have colours to the standard output.
    pub(super) fn text(
        &mut self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        ignore_gone(write(&mut self.out))
    }

    /// Writes bytes for machines to the standard output, just as they are.
    pub(super) fn raw(
        &mut self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        ignore_gone(self.out.flush())?;
        // The lock is held by this thread and may be taken again by it.
        let mut out = BufWriter::new(io::stdout().lock());
        ignore_gone(write(&mut out).and_then(|()| out.flush()))
    }

    /// Writes a patch to the standard output: byte for byte, and in colours only where they are wanted.
    pub(super) fn patch(&mut self, patch: &[u8]) -> io::Result<()> {
        let choice = anstream::AutoStream::choice(&io::stdout());
        if matches!(choice, anstream::ColorChoice::Never) {
            return self.raw(|out| out.write_all(patch));
        }
        self.raw(|out| diff::write(patch, out))
    }

    /// Writes text that is not a finding.
    pub(super) fn aside(
        &mut self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        ignore_gone(self.out.flush())?;
        ignore_gone(write(&mut self.err))
    }

    /// Writes what is still held back.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        ignore_gone(self.out.flush())
    }

    /// Says why the command could not run: the error and its causes, each on a line.
    pub(super) fn fail(&mut self, error: &anyhow::Error) {
        let _ = self.out.flush();
        let style = severity_style(crate::finding::Severity::Error);
        // Where the error stream is gone too, the exit code must do.
        let _ = writeln!(
            self.err,
            "{style}error{style:#}: {}",
            safe::block(&error.to_string())
        );
        let mut said = error.to_string();
        for cause in error.chain().skip(1) {
            let cause = cause.to_string();
            // Many errors name their cause already.
            if !said.contains(&cause) {
                let _ = writeln!(self.err, "  because: {}", safe::block(&cause));
            }
            said = cause;
        }
    }
}

/// How many columns a line of the standard output has: COLUMNS says it, else the terminal; none where neither does.
pub(super) fn width() -> Option<usize> {
    let asked = std::env::var("COLUMNS").ok();
    let asked = asked.and_then(|columns| columns.trim().parse().ok());
    let seen = || terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0.into());
    asked.or_else(seen).filter(|width| *width > 0)
}

fn ignore_gone(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::ignore_gone;

    #[test]
    fn only_a_reader_that_went_away_is_ignored() {
        let failed = |kind| ignore_gone(Err(io::Error::from(kind)));
        assert!(failed(io::ErrorKind::BrokenPipe).is_ok());
        assert!(failed(io::ErrorKind::StorageFull).is_err());
    }
}
