//! Places that ask whether an object has the very name that changed, and so serve both versions:
//! `hasattr(client, "name")`, `getattr(client, "name", None)`, `except AttributeError`.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::semantic::infer::Analysis;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ExprId, ExprKind, Handler, Parent, Span, StmtId, StmtKind, Tree};
use crate::syntax::query::{dotted, last, operands, walk, walk_expr};

/// The guards of a project, by file.
#[derive(Debug, Default)]
pub struct Guards {
    by_file: FxHashMap<FileId, Vec<Guard>>,
}

/// A stretch of code that asks for a name.
#[derive(Debug)]
struct Guard {
    /// What it decides about.
    area: Span,
    asks: Asks,
}

#[derive(Debug)]
enum Asks {
    /// Whether there is a name.
    For(String),
    /// By trying it.
    By {
        tried: FxHashSet<String>,
        instead: FxHashSet<String>,
        /// Whether it is a missing attribute that is caught.
        missing: bool,
    },
}

impl Guards {
    /// All guards of a project.
    #[must_use]
    pub fn of(analysis: &Analysis<'_>) -> Arc<Self> {
        analysis.once(Self::find)
    }

    fn find(analysis: &Analysis<'_>) -> Self {
        let guards = analysis.of_files(|file| {
            let tree = &analysis.file(file).tree;
            let guards: Vec<Guard> = tries(tree).chain(questions(analysis, file)).collect();
            (file, guards)
        });
        let guards = guards.into_iter().filter(|(_, guards)| !guards.is_empty());
        Self {
            by_file: guards.collect(),
        }
    }

    /// The name that the code around a place asks for, where the name `old` became `new`; `gone` says that
    /// the old one is there no more.
    #[must_use]
    pub fn around<'n>(
        &self,
        (file, place): (FileId, Span),
        (old, new): (&'n str, &'n str),
        gone: bool,
    ) -> Option<&'n str> {
        if old == new {
            return None;
        }
        let guards = self.by_file.get(&file)?.iter();
        let mut around = guards.filter(|guard| guard.area.contains(place));
        around.find_map(|guard| match &guard.asks {
            Asks::For(name) if name == new => Some(new),
            Asks::For(name) if name == old && gone => Some(old),
            Asks::For(_) => None,
            Asks::By {
                tried,
                instead,
                missing,
            } => {
                if tried.contains(new) && (*missing || instead.contains(old)) {
                    Some(new)
                } else {
                    (tried.contains(old) && instead.contains(new)).then_some(old)
                }
            }
        })
    }
}

/// `hasattr(x, "name")` and `getattr(x, "name", …)`.
fn questions<'a>(analysis: &'a Analysis<'_>, file: FileId) -> impl Iterator<Item = Guard> + 'a {
    let tree = &analysis.file(file).tree;
    let exprs = tree.exprs.iter().enumerate();
    exprs.filter_map(move |(index, expr)| {
        let ExprKind::Call {
            function,
            arguments,
            ..
        } = &expr.kind
        else {
            return None;
        };
        let ExprKind::Name(asks) = &tree.expr(*function).kind else {
            return None;
        };
        let of = arguments.first()?.value;
        let ExprKind::Str { value: name, .. } = &tree.expr(arguments.get(1)?.value).kind else {
            return None;
        };
        let asked = match &**asks {
            "hasattr" => true,
            "getattr" => arguments.len() > 2,
            _ => false,
        };
        let value = analysis.value((file, of));
        let own = |atom: &Atom| matches!(atom, Atom::Object(_) | Atom::Class(_) | Atom::Module(_));
        let stranger =
            value.is_complete() && !value.atoms().is_empty() && value.atoms().iter().all(own);
        let id = ExprId(u32::try_from(index).expect("fewer than 2^32 expressions"));
        (asked && !stranger).then(|| Guard {
            area: decided(tree, id),
            asks: Asks::For(name.to_string()),
        })
    })
}

/// What a question decides about: its function, or, where its answer is kept for others, its class or file.
fn decided(tree: &Tree, question: ExprId) -> Span {
    let file = Span::new(0, u32::MAX);
    let Some(stmt) = tree.stmt_of(question) else {
        return file;
    };
    let attribute = |target: &ExprId| matches!(tree.expr(*target).kind, ExprKind::Attribute { .. });
    let kept = match &tree.stmt(stmt).kind {
        StmtKind::Return(_) => true,
        StmtKind::Assign { targets, .. } => targets.iter().any(attribute),
        StmtKind::AnnAssign { target, .. } => attribute(target),
        _ => false,
    };
    let mut at = stmt;
    while let Parent::Stmt(up) = tree.stmt(at).parent {
        match tree.stmt(up).kind {
            StmtKind::Function(_) if !kept => return tree.stmt(up).span,
            StmtKind::Class(_) => return tree.stmt(up).span,
            _ => at = up,
        }
    }
    file
}

/// `try` with what stands in for a missing name.
fn tries(tree: &Tree) -> impl Iterator<Item = Guard> + '_ {
    tree.stmts.iter().filter_map(|stmt| {
        let StmtKind::Try { body, handlers, .. } = &stmt.kind else {
            return None;
        };
        let instead = handlers
            .iter()
            .flat_map(|handler| names(tree, &handler.body));
        Some(Guard {
            area: stmt.span,
            asks: Asks::By {
                tried: names(tree, body).collect(),
                instead: instead.collect(),
                missing: handlers.iter().any(|one| catches_missing(tree, one)),
            },
        })
    })
}

/// Whether a handler catches what a missing attribute raises.
#[must_use]
pub fn catches_missing(tree: &Tree, handler: &Handler) -> bool {
    handler.exception.is_some_and(|exception| {
        let mut named = walk_expr(tree, exception).into_iter();
        named.any(|id| dotted(tree, id).is_some_and(|path| last(&path) == "AttributeError"))
    })
}

/// Whether a handler catches what an import raises that fails.
#[must_use]
pub fn catches_imports(tree: &Tree, handler: &Handler) -> bool {
    let Some(exception) = handler.exception else {
        return true;
    };
    walk_expr(tree, exception).into_iter().any(|id| {
        matches!(&tree.expr(id).kind, ExprKind::Name(name)
            if matches!(&**name, "ImportError" | "ModuleNotFoundError" | "Exception"))
    })
}

/// The attributes that are named in a block.
fn names<'t>(tree: &'t Tree, block: &'t [StmtId]) -> impl Iterator<Item = String> + 't {
    let exprs = walk(tree, block)
        .into_iter()
        .flat_map(|stmt| operands(&tree.stmt(stmt).kind))
        .flat_map(|expr| walk_expr(tree, expr));
    exprs.filter_map(|id| match &tree.expr(id).kind {
        ExprKind::Attribute { attribute, .. } => Some(attribute.text.to_string()),
        _ => None,
    })
}
