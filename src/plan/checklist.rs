//! The plan as a task list for GitHub. A box is ticked only by evidence: the rule was looked for and
//! nothing was found.

use super::words::Words;
use super::{Plan, markdown, sections};
use crate::config::Lang;

/// The first line of each checklist; by it a later run knows what it may replace.
pub const MARK: &str = "<!-- exuvia plan -->";

/// The checklist of `plan`; equal plans give equal text.
#[must_use]
pub fn render(plan: &Plan, lang: Lang) -> String {
    let words = Words(lang);
    let title = words.say("title");
    let sections = sections::all(plan, words);
    format!("{MARK}\n# {title}\n{}", markdown::render(&sections, 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::sample;

    #[test]
    fn the_checklist_says_what_where_and_who() {
        insta::assert_snapshot!(render(&sample::plan(), Lang::En));
    }

    #[test]
    fn the_checklist_is_written_in_chinese_as_well() {
        insta::assert_snapshot!(render(&sample::plan(), Lang::Zh));
    }

    #[test]
    fn a_project_with_nothing_to_do_has_no_finding_to_do() {
        let mut outcome = crate::report::sample::clean();
        outcome.report.problems.clear();
        let plan = sample::plan_of(&outcome, "");
        let text = render(&plan, Lang::En);
        assert!(text.contains("Nothing to do was found"), "{text}");
        assert_eq!(text.matches("[x]").count(), 4);
        assert!(!text.contains("[ ]"), "{text}");
    }

    #[test]
    fn boxes_are_ticked_for_rules_without_a_finding_and_for_nothing_else() {
        let outcome = sample::outcome();
        let text = render(&sample::plan(), Lang::En);
        for finding in &outcome.report.findings {
            let ticked = format!("[x] **{}**", finding.code);
            assert!(!text.contains(&ticked), "{} is ticked", finding.code);
        }
    }
}
