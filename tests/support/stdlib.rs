//! The standard library of the `python3` that is there, and what that Python says of it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::de::DeserializeOwned;

/// How many files are compared, spread over all that are there. `EXUVIA_SAMPLE` sets another number,
/// `EXUVIA_SOURCES` another folder.
const SAMPLE: usize = 200;

/// A sample of its files; none if there is no Python.
pub fn files() -> Option<Vec<PathBuf>> {
    let root = sources()?;
    let sample = std::env::var("EXUVIA_SAMPLE")
        .ok()
        .and_then(|number| number.parse().ok())
        .unwrap_or(SAMPLE);
    let files = sample_of(python_files(&root), sample);
    assert!(files.len() > 20, "a standard library has more files");
    Some(files)
}

fn sources() -> Option<PathBuf> {
    if let Ok(folder) = std::env::var("EXUVIA_SOURCES") {
        return Some(folder.into());
    }
    let script = "import sysconfig; print(sysconfig.get_path('stdlib'))";
    let output = Command::new("python3").args(["-c", script]).output().ok()?;
    let path = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| PathBuf::from(path.trim()))
}

fn python_files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let path = entry.path();
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "py") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn sample_of(files: Vec<PathBuf>, size: usize) -> Vec<PathBuf> {
    let step = (files.len() / size.max(1)).max(1);
    files.into_iter().step_by(step).collect()
}

/// What a script of this folder says of each file: it reads paths, and prints a JSON value a line.
pub fn asked<T: DeserializeOwned>(script: &str, files: &[PathBuf]) -> Vec<T> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(script);
    let mut python = Command::new("python3")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = python.stdin.take().unwrap();
    let lines: Vec<String> = files
        .iter()
        .map(|path| format!("{}\n", path.display()))
        .collect();
    let writer = std::thread::spawn(move || stdin.write_all(lines.concat().as_bytes()));
    let output = python.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}
