//! Whether a value outlives the line that makes it.

use rustc_hash::FxHashSet;

use super::once::is_of_short_life;
use crate::rules::model::{FunctionKind, Symbol, Type};
use crate::semantic::bind::MODULE;
use crate::semantic::external::Typed;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{AllocKind, Atom, FileId, UnitId};
use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtKind, Tree};
use crate::syntax::query::call_above;

/// Whether the value of an expression outlives the line's own run: returned, stored beyond the body of
/// code, or handed to code that may keep it.
#[must_use]
pub fn is_kept(analysis: &Analysis<'_>, place: Place) -> bool {
    if is_initialiser(&analysis.file(place.0).tree, place.1) {
        return true;
    }
    Keeper {
        analysis,
        file: place.0,
        seen: FxHashSet::default(),
        made: place,
        goes_on: false,
    }
    .keeps(place.1)
}

/// Whether a call initialises an object that is there already.
fn is_initialiser(tree: &Tree, call: ExprId) -> bool {
    match &tree.expr(call).kind {
        ExprKind::Call { function, .. } => match &tree.expr(*function).kind {
            ExprKind::Attribute { attribute, .. } => &*attribute.text == "__init__",
            _ => false,
        },
        _ => false,
    }
}

struct Keeper<'a, 'p> {
    analysis: &'a Analysis<'p>,
    file: FileId,
    seen: FxHashSet<Place>,
    /// Where the value is made.
    made: Place,
    /// Whether it was followed beyond the body of code that makes it.
    goes_on: bool,
}

impl Keeper<'_, '_> {
    fn keeps(&mut self, expr: ExprId) -> bool {
        if !self.seen.insert((self.file, expr)) {
            return false;
        }
        let tree = &self.analysis.file(self.file).tree;
        match tree.expr(expr).parent {
            Parent::Module => true,
            Parent::Expr(up) => self.keeps_operand(expr, up),
            Parent::Stmt(stmt) => match &tree.stmt(stmt).kind {
                StmtKind::Assign { targets, value } if *value == expr => {
                    targets.iter().any(|target| self.target(*target))
                }
                StmtKind::AnnAssign { target, .. } => self.target(*target),
                StmtKind::With { items, .. } => items
                    .iter()
                    .filter(|item| item.context == expr)
                    .filter_map(|item| item.target)
                    .any(|target| self.target(target)),
                StmtKind::Return(_) => self.keeps_given(expr),
                StmtKind::Function(_) | StmtKind::Class(_) => true,
                _ => false,
            },
        }
    }

    fn keeps_operand(&mut self, expr: ExprId, up: ExprId) -> bool {
        let tree = &self.analysis.file(self.file).tree;
        match &tree.expr(up).kind {
            ExprKind::Attribute { .. } => self.keeps_member(up),
            ExprKind::Await(_) | ExprKind::Boolean { .. } => self.keeps(up),
            ExprKind::Conditional { test, .. } => *test != expr && self.keeps(up),
            ExprKind::Walrus { target, .. } => self.target(*target) || self.keeps(up),
            ExprKind::Interpolated(_) | ExprKind::Compare { .. } | ExprKind::Unary { .. } => false,
            ExprKind::Subscript { value, .. } => *value != expr,
            ExprKind::Yield(_) => self.keeps_given(expr),
            ExprKind::Call { function, .. } if *function != expr && self.builds(up) => {
                self.keeps(up)
            }
            _ => true,
        }
    }

    /// Whether a call builds an object of a package, which lives no longer than its own use.
    fn builds(&self, call: ExprId) -> bool {
        let symbols = self.analysis.calls.get(&(self.file, call));
        let mut symbols = symbols.into_iter().flatten();
        let (Some(symbol), None) = (symbols.next(), symbols.next()) else {
            return false;
        };
        let symbol = self.analysis.names.get(*symbol);
        let mut packs = self.analysis.external.packs.iter();
        packs.any(|pack| match pack.old.resolve(symbol) {
            Some(Symbol::Class(_)) => true,
            Some(Symbol::Function(function)) => {
                let function = pack.old.function(function);
                let gives = function.signatures.iter().map(|one| &one.returns);
                function.kind == FunctionKind::ClassMethod
                    && gives.into_iter().all(|one| *one == Type::SelfType)
            }
            _ => false,
        })
    }

    /// A value that a function gives back: kept if one of those that get it keeps it, or if that cannot be
    /// seen.
    fn keeps_given(&mut self, expr: ExprId) -> bool {
        let unit = self.analysis.unit_at((self.file, expr));
        let open = |unit: &UnitId| self.analysis.store.open_units.contains(unit);
        let Some(unit) = unit.filter(|unit| !open(unit) || self.is_only_provided(*unit)) else {
            return true;
        };
        if std::mem::replace(&mut self.goes_on, true) {
            // Those who get it are among the places that are looked at.
            return !open(&unit) && !self.analysis.callers.contains_key(&unit);
        }
        let receivers = self.receivers(unit);
        let before = self.file;
        let kept = receivers.is_empty()
            || receivers.into_iter().any(|(file, expr)| {
                self.file = file;
                self.keeps(expr)
            });
        self.file = before;
        kept
    }

    /// Whether a function is handed to nothing but what provides parameters with its results, each time anew.
    fn is_only_provided(&self, unit: UnitId) -> bool {
        let is_it = |atom: &Atom| matches!(atom, Atom::Function(one) if *one == unit);
        let mut provided = false;
        for file in self.analysis.file_ids() {
            let tree = &self.analysis.file(file).tree;
            for id in tree.expr_ids() {
                if !self.analysis.value((file, id)).atoms().iter().any(is_it) {
                    continue;
                }
                match tree.expr(id).parent {
                    Parent::Expr(up) if self.provides((file, up)) => provided = true,
                    Parent::Expr(up) => match &tree.expr(up).kind {
                        ExprKind::Call { function, .. } if *function == id => {}
                        _ => return false,
                    },
                    _ => return false,
                }
            }
        }
        provided
    }

    /// Whether a call gives what stands for a provided parameter.
    fn provides(&self, place: Place) -> bool {
        let mut atoms = self.analysis.value(place).atoms().iter();
        atoms.any(|atom| match atom {
            Atom::Alloc(alloc) => self.analysis.store.get(*alloc).kind == AllocKind::Provided,
            _ => false,
        })
    }

    /// The places beyond a body of code that get the value.
    fn receivers(&self, unit: UnitId) -> Vec<Place> {
        let Some(origin) = self.analysis.origin_at(self.made) else {
            return Vec::new();
        };
        // What its methods give has the same origin and another type.
        let made = self.analysis.value(self.made).atoms();
        let is_it = |atom: &Atom| {
            matches!(atom, Atom::Instance(_, Some(one)) if *one == origin) && made.contains(atom)
        };
        let mut out = Vec::new();
        for file in self.analysis.file_ids() {
            for id in self.analysis.file(file).tree.expr_ids() {
                let place = (file, id);
                let gets = self.analysis.value(place).atoms().iter().any(is_it);
                if gets && self.analysis.unit_at(place) != Some(unit) {
                    out.push(place);
                }
            }
        }
        out
    }

    /// A member of the value: what its methods give may hold it.
    fn keeps_member(&mut self, attribute: ExprId) -> bool {
        let tree = &self.analysis.file(self.file).tree;
        match call_above(tree, attribute) {
            Some((call, function, _)) if function == attribute => {
                let value = self.analysis.value((self.file, call));
                let holds = value
                    .atoms()
                    .iter()
                    .any(|atom| matches!(atom, Atom::Instance(of, _) if holds_objects(self.analysis.types.get(*of))));
                holds && self.keeps(call)
            }
            // A bound method that is not called here goes somewhere.
            _ => self.keeps(attribute),
        }
    }

    /// A name that is given the value: kept if it is not the body's own, or if a use of it keeps it.
    fn target(&mut self, target: ExprId) -> bool {
        let file = self.analysis.file(self.file);
        let ExprKind::Name(name) = &file.tree.expr(target).kind else {
            return !is_of_short_life(self.analysis, (self.file, target));
        };
        let Some(unit) = self.analysis.unit_at((self.file, target)).or_else(|| {
            // Targets have no value of their own: the statement's operands say where it runs.
            self.unit_of_statement(target)
        }) else {
            return true;
        };
        let scope = self.analysis.get(unit).scope;
        let owner = file.scopes.owner(scope, name);
        if owner != Some(scope) {
            return true;
        }
        let uses: Vec<(ExprId, UnitId)> = file
            .tree
            .expr_ids()
            .filter(|id| *id != target)
            .filter(
                |id| matches!(&file.tree.expr(*id).kind, ExprKind::Name(other) if other == name),
            )
            .filter_map(|id| Some((id, self.analysis.unit_at((self.file, id))?)))
            .filter(|(_, at)| file.scopes.owner(self.analysis.get(*at).scope, name) == Some(scope))
            .collect();
        uses.into_iter().any(|(id, at)| {
            if at != unit {
                // At module level, functions see the last value only.
                return scope != MODULE;
            }
            self.keeps(id)
        })
    }

    fn unit_of_statement(&self, target: ExprId) -> Option<UnitId> {
        let tree = &self.analysis.file(self.file).tree;
        let stmt = tree.stmt_of(target)?;
        crate::syntax::query::operands(&tree.stmt(stmt).kind)
            .into_iter()
            .find_map(|id| self.analysis.unit_at((self.file, id)))
    }
}

/// Whether values of a type are objects of a package, or give such objects.
fn holds_objects(of: &Typed) -> bool {
    match of {
        Typed::Class(..) => true,
        Typed::List(inner)
        | Typed::Dict(inner)
        | Typed::Iterator(inner)
        | Typed::AsyncIterator(inner)
        | Typed::Awaitable(inner) => holds_objects(inner),
        Typed::Tuple(parts) | Typed::Union(parts) => parts.iter().any(holds_objects),
        Typed::Any | Typed::None | Typed::Scalar => false,
    }
}
