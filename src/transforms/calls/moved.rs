//! Names that stand in another module now: the import says where, and the code below it stays.

use rustc_hash::FxHashSet;

use super::hits::Hit;
use super::passed_attributes::ReadOfSymbols;
use super::passed_on::ForOthers;
use super::whole::NamedImports;
use super::{Changes, Worker};
use crate::finding::Applicability;
use crate::matching::references::{Context, Reference};
use crate::rewrite::Operation;
use crate::rewrite::imports::{ImportNeeds, Imports, Uses, plan_imports};
use crate::rules::active::ActiveRow;
use crate::rules::model::Symbol;
use crate::rules::schema::{Kind, New};
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ExprId, ExprKind, ImportedName, Name, Parent, Span, StmtId, StmtKind};
use crate::syntax::query::dotted;
use crate::syntax::query::{is_within, last, top};
use crate::transforms::names::module_name;
use crate::transforms::variables::is_variable;
use crate::transforms::{Draft, Member};

/// What imports say of names that stand elsewhere now.
#[derive(Default)]
pub(super) struct Moved {
    pub(super) clauses: FxHashSet<(FileId, Span)>,
    /// Where such names stood.
    symbols: FxHashSet<String>,
    /// Modules whose names a file imports all, by where they stood.
    stars: FxHashSet<(FileId, String)>,
    /// Names under which a file imports such modules, with where they stood.
    pub(super) aliases: FxHashSet<(FileId, String, String)>,
    /// Classes that a file imports for others, under their new names.
    pub(super) passed_on: FxHashSet<(FileId, String)>,
}

impl Moved {
    /// Whether a reference is settled where its name is imported.
    pub(super) fn settles(&self, worker: &Worker<'_, '_>, hit: &Hit) -> bool {
        let reference = &hit.reference;
        if worker.is_passed_on(hit, self) {
            return true;
        }
        let Some(expr) = reference.expr else {
            return self.clauses.contains(&(reference.file, reference.span));
        };
        if reference.context == Context::Spelled {
            return worker
                .clause_named((reference.file, expr))
                .is_some_and(|clause| self.clauses.contains(&clause));
        }
        if reference.symbols.len() != 1 {
            return false;
        }
        let symbol = reference.symbols[0].as_str();
        if self.is_through_alias(worker, hit, expr) {
            return true;
        }
        let owner = |path: &str| path.rsplit_once('.').map(|(of, _)| of.to_owned());
        let known = |path: &str| self.symbols.contains(path);
        let starred = |path: Option<String>| {
            path.is_some_and(|module| self.stars.contains(&(reference.file, module)))
        };
        let of = owner(symbol);
        match worker.origin((reference.file, expr)) {
            Origin::Clause => known(symbol) || of.is_some_and(|of| known(&of)),
            Origin::Star => starred(of.as_deref().and_then(owner)) || starred(of),
            Origin::Module | Origin::Own => false,
        }
    }

    /// Whether a reference goes through a name under which a module is imported from its new place.
    fn is_through_alias(&self, worker: &Worker<'_, '_>, hit: &Hit, expr: ExprId) -> bool {
        let file = hit.reference.file;
        let tree = &worker.analysis.file(file).tree;
        let Some(path) = dotted(tree, expr) else {
            return false;
        };
        let mut aliases = self.aliases.iter();
        aliases.any(|(at, alias, module)| {
            *at == file && top(&path) == alias && is_within(&hit.reference.symbols[0], module)
        })
    }
}

/// How an expression comes to mean a symbol of the package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// Through a name that `from … import` binds.
    Clause,
    /// Through `from … import *`.
    Star,
    /// Through a module of the package or of the project.
    Module,
    /// Through a variable, a parameter or an attribute of the project, which was given it elsewhere.
    Own,
}

/// One name of a `from … import`, and what became of it.
pub(super) struct Clause<'t> {
    pub(super) name: &'t ImportedName,
    pub(super) path: String,
    pub(super) row: ActiveRow,
    /// Where it is now, if it can be imported from there instead.
    pub(super) new: Option<String>,
}

impl Worker<'_, '_> {
    /// Imports of names that stand elsewhere now, and of names that a module no longer passes on.
    pub(super) fn moved(&self, hits: &[Hit], out: &mut Changes) -> Moved {
        let mut moved = Moved::default();
        let for_others = self.passed_on(hits);
        let named = self.analysis.once(NamedImports::find);
        let read = self.analysis.once(ReadOfSymbols::find);
        for index in 0..self.analysis.files.len() {
            let file = FileId(u32::try_from(index).expect("fewer than 2^32 files"));
            let tree = &self.analysis.file(file).tree;
            if !self.active.pack.header.modules.is_empty() {
                for call in named.of(file) {
                    self.moved_by_name((file, *call), hits, out, &mut moved);
                }
            }
            for (index, stmt) in tree.stmts.iter().enumerate() {
                if let StmtKind::Import(modules) = &stmt.kind {
                    for clause in modules {
                        self.moved_whole((file, clause), hits, out, &mut moved);
                        self.moved_alias((file, clause), hits, out, &mut moved);
                    }
                }
                if let StmtKind::ImportFrom {
                    level: 0,
                    module,
                    names,
                    star,
                } = &stmt.kind
                {
                    if star.is_some() {
                        self.starred(file, module, out, &mut moved);
                    }
                    let id = StmtId(u32::try_from(index).expect("fewer than 2^32 statements"));
                    let named = (module, &names[..], &for_others);
                    self.moved_statement((file, id), named, out, &mut moved);
                }
            }
            for (id, module) in read.of(file) {
                self.passed_on_attribute((file, *id), *module, out);
            }
        }
        moved
    }

    fn moved_statement(
        &self,
        (file, stmt): (FileId, StmtId),
        (module, names, for_others): (&Name, &[ImportedName], &ForOthers),
        out: &mut Changes,
        moved: &mut Moved,
    ) {
        if !self.active.covers(&module.text) && !self.active.old.covers(&module.text) {
            return;
        }
        let named = names.iter().any(|name| self.names_import(file, name));
        let clauses: Vec<Clause<'_>> = names
            .iter()
            .filter_map(|name| {
                let given = for_others.contains_key(&(file, name.span));
                self.clause(file, module, (name, named && !given))
            })
            .collect();
        for name in names.iter().filter(|_| named) {
            if !for_others.contains_key(&(file, name.span)) {
                self.unused_beside((file, stmt), (module, name), out, moved);
            }
        }
        let movable: Vec<&Clause<'_>> = clauses.iter().filter(|one| one.new.is_some()).collect();
        let mut targets = clauses.iter().map(|one| {
            let (to, name) = one.new.as_deref()?.rsplit_once('.')?;
            (name == &*one.name.name.text).then_some(to)
        });
        let same = match targets.next() {
            Some(Some(first)) if clauses.len() == names.len() => {
                targets.all(|other| other == Some(first)).then_some(first)
            }
            _ => None,
        };
        let draft = match same {
            Some(to) => Some(Operation::replace(module.span, to)).map(|one| vec![one]),
            None => {
                let renamed = || renamed(module, &clauses, clauses.len() == names.len());
                self.split((file, stmt), &movable).or_else(renamed)
            }
        };
        let draft = draft.filter(|_| !movable.is_empty()).map(|operations| {
            let mut draft = Draft::default();
            for one in &movable {
                draft.at_most(one.row.0.applicability);
                let trusted = for_others.get(&(file, one.name.span));
                draft.at_most(trusted.copied().unwrap_or(Applicability::Safe));
            }
            for operation in operations {
                draft.edit(file, operation);
            }
            out.drafts.push(draft);
            out.drafts.len() - 1
        });
        for clause in &clauses {
            let reference = Reference {
                file,
                expr: None,
                span: if same.is_some() {
                    module.span
                } else {
                    clause.name.span
                },
                symbols: vec![clause.path.clone()],
                certain: true,
                context: Context::Imported,
            };
            let mut found = self.found(&clause.row.0, clause.row.1, &reference);
            if clause.new.is_some() {
                found.draft = draft;
                // Where a class is named, in whatever file, that place is looked at.
                if for_others.contains_key(&(file, clause.name.span)) {
                    let written = draft.map(|_| (file, clause.path.clone()));
                    moved.passed_on.extend(written);
                } else if !self.is_exception(&clause.path) {
                    moved.symbols.insert(clause.path.clone());
                }
            }
            out.found.push(found);
            moved.clauses.insert((file, clause.name.span));
        }
    }

    /// What the rules say of an import, if it is settled here: of a name that only stands elsewhere, or
    /// that its module only passed on.
    fn clause<'t>(
        &self,
        file: FileId,
        module: &Name,
        (name, named): (&'t ImportedName, bool),
    ) -> Option<Clause<'t>> {
        let written = format!("{}.{}", module.text, name.name.text);
        let old = &self.active.old;
        let canonical = old.canonical(&written);
        let import = self.analysis.imported.get(&(file, name.span.start))?;
        let means = |atom: Atom| matches!(atom, Atom::Symbol(path) if self.analysis.names.get(path) == canonical);
        if !self.active.names_word(&name.name.text) || !import.value.single().is_some_and(means) {
            return None;
        }
        let placed = old.placed(&written);
        if placed != canonical
            && let Some(row) = self.row_of(&placed)
        {
            let new = self.stands_at(&row);
            return Some(Clause {
                name,
                path: placed,
                row,
                new,
            });
        }
        let row = self.row_of(&canonical)?;
        // What handlers catch may mean more than its name: each use is looked at, where there is one.
        if self.is_exception(&canonical) {
            // Under the package's own name it is what the new version has.
            let gone = written == canonical && !named;
            return gone.then(|| self.unused_class(name, canonical, row))?;
        }
        if !self.names_import(file, name)
            && let Some(new) = self.module_anew(&canonical)
        {
            let new = Some(new);
            return Some(Clause {
                name,
                path: canonical,
                row,
                new,
            });
        }
        let new = self.stands_at(&row)?;
        (name.alias.is_some() || last(&new) == &*name.name.text).then_some(Clause {
            name,
            path: canonical,
            row,
            new: Some(new),
        })
    }

    pub(super) fn row_of(&self, path: &str) -> Option<ActiveRow> {
        let rows = self.active.rows(path).unwrap_or_default();
        rows.into_iter().find(|(row, _)| row.argument.is_none())
    }

    /// The path that a row gives, if the symbol itself only stands there now.
    pub(super) fn stands_at(&self, (row, _): &ActiveRow) -> Option<String> {
        match &row.new {
            Some(New::Name(new)) if row.kind == Kind::Moved => {
                // Where its arguments or its value are others, each call is looked at.
                let is_alike = row.arguments.is_empty() && row.returns.is_none();
                let offered = is_alike
                    && row.applicability != Applicability::Manual
                    && row.new_form_exists(&self.active.target)
                    && new.contains('.');
                offered.then(|| new.clone())
            }
            _ => None,
        }
    }

    /// Some of a statement's names are imported from elsewhere. Only at the top of a module: in a block
    /// of its own an import may be there for others.
    fn split(
        &self,
        (file, stmt): (FileId, StmtId),
        movable: &[&Clause<'_>],
    ) -> Option<Vec<Operation>> {
        let held = self.analysis.file(file);
        if held.tree.stmt(stmt).parent != Parent::Module {
            return None;
        }
        let mut needs = ImportNeeds::default();
        for one in movable {
            needs.add.insert(one.need()?);
            needs.drop_if_unused.insert(one.name.span, Uses::default());
        }
        let (tree, text) = (&held.tree, held.unit.text());
        Some(plan_imports((tree, text), &Imports::of(tree), &needs, &[]))
    }

    /// All names of a module that is gone or stands elsewhere.
    fn starred(&self, file: FileId, module: &Name, out: &mut Changes, moved: &mut Moved) {
        let path = self.active.old.canonical(&module.text);
        let stars = self.analysis.stars.get(&file);
        let means = |atom: &Atom| matches!(atom, Atom::Symbol(name) if self.analysis.names.get(*name) == path);
        if !stars.is_some_and(|stars| stars.iter().any(means)) {
            return;
        }
        let Some(row) = self.rows(&path) else {
            return;
        };
        let exact = self.row_of(&path);
        let reference = Reference {
            file,
            expr: None,
            span: module.span,
            symbols: vec![path.clone()],
            certain: true,
            context: Context::Imported,
        };
        let found = self.found(&row.0, row.1, &reference);
        let draft = exact.and_then(|row| self.stands_at(&row)).map(|new| {
            moved.stars.insert((file, path));
            let mut draft = Draft::default();
            draft.at_most(row.0.applicability);
            draft.edit(file, Operation::replace(module.span, new));
            draft
        });
        out.add(found, draft);
    }

    /// How an expression comes to mean a symbol.
    pub(super) fn origin(&self, (file, expr): (FileId, ExprId)) -> Origin {
        let held = self.analysis.file(file);
        if is_variable(self.analysis, (file, expr)) {
            return Origin::Own;
        }
        if let ExprKind::Attribute { value, .. } = &held.tree.expr(expr).kind {
            let base = self.analysis.value((file, *value));
            let mut atoms = base.atoms().iter();
            if atoms.any(|atom| self.is_module(*atom)) {
                return Origin::Module;
            }
        }
        let Some(path) = dotted(&held.tree, expr) else {
            return Origin::Own;
        };
        let root = crate::syntax::query::top(&path);
        let mut clauses = self
            .analysis
            .imported_in(file)
            .filter(|import| self.analysis.names.get(import.name) == root)
            .peekable();
        if clauses.peek().is_some() {
            let module = clauses.any(|import| {
                let mut atoms = import.value.atoms().iter();
                atoms.any(|atom| self.is_module(*atom))
            });
            return if module {
                Origin::Module
            } else {
                Origin::Clause
            };
        }
        if held.scopes.any_binds(root) {
            Origin::Own
        } else {
            Origin::Star
        }
    }

    fn is_module(&self, atom: Atom) -> bool {
        match atom {
            Atom::Symbol(name) => {
                let path = self.analysis.names.get(name);
                matches!(self.active.old.resolve(path), Some(Symbol::Module(_)))
            }
            Atom::Module(_) | Atom::Namespace(_) => true,
            _ => false,
        }
    }

    /// The new path in place of an expression.
    pub(super) fn named_anew(&self, place: (FileId, ExprId), new: &str) -> Option<Draft> {
        let (module, name) = new.rsplit_once('.')?;
        let mut draft = Draft::default();
        let text = module_name(self.analysis, place, module, &mut draft);
        let text = format!("{text}.{name}");
        let span = self.analysis.file(place.0).tree.expr(place.1).span;
        draft.edit(place.0, Operation::replace(span, text.as_str()));
        let path = new.to_owned();
        draft
            .members
            .insert((place.0, span), vec![Member { text, path }]);
        Some(draft)
    }
}

/// All names of a statement stand in one module now, some under another name: they keep the one that they have here.
fn renamed(module: &Name, clauses: &[Clause<'_>], whole: bool) -> Option<Vec<Operation>> {
    let new = |one: &Clause<'_>| {
        let (to, name) = one.new.as_deref()?.rsplit_once('.')?;
        Some((to.to_owned(), name.to_owned()))
    };
    let news: Vec<(String, String)> = clauses.iter().map(new).collect::<Option<_>>()?;
    let (to, _) = news.first()?;
    if !whole || news.iter().any(|(other, _)| other != to) {
        return None;
    }
    let mut out = vec![Operation::replace(module.span, to.as_str())];
    for (clause, (_, name)) in clauses.iter().zip(&news) {
        let old = &clause.name.name;
        if *old.text == **name {
            continue;
        }
        let text = match clause.name.alias {
            Some(_) => name.clone(),
            None => format!("{name} as {}", old.text),
        };
        out.push(Operation::replace(old.span, text));
    }
    Some(out)
}
