//! Texts in Python code that are put together of others and of names, as far as the code says all that goes into them.

use super::python::{Module, Values};
use crate::syntax::ast::{Argument, ArgumentKind, Expr, ExprId, ExprKind};
use crate::syntax::query;

/// How many texts may be made of one.
const MOST: usize = 64;

/// The texts that an expression gives which is put together of texts and names, once for each value of a name; none if
/// more is put into it.
pub(super) fn put_together(
    module: &Module<'_>,
    source: &str,
    expr: &Expr,
    values: &Values<'_>,
) -> Option<Vec<String>> {
    let constant = |name: &str| module.constant(name).map(|text| vec![text.to_owned()]);
    let of_name = |name: &str| values(name).or_else(|| constant(name));
    let tree = module.tree;
    let each = |id: ExprId| put_together(module, source, tree.expr(id), values);
    match &expr.kind {
        ExprKind::Str {
            value,
            bytes: false,
        } => Some(vec![value.to_string()]),
        ExprKind::Number(number) => Some(vec![number.to_string()]),
        ExprKind::Name(name) => of_name(name),
        ExprKind::Interpolated(parts) => {
            let written = &source[expr.span.range()];
            let inner = written.trim_start_matches(['f', 'F', 'r', 'R']);
            let inner = inner.trim_matches(['"', '\'']);
            let is_one = !inner.contains(['"', '\'', '\\']) && !inner.contains("{{");
            let parts = parts.iter().map(|part| each(*part));
            filled_in(inner, &parts.collect::<Option<Vec<_>>>()?).filter(|_| is_one)
        }
        ExprKind::Binary {
            left,
            operator,
            right,
        } => match &**operator {
            "+" => Some(joined(&each(*left)?, &each(*right)?)),
            "%" => {
                let template = query::string(tree, *left)?;
                let parts = match &tree.expr(*right).kind {
                    ExprKind::Tuple(items) => items.iter().map(|one| each(*one)).collect(),
                    _ => each(*right).map(|one| vec![one]),
                };
                let is_plain = template.matches('%').count() == template.matches("%s").count();
                filled_in(&template.replace("%s", "{}"), &parts?).filter(|_| is_plain)
            }
            _ => None,
        },
        ExprKind::Call { function, .. } => {
            let ExprKind::Attribute { value, attribute } = &tree.expr(*function).kind else {
                return None;
            };
            let template = query::string(tree, *value)?;
            let arguments = query::arguments(expr).iter();
            let is_plain = |one: &Argument| one.kind == ArgumentKind::Positional;
            let parts = arguments.map(|one| each(one.value).filter(|_| is_plain(one)));
            let parts = parts.collect::<Option<Vec<_>>>()?;
            let numbered = template.replace("{0}", "{}");
            filled_in(&numbered, &parts).filter(|_| &*attribute.text == "format")
        }
        _ => None,
    }
}

/// A template with what stands in its brackets, one part after the other; none if there are more or fewer.
fn filled_in(template: &str, parts: &[Vec<String>]) -> Option<Vec<String>> {
    let mut out = vec![String::new()];
    let mut rest = template;
    for part in parts {
        let (before, behind) = rest.split_once('{')?;
        let (name, behind) = behind.split_once('}')?;
        // `{x!r}` and `{x:>3}` are other texts.
        if name.contains(['!', ':']) {
            return None;
        }
        out = joined(&out, &[before.to_owned()]);
        out = joined(&out, part);
        rest = behind;
    }
    let is_whole = !rest.contains(['{', '}']) && out.len() <= MOST;
    is_whole.then(|| joined(&out, &[rest.to_owned()]))
}

/// Each text with each of the others behind it.
fn joined(left: &[String], right: &[String]) -> Vec<String> {
    let with = |one: &String| right.iter().map(|other| format!("{one}{other}")).collect();
    left.iter()
        .flat_map(|one| -> Vec<String> { with(one) })
        .collect()
}
