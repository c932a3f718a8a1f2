//! Where the project names a symbol that changed.
//!
//! A reference is the outermost expression that means the symbol: `openai.ChatCompletion.create` is
//! one, the class and the module in it are not reported beside it. Import clauses and strings that
//! spell a symbol's path are references too.

use rustc_hash::FxHashSet;

use super::naming::Naming;
use super::spelled::spelled_symbol;
use super::stand_ins::stand_ins;
use crate::semantic::by_name::READS_ATTRIBUTE;
use crate::semantic::infer::Analysis;
use crate::semantic::python::INITIALISER;
use crate::semantic::store::Place;
use crate::semantic::value::{AllocKind, Atom, FileId};
use crate::syntax::ast::{ExprId, ExprKind, Parent, Span, StmtId, StmtKind, Tree};

/// Where a reference stands in the code around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// It is called; the call.
    Called(ExprId),
    /// It is assigned to; the statement.
    Assigned(StmtId),
    /// An import binds it.
    Imported,
    /// A handler catches it.
    Caught,
    /// A string spells it.
    Spelled,
    /// It is read of what a test puts in the place of its module.
    StoodFor,
    /// A patch or the like: anything else.
    Read,
}

impl Context {
    /// Whether the place only names the symbol, and is not the symbol itself.
    #[must_use]
    pub fn is_only_named(self) -> bool {
        matches!(self, Self::Spelled | Self::StoodFor)
    }
}

/// A place that names a symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The file.
    pub file: FileId,
    /// The expression; none for an import clause.
    pub expr: Option<ExprId>,
    /// Where.
    pub span: Span,
    /// Qualified names that it may mean, those of the rules only.
    pub symbols: Vec<String>,
    /// Whether it can mean nothing else.
    pub certain: bool,
    /// Where it stands.
    pub context: Context,
}

/// All references to symbols for which `changed` holds, by file and place.
#[must_use]
pub fn references(analysis: &Analysis<'_>, changed: &dyn Fn(&str) -> bool) -> Vec<Reference> {
    let naming = analysis.once(Naming::find);
    let mut out = Vec::new();
    for file in analysis.file_ids() {
        let tree = &analysis.file(file).tree;
        let mut found = FxHashSet::default();
        // Parents stand behind their children: from the back, the outermost comes first.
        for id in naming.of(file).iter().rev() {
            if !is_in_a_reference(tree, *id, &found)
                && let Some(reference) = reference(analysis, (file, *id), changed)
            {
                found.insert(*id);
                out.push(reference);
            }
        }
    }
    out.extend(imports(analysis, changed));
    out.extend(stand_ins(analysis, changed));
    // How names are numbered says nothing of them.
    for one in &mut out {
        one.symbols.sort_unstable();
    }
    out.sort_by_key(|one| (one.file, one.span));
    out
}

/// Functions whose second argument names what is read of the first.
const READERS: [&str; 2] = ["getattr", "hasattr"];

/// What reads an attribute by its name, or all of them, or asks whether there is one.
const ASKS: [&str; 3] = ["builtins.getattr", "builtins.hasattr", "builtins.vars"];

/// Whether an expression is what an attribute is read of that a reference is, or stands in.
fn is_in_a_reference(tree: &Tree, mut id: ExprId, found: &FxHashSet<ExprId>) -> bool {
    while let Parent::Expr(up) = tree.expr(id).parent
        && matches!(tree.expr(up).kind, ExprKind::Attribute { .. })
    {
        if found.contains(&up) {
            return true;
        }
        id = up;
    }
    false
}

fn reference(
    analysis: &Analysis<'_>,
    place: Place,
    changed: &dyn Fn(&str) -> bool,
) -> Option<Reference> {
    let (file, id) = place;
    let tree = &analysis.file(file).tree;
    let expr = tree.expr(id);
    match &expr.kind {
        ExprKind::Str { bytes: false, .. } | ExprKind::Interpolated(_) => {
            let symbol = spelled_symbol(analysis, place).filter(|path| changed(path))?;
            Some(Reference {
                file,
                expr: Some(id),
                span: expr.span,
                symbols: vec![symbol],
                certain: true,
                context: Context::Spelled,
            })
        }
        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Call { .. } => {
            if let ExprKind::Call { function, .. } = &expr.kind {
                // Only `getattr(module, "name")` names a symbol, and `attrgetter("name")(module)`; other
                // calls give what they are given.
                let names = |atom: &Atom| match atom {
                    Atom::Symbol(name) => {
                        let name = analysis.names.get(*name);
                        ASKS.contains(&name) || name.ends_with(READS_ATTRIBUTE)
                    }
                    Atom::Alloc(alloc) => analysis.store.get(*alloc).kind == AllocKind::Attributes,
                    _ => false,
                };
                if !analysis.value((file, *function)).atoms().iter().any(names) {
                    return None;
                }
            }
            let value = analysis.value(place);
            let symbols: Vec<String> = value
                .atoms()
                .iter()
                .filter_map(|atom| symbol_of(analysis, *atom))
                // To initialise is to use the class, which its own name or the base that it is stands for.
                .filter(|path| !path.ends_with(INITIALISER) && changed(path))
                .collect();
            let is_symbol = |atom: &Atom| symbol_of(analysis, *atom).is_some();
            if symbols.is_empty() {
                let is_field = !value.atoms().iter().any(is_symbol);
                return field(analysis, place, changed).filter(|_| is_field);
            }
            let certain = value.is_complete() && symbols.len() == value.atoms().len();
            Some(Reference {
                file,
                expr: Some(id),
                span: expr.span,
                certain,
                context: context(tree, id),
                symbols,
            })
        }
        _ => None,
    }
}

/// A field of an instance of a modelled class.
fn field(
    analysis: &Analysis<'_>,
    (file, id): Place,
    changed: &dyn Fn(&str) -> bool,
) -> Option<Reference> {
    let tree = &analysis.file(file).tree;
    let (value, attribute) = read_of(tree, id)?;
    let base = analysis.value((file, value));
    let is_question = matches!(&tree.expr(id).kind, ExprKind::Call { function, .. }
        if matches!(&tree.expr(*function).kind, ExprKind::Name(name) if &**name == "hasattr"));
    let mut symbols: Vec<String> = base
        .atoms()
        .iter()
        .filter_map(|atom| {
            let of = analysis.attribute_owner(*atom, attribute)?;
            // Whether there is a method is asked of what may be of another version.
            let asked = !is_question || analysis.external.is_field(&of, attribute);
            asked.then(|| analysis.external.field_path(&of, attribute))?
        })
        .filter(|path| changed(path))
        .collect();
    symbols.sort_unstable();
    symbols.dedup();
    let certain = base.is_complete() && symbols.len() == base.atoms().len();
    (!symbols.is_empty()).then(|| Reference {
        file,
        expr: Some(id),
        span: tree.expr(id).span,
        certain,
        context: context(tree, id),
        symbols,
    })
}

/// What an expression reads by a name: `base.name`, `getattr(base, "name", …)`; all of it by `vars(base)`.
#[must_use]
pub fn read_of(tree: &Tree, id: ExprId) -> Option<(ExprId, &str)> {
    match &tree.expr(id).kind {
        ExprKind::Attribute { value, attribute } => Some((*value, &attribute.text)),
        ExprKind::Call {
            function,
            arguments,
            ..
        } => {
            let ExprKind::Name(reader) = &tree.expr(*function).kind else {
                return None;
            };
            if let [base] = &arguments[..] {
                return (&**reader == "vars").then_some((base.value, "__dict__"));
            }
            let [base, name, ..] = &arguments[..] else {
                return None;
            };
            match &tree.expr(name.value).kind {
                ExprKind::Str { value, .. } if READERS.contains(&&**reader) => {
                    Some((base.value, value))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// The qualified name of a symbol or of a method of a modelled class.
#[must_use]
pub fn symbol_of(analysis: &Analysis<'_>, atom: Atom) -> Option<String> {
    match atom {
        Atom::Symbol(name) => Some(analysis.names.get(name).to_owned()),
        Atom::Method(of, name, _) => {
            let name = analysis.names.get(name);
            analysis.types.method_path(analysis.external, of, name)
        }
        _ => None,
    }
}

fn context(tree: &Tree, id: ExprId) -> Context {
    match tree.expr(id).parent {
        Parent::Expr(up) => match &tree.expr(up).kind {
            ExprKind::Call { function, .. } if *function == id => Context::Called(up),
            ExprKind::Tuple(_) => match context(tree, up) {
                Context::Called(_) => Context::Read,
                other => other,
            },
            ExprKind::List(_) | ExprKind::Starred(_) => match context(tree, up) {
                Context::Assigned(stmt) => Context::Assigned(stmt),
                _ => Context::Read,
            },
            _ => Context::Read,
        },
        Parent::Stmt(stmt) => match &tree.stmt(stmt).kind {
            StmtKind::Assign { targets, .. } if targets.contains(&id) => Context::Assigned(stmt),
            StmtKind::AugAssign { target, .. } if *target == id => Context::Assigned(stmt),
            StmtKind::AnnAssign { target, .. } | StmtKind::For { target, .. } if *target == id => {
                Context::Assigned(stmt)
            }
            StmtKind::Delete(targets) if targets.contains(&id) => Context::Assigned(stmt),
            StmtKind::With { items, .. } if items.iter().any(|item| item.target == Some(id)) => {
                Context::Assigned(stmt)
            }
            StmtKind::Try { handlers, .. }
                if handlers.iter().any(|handler| handler.exception == Some(id)) =>
            {
                Context::Caught
            }
            _ => Context::Read,
        },
        Parent::Module => Context::Read,
    }
}

fn imports(analysis: &Analysis<'_>, changed: &dyn Fn(&str) -> bool) -> Vec<Reference> {
    let mut out = Vec::new();
    for ((file, _), import) in &analysis.imported {
        let symbols: Vec<String> = import
            .value
            .atoms()
            .iter()
            .filter_map(|atom| symbol_of(analysis, *atom))
            .filter(|path| changed(path))
            .collect();
        if !symbols.is_empty() {
            out.push(Reference {
                file: *file,
                expr: None,
                span: import.clause,
                certain: import.value.is_complete() && symbols.len() == import.value.atoms().len(),
                symbols,
                context: Context::Imported,
            });
        }
    }
    out
}
