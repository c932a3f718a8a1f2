//! What is said of commands that are not what they are taken for, wherever the project runs them.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::path::Path;

use aho_corasick::{AhoCorasick, Input, MatchKind};
use memchr::memmem::Finder;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::faults::manifest_mark;
use super::held::Held;
use super::manifests::{Manifests, folder_of, settle};
use super::read::{Project, Walked, bytes};
use super::suppressed::Suppressions;
use super::{Options, Outcome};
use crate::finding::{Applicability, Finding, Symbol};
use crate::manifest::{Block, Format, blocks};
use crate::matching::run_in_code;
use crate::matching::steps::{Ran, steps};
use crate::rules::active::ActivePack;
use crate::rules::command_pattern::{Bound, Pattern, least};
use crate::rules::schema::Reason;
use crate::rules::select::Selector;
use crate::rules::step::{Fact, Step};
use crate::source::discover::{FileKind, FoundFile};
use crate::syntax::parse;

/// Folders whose lists are not what is installed where a service runs.
const BESIDE: [&str; 7] = [
    "doc", "docs", "example", "examples", "sample", "test", "tests",
];

/// A file with the commands that it runs.
pub struct Running {
    display: String,
    held: Held,
    blocks: Vec<Block>,
}

/// The rows about commands that are reported, each with its pack's name.
fn rows<'a>(active: &'a [ActivePack], selector: &Selector) -> Vec<(&'a str, &'a Step)> {
    let rows = active.iter().flat_map(|pack| {
        let name = pack.pack.header.name.as_str();
        pack.pack.steps.iter().map(move |step| (name, step))
    });
    rows.filter(|(name, step)| selector.selects(name, &step.code))
        .collect()
}

/// Adds what is said of the commands of files that are `running` some, and brings the report into its order.
pub fn add(
    options: &Options,
    (walked, manifests): (&Walked, &Manifests),
    (active, selector): (&[ActivePack], &Selector),
    running: &[Running],
    outcome: &mut Outcome,
) {
    let rows = rows(active, selector);
    let only: Vec<&Step> = rows.iter().map(|(_, step)| *step).collect();
    let project = Around {
        options,
        walked,
        manifests,
    };
    let ran = running
        .par_iter()
        .map(|file| steps(&only, Path::new(&file.display), &file.blocks));
    let ran: Vec<Vec<Ran<'_>>> = ran.collect();
    for (file, ran) in running.iter().zip(ran) {
        for ran in ran {
            let (pack, step) = rows[ran.row];
            let Some(filled) = project.holds(step.where_project, &file.display, &ran) else {
                continue;
            };
            let finding = finding(file, (pack, step), &ran, &filled, outcome);
            if file.held.suppressions.cover(&finding) {
                continue;
            }
            let key = (file.display.clone(), None);
            let texts = outcome.texts.entry(key);
            texts.or_insert_with(|| file.held.text_at(&finding.location));
            outcome.report.findings.push(finding);
        }
    }
    settle(&mut outcome.report);
}

/// What files spell that run the commands which rows speak of.
pub struct CommandWords<'a> {
    /// Of each command the lists of texts of which it has one each, by their numbers.
    patterns: Vec<Vec<Vec<usize>>>,
    /// The texts, and whether each is a word by itself.
    texts: Vec<(Finder<'a>, bool)>,
    /// Of each command the list that fewest files have one of: to look for these alone is much faster. None of them is a part of
    /// another one.
    rarest: AhoCorasick,
    /// The commands of each of those, by their numbers.
    with: Vec<Vec<usize>>,
}

impl<'a> CommandWords<'a> {
    /// Those of rows; none if there are no rows.
    #[must_use]
    pub fn of(rows: impl Iterator<Item = &'a Step>) -> Option<Self> {
        let patterns = rows.flat_map(|row| &row.runs);
        let mut patterns: Vec<Vec<(Vec<&str>, bool)>> = patterns.map(Pattern::spelled).collect();
        for lists in &mut patterns {
            lists.sort_by_key(|(list, _)| Reverse(least(list)));
        }
        let lists = patterns.iter().flatten();
        let texts = lists.flat_map(|(list, is_whole)| list.iter().map(|text| (*text, *is_whole)));
        let texts: BTreeSet<(&str, bool)> = texts.collect();
        let texts: Vec<(&str, bool)> = texts.into_iter().collect();
        let rare = patterns.iter().map(|lists| match lists.first() {
            Some((list, _)) => list.as_slice(),
            None => &[],
        });
        let rare: Vec<&[&str]> = rare.collect();
        let all: BTreeSet<&str> = rare.concat().into_iter().collect();
        let holds_another = |text: &str| all.iter().any(|one| *one != text && text.contains(one));
        let rarest: Vec<&str> = all
            .iter()
            .copied()
            .filter(|text| !holds_another(text))
            .collect();
        let with = rarest.iter().map(|text| {
            let numbers = rare.iter().enumerate();
            let numbers = numbers.filter(|(_, list)| list.iter().any(|one| one.contains(text)));
            numbers.map(|(number, _)| number).collect()
        });
        let with: Vec<Vec<usize>> = with.collect();
        (!texts.is_empty()).then_some(())?;
        let numbers = |(list, is_whole): &(Vec<&'a str>, bool)| {
            let number = |text: &&'a str| texts.binary_search(&(*text, *is_whole));
            list.iter()
                .map(|text| number(text).unwrap_or_default())
                .collect()
        };
        Some(Self {
            // Only where it may take any match does it use what looks at many bytes at once.
            rarest: AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostFirst)
                .build(rarest)
                .ok()?,
            with,
            patterns: patterns
                .iter()
                .map(|lists| lists.iter().map(numbers).collect())
                .collect(),
            texts: texts
                .iter()
                .map(|(text, is_whole)| (Finder::new(*text), *is_whole))
                .collect(),
        })
    }

    /// Whether a file spells what one of the commands is spelled with.
    #[must_use]
    pub fn may_run(&self, bytes: &[u8]) -> bool {
        let (mut from, mut known) = (0, Vec::new());
        let mut met = FxHashSet::default();
        // What one text ends with another may begin with.
        while let Some(found) = self.rarest.find(Input::new(bytes).range(from..)) {
            from = found.start() + 1;
            let rare = found.pattern().as_usize();
            let mut commands = self.with[rare].iter();
            if met.insert(rare) && commands.any(|one| self.may_run_one(*one, bytes, &mut known)) {
                return true;
            }
        }
        false
    }

    /// Whether a file spells what a command is spelled with; what is `known` of the texts is asked once.
    fn may_run_one(&self, command: usize, bytes: &[u8], known: &mut Vec<Option<bool>>) -> bool {
        known.resize(self.texts.len(), None);
        let mut spells = |number: usize| {
            let (finder, whole) = &self.texts[number];
            let end = |at: usize| at + finder.needle().len();
            let mut found = finder.find_iter(bytes);
            let known = known[number]
                .get_or_insert_with(|| found.any(|at| !whole || stands_alone(bytes, at, end(at))));
            *known
        };
        let mut lists = self.patterns[command].iter();
        lists.all(|list| list.iter().any(|text| spells(*text)))
    }
}

/// Whether a stretch is no part of a longer word; what an escaped letter stands for is none.
fn stands_alone(bytes: &[u8], start: usize, end: usize) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let before = &bytes[..start];
    let is_escape = before.len() > 1 && before[before.len() - 2] == b'\\';
    (is_escape || !before.last().is_some_and(is_part)) && !bytes.get(end).is_some_and(is_part)
}

/// The files that spell the words of one of the commands that rows are about, with what they run. Which code does was seen
/// when it was read.
pub fn running(
    options: &Options,
    (walked, project): (&Walked, &Project),
    (active, selector): (&[ActivePack], &Selector),
) -> Vec<Running> {
    let rows = rows(active, selector);
    let Some(words) = CommandWords::of(rows.iter().map(|(_, step)| *step)) else {
        return Vec::new();
    };
    let code = walked.code.iter();
    let code = code.filter(|file| project.running.contains(&file.display));
    let files = code.chain(&walked.variables).chain(&walked.commands);
    let mut files: Vec<&FoundFile> = files.collect();
    files.sort();
    let read = |file: &&FoundFile| {
        // What cannot be read is said where it is read for its own sake.
        let bytes = bytes(options, &file.path).ok()?;
        if !words.may_run(&bytes) {
            return None;
        }
        let text = String::from_utf8(bytes).ok()?;
        let path = Path::new(&file.display);
        let blocks = match file.kind {
            FileKind::Python => run_in_code::blocks(&parse(&text), &text),
            _ => blocks(path, &text),
        };
        let runs = blocks.iter().any(|block| !block.commands.is_empty());
        let suppressions = Suppressions::of_manifest(&file.display, &text);
        let suppressions = suppressions.within(walked.local.at(&file.path));
        runs.then(|| Running {
            display: file.display.clone(),
            held: Held::plain(file.path.clone(), text.into(), suppressions),
            blocks,
        })
    };
    files.par_iter().filter_map(read).collect()
}

fn finding(
    file: &Running,
    (pack, step): (&str, &Step),
    ran: &Ran<'_>,
    filled: &Bound,
    outcome: &Outcome,
) -> Finding {
    let severity = match step.way_back {
        Some(severity) if ran.is_way_back => severity,
        _ => step.severity,
    };
    Finding {
        code: step.code.clone(),
        name: step.name.clone(),
        package: pack.to_owned(),
        distribution: None,
        severity,
        fails: step.fails,
        message: with_holes(&step.message, filled),
        location: file.held.location(&file.display, &ran.range),
        symbol: Symbol::default(),
        applicability: Applicability::Manual,
        reason: Some(Reason::NeedsDecision.word().to_owned()),
        help: step.help.as_deref().map(|help| with_holes(help, filled)),
        breaks_in: None,
        related: Vec::new(),
        fingerprint: manifest_mark(
            &file.held,
            &file.display,
            &step.code,
            &ran.range,
            &outcome.report,
        ),
        fix_id: None,
    }
}

/// A sentence with what its holes stand for.
fn with_holes(text: &str, filled: &Bound) -> String {
    let mut out = text.to_owned();
    for (name, value) in filled {
        out = out.replace(&format!("{{{name}}}"), value);
    }
    out
}

/// The project that a command stands in.
struct Around<'a> {
    options: &'a Options,
    walked: &'a Walked,
    manifests: &'a Manifests,
}

impl Around<'_> {
    /// What the holes stand for, if the project is as a row asks.
    fn holds(&self, fact: Option<Fact>, script: &str, ran: &Ran<'_>) -> Option<Bound> {
        let mut filled = ran.filled.clone();
        match fact {
            None => {}
            Some(Fact::ListsElsewhere) => {
                let others = self.lists_elsewhere(filled.get("file")?, script, ran.beside);
                (!others.is_empty()).then_some(())?;
                filled.insert("others".to_owned(), others.join("`, `"));
            }
            Some(Fact::NotPosted) => {
                let url = filled.get("url")?.trim_end_matches('/');
                let last = url.rsplit('/').next().filter(|last| !last.is_empty())?;
                (!self.is_posted(last)).then_some(())?;
            }
        }
        Some(filled)
    }

    /// The lists and locks that stand elsewhere than one that is copied and that no command beside it names; none where
    /// the project has no such list.
    fn lists_elsewhere(&self, file: &str, script: &str, beside: &[Block]) -> Vec<String> {
        let all = self.walked.manifests.iter().map(|one| one.display.as_str());
        let all: Vec<&str> = all.filter(|path| self.is_installed(path)).collect();
        let copied = meant(file, script, &all);
        let words = beside.iter().flat_map(|block| &block.commands);
        let words = words.flat_map(|command| &command.words);
        let named: BTreeSet<&str> = words
            .flat_map(|word| meant(&word.text, script, &all))
            .collect();
        let is_elsewhere = |path: &&str| {
            let is_lock = Format::of(Path::new(path)).is_some_and(Format::is_lock);
            let mut folders = copied.iter().map(|one| folder_of(one));
            let is_near = folders.any(|folder| folder == folder_of(path));
            !named.contains(path) && (is_lock || !is_near)
        };
        let others = all.iter().copied().filter(is_elsewhere);
        match copied.is_empty() {
            true => Vec::new(),
            false => others.map(str::to_owned).collect(),
        }
    }

    fn is_installed(&self, path: &str) -> bool {
        let is_beside = |folder: &str| BESIDE.contains(&folder);
        let asks = self.manifests.set().manifests().iter();
        let mut asks = asks.filter(|one| one.path == Path::new(path));
        let is_lock = Format::of(Path::new(path)).is_some_and(Format::is_lock);
        !folder_of(path).split('/').any(is_beside)
            && (is_lock || asks.any(|one| !one.requirements.is_empty()))
    }

    /// Whether code may have a handler that answers POST at a path with this last part: a line that says both, or the
    /// line before it.
    fn is_posted(&self, last: &str) -> bool {
        self.walked.code.par_iter().any(|file| {
            let bytes = bytes(self.options, &file.path).unwrap_or_default();
            let text: Cow<'_, str> = String::from_utf8_lossy(&bytes);
            if !text.contains(last) {
                return false;
            }
            let lines: Vec<&str> = text.lines().collect();
            let says = |line: &&str| line.contains(".post(") || line.contains("POST");
            let ends = |line: &str| {
                let mut quotes = ['"', '\''].into_iter();
                quotes.any(|quote| {
                    line.contains(&format!("/{last}{quote}"))
                        || line.contains(&format!("/{last}/{quote}"))
                })
            };
            let mut numbered = lines.iter().enumerate();
            numbered.any(|(number, line)| {
                let near = number.saturating_sub(1)..(number + 3).min(lines.len());
                ends(line) && lines[near].iter().any(says)
            })
        })
    }
}

/// The files that a word of a script may mean: the one that is there from the root or from the script's folder, or else
/// those whose paths end so, since it may run in any folder.
fn meant<'p>(word: &str, script: &str, all: &[&'p str]) -> Vec<&'p str> {
    let word = word.trim_start_matches("./");
    let beside = match folder_of(script) {
        "" => word.to_owned(),
        folder => format!("{folder}/{word}"),
    };
    let exact = all
        .iter()
        .copied()
        .find(|path| *path == word || *path == beside);
    let ending = format!("/{word}");
    let ends = all.iter().copied().filter(|path| path.ends_with(&ending));
    exact.map_or_else(|| ends.collect(), |one| vec![one])
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// A row about commands.
    fn row(runs: &str) -> Step {
        let text =
            format!("runs = {runs}\nseverity = \"note\"\nfails = \"silently\"\nmessage = \"\"\n");
        toml::from_str(&text).unwrap()
    }

    #[test]
    fn a_file_may_run_a_command_whose_words_it_spells() {
        let rows = [row(r#"["tool --restore", "other store*"]"#)];
        let words = CommandWords::of(rows.iter()).unwrap();
        assert!(words.may_run(b"run(['tool', '--restore'])"));
        assert!(words.may_run(b"other store-all"));
        assert!(!words.may_run(b"run(['toolbox', '--restore'])"));
        assert!(!words.may_run(b"tool"));
        assert!(!words.may_run(b""));
    }

    #[test]
    fn a_word_that_begins_where_another_ends_is_seen() {
        let rows = [row(r#"["a *abcd*", "b *cdef*"]"#)];
        let words = CommandWords::of(rows.iter()).unwrap();
        assert!(words.may_run(b"b abcdef"));
        assert!(words.may_run(b"a abcdef"));
        assert!(!words.may_run(b"c abcdef"));
    }
}
