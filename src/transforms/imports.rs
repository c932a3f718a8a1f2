//! The imports of a file after its edits are chosen: what the new text names is imported, what nothing
//! names any more is not.

use std::collections::BTreeSet;

use super::names::module_binding;
use crate::rewrite::slots::{insert_statement_before, remove_statement};
use crate::rewrite::{Operation, Piece};
use crate::semantic::bind::MODULE;
use crate::semantic::infer::{Analysis, Imported};
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ExprId, ExprKind, Parent, Span, StmtId, StmtKind};

/// The imports of one file.
pub struct Imports<'a, 'p> {
    /// What is known.
    pub analysis: &'a Analysis<'p>,
    /// The file.
    pub file: FileId,
    /// The edits that were chosen.
    pub operations: &'a [Operation],
    /// What their new text names: a module (`httpx`) or a class by its path (`pkg.Client`).
    pub needs: &'a BTreeSet<String>,
    /// Whether a path is one that the upgrade takes away.
    pub changed: &'a dyn Fn(&str) -> bool,
}

impl Imports<'_, '_> {
    /// The edits.
    #[must_use]
    pub fn operations(&self) -> Vec<Operation> {
        let gone = self.unused();
        let mut needs: Vec<String> = self
            .needs
            .iter()
            .filter(|need| !self.is_bound(need, &gone))
            .map(|need| statement_for(need))
            .collect();
        let mut out = Vec::new();
        let file = self.analysis.file(self.file);
        let mut done: BTreeSet<StmtId> = BTreeSet::new();
        for import in &gone {
            let Some(stmt) = self.statement(import.clause) else {
                continue;
            };
            if !done.insert(stmt) {
                continue;
            }
            let mine: Vec<Span> = gone
                .iter()
                .map(|one| one.clause)
                .filter(|clause| file.tree.stmt(stmt).span.contains(*clause))
                .collect();
            let package = match import.value.single() {
                Some(Atom::Symbol(name)) => top(self.analysis.names.get(name)).to_owned(),
                _ => String::new(),
            };
            let instead = needs
                .iter()
                .position(|need| {
                    need.split_whitespace()
                        .nth(1)
                        .is_some_and(|m| top(m) == package)
                })
                .filter(|_| file.tree.stmt(stmt).parent == Parent::Module)
                .map(|at| needs.remove(at));
            out.extend(self.without(stmt, &mine, instead));
        }
        for need in needs {
            out.extend(self.insert(&need));
        }
        out
    }

    fn is_bound(&self, need: &str, gone: &[&Imported]) -> bool {
        let bound = |import: &Imported| {
            matches!(import.value.single(), Some(Atom::Symbol(name))
                if self.analysis.names.get(name) == need)
                && import.scope == MODULE
                && !gone.iter().any(|one| one.clause == import.clause)
        };
        if need.contains('.') {
            return self
                .analysis
                .imported
                .iter()
                .any(|((file, _), import)| *file == self.file && bound(import));
        }
        module_binding(self.analysis, self.file, need).is_some_and(|name| name == need)
    }

    /// Clauses whose name nothing reads after the edits, and was read or taken away by them.
    fn unused(&self) -> Vec<&Imported> {
        let mut out: Vec<&Imported> = self
            .analysis
            .imported
            .iter()
            .filter(|((file, _), _)| *file == self.file)
            .map(|(_, import)| import)
            .filter(|import| self.is_unused(import))
            .collect();
        out.sort_by_key(|import| import.clause);
        out
    }

    fn is_unused(&self, import: &Imported) -> bool {
        let path = match import.value.single() {
            Some(Atom::Symbol(name)) => self.analysis.names.get(name).to_owned(),
            _ => return false,
        };
        let name = self.analysis.names.get(import.name);
        let file = self.analysis.file(self.file);
        let clause = &file.unit.text()[import.clause.range()];
        let submodule = clause.contains('.') && !clause.contains(" as ") && clause == path;
        let mut loads = 0;
        for index in 0..file.tree.exprs.len() {
            let id = ExprId(u32::try_from(index).unwrap_or_default());
            let read = match &file.tree.expr(id).kind {
                ExprKind::Name(text) if !submodule => **text == *name && self.owner_is(id, import),
                ExprKind::Attribute { .. } if submodule => {
                    crate::syntax::query::dotted(&file.tree, id).is_some_and(|text| text == path)
                }
                _ => false,
            };
            if read {
                if !self.is_replaced(file.tree.expr(id).span) {
                    return false;
                }
                loads += 1;
            }
        }
        if self.exported(name) {
            return false;
        }
        // A name that the new text still uses.
        let used_anew = self.operations.iter().any(|operation| {
            operation.pieces.iter().any(|piece| match piece {
                Piece::Text(text) => names_in(text, name),
                Piece::Source(_) => false,
            })
        });
        if used_anew && !submodule && !(self.changed)(&path) {
            return false;
        }
        loads > 0 || (submodule && (self.changed)(&path))
    }

    fn exported(&self, name: &str) -> bool {
        let file = self.analysis.file(self.file);
        file.tree.body.iter().any(|stmt| match &file.tree.stmt(*stmt).kind {
            StmtKind::Assign { targets, value } => {
                let all = targets.iter().any(|target| {
                    matches!(&file.tree.expr(*target).kind, ExprKind::Name(text) if &**text == "__all__")
                });
                all && crate::syntax::query::walk_expr(&file.tree, *value)
                    .into_iter()
                    .any(|id| {
                        matches!(&file.tree.expr(id).kind, ExprKind::Str { value, .. } if **value == *name)
                    })
            }
            _ => false,
        })
    }

    fn owner_is(&self, id: ExprId, import: &Imported) -> bool {
        // Names are looked up from the scope of the body that the expression runs in.
        let scope = self
            .analysis
            .unit_at((self.file, id))
            .map_or(MODULE, |unit| self.analysis.get(unit).scope);
        let scopes = &self.analysis.file(self.file).scopes;
        let name = self.analysis.names.get(import.name);
        scopes.owner(scope, name).unwrap_or(MODULE) == import.scope
    }

    fn is_replaced(&self, span: Span) -> bool {
        self.operations.iter().any(|operation| {
            operation.span.contains(span)
                && !operation
                    .pieces
                    .iter()
                    .any(|piece| matches!(piece, Piece::Source(kept) if kept.contains(span)))
        })
    }

    fn statement(&self, clause: Span) -> Option<StmtId> {
        let tree = &self.analysis.file(self.file).tree;
        (0..tree.stmts.len())
            .map(|index| StmtId(u32::try_from(index).unwrap_or_default()))
            .find(|id| {
                let stmt = tree.stmt(*id);
                matches!(stmt.kind, StmtKind::Import(_) | StmtKind::ImportFrom { .. })
                    && stmt.span.contains(clause)
            })
    }

    /// An import statement without some clauses; `instead` of the whole statement.
    fn without(&self, id: StmtId, clauses: &[Span], instead: Option<String>) -> Vec<Operation> {
        let file = self.analysis.file(self.file);
        let stmt = file.tree.stmt(id);
        let all: Vec<Span> = match &stmt.kind {
            StmtKind::Import(modules) => modules.iter().map(|one| one.span).collect(),
            StmtKind::ImportFrom { names, .. } => names.iter().map(|one| one.span).collect(),
            _ => return Vec::new(),
        };
        let left: Vec<Span> = all
            .iter()
            .copied()
            .filter(|span| !clauses.contains(span))
            .collect();
        if left.is_empty() {
            return match instead {
                Some(text) => vec![Operation::replace(stmt.span, text)],
                None => remove_statement(&file.tree, file.unit.text(), id),
            };
        }
        let mut out = Vec::new();
        for clause in clauses {
            let at = all
                .iter()
                .position(|span| span == clause)
                .unwrap_or_default();
            let span = if let Some(next) = all.get(at + 1) {
                Span::new(clause.start, next.start)
            } else {
                // The last one goes with the comma before it.
                let kept = left.last().copied().unwrap_or(*clause);
                Span::new(kept.end, clause.end)
            };
            out.push(Operation::delete(span));
        }
        out.dedup();
        if let Some(text) = instead {
            out.extend(insert_statement_before(
                &file.tree,
                file.unit.text(),
                id,
                &text,
            ));
        }
        out
    }

    /// A new import at the top: before the first import, behind the docstring and `__future__`.
    fn insert(&self, statement: &str) -> Option<Operation> {
        let file = self.analysis.file(self.file);
        let text = file.unit.text();
        let ordinary =
            file.tree
                .body
                .iter()
                .copied()
                .find(|id| match &file.tree.stmt(*id).kind {
                    StmtKind::ImportFrom { module, .. } => &*module.text != "__future__",
                    StmtKind::Expr(value) => {
                        !matches!(file.tree.expr(*value).kind, ExprKind::Str { .. })
                    }
                    _ => true,
                })?;
        let imports = file.tree.body.iter().copied().filter(|id| {
            matches!(&file.tree.stmt(*id).kind, StmtKind::Import(_))
                || matches!(&file.tree.stmt(*id).kind,
                    StmtKind::ImportFrom { module, .. } if &*module.text != "__future__")
        });
        let package = top(statement.split_whitespace().nth(1).unwrap_or_default());
        let near = imports
            .clone()
            .find(|id| {
                text[file.tree.stmt(*id).span.range()]
                    .split_whitespace()
                    .nth(1)
                    .is_some_and(|module| top(module) == package)
            })
            .or_else(|| imports.clone().next())
            .unwrap_or(ordinary);
        insert_statement_before(&file.tree, text, near, statement)
    }
}

fn statement_for(need: &str) -> String {
    match need.rsplit_once('.') {
        Some((module, name)) => format!("from {module} import {name}"),
        None => format!("import {need}"),
    }
}

fn top(path: &str) -> &str {
    path.split('.').next().unwrap_or_default()
}

/// Whether `name` occurs in a text as a word that is not an attribute.
fn names_in(text: &str, name: &str) -> bool {
    let is_word = |letter: char| letter == '_' || letter.is_alphanumeric();
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(|letter| is_word(letter) || letter == '.')
            && !after.is_some_and(is_word)
    })
}
