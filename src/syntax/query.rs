//! Questions that every later step asks of the tree.

use super::ast::{
    Argument, ArgumentKind, Block, ComprehensionKind, Expr, ExprId, ExprKind, Parameter, Parent,
    StmtId, StmtKind, Tree,
};

/// The dotted path that an expression spells (`a.b.c`), if it is a name or attributes of a name.
#[must_use]
pub fn dotted(tree: &Tree, id: ExprId) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    let mut at = id;
    loop {
        match &tree.expr(at).kind {
            ExprKind::Name(name) => {
                parts.push(name);
                break;
            }
            ExprKind::Attribute { value, attribute } => {
                parts.push(&attribute.text);
                at = *value;
            }
            _ => return None,
        }
    }
    parts.reverse();
    Some(parts.join("."))
}

/// Whether an expression spells a dotted path.
#[must_use]
pub fn spells(tree: &Tree, id: ExprId, path: &str) -> bool {
    match &tree.expr(id).kind {
        ExprKind::Name(name) => **name == *path,
        ExprKind::Attribute { value, attribute } => path
            .strip_suffix(&*attribute.text)
            .and_then(|rest| rest.strip_suffix('.'))
            .is_some_and(|rest| spells(tree, *value, rest)),
        _ => false,
    }
}

/// The arguments of a call; none for anything else.
#[must_use]
pub fn arguments(expr: &Expr) -> &[Argument] {
    match &expr.kind {
        ExprKind::Call { arguments, .. } => arguments,
        _ => &[],
    }
}

/// The first name of a dotted path.
#[must_use]
pub fn top(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

/// The last name of a dotted path.
#[must_use]
pub fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// What a statement assigns to an expression: `value` for the `target` of `target = value`.
#[must_use]
pub fn assigned(tree: &Tree, target: ExprId) -> Option<ExprId> {
    let Parent::Stmt(stmt) = tree.expr(target).parent else {
        return None;
    };
    match &tree.stmt(stmt).kind {
        StmtKind::Assign { targets, value } if targets.contains(&target) => Some(*value),
        _ => None,
    }
}

/// A quote for a string in an expression: double, or the one that an f-string around it leaves free.
#[must_use]
pub fn free_quote(tree: &Tree, text: &str, id: ExprId) -> Option<char> {
    let mut free = vec!['"', '\''];
    let mut at = tree.expr(id).parent;
    while let Parent::Expr(up) = at {
        if matches!(tree.expr(up).kind, ExprKind::Interpolated(_)) {
            let span = tree.expr(up).span;
            let written = &text[span.start as usize..span.end as usize];
            let first = written.chars().find(|letter| matches!(letter, '"' | '\''));
            free.retain(|quote| Some(*quote) != first && !written.ends_with(*quote));
        }
        at = tree.expr(up).parent;
    }
    free.first().copied()
}

/// What a string says; none for other expressions.
#[must_use]
pub fn string(tree: &Tree, id: ExprId) -> Option<&str> {
    match &tree.expr(id).kind {
        ExprKind::Str { value, .. } => Some(value),
        _ => None,
    }
}

/// Whether an expression is a name with attributes and items behind it, which may be read twice.
#[must_use]
pub fn is_path(tree: &Tree, id: ExprId) -> bool {
    match &tree.expr(id).kind {
        ExprKind::Name(_) => true,
        ExprKind::Attribute { value, .. } => is_path(tree, *value),
        ExprKind::Subscript { value, index } => {
            matches!(
                tree.expr(*index).kind,
                ExprKind::Str { .. } | ExprKind::Number(_)
            ) && is_path(tree, *value)
        }
        _ => false,
    }
}

/// The call that an expression stands in, as what is called or as an argument: the call, what is called and
/// the arguments.
#[must_use]
pub fn call_above(tree: &Tree, id: ExprId) -> Option<(ExprId, ExprId, &[Argument])> {
    let Parent::Expr(up) = tree.expr(id).parent else {
        return None;
    };
    match &tree.expr(up).kind {
        ExprKind::Call {
            function,
            arguments,
            ..
        } => Some((up, *function, arguments)),
        _ => None,
    }
}

/// The argument that a call passes by this name.
#[must_use]
pub fn keyword<'t>(expr: &'t Expr, name: &str) -> Option<&'t Argument> {
    arguments(expr).iter().find(
        |argument| matches!(&argument.kind, ArgumentKind::Keyword(keyword) if &*keyword.text == name),
    )
}

/// The operands of an expression in the order in which Python evaluates them; targets stand behind
/// what is assigned to them.
#[must_use]
pub fn children(kind: &ExprKind) -> Vec<ExprId> {
    let mut found = Vec::new();
    for_each_child(kind, |id| found.push(id));
    found
}

/// Calls `visit` with each operand, in the order of [`children`].
pub fn for_each_child(kind: &ExprKind, mut visit: impl FnMut(ExprId)) {
    match kind {
        ExprKind::Name(_)
        | ExprKind::Str { .. }
        | ExprKind::Number(_)
        | ExprKind::Bool(_)
        | ExprKind::None
        | ExprKind::Ellipsis => {}
        ExprKind::Attribute { value: operand, .. }
        | ExprKind::Forward {
            expression: operand,
            ..
        }
        | ExprKind::Unary { operand, .. }
        | ExprKind::Await(operand)
        | ExprKind::YieldFrom(operand)
        | ExprKind::Starred(operand) => visit(*operand),
        ExprKind::Subscript { value, index } => [*value, *index].into_iter().for_each(visit),
        ExprKind::Call {
            function,
            arguments,
            ..
        } => {
            visit(*function);
            arguments.iter().for_each(|argument| visit(argument.value));
        }
        ExprKind::Interpolated(items)
        | ExprKind::Tuple(items)
        | ExprKind::List(items)
        | ExprKind::Set(items)
        | ExprKind::Slice(items)
        | ExprKind::Other(items)
        | ExprKind::Compare {
            operands: items, ..
        } => items.iter().copied().for_each(visit),
        ExprKind::Dict(items) => {
            for item in items {
                item.key.into_iter().for_each(&mut visit);
                visit(item.value);
            }
        }
        ExprKind::Binary { left, right, .. } | ExprKind::Boolean { left, right, .. } => {
            [*left, *right].into_iter().for_each(visit);
        }
        ExprKind::Conditional { body, test, orelse } => {
            [*test, *body, *orelse].into_iter().for_each(visit);
        }
        ExprKind::Lambda { parameters, body } => {
            for_each_of_parameters(parameters, &mut visit);
            visit(*body);
        }
        ExprKind::Comprehension {
            element,
            value,
            clauses,
            ..
        } => {
            for clause in clauses {
                visit(clause.iterable);
                visit(clause.target);
                clause.conditions.iter().copied().for_each(&mut visit);
            }
            visit(*element);
            value.iter().copied().for_each(visit);
        }
        ExprKind::Yield(value) => value.iter().copied().for_each(visit),
        ExprKind::Walrus { target, value } => [*value, *target].into_iter().for_each(visit),
    }
}

fn for_each_of_parameters(parameters: &[Parameter], visit: &mut impl FnMut(ExprId)) {
    for parameter in parameters {
        parameter.default.into_iter().for_each(&mut *visit);
    }
    for parameter in parameters {
        parameter.annotation.into_iter().for_each(&mut *visit);
    }
}

/// The expressions of a statement itself, without those of the statements in its blocks, in the
/// order in which Python evaluates them; targets stand behind what is assigned to them.
#[must_use]
pub fn operands(kind: &StmtKind) -> Vec<ExprId> {
    let mut found = Vec::new();
    for_each_operand(kind, |id| found.push(id));
    found
}

/// Calls `visit` with each expression of the statement itself, in the order of [`operands`].
pub fn for_each_operand(kind: &StmtKind, mut visit: impl FnMut(ExprId)) {
    match kind {
        StmtKind::Global(_)
        | StmtKind::Nonlocal(_)
        | StmtKind::Import(_)
        | StmtKind::ImportFrom { .. }
        | StmtKind::Unreadable => {}
        StmtKind::Expr(value) => visit(*value),
        StmtKind::Assign { targets, value } => {
            visit(*value);
            targets.iter().copied().for_each(visit);
        }
        StmtKind::AnnAssign {
            target,
            annotation,
            value,
        } => {
            value.iter().copied().for_each(&mut visit);
            [*annotation, *target].into_iter().for_each(visit);
        }
        StmtKind::AugAssign { target, value, .. } => {
            [*value, *target].into_iter().for_each(visit);
        }
        StmtKind::Return(value) => value.iter().copied().for_each(visit),
        StmtKind::Raise { exception, cause } => {
            exception.iter().chain(cause).copied().for_each(visit);
        }
        StmtKind::Assert { test, message } => {
            visit(*test);
            message.iter().copied().for_each(visit);
        }
        StmtKind::Delete(items)
        | StmtKind::Other {
            operands: items, ..
        } => items.iter().copied().for_each(visit),
        StmtKind::If { test, .. } | StmtKind::While { test, .. } => visit(*test),
        StmtKind::For {
            target, iterable, ..
        } => [*iterable, *target].into_iter().for_each(visit),
        StmtKind::With { items, .. } => {
            for item in items {
                visit(item.context);
                item.target.into_iter().for_each(&mut visit);
            }
        }
        StmtKind::Try { handlers, .. } => handlers
            .iter()
            .filter_map(|handler| handler.exception)
            .for_each(visit),
        StmtKind::Match { subject, cases } => {
            visit(*subject);
            for case in cases {
                case.operands.iter().copied().for_each(&mut visit);
                case.guard.into_iter().for_each(&mut visit);
            }
        }
        StmtKind::Function(function) => {
            function.decorators.iter().copied().for_each(&mut visit);
            for parameter in &function.type_parameters {
                parameter
                    .bound
                    .into_iter()
                    .chain(parameter.default)
                    .for_each(&mut visit);
            }
            for_each_of_parameters(&function.parameters, &mut visit);
            function.returns.into_iter().for_each(visit);
        }
        StmtKind::Class(class) => {
            class.decorators.iter().copied().for_each(&mut visit);
            for parameter in &class.type_parameters {
                parameter
                    .bound
                    .into_iter()
                    .chain(parameter.default)
                    .for_each(&mut visit);
            }
            class
                .arguments
                .iter()
                .for_each(|argument| visit(argument.value));
        }
    }
}

/// The blocks of a statement, from top to bottom; empty ones are left out.
#[must_use]
pub fn blocks(kind: &StmtKind) -> Vec<&Block> {
    let mut found: Vec<&Block> = match kind {
        StmtKind::If { body, orelse, .. }
        | StmtKind::For { body, orelse, .. }
        | StmtKind::While { body, orelse, .. } => vec![body, orelse],
        StmtKind::With { body, .. } => vec![body],
        StmtKind::Try {
            body,
            handlers,
            orelse,
            finalbody,
        } => std::iter::once(body)
            .chain(handlers.iter().map(|handler| &handler.body))
            .chain([orelse, finalbody])
            .collect(),
        StmtKind::Match { cases, .. } => cases.iter().map(|case| &case.body).collect(),
        StmtKind::Function(function) => vec![&function.body],
        StmtKind::Class(class) => vec![&class.body],
        _ => Vec::new(),
    };
    found.retain(|block| !block.is_empty());
    found
}

/// All statements of a block and of the blocks in it, from top to bottom.
#[must_use]
pub fn walk(tree: &Tree, block: &[StmtId]) -> Vec<StmtId> {
    let mut found = Vec::new();
    let mut waiting: Vec<StmtId> = block.iter().rev().copied().collect();
    while let Some(id) = waiting.pop() {
        found.push(id);
        for inner in blocks(&tree.stmt(id).kind).into_iter().rev() {
            waiting.extend(inner.iter().rev());
        }
    }
    found
}

/// An expression and all below it, in the order in which Python begins to evaluate them.
#[must_use]
pub fn walk_expr(tree: &Tree, id: ExprId) -> Vec<ExprId> {
    let mut found = Vec::new();
    let mut waiting = vec![id];
    while let Some(id) = waiting.pop() {
        found.push(id);
        let behind = waiting.len();
        for_each_child(&tree.expr(id).kind, |child| waiting.push(child));
        waiting[behind..].reverse();
    }
    found
}

/// Whether an expression or one below it is one that is asked for.
pub fn any_expr(tree: &Tree, id: ExprId, asked: &mut dyn FnMut(ExprId) -> bool) -> bool {
    let mut found = asked(id);
    for_each_child(&tree.expr(id).kind, |child| {
        found = found || any_expr(tree, child, asked);
    });
    found
}

/// Words that are no names.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

/// Whether a text can be the keyword of an argument; letters beyond ASCII are not looked at more closely.
#[must_use]
pub fn is_name(text: &str) -> bool {
    let mut letters = text.chars();
    letters
        .next()
        .is_some_and(|one| one == '_' || one.is_ascii_alphabetic())
        && letters.all(|one| one == '_' || one.is_ascii_alphanumeric())
        && !KEYWORDS.contains(&text)
}

/// Whether a dotted path is that of a module or of something in it.
#[must_use]
pub fn is_within(path: &str, module: &str) -> bool {
    let rest = path.strip_prefix(module);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Whether a statement assigns to an expression, or deletes it.
#[must_use]
pub fn is_assigned(tree: &Tree, id: ExprId) -> bool {
    let Parent::Stmt(stmt) = tree.expr(id).parent else {
        return false;
    };
    match &tree.stmt(stmt).kind {
        StmtKind::Assign { targets, .. } | StmtKind::Delete(targets) => targets.contains(&id),
        _ => false,
    }
}

/// Whether an expression is what a class body gives to a name.
#[must_use]
pub fn is_class_attribute(tree: &Tree, expr: ExprId) -> bool {
    let Parent::Stmt(stmt) = tree.expr(expr).parent else {
        return false;
    };
    let given = match &tree.stmt(stmt).kind {
        StmtKind::Assign { value, .. } => *value == expr,
        StmtKind::AnnAssign { value, .. } => *value == Some(expr),
        _ => false,
    };
    let mut at = stmt;
    while let (true, Parent::Stmt(up)) = (given, tree.stmt(at).parent) {
        match &tree.stmt(up).kind {
            StmtKind::Class(_) => return true,
            StmtKind::Function(_) => return false,
            _ => at = up,
        }
    }
    false
}

/// The mapping of which a comprehension copies items: `m` in `{k: v for k, v in m.items() if v}`.
#[must_use]
pub fn copied_items(tree: &Tree, id: ExprId) -> Option<ExprId> {
    let ExprKind::Comprehension {
        kind: ComprehensionKind::Dict,
        element,
        value: Some(value),
        clauses,
    } = &tree.expr(id).kind
    else {
        return None;
    };
    let [clause] = &clauses[..] else {
        return None;
    };
    let name = |id: ExprId| match &tree.expr(id).kind {
        ExprKind::Name(name) => Some(name),
        _ => None,
    };
    let ExprKind::Tuple(targets) = &tree.expr(clause.target).kind else {
        return None;
    };
    let (
        ExprKind::Call {
            function,
            arguments,
            ..
        },
        [first, second],
    ) = (&tree.expr(clause.iterable).kind, &targets[..])
    else {
        return None;
    };
    let ExprKind::Attribute {
        value: mapping,
        attribute,
    } = &tree.expr(*function).kind
    else {
        return None;
    };
    let same = name(*first)? == name(*element)? && name(*second)? == name(*value)?;
    (same && arguments.is_empty() && &*attribute.text == "items" && !clause.asynchronous)
        .then_some(*mapping)
}
