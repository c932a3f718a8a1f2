//! The command as a user runs it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The command in a folder, not yet run.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_exuvia"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE");
    command
}

/// What the command gives in a folder.
pub fn exuvia(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

/// What a stream holds.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A folder with files, at the top of a repository.
pub fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    write(folder.path(), files);
    folder
}

/// Writes files into a folder.
pub fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// The arguments of a check whose findings [`places`] reads.
pub fn check<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [&["check", "--output-format", "concise"], arguments].concat()
}

/// The places that a check found, each as `path:line code`.
pub fn places(output: &Output) -> Vec<String> {
    assert_ne!(output.status.code(), Some(2), "{}", text(&output.stderr));
    let place = |line: &str| {
        let mut parts = line.split(':');
        let (path, number) = (parts.next().unwrap(), parts.next().unwrap());
        let code = line.split(' ').nth(1).unwrap();
        format!("{path}:{number} {code}")
    };
    text(&output.stdout).lines().map(place).collect()
}
