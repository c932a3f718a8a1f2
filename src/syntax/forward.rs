//! Annotations that stand in quotes: read as the expressions that they name, in their place.

use super::ast::{ExprId, ExprKind, Name, Parent, Span, StmtKind, Tree};
use super::{parse, query};

/// Reads the strings in the annotations of a tree, so that what they name is seen and edited as it is
/// without quotes. A string that holds anything but the expression of a type stays a string.
pub(super) fn read(tree: &mut Tree, text: &str) {
    let mut open = annotations(tree);
    while let Some(id) = open.pop() {
        if let ExprKind::Str {
            value,
            bytes: false,
        } = &tree.expr(id).kind
        {
            let value = value.clone();
            if let Some(inner) = verbatim(text, tree.expr(id).span, &value) {
                splice(tree, id, value, inner);
            }
            continue;
        }
        match &tree.expr(id).kind {
            ExprKind::Subscript { value, .. } if names_values(tree, *value) => {}
            kind => open.extend(query::children(kind)),
        }
    }
}

/// All annotations of parameters, results and variables.
fn annotations(tree: &Tree) -> Vec<ExprId> {
    let mut out = Vec::new();
    for stmt in &tree.stmts {
        match &stmt.kind {
            StmtKind::Function(function) => {
                let parameters = function.parameters.iter();
                out.extend(parameters.filter_map(|parameter| parameter.annotation));
                out.extend(function.returns);
            }
            StmtKind::AnnAssign { annotation, .. } => out.push(*annotation),
            _ => {}
        }
    }
    out
}

/// `Literal["x"]` holds values; what `Annotated` adds to a type may be anything.
fn names_values(tree: &Tree, value: ExprId) -> bool {
    query::dotted(tree, value).is_some_and(|path| {
        matches!(
            path.rsplit('.').next(),
            Some("Literal" | "Annotated" | "LiteralString")
        )
    })
}

/// Where the value of a string begins, if the text between its quotes is that value.
fn verbatim(text: &str, span: Span, value: &str) -> Option<u32> {
    let written = text.get(span.range())?;
    let quote = written.chars().next()?;
    let quotes = if written.len() >= 6 && written.chars().take(3).all(|c| c == quote) {
        3
    } else {
        1
    };
    let inner = written.get(quotes..written.len().checked_sub(quotes)?)?;
    let plain = matches!(quote, '"' | '\'') && inner == value && !value.contains('\n');
    plain.then(|| span.start + u32::try_from(quotes).unwrap_or_default())
}

/// Hangs the expression that a string's text stands for below the string.
fn splice(tree: &mut Tree, id: ExprId, value: Box<str>, start: u32) {
    if !value.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        return;
    }
    let inner = parse(&value);
    let [only] = inner.body[..] else { return };
    let StmtKind::Expr(root) = inner.stmt(only).kind else {
        return;
    };
    if !inner.errors.is_empty() || !inner.exprs.iter().all(|expr| is_of_a_type(&expr.kind)) {
        return;
    }
    let Ok(base) = u32::try_from(tree.exprs.len()) else {
        return;
    };
    let moved = |id: ExprId| ExprId(id.0 + base);
    let along = |span: Span| Span::new(span.start + start, span.end + start);
    for mut expr in inner.exprs {
        expr.span = along(expr.span);
        expr.outer = along(expr.outer);
        expr.parent = match expr.parent {
            Parent::Expr(up) => Parent::Expr(moved(up)),
            _ => Parent::Expr(id),
        };
        match &mut expr.kind {
            ExprKind::Attribute { value, attribute } => {
                *value = moved(*value);
                *attribute = Name {
                    text: attribute.text.clone(),
                    span: along(attribute.span),
                };
            }
            ExprKind::Subscript {
                value: left,
                index: right,
            }
            | ExprKind::Binary { left, right, .. } => {
                *left = moved(*left);
                *right = moved(*right);
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                for item in items {
                    *item = moved(*item);
                }
            }
            _ => {}
        }
        tree.exprs.push(expr);
    }
    tree.exprs[id.0 as usize].kind = ExprKind::Forward {
        value,
        expression: moved(root),
    };
}

/// What types are written with.
fn is_of_a_type(kind: &ExprKind) -> bool {
    match kind {
        ExprKind::Binary { operator, .. } => &**operator == "|",
        ExprKind::Name(_)
        | ExprKind::Attribute { .. }
        | ExprKind::Subscript { .. }
        | ExprKind::Tuple(_)
        | ExprKind::List(_)
        | ExprKind::None
        | ExprKind::Ellipsis
        | ExprKind::Str { bytes: false, .. } => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<(String, &str)> {
        let tree = parse(text);
        let mut out: Vec<_> = tree
            .exprs
            .iter()
            .enumerate()
            .filter_map(|(index, expr)| {
                let id = ExprId(u32::try_from(index).expect("small"));
                let path = query::dotted(&tree, id)?;
                Some((path.to_string(), &text[expr.span.range()]))
            })
            .collect();
        out.sort();
        out
    }

    #[test]
    fn a_quoted_annotation_is_read_where_it_stands() {
        let text = "def f(a: \"m.A\", *b: 'B') -> Optional[\"C\"]:\n    x: '''D''' = 1\n";
        let names: Vec<String> = named(text)
            .into_iter()
            .map(|(path, written)| {
                assert_eq!(path, written);
                path
            })
            .collect();
        assert_eq!(names, ["B", "C", "D", "Optional", "m", "m.A", "x"]);
    }

    #[test]
    fn strings_that_are_values_stay_strings() {
        for text in [
            "x: Literal[\"A\"] = y\n",
            "x: Annotated[int, \"A\"] = y\n",
            "x: \"a sentence\" = y\n",
            "x: \"A\\x42\" = y\n",
            "x: b\"A\" = y\n",
            "x: int = \"A\"\n",
        ] {
            assert!(
                named(text).iter().all(|(path, _)| path != "A"),
                "{text:?} names A"
            );
        }
    }
}
