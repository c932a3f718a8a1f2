//! Patterns of shell commands: `git checkout {from:HEAD~*} -- {file}`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use regex::Regex;
use regex_syntax::ast::parse::Parser;
use serde::Deserialize;

use crate::manifest::{Simple, Word};

/// What the holes of a pattern stand for.
pub type Bound = BTreeMap<String, String>;

/// Words behind one of which another command may begin: `docker compose exec web pytest`, `python -m pytest`.
const RUNNERS: [&str; 12] = [
    "--", "-m", "env", "exec", "nohup", "run", "ssh", "sudo", "time", "timeout", "uvx", "xargs",
];

/// Words that a command may stand behind and that run nothing themselves.
const LEADERS: [&str; 7] = ["!", "@", "do", "else", "if", "then", "until"];

/// Programs that say what they are given.
const SAYING: [&str; 4] = [":", "alias", "echo", "printf"];

/// A pattern of a command.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct Pattern {
    program: Glob,
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
enum Part {
    /// A word behind the one before it, whatever stands between.
    Word(Glob),
    /// An option, anywhere.
    Option(String),
    /// An option with a value, anywhere.
    Valued(String, Glob),
    /// No word may be like this.
    Never(Glob),
    /// A file that is read from in the program's place.
    Reads(Glob),
    /// A file that what is printed goes to.
    Writes(Glob),
}

/// A word with holes: `*` is any text, `%` one without dots and quotes, `#` a number, `(a|b)` one of several, `{name}` and `{name:…}` a hole that keeps what
/// it stands for. A hole that is filled already is that text. What stands behind `\` is meant as it is.
#[derive(Debug, Clone)]
struct Glob {
    text: String,
    /// The expression, where it has no hole that may be filled already.
    fixed: OnceLock<Option<Regex>>,
}

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut words = text.split_whitespace();
        let program = words.next().ok_or("a pattern names a program")?;
        let program = Glob::new(program)?;
        let mut parts = Vec::new();
        while let Some(word) = words.next() {
            let mut target = || words.next().ok_or(format!("`{text}`: a file is missing"));
            parts.push(match word {
                "<" => Part::Reads(Glob::new(target()?)?),
                ">" => Part::Writes(Glob::new(target()?)?),
                _ => match (word.strip_prefix('!'), word.split_once('=')) {
                    (Some(rest), _) => Part::Never(Glob::new(rest)?),
                    (None, Some((option, value))) if option.starts_with('-') => {
                        Part::Valued(option.to_owned(), Glob::new(value)?)
                    }
                    (None, _) if word.starts_with('-') && word != "--" => {
                        Part::Option(word.to_owned())
                    }
                    (None, _) => Part::Word(Glob::new(word)?),
                },
            });
        }
        Ok(Self { program, parts })
    }
}

impl Pattern {
    /// What files spell in which such a command stands: of each list one text, and whether that is a word by itself.
    #[must_use]
    pub fn spelled(&self) -> Vec<(Vec<&str>, bool)> {
        let parts = self.parts.iter().filter_map(|part| match part {
            Part::Word(glob) => Some((glob, true)),
            // The value may follow its option at once.
            Part::Valued(_, glob) => Some((glob, false)),
            _ => None,
        });
        // A program of which only the beginning is said is named in much that runs something else.
        let is_named = between_bars(&self.program.text).len() > 1
            || alternatives(&self.program.text) == [self.program.text.as_str()];
        let program = (is_named || self.parts.is_empty()).then_some((&self.program, true));
        let parts = parts.chain(program);
        let texts = parts.flat_map(|(glob, is_word)| {
            let is_whole =
                move |texts: &Vec<&str>| is_word && texts.first() == Some(&glob.text.as_str());
            let lists = pieces(&glob.text).into_iter();
            lists.map(move |texts| (is_whole(&texts), texts))
        });
        let texts = texts.map(|(is_whole, texts)| (texts, is_whole));
        let options = self.parts.iter().filter_map(|part| match part {
            Part::Option(option) | Part::Valued(option, _) => Some((vec![option.as_str()], false)),
            _ => None,
        });
        let texts = texts.chain(options);
        texts.filter(|(texts, _)| !texts.is_empty()).collect()
    }

    /// The names of its holes.
    pub fn holes(&self) -> impl Iterator<Item = &str> {
        let globs = self.parts.iter().filter_map(|part| match part {
            Part::Word(glob) | Part::Valued(_, glob) | Part::Reads(glob) | Part::Writes(glob) => {
                Some(glob)
            }
            Part::Option(_) | Part::Never(_) => None,
        });
        globs.flat_map(|glob| holes(&glob.text))
    }

    /// The ways in which a command is like the pattern: where the program stands among its words, and what the holes stand
    /// for, those included that are filled already.
    #[must_use]
    pub fn fits(&self, command: &Simple, filled: &Bound) -> Vec<(usize, Bound)> {
        let begins = starts(&command.words).into_iter();
        let ways = begins.flat_map(|at| {
            let text = command.words[at].text.as_str();
            let name = text.rsplit(['/', '\\']).next().unwrap_or_default();
            let bound = self.program.fits(name, filled);
            let words = &command.words[at + 1..];
            let behind = bound.map(|bound| self.fits_behind(words, command, bound));
            let behind = behind.unwrap_or_default().into_iter();
            behind.map(move |bound| (at, bound))
        });
        ways.collect()
    }

    fn fits_behind(&self, words: &[Word], command: &Simple, bound: Bound) -> Vec<Bound> {
        let one_of = |texts: Vec<&str>, glob: &Glob, bound: &Bound| -> Vec<Bound> {
            let texts = texts.into_iter();
            texts.filter_map(|text| glob.fits(text, bound)).collect()
        };
        // How many words lie behind, with what the holes stand for.
        let mut ways = vec![(0, bound)];
        for part in &self.parts {
            let mut next = Vec::new();
            for (from, bound) in ways {
                let here = |found: Vec<Bound>| found.into_iter().map(move |one| (from, one));
                match part {
                    Part::Word(glob) => {
                        let rest = words.iter().enumerate().skip(from);
                        next.extend(rest.filter_map(|(at, word)| {
                            Some((at + 1, glob.fits(&word.text, &bound)?))
                        }));
                    }
                    Part::Option(option) => {
                        if words.iter().any(|word| word.text == *option) {
                            next.push((from, bound));
                        }
                    }
                    Part::Never(glob) => {
                        if !words
                            .iter()
                            .any(|word| glob.fits(&word.text, &bound).is_some())
                        {
                            next.push((from, bound));
                        }
                    }
                    Part::Valued(option, glob) => {
                        let given = values(words, option).collect();
                        next.extend(here(one_of(given, glob, &bound)));
                    }
                    Part::Reads(glob) | Part::Writes(glob) => {
                        let files = match part {
                            Part::Reads(_) => &command.reads,
                            _ => &command.writes,
                        };
                        let files = files.iter().map(|word| word.text.as_str());
                        next.extend(here(one_of(files.collect(), glob, &bound)));
                    }
                }
            }
            ways = next;
        }
        ways.into_iter().map(|(_, bound)| bound).collect()
    }
}

/// Where commands may begin among words.
fn starts(words: &[Word]) -> Vec<usize> {
    let Some(first) = words.iter().position(|word| !is_leader(&word.text)) else {
        return Vec::new();
    };
    if SAYING.contains(&words[first].text.as_str()) {
        return Vec::new();
    }
    let is_runner = |word: &Word| RUNNERS.contains(&word.text.as_str());
    let runner = words[first..].iter().position(is_runner);
    let later = runner.map_or(words.len(), |at| first + at + 1)..words.len();
    std::iter::once(first).chain(later).collect()
}

/// Whether a word stands before the program: a variable that is set, a word of the shell.
fn is_leader(word: &str) -> bool {
    let sets = word.split_once('=').is_some_and(|(name, _)| {
        let is_letter = |one: char| one.is_ascii_alphanumeric() || one == '_';
        !name.is_empty() && name.chars().all(is_letter)
    });
    sets || LEADERS.contains(&word)
}

/// The values that an option is given: `-X a`, `-Xa`, `--x a`, `--x=a`.
fn values<'w>(words: &'w [Word], option: &'w str) -> impl Iterator<Item = &'w str> {
    words.iter().enumerate().filter_map(move |(at, word)| {
        let rest = word.text.strip_prefix(option)?;
        match rest.strip_prefix('=') {
            Some(value) => Some(value),
            None if rest.is_empty() => words.get(at + 1).map(|next| next.text.as_str()),
            None => (!option.starts_with("--")).then_some(rest),
        }
    })
}

impl Glob {
    fn new(text: &str) -> Result<Self, String> {
        let glob = Self {
            text: text.to_owned(),
            fixed: OnceLock::new(),
        };
        // To compile all patterns takes a tenth of a short run; most are asked about nothing.
        expression(text, &Bound::new())
            .filter(|one| Parser::new().parse(one).is_ok())
            .ok_or_else(|| format!("`{text}` is no pattern of a word"))?;
        Ok(glob)
    }

    /// What the holes stand for where a word is like this, with what is filled already.
    fn fits(&self, word: &str, filled: &Bound) -> Option<Bound> {
        let make =
            |filled: &Bound| expression(&self.text, filled).and_then(|one| Regex::new(&one).ok());
        if !self.text.contains('{') {
            let regex = self.fixed.get_or_init(|| make(&Bound::new()));
            return regex.as_ref()?.is_match(word).then(|| filled.clone());
        }
        let regex = make(filled)?;
        let captures = regex.captures(word)?;
        let mut bound = filled.clone();
        for name in holes(&self.text) {
            if let Some(found) = captures.name(name) {
                bound.insert(name.to_owned(), found.as_str().to_owned());
            }
        }
        Some(bound)
    }
}

/// The patterns between the `|` of a text that stand in no brackets.
fn between_bars(text: &str) -> Vec<&str> {
    let (mut out, mut start, mut depth, mut is_escaped) = (Vec::new(), 0, 0, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if std::mem::take(&mut is_escaped) => {}
            '\\' => is_escaped = true,
            '(' | '{' => depth += 1,
            ')' | '}' => depth -= 1,
            '|' if depth == 0 => {
                out.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    out.push(&text[start..]);
    out
}

/// Texts of which one stands in each word that is like one of the patterns between `|`; none if one of those has none.
fn alternatives(text: &str) -> Vec<&str> {
    let out: Vec<Vec<&str>> = between_bars(text).into_iter().map(spelled).collect();
    match out.iter().any(Vec::is_empty) {
        true => Vec::new(),
        false => out.concat(),
    }
}

/// Texts of which one stands in each word that is like a pattern: those whose shortest is the longest.
fn spelled(text: &str) -> Vec<&str> {
    lists(text).into_iter().fold(Vec::new(), better)
}

/// A text this short is spelled by most files.
const SHORT: usize = 3;

/// Lists of texts of each of which one stands in each word that is like a pattern: the best one, and all that say much.
fn pieces(text: &str) -> Vec<Vec<&str>> {
    let best = alternatives(text);
    if between_bars(text).len() > 1 {
        return vec![best];
    }
    let others = lists(text).into_iter();
    let others = others.filter(|list| *list != best && least(list) >= SHORT);
    let others: Vec<Vec<&str>> = others.collect();
    [vec![best], others].concat()
}

/// What stands in each word that is like a pattern without alternatives: of each list one text.
fn lists(text: &str) -> Vec<Vec<&str>> {
    let mut out = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(['\\', '*', '#', '%', '(', '{']);
        let (piece, hole) = rest.split_at(end.unwrap_or(rest.len()));
        out.push(vec![piece]);
        let mut letters = hole.chars();
        rest = match letters.next() {
            Some('\\') => {
                letters.next();
                letters.as_str()
            }
            Some(opening @ ('(' | '{')) => {
                let inner = inside(hole);
                let pattern = match opening {
                    '(' => Some(inner),
                    _ => inner.split_once(':').map(|(_, pattern)| pattern),
                };
                out.extend(pattern.map(alternatives));
                hole.get(inner.len() + 2..).unwrap_or_default()
            }
            _ => letters.as_str(),
        };
    }
    out
}

/// The length of the shortest of some texts: the longer it is, the fewer files spell one of them.
pub(crate) fn least(texts: &[&str]) -> usize {
    texts
        .iter()
        .map(|text| text.len())
        .min()
        .unwrap_or_default()
}

/// Of two lists of texts the one that fewer files spell one of.
fn better<'t>(one: Vec<&'t str>, other: Vec<&'t str>) -> Vec<&'t str> {
    if least(&other) > least(&one) {
        other
    } else {
        one
    }
}

/// What stands between the bracket that a text begins with and the one that closes it.
fn inside(text: &str) -> &str {
    let (mut depth, mut is_escaped) = (0, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if std::mem::take(&mut is_escaped) => {}
            '\\' => is_escaped = true,
            '(' | '{' => depth += 1,
            ')' | '}' if depth == 1 => return &text[1..at],
            ')' | '}' => depth -= 1,
            _ => {}
        }
    }
    &text[1..]
}

/// The names of the holes of a word.
fn holes(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| {
        let end = rest.find([':', '}'])?;
        Some(&rest[..end])
    })
}

/// A word's pattern as a regular expression; none if its brackets do not close.
fn expression(text: &str, filled: &Bound) -> Option<String> {
    let mut out = String::from("(?s)^");
    let mut open = Vec::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        match letter {
            '\\' => {
                let next = rest.chars().next()?;
                rest = &rest[next.len_utf8()..];
                out.push_str(&regex::escape(next.encode_utf8(&mut [0; 4])));
            }
            '*' => out.push_str(".*?"),
            '#' => out.push_str("[0-9]+"),
            '%' => out.push_str("[^.'\"]*"),
            '(' => {
                out.push_str("(?:");
                open.push(')');
            }
            '|' => out.push('|'),
            ')' | '}' => {
                (open.pop() == Some(letter)).then_some(())?;
                out.push(')');
            }
            '{' => {
                let end = rest.find([':', '}'])?;
                let name = &rest[..end];
                let is_plain = rest[end..].starts_with('}');
                rest = &rest[end + 1..];
                match (filled.get(name), is_plain) {
                    (Some(value), true) => out.push_str(&regex::escape(value)),
                    (Some(_), false) => return None,
                    (None, true) => out.push_str(&format!("(?P<{name}>.*?)")),
                    (None, false) => {
                        out.push_str(&format!("(?P<{name}>"));
                        open.push('}');
                    }
                }
            }
            _ => out.push_str(&regex::escape(letter.encode_utf8(&mut [0; 4]))),
        }
    }
    open.is_empty().then(|| format!("{out}$"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(pattern: &str) -> Vec<(Vec<String>, bool)> {
        let pattern = Pattern::try_from(pattern.to_owned()).expect("a pattern");
        let lists = pattern.spelled().into_iter();
        let owned = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect();
        lists.map(|(list, whole)| (owned(list), whole)).collect()
    }

    #[test]
    fn of_each_word_that_has_one_a_text_is_spelled() {
        let list =
            |texts: &[&str], whole| (texts.iter().map(|one| (*one).to_owned()).collect(), whole);
        assert_eq!(
            spelled("cp {file:*(requirements*.(txt|in)|Pipfile|.lock)} {file}(.|_)* *"),
            [
                list(&["requirements", "Pipfile", ".lock"], false),
                list(&[".", "_"], false),
                list(&["cp"], true),
            ]
        );
        assert_eq!(
            spelled("git show {from:HEAD(~|^)*}:x -q !--stat* > {file}"),
            [
                list(&["show"], true),
                list(&["HEAD"], false),
                list(&["git"], true),
                list(&["-q"], false),
            ]
        );
        assert_eq!(
            spelled("curl -X=POST a\\*b (c|*)"),
            [
                list(&["POST"], false),
                list(&["a"], false),
                list(&["curl"], true),
                list(&["-X"], false),
            ]
        );
        assert_eq!(
            spelled(r"python* -c=*store*Store\(\)*(ping|pong)\(*"),
            [
                list(&["store"], false),
                list(&["Store"], false),
                list(&["ping", "pong"], false),
                list(&["-c"], false),
            ]
        );
    }
}
