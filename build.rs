//! Lists every file of the rule packs, so that they are compiled in and the binary needs no folder.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

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
    fs::write(out.join("index.rs"), tables(&root.join("index"))?)
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
