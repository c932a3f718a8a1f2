//! Lists every file of the rule packs, so that they are compiled in and the binary needs no folder.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use serde_json::Value;

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("rules");
    println!("cargo::rerun-if-changed=rules");
    let mut list = String::from("&[\n");
    for folder in entries(&root)? {
        let is_pack = folder.join("pack.toml").is_file();
        let name = folder.file_name().and_then(|name| name.to_str());
        if let (true, Some(name)) = (is_pack, name) {
            let mut files = Vec::new();
            collect(&folder, &mut files)?;
            for file in files {
                println!("cargo::rerun-if-changed={}", file.display());
                let inside = file.strip_prefix(&folder).unwrap_or(&file);
                let inside = inside.to_string_lossy().replace('\\', "/");
                let full = file.to_string_lossy();
                writeln!(list, "    ({name:?}, {inside:?}, include_str!({full:?})),")
                    .map_err(io::Error::other)?;
            }
        }
    }
    list.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("packs.rs"), list)?;
    fs::write(out.join("index.rs"), tables(&root.join("index"))?)?;
    fs::write(
        out.join("advisories.txt"),
        advisories(&root.join("advisories"))?,
    )
}

/// The advisories: a line for each package that one is about, with what is read of it.
fn advisories(folder: &Path) -> io::Result<String> {
    let mut lines = Vec::new();
    for file in entries(folder)? {
        if file.extension().is_none_or(|kind| kind != "json") {
            continue;
        }
        println!("cargo::rerun-if-changed={}", file.display());
        let wrong =
            |what: &dyn std::fmt::Display| io::Error::other(format!("{}: {what}", file.display()));
        let text = fs::read_to_string(&file)?;
        let mut record: Value = serde_json::from_str(&text).map_err(|error| wrong(&error))?;
        let keys = ["id", "aliases", "withdrawn", "affected"];
        let kept = record
            .as_object_mut()
            .ok_or_else(|| wrong(&"not a record"))?;
        kept.retain(|key, _| keys.contains(&key.as_str()));
        let affected = record["affected"].as_array();
        let names = affected.into_iter().flatten();
        let names = names.filter_map(|one| one["package"]["name"].as_str());
        let names: BTreeSet<String> = names.map(normalised).collect();
        lines.extend(names.into_iter().map(|name| format!("{name}\t{record}\n")));
    }
    lines.sort();
    Ok(lines.concat())
}

/// A package's name as indexes compare it.
fn normalised(name: &str) -> String {
    let words = name.split(['-', '_', '.']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

/// The tables of releases: each package with its text.
fn tables(folder: &Path) -> io::Result<String> {
    let mut list = String::from("&[\n");
    for file in entries(folder)? {
        println!("cargo::rerun-if-changed={}", file.display());
        let package = file.file_stem().and_then(|name| name.to_str());
        if let Some(package) =
            package.filter(|_| file.extension().is_some_and(|kind| kind == "txt"))
        {
            let full = file.to_string_lossy();
            writeln!(list, "    ({package:?}, include_str!({full:?})),")
                .map_err(io::Error::other)?;
        }
    }
    list.push_str("]\n");
    Ok(list)
}

/// What lies in a folder, sorted, so that a build is the same every time.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for path in entries(folder)? {
        if path.is_dir() {
            collect(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|kind| kind == "toml" || kind == "jsonl" || kind == "pyi")
        {
            files.push(path);
        }
    }
    Ok(())
}
