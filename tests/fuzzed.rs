//! What fuzzers found once: each input goes through all that they ask. `scripts/fuzz` runs them.

#![allow(clippy::unwrap_used)]

#[path = "../fuzz/src/lib.rs"]
mod properties;

use std::fs;
use std::path::{Path, PathBuf};

/// The inputs of one of the fuzzers.
fn inputs(name: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/regressions")
        .join(name);
    let mut out: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|one| one.unwrap().path())
        .collect();
    out.sort();
    assert!(!out.is_empty(), "no inputs of {name}");
    out
}

fn all_hold(name: &str, property: fn(&[u8])) {
    for path in inputs(name) {
        println!("{}", path.display());
        property(&fs::read(path).unwrap());
    }
}

#[test]
fn code_that_was_found() {
    all_hold("source", properties::source);
}

#[test]
fn notebooks_that_were_found() {
    all_hold("notebook", properties::notebook);
}

#[test]
fn manifests_that_were_found() {
    all_hold("manifest", properties::manifest);
}

#[test]
fn packs_that_were_found() {
    all_hold("pack", properties::pack);
}
