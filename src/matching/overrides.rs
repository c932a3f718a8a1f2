//! Dicts that a method makes, and that another one makes where a class derived from its own overrides it: an object that
//! an annotation speaks of, in a list or beside `None` say, may be one of that class. What a method reads of its own object
//! is known without this (`semantic/heirs.rs`).

use crate::semantic::infer::Analysis;
use crate::semantic::store::Slot;
use crate::semantic::value::{AllocId, Atom, UnitId, Value};

/// A value together with what stands in its place where the methods that made it are overridden.
#[must_use]
pub fn with_overrides(analysis: &Analysis<'_>, value: &Value) -> Value {
    let mut out = value.clone();
    let mut done = 0;
    let mut open: Vec<AllocId> = allocs(&out);
    while done < open.len() {
        if let Some(unit) = maker(analysis, open[done]) {
            for other in overrides(analysis, unit) {
                out.join(&analysis.peek(Slot::Return(other)));
            }
        }
        done += 1;
        let more = allocs(&out);
        open.extend(
            more.into_iter()
                .filter(|one| !open.contains(one))
                .collect::<Vec<_>>(),
        );
    }
    out
}

fn allocs(value: &Value) -> Vec<AllocId> {
    let atoms = value.atoms().iter();
    atoms
        .filter_map(|atom| match atom {
            Atom::Alloc(alloc) => Some(*alloc),
            _ => None,
        })
        .collect()
}

/// The method that makes a container.
fn maker(analysis: &Analysis<'_>, alloc: AllocId) -> Option<UnitId> {
    let unit = analysis.unit_at(analysis.store.get(alloc).place?)?;
    analysis.get(unit).class.map(|_| unit)
}

/// The methods that stand in place of one in derived classes.
fn overrides(analysis: &Analysis<'_>, unit: UnitId) -> Vec<UnitId> {
    let method = analysis.get(unit);
    let (Some(class), Some(name)) = (method.class, analysis.names.find(&method.name)) else {
        return Vec::new();
    };
    let derived = analysis.heirs_of(class).iter();
    derived
        .flat_map(|one| {
            let found = analysis.peek(Slot::Field(*one, name));
            let units = found.atoms().iter().filter_map(|atom| match atom {
                Atom::Function(unit) => Some(*unit),
                _ => None,
            });
            units.collect::<Vec<_>>()
        })
        .collect()
}
