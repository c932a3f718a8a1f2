//! Which imports nothing needs any more after the edits are chosen, in all files at once: a name that
//! another file takes from here stays, unless that other import goes as well.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::names::{clause_text, scope_at};
use super::taken::{exprs, needed};
use crate::rewrite::imports::{ImportNeed, ImportNeeds, Uses};
use crate::rewrite::{Operation, Piece, erased};
use crate::semantic::bind::ScopeId;
use crate::semantic::imports::Imported;
use crate::semantic::infer::Analysis;
use crate::semantic::python::is_builtin;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind, Span, StmtId, StmtKind};
use crate::syntax::query::{arguments, dotted, top};

/// What is asked of.
pub struct Unneeded<'a, 'p> {
    /// What is known.
    pub analysis: &'a Analysis<'p>,
    /// The edits that were chosen.
    pub operations: &'a BTreeMap<FileId, Vec<Operation>>,
    /// The imports that they need.
    pub needs: &'a BTreeMap<FileId, ImportNeeds>,
    /// Whether a path is one that the upgrade takes away.
    pub changed: &'a dyn Fn(&str) -> bool,
}

/// The uses of import clauses, by the place of the clause.
pub type Clauses = BTreeMap<Span, Uses>;

/// A clause that may go.
struct Candidate {
    /// The name that it binds; none for a star.
    name: Option<String>,
    uses: Uses,
}

impl Unneeded<'_, '_> {
    /// The clauses that lose all their uses, with those uses.
    #[must_use]
    pub fn clauses(&self) -> BTreeMap<FileId, Clauses> {
        let mut going = Going::new();
        for (file, operations) in self.operations {
            let held = Held::new(self, *file, operations);
            going.extend(held.candidates());
        }
        // What others take is what the name gets after that.
        let is_taken = |(file, clause): &(FileId, Span)| {
            let import = self.analysis.imported.get(&(*file, clause.start));
            import.is_none_or(|import| import.until.is_none())
        };
        let names = going
            .iter()
            .filter(|(place, _)| is_taken(place))
            .map(|(place, one)| (*place, one.name.clone()))
            .collect();
        let respelled = |(file, id): Place| {
            let span = self.analysis.file(file).tree.expr(id).span;
            let operations = self.operations.get(&file);
            operations.is_some_and(|operations| erased(operations, span))
        };
        for place in needed(self.analysis, names, &respelled) {
            going.remove(&place);
        }
        let mut out: BTreeMap<FileId, Clauses> = BTreeMap::new();
        for ((file, clause), one) in going {
            out.entry(file).or_default().insert(clause, one.uses);
        }
        out
    }
}

type Going = BTreeMap<(FileId, Span), Candidate>;

/// One file that is edited.
struct Held<'a, 'p> {
    of: &'a Unneeded<'a, 'p>,
    file: FileId,
    operations: &'a [Operation],
    /// Where each name is used, by the scope that binds it; by none for those that no scope binds.
    uses: FxHashMap<(Option<ScopeId>, &'a str), Uses>,
    /// Those of which the edits leave nothing, as far as that was asked.
    erased: RefCell<FxHashMap<(ScopeId, &'a str), bool>>,
    /// The clauses of imports, by the scopes that they bind names in.
    clauses: FxHashSet<(ScopeId, &'a str)>,
    /// Which names new text uses, as far as that was asked: an import may be written again and again.
    named_anew: RefCell<FxHashMap<String, bool>>,
}

impl<'a, 'p> Held<'a, 'p> {
    fn new(of: &'a Unneeded<'a, 'p>, file: FileId, operations: &'a [Operation]) -> Self {
        let held = of.analysis.file(file);
        let mut uses: FxHashMap<_, Uses> = FxHashMap::default();
        for (id, expr) in exprs(of.analysis, file) {
            if let ExprKind::Name(name) = &expr.kind {
                let owner = held.scopes.owner(scope_at(of.analysis, (file, id)), name);
                let known = uses.entry((owner, &**name)).or_default();
                Arc::make_mut(known).insert(expr.span);
            }
        }
        let imports = of.analysis.imported_in(file);
        let clauses = imports.map(|one| (one.scope, clause_text(of.analysis, file, one)));
        Self {
            of,
            file,
            operations,
            uses,
            erased: RefCell::default(),
            clauses: clauses.collect(),
            named_anew: RefCell::default(),
        }
    }

    fn candidates(&self) -> Going {
        let mut out = Going::new();
        for import in self.of.analysis.imported_in(self.file) {
            if let Some(uses) = self.given_up(import) {
                let name = Some(self.of.analysis.names.get(import.name).to_owned());
                out.insert((self.file, import.clause), Candidate { name, uses });
            }
        }
        if let Some((stars, uses)) = self.given_up_stars() {
            for star in stars {
                let uses = Arc::clone(&uses);
                out.insert((self.file, star), Candidate { name: None, uses });
            }
        }
        out
    }

    /// The uses of an import clause, if the edits leave none of them.
    fn given_up(&self, import: &Imported) -> Option<Uses> {
        let analysis = self.of.analysis;
        let Some(Atom::Symbol(path)) = import.value.single() else {
            return None;
        };
        let path = analysis.names.get(path);
        let name = analysis.names.get(import.name);
        let clause = clause_text(analysis, self.file, import);
        let mut by_name = self
            .uses
            .get(&(Some(import.scope), name))
            .cloned()
            .unwrap_or_default();
        if import.until.is_some() {
            let ours = |(id, _): &(ExprId, _)| analysis.may_mean(import, (self.file, *id));
            let ours = exprs(analysis, self.file).filter(ours);
            let ours: BTreeSet<Span> = ours.map(|(_, expr)| expr.span).collect();
            Arc::make_mut(&mut by_name).retain(|span| ours.contains(span));
        }
        let submodule = clause == path && path.contains('.');
        // With `import a` beside `import a.b`, only what reads `a.b` speaks of the latter.
        let has_top = self.clauses.contains(&(import.scope, name));
        let uses = if submodule && (has_top || self.needs_module(name)) {
            Arc::new(self.chains(path, &by_name))
        } else {
            by_name
        };
        // What the new text names may be what a new import binds under that name.
        let is_bound_anew = path != name && self.needs_module(name);
        let named = !submodule && !is_bound_anew && self.is_named_anew(name)
            || submodule && !has_top && self.is_named_anew(name) && !self.needs_module(name);
        let changed = (self.of.changed)(path);
        if named && !changed || uses.is_empty() && !(submodule && changed) {
            return None;
        }
        let asked = !changed && self.is_tried(import);
        let gone = self.are_gone((import.scope, name), &uses) && !self.is_looked_up(name) && !asked;
        gone.then_some(uses)
    }

    /// Whether a module is imported by itself in a `try` that catches something: the code asks whether it is there.
    fn is_tried(&self, import: &Imported) -> bool {
        let tree = &self.of.analysis.file(self.file).tree;
        let is_it = |id: &StmtId| match &tree.stmt(*id).kind {
            StmtKind::Import(modules) => modules.iter().any(|one| one.span == import.clause),
            _ => false,
        };
        tree.stmts.iter().any(|stmt| match &stmt.kind {
            StmtKind::Try { body, handlers, .. } => !handlers.is_empty() && body.iter().any(is_it),
            _ => false,
        })
    }

    /// Whether a magic or a command of a notebook has a name.
    fn is_looked_up(&self, name: &str) -> bool {
        let unit = &self.of.analysis.file(self.file).unit;
        let mut texts = unit.looked_up();
        texts.any(|text| names_in(&text, name))
    }

    /// Those of the uses of a name that go on to a path.
    fn chains(&self, path: &str, uses: &BTreeSet<Span>) -> BTreeSet<Span> {
        let tree = &self.of.analysis.file(self.file).tree;
        exprs(self.of.analysis, self.file)
            .filter(|(id, expr)| {
                matches!(expr.kind, ExprKind::Attribute { .. })
                    && uses.iter().any(|one| one.start == expr.span.start)
                    && dotted(tree, *id).is_some_and(|text| text == path)
            })
            .map(|(_, expr)| expr.span)
            .collect()
    }

    /// Whether the new text needs a module, which it then gets under its own name.
    fn needs_module(&self, name: &str) -> bool {
        let needs = self.of.needs.get(&self.file);
        needs.is_some_and(|needs| needs.asks_for(&ImportNeed::module(name)))
    }

    /// The star imports of packages, if the file has no others and the edits leave nothing that may come from any.
    fn given_up_stars(&self) -> Option<(Vec<Span>, Uses)> {
        let analysis = self.of.analysis;
        let tree = &analysis.file(self.file).tree;
        let (mut stars, mut tops) = (Vec::new(), Vec::new());
        for stmt in &tree.stmts {
            if let StmtKind::ImportFrom {
                star: Some(star),
                module,
                level,
                ..
            } = &stmt.kind
            {
                let top = top(&module.text);
                if *level > 0 || !analysis.external.is_modelled(top) {
                    return None;
                }
                stars.push(*star);
                tops.push(top);
            }
        }
        if stars.is_empty() {
            return None;
        }
        let mut uses = BTreeSet::new();
        for (id, expr) in exprs(analysis, self.file) {
            let ExprKind::Name(name) = &expr.kind else {
                continue;
            };
            let scope = scope_at(analysis, (self.file, id));
            let bound = analysis.file(self.file).scopes.owner(scope, name).is_some();
            let from_there = analysis.value((self.file, id)).atoms().iter().any(|atom| {
                matches!(atom, Atom::Symbol(path) if tops.contains(&top(analysis.names.get(*path))))
            });
            // What is not known to be Python's own may come from there.
            let own = is_builtin(name) || name.starts_with('_');
            if !bound && (from_there || !own) {
                if self.is_named_anew(name) && !self.needs_module(name) {
                    return None;
                }
                uses.insert(expr.span);
            }
        }
        let gone = !uses.is_empty() && self.are_erased(&uses);
        gone.then(|| (stars, Arc::new(uses)))
    }

    /// Whether the edits leave none of the uses of a name; of all of them that is asked once.
    fn are_gone(&self, name: (ScopeId, &'a str), uses: &Uses) -> bool {
        let all = self.uses.get(&(Some(name.0), name.1));
        if !all.is_some_and(|all| Arc::ptr_eq(all, uses)) {
            return self.are_erased(uses);
        }
        let mut erased = self.erased.borrow_mut();
        let known = erased.entry(name);
        *known.or_insert_with(|| self.are_erased(uses))
    }

    fn are_erased(&self, uses: &BTreeSet<Span>) -> bool {
        uses.iter().all(|place| erased(self.operations, *place))
    }

    /// Whether new text uses a name.
    fn is_named_anew(&self, name: &str) -> bool {
        if let Some(known) = self.named_anew.borrow().get(name) {
            return *known;
        }
        let is_named = self.names_anew(name);
        let mut known = self.named_anew.borrow_mut();
        known.insert(name.to_owned(), is_named);
        is_named
    }

    fn names_anew(&self, name: &str) -> bool {
        let mut names = self.operations.iter().filter(|operation| {
            operation.pieces.iter().any(|piece| match piece {
                Piece::Text(text) => names_in(text, name),
                Piece::Source(_) => false,
            })
        });
        names.any(|operation| !self.is_keyword(operation.span))
    }

    /// Whether a stretch is the name of an argument: a new one names nothing in the file.
    fn is_keyword(&self, span: Span) -> bool {
        let tree = &self.of.analysis.file(self.file).tree;
        let mut given = tree.exprs.iter().flat_map(arguments);
        given.any(|one| matches!(&one.kind, ArgumentKind::Keyword(name) if name.span == span))
    }
}

/// Whether `name` occurs in a text as a word that is not an attribute.
pub(crate) fn names_in(text: &str, name: &str) -> bool {
    let is_word = |letter: char| letter == '_' || letter.is_alphanumeric();
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(|letter| is_word(letter) || letter == '.')
            && !after.is_some_and(is_word)
    })
}
