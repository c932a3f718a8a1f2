//! The phases on a line of working days.

use maud::{Markup, html};

use crate::plan::words::Words;
use crate::plan::{PackageSection, PhaseSection, Plan, Risk, sections};
use crate::report::safe;

use super::prose::{anchor, prose};

/// Marks of days on the line at most.
const MARKS: u32 = 10;

/// The line: each package begins where the one before ends, as one person would do it.
pub(super) fn timeline(plan: &Plan, words: Words) -> Markup {
    let all = plan.minutes();
    if all == 0 {
        return Markup::default();
    }
    let days = sections::effort(plan, all, words);
    let mut begun = 0;
    let mut lines = Vec::new();
    for phase in &plan.phases {
        let from = begun;
        let packages = phase.packages.iter().map(|package| {
            let from = begun;
            begun += package.minutes;
            (from, package)
        });
        let packages: Vec<(u32, &PackageSection)> = packages.collect();
        lines.push((from, phase, packages));
    }
    html! {
        section #timeline aria-labelledby="timeline-title" {
            h2 #timeline-title { (words.say("report-timeline")) }
            p .lead { (words.fill("report-timeline-lead", &[("effort", &days)])) }
            div .line {
                (axis(plan, all, words))
                @for (from, phase, packages) in &lines {
                    div .phase {
                        p .label {
                            a href={ "#" (anchor(&format!("phase-{}", phase.number))) } { (heading(phase, words)) }
                            span .span { (sections::effort(plan, phase.minutes(), words)) }
                        }
                        (bar("of-phase", *from, phase.minutes(), all))
                        ul {
                            @for (from, one) in packages { (package(plan, one, *from, words)) }
                        }
                    }
                }
            }
        }
    }
}

fn package(plan: &Plan, one: &PackageSection, from: u32, words: Words) -> Markup {
    let (class, risk) = match one.risk {
        Risk::High => ("high", "report-risk-high"),
        Risk::Medium => ("medium", "report-risk-medium"),
        Risk::Low => ("low", "report-risk-low"),
    };
    html! {
        li {
            p .label {
                a href={ "#" (anchor(&format!("package-{}", one.package))) } { code { (safe::line(&one.package)) } }
                span .span { (words.say(risk)) " · " (sections::effort(plan, one.minutes, words)) }
            }
            (bar(class, from, one.minutes, plan.minutes()))
        }
    }
}

fn heading(phase: &PhaseSection, words: Words) -> Markup {
    let title = sections::title(&phase.phase, words);
    let number = phase.number.to_string();
    prose(&words.fill("phase-heading", &[("number", &number), ("title", &title)]))
}

/// A bar of the line.
fn bar(class: &str, from: u32, minutes: u32, all: u32) -> Markup {
    let share = |part: u32| format!("{:.3}%", f64::from(part) * 100.0 / f64::from(all));
    html! {
        svg .bar aria-hidden="true" width="100%" height="12" {
            rect .(class) x=(share(from)) width=(share(minutes)) height="12" rx="3" {}
        }
    }
}

/// The days, as many as there is room for.
fn axis(plan: &Plan, all: u32, words: Words) -> Markup {
    let day = plan.effort.day();
    let days = all.div_ceil(day);
    let step = days.div_ceil(MARKS).max(1);
    let share = |minutes: u32| format!("{:.3}%", f64::from(minutes) * 100.0 / f64::from(all));
    let step_by = usize::try_from(step).unwrap_or(1);
    html! {
        svg .axis aria-hidden="true" width="100%" height="22" {
            @for begun in (0..days).step_by(step_by) {
                @let at = share(begun.saturating_mul(day));
                line x1=(at) x2=(at) y1="0" y2="22" {}
                svg x=(at) width=(share(step.saturating_mul(day))) height="22" {
                    text x="4" y="15" { (words.fill("report-day", &[("number", &(begun + 1).to_string())])) }
                }
            }
        }
    }
}
