//! Files that serve two versions of a package at once.

use rustc_hash::FxHashSet;

use crate::rules::active::ActivePack;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::ExprKind;

/// Files that serve both versions behind a check: nothing in them is rewritten.
pub(super) fn dual_files(analysis: &Analysis<'_>, active: &ActivePack) -> FxHashSet<FileId> {
    let mut out = FxHashSet::default();
    let tops = &active.pack.header.imports;
    for (index, file) in analysis.files.iter().enumerate() {
        let id = FileId(u32::try_from(index).expect("fewer than 2^32 files"));
        let versioned = file.tree.exprs.iter().any(|expr| match &expr.kind {
            ExprKind::Compare { operands, .. } => operands
                .iter()
                .any(|operand| names_version(analysis, (id, *operand), tops)),
            _ => false,
        });
        if versioned {
            out.insert(id);
        }
    }
    out
}

/// Whether an expression reads the version of a package: its own attribute, or what the metadata say.
fn names_version(analysis: &Analysis<'_>, place: Place, tops: &[String]) -> bool {
    let tree = &analysis.file(place.0).tree;
    crate::syntax::query::walk_expr(tree, place.1)
        .into_iter()
        .any(|id| match &tree.expr(id).kind {
            ExprKind::Attribute { value, attribute } => {
                matches!(&*attribute.text, "__version__" | "VERSION")
                    && analysis
                        .value((place.0, *value))
                        .atoms()
                        .iter()
                        .any(|atom| {
                            matches!(atom, Atom::Symbol(name)
                            if tops.iter().any(|top| top == analysis.names.get(*name)))
                        })
            }
            ExprKind::Call {
                function,
                arguments,
                ..
            } => {
                let named = crate::syntax::query::dotted(tree, *function)
                    .is_some_and(|path| path.rsplit('.').next() == Some("version"));
                named
                    && arguments.iter().any(|argument| {
                        matches!(&tree.expr(argument.value).kind,
                            ExprKind::Str { value, .. } if tops.iter().any(|top| **top == **value))
                    })
            }
            _ => false,
        })
}
