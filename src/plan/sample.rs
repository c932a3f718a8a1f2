//! A made-up project for the tests of the plan.

use std::collections::BTreeSet;

use super::stages::Stage;
use super::{Inputs, Plan, Rule};
use crate::config::Config;
use crate::engine::{Change, Fixed, Outcome};
use crate::finding::{Applicability, Blind, Finding, Location, Position, Problem, Severity};
use crate::manifest::{Listed, Listing};
use crate::report::sample;
use crate::survey::Survey;

/// A finding at the start of a line, with its place as its fingerprint.
pub fn finding(code: &str, package: &str, severity: Severity, path: &str, line: u32) -> Finding {
    let mut finding = sample::finding(code, package, severity, location(path, line));
    finding.fingerprint = format!("{code} {path} {line}");
    finding
}

fn location(path: &str, line: u32) -> Location {
    let position = |column| Position {
        line,
        column,
        offset: column - 1,
    };
    Location {
        path: path.to_owned(),
        cell: None,
        start: position(1),
        end: position(5),
    }
}

fn moved(path: &str, line: u32, applicability: Applicability) -> Finding {
    let mut moved = finding("NST101", "nest", Severity::Error, path, line);
    moved.message = "`Chat.create` was removed; **kwargs go to `extra`".to_owned();
    moved.help = Some("call `chat.create` of a client".to_owned());
    moved.breaks_in = Some("1.0.0".to_owned());
    moved.applicability = applicability;
    match applicability {
        Applicability::Safe => moved.fix_id = Some("nest-1".to_owned()),
        Applicability::Unsafe => moved.fix_id = Some("nest-2".to_owned()),
        Applicability::Manual => moved.reason = Some("argument-unknown".to_owned()),
    }
    moved
}

/// Two packages with something for all three phases.
pub fn outcome() -> Outcome {
    let mut outcome = sample::clean();
    let mut hole = finding("HIV101", "hive", Severity::Error, "requirements.txt", 3);
    hole.applicability = Applicability::Unsafe;
    hole.fix_id = Some("hive-1".to_owned());
    hole.message = "hive 1.0 admits anyone".to_owned();
    let mut old = finding("NST900", "nest", Severity::Warning, "app/z.py", 9);
    old.message = "`Nest.old` is deprecated".to_owned();
    outcome.report.findings = vec![
        moved("app/a.py", 2, Applicability::Safe),
        moved("app/a.py", 8, Applicability::Unsafe),
        moved("app/b.py", 1, Applicability::Manual),
        old,
        hole,
        finding("HIV301", "hive", Severity::Note, "requirements.txt", 4),
    ];
    outcome.targets = [("nest".to_owned(), "2.0.0".parse().expect("a version"))].into();
    outcome.differences = crate::report::sample::outcome().differences;
    outcome.report.blind = vec![Blind {
        location: location("app/c.py", 7),
        why: "`getattr` with a name that is not known".to_owned(),
    }];
    outcome.report.problems = vec![Problem {
        path: "app/d.py".to_owned(),
        message: "line 3: unexpected indent".to_owned(),
    }];
    outcome
}

/// The patches for [`outcome`].
pub fn stages() -> Vec<Stage> {
    let stage = |package: &str, file: &str, removes: &[&str]| Stage {
        package: package.to_owned(),
        file: file.to_owned(),
        patch: format!("patch of {package}\n").into_bytes(),
        back_file: file
            .replace("01", "3")
            .replace("02", "01")
            .replace('3', "02"),
        back: format!("patch back of {package}\n").into_bytes(),
        removes: removes
            .iter()
            .map(|removed| (*removed).to_owned())
            .collect(),
        changes: Vec::new(),
    };
    vec![
        stage("hive", "01-hive.patch", &["HIV101 requirements.txt 3"]),
        stage(
            "nest",
            "02-nest.patch",
            &["NST101 app/a.py 2", "NST101 app/a.py 8"],
        ),
    ]
}

/// The rules that were looked for.
pub fn rules() -> Vec<Rule> {
    let rule = |package: &str, code: &str, summary: &str| Rule {
        package: package.to_owned(),
        distribution: Some(package.to_owned()),
        code: code.to_owned(),
        summary: summary.to_owned(),
    };
    vec![
        rule("wasp", "WSP101", "stings <twice>"),
        rule("nest", "NST101", "moved calls"),
        rule("hive", "HIV102", "two queens"),
        rule("hive", "HIV101", "an open hive"),
    ]
}

/// What an engine gives that made these changes with these fixes.
pub fn fixed(changes: Vec<Change>, applied: &[&str]) -> Fixed {
    let mut after = outcome();
    let applied: BTreeSet<String> = applied.iter().map(|id| (*id).to_owned()).collect();
    after.report.findings.retain(|finding| {
        let id = finding.fix_id.as_ref();
        !id.is_some_and(|id| applied.contains(id))
    });
    Fixed {
        before: outcome(),
        changes,
        applied: applied.into_iter().collect(),
        after,
    }
}

/// What the manifests of the project ask for.
pub fn listing() -> Listing {
    let listed = |package: &str, line| Listed {
        package: package.to_owned(),
        specifier: "==1.0.0".to_owned(),
        file: "requirements.txt".to_owned(),
        line,
        kind: "requirement",
        extras: Vec::new(),
        marker: None,
        group: None,
    };
    Listing {
        requirements: vec![listed("hive", 3), listed("nest", 4)],
        problems: Vec::new(),
    }
}

/// The plan of an outcome, with a plan file.
pub fn plan_of(outcome: &Outcome, config: &str) -> Plan {
    let config = Config::parse(config).expect("it is read");
    let survey = Survey::of(&std::collections::BTreeMap::new(), &listing());
    super::plan(Inputs {
        outcome,
        stages: &stages(),
        rules: &rules(),
        survey: &survey,
        listing: &listing(),
        evidence: &[],
        slots: super::phases::phases(outcome, &config),
        config: &config,
    })
}

/// The plan of [`outcome`].
pub fn plan() -> Plan {
    plan_of(&outcome(), "")
}
