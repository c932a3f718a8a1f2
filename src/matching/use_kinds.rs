//! What a place does with a value that was a mapping with attributes.

use super::caught::{caught, is_asked_for, is_asked_for_none};
use super::taken_apart::{Asked, asked_by_format};
use super::uses::{Collector, UseKind};
use crate::semantic::flows::Flow;
use crate::semantic::store::{Escape, Place};
use crate::semantic::types::Typed;
use crate::semantic::value::{AllocKind, Atom, FileId, Literal, Value};
use crate::syntax::ast::{
    Argument, ArgumentKind, ExprId, ExprKind, Parent, StmtId, StmtKind, Tree,
};
use crate::syntax::query::{self, call_above};

impl Collector<'_, '_> {
    /// What the place does with its value; none if it only hands it on to code that is followed.
    pub(super) fn kind(&self, place: Place, value: &Value) -> Option<UseKind> {
        let (file, id) = place;
        let tree = self.tree(file);
        let mapping = value.atoms().iter().any(|atom| self.is_mapping(*atom));
        let read = match tree.expr(id).parent {
            Parent::Expr(up) => self.read(place, up, value, mapping),
            Parent::Stmt(stmt) => match &tree.stmt(stmt).kind {
                StmtKind::For { iterable, .. } if *iterable == id => {
                    Some(self.iterated(value, mapping))
                }
                _ => None,
            },
            Parent::Module => None,
        };
        if let Some(read) = read {
            return read;
        }
        if mapping && !self.may_be_stream(value) && self.is_taken_apart(place) {
            return self.iterated(value, mapping);
        }
        if let Some(compared) = self.compared_in_list(place, value) {
            return Some(compared);
        }
        if mapping && self.may_be_empty(value) && self.is_tested(place) {
            return Some(UseKind::Mapping("an empty answer is false".to_owned()));
        }
        let why = self.escape(place)?;
        if mapping && let Some(kind) = self.asked_by_template(place) {
            return Some(kind);
        }
        let written = matches!(why, Escape::Formatted | Escape::Stored);
        if written && mapping && self.is_made_text(place) {
            return Some(UseKind::Text);
        }
        Some(UseKind::Escapes(why))
    }

    fn is_mapping(&self, atom: Atom) -> bool {
        (self.shaped)(atom)
            && matches!(atom, Atom::Instance(of, _) if self.analysis.types.is_mapping(self.analysis.external, of))
    }

    /// The types of the mappings that a value may be.
    fn mappings<'v>(&'v self, value: &'v Value) -> impl Iterator<Item = &'v Typed> {
        value.atoms().iter().filter_map(|atom| match atom {
            Atom::Instance(of, _) if self.is_mapping(*atom) => Some(self.analysis.types.get(*of)),
            _ => None,
        })
    }

    /// What an expression around the place reads of it: none if the expression is nothing that reads.
    fn read(
        &self,
        place: Place,
        up: ExprId,
        value: &Value,
        mapping: bool,
    ) -> Option<Option<UseKind>> {
        let (file, id) = place;
        match &self.tree(file).expr(up).kind {
            ExprKind::Subscript { value: of, index } if *of == id => {
                Some(mapping.then(|| self.item((file, up), *index, value)))
            }
            ExprKind::Attribute {
                value: of,
                attribute,
            } if *of == id && mapping => Some(Some(self.attribute(file, up, &attribute.text))),
            ExprKind::Compare { .. } if mapping => self.contained((file, id), up).map(Some),
            ExprKind::Comprehension { clauses, .. }
                if clauses.iter().any(|clause| clause.iterable == id) =>
            {
                Some(self.iterated(value, mapping))
            }
            ExprKind::Call { arguments, .. } if mapping => {
                self.asked(place, up, arguments, value).map(Some)
            }
            _ => None,
        }
    }

    /// `key in value`
    fn contained(&self, (file, id): Place, compare: ExprId) -> Option<UseKind> {
        let ExprKind::Compare {
            operands,
            operators,
        } = &self.tree(file).expr(compare).kind
        else {
            return None;
        };
        let ([key, within], [operator]) = (&operands[..], &operators[..]) else {
            return None;
        };
        let asks = *within == id && matches!(&**operator, "in" | "not in");
        asks.then(|| UseKind::Contains {
            compare,
            key: self.literal((file, *key)),
            negated: &**operator == "not in",
        })
    }

    /// `value[index]`
    fn item(&self, (file, subscript): Place, index: ExprId, value: &Value) -> UseKind {
        let tree = self.tree(file);
        let key = self.literal((file, index));
        let plain = UseKind::Item {
            subscript,
            key: key.clone(),
        };
        let Some(key) = key.filter(|_| !is_changed(tree, subscript)) else {
            return plain;
        };
        let external = self.analysis.external;
        if !self
            .mappings(value)
            .any(|of| external.field_name(of, &key).is_some())
        {
            return UseKind::Mapping(format!("the model of the answer does not know `{key}`"));
        }
        let lacks =
            |of: &Typed| external.may_lack(of, &key) || external.field_name(of, &key).is_none();
        if self.mappings(value).any(lacks) {
            let caught = caught(tree, subscript);
            // Where everything is caught, so is what is read of `None`.
            let relied_on = caught.anything
                && !is_read_of(tree, subscript)
                && !is_asked_for(tree, subscript, &key);
            if caught.key || relied_on {
                return UseKind::Mapping(format!("that `{key}` is missing is caught"));
            }
        }
        plain
    }

    /// Iterating gives the keys of a mapping; not where the value may be a stream.
    fn iterated(&self, value: &Value, mapping: bool) -> Option<UseKind> {
        if self.may_be_stream(value) {
            return Some(UseKind::Streamed);
        }
        mapping.then(|| UseKind::Mapping("the keys of the answer are iterated".to_owned()))
    }

    fn may_be_stream(&self, value: &Value) -> bool {
        value.atoms().iter().any(
            |atom| matches!(atom, Atom::Instance(of, _) if self.analysis.types.is_iterator(*of)),
        )
    }

    fn attribute(&self, file: FileId, attribute: ExprId, name: &str) -> UseKind {
        let tree = self.tree(file);
        match call_above(tree, attribute) {
            Some((up, function, arguments)) if function == attribute => {
                if name == "get" && arguments.len() == 2 && is_asked_for_none(tree, up) {
                    // A key that is there with `null` gives it, and not the default.
                    UseKind::Mapping("what `get` gives is asked for `None`".to_owned())
                } else if name == "get" && matches!(arguments.len(), 1 | 2) {
                    UseKind::Get {
                        call: up,
                        key: self.literal((file, arguments[0].value)),
                        default: arguments.get(1).map(|argument| argument.value),
                    }
                } else {
                    let asked = match (name, tree.expr(up).parent) {
                        ("keys", Parent::Expr(compare)) if arguments.is_empty() => {
                            self.contained((file, up), compare)
                        }
                        _ => None,
                    };
                    asked.unwrap_or_else(|| UseKind::Method {
                        call: up,
                        name: name.to_owned(),
                    })
                }
            }
            _ => UseKind::Attribute(name.to_owned()),
        }
    }

    /// What a function that is known asks of an argument which is a mapping.
    fn asked(
        &self,
        (file, id): Place,
        call: ExprId,
        arguments: &[Argument],
        value: &Value,
    ) -> Option<UseKind> {
        let at = positional_at(arguments, id)?;
        let flow = self.flow_of((file, call))?;
        let literal = |at: usize| {
            let argument: Option<&Argument> = arguments.get(at);
            argument.and_then(|one| self.literal((file, one.value)))
        };
        let only = |why: &str| Some(UseKind::Mapping(why.to_owned()));
        match flow {
            Flow::Hasattr if at == 0 => Some(UseKind::Has {
                call,
                key: literal(1),
            }),
            Flow::Getattr if at == 0 => Some(UseKind::Getattr {
                call,
                key: literal(1),
                default: arguments.get(2).map(|argument| argument.value),
            }),
            // What an object keeps its attributes in is another thing in each class.
            Flow::Bares if at == 0 => Some(UseKind::Method {
                call,
                name: "__dict__".to_owned(),
            }),
            Flow::Isinstance if at == 0 => {
                let classes = arguments.get(1)?.value;
                self.names_mappings((file, classes))
                    .then_some(UseKind::Isinstance)
            }
            Flow::Measures | Flow::TestsEach if at == 0 => only("its keys are counted"),
            flow if Self::iterates(flow, at, arguments) && !self.may_be_stream(value) => {
                only("the keys of the answer are iterated")
            }
            _ => None,
        }
    }

    /// What the function of a call does with values, if it is one that is known.
    pub(super) fn flow_of(&self, (file, call): Place) -> Option<Flow> {
        let ExprKind::Call { function, .. } = &self.tree(file).expr(call).kind else {
            return None;
        };
        match self.analysis.value((file, *function)).single()? {
            Atom::Symbol(name) => {
                let external = self.analysis.external;
                external.flow(self.analysis.names.get(name))
            }
            Atom::AllocMethod(alloc, _)
                if self.analysis.store.get(alloc).kind == AllocKind::Formatter =>
            {
                Some(Flow::Formats)
            }
            _ => None,
        }
    }

    /// Whether classes that are asked for may be those of mappings.
    fn names_mappings(&self, place: Place) -> bool {
        if let ExprKind::Tuple(items) = &self.tree(place.0).expr(place.1).kind {
            return items
                .iter()
                .any(|item| self.names_mappings((place.0, *item)));
        }
        self.analysis.value(place).atoms().iter().any(|atom| {
            matches!(atom, Atom::Symbol(name)
                if matches!(query::last(self.analysis.names.get(*name)), "dict" | "Mapping" | "MutableMapping"))
        })
    }

    /// Whether the text that is made of a value is what `str` gives.
    fn is_made_text(&self, place: Place) -> bool {
        let (file, id) = place;
        let tree = self.tree(file);
        let Parent::Expr(up) = tree.expr(id).parent else {
            return false;
        };
        let format = |id: ExprId| self.text((file, id));
        match &tree.expr(up).kind {
            ExprKind::Interpolated(_) => {
                let text = self.analysis.file(file).unit.text();
                let rest = text[tree.expr(id).outer.end as usize..].trim_start();
                rest.starts_with('}') || rest.starts_with("!s}")
            }
            ExprKind::Binary {
                left,
                operator,
                right,
            } => &**operator == "%" && *right == id && format(*left).is_some_and(is_plain_percent),
            ExprKind::Tuple(_) => match tree.expr(up).parent {
                Parent::Expr(whole) => matches!(&tree.expr(whole).kind,
                    ExprKind::Binary { left, operator, right }
                        if &**operator == "%" && *right == up && format(*left).is_some_and(is_plain_percent)),
                _ => false,
            },
            ExprKind::Call {
                function,
                arguments,
                ..
            } => {
                let given = arguments.iter().position(|one| one.value == id);
                let starred = given.is_none_or(|at| {
                    !matches!(
                        arguments[at].kind,
                        ArgumentKind::Positional | ArgumentKind::Keyword(_)
                    )
                });
                if starred {
                    return false;
                }
                if let ExprKind::Attribute { value, attribute } = &tree.expr(*function).kind
                    && &*attribute.text == "format"
                    && format(*value).is_some()
                {
                    return format(*value).is_some_and(is_plain_format);
                }
                let template = arguments.first().filter(|_| given != Some(0));
                let template = template.and_then(|one| format(one.value));
                self.flow_of((file, up)) == Some(Flow::Formats)
                    && template.is_none_or(is_plain_percent)
            }
            _ => false,
        }
    }

    /// What a template whose text is known asks of what it is given, beside its text and its items.
    fn asked_by_template(&self, (file, id): Place) -> Option<UseKind> {
        let tree = self.tree(file);
        let (call, function, arguments) = call_above(tree, id)?;
        let ExprKind::Attribute { value, attribute } = &tree.expr(function).kind else {
            return None;
        };
        let template = self.text((file, *value))?;
        if &*attribute.text != "format" {
            return None;
        }
        let at = arguments.iter().position(|one| one.value == id)?;
        let asked = match &arguments[at].kind {
            ArgumentKind::Positional => asked_by_format(template, at, None),
            ArgumentKind::Keyword(name) => asked_by_format(template, at, Some(&name.text)),
            _ => return None,
        };
        match asked {
            Asked::Text | Asked::Items => None,
            Asked::Attributes => Some(UseKind::Escapes(Escape::Attributes)),
            // Neither an object nor a mapping has both.
            Asked::Several => Some(UseKind::Method {
                call,
                name: attribute.text.to_string(),
            }),
        }
    }

    /// The text that an expression is, if it is always the same.
    fn text(&self, place: Place) -> Option<&str> {
        match self.analysis.value(place).single()? {
            Atom::Literal(id) => match self.analysis.literals.get(id) {
                Literal::Str(text) => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    fn may_be_empty(&self, value: &Value) -> bool {
        let mut types = self.mappings(value);
        let others = |atom: &Atom| !self.is_mapping(*atom);
        types.any(|of| self.analysis.external.may_be_empty(of)) && !value.atoms().iter().any(others)
    }

    /// Whether an expression is asked for nothing but whether it is true.
    fn is_tested(&self, (file, id): Place) -> bool {
        let tree = self.tree(file);
        match tree.expr(id).parent {
            Parent::Stmt(stmt) => match &tree.stmt(stmt).kind {
                StmtKind::If { test, .. }
                | StmtKind::While { test, .. }
                | StmtKind::Assert { test, .. } => *test == id,
                _ => false,
            },
            Parent::Expr(up) => match &tree.expr(up).kind {
                ExprKind::Unary { operator, .. } => &**operator == "not",
                ExprKind::Boolean { .. } => self.is_tested((file, up)),
                ExprKind::Conditional { test, .. } => *test == id,
                ExprKind::Comprehension {
                    clauses, element, ..
                } => {
                    clauses.iter().any(|clause| clause.conditions.contains(&id))
                        || *element == id && self.is_given_to((file, up), Flow::TestsEach)
                }
                ExprKind::List(_) | ExprKind::Tuple(_) | ExprKind::Set(_) => {
                    self.is_given_to((file, up), Flow::TestsEach)
                }
                ExprKind::Call { .. } => self.is_given_to((file, id), Flow::Tests),
                _ => false,
            },
            Parent::Module => false,
        }
    }

    /// Whether an expression is the first argument of a function of a kind.
    fn is_given_to(&self, (file, id): Place, flow: Flow) -> bool {
        let tree = self.tree(file);
        let Some((_, function, arguments)) = call_above(tree, id) else {
            return false;
        };
        let names = &self.analysis.names;
        let external = self.analysis.external;
        let callee = self.analysis.value((file, function));
        let is_it = |atom: &Atom| matches!(atom, Atom::Symbol(name) if external.flow(names.get(*name)) == Some(flow));
        positional_at(arguments, id) == Some(0) && callee.atoms().iter().any(is_it)
    }

    fn literal(&self, place: Place) -> Option<String> {
        match &self.tree(place.0).expr(place.1).kind {
            ExprKind::Str {
                value,
                bytes: false,
            } => Some(value.to_string()),
            _ => None,
        }
    }
}

/// Where an expression stands among the positional arguments of a call.
pub(super) fn positional_at(arguments: &[Argument], id: ExprId) -> Option<usize> {
    arguments
        .iter()
        .position(|one| one.value == id && matches!(one.kind, ArgumentKind::Positional))
}

/// Whether a template of `%` writes what it is given as `str` does, and asks nothing of it.
fn is_plain_percent(template: &str) -> bool {
    !["%(", "%r", "%a"].iter().any(|one| template.contains(one))
}

/// Whether a template of `format` writes what it is given as `str` does, and asks nothing of it.
fn is_plain_format(template: &str) -> bool {
    let plain = template.replace("{{", "");
    plain
        .split('{')
        .skip(1)
        .filter_map(|field| field.split('}').next())
        .all(|field| !field.contains(['.', '[', '!', ':']))
}

/// Whether what a subscript gives is assigned to, deleted or changed in place.
fn is_changed(tree: &Tree, subscript: ExprId) -> bool {
    let mut at = subscript;
    loop {
        match tree.expr(at).parent {
            Parent::Expr(up) => match &tree.expr(up).kind {
                ExprKind::Subscript { value, .. } | ExprKind::Attribute { value, .. }
                    if *value == at =>
                {
                    at = up;
                }
                ExprKind::Call { function, .. } if *function == at => {
                    let ExprKind::Attribute { attribute, .. } = &tree.expr(at).kind else {
                        return false;
                    };
                    return matches!(
                        &*attribute.text,
                        "append"
                            | "extend"
                            | "insert"
                            | "update"
                            | "setdefault"
                            | "pop"
                            | "clear"
                            | "remove"
                            | "sort"
                            | "reverse"
                            | "popitem"
                    );
                }
                _ => return false,
            },
            Parent::Stmt(stmt) => return is_target(tree, stmt, at),
            Parent::Module => return false,
        }
    }
}

/// Whether something is read at once of what an expression gives.
fn is_read_of(tree: &Tree, id: ExprId) -> bool {
    matches!(tree.expr(id).parent, Parent::Expr(up)
        if matches!(&tree.expr(up).kind,
            ExprKind::Subscript { value, .. } | ExprKind::Attribute { value, .. } if *value == id))
}

fn is_target(tree: &Tree, stmt: StmtId, id: ExprId) -> bool {
    match &tree.stmt(stmt).kind {
        StmtKind::Assign { targets, .. } | StmtKind::Delete(targets) => targets.contains(&id),
        StmtKind::AugAssign { target, .. } | StmtKind::AnnAssign { target, .. } => *target == id,
        _ => false,
    }
}
