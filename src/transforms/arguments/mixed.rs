//! Keys that one body of code hands on to several calls, whatever its callers give: a decorator around two
//! functions, a function that calls one of two.

use std::collections::BTreeSet;

use super::Plan;
use crate::semantic::infer::Analysis;
use crate::semantic::value::{AllocId, Atom, FileId, Part, UnitId, Value};
use crate::syntax::ast::{ArgumentKind, ExprKind};
use crate::syntax::query::arguments;

impl Plan<'_, '_> {
    /// Whether a key of dicts comes to another call as well, which takes it in its new form: by the same dict,
    /// or by one that the same call fills.
    pub(super) fn goes_elsewhere(&self, value: &Value, name: &str) -> bool {
        let (Some(takes), Some(known)) = (self.takes, self.analysis.names.find(name)) else {
            return false;
        };
        let holds = |alloc: &AllocId| {
            let mut parts = self.analysis.store.parts(*alloc).iter();
            parts.any(|part| *part == Part::Named(known))
        };
        let ours = allocs(value);
        self.analysis.calls.keys().any(|(file, call)| {
            let here = (*file, *call) == (self.call.file, self.call.call);
            let given = arguments(self.analysis.file(*file).tree.expr(*call));
            let unpacked = given
                .iter()
                .filter(|one| one.kind == ArgumentKind::DoubleStar);
            let theirs = unpacked.flat_map(|one| allocs(self.analysis.value((*file, one.value))));
            let theirs: BTreeSet<AllocId> = theirs.filter(holds).collect();
            !here
                && !theirs.is_empty()
                && takes((*file, *call), name)
                && (!theirs.is_disjoint(&ours) || self.are_filled_together(&ours, &theirs))
        })
    }

    /// Whether some call may call the functions that gather dicts of both kinds.
    fn are_filled_together(&self, ours: &BTreeSet<AllocId>, theirs: &BTreeSet<AllocId>) -> bool {
        let units = |allocs: &BTreeSet<AllocId>| -> BTreeSet<UnitId> {
            let store = &self.analysis.store;
            allocs
                .iter()
                .filter_map(|one| store.get(*one).gathers)
                .collect()
        };
        let (ours, theirs) = (units(ours), units(theirs));
        called(self.analysis)
            .any(|callees| !callees.is_disjoint(&ours) && !callees.is_disjoint(&theirs))
    }
}

/// The functions of the project that each call may call.
fn called(analysis: &Analysis<'_>) -> impl Iterator<Item = BTreeSet<UnitId>> {
    let files = (0..).map(FileId).zip(analysis.files);
    files.flat_map(move |(id, file)| {
        let calls = file.tree.exprs.iter().filter_map(|expr| match &expr.kind {
            ExprKind::Call { function, .. } => Some(*function),
            _ => None,
        });
        calls.map(move |function| {
            let atoms = analysis.value((id, function)).atoms().iter();
            atoms
                .filter_map(|atom| match atom {
                    Atom::Function(unit) | Atom::Bound(unit, _) => Some(*unit),
                    _ => None,
                })
                .collect()
        })
    })
}

fn allocs(value: &Value) -> BTreeSet<AllocId> {
    let atoms = value.atoms().iter();
    atoms
        .filter_map(|atom| match atom {
            Atom::Alloc(alloc) => Some(*alloc),
            _ => None,
        })
        .collect()
}
