//! How findings are written, and where to.

use std::io;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;

use super::arguments::OUTPUT;
use super::streams::{self, Streams};
use crate::engine::Outcome;
use crate::report::{self, Format, statistics};
use crate::writing::whole::{can_be_written, write_whole};

/// What is written of a run, and where to.
#[derive(Debug, Args)]
pub(super) struct OutputArguments {
    /// How findings are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", help_heading = OUTPUT)]
    output_format: Format,
    /// Write to this file instead of the standard output; folders above it are made
    #[arg(long, value_name = "FILE", help_heading = OUTPUT)]
    output_file: Option<PathBuf>,
    /// Write how often each rule is found instead of the findings
    #[arg(long, help_heading = OUTPUT)]
    statistics: bool,
}

impl OutputArguments {
    /// Fails for what could not be written once the work is done: files may be changed by then.
    ///
    /// # Errors
    /// When statistics are asked for in a format of findings, or the file cannot be made.
    pub(super) fn verify(&self) -> anyhow::Result<()> {
        if self.statistics
            && !self.output_format.is_for_people()
            && self.output_format != Format::Json
        {
            bail!("--statistics is written as text or, with --output-format json, as JSON");
        }
        let Some(file) = &self.output_file else {
            return Ok(());
        };
        if file.as_os_str() == "-" {
            bail!("--output-file takes a file; without it, findings go to the standard output");
        }
        if file.is_dir() {
            bail!("{}: is a folder", file.display());
        }
        can_be_written(file).with_context(|| format!("{}: cannot be written", file.display()))?;
        Ok(())
    }

    /// Writes the findings, or the statistics of them.
    ///
    /// # Errors
    /// When the file or the stream cannot be written.
    pub(super) fn write(&self, outcome: &Outcome, streams: &mut Streams) -> anyhow::Result<()> {
        let write = self.writer(outcome);
        if self.output_file.is_some() {
            let mut bytes = Vec::new();
            match self.output_format.is_for_people() {
                true => write(&mut anstream::StripStream::new(&mut bytes))?,
                false => write(&mut bytes)?,
            }
            return self.write_bytes(&bytes, streams);
        }
        match self.output_format.is_for_people() {
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
        match self.output_file {
            Some(_) => self.write(outcome, streams),
            None => Ok(streams.aside(self.writer(outcome))?),
        }
    }

    /// What writes the findings, or the statistics of them.
    fn writer(&self, outcome: &Outcome) -> impl Fn(&mut dyn io::Write) -> io::Result<()> {
        let width = match self.output_file {
            Some(_) => None,
            None => streams::width(),
        };
        move |out| match (self.statistics, self.output_format) {
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
        match self.output_file {
            Some(_) => self.write_bytes(patch, streams),
            None => Ok(streams.patch(patch)?),
        }
    }

    fn write_bytes(&self, bytes: &[u8], streams: &mut Streams) -> anyhow::Result<()> {
        match &self.output_file {
            Some(file) => write_whole(file, bytes)
                .with_context(|| format!("{}: cannot be written", file.display())),
            None => Ok(streams.raw(|out| out.write_all(bytes))?),
        }
    }
}
