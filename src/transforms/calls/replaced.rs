//! Methods that tests and the like put something else in the place of: by a string that names the
//! method's path, or by its class and its name. What is called then is a method of the class that stands
//! behind the client.

use super::canned::Double;
use super::hits::Hit;
use super::provided::Route;
use super::{Changes, Worker};
use crate::finding::Applicability;
use crate::rewrite::imports::ImportNeed;
use crate::rewrite::slots::{add_argument, remove_argument};
use crate::rewrite::{Operation, Piece};
use crate::rules::model::Signature;
use crate::rules::schema::Provided;
use crate::semantic::store::Place;
use crate::syntax::ast::{Argument, ArgumentKind, ExprId, ExprKind, ParameterKind, Tree};
use crate::syntax::query::{arguments, call_above, keyword, last, top};
use crate::transforms::Draft;
use crate::transforms::names::{module_import, module_name, source};
use crate::transforms::settings::Settings;

/// What is put into the place of a method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// A mock, which the call makes unless it is given something.
    Patched,
    /// What the call is given.
    Set,
}

/// A call that puts something in the place of a method.
pub(super) struct Replacing {
    call: ExprId,
    stand: Stand,
    /// How many arguments say which method it is.
    names: usize,
}

impl Replacing {
    /// The name of what is replaced, if a string of its own says it.
    pub(super) fn member<'t>(&self, tree: &'t Tree) -> Option<&'t str> {
        let name = arguments(tree.expr(self.call))
            .get(1)
            .filter(|_| self.names == 2)?;
        match &tree.expr(name.value).kind {
            ExprKind::Str { value, .. } => Some(value),
            _ => None,
        }
    }
}

impl Worker<'_, '_> {
    /// The call that replaces a method which an argument of it names: `patch("a.b.c")`,
    /// `patch.object(a.b, "c")`, `setattr(a.b, "c", …)`.
    pub(super) fn replacing(&self, (file, expr): Place) -> Option<Replacing> {
        let tree = &self.analysis.file(file).tree;
        let (call, function, arguments) = call_above(tree, expr)?;
        let path = crate::syntax::query::dotted(tree, function)?;
        let first = arguments.first()?;
        let text = |at: usize| {
            arguments.get(at).is_some_and(|one| {
                one.kind == ArgumentKind::Positional
                    && matches!(
                        tree.expr(one.value).kind,
                        ExprKind::Str { bytes: false, .. }
                    )
            })
        };
        if first.value != expr || first.kind != ArgumentKind::Positional {
            return None;
        }
        let owner = path.strip_suffix(".object").map(last);
        let (stand, names) = match last(&path) {
            "patch" if text(0) => (Stand::Patched, 1),
            "object" if owner == Some("patch") && text(1) => (Stand::Patched, 2),
            "setattr" if text(0) => (Stand::Set, 1),
            "setattr" if text(1) => (Stand::Set, 2),
            _ => return None,
        };
        Some(Replacing { call, stand, names })
    }

    /// A string that names the path of a method.
    pub(super) fn spelled(
        &self,
        hit: &Hit,
        provided: &Provided,
        route: Route<'_>,
        out: &mut Changes,
    ) {
        let (Some((row, bearing)), Some(expr)) = (&hit.row, hit.reference.expr) else {
            return;
        };
        let place = (hit.reference.file, expr);
        let found = self.found(row, *bearing, &hit.reference);
        let mut draft = Draft::default();
        draft.at_most(row.applicability);
        let gives_other = row.returns.as_ref().is_some_and(|one| one.method.is_some());
        let behind = route
            .settings
            .and_then(|settings| self.behind(settings, provided));
        match (self.replacing(place), behind) {
            _ if self.goes_through_replaced(place) => draft.manual(
                "not-supported",
                "the name that it goes through is replaced elsewhere: what calls it stays as it is",
            ),
            (Some(replacing), Some(behind)) if !draft.is_manual() && !gives_other => {
                self.respelled(place, &behind, &mut draft);
                let old = &hit.reference.symbols[0];
                self.stand_in(place, &replacing, (old, provided), &mut draft);
            }
            _ => draft.manual(
                "not-supported",
                "a string names the old path: write the path of what the new code calls",
            ),
        }
        out.add(found, Some(draft));
    }

    /// The path of the method behind the new form.
    pub(super) fn behind(
        &self,
        settings: &Settings<'_, '_>,
        provided: &Provided,
    ) -> Option<String> {
        let (class, _) = self.new_method(settings, provided)?;
        Some(format!("{class}.{}", last(&provided.path)))
    }

    /// What a person writes to replace a method that hangs on a client now.
    pub(super) fn how_to_replace(
        &self,
        settings: Option<&Settings<'_, '_>>,
        provided: &Provided,
    ) -> String {
        let behind = settings.and_then(|settings| self.behind(settings, provided));
        let behind = behind.map_or_else(String::new, |path| {
            format!(": `{path}`, which is given the resource as its first argument")
        });
        format!(
            "it is replaced when the code runs: in the new version that takes the class behind the client{behind}"
        )
    }

    /// A class whose method is replaced by name.
    pub(super) fn replaced_in(&self, hit: &Hit, place: Place, route: Route<'_>) -> Option<Draft> {
        let replacing = self.replacing(place).filter(|one| one.names == 2)?;
        if !hit.reference.certain || hit.reference.symbols.len() != 1 {
            return None;
        }
        let tree = &self.analysis.file(place.0).tree;
        let name = arguments(tree.expr(replacing.call)).get(1)?.value;
        let ExprKind::Str { value, .. } = &tree.expr(name).kind else {
            return None;
        };
        let old = format!("{}.{value}", hit.reference.symbols[0]);
        let (row, _) = self.rows(&old)?;
        let provided = self.method_of(&hit.reference.symbols[0], value)?;
        if row.returns.as_ref().is_some_and(|one| one.method.is_some()) {
            return None;
        }
        let behind = self.behind(route.settings?, &provided)?;
        let (class, method) = behind.rsplit_once('.')?;
        let mut draft = Draft::default();
        draft.at_most(row.applicability);
        let class = self.below_its_package(place, class, class, &mut draft);
        let span = tree.expr(place.1).span;
        draft.edit(place.0, Operation::replace(span, class));
        if **value != *method {
            self.respelled((place.0, name), method, &mut draft);
        }
        self.stand_in(place, &replacing, (&old, &provided), &mut draft);
        Some(draft)
    }

    /// The text by which a place names a class, or a path below it, through the package that the file imports. A
    /// type checker knows modules of a package that are imported alone.
    pub(super) fn below_its_package(
        &self,
        place: Place,
        class: &str,
        path: &str,
        draft: &mut Draft,
    ) -> String {
        let package = top(class);
        let name = module_name(self.analysis, place, package, draft);
        let at_top = module_import(self.analysis, place.0, package).is_some();
        if let Some((module, _)) = class.rsplit_once('.')
            && name == package
            && module != package
            && at_top
        {
            draft.need(place.0, None, ImportNeed::module(module));
        }
        format!("{name}{}", &path[package.len()..])
    }

    /// Another text in a string's own quotes.
    fn respelled(&self, place: Place, text: &str, draft: &mut Draft) {
        let span = self.analysis.file(place.0).tree.expr(place.1).span;
        let token = &self.analysis.file(place.0).unit.text()[span.range()];
        let quote = token
            .chars()
            .next()
            .filter(|quote| matches!(quote, '"' | '\''));
        let plain = |quote: char| {
            let inner = token.strip_prefix(quote)?.strip_suffix(quote)?;
            (!inner.is_empty() && !inner.contains(['"', '\'', '\\'])).then_some(quote)
        };
        match quote.and_then(plain) {
            Some(quote) => {
                let text = format!("{quote}{text}{quote}");
                draft.edit(place.0, Operation::replace(span, text));
            }
            None => draft.manual("not-supported", "the string is written in an unusual way"),
        }
    }

    /// What stands in for the method: it is read of an instance now, and must not be bound to it.
    fn stand_in(
        &self,
        (file, _): Place,
        replacing: &Replacing,
        (old, provided): (&str, &Provided),
        draft: &mut Draft,
    ) {
        draft.at_most(Applicability::Unsafe);
        let held = self.analysis.file(file);
        let call = held.tree.expr(replacing.call);
        let given = arguments(call)
            .get(replacing.names)
            .filter(|one| one.kind == ArgumentKind::Positional)
            .or_else(|| keyword(call, "new").or_else(|| keyword(call, "value")));
        let open =
            |kind: &ArgumentKind| matches!(kind, ArgumentKind::Star | ArgumentKind::DoubleStar);
        let depends = ["spec", "spec_set", "wraps"];
        let free = self.specifies_nothing((file, replacing.call), given.is_some(), old);
        if arguments(call).iter().any(|one| open(&one.kind))
            || depends.iter().any(|name| keyword(call, name).is_some())
            || keyword(call, "autospec").is_some() && free.is_none()
        {
            draft.manual(
                "not-supported",
                "how it is replaced cannot be seen, or depends on its signature",
            );
            return;
        }
        let double = Double {
            file,
            call: Some((replacing.call, replacing.names)),
            old,
        };
        let given_place = given.map(|one| one.value);
        if !self.answer_anew(double, replacing.call, given_place, draft) {
            draft.note(
                "what stands in for it must give what the new version gives: objects, no dicts",
            );
        }
        if let Some(given) = given {
            if self.is_not_bound((file, given.value)) {
                return;
            }
            let outer = held.tree.expr(given.value).outer;
            draft.edit(file, Operation::wrap(outer, "staticmethod(", ")"));
            return;
        }
        if replacing.stand == Stand::Set {
            draft.manual("not-supported", "what it is replaced by cannot be seen");
            return;
        }
        if free.is_some() {
            draft.note(
                "`autospec` goes: it checked no argument, and would pass the mock the resource now",
            );
        }
        self.mocked_anew((file, replacing.call), provided, free, draft);
    }

    /// The arguments that say what kind of mock a call makes: an asynchronous one for what is awaited, and none that
    /// is made like the method, whose signature begins with the instance now and is passed that.
    fn mocked_anew(
        &self,
        (file, id): Place,
        provided: &Provided,
        free: Option<usize>,
        draft: &mut Draft,
    ) {
        let held = self.analysis.file(file);
        let call = held.tree.expr(id);
        let text = held.unit.text();
        let mut operations = Vec::new();
        if provided.asynchronous && keyword(call, "new_callable").is_none() {
            let Some(class) = self.asynchronous_mock(file, id, draft) else {
                draft.manual("not-supported", "the mock must be asynchronous");
                return;
            };
            let argument = format!("new_callable={class}");
            operations = match free {
                Some(index) => vec![Operation::replace(arguments(call)[index].span, argument)],
                None => add_argument(&held.tree, text, id, vec![Piece::text(argument)]),
            };
        } else if let Some(index) = free {
            operations = remove_argument(&held.tree, text, id, index);
        }
        for operation in operations {
            draft.edit(file, operation);
        }
    }

    /// Which argument asks for a mock with the method's signature, where that takes whatever it is given: another
    /// mock does the same.
    fn specifies_nothing(&self, (file, id): Place, given: bool, old: &str) -> Option<usize> {
        let tree = &self.analysis.file(file).tree;
        let call = tree.expr(id);
        let asks = |one: &Argument| {
            matches!(&one.kind, ArgumentKind::Keyword(name) if &*name.text == "autospec")
                && matches!(tree.expr(one.value).kind, ExprKind::Bool(true))
        };
        let at = arguments(call).iter().position(asks)?;
        let signatures = self.old_signatures(old);
        let open = |one: &Signature| {
            let mut parameters = one.parameters.iter();
            parameters.any(|one| one.kind == ParameterKind::DoubleStar)
        };
        // Overloads are one function, which demands what all of them demand.
        let asks_nothing = |one: &Signature| one.parameters.iter().all(|one| !one.required);
        let free = signatures.iter().all(open) && signatures.iter().any(asks_nothing);
        (free && !given && keyword(call, "new_callable").is_none()).then_some(at)
    }

    /// The class of asynchronous mocks, as the code that patches names it. A mock guesses by the method,
    /// and those of the new version do not all show that they are asynchronous.
    fn asynchronous_mock(
        &self,
        file: crate::semantic::value::FileId,
        call: ExprId,
        draft: &mut Draft,
    ) -> Option<String> {
        let tree = &self.analysis.file(file).tree;
        let ExprKind::Call { function, .. } = &tree.expr(call).kind else {
            return None;
        };
        let path = crate::syntax::query::dotted(tree, *function)?;
        let path = path.strip_suffix(".object").unwrap_or(&path);
        if path == "patch" {
            draft.need(file, None, ImportNeed::from("unittest.mock", "AsyncMock"));
            return Some("AsyncMock".to_owned());
        }
        let ExprKind::Attribute { value, .. } = &tree.expr(*function).kind else {
            return None;
        };
        let owner = match &tree.expr(*value).kind {
            ExprKind::Attribute { value, attribute } if &*attribute.text == "patch" => *value,
            _ => *value,
        };
        Some(format!("{}.AsyncMock", source(self.analysis, file, owner)))
    }
}
