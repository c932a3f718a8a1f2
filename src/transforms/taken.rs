//! Names that files take from other files of the project, or give to whoever imports them.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::matching::spelled::names_looked_up;
use crate::semantic::bind::MODULE;
use crate::semantic::infer::Analysis;
use crate::semantic::project::Found;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{Expr, ExprId, ExprKind, Span, StmtKind};
use crate::syntax::query::walk_expr;

/// An import clause, by its file and its place there.
pub type Clause = (FileId, Span);

/// Those of the import clauses that would go, each with the name that it binds (none for a star), which
/// code elsewhere needs: what takes the name is not among those that go. A string that names it, as the target of
/// a patch, takes it as well, unless it is `respelled`.
#[must_use]
pub fn needed(
    analysis: &Analysis<'_>,
    mut going: BTreeMap<Clause, Option<String>>,
    respelled: &dyn Fn(Place) -> bool,
) -> BTreeSet<Clause> {
    let mut out = BTreeSet::new();
    if going.is_empty() {
        return out;
    }
    let taken = Taken::of(analysis, respelled);
    loop {
        let stays: Vec<Clause> = going
            .iter()
            .filter(|((file, _), name)| taken.is_needed(*file, name.as_deref(), &going))
            .map(|(clause, _)| *clause)
            .collect();
        if stays.is_empty() {
            return out;
        }
        going.retain(|clause, _| !stays.contains(clause));
        out.extend(stays);
    }
}

/// The import clauses that take names from files, by the file and the name.
#[must_use]
pub fn takers<'a>(analysis: &'a Analysis<'_>) -> FxHashMap<(FileId, &'a str), Vec<Clause>> {
    let mut out: FxHashMap<_, Vec<Clause>> = FxHashMap::default();
    for (file, clauses) in Taken::of(analysis, &|_| false).clauses {
        for (name, clause) in clauses {
            out.entry((file, name)).or_default().push(clause);
        }
    }
    out
}

/// What files take from other files.
struct Taken<'a, 'p> {
    analysis: &'a Analysis<'p>,
    /// The names in import clauses, by the file that they are taken from.
    clauses: FxHashMap<FileId, Vec<(&'a str, Clause)>>,
    /// Attributes of a module that are read, or named by strings.
    attributes: FxHashSet<(FileId, &'a str)>,
    /// Files of which all is taken.
    stars: FxHashSet<FileId>,
}

impl<'a, 'p> Taken<'a, 'p> {
    fn of(analysis: &'a Analysis<'p>, respelled: &dyn Fn(Place) -> bool) -> Self {
        let mut out = Self {
            analysis,
            clauses: FxHashMap::default(),
            attributes: FxHashSet::default(),
            stars: FxHashSet::default(),
        };
        for file in analysis.file_ids() {
            out.add_imports(file);
            out.add_attributes(file);
        }
        let named = names_looked_up(analysis);
        let stay = named.filter(|(place, _)| !respelled(*place));
        out.attributes
            .extend(stay.map(|(_, named)| (named.module, named.name)));
        out
    }

    fn add_imports(&mut self, file: FileId) {
        let held = self.analysis.file(file);
        let from = held.unit.display();
        for stmt in &held.tree.stmts {
            let StmtKind::ImportFrom {
                level,
                module,
                names,
                star,
            } = &stmt.kind
            else {
                continue;
            };
            let modules = self.analysis.modules;
            let sources = match modules.found(from, *level, &module.text) {
                Some(Found::File(source)) => vec![source],
                None if *level == 0 => modules.elsewhere(from, &module.text),
                _ => continue,
            };
            for source in sources {
                if star.is_some() {
                    self.stars.insert(source);
                }
                let clauses = names.iter().map(|one| (&*one.name.text, (file, one.span)));
                self.clauses.entry(source).or_default().extend(clauses);
            }
        }
    }

    fn add_attributes(&mut self, file: FileId) {
        for (_, expr) in exprs(self.analysis, file) {
            let ExprKind::Attribute { value, attribute } = &expr.kind else {
                continue;
            };
            for atom in self.analysis.value((file, *value)).atoms() {
                if let Atom::Module(source) = atom {
                    self.attributes.insert((*source, &*attribute.text));
                }
            }
        }
    }

    /// Whether a name of a file, or all that a star gives it, is there for others.
    fn is_needed(
        &self,
        file: FileId,
        name: Option<&str>,
        going: &BTreeMap<Clause, Option<String>>,
    ) -> bool {
        let own = &self.analysis.file(file).scopes.get(MODULE).names;
        let is_it = |other: &str| match name {
            Some(name) => name == other,
            None => !own.contains_key(other),
        };
        let clauses = self.clauses.get(&file).into_iter().flatten();
        self.stars.contains(&file)
            || clauses
                .into_iter()
                .any(|(name, by)| is_it(name) && !going.contains_key(by))
            || self
                .attributes
                .iter()
                .any(|(source, name)| *source == file && is_it(name))
            || name.is_some_and(|name| self.is_exported(file, name))
    }

    /// Whether a file says itself that a name is for others: in `__all__`, or by `import a as a`.
    fn is_exported(&self, file: FileId, name: &str) -> bool {
        let tree = &self.analysis.file(file).tree;
        tree.stmts.iter().any(|stmt| match &stmt.kind {
            StmtKind::Assign { targets, value } => {
                let all = targets.iter().any(|target| {
                    matches!(&tree.expr(*target).kind, ExprKind::Name(text) if &**text == "__all__")
                });
                all && walk_expr(tree, *value).into_iter().any(|id| {
                    matches!(&tree.expr(id).kind, ExprKind::Str { value, .. } if **value == *name)
                })
            }
            StmtKind::ImportFrom { names, .. } => names.iter().any(|one| {
                let alias = one.alias.as_ref();
                *one.name.text == *name && alias.is_some_and(|alias| *alias.text == *name)
            }),
            _ => false,
        })
    }
}

/// All expressions of a file.
pub(super) fn exprs<'a>(
    analysis: &'a Analysis<'_>,
    file: FileId,
) -> impl Iterator<Item = (ExprId, &'a Expr)> + use<'a> {
    let exprs = analysis.file(file).tree.exprs.iter().enumerate();
    exprs.map(|(index, expr)| {
        let id = ExprId(u32::try_from(index).expect("fewer than 2^32 expressions"));
        (id, expr)
    })
}
