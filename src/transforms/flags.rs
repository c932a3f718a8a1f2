//! By which flag a call chose between one answer and a stream of them, and what the code around a place says of that flag.

use super::boundary::Boundary;
use crate::matching::uses::Use;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, Part, UnitId};
use crate::syntax::ast::{ArgumentKind, Block, ExprId, ExprKind, Parent, StmtId, StmtKind, Tree};
use crate::syntax::query;

/// Where code runs only if a flag is set, or only if it is not.
pub(super) struct Branch {
    /// The first statement of the block.
    pub(super) block: StmtId,
    /// The statement of the block that a place is in.
    pub(super) at: StmtId,
    /// Whether the flag is set there.
    pub(super) set: bool,
}

impl Boundary<'_, '_> {
    /// What the condition around a place says of a flag, or one above it that leaves.
    pub(super) fn branch(&self, (file, expr): Place, flag: &str, equal: bool) -> Option<Branch> {
        let tree = &self.analysis.file(file).tree;
        let mut at = tree.stmt_of(expr)?;
        loop {
            let parent = tree.stmt(at).parent;
            let blocks = match parent {
                Parent::Stmt(up) => query::blocks(&tree.stmt(up).kind),
                _ => vec![&tree.body],
            };
            let block = blocks.into_iter().find(|block| block.contains(&at))?;
            let found = |set| {
                let block = *block.first()?;
                Some(Branch { block, at, set })
            };
            if let Some(set) = left_above(tree, block, at, (flag, equal)) {
                return found(set);
            }
            let Parent::Stmt(up) = parent else {
                return None;
            };
            if let StmtKind::If { test, body, orelse } = &tree.stmt(up).kind
                && let Some(positive) = asks(tree, *test, (flag, equal))
                && (body.contains(&at) || orelse.contains(&at))
            {
                return found(body.contains(&at) == positive);
            }
            at = up;
        }
    }

    /// By which argument the call behind a value chose between one answer and a stream.
    pub(super) fn chosen(&self, one: &Use) -> Option<Chosen> {
        let origins = one.value.atoms().iter().filter_map(|atom| match atom {
            Atom::Instance(_, Some(origin)) => Some(self.analysis.origins[origin.0 as usize]),
            _ => None,
        });
        let mut calls: Vec<Place> = origins.collect();
        calls.sort_unstable();
        calls.dedup();
        let mut ways = calls
            .into_iter()
            .map(|call| self.chosen_by(call, one.place));
        let first = ways.next()??;
        ways.all(|way| way.as_ref() == Some(&first))
            .then_some(first)
    }

    /// By which argument a call chose, as it is spelled at a place.
    fn chosen_by(&self, call: Place, place: Place) -> Option<Chosen> {
        let tree = &self.analysis.file(call.0).tree;
        let mut symbols = self.analysis.calls.get(&call)?.iter();
        let parameter = symbols.find_map(|symbol| {
            let path = self.analysis.names.get(*symbol);
            self.analysis.external.chooser(path)
        })?;
        let unit = self.analysis.unit_at(call)?;
        let here = self.analysis.unit_at(place) == Some(unit) && call.0 == place.0;
        let Some(argument) = query::keyword(tree.expr(call.1), parameter) else {
            let mut dicts = self.dicts_with(call, parameter);
            let Some(dict) = dicts.next() else {
                return Some(Chosen::Unseen);
            };
            let path = query::dotted(tree, dict).filter(|_| here && dicts.next().is_none())?;
            let same = !self.is_changed_behind(call, &path);
            return same.then(|| Chosen::By(format!("{path}.get(\"{parameter}\")")));
        };
        let flag = query::dotted(tree, argument.value)?;
        (here && !self.is_assigned(unit, &flag)).then_some(Chosen::By(flag))
    }

    /// The dicts that a call unpacks and that are known to get a key.
    fn dicts_with(&self, call: Place, key: &str) -> impl Iterator<Item = ExprId> {
        let holds = move |place: Place| {
            self.analysis.value(place).atoms().iter().any(|atom| {
                let named = |part: &Part| {
                    matches!(part, Part::Named(name) if self.analysis.names.get(*name) == key)
                };
                matches!(atom, Atom::Alloc(dict) if self.analysis.store.parts(*dict).iter().any(named))
            })
        };
        let tree = &self.analysis.file(call.0).tree;
        query::arguments(tree.expr(call.1))
            .iter()
            .filter(|argument| argument.kind == ArgumentKind::DoubleStar)
            .map(|argument| argument.value)
            .filter(move |dict| holds((call.0, *dict)))
    }

    /// Whether code behind a call, or the statement of the call itself, changes a dict or what names it.
    fn is_changed_behind(&self, call: Place, path: &str) -> bool {
        let tree = &self.analysis.file(call.0).tree;
        let behind = tree.expr(call.1).span.end;
        let around = tree.stmt_of(call.1);
        let unit = self.analysis.unit_at(call);
        let spelled = |id: ExprId| query::dotted(tree, id).is_some_and(|text| text == path);
        let changes = |id: ExprId| match &tree.expr(id).kind {
            ExprKind::Attribute { value, attribute } => {
                let method = &*attribute.text;
                matches!(method, "pop" | "popitem" | "clear" | "update") && spelled(*value)
                    || is_target(tree, id) && spelled(id)
            }
            ExprKind::Subscript { value, .. } => is_target(tree, id) && spelled(*value),
            ExprKind::Name(_) => is_target(tree, id) && spelled(id),
            _ => false,
        };
        (0..tree.exprs.len())
            .filter_map(|index| u32::try_from(index).ok().map(ExprId))
            .filter(|id| tree.expr(*id).span.start >= behind || tree.stmt_of(*id) == around)
            .any(|id| changes(id) && self.analysis.unit_at((call.0, id)) == unit)
    }

    /// Whether a function assigns to a name, or to an attribute that is spelled so.
    fn is_assigned(&self, unit: UnitId, path: &str) -> bool {
        let unit = self.analysis.get(unit);
        let tree = &self.analysis.file(unit.file).tree;
        let Some(function) = self.analysis.definition(unit) else {
            return true;
        };
        let spelled = |id: &ExprId| query::dotted(tree, *id).is_some_and(|text| text == path);
        let within = |id: &ExprId| query::walk_expr(tree, *id).iter().any(spelled);
        query::walk(tree, &function.body)
            .into_iter()
            .any(|stmt| match &tree.stmt(stmt).kind {
                StmtKind::Assign { targets, .. } => targets.iter().any(within),
                StmtKind::AugAssign { target, .. }
                | StmtKind::AnnAssign { target, .. }
                | StmtKind::For { target, .. } => within(target),
                StmtKind::With { items, .. } => items
                    .iter()
                    .filter_map(|item| item.target.as_ref())
                    .any(within),
                _ => false,
            })
    }
}

/// Whether a condition asks a flag alone, and which way: true where it holds if the flag is set. With `equal`, also
/// by what it equals.
fn asks(tree: &Tree, test: ExprId, (flag, equal): (&str, bool)) -> Option<bool> {
    let same = |id: ExprId| query::dotted(tree, id).is_some_and(|path| path == flag);
    match &tree.expr(test).kind {
        ExprKind::Unary { operator, operand } if &**operator == "not" => {
            asks(tree, *operand, (flag, equal)).map(|positive| !positive)
        }
        ExprKind::Compare {
            operands,
            operators,
        } => match (&operands[..], &operators[..]) {
            ([left, right], [operator]) if equal && same(*left) => {
                let ExprKind::Bool(value) = tree.expr(*right).kind else {
                    return None;
                };
                match &**operator {
                    "==" | "is" => Some(value),
                    "!=" | "is not" => Some(!value),
                    _ => None,
                }
            }
            _ => None,
        },
        _ => same(test).then_some(true),
    }
}

/// What holds of a flag at a statement of a block because a condition above it leaves where it does not.
fn left_above(tree: &Tree, block: &Block, at: StmtId, flag: (&str, bool)) -> Option<bool> {
    let above = block.iter().take_while(|one| **one != at);
    above.into_iter().find_map(|one| {
        let StmtKind::If { test, body, orelse } = &tree.stmt(*one).kind else {
            return None;
        };
        let leaves = matches!(
            tree.stmt(*body.last()?).kind,
            StmtKind::Return(_) | StmtKind::Raise { .. }
        );
        let positive = asks(tree, *test, flag)?;
        (leaves && orelse.is_empty()).then_some(!positive)
    })
}

/// Whether a statement assigns to an expression or deletes it.
fn is_target(tree: &Tree, id: ExprId) -> bool {
    let Parent::Stmt(stmt) = tree.expr(id).parent else {
        return matches!(tree.expr(id).parent, Parent::Expr(up)
            if matches!(tree.expr(up).kind, ExprKind::Tuple(_) | ExprKind::List(_) | ExprKind::Walrus { .. }));
    };
    match &tree.stmt(stmt).kind {
        StmtKind::Assign { targets, .. } => targets.contains(&id),
        StmtKind::AugAssign { target, .. }
        | StmtKind::AnnAssign { target, .. }
        | StmtKind::For { target, .. } => *target == id,
        StmtKind::With { items, .. } => items.iter().any(|item| item.target == Some(id)),
        StmtKind::Delete(targets) => targets.contains(&id),
        _ => false,
    }
}

/// How a call chose between one answer and a stream.
#[derive(PartialEq, Eq)]
pub(super) enum Chosen {
    /// By an argument, whose text means the same where the value leaves.
    By(String),
    /// By nothing that is seen.
    Unseen,
}
