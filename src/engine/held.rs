//! Reads the texts of manifests, with those that they include.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use aho_corasick::AhoCorasick;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Options;
use super::read::bytes;
use super::suppressed::Suppressions;
use crate::finding::Location;
use crate::manifest::{
    Format, Kind, Manifest, ManifestSet, Requirement, SCRIPT, parse_commands, parse_manifest,
    parse_script,
};
use crate::source::discover::{FileKind, FoundFile, roots};
use crate::source::{Positions, SourceUnit};
use crate::syntax::ast::Span;

/// Rounds in which files that others include are read.
const ROUNDS: usize = 8;

/// Pairs of requirements of the same package that are compared in one file. Each may have markers to be read.
const PAIRS: usize = 50_000;

/// Requirements that are looked at in one file with all its groups.
const GROUPED: usize = 20_000_000;

/// Bytes of a list that is read: people write no longer ones, and programs that do write locks.
const LONGEST: usize = 10_000_000;

/// A byte order mark in UTF-8.
pub(super) const MARK: &str = "\u{feff}";

/// A manifest's text on the disk.
pub struct Held {
    /// Where it stands on the disk.
    pub path: PathBuf,
    /// Without a byte order mark.
    pub text: Arc<str>,
    /// Whether one stands before it.
    pub marked: bool,
    /// The notebook whose commands are the manifest; the text is what [`SourceUnit::commands`] gives then.
    pub notebook: Option<Box<SourceUnit>>,
    /// The comments that keep lines as they are.
    pub suppressions: Suppressions,
    /// Where the lines of the text begin: once for all that is said of it.
    positions: OnceLock<Positions>,
}

impl Held {
    /// A text that lies on the disk as it is, with the comments that keep its lines.
    #[must_use]
    pub fn plain(path: PathBuf, text: Arc<str>, suppressions: Suppressions) -> Self {
        Self {
            path,
            text,
            marked: false,
            notebook: None,
            suppressions,
            positions: OnceLock::new(),
        }
    }

    /// The bytes before the text.
    #[must_use]
    pub fn mark(&self) -> u32 {
        let length = if self.marked { MARK.len() } else { 0 };
        u32::try_from(length).unwrap_or_default()
    }

    /// Where a stretch of the text lies, for people and for the JSON contract.
    #[must_use]
    pub fn location(&self, display: &str, range: &Range<usize>) -> Location {
        let number = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        if let Some(unit) = &self.notebook {
            return unit.location(Span::new(number(range.start), number(range.end)));
        }
        let positions = self.positions.get_or_init(|| Positions::new(&self.text));
        let at = |offset: usize| {
            let mut position = positions.position(&self.text, number(offset));
            position.offset = position.offset.saturating_add(self.mark());
            position
        };
        Location {
            path: display.to_owned(),
            cell: None,
            start: at(range.start),
            end: at(range.end),
        }
    }

    /// The text that a location lies in, for excerpts.
    #[must_use]
    pub fn text_at(&self, location: &Location) -> Arc<str> {
        match &self.notebook {
            Some(unit) => unit.text_at(location).into(),
            None => Arc::clone(&self.text),
        }
    }

    /// What stands at a location.
    #[must_use]
    pub fn slice(&self, location: &Location) -> &str {
        if let Some(unit) = &self.notebook {
            return unit.slice(location);
        }
        let at = |offset: u32| offset.saturating_sub(self.mark()) as usize;
        let range = at(location.start.offset)..at(location.end.offset);
        self.text.get(range).unwrap_or_default()
    }
}

/// How a manifest's text lies in its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As it is.
    Plain,
    /// Behind a byte order mark.
    Marked,
    /// In two bytes a letter, as some shells write what they redirect; pip reads it.
    Utf16,
}

/// The text of a manifest, without a byte order mark.
fn decoded(bytes: Vec<u8>) -> Option<(String, Form)> {
    let wide = |of: fn([u8; 2]) -> u16| {
        let pairs = bytes[2..].chunks_exact(2);
        let whole = pairs.remainder().is_empty();
        let units: Vec<u16> = pairs.map(|pair| of([pair[0], pair[1]])).collect();
        let text = String::from_utf16(&units).ok().filter(|_| whole)?;
        Some((text, Form::Utf16))
    };
    match bytes.get(..2) {
        Some([0xff, 0xfe]) => return wide(u16::from_le_bytes),
        Some([0xfe, 0xff]) => return wide(u16::from_be_bytes),
        _ => {}
    }
    let text = String::from_utf8(bytes).ok()?;
    Some(match text.strip_prefix(MARK) {
        Some(text) => (text.to_owned(), Form::Marked),
        None => (text, Form::Plain),
    })
}

/// Why a manifest is not read.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    /// The disk does not give it.
    #[error("cannot be read: {0}")]
    NoFile(std::io::Error),
    /// It is no text.
    #[error("not valid UTF-8")]
    NoText,
    /// It names packages so often that comparing what it says of them would take too long.
    #[error("names `{0}` {1} times: lists that repeat packages that often are not read")]
    TooOften(String, usize),
    /// It has so many groups that looking at each with all that goes with it would take too long.
    #[error("has {0} groups beside {1} requirements: lists of that length are not read")]
    TooMany(usize, usize),
    /// It is too long.
    #[error("longer than 10 MB: lists of that length are not read")]
    TooLong,
}

/// What was read of one manifest.
pub struct Taken {
    /// Its path as reports show it.
    display: PathBuf,
    manifest: Manifest,
    held: Held,
}

impl Taken {
    fn plain(path: &Path, display: &str, text: Arc<str>, form: Form, manifest: Manifest) -> Self {
        let suppressions = Suppressions::of_manifest(display, &text);
        let mut held = Held::plain(path.to_owned(), text, suppressions);
        held.marked = form == Form::Marked;
        Self {
            display: PathBuf::from(display),
            manifest,
            held,
        }
    }
}

/// Manifests while they are read.
pub struct Reader<'a> {
    options: &'a Options,
    /// Those that are judged.
    pub held: BTreeMap<PathBuf, Held>,
    /// All of them.
    parsed: Vec<Manifest>,
}

impl<'a> Reader<'a> {
    /// Has read nothing yet.
    #[must_use]
    pub fn new(options: &'a Options) -> Self {
        Self {
            options,
            held: BTreeMap::new(),
            parsed: Vec::new(),
        }
    }

    /// Reads files in parallel, each as `read` says, and keeps what they say in their order; gives those that cannot be read.
    pub fn take_each<'f>(
        &mut self,
        files: impl IntoParallelIterator<Item = &'f FoundFile>,
        read: impl Fn(&Self, &FoundFile) -> Option<Result<Taken, Unread>> + Sync,
    ) -> Vec<(&'f FoundFile, Unread)> {
        let reader = &*self;
        let files = files.into_par_iter();
        let read: Vec<_> = files
            .filter_map(|file| Some((file, read(reader, file)?)))
            .collect();
        let mut unread = Vec::new();
        for (file, one) in read {
            match one {
                Ok(taken) => self.keep(taken, true),
                Err(why) => unread.push((file, why)),
            }
        }
        unread
    }

    /// Reads one manifest and keeps what it says; tells why it cannot be read.
    pub fn take(&mut self, path: &Path, display: &str, is_judged: bool) -> Option<Unread> {
        match self.read(path, display) {
            Ok(taken) => self.keep(taken, is_judged),
            Err(why) => return Some(why),
        }
        None
    }

    /// Keeps what a manifest says.
    fn keep(&mut self, taken: Taken, is_judged: bool) {
        self.parsed.push(taken.manifest);
        if is_judged {
            self.held.insert(taken.display, taken.held);
        }
    }

    /// Reads one manifest.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(&self, path: &Path, display: &str) -> Result<Taken, Unread> {
        let bytes = bytes(self.options, path).map_err(Unread::NoFile)?;
        let is_lock = Format::of(path).is_some_and(Format::is_lock);
        if bytes.len() > LONGEST && !is_lock {
            return Err(Unread::TooLong);
        }
        let (text, form) = decoded(bytes).ok_or(Unread::NoText)?;
        let text: Arc<str> = text.into();
        let mut manifest = parse_manifest(Path::new(display), &text);
        if let Some(unread) = repeated(&manifest).or_else(|| grouped(&manifest)) {
            return Err(unread);
        }
        if form == Form::Utf16 {
            // Places are counted in bytes, and those of the text are others.
            for requirement in &mut manifest.requirements {
                requirement.editable = false;
            }
        }
        Ok(Taken::plain(path, display, text, form, manifest))
    }

    /// Reads a manifest that is no text in UTF-8, with a sign in the place of what cannot be read; gives the line where
    /// that begins.
    pub fn take_damaged(&mut self, file: &FoundFile) -> u32 {
        let bytes = bytes(self.options, &file.path).unwrap_or_default();
        let good = std::str::from_utf8(&bytes).map_or_else(|error| error.valid_up_to(), str::len);
        let lines = memchr::memchr_iter(b'\n', &bytes[..good]).count();
        let text = String::from_utf8_lossy(&bytes);
        self.parsed
            .push(parse_manifest(Path::new(&file.display), &text));
        u32::try_from(lines).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// Reads a lock file if it may name one of the packages that are asked about: they are long, and most of them
    /// name none.
    pub fn read_lock(
        &self,
        file: &FoundFile,
        asked: &AhoCorasick,
    ) -> Option<Result<Taken, Unread>> {
        match bytes(self.options, &file.path) {
            Ok(bytes) if !asked.is_match(&bytes) => None,
            Ok(_) => Some(self.read(&file.path, &file.display)),
            Err(error) => Some(Err(Unread::NoFile(error))),
        }
    }

    /// Reads a file of any kind if it says what is installed.
    pub fn read_any(&self, file: &FoundFile) -> Option<Result<Taken, Unread>> {
        let is_text = || {
            let extension = file.path.extension();
            extension.is_some_and(|extension| extension == "txt" || extension == "in")
        };
        if file.kind == FileKind::Notebook {
            return self.read_notebook(file).map(Ok);
        }
        if file.kind == FileKind::Manifest || Format::of(&file.path).is_some() || is_text() {
            return Some(self.read(&file.path, &file.display));
        }
        if file.kind != FileKind::Python {
            return None;
        }
        // What cannot be read as code is none of deps' concern.
        let bytes = bytes(self.options, &file.path).ok()?;
        memchr::memmem::find(&bytes, SCRIPT.as_bytes())?;
        let (text, form) = decoded(bytes)?;
        let manifest = parse_script(Path::new(&file.display), &text)?;
        let (path, display) = (&file.path, &*file.display);
        Some(Ok(Taken::plain(path, display, text.into(), form, manifest)))
    }

    /// Reads what the commands of a notebook install. One that cannot be read is named with its code.
    pub fn read_notebook(&self, file: &FoundFile) -> Option<Taken> {
        let (path, display) = (&file.path, &*file.display);
        let bytes = bytes(self.options, path).ok()?;
        memchr::memmem::find(&bytes, b"install")?;
        let unit = SourceUnit::read(path, display, &bytes).ok()?;
        let (text, commands) = unit.commands();
        let manifest = parse_commands(Path::new(display), &text, &commands);
        if manifest.requirements.is_empty() && manifest.problems.is_empty() {
            return None;
        }
        let suppressions = Suppressions::of_commands(&unit, &text, &commands);
        let mut held = Held::plain(path.clone(), text.into(), suppressions);
        held.notebook = Some(Box::new(unit));
        Some(Taken {
            display: PathBuf::from(display),
            manifest,
            held,
        })
    }

    /// The manifests with all that they include.
    pub fn with_includes(&mut self, cwd: &Path) -> ManifestSet {
        let root = Path::new("");
        let roots = roots(&self.options.paths, cwd).into_iter();
        let roots = roots.chain([cwd.to_owned()]);
        let roots: Vec<PathBuf> = roots.filter_map(|one| one.canonicalize().ok()).collect();
        let mut set = ManifestSet::new(root, self.parsed.clone());
        for _ in 0..ROUNDS {
            let before = self.parsed.len();
            for path in set.unread_includes() {
                let includes = |one: &&Manifest| one.includes.iter().any(|to| to.path == path);
                let mut includers = set.manifests().iter().filter(includes);
                let is_judged = includers.any(|one| self.held.contains_key(&one.path));
                let path = (cwd.join(&path), shown(&path));
                // What cannot be read is named with the line that includes it, and so is what a link leads out of the project.
                if !leads_out(&path.0, &roots) {
                    self.take(&path.0, &path.1, is_judged);
                }
            }
            if self.parsed.len() == before {
                break;
            }
            set = ManifestSet::new(root, self.parsed.clone());
        }
        set
    }
}

/// Whether a file stands in none of some folders, whatever its path says: a link of a project may lead anywhere.
fn leads_out(path: &Path, roots: &[PathBuf]) -> bool {
    let real = path.canonicalize();
    real.is_ok_and(|real| !roots.iter().any(|root| real.starts_with(root)))
}

/// The package that a manifest names most often, where there are too many pairs of requirements of the same package.
fn repeated(manifest: &Manifest) -> Option<Unread> {
    let mut times: FxHashMap<&str, usize> = FxHashMap::default();
    for one in compared(manifest) {
        *times.entry(&one.package).or_default() += 1;
    }
    let pairs: usize = times.values().map(|number| number * (number - 1) / 2).sum();
    let most = times
        .into_iter()
        .max_by_key(|(package, number)| (*number, *package));
    let (package, number) = most.filter(|_| pairs > PAIRS)?;
    Some(Unread::TooOften(package.to_owned(), number))
}

/// How many groups a manifest has, where there are too many: each is looked at with all that is in none.
fn grouped(manifest: &Manifest) -> Option<Unread> {
    let groups: FxHashSet<&str> = compared(manifest)
        .filter_map(|one| one.group.as_deref())
        .collect();
    let all = manifest.requirements.len();
    (groups.len().saturating_mul(all) > GROUPED).then_some(Unread::TooMany(groups.len(), all))
}

/// The requirements of a manifest that are compared with each other: not what commands install one after the other, and
/// not what a lock chose.
fn compared(manifest: &Manifest) -> impl Iterator<Item = &Requirement> {
    let all = manifest.requirements.iter();
    all.filter(|one| !matches!(one.kind, Kind::Lock | Kind::Install))
}

/// A path as reports show it.
pub fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
