//! Places where a class of exceptions stands among others, or could. Which functions take several is data.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind, Parent, StmtKind, Tree};
use crate::syntax::query::{call_above, dotted, last};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    takes: Vec<Takes>,
    alone: Takes,
    raises: Raises,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raises {
    names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Takes {
    functions: Vec<String>,
    at: Option<usize>,
    keyword: Option<String>,
    #[serde(default)]
    each: bool,
}

static TEXT: &str = include_str!("../../rules/python/catches.toml");

static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(TEXT).expect("a test reads the table"));

/// How several classes are written in the place of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// One behind the other: it is an item already.
    Items,
    /// In a tuple of their own.
    Tuple,
    /// Each is a key of the dict, with the same value.
    Keys,
    /// The decorator or the statement stands once for each.
    Again,
}

/// How several classes are written where an expression names one; none where only one can stand.
#[must_use]
pub fn among(tree: &Tree, id: ExprId) -> Option<Among> {
    match tree.expr(id).parent {
        Parent::Stmt(stmt) => is_caught(&tree.stmt(stmt).kind, id).then_some(Among::Tuple),
        Parent::Expr(up) => match &tree.expr(up).kind {
            ExprKind::Tuple(_) if holds_classes(tree, up) => Some(Among::Items),
            ExprKind::Call { .. } => {
                taken(tree, id).or_else(|| stands_alone(tree, id).map(|_| Among::Again))
            }
            ExprKind::Dict(items) => {
                let item = items.iter().find(|one| one.key == Some(id))?;
                is_plain(tree, item.value).then_some(Among::Keys)
            }
            _ => None,
        },
        Parent::Module => None,
    }
}

/// The call that takes the class which an expression names, and one alone, where it can be written again for another
/// one: a decorator or a statement of its own, whose other arguments are plain.
#[must_use]
pub fn stands_alone(tree: &Tree, id: ExprId) -> Option<ExprId> {
    let (call, function, arguments) = call_above(tree, id)?;
    let path = dotted(tree, function)?;
    let place = arguments.iter().position(|one| one.value == id)?;
    let named = TABLE.alone.functions.iter();
    let mut named = named.filter(|name| **name == *last(&path));
    let fits = named.next().is_some() && TABLE.alone.stands(&arguments[place].kind, place);
    let others = arguments.iter().all(|one| is_plain(tree, one.value));
    let Parent::Stmt(stmt) = tree.expr(call).parent else {
        return None;
    };
    let again = match &tree.stmt(stmt).kind {
        StmtKind::Function(function) => function.decorators.contains(&call),
        StmtKind::Expr(value) => *value == call,
        _ => false,
    };
    (fits && others && again).then_some(call)
}

/// Whether an expression may be written twice: a name, a path or a literal.
fn is_plain(tree: &Tree, id: ExprId) -> bool {
    dotted(tree, id).is_some()
        || matches!(
            tree.expr(id).kind,
            ExprKind::Number(_) | ExprKind::Str { .. } | ExprKind::Bool(_) | ExprKind::None
        )
}

/// Whether an expression names a class that is raised there as it is: an object of it is made without arguments.
#[must_use]
pub fn is_raised(tree: &Tree, id: ExprId) -> bool {
    let is_raiser = |name: &str| TABLE.raises.names.iter().any(|one| one == name);
    match tree.expr(id).parent {
        Parent::Stmt(stmt) => match &tree.stmt(stmt).kind {
            StmtKind::Raise { exception, cause } => [*exception, *cause].contains(&Some(id)),
            StmtKind::Assign { targets, value } if *value == id => targets.iter().any(|target| {
                matches!(&tree.expr(*target).kind,
                    ExprKind::Attribute { attribute, .. } if is_raiser(&attribute.text))
            }),
            _ => false,
        },
        Parent::Expr(up) => match &tree.expr(up).kind {
            ExprKind::List(_) | ExprKind::Tuple(_) => is_raised(tree, up),
            ExprKind::Call { arguments, .. } => arguments.iter().any(|one| {
                one.value == id
                    && matches!(&one.kind, ArgumentKind::Keyword(name) if is_raiser(&name.text))
            }),
            _ => false,
        },
        Parent::Module => false,
    }
}

fn is_caught(kind: &StmtKind, id: ExprId) -> bool {
    matches!(kind, StmtKind::Try { handlers, .. }
        if handlers.iter().any(|one| one.exception == Some(id)))
}

/// Whether a tuple is what is caught, or is kept under a name as it is.
fn holds_classes(tree: &Tree, tuple: ExprId) -> bool {
    match tree.expr(tuple).parent {
        Parent::Stmt(stmt) => match &tree.stmt(stmt).kind {
            StmtKind::Assign { targets, value } if *value == tuple => {
                targets.iter().all(|target| {
                    matches!(
                        tree.expr(*target).kind,
                        ExprKind::Name(_) | ExprKind::Attribute { .. }
                    )
                })
            }
            kind => is_caught(kind, tuple),
        },
        Parent::Expr(up) => match &tree.expr(up).kind {
            ExprKind::Call { .. } => taken(tree, tuple).is_some(),
            ExprKind::Binary { .. } | ExprKind::Tuple(_) => holds_classes(tree, up),
            _ => false,
        },
        Parent::Module => false,
    }
}

/// How several classes are written in an argument of one of the functions.
fn taken(tree: &Tree, id: ExprId) -> Option<Among> {
    let (_, function, arguments) = call_above(tree, id)?;
    let path = dotted(tree, function)?;
    let name = last(&path);
    let place = arguments.iter().position(|one| one.value == id)?;
    TABLE.takes.iter().find_map(|one| {
        if !one.functions.iter().any(|function| function == name) {
            return None;
        }
        let how = if one.each { Among::Items } else { Among::Tuple };
        one.stands(&arguments[place].kind, place).then_some(how)
    })
}

impl Takes {
    /// Whether an argument is where classes are taken.
    fn stands(&self, kind: &ArgumentKind, place: usize) -> bool {
        match kind {
            ArgumentKind::Positional => self.each || self.at == Some(place),
            ArgumentKind::Keyword(keyword) => self.keyword.as_deref() == Some(&*keyword.text),
            ArgumentKind::Star | ArgumentKind::DoubleStar => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    /// How several classes are written where `E` stands.
    fn found(code: &str) -> Option<Among> {
        let tree = parse(code);
        let mut named = tree
            .expr_ids()
            .filter(|id| matches!(&tree.expr(*id).kind, ExprKind::Name(name) if &**name == "E"));
        among(&tree, named.next().expect("`E` is named"))
    }

    #[test]
    fn a_class_stands_among_others_where_a_tuple_does() {
        for code in [
            "try:\n    f()\nexcept (E, F):\n    pass\n",
            "RETRY = (E, F)\n",
            "self.retry = (E,) + MORE\n",
            "isinstance(e, (E, F))\n",
            "with suppress(E, F):\n    pass\n",
            "@backoff.on_exception(backoff.expo, (E, F))\ndef f(): pass\n",
        ] {
            assert_eq!(found(code), Some(Among::Items), "{code}");
        }
        for code in [
            "try:\n    f()\nexcept E:\n    pass\n",
            "isinstance(e, E)\n",
            "with pytest.raises(E):\n    pass\n",
            "retry_if_exception_type(exception_types=E)\n",
        ] {
            assert_eq!(found(code), Some(Among::Tuple), "{code}");
        }
        assert_eq!(found("x = {E: 400}\n"), Some(Among::Keys));
        for code in [
            "@app.exception_handler(E)\ndef f(): pass\n",
            "app.add_exception_handler(E, f)\n",
        ] {
            assert_eq!(found(code), Some(Among::Again), "{code}");
        }
        for code in [
            "a, b = E, F\n",
            "raise E\n",
            "x = {E: f()}\n",
            "x = {1: E}\n",
            "f(E)\n",
            "x = app.exception_handler(E)\n",
            "@app.exception_handler(E, f())\ndef g(): pass\n",
            "x = [E, F]\n",
        ] {
            assert_eq!(found(code), None, "{code}");
        }
    }
}
