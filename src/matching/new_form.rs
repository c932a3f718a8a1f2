//! Code that is in its new form and still says what the old version took: old names of arguments, and items of
//! answers that are objects.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::found::Found;
use super::passed::{Passed, signatures};
use crate::finding::Severity;
use crate::rules::active::ActivePack;
use crate::rules::condition::ArgumentFact;
use crate::rules::model::{ClassId, FunctionId, Model, Symbol, Type};
use crate::rules::provider::Provider;
use crate::rules::schema::{Action, ArgumentTable, Bearing, Change, New};
use crate::rules::shape::Shape;
use crate::semantic::infer::Analysis;
use crate::semantic::python::INITIALISER;
use crate::semantic::store::Place;
use crate::semantic::types::Typed;
use crate::semantic::value::Atom;
use crate::syntax::ast::{ExprId, ExprKind, Span};
use crate::syntax::query::{arguments, last, string};

/// Methods of mappings that take a key first.
const KEYED: [&str; 3] = ["get", "pop", "setdefault"];

/// Methods of mappings that give what is in them.
const WHOLE: [&str; 3] = ["items", "keys", "values"];

/// The method that a path leads to from a class, through fields and through methods that give classes.
#[must_use]
pub fn method_behind(model: &Model, class: &str, path: &str) -> Option<(ClassId, FunctionId)> {
    let mut class = model.class_named(class)?;
    let mut parts = path.split('.').peekable();
    while let Some(part) = parts.next() {
        let next = match model.member(class, part)?.1 {
            Symbol::Field(field) if parts.peek().is_some() => &model.field(field).annotation,
            Symbol::Function(id) if parts.peek().is_some() => {
                &model.function(id).signatures[0].returns
            }
            Symbol::Function(id) => return Some((class, id)),
            _ => return None,
        };
        match next {
            Type::Class(next) => class = *next,
            _ => return None,
        }
    }
    None
}

/// What is wrong in code in the new form, where `analysis` knows the new version's surface, and nothing of the old one.
#[must_use]
pub fn old_in_new(analysis: &Analysis<'_>, active: &ActivePack) -> Vec<Found> {
    let Some(provider) = active.pack.providers.first() else {
        return Vec::new();
    };
    let looker = Looker {
        analysis,
        model: &active.new,
        provider,
        rows: behind(active, provider),
    };
    let mut out = looker.arguments();
    for shape in active.shapes().take(1) {
        looker.items(shape, &mut out);
    }
    out
}

/// The rows about methods that hang on a client now, by what stands behind the client.
fn behind(active: &ActivePack, provider: &Provider) -> BTreeMap<String, Vec<Arc<Change>>> {
    let model = &active.new;
    let mut out: BTreeMap<String, Vec<Arc<Change>>> = BTreeMap::new();
    for change in &active.pack.changes {
        let Some(New::Provided(provided)) = &change.new else {
            continue;
        };
        let classes = provider
            .variants
            .iter()
            .filter_map(|variant| match provided.asynchronous {
                true => variant.asynchronous.as_deref(),
                false => Some(&*variant.synchronous),
            });
        for class in classes {
            if let Some((class, _)) = method_behind(model, class, &provided.path) {
                let class = model.name(Symbol::Class(class));
                let method = format!("{class}.{}", last(&provided.path));
                out.entry(method).or_default().push(Arc::clone(change));
                break;
            }
        }
    }
    out
}

struct Looker<'a, 'p> {
    analysis: &'a Analysis<'p>,
    model: &'a Model,
    provider: &'a Provider,
    rows: BTreeMap<String, Vec<Arc<Change>>>,
}

impl Looker<'_, '_> {
    /// Calls in the new form that pass what only the old one took.
    fn arguments(&self) -> Vec<Found> {
        let mut calls: Vec<(Place, &str)> = Vec::new();
        for (place, symbols) in &self.analysis.calls {
            let callee = match &self.analysis.file(place.0).tree.expr(place.1).kind {
                ExprKind::Call { function, .. } => self.analysis.value((place.0, *function)),
                _ => continue,
            };
            // What only may be such a call may take what it is given.
            let mut symbols = symbols.iter();
            if let (Some(symbol), None) = (symbols.next(), symbols.next())
                && callee.is_complete()
                && callee.single().is_some()
            {
                calls.push((*place, self.analysis.names.get(*symbol)));
            }
        }
        calls.sort_unstable();
        let mut out = Vec::new();
        for (place, symbol) in calls {
            self.of_method(place, symbol, &mut out);
            self.of_client(place, symbol, &mut out);
        }
        out
    }

    /// Old names of the arguments of a method that hangs on a client.
    fn of_method(&self, place: Place, symbol: &str, out: &mut Vec<Found>) {
        let Some(rows) = self.rows.get(symbol) else {
            return;
        };
        let passed = Passed::of(self.analysis, self.model, place, symbol);
        let mut seen: Vec<&str> = Vec::new();
        for row in rows {
            for table in &row.arguments {
                let name = table.name.as_str();
                if seen.contains(&name) || !self.is_refused(symbol, &passed, name) {
                    continue;
                }
                seen.push(name);
                out.push(Found {
                    code: row.code.clone(),
                    name: row.name.clone(),
                    severity: Severity::Error,
                    fails: row.fails(Bearing::Breaks),
                    message: format!(
                        "`{name}` is no argument of `{}`{}",
                        provided_path(row),
                        instead(table)
                    ),
                    help: None,
                    old: row.olds.first().cloned(),
                    new: Some(provided_path(row).to_owned()),
                    breaks: row.breaks.clone(),
                    reason: None,
                    file: place.0,
                    span: self.span(place, &passed, name),
                    draft: None,
                    related: Vec::new(),
                });
            }
        }
    }

    /// Old names of settings that a client is made with.
    fn of_client(&self, place: Place, symbol: &str, out: &mut Vec<Found>) {
        let class = symbol.strip_suffix(INITIALISER).unwrap_or(symbol);
        let mut variants = self.provider.variants.iter();
        let Some(variant) = variants.find(|variant| {
            variant.synchronous == class || variant.asynchronous.as_deref() == Some(class)
        }) else {
            return;
        };
        let passed = Passed::of(self.analysis, self.model, place, symbol);
        for setting in &self.provider.settings {
            if !self.is_refused(class, &passed, &setting.old) {
                continue;
            }
            let argument = setting.carried_to(&variant.name).argument.as_ref();
            let instead = argument.map(|new| format!(": use `{new}`"));
            out.push(Found {
                code: setting.code.clone(),
                name: setting.name.clone(),
                severity: Severity::Error,
                fails: setting.fails,
                message: format!(
                    "`{}` is no argument of `{class}`{}",
                    setting.old,
                    instead.unwrap_or_default()
                ),
                help: setting.help.clone(),
                old: Some(format!("{}.{}", self.provider.module, setting.old)),
                new: argument.cloned(),
                breaks: setting.breaks.clone(),
                reason: None,
                file: place.0,
                span: self.span(place, &passed, &setting.old),
                draft: None,
                related: Vec::new(),
            });
        }
    }

    /// Whether a call certainly passes an argument that its signatures do not take.
    fn is_refused(&self, symbol: &str, passed: &Passed, name: &str) -> bool {
        let all = signatures(self.model, symbol);
        let taken = |name: &str| {
            all.iter()
                .any(|one| one.takes_any_keyword() || one.takes(name))
        };
        matches!(passed.fact(name), ArgumentFact::Values(..)) && !all.is_empty() && !taken(name)
    }

    fn span(&self, place: Place, passed: &Passed, name: &str) -> Span {
        let call = self.analysis.file(place.0).tree.expr(place.1);
        let index = passed.index(name);
        index.map_or(call.span, |index| arguments(call)[index].span)
    }

    /// Answers in the new form that are read as dicts.
    fn items(&self, shape: &Shape, out: &mut Vec<Found>) {
        for file in self.analysis.file_ids() {
            let tree = &self.analysis.file(file).tree;
            for id in tree.expr_ids() {
                let Some(span) = self.read_as_an_item((file, id)) else {
                    continue;
                };
                out.push(Found {
                    code: shape.code.clone(),
                    name: shape.name.clone(),
                    // Whether it was ever code of the old version is not seen: it is said, and fails no run.
                    severity: Severity::Note,
                    fails: shape.fails,
                    message: shape
                        .message
                        .clone()
                        .unwrap_or_else(|| "the answer is no dict".to_owned()),
                    help: shape.help.clone(),
                    old: None,
                    new: None,
                    breaks: Some(shape.breaks.clone()),
                    reason: None,
                    file,
                    span,
                    draft: None,
                    related: Vec::new(),
                });
            }
        }
    }

    /// Where an expression certainly reads an object of the new version as a dict: by a key that is a field there, or
    /// by a method of dicts that the class has not.
    fn read_as_an_item(&self, (file, id): Place) -> Option<Span> {
        let tree = &self.analysis.file(file).tree;
        let key = |id: ExprId| string(tree, id);
        match &tree.expr(id).kind {
            ExprKind::Subscript { value, index } => {
                let key = key(*index)?;
                let is_one = self.are_all((file, *value), Some(key), "__getitem__");
                is_one.then_some(tree.expr(*index).span)
            }
            ExprKind::Call {
                function,
                arguments,
                ..
            } => {
                let ExprKind::Attribute { value, attribute } = &tree.expr(*function).kind else {
                    return None;
                };
                let method = &*attribute.text;
                let key = match arguments.first() {
                    Some(first) if KEYED.contains(&method) => Some(key(first.value)?),
                    None if WHOLE.contains(&method) => None,
                    _ => return None,
                };
                let is_one = self.are_all((file, *value), key, method);
                is_one.then_some(attribute.span)
            }
            _ => None,
        }
    }

    /// Whether a value is only objects of classes that have such a field, and no such method.
    fn are_all(&self, place: Place, field: Option<&str>, method: &str) -> bool {
        let value = self.analysis.value(place);
        let is_one = |atom: &Atom| {
            let Atom::Instance(of, _) = atom else {
                return false;
            };
            let Typed::Class(_, class) = self.analysis.types.get(*of) else {
                return false;
            };
            let member = |name: &str| self.model.member(*class, name).map(|(_, symbol)| symbol);
            let has = |name: &str| matches!(member(name), Some(Symbol::Field(_)));
            let known = field.map_or_else(|| !self.model.own_members(*class).is_empty(), has);
            known && member(method).is_none()
        };
        value.is_complete() && !value.atoms().is_empty() && value.atoms().iter().all(is_one)
    }
}

/// What is to be written in the place of an argument.
fn instead(table: &ArgumentTable) -> String {
    let mut actions = table.cases.iter().map(|case| &case.action);
    let told = actions.find_map(|action| match action {
        Action::Rename(new) => Some(format!(": use `{new}`")),
        Action::Before(other) => Some(format!(": give `{other}` as a tuple of both")),
        Action::Into { argument, key } => Some(format!(": put `{key}` into `{argument}`")),
        Action::ClientOption(option) => Some(format!(": the client takes it as `{option}`")),
        _ => None,
    });
    told.unwrap_or_default()
}

fn provided_path(row: &Change) -> &str {
    match &row.new {
        Some(New::Provided(provided)) => &provided.path,
        _ => "",
    }
}
