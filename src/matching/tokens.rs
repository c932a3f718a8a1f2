//! Keys of dicts where they are written, and what writes them.

use crate::semantic::value::FileId;
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind, Parent, Span, StmtKind, Tree};

/// A place at which a key is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Token {
    /// Its file.
    pub file: FileId,
    /// The name of a keyword, or a string with its quotes.
    pub span: Span,
    /// Whether it is a string.
    pub quoted: bool,
}

/// A key that is written with a value.
#[derive(Debug, Clone, Copy)]
pub struct Written {
    /// The display or the call that holds it, or the subscript that is assigned to.
    pub holder: ExprId,
    /// Its place among the items or arguments; none where it is assigned to.
    pub index: Option<usize>,
    /// The value.
    pub value: ExprId,
}

impl Token {
    /// What writes the key with a value, if that stands here: an item of a display, a keyword, an assignment of this
    /// item alone.
    #[must_use]
    pub fn written(&self, tree: &Tree) -> Option<Written> {
        let is_key = |id: ExprId| tree.expr(id).span == self.span;
        tree.expr_ids().find_map(|holder| {
            let (index, value) = match &tree.expr(holder).kind {
                ExprKind::Dict(items) if self.quoted => {
                    let index = items.iter().position(|item| item.key.is_some_and(is_key))?;
                    (Some(index), items[index].value)
                }
                ExprKind::Subscript { index, .. } if self.quoted && is_key(*index) => {
                    let Parent::Stmt(stmt) = tree.expr(holder).parent else {
                        return None;
                    };
                    match &tree.stmt(stmt).kind {
                        StmtKind::Assign { targets, value } if *targets == [holder] => (None, *value),
                        _ => return None,
                    }
                }
                ExprKind::Call { arguments, .. } if !self.quoted => {
                    let is_it = |kind: &ArgumentKind| {
                        matches!(kind, ArgumentKind::Keyword(name) if name.span == self.span)
                    };
                    let index = arguments.iter().position(|one| is_it(&one.kind))?;
                    (Some(index), arguments[index].value)
                }
                _ => return None,
            };
            Some(Written {
                holder,
                index,
                value,
            })
        })
    }
}
