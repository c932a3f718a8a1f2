//! Classes that hang on a client as resources now, where the project keeps one: in a variable, in an
//! attribute, in what a function gives. Which of those places belong together, and what stands in the
//! way of keeping the resource there instead.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Worker;
use super::disjoint::Disjoint;
use super::hits::Hit;
use super::moved::Origin;
use crate::matching::references::Context;
use crate::matching::uses::{open_returns, put_into_leaving};
use crate::rules::model::Symbol;
use crate::rules::schema::{New, Provided};
use crate::semantic::bind::{MODULE, ScopeId};
use crate::semantic::infer::MethodBinding;
use crate::semantic::names::NameId;
use crate::semantic::store::{Place, Slot};
use crate::semantic::value::{Atom, ClassId, FileId, UnitId, Value};
use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtKind, Tree};
use crate::syntax::query::{arguments, walk_expr};
use crate::transforms::names::scope_at;

/// Where a class is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Keeper {
    /// In an attribute of a class or of those that share an ancestor with it.
    Field(ClassId, NameId),
    /// In a variable.
    Variable(FileId, ScopeId, NameId),
    /// In whatever else: what is passed, returned or put into containers.
    Elsewhere,
}

/// The places that keep one class and may hand it to each other.
#[derive(Debug, Default)]
pub(super) struct Family {
    /// The class.
    pub(super) class: String,
    /// Where the class is named.
    pub(super) named: Vec<Place>,
    /// What is read of it through what keeps it: `x.create` for a kept `x`.
    pub(super) read: Vec<Place>,
    /// Whether it is compared with something.
    pub(super) compared: bool,
    /// Whether a text says that it is meant.
    pub(super) by_name: bool,
    /// Why the resource cannot be kept there instead.
    pub(super) refused: Option<String>,
}

/// The classes that are kept.
#[derive(Debug, Default)]
pub(super) struct Stored {
    pub(super) families: Vec<Family>,
}

/// Sets of keepers that hand things to each other.
#[derive(Default)]
struct Joined {
    ids: BTreeMap<(NameId, Keeper), usize>,
    sets: Disjoint,
}

impl Joined {
    fn id(&mut self, class: NameId, keeper: Keeper) -> usize {
        let next = self.sets.len();
        let id = *self.ids.entry((class, keeper)).or_insert(next);
        if id == next {
            self.sets.push();
        }
        self.sets.find(id)
    }
}

/// A place that has the class, with what it is read from and what it goes to.
pub(super) struct Met {
    pub(super) place: Place,
    pub(super) class: NameId,
    pub(super) keepers: Vec<Keeper>,
    named: bool,
}

impl Worker<'_, '_> {
    /// What a class became, if a client has it as a resource now.
    pub(super) fn resource(&self, symbol: &str) -> Option<Provided> {
        let (row, _) = self.rows(symbol)?;
        match (&row.new, self.active.old.resolve(symbol)) {
            (Some(New::Provided(provided)), Some(Symbol::Class(_))) => Some(provided.clone()),
            _ => None,
        }
    }

    /// All classes that the project keeps.
    pub(super) fn stored(&self, hits: &[Hit]) -> Stored {
        let named: FxHashSet<Place> = hits
            .iter()
            .filter(|hit| self.is_kept(hit))
            .filter_map(|hit| Some((hit.reference.file, hit.reference.expr?)))
            .collect();
        let mut out = Stored::default();
        if named.is_empty() {
            return out;
        }
        let met = self.met(&named);
        let mut joined = Joined::default();
        for one in &met {
            let ids: Vec<usize> = one
                .keepers
                .iter()
                .map(|keeper| joined.id(one.class, *keeper))
                .collect();
            for pair in ids.windows(2) {
                joined.sets.join(pair[0], pair[1]);
            }
        }
        let mut index: FxHashMap<usize, usize> = FxHashMap::default();
        let returned = open_returns(self.analysis);
        let leaving = put_into_leaving(self.analysis, &returned);
        for one in met {
            let Some(keeper) = one.keepers.first() else {
                continue;
            };
            let id = joined.id(one.class, *keeper);
            let family = *index.entry(id).or_insert_with(|| {
                out.families.push(Family {
                    class: self.analysis.names.get(one.class).to_owned(),
                    ..Family::default()
                });
                out.families.len() - 1
            });
            let held = &mut out.families[family];
            held.compared |= self.is_operand(one.place);
            held.by_name |= self.is_read_by_name(&one);
            let read = self.read_of(one.place);
            if one.named {
                held.named.push(one.place);
            } else if let Some(read) = read {
                held.read.push(read);
            }
            let gone = leaving.contains(&one.place) || returned.contains_key(&one.place);
            let why = if gone {
                Some("the class is given to code that is not known".to_owned())
            } else {
                self.in_the_way(&one)
            };
            if held.refused.is_none() {
                held.refused = why;
            }
        }
        out
    }

    /// Whether what stands at a place is compared, with more than `None`.
    fn is_operand(&self, (file, expr): Place) -> bool {
        let tree = &self.analysis.file(file).tree;
        let Parent::Expr(up) = tree.expr(expr).parent else {
            return false;
        };
        let is_none = |id: &ExprId| *id == expr || matches!(tree.expr(*id).kind, ExprKind::None);
        matches!(&tree.expr(up).kind, ExprKind::Compare { operands, .. } if !operands.iter().all(is_none))
    }

    /// Whether a reference names a class, and the class goes on from there.
    pub(super) fn is_kept(&self, hit: &Hit) -> bool {
        let reference = &hit.reference;
        let Some(expr) = reference.expr else {
            return false;
        };
        reference.certain
            && reference.context == Context::Read
            && reference.symbols.len() == 1
            && self.resource(&reference.symbols[0]).is_some()
            && self.origin((reference.file, expr)) != Origin::Own
            && self.replacing((reference.file, expr)).is_none()
            && goes_on(&self.analysis.file(reference.file).tree, expr)
    }

    /// The places that have a class which is kept somewhere.
    fn met(&self, named: &FxHashSet<Place>) -> Vec<Met> {
        let classes: FxHashSet<NameId> = named
            .iter()
            .flat_map(|place| self.analysis.value(*place).atoms())
            .filter_map(|atom| match atom {
                Atom::Symbol(name) => Some(*name),
                _ => None,
            })
            .collect();
        let mut out = Vec::new();
        for index in 0..self.analysis.files.len() {
            let file = FileId(u32::try_from(index).expect("fewer than 2^32 files"));
            let tree = &self.analysis.file(file).tree;
            for index in 0..tree.exprs.len() {
                let id = ExprId(u32::try_from(index).expect("fewer than 2^32 expressions"));
                let place = (file, id);
                let has = self.analysis.value(place).atoms().iter();
                for atom in has {
                    let Atom::Symbol(class) = atom else { continue };
                    let is_named = named.contains(&place);
                    if !classes.contains(class) || !is_named && !self.is_carrier(place) {
                        continue;
                    }
                    out.push(Met {
                        place,
                        class: *class,
                        keepers: self.keepers(place, is_named),
                        named: is_named,
                    });
                }
            }
        }
        out
    }

    /// Whether a place has what it has from a variable, an attribute, a call or the like of the project's.
    fn is_carrier(&self, place: Place) -> bool {
        let kind = &self.analysis.file(place.0).tree.expr(place.1).kind;
        match kind {
            ExprKind::Name(_) | ExprKind::Attribute { .. } => self.origin(place) == Origin::Own,
            ExprKind::Forward { .. } => false,
            _ => true,
        }
    }

    /// What a place takes the class from, and what it gives it to.
    fn keepers(&self, place: Place, named: bool) -> Vec<Keeper> {
        let tree = &self.analysis.file(place.0).tree;
        let mut out = Vec::new();
        if !named {
            out.extend(self.keeper(place));
        }
        match tree.expr(place.1).parent {
            Parent::Stmt(stmt) => match &tree.stmt(stmt).kind {
                StmtKind::Assign { targets, value } if *value == place.1 => {
                    let targets = targets.iter().map(|target| (place.0, *target));
                    out.extend(targets.flat_map(|target| self.keeper(target)));
                }
                StmtKind::AnnAssign { target, value, .. } if *value == Some(place.1) => {
                    out.extend(self.keeper((place.0, *target)));
                }
                StmtKind::Expr(_) | StmtKind::If { .. } | StmtKind::While { .. } => {}
                _ if is_target(tree, place.1) => {}
                _ => out.push(Keeper::Elsewhere),
            },
            Parent::Expr(up) => match &tree.expr(up).kind {
                ExprKind::Attribute { .. } | ExprKind::Compare { .. } => {}
                // What is chosen of two is what it goes to.
                ExprKind::Conditional { .. } | ExprKind::Boolean { .. } => {
                    out.extend(self.keepers((place.0, up), true));
                }
                _ => out.push(Keeper::Elsewhere),
            },
            Parent::Module => {}
        }
        if out.is_empty() {
            out.push(Keeper::Elsewhere);
        }
        out
    }

    /// What keeps the value of an expression.
    fn keeper(&self, place: Place) -> Vec<Keeper> {
        let file = self.analysis.file(place.0);
        match &file.tree.expr(place.1).kind {
            ExprKind::Name(name) => {
                // What the body of a class assigns is read of the class and of its objects.
                if let Some(class) = self.assigned_in_class(place) {
                    return self.fields(&Value::of(Atom::Class(class)), name);
                }
                let scope = scope_at(self.analysis, place);
                let known = self.analysis.names.find(name);
                let (Some(owner), Some(known)) = (file.scopes.owner(scope, name), known) else {
                    return vec![Keeper::Elsewhere];
                };
                let mut out = vec![Keeper::Variable(place.0, owner, known)];
                if self.is_shared((place.0, owner), name) {
                    out.push(Keeper::Elsewhere);
                }
                out
            }
            // A property gives what its function returns, as a call does.
            ExprKind::Attribute { .. } if self.runs_code(place) => vec![Keeper::Elsewhere],
            ExprKind::Attribute { value, attribute } => {
                self.fields(self.analysis.value((place.0, *value)), &attribute.text)
            }
            // A mapping of attributes that a validator fills.
            ExprKind::Subscript { index, .. } => {
                let class = self
                    .analysis
                    .unit_at((place.0, *index))
                    .and_then(|unit| self.analysis.get(unit).class);
                match (class, &file.tree.expr(*index).kind) {
                    (Some(class), ExprKind::Str { value, .. }) => {
                        let object = Value::of(Atom::Object(class));
                        self.fields(&object, value)
                    }
                    _ => vec![Keeper::Elsewhere],
                }
            }
            ExprKind::Conditional { .. } | ExprKind::Boolean { .. } => Vec::new(),
            _ => vec![Keeper::Elsewhere],
        }
    }

    /// Whether what a method is read of does something when it runs: the new path in its place would not.
    pub(super) fn is_given_by_code(&self, (file, expr): Place) -> bool {
        let tree = &self.analysis.file(file).tree;
        let ExprKind::Attribute { value, .. } = &tree.expr(expr).kind else {
            return false;
        };
        let is_class = |atom: &Atom| matches!(atom, Atom::Symbol(name) if self.is_class(self.analysis.names.get(*name)));
        let kept = self
            .analysis
            .value((file, *value))
            .atoms()
            .iter()
            .any(is_class);
        kept && self.origin((file, *value)) == Origin::Own
            && walk_expr(tree, *value).into_iter().any(|one| {
                let acts = match &tree.expr(one).kind {
                    // `getattr` names what it reads.
                    ExprKind::Call { function, .. } => !self.is_getattr((file, *function)),
                    ExprKind::Await(_) | ExprKind::Walrus { .. } => true,
                    _ => false,
                };
                acts || self.runs_code((file, one))
            })
    }

    /// Whether reading an attribute calls a function of the project.
    pub(super) fn runs_code(&self, (file, expr): Place) -> bool {
        let ExprKind::Attribute { value, attribute } =
            &self.analysis.file(file).tree.expr(expr).kind
        else {
            return false;
        };
        let Some(name) = self.analysis.names.find(&attribute.text) else {
            return false;
        };
        let object = self.analysis.value((file, *value));
        object.atoms().iter().any(|atom| {
            let Atom::Object(class) = atom else {
                return false;
            };
            self.analysis.line(*class).any(|class| {
                let held = self.analysis.peek(Slot::Field(class, name));
                held.atoms().iter().any(|atom| {
                    matches!(atom, Atom::Function(unit)
                        if self.analysis.get(*unit).binding == MethodBinding::Property)
                })
            })
        })
    }

    /// The class in whose body a name is assigned to.
    fn assigned_in_class(&self, (file, expr): Place) -> Option<ClassId> {
        let held = self.analysis.file(file);
        if !is_target(&held.tree, expr) {
            return None;
        }
        let mut stmt = held.tree.stmt_of(expr)?;
        while let Parent::Stmt(up) = held.tree.stmt(stmt).parent {
            match &held.tree.stmt(up).kind {
                StmtKind::Class { .. } => {
                    let scope = held.scopes.of_stmt(up)?;
                    return self.analysis.class_of_scope(file, scope);
                }
                StmtKind::Function(_) => return None,
                _ => stmt = up,
            }
        }
        None
    }

    /// The attributes of the objects that a value may be; those of one family of classes are one.
    fn fields(&self, value: &Value, name: &str) -> Vec<Keeper> {
        let Some(name) = self.analysis.names.find(name) else {
            return vec![Keeper::Elsewhere];
        };
        let mut out: Vec<Keeper> = Vec::new();
        for atom in value.atoms() {
            match atom {
                Atom::Object(class) | Atom::Class(class) => out.extend(
                    self.analysis
                        .line(*class)
                        .filter(|class| self.analysis.store.has(Slot::Field(*class, name)))
                        .map(|class| Keeper::Field(class, name)),
                ),
                _ => out.push(Keeper::Elsewhere),
            }
        }
        out
    }

    /// Whether a name is a parameter, or one of a module that other code may take.
    fn is_shared(&self, (file, owner): (FileId, ScopeId), name: &str) -> bool {
        if owner == MODULE {
            return true;
        }
        self.analysis.units.iter().enumerate().any(|(index, unit)| {
            let id = UnitId(u32::try_from(index).expect("few units"));
            unit.file == file
                && unit.scope == owner
                && self
                    .analysis
                    .parameters(id)
                    .iter()
                    .any(|one| *one.name.text == *name)
        })
    }

    /// The attribute that is read of what stands at a place.
    fn read_of(&self, place: Place) -> Option<Place> {
        let tree = &self.analysis.file(place.0).tree;
        match tree.expr(place.1).parent {
            Parent::Expr(up) => match &tree.expr(up).kind {
                ExprKind::Attribute { value, .. } if *value == place.1 => Some((place.0, up)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The row's path of a method of a resource, behind that of the class.
    pub(super) fn method_of(&self, class: &str, name: &str) -> Option<Provided> {
        let (row, _) = self.rows(&format!("{class}.{name}"))?;
        match &row.new {
            Some(New::Provided(provided)) => Some(provided.clone()),
            _ => None,
        }
    }
}

/// Whether an expression is assigned to.
pub(super) fn is_target(tree: &Tree, expr: ExprId) -> bool {
    match tree.expr(expr).parent {
        Parent::Stmt(stmt) => match &tree.stmt(stmt).kind {
            StmtKind::Assign { targets, .. } => targets.contains(&expr),
            StmtKind::AnnAssign { target, .. } => *target == expr,
            StmtKind::For { target, .. } => *target == expr,
            _ => false,
        },
        Parent::Expr(up) => match &tree.expr(up).kind {
            ExprKind::Walrus { target, .. } => *target == expr,
            ExprKind::Tuple(_) | ExprKind::List(_) => is_target(tree, up),
            _ => false,
        },
        Parent::Module => false,
    }
}

/// Whether the value of an expression is handed on as it is: stored, returned, passed or chosen.
pub(super) fn goes_on(tree: &Tree, expr: ExprId) -> bool {
    match tree.expr(expr).parent {
        Parent::Expr(up) => match &tree.expr(up).kind {
            ExprKind::Call { function, .. } => {
                *function != expr && arguments(tree.expr(up)).iter().any(|one| one.value == expr)
            }
            ExprKind::Conditional { .. } | ExprKind::Boolean { .. } | ExprKind::Walrus { .. } => {
                true
            }
            ExprKind::Tuple(_) | ExprKind::List(_) => {
                // The items of a subscript are types.
                !matches!(tree.expr(up).parent, Parent::Expr(over)
                    if matches!(tree.expr(over).kind, ExprKind::Subscript { .. }))
                    && goes_on(tree, up)
            }
            ExprKind::Dict(items) => items.iter().any(|item| item.value == expr),
            ExprKind::Lambda { body, .. } => *body == expr,
            ExprKind::Unary { operator, .. } => &**operator == "not",
            _ => false,
        },
        Parent::Stmt(stmt) => match &tree.stmt(stmt).kind {
            StmtKind::Assign { value, .. } => *value == expr,
            StmtKind::AnnAssign { value, .. } => *value == Some(expr),
            StmtKind::Return(_)
            | StmtKind::Expr(_)
            | StmtKind::If { .. }
            | StmtKind::While { .. }
            | StmtKind::Assert { .. } => true,
            StmtKind::Function(function) => {
                let mut defaults = function.parameters.iter();
                defaults.any(|parameter| parameter.default == Some(expr))
            }
            _ => false,
        },
        Parent::Module => false,
    }
}
