//! Places where tests tell a double of the old transport how to answer: the new version asks by other means, and goes
//! past it.

use super::found::Found;
use crate::rules::active::ActivePack;
use crate::rules::transport::Transport;
use crate::semantic::infer::Analysis;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ExprId, ExprKind, Parent, Span, StmtKind, Tree};
use crate::syntax::query::{dotted, last, top};

/// The addresses of a pack that are given to such doubles, in projects that call it.
#[must_use]
pub fn transports(analysis: &Analysis<'_>, pack: usize) -> Vec<Found> {
    let active = &analysis.external.packs[pack];
    let mut out = Vec::new();
    if active.pack.transports.is_empty() || !calls_one(analysis, active) {
        return out;
    }
    for file in analysis.file_ids() {
        let held = analysis.file(file);
        let from = active.from_at(held.unit.display());
        let rows = active.pack.transports.iter();
        for row in rows.filter(|row| row.active(from, &active.target)) {
            if !row
                .addresses
                .iter()
                .any(|one| mentions(held.unit.text(), one))
            {
                continue;
            }
            let looker = Looker {
                analysis,
                file,
                tree: &held.tree,
                row,
            };
            out.extend(looker.told().map(|span| report(row, file, span)));
        }
    }
    out
}

/// Whether a text has an address, perhaps within a pattern.
fn mentions(text: &str, address: &str) -> bool {
    let mut parts = address.split('.');
    parts.all(|part| text.contains(part))
}

/// Whether the project calls what hangs on a client in the new version.
fn calls_one(analysis: &Analysis<'_>, active: &ActivePack) -> bool {
    let mut symbols = analysis.calls.values().flatten();
    symbols.any(|symbol| active.is_provided(analysis.names.get(*symbol)))
}

fn report(row: &Transport, file: FileId, span: Span) -> Found {
    Found {
        code: row.code.clone(),
        name: row.name.clone(),
        severity: row.severity,
        fails: row.fails,
        message: row.message.clone(),
        help: Some(row.help.clone()),
        old: None,
        new: None,
        breaks: Some(row.breaks.clone()),
        reason: Some("needs-decision"),
        file,
        span,
        draft: None,
        related: Vec::new(),
    }
}

struct Looker<'l, 'a> {
    analysis: &'l Analysis<'a>,
    file: FileId,
    tree: &'l Tree,
    row: &'l Transport,
}

impl<'l> Looker<'l, '_> {
    /// Where an address is told to a double.
    fn told(&self) -> impl Iterator<Item = Span> {
        let texts = self
            .tree
            .expr_ids()
            .filter(|id| match &self.tree.expr(*id).kind {
                ExprKind::Str {
                    value,
                    bytes: false,
                } => self.row.is_asked(value),
                _ => false,
            });
        texts
            .filter(|id| self.is_told(*id))
            .map(|id| self.tree.expr(id).span)
    }

    /// Whether a text is what a double is told, or part of it: `re.compile("…")`, `BASE + "/…"`.
    fn is_told(&self, text: ExprId) -> bool {
        let mut at = text;
        while let Parent::Expr(up) = self.tree.expr(at).parent {
            if let ExprKind::Call { function, .. } = &self.tree.expr(up).kind
                && *function != at
                && self.tells(*function)
            {
                return true;
            }
            at = up;
        }
        false
    }

    /// Whether a function tells a double how to answer: one of its package, or a method of what is not known in a
    /// file that names the package.
    fn tells(&self, function: ExprId) -> bool {
        let Some(path) = dotted(self.tree, function) else {
            return false;
        };
        if !self.row.methods.iter().any(|one| one == last(&path)) {
            return false;
        }
        let called = self.analysis.value((self.file, function));
        if let Some(Atom::Symbol(name)) = called.single() {
            return self.is_double(top(self.analysis.names.get(name)));
        }
        let of = match &self.tree.expr(function).kind {
            ExprKind::Attribute { value, .. } => *value,
            _ => return false,
        };
        let known = !self.analysis.value((self.file, of)).atoms().is_empty();
        self.is_double(top(&path)) || !known && self.names_a_double()
    }

    fn is_double(&self, name: &str) -> bool {
        self.row.doubles.iter().any(|one| one == name)
    }

    /// Whether the file imports a double, or a function of it takes one by its name.
    fn names_a_double(&self) -> bool {
        let mut modules = self.tree.imported_modules();
        modules.any(|module| self.is_double(top(&module.text)))
            || self.tree.stmts.iter().any(|stmt| match &stmt.kind {
                StmtKind::Function(function) => {
                    let mut parameters = function.parameters.iter();
                    parameters.any(|one| self.is_double(&one.name.text))
                }
                _ => false,
            })
    }
}
