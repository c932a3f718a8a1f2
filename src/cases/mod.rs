//! Small projects that show what rules do: each with all that is found in it and with what `fix` makes of it.
//!
//! A case is a folder with `before/`, with `after/` where a fix changes something, and with `expected.toml`:
//!
//! ```toml
//! args = ["--unsafe-fixes"]        # also --from, --target, --option, --select, --ignore, --docs
//! pending = "what it waits for"    # such a case must fail, and is listed
//!
//! [[finding]]                      # all findings, in any order
//! path = "ask.py"
//! cell = 2                         # of a notebook, counted from 1; the line is within it
//! line = 5
//! code = "ABC101"
//! severity = "error"
//! applicability = "safe"           # optional
//! text = "a part of the message, of the help or of a related place"   # optional
//! ```

mod constants;
mod example;
mod expected;
mod promises;
mod tree;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::engine::{Fixed, Options};
use crate::finding::{Applicability, cell_number};

pub use example::{Candidate, Found, candidates, chosen, example};
pub use expected::{Expected, ExpectedFinding, options};
pub use tree::{Tree, after, folders, tree, tree_after};

/// Fixes the project of a case in memory, from within its folder `before`.
pub type Fix<'a> = &'a dyn Fn(&Path, &Options, Applicability) -> anyhow::Result<Fixed>;

/// A case.
#[derive(Debug)]
pub struct Case {
    /// Its folder.
    pub folder: PathBuf,
    /// What it says.
    pub expected: Expected,
}

/// What a run of a case gave.
#[derive(Debug)]
pub struct Ran {
    /// All that is wrong with it, as lines; nothing if it is as expected.
    pub wrong: String,
    /// What fixing it gave.
    pub fixed: Fixed,
}

impl Case {
    /// Reads a case. One that is to be blessed need not say yet what is expected.
    ///
    /// # Errors
    /// When `expected.toml` is not there or is none, with the line.
    pub fn read(folder: &Path, blesses: bool) -> anyhow::Result<Self> {
        let path = folder.join("expected.toml");
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound && blesses => String::new(),
            read => read.with_context(|| path.display().to_string())?,
        };
        let expected = toml::from_str(&text).with_context(|| path.display().to_string())?;
        Ok(Self {
            folder: folder.to_owned(),
            expected,
        })
    }

    /// The last two parts of its path: the pack's, and its own.
    #[must_use]
    pub fn name(&self) -> String {
        let parts: Vec<_> = self.folder.iter().rev().take(2).collect();
        let parts = parts.iter().rev().map(|part| part.to_string_lossy());
        parts.collect::<Vec<_>>().join("/")
    }

    /// Runs the case, and again over what it gave.
    ///
    /// # Errors
    /// When its files cannot be read or written, its arguments are none, or nothing could be run.
    pub fn run(&self, base: &Options, fix: Fix<'_>, bless: bool) -> anyhow::Result<Ran> {
        let (options, least) = options(base, &self.expected.args)?;
        let folder = self.folder.join("before");
        let before = tree(&folder)?;
        let fixed = fix(&folder, &options, least)?;
        let again = match fixed.changes.is_empty() {
            true => None,
            false => Some(fix(&folder, &after(&options, &fixed), least)?),
        };
        let made = tree_after(&before, &fixed);
        let mut wrong = self.expected.differences(&fixed.before.report.findings);
        let expected = tree(&self.folder.join("after"))?;
        let expected = match expected.is_empty() {
            true => &before,
            false => &expected,
        };
        wrong += &tree::differences(expected, &made);
        if bless && !wrong.is_empty() {
            self.bless(&before, &fixed, &made)?;
            wrong.clear();
        }
        wrong += &promises::broken(&before, &fixed, again.as_ref())?;
        Ok(Ran { wrong, fixed })
    }

    /// Writes what is found and made as what is expected.
    fn bless(&self, before: &Tree, run: &Fixed, made: &Tree) -> anyhow::Result<()> {
        let folder = self.folder.join("after");
        if folder.is_dir() {
            fs::remove_dir_all(&folder)?;
        }
        for (path, bytes) in made.iter().filter(|_| made != before) {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap_or(&folder))?;
            fs::write(path, bytes)?;
        }
        let finding = run.before.report.findings.iter().map(|found| {
            let known = self.expected.finding.iter();
            ExpectedFinding {
                path: found.location.path.clone(),
                cell: found.location.cell.map(cell_number),
                line: found.location.start.line,
                code: found.code.clone(),
                severity: found.severity,
                applicability: Some(found.applicability),
                text: known
                    .filter(|one| one.code == found.code && one.line == found.location.start.line)
                    .filter_map(|one| one.text.clone())
                    .find(|text| expected::says(found, text)),
            }
        });
        let expected = Expected {
            args: self.expected.args.clone(),
            pending: None,
            finding: finding.collect(),
        };
        let mut text = toml::to_string(&expected)?;
        if expected.finding.is_empty() {
            text.push_str("# Nothing is reported here.\n");
        }
        fs::write(self.folder.join("expected.toml"), text)?;
        Ok(())
    }
}
