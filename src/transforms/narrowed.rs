//! Type checkers do not follow that a flag which is given to a call decides whether it gives one answer or a stream of
//! them. Where the code asks that flag, an assertion tells them what is there: one that holds for what tests put in the
//! place of either, too.

use std::collections::BTreeMap;

use super::Draft;
use super::flags::Chosen;
use super::names::module_import;
use super::responses::Responses;
use crate::matching::fakes::fakes;
use crate::matching::stand_ins::replaced_modules;
use crate::matching::uses::{Use, UseKind};
use crate::rewrite::slots::insert_statement_before;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::FileId;
use crate::syntax::ast::{ExprId, ExprKind, Function, StmtId, StmtKind, Tree};
use crate::syntax::query::{last, walk_expr};

/// What is known of a name in a block.
struct Narrowed {
    /// The first statement that reads it.
    at: StmtId,
    /// The class that it surely has not.
    not: String,
}

impl Responses<'_, '_> {
    /// Adds the assertions to the edits of uses.
    pub(super) fn narrow(&self, uses: &[&Use], draft: &mut Draft) {
        let mut blocks: BTreeMap<(FileId, StmtId, String), Narrowed> = BTreeMap::new();
        for one in uses {
            let Some((block, name, narrowed)) = self.narrowed(one) else {
                continue;
            };
            let file = one.place.0;
            let tree = self.tree(one.place);
            let start = |at: StmtId| tree.stmt(at).span.start;
            match blocks.get_mut(&(file, block, name.clone())) {
                Some(known) if start(known.at) <= start(narrowed.at) => {}
                Some(known) => known.at = narrowed.at,
                None => {
                    blocks.insert((file, block, name), narrowed);
                }
            }
        }
        if blocks.is_empty() || is_replaced(self.analysis) {
            return;
        }
        for ((file, _, name), Narrowed { at, not }) in blocks {
            let held = self.analysis.file(file);
            let text = held.unit.text();
            let Some((module, class)) = not.rsplit_once('.') else {
                continue;
            };
            let Some((prefix, need)) = module_import(self.analysis, file, module) else {
                continue;
            };
            let line = format!("assert not isinstance({name}, {prefix}.{class})");
            // No statement stands between the branches of a condition.
            let branch = text[held.tree.stmt(at).span.range()].starts_with("elif");
            if let Some(operation) =
                insert_statement_before(&held.tree, text, at, &line).filter(|_| !branch)
            {
                draft.need(file, None, need);
                draft.edit(file, operation);
            }
        }
    }

    /// What the code around a use has asked of the flag that decided what is there: the block, the name that is used
    /// and what holds for it there.
    fn narrowed(&self, one: &Use) -> Option<(StmtId, String, Narrowed)> {
        let streamed = match one.kind {
            UseKind::Streamed => true,
            UseKind::Attribute(_) | UseKind::Item { .. } | UseKind::Get { .. } => false,
            _ => return None,
        };
        let tree = self.tree(one.place);
        let ExprKind::Name(name) = &tree.expr(one.place.1).kind else {
            return None;
        };
        let boundaries = self.boundaries();
        // What is used in one way is taken for what can be.
        let whole = Use {
            value: self.analysis.value(one.place).clone(),
            ..one.clone()
        };
        let kinds = boundaries.kinds(&whole)?;
        if !kinds.mapping || !kinds.stream || kinds.list || one.or_none {
            return None;
        }
        let Some(Chosen::By(flag)) = boundaries.chosen(one) else {
            return None;
        };
        let branch = boundaries.branch(one.place, &flag, true)?;
        if branch.set != streamed || !is_seen_to_be_bool(self.analysis, one.place, &flag) {
            return None;
        }
        let not = match (streamed, kinds.asynchronous) {
            (true, _) => self.new_base,
            (false, true) => self.shape.async_stream.as_deref(),
            (false, false) => self.shape.stream.as_deref(),
        };
        let narrowed = Narrowed {
            at: branch.at,
            not: not?.to_owned(),
        };
        Some((branch.block, name.to_string(), narrowed))
    }
}

/// Whether tests put something in the place of a whole module of a package: what it has for its classes are no classes.
fn is_replaced(analysis: &Analysis<'_>) -> bool {
    replaced_modules(analysis).next().is_some() || !fakes(analysis).is_empty()
}

/// Whether a type checker takes a flag for a bool, by what a function says of its parameter or by what an attribute of
/// this name is given somewhere.
fn is_seen_to_be_bool(analysis: &Analysis<'_>, place: Place, flag: &str) -> bool {
    if flag.contains('(') {
        return false;
    }
    if !flag.contains('.') {
        return function_at(analysis, place).is_some_and(|function| {
            is_declared_bool(&analysis.file(place.0).tree, function, flag)
        });
    }
    let attribute = last(flag);
    analysis.file_ids().any(|file| {
        let tree = &analysis.file(file).tree;
        let names = |target: ExprId| match &tree.expr(target).kind {
            ExprKind::Name(name) => **name == *attribute,
            ExprKind::Attribute {
                attribute: name, ..
            } => *name.text == *attribute,
            _ => false,
        };
        tree.stmts.iter().any(|stmt| match &stmt.kind {
            StmtKind::AnnAssign {
                target, annotation, ..
            } => names(*target) && says_bool(tree, *annotation),
            StmtKind::Assign { targets, value } => {
                targets.iter().any(|one| names(*one)) && gives_bool(analysis, (file, *value))
            }
            _ => false,
        })
    })
}

/// Whether an expression shows that it is a bool.
fn gives_bool(analysis: &Analysis<'_>, place: Place) -> bool {
    let tree = &analysis.file(place.0).tree;
    match &tree.expr(place.1).kind {
        ExprKind::Bool(_) | ExprKind::Compare { .. } => true,
        ExprKind::Unary { operator, .. } => &**operator == "not",
        ExprKind::Name(name) => function_at(analysis, place)
            .is_some_and(|function| is_declared_bool(tree, function, name)),
        _ => false,
    }
}

/// Whether a parameter is declared to be a bool, or is one where it is left out.
fn is_declared_bool(tree: &Tree, function: &Function, name: &str) -> bool {
    let mut parameters = function.parameters.iter();
    let parameter = parameters.find(|one| *one.name.text == *name);
    parameter.is_some_and(|one| match (one.annotation, one.default) {
        (Some(annotation), _) => says_bool(tree, annotation),
        (None, Some(default)) => matches!(tree.expr(default).kind, ExprKind::Bool(_)),
        (None, None) => false,
    })
}

/// Whether an annotation names the class, alone or among others.
fn says_bool(tree: &Tree, annotation: ExprId) -> bool {
    let mut named = walk_expr(tree, annotation).into_iter();
    named.any(|one| matches!(&tree.expr(one).kind, ExprKind::Name(name) if &**name == "bool"))
}

/// The function that a place is in.
fn function_at<'t>(analysis: &'t Analysis<'_>, place: Place) -> Option<&'t Function> {
    analysis.definition(analysis.get(analysis.unit_at(place)?))
}
