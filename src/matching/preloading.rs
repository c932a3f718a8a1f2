//! Command lines of servers that load the project's code and fork their workers then, in files beside the code: scripts, images,
//! compose files, process files, units. What they are is data.

use memchr::memmem;

use super::event_loops::{Preloading, TABLE};
use crate::semantic::infer::Analysis;
use crate::semantic::project::{is_within, parent};
use crate::semantic::value::{FileId, UnitId};
use crate::source::variables::code_lines;
use crate::syntax::ast::Span;

/// Lines over which a command line goes on at most.
const LINES: usize = 40;

/// Whether a file spells such a command with its option.
#[must_use]
pub fn may_preload(bytes: &[u8]) -> bool {
    let spells = |word: &String| memmem::find(bytes, word.as_bytes()).is_some();
    let mut rows = TABLE.preloading.iter();
    rows.any(|row| spells(&row.option) && row.commands.iter().any(spells))
}

/// The options that say so, with the functions that run in the workers then: those below the folder that the served module is
/// imported from, or below the file's own where the command names none.
pub(super) fn preloading(analysis: &Analysis<'_>) -> Vec<((FileId, Span), Vec<UnitId>)> {
    let mut out = Vec::new();
    for file in analysis.file_ids() {
        let unit = &analysis.file(file).unit;
        if unit.is_code() || !may_preload(unit.text().as_bytes()) {
            continue;
        }
        for (span, served) in options(unit.text()) {
            let folders = match served.as_deref().map(|one| roots(analysis, file, one)) {
                Some(folders) if !folders.is_empty() => folders,
                _ => vec![parent(unit.display()).to_owned()],
            };
            let units = (0..).map(UnitId).zip(&analysis.units);
            let units = units.filter(|(_, unit)| {
                let path = analysis.file(unit.file).unit.display();
                folders.iter().any(|folder| is_within(path, folder))
            });
            out.push(((file, span), units.map(|(id, _)| id).collect()));
        }
    }
    out
}

/// Where a text gives such a command its option, and the module that the command serves.
fn options(text: &str) -> Vec<(Span, Option<String>)> {
    let lines: Vec<(usize, &str)> = code_lines(text).collect();
    let mut out = Vec::new();
    for row in &TABLE.preloading {
        for (number, (start, line)) in lines.iter().enumerate() {
            let Some(at) = word(line, &row.option) else {
                continue;
            };
            let Some((begin, end)) = command(&lines, number, row) else {
                continue;
            };
            let bound = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            let span = Span::new(bound(start + at), bound(start + at + row.option.len()));
            let mut words = lines[begin..end].iter().flat_map(|(_, line)| words(line));
            let served = words.find_map(|word| {
                let (module, name) = word.split_once(':')?;
                let is_name = |text: &str| {
                    let mut letters = text.chars();
                    let fits = |letter: char| letter.is_alphanumeric() || "_.()".contains(letter);
                    letters.all(fits) && text.starts_with(|one: char| !one.is_numeric())
                };
                (is_name(module) && is_name(name)).then(|| module.to_owned())
            });
            out.push((span, served));
        }
    }
    out
}

/// The lines of the command whose option stands on one of them: from the one that names it, over those that go on with it.
fn command(lines: &[(usize, &str)], option: usize, row: &Preloading) -> Option<(usize, usize)> {
    let names = |line: &str| row.commands.iter().any(|one| word(line, one).is_some());
    let mut begin = option;
    while !names(lines[begin].1) {
        if begin == 0 || option - begin > LINES || !goes_on(lines[begin - 1].1, lines[begin].1) {
            return None;
        }
        begin -= 1;
    }
    let behind = lines.iter().enumerate().skip(option + 1).take(LINES);
    let mut behind = behind.take_while(|(at, (_, line))| goes_on(lines[at - 1].1, line));
    Some((
        begin,
        behind.by_ref().last().map_or(option, |(at, _)| at) + 1,
    ))
}

/// Whether a line goes on with the command of the one before: a shell's, an item of a list, or an option on a line of its own.
fn goes_on(before: &str, line: &str) -> bool {
    let before = before.trim_end();
    let line = line.trim_start();
    before.ends_with(['\\', ',', '[']) || line.starts_with(['-', '"', '\'', '[', ']'])
}

/// Where a line has a word, by itself.
fn word(line: &str, word: &str) -> Option<usize> {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    let mut places = line.match_indices(word).map(|(at, _)| at);
    places.find(|at| {
        let (before, behind) = (&line[..*at], &line[at + word.len()..]);
        !before.ends_with(is_part) && !behind.starts_with(is_part)
    })
}

/// What a shell, or a list, gives a command on a line.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let apart = |letter: char| letter.is_whitespace() || ",[]'\"\\".contains(letter);
    line.split(apart).filter(|word| !word.is_empty())
}

/// The folders from which a module of the project may be imported; those below a file's own folder if there are such.
fn roots(analysis: &Analysis<'_>, file: FileId, module: &str) -> Vec<String> {
    let path = module.replace('.', "/");
    let endings = [format!("{path}.py"), format!("{path}/__init__.py")];
    let mut all: Vec<String> = Vec::new();
    for other in analysis.file_ids() {
        let shown = analysis.file(other).unit.display();
        let mut before = endings
            .iter()
            .filter_map(|one| shown.strip_suffix(one.as_str()));
        if let Some(before) = before.find(|one| one.is_empty() || one.ends_with('/')) {
            all.push(before.trim_end_matches('/').to_owned());
        }
    }
    let own = parent(analysis.file(file).unit.display());
    let near = all
        .iter()
        .filter(|one| *one == own || is_within(one, own))
        .cloned();
    let near: Vec<String> = near.collect();
    if near.is_empty() { all } else { near }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Option<String>)> {
        let found = options(text).into_iter();
        found
            .map(|(span, served)| (&text[span.range()], served))
            .collect()
    }

    #[test]
    fn the_option_is_found_in_every_kind_of_file() {
        let app = || Some("app.main".to_owned());
        for text in [
            "web: gunicorn app.main:app --preload -w 4\n",
            "web: gunicorn --preload app.main:app\n",
            "CMD [\"gunicorn\", \"-w\", \"4\", \"--preload\", \"app.main:app\"]\n",
            "CMD gunicorn \\\n    --workers 4 \\\n    --preload \\\n    app.main:app\n",
            "ENTRYPOINT [\n  \"gunicorn\",\n  \"--preload\",\n  \"app.main:app\"\n]\n",
            "    command: >\n      gunicorn app.main:app\n      -w 4\n      --preload\n",
            "    command:\n      - gunicorn\n      - --preload\n      - app.main:app\n    ports:\n      - x.y:z\n",
            "ExecStart=/srv/venv/bin/gunicorn --preload app.main:create_app()\n",
            "exec python -m gunicorn --preload --bind 0.0.0.0:8000 app.main:app\n",
        ] {
            assert_eq!(found(text), [("--preload", app())], "{text}");
        }
        let text = "ENV GUNICORN_CMD_ARGS=\"--preload --workers=4\"\n";
        assert_eq!(found(text), [("--preload", None)]);
    }

    #[test]
    fn what_is_no_option_of_such_a_command_is_none() {
        for text in [
            "# gunicorn --preload app:app\n",
            "gunicorn app:app\nnode --preload x\n",
            "gunicorn app:app --preload-app\n",
            "my-gunicorn --preload\n",
            "RUN pip install gunicorn\n\nCMD serve --preload\n",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
