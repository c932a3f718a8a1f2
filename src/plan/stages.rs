//! The patches of a plan: one a package, each made on the tree after the one before, and each applied
//! to it in memory before it is handed out.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, bail, ensure};

use super::apply;
use super::phases::about;
use crate::engine::{Change, Fixed, Options, Outcome, Selection};
use crate::finding::{Applicability, Finding};
use crate::rules::schema::Reason;

/// One patch and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// The package that it is about.
    pub package: String,
    /// `01-package.patch`.
    pub file: String,
    /// A unified diff for `git apply`.
    pub patch: Vec<u8>,
    /// `03-package.patch`: patches back are applied in their order, the last step's first.
    pub back_file: String,
    /// The patch that takes this one back.
    pub back: Vec<u8>,
    /// Fingerprints of the findings that are gone after it.
    pub removes: BTreeSet<String>,
    /// The files that it changes, as they are before and after it.
    pub changes: Vec<Change>,
}

impl Stage {
    /// Whether the patch removes `finding`.
    #[must_use]
    pub fn does(&self, finding: &Finding) -> bool {
        about(finding) == self.package && self.removes.contains(&finding.fingerprint)
    }
}

/// Makes the patches for what `outcome` found, in the `order` of the packages, with fixes that are at least `least`. `fix` is the
/// engine's; `diff` gives the patch for changes.
///
/// # Errors
/// When `fix` fails, when it does not build on the tree after the patch before, or when a patch does
/// not give what `fix` gave.
pub fn stages(
    (outcome, order): (&Outcome, &[String]),
    options: &Options,
    least: Applicability,
    mut fix: impl FnMut(&Options, &Selection) -> anyhow::Result<Fixed>,
    diff: impl Fn(&[Change]) -> Vec<u8>,
) -> anyhow::Result<Vec<Stage>> {
    let mut options = options.clone();
    let asked = options.select.clone();
    let mut stages: Vec<Stage> = Vec::new();
    for package in order {
        let packs = packs_that_fix(outcome, package, least);
        if packs.is_empty() {
            continue;
        }
        let selection = Selection {
            least,
            packages: packs.into_iter().map(str::to_owned).collect(),
            distributions: vec![package.clone()],
        };
        // What other packs say is not asked for here, and takes most of the time.
        if asked.is_empty() {
            options.select.clone_from(&selection.packages);
        }
        let fixed = fix(&options, &selection)
            .with_context(|| format!("no patch could be made for {package}"))?;
        if fixed.changes.is_empty() {
            continue;
        }
        let patch = diff(&fixed.changes);
        verify(&patch, &fixed.changes, &options)
            .with_context(|| format!("the patch for {package} does not hold"))?;
        let reversed: Vec<Change> = fixed.changes.iter().map(reversed).collect();
        let back = diff(&reversed);
        verify(&back, &reversed, &Options::default())
            .with_context(|| format!("the patch back for {package} does not hold"))?;
        stages.push(Stage {
            file: format!("{:02}-{package}.patch", stages.len() + 1),
            package: package.clone(),
            patch,
            back_file: String::new(),
            back,
            removes: removed(&fixed),
            changes: fixed.changes.clone(),
        });
        for change in fixed.changes {
            options.overlay.insert(change.path, change.after);
        }
    }
    let number = stages.len();
    for (index, stage) in stages.iter_mut().enumerate() {
        stage.back_file = format!("{:02}-{}.patch", number - index, stage.package);
    }
    Ok(stages)
}

/// The packs that offer a fix for a package.
fn packs_that_fix<'o>(
    outcome: &'o Outcome,
    package: &str,
    least: Applicability,
) -> BTreeSet<&'o str> {
    let findings = outcome.report.findings.iter();
    let fixed = findings.filter(|finding| {
        about(finding) == package && finding.fix_id.is_some() && finding.applicability >= least
    });
    fixed.map(|finding| finding.package.as_str()).collect()
}

/// The change that takes another one back.
fn reversed(change: &Change) -> Change {
    Change {
        before: change.after.clone(),
        after: change.before.clone(),
        ..change.clone()
    }
}

/// Checks that the changes begin with the tree that the patches before have left, and that the patch
/// leads from there to what the changes say.
fn verify(patch: &[u8], changes: &[Change], options: &Options) -> anyhow::Result<()> {
    let mut before: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for change in changes {
        if let Some(earlier) = options.overlay.get(&change.path) {
            ensure!(
                *earlier == change.before,
                "{}: was not read as the patch before leaves it",
                change.display
            );
        }
        before.insert(change.display.clone(), change.before.clone());
    }
    let after = apply::apply(patch, &before)?;
    for change in changes {
        if after.get(&change.display) != Some(&change.after) {
            bail!(
                "{}: the patch gives other bytes than the fix",
                change.display
            );
        }
    }
    Ok(())
}

/// Fingerprints of the findings that are evidently gone after the patch: of each group of findings that
/// say the same about the same file either none is left, or the applied fixes account for what is gone.
/// What somebody must decide is not decided by being found no more, where the code or the pin has passed the version that it is about.
pub(crate) fn removed(fixed: &Fixed) -> BTreeSet<String> {
    let applied: BTreeSet<&str> = fixed.applied.iter().map(String::as_str).collect();
    let is_applied = |finding: &Finding| {
        let id = finding.fix_id.as_deref();
        id.is_some_and(|id| applied.contains(id))
    };
    let left = groups(&fixed.after);
    let mut removed = BTreeSet::new();
    for (group, findings) in groups(&fixed.before) {
        let left = left.get(&group).map_or(0, Vec::len);
        let gone = findings.len().saturating_sub(left);
        let fixed: Vec<&Finding> = findings
            .iter()
            .copied()
            .filter(|finding| is_applied(finding))
            .collect();
        let decisions = |finding: &&Finding| !is_applied(finding) && is_decision(finding);
        let evident = match (left, fixed.len() <= gone) {
            (0, _) => findings.into_iter().filter(|one| !decisions(one)).collect(),
            (_, true) => fixed,
            (_, false) => continue,
        };
        removed.extend(evident.iter().map(|finding| finding.fingerprint.clone()));
    }
    removed
}

/// Whether a finding has no fix because somebody must decide.
fn is_decision(finding: &Finding) -> bool {
    let decisions = [
        Reason::NeedsDecision,
        Reason::MeaningChanged,
        Reason::Security,
    ];
    let reason = finding.reason.as_deref();
    reason.is_some_and(|reason| decisions.iter().any(|one| one.word() == reason))
}

/// Pack, code, path and old name.
type Group<'a> = (&'a str, &'a str, &'a str, Option<&'a str>);

fn groups(outcome: &Outcome) -> BTreeMap<Group<'_>, Vec<&Finding>> {
    let mut groups: BTreeMap<Group<'_>, Vec<&Finding>> = BTreeMap::new();
    for finding in &outcome.report.findings {
        let group = (
            finding.package.as_str(),
            finding.code.as_str(),
            finding.location.path.as_str(),
            finding.symbol.old.as_deref(),
        );
        groups.entry(group).or_default().push(finding);
    }
    groups
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    use super::{removed, stages};
    use crate::engine::{Change, Fixed, Options, Selection};
    use crate::finding::{Applicability, Finding};
    use crate::plan::sample;

    /// An engine that appends the package's name to `a.py`, which it reads through the overlay.
    fn append(options: &Options, selection: &Selection) -> anyhow::Result<Fixed> {
        let path = PathBuf::from("a.py");
        let before = options.overlay.get(&path).cloned();
        let before = before.unwrap_or_else(|| b"start\n".to_vec());
        let after = [&before[..], selection.packages[0].as_bytes(), b"\n"].concat();
        let change = Change {
            path,
            display: "a.py".to_owned(),
            before,
            after,
        };
        Ok(sample::fixed(vec![change], &["nest-1"]))
    }

    fn order() -> [String; 2] {
        ["hive", "nest"].map(str::to_owned)
    }

    /// The patch that is written.
    fn diff(changes: &[Change]) -> Vec<u8> {
        crate::rewrite::patch::patch(changes)
    }

    #[test]
    fn each_patch_is_made_on_the_tree_after_the_one_before() {
        let outcome = sample::outcome();
        let stages = stages(
            (&outcome, &order()),
            &Options::default(),
            Applicability::Unsafe,
            append,
            diff,
        )
        .unwrap();
        let files: Vec<&str> = stages.iter().map(|stage| stage.file.as_str()).collect();
        assert_eq!(files, ["01-hive.patch", "02-nest.patch"]);
        let mut tree = BTreeMap::from([("a.py".to_owned(), b"start\n".to_vec())]);
        for stage in &stages {
            tree = crate::plan::apply::apply(&stage.patch, &tree).unwrap();
        }
        assert_eq!(tree["a.py"], b"start\nhive\nnest\n");
    }

    #[test]
    fn a_patch_removes_the_findings_of_the_fixes_that_it_holds() {
        let outcome = sample::outcome();
        let made = stages(
            (&outcome, &order()),
            &Options::default(),
            Applicability::Safe,
            append,
            diff,
        );
        let made = made.unwrap();
        assert_eq!(made.len(), 1, "hive has no safe fix");
        let done: Vec<bool> = outcome
            .report
            .findings
            .iter()
            .map(|finding| made[0].does(finding))
            .collect();
        assert_eq!(done.iter().filter(|done| **done).count(), 1);
    }

    #[test]
    fn only_what_is_gone_afterwards_counts_as_removed() {
        let before = sample::outcome();
        let mut fixed = sample::fixed(Vec::new(), &["nest-1"]);
        assert_eq!(
            removed(&fixed).into_iter().collect::<Vec<_>>(),
            ["NST101 app/a.py 2"]
        );
        // The fix was applied, and the finding is there as before.
        fixed.after = before.clone();
        assert!(removed(&fixed).is_empty());
        // No fix claims it, and it is gone with what it stood beside.
        let code = |code: &'static str| move |finding: &Finding| finding.code != code;
        fixed.after.report.findings.retain(code("NST900"));
        assert_eq!(
            removed(&fixed).into_iter().collect::<Vec<_>>(),
            ["NST900 app/z.py 9"]
        );
        // What was left to people is not done by that.
        let mut mine = fixed.before.report.findings.iter_mut();
        let old = mine.find(|finding| finding.code == "NST900").unwrap();
        old.reason = Some("needs-decision".to_owned());
        assert!(removed(&fixed).is_empty());
    }

    #[test]
    fn an_engine_that_forgets_the_patch_before_is_found_out() {
        let forget = |_: &Options, selection: &Selection| append(&Options::default(), selection);
        let outcome = sample::outcome();
        let error = stages(
            (&outcome, &order()),
            &Options::default(),
            Applicability::Unsafe,
            forget,
            diff,
        );
        assert!(format!("{:#}", error.unwrap_err()).contains("was not read as the patch before"));
    }

    #[test]
    fn a_patch_that_gives_other_bytes_is_found_out() {
        let lies = |changes: &[Change]| {
            let text = String::from_utf8(diff(changes)).unwrap();
            text.replace("+hive", "+Hive").into_bytes()
        };
        let outcome = sample::outcome();
        let error = stages(
            (&outcome, &order()),
            &Options::default(),
            Applicability::Unsafe,
            append,
            lies,
        );
        assert!(format!("{:#}", error.unwrap_err()).contains("other bytes than the fix"));
    }
}
