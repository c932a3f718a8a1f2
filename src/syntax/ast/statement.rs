//! Statements of the tree.

use super::{Argument, Block, ExprId, Name, Parameter, Parent, Span};

/// A statement.
#[derive(Debug, Clone)]
pub struct Stmt {
    /// What it is.
    pub kind: StmtKind,
    /// Where, without the line end; decorators included.
    pub span: Span,
    /// The statement that has it in a block, or the module.
    pub parent: Parent,
}

/// The kinds of statements.
#[derive(Debug, Clone)]
pub enum StmtKind {
    /// An expression.
    Expr(ExprId),
    /// `a = b = value`
    Assign {
        /// From left to right.
        targets: Vec<ExprId>,
        /// The value.
        value: ExprId,
    },
    /// `target: annotation = value`
    AnnAssign {
        /// Left of the colon.
        target: ExprId,
        /// The type.
        annotation: ExprId,
        /// The value, where there is one.
        value: Option<ExprId>,
    },
    /// `target += value`
    AugAssign {
        /// Left.
        target: ExprId,
        /// As written, `+=`.
        operator: Box<str>,
        /// Right.
        value: ExprId,
    },
    /// `return value`
    Return(Option<ExprId>),
    /// `raise exception from cause`
    Raise {
        /// The exception.
        exception: Option<ExprId>,
        /// Behind `from`.
        cause: Option<ExprId>,
    },
    /// `assert test, message`
    Assert {
        /// Tested.
        test: ExprId,
        /// The message.
        message: Option<ExprId>,
    },
    /// `del a, b`
    Delete(Vec<ExprId>),
    /// `global a, b`
    Global(Vec<Name>),
    /// `nonlocal a, b`
    Nonlocal(Vec<Name>),
    /// `import a.b as c, d`
    Import(Vec<ImportedModule>),
    /// `from .a import b as c`
    ImportFrom {
        /// Number of leading dots.
        level: u32,
        /// Behind the dots; empty if there is nothing.
        module: Name,
        /// The names.
        names: Vec<ImportedName>,
        /// Where `*` stands, for a star import (`names` is empty then).
        star: Option<Span>,
    },
    /// `if`/`elif`: each `elif` is an `If` alone in `orelse`.
    If {
        /// Tested.
        test: ExprId,
        /// If true.
        body: Block,
        /// If false.
        orelse: Block,
    },
    /// `for target in iterable`
    For {
        /// Assigned in each turn.
        target: ExprId,
        /// What is iterated.
        iterable: ExprId,
        /// Each turn.
        body: Block,
        /// Without a break.
        orelse: Block,
        /// `async for`
        asynchronous: bool,
    },
    /// `while test`
    While {
        /// Tested.
        test: ExprId,
        /// Each turn.
        body: Block,
        /// Without a break.
        orelse: Block,
    },
    /// `with context as target`
    With {
        /// In their order.
        items: Vec<WithItem>,
        /// The body.
        body: Block,
        /// `async with`
        asynchronous: bool,
    },
    /// `try`
    Try {
        /// Tried.
        body: Block,
        /// In their order.
        handlers: Vec<Handler>,
        /// Without an exception.
        orelse: Block,
        /// Always.
        finalbody: Block,
    },
    /// `match subject`
    Match {
        /// The subject.
        subject: ExprId,
        /// In their order.
        cases: Vec<MatchCase>,
    },
    /// `def`
    Function(Box<Function>),
    /// `class`
    Class(Box<Class>),
    /// `pass`, `break`, `continue`, `type` aliases and the like; readable operands.
    Other {
        /// The keyword, or the node's kind.
        keyword: Box<str>,
        /// Readable operands.
        operands: Vec<ExprId>,
    },
    /// A notebook's magic or shell line, or a stretch that could not be read.
    Unreadable,
}

/// `a.b as c` of an import.
#[derive(Debug, Clone)]
pub struct ImportedModule {
    /// Dotted path.
    pub module: Name,
    /// Behind `as`.
    pub alias: Option<Name>,
    /// The whole clause.
    pub span: Span,
}

/// `b as c` of a from-import.
#[derive(Debug, Clone)]
pub struct ImportedName {
    /// The name in the module.
    pub name: Name,
    /// Behind `as`.
    pub alias: Option<Name>,
    /// The whole clause.
    pub span: Span,
}

/// `context as target`
#[derive(Debug, Clone)]
pub struct WithItem {
    /// The context manager.
    pub context: ExprId,
    /// Behind `as`.
    pub target: Option<ExprId>,
}

/// `except exception as name:`
#[derive(Debug, Clone)]
pub struct Handler {
    /// What is caught; none for a bare `except`. Several without parentheses are a tuple.
    pub exception: Option<ExprId>,
    /// Behind `as`.
    pub name: Option<Name>,
    /// The handler's statements.
    pub body: Block,
    /// The clause.
    pub span: Span,
}

/// `case pattern if guard:`
#[derive(Debug, Clone)]
pub struct MatchCase {
    /// Names that the pattern binds.
    pub captures: Vec<Name>,
    /// Class names and values that the pattern reads.
    pub operands: Vec<ExprId>,
    /// Behind `if`.
    pub guard: Option<ExprId>,
    /// The case's statements.
    pub body: Block,
}

/// A type parameter of a function or class: `T: bound = default`, `*Ts`, `**P`.
#[derive(Debug, Clone)]
pub struct TypeParameter {
    /// Its name.
    pub name: Name,
    /// Behind the colon.
    pub bound: Option<ExprId>,
    /// Behind the equals sign.
    pub default: Option<ExprId>,
}

/// A function statement.
#[derive(Debug, Clone)]
pub struct Function {
    /// Its name.
    pub name: Name,
    /// Between the brackets behind the name.
    pub type_parameters: Vec<TypeParameter>,
    /// In their order.
    pub parameters: Vec<Parameter>,
    /// Behind the arrow.
    pub returns: Option<ExprId>,
    /// From top to bottom.
    pub decorators: Vec<ExprId>,
    /// `async def`
    pub asynchronous: bool,
    /// Its statements.
    pub body: Block,
}

/// A class statement.
#[derive(Debug, Clone)]
pub struct Class {
    /// Its name.
    pub name: Name,
    /// Between the brackets behind the name.
    pub type_parameters: Vec<TypeParameter>,
    /// Bases and keywords.
    pub arguments: Vec<Argument>,
    /// From top to bottom.
    pub decorators: Vec<ExprId>,
    /// Its statements.
    pub body: Block,
}
