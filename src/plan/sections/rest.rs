//! What no line shows, what could not be seen, and what was looked for in vain.

use super::packages::where_it_is;
use crate::plan::document::{Entry, Section};
use crate::plan::words::Words;
use crate::plan::{Plan, Rule};

pub(super) fn differences(plan: &Plan, words: Words) -> Section {
    let mut out = Section::new("differences", words.say("differences"));
    for (package, texts) in &plan.differences {
        let said = |text: &String| {
            let package = format!("`{package}`");
            let text = words.tell(text);
            Entry::open(words.fill("difference", &[("package", &package), ("text", &text)]))
        };
        out.entries.extend(texts.iter().map(said));
    }
    out
}

pub(super) fn unseen(plan: &Plan, words: Words) -> Section {
    let mut out = Section::new("unseen", words.say("unseen"));
    let at = |place: &str, text: &str| {
        let text = words.tell(text);
        Entry::open(words.fill("place", &[("place", place), ("by", &text)]))
    };
    for problem in &plan.problems {
        let path = format!("`{}`", problem.path.replace('`', "'"));
        out.entries.push(at(&path, &problem.message));
    }
    for blind in &plan.blind {
        out.entries
            .push(at(&where_it_is(&blind.location), &blind.why));
    }
    out
}

/// The rules that found nothing and are of no package that the plan has something for.
pub(super) fn nothing_found(plan: &Plan, words: Words) -> Section {
    let mut out = Section::new("nothing-found", words.say("nothing-found"));
    let told = |rule: &Rule| {
        let mut packages = plan.packages();
        packages.any(|one| rule.distribution.as_deref() == Some(&one.package))
    };
    for (package, rules) in &plan.nothing_found {
        let rules: Vec<&Rule> = rules.iter().filter(|rule| !told(rule)).collect();
        if rules.is_empty() {
            continue;
        }
        let number = words.count(rules.len(), "one-rule", "many-rules");
        let title = words.fill("pack-rules", &[("package", package), ("rules", &number)]);
        let mut section = Section::new("", title);
        section.folded = true;
        // A file that could not be read may hold what a rule looks for.
        let sound = plan.problems.is_empty();
        section.entries = rules
            .into_iter()
            .map(|one| rule(one, sound, words))
            .collect();
        out.sections.push(section);
    }
    let all_seen = plan.blind.is_empty() && plan.problems.is_empty();
    if !out.sections.is_empty() && !all_seen {
        out.text
            .push(words.say("nothing-found-in-what-was-seen").to_owned());
    }
    out
}

pub(super) fn rule(rule: &Rule, sound: bool, words: Words) -> Entry {
    let mut out = Entry::ticked(words.tell(&rule.summary), sound);
    out.code = Some(rule.code.clone());
    out
}
