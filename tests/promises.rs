//! What holds for every project, whatever is found in it.

#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use exuvia::engine::{self, Fixed, Options};
use exuvia::finding::Applicability;
use exuvia::rewrite::patch::patch;
use support::{Tree, after, all_cases, fixed, folders, testdata, tree, tree_after, within};

/// A project with what `fix --unsafe-fixes` makes of it.
struct Project {
    folder: PathBuf,
    before: Tree,
    fixed: Fixed,
}

/// All small projects, and the services of the shipped example.
fn projects() -> &'static [Project] {
    static PROJECTS: OnceLock<Vec<Project>> = OnceLock::new();
    PROJECTS.get_or_init(|| {
        let cases = all_cases().into_iter().map(|case| case.join("before"));
        cases
            .chain(folders(&testdata().join("lyss")))
            .map(|folder| Project {
                before: tree(&folder),
                fixed: fixed(&folder, &Options::default(), Applicability::Unsafe),
                folder,
            })
            .collect()
    })
}

/// A report as it is printed, and the patch.
fn printed(folder: &Path, options: &Options) -> (String, Vec<u8>) {
    let fixed = fixed(folder, options, Applicability::Unsafe);
    let reports = [&fixed.before.report, &fixed.after.report].map(|report| {
        let mut report = report.clone();
        // The number of files that were parsed is what a prefilter changes.
        report.summary.candidates = 0;
        serde_json::to_string(&report).unwrap()
    });
    (reports.join("\n"), patch(&fixed.changes))
}

#[test]
fn the_number_of_threads_changes_nothing() {
    for project in projects() {
        let one = printed(
            &project.folder,
            &Options {
                jobs: 1,
                ..Options::default()
            },
        );
        let many = printed(
            &project.folder,
            &Options {
                jobs: 4,
                ..Options::default()
            },
        );
        assert_eq!(one, many, "{}", project.folder.display());
    }
}

#[test]
fn the_prefilter_changes_nothing() {
    for project in projects() {
        let some = printed(&project.folder, &Options::default());
        let all = Options {
            no_prefilter: true,
            ..Options::default()
        };
        let all = printed(&project.folder, &all);
        assert!(
            some == all,
            "{}:\n{}\n{}",
            project.folder.display(),
            some.0,
            all.0
        );
    }
}

/// Projects in which a value goes through objects, containers and modules under other names into files that name nothing of
/// it. In a large tree those are not read: what goes there is turned back into what it was.
const HANDED_ON: [&str; 1] = ["callers-in-files-that-name-no-package"];

#[test]
fn reading_in_waves_changes_nothing() {
    let waves = Options {
        in_waves: true,
        ..Options::default()
    };
    let mut wrong = Vec::new();
    for project in projects() {
        let handed_on = |part: &Path| HANDED_ON.iter().any(|name| part.ends_with(name));
        let same = if project.folder.ancestors().any(handed_on) {
            let found = |options: &Options| {
                let report = fixed(&project.folder, options, Applicability::Unsafe)
                    .before
                    .report;
                let findings = report.findings.into_iter();
                let places = findings.map(|one| (one.location.path, one.location.start, one.code));
                places.collect::<Vec<_>>()
            };
            found(&waves) == found(&Options::default())
        } else {
            printed(&project.folder, &waves) == printed(&project.folder, &Options::default())
        };
        if !same {
            wrong.push(project.folder.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_second_fix_changes_nothing() {
    let mut wrong = Vec::new();
    for project in projects()
        .iter()
        .filter(|one| !one.fixed.changes.is_empty())
    {
        let options = after(&Options::default(), &project.fixed);
        let again = fixed(&project.folder, &options, Applicability::Unsafe);
        for change in &again.changes {
            let patch = String::from_utf8_lossy(&patch(std::slice::from_ref(change))).into_owned();
            wrong.push(format!("{}\n{patch}", project.folder.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn run(folder: &Path, command: &str, arguments: &[&str], input: &[u8]) -> (bool, String) {
    let mut child = Command::new(command)
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("this test needs `{command}` in the path: {error}"));
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let feeder = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let fed = feeder.join().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (
        // What ends before it read everything says why.
        output.status.success() && fed.is_ok(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

fn write_tree(folder: &Path, tree: &Tree) {
    for (path, bytes) in tree {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

#[test]
fn git_makes_of_the_printed_patch_what_fix_writes() {
    // All projects side by side in one repository: git is started once.
    let home = tempfile::tempdir().unwrap();
    assert!(run(home.path(), "git", &["init", "-q"], b"").0);
    let mut all = Vec::new();
    for (number, project) in projects().iter().enumerate() {
        write_tree(&home.path().join(number.to_string()), &project.before);
        let changes = project.fixed.changes.iter().cloned();
        let changes: Vec<_> = changes
            .map(|mut change| {
                change.display = format!("{number}/{}", change.display);
                change
            })
            .collect();
        all.extend(patch(&changes));
    }
    assert!(!all.is_empty());
    let (applied, said) = run(home.path(), "git", &["apply", "-p1", "-"], &all);
    assert!(applied, "{said}");
    for (number, project) in projects().iter().enumerate() {
        let expected = tree_after(&project.before, &project.fixed);
        let made = tree(&home.path().join(number.to_string()));
        assert!(made == expected, "{}", project.folder.display());
    }
}

/// Prints the names of the files below the working directory that `compile` refuses.
const COMPILE: &str = "
import pathlib, warnings
warnings.simplefilter('ignore')
for path in sorted(pathlib.Path('.').rglob('*.py')):
    try:
        compile(path.read_bytes(), str(path), 'exec', dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        print(path.as_posix())
";

#[test]
fn python_compiles_every_edited_file_that_it_compiled_before() {
    let home = tempfile::tempdir().unwrap();
    let mut count = 0;
    for (number, project) in projects().iter().enumerate() {
        for change in &project.fixed.changes {
            let name = format!("{number}/{}", change.display);
            let of = |side: &str, bytes: &[u8]| {
                write_tree(
                    &home.path().join(side),
                    &Tree::from([(name.clone(), bytes.to_vec())]),
                );
            };
            of("before", &change.before);
            of("after", &change.after);
            count += usize::from(name.ends_with(".py"));
        }
    }
    assert!(count > 50, "only {count} files are edited");
    let (ran, said) = run(home.path(), "python3", &["-I", "-c", COMPILE], b"");
    assert!(ran, "{said}");
    let refused: Vec<&str> = said.lines().collect();
    let broken: Vec<_> = refused
        .iter()
        .filter_map(|path| path.strip_prefix("after/"))
        .filter(|path| !refused.contains(&format!("before/{path}").as_str()))
        .collect();
    assert!(broken.is_empty(), "{broken:?}");
}

/// A call that is rewritten wherever it is read.
const CALL: &str = "import openai\nopenai.Embedding.create(model='a', input='b')\n";

/// What a file gives in another encoding: fingerprints, and its bytes after the edits that are printed.
fn in_encoding(bytes: &[u8]) -> (Vec<(String, String)>, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.py"), bytes).unwrap();
    let report = within(folder.path(), || engine::check(&Options::default()))
        .unwrap()
        .report;
    let mut edits: Vec<_> = report
        .fixes
        .iter()
        .flat_map(|fix| &fix.files)
        .flat_map(|file| file.edits.clone())
        .collect();
    edits.sort();
    let mut after = bytes.to_vec();
    for edit in edits.iter().rev() {
        let text = edit.replacement.bytes();
        after.splice(edit.range(), text);
    }
    let said = report.findings.into_iter();
    let said = said.map(|one| (one.code, one.fingerprint)).collect();
    (said, after)
}

#[test]
fn the_encoding_of_a_file_changes_only_offsets() {
    let text = "# coding: CODING \u{e4}\u{f6}\nimport redis\n\nname = '\u{e4}'; r = redis.Redis(charset='x')\n\
        '\u{e4}\u{e4}'; redis.Redis(charset='y')  # exuvia: ignore[RDS203]\n";
    let utf8 = text.replace("CODING", "utf-8");
    let marked = format!("\u{feff}{utf8}");
    let latin: Vec<u8> = text
        .replace("CODING", "latin-1")
        .chars()
        .map(|letter| u8::try_from(letter).unwrap())
        .collect();
    let (said, after) = in_encoding(utf8.as_bytes());
    assert_eq!(said.len(), 1, "{said:?}");
    let renamed = utf8.replace("charset='x'", "encoding='x'");
    assert_eq!(String::from_utf8(after).unwrap(), renamed);
    let (in_marked, after) = in_encoding(marked.as_bytes());
    assert_eq!(in_marked, said);
    assert_eq!(
        String::from_utf8(after).unwrap(),
        format!("\u{feff}{renamed}")
    );
    let (in_latin, after) = in_encoding(&latin);
    assert_eq!(in_latin, said);
    let after: String = after.iter().map(|byte| char::from(*byte)).collect();
    assert_eq!(after, renamed.replace("utf-8", "latin-1"));
}

#[test]
fn edits_of_a_manifest_are_those_of_its_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let before = "\u{feff}python-jose==3.3.0\n";
    fs::write(folder.path().join("requirements.txt"), before).unwrap();
    let report = within(folder.path(), || engine::check(&Options::default()))
        .unwrap()
        .report;
    let finding = report
        .findings
        .iter()
        .find(|one| one.code == "JWT001")
        .unwrap();
    assert_eq!(finding.location.start.offset, 3);
    assert_eq!(finding.location.start.column, 1);
    let id = finding.fix_id.as_ref().unwrap();
    let fix = report.fixes.iter().find(|one| one.id == *id).unwrap();
    let edit = &fix.files[0].edits[0];
    assert!(before.is_char_boundary(edit.range().start));
    let mut after = before.to_owned();
    after.replace_range(edit.range(), &edit.replacement);
    assert!(after.starts_with("\u{feff}python-jose"), "{after:?}");
    assert!(
        after.ends_with(&format!("{}\n", edit.replacement)),
        "{after:?}"
    );
}

#[test]
fn what_cannot_be_read_or_parsed_is_said_and_stays() {
    let home = tempfile::tempdir().unwrap();
    let files = Tree::from([
        ("good.py".to_owned(), CALL.into()),
        (
            "latin.py".to_owned(),
            format!("{CALL}x = '\u{e9}'\n")
                .replace('\u{e9}', "?")
                .into(),
        ),
        (
            "undecodable.py".to_owned(),
            [CALL.as_bytes(), b"x = '\xe9'\n"].concat(),
        ),
        (
            "unparsable.py".to_owned(),
            format!("{CALL}print 'x'\ndef (:\n").into(),
        ),
        ("null.py".to_owned(), format!("{CALL}x = '\0'\n").into()),
    ]);
    write_tree(home.path(), &files);
    let fixed = fixed(home.path(), &Options::default(), Applicability::Unsafe);
    let changed: Vec<&str> = fixed
        .changes
        .iter()
        .map(|one| one.display.as_str())
        .collect();
    assert_eq!(changed, ["good.py", "latin.py"]);
    let report = &fixed.before.report;
    for name in ["undecodable.py", "unparsable.py", "null.py"] {
        let said = report.problems.iter().any(|one| one.path == name)
            || report.blind.iter().any(|one| one.location.path == name);
        assert!(said, "{name}: {:?} {:?}", report.problems, report.blind);
    }
    assert_eq!(tree(home.path()), files, "nothing is written by looking");
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_said() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let home = tempfile::tempdir().unwrap();
    let closed = home.path().join("closed.py");
    fs::write(&closed, CALL).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o0)).unwrap();
    symlink("nowhere.py", home.path().join("dangling.py")).unwrap();
    // Who may read everything has no file that is closed.
    if fs::read(&closed).is_ok() {
        return;
    }
    let outcome = within(home.path(), || engine::check(&Options::default())).unwrap();
    let said: Vec<&str> = outcome
        .report
        .problems
        .iter()
        .map(|one| one.path.as_str())
        .collect();
    assert_eq!(said, ["closed.py"]);
}

#[test]
fn virtual_environments_are_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let files = Tree::from([
        ("app.py".to_owned(), CALL.into()),
        (".venv/lib/a.py".to_owned(), CALL.into()),
        ("venv/lib/a.py".to_owned(), CALL.into()),
        ("venv/pyvenv.cfg".to_owned(), "home = x\n".into()),
        ("ours/pyvenv.cfg".to_owned(), "home = x\n".into()),
        ("ours/lib/site-packages/a.py".to_owned(), CALL.into()),
        ("node_modules/a.py".to_owned(), CALL.into()),
    ]);
    write_tree(home.path(), &files);
    let outcome = within(home.path(), || engine::check(&Options::default())).unwrap();
    let found = outcome.report.findings.iter();
    assert!(found.clone().count() > 0);
    for one in found {
        assert_eq!(one.location.path, "app.py");
    }
}

/// Code that goes round in circles: values that hold themselves, calls that call themselves, and loops in
/// loops in loops.
fn circles() -> String {
    let mut code = String::from(
        "import functools\nimport openai\n\nitems = [1]\nitems.append(items)\ntable = {'a': 1}\ntable['b'] = table\ntable.update(table)\n\
         def again(**given):\n    given.update(**given)\n    return again(**given)\n\
         call = again\nwhile items:\n    call = functools.partial(call, call)\n    call = call(call, **table)\n\
         openai.ChatCompletion.create(messages=items, stop=items, **table)\n",
    );
    for level in 0..12 {
        let indent = " ".repeat(level);
        code += &format!("{indent}a{level} = b{level} = c{level} = None\n");
        code += &format!("{indent}for x in items:\n");
        code += &format!("{indent} c{level} = b{level}; b{level} = a{level}; a{level} = x\n");
    }
    code
}

#[test]
fn a_project_that_goes_round_in_circles_comes_to_an_end() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("circles.py"), circles()).unwrap();
    let outcome = fixed(home.path(), &Options::default(), Applicability::Unsafe).before;
    let symbols = outcome.report.findings.iter().map(|one| &one.symbol.old);
    let symbols: Vec<_> = symbols.flatten().collect();
    assert!(
        symbols.contains(&&"openai.ChatCompletion.create".to_owned()),
        "{symbols:?}"
    );
    let blind: Vec<_> = outcome.report.blind.iter().map(|one| &one.why).collect();
    assert_eq!(blind.len(), 1, "{blind:?}");
}

/// Code that grows by itself: each statement makes more of what the one before it made.
fn growing() -> Vec<(&'static str, String)> {
    const TIMES: usize = 400;
    let times = |line: &dyn Fn(usize) -> String| (0..TIMES).map(line).collect::<String>();
    let call = "openai.ChatCompletion.create(model='m', messages=[])";
    vec![
        (
            "paths",
            format!(
                "x = openai.ChatCompletion\n{}",
                times(&|at| format!("if c == {at}:\n    x = x.create if c else x.b\ny{at} = x\n"))
            ),
        ),
        (
            "dicts",
            format!(
                "d = {{}}\n{}openai.ChatCompletion.create(**d)\n",
                times(&|at| format!("d['k{at}'] = d\nd = {{**d, 'x{at}': [d]}}\n"))
            ),
        ),
        (
            "lists",
            format!(
                "x = {call}\n{}",
                times(&|at| format!("x = [x, {at}] if x else {{'a{at}': x}}\n"))
            ),
        ),
        (
            "functions",
            format!(
                "{}f0({call})\n",
                times(&|at| format!(
                    "def f{at}(x, *a, **k):\n    r = f{}(x, f{}, [a, {{'k': x}}], **k)\n    return [r, x]\n",
                    (at * 7 + 3) % TIMES,
                    (at + 1) % TIMES
                ))
            ),
        ),
        (
            "classes",
            format!(
                "class C0(openai.ChatCompletion):\n    def m(self): return self.create(model='m', messages=[])\n{}C{TIMES}().m()['choices']\n",
                times(&|at| format!(
                    "class C{}(C{at}):\n    def m(self): return super().m()\n",
                    at + 1
                ))
            ),
        ),
        (
            "lambdas",
            format!(
                "f = openai.ChatCompletion.create\n{}f(model='m')['choices']\n",
                "f = lambda *a, f=f, **k: f(*a, **k)\n".repeat(TIMES)
            ),
        ),
        (
            "callers",
            format!(
                "def p(f): return lambda *a, **k: f(f, *a, **k)\nf = p\n{}",
                "f = p(f)\nf(f, openai.ChatCompletion)\n".repeat(TIMES)
            ),
        ),
    ]
}

#[test]
fn code_that_grows_by_itself_is_read_to_its_end() {
    for (name, code) in growing() {
        let home = tempfile::tempdir().unwrap();
        fs::write(
            home.path().join("grows.py"),
            format!("import openai\n\n{code}"),
        )
        .unwrap();
        let outcome = fixed(home.path(), &Options::default(), Applicability::Unsafe).before;
        assert!(
            !outcome.report.findings.is_empty(),
            "{name}: nothing was found"
        );
        assert!(
            outcome.report.problems.is_empty(),
            "{name}: {:?}",
            outcome.report.problems
        );
    }
}
