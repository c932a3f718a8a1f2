//! Where a project runs commands of a package's own command line: in strings and lists that calls are given, and in
//! files beside the code (scripts, Makefiles, Dockerfiles, CI).

use super::found::Found;
use crate::rules::active::ActivePack;
use crate::rules::command::Command;
use crate::semantic::infer::Analysis;
use crate::semantic::value::FileId;
use crate::source::variables::code_lines;
use crate::syntax::ast::{ExprId, ExprKind, Parent, Span, StmtKind, Tree};
use crate::syntax::query;

/// What stands before a command in a line of a shell, beside spaces.
const BEFORE: &[char] = &['"', '\'', '`', '(', ';', '&', '|', '@', '[', '/', '-', '!'];

/// The places that run commands of a pack which its new version lacks.
#[must_use]
pub fn commands(analysis: &Analysis<'_>, pack: usize) -> Vec<Found> {
    let active = &analysis.external.packs[pack];
    let rows: Vec<&Command> = active.commands().collect();
    let mut out = Vec::new();
    if rows.is_empty() {
        return out;
    }
    for (id, file) in (0..).map(FileId).zip(analysis.files) {
        let text = file.unit.text();
        if !file.unit.is_code() {
            let found = in_lines(text, &rows).into_iter();
            out.extend(found.map(|(span, row, old)| report(row, old, id, span)));
        } else if spells_one(active, text) {
            let found = in_code(&file.tree, text, &rows).into_iter();
            out.extend(found.map(|(span, row, old)| report(row, old, id, span)));
        }
    }
    out
}

/// Whether code spells the first two words of a command, one behind the other or as items.
fn spells_one(active: &ActivePack, text: &str) -> bool {
    active.commands().flat_map(Command::heads).any(|head| {
        let mut words = head.split(' ');
        words.all(|word| text.contains(word))
    })
}

fn report(row: &Command, old: &str, file: FileId, span: Span) -> Found {
    Found {
        code: row.code.clone(),
        name: row.name.clone(),
        severity: row.severity,
        fails: row.fails,
        message: row.message(old),
        help: Some(row.help.clone()),
        old: Some(old.to_owned()),
        new: row.new.clone(),
        breaks: Some(row.breaks.clone()),
        reason: Some(match row.new {
            Some(_) => "needs-decision",
            None => "no-counterpart",
        }),
        file,
        span,
        draft: None,
        related: Vec::new(),
    }
}

type Hit<'r> = (Span, &'r Command, &'r str);

/// The command that words begin with.
fn named<'r>(words: &[&str], rows: &[&'r Command]) -> Option<(&'r Command, &'r str)> {
    rows.iter().find_map(|row| {
        let old = row.olds.iter().find(|old| {
            let mut wanted = old.split(' ').enumerate();
            wanted.all(|(at, word)| words.get(at) == Some(&word))
        })?;
        Some((*row, old.as_str()))
    })
}

/// The commands in the lines of a file beside the code.
fn in_lines<'r>(text: &str, rows: &[&'r Command]) -> Vec<Hit<'r>> {
    let mut out = Vec::new();
    for (start, code) in code_lines(text) {
        for row in rows {
            for old in &row.olds {
                let places = code.match_indices(old.as_str()).map(|(at, _)| at);
                out.extend(places.filter(|at| stands_alone(code, *at, old)).map(|at| {
                    let bound = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                    let span = Span::new(bound(start + at), bound(start + at + old.len()));
                    (span, *row, old.as_str())
                }));
            }
        }
    }
    out.sort_by_key(|one| one.0);
    out
}

/// Whether a command at a place of a line is whole: no word goes on before it or behind it.
fn stands_alone(line: &str, at: usize, command: &str) -> bool {
    let before = line[..at].chars().next_back();
    let behind = line[at + command.len()..].chars().next();
    before.is_none_or(|letter| letter.is_whitespace() || BEFORE.contains(&letter))
        && behind
            .is_none_or(|letter| !letter.is_alphanumeric() && !matches!(letter, '.' | '_' | '-'))
}

/// The commands in strings and displays of code that something is given.
fn in_code<'r>(tree: &Tree, text: &str, rows: &[&'r Command]) -> Vec<Hit<'r>> {
    let ids = tree.expr_ids().filter(|id| !is_said(tree, *id));
    ids.filter_map(|id| {
        let span = tree.expr(id).span;
        let (row, old) = match &tree.expr(id).kind {
            ExprKind::Str {
                value,
                bytes: false,
                ..
            } => named(&words(value), rows),
            ExprKind::Interpolated(_) => {
                let written = &text[span.start as usize..span.end as usize];
                let begins = written.find(['"', '\'']).unwrap_or_default();
                named(
                    &words(written[begins..].trim_start_matches(['"', '\''])),
                    rows,
                )
            }
            ExprKind::List(items) | ExprKind::Tuple(items) => {
                let items: Vec<&str> = items
                    .iter()
                    .map_while(|item| query::string(tree, *item))
                    .collect();
                named(&items, rows)
            }
            _ => None,
        }?;
        Some((span, row, old))
    })
    .collect()
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().take(4).collect()
}

/// Whether a string is only a text: a statement of its own, as documentation is.
fn is_said(tree: &Tree, id: ExprId) -> bool {
    matches!(tree.expr(id).parent, Parent::Stmt(stmt) if matches!(tree.stmt(stmt).kind, StmtKind::Expr(_)))
}
