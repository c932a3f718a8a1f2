//! What besides paths says what is read and reported: the standard input in the place of a file, and a revision of git.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;

use super::arguments::{ProjectArguments, WHICH, govern};
use crate::engine::{Fixed, Options};
use crate::source::changed::changed_since;
use crate::source::discover::roots;

/// The path that means the standard input.
const STDIN: &str = "-";

/// What besides paths says what is read.
#[derive(Debug, Default, Args)]
pub(super) struct ScopeArguments {
    /// Read the standard input in the place of this file; `-` as the only path does so without a name
    #[arg(long, value_name = "PATH", help_heading = WHICH)]
    stdin_filename: Option<PathBuf>,
    /// Read documents (Markdown, reStructuredText) as well, for the Python code in them
    #[arg(long, help_heading = WHICH)]
    docs: bool,
    /// Only what lies in files that changed since a revision of git, new files among them
    #[arg(long, value_name = "REVISION", help_heading = WHICH)]
    changed_since: Option<String>,
}

/// The standard input, and the file whose place it takes.
#[derive(Debug)]
pub(super) struct Stdin {
    path: PathBuf,
    bytes: Vec<u8>,
}

impl Stdin {
    /// What a run made of it.
    pub(super) fn fixed<'a>(&'a self, fixed: &'a Fixed) -> &'a [u8] {
        let mut changes = fixed.changes.iter();
        let change = changes.find(|change| change.path == self.path);
        change.map_or(&self.bytes, |change| &change.after)
    }
}

impl ScopeArguments {
    /// What the engine is asked to do, with what the configuration says; and the standard input, where it is read.
    ///
    /// # Errors
    /// As [`ProjectArguments::options`]; when the standard input cannot be read, or git does not know what changed.
    pub(super) fn options(
        &self,
        project: &ProjectArguments,
    ) -> anyhow::Result<(Options, Option<Stdin>)> {
        let mut options = project.asked()?;
        options.docs = self.docs;
        let cwd = std::env::current_dir().context("the working directory cannot be read")?;
        let stdin = self.stdin(&mut options, &cwd)?;
        if let Some(revision) = &self.changed_since {
            options.only = Some(changed_since(revision, &roots(&options.paths, &cwd))?);
        }
        govern(&mut options)?;
        Ok((options, stdin))
    }

    /// Fails where the standard input would be read: something else needs it, or needs files.
    ///
    /// # Errors
    /// In that case.
    pub(super) fn refuse_stdin(
        &self,
        project: &ProjectArguments,
        argument: &str,
    ) -> anyhow::Result<()> {
        let mut paths = project.paths().iter();
        if self.stdin_filename.is_some() || paths.any(|path| path.as_os_str() == STDIN) {
            bail!("{argument} goes with files, not with the standard input");
        }
        Ok(())
    }

    fn stdin(&self, options: &mut Options, cwd: &Path) -> anyhow::Result<Option<Stdin>> {
        let is_named = options.paths.iter().any(|path| path.as_os_str() == STDIN);
        let name = match (&self.stdin_filename, is_named) {
            (None, false) => return Ok(None),
            (Some(name), _) => name.clone(),
            (None, true) => STDIN.into(),
        };
        if options.paths.len() > usize::from(is_named) {
            bail!("the standard input is read alone: no other path goes with it");
        }
        if self.changed_since.is_some() {
            bail!("--changed-since goes with files, not with the standard input");
        }
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        read.context("the standard input cannot be read")?;
        options.paths = vec![name];
        let path = roots(&options.paths, cwd).remove(0);
        options.overlay.insert(path.clone(), bytes.clone());
        Ok(Some(Stdin { path, bytes }))
    }
}
