//! Each finding with its code before and after, the way its value took, what to do and who does it; and the filters.

use maud::{Markup, html};

use super::excerpt::{self, Excerpts};
use super::overview::numbers;
use super::prose::prose;
use super::rows::{File, Files, Row};
use crate::engine::Outcome;
use crate::finding::{Finding, Location, Severity, cell_number};
use crate::plan::words::Words;
use crate::plan::{By, Plan, sections};
use crate::report::safe;

/// The list.
pub(super) fn findings(plan: &Plan, outcome: &Outcome, files: &Files<'_>, words: Words) -> Markup {
    if files.all.is_empty() {
        return Markup::default();
    }
    let excerpts = Excerpts::of(outcome);
    let context = Context {
        plan,
        excerpts: &excerpts,
        words,
    };
    html! {
        section #findings aria-labelledby="findings-title" {
            h2 #findings-title { (words.say("report-findings")) }
            (filters(plan, words))
            @for (index, file) in files.all.iter().enumerate() { (of_file(&context, index, file)) }
            p #none hidden { (words.say("report-none")) }
        }
    }
}

struct Context<'a> {
    plan: &'a Plan,
    excerpts: &'a Excerpts<'a>,
    words: Words,
}

/// Shown by the script alone, which they need.
fn filters(plan: &Plan, words: Words) -> Markup {
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let by = [
        ("patch", "report-filter-patch"),
        ("look", "report-filter-look"),
        ("hand", "report-filter-hand"),
    ];
    let any = html! { option value="" { (words.say("report-any")) } };
    html! {
        form #filters role="search" aria-label=(words.say("report-filters")) hidden {
            fieldset {
                legend { (words.say("report-severity")) }
                @for severity in severities {
                    label { input type="checkbox" name="severity" value=(class(severity)) checked; " " (sections::severity(severity, words)) }
                }
            }
            label { (words.say("head-package"))
                select name="package" { (any)
                    @for one in plan.packages().filter(|one| !one.items.is_empty()) {
                        option value=(safe::line(&one.package)) { (safe::line(&one.package)) }
                    }
                }
            }
            label { (words.say("head-phase"))
                select name="phase" { (any)
                    @for phase in &plan.phases {
                        option value=(phase.number) { (phase.number) ": " (safe::line(&sections::title(&phase.phase, words))) }
                    }
                }
            }
            label { (words.say("report-who"))
                select name="by" { (any) @for (value, key) in by { option value=(value) { (words.say(key)) } } }
            }
            label .text { (words.say("report-search")) input type="search" name="text" autocomplete="off" spellcheck="false"; }
            div .buttons {
                button type="button" name="open" { (words.say("report-open-all")) }
                button type="button" name="close" { (words.say("report-close-all")) }
                button type="reset" { (words.say("report-reset")) }
            }
            p #shown role="status" aria-live="polite" data-said=(words.say("report-shown")) {}
        }
    }
}

fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn of_file(context: &Context<'_>, index: usize, file: &File<'_>) -> Markup {
    html! {
        section .file #{ "file-" (index + 1) } {
            h3 { code { (safe::line(file.path)) } " " span .span { (numbers(file.counts, context.words)) } }
            @for row in &file.rows { (finding(context, row)) }
        }
    }
}

/// The line of a place, with its cell in a notebook.
fn at(location: &Location, words: Words) -> String {
    let line = words.fill("report-line", &[("line", &location.start.line.to_string())]);
    match location.cell {
        Some(cell) => {
            let cell = cell_number(cell).to_string();
            let cell = words.fill("report-cell", &[("cell", &cell)]);
            format!("{cell}{}{line}", words.say("comma"))
        }
        None => line,
    }
}

fn finding(context: &Context<'_>, row: &Row<'_>) -> Markup {
    let (words, item) = (context.words, row.item);
    let by = match &row.place.by {
        By::Patch { look: false, .. } => ("patch", "report-does-patch"),
        By::Patch { look: true, .. } => ("look", "report-does-look"),
        By::Hand(_) => ("hand", "report-does-hand"),
    };
    html! {
        details .finding .(class(item.severity)) id={ "f-" (safe::line(&row.place.fingerprint)) }
            data-package=(safe::line(&row.package.package)) data-phase=(row.phase) data-by=(by.0) {
            summary {
                span .severity { (sections::severity(item.severity, words)) } " "
                code { (safe::line(&item.code)) } " "
                span .message { (prose(&words.tell(&item.message))) } " "
                span .at { (at(&row.place.location, words)) } " "
                span .by { (words.say(by.1)) }
            }
            (told(context, row))
        }
    }
}

/// What is below the line of a finding.
fn told(context: &Context<'_>, row: &Row<'_>) -> Markup {
    let (words, item) = (context.words, row.item);
    let by_hand = matches!(row.place.by, By::Hand(_));
    let minutes = context.plan.effort.place(&row.place.by).to_string();
    html! {
        dl {
            div { dt { (words.say("report-consequence")) } dd { (prose(&sections::consequence(item, words))) } }
            div { dt { (words.say("report-who")) } dd {
                (prose(&sections::who(&row.place.by, words))) (words.say("comma"))
                (words.fill("report-minutes", &[("number", &minutes)]))
            } }
            div { dt { (words.say("head-package")) } dd { code { (safe::line(&row.package.package)) } } }
            @if let Some(help) = &item.help {
                div { dt { (words.say(if by_hand { "report-to-do" } else { "report-to-know" })) } dd { (prose(&words.tell(help))) } }
            }
        }
        (code(context, row))
        @if let Some(finding) = row.finding { (way(context, finding)) }
    }
}

/// Before and after where a patch does it, else the code as it is.
fn code(context: &Context<'_>, row: &Row<'_>) -> Markup {
    let (words, location) = (context.words, &row.place.location);
    let fix = row.finding.and_then(|finding| finding.fix_id.as_deref());
    let fix = fix.filter(|_| matches!(row.place.by, By::Patch { .. }));
    let change = fix.and_then(|fix| context.excerpts.change(location, fix));
    let (title, excerpt) = match change {
        Some(change) => ("report-before-after", Some(change)),
        None => ("report-code", context.excerpts.code(location)),
    };
    let Some(excerpt) = excerpt else {
        return Markup::default();
    };
    html! {
        figure {
            figcaption {
                (words.say(title))
                @if excerpt.elsewhere > 0 {
                    " " span .span { (words.count(excerpt.elsewhere, "report-one-elsewhere", "report-many-elsewhere")) }
                }
            }
            (excerpt::render(&excerpt))
        }
    }
}

/// The way that the value took.
fn way(context: &Context<'_>, finding: &Finding) -> Markup {
    if finding.related.is_empty() {
        return Markup::default();
    }
    let words = context.words;
    html! {
        figure {
            figcaption { (words.say("report-way")) }
            ol .way {
                @for step in &finding.related {
                    li {
                        (prose(&words.tell(&step.why))) " "
                        span .at {
                            @if step.location.path != finding.location.path { code { (safe::line(&step.location.path)) } " " }
                            (at(&step.location, words))
                        }
                        @if let Some(line) = context.excerpts.line(&step.location) { pre { code { (line) } } }
                    }
                }
            }
        }
    }
}
