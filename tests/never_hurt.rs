//! A tree is never hurt: whatever stops `fix`, each file has its old text or its new one, and `undo` brings all of it back.

#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use support::{Tree, tree};

/// Files of the project that is fixed.
const FILES: usize = 40;

const BEFORE: &str = "import openai\n\n\ndef ask(text):\n    try:\n        return openai.Embedding.create(input=text, model=\"ada\")[\"data\"][0][\"embedding\"]\n    except openai.error.RateLimitError:\n        return None\n";

/// How often `fix` is killed: `scripts/test` asks for more.
fn kills() -> usize {
    let asked = std::env::var("EXUVIA_KILLS").ok();
    asked.and_then(|number| number.parse().ok()).unwrap_or(25)
}

struct Project {
    folder: tempfile::TempDir,
    state: tempfile::TempDir,
}

impl Project {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..FILES {
            let package = folder.path().join(format!("package{}", number % 4));
            fs::create_dir_all(&package).unwrap();
            fs::write(package.join(format!("module{number}.py")), BEFORE).unwrap();
        }
        fs::write(folder.path().join("requirements.txt"), "openai==0.28.1\n").unwrap();
        let state = tempfile::tempdir().unwrap();
        Self { folder, state }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_exuvia"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("EXUVIA_STATE_DIR", self.state.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn tree(&self) -> Tree {
        tree(self.folder.path())
    }

    /// Gives all files a text again, and removes all others.
    fn restore(&self, to: &Tree) {
        for path in self.tree().keys().filter(|path| !to.contains_key(*path)) {
            fs::remove_file(self.folder.path().join(path)).unwrap();
        }
        for (path, text) in to {
            fs::write(self.folder.path().join(path), text).unwrap();
        }
    }

    /// Whether a run has written down what it is about to change.
    fn has_journal(&self) -> bool {
        let entries = fs::read_dir(self.state.path().join("undo"));
        entries.is_ok_and(|entries| {
            entries
                .flatten()
                .any(|one| !one.file_name().to_string_lossy().starts_with('.'))
        })
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Numbers that look as if by chance, the same ones in each run of the test.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

/// Waits until a run begins to write, or ends.
fn wait_for_journal(project: &Project, child: &mut Child) {
    while !project.has_journal() && child.try_wait().unwrap().is_none() {
        sleep(Duration::from_micros(200));
    }
}

#[test]
fn a_fix_that_is_killed_leaves_each_file_old_or_new_and_undo_brings_all_back() {
    let project = Project::new();
    let old = project.tree();
    let began = Instant::now();
    let mut child = project.command(&["fix", "-q"]).spawn().unwrap();
    wait_for_journal(&project, &mut child);
    let (reading, began) = (began.elapsed(), Instant::now());
    child.wait().unwrap();
    let writing = began.elapsed();
    let new = project.tree();
    let changed = old
        .iter()
        .filter(|(path, text)| new[*path] != **text)
        .count();
    assert_eq!(changed, FILES + 1);
    assert!(project.run(&["undo"]).status.success());
    assert!(project.tree() == old);

    let mut chance = Chance(7);
    let mut half = 0;
    for kill in 0..kills() {
        let mut child = project.command(&["fix", "-q"]).spawn().unwrap();
        // One in four is killed at any time, the others while it writes.
        if kill % 4 == 0 {
            let micros = u64::try_from((reading + writing).as_micros()).unwrap();
            sleep(Duration::from_micros(chance.below(micros)));
        } else {
            wait_for_journal(&project, &mut child);
            let micros = u64::try_from(writing.as_micros()).unwrap();
            sleep(Duration::from_micros(chance.below(micros)));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let now = project.tree();
        for (path, text) in &old {
            assert!(now[path] == *text || now[path] == new[path], "{}", path);
        }
        let is_new = |path: &String| now[path] == new[path] && new[path] != old[path];
        let written = old.keys().filter(|path| is_new(path)).count();
        half += usize::from(0 < written && written < changed);
        let undone = project.run(&["undo"]);
        assert!(
            undone.status.success() || written == 0,
            "{}",
            text(&undone.stderr)
        );
        let left = project.tree();
        assert!(
            left == old,
            "{:?}",
            left.keys()
                .filter(|path| !old.contains_key(*path))
                .collect::<Vec<_>>()
        );
    }
    assert!(half > 0, "no run was killed while it wrote");
}

#[test]
fn an_undo_that_is_killed_can_be_run_again() {
    let project = Project::new();
    let old = project.tree();
    project.run(&["fix", "-q"]);
    let new = project.tree();
    let mut chance = Chance(11);
    for _ in 0..kills().div_ceil(5) {
        let mut child = project.command(&["undo"]).spawn().unwrap();
        sleep(Duration::from_micros(chance.below(60_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        let now = project.tree();
        for (path, text) in &old {
            assert!(now[path] == *text || now[path] == new[path], "{}", path);
        }
        let again = project.run(&["undo"]);
        assert!(
            again.status.success() || project.tree() == old,
            "{}",
            text(&again.stderr)
        );
        assert!(project.tree() == old);
        project.run(&["fix", "-q"]);
        assert!(project.tree() == new);
    }
}

#[test]
fn what_somebody_writes_while_a_fix_runs_is_never_lost() {
    let project = Project::new();
    let old = project.tree();
    let began = Instant::now();
    project.run(&["fix", "-q"]);
    let whole = u64::try_from(began.elapsed().as_micros()).unwrap();
    let mut chance = Chance(23);
    let paths: Vec<String> = old
        .keys()
        .filter(|path| path.ends_with(".py"))
        .cloned()
        .collect();
    for round in 0..kills() {
        project.restore(&old);
        let child = project.command(&["fix", "-q"]).spawn().unwrap();
        sleep(Duration::from_micros(chance.below(whole)));
        let edited = &paths[usize::try_from(chance.below(FILES as u64)).unwrap()];
        let path = project.folder.path().join(edited);
        let mark = format!("# somebody was here: {round}\n");
        // As editors do it: a file beside it takes its place.
        let beside = path.with_extension("editor");
        fs::write(&beside, text(&fs::read(&path).unwrap()) + &mark).unwrap();
        fs::rename(&beside, &path).unwrap();
        let output = child.wait_with_output().unwrap();
        let now = text(&fs::read(&path).unwrap());
        assert!(now.ends_with(&mark), "{}: {now}", text(&output.stderr));
        let kept = now.trim_end_matches(&mark) == BEFORE;
        assert!(kept || !now.contains("openai.Embedding"), "{now}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_all_files_as_they_are_or_all_fixed() {
    let project = Project::new();
    let old = project.tree();
    assert!(project.run(&["fix", "-q"]).status.code().is_some());
    let new = project.tree();
    project.restore(&old);
    let mut full = 0;
    for free in [0, 4, 16, 64, 150, 400] {
        let (mount, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let script = format!(
            "set -e; mount -t tmpfs -o size=600k,nr_inodes=300 tmpfs {mount}; cp -r . {mount}/p; cd {mount}; \
             left=$(df --output=avail -k . | tail -1); \
             if [ $left -gt {free} ]; then dd if=/dev/zero of=fill bs=1k count=$((left - {free})) status=none || true; fi; \
             cd p; code=0; {exuvia} fix -q >{out}/stdout 2>{out}/stderr || code=$?; echo $code > {out}/code; cp -r . {out}/p",
            mount = mount.path().display(),
            out = out.path().display(),
            exuvia = env!("CARGO_BIN_EXE_exuvia"),
        );
        let output = Command::new("unshare")
            .args(["--user", "--map-root-user", "--mount", "sh", "-c", &script])
            .current_dir(project.folder.path())
            .env("EXUVIA_STATE_DIR", project.state.path())
            .output();
        let Some(output) = output
            .ok()
            .filter(|one| out.path().join("code").exists() || one.status.success())
        else {
            eprintln!("not tested: this machine lets nobody mount a small disk");
            return;
        };
        assert!(output.status.success(), "{}", text(&output.stderr));
        let now = tree(&out.path().join("p"));
        let code = fs::read_to_string(out.path().join("code")).unwrap();
        let said = fs::read_to_string(out.path().join("stderr")).unwrap();
        if code.trim() == "2" {
            full += 1;
            assert!(said.contains("No space left"), "{said}");
            assert_eq!(now.len(), old.len(), "{free}");
            // A fix lies in one file here: those that have room are written.
            assert!(
                now.iter()
                    .all(|(path, text)| *text == old[path] || *text == new[path])
            );
        } else {
            assert!(now == new, "{free}: {said}");
        }
    }
    assert!((1..6).contains(&full), "{full}");
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_is_named_in_a_line_and_the_rest_is_fixed() {
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::PermissionsExt as _;

    let project = Project::new();
    let top = project.folder.path();
    let strange = Path::new(std::ffi::OsStr::from_bytes(b"package0/na\xefve.py"));
    let long = format!("package1/{}/{}.py", "d".repeat(200), "m".repeat(250));
    fs::create_dir(top.join(&long).parent().unwrap()).unwrap();
    for path in [strange, Path::new(&long)] {
        fs::write(top.join(path), BEFORE).unwrap();
    }
    let old = project.tree();
    fs::set_permissions(
        top.join("package0/module0.py"),
        fs::Permissions::from_mode(0o444),
    )
    .unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::hard_link(
        top.join("package1/module1.py"),
        elsewhere.path().join("twin.py"),
    )
    .unwrap();
    let output = project.run(&["fix", "-q"]);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(said.lines().count(), 3, "{said}");
    assert!(
        said.contains("warning: package0/module0.py: the file is read-only"),
        "{said}"
    );
    assert!(
        said.contains("warning: package1/module1.py: the file has 2 names"),
        "{said}"
    );
    assert!(
        said.contains("ve.py: not read: its path is not valid UTF-8"),
        "{said}"
    );
    let now = project.tree();
    let left: Vec<_> = old
        .iter()
        .filter(|(path, text)| now[*path] == **text)
        .map(|one| one.0)
        .collect();
    let expected = [
        "package0/module0.py",
        &*strange.to_string_lossy(),
        "package1/module1.py",
    ];
    assert_eq!(left, expected);
    assert!(project.run(&["undo"]).status.success());
    assert!(project.tree() == old);
}

#[cfg(target_os = "linux")]
#[test]
fn without_permission_nothing_is_written_and_each_file_is_named() {
    use std::os::unix::fs::PermissionsExt as _;

    let project = Project::new();
    let old = project.tree();
    for folder in [project.folder.path(), project.state.path()] {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
    fs::set_permissions(project.state.path(), fs::Permissions::from_mode(0o777)).unwrap();
    // Who is not root has the permissions that are asked for here already: then nobody else can be asked.
    let output = Command::new("setpriv")
        .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
        .args([env!("CARGO_BIN_EXE_exuvia"), "fix", "-q"])
        .current_dir(project.folder.path())
        .env("EXUVIA_STATE_DIR", project.state.path())
        .output();
    let Some(output) = output.ok().filter(|one| one.status.code() == Some(2)) else {
        eprintln!("not tested: only root can run it as somebody else");
        return;
    };
    let said = text(&output.stderr);
    assert_eq!(said.lines().count(), FILES + 1, "{said}");
    assert!(said.lines().all(|line| line.contains("denied")), "{said}");
    assert!(project.tree() == old);
}

#[test]
fn what_no_commit_holds_is_asked_about() {
    let project = Project::new();
    let git = |arguments: &[&str]| {
        let done = Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
            .args(arguments)
            .current_dir(project.folder.path())
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", text(&done.stderr));
    };
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "a"]);
    let write = |name: &str, text: &str| {
        fs::write(project.folder.path().join(name), text).unwrap();
    };
    let refused = |names: &[&str]| {
        let old = project.tree();
        let output = project.run(&["fix"]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2));
        assert!(said.contains("--allow-dirty"), "{said}");
        let lines: Vec<&str> = said
            .lines()
            .filter_map(|line| line.strip_prefix("  "))
            .collect();
        assert_eq!(lines, names);
        assert!(project.tree() == old);
    };
    write("known.txt", "theirs\n");
    git(&["add", "known.txt"]);
    git(&["commit", "--quiet", "--message", "b"]);
    // A new file that no fix changes is in nobody's way; one that a fix changes is, and so is any change.
    write("notes.txt", "mine\n");
    write("new.py", "import openai\n\nopenai.Model.list()\n");
    refused(&["new.py"]);
    write("known.txt", "mine\n");
    refused(&["known.txt", "new.py"]);
    fs::remove_file(project.folder.path().join("new.py")).unwrap();
    refused(&["known.txt"]);
    let old = project.tree();
    assert_eq!(project.run(&["fix", "--diff", "-q"]).status.code(), Some(1));
    assert!(
        project
            .run(&["fix", "-q", "--allow-dirty"])
            .status
            .success()
    );
    assert!(project.tree() != old);
    git(&["add", "--update"]);
    git(&["commit", "--quiet", "--message", "c"]);
    assert!(project.run(&["undo"]).status.success());
    git(&["add", "--update"]);
    git(&["commit", "--quiet", "--message", "d"]);
    assert!(project.run(&["fix", "-q"]).status.success());
}
