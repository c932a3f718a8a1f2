//! From the parser's tree to the owned one. Split by what is lowered; this file has what all share.

mod arguments;
mod definitions;
mod displays;
mod expressions;
mod imports;
mod operators;
mod patterns;
mod statements;
mod strings;

pub(super) use strings::decode;

use tree_sitter::Node;

use super::ast::{Block, ExprId, ExprKind, Name, Parent, Span, StmtId, StmtKind, Tree};
use super::grow::index as offset;
use super::identifier;
use super::kinds::{Kind, kind_of};

/// How deep syntax may be nested. CPython takes 200 brackets and 100 indentations.
const MAX_DEPTH: u32 = 200;
/// How many links a chain may have that is followed by a loop (`a + b + …`, `a.b.c…`, `elif`).
const MAX_CHAIN: usize = 5_000;

/// The state of lowering one file.
pub(super) struct Lowering<'t> {
    text: &'t str,
    tree: Tree,
    depth: u32,
    /// The parser hangs the star of `*f(x)` on `f`. While the whole operand is lowered, this has
    /// where the star stands and where what it applies to begins.
    hoisted: Option<(u32, u32)>,
    /// The parser takes `type(x).y = z` for a type alias. While its target is lowered, this has
    /// where the parenthesis and where `type` stand.
    called_type: Option<(u32, u32)>,
    /// The parser hangs the alias of `a if b else c as d` on `c`. While the whole is lowered, this
    /// has where the alias and where what stands before `as` ends.
    aliased: Option<(u32, u32)>,
}

impl<'t> Lowering<'t> {
    /// `comments` are those that the parser was not shown.
    pub(super) fn new(text: &'t str, comments: Vec<Span>) -> Self {
        Self {
            text,
            tree: Tree {
                comments,
                ..Tree::default()
            },
            depth: 0,
            hoisted: None,
            called_type: None,
            aliased: None,
        }
    }

    /// Lowers a whole file.
    pub(super) fn module(mut self, root: Node<'t>) -> Tree {
        self.collect_comments(root);
        let body = if root.is_error() {
            vec![self.unreadable(root)]
        } else {
            self.block(root)
        };
        for id in &body {
            self.tree.stmts[id.0 as usize].parent = Parent::Module;
        }
        self.tree.body = body;
        self.tree.comments.sort_unstable();
        self.tree.errors = merged(std::mem::take(&mut self.tree.errors));
        self.tree
    }

    /// Finds all comments, and all errors where there are any, without recursion.
    fn collect_comments(&mut self, root: Node<'t>) {
        let mut cursor = root.walk();
        loop {
            let node = cursor.node();
            if kind_of(node) == Kind::Comment {
                let mut span = self.span(node);
                if self.text[span.range()].ends_with('\r') {
                    span.end -= 1;
                }
                self.tree.comments.push(span);
            }
            if node.is_error() || node.is_missing() {
                self.tree.errors.push(self.span(node));
            }
            if cursor.goto_first_child() {
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return;
                }
            }
        }
    }

    /// Where a node stands.
    fn span(&self, node: Node<'_>) -> Span {
        let mut span = Span::new(offset(node.start_byte()), offset(node.end_byte()));
        if let Some((star, operand)) = self.hoisted
            && span.start == star
        {
            span.start = operand;
        }
        if let Some((parenthesis, word)) = self.called_type
            && span.start == parenthesis
        {
            span.start = word;
        }
        if let Some((alias, operand)) = self.aliased
            && span.end == alias
        {
            span.end = operand;
        }
        span
    }

    /// Where a statement stands: the parser counts line ends and blanks behind some blocks.
    fn statement_span(&self, node: Node<'_>) -> Span {
        let span = self.span(node);
        let length = self.text[span.range()]
            .trim_end_matches(|c: char| c.is_ascii_whitespace() || c == '\\')
            .len();
        Span::new(span.start, span.start + offset(length))
    }

    fn text_of(&self, node: Node<'_>) -> &'t str {
        &self.text[self.span(node).range()]
    }

    fn name(&self, node: Node<'_>) -> Name {
        Name {
            text: identifier(self.text_of(node)),
            span: self.span(node),
        }
    }

    /// A dotted path as Python reads it, without the blanks that may stand around its dots.
    fn dotted_path(&self, node: Node<'t>) -> Name {
        let parts: Vec<&str> = named_parts(node)
            .into_iter()
            .map(|part| self.text_of(part))
            .collect();
        Name {
            text: parts.join(".").into(),
            span: self.span(node),
        }
    }

    /// Adds an expression without parentheses of its own, and hangs its operands on it.
    fn push(&mut self, kind: ExprKind, span: Span) -> ExprId {
        self.push_in(kind, span, span)
    }

    /// Adds an expression with its parentheses.
    fn push_in(&mut self, kind: ExprKind, span: Span, outer: Span) -> ExprId {
        self.tree.push(kind, span, outer)
    }

    fn reserve(&mut self, span: Span) -> StmtId {
        self.tree.reserve(span)
    }

    fn finish(&mut self, id: StmtId, kind: StmtKind) {
        self.tree.finish(id, kind);
    }

    /// A statement of which nothing is believed.
    fn unreadable(&mut self, node: Node<'t>) -> StmtId {
        let span = self.statement_span(node);
        self.tree.errors.push(span);
        self.reserve(span)
    }

    /// An expression that lies too deep to be followed.
    fn too_deep(&mut self, node: Node<'t>) -> ExprId {
        let span = self.span(node);
        self.tree.errors.push(span);
        self.push(ExprKind::Other(Vec::new()), span)
    }

    /// The statements of a module, a block or a clause's block. What shares a line with something
    /// that cannot be read is a piece of it.
    fn block(&mut self, node: Node<'t>) -> Block {
        let mut block = Vec::new();
        let mut cursor = node.walk();
        let children: Vec<Node<'t>> = node
            .named_children(&mut cursor)
            .filter(|child| child.is_error() || !child.is_extra())
            .collect();
        for (index, child) in children.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|index| children.get(index));
            let behind = children.get(index + 1);
            let is_piece = before.is_some_and(|error| {
                error.is_error() && error.end_position().row == child.start_position().row
            }) || behind.is_some_and(|error| {
                error.is_error() && error.start_position().row == child.end_position().row
            });
            if child.is_error() || is_piece {
                block.push(self.unreadable(*child));
            } else {
                block.push(self.statement(*child));
            }
        }
        block
    }

    /// The statements of the block that a field names; none without it.
    fn block_field(&mut self, node: Node<'t>, field: &str) -> Block {
        match node.child_by_field_name(field) {
            Some(block) => self.block(block),
            None => Vec::new(),
        }
    }

    /// The expression of a field. Fields that the grammar requires are there in a readable
    /// statement; should one be missing, the node itself is given as unreadable.
    fn field(&mut self, node: Node<'t>, field: &str) -> ExprId {
        match node.child_by_field_name(field) {
            Some(child) => self.expression(child),
            None => self.too_deep(node),
        }
    }

    /// The expression of a field that may be absent.
    fn optional_field(&mut self, node: Node<'t>, field: &str) -> Option<ExprId> {
        let child = node.child_by_field_name(field)?;
        Some(self.expression(child))
    }

    fn expressions(&mut self, nodes: &[Node<'t>]) -> Vec<ExprId> {
        nodes.iter().map(|node| self.expression(*node)).collect()
    }

    /// One expression, or a tuple where a list of them stands without parentheses.
    fn expression_or_tuple(&mut self, nodes: &[Node<'t>], comma: bool) -> Option<ExprId> {
        match nodes {
            [] => None,
            [only] if !comma => Some(self.expression(*only)),
            [first, .., last] | [first @ last] => {
                let span = Span::new(offset(first.start_byte()), offset(last.end_byte()));
                let items = self.expressions(nodes);
                Some(self.push(ExprKind::Tuple(items), span))
            }
        }
    }
}

/// All children that are no comments and the like.
fn parts(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.children(&mut cursor)
        .filter(|child| !child.is_extra())
        .collect()
}

/// All children that are no tokens, comments and the like.
fn named_parts(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor)
        .filter(|child| !child.is_extra())
        .collect()
}

/// Whether this token stands directly in the node.
fn has_token(node: Node<'_>, token: Kind) -> bool {
    let mut cursor = node.walk();
    node.children(&mut cursor)
        .any(|child| kind_of(child) == token)
}

/// Sorted, without overlaps.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}
