//! Settings that are read into a variable and made of it again later: what they were for a while is put back, whatever
//! it was.

use super::{Settings, Site};
use crate::rules::provider::Setting;
use crate::semantic::infer::Owner;
use crate::semantic::store::Place;
use crate::semantic::value::FileId;
use crate::syntax::ast::{ExprId, ExprKind, StmtId, StmtKind, Tree};
use crate::syntax::query::dotted;

impl Settings<'_, '_> {
    /// Whether a setting is read only to be put back.
    #[must_use]
    pub fn is_read_to_be_put_back(&self, setting: &Setting, (file, expr): Place) -> bool {
        let tree = &self.analysis.file(file).tree;
        let kept = tree.stmt_of(expr).and_then(|stmt| keeps(tree, stmt, expr));
        kept.is_some_and(|name| self.is_round_trip(setting, (file, expr), name))
    }

    /// Whether a setting is made of what it was before.
    #[must_use]
    pub fn puts_back(&self, setting: &Setting, site: &Site) -> bool {
        let tree = &self.analysis.file(site.file).tree;
        let Some(value) = site.value else {
            return false;
        };
        matches!(&tree.expr(value).kind, ExprKind::Name(name)
            if self.is_round_trip(setting, (site.file, value), name))
    }

    /// Whether a variable of a function gets nothing but a setting, and that is made of it again, which is all it is
    /// used for.
    fn is_round_trip(&self, setting: &Setting, (file, expr): Place, name: &str) -> bool {
        // One setting for several attributes is not one to put back.
        if self.asks_late() && !setting.per_variant.is_empty() {
            return false;
        }
        let tree = &self.analysis.file(file).tree;
        let unit = self.analysis.unit_at((file, expr));
        let Some(Owner::Function(function)) = unit.map(|unit| self.analysis.get(unit).owner) else {
            return false;
        };
        let span = tree.stmt(function).span;
        let (mut kept, mut put_back) = (false, false);
        for (index, one) in tree.exprs.iter().enumerate() {
            let is_it = matches!(&one.kind, ExprKind::Name(other) if &**other == name);
            if !is_it || !span.contains(one.span) {
                continue;
            }
            let id = ExprId(u32::try_from(index).expect("fewer than 2^32 expressions"));
            if self.is_made_of((file, id), setting) {
                put_back = true;
            } else if !kept && self.keeps_setting((file, id), setting) {
                kept = true;
            } else {
                return false;
            }
        }
        kept && put_back && !is_elsewhere(tree, function, name)
    }

    fn is_made_of(&self, (file, expr): (FileId, ExprId), setting: &Setting) -> bool {
        let mut sites = self.sites_of(&setting.old);
        sites.any(|site| site.file == file && site.value == Some(expr))
    }

    /// Whether a variable is assigned a setting.
    fn keeps_setting(&self, (file, target): Place, setting: &Setting) -> bool {
        let tree = &self.analysis.file(file).tree;
        let Some(stmt) = tree.stmt_of(target) else {
            return false;
        };
        let value = pairs(tree, stmt).find(|(one, _)| *one == target);
        let module = |id: ExprId| match &tree.expr(id).kind {
            ExprKind::Attribute { value, attribute } if *attribute.text == *setting.old => {
                dotted(tree, *value)
            }
            _ => None,
        };
        let read = value.and_then(|(_, value)| module(value));
        let mut sites = self.sites_of(&setting.old);
        read.is_some() && sites.any(|site| site.file == file && module(site.target) == read)
    }
}

/// The name that a statement gives the value of an expression, as it is.
fn keeps(tree: &Tree, stmt: StmtId, expr: ExprId) -> Option<&str> {
    let (target, _) = pairs(tree, stmt).find(|(_, value)| *value == expr)?;
    match &tree.expr(target).kind {
        ExprKind::Name(name) => Some(name),
        _ => None,
    }
}

/// The targets of an assignment, each with what it gets.
fn pairs(tree: &Tree, stmt: StmtId) -> impl Iterator<Item = (ExprId, ExprId)> {
    let (targets, values): (&[ExprId], &[ExprId]) = match &tree.stmt(stmt).kind {
        StmtKind::Assign { targets, value } if targets.len() == 1 => {
            match (&tree.expr(targets[0]).kind, &tree.expr(*value).kind) {
                (ExprKind::Tuple(targets), ExprKind::Tuple(values))
                    if targets.len() == values.len() =>
                {
                    (targets, values)
                }
                _ => (targets, std::slice::from_ref(value)),
            }
        }
        _ => (&[], &[]),
    };
    targets.iter().copied().zip(values.iter().copied())
}

/// Whether a name of a function is another scope's as well, or a parameter.
fn is_elsewhere(tree: &Tree, function: StmtId, name: &str) -> bool {
    let StmtKind::Function(function) = &tree.stmt(function).kind else {
        return true;
    };
    let mut given = function.parameters.iter();
    let inner = crate::syntax::query::walk(tree, &function.body);
    given.any(|one| &*one.name.text == name)
        || inner.into_iter().any(|stmt| match &tree.stmt(stmt).kind {
            StmtKind::Global(names) | StmtKind::Nonlocal(names) => {
                names.iter().any(|one| &*one.text == name)
            }
            StmtKind::Delete(targets) => targets.iter().any(
                |one| matches!(&tree.expr(*one).kind, ExprKind::Name(other) if &**other == name),
            ),
            _ => false,
        })
}
