//! Changes real files at random and asks of each mutant what `docs/guarantees.md` promises.
//!
//! `scripts/mutants` runs it. A mutant is either one that means the same (names renamed, imports under another name), of
//! which no less may be found than of the file that it was made of, or any other (cut, spliced, doubled, indented), of
//! which only what holds for every text is asked.
#![allow(
    clippy::unwrap_used,
    reason = "a tool of the repository, not of its users"
)]

mod chance;
mod code;
mod kept;
mod shrink;
mod wild;

#[allow(dead_code, reason = "fuzzers use the rest of it")]
#[path = "../../fuzz/src/lib.rs"]
mod properties;

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use chance::Chance;
use exuvia::engine::Fixed;
use exuvia::source::discover::{FileKind, discover};
use properties::{Asked, holds};

/// Bytes of the longest file that mutants are made of.
const LONGEST: u64 = 12_000;

/// How long the checks of one mutant may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// The number of findings by their code. Of several symbols that a value may be, which one is named depends on the order of
/// imports.
type Found = BTreeMap<String, usize>;

/// A file of a package.
struct Original {
    package: usize,
    path: String,
    text: String,
}

/// What is asked about.
struct Mutant {
    files: Vec<(String, String)>,
    /// What was done to the first file.
    done: Vec<&'static str>,
    /// The file that it was made of, where it still means the same.
    same_as: Option<usize>,
    asked: Asked,
}

impl Mutant {
    fn hold(&self) -> Fixed {
        let files = self.files.iter();
        let files: Vec<_> = files
            .map(|(path, text)| (path.as_str(), text.as_bytes()))
            .collect();
        holds(&files, &self.asked)
    }
}

/// What a run counts.
#[derive(Default)]
struct Count {
    mutants: u64,
    same: u64,
    found: u64,
    changed: u64,
    fewer_fixes: u64,
    by_kind: BTreeMap<&'static str, u64>,
    failures: BTreeMap<String, Vec<u64>>,
    slowest: (Duration, u64),
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = || arguments.next().unwrap().parse::<u64>().unwrap();
    let (seed, first, runs) = (number(), number(), number());
    let out = PathBuf::from(arguments.next().unwrap());
    let originals = originals(&arguments.collect::<Vec<_>>());
    println!("{} files", originals.len());
    watch();
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string);
        let text = format!("{info}");
        let text = text.split_once('\n').map_or("", |parts| parts.1);
        *said() = format!("{} ({})", text, place.unwrap_or_default());
    }));
    let mut known = BTreeMap::new();
    let mut count = Count::default();
    for number in first..first + runs {
        let mut chance = Chance::new(seed, number);
        let Some(mutant) = mutant(&originals, &mut chance) else {
            continue;
        };
        ask(&originals, &mutant, number, &mut known, &mut count, &out);
        if (number + 1 - first).is_multiple_of(1000) {
            println!("{} of {runs}: {}", number + 1 - first, count.line());
        }
    }
    println!("{}", count.line());
    for (kind, number) in &count.by_kind {
        println!("  {kind}: {number}");
    }
    for (why, numbers) in &count.failures {
        println!("FAILED {} times: {why}\n  {numbers:?}", numbers.len());
    }
    std::process::exit(i32::from(!count.failures.is_empty()));
}

impl Count {
    fn line(&self) -> String {
        let failed: usize = self.failures.values().map(Vec::len).sum();
        format!(
            "{} mutants, {} mean the same, {} with findings, {} changed by a fix, {} of the same with fewer fixes, {failed} failed; slowest {:.1} s ({})",
            self.mutants,
            self.same,
            self.found,
            self.changed,
            self.fewer_fixes,
            self.slowest.0.as_secs_f64(),
            self.slowest.1
        )
    }
}

/// The short files below some folders that name a package of a pack. Each folder is a package.
fn originals(folders: &[String]) -> Vec<Original> {
    let names = code::modules();
    let mut out = Vec::new();
    for (package, folder) in folders.iter().enumerate() {
        let root = Path::new(folder);
        let found = discover(&[root.to_owned()], root, &[]).unwrap();
        for file in found.files {
            let is_short = fs::metadata(&file.path).is_ok_and(|one| one.len() <= LONGEST);
            if file.kind != FileKind::Python || !is_short {
                continue;
            }
            let Ok(text) = fs::read_to_string(&file.path) else {
                continue;
            };
            if names.iter().any(|name| code::imports(&text, name)) {
                let path = file.path.strip_prefix(root).unwrap();
                let path = path.to_str().unwrap().to_owned();
                out.push(Original {
                    package,
                    path,
                    text,
                });
            }
        }
    }
    assert!(!out.is_empty(), "no file names a package");
    out
}

fn mutant(originals: &[Original], chance: &mut Chance) -> Option<Mutant> {
    let at = chance.below(originals.len());
    let original = &originals[at];
    let mut text = original.text.clone();
    let mut done = Vec::new();
    let is_same = chance.one_in(2);
    let steps = 1 + chance.below(3);
    for _ in 0..steps {
        let step = if is_same {
            kept::change(&text, chance)
        } else {
            wild::change(
                &text,
                &originals[chance.below(originals.len())].text,
                chance,
            )
        };
        if let Some((kind, changed)) = step {
            done.push(kind);
            text = changed;
        }
    }
    if !is_same
        && chance.one_in(4)
        && let Some((kind, changed)) = kept::change(&text, chance)
    {
        done.push(kind);
        text = changed;
    }
    if done.is_empty() {
        return None;
    }
    let mut files = vec![(original.path.clone(), text)];
    let alone = is_same || !chance.one_in(6);
    if !alone {
        let others = originals.iter().enumerate();
        let mut others: Vec<_> = others
            .filter(|(other, one)| *other != at && one.package == original.package)
            .map(|(_, one)| one)
            .collect();
        for _ in 0..3.min(others.len()) {
            let one = others.swap_remove(chance.below(others.len()));
            files.push((one.path.clone(), one.text.clone()));
        }
    }
    Some(Mutant {
        files,
        done,
        same_as: is_same.then_some(at),
        asked: Asked {
            all: !chance.one_in(8),
            safe: chance.one_in(8),
            manifests: false,
            prefilter: true,
            undo: chance.one_in(8),
        },
    })
}

/// Asks of a mutant what must hold, and writes down what does not.
fn ask(
    originals: &[Original],
    mutant: &Mutant,
    number: u64,
    known: &mut BTreeMap<(usize, bool), (Found, usize)>,
    count: &mut Count,
    out: &Path,
) {
    count.mutants += 1;
    for kind in &mutant.done {
        *count.by_kind.entry(kind).or_default() += 1;
    }
    STARTED.store(now(), Ordering::Relaxed);
    CURRENT.store(number, Ordering::Relaxed);
    let began = Instant::now();
    let held = held(mutant);
    let took = began.elapsed();
    STARTED.store(0, Ordering::Relaxed);
    count.slowest = count.slowest.max((took, number));
    let why = match held {
        Err(why) => Some(why),
        Ok(fixed) => {
            let has = !fixed.before.report.findings.is_empty();
            count.found += u64::from(has);
            count.changed += u64::from(!fixed.changes.is_empty());
            mutant.same_as.and_then(|at| {
                count.same += 1;
                let (found, fixes) = known
                    .entry((at, mutant.asked.all))
                    .or_insert_with(|| of(&originals[at], mutant.asked));
                count.fewer_fixes += u64::from(fixed.before.report.fixes.len() < *fixes);
                less(found, &found_in(&fixed))
            })
        }
    };
    if let Some(why) = why {
        let key = key(&why);
        let numbers = count.failures.entry(key.clone()).or_default();
        numbers.push(number);
        if numbers.len() <= 3 {
            println!("FAILED {number} {:?}: {why}", mutant.done);
            keep(originals, mutant, number, &why, numbers.len() == 1, out);
        }
    }
}

/// What a fix of a mutant gives, or why something does not hold.
fn held(mutant: &Mutant) -> Result<Fixed, String> {
    catch_unwind(AssertUnwindSafe(|| mutant.hold())).map_err(|_| said().clone())
}

/// What is found in a file as it was.
fn of(original: &Original, asked: Asked) -> (Found, usize) {
    let mutant = Mutant {
        files: vec![(original.path.clone(), original.text.clone())],
        done: Vec::new(),
        same_as: None,
        asked,
    };
    match held(&mutant) {
        Ok(fixed) => (found_in(&fixed), fixed.before.report.fixes.len()),
        Err(why) => {
            println!("FAILED as it is: {}: {why}", original.path);
            Default::default()
        }
    }
}

fn found_in(fixed: &Fixed) -> Found {
    let mut out = Found::new();
    for one in &fixed.before.report.findings {
        *out.entry(one.code.clone()).or_default() += 1;
    }
    out
}

/// What of some findings is no more there.
fn less(before: &Found, after: &Found) -> Option<String> {
    let lost = before.iter().filter_map(|(what, number)| {
        let now = after.get(what).copied().unwrap_or_default();
        (now < *number).then(|| format!("{what}: {number}, now {now}"))
    });
    let lost: Vec<_> = lost.collect();
    (!lost.is_empty()).then(|| format!("less is found: {}", lost.join("; ")))
}

/// What failures of one kind have in common.
fn key(why: &str) -> String {
    let line = why.lines().next().unwrap_or_default();
    let start: String = line.chars().filter(|one| !one.is_ascii_digit()).collect();
    start.chars().take(100).collect()
}

/// Writes a mutant that failed into a folder, and a short one that fails the same way.
fn keep(
    originals: &[Original],
    mutant: &Mutant,
    number: u64,
    why: &str,
    is_first: bool,
    out: &Path,
) {
    let folder = out.join(number.to_string());
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "why.txt",
        &format!("{:?} {:?}\n{why}\n", mutant.done, mutant.asked),
    );
    for (path, text) in &mutant.files {
        write(path, text);
    }
    if let Some(at) = mutant.same_as {
        write("original.txt", &originals[at].text);
    }
    if is_first && !why.starts_with("less is found") {
        let wanted = key(why);
        let fails = |text: &str| {
            let mut files = mutant.files.clone();
            files[0].1 = text.to_owned();
            let one = Mutant {
                files,
                done: Vec::new(),
                same_as: None,
                asked: mutant.asked,
            };
            held(&one).is_err_and(|why| key(&why) == wanted)
        };
        write("short.txt", &shrink::shrunk(&mutant.files[0].1, fails));
    }
}

/// What the last panic said.
fn said() -> std::sync::MutexGuard<'static, String> {
    static SAID: Mutex<String> = Mutex::new(String::new());
    SAID.lock().unwrap_or_else(PoisonError::into_inner)
}

/// When the checks of a mutant began, in seconds from some moment on; 0: none runs.
static STARTED: AtomicU64 = AtomicU64::new(0);
/// Which mutant that is.
static CURRENT: AtomicU64 = AtomicU64::new(0);

fn now() -> u64 {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_secs() + 1
}

/// Ends the run where one mutant takes too long.
fn watch() {
    std::thread::spawn(|| {
        loop {
            std::thread::sleep(Duration::from_secs(5));
            let started = STARTED.load(Ordering::Relaxed);
            if started != 0 && now() > started + PATIENCE.as_secs() {
                let number = CURRENT.load(Ordering::Relaxed);
                println!("FAILED {number}: it takes longer than {PATIENCE:?}");
                std::process::exit(3);
            }
        }
    });
}
