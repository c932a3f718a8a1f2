//! What a tree of files costs at least: all of its Python files read and searched for eight names, and those parsed by
//! tree-sitter that may import one of them.
//!
//! `cargo bench --bench bare -- DIR` prints it as one line of JSON, which `scripts/benchmark` puts beside what exuvia takes.

use std::path::PathBuf;
use std::time::Instant;

use exuvia::source::discover::{FileKind, FoundFile, discover};
use exuvia::source::prefilter::{Words, may_name_a_module};
use rayon::prelude::*;
use tree_sitter::Parser;

/// The names that are searched for.
const NAMES: [&str; 8] = [
    "aioredis",
    "fastapi",
    "jose",
    "mem0",
    "openai",
    "pydantic",
    "redis",
    "sqlalchemy",
];

/// How many of them are what exuvia's packs about code are about, by their numbers.
const WITH_PACKS: [usize; 5] = [0, 2, 3, 4, 6];

fn main() {
    let arguments = std::env::args().skip(1);
    let Some(folder) = arguments.into_iter().find(|one| !one.starts_with("--")) else {
        eprintln!("usage: cargo bench --bench bare -- DIR");
        return;
    };
    let search = Words::new(&NAMES);
    let start = Instant::now();
    let found = discover(&[PathBuf::from(&folder)], &PathBuf::from(&folder), &[]);
    let found = found.expect("the folder is there");
    let files: Vec<&FoundFile> = found
        .files
        .iter()
        .filter(|file| file.kind == FileKind::Python)
        .collect();
    let walk = start.elapsed().as_secs_f64();
    let scanned: Vec<(u64, Option<Vec<u8>>)> = files
        .par_iter()
        .map(|file| {
            let bytes = std::fs::read(&file.path).unwrap_or_default();
            let named = search.find_where(&bytes, |word, at| {
                WITH_PACKS.contains(&word) && may_name_a_module(&bytes, at)
            });
            let length = bytes.len() as u64;
            (length, (!named.is_empty()).then_some(bytes))
        })
        .collect();
    let scan = start.elapsed().as_secs_f64();
    let bytes: u64 = scanned.iter().map(|(length, _)| length).sum();
    let wanted: Vec<Vec<u8>> = scanned.into_iter().filter_map(|(_, bytes)| bytes).collect();
    let start = Instant::now();
    let nodes: usize = wanted
        .par_iter()
        .map_init(python, |parser, bytes| {
            let tree = parser.parse(bytes, None);
            tree.map_or(0, |tree| tree.root_node().descendant_count())
        })
        .sum();
    let parse = start.elapsed().as_secs_f64();
    let wanted_bytes: usize = wanted.iter().map(Vec::len).sum();
    println!(
        "{}",
        serde_json::json!({
            "files": files.len(), "bytes": bytes, "walk": walk, "scan": scan,
            "candidates": wanted.len(), "candidate_bytes": wanted_bytes, "nodes": nodes, "parse": parse,
        })
    );
}

fn python() -> Parser {
    let mut parser = Parser::new();
    let language = tree_sitter_python::LANGUAGE.into();
    parser
        .set_language(&language)
        .expect("the grammar fits the parser");
    parser
}
