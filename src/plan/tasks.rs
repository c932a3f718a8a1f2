//! What is left to people, each as a task that stands by itself: for a person, or for a program that writes code.

use serde::Serialize;

use super::effort::Effort;
use super::phases::about;
use super::{By, Plan};
use crate::engine::Outcome;
use crate::finding::{Finding, Location};

/// The version of the format.
const VERSION: u32 = 1;

/// Lines of code shown before and behind a place.
const AROUND: u32 = 3;

/// All tasks.
#[derive(Debug, Serialize)]
pub struct Tasks<'a> {
    /// Version of the format.
    pub version: u32,
    /// In the order of the places.
    pub tasks: Vec<Task<'a>>,
}

/// One task.
#[derive(Debug, Serialize)]
pub struct Task<'a> {
    /// The finding's mark, which stays when lines move.
    pub id: &'a str,
    /// The package that it is about.
    pub package: &'a str,
    /// Code of the rule.
    pub code: &'a str,
    /// How bad it is.
    pub severity: crate::finding::Severity,
    /// Where.
    pub place: Place<'a>,
    /// What is so.
    pub message: &'a str,
    /// What changed in the package.
    pub change: Change<'a>,
    /// Why no patch does it: a word of a fixed list.
    pub reason: Option<&'a str>,
    /// What to do.
    pub what_to_do: Option<&'a str>,
    /// The way that the value took.
    pub way: Vec<Step<'a>>,
    /// What is accepted: one of these.
    pub accepted: Vec<String>,
    /// The command that says whether it is done: no line of its output names the place, and the code of this task.
    pub verify: String,
    /// How long a person needs: an estimate.
    pub minutes: u32,
}

/// A place with its code.
#[derive(Debug, Serialize)]
pub struct Place<'a> {
    /// Relative to the folder that the plan was made in.
    pub path: &'a str,
    /// The cell of a notebook, from 0.
    pub cell: Option<u32>,
    /// First line, from 1.
    pub line: u32,
    /// Last line.
    pub end_line: u32,
    /// The lines around it, with those of the place.
    pub code: Vec<Line<'a>>,
}

/// A line of code.
#[derive(Debug, Serialize)]
pub struct Line<'a> {
    /// From 1.
    pub line: u32,
    /// Without its end.
    pub text: &'a str,
}

/// What changed in a package.
#[derive(Debug, Serialize)]
pub struct Change<'a> {
    /// The old name.
    pub old: Option<&'a str>,
    /// The new one.
    pub new: Option<&'a str>,
    /// The version from which on it is so.
    pub since: Option<&'a str>,
}

/// A step of the way that a value took.
#[derive(Debug, Serialize)]
pub struct Step<'a> {
    /// The file.
    pub path: &'a str,
    /// From 1.
    pub line: u32,
    /// What happens there.
    pub why: &'a str,
    /// The line.
    pub text: &'a str,
}

/// The tasks of what no patch of a plan does, as JSON with a line's end.
#[must_use]
pub fn render(plan: &Plan, outcome: &Outcome) -> String {
    let tasks = Tasks {
        version: VERSION,
        tasks: tasks(plan, outcome),
    };
    let mut out = serde_json::to_string_pretty(&tasks).expect("tasks are JSON");
    out.push('\n');
    out
}

fn tasks<'a>(plan: &'a Plan, outcome: &'a Outcome) -> Vec<Task<'a>> {
    let by_hand: std::collections::BTreeMap<&str, &By> = plan
        .places()
        .filter(|(_, place)| matches!(place.by, By::Hand(_)))
        .map(|(_, place)| (place.fingerprint.as_str(), &place.by))
        .collect();
    let findings = outcome.report.findings.iter();
    findings
        .filter_map(|finding| {
            let by = by_hand.get(finding.fingerprint.as_str())?;
            Some(task(finding, by, &plan.effort, outcome))
        })
        .collect()
}

fn task<'a>(finding: &'a Finding, by: &By, effort: &Effort, outcome: &'a Outcome) -> Task<'a> {
    let way = finding.related.iter().map(|related| Step {
        path: &related.location.path,
        line: related.location.start.line,
        why: &related.why,
        text: line_at(outcome, &related.location, related.location.start.line).trim(),
    });
    let path = &finding.location.path;
    Task {
        id: &finding.fingerprint,
        package: about(finding),
        code: &finding.code,
        severity: finding.severity,
        place: place(outcome, &finding.location),
        message: &finding.message,
        change: Change {
            old: finding.symbol.old.as_deref(),
            new: finding.symbol.new.as_deref(),
            since: finding.breaks_in.as_deref(),
        },
        reason: finding.reason.as_deref(),
        what_to_do: finding.help.as_deref(),
        way: way.collect(),
        accepted: accepted(finding),
        verify: format!(
            "exuvia check --select {} --output-format concise {path}",
            finding.code
        ),
        minutes: effort.place(by),
    }
}

/// What makes a task done.
fn accepted(finding: &Finding) -> Vec<String> {
    let mut out = Vec::new();
    match (&finding.symbol.new, &finding.symbol.old) {
        (Some(new), _) => out.push(format!("the place uses `{new}`")),
        (None, Some(old)) => out.push(format!("the place does without `{old}`")),
        (None, None) => out.push(format!(
            "the place is changed so that {} finds nothing there",
            finding.code
        )),
    }
    let path = &finding.location.path;
    if path.ends_with(".py") || path.ends_with(".txt") {
        let code = &finding.code;
        out.push(format!(
            "it is right as it stands: its line ends with `# exuvia: ignore[{code}]` and says why"
        ));
    }
    out
}

fn text_of<'a>(outcome: &'a Outcome, location: &Location) -> &'a str {
    let key = (location.path.clone(), location.cell);
    outcome.texts.get(&key).map_or("", |text| text)
}

fn line_at<'a>(outcome: &'a Outcome, location: &Location, line: u32) -> &'a str {
    let mut lines = text_of(outcome, location).lines();
    lines
        .nth(line.saturating_sub(1) as usize)
        .unwrap_or_default()
}

fn place<'a>(outcome: &'a Outcome, location: &'a Location) -> Place<'a> {
    let (first, last) = (location.start.line, location.end.line);
    let from = first.saturating_sub(AROUND).max(1);
    let lines = text_of(outcome, location).lines().zip(1..);
    let code = lines
        .skip_while(|(_, line)| *line < from)
        .take_while(|(_, line)| *line <= last.saturating_add(AROUND))
        .map(|(text, line)| Line { line, text });
    Place {
        path: &location.path,
        cell: location.cell,
        line: first,
        end_line: last,
        code: code.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::sample;

    #[test]
    fn what_no_patch_does_is_a_task_and_nothing_else_is() {
        let outcome = sample::outcome();
        let plan = sample::plan();
        let tasks = tasks(&plan, &outcome);
        let places: Vec<(&str, u32)> = tasks
            .iter()
            .map(|task| (task.place.path, task.place.line))
            .collect();
        assert_eq!(
            places,
            [("app/b.py", 1), ("app/z.py", 9), ("requirements.txt", 4)]
        );
        assert_eq!(tasks[0].reason, Some("argument-unknown"));
        assert!(tasks[0].verify.contains("--select NST101") && tasks[0].minutes > 0);
    }

    #[test]
    fn a_task_shows_the_code_and_the_way_of_the_value() {
        let outcome = crate::report::sample::outcome();
        let plan = sample::plan_of(&outcome, "");
        insta::assert_snapshot!(render(&plan, &outcome));
    }
}
