//! Reads of what nothing is known of, by names that only exceptions of the package have: a predicate that code of
//! others calls, a handler of everything.

use rustc_hash::FxHashSet;

use super::Worker;
use super::hits::Hit;
use crate::matching::references::{Context, Reference, read_of};
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::query::{last, top};

impl Worker<'_, '_> {
    /// Adds such reads in files that name the package and stand at its old version.
    pub(super) fn telling_reads(&self, hits: &mut Vec<Hit>) {
        let telling = &self.active.pack.header.telling;
        if telling.is_empty() {
            return;
        }
        let named = self.files_with_the_package();
        for file in self.analysis.file_ids() {
            if !named.contains(&file) || !self.stands_at_the_old(file) {
                continue;
            }
            let tree = &self.analysis.file(file).tree;
            for id in tree.expr_ids() {
                let Some((base, name)) = read_of(tree, id) else {
                    continue;
                };
                let symbol = telling.iter().find(|path| last(path) == name);
                let Some(symbol) = symbol.filter(|_| self.is_unknown((file, base))) else {
                    continue;
                };
                hits.push(self.guessed((file, id), symbol, Context::Read));
            }
        }
    }

    /// What a place means that says a symbol's name and no more.
    pub(super) fn guessed(&self, (file, expr): Place, symbol: &str, context: Context) -> Hit {
        let symbol = self.active.old.canonical(symbol);
        let path = self.analysis.file(file).unit.display();
        let row = self.rows(&symbol);
        Hit {
            row: row.and_then(|row| self.active.bearing_at(row, path)),
            reference: Reference {
                file,
                expr: Some(expr),
                span: self.analysis.file(file).tree.expr(expr).span,
                symbols: vec![symbol],
                certain: false,
                context,
            },
            setting: false,
            beside: Vec::new(),
        }
    }

    /// Whether a read that is not certain is told by its name alone.
    pub(super) fn is_told_by_its_name(&self, reference: &Reference) -> bool {
        let telling = &self.active.pack.header.telling;
        let canonical = |path: &String| self.active.old.canonical(path);
        let tree = &self.analysis.file(reference.file).tree;
        let base = reference.expr.and_then(|expr| read_of(tree, expr));
        !reference.certain
            && telling
                .iter()
                .any(|path| canonical(path) == reference.symbols[0])
            && base.is_some_and(|(base, _)| self.is_unknown((reference.file, base)))
    }

    fn is_unknown(&self, place: Place) -> bool {
        let value = self.analysis.value(place);
        !value.is_complete() && value.atoms().is_empty()
    }

    pub(super) fn stands_at_the_old(&self, file: FileId) -> bool {
        let path = self.analysis.file(file).unit.display();
        let from = self.active.asked_at(path);
        let from = from.unwrap_or_else(|| self.active.from_at(path));
        let mut telling = self.active.pack.header.telling.iter();
        telling.all(|symbol| {
            let row = self.rows(&self.active.old.canonical(symbol));
            let breaks = row.and_then(|(row, _)| row.breaks.clone());
            breaks.is_some_and(|breaks| *from < breaks)
        })
    }

    /// The files that import something of the package.
    pub(super) fn files_with_the_package(&self) -> FxHashSet<FileId> {
        let tops = &self.active.pack.header.imports;
        let is_it = |atom: &Atom| match atom {
            Atom::Symbol(name) => {
                let path = self.analysis.names.get(*name);
                tops.iter().any(|one| top(path) == one)
            }
            _ => false,
        };
        let imports = self.analysis.imported.iter();
        let ours = imports.filter(|(_, import)| import.value.atoms().iter().any(is_it));
        ours.map(|((file, _), _)| *file).collect()
    }
}
