//! The first reading of all files of code, each once: what it says is known before anything of the project is, the versions
//! that it stands at included. Most files are never read again.

use std::collections::BTreeSet;

use memchr::memmem;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Options;
use super::comments;
use super::read::{bytes_of, parsed, spells};
use super::seed::Seed;
use super::steps::CommandWords;
use crate::finding::Problem;
use crate::manifest::SCRIPT;
use crate::rules::load::Pack;
use crate::semantic::project::File;
use crate::source::discover::{FileKind, FoundFile};
use crate::source::import_words::ImportWords;

/// Bytes in which a script that says what it needs begins to do so.
const HEAD: usize = 2048;

/// What the files of code of a walk say.
#[derive(Debug, Default)]
pub struct First {
    /// Those that may name something of a package, parsed.
    pub files: Vec<File>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// What the others import, by their paths as reports show them.
    pub imports: FxHashMap<String, ImportWords>,
    /// The files that spell the words of a command that a rule speaks of.
    pub running: BTreeSet<String>,
    /// The scripts that say near their beginning what they need.
    pub scripts: FxHashSet<String>,
    /// For each pack whether a file names its package.
    pub concerned: Vec<bool>,
    /// Bytes of the files that were not parsed.
    pub unwanted: u64,
    /// Bytes of those of them that spell the name of a package as something else.
    pub otherwise: u64,
}

/// What one file says.
#[derive(Default)]
struct Said {
    parsed: Option<Box<Result<File, Problem>>>,
    imports: Option<ImportWords>,
    runs: bool,
    is_script: bool,
    unwanted: u64,
}

/// What files are asked.
struct Asking<'p> {
    options: &'p Options,
    seed: Seed<'p>,
    commands: Option<CommandWords<'p>>,
    comments: Option<memmem::Finder<'static>>,
    script: memmem::Finder<'static>,
}

impl First {
    /// Reads the files of code of a walk, and parses those that the rules of some packs could be about.
    #[must_use]
    pub fn of(options: &Options, code: &[FoundFile], packs: &[&Pack]) -> Self {
        // Whether a comment is of use is known of what was read alone.
        let asks_for_comments = packs
            .iter()
            .any(|pack| pack.header.unused_comments.is_some());
        let asking = Asking {
            options,
            seed: Seed::new(packs),
            commands: CommandWords::of(packs.iter().flat_map(|pack| &pack.steps)),
            comments: asks_for_comments.then(|| memmem::Finder::new(comments::WORD)),
            script: memmem::Finder::new(SCRIPT),
        };
        let said = code.par_iter().map(|file| asking.of(file));
        let said: Vec<Said> = said.collect();
        let mut out = Self::default();
        for (file, said) in code.iter().zip(said) {
            out.take(file, said);
        }
        let concerned = asking.seed.concerned().into_iter();
        out.concerned = concerned.map(|one| one || options.no_prefilter).collect();
        out.otherwise = asking.seed.otherwise();
        out
    }

    fn take(&mut self, file: &FoundFile, said: Said) {
        match said.parsed.map(|parsed| *parsed) {
            Some(Ok(file)) => self.files.push(file),
            Some(Err(problem)) => self.problems.push(problem),
            None => {}
        }
        if let Some(imports) = said.imports {
            self.imports.insert(file.display.clone(), imports);
        }
        if said.runs {
            self.running.insert(file.display.clone());
        }
        if said.is_script {
            self.scripts.insert(file.display.clone());
        }
        self.unwanted += said.unwanted;
    }
}

impl Asking<'_> {
    fn of(&self, file: &FoundFile) -> Said {
        let bytes = match bytes_of(self.options, file) {
            Ok(bytes) => bytes,
            Err(problem) => {
                return Said {
                    parsed: Some(Box::new(Err(problem))),
                    ..Said::default()
                };
            }
        };
        let mut said = Said::default();
        if file.kind == FileKind::Python {
            let commands = self.commands.as_ref();
            said.runs = commands.is_some_and(|words| words.may_run(&bytes));
            let head = &bytes[..bytes.len().min(HEAD)];
            said.is_script = self.script.find(head).is_some();
        }
        let mut imports = None;
        let wanted = spells(file, &bytes, &mut |text| {
            let (wanted, words) = self.seed.look(text);
            imports = Some(words);
            let comments = self.comments.as_ref();
            wanted
                || self.options.no_prefilter
                || comments.is_some_and(|word| word.find(text).is_some())
        });
        if wanted {
            said.parsed = Some(Box::new(parsed(file, &bytes)));
        } else {
            said.imports = imports;
            said.unwanted = bytes.len() as u64;
        }
        said
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    use super::*;
    use crate::transforms::testing::pack;

    /// What files say of a pack about `pkg`.
    fn said(files: &[(&str, &str)]) -> First {
        let path = |name: &str| PathBuf::from("/p").join(name);
        let overlay = files
            .iter()
            .map(|(name, text)| (path(name), text.as_bytes().to_vec()));
        let options = Options {
            overlay: overlay.collect::<BTreeMap<_, _>>(),
            ..Options::default()
        };
        let code = files.iter().map(|(name, _)| FoundFile {
            path: path(name),
            display: (*name).to_owned(),
            kind: FileKind::Python,
        });
        let code: Vec<FoundFile> = code.collect();
        let active = pack("# module: pkg\ndef f() -> None: ...\n", "");
        First::of(&options, &code, &[&*active.pack])
    }

    #[test]
    fn what_names_the_package_is_parsed_and_what_the_others_import_is_kept() {
        let first = said(&[("a.py", "import pkg\n"), ("b.py", "import a\n")]);
        let parsed = first.files.iter().map(|file| file.unit.display());
        assert_eq!(parsed.collect::<Vec<_>>(), ["a.py"]);
        assert_eq!(first.imports.keys().collect::<Vec<_>>(), ["b.py"]);
        assert_eq!((first.concerned, first.unwanted), (vec![true], 9));
    }

    #[test]
    fn a_script_says_near_its_beginning_what_it_needs() {
        let late = format!("{}# /// script\n", "#\n".repeat(HEAD));
        let first = said(&[("a.py", "# /// script\n"), ("b.py", &late)]);
        assert_eq!(first.scripts.into_iter().collect::<Vec<_>>(), ["a.py"]);
        assert_eq!(first.concerned, [false]);
    }
}
