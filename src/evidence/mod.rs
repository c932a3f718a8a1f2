//! What other tools know of a project: their outputs, recognised by what they hold and read into one form. Nothing of it is
//! believed beyond what it says, and none of these tools is run.

mod coverage;
mod pip_audit;
mod pip_check;
mod pip_list;
mod pipdeptree;
mod pytest;
mod safety;
mod sarif;
mod wrk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use pep508_rs::PackageName;
use serde::Deserialize;
use serde_json::Value;

/// A tool, or a form that several tools write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// `pip-audit --format json`
    PipAudit,
    /// `safety check --output json`, `safety scan --output json`
    Safety,
    /// `pip list --outdated --format json`
    PipOutdated,
    /// `pip check`
    PipCheck,
    /// `pipdeptree --json`, `pipdeptree --json-tree`
    Pipdeptree,
    /// `pytest --junit-xml`
    Pytest,
    /// `coverage xml`, `coverage json`
    Coverage,
    /// `wrk --latency`
    Wrk,
    /// SARIF 2.1.0
    Sarif,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::PipAudit,
        Self::Safety,
        Self::PipOutdated,
        Self::PipCheck,
        Self::Pipdeptree,
        Self::Pytest,
        Self::Coverage,
        Self::Wrk,
        Self::Sarif,
    ];

    /// As the plan file has it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::PipAudit => "pip-audit",
            Self::Safety => "safety",
            Self::PipOutdated => "pip-outdated",
            Self::PipCheck => "pip-check",
            Self::Pipdeptree => "pipdeptree",
            Self::Pytest => "pytest",
            Self::Coverage => "coverage",
            Self::Wrk => "wrk",
            Self::Sarif => "sarif",
        }
    }

    /// The command that writes it.
    #[must_use]
    pub const fn command(self) -> &'static str {
        match self {
            Self::PipAudit => "pip-audit --format json",
            Self::Safety => "safety scan --output json",
            Self::PipOutdated => "pip list --outdated --format json",
            Self::PipCheck => "pip check",
            Self::Pipdeptree => "pipdeptree --json",
            Self::Pytest => "pytest --junit-xml FILE",
            Self::Coverage => "coverage json",
            Self::Wrk => "wrk --latency",
            Self::Sarif => "any tool that writes SARIF 2.1.0",
        }
    }
}

/// A known hole of a package.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Advisory {
    /// The package, its name normalised.
    pub package: String,
    /// The version that has it, where that is said.
    pub version: Option<String>,
    /// As the tool names it.
    pub id: String,
    /// The versions that mend it, as the tool says them.
    pub fixed_in: Vec<String>,
}

/// What was looked at, and what is known of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audit {
    /// The packages that were looked at: what was skipped is not among them.
    pub seen: BTreeSet<String>,
    /// What is known of them.
    pub holes: Vec<Advisory>,
}

/// A package of which there is a newer version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outdated {
    /// The package, its name normalised.
    pub package: String,
    /// What is installed.
    pub version: String,
    /// The newest.
    pub latest: String,
}

/// What is installed and who asks for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Installed {
    /// The versions, by names that are normalised.
    pub versions: BTreeMap<String, String>,
    /// Who asks for a package directly, by its name.
    pub asked_by: BTreeMap<String, BTreeSet<String>>,
}

/// How tests went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tests {
    /// How many there are.
    pub number: usize,
    /// How many were left out.
    pub skipped: usize,
    /// Those that failed, or could not be run: `classname::name`.
    pub failed: Vec<String>,
}

/// Which lines of a file tests run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    /// Run.
    pub run: BTreeSet<u32>,
    /// Not run.
    pub missed: BTreeSet<u32>,
}

/// How a server stood a load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// What was asked.
    pub address: String,
    /// Of latency, in microseconds.
    pub average: u64,
    /// By its percentage (`50%`), in the order of the output, in microseconds.
    pub percentiles: Vec<(String, u64)>,
    /// Requests in a hundred seconds.
    pub rate: u64,
    /// Requests that had no answer, or one that is an error.
    pub errors: u64,
}

/// What a tool says somewhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// The name of the tool.
    pub tool: String,
    /// The name of its rule.
    pub rule: String,
    /// `error`, `warning`, `note` or `none`.
    pub level: String,
    /// What it says.
    pub message: String,
    /// The package that it is about, its name normalised, with its version, where that is said.
    pub package: Option<(String, Option<String>)>,
    /// The file.
    pub path: Option<String>,
    /// The line, from 1.
    pub line: Option<u32>,
}

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Which holes of packages are known.
    Audit(Audit),
    /// What could be newer.
    Outdated(Vec<Outdated>),
    /// What does not go together, as sentences.
    Conflicts(Vec<String>),
    /// What is installed.
    Installed(Installed),
    /// How tests went.
    Tests(Tests),
    /// Which lines tests run, by file.
    Covered(BTreeMap<String, Lines>),
    /// How a server stood a load.
    Load(Load),
    /// What a tool says somewhere.
    Said(Vec<Said>),
}

/// A file of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The file, as it was named.
    pub file: String,
    /// What wrote it.
    pub kind: Kind,
    /// What it says.
    pub what: What,
}

/// Reads files of evidence, in the order in which they are named.
///
/// # Errors
/// When one cannot be read, or is of no kind that is known.
pub fn read_all<P: AsRef<Path>>(files: &[P]) -> anyhow::Result<Vec<Evidence>> {
    let cwd = std::env::current_dir().context("the working directory cannot be read")?;
    let read = |path: &P| {
        let path = path.as_ref();
        let bytes = std::fs::read(path)
            .with_context(|| format!("{}: the evidence cannot be read", path.display()))?;
        let mut found = read(&path.to_string_lossy().replace('\\', "/"), &bytes)?;
        if let What::Covered(files) = &mut found.what {
            *files = placed(std::mem::take(files), path, &cwd);
        }
        Ok(found)
    };
    files.iter().map(read).collect()
}

/// The names of files as reports show them: seen from the working directory. They may be seen from the folder that the
/// evidence lies in, or be those of another machine; what is found in neither way stays as it is, and is nobody's.
fn placed(files: BTreeMap<String, Lines>, evidence: &Path, cwd: &Path) -> BTreeMap<String, Lines> {
    let there = |path: &Path| cwd.join(path).is_file();
    let beside = cwd.join(evidence);
    let beside = beside.parent().unwrap_or(cwd);
    let own = |name: &str| -> Option<String> {
        let path = Path::new(name);
        let absolute = path.is_absolute();
        let candidates = [path.to_owned(), beside.join(path)];
        let mut candidates = candidates.iter().filter(|path| there(path));
        let found = candidates.find_map(|path| {
            let full = cwd.join(path);
            full.strip_prefix(cwd).ok().map(Path::to_owned)
        });
        // A name alone could be that of a file in any folder.
        let ends = || {
            let parts: Vec<_> = path.components().skip(1).collect();
            let tails = (0..parts.len().saturating_sub(1)).map(|at| parts[at..].iter().collect());
            let mut tails = tails.filter(|tail: &PathBuf| there(tail));
            tails.next()
        };
        let found = found.or_else(|| ends().filter(|_| absolute))?;
        Some(found.to_str()?.replace('\\', "/"))
    };
    let files = files.into_iter();
    files
        .map(|(name, lines)| (own(&name).unwrap_or(name), lines))
        .collect()
}

/// Reads one.
///
/// # Errors
/// When it is of no kind that is known, or is cut off.
pub fn read(file: &str, bytes: &[u8]) -> anyhow::Result<Evidence> {
    let text = decoded(bytes);
    let text = text.trim_start_matches('\u{feff}').trim();
    let found = match text.chars().next() {
        Some('{' | '[') => of_json(text).with_context(|| format!("{file}: is no whole JSON"))?,
        Some('<') => of_xml(text).with_context(|| format!("{file}: is no whole XML"))?,
        _ => of_text(text),
    };
    let Some((kind, what)) = found else {
        let known = Kind::ALL.map(|kind| format!("{} (`{}`)", kind.word(), kind.command()));
        bail!(
            "{file}: is no evidence that is known. Known are: {}",
            known.join(", ")
        );
    };
    Ok(Evidence {
        file: file.to_owned(),
        kind,
        what,
    })
}

/// Shells of Windows write UTF-16 where output is sent to a file.
fn decoded(bytes: &[u8]) -> String {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0.into_owned(),
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

type Found = Option<(Kind, What)>;

fn of_json(text: &str) -> anyhow::Result<Found> {
    // What a tool says before its JSON and behind it is no part of it; of that, only what is behind can be here.
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let value = values.next().context("nothing is there")??;
    Ok(pip_audit::read(&value)
        .map(|what| (Kind::PipAudit, what))
        .or_else(|| safety::read(&value).map(|what| (Kind::Safety, what)))
        .or_else(|| sarif::read(&value).map(|what| (Kind::Sarif, what)))
        .or_else(|| coverage::read_json(&value).map(|what| (Kind::Coverage, what)))
        .or_else(|| pipdeptree::read(&value).map(|what| (Kind::Pipdeptree, what)))
        .or_else(|| pip_list::read(&value).map(|what| (Kind::PipOutdated, what))))
}

fn of_xml(text: &str) -> anyhow::Result<Found> {
    let options = roxmltree::ParsingOptions {
        // Coverage names its DTD; entities are not followed.
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    let document = roxmltree::Document::parse_with_options(text, options)?;
    let root = document.root_element();
    Ok(pytest::read(root)
        .map(|what| (Kind::Pytest, what))
        .or_else(|| coverage::read_xml(root).map(|what| (Kind::Coverage, what))))
}

fn of_text(text: &str) -> Found {
    wrk::read(text)
        .map(|what| (Kind::Wrk, what))
        .or_else(|| pip_check::read(text).map(|what| (Kind::PipCheck, what)))
}

/// A package's name as it is compared.
fn normal(name: &str) -> String {
    let read: Result<PackageName, _> = name.trim().parse();
    read.map_or_else(|_| name.trim().to_lowercase(), |name| name.to_string())
}

/// A text of an object.
fn text_of(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

/// The texts of a list of an object.
fn texts_of(value: &Value, key: &str) -> Vec<String> {
    let list = value.get(key).and_then(Value::as_array);
    let texts = list.into_iter().flatten();
    texts
        .filter_map(|one| one.as_str().map(str::to_owned))
        .collect()
}

/// The items of a list of an object; none where there is no list.
fn items<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    let list = value.get(key).and_then(Value::as_array);
    list.into_iter().flatten()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_refused_with_what_is() {
        for text in ["", "hello", "{}", "[1]", "<a/>", "[{\"name\": \"a\"}]"] {
            let error = read("x.txt", text.as_bytes()).unwrap_err();
            let error = format!("{error:#}");
            assert!(error.contains("x.txt"), "{error}");
            assert!(
                Kind::ALL.iter().all(|kind| error.contains(kind.word())),
                "{error}"
            );
        }
        let cut = read("x.json", b"{\"dependencies\": [").unwrap_err();
        assert!(format!("{cut:#}").contains("no whole JSON"));
        let cut = read("x.xml", b"<testsuites><a>").unwrap_err();
        assert!(format!("{cut:#}").contains("no whole XML"));
    }

    #[test]
    fn names_of_covered_files_are_seen_from_the_working_directory() {
        let root = tempfile::tempdir().unwrap();
        let cwd = root.path();
        for path in ["a/main.py", "b/main.py", "b/core/x.py", "main.py"] {
            std::fs::create_dir_all(cwd.join(path).parent().unwrap()).unwrap();
            std::fs::write(cwd.join(path), "").unwrap();
        }
        let own = |name: &str, evidence: &str| {
            let files = BTreeMap::from([(name.to_owned(), Lines::default())]);
            let placed = placed(files, Path::new(evidence), cwd);
            placed.into_keys().next().unwrap()
        };
        assert_eq!(own("a/main.py", "x.json"), "a/main.py");
        assert_eq!(own("core/x.py", "b/x.json"), "b/core/x.py");
        assert_eq!(own("core/x.py", "x.json"), "core/x.py");
        let full = cwd.join("b/main.py").to_str().unwrap().to_owned();
        assert_eq!(own(&full, "x.json"), "b/main.py");
        assert_eq!(own("/ci/project/b/core/x.py", "x.json"), "b/core/x.py");
        assert_eq!(
            own("/ci/project/c/main.py", "x.json"),
            "/ci/project/c/main.py"
        );
    }

    #[test]
    fn what_a_shell_of_windows_wrote_is_read() {
        let text = "No broken requirements found.\r\n";
        let wide: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(read("a", &wide).unwrap().what, What::Conflicts(Vec::new()));
    }
}
