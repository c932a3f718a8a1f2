//! Names that both versions have: what is left out of the references where the code around them is written for the new one.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Worker;
use super::hits::Hit;
use super::moved::Origin;
use crate::matching::ahead::ahead;
use crate::matching::references::{Reference, symbol_of};
use crate::semantic::value::FileId;
use crate::syntax::ast::{ExprKind, ImportedName, StmtKind, Tree};

/// Of each symbol whether both versions have it by each path that the project writes it with.
type Written = FxHashMap<String, bool>;

impl Worker<'_, '_> {
    /// Leaves out names that both versions have where the code around them is written for the new one: they
    /// mean there what they mean in it.
    pub(super) fn leave_new_code(&self, hits: &mut Vec<Hit>) {
        let written = self.in_both_as_written(hits);
        let in_both = |hit: &Hit| self.is_in_both(&hit.reference, &written);
        self.leave_the_new_side(hits, &in_both);
        // Few projects have such names: the others need no look at what else is new in them.
        if !hits.iter().any(|hit| !hit.setting && in_both(hit)) {
            return;
        }
        let mut new: FxHashSet<FileId> = ahead(self.analysis, self.active)
            .iter()
            .map(|one| one.file)
            .collect();
        for hit in hits.iter() {
            if !in_both(hit) {
                new.remove(&hit.reference.file);
            }
        }
        hits.retain(|hit| hit.setting || !new.contains(&hit.reference.file));
    }

    /// Leaves out names that both versions have in files that are known to stand at the new one. Where other files
    /// name what only the old one has, the pin may have gone ahead of the code: then they may be meant.
    fn leave_the_new_side(&self, hits: &mut Vec<Hit>, in_both: &dyn Fn(&Hit) -> bool) {
        let stands = |hit: &Hit| self.stands_at_the_new(hit) && in_both(hit);
        let standing: Vec<bool> = hits.iter().map(stands).collect();
        if !standing.contains(&true) {
            return;
        }
        let is_old = |hit: &&Hit| {
            let reference = &hit.reference;
            reference.certain && !reference.context.is_only_named() && !in_both(hit)
        };
        let old: FxHashSet<FileId> = hits
            .iter()
            .filter(is_old)
            .map(|hit| hit.reference.file)
            .collect();
        let mut standing = standing.into_iter();
        hits.retain_mut(|hit| {
            let stands = standing.next() == Some(true) && !old.contains(&hit.reference.file);
            hit.reference.certain &= !stands;
            !stands || !old.is_empty()
        });
    }

    /// Whether a name stands in a file that is known to be on the new one's side of the
    /// change. What a setting is given there may still be what only the old one took.
    fn stands_at_the_new(&self, hit: &Hit) -> bool {
        let file = self.analysis.file(hit.reference.file).unit.display();
        let Some(asked) = self.active.asked_at(file) else {
            return false;
        };
        let breaks = hit.row.as_ref().and_then(|(row, _)| row.breaks.as_ref());
        let crosses = match hit.setting {
            true => {
                let mut providers = self.active.pack.providers.iter();
                hit.is_made() || providers.any(|provider| self.crosses(provider, asked))
            }
            false => breaks.is_none_or(|breaks| asked < breaks),
        };
        !crosses
    }

    /// Of the symbols that the project writes with a path of the package, whether both versions have all those paths.
    fn in_both_as_written(&self, hits: &[Hit]) -> Written {
        let mut written = Written::default();
        for hit in hits {
            if let Some(path) = self.written_path(&hit.reference) {
                let has = self.active.new.resolve(&path).is_some();
                for symbol in &hit.reference.symbols {
                    *written.entry(symbol.clone()).or_insert(true) &= has;
                }
            }
        }
        written
    }

    /// Whether both versions have what a reference names: by the path that it is written with, and where it is a name of the
    /// project's own, by those that the project writes where it gives it something.
    fn is_in_both(&self, reference: &Reference, written: &Written) -> bool {
        let has = |path: &String| self.active.new.resolve(path).is_some();
        if let Some(path) = self.written_path(reference) {
            return has(&path);
        }
        let tree = &self.analysis.file(reference.file).tree;
        let is_named = |expr| {
            matches!(
                tree.expr(expr).kind,
                ExprKind::Name(_) | ExprKind::Attribute { .. }
            )
        };
        match reference.expr {
            Some(expr) if is_named(expr) && self.origin((reference.file, expr)) == Origin::Star => {
                false
            }
            Some(expr) if !is_named(expr) => reference.symbols.iter().all(has),
            _ => reference
                .symbols
                .iter()
                .all(|one| written.get(&**one) == Some(&true)),
        }
    }

    /// The path of the package that a reference is written with: none of a name of the project's own.
    fn written_path(&self, reference: &Reference) -> Option<String> {
        let tree = &self.analysis.file(reference.file).tree;
        let path = match reference.expr.map(|expr| &tree.expr(expr).kind) {
            Some(ExprKind::Attribute { value, attribute }) => {
                let owner = self.analysis.value((reference.file, *value)).single()?;
                format!("{}.{}", symbol_of(self.analysis, owner)?, attribute.text)
            }
            Some(ExprKind::Name(name)) => {
                let is_it =
                    |one: &ImportedName| one.alias.as_ref().unwrap_or(&one.name).text == *name;
                let (module, one) = imported(tree).find(|(_, one)| is_it(one))?;
                format!("{module}.{}", one.name.text)
            }
            None => {
                let (module, one) = imported(tree).find(|(_, one)| one.span == reference.span)?;
                format!("{module}.{}", one.name.text)
            }
            _ => return None,
        };
        Some(path).filter(|path| self.active.covers(path))
    }
}

/// The names that a file imports out of modules, each with its module.
fn imported(tree: &Tree) -> impl Iterator<Item = (&str, &ImportedName)> {
    let clauses = tree.stmts.iter().filter_map(|stmt| match &stmt.kind {
        StmtKind::ImportFrom {
            level: 0,
            module,
            names,
            ..
        } => Some((&*module.text, names)),
        _ => None,
    });
    clauses.flat_map(|(module, names)| names.iter().map(move |name| (module, name)))
}
