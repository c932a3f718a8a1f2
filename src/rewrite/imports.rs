//! Imports of one file, after its parts are chosen: what they need is added where a person would put
//! it, and a name whose last use was rewritten is no longer imported.

mod checkers;
mod comments;
mod existing;
mod needs;
mod place;
mod renewed;
#[cfg(test)]
mod tests;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::rewrite::flatten::erased;
use crate::rewrite::lines::Layout;
use crate::rewrite::operation::{Operation, Piece};
use crate::rewrite::slots::list::CommaList;
use crate::rewrite::slots::{insert_statement_after, insert_statement_before, remove_statements};
use crate::syntax::ast::{Parent, Span, StmtId, Tree};

use comments::Said;
pub use existing::Imports;
use existing::{Existing, is_implied};
pub use needs::{ImportNeed, ImportNeeds, Uses};
use written::{WIDTH, names_at_once, statements, wrapped};

/// Operations for the imports of a file, to be carried out together with `operations`: the final ones
/// of all its parts.
#[must_use]
pub fn plan_imports(
    (tree, text): (&Tree, &str),
    existing: &Imports,
    needs: &ImportNeeds,
    operations: &[Operation],
) -> Vec<Operation> {
    if *needs == ImportNeeds::default() {
        return Vec::new();
    }
    // Statements that an operation touches belong to that operation.
    let is_free = |import: &&Existing| {
        let span = tree.stmt(import.stmt).span;
        !operations.iter().any(|operation| touches(operation, span))
    };
    let mut plan = Plan {
        tree,
        text,
        operations,
        edits: BTreeMap::new(),
        imports: existing.iter().filter(is_free).collect(),
    };
    plan.drop_unused(needs, operations);
    plan.renew(&needs.renewed);
    let mut planned = plan.add(None, &needs.add);
    for (&scope, wanted) in &needs.add_within {
        planned.extend(plan.add(Some(scope), wanted));
    }
    planned.extend(plan.carry_out());
    planned
}

/// Whether all imports of a file that bind the name of a need are just that; none if no import binds it.
#[must_use]
pub fn is_imported_so(tree: &Tree, need: &ImportNeed) -> Option<bool> {
    let mut known = None;
    for stmt in &tree.stmts {
        known = existing::binds_so(&stmt.kind, need).or(known);
        if known == Some(false) {
            break;
        }
    }
    known
}

fn touches(operation: &Operation, span: Span) -> bool {
    if operation.is_insertion() {
        return span.start < operation.span.start && operation.span.end < span.end;
    }
    operation.span.start < span.end && span.start < operation.span.end
}

/// What becomes of one import statement.
#[derive(Default)]
struct Edit {
    remove: BTreeSet<usize>,
    /// What takes the place of clauses that go.
    renewed: BTreeMap<usize, Vec<ImportNeed>>,
    /// New clauses.
    clauses: Vec<String>,
    /// New statements behind it, or in its place if nothing of it is left.
    statements: Vec<String>,
}

/// A need of the module, or of a compound statement.
#[derive(Clone, Copy)]
struct Wanted<'n> {
    scope: Option<StmtId>,
    need: &'n ImportNeed,
    /// Where what is written anew names it first.
    first_use: u32,
}

struct Plan<'a> {
    tree: &'a Tree,
    text: &'a str,
    operations: &'a [Operation],
    imports: Vec<&'a Existing>,
    /// By index into `imports`.
    edits: BTreeMap<usize, Edit>,
}

impl Plan<'_> {
    fn drop_unused(&mut self, needs: &ImportNeeds, operations: &[Operation]) {
        let mut last: Option<(&Uses, bool)> = None;
        for (index, import) in self.imports.iter().enumerate() {
            for (place, clause) in import.clauses.iter().enumerate() {
                let Some(uses) = needs.drop_if_unused.get(&clause.span) else {
                    continue;
                };
                let wanted = clause
                    .need
                    .as_ref()
                    .is_some_and(|need| needs.asks_for(need));
                // Clauses that bind one name have the same uses.
                let are_erased = match last {
                    Some((known, are_erased)) if Arc::ptr_eq(known, uses) => are_erased,
                    _ => uses.iter().all(|&place| erased(operations, place)),
                };
                last = Some((uses, are_erased));
                if !wanted && are_erased {
                    self.edits.entry(index).or_default().remove.insert(place);
                }
            }
        }
    }

    /// Plans needs of the module, or of the compound statement `scope`. Gives operations for those
    /// that no statement is there for.
    fn add(&mut self, scope: Option<StmtId>, needs: &BTreeSet<ImportNeed>) -> Vec<Operation> {
        let mut elsewhere: Vec<&ImportNeed> = Vec::new();
        let mut beside: BTreeMap<usize, Vec<&ImportNeed>> = BTreeMap::new();
        for need in needs.iter().filter(|need| !is_implied(need, needs)) {
            let wanted = self.wanted(scope, need);
            if self.is_imported(self.wanted(None, need))
                || self.is_imported(wanted)
                || self.is_renewed(wanted)
            {
                continue;
            }
            if let Some(index) = self.statement_of(wanted) {
                self.edits
                    .entry(index)
                    .or_default()
                    .clauses
                    .push(need.clause());
            } else if let Some(index) = self.neighbour_of(wanted) {
                beside.entry(index).or_default().push(need);
            } else {
                elsewhere.push(need);
            }
        }
        for (index, needs) in beside {
            let edit = self.edits.entry(index).or_default();
            edit.statements.extend(statements(&needs));
        }
        match self.place_left(scope, &elsewhere) {
            Some(index) if !elsewhere.is_empty() => {
                let edit = self.edits.entry(index).or_default();
                edit.statements.extend(statements(&elsewhere));
                Vec::new()
            }
            _ => place::place(self.tree, self.text, scope, &elsewhere),
        }
    }

    /// The import at the top whose place new ones take, with the blank lines around it: nothing of it is left, and it is the
    /// only one, or stands by itself where they would stand as well.
    fn place_left(&self, scope: Option<StmtId>, needs: &[&ImportNeed]) -> Option<usize> {
        let is_top = |import: &Existing| {
            self.tree.stmt(import.stmt).parent == Parent::Module
                && import.from.as_deref() != Some("__future__")
        };
        let top = self.imports.iter().copied().enumerate();
        let top: Vec<(usize, &Existing)> = top.filter(|(_, import)| is_top(import)).collect();
        let needs: Vec<Wanted<'_>> = needs.iter().map(|need| self.wanted(scope, need)).collect();
        let is_left = |index: &usize, import: &Existing| {
            let edit = self.edits.get(index);
            edit.is_some_and(|edit| edit.leaves_nothing(import))
        };
        let takes = |import: &Existing| {
            let mut needs = needs.iter();
            needs.all(|one| !place::is_standard(one.need) && self.serves(import, *one))
                && place::stands_alone(self.tree, self.text, import.stmt)
        };
        let mut left = top.iter().filter(|(index, one)| is_left(index, one));
        let found = left.find(|(_, import)| top.len() == 1 || takes(import));
        found.map(|(index, _)| *index).filter(|_| scope.is_none())
    }

    /// Whether an import runs with the scope, and before what is written anew uses the need: code of a module
    /// runs from top to bottom, and a cell of a notebook may be all that runs for now.
    fn serves(&self, import: &Existing, wanted: Wanted<'_>) -> bool {
        let in_scope = match wanted.scope {
            None => import.runs_with_module,
            Some(scope) => import.within.contains(&scope),
        };
        in_scope && self.tree.stmt(import.stmt).span.end <= wanted.first_use
    }

    /// A need, looked for once and not for each import.
    fn wanted<'n>(&self, scope: Option<StmtId>, need: &'n ImportNeed) -> Wanted<'n> {
        Wanted {
            scope,
            need,
            first_use: self.first_use(scope, need),
        }
    }

    /// Where the first of the operations stands that writes the name of a need, in the scope if there is one.
    fn first_use(&self, scope: Option<StmtId>, need: &ImportNeed) -> u32 {
        let name = need.bound();
        let within = scope.map(|scope| self.tree.stmt(scope).span);
        let here = |one: &&Operation| within.is_none_or(|span| span.contains(one.span));
        let writes = |operation: &&Operation| {
            let mut pieces = operation.pieces.iter();
            pieces.any(|piece| matches!(piece, Piece::Text(text) if names_at_once(text, name)))
        };
        let uses = self.operations.iter().filter(here).filter(writes);
        uses.map(|operation| operation.span.start)
            .min()
            .unwrap_or(u32::MAX)
    }

    fn is_imported(&self, wanted: Wanted<'_>) -> bool {
        self.imports.iter().enumerate().any(|(index, import)| {
            let kept = |place: usize| {
                let edit = self.edits.get(&index);
                edit.is_none_or(|edit| !edit.remove.contains(&place))
            };
            self.serves(import, wanted)
                && import
                    .clauses
                    .iter()
                    .enumerate()
                    .any(|(place, clause)| kept(place) && clause.need.as_ref() == Some(wanted.need))
        })
    }

    /// A from-import of the same module, to which a name can be added.
    fn statement_of(&self, wanted: Wanted<'_>) -> Option<usize> {
        let ImportNeed::From { module, .. } = wanted.need else {
            return None;
        };
        let mut imports = self.imports.iter().enumerate();
        let found = imports.find(|(index, import)| {
            (import.from.as_ref() == Some(module) || self.is_renewed_from(*index, module))
                && self.serves(import, wanted)
        });
        found.map(|(index, _)| index)
    }

    /// An import of the same package, beside which a new one stands well: the last that its order lets stand before it.
    fn neighbour_of(&self, wanted: Wanted<'_>) -> Option<usize> {
        let root = wanted.need.root();
        let fits = |import: &Existing| {
            self.serves(import, wanted) && import.roots.iter().any(|one| one == root)
        };
        let first = self.imports.iter().position(|import| fits(import))?;
        let mine = place::order(&statements(&[wanted.need]).concat());
        let block = &self.imports[first].within;
        let comes_before = |index: &usize| {
            let import = self.imports[*index];
            fits(import) && import.within == *block && self.order_of(*index) < mine
        };
        let last = (first..self.imports.len()).rev().find(comes_before);
        Some(last.unwrap_or(first))
    }

    fn carry_out(mut self) -> Vec<Operation> {
        let layout = Layout::of(self.tree, self.text);
        let emptied = self.emptied_for_checkers(layout);
        self.drop_what_asks_for_checkers(&emptied);
        let mut operations = Vec::new();
        let mut gone = BTreeSet::new();
        let mut said = Said::new();
        for (index, edit) in &self.edits {
            let import = &self.imports[*index];
            let empties = edit.leaves_nothing(import);
            let span = self.tree.stmt(import.stmt).span;
            let whole = self.with_comment(layout, import);
            if empties && edit.statements.is_empty() {
                gone.insert(import.stmt);
                said.insert(*index, self.said(layout, whole.unwrap_or(span)));
                continue;
            }
            let alone = whole.is_some();
            let between = if alone {
                self.between(layout, span)
            } else {
                "; ".to_owned()
            };
            if empties {
                let mut lines = self.said(layout, span);
                lines.retain(|_| alone);
                let new = self.wrapped(import, edit, alone).into_iter();
                lines.extend(new.map(|line| line.replace('\n', &between)));
                operations.push(Operation::replace(span, lines.join(&between)));
                continue;
            }
            let edits = match edit.renewed.is_empty() {
                true => self.edit_clauses(layout, import, (&edit.remove, &edit.clauses)),
                false => self.renewed(layout, import, edit),
            };
            let taken = edits.iter().filter(|edit| edit.is_deletion());
            let taken = taken.map(|edit| self.said(layout, edit.span));
            said.insert(*index, taken.flatten().collect());
            operations.extend(edits);
            operations.extend(self.beside(*index, edit, alone));
        }
        said.retain(|_, lines| !lines.is_empty());
        operations.extend(self.keep_said(layout, said, &mut gone));
        self.take_as_a_whole(emptied, &mut gone);
        operations.extend(remove_statements(self.tree, self.text, &gone));
        operations
    }

    /// The new statements of an edit, none of them too long where lines are their own.
    fn wrapped(&self, import: &Existing, edit: &Edit, alone: bool) -> Vec<String> {
        let layout = Layout::of(self.tree, self.text);
        let start = self.tree.stmt(import.stmt).span.start;
        let indent = layout.indentation(start).len();
        let lines = edit.statements.iter();
        lines
            .map(|line| match alone {
                true => wrapped(line, indent),
                false => line.clone(),
            })
            .collect()
    }

    /// New statements behind an import of names, or before it where their order wants that: those of whole modules stand
    /// before those of names.
    fn beside(&self, index: usize, edit: &Edit, alone: bool) -> Vec<Operation> {
        let import = &self.imports[index];
        let mine = self.order_of(index);
        let comes_before = |line: &str| alone && import.from.is_some() && place::order(line) < mine;
        let lines = self.wrapped(import, edit, alone).into_iter();
        let (before, behind): (Vec<String>, Vec<String>) =
            lines.partition(|line| comes_before(line));
        let mut operations = Vec::new();
        if !before.is_empty() {
            let lines = before.join("\n");
            operations.extend(insert_statement_before(
                self.tree,
                self.text,
                import.stmt,
                &lines,
            ));
        }
        if !behind.is_empty() {
            let lines = behind.join(if alone { "\n" } else { "; " });
            operations.extend(insert_statement_after(
                self.tree,
                self.text,
                import.stmt,
                &lines,
            ));
        }
        operations
    }

    fn edit_clauses(
        &self,
        layout: Layout<'_>,
        import: &Existing,
        (remove, clauses): (&BTreeSet<usize>, &[String]),
    ) -> Vec<Operation> {
        let items: Vec<Span> = import.clauses.iter().map(|clause| clause.span).collect();
        let (Some(first), Some(last)) = (items.first(), items.last()) else {
            return Vec::new();
        };
        let span = self.tree.stmt(import.stmt).span;
        let bracket = layout.slice(span.start, first.start).find('(');
        let inside = match bracket {
            Some(bracket) => Span::new(span.start + bracket as u32 + 1, span.end - 1),
            None => Span::new(first.start, last.end),
        };
        let add = clauses.iter().map(|clause| vec![Piece::text(clause)]);
        let add: Vec<Vec<Piece>> = add.collect();
        let list = CommaList {
            layout,
            inside,
            bracketed: bracket.is_some(),
            items,
        };
        list.edit(remove, &add)
    }
}
