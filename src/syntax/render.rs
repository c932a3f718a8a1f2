//! A short form of trees, for tests.

use super::ast::{
    Argument, ArgumentKind, Block, ExprId, ExprKind, Name, Parameter, ParameterKind, StmtKind, Tree,
};

/// The statements of a tree, one behind the other.
pub(super) fn render(tree: &Tree) -> String {
    block(tree, &tree.body)
}

fn block(tree: &Tree, block: &Block) -> String {
    let statements: Vec<String> = block
        .iter()
        .map(|id| statement(tree, &tree.stmt(*id).kind))
        .collect();
    statements.join("; ")
}

fn list(tree: &Tree, ids: &[ExprId]) -> String {
    let items: Vec<String> = ids.iter().map(|id| expression(tree, *id)).collect();
    items.join(" ")
}

fn optional(tree: &Tree, id: Option<ExprId>) -> String {
    id.map_or("-".to_owned(), |id| expression(tree, id))
}

fn names<'n>(names: impl IntoIterator<Item = &'n Name>) -> String {
    let texts: Vec<&str> = names.into_iter().map(|name| &*name.text).collect();
    texts.join(" ")
}

fn alias(name: &Name, alias: Option<&Name>) -> String {
    match alias {
        Some(alias) => format!("{}={}", alias.text, name.text),
        None => name.text.to_string(),
    }
}

fn arguments(tree: &Tree, arguments: &[Argument]) -> String {
    arguments
        .iter()
        .map(|argument| {
            let value = expression(tree, argument.value);
            match &argument.kind {
                ArgumentKind::Positional => format!(" {value}"),
                ArgumentKind::Keyword(name) => format!(" {}={value}", name.text),
                ArgumentKind::Star => format!(" *{value}"),
                ArgumentKind::DoubleStar => format!(" **{value}"),
            }
        })
        .collect()
}

fn parameters(tree: &Tree, parameters: &[Parameter]) -> String {
    let items: Vec<String> = parameters
        .iter()
        .map(|parameter| {
            let kind = match parameter.kind {
                ParameterKind::PositionalOnly => "/",
                ParameterKind::Normal => "",
                ParameterKind::Star => "*",
                ParameterKind::KeywordOnly => "k:",
                ParameterKind::DoubleStar => "**",
            };
            let annotation = parameter
                .annotation
                .map_or(String::new(), |id| format!(":{}", expression(tree, id)));
            let default = parameter
                .default
                .map_or(String::new(), |id| format!("={}", expression(tree, id)));
            format!("{kind}{}{annotation}{default}", parameter.name.text)
        })
        .collect();
    items.join(" ")
}

fn expression(tree: &Tree, id: ExprId) -> String {
    let expr = tree.expr(id);
    let text = match &expr.kind {
        ExprKind::Name(name) => name.to_string(),
        ExprKind::Attribute { value, attribute } => {
            format!("(. {} {})", expression(tree, *value), attribute.text)
        }
        ExprKind::Subscript { value, index } => format!("([] {})", list(tree, &[*value, *index])),
        ExprKind::Call {
            function,
            arguments: passed,
            ..
        } => format!(
            "(call {}{})",
            expression(tree, *function),
            arguments(tree, passed)
        ),
        ExprKind::Str { value, bytes: true } => format!("b{value:?}"),
        ExprKind::Str { value, .. } | ExprKind::Forward { value, .. } => format!("{value:?}"),
        ExprKind::Interpolated(items) => format!("(f {})", list(tree, items)),
        ExprKind::Number(number) => number.to_string(),
        ExprKind::Bool(value) => value.to_string(),
        ExprKind::None => "None".to_owned(),
        ExprKind::Ellipsis => "...".to_owned(),
        ExprKind::Tuple(items) => format!("(tuple {})", list(tree, items)),
        ExprKind::List(items) => format!("(list {})", list(tree, items)),
        ExprKind::Set(items) => format!("(set {})", list(tree, items)),
        ExprKind::Dict(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| match item.key {
                    Some(key) => list(tree, &[key, item.value]),
                    None => format!("**{}", expression(tree, item.value)),
                })
                .collect();
            format!("(dict {})", items.join(" "))
        }
        ExprKind::Unary { operator, operand } => {
            format!("({operator} {})", expression(tree, *operand))
        }
        ExprKind::Binary {
            left,
            operator,
            right,
        } => format!("({operator} {})", list(tree, &[*left, *right])),
        ExprKind::Boolean { left, and, right } => format!(
            "({} {})",
            if *and { "and" } else { "or" },
            list(tree, &[*left, *right])
        ),
        ExprKind::Compare {
            operands,
            operators,
        } => format!("({} {})", operators.join(","), list(tree, operands)),
        ExprKind::Conditional { body, test, orelse } => {
            format!("(if {})", list(tree, &[*test, *body, *orelse]))
        }
        ExprKind::Lambda {
            parameters: taken,
            body,
        } => format!(
            "(lambda [{}] {})",
            parameters(tree, taken),
            expression(tree, *body)
        ),
        ExprKind::Comprehension { .. } => comprehension(tree, &expr.kind),
        ExprKind::Await(operand) => format!("(await {})", expression(tree, *operand)),
        ExprKind::Yield(value) => format!("(yield {})", optional(tree, *value)),
        ExprKind::YieldFrom(value) => format!("(yield-from {})", expression(tree, *value)),
        ExprKind::Starred(value) => format!("(* {})", expression(tree, *value)),
        ExprKind::Walrus { target, value } => format!("(:= {})", list(tree, &[*target, *value])),
        ExprKind::Slice(items) => format!("(slice {})", list(tree, items)),
        ExprKind::Other(items) => format!("(other {})", list(tree, items)),
    };
    if expr.outer == expr.span {
        text
    } else {
        format!("<{text}>")
    }
}

fn comprehension(tree: &Tree, kind: &ExprKind) -> String {
    let ExprKind::Comprehension {
        kind,
        element,
        value,
        clauses,
    } = kind
    else {
        return String::new();
    };
    let clauses: String = clauses
        .iter()
        .map(|clause| {
            let ids: Vec<ExprId> = [clause.target, clause.iterable]
                .into_iter()
                .chain(clause.conditions.iter().copied())
                .collect();
            let word = if clause.asynchronous { "afor" } else { "for" };
            format!(" ({word} {})", list(tree, &ids))
        })
        .collect();
    let value = value.map_or(String::new(), |id| format!(" {}", expression(tree, id)));
    format!("({kind:?} {}{value}{clauses})", expression(tree, *element))
}

fn statement(tree: &Tree, kind: &StmtKind) -> String {
    match kind {
        StmtKind::Expr(value) => expression(tree, *value),
        StmtKind::Assign { targets, value } => {
            format!("(= {} {})", list(tree, targets), expression(tree, *value))
        }
        StmtKind::AnnAssign {
            target,
            annotation,
            value,
        } => format!(
            "(:= {} {})",
            list(tree, &[*target, *annotation]),
            optional(tree, *value)
        ),
        StmtKind::AugAssign {
            target,
            operator,
            value,
        } => format!("({operator} {})", list(tree, &[*target, *value])),
        StmtKind::Return(value) => format!("(return {})", optional(tree, *value)),
        StmtKind::Raise { exception, cause } => format!(
            "(raise {} {})",
            optional(tree, *exception),
            optional(tree, *cause)
        ),
        StmtKind::Assert { test, message } => format!(
            "(assert {} {})",
            expression(tree, *test),
            optional(tree, *message)
        ),
        StmtKind::Delete(targets) => format!("(del {})", list(tree, targets)),
        StmtKind::Global(found) => format!("(global {})", names(found)),
        StmtKind::Nonlocal(found) => format!("(nonlocal {})", names(found)),
        StmtKind::Import(modules) => {
            let modules: Vec<String> = modules
                .iter()
                .map(|it| alias(&it.module, it.alias.as_ref()))
                .collect();
            format!("(import {})", modules.join(" "))
        }
        StmtKind::ImportFrom {
            level,
            module,
            names,
            star,
        } => {
            let names: Vec<String> = names
                .iter()
                .map(|it| alias(&it.name, it.alias.as_ref()))
                .collect();
            let star = if star.is_some() { "*" } else { "" };
            format!("(from {level}{} {}{star})", module.text, names.join(" "))
        }
        _ => compound(tree, kind),
    }
}

fn compound(tree: &Tree, kind: &StmtKind) -> String {
    match kind {
        StmtKind::If { test, body, orelse } => format!(
            "(if {} [{}] [{}])",
            expression(tree, *test),
            block(tree, body),
            block(tree, orelse)
        ),
        StmtKind::For {
            target,
            iterable,
            body,
            orelse,
            asynchronous,
        } => format!(
            "({} {} [{}] [{}])",
            if *asynchronous { "afor" } else { "for" },
            list(tree, &[*target, *iterable]),
            block(tree, body),
            block(tree, orelse)
        ),
        StmtKind::While { test, body, orelse } => format!(
            "(while {} [{}] [{}])",
            expression(tree, *test),
            block(tree, body),
            block(tree, orelse)
        ),
        StmtKind::With {
            items,
            body,
            asynchronous,
        } => {
            let items: Vec<String> = items
                .iter()
                .map(|item| match item.target {
                    Some(target) => {
                        format!(
                            "{}={}",
                            expression(tree, target),
                            expression(tree, item.context)
                        )
                    }
                    None => expression(tree, item.context),
                })
                .collect();
            let word = if *asynchronous { "awith" } else { "with" };
            format!("({word} {} [{}])", items.join(" "), block(tree, body))
        }
        StmtKind::Try {
            body,
            handlers,
            orelse,
            finalbody,
        } => {
            let handlers: String = handlers
                .iter()
                .map(|handler| {
                    format!(
                        " (except {} {} [{}])",
                        optional(tree, handler.exception),
                        names(&handler.name),
                        block(tree, &handler.body)
                    )
                })
                .collect();
            format!(
                "(try [{}]{handlers} [{}] [{}])",
                block(tree, body),
                block(tree, orelse),
                block(tree, finalbody)
            )
        }
        StmtKind::Match { subject, cases } => {
            let cases: String = cases
                .iter()
                .map(|case| {
                    format!(
                        " (case [{}] [{}] {} [{}])",
                        names(&case.captures),
                        list(tree, &case.operands),
                        optional(tree, case.guard),
                        block(tree, &case.body)
                    )
                })
                .collect();
            format!("(match {}{cases})", expression(tree, *subject))
        }
        StmtKind::Other { keyword, operands } => {
            format!("(other {keyword} {})", list(tree, operands))
        }
        StmtKind::Unreadable => "(unreadable)".to_owned(),
        _ => definition(tree, kind),
    }
}

fn definition(tree: &Tree, kind: &StmtKind) -> String {
    match kind {
        StmtKind::Function(function) => format!(
            "({} {} <{}> [{}] {} @[{}] [{}])",
            if function.asynchronous { "adef" } else { "def" },
            function.name.text,
            names(function.type_parameters.iter().map(|it| &it.name)),
            parameters(tree, &function.parameters),
            optional(tree, function.returns),
            list(tree, &function.decorators),
            block(tree, &function.body)
        ),
        StmtKind::Class(class) => format!(
            "(class {} <{}> [{}] @[{}] [{}])",
            class.name.text,
            names(class.type_parameters.iter().map(|it| &it.name)),
            arguments(tree, &class.arguments).trim_start(),
            list(tree, &class.decorators),
            block(tree, &class.body)
        ),
        _ => String::new(),
    }
}
