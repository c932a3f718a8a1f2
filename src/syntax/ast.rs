//! An owned Python syntax tree, small enough for what exuvia asks of it.
//!
//! The tree of the parser borrows its file and knows nodes by strings; this one is owned, knows them
//! by type, and keeps for each token that an edit may touch its byte range. Nodes live in arenas and
//! are named by index, so that facts about them can be kept beside the tree and not in it.

mod statement;

use std::ops::Range;

pub use statement::{
    Class, Function, Handler, ImportedModule, ImportedName, MatchCase, Stmt, StmtKind,
    TypeParameter, WithItem,
};

/// A stretch of the text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// Behind the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// As a range for slicing.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies within.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// An identifier and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The identifier.
    pub text: Box<str>,
    /// Where.
    pub span: Span,
}

/// Index of an expression in [`Tree::exprs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExprId(pub u32);

/// Index of a statement in [`Tree::stmts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StmtId(pub u32);

/// Statements that run one after the other.
pub type Block = Vec<StmtId>;

/// What a node hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parent {
    /// The expression that has it as an operand.
    Expr(ExprId),
    /// The statement that has it as a part.
    Stmt(StmtId),
    /// The module.
    Module,
}

/// A whole file (or all code cells of a notebook, one after the other).
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// All expressions; children stand before their parents, but for those of [`ExprKind::Forward`].
    pub exprs: Vec<Expr>,
    /// All statements.
    pub stmts: Vec<Stmt>,
    /// The module's statements.
    pub body: Block,
    /// Stretches that the parser could not read; nothing in them is edited or trusted.
    pub errors: Vec<Span>,
    /// All comments.
    pub comments: Vec<Span>,
}

impl Tree {
    /// The expression.
    #[must_use]
    pub fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.0 as usize]
    }

    /// The statement.
    #[must_use]
    pub fn stmt(&self, id: StmtId) -> &Stmt {
        &self.stmts[id.0 as usize]
    }

    /// All statements, in the order in which they were read.
    pub fn stmt_ids(&self) -> impl DoubleEndedIterator<Item = StmtId> + use<> {
        let count = u32::try_from(self.stmts.len()).expect("fewer than 2^32 statements");
        (0..count).map(StmtId)
    }

    /// The modules that import statements name by their whole paths, those included that only names are imported from.
    pub fn imported_modules(&self) -> impl Iterator<Item = &Name> {
        self.stmts.iter().flat_map(|stmt| match &stmt.kind {
            StmtKind::Import(modules) => modules.iter().map(|one| &one.module).collect(),
            StmtKind::ImportFrom {
                level: 0, module, ..
            } => vec![module],
            _ => Vec::new(),
        })
    }

    /// All expressions, children before what holds them.
    pub fn expr_ids(&self) -> impl DoubleEndedIterator<Item = ExprId> + use<> {
        let count = u32::try_from(self.exprs.len()).expect("fewer than 2^32 expressions");
        (0..count).map(ExprId)
    }

    /// The statement that an expression is part of, or none for the tree's own loose ends.
    #[must_use]
    pub fn stmt_of(&self, id: ExprId) -> Option<StmtId> {
        let mut at = self.expr(id).parent;
        loop {
            match at {
                Parent::Expr(up) => at = self.expr(up).parent,
                Parent::Stmt(stmt) => return Some(stmt),
                Parent::Module => return None,
            }
        }
    }

    /// What a call calls; of anything else, that itself: what a decorator names, with arguments or without.
    #[must_use]
    pub fn callee(&self, id: ExprId) -> ExprId {
        match &self.expr(id).kind {
            ExprKind::Call { function, .. } => *function,
            _ => id,
        }
    }
}

/// An expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where, without parentheses around it.
    pub span: Span,
    /// Where, with all parentheses that are its own (`span` if there are none). The parentheses of a
    /// call or of a tuple are not its own in this sense.
    pub outer: Span,
    /// What it hangs on.
    pub parent: Parent,
}

/// The kinds of expressions.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// `name`
    Name(Box<str>),
    /// `value.attribute`
    Attribute {
        /// Before the dot.
        value: ExprId,
        /// Behind the dot.
        attribute: Name,
    },
    /// `value[index]`; several indices are one [`ExprKind::Tuple`].
    Subscript {
        /// Before the bracket.
        value: ExprId,
        /// Between the brackets.
        index: ExprId,
    },
    /// `function(arguments)`
    Call {
        /// Before the parenthesis.
        function: ExprId,
        /// In their order. A lone generator expression is one positional argument; where it has no
        /// parentheses but those of the call, its spans lie between them.
        arguments: Vec<Argument>,
        /// From the opening to behind the closing parenthesis.
        list: Span,
    },
    /// A string whose value is known (concatenated parts and escapes are resolved). Bytes too.
    Str {
        /// The value; for bytes, as Latin-1.
        value: Box<str>,
        /// Whether it is bytes.
        bytes: bool,
    },
    /// A string in an annotation that holds the expression of a type.
    Forward {
        /// The string's value.
        value: Box<str>,
        /// What it stands for, with spans within the quotes.
        expression: ExprId,
    },
    /// An f-string (or t-string): the interpolated expressions in their order.
    Interpolated(Vec<ExprId>),
    /// A number, as written.
    Number(Box<str>),
    /// `True` or `False`
    Bool(bool),
    /// `None`
    None,
    /// `...`
    Ellipsis,
    /// `a, b` or `(a, b)`
    Tuple(Vec<ExprId>),
    /// `[a, b]`
    List(Vec<ExprId>),
    /// `{a, b}`
    Set(Vec<ExprId>),
    /// `{key: value, **other}`: no key for `**`.
    Dict(Vec<DictItem>),
    /// `not x`, `-x`, `+x`, `~x`
    Unary {
        /// As written, `not` included.
        operator: Box<str>,
        /// What it applies to.
        operand: ExprId,
    },
    /// Arithmetic and bit operators.
    Binary {
        /// Left of the operator.
        left: ExprId,
        /// As written.
        operator: Box<str>,
        /// Right of the operator.
        right: ExprId,
    },
    /// `a and b`, `a or b`: one operator, two operands (chains nest to the left).
    Boolean {
        /// Left of the operator.
        left: ExprId,
        /// Whether it is `and`.
        and: bool,
        /// Right of the operator.
        right: ExprId,
    },
    /// `a < b <= c`: the operands in order with the operators between them (`not in`, `is not` as one).
    Compare {
        /// At least two.
        operands: Vec<ExprId>,
        /// One less than operands.
        operators: Vec<Box<str>>,
    },
    /// `body if test else orelse`
    Conditional {
        /// If true.
        body: ExprId,
        /// Tested.
        test: ExprId,
        /// If false.
        orelse: ExprId,
    },
    /// `lambda parameters: body`
    Lambda {
        /// In their order.
        parameters: Vec<Parameter>,
        /// Behind the colon.
        body: ExprId,
    },
    /// A comprehension or generator expression.
    Comprehension {
        /// What it builds.
        kind: ComprehensionKind,
        /// Element; the key for a dict.
        element: ExprId,
        /// Value, for a dict.
        value: Option<ExprId>,
        /// `for … in … if …`, in order.
        clauses: Vec<ComprehensionClause>,
    },
    /// `await x`
    Await(ExprId),
    /// `yield x`
    Yield(Option<ExprId>),
    /// `yield from x`
    YieldFrom(ExprId),
    /// `*x` in a list, a target or a subscript (arguments have [`ArgumentKind`]).
    Starred(ExprId),
    /// `target := value`
    Walrus {
        /// A name.
        target: ExprId,
        /// Right of the operator.
        value: ExprId,
    },
    /// `a:b:c`
    Slice(Vec<ExprId>),
    /// Anything else, or something with a syntax error in it; its readable operands.
    Other(Vec<ExprId>),
}

/// What a comprehension builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComprehensionKind {
    /// `[…]`
    List,
    /// `{…}`
    Set,
    /// `{…: …}`
    Dict,
    /// `(…)`
    Generator,
}

/// One `for` of a comprehension with its conditions.
#[derive(Debug, Clone)]
pub struct ComprehensionClause {
    /// Assigned in each turn.
    pub target: ExprId,
    /// What is iterated.
    pub iterable: ExprId,
    /// Conditions.
    pub conditions: Vec<ExprId>,
    /// `async for`
    pub asynchronous: bool,
}

/// An item of a dict display.
#[derive(Debug, Clone)]
pub struct DictItem {
    /// None for `**value`.
    pub key: Option<ExprId>,
    /// The value.
    pub value: ExprId,
    /// The whole item.
    pub span: Span,
}

/// How an argument is passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArgumentKind {
    /// `x`
    Positional,
    /// `name=x`
    Keyword(Name),
    /// `*x`
    Star,
    /// `**x`
    DoubleStar,
}

/// An argument of a call (or of a class statement).
#[derive(Debug, Clone)]
pub struct Argument {
    /// How it is passed.
    pub kind: ArgumentKind,
    /// What is passed.
    pub value: ExprId,
    /// The whole argument with its name or stars.
    pub span: Span,
}

/// How a parameter takes values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterKind {
    /// Before `/`.
    PositionalOnly,
    /// The usual one.
    Normal,
    /// `*args`
    Star,
    /// Behind `*`.
    KeywordOnly,
    /// `**kwargs`
    DoubleStar,
}

/// A parameter of a function or lambda.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name.
    pub name: Name,
    /// How it takes values.
    pub kind: ParameterKind,
    /// Behind the colon.
    pub annotation: Option<ExprId>,
    /// Behind the equals sign.
    pub default: Option<ExprId>,
}
