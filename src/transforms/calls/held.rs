//! Functions of a package that a partial call holds, and what of it a rewrite would change under its owner's hands.

use super::Worker;
use crate::semantic::store::Place;
use crate::semantic::value::{AllocId, AllocKind, Atom, FileId, Value};
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind};
use crate::syntax::query::call_above;

impl Worker<'_, '_> {
    /// Why a function stays that stands at a place, where a partial call holds it: none where it may go.
    pub(super) fn stays_held(&self, place: Place) -> Option<&'static str> {
        let tree = &self.analysis.file(place.0).tree;
        let (call, _, arguments) = call_above(tree, place.1)?;
        let partial = self.partials(self.analysis.value((place.0, call))).next()?;
        let by_position =
            |kind: &ArgumentKind| matches!(kind, ArgumentKind::Positional | ArgumentKind::Star);
        let own = arguments.iter().filter(|one| one.value != place.1);
        if own.map(|one| &one.kind).any(by_position) {
            return Some(
                "a partial call holds arguments by their position, and the new call takes none",
            );
        }
        self.is_looked_into(partial).then_some(
            "the arguments that a partial call holds are read or changed by their old names",
        )
    }

    fn partials<'v>(&'v self, value: &'v Value) -> impl Iterator<Item = AllocId> + 'v {
        let store = &self.analysis.store;
        value.atoms().iter().filter_map(|atom| match atom {
            Atom::Alloc(alloc) if store.get(*alloc).kind == AllocKind::Partial => Some(*alloc),
            _ => None,
        })
    }

    /// `partial.keywords`, `partial.args`
    fn is_looked_into(&self, partial: AllocId) -> bool {
        (0..self.analysis.files.len()).any(|index| {
            let file = FileId(u32::try_from(index).expect("fewer than 2^32 files"));
            let exprs = &self.analysis.file(file).tree.exprs;
            exprs.iter().any(|expr| match &expr.kind {
                ExprKind::Attribute { value, attribute } => {
                    matches!(&*attribute.text, "keywords" | "args")
                        && self.holds(file, *value, partial)
                }
                _ => false,
            })
        })
    }

    fn holds(&self, file: FileId, id: ExprId, partial: AllocId) -> bool {
        let held = self.analysis.value((file, id));
        self.partials(held).any(|one| one == partial)
    }
}
