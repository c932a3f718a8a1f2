//! How findings are written, and where to.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;

use super::arguments::{OUTPUT, config};
use super::streams::{self, Streams};
use crate::engine::{Options, Outcome};
use crate::report::{self, Format, statistics};
use crate::writing::whole::{can_be_written, write_whole};

/// What is written of a run, and where to.
#[derive(Debug, Args)]
pub(super) struct OutputArguments {
    /// How findings are written [default: full]
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = OUTPUT)]
    output_format: Option<Format>,
    /// Write to this file instead of the standard output; folders above it are made
    #[arg(long, value_name = "FILE", help_heading = OUTPUT)]
    output_file: Option<PathBuf>,
    /// Write how often each rule is found instead of the findings
    #[arg(long, help_heading = OUTPUT)]
    statistics: bool,
}

/// The same with what the configuration says of it.
#[derive(Debug)]
pub(super) struct Output<'a> {
    format: Format,
    file: Option<&'a Path>,
    statistics: bool,
}

impl OutputArguments {
    /// How a run is written: as the arguments say, else as its configuration does. It fails for what could not be written once
    /// the work is done: files may be changed by then.
    ///
    /// # Errors
    /// When statistics are asked for in a format of findings, or the file cannot be made.
    pub(super) fn of(&self, options: &Options) -> anyhow::Result<Output<'_>> {
        let given = self.output_format;
        let is_of_both = |format: Format| format.is_for_people() || format == Format::Json;
        if self.statistics && !given.is_none_or(is_of_both) {
            bail!("--statistics is written as text or, with --output-format json, as JSON");
        }
        if let Some(file) = &self.output_file {
            Self::verify(file)?;
        }
        let configured = config(options).output_format;
        // Who asks for numbers asks for no format of findings, whatever a file says of these.
        let configured = configured.filter(|format| !self.statistics || is_of_both(*format));
        Ok(Output {
            format: given.or(configured).unwrap_or_default(),
            file: self.output_file.as_deref(),
            statistics: self.statistics,
        })
    }

    fn verify(file: &Path) -> anyhow::Result<()> {
        if file.as_os_str() == "-" {
            bail!("--output-file takes a file; without it, findings go to the standard output");
        }
        if file.is_dir() {
            bail!("{}: is a folder", file.display());
        }
        can_be_written(file).with_context(|| format!("{}: cannot be written", file.display()))?;
        Ok(())
    }
}

impl Output<'_> {
    /// Writes the findings, or the statistics of them.
    ///
    /// # Errors
    /// When the file or the stream cannot be written.
    pub(super) fn write(&self, outcome: &Outcome, streams: &mut Streams) -> anyhow::Result<()> {
        let write = self.writer(outcome);
        if self.file.is_some() {
            let mut bytes = Vec::new();
            match self.format.is_for_people() {
                true => write(&mut anstream::StripStream::new(&mut bytes))?,
                false => write(&mut bytes)?,
            }
            return self.write_bytes(&bytes, streams);
        }
        match self.format.is_for_people() {
            true => streams.text(write)?,
            false => streams.raw(write)?,
        }
        Ok(())
    }

    /// Writes the findings where something else takes the standard output: to the error stream, if no file is named.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub(super) fn write_aside(
        &self,
        outcome: &Outcome,
        streams: &mut Streams,
    ) -> anyhow::Result<()> {
        match self.file {
            Some(_) => self.write(outcome, streams),
            None => Ok(streams.aside(self.writer(outcome))?),
        }
    }

    /// What writes the findings, or the statistics of them.
    fn writer(&self, outcome: &Outcome) -> impl Fn(&mut dyn io::Write) -> io::Result<()> {
        let width = match self.file {
            Some(_) => None,
            None => streams::width(),
        };
        move |out| match (self.statistics, self.format) {
            (true, Format::Json) => statistics::write_json(&outcome.report, out),
            (true, _) => statistics::write_text(&outcome.report, out),
            (false, format) => report::write(format, outcome, width, out),
        }
    }

    /// Writes a patch where findings would be written.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub(super) fn write_patch(&self, patch: &[u8], streams: &mut Streams) -> anyhow::Result<()> {
        match self.file {
            Some(_) => self.write_bytes(patch, streams),
            None => Ok(streams.patch(patch)?),
        }
    }

    fn write_bytes(&self, bytes: &[u8], streams: &mut Streams) -> anyhow::Result<()> {
        match self.file {
            Some(file) => write_whole(file, bytes)
                .with_context(|| format!("{}: cannot be written", file.display())),
            None => Ok(streams.raw(|out| out.write_all(bytes))?),
        }
    }
}
