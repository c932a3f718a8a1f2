//! Where an import goes for which no other import gives a place.

use crate::rewrite::imports::ImportNeed;
use crate::rewrite::imports::written::{statements, wrapped};
use crate::rewrite::lines::Layout;
use crate::rewrite::operation::Operation;
use crate::rewrite::slots::{insert_statement_after, insert_statement_before};
use crate::semantic::python;
use crate::syntax::ast::{Block, ExprId, ExprKind, StmtId, StmtKind, Tree};
use crate::syntax::query::blocks;

/// Operations that import `needs` at the top of the module, or of the compound statement `scope`.
pub(super) fn place(
    tree: &Tree,
    text: &str,
    scope: Option<StmtId>,
    needs: &[&ImportNeed],
) -> Vec<Operation> {
    if needs.is_empty() {
        return Vec::new();
    }
    if let Some(scope) = scope {
        return within(tree, text, scope, &statements(needs))
            .into_iter()
            .collect();
    }
    let (standard, others): (Vec<&ImportNeed>, Vec<&ImportNeed>) =
        needs.iter().partition(|need| is_standard(need));
    let head = Head::of(tree);
    match (head.first_import, head.last_import) {
        (Some(first), Some(last)) => {
            let mut operations = Vec::new();
            if !standard.is_empty() {
                let lines = statements(&standard);
                let block = block_from(tree, text, first).into_iter();
                let block: Vec<_> = block.take_while(|id| is_of_python(tree, *id)).collect();
                let sorted = keys(tree, text, &block).is_sorted();
                match block.last().filter(|_| sorted) {
                    Some(last) => operations.extend(among(tree, text, *last, &lines)),
                    None => operations.push(line_before(
                        tree,
                        text,
                        (first, !head.has_python(tree)),
                        &lines,
                    )),
                }
            }
            let others = statements(&others);
            match head
                .place_of_a_group(tree, text)
                .filter(|_| !others.is_empty())
            {
                Some(group) => operations.extend(group.made(tree, text, &others)),
                None => {
                    let last = head.last_of_others(tree, text).unwrap_or(last);
                    operations.extend(among(tree, text, last, &others));
                }
            }
            operations
        }
        _ => {
            let mut lines = statements(&standard);
            if !standard.is_empty() && !others.is_empty() {
                lines.push(String::new());
            }
            lines.extend(statements(&others));
            vec![after_head(tree, text, &head, &lines)]
        }
    }
}

/// Whether an import stands among those of the standard library.
pub(super) fn is_standard(need: &ImportNeed) -> bool {
    is_module_of_python(need.root())
}

fn is_module_of_python(root: &str) -> bool {
    python::modules().any(|one| one == root)
}

/// The first part of the first module that a statement imports; none of an import beside the file.
fn root(tree: &Tree, id: StmtId) -> Option<&str> {
    let path = match &tree.stmt(id).kind {
        StmtKind::Import(clauses) => &clauses.first()?.module.text,
        StmtKind::ImportFrom {
            module, level: 0, ..
        } => &module.text,
        _ => return None,
    };
    Some(path.split('.').next().unwrap_or(path))
}

fn is_of_python(tree: &Tree, id: StmtId) -> bool {
    root(tree, id).is_some_and(is_module_of_python)
}

/// Whether no other import stands on the line above one, nor on the one below.
pub(super) fn stands_alone(tree: &Tree, text: &str, stmt: StmtId) -> bool {
    let mut behind = tree.body.iter().skip_while(|id| **id != stmt).skip(1);
    let follows = behind.next().is_some_and(|next| {
        let is_import = matches!(
            tree.stmt(*next).kind,
            StmtKind::Import(_) | StmtKind::ImportFrom { .. }
        );
        let between =
            &text[tree.stmt(stmt).span.end as usize..tree.stmt(*next).span.start as usize];
        is_import && matches!(between, "\n" | "\r\n")
    });
    !follows && block_of(tree, text, stmt).len() == 1
}

/// What a module begins with.
struct Head {
    /// The docstring or the last `__future__` import.
    preamble: Option<StmtId>,
    /// The first import that is not from `__future__`.
    first_import: Option<StmtId>,
    /// The last import of those at the top.
    last_import: Option<StmtId>,
    /// What comes behind the preamble.
    rest: Option<StmtId>,
}

impl Head {
    fn of(tree: &Tree) -> Self {
        let mut head = Self {
            preamble: None,
            first_import: None,
            last_import: None,
            rest: None,
        };
        for (index, &id) in tree.body.iter().enumerate() {
            let kind = &tree.stmt(id).kind;
            if is_future(kind) || index == 0 && is_docstring(tree, kind) {
                head.preamble = Some(id);
                continue;
            }
            // What stands for a magic of a notebook: packages are installed before they are imported.
            if is_number(tree, kind) {
                continue;
            }
            head.rest = head.rest.or(Some(id));
            match kind {
                StmtKind::Import(_) | StmtKind::ImportFrom { .. } => {
                    head.first_import = head.first_import.or(Some(id));
                    head.last_import = Some(id);
                }
                // Imports that may fail stand among the others.
                StmtKind::Try { .. } | StmtKind::If { .. } => {}
                // What a module says of itself stands above its imports.
                StmtKind::Assign { targets, .. }
                    if targets.iter().all(|id| is_dunder(tree, *id)) => {}
                _ => break,
            }
        }
        head
    }

    /// Whether one of the imports at the top is Python's own.
    fn has_python(&self, tree: &Tree) -> bool {
        let is_last = |id: &StmtId| Some(*id) == self.last_import;
        let end = tree.body.iter().position(is_last).unwrap_or(0);
        tree.body[..=end].iter().any(|id| is_of_python(tree, *id))
    }

    /// Where packages' imports stand if there are none yet: between those of Python and those of the project, as far as these
    /// stand apart.
    fn place_of_a_group(&self, tree: &Tree, text: &str) -> Option<Group> {
        let is_end = |id: &StmtId| Some(*id) == self.last_import;
        let end = tree.body.iter().position(is_end)?;
        let (mut python, mut own) = (None, None);
        for id in &tree.body[..=end] {
            match &tree.stmt(*id).kind {
                StmtKind::ImportFrom { level, .. } if *level > 0 => own = own.or(Some(*id)),
                kind if is_future(kind) => {}
                StmtKind::Import(_) | StmtKind::ImportFrom { .. } if is_of_python(tree, *id) => {
                    own.is_none().then_some(())?;
                    python = Some(*id);
                }
                StmtKind::Import(_) | StmtKind::ImportFrom { .. } => return None,
                StmtKind::Expr(_) | StmtKind::Assign { .. }
                    if python.is_none() && own.is_none() => {}
                _ => return None,
            }
        }
        let apart = match (python, own) {
            (Some(_), Some(own)) => block_of(tree, text, own).len() == 1,
            _ => true,
        };
        match (python, own) {
            (Some(python), _) if apart => Some(Group::Behind(python)),
            (None, Some(own)) => Some(Group::Before(own)),
            _ => None,
        }
    }

    /// The last import of the first block that has one of a package, if nothing but imports follows up to the last:
    /// the project's own stand in blocks behind it.
    fn last_of_others(&self, tree: &Tree, text: &str) -> Option<StmtId> {
        let is_end = |id: &StmtId| Some(*id) == self.last_import;
        let end = tree.body.iter().position(is_end)?;
        let mut others = tree.body[..=end].iter().copied().skip_while(|id| {
            root(tree, *id).is_none_or(|root| root == "__future__" || is_module_of_python(root))
        });
        let first = others.next()?;
        let mut behind = others.map(|id| &tree.stmt(id).kind);
        let only =
            behind.all(|kind| matches!(kind, StmtKind::Import(_) | StmtKind::ImportFrom { .. }));
        let block = block_from(tree, text, first);
        block.last().copied().filter(|_| only)
    }
}

/// A group of imports that is made, with a blank line between it and the next one.
enum Group {
    Behind(StmtId),
    Before(StmtId),
}

impl Group {
    fn made(&self, tree: &Tree, text: &str, lines: &[String]) -> Option<Operation> {
        let joined = wrapped_all(lines, "\n");
        match self {
            Self::Behind(stmt) => {
                // Before functions that are added at the same place.
                let inserted = insert_statement_after(tree, text, *stmt, &format!("\n{joined}"));
                inserted.map(|one| one.on_layer(Operation::OUTERMOST - 1))
            }
            Self::Before(stmt) => Some(line_before(tree, text, (*stmt, true), lines)),
        }
    }
}

/// `from __future__ import …`, before which nothing may stand.
fn is_future(kind: &StmtKind) -> bool {
    matches!(kind, StmtKind::ImportFrom { module, level: 0, .. } if &*module.text == "__future__")
}

/// `__name__`
fn is_dunder(tree: &Tree, id: ExprId) -> bool {
    matches!(&tree.expr(id).kind, ExprKind::Name(name) if name.starts_with("__") && name.ends_with("__"))
}

fn is_number(tree: &Tree, kind: &StmtKind) -> bool {
    matches!(kind, StmtKind::Expr(value) if matches!(tree.expr(*value).kind, ExprKind::Number(_)))
}

fn is_docstring(tree: &Tree, kind: &StmtKind) -> bool {
    match kind {
        StmtKind::Expr(value) => {
            matches!(tree.expr(*value).kind, ExprKind::Str { bytes: false, .. })
        }
        _ => false,
    }
}

/// Among the imports that end with `last`: where the order of the names wants it if they stand in that
/// order, else behind them.
fn among(tree: &Tree, text: &str, last: StmtId, lines: &[String]) -> Vec<Operation> {
    let block = block_of(tree, text, last);
    let keys = keys(tree, text, &block);
    let mut operations = Vec::new();
    let mut behind = Vec::new();
    for line in lines {
        let next = keys.iter().position(|key| order(line) < *key);
        match next.filter(|_| keys.is_sorted()) {
            Some(next) => operations.push(line_before(
                tree,
                text,
                (block[next], false),
                std::slice::from_ref(line),
            )),
            None => behind.push(line.clone()),
        }
    }
    if !behind.is_empty() {
        let inserted = insert_statement_after(tree, text, last, &wrapped_all(&behind, "\n"));
        // Before functions that are added at the same place.
        operations.extend(inserted.map(|one| one.on_layer(Operation::OUTERMOST - 1)));
    }
    operations
}

/// The imports on the lines directly above `last`, and it.
fn block_of(tree: &Tree, text: &str, last: StmtId) -> Vec<StmtId> {
    let mut block = vec![last];
    let end = tree.body.iter().position(|id| *id == last).unwrap_or(0);
    for id in tree.body[..end].iter().rev() {
        let below = tree.stmt(block[block.len() - 1]).span.start;
        let stmt = tree.stmt(*id);
        let between = &text[stmt.span.end as usize..below as usize];
        let is_import = matches!(stmt.kind, StmtKind::Import(_) | StmtKind::ImportFrom { .. });
        if !is_import || is_future(&stmt.kind) || !matches!(between, "\n" | "\r\n") {
            break;
        }
        block.push(*id);
    }
    block.reverse();
    block
}

/// An import and those on the lines directly below it.
fn block_from(tree: &Tree, text: &str, first: StmtId) -> Vec<StmtId> {
    let below = tree.body.iter().skip_while(|id| **id != first).copied();
    let mut block: Vec<StmtId> = Vec::new();
    for id in below {
        let is_import = matches!(
            tree.stmt(id).kind,
            StmtKind::Import(_) | StmtKind::ImportFrom { .. }
        );
        let follows = block.last().is_none_or(|above| {
            let between = tree.stmt(*above).span.end as usize..tree.stmt(id).span.start as usize;
            matches!(&text[between], "\n" | "\r\n")
        });
        if !is_import || !follows {
            break;
        }
        block.push(id);
    }
    block
}

fn keys(tree: &Tree, text: &str, block: &[StmtId]) -> Vec<(bool, String)> {
    let statements = block.iter();
    statements
        .map(|id| order(&text[tree.stmt(*id).span.range()]))
        .collect()
}

/// What import statements are sorted by: whole modules first, then by the module's name.
pub(super) fn order(statement: &str) -> (bool, String) {
    let mut words = statement.split_whitespace();
    let from = words.next() == Some("from");
    let module = words.next().unwrap_or_default();
    (from, module.trim_end_matches(',').to_lowercase())
}

/// Statements at the top of a module with `line_break` between their lines, none of them too long.
fn wrapped_all(lines: &[String], line_break: &str) -> String {
    let lines: Vec<String> = lines.iter().map(|line| wrapped(line, 0)).collect();
    lines.join("\n").replace('\n', line_break)
}

/// Directly before a statement, below the comments above it; as a group of its own behind a blank line.
fn line_before(
    tree: &Tree,
    text: &str,
    (stmt, is_group): (StmtId, bool),
    lines: &[String],
) -> Operation {
    let layout = Layout::of(tree, text);
    let start = tree.stmt(stmt).span.start;
    let line_break = layout.line_break(start);
    let lines = wrapped_all(lines, line_break);
    let at = layout.line_start(start);
    let behind = line_break.repeat(1 + usize::from(is_group));
    Operation::insert(at, format!("{lines}{behind}")).on_layer(Operation::OUTERMOST)
}

/// A first import, set off by blank lines.
fn after_head(tree: &Tree, text: &str, head: &Head, lines: &[String]) -> Operation {
    let layout = Layout::of(tree, text);
    let is_blank = |at: u32| layout.skip_blanks(at) == layout.line_end(at);
    let at_end = |at: u32| at == layout.end();
    let (at, lead) = match (head.preamble, head.rest) {
        (Some(preamble), _) => {
            let end = tree.stmt(preamble).span.end;
            let at = layout.next_line(end);
            let open_line = at == layout.line_end(end);
            (at, 1 + usize::from(open_line))
        }
        (None, Some(rest)) => (above_comments(layout, tree.stmt(rest).span.start), 0),
        (None, None) => (
            layout.end(),
            usize::from(!text.is_empty() && !text.ends_with('\n')),
        ),
    };
    let line_break = layout.line_break(at.saturating_sub(1));
    let mut inserted = line_break.repeat(lead);
    inserted.push_str(&wrapped_all(lines, line_break));
    inserted.push_str(line_break);
    if !at_end(at) && !is_blank(at) {
        inserted.push_str(line_break);
    }
    // Statements that are put before the first one, or functions, may need the import.
    Operation::insert(at, inserted).on_layer(Operation::OUTERMOST - 1)
}

/// Above the comments that stand directly above a statement, except those that begin the file: a
/// licence, an interpreter, an encoding.
fn above_comments(layout: Layout<'_>, start: u32) -> u32 {
    let here = layout.line_start(start);
    let mut at = here;
    while let Some(above) = layout.previous_line(at) {
        if layout.comment_at(layout.skip_blanks(above)).is_none() {
            return at;
        }
        at = above;
    }
    here
}

/// At the top of the first block of a compound statement.
fn within(tree: &Tree, text: &str, scope: StmtId, lines: &[String]) -> Option<Operation> {
    let kind = &tree.stmt(scope).kind;
    let block: &Block = blocks(kind).into_iter().next()?;
    let first = *block.first()?;
    let documented = matches!(kind, StmtKind::Function(_) | StmtKind::Class(_))
        && is_docstring(tree, &tree.stmt(first).kind);
    let joined = lines.join("\n");
    let insert = if documented {
        insert_statement_after
    } else {
        insert_statement_before
    };
    insert(tree, text, first, &joined).or_else(|| insert(tree, text, first, &lines.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::super::tests::added;

    #[test]
    fn an_import_of_python_stands_among_those_of_python() {
        let cases = [
            (
                "import ast\nimport re\nimport b\n",
                "import ast\nimport os\nimport re\nimport b\n",
            ),
            (
                "import ast\nimport b\n",
                "import ast\nimport os\nimport b\n",
            ),
            (
                "import re\nimport ast\n",
                "import os\nimport re\nimport ast\n",
            ),
            ("import b\n", "import os\n\nimport b\n"),
            (
                "__version__ = 1\nimport re\n",
                "__version__ = 1\nimport os\nimport re\n",
            ),
            ("import b\nimport re\n", "import os\nimport b\nimport re\n"),
        ];
        for (text, expected) in cases {
            assert_eq!(added(text, &["os"]), expected);
        }
    }

    #[test]
    fn first_imports_stand_in_two_groups() {
        assert_eq!(
            added("x = 1\n", &["m", "os"]),
            "import os\n\nimport m\n\nx = 1\n"
        );
    }
}
