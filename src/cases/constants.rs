//! What a line of code reads that the module defines elsewhere: a rule may be about the value of it.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::semantic::bind::{MODULE, Scopes};
use crate::syntax::ast::{ExprKind, Parent, Span, Stmt, StmtId, StmtKind, Tree};
use crate::syntax::parse;
use crate::syntax::query::{for_each_operand, walk_expr};

/// Lines of a definition that are shown, at most: a longer one hides what it is shown for.
const LINES: usize = 4;

/// The lines, counted from 0, of the definitions in the module that the statement on a line reads, and of those that these read;
/// none of those that are shown anyway.
#[must_use]
pub(super) fn constants(text: &str, line: usize, shown: &Range<usize>) -> Vec<Range<usize>> {
    let tree = parse(text);
    let scopes = Scopes::of(&tree);
    let breaks: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let line_of = |offset: u32| breaks.partition_point(|at| *at < offset as usize);
    let lines = |span: Span| line_of(span.start)..line_of(span.end) + 1;
    let ids = || (0..).map(StmtId).take(tree.stmts.len());
    let here = ids().filter(|id| lines(tree.stmt(*id).span).contains(&line));
    let Some(here) = here.min_by_key(|id| lines(tree.stmt(*id).span).len()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let (mut seen, mut left) = (BTreeSet::new(), vec![here]);
    while let Some(id) = left.pop() {
        for name in read(&tree, &scopes, id) {
            let defined = tree.body.iter().filter(|one| {
                let stmt = tree.stmt(**one);
                defines(&tree, stmt, &name) && lines(stmt.span).len() <= LINES
            });
            for one in defined.copied() {
                if seen.insert(one.0) && one != here {
                    left.push(one);
                    found.push(lines(tree.stmt(one).span));
                }
            }
        }
    }
    found.retain(|one| one.end <= shown.start || shown.end <= one.start);
    found.sort_by_key(|one| one.start);
    // Two may stand on one line.
    found.dedup();
    found
}

/// The names that the statement itself reads, not its blocks, where it is the module that has them.
fn read(tree: &Tree, scopes: &Scopes, id: StmtId) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for_each_operand(&tree.stmt(id).kind, |operand| {
        for expr in walk_expr(tree, operand) {
            if let ExprKind::Name(name) = &tree.expr(expr).kind {
                names.insert(name.to_string());
            }
        }
    });
    let scope = scope_around(tree, scopes, id);
    names.retain(|name| scopes.owner(scope, name) == Some(MODULE));
    names
}

fn scope_around(tree: &Tree, scopes: &Scopes, id: StmtId) -> crate::semantic::bind::ScopeId {
    let mut at = id;
    while let Parent::Stmt(above) = tree.stmt(at).parent {
        if let Some(scope) = scopes.of_stmt(above) {
            return scope;
        }
        at = above;
    }
    MODULE
}

/// Whether a statement gives a name a value, and only it.
fn defines(tree: &Tree, stmt: &Stmt, name: &str) -> bool {
    let target = match &stmt.kind {
        StmtKind::Assign { targets, .. } => match targets.as_slice() {
            [one] => *one,
            _ => return false,
        },
        StmtKind::AnnAssign {
            target,
            value: Some(_),
            ..
        } => *target,
        _ => return false,
    };
    matches!(&tree.expr(target).kind, ExprKind::Name(known) if **known == *name)
}

#[cfg(test)]
mod tests {
    use super::constants;

    #[test]
    fn what_a_statement_reads_of_its_module_is_found_with_what_that_reads() {
        let text = "BASE = 1\nOTHER = 2\nKEY = BASE + 1\n\n\ndef f(OTHER):\n    KEPT = 3\n    return g(KEY, OTHER, KEPT)\n";
        let found = |text: &str, line, shown: std::ops::Range<usize>| -> Vec<(usize, usize)> {
            let found = constants(text, line, &shown).into_iter();
            found.map(|one| (one.start, one.end)).collect()
        };
        assert_eq!(found(text, 7, 5..8), [(0, 1), (2, 3)]);
        // What is shown is not found again, and a name of the function's own is no one of the module's.
        assert_eq!(found(text, 7, 2..8), [(0, 1)]);
        assert_eq!(found(text, 6, 5..8), []);
        assert_eq!(found("x = (\n", 0, 0..1), []);
        assert_eq!(found("a = 1; b = 2\n\nf(a, b)\n", 2, 2..3), [(0, 1)]);
    }
}
