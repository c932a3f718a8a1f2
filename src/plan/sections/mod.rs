//! What a plan says, section by section, in the order in which a reader needs it.

mod after;
mod evidence;
mod packages;
mod rest;
mod steps;

pub(super) use packages::{consequence, reasons, severity, who};
pub use steps::shell_word;

use super::document::{Section, Table};
use super::phases::Phase;
use super::words::Words;
use super::{By, PackageSection, Plan, Risk};

/// All sections of a plan.
#[must_use]
pub fn all(plan: &Plan, words: Words) -> Vec<Section> {
    let mut out = vec![summary(plan, words)];
    for phase in &plan.phases {
        out.push(packages::phase(plan, phase, words));
    }
    if !plan.phases.is_empty() {
        out.extend([
            after::test_focus(plan, words),
            after::rollout(plan, words),
            after::monitoring(plan, words),
            steps::rollback(plan, words),
            after::verification(plan, words),
            after::documents(plan, words),
            after::upkeep(plan, words),
        ]);
    }
    out.extend(evidence::section(plan, words));
    out.extend([
        rest::differences(plan, words),
        rest::unseen(plan, words),
        rest::nothing_found(plan, words),
    ]);
    out
}

fn summary(plan: &Plan, words: Words) -> Section {
    let mut out = Section::new("summary", words.say("summary"));
    let places = plan.places().count();
    if places == 0 {
        let key = match plan.problems.is_empty() {
            true => "nothing-to-do",
            false => "nothing-to-do-in-what-was-read",
        };
        out.text.push(words.say(key).to_owned());
        return out;
    }
    let by_hand = plan
        .places()
        .filter(|(_, place)| matches!(place.by, By::Hand(_)))
        .count();
    let number = |number: usize| number.to_string();
    out.text.push(words.fill(
        "summary-places",
        &[
            ("places", &words.count(places, "one-place", "many-places")),
            ("patches", &number(places - by_hand)),
            ("hand", &number(by_hand)),
            ("effort", &effort(plan, plan.minutes(), words)),
        ],
    ));
    let unsound = plan
        .packages()
        .filter(|one| one.reasons.holes || one.reasons.today);
    let unsound: Vec<String> = unsound.map(|one| format!("`{}`", one.package)).collect();
    if !unsound.is_empty() {
        let list = unsound.join(", ");
        out.text
            .push(words.fill("summary-today", &[("packages", &list)]));
    }
    out.text.push(words.say("ticks").to_owned());
    if !plan.patches.is_empty() {
        out.text.push(match &plan.begins_in {
            Some(up) => words.fill("patches-from", &[("folder", &format!("`{up}`"))]),
            None => words.say("patches-here").to_owned(),
        });
    }
    out.table = Some(overview(plan, words));
    out
}

fn overview(plan: &Plan, words: Words) -> Table {
    let head = [
        "head-package",
        "head-today",
        "head-target",
        "head-phase",
        "head-risk",
        "head-findings",
        "head-effort",
        "head-patch",
    ];
    let mut rows = Vec::new();
    for phase in &plan.phases {
        for package in &phase.packages {
            rows.push(vec![
                format!("`{}`", package.package),
                today(package),
                package.to.clone().unwrap_or_default(),
                phase.number.to_string(),
                risk(package.risk, words).to_owned(),
                format!(
                    "{} / {} / {}",
                    package.reasons.errors, package.reasons.warnings, package.reasons.notes
                ),
                effort(plan, package.minutes, words),
                package
                    .patch
                    .as_ref()
                    .map(|file| format!("`{file}`"))
                    .unwrap_or_default(),
            ]);
        }
    }
    Table {
        head: head.iter().map(|key| words.say(key).to_owned()).collect(),
        rows,
    }
}

/// What the manifests ask for, each once.
pub(super) fn today(package: &PackageSection) -> String {
    let asked = package.asked.iter().map(|one| one.specifier.as_str());
    let said: std::collections::BTreeSet<&str> = asked.filter(|one| !one.is_empty()).collect();
    said.into_iter()
        .map(|one| format!("`{one}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// How long something takes, for people: working days, or hours where it is less than one.
pub(super) fn effort(plan: &Plan, minutes: u32, words: Words) -> String {
    match plan.effort.days(minutes) {
        0 => words.say("no-days").to_owned(),
        1 if minutes < plan.effort.day() => {
            let hours = minutes.div_ceil(60) as usize;
            words.count(hours, "one-hour", "many-hours")
        }
        days => words.count(days as usize, "one-day", "many-days"),
    }
}

pub(super) fn risk(risk: Risk, words: Words) -> &'static str {
    words.say(match risk {
        Risk::High => "risk-high",
        Risk::Medium => "risk-medium",
        Risk::Low => "risk-low",
    })
}

/// The title of a phase.
pub(super) fn title(phase: &Phase, words: Words) -> String {
    match phase {
        Phase::Today => words.say("phase-today").to_owned(),
        Phase::Target => words.say("phase-target").to_owned(),
        Phase::Rest => words.say("phase-rest").to_owned(),
        Phase::Named(named) => named.title.clone(),
    }
}
