//! Modules that another one stands for as a whole: what a file imports is the new one, under the name that
//! its code uses.

use super::Changes;
use super::Worker;
use super::hits::Hit;
use super::moved::Moved;
use crate::matching::references::{Context, Reference};
use crate::rewrite::Operation;
use crate::semantic::infer::Analysis;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind, ImportedModule, Parent, StmtKind, Tree};
use crate::syntax::query::{arguments, dotted, is_within, string, top};
use crate::transforms::Draft;

impl Worker<'_, '_> {
    /// `import module` of a module whose names another one has, if that has all that the file reads of it.
    pub(super) fn moved_whole(
        &self,
        (file, clause): (FileId, &ImportedModule),
        hits: &[Hit],
        out: &mut Changes,
        moved: &mut Moved,
    ) {
        let module = &*clause.module.text;
        let alias = clause.alias.as_ref().map(|alias| &*alias.text);
        let Some(new) = self.active.pack.header.modules.get(module) else {
            return;
        };
        let bound = alias.unwrap_or(module);
        let Some(read) = self.read_of_module(file, (bound, new), hits) else {
            return;
        };
        let first = read[0];
        let mut draft = as_sure_as(&read);
        draft.edit(
            file,
            Operation::replace(clause.span, format!("{new} as {bound}")),
        );
        out.drafts.push(draft);
        let Some((row, bearing)) = &first.row else {
            return;
        };
        let reference = Reference {
            file,
            expr: None,
            span: clause.span,
            symbols: first.reference.symbols.clone(),
            certain: true,
            context: Context::Imported,
        };
        let mut found = self.found(row, *bearing, &reference);
        found.draft = Some(out.drafts.len() - 1);
        out.found.push(found);
        moved.clauses.insert((file, clause.span));
        moved
            .aliases
            .insert((file, bound.to_owned(), module.to_owned()));
    }

    /// What a file reads of a module by a name that it has for it, where the new module has all of that and the name is
    /// used for nothing else.
    fn read_of_module<'h>(
        &self,
        file: FileId,
        (bound, new): (&str, &str),
        hits: &'h [Hit],
    ) -> Option<Vec<&'h Hit>> {
        let tree = &self.analysis.file(file).tree;
        let read: Vec<(&Hit, String)> = hits
            .iter()
            .filter(|hit| hit.reference.file == file)
            .filter_map(|hit| Some((hit, dotted(tree, hit.reference.expr?)?)))
            .filter(|(_, path)| top(path) == bound)
            .collect();
        let starts: Vec<u32> = read.iter().map(|one| one.0.reference.span.start).collect();
        let mut each = read.iter();
        let all = each.all(|(hit, path)| self.stands_under(hit, new, path, bound));
        let is_free = is_read_alone(tree, bound, &starts) && !is_bound_by_a_path(tree, bound);
        let is_it = all && is_free && !bound.contains('.') && !read.is_empty();
        is_it.then(|| read.into_iter().map(|(hit, _)| hit).collect())
    }

    /// A module that a call imports whose argument is its name, `import_module("module")`: as `import module as name` where a
    /// variable gets it. Where the text cannot say the new one, it is found, since the call fails once the package is gone.
    pub(super) fn moved_by_name(
        &self,
        (file, call): (FileId, ExprId),
        hits: &[Hit],
        out: &mut Changes,
        moved: &mut Moved,
    ) {
        let tree = &self.analysis.file(file).tree;
        let Some((importer, text, module)) = named_import(tree, call) else {
            return;
        };
        let Some(new) = self.active.pack.header.modules.get(module) else {
            return;
        };
        let value = self.analysis.value((file, call)).single();
        let is_it =
            matches!(value, Some(Atom::Symbol(name)) if self.analysis.names.get(name) == module);
        let of_module = |hit: &&Hit| is_within(&hit.reference.symbols[0], module);
        let of_file = |hit: &&Hit| hit.reference.file == file && of_module(hit);
        let first = hits.iter().find(of_file);
        let first = first.or_else(|| hits.iter().find(of_module));
        let Some((first, (row, bearing))) = first.and_then(|hit| Some((hit, hit.row.as_ref()?)))
        else {
            return;
        };
        if !is_it {
            return;
        }
        let reference = Reference {
            file,
            expr: None,
            span: tree.expr(text).span,
            symbols: first.reference.symbols.clone(),
            certain: true,
            context: Context::Imported,
        };
        let mut found = self.found(row, *bearing, &reference);
        let bound = assigned_to(tree, call);
        let read = bound.and_then(|bound| self.read_of_module(file, (bound, new), hits));
        if let (Some(bound), Some(read)) = (bound, read) {
            let mut draft = as_sure_as(&read);
            let written = &self.analysis.file(file).unit.text()[tree.expr(text).span.range()];
            let quoted = format!("{quote}{new}{quote}", quote = &written[..1]);
            let (span, anew) = match new.split_once('.').filter(|_| importer == TOP_IMPORTER) {
                // It gives the first module of the path.
                Some((_, below)) => (call, format!("{TOP_IMPORTER}({quoted}).{below}")),
                None => (text, quoted),
            };
            draft.edit(file, Operation::replace(tree.expr(span).span, anew));
            out.drafts.push(draft);
            found.draft = Some(out.drafts.len() - 1);
            moved
                .aliases
                .insert((file, bound.to_owned(), module.to_owned()));
        }
        out.found.push(found);
    }

    /// Whether the new module has under the same path what a symbol is now.
    fn stands_under(&self, hit: &Hit, new: &str, path: &str, bound: &str) -> bool {
        let stands = hit.row.as_ref().and_then(|row| self.stands_at(row));
        let rest = path.strip_prefix(bound).unwrap_or_default();
        let there = format!("{new}{rest}");
        let model = &self.active.new;
        hit.reference.symbols.len() == 1
            && model.resolve(&there).is_some()
            && stands.is_some_and(|name| model.canonical(&name) == model.canonical(&there))
    }
}

/// A draft with the least of the trust in what is read.
fn as_sure_as(read: &[&Hit]) -> Draft {
    let mut draft = Draft::default();
    let rows = read.iter().filter_map(|hit| hit.row.as_ref());
    rows.for_each(|(row, _)| draft.at_most(row.applicability));
    draft
}

/// What gives the first module of the path that it is given.
const TOP_IMPORTER: &str = "__import__";

/// Functions that import the module which their one argument names.
const IMPORTERS: [&str; 2] = ["import_module", TOP_IMPORTER];

/// The calls that import by a name in plain quotes, of each file.
pub(super) struct NamedImports(Vec<Vec<ExprId>>);

impl NamedImports {
    /// Looks at all calls of a project.
    pub(super) fn find(analysis: &Analysis<'_>) -> Self {
        let of_file = |file: FileId| {
            let tree = &analysis.file(file).tree;
            let calls = tree.expr_ids();
            calls
                .filter(|id| named_import(tree, *id).is_some())
                .collect()
        };
        Self(analysis.of_files(of_file))
    }

    /// Those of one file, in their order.
    pub(super) fn of(&self, file: FileId) -> &[ExprId] {
        &self.0[file.0 as usize]
    }
}

/// The function, the text and the module of a call that imports by a name in plain quotes.
fn named_import(tree: &Tree, call: ExprId) -> Option<(&str, ExprId, &str)> {
    let ExprKind::Call { function, .. } = &tree.expr(call).kind else {
        return None;
    };
    let importer = match &tree.expr(*function).kind {
        ExprKind::Name(name) => &**name,
        ExprKind::Attribute { attribute, .. } => &*attribute.text,
        _ => return None,
    };
    let [one] = arguments(tree.expr(call)) else {
        return None;
    };
    let module = string(tree, one.value)?;
    let span = tree.expr(one.value).span;
    let is_plain = span.range().len() == module.len() + 2;
    let is_it = IMPORTERS.contains(&importer) && one.kind == ArgumentKind::Positional && is_plain;
    is_it.then_some((importer, one.value, module))
}

/// The one name that a statement gives the value of an expression.
fn assigned_to(tree: &Tree, id: ExprId) -> Option<&str> {
    let Parent::Stmt(stmt) = tree.expr(id).parent else {
        return None;
    };
    match &tree.stmt(stmt).kind {
        StmtKind::Assign { targets, .. } => match &targets[..] {
            [one] => match &tree.expr(*one).kind {
                ExprKind::Name(name) => Some(name),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// Whether a file uses a name only where some references begin, to ask whether it is there, and to bind it.
fn is_read_alone(tree: &Tree, name: &str, starts: &[u32]) -> bool {
    tree.exprs.iter().enumerate().all(|(index, expr)| {
        let id = ExprId(u32::try_from(index).expect("fewer than 2^32 expressions"));
        let is_it = matches!(&expr.kind, ExprKind::Name(one) if **one == *name);
        !is_it || starts.contains(&expr.span.start) || is_asked(tree, id)
    })
}

/// Whether an import of a module by its path, `import a.b`, binds a name as well: it would bind the old package again.
fn is_bound_by_a_path(tree: &Tree, name: &str) -> bool {
    let is_one = |one: &ImportedModule| {
        let module = &*one.module.text;
        one.alias.is_none() && module.contains('.') && top(module) == name
    };
    tree.stmts.iter().any(|stmt| match &stmt.kind {
        StmtKind::Import(modules) => modules.iter().any(is_one),
        _ => false,
    })
}

/// Whether an expression is compared, or gets a value.
fn is_asked(tree: &Tree, id: ExprId) -> bool {
    match tree.expr(id).parent {
        Parent::Expr(up) => matches!(tree.expr(up).kind, ExprKind::Compare { .. }),
        Parent::Stmt(stmt) => match &tree.stmt(stmt).kind {
            StmtKind::Assign { targets, .. } => targets.contains(&id),
            StmtKind::If { test, .. } => *test == id,
            _ => false,
        },
        Parent::Module => false,
    }
}
