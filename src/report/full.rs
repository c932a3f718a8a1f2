//! A finding with an excerpt of the code, as compilers show theirs: the place itself, the way the value
//! took, what to do and whether a fix does it.

use std::collections::BTreeMap;
use std::io;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use crate::engine::Outcome;
use crate::finding::{Applicability, Finding, Location, Severity, cell_number};
use crate::report::{offered_fix, place, safe};
use crate::rules::schema::meaning;

/// The narrowest excerpt: in less, nobody sees what is marked.
const NARROWEST: usize = 40;

/// Writes each finding with its excerpts, a blank line behind each. Lines of code are cut to `width` columns, around what
/// is marked; without one, to as many as most terminals do not have.
///
/// # Errors
/// When `out` can't be written.
pub fn write(outcome: &Outcome, width: Option<usize>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut renderer = Renderer::styled();
    if let Some(width) = width {
        renderer = renderer.term_width(width.max(NARROWEST));
    }
    let mut texts = Texts::of(outcome);
    for finding in &outcome.report.findings {
        let excerpts = excerpts(finding, &mut texts);
        let group = title(finding)
            .elements(excerpts.iter().flat_map(Excerpt::elements))
            .elements(advice(finding));
        writeln!(out, "{}\n", renderer.render(&[group]))?;
    }
    Ok(())
}

fn title(finding: &Finding) -> Group<'_> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(safe::line(&finding.message))
        .id(safe::line(&finding.code));
    Group::with_title(title)
}

/// How many places beside its own an excerpt of a finding shows: nobody reads hundreds.
const SHOWN: usize = 16;

/// What to do, and whether a command does it.
fn advice(finding: &Finding) -> Vec<Element<'_>> {
    let mut advice: Vec<Element<'_>> = Vec::new();
    if let Some(help) = &finding.help {
        advice.push(Level::HELP.message(safe::block(help)).into());
    }
    let fix = match offered_fix(finding) {
        Some(Applicability::Safe) => Some("`exuvia fix` rewrites this".into()),
        Some(_) => Some("`exuvia fix --unsafe-fixes` rewrites this; look at what it did".into()),
        None => finding
            .reason
            .as_ref()
            .map(|reason| format!("no rewrite: {}", safe::line(meaning(reason)))),
    };
    let more = finding.related.len().saturating_sub(SHOWN);
    if more > 0 {
        let note = format!("{more} more places take part; `--output-format json` has them all");
        advice.push(Level::NOTE.message(note).into());
    }
    if let Some(fix) = fix {
        advice.push(Level::NOTE.message(fix).into());
    }
    advice
}

/// A place in an excerpt.
struct Mark<'a> {
    location: &'a Location,
    label: Option<&'a str>,
    primary: bool,
}

/// The lines of one file (one cell) that the marks of a finding lie on.
struct Excerpt<'a> {
    path: String,
    section: Option<String>,
    /// Number of the first line of `source`.
    first_line: usize,
    /// Lines as they are shown, joined by line feeds; none when the text is not at hand.
    source: Option<String>,
    marks: Vec<Mark<'a>>,
}

/// The texts of a run, each cut into its lines where one is asked for.
struct Texts<'a> {
    outcome: &'a Outcome,
    lines: BTreeMap<(&'a str, Option<u32>), Vec<&'a str>>,
}

impl<'a> Texts<'a> {
    fn of(outcome: &'a Outcome) -> Self {
        Self {
            outcome,
            lines: BTreeMap::new(),
        }
    }

    /// The lines of a file (of a cell); none if its text is not at hand.
    fn lines(&mut self, location: &Location) -> Option<&[&'a str]> {
        let key = (location.path.clone(), location.cell);
        let ((path, cell), text) = self.outcome.texts.get_key_value(&key)?;
        let held = self.lines.entry((path, *cell));
        Some(held.or_insert_with(|| lines(text).collect()))
    }
}

/// The excerpts of a finding: its own first, then the other files in the order of the way.
fn excerpts<'a>(finding: &'a Finding, texts: &mut Texts<'_>) -> Vec<Excerpt<'a>> {
    let mut groups: Vec<Vec<Mark<'a>>> = vec![vec![Mark {
        location: &finding.location,
        label: None,
        primary: true,
    }]];
    for related in finding.related.iter().take(SHOWN) {
        if related.location == finding.location {
            groups[0][0].label = Some(&related.why);
            continue;
        }
        let mark = Mark {
            location: &related.location,
            label: Some(&related.why),
            primary: false,
        };
        let same_file = |group: &&mut Vec<Mark<'a>>| {
            let first = group[0].location;
            first.path == mark.location.path && first.cell == mark.location.cell
        };
        match groups.iter_mut().find(same_file) {
            Some(group) => group.push(mark),
            None => groups.push(vec![mark]),
        }
    }
    groups
        .into_iter()
        .map(|marks| Excerpt::new(marks, texts))
        .collect()
}

impl<'a> Excerpt<'a> {
    fn new(marks: Vec<Mark<'a>>, texts: &mut Texts<'_>) -> Self {
        let location = marks[0].location;
        let first = marks.iter().map(|mark| mark.location.start.line).min();
        let last = marks.iter().map(|mark| mark.location.end.line).max();
        let first = first.map_or(1, |line| line.max(1) as usize);
        let last = last.map_or(first, |line| line as usize);
        let source = texts
            .lines(location)
            .and_then(|lines| window(lines, first, last));
        Self {
            path: safe::line(&location.path).into_owned(),
            section: location
                .cell
                .map(|cell| format!("cell {}", cell_number(cell))),
            first_line: first,
            source,
            marks,
        }
    }

    /// The excerpt; where the text is not at hand, the places alone.
    fn elements(&self) -> Vec<Element<'_>> {
        if let Some(source) = &self.source {
            return vec![self.snippet(source).into()];
        }
        let places = self.marks.iter().map(|mark| match mark.label {
            Some(label) if !mark.primary => {
                let place = place(mark.location);
                let note = format!("{place}: {}", safe::line(label));
                Level::NOTE.message(note).into()
            }
            _ => self.origin().into(),
        });
        places.collect()
    }

    fn snippet<'b>(&'b self, source: &'b str) -> Snippet<'b, annotate_snippets::Annotation<'b>> {
        let annotations = self.marks.iter().map(|mark| {
            let kind = if mark.primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let offset = |line, column| self.offset(source, line, column);
            let start = offset(mark.location.start.line, mark.location.start.column);
            let end = offset(mark.location.end.line, mark.location.end.column);
            kind.span(start..end.max(start))
                .label(mark.label.map(safe::line))
        });
        Snippet::source(source)
            .path(self.path.as_str())
            .section(self.section.as_deref())
            .line_start(self.first_line)
            .annotations(annotations)
    }

    fn origin(&self) -> Origin<'_> {
        let start = self.marks[0].location.start;
        Origin::path(self.path.as_str())
            .section(self.section.as_deref())
            .line(start.line as usize)
            .char_column(start.column as usize)
    }

    /// Byte offset in the excerpt of a place, kept within its line. Counted from line and column because
    /// a file's own offsets are bytes of an encoding that need not be that of the excerpt.
    fn offset(&self, source: &str, line: u32, column: u32) -> usize {
        let index = (line as usize).saturating_sub(self.first_line);
        let mut line_start = 0;
        for (number, text) in source.split('\n').enumerate() {
            if number == index {
                let characters = (column as usize).saturating_sub(1);
                let within = text.char_indices().nth(characters);
                return line_start + within.map_or(text.len(), |(offset, _)| offset);
            }
            line_start += text.len() + 1;
        }
        source.len()
    }
}

/// Bytes of a line that is shown: each excerpt takes as long as its lines are, and nobody reads longer ones.
const LONGEST: usize = 5_000;

/// The lines from `first` to `last` (from 1, both included), made safe and joined by line feeds; none if
/// the text has no such line, or one that is too long to be shown.
fn window(lines: &[&str], first: usize, last: usize) -> Option<String> {
    let lines = lines.get(first - 1..last.min(lines.len()))?;
    if lines.iter().any(|line| line.len() > LONGEST) {
        return None;
    }
    let lines: Vec<String> = lines
        .iter()
        .map(|line| safe::block(line).into_owned())
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Lines as Python counts them: a line feed, a carriage return or both end one.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.find(['\n', '\r']) else {
            rest = None;
            return Some(text);
        };
        let width = if text[end..].starts_with("\r\n") {
            2
        } else {
            1
        };
        rest = Some(&text[end + width..]);
        Some(&text[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::{lines, write};
    use crate::finding::Severity;
    use crate::report::sample;

    #[test]
    fn findings_show_their_code_the_way_of_the_value_and_what_to_do() {
        insta::assert_snapshot!(sample::plain(|out| write(&sample::outcome(), None, out)));
    }

    #[test]
    fn colours_follow_the_severity() {
        let mut coloured = Vec::new();
        write(&sample::outcome(), None, &mut coloured).expect("memory takes all bytes");
        let text = String::from_utf8_lossy(&coloured).into_owned();
        let titles: Vec<&str> = text.lines().filter(|line| line.contains("01]")).collect();
        insta::assert_debug_snapshot!(titles);
    }

    #[test]
    fn nothing_of_a_project_reaches_the_terminal_as_an_escape() {
        let mut coloured = Vec::new();
        write(&sample::outcome(), None, &mut coloured).expect("memory takes all bytes");
        let text = String::from_utf8_lossy(&coloured).into_owned();
        assert!(text.contains("␛[31mred") && text.contains("␛[2J"), "{text}");
        assert!(!text.contains("\u{1b}[31mred") && !text.contains("\u{1b}[2J"));
    }

    #[test]
    fn a_place_outside_of_its_text_is_shown_at_the_end_instead_of_a_panic() {
        let mut outcome = sample::outcome();
        outcome.report.findings.truncate(1);
        let finding = &mut outcome.report.findings[0];
        finding.severity = Severity::Note;
        finding.related.truncate(1);
        finding.location.start.line = 5;
        finding.location.start.column = 900;
        finding.location.end.line = 900;
        finding.related[0].location.end.line = 2;
        assert!(sample::plain(|out| write(&outcome, None, out)).contains("app/models.py:5"));
    }

    #[test]
    fn of_a_line_that_nobody_reads_the_place_alone_is_shown() {
        let mut outcome = sample::outcome();
        outcome.report.findings.truncate(1);
        let finding = &mut outcome.report.findings[0];
        finding.related.clear();
        let text = format!("{};nestlib.Chat.create()", "x = 1;".repeat(1_000));
        finding.location = sample::locate("app/models.py", None, &text, "nestlib.Chat.create");
        let key = ("app/models.py".to_owned(), None);
        outcome.texts.insert(key, text.as_str().into());
        let shown = sample::plain(|out| write(&outcome, None, out));
        assert!(shown.contains("app/models.py:1:6002"), "{shown}");
        assert!(!shown.contains("nestlib.Chat.create()"), "{shown}");
    }

    #[test]
    fn narrow_terminals_see_what_is_marked_whatever_the_letters_take() {
        let long = "\u{95ee}".repeat(60);
        let text = format!("{long} = nestlib.Chat.create(text=\"{long}\")\n");
        let mut outcome = sample::outcome();
        outcome.report.findings.truncate(1);
        let finding = &mut outcome.report.findings[0];
        finding.related.clear();
        finding.location = sample::locate("app/models.py", None, &text, "nestlib.Chat.create");
        let key = ("app/models.py".to_owned(), None);
        outcome.texts.insert(key, text.as_str().into());
        let shown = [30, 60, 100].map(|width| {
            let shown = sample::plain(|out| write(&outcome, Some(width), out));
            format!("{width} columns:\n{shown}")
        });
        insta::assert_snapshot!(shown.concat());
    }

    #[test]
    fn lines_end_as_python_ends_them() {
        let split: Vec<&str> = lines("a\r\nb\rc\n\nd").collect();
        assert_eq!(split, ["a", "b", "c", "", "d"]);
    }
}
