//! What rule packs cost: at start, and for each file, with few rows and with very many.
//!
//! `cargo bench --bench load` prints it; `docs/performance.md` has the numbers.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use divan::{Bencher, black_box};
use exuvia::rules::active::ActivePack;
use exuvia::rules::embedded;
use exuvia::rules::load::{Pack, PackFile};

const HEADER: &str = r#"
name = "synthetic"
summary = "rows made for a measurement"
distributions = ["synthetic"]
imports = ["synthetic"]
from = "1.0"
target = "2.0"
[codes]
SYN101 = { name = "removed" }
[defaults]
removed = "SYN101"
"#;

/// Words of a file of a thousand different names; one in a hundred is the name of a row.
const WORDS: usize = 1000;

fn main() {
    divan::main();
}

/// A pack of this many machine rows, as long as real ones.
fn files(rows: usize) -> Vec<PackFile> {
    let mut text = String::new();
    for row in 0..rows {
        writeln!(
            text,
            "{{\"old\":\"synthetic.part{}.Class{}.method_{row}\",\"kind\":\"removed\",\"breaks\":\"2.0\",\"new\":\"synthetic.Class{}.method\",\"origin\":\"diff synthetic 1.0..2.0\"}}",
            row % 40,
            row % 700,
            row % 700,
        )
        .expect("writing to a string never fails");
    }
    let file = |path: &str, text| PackFile {
        path: path.to_owned(),
        text: Cow::Owned(text),
    };
    vec![
        file("pack.toml", HEADER.to_owned()),
        file("rows.jsonl", text),
    ]
}

fn pack(rows: usize) -> Pack {
    match Pack::load("rules/synthetic", files(rows)) {
        Ok(pack) => pack,
        Err(errors) => panic!("{}", errors[0]),
    }
}

/// Reading a pack of machine rows.
#[divan::bench(args = [50, 50_000])]
fn start(bencher: Bencher, rows: usize) {
    bencher
        .with_inputs(|| files(rows))
        .bench_values(|files| Pack::load("rules/synthetic", black_box(files)));
}

/// Asking for every word of a file whether a rule names it.
#[divan::bench(args = [50, 50_000])]
fn file(bencher: Bencher, rows: usize) {
    let (from, target) = ("1.0".parse(), "2.0".parse());
    let (Ok(from), Ok(target)) = (from, target) else {
        panic!("both are versions");
    };
    let active = ActivePack::new(Arc::new(pack(rows)), from, target);
    let words: Vec<String> = (0..WORDS)
        .map(|word| {
            if word % 100 == 0 {
                format!("method_{}", word / 100)
            } else {
                format!("word_{word}")
            }
        })
        .collect();
    bencher.bench(|| {
        words
            .iter()
            .filter(|word| active.names_word(black_box(word)))
            .count()
    });
}

/// Reading all packs that are compiled in, without their stubs.
#[divan::bench]
fn compiled_in() -> usize {
    embedded::names()
        .map(|name| embedded::read(name).map_or(0, |pack| pack.changes.len()))
        .sum()
}

/// Reading the stubs of a pack for both versions, as the first run of a process does.
#[divan::bench(args = embedded::names())]
fn stubs(bencher: Bencher, name: &str) {
    bencher
        .with_inputs(|| match embedded::read(name) {
            Ok(pack) => Arc::new(pack),
            Err(errors) => panic!("{}", errors[0]),
        })
        .bench_values(|pack| {
            let (from, target) = (pack.header.from.clone(), pack.header.target.clone());
            let active = ActivePack::new(pack, from, target);
            (active.old.covers("a"), active.new.covers("a"))
        });
}
