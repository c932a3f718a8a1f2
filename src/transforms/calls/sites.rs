//! Where a project makes the settings of a module: by assignments, and by name.

use super::Worker;
use super::hits::Hit;
use crate::matching::references::{Context, Reference};
use crate::matching::spelled::MEMBER_SETTERS;
use crate::rules::provider::Provider;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind, Parent, StmtId, StmtKind, Tree};
use crate::syntax::query::{call_above, last};
use crate::transforms::settings::{Site, Way};

impl Worker<'_, '_> {
    pub(super) fn sites(&self, hits: &[Hit]) -> Vec<Site> {
        let mut out = Vec::new();
        for hit in hits.iter().filter(|hit| hit.setting) {
            let (Context::Assigned(stmt), Some(target)) =
                (hit.reference.context, hit.reference.expr)
            else {
                continue;
            };
            let tree = &self.analysis.file(hit.reference.file).tree;
            let (value, way) = match tree.expr(target).kind {
                ExprKind::Attribute { .. } | ExprKind::Name(_) => given(tree, stmt, target),
                _ => (given_by_name(tree, target), Way::Named),
            };
            if matches!(
                &tree.stmt(stmt).kind,
                StmtKind::AnnAssign { value: None, .. }
            ) {
                continue;
            }
            out.push(Site {
                file: hit.reference.file,
                target,
                stmt,
                name: last(&hit.reference.symbols[0]).to_owned(),
                value: value.filter(|_| way != Way::Named || hit.reference.certain),
                way,
                moved: false,
            });
        }
        out.extend(self.moved_sites());
        out
    }

    /// Settings that have their new names already, where a part of a project has been carried over.
    fn moved_sites(&self) -> Vec<Site> {
        let mut out = Vec::new();
        self.each_expr(|(file, target), tree| {
            let ExprKind::Attribute { value, attribute } = &tree.expr(target).kind else {
                return;
            };
            let stores = stored_by(tree, target);
            let (Some(stmt), Some(provider)) = (stores, self.provider_at((file, *value))) else {
                return;
            };
            if let Some(setting) = provider.moved_setting(&attribute.text) {
                let (value, way) = given(tree, stmt, target);
                out.push(Site {
                    file,
                    target,
                    stmt,
                    name: setting.old.clone(),
                    value,
                    way,
                    moved: true,
                });
            }
        });
        out
    }

    /// Settings that are made by their names, as references to them.
    pub(super) fn set_by_name(&self) -> Vec<Hit> {
        let mut out = Vec::new();
        for (place, provider) in self.setters() {
            let Some(names) = self.names_given(place) else {
                continue;
            };
            let tree = &self.analysis.file(place.0).tree;
            let Some(stmt) = tree.stmt_of(place.1) else {
                continue;
            };
            for name in names.iter().filter(|name| provider.setting(name).is_some()) {
                out.push(Hit {
                    reference: Reference {
                        file: place.0,
                        expr: Some(place.1),
                        span: tree.expr(place.1).span,
                        certain: names.len() == 1,
                        symbols: vec![format!("{}.{name}", provider.module)],
                        context: Context::Assigned(stmt),
                    },
                    row: None,
                    setting: true,
                    beside: Vec::new(),
                });
            }
        }
        out
    }

    /// Where settings are made by names that cannot be seen: what names them.
    pub(super) fn set_by_unknown_names(&self) -> Vec<Place> {
        let setters = self.setters().into_iter();
        let unseen = setters.filter(|(place, _)| self.names_given(*place).is_none());
        let mut out: Vec<Place> = unseen.map(|(place, _)| place).collect();
        out.extend(self.dictionaries());
        out
    }

    /// The names that calls give to variables of a module: `setattr(module, name, value)`.
    fn setters(&self) -> Vec<(Place, &Provider)> {
        let mut out = Vec::new();
        self.each_expr(|place, tree| {
            let ExprKind::Call {
                function,
                arguments,
                ..
            } = &tree.expr(place.1).kind
            else {
                return;
            };
            let name = match &tree.expr(*function).kind {
                ExprKind::Attribute { attribute, .. } => &*attribute.text,
                ExprKind::Name(name) => name,
                _ => return,
            };
            let [module, named, ..] = &arguments[..] else {
                return;
            };
            let positional = [module, named]
                .iter()
                .all(|one| one.kind == ArgumentKind::Positional);
            if !MEMBER_SETTERS.contains(&name) || !positional {
                return;
            }
            if let Some(provider) = self.provider_at((place.0, module.value)) {
                out.push(((place.0, named.value), provider));
            }
        });
        out
    }

    /// Where all variables of a module are taken as one dict: `module.__dict__`, `vars(module)`.
    fn dictionaries(&self) -> Vec<Place> {
        let mut out = Vec::new();
        self.each_expr(|place, tree| {
            let module = match &tree.expr(place.1).kind {
                ExprKind::Attribute { value, attribute } if &*attribute.text == "__dict__" => {
                    *value
                }
                ExprKind::Call {
                    function,
                    arguments,
                    ..
                } => match (&tree.expr(*function).kind, &arguments[..]) {
                    (ExprKind::Name(name), [module]) if &**name == "vars" => module.value,
                    _ => return,
                },
                _ => return,
            };
            if self.provider_at((place.0, module)).is_some() {
                out.push(place);
            }
        });
        out
    }

    /// Visits all expressions of the project, where the pack has a provider.
    pub(super) fn each_expr(&self, mut visit: impl FnMut(Place, &Tree)) {
        if self.active.pack.providers.is_empty() {
            return;
        }
        for index in 0..self.analysis.files.len() {
            let file = FileId(u32::try_from(index).expect("fewer than 2^32 files"));
            let tree = &self.analysis.file(file).tree;
            for index in 0..tree.exprs.len() {
                let id = ExprId(u32::try_from(index).expect("fewer than 2^32 expressions"));
                visit((file, id), tree);
            }
        }
    }

    /// The provider whose module an expression may be.
    fn provider_at(&self, place: Place) -> Option<&Provider> {
        let value = self.analysis.value(place);
        let mut providers = self.active.pack.providers.iter();
        providers.find(|provider| {
            value.atoms().iter().any(|atom| {
                matches!(atom, Atom::Symbol(name) if self.analysis.names.get(*name) == provider.module)
            })
        })
    }

    /// The names that an expression may spell, if that is all it may be.
    fn names_given(&self, place: Place) -> Option<Vec<String>> {
        let value = self.analysis.value(place);
        let names: Option<Vec<String>> = value
            .atoms()
            .iter()
            .map(|atom| match atom {
                Atom::Literal(id) => self.analysis.text_of(*id).map(str::to_owned),
                _ => None,
            })
            .collect();
        names.filter(|names| value.is_complete() && !names.is_empty())
    }
}

/// What an assignment gives to a target of it, where that can be seen; none if it is no target.
pub(super) fn assigned(tree: &Tree, target: ExprId) -> Option<Option<ExprId>> {
    let stmt = stored_by(tree, target)?;
    Some(given(tree, stmt, target).0)
}

/// The assignment that an expression is a target of.
fn stored_by(tree: &Tree, target: ExprId) -> Option<StmtId> {
    let mut at = target;
    loop {
        match tree.expr(at).parent {
            Parent::Expr(up) if matches!(tree.expr(up).kind, ExprKind::Tuple(_)) => at = up,
            Parent::Stmt(stmt) => {
                return match &tree.stmt(stmt).kind {
                    StmtKind::Assign { targets, .. } => targets.contains(&at),
                    StmtKind::AnnAssign { target, .. } | StmtKind::AugAssign { target, .. } => {
                        *target == at
                    }
                    _ => false,
                }
                .then_some(stmt);
            }
            _ => return None,
        }
    }
}

/// What an assignment gives to one of its targets, where that can be seen.
fn given(tree: &Tree, stmt: StmtId, target: ExprId) -> (Option<ExprId>, Way) {
    match &tree.stmt(stmt).kind {
        StmtKind::Assign { targets, value } if targets.contains(&target) => {
            let way = if targets.len() == 1 {
                Way::Alone
            } else {
                Way::Shared
            };
            (Some(*value), way)
        }
        StmtKind::AnnAssign { value, .. } => (*value, Way::Alone),
        StmtKind::Assign { targets, value } => {
            let unpacked = match (&targets[..], &tree.expr(*value).kind) {
                ([only], ExprKind::Tuple(values)) => match &tree.expr(*only).kind {
                    ExprKind::Tuple(names) if names.len() == values.len() => {
                        let plain =
                            |id: &&ExprId| !matches!(tree.expr(**id).kind, ExprKind::Starred(_));
                        let all = names.iter().chain(values).all(|id| plain(&id));
                        let at = names.iter().position(|name| *name == target);
                        at.filter(|_| all).map(|at| values[at])
                    }
                    _ => None,
                },
                _ => None,
            };
            let way = unpacked.map_or(Way::Otherwise, |_| Way::Unpacked);
            (unpacked, way)
        }
        _ => (None, Way::Otherwise),
    }
}

/// What `setattr(module, "name", value)` gives.
fn given_by_name(tree: &Tree, name: ExprId) -> Option<ExprId> {
    let third = call_above(tree, name)?.2.get(2)?;
    (third.kind == ArgumentKind::Positional).then_some(third.value)
}
