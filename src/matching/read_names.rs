//! Which names code reads of a dict that has names as its keys: `self.__dict__`, `locals()`.

use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind, Parent, StmtId, StmtKind, Tree};
use crate::syntax::query::{arguments, call_above, is_assigned};

/// The names that are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Names {
    /// These, and no others.
    These(Vec<String>),
    /// Any.
    All,
}

impl Names {
    const NONE: Self = Self::These(Vec::new());

    pub(super) fn is_none(&self) -> bool {
        *self == Self::NONE
    }

    pub(super) fn has(&self, name: &str) -> bool {
        match self {
            Self::These(names) => names.iter().any(|one| one == name),
            Self::All => true,
        }
    }
}

/// The words of a text: what it can name. What it reads attributes of is none: it may be an object.
pub(super) fn words(text: &str) -> Vec<String> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_word) {
        let word = &rest[start..];
        let end = word.find(|c| !is_word(c)).unwrap_or(word.len());
        rest = &word[end..];
        if !rest.starts_with('.') {
            out.push(word[..end].to_owned());
        }
    }
    out
}

/// The names that are read of the dict that an expression is.
pub(super) fn read_names(tree: &Tree, id: ExprId) -> Names {
    let up = match tree.expr(id).parent {
        Parent::Expr(up) => up,
        Parent::Stmt(stmt) if reads_nothing(tree, stmt, id) => return Names::NONE,
        Parent::Stmt(_) | Parent::Module => return Names::All,
    };
    match &tree.expr(up).kind {
        ExprKind::Subscript { value, index } if *value == id => {
            if is_assigned(tree, up) {
                Names::NONE
            } else {
                literal(tree, *index)
            }
        }
        ExprKind::Attribute { value, attribute } if *value == id => {
            match call_above(tree, up).filter(|(_, function, _)| *function == up) {
                Some((_, _, given)) => match (&*attribute.text, given.first()) {
                    ("update" | "clear" | "keys" | "__contains__", _) => Names::NONE,
                    ("get" | "pop" | "setdefault", Some(key)) => literal(tree, key.value),
                    _ => Names::All,
                },
                None => Names::All,
            }
        }
        // `"name" in locals()`
        ExprKind::Compare {
            operands,
            operators,
        } if operators.len() == 1 && operands[1] == id && operators[0].ends_with("in") => {
            Names::NONE
        }
        ExprKind::Comprehension { clauses, .. }
            if clauses.iter().any(|clause| clause.iterable == id) =>
        {
            Names::NONE
        }
        // `"{name}".format(**locals())`
        ExprKind::Call { function, .. } => {
            let whole = arguments(tree.expr(up)).iter().any(|one| {
                one.value == id
                    && matches!(
                        one.kind,
                        ArgumentKind::DoubleStar | ArgumentKind::Positional
                    )
            });
            match &tree.expr(*function).kind {
                ExprKind::Attribute { value, attribute }
                    if whole && matches!(&*attribute.text, "format" | "format_map") =>
                {
                    in_text(tree, *value)
                }
                _ => Names::All,
            }
        }
        // `"%(name)s" % locals()`
        ExprKind::Binary {
            left,
            operator,
            right,
        } if &**operator == "%" && *right == id => in_text(tree, *left),
        _ => Names::All,
    }
}

fn reads_nothing(tree: &Tree, stmt: StmtId, id: ExprId) -> bool {
    match &tree.stmt(stmt).kind {
        StmtKind::For { iterable, .. } => *iterable == id,
        StmtKind::Assign { targets, .. } => targets.contains(&id),
        StmtKind::Expr(_) => true,
        _ => false,
    }
}

fn literal(tree: &Tree, key: ExprId) -> Names {
    match &tree.expr(key).kind {
        ExprKind::Str { value, .. } => Names::These(vec![value.to_string()]),
        _ => Names::All,
    }
}

fn in_text(tree: &Tree, template: ExprId) -> Names {
    match &tree.expr(template).kind {
        ExprKind::Str { value, .. } => Names::These(words(value)),
        _ => Names::All,
    }
}
