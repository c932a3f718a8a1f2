//! What other tools know, as far as it is about a package of a plan.

use std::collections::{BTreeMap, BTreeSet};

use pep440_rs::Version;

use crate::config::Checkpoint;
use crate::engine::Outcome;
use crate::evidence::{Advisory, Evidence, Installed, Kind, Lines, Load, What};
use crate::finding::Finding;
use crate::plan::Rule;
use crate::survey::is_test;

/// How much slower, in hundredths, what was measured after an upgrade may be than what was measured before it.
const SLOWER: u64 = 110;

/// What evidence says of one package.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// Known holes, each with the file that says so.
    pub advisories: Vec<(Advisory, String)>,
    /// The newest release, with the file that says so.
    pub latest: Option<(String, String)>,
    /// Who asks for it directly.
    pub asked_by: BTreeSet<String>,
    /// Of the affected lines how many tests run.
    pub covered: usize,
    /// Those that none runs.
    pub uncovered: Vec<(String, u32)>,
    /// Those of which no evidence says anything.
    pub unmeasured: usize,
    /// Whether lines were measured.
    pub measured: bool,
}

/// What a checkpoint is held against.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// What was found.
    pub outcome: &'a Outcome,
    /// The rules that were looked for.
    pub rules: &'a [Rule],
    /// What other tools say.
    pub evidence: &'a [Evidence],
}

impl Ground<'_> {
    /// Whether a checkpoint of a package evidently holds: its rules were looked for in files that were all read, and found
    /// nothing among its `findings`; and the evidence that it asks for is there, all of it, and speaks for it.
    #[must_use]
    pub fn holds(
        &self,
        (package, to): (&str, Option<&str>),
        findings: &[&Finding],
        checkpoint: &Checkpoint,
    ) -> bool {
        let report = &self.outcome.report;
        let looked_for = |code: &String| {
            let mut rules = self.rules.iter();
            rules.any(|rule| rule.code.starts_with(code.as_str()))
        };
        let found = |code: &String| {
            let mut findings = findings.iter();
            findings.any(|one| one.code.starts_with(code.as_str()))
        };
        let rules = &checkpoint.rules;
        let by_rules =
            report.problems.is_empty() && rules.iter().all(looked_for) && !rules.iter().any(found);
        let told = checkpoint.evidence;
        let by_evidence = told.is_none_or(|kind| self.speaks(kind, (package, to), findings));
        !(rules.is_empty() && told.is_none()) && (rules.is_empty() || by_rules) && by_evidence
    }

    fn speaks(
        &self,
        kind: Kind,
        (package, to): (&str, Option<&str>),
        findings: &[&Finding],
    ) -> bool {
        let mine: Vec<&Evidence> = self
            .evidence
            .iter()
            .filter(|one| one.kind == kind)
            .collect();
        if kind == Kind::Wrk {
            let pairs = before_and_after(self.evidence);
            let is_fine = |(before, after): &(&Load, &Load)| {
                after.errors == 0 && after.average * 100 <= before.average * SLOWER
            };
            return !pairs.is_empty() && pairs.iter().all(is_fine);
        }
        let affected = affected(findings);
        let says = |one: &&Evidence| match &one.what {
            What::Audit(audit) => {
                audit.seen.contains(package)
                    && audit.holes.iter().all(|hole| hole.package != package)
            }
            What::Outdated(list) => list.iter().all(|one| one.package != package),
            What::Conflicts(list) => list.is_empty(),
            What::Installed(installed) => is_at(installed, package, to),
            What::Tests(tests) => tests.number > tests.skipped && tests.failed.is_empty(),
            What::Said(list) => {
                let about = |said: &crate::evidence::Said| {
                    said.package
                        .as_ref()
                        .is_some_and(|(name, _)| name == package)
                };
                !list.iter().any(about)
            }
            // Several runs may cover it together.
            What::Covered(_) | What::Load(_) => true,
        };
        let seen = seen(self.evidence, package, &affected);
        let covered = kind != Kind::Coverage || seen.uncovered.is_empty() && seen.unmeasured == 0;
        !mine.is_empty() && mine.iter().all(says) && covered
    }
}

/// Whether a package is installed at the version that it goes to, or behind it.
fn is_at(installed: &Installed, package: &str, to: Option<&str>) -> bool {
    let Some(version) = installed.versions.get(package) else {
        return false;
    };
    let parsed = |text: &str| text.parse::<Version>().ok();
    match to {
        None => true,
        Some(to) => match (parsed(version), parsed(to)) {
            (Some(version), Some(to)) => version >= to,
            _ => version == to,
        },
    }
}

/// The lines of code, tests left out, that findings name.
#[must_use]
pub fn affected(findings: &[&Finding]) -> BTreeSet<(String, u32)> {
    let places = findings.iter().map(|one| &one.location);
    let code = places.filter(|place| place.path.ends_with(".py") && !is_test(&place.path));
    code.map(|place| (place.path.clone(), place.start.line))
        .collect()
}

/// What evidence says of a package and of the lines that are affected by it.
#[must_use]
pub fn seen(evidence: &[Evidence], package: &str, affected: &BTreeSet<(String, u32)>) -> Seen {
    let mut out = Seen::default();
    let mut runs: Vec<&BTreeMap<String, Lines>> = Vec::new();
    for one in evidence {
        match &one.what {
            What::Audit(audit) => {
                let holes = audit.holes.iter().filter(|hole| hole.package == package);
                out.advisories
                    .extend(holes.map(|hole| (hole.clone(), one.file.clone())));
            }
            What::Said(list) => {
                let about = list.iter().filter_map(|said| {
                    let (name, version) = said.package.as_ref()?;
                    (name == package).then(|| Advisory {
                        package: name.clone(),
                        version: version.clone(),
                        id: said.rule.clone(),
                        fixed_in: Vec::new(),
                    })
                });
                out.advisories
                    .extend(about.map(|hole| (hole, one.file.clone())));
            }
            What::Outdated(list) => {
                let newer = list.iter().find(|one| one.package == package);
                let latest = newer.map(|newer| (newer.latest.clone(), one.file.clone()));
                out.latest = latest.or(out.latest);
            }
            What::Installed(installed) => {
                let asked_by = installed.asked_by.get(package);
                out.asked_by.extend(asked_by.into_iter().flatten().cloned());
            }
            What::Covered(files) => runs.push(files),
            What::Conflicts(_) | What::Tests(_) | What::Load(_) => {}
        }
    }
    out.measured = !runs.is_empty();
    for (path, line) in affected.iter().filter(|_| !runs.is_empty()) {
        let said: Vec<bool> = runs
            .iter()
            .filter_map(|files| runs_line(files, path, *line))
            .collect();
        match said.as_slice() {
            [] => out.unmeasured += 1,
            said if said.contains(&true) => out.covered += 1,
            _ => out.uncovered.push((path.clone(), *line)),
        }
    }
    out
}

/// Whether a line is run. Only the first line of a statement is measured: it is the nearest at the line or above it.
fn runs_line(files: &BTreeMap<String, Lines>, path: &str, line: u32) -> Option<bool> {
    let lines = files.get(path)?;
    let last = |lines: &BTreeSet<u32>| lines.range(..=line).next_back().copied();
    match (last(&lines.run), last(&lines.missed)) {
        (None, None) => None,
        (run, missed) => Some(run > missed),
    }
}

/// All that asks for a package, over others as well.
#[must_use]
pub fn askers(evidence: &[Evidence], package: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let mut left = vec![package.to_owned()];
    while let Some(name) = left.pop() {
        for one in evidence {
            let What::Installed(installed) = &one.what else {
                continue;
            };
            let asked_by = installed.asked_by.get(&name).into_iter().flatten();
            left.extend(asked_by.filter(|one| out.insert((*one).clone())).cloned());
        }
    }
    out
}

/// The first and the last measurement of each address that has several.
#[must_use]
pub fn before_and_after(evidence: &[Evidence]) -> Vec<(&Load, &Load)> {
    let mut by_address: BTreeMap<&str, Vec<&Load>> = BTreeMap::new();
    for one in evidence {
        if let What::Load(load) = &one.what {
            by_address.entry(&load.address).or_default().push(load);
        }
    }
    let several = by_address.into_values().filter(|loads| loads.len() > 1);
    several
        .filter_map(|loads| Some((*loads.first()?, *loads.last()?)))
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::evidence::read;
    use crate::plan::sample;

    fn evidence(texts: &[&str]) -> Vec<Evidence> {
        let read = |text: &&str| read("x", text.as_bytes()).unwrap();
        texts.iter().map(read).collect()
    }

    fn wrk(latency: &str) -> String {
        format!(
            "Running 1s test @ http://a/\n    Latency   {latency}    0.89ms  12.92ms   93.69%\nRequests/sec:  10.00\n"
        )
    }

    #[test]
    fn boxes_are_ticked_by_evidence_that_a_checkpoint_asks_for_and_by_no_other() {
        let mut outcome = sample::outcome();
        outcome.report.problems.clear();
        let rules = sample::rules();
        let holds = |kind: &str, rules_of: &str, texts: &[&str]| {
            let config = format!(
                "[packages.nest]\ncheckpoints = [{{ text = \"a\", evidence = \"{kind}\", rules = [{rules_of}] }}]\n"
            );
            let config = crate::config::Config::parse(&config).unwrap();
            let evidence = evidence(texts);
            let ground = Ground {
                outcome: &outcome,
                rules: &rules,
                evidence: &evidence,
            };
            let findings = outcome.report.findings.iter();
            let own: Vec<&Finding> = findings.filter(|one| one.package == "nest").collect();
            ground.holds(
                ("nest", Some("2.0.0")),
                &own,
                &config.packages["nest"].checkpoints[0],
            )
        };
        let clean = "No broken requirements found.\n";
        assert!(holds("pip-check", "", &[clean]));
        assert!(!holds("pip-check", "", &[]));
        assert!(!holds(
            "pip-check",
            "",
            &[clean, "a 1 has requirement b, but you have b 2.\n"]
        ));
        assert!(!holds("pip-audit", "", &[clean]));
        // Both must hold.
        assert!(holds("pip-check", "\"HIV102\"", &[clean]));
        assert!(!holds("pip-check", "\"NST101\"", &[clean]));
        let audit = |vulns: &str| {
            format!(
                "{{\"dependencies\": [{{\"name\": \"nest\", \"version\": \"1\", \"vulns\": [{vulns}]}}], \"fixes\": []}}"
            )
        };
        assert!(holds("pip-audit", "", &[&audit("")]));
        assert!(!holds(
            "pip-audit",
            "",
            &[&audit("{\"id\": \"X-1\", \"fix_versions\": []}")]
        ));
        let skipped = "{\"dependencies\": [{\"name\": \"nest\", \"skip_reason\": \"offline\"}], \"fixes\": []}";
        assert!(!holds("pip-audit", "", &[skipped]));
        let tree = |version: &str| {
            format!(
                "[{{\"package\": {{\"package_name\": \"nest\", \"installed_version\": \"{version}\"}}, \"dependencies\": []}}]"
            )
        };
        assert!(holds("pipdeptree", "", &[&tree("2.0")]));
        assert!(!holds("pipdeptree", "", &[&tree("1.9")]));
        assert!(holds("wrk", "", &[&wrk("10.00ms"), &wrk("10.90ms")]));
        assert!(!holds("wrk", "", &[&wrk("10.00ms"), &wrk("11.10ms")]));
        assert!(!holds("wrk", "", &[&wrk("10.00ms")]));
        let covered = |missed: &str| {
            format!(
                "{{\"meta\": {{\"format\": 3}}, \"files\": {{\"app/a.py\": {{\"executed_lines\": [1, 7], \"missing_lines\": [{missed}]}}, \"app/b.py\": {{\"executed_lines\": [1], \"missing_lines\": []}}, \"app/z.py\": {{\"executed_lines\": [9], \"missing_lines\": []}}}}}}"
            )
        };
        assert!(holds("coverage", "", &[&covered("9")]));
        assert!(!holds("coverage", "", &[&covered("8")]));
    }

    #[test]
    fn who_asks_for_a_package_is_known_over_others() {
        let tree = r#"[{"package_name": "a", "installed_version": "1", "dependencies": [{"package_name": "b", "installed_version": "1",
            "dependencies": [{"package_name": "c", "installed_version": "1", "dependencies": []}]}]}]"#;
        let evidence = evidence(&[tree]);
        assert_eq!(
            askers(&evidence, "c").into_iter().collect::<Vec<_>>(),
            ["a", "b"]
        );
        let seen = seen(&evidence, "c", &BTreeSet::new());
        assert_eq!(seen.asked_by.into_iter().collect::<Vec<_>>(), ["b"]);
    }
}
