//! Places that ask a value for what it holds without naming it: iteration in all its spellings, the methods of a
//! list that compare, the fields of a template.

use super::use_kinds::positional_at;
use super::uses::{Collector, UseKind};
use crate::semantic::flows::Flow;
use crate::semantic::store::{Escape, Place};
use crate::semantic::value::{AllocId, AllocKind, Atom, Value};
use crate::syntax::ast::{Argument, ArgumentKind, ExprId, ExprKind, Parent, StmtKind};
use crate::syntax::query::call_above;

/// What a template asks of what it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// Its text.
    Text,
    /// What stands for its keys: `{0[id]}`.
    Items,
    /// Attributes: `{0.id}`.
    Attributes,
    /// Several of these.
    Several,
}

impl Collector<'_, '_> {
    /// Whether a place, with what stands around it, takes the items out of its value one by one. `for` and
    /// comprehensions are asked for elsewhere.
    pub(super) fn is_taken_apart(&self, (file, id): Place) -> bool {
        let tree = self.tree(file);
        match tree.expr(id).parent {
            Parent::Expr(up) => match &tree.expr(up).kind {
                ExprKind::Starred(_) | ExprKind::YieldFrom(_) => true,
                ExprKind::Call {
                    function,
                    arguments,
                    ..
                } => {
                    let star =
                        |one: &Argument| one.value == id && matches!(one.kind, ArgumentKind::Star);
                    arguments.iter().any(star)
                        || self.is_filled_with_items((file, *function), arguments, id)
                }
                _ => false,
            },
            Parent::Stmt(stmt) => match &tree.stmt(stmt).kind {
                StmtKind::Assign { targets, value } => {
                    *value == id
                        && targets.iter().any(|target| {
                            let kind = &tree.expr(*target).kind;
                            matches!(kind, ExprKind::Tuple(_) | ExprKind::List(_))
                        })
                }
                StmtKind::AugAssign { target, value, .. } => {
                    *value == id && self.is_sequence((file, *target))
                }
                _ => false,
            },
            Parent::Module => false,
        }
    }

    /// `names.extend(value)`, `names.update(value)` of a set.
    fn is_filled_with_items(&self, function: Place, arguments: &[Argument], id: ExprId) -> bool {
        let held = self.analysis.value(function);
        held.atoms().iter().any(|atom| match atom {
            Atom::AllocMethod(alloc, name) => {
                let name = self.analysis.names.get(*name);
                matches!(name, "extend" | "extendleft" | "update") && self.is_row(*alloc)
            }
            _ => false,
        }) && positional_at(arguments, id).is_some()
    }

    fn is_sequence(&self, place: Place) -> bool {
        self.analysis
            .value(place)
            .atoms()
            .iter()
            .any(|atom| match atom {
                Atom::Alloc(alloc) => self.is_row(*alloc),
                _ => false,
            })
    }

    /// A list, a set and their like.
    fn is_row(&self, alloc: AllocId) -> bool {
        let kind = self.analysis.store.get(alloc).kind;
        matches!(kind, AllocKind::Sequence | AllocKind::Tuple)
    }

    /// Whether a function of the standard library iterates the argument at a position.
    pub(super) fn iterates(flow: Flow, at: usize, arguments: &[Argument]) -> bool {
        let given = |one: &&Argument| matches!(one.kind, ArgumentKind::Positional);
        match flow {
            Flow::Collects | Flow::Iterates | Flow::Enumerates | Flow::Zips => true,
            // Of several, one is chosen; of one, one of its items.
            Flow::Next => at == 0 && arguments.iter().filter(given).count() == 1,
            Flow::Maps => at > 0,
            Flow::Filters => at == 1,
            _ => false,
        }
    }

    /// A method of a list of answers that compares its items with what it is given.
    pub(super) fn compared_in_list(&self, (file, id): Place, value: &Value) -> Option<UseKind> {
        let tree = self.tree(file);
        let Parent::Expr(up) = tree.expr(id).parent else {
            return None;
        };
        let ExprKind::Attribute { attribute, .. } = &tree.expr(up).kind else {
            return None;
        };
        let (_, function, _) = call_above(tree, up)?;
        let lists =
            |atom: &Atom| matches!(atom, Atom::Instance(of, _) if self.analysis.types.is_list(*of));
        if function != up || !value.atoms().iter().any(lists) {
            return None;
        }
        match &*attribute.text {
            "index" | "count" => Some(UseKind::Escapes(Escape::Compared)),
            "remove" => Some(UseKind::Escapes(Escape::Mutated)),
            _ => None,
        }
    }
}

/// What the fields of a template of `format` ask of the argument at a position, or of that name.
pub(super) fn asked_by_format(template: &str, at: usize, name: Option<&str>) -> Asked {
    let mut next = 0;
    let mut out: Option<Asked> = None;
    for field in fields(template) {
        let field = field.split(['!', ':']).next().unwrap_or(field);
        let end = field.find(['.', '[']).unwrap_or(field.len());
        let (of, rest) = field.split_at(end);
        let ours = match (of.parse::<usize>(), name) {
            (Ok(number), None) => number == at,
            (Err(_), Some(name)) => of == name,
            (Err(_), None) if of.is_empty() => {
                next += 1;
                next - 1 == at
            }
            _ => false,
        };
        if !ours {
            continue;
        }
        let asked = match (rest.contains('.'), rest.contains('[')) {
            (false, false) => Asked::Text,
            (true, false) => Asked::Attributes,
            (false, true) => Asked::Items,
            (true, true) => Asked::Several,
        };
        out = Some(match out {
            Some(before) if before != asked => Asked::Several,
            _ => asked,
        });
    }
    out.unwrap_or(Asked::Text)
}

/// The fields of a template, without their braces.
fn fields(template: &str) -> impl Iterator<Item = &str> {
    let mut rest = template;
    std::iter::from_fn(move || {
        loop {
            let at = rest.find('{')?;
            let behind = &rest[at + 1..];
            if let Some(escaped) = behind.strip_prefix('{') {
                rest = escaped;
                continue;
            }
            let end = behind.find('}')?;
            rest = &behind[end + 1..];
            return Some(&behind[..end]);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Asked, asked_by_format};

    #[test]
    fn a_template_says_what_it_asks_of_each_argument() {
        let asked = |template, at, name| asked_by_format(template, at, name);
        assert_eq!(asked("{} {}", 1, None), Asked::Text);
        assert_eq!(asked("{0.id} {1}", 0, None), Asked::Attributes);
        assert_eq!(asked("{0.id} {1}", 1, None), Asked::Text);
        assert_eq!(asked("{.id} {[id]:>3}", 1, None), Asked::Items);
        assert_eq!(
            asked("{r.id} {r.usage.total:.2f}", 0, Some("r")),
            Asked::Attributes
        );
        assert_eq!(asked("{r.id} {r[id]}", 0, Some("r")), Asked::Several);
        assert_eq!(asked("{r.usage[total]}", 0, Some("r")), Asked::Several);
        assert_eq!(asked("{{r.id}} {r:.3}", 0, Some("r")), Asked::Text);
    }
}
