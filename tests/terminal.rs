//! What a person at a terminal has: a line that moves, questions, a check that goes on, and Ctrl-C.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use rustix::fs::{Mode, OFlags, open};
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

const OLD: &str = "import openai\n\n\ndef ask(text):\n    return openai.Embedding.create(input=text, model=\"ada\")[\"data\"][0][\"embedding\"]\n";
const NEW: &str = "import openai\n\n\ndef ask(text):\n    return openai.embeddings.create(input=text, model=\"ada\").data[0].embedding\n";

fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// Whether the tests were begun as a job in the background, which ignores Ctrl-C and hands that on.
fn ignores_ctrl_c() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    ignored.is_some_and(|mask| mask & 0b10 != 0)
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = match ignores_ctrl_c() {
        true => {
            let mut command = Command::new("env");
            command.args(["--default-signal=INT", env!("CARGO_BIN_EXE_exuvia")]);
            command
        }
        false => Command::new(env!("CARGO_BIN_EXE_exuvia")),
    };
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .env("TERM", "xterm")
        .env("EXUVIA_STATE_DIR", folder.join(".state"));
    command
}

/// What comes out of a stream, by and by.
struct Said {
    pieces: Receiver<Vec<u8>>,
    text: String,
}

impl Said {
    fn of(mut stream: impl Read + Send + 'static) -> Self {
        let (sender, pieces) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            // At the end of a program, its terminal gives an error.
            while let Ok(length @ 1..) = stream.read(&mut bytes) {
                if sender.send(bytes[..length].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            pieces,
            text: String::new(),
        }
    }

    /// Waits until a text has come, and takes all up to its end.
    fn until(&mut self, text: &str) -> String {
        let end = Instant::now() + Duration::from_secs(120);
        loop {
            if let Some(at) = self.text.find(text) {
                let rest = self.text.split_off(at + text.len());
                return std::mem::replace(&mut self.text, rest);
            }
            let left = end.saturating_duration_since(Instant::now());
            let piece = self.pieces.recv_timeout(left);
            let piece = piece.unwrap_or_else(|_| panic!("no {text:?} in {:?}", self.text));
            self.text.push_str(&String::from_utf8_lossy(&piece));
        }
    }

    fn rest(mut self) -> String {
        while let Ok(piece) = self.pieces.recv() {
            self.text.push_str(&String::from_utf8_lossy(&piece));
        }
        self.text
    }
}

/// Runs a program on a terminal of its own; gives that as well, to be written to and read.
fn on_terminal(mut command: Command) -> (Child, File, Said) {
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let name = ptsname(&terminal, Vec::new()).unwrap();
    let other = open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
    let other = File::from(other);
    let child = command
        .stdin(other.try_clone().unwrap())
        .stdout(other.try_clone().unwrap())
        .stderr(other)
        .spawn()
        .unwrap();
    drop(command);
    let terminal = File::from(terminal);
    let said = Said::of(terminal.try_clone().unwrap());
    (child, terminal, said)
}

/// A project that takes a while, several times what is waited before a line is shown.
fn large() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..2000 {
        fs::write(folder.path().join(format!("m{number}.py")), OLD).unwrap();
    }
    folder
}

#[test]
fn a_line_moves_where_a_person_waits_and_nowhere_else() {
    let folder = large();
    let (mut child, terminal, said) =
        on_terminal(command(folder.path(), &["check", "--statistics"]));
    child.wait().unwrap();
    drop(terminal);
    let shown = said.rest();
    assert!(
        shown.contains("Reading 2000 files") || shown.contains("Judging what was found"),
        "{shown:?}"
    );
    // It is gone when the findings come.
    assert!(
        shown.trim_end().ends_with("fixable with `exuvia fix`."),
        "{shown:?}"
    );
    let (mut child, terminal, said) =
        on_terminal(command(folder.path(), &["check", "--statistics", "-q"]));
    child.wait().unwrap();
    drop(terminal);
    assert!(!said.rest().contains("Judging"));
    let piped = command(folder.path(), &["check", "--statistics"])
        .output()
        .unwrap();
    let piped = String::from_utf8(piped.stderr).unwrap();
    assert!(
        !piped.contains("Reading") && !piped.contains('\r'),
        "{piped:?}"
    );
}

/// Answers questions, and gives what was asked and what each file holds afterwards.
fn answered(answers: &str, arguments: &[&str]) -> (String, Vec<bool>, Option<i32>) {
    let two = format!(
        "{OLD}\n\ndef again(text):\n    return openai.Embedding.create(input=text, model=\"ada\")[\"data\"][0][\"embedding\"]\n"
    );
    let folder = project(&[("a.py", OLD), ("b.py", &two), ("c.py", OLD)]);
    let arguments = [&["fix", "--interactive"], arguments].concat();
    let (mut child, mut terminal, said) = on_terminal(command(folder.path(), &arguments));
    for answer in answers.chars() {
        terminal
            .write_all(format!("{answer}\n").as_bytes())
            .unwrap();
    }
    let status = child.wait().unwrap();
    drop(terminal);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let b = read("b.py");
    let parts = b
        .split("def again")
        .map(|part| part.contains("embeddings.create"));
    let is_new = [read("a.py") == NEW].into_iter().chain(parts);
    let is_new = is_new.chain([read("c.py") == NEW]).collect();
    (said.rest(), is_new, status.code())
}

#[test]
fn each_part_is_shown_and_asked_for() {
    let (said, is_new, code) = answered("ynyn", &[]);
    assert_eq!(is_new, [true, false, true, false], "{said}");
    assert_eq!(code, Some(1));
    for shown in [
        "error[OAI102]",
        "a.py:5:12",
        "reads `data` of the answer",
        "-    return openai.Embedding",
        "+    return openai.embeddings.create",
        "(1/4) Apply this part",
        "(4/4)",
    ] {
        assert!(said.contains(shown), "{shown}: {said}");
    }
    // What was left is not asked for again, though other lines of it moved.
    assert!(!said.contains("(1/2)") && !said.contains("(1/1)"), "{said}");
    assert!(said.contains("2 remaining"), "{said}");
}

#[test]
fn answers_may_be_about_a_file_or_all_that_is_left() {
    let rows = [
        ("yan", [true, true, true, false]),
        ("ndy", [false, false, false, true]),
        ("yq", [true, false, false, false]),
        ("q", [false; 4]),
        ("x?yyyy", [true; 4]),
    ];
    for (answers, expected) in rows {
        let (said, is_new, code) = answered(answers, &[]);
        assert_eq!(is_new, expected, "{answers}: {said}");
        assert_eq!(code, Some(i32::from(expected != [true; 4])), "{answers}");
    }
}

#[test]
fn who_cannot_be_asked_has_not_agreed() {
    let folder = project(&[("a.py", OLD)]);
    let output = command(folder.path(), &["fix", "--interactive"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_to_string(folder.path().join("a.py")).unwrap(), OLD);
    let output = command(folder.path(), &["fix", "--interactive", "-"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
}

fn interrupt(child: &Child) {
    let pid = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    kill_process(pid, Signal::INT).unwrap();
}

#[test]
fn a_watched_project_is_checked_again_when_it_changes_until_ctrl_c() {
    let folder = project(&[("a.py", "print(1)\n")]);
    let mut child = command(
        folder.path(),
        &["check", "--watch", "--output-format", "concise"],
    )
    .stdout(Stdio::piped())
    .stderr(Stdio::piped())
    .spawn()
    .unwrap();
    let mut found = Said::of(child.stdout.take().unwrap());
    let mut said = Said::of(child.stderr.take().unwrap());
    assert!(said.until("Waiting for changes").contains("Nothing found."));
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("a.py", OLD);
    assert!(found.until("\n").starts_with("a.py:5:12: OAI102"));
    assert!(said.until("Waiting for changes").contains("Found 1"));
    // Editors put another file in its place; what nobody reads does not count.
    write("notes.txt", "x");
    write("b.new", OLD);
    fs::rename(folder.path().join("b.new"), folder.path().join("b.py")).unwrap();
    assert!(said.until("Waiting for changes").contains("Found 2"));
    // A configuration that is half written is said, and the next change mends it.
    write("exuvia.toml", "ignore = [");
    assert!(said.until("Waiting for changes").contains("error"));
    write("exuvia.toml", "ignore = [\"OAI102\"]\n");
    assert!(said.until("Waiting for changes").contains("Nothing found."));
    interrupt(&child);
    let status = child.wait().unwrap();
    assert_eq!(
        std::os::unix::process::ExitStatusExt::signal(&status),
        Some(2)
    );
    let missing = command(folder.path(), &["check", "--watch", "nowhere"])
        .output()
        .unwrap();
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn ctrl_c_in_the_middle_of_a_fix_leaves_all_files_old_or_all_new() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..60 {
        fs::write(folder.path().join(format!("m{number}.py")), OLD).unwrap();
    }
    let texts = || -> Vec<(String, String)> {
        let entries = fs::read_dir(folder.path()).unwrap().flatten();
        let files = entries.filter(|one| one.path().is_file());
        let read = |path: std::path::PathBuf| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        };
        files.map(|one| read(one.path())).collect()
    };
    let (mut old, mut new) = (0, 0);
    // Later and later, until it comes too late for the old ones.
    for wait in (0..15).map(|number| (1 << number) - 1) {
        if new > 1 {
            break;
        }
        let child = command(folder.path(), &["fix"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let journal = folder.path().join(".state/undo");
        let has_begun = || fs::read_dir(&journal).is_ok_and(|all| all.count() > 0);
        let end = Instant::now() + Duration::from_secs(120);
        while !has_begun() && Instant::now() < end {
            std::thread::sleep(Duration::from_micros(200));
        }
        std::thread::sleep(Duration::from_millis(wait));
        interrupt(&child);
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        let texts = texts();
        assert_eq!(texts.len(), 60, "{texts:?}");
        let are = |text: &str| texts.iter().all(|(_, one)| one == text);
        match are(NEW) {
            true => {
                new += 1;
                assert!(
                    command(folder.path(), &["undo", "-q"])
                        .status()
                        .unwrap()
                        .success()
                );
            }
            false => {
                assert!(are(OLD), "{said}");
                old += 1;
            }
        }
        if output.status.code().is_none() {
            assert!(said.contains("interrupted: "), "{said}");
        }
        let _ = fs::remove_dir_all(folder.path().join(".state"));
    }
    assert!(old > 0 && new > 0, "{old} {new}");
}
