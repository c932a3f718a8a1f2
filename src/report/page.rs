//! What is known of a rule as text for terminals and as Markdown.

use std::fmt::Write as _;

use crate::finding::{Fails, Severity};
use crate::report::{safe, severity_word};
use crate::rules::explained::{Advice, Changed, Explanation};

/// How many symbols a text shows, and how many a page of Markdown.
const SHOWN: (usize, usize) = (12, 40);

/// How many sentences of one form are too many to be shown each.
const MANY: usize = 3;

/// A part of a page: its heading, and its paragraphs.
struct Section {
    heading: &'static str,
    parts: Vec<Part>,
}

enum Part {
    Paragraph(String),
    Item(String),
    /// Code, behind a line that says what it is.
    Code(String, &'static str, String),
}

/// A rule as text, with a line feed behind it. `heading` makes a heading of a line, with colours say.
#[must_use]
pub fn text(told: &Explanation, heading: &dyn Fn(&str) -> String) -> String {
    let word = severity_word(told.severity);
    let mut out = heading(&safe::line(&format!("{} {}", told.code, told.name)));
    put(
        &mut out,
        &format!("\n{word} of the pack {} ({})\n", told.package, told.pack),
    );
    put(&mut out, &told.summary);
    for section in sections(told, SHOWN.0) {
        put(&mut out, "");
        out.push_str(&heading(section.heading));
        put(&mut out, "");
        for part in section.parts {
            match part {
                Part::Paragraph(text) => put(&mut out, &format!("  {text}")),
                Part::Item(text) => put(&mut out, &format!("  - {text}")),
                Part::Code(what, _, code) => {
                    put(&mut out, &format!("  {what}"));
                    for line in code.lines() {
                        put(&mut out, format!("    | {line}").trim_end());
                    }
                }
            }
        }
    }
    out
}

/// A rule as Markdown, beginning with a heading of a level.
#[must_use]
pub fn markdown(told: &Explanation, level: usize) -> String {
    let word = severity_word(told.severity);
    let mut out = format!("{} {} {}\n\n", "#".repeat(level), told.code, told.name);
    put(&mut out, &format!("**{word}**. {}", prose(&told.summary)));
    for section in sections(told, SHOWN.1) {
        put(&mut out, &format!("\n**{}**\n", section.heading));
        for (number, part) in section.parts.into_iter().enumerate() {
            match part {
                Part::Paragraph(text) => put(&mut out, &prose(&text)),
                Part::Item(text) => put(&mut out, &format!("- {}", prose(&text))),
                Part::Code(what, language, code) => {
                    let (what, code) = (prose(&what), code.trim_end());
                    let (fence, gap) = (fence(code), if number > 0 { "\n" } else { "" });
                    let block = format!("{gap}{what}\n\n{fence}{language}\n{code}\n{fence}");
                    put(&mut out, &block);
                }
            }
        }
    }
    out
}

/// A rule as a row of a table of Markdown: code, name, severity, what it finds.
#[must_use]
pub fn row(code: &str, name: &str, severity: Severity, summary: &str) -> String {
    let (word, summary) = (severity_word(severity), prose(summary));
    format!("| {code} | {name} | {word} | {summary} |")
}

/// The parts of a page that have something to say, with so many symbols at most.
fn sections(told: &Explanation, shown: usize) -> Vec<Section> {
    let mut changed: Vec<Part> = told.changes.iter().take(shown).map(one_change).collect();
    let more = told.changes.len().saturating_sub(shown);
    if more > 0 {
        let code = &told.code;
        let more = format!("and {more} more: `exuvia explain {code} --output-format json`");
        changed.push(Part::Item(more));
    }
    let since = (!told.since.is_empty()).then(|| Part::Paragraph(told.since.join(", ")));
    let times = told.fails.iter();
    let times = times.map(|one| Part::Paragraph(when(*one).to_owned()));
    let sources = told.sources.iter();
    let sources = sources.map(|one| Part::Item(format!("`{one}`")));
    let sections = [
        ("What changed", changed),
        ("Since", since.into_iter().collect()),
        (
            "Why it matters",
            vec![Part::Paragraph(
                why(told.severity, !told.since.is_empty()).to_owned(),
            )],
        ),
        ("When it fails", times.collect()),
        ("What is said, and what to do", advised(&told.advice)),
        ("Example", example(told)),
        ("Source", sources.collect()),
    ];
    let sections = sections.into_iter().filter(|(_, parts)| !parts.is_empty());
    sections
        .map(|(heading, parts)| Section { heading, parts })
        .collect()
}

fn example(told: &Explanation) -> Vec<Part> {
    let Some(example) = &told.example else {
        return Vec::new();
    };
    let language = language(&example.path);
    let (path, line, message) = (&example.path, example.line, &example.message);
    let mut said = format!("`{path}:{line}`: {message}");
    let known = |help: &String| {
        let mut helps = told.advice.iter().filter_map(|one| one.help.as_ref());
        helps.any(|one| one == help)
    };
    if let Some(help) = example.help.as_ref().filter(|help| !known(help)) {
        let _ = write!(said, " ({help})");
    }
    let before = Part::Code(said, language, example.before.clone());
    let fix = match example.uncertain {
        true => "After `exuvia fix --unsafe-fixes`:",
        false => "After `exuvia fix`:",
    };
    let after = example.after.clone();
    let after = after.map(|code| Part::Code(fix.to_owned(), language, code));
    std::iter::once(before).chain(after).collect()
}

fn one_change(change: &Changed) -> Part {
    let mut text = format!("`{}`", change.old);
    if let Some(new) = &change.new {
        let _ = write!(text, " → `{new}`");
    }
    let _ = write!(text, ": {}", change.kind);
    if let Some(since) = &change.since {
        let _ = write!(text, " in {since}");
    }
    Part::Item(text)
}

/// What is said. Of many sentences that differ in nothing but their names, one is enough.
fn advised(advice: &[Advice]) -> Vec<Part> {
    let mut forms: Vec<(String, Vec<String>)> = Vec::new();
    for one in advice {
        let said = match (&one.message, &one.help) {
            (Some(message), Some(help)) => format!("{}. {help}", capital(message)),
            (Some(one), None) | (None, Some(one)) => capital(one),
            (None, None) => String::new(),
        };
        let form = form(&said);
        match forms.iter_mut().find(|(known, _)| *known == form) {
            Some((_, all)) => all.push(said),
            None => forms.push((form, vec![said])),
        }
    }
    let items = |(_, all): (String, Vec<String>)| match all.len() {
        0..MANY => all,
        more => vec![format!("{} ({} more of this form)", all[0], more - 1)],
    };
    forms.into_iter().flat_map(items).map(Part::Item).collect()
}

/// A sentence that begins with a capital, unless it begins with code or a number.
fn capital(said: &str) -> String {
    let mut letters = said.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// A sentence without what stands between its backquotes.
fn form(said: &str) -> String {
    said.split('`').step_by(2).collect::<Vec<_>>().join("`")
}

fn put(out: &mut String, line: &str) {
    out.push_str(&safe::block(line));
    out.push('\n');
}

/// What names of files say of the language of their code.
fn language(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("py") => "python",
        Some("toml") => "toml",
        Some("yml" | "yaml") => "yaml",
        Some("sh") => "sh",
        _ => "text",
    }
}

/// A fence that the code does not hold.
fn fence(code: &str) -> &'static str {
    match code.contains("```") {
        true => "~~~~",
        false => "```",
    }
}

/// A sentence as Markdown: what stands between backquotes is code there too, all else is text.
fn prose(text: &str) -> String {
    let mut out = String::new();
    for (number, part) in text.split('`').enumerate() {
        if number > 0 {
            out.push('`');
        }
        match number % 2 {
            0 => out.extend(part.chars().flat_map(escaped)),
            _ => out.push_str(part),
        }
    }
    out
}

/// A letter, with a backslash before it where Markdown would obey it.
fn escaped(letter: char) -> impl Iterator<Item = char> {
    let mark = matches!(letter, '*' | '_' | '<' | '>' | '[' | ']' | '|' | '\\' | '#');
    mark.then_some('\\').into_iter().chain([letter])
}

/// When code goes wrong, as a sentence.
#[must_use]
pub fn when(fails: Fails) -> &'static str {
    match fails {
        Fails::Import => "The module cannot be imported any more, or the installation fails.",
        Fails::Call => "An exception is raised when the line runs.",
        Fails::Silently => "No exception is raised: the code runs and means something else.",
        Fails::Never => "It goes on working.",
    }
}

/// Why it matters, as a sentence: of what a version changed, or of what is so whatever the version.
#[must_use]
pub fn why(severity: Severity, versioned: bool) -> &'static str {
    match (severity, versioned) {
        (Severity::Error, true) => "The new version breaks it; `exuvia check` fails.",
        (Severity::Error, false) => {
            "It is wrong or a security hole, with the version of today as well; `exuvia check` fails."
        }
        (Severity::Warning, true) => {
            "The new version changes what the code does, or deprecates it; `exuvia check --fail-on warning` fails."
        }
        (Severity::Warning, false) => {
            "It is likely to be wrong, or will have to change; `exuvia check --fail-on warning` fails."
        }
        (Severity::Note, _) => "It is advice, and fails no run.",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Part, advised, fence, markdown, prose, text, when};
    use crate::finding::Fails;
    use crate::rules::explained::{Advice, Example, Explanation, explanation};

    fn sample() -> Explanation {
        let mut told = explanation("RDS205").unwrap().unwrap();
        told.changes.truncate(2);
        told.example = Some(Example {
            case: "redis/x".to_owned(),
            path: "app.py".to_owned(),
            line: 2,
            message: "`a` is *gone*".to_owned(),
            help: Some("use `b`".to_owned()),
            uncertain: true,
            before: "import a\na.f()\n".to_owned(),
            after: Some("import b\nb.f()\n".to_owned()),
        });
        told.sources = vec!["redis 5.0.1..8.1.0".to_owned()];
        told
    }

    #[test]
    fn a_rule_is_a_page_of_text() {
        insta::assert_snapshot!(text(&sample(), &|heading| format!("[{heading}]")));
    }

    #[test]
    fn a_rule_is_a_page_of_markdown() {
        insta::assert_snapshot!(markdown(&sample(), 2));
    }

    #[test]
    fn what_markdown_would_obey_is_escaped_outside_of_code() {
        assert_eq!(prose("a_b `c_d` <e>"), "a\\_b `c_d` \\<e\\>");
        assert_eq!((fence("x"), fence("```")), ("```", "~~~~"));
    }

    #[test]
    fn of_many_sentences_of_one_form_one_is_said() {
        let advice = |message: &str, help: &str| Advice {
            message: Some(message.to_owned()),
            help: Some(help.to_owned()),
        };
        let told = [
            advice("`a` is gone", "Use `b`."),
            advice("`c` is gone", "Use `d`."),
            advice("`e` is gone", "Use `f`."),
            advice("this reads `a`", "Leave it out."),
            advice("this reads `c`", "Leave it out."),
        ];
        let said: Vec<String> = advised(&told)
            .into_iter()
            .map(|part| match part {
                Part::Item(text) => text,
                _ => unreachable!(),
            })
            .collect();
        let expected = [
            "`a` is gone. Use `b`. (2 more of this form)",
            "This reads `a`. Leave it out.",
            "This reads `c`. Leave it out.",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn each_time_of_failure_is_a_sentence() {
        let all = [Fails::Import, Fails::Call, Fails::Silently, Fails::Never];
        let said: BTreeSet<&str> = all.into_iter().map(when).collect();
        assert!(said.len() == 4 && said.iter().all(|one| one.ends_with('.')));
    }
}
