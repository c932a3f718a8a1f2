//! The plan as a task list for GitHub. A box is ticked only by evidence: the rule was looked for and
//! nothing was found.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::markdown::{code, prose};
use super::{By, Item, PackageSection, Phase, PhaseSection, Place, Plan};
use crate::finding::{Fails, Location};
use crate::report::severity_word;
use crate::report::summary::count;
use crate::rules::schema::meaning;

/// The first line of each checklist; by it a later run knows what it may replace.
pub const MARK: &str = "<!-- exuvia plan -->";

/// The checklist of `plan`; equal plans give equal text.
#[must_use]
pub fn render(plan: &Plan) -> String {
    let mut text = String::new();
    write(plan, &mut text).expect("text takes all text");
    text
}

fn write(plan: &Plan, out: &mut String) -> std::fmt::Result {
    writeln!(out, "{MARK}\n# Upgrade checklist\n")?;
    write_introduction(plan, out)?;
    let mut named = Named::default();
    for package in plan.phases.iter().flat_map(|section| &section.packages) {
        if let Some(file) = &package.patch {
            *named.done.entry(file.clone()).or_default() += done(package).0;
        }
    }
    for section in &plan.phases {
        write_phase(section, &mut named, out)?;
    }
    write_differences(plan, out)?;
    write_unseen(plan, out)?;
    write_nothing_found(plan, out)
}

fn write_introduction(plan: &Plan, out: &mut String) -> std::fmt::Result {
    let places = |section: &PackageSection| {
        let places = section.items.iter().map(|item| item.places.len());
        places.sum::<usize>()
    };
    let sections = plan.phases.iter().flat_map(|section| &section.packages);
    let total: usize = sections.map(places).sum();
    if total == 0 {
        let seen = match plan.problems.is_empty() {
            true => "",
            false => " in what could be read",
        };
        writeln!(out, "Nothing to do was found{seen}.")?;
    } else {
        writeln!(
            out,
            "{} to look at. A box is ticked only where nothing was found; after a step, make the plan\n\
             again and what is done is gone from it.",
            count(total, "place", "places")
        )?;
    }
    if !plan.patches.is_empty() {
        let folder = match &plan.begins_in {
            Some(up) => format!("in {} of the folder", code(up)),
            None => "from the folder".to_owned(),
        };
        writeln!(
            out,
            "\nEach patch is made on the tree after the one before: `git apply` them in the order of their\n\
             numbers, {folder} that the plan was made in."
        )?;
    }
    Ok(())
}

/// The patches.
#[derive(Default)]
struct Named {
    /// Those that are named already, each with the phase that it is applied in.
    phases: BTreeMap<String, Phase>,
    /// How many places each does in all phases.
    done: BTreeMap<String, usize>,
}

fn number(phase: Phase) -> u8 {
    match phase {
        Phase::Today => 1,
        Phase::Target => 2,
        Phase::Rest => 3,
    }
}

fn write_phase(section: &PhaseSection, named: &mut Named, out: &mut String) -> std::fmt::Result {
    let title = match section.phase {
        Phase::Today => "advisories, and what is wrong today",
        Phase::Target => "what the target versions break",
        Phase::Rest => "everything else",
    };
    writeln!(out, "\n## Phase {}: {title}", number(section.phase))?;
    for package in &section.packages {
        writeln!(out, "\n### {}\n", prose(&package.package))?;
        write_patch(package, section.phase, named, out)?;
        for item in &package.items {
            write_item(item, out)?;
        }
    }
    Ok(())
}

/// How many places of a section a patch does, and how many of those a person must look at.
fn done(package: &PackageSection) -> (usize, usize) {
    let places = package.items.iter().flat_map(|item| &item.places);
    let mut out = (0, 0);
    for place in places {
        if let By::Patch { look, .. } = place.by {
            out.0 += 1;
            out.1 += usize::from(look);
        }
    }
    out
}

/// Says what the package's patch does here. A patch is applied once: in the first phase that it does
/// something for.
fn write_patch(
    package: &PackageSection,
    phase: Phase,
    named: &mut Named,
    out: &mut String,
) -> std::fmt::Result {
    let Some(file) = &package.patch else {
        return Ok(());
    };
    let (done, look) = done(package);
    let total = package.items.iter().map(|item| item.places.len()).sum();
    let doubt = match look {
        0 => String::new(),
        _ => format!("; look at {look} of them"),
    };
    let patch = code(&format!("patches/{file}"));
    let places = count(total, "place", "places");
    match named.phases.get(file) {
        Some(earlier) => writeln!(
            out,
            "{patch} of phase {} does {done} of {places}{doubt}.\n",
            number(*earlier)
        ),
        None => {
            named.phases.insert(file.clone(), phase);
            let all = named.done.get(file).copied().unwrap_or_default();
            let later = match all - done {
                0 => String::new(),
                more => format!(", and {} of later phases", count(more, "place", "places")),
            };
            writeln!(
                out,
                "- [ ] Apply {patch}: it does {done} of {places}{later}{doubt}"
            )
        }
    }
}

fn write_item(item: &Item, out: &mut String) -> std::fmt::Result {
    writeln!(
        out,
        "- [ ] **{}** ({}): {}",
        prose(&item.code),
        consequence(item),
        prose(&item.message)
    )?;
    if let Some(help) = &item.help {
        // Where patches do all of it, what stands here is what they did.
        let by_hand = |place: &Place| matches!(place.by, By::Hand(_));
        let label = match item.places.iter().any(by_hand) {
            true => "What to do",
            false => "To know",
        };
        writeln!(out, "  {label}: {}", prose(help))?;
    }
    for place in &item.places {
        write_place(place, out)?;
    }
    Ok(())
}

/// `error, fails at the call, since 1.0.0`
fn consequence(item: &Item) -> String {
    let fails = match item.fails {
        Fails::Import => ", fails at import",
        Fails::Call => ", fails at the call",
        Fails::Silently => ", fails silently",
        Fails::Never => "",
    };
    let since = match &item.breaks_in {
        Some(version) => format!(", since {}", prose(version)),
        None => String::new(),
    };
    format!("{}{fails}{since}", severity_word(item.severity))
}

fn write_place(place: &Place, out: &mut String) -> std::fmt::Result {
    let by = match &place.by {
        By::Patch { file, look: false } => format!("in {}", code(&format!("patches/{file}"))),
        By::Patch { file, look: true } => {
            format!("in {}, look at it", code(&format!("patches/{file}")))
        }
        By::Hand(Some(reason)) => format!("by hand: {}", prose(meaning(reason))),
        By::Hand(None) => "by hand".to_owned(),
    };
    writeln!(out, "  - [ ] {}: {by}", where_it_is(&place.location))
}

fn where_it_is(location: &Location) -> String {
    code(&crate::report::place(location))
}

fn write_differences(plan: &Plan, out: &mut String) -> std::fmt::Result {
    if plan.differences.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## What changes without any line of code\n")?;
    for (package, texts) in &plan.differences {
        for text in texts {
            writeln!(out, "- [ ] {}: {}", prose(package), prose(text))?;
        }
    }
    Ok(())
}

fn write_unseen(plan: &Plan, out: &mut String) -> std::fmt::Result {
    if plan.blind.is_empty() && plan.problems.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## What could not be seen\n")?;
    for problem in &plan.problems {
        writeln!(
            out,
            "- [ ] {}: {}",
            code(&problem.path),
            prose(&problem.message)
        )?;
    }
    for blind in &plan.blind {
        writeln!(
            out,
            "- [ ] {}: {}",
            where_it_is(&blind.location),
            prose(&blind.why)
        )?;
    }
    Ok(())
}

fn write_nothing_found(plan: &Plan, out: &mut String) -> std::fmt::Result {
    if plan.nothing_found.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Nothing found")?;
    if !plan.blind.is_empty() || !plan.problems.is_empty() {
        writeln!(out, "\nNothing in what could be seen, that is.")?;
    }
    // A file that could not be read may hold what a rule looks for.
    let tick = if plan.problems.is_empty() { 'x' } else { ' ' };
    for (package, rules) in &plan.nothing_found {
        // The blank line behind the summary makes GitHub read the list as Markdown.
        writeln!(
            out,
            "\n<details><summary>{}: {}</summary>\n",
            prose(package),
            count(rules.len(), "rule", "rules")
        )?;
        for rule in rules {
            writeln!(
                out,
                "- [{tick}] **{}**: {}",
                prose(&rule.code),
                prose(&rule.summary)
            )?;
        }
        writeln!(out, "\n</details>")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::plan::{plan, sample};

    #[test]
    fn the_checklist_says_what_where_and_who() {
        let plan = plan(&sample::outcome(), &sample::stages(), &sample::rules());
        insta::assert_snapshot!(render(&plan));
    }

    #[test]
    fn a_project_with_nothing_to_do_gets_ticks_only() {
        let outcome = crate::report::sample::clean();
        let text = render(&plan(&outcome, &[], &sample::rules()));
        assert!(text.contains("Nothing to do was found."));
        assert!(!text.contains("[ ]"), "{text}");
        assert_eq!(text.matches("[x]").count(), 4);
    }

    #[test]
    fn boxes_are_ticked_for_rules_without_a_finding_and_for_nothing_else() {
        let outcome = sample::outcome();
        let text = render(&plan(&outcome, &sample::stages(), &sample::rules()));
        for finding in &outcome.report.findings {
            let ticked = format!("[x] **{}**", finding.code);
            assert!(!text.contains(&ticked), "{} is ticked", finding.code);
        }
    }
}
