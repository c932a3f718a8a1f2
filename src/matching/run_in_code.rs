//! The commands that Python code runs: lists of their words, and texts that a shell is given.

use std::ops::Range;

use crate::manifest::{Block, Simple, Word, commands_in};
use crate::syntax::ast::{ExprId, ExprKind, Parent, Span, StmtKind, Tree};
use crate::syntax::query;

/// Functions, by their last names, that run what they are given.
const RUN: [&str; 13] = [
    "Popen",
    "call",
    "check_call",
    "check_output",
    "create_subprocess_shell",
    "exec_command",
    "getoutput",
    "getstatusoutput",
    "local",
    "popen",
    "run",
    "sudo",
    "system",
];

/// The commands of a module, by the function that they stand in.
#[must_use]
pub fn blocks(tree: &Tree, text: &str) -> Vec<Block> {
    let functions: Vec<(Span, &str)> = tree
        .stmts
        .iter()
        .filter_map(|stmt| match &stmt.kind {
            StmtKind::Function(function) => Some((stmt.span, &*function.name.text)),
            _ => None,
        })
        .collect();
    let mut out: Vec<Block> = Vec::new();
    for id in tree.expr_ids() {
        let commands = commands(tree, text, id);
        if commands.is_empty() {
            continue;
        }
        let span = tree.expr(id).span;
        let holds =
            |(around, _): &&(Span, &str)| around.start <= span.start && span.end <= around.end;
        let around = functions
            .iter()
            .filter(holds)
            .map(|(_, name)| (*name).to_owned());
        out.push(Block {
            around: around.collect(),
            place: 0,
            commands,
        });
    }
    out
}

fn commands(tree: &Tree, text: &str, id: ExprId) -> Vec<Simple> {
    match &tree.expr(id).kind {
        ExprKind::List(items) | ExprKind::Tuple(items) if items.len() > 1 => {
            let words = items.iter().map_while(|item| word(tree, text, *item));
            let words: Vec<Word> = words.collect();
            match words.len() > 1 {
                true => vec![Simple {
                    words,
                    ..Simple::default()
                }],
                false => Vec::new(),
            }
        }
        ExprKind::Str { .. } if is_run(tree, id) => word(tree, text, id)
            .filter(|word| word.is_plain)
            .map(|word| commands_in(text, word.inner))
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// Whether a text is the first thing that a call is given which runs it.
fn is_run(tree: &Tree, id: ExprId) -> bool {
    let Parent::Expr(call) = tree.expr(id).parent else {
        return false;
    };
    let ExprKind::Call { function, .. } = &tree.expr(call).kind else {
        return false;
    };
    let name = query::dotted(tree, *function).unwrap_or_default();
    let first = query::arguments(tree.expr(call)).first();
    first.is_some_and(|first| first.value == id) && RUN.contains(&query::last(&name))
}

/// A text as a word, where it stands as it is between its quotes.
fn word(tree: &Tree, text: &str, id: ExprId) -> Option<Word> {
    let value = query::string(tree, id)?;
    let span = tree.expr(id).span;
    let inner = quoted(text, span)?;
    Some(Word {
        text: value.to_owned(),
        is_plain: text[inner.clone()] == *value,
        inner,
    })
}

/// What stands between the quotes of a literal.
fn quoted(text: &str, span: Span) -> Option<Range<usize>> {
    let (start, end) = (span.start as usize, span.end as usize);
    let written = text.get(start..end)?;
    let begin = written.find(['"', '\''])?;
    let body = &written[begin..];
    let marks = ["\"\"\"", "'''", "\"", "'"];
    let mark = marks.into_iter().find(|mark| body.starts_with(mark))?;
    let is_whole = body.len() >= 2 * mark.len() && body.ends_with(mark);
    is_whole.then(|| start + begin + mark.len()..end - mark.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    #[test]
    fn what_code_runs_is_read_and_what_it_says_is_not() {
        let text = "import os, subprocess\ndef back():\n    subprocess.run(['a', 'b', x], check=True)\n    os.system('c 1 && d')\n    print('e f')\n    log(\"run g\", 'h')\nrun(f'i {x}')\n";
        let found = blocks(&parse(text), text);
        let shown: Vec<(String, Vec<String>)> = found
            .iter()
            .map(|block| {
                let words = |one: &Simple| {
                    let words = one.words.iter().map(|word| {
                        assert_eq!(&text[word.inner.clone()], word.text);
                        word.text.as_str()
                    });
                    words.collect::<Vec<_>>().join(" ")
                };
                (
                    block.around.join("/"),
                    block.commands.iter().map(words).collect(),
                )
            })
            .collect();
        let back = "back".to_owned();
        assert_eq!(
            shown,
            [
                (back.clone(), vec!["a b".to_owned()]),
                (back, vec!["c 1".to_owned(), String::new(), "d".to_owned()])
            ]
        );
    }
}
