//! Names of the package that a file imports for others: the import says the new name, and whoever takes it from
//! there has that.

use std::collections::{BTreeMap, BTreeSet};

use super::Worker;
use super::hits::Hit;
use super::moved::{Moved, Origin};
use crate::finding::Applicability;
use crate::matching::references::Context;
use crate::rules::active::ActiveRow;
use crate::rules::model::Symbol;
use crate::rules::schema::New;
use crate::semantic::bind::MODULE;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ExprKind, ImportedName, StmtKind};
use crate::transforms::handlers::more_than_a_name;
use crate::transforms::taken::{Clause, needed};
use crate::transforms::variables::taken_from;

/// Clauses, with how far their new names can be trusted.
pub(super) type ForOthers = BTreeMap<Clause, Applicability>;

/// How many files may hand a name on to each other.
const FILES: usize = 8;

impl Worker<'_, '_> {
    /// The import clauses whose names others need, and those beside them, where the new names serve all of them;
    /// with how far that can be trusted.
    pub(super) fn passed_on(&self, hits: &[Hit]) -> ForOthers {
        let mut going: BTreeMap<Clause, Option<String>> = BTreeMap::new();
        let mut paths: BTreeMap<Clause, String> = BTreeMap::new();
        for ((file, _), import) in &self.analysis.imported {
            let Some(Atom::Symbol(path)) = import.value.single() else {
                continue;
            };
            let path = self.analysis.names.get(path);
            let is_looked_at = self.is_exception(path) || self.is_module_path(path);
            let own = import.scope == MODULE && import.until.is_none();
            if own && is_looked_at && self.new_name(path).is_some() {
                let clause = (*file, import.clause);
                let name = self.analysis.names.get(import.name).to_owned();
                going.insert(clause, Some(name));
                paths.insert(clause, path.to_owned());
            }
        }
        let mut needed = needed(self.analysis, going.clone(), &|_| false);
        // So is one that something else is put in the place of where the import fails.
        needed.extend(self.with_fallbacks(&going));
        let files: BTreeSet<FileId> = needed.iter().map(|(file, _)| *file).collect();
        let mut out = ForOthers::default();
        for file in files {
            for stmt in &self.analysis.file(file).tree.stmts {
                let StmtKind::ImportFrom { names, .. } = &stmt.kind else {
                    continue;
                };
                let clauses: Vec<Clause> = names.iter().map(|one| (file, one.span)).collect();
                let given = clauses.iter().any(|clause| needed.contains(clause));
                for clause in clauses.into_iter().filter(|_| given) {
                    let follow = |path: &String| self.all_follow(path, hits);
                    if let Some(path) = paths.get(&clause).filter(|path| follow(path)) {
                        out.insert(clause, self.trusted(path, hits));
                    }
                }
            }
        }
        out
    }

    /// How far a new class in the place of an old one can be trusted: where a class derives from it, who else
    /// makes such objects is not seen.
    fn trusted(&self, path: &str, hits: &[Hit]) -> Applicability {
        let derived = hits.iter().any(|hit| {
            let reference = &hit.reference;
            let expr = reference.expr.filter(|_| reference.symbols[0] == path);
            expr.is_some_and(|expr| self.is_derived_from(reference.file, expr))
        });
        match derived {
            true => Applicability::Unsafe,
            false => Applicability::Safe,
        }
    }

    /// The name that a symbol has now, if it can be written for it.
    fn new_name(&self, path: &str) -> Option<String> {
        let (row, _): ActiveRow = self.row_of(path)?;
        let offered =
            row.applicability != Applicability::Manual && row.new_form_exists(&self.active.target);
        match &row.new {
            Some(New::Name(new)) if offered => Some(new.clone()),
            _ => None,
        }
    }

    fn is_module_path(&self, path: &str) -> bool {
        matches!(self.active.old.resolve(path), Some(Symbol::Module(_)))
    }

    /// Whether all that the project says of a class, or of those of a module, is said by the new names as well.
    fn all_follow(&self, path: &str, hits: &[Hit]) -> bool {
        let mut mine = hits.iter().filter(|hit| {
            let symbol = hit.reference.symbols[0].as_str();
            let owner = symbol.rsplit_once('.').map(|(owner, _)| owner);
            symbol == path || owner == Some(path) && self.is_module_path(path)
        });
        mine.all(|hit| {
            let symbol = &hit.reference.symbols[0];
            let Some(expr) = hit.reference.expr else {
                return self.new_name(symbol).is_some();
            };
            let place = (hit.reference.file, expr);
            let why = |new: &str| {
                more_than_a_name(
                    self.analysis,
                    (self.active, &self.ladders),
                    place,
                    (symbol, new),
                )
            };
            // A handler needs more than one name for what became several.
            let several = hit
                .row
                .as_ref()
                .is_some_and(|(row, _)| !row.caught.is_empty());
            if several && hit.reference.context == Context::Caught {
                return false;
            }
            // What else the name may be is what it was.
            let through_name = matches!(
                self.analysis.file(place.0).tree.expr(expr).kind,
                ExprKind::Name(_)
            ) && self.origin(place) == Origin::Clause;
            let single = hit.reference.symbols.len() == 1;
            single
                && (hit.reference.certain || through_name)
                && self.new_name(symbol).is_some_and(|new| why(&new).is_none())
        })
    }

    /// Those of the import clauses that may fail, and whose names something else has then.
    fn with_fallbacks(&self, going: &BTreeMap<Clause, Option<String>>) -> BTreeSet<Clause> {
        let clauses = going.keys().copied();
        clauses
            .filter(|(file, span)| {
                let import = self.analysis.imported.get(&(*file, span.start));
                import.is_some_and(|import| self.has_a_fallback(*file, import))
            })
            .collect()
    }

    /// The file in which code comes to a symbol of the package by an import: through however many files of
    /// the project.
    fn importer(&self, hit: &Hit) -> Option<FileId> {
        let file = hit.reference.file;
        let Some(expr) = hit.reference.expr else {
            return self.importer_of(file, &self.imported_name((file, hit.reference.span.start))?);
        };
        match &self.analysis.file(file).tree.expr(expr).kind {
            ExprKind::Name(name) if self.origin((file, expr)) == Origin::Clause => {
                self.importer_of(file, name)
            }
            ExprKind::Attribute { value, attribute } => {
                match self.analysis.value((file, *value)).single() {
                    Some(Atom::Module(module)) => self.importer_of(module, &attribute.text),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn imported_name(&self, at: (FileId, u32)) -> Option<String> {
        let import = self.analysis.imported.get(&at)?;
        Some(self.analysis.names.get(import.name).to_owned())
    }

    fn importer_of(&self, file: FileId, name: &str) -> Option<FileId> {
        let (mut file, mut name) = (file, name);
        for _ in 0..FILES {
            let mut clauses = self.analysis.imported_in(file).filter(|import| {
                import.scope == MODULE && self.analysis.names.get(import.name) == name
            });
            let import = clauses.next()?;
            if clauses.next().is_some() {
                return None;
            }
            match taken_from(self.analysis, file, import) {
                Some((source, there)) => (file, name) = (source, there),
                None => return Some(file),
            }
        }
        None
    }

    /// Whether a reference takes what a file imports under its new name.
    pub(super) fn is_passed_on(&self, hit: &Hit, moved: &Moved) -> bool {
        let symbol = &hit.reference.symbols[0];
        !moved.passed_on.is_empty()
            && hit.reference.symbols.len() == 1
            && self
                .importer(hit)
                .is_some_and(|file| moved.passed_on.contains(&(file, symbol.clone())))
    }

    /// A module that a file imports and does not name, under its new path.
    pub(super) fn module_anew(&self, path: &str) -> Option<String> {
        self.new_name(path).filter(|_| self.is_module_path(path))
    }

    /// Whether what an import binds is named in its file.
    pub(super) fn names_import(&self, file: FileId, name: &ImportedName) -> bool {
        self.is_named_in(file, &name.alias.as_ref().unwrap_or(&name.name).text)
    }

    /// Whether a file names something.
    pub(super) fn is_named_in(&self, file: FileId, bound: &str) -> bool {
        let mut exprs = self.analysis.file(file).tree.exprs.iter();
        exprs.any(|expr| matches!(&expr.kind, ExprKind::Name(text) if **text == *bound))
    }

    /// Whether a path is that of a class which is raised.
    pub(super) fn is_exception(&self, path: &str) -> bool {
        let old = &self.active.old;
        old.class_named(path)
            .is_some_and(|class| old.is_exception(class))
    }
}
