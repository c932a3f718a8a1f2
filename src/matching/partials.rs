//! Partial calls: what they lack comes with their own calls.

use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{AllocId, AllocKind, Atom};
use crate::syntax::ast::ExprKind;

/// The partial call that a place makes.
pub(super) fn made_at(analysis: &Analysis<'_>, place: Place) -> Option<AllocId> {
    let Some(Atom::Alloc(alloc)) = analysis.value(place).single() else {
        return None;
    };
    let held = analysis.store.get(alloc);
    (held.kind == AllocKind::Partial && held.place == Some(place)).then_some(alloc)
}

/// Whether a partial call is seen to be called.
pub(super) fn is_called(analysis: &Analysis<'_>, partial: AllocId) -> bool {
    let is_it = |atom: &Atom| *atom == Atom::Alloc(partial);
    analysis.calls.keys().any(
        |(file, call)| match &analysis.file(*file).tree.expr(*call).kind {
            ExprKind::Call { function, .. } => {
                analysis.value((*file, *function)).atoms().iter().any(is_it)
            }
            _ => false,
        },
    )
}
