//! The attributes that a project reads, of whatever: found once for all that ask by name.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::FileId;
use crate::syntax::ast::{ExprId, ExprKind};

/// What is read by which names.
pub(super) struct AttributesRead {
    /// The names.
    pub(super) names: FxHashSet<Box<str>>,
    /// What is read of attributes, by the names of those, in its order.
    of_attributes: FxHashMap<Box<str>, Vec<Place>>,
}

impl AttributesRead {
    /// Looks at all expressions of a project.
    pub(super) fn find(analysis: &Analysis<'_>) -> Self {
        let of_file = |file: FileId| {
            let tree = &analysis.file(file).tree;
            let mut names: FxHashSet<&str> = FxHashSet::default();
            let mut chains: Vec<(&str, ExprId)> = Vec::new();
            for id in tree.expr_ids() {
                if let ExprKind::Attribute { value, attribute } = &tree.expr(id).kind {
                    names.insert(&attribute.text);
                    if let ExprKind::Attribute { attribute, .. } = &tree.expr(*value).kind {
                        chains.push((&attribute.text, id));
                    }
                }
            }
            (names, chains)
        };
        let mut out = Self {
            names: FxHashSet::default(),
            of_attributes: FxHashMap::default(),
        };
        let files = analysis.file_ids().zip(analysis.of_files(of_file));
        for (file, (names, chains)) in files {
            for name in names {
                if !out.names.contains(name) {
                    out.names.insert(name.into());
                }
            }
            for (name, id) in chains {
                match out.of_attributes.get_mut(name) {
                    Some(places) => places.push((file, id)),
                    None => {
                        out.of_attributes.insert(name.into(), vec![(file, id)]);
                    }
                }
            }
        }
        out
    }

    /// What is read of attributes of a name.
    pub(super) fn of_attributes(&self, name: &str) -> &[Place] {
        self.of_attributes.get(name).map_or(&[], Vec::as_slice)
    }
}
