#![allow(clippy::unwrap_used)]

use super::*;
use crate::finding::{Applicability, Fix, Report, Severity, Summary};
use crate::rules::added::Added;
use crate::source::discover::{FileKind, FoundFile};
use crate::transforms::testing::pack;

const RULES: &str = r#"
[[policy]]
code = "ABC101"
severity = "error"
fails = "never"
message = "`{requirement}` is below {floor}"
at = "requirement pkg"
admits = "<1.5"
floor = "1.5"
advisory = ["ID-1"]
fix = { do = "raise-floor" }
"#;

/// Manifests with their bytes, and code beside them.
fn read(manifests: &[(&str, &[u8])], code: &[&str]) -> (Manifests, Walked) {
    let found = |display: &str, kind| FoundFile {
        path: Path::new("/p").join(display),
        display: display.to_owned(),
        kind,
    };
    let walked = Walked {
        variables: Vec::new(),
        commands: Vec::new(),
        above: Vec::new(),
        code: code
            .iter()
            .map(|one| found(one, FileKind::Python))
            .collect(),
        manifests: manifests
            .iter()
            .filter(|(path, _)| !path.starts_with("included/"))
            .map(|(path, _)| found(path, FileKind::Manifest))
            .collect(),
        problems: Vec::new(),
        named: BTreeSet::new(),
        local: crate::engine::local::Local::default(),
        cwd: PathBuf::from("/p"),
    };
    let overlay = manifests
        .iter()
        .map(|(path, bytes)| (Path::new("/p").join(path), bytes.to_vec()))
        .collect();
    let options = Options {
        overlay,
        ..Options::default()
    };
    let scripts = walked.code.iter().map(|file| file.display.clone());
    let scripts = scripts.collect();
    (Manifests::read(&options, &walked, &[], &scripts), walked)
}

fn judged(manifests: &Manifests) -> (Outcome, Vec<ManifestFix>) {
    let packs = [pack("# module: pkg\n", RULES)];
    let selector = Selector::new(&[], &[], [&*packs[0].pack]).unwrap();
    let mut outcome = Outcome {
        report: Report {
            version: 1,
            findings: Vec::new(),
            fixes: Vec::new(),
            blind: Vec::new(),
            problems: Vec::new(),
            summary: Summary::default(),
        },
        texts: BTreeMap::new(),
        today: BTreeSet::new(),
        pins: BTreeSet::new(),
        holes: BTreeSet::new(),
        holes_ahead: BTreeSet::new(),
        targets: BTreeMap::new(),
        differences: BTreeMap::new(),
        added: Added::default(),
        unusable: false,
    };
    let code = Code {
        moved: &|_| Vec::new(),
        left: &|_| Vec::new(),
        spelled: &|_| Vec::new(),
        dual: &|_| Vec::new(),
        ahead: &|_| Vec::new(),
        text: &|_| "".into(),
    };
    let none = BTreeMap::new();
    let fixes = manifests.judge(&packs, &none, &selector, &code, &mut outcome);
    (outcome, fixes)
}

fn all() -> Selection {
    Selection {
        least: Applicability::Unsafe,
        packages: Vec::new(),
        distributions: Vec::new(),
    }
}

#[test]
fn each_folder_stands_at_what_the_manifest_above_it_says() {
    let manifests: [(&str, &[u8]); 3] = [
        ("new/requirements.txt", b"pkg==2.1\n"),
        ("old/requirements.txt", b"pkg>=1.2\nother\n"),
        ("open/requirements.txt", b"pkg\n"),
    ];
    let code = [
        "a.py",
        "new/a.py",
        "new/app/a.py",
        "old/app/a.py",
        "open/a.py",
    ];
    let (manifests, walked) = read(&manifests, &code);
    let found: Vec<(String, Option<String>)> = manifests
        .versions(
            &Standing::of(&walked),
            &["absent".to_owned(), "pkg".to_owned()],
        )
        .into_iter()
        .map(|(folder, version)| (folder, version.map(|one| one.to_string())))
        .collect();
    let expected = [
        ("", None),
        ("new", Some("2.1")),
        ("new/app", Some("2.1")),
        ("old/app", Some("1.2")),
        ("open", None),
    ];
    let expected =
        expected.map(|(folder, version)| (folder.to_owned(), version.map(str::to_owned)));
    assert_eq!(found, expected);
}

#[test]
fn files_that_others_include_are_read_and_what_cannot_be_is_said() {
    let manifests: [(&str, &[u8]); 3] = [
        ("requirements.txt", b"-r included/base.txt\n-r gone.txt\n"),
        ("included/base.txt", b"pkg==1.3\n"),
        ("dev-requirements.txt", b"\xff\n"),
    ];
    let (manifests, walked) = read(&manifests, &["a.py"]);
    let version = manifests.versions(&Standing::of(&walked), &["pkg".to_owned()]);
    assert_eq!(version[""].as_ref().unwrap().to_string(), "1.3");
    let said: Vec<&str> = manifests
        .problems
        .iter()
        .map(|problem| problem.path.as_str())
        .collect();
    assert_eq!(said, ["dev-requirements.txt", "requirements.txt"]);
    assert_eq!(manifests.problems[0].message, "not valid UTF-8");
}

#[test]
fn a_requirement_is_found_and_raised_where_its_bytes_stand() {
    let text = "\u{feff}# pins\npkg==1.2  # why\n";
    let (manifests, _) = read(&[("requirements.txt", text.as_bytes())], &[]);
    let (outcome, fixes) = judged(&manifests);
    let [finding] = &outcome.report.findings[..] else {
        panic!("{:?}", outcome.report.findings);
    };
    assert_eq!(finding.severity, Severity::Error);
    assert_eq!(finding.message, "`pkg==1.2` is below 1.5");
    assert_eq!(finding.help.as_deref(), Some("See ID-1."));
    assert_eq!(
        (finding.location.start.line, finding.location.start.offset),
        (2, 10)
    );
    assert!(outcome.today.contains(&finding.fingerprint));
    let (changes, applied) = manifests.apply(fixes, &all(), &[], &BTreeMap::new());
    assert_eq!(applied, [finding.fix_id.clone().unwrap()]);
    let after = String::from_utf8(changes[0].after.clone()).unwrap();
    assert_eq!(after, "\u{feff}# pins\npkg==1.5  # why\n");
    assert_eq!(changes[0].before, text.as_bytes());
}

#[test]
fn a_comment_suppresses_a_requirement() {
    let text: &[u8] = b"pkg==1.2  # exuvia: ignore[ABC101]\npkg==1.3  # exuvia: ignore[ABC2]\n";
    let (manifests, _) = read(&[("requirements.txt", text)], &[]);
    let lines: Vec<u32> = judged(&manifests)
        .0
        .report
        .findings
        .iter()
        .map(|finding| finding.location.start.line)
        .collect();
    assert_eq!(lines, [2]);
}

#[test]
fn the_mark_of_a_requirement_stays_when_another_goes() {
    let marks = |text: &str| {
        let (manifests, _) = read(&[("requirements.txt", text.as_bytes())], &[]);
        let findings = judged(&manifests).0.report.findings;
        findings
            .into_iter()
            .map(|finding| finding.fingerprint)
            .collect::<Vec<_>>()
    };
    let both = marks("\u{feff}pkg==1.2\npkg==1.3\n");
    assert_eq!(both[1..], marks("# only\npkg==1.3\n"));
    let twice = marks("pkg==1.3\npkg==1.3\n");
    assert_ne!(twice[0], twice[1]);
}

#[test]
fn of_two_fixes_of_one_requirement_the_higher_floor_is_taken() {
    let (manifests, _) = read(&[("requirements.txt", b"pkg==1.2\n")], &[]);
    let fix = |floor: &str, package: &str, applicability| ManifestFix {
        fix: Fix {
            id: format!("{package}:{floor}"),
            applicability,
            requires: Vec::new(),
            files: Vec::new(),
        },
        edits: vec![TextEdit {
            start: 5,
            end: 8,
            replacement: floor.to_owned(),
        }],
        package: package.to_owned(),
        distribution: "pkg".to_owned(),
        path: PathBuf::from("requirements.txt"),
        floor: floor.parse().unwrap(),
    };
    let fixes = || {
        vec![
            fix("1.5", "hole", Applicability::Safe),
            fix("1.10", "plan", Applicability::Unsafe),
        ]
    };
    let applied = |selection: &Selection| {
        let (changes, applied) = manifests.apply(fixes(), selection, &[], &BTreeMap::new());
        (
            String::from_utf8(changes[0].after.clone()).unwrap(),
            applied,
        )
    };
    let (text, ids) = applied(&all());
    assert_eq!((text.as_str(), ids.len()), ("pkg==1.10\n", 1));
    let safe = Selection {
        least: Applicability::Safe,
        packages: Vec::new(),
        distributions: Vec::new(),
    };
    assert_eq!(applied(&safe).0, "pkg==1.5\n");
    let one = Selection {
        packages: vec!["hole".to_owned()],
        ..all()
    };
    assert_eq!(applied(&one).1, ["hole:1.5"]);
    let other = Selection {
        distributions: vec!["other".to_owned()],
        ..all()
    };
    assert!(
        manifests
            .apply(fixes(), &other, &[], &BTreeMap::new())
            .0
            .is_empty()
    );
}
