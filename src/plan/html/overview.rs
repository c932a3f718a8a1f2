//! What people want to look at first: how bad it is, what comes first, and where.

use maud::{Markup, html};

use super::prose::{anchor, prose, table};
use super::rows::{Counts, Files};
use crate::plan::words::Words;
use crate::plan::{PackageSection, PhaseSection, Plan, Risk, sections};
use crate::report::safe;

/// Entries of a short list.
const FEW: usize = 6;

/// The top of the report.
pub(super) fn overview(plan: &Plan, files: &Files<'_>, words: Words) -> Markup {
    let summary = sections::all(plan, words)
        .into_iter()
        .find(|section| section.id == "summary")
        .unwrap_or_default();
    html! {
        section #overview aria-labelledby="overview-title" {
            h1 #overview-title { (words.say("report-title")) }
            @for text in summary.text.iter().take(2) { p .lead { (prose(text)) } }
            @if !files.all.is_empty() {
                (tiles(plan, files, words))
                div .two {
                    (first(plan, words))
                    (worst(files, words))
                }
                h2 { (words.say("report-packages")) }
                @if let Some(of) = &summary.table { (table(of)) }
            }
        }
    }
}

/// The numbers.
fn tiles(plan: &Plan, files: &Files<'_>, words: Words) -> Markup {
    let places = files.counts.all();
    let risk = plan.packages().map(|one| one.risk).max();
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let tile = |class: &str, number: &str, key: &str| {
        html! { div .(class) { dt { (words.say(key)) } dd .said-in-words[!is_number(number)] { (number) } } }
    };
    html! {
        dl .tiles {
            @if let Some(risk) = risk { (tile(risk_class(risk), sections::risk(risk, words), "report-worst-risk")) }
            (tile("high", &files.counts.errors.to_string(), "report-errors"))
            (tile("medium", &files.counts.warnings.to_string(), "report-warnings"))
            (tile("low", &files.counts.notes.to_string(), "report-notes"))
            (tile("good", &(places - files.by_hand).to_string(), "report-by-patch"))
            (tile("plain", &files.by_hand.to_string(), "report-by-hand"))
            (tile("plain", &sections::effort(plan, plan.minutes(), words), "head-effort"))
        }
    }
}

fn risk_class(risk: Risk) -> &'static str {
    match risk {
        Risk::High => "high",
        Risk::Medium => "medium",
        Risk::Low => "low",
    }
}

/// The packages that come first: those with trouble today, then the order of the phases.
fn first(plan: &Plan, words: Words) -> Markup {
    let all = plan
        .phases
        .iter()
        .flat_map(|phase| phase.packages.iter().map(move |one| (phase, one)));
    let mut all: Vec<(&PhaseSection, &PackageSection)> =
        all.filter(|(_, one)| !one.items.is_empty()).collect();
    // Stable: the order of the phases holds otherwise.
    all.sort_by_key(|(_, one)| !(one.reasons.holes || one.reasons.today));
    html! {
        section aria-labelledby="first-title" {
            h2 #first-title { (words.say("report-first")) }
            ol .first {
                @for (_, one) in all.iter().take(FEW) {
                    li .(risk_class(one.risk)) {
                        p {
                            a href={ "#" (anchor(&format!("package-{}", one.package))) } { code { (safe::line(&one.package)) } }
                            @if let Some(to) = &one.to { " → " code { (safe::line(to)) } }
                            " " span .span { (sections::effort(plan, one.minutes, words)) }
                        }
                        p .why { (prose(&sections::reasons(one, words))) }
                    }
                }
            }
            @if all.len() > FEW { p { a href="#timeline" { (words.count(all.len() - FEW, "report-one-package-more", "report-many-packages-more")) } } }
        }
    }
}

/// The worst files.
fn worst(files: &Files<'_>, words: Words) -> Markup {
    let rest = files.all.len().saturating_sub(FEW);
    html! {
        section aria-labelledby="worst-title" {
            h2 #worst-title { (words.say("report-worst")) }
            ol .worst {
                @for (index, file) in files.all.iter().take(FEW).enumerate() {
                    li {
                        a href={ "#file-" (index + 1) } { code { (safe::line(file.path)) } }
                        (shares(file.counts, files.all[0].counts))
                        p .why {
                            (numbers(file.counts, words))
                            @if file.by_hand > 0 { (words.say("comma")) (words.fill("report-of-them-by-hand", &[("number", &file.by_hand.to_string())])) }
                        }
                    }
                }
            }
            @if rest > 0 { p { a href="#findings" { (words.count(rest, "report-one-file-more", "report-many-files-more")) } } }
        }
    }
}

/// What a file has of each severity, drawn; the numbers stand beside it.
fn shares(counts: Counts, worst: Counts) -> Markup {
    let all = worst.all().max(counts.all()).max(1);
    #[expect(clippy::cast_precision_loss, reason = "numbers of findings are small")]
    let share = |part: usize| format!("{:.3}%", part as f64 * 100.0 / all as f64);
    let behind = counts.errors + counts.warnings;
    html! {
        svg .bar aria-hidden="true" width="100%" height="8" {
            rect .high width=(share(counts.errors)) height="8" {}
            rect .medium x=(share(counts.errors)) width=(share(counts.warnings)) height="8" {}
            rect .low x=(share(behind)) width=(share(counts.notes)) height="8" {}
        }
    }
}

/// `3 errors, 1 note`
pub(super) fn numbers(counts: Counts, words: Words) -> String {
    let said = [
        (counts.errors, "one-error", "many-errors"),
        (counts.warnings, "one-warning", "many-warnings"),
        (counts.notes, "one-note", "many-notes"),
    ];
    let said = said.into_iter().filter(|(number, ..)| *number > 0);
    let said = said.map(|(number, one, many)| words.count(number, one, many));
    said.collect::<Vec<_>>().join(words.say("comma"))
}
