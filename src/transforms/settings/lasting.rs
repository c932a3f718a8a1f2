//! Whether a setting surely gets the same value each time it is made, or is made once.

use super::{Settings, Site, Suite};
use crate::semantic::bind::MODULE;
use crate::semantic::infer::{Analysis, Owner};
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, ClassId, FileId, UnitId};
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind, Parent, StmtId, StmtKind, Tree};
use crate::syntax::query::{arguments, children, dotted, last};
use crate::transforms::names::scope_at;

/// Calls that are followed upwards from a function to what runs at import; names that take their value of each
/// other.
const DEPTH: usize = 6;

/// Methods of text that give text.
const OF_TEXT: [&str; 7] = [
    "strip", "rstrip", "lstrip", "lower", "upper", "replace", "format",
];

/// Functions that read a variable of the environment.
const READERS: [&str; 2] = ["getenv", "get"];

/// Methods that change a mapping.
const CHANGERS: [&str; 5] = ["update", "setdefault", "pop", "clear", "putenv"];

impl Settings<'_, '_> {
    /// Whether a setting holds one value for as long as the program runs.
    pub(super) fn lasts(&self, site: &Site) -> bool {
        let lasting = Lasting {
            analysis: self.analysis,
        };
        let once =
            || !self.suite(site).repeats() && lasting.runs_once((site.file, site.target), DEPTH);
        once()
            || site
                .value
                .is_some_and(|value| self.is_constant((site.file, value)))
    }

    /// Whether a value is the same whenever it is asked for.
    pub(super) fn is_constant(&self, place: Place) -> bool {
        let analysis = self.analysis;
        Lasting { analysis }.is_constant(place)
    }
}

/// Values that are the same whenever they are asked for.
#[derive(Debug, Clone, Copy)]
pub(in crate::transforms) struct Lasting<'a, 'p> {
    /// What is known.
    pub(in crate::transforms) analysis: &'a Analysis<'p>,
}

impl Lasting<'_, '_> {
    /// Whether a value is the same whenever it is asked for.
    pub(in crate::transforms) fn is_constant(&self, place: Place) -> bool {
        self.is_kept(place, DEPTH)
    }

    fn is_kept(&self, (file, expr): Place, left: usize) -> bool {
        let Some(left) = left.checked_sub(1) else {
            return false;
        };
        if matches!(
            self.analysis.value((file, expr)).single(),
            Some(Atom::Literal(_))
        ) {
            return true;
        }
        let tree = &self.analysis.file(file).tree;
        let kind = &tree.expr(expr).kind;
        match kind {
            ExprKind::Str { .. } | ExprKind::Number(_) | ExprKind::Bool(_) | ExprKind::None => true,
            ExprKind::Interpolated(_)
            | ExprKind::Binary { .. }
            | ExprKind::Boolean { .. }
            | ExprKind::Compare { .. }
            | ExprKind::Unary { .. }
            | ExprKind::Conditional { .. } => {
                let mut parts = children(kind).into_iter();
                parts.all(|part| self.is_kept((file, part), left))
            }
            ExprKind::Name(name) => self.is_kept_name((file, expr), name, left),
            ExprKind::Attribute { value, attribute } => {
                self.is_kept_attribute((file, *value), &attribute.text, left)
            }
            ExprKind::Subscript { value, index } => {
                self.is_kept_item((file, *value), (file, *index), left)
            }
            ExprKind::Call { function, .. } => self.is_kept_call((file, *function), expr, left),
            _ => false,
        }
    }

    /// Whether a call reads a variable or an item that stays, or makes text of such.
    fn is_kept_call(&self, (file, function): Place, call: ExprId, left: usize) -> bool {
        let tree = &self.analysis.file(file).tree;
        let given = arguments(tree.expr(call));
        if !given
            .iter()
            .all(|one| self.is_kept((file, one.value), left))
        {
            return false;
        }
        let name = match &tree.expr(function).kind {
            ExprKind::Attribute { attribute, .. } => &*attribute.text,
            ExprKind::Name(name) => name,
            _ => return false,
        };
        let base = match &tree.expr(function).kind {
            ExprKind::Attribute { value, .. } => Some(*value),
            _ => None,
        };
        match (base, given.first()) {
            (Some(base), Some(key)) if name == "get" => {
                self.is_kept_item((file, base), (file, key.value), left)
            }
            (_, Some(key))
                if READERS.contains(&name) && self.is_of_the_system((file, function)) =>
            {
                self.is_kept_variable((file, key.value))
            }
            (Some(base), _) if OF_TEXT.contains(&name) => self.is_kept((file, base), left),
            (None, Some(_)) => name == "str",
            _ => false,
        }
    }

    /// Whether an item of a mapping stays: a variable of the environment that nothing sets, or the item of a
    /// mapping in which nothing is put.
    fn is_kept_item(&self, (file, base): Place, key: Place, left: usize) -> bool {
        let tree = &self.analysis.file(file).tree;
        let Some(path) = dotted(tree, base) else {
            return false;
        };
        if last(&path) == "environ" {
            return self.is_kept_variable(key);
        }
        let mapping = last(&path);
        self.is_kept((file, base), left) && self.is_kept(key, left) && !self.is_put_in(mapping, key)
    }

    /// Whether something is put in a mapping of this name, under this key or another way.
    fn is_put_in(&self, mapping: &str, key: Place) -> bool {
        let key = self.text_at(key);
        self.any_expr(|place, tree| {
            let ends = |expr: ExprId| dotted(tree, expr).is_some_and(|path| last(&path) == mapping);
            match &tree.expr(place.1).kind {
                ExprKind::Subscript { value, index } if is_stored(tree, place.1) => {
                    let other = self.text_at((place.0, *index));
                    match (&key, other) {
                        (Some(key), Some(other)) => *key == other,
                        _ => ends(*value),
                    }
                }
                ExprKind::Call { function, .. } => match &tree.expr(*function).kind {
                    ExprKind::Attribute { value, attribute } => {
                        CHANGERS.contains(&&*attribute.text) && ends(*value)
                    }
                    _ => false,
                },
                _ => false,
            }
        })
    }

    /// Whether the project sets a variable of the environment at most once, when a file is imported.
    fn is_kept_variable(&self, key: Place) -> bool {
        let Some(key) = self.text_at(key) else {
            return false;
        };
        let mut times = 0;
        let later = self.any_expr(|place, tree| {
            let sets = match &tree.expr(place.1).kind {
                ExprKind::Str { value, .. } => {
                    **value == *key && Self::sets_variable(tree, place.1)
                }
                ExprKind::Call { function, .. } => {
                    let path = dotted(tree, *function).unwrap_or_default();
                    let given = arguments(tree.expr(place.1)).iter();
                    path.contains("environ")
                        && given.into_iter().any(|one| {
                            matches!(&one.kind, ArgumentKind::Keyword(name) if *name.text == *key)
                        })
                }
                _ => false,
            };
            if sets {
                times += 1;
            }
            sets && (self.is_in_loop(place) || !self.runs_once(place, DEPTH))
        });
        !later && times < 2
    }

    /// Whether a string names a variable of the environment where that is set.
    fn sets_variable(tree: &Tree, name: ExprId) -> bool {
        let Parent::Expr(up) = tree.expr(name).parent else {
            return false;
        };
        match &tree.expr(up).kind {
            ExprKind::Subscript { value, index } => {
                let environ = dotted(tree, *value).is_some_and(|path| last(&path) == "environ");
                *index == name && environ && is_stored(tree, up)
            }
            ExprKind::Call { function, .. } => {
                let path = dotted(tree, *function).unwrap_or_default();
                matches!(last(&path), "setdefault" | "putenv" | "setenv")
            }
            // A dict that fills the environment, or that may.
            ExprKind::Dict(items) => items.iter().any(|item| item.key == Some(name)),
            _ => false,
        }
    }

    /// Whether a name is given its value once, before anything else runs.
    fn is_kept_name(&self, (file, expr): Place, name: &str, left: usize) -> bool {
        let held = self.analysis.file(file);
        let scope = scope_at(self.analysis, (file, expr));
        match held.scopes.owner(scope, name) {
            // A builtin.
            None => true,
            Some(MODULE) => self.is_bound_once(file, name),
            Some(owner) => {
                let stores = self.stores(file, name, owner);
                let [only] = stores[..] else {
                    return false;
                };
                let value = crate::syntax::query::assigned(&held.tree, only);
                let kept = value.is_some_and(|value| self.is_kept((file, value), left));
                kept && !held.scopes.get(owner).shared.contains(name)
                    && !self.is_parameter(file, expr, name)
            }
        }
    }

    fn is_parameter(&self, file: FileId, expr: ExprId, name: &str) -> bool {
        self.analysis.unit_at((file, expr)).is_none_or(|unit| {
            let mut parameters = self.analysis.parameters(unit).iter();
            parameters.any(|one| *one.name.text == *name)
        })
    }

    /// Whether a variable of a file is bound in one place, or in branches of which one runs, at import.
    fn is_bound_once(&self, file: FileId, name: &str) -> bool {
        let held = self.analysis.file(file);
        let scope = held.scopes.get(MODULE);
        if !scope.names.contains_key(name) || scope.shared.contains(name) {
            return false;
        }
        let stores = self.stores(file, name, MODULE);
        let tree = &held.tree;
        let imports = self.analysis.imported.iter();
        let imports = imports.filter(|((at, _), one)| {
            *at == file && one.scope == MODULE && self.analysis.names.get(one.name) == name
        });
        let defined = tree.stmts.iter().filter(|stmt| match &stmt.kind {
            StmtKind::Function(one) => *one.name.text == *name,
            StmtKind::Class(one) => *one.name.text == *name,
            _ => false,
        });
        let others = imports.count() + defined.count();
        if others > 0 {
            return others == 1 && stores.is_empty();
        }
        let stmts: Option<Vec<StmtId>> = stores.iter().map(|id| tree.stmt_of(*id)).collect();
        let suites: Vec<Suite> = stmts
            .unwrap_or_default()
            .into_iter()
            .filter(|stmt| {
                matches!(
                    tree.stmt(*stmt).kind,
                    StmtKind::Assign { .. } | StmtKind::AnnAssign { .. }
                )
            })
            .map(|stmt| Suite::of(tree, stmt))
            .collect();
        let pairs = suites.iter().enumerate();
        let mut pairs =
            pairs.flat_map(|(at, one)| suites[at + 1..].iter().map(move |other| (one, other)));
        !suites.is_empty()
            && suites.len() == stores.len()
            && suites.iter().all(Suite::runs_once)
            && pairs.all(|(one, other)| one.excludes(other))
    }

    /// Where a scope of a file gives a name a value, loops and `with` as well.
    fn stores(
        &self,
        file: FileId,
        name: &str,
        owner: crate::semantic::bind::ScopeId,
    ) -> Vec<ExprId> {
        let held = self.analysis.file(file);
        let tree = &held.tree;
        let is_name =
            |id: &ExprId| matches!(&tree.expr(*id).kind, ExprKind::Name(one) if **one == *name);
        let own = |id: &ExprId| {
            let scope = scope_at(self.analysis, (file, *id));
            held.scopes.owner(scope, name) == Some(owner)
        };
        tree.expr_ids()
            .filter(|id| is_name(id) && is_stored(tree, *id) && own(id))
            .collect()
    }

    /// Whether an attribute holds what it was first given: of a module, or of an object or a class that stays.
    fn is_kept_attribute(&self, base: Place, name: &str, left: usize) -> bool {
        let value = self.analysis.value(base);
        let Some(atom) = value.single() else {
            return false;
        };
        match atom {
            Atom::Module(file) => {
                self.is_bound_once(file, name) && !self.is_stored_attribute(name, None)
            }
            Atom::Symbol(_) => !self.is_stored_attribute(name, None),
            Atom::Class(class) | Atom::Object(class) => {
                self.is_kept(base, left)
                    && !self.is_computed(class, name)
                    && !self.is_stored_attribute(name, Some(class))
            }
            _ => false,
        }
    }

    /// Whether a method of a class says what an attribute is.
    fn is_computed(&self, class: ClassId, name: &str) -> bool {
        self.analysis.line(class).any(|one| {
            let held = &self.analysis.classes[one.0 as usize];
            let tree = &self.analysis.file(held.file).tree;
            let StmtKind::Class(definition) = &tree.stmt(held.stmt).kind else {
                return true;
            };
            definition.body.iter().any(|stmt| {
                matches!(&tree.stmt(*stmt).kind, StmtKind::Function(one)
                    if *one.name.text == *name || one.name.text.starts_with("__getattr"))
            })
        })
    }

    /// Whether the project stores an attribute of this name: of an object of `class` elsewhere than where it is
    /// made.
    fn is_stored_attribute(&self, name: &str, class: Option<ClassId>) -> bool {
        self.any_expr(|place, tree| match &tree.expr(place.1).kind {
            ExprKind::Attribute { value, attribute } => {
                let alone = matches!(tree.expr(*value).kind, ExprKind::Name(_));
                *attribute.text == *name
                    && is_stored(tree, place.1)
                    && !(class.is_some() && alone && self.is_in_constructor(place))
            }
            ExprKind::Str { value, .. } if **value == *name => {
                let Parent::Expr(up) = tree.expr(place.1).parent else {
                    return false;
                };
                match &tree.expr(up).kind {
                    ExprKind::Call { function, .. } => {
                        dotted(tree, *function).is_some_and(|path| last(&path) == "setattr")
                    }
                    _ => false,
                }
            }
            _ => false,
        })
    }

    fn is_in_constructor(&self, place: Place) -> bool {
        let unit = self.analysis.unit_at(place);
        unit.is_some_and(|unit| &*self.analysis.get(unit).name == "__init__")
    }

    /// Whether the code at a place runs once: at import, or in a function that is called in one place which does.
    fn runs_once(&self, place: Place, left: usize) -> bool {
        let Some(unit) = self.analysis.unit_at(place) else {
            return false;
        };
        if self.analysis.get(unit).owner == Owner::Module {
            return true;
        }
        let (Some(left), Owner::Function(_)) = (left.checked_sub(1), self.analysis.get(unit).owner)
        else {
            return false;
        };
        if self.analysis.store.open_units.contains(&unit) {
            return false;
        }
        let calls = self.calls_of(unit);
        let [call] = calls[..] else {
            return false;
        };
        !self.is_in_loop(call) && self.runs_once(call, left)
    }

    /// Where a function is called.
    fn calls_of(&self, unit: UnitId) -> Vec<Place> {
        let mut out = Vec::new();
        self.any_expr(|place, tree| {
            if let ExprKind::Call { function, .. } = &tree.expr(place.1).kind {
                let called = self.analysis.value((place.0, *function));
                let mut atoms = called.atoms().iter();
                if atoms.any(|atom| {
                    matches!(atom, Atom::Function(one) | Atom::Bound(one, _) if *one == unit)
                }) {
                    out.push(place);
                }
            }
            false
        });
        out
    }

    /// Whether a loop or a comprehension of its own body of code is around an expression.
    fn is_in_loop(&self, (file, expr): Place) -> bool {
        let tree = &self.analysis.file(file).tree;
        let mut at = expr;
        while let Parent::Expr(up) = tree.expr(at).parent {
            if matches!(
                tree.expr(up).kind,
                ExprKind::Comprehension { .. } | ExprKind::Lambda { .. }
            ) {
                return true;
            }
            at = up;
        }
        tree.stmt_of(expr)
            .is_none_or(|stmt| Suite::of(tree, stmt).repeats())
    }

    fn is_of_the_system(&self, (file, function): Place) -> bool {
        let tree = &self.analysis.file(file).tree;
        dotted(tree, function).is_some_and(|path| matches!(&*path, "getenv" | "os.getenv"))
    }

    /// The text at a place, if it is one literal.
    fn text_at(&self, place: Place) -> Option<String> {
        match self.analysis.value(place).single()? {
            Atom::Literal(id) => self.analysis.text_of(id).map(str::to_owned),
            _ => None,
        }
    }

    fn any_expr(&self, mut holds: impl FnMut(Place, &Tree) -> bool) -> bool {
        let files = (0..).map(FileId).take(self.analysis.files.len());
        for file in files {
            let tree = &self.analysis.file(file).tree;
            if tree.expr_ids().any(|id| holds((file, id), tree)) {
                return true;
            }
        }
        false
    }
}

/// Whether a statement gives an expression another value, or takes it away.
fn is_stored(tree: &Tree, expr: ExprId) -> bool {
    let mut at = expr;
    loop {
        match tree.expr(at).parent {
            Parent::Expr(up) => match &tree.expr(up).kind {
                ExprKind::Tuple(_) | ExprKind::List(_) | ExprKind::Starred(_) => at = up,
                ExprKind::Walrus { target, .. } => return *target == at,
                _ => return false,
            },
            Parent::Stmt(stmt) => {
                return match &tree.stmt(stmt).kind {
                    StmtKind::Assign { targets, .. } | StmtKind::Delete(targets) => {
                        targets.contains(&at)
                    }
                    StmtKind::AnnAssign { target, value, .. } => *target == at && value.is_some(),
                    StmtKind::AugAssign { target, .. } | StmtKind::For { target, .. } => {
                        *target == at
                    }
                    StmtKind::With { items, .. } => {
                        items.iter().any(|item| item.target == Some(at))
                    }
                    _ => false,
                };
            }
            _ => return false,
        }
    }
}
