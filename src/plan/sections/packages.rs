//! Phases and what is to be done about each package.

use super::{effort, risk, steps, title, today};
use crate::finding::{Fails, Location, Severity};
use crate::plan::document::{Entry, Section};
use crate::plan::phases::Phase;
use crate::plan::words::Words;
use crate::plan::{By, Item, PackageSection, PhaseSection, Place, Plan};

/// A phase: why it is where it is, its packages, and the steps.
pub(super) fn phase(plan: &Plan, section: &PhaseSection, words: Words) -> Section {
    let number = section.number.to_string();
    let name = title(&section.phase, words);
    let heading = words.fill("phase-heading", &[("number", &number), ("title", &name)]);
    let mut out = Section::new(&format!("phase-{number}"), heading);
    out.text.extend(section.phase.why(words).map(str::to_owned));
    if let Phase::Named(named) = &section.phase
        && let Some(span) = &named.span
    {
        out.text.push(words.fill("phase-span", &[("span", span)]));
    }
    let effort = effort(plan, section.minutes(), words);
    out.text
        .push(words.fill("phase-effort", &[("effort", &effort)]));
    for package in &section.packages {
        out.sections.push(of_package(plan, package, words));
    }
    out.sections.push(steps::steps(plan, section, words));
    out
}

fn of_package(plan: &Plan, package: &PackageSection, words: Words) -> Section {
    let mut heading = format!("`{}`", package.package);
    let from = today(package);
    if !from.is_empty() {
        heading = format!("{heading} {from}");
    }
    if let Some(to) = &package.to {
        heading = format!("{heading} → `{to}`");
    }
    let mut out = Section::new(&format!("package-{}", package.package), heading);
    out.text.push(words.fill(
        "package-risk",
        &[
            ("risk", risk(package.risk, words)),
            ("reasons", &reasons(package, words)),
            ("effort", &effort(plan, package.minutes, words)),
        ],
    ));
    if let Some(batch) = &package.batch {
        let batch = words.say(&format!("batch-{batch}"));
        out.text
            .push(words.fill("package-batch", &[("batch", batch)]));
    }
    let (said, holes) = super::evidence::of_package(package, words);
    out.text.extend(said);
    out.entries.extend(holes);
    for (checkpoint, holds) in &package.checkpoints {
        let mut entry = Entry::ticked(checkpoint.text.as_str(), *holds);
        let rules = &checkpoint.rules;
        let is_asked = |item: &&Item| {
            rules
                .iter()
                .any(|code| item.code.starts_with(code.as_str()))
        };
        let open = package.items.iter().filter(is_asked);
        let mut places: Vec<&Place> = open.flat_map(|item| &item.places).collect();
        places.sort_by_key(|place| (&place.location.path, place.location.start));
        entry.entries = places
            .into_iter()
            .map(|place| of_place(place, words))
            .collect();
        out.entries.push(entry);
    }
    out.entries.extend(patch(package, words));
    let items = package.items.iter();
    out.entries
        .extend(items.map(|item| of_item(plan, item, words)));
    if package.items.is_empty() {
        out.entries.push(Entry::ticked(
            words.say("package-clean"),
            plan.problems.is_empty(),
        ));
    }
    let rules: Vec<Entry> = plan
        .nothing_found
        .values()
        .flatten()
        .filter(|rule| rule.distribution.as_deref() == Some(&package.package))
        .map(|rule| super::rest::rule(rule, plan.problems.is_empty(), words))
        .collect();
    if !rules.is_empty() {
        let number = words.count(rules.len(), "one-rule", "many-rules");
        let mut untouched = Section::new("", words.fill("untouched", &[("rules", &number)]));
        untouched.folded = true;
        untouched.entries = rules;
        out.sections.push(untouched);
    }
    out
}

/// What stands behind the risk, as far as it is so.
pub(in crate::plan) fn reasons(package: &PackageSection, words: Words) -> String {
    let reasons = &package.reasons;
    let count = |number: usize, one, many| (number > 0).then(|| words.count(number, one, many));
    let said = [
        reasons.holes.then(|| words.say("reason-holes").to_owned()),
        count(reasons.told, "one-told", "many-told"),
        reasons.today.then(|| words.say("reason-today").to_owned()),
        count(reasons.errors, "one-error", "many-errors"),
        count(reasons.warnings, "one-warning", "many-warnings"),
        count(reasons.notes, "one-note", "many-notes"),
        count(reasons.fan_in, "one-fan-in", "many-fan-in"),
        reasons
            .holes_ahead
            .then(|| words.say("reason-holes-ahead").to_owned()),
        (!package.services.is_empty()).then(|| {
            let names: Vec<String> = package
                .services
                .iter()
                .map(|one| format!("`{one}`"))
                .collect();
            words.fill("reason-services", &[("services", &names.join(", "))])
        }),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    match said.is_empty() {
        true => words.say("reason-none").to_owned(),
        false => said.join(words.say("comma")),
    }
}

fn patch(package: &PackageSection, words: Words) -> Option<Entry> {
    let file = package.patch.as_ref()?;
    let (done, look) = package.done();
    let patch = format!("`patches/{file}`");
    let places = words.count(package.places().count(), "one-place", "many-places");
    let mut text = words.fill(
        "patch-does",
        &[
            ("patch", &patch),
            ("done", &done.to_string()),
            ("places", &places),
        ],
    );
    if look > 0 {
        text.push_str(&words.fill("patch-look", &[("look", &look.to_string())]));
    }
    Some(Entry::open(text))
}

fn of_item(plan: &Plan, item: &Item, words: Words) -> Entry {
    let text = words.fill(
        "item",
        &[
            ("consequence", &consequence(item, words)),
            ("message", &words.tell(&item.message)),
        ],
    );
    let mut out = Entry::open(text);
    out.code = Some(item.code.clone());
    if let Some(help) = &item.help {
        // Where patches do all of it, what stands here is what they did.
        let by_hand = |place: &Place| matches!(place.by, By::Hand(_));
        let key = match item.places.iter().any(by_hand) {
            true => "what-to-do",
            false => "to-know",
        };
        out.notes
            .push(words.fill(key, &[("help", &words.tell(help))]));
    }
    let places = item.places.iter();
    let minutes: u32 = places.map(|place| plan.effort.place(&place.by)).sum();
    out.notes
        .push(words.fill("item-effort", &[("minutes", &minutes.to_string())]));
    out.entries = item
        .places
        .iter()
        .map(|place| of_place(place, words))
        .collect();
    out
}

/// `error, fails at the call, since 1.0.0`
pub(in crate::plan) fn consequence(item: &Item, words: Words) -> String {
    let severity = severity(item.severity, words);
    let fails = match item.fails {
        Fails::Import => Some("fails-import"),
        Fails::Call => Some("fails-call"),
        Fails::Silently => Some("fails-silently"),
        Fails::Never => None,
    };
    let mut said = vec![severity.to_owned()];
    said.extend(fails.map(|key| words.say(key).to_owned()));
    let since = item.breaks_in.as_ref();
    said.extend(since.map(|version| words.fill("since", &[("version", version)])));
    said.join(words.say("comma"))
}

/// How bad it is, in a word.
pub(in crate::plan) fn severity(severity: Severity, words: Words) -> &'static str {
    words.say(match severity {
        Severity::Error => "severity-error",
        Severity::Warning => "severity-warning",
        Severity::Note => "severity-note",
    })
}

fn of_place(place: &Place, words: Words) -> Entry {
    let at = where_it_is(&place.location);
    let by = who(&place.by, words);
    Entry::open(words.fill("place", &[("place", &at), ("by", &by)]))
}

/// Who does it, and why no patch does.
pub(in crate::plan) fn who(by: &By, words: Words) -> String {
    match by {
        By::Patch { file, look } => {
            let key = if *look { "by-patch-look" } else { "by-patch" };
            words.fill(key, &[("patch", &format!("`patches/{file}`"))])
        }
        By::Hand(reason) => match reason.as_deref().and_then(reason_key) {
            Some(key) => words.fill("by-hand-why", &[("reason", words.say(key))]),
            None => words.say("by-hand").to_owned(),
        },
    }
}

/// The entry of the catalogue that says a reason.
pub(super) fn reason_key(word: &str) -> Option<&'static str> {
    Some(match word {
        "no-counterpart" => "why-no-counterpart",
        "meaning-changed" => "why-meaning-changed",
        "argument-unknown" => "why-argument-unknown",
        "value-unknown" => "why-value-unknown",
        "response-shape" => "why-response-shape",
        "settings-conflict" => "why-settings-conflict",
        "security" => "why-security",
        "needs-decision" => "why-needs-decision",
        "not-supported" => "why-not-supported",
        _ => return None,
    })
}

/// A place as code: backticks in a path would end it.
pub(super) fn where_it_is(location: &Location) -> String {
    format!("`{}`", crate::report::place(location).replace('`', "'"))
}
