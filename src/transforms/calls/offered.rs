//! Dicts that tests get by the names of their parameters: from a fixture, or from a function that one gives.

use super::Worker;
use crate::semantic::infer::Owner;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, UnitId};
use crate::syntax::ast::{ExprId, ExprKind, Parameter, Parent, StmtId, StmtKind, Tree};
use crate::syntax::query::{arguments, dotted, last, walk_expr};

impl Worker<'_, '_> {
    /// Whether an expression is surely a dict that a fixture gives: the parameter of that name, or what the function
    /// gives that the parameter is.
    pub(super) fn is_offered_mapping(&self, place: Place) -> bool {
        let tree = &self.analysis.file(place.0).tree;
        match &tree.expr(place.1).kind {
            ExprKind::Name(name) => {
                let offering = self.offering(place, name);
                offering.is_some_and(|unit| self.gives_mappings(unit))
                    || self.is_given_mappings(place, name)
            }
            ExprKind::Call { function, .. } => {
                let ExprKind::Name(name) = &tree.expr(*function).kind else {
                    return false;
                };
                let maker = self.offering((place.0, *function), name);
                let made = maker.map(|unit| self.given_by(unit)).unwrap_or_default();
                let [given] = made[..] else {
                    return false;
                };
                match self.analysis.value(given).single() {
                    Some(Atom::Function(made)) => self.gives_mappings(made),
                    _ => false,
                }
            }
            _ => false,
        }
    }

    /// What a decorator gives a parameter of a test, one by one, where it spells all of it:
    /// `parametrize("name, other", [(1, 2), (3, 4)])`.
    pub(super) fn values_given(&self, place: Place) -> Option<Vec<Place>> {
        let tree = &self.analysis.file(place.0).tree;
        let ExprKind::Name(name) = &tree.expr(place.1).kind else {
            return None;
        };
        let taker = self.analysis.unit_at(place)?;
        let function = self.analysis.definition(self.analysis.get(taker))?;
        function.decorators.iter().find_map(|decorator| {
            let expr = tree.expr(*decorator);
            let ExprKind::Call { function, .. } = &expr.kind else {
                return None;
            };
            let [names, values, ..] = arguments(expr) else {
                return None;
            };
            let (ExprKind::Str { value: names, .. }, ExprKind::List(items)) =
                (&tree.expr(names.value).kind, &tree.expr(values.value).kind)
            else {
                return None;
            };
            let is_it = dotted(tree, *function).is_some_and(|path| last(&path) == "parametrize");
            let names: Vec<&str> = names.split(',').map(str::trim).collect();
            let at = names.iter().position(|one| is_it && *one == &**name)?;
            let given = items.iter().map(|item| match &tree.expr(*item).kind {
                _ if names.len() == 1 => Some((place.0, *item)),
                ExprKind::Tuple(parts) => parts.get(at).map(|part| (place.0, *part)),
                _ => None,
            });
            given.collect()
        })
    }

    /// Whether a decorator gives a parameter nothing but dicts, and the function leaves it as it is.
    fn is_given_mappings(&self, place: Place, name: &str) -> bool {
        let tree = &self.analysis.file(place.0).tree;
        let given = self.values_given(place).unwrap_or_default();
        let is_dict = |one: &Place| self.is_mapping(self.analysis.value(*one));
        if given.is_empty() || !given.iter().all(is_dict) {
            return false;
        }
        // With more arguments a fixture may get the dicts, and give something else.
        let list = given.first().map(|(_, one)| tree.expr(*one).parent);
        let mut lists = std::iter::successors(list, |up| match up {
            Parent::Expr(up) => Some(tree.expr(*up).parent),
            _ => None,
        });
        let is_plain = lists.find_map(|up| match up {
            Parent::Expr(up) if matches!(tree.expr(up).kind, ExprKind::Call { .. }) => {
                Some(arguments(tree.expr(up)).len() == 2)
            }
            _ => None,
        });
        let is_read = |id: ExprId| match tree.expr(id).parent {
            Parent::Expr(up) => matches!(
                tree.expr(up).kind,
                ExprKind::Call { .. }
                    | ExprKind::Attribute { .. }
                    | ExprKind::Subscript { .. }
                    | ExprKind::Compare { .. }
            ),
            Parent::Stmt(up) => match &tree.stmt(up).kind {
                StmtKind::Assign { targets, .. } => !targets.contains(&id),
                _ => false,
            },
            Parent::Module => false,
        };
        let unit = self.analysis.unit_at(place);
        let stays = tree.expr_ids().all(|id| {
            !matches!(&tree.expr(id).kind, ExprKind::Name(one) if **one == *name)
                || self.analysis.unit_at((place.0, id)) != unit
                || is_read(id)
        });
        is_plain == Some(true) && stays
    }

    /// What offers a value by the name of a parameter, if nothing else does and the function is given no other.
    pub(super) fn offering(&self, place: Place, name: &str) -> Option<UnitId> {
        let is_it = |one: &&Parameter| *one.name.text == *name;
        let tree = &self.analysis.file(place.0).tree;
        // A lambda reads the parameters of the function around it.
        let mut around = std::iter::successors(Some(place.1), |id| match tree.expr(*id).parent {
            Parent::Expr(up) => Some(up),
            Parent::Stmt(_) | Parent::Module => None,
        });
        let (taker, parameter) = around.find_map(|id| {
            let taker = self.analysis.unit_at((place.0, id))?;
            let mut parameters = self.analysis.parameters(taker).iter();
            Some((taker, parameters.find(is_it)?))
        })?;
        let Owner::Function(stmt) = self.analysis.get(taker).owner else {
            return None;
        };
        // A name that is bound anew, or that a decorator gives values to, may be something else.
        let bound = tree.stmts.iter().any(|one| match &one.kind {
            StmtKind::Assign { targets, .. } => targets.iter().any(
                |target| matches!(&tree.expr(*target).kind, ExprKind::Name(one) if **one == *name),
            ),
            _ => false,
        });
        if parameter.default.is_some() || bound || names_it_in_a_decorator(tree, stmt, name) {
            return None;
        }
        let offered = self.analysis.names.find(name)?;
        let all = 0..self.analysis.units.len();
        let units = all.map(|index| UnitId(u32::try_from(index).expect("fewer than 2^32 bodies")));
        let mut offering = units.filter(|unit| self.analysis.get(*unit).offers == Some(offered));
        let unit = offering.next()?;
        offering.next().is_none().then_some(unit)
    }

    pub(super) fn given_by(&self, unit: UnitId) -> Vec<Place> {
        let places = self.analysis.returns.get(&unit).into_iter();
        places.flatten().copied().collect()
    }

    fn gives_mappings(&self, unit: UnitId) -> bool {
        let given = self.given_by(unit);
        let info = self.analysis.get(unit);
        !info.asynchronous
            && !given.is_empty()
            && given
                .iter()
                .all(|place| self.is_mapping(self.analysis.value(*place)))
    }
}

/// Whether a string in a decorator of a function, or of the class around it, has a name among its words.
fn names_it_in_a_decorator(tree: &Tree, stmt: StmtId, name: &str) -> bool {
    let mut at = Some(stmt);
    while let Some(id) = at {
        let decorators = match &tree.stmt(id).kind {
            StmtKind::Function(function) => &function.decorators,
            StmtKind::Class(class) => &class.decorators,
            _ => return false,
        };
        let mut below = decorators.iter().flat_map(|one| walk_expr(tree, *one));
        let names = below.any(|id| match &tree.expr(id).kind {
            ExprKind::Str { value, .. } => value
                .split(|letter: char| letter != '_' && !letter.is_alphanumeric())
                .any(|word| word == name),
            _ => false,
        });
        if names {
            return true;
        }
        at = match tree.stmt(id).parent {
            Parent::Stmt(up) => Some(up),
            Parent::Module | Parent::Expr(_) => None,
        };
    }
    false
}
