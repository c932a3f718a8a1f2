//! Attributes that objects of a package have under another name, or in another place: what exceptions carry.

use super::hits::Hit;
use super::{Changes, Worker};
use crate::finding::{Applicability, Severity};
use crate::matching::catches::stands_alone;
use crate::matching::references::{Context, read_of};
use crate::rewrite::{Operation, Piece};
use crate::rules::schema::{Change, Read, ReadItem};
use crate::rules::template::{Hole, Piece as Part};
use crate::semantic::external::Typed;
use crate::semantic::flows::Flow;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{
    ArgumentKind, ExprId, ExprKind, Function, Handler, Parent, Span, StmtKind, Tree,
};
use crate::syntax::query::{arguments, dotted, top};
use crate::transforms::Draft;
use crate::transforms::boundary::parenthesised;
use crate::transforms::handlers::{is_kept, renamed_to};
use crate::transforms::names::module_name;

impl Worker<'_, '_> {
    /// The edits of an attribute that is read of what a handler caught. None if it is read of something else: what
    /// becomes of that is not known here.
    pub(super) fn carried(&self, hit: &Hit, row: &Change, out: &Changes) -> Option<Draft> {
        let read = row.read.as_ref()?;
        let place = (hit.reference.file, hit.reference.expr?);
        let tree = &self.analysis.file(place.0).tree;
        let (value, name) = read_of(tree, place.1)?;
        if self.is_asked_for(place, (value, name)) {
            return None;
        }
        if matches!(
            hit.reference.context,
            Context::Assigned(_) | Context::Called(_)
        ) {
            return None;
        }
        let said = self.said_to_be((place.0, value));
        let handler = self.caught_under((place.0, value));
        let (whole, of, template, otherwise) = match read_item(tree, place.1, read) {
            Some((whole, item)) => (whole, &item.of, &item.template, &item.otherwise),
            None => match self.truth(read).filter(|_| is_only_asked(tree, place.1)) {
                Some(item) => (place.1, &item.of, &item.template, &item.otherwise),
                None => (place.1, &read.of, read.template.as_ref()?, &read.otherwise),
            },
        };
        let template = match self.is_below((place.0, value), (of, name), said)? {
            true => template,
            false => otherwise.as_ref()?,
        };
        let own = self.of_own_classes((place.0, value), name, out)?;
        let mut draft = Draft::default();
        draft.at_most(row.applicability);
        let declared = said.is_some_and(|one| {
            matches!(tree.expr(one).parent, Parent::Stmt(_)) || stands_alone(tree, one).is_some()
        });
        if declared && !self.analysis.value((place.0, value)).is_complete() {
            // Who calls it with something else is not seen.
            draft.at_most(Applicability::Unsafe);
        }
        if !own.is_empty() {
            // Its class gets its new base there.
            draft.at_most(Applicability::Unsafe);
            draft.requires.extend(&own);
            if template.asks_for_its_text() && self.gives_its_text(place) {
                return None;
            }
        }
        match (handler, said) {
            (None, None) if own.is_empty() => return None,
            (handler, said) => {
                let caught = handler.and_then(|one| one.exception);
                for classes in caught.into_iter().chain(said) {
                    draft.at_most(self.renamed_with(place, classes, out)?);
                }
            }
        }
        let mut pieces = Vec::new();
        for piece in template.pieces() {
            pieces.push(match piece {
                Part::Text(text) => Piece::Text(self.quoted(place, text, &mut draft)),
                Part::Hole(Hole::Class) => {
                    let module = module_name(self.analysis, place, top(of), &mut draft);
                    Piece::Text(format!("{module}{}", &of[top(of).len()..]))
                }
                Part::Hole(_) => Piece::Source(tree.expr(value).outer),
            });
        }
        if template.chooses() {
            pieces = parenthesised(tree, whole, pieces);
        }
        if !draft.is_manual() {
            let span = tree.expr(whole).span;
            draft.edit(place.0, Operation::template(span, pieces));
        }
        Some(draft)
    }

    /// Whether an attribute is read of what has it under the same name in the new version, or asked for: others of its kind
    /// have not.
    pub(super) fn is_read_alike(&self, hit: &Hit) -> bool {
        let alike = || {
            let (row, _) = hit.row.as_ref()?;
            let read = row.read.as_ref()?;
            let place = (hit.reference.file, hit.reference.expr?);
            let tree = &self.analysis.file(place.0).tree;
            let (value, name) = read_of(tree, place.1)?;
            let same = match read.template.as_ref()?.pieces() {
                [Part::Hole(Hole::Value), Part::Text(text)] => text.strip_prefix('.') == Some(name),
                _ => false,
            };
            let is_asked = matches!(tree.expr(place.1).kind, ExprKind::Call { .. });
            let value = (place.0, value);
            let is_there = || self.is_below(value, (&read.of, name), self.said_to_be(value));
            Some(same && (is_asked || is_there()?))
        };
        alike() == Some(true)
    }

    /// How the truth of an attribute is read in the version that is gone to.
    fn truth<'r>(&self, read: &'r Read) -> Option<&'r ReadItem> {
        let truth = read.truth.as_ref()?;
        (truth.available.as_ref() <= Some(&self.active.target)).then_some(truth)
    }

    /// The handler that binds a name.
    fn caught_under(&self, (file, expr): Place) -> Option<&Handler> {
        let tree = &self.analysis.file(file).tree;
        let ExprKind::Name(name) = &tree.expr(expr).kind else {
            return None;
        };
        let mut at = tree.stmt_of(expr)?;
        while let Parent::Stmt(up) = tree.stmt(at).parent {
            match &tree.stmt(up).kind {
                StmtKind::Try { handlers, .. } => {
                    let mut handlers = handlers.iter();
                    let around = handlers.find(|one| one.body.contains(&at));
                    let binds =
                        |one: &&Handler| one.name.as_ref().is_some_and(|own| own.text == *name);
                    if let Some(handler) = around.filter(binds) {
                        return Some(handler);
                    }
                }
                StmtKind::Function(_) | StmtKind::Class(_) => return None,
                _ => {}
            }
            at = up;
        }
        None
    }

    /// The classes that a test around a place says a name to be of: `isinstance(e, A) and e.x`, a branch of it; else
    /// what a function declares its parameter to be.
    fn said_to_be(&self, (file, expr): Place) -> Option<ExprId> {
        let tree = &self.analysis.file(file).tree;
        let ExprKind::Name(name) = &tree.expr(expr).kind else {
            return None;
        };
        let mut at = expr;
        while let Parent::Expr(up) = tree.expr(at).parent {
            let test = match &tree.expr(up).kind {
                ExprKind::Boolean {
                    left,
                    and: true,
                    right,
                } if *right == at => Some(*left),
                ExprKind::Conditional { body, test, .. } if *body == at => Some(*test),
                ExprKind::Lambda { .. } => return None,
                _ => None,
            };
            if let Some(classes) = test.and_then(|test| self.classes_asked(file, test, name)) {
                return Some(classes);
            }
            at = up;
        }
        let mut at = tree.stmt_of(expr)?;
        while let Parent::Stmt(up) = tree.stmt(at).parent {
            match &tree.stmt(up).kind {
                StmtKind::If { test, body, .. } if body.contains(&at) => {
                    if let Some(classes) = self.classes_asked(file, *test, name) {
                        return Some(classes);
                    }
                }
                StmtKind::Function(function) => return declared(tree, function, name),
                StmtKind::Class(_) => return None,
                _ => {}
            }
            at = up;
        }
        None
    }

    /// The classes that a test which holds says a name to be of.
    fn classes_asked(&self, file: FileId, test: ExprId, name: &str) -> Option<ExprId> {
        let tree = &self.analysis.file(file).tree;
        match &tree.expr(test).kind {
            ExprKind::Boolean {
                left,
                and: true,
                right,
            } => self
                .classes_asked(file, *left, name)
                .or_else(|| self.classes_asked(file, *right, name)),
            ExprKind::Call {
                function,
                arguments,
                ..
            } => {
                let [value, classes] = &arguments[..] else {
                    return None;
                };
                let called = self.analysis.value((file, *function)).single()?;
                let Atom::Symbol(path) = called else {
                    return None;
                };
                let path = self.analysis.names.get(path);
                let asks = self.analysis.external.flow(path) == Some(Flow::Isinstance)
                    && matches!(&tree.expr(value.value).kind, ExprKind::Name(one) if **one == *name);
                asks.then_some(classes.value)
            }
            _ => None,
        }
    }

    /// How bad it is that an attribute is gone where the code around asks whether there is one: nothing fails there. Where it is
    /// read of the project's own classes alone, they may set it themselves; and what is not all seen may be something else.
    pub(super) fn where_asked_for(&self, hit: (FileId, Option<ExprId>)) -> Option<Severity> {
        let (file, id) = (hit.0, hit.1?);
        let tree = &self.analysis.file(file).tree;
        let (value, name) = read_of(tree, id)?;
        if !self.is_asked_for((file, id), (value, name)) {
            return None;
        }
        let value = self.analysis.value((file, value));
        let atoms = value.atoms();
        let is_own = |atom: &Atom| matches!(atom, Atom::Object(_));
        let is_own = !atoms.is_empty() && atoms.iter().all(is_own);
        Some(if is_own || !value.is_complete() {
            Severity::Note
        } else {
            Severity::Warning
        })
    }

    /// Whether the code around asks whether there is such an attribute: what is read of another one then stands in the
    /// wrong branch.
    fn is_asked_for(&self, (file, id): Place, (base, name): (ExprId, &str)) -> bool {
        let tree = &self.analysis.file(file).tree;
        let unit = self.analysis.unit_at((file, id));
        tree.expr_ids().any(|other| {
            let asks = matches!(&tree.expr(other).kind, ExprKind::Call { function, .. }
                if matches!(&tree.expr(*function).kind, ExprKind::Name(name) if &**name == "hasattr"));
            asks && read_of(tree, other).is_some_and(|(of, asked)| {
                asked == name && dotted(tree, of).is_some_and(|of| Some(of) == dotted(tree, base))
            }) && self.analysis.unit_at((file, other)) == unit
        })
    }

    /// Whether all that a value may be is of a class of the new version or below it; none where it may be something
    /// that the package does not raise. Where classes are said, it is nothing else than one of them.
    fn is_below(
        &self,
        place: Place,
        (of, name): (&str, &str),
        said: Option<ExprId>,
    ) -> Option<bool> {
        let value = self.analysis.value(place);
        let model = &self.active.new;
        let high = model.class_named(of)?;
        let all_below = |old: &str| {
            renamed_to(self.active, old).iter().all(|new| {
                let low = model.class_named(new);
                low.is_some_and(|low| model.is_below(low, high))
            })
        };
        let narrowed = said.and_then(|said| self.classes_said((place.0, said)));
        if narrowed.is_some_and(|classes| classes.iter().all(|old| all_below(old))) {
            return Some(true);
        }
        let said = said.is_some();
        let mut below = said || value.is_complete();
        for atom in value.atoms() {
            let Typed::Class(pack, class) = self.analysis.attribute_owner(*atom, name)? else {
                return None;
            };
            if pack != self.pack {
                return None;
            }
            let old = &self.active.old.class(class).qualified;
            below &= all_below(old);
        }
        (!value.atoms().is_empty()).then_some(below)
    }

    /// The drafts that give the classes of the project their new bases whose objects a value may be; none where one of
    /// them is left to a person.
    fn of_own_classes(&self, place: Place, name: &str, out: &Changes) -> Option<Vec<usize>> {
        let mut drafts = Vec::new();
        let value = self.analysis.value(place);
        for atom in value.atoms() {
            let Atom::Object(class) = atom else {
                continue;
            };
            self.analysis.attribute_owner(*atom, name)?;
            for class in self.analysis.ancestors(*class) {
                let held = &self.analysis.classes[class.0 as usize];
                let tree = &self.analysis.file(held.file).tree;
                let StmtKind::Class(definition) = &tree.stmt(held.stmt).kind else {
                    continue;
                };
                let bases = definition.arguments.iter().map(|one| one.span);
                let found = |span: Span| {
                    let mut found = out.found.iter();
                    found.find(|one| one.file == held.file && one.span == span)
                };
                for found in bases.filter_map(found) {
                    let draft = found.draft?;
                    (!out.drafts[draft].is_manual()).then_some(())?;
                    drafts.push(draft);
                }
            }
        }
        Some(drafts)
    }

    /// Whether what is read is an attribute that the project's own class sets itself where it gets its new base.
    pub(super) fn is_kept_by_class(&self, hit: &Hit) -> bool {
        let Some(expr) = hit.reference.expr else {
            return false;
        };
        let file = hit.reference.file;
        let Some((base, name)) = read_of(&self.analysis.file(file).tree, expr) else {
            return false;
        };
        let value = self.analysis.value((file, base));
        let kept = |atom: &Atom| matches!(atom, Atom::Object(class) if is_kept(self.analysis, self.active, *class, name));
        !value.atoms().is_empty() && value.atoms().iter().all(kept)
    }

    /// Whether a place is in what gives an object's text: that cannot ask for it.
    fn gives_its_text(&self, place: Place) -> bool {
        let unit = self.analysis.unit_at(place);
        unit.is_some_and(|unit| matches!(&*self.analysis.get(unit).name, "__str__" | "__repr__"))
    }

    /// The old classes that an expression names, if they are all of the package.
    fn classes_said(&self, (file, classes): Place) -> Option<Vec<&str>> {
        let tree = &self.analysis.file(file).tree;
        let named = match &tree.expr(classes).kind {
            ExprKind::Tuple(items) => items.to_vec(),
            _ => vec![classes],
        };
        let class = |id: ExprId| {
            let Atom::Symbol(name) = self.analysis.value((file, id)).single()? else {
                return None;
            };
            let class = self.active.old.class_named(self.analysis.names.get(name))?;
            Some(&*self.active.old.class(class).qualified)
        };
        named.into_iter().map(class).collect()
    }

    /// How sure it is that classes get their new names where a handler or a test names them; none where one is
    /// left to a person.
    fn renamed_with(
        &self,
        (file, _): (FileId, ExprId),
        classes: ExprId,
        out: &Changes,
    ) -> Option<Applicability> {
        let caught = self.analysis.file(file).tree.expr(classes).outer;
        let classes = out
            .found
            .iter()
            .filter(|one| one.file == file && caught.contains(one.span));
        let mut least = Applicability::Safe;
        for one in classes {
            let draft = &out.drafts[one.draft?];
            if draft.is_manual() {
                return None;
            }
            least = least.min(draft.applicability);
        }
        Some(least)
    }
}

/// What a function declares a parameter to be, if that is a class by its name: by an annotation, or by the one decorator
/// that has it called with exceptions of a class.
fn declared(tree: &Tree, function: &Function, name: &str) -> Option<ExprId> {
    let mut parameters = function.parameters.iter();
    let parameter = parameters.find(|one| *one.name.text == *name)?;
    let Some(annotation) = parameter.annotation else {
        let is_last = function.parameters.last()?.name.text == parameter.name.text;
        let given = function.decorators.iter().filter_map(|one| {
            let class = arguments(tree.expr(*one)).first()?.value;
            stands_alone(tree, class).map(|_| class)
        });
        let mut given = given.filter(|_| is_last);
        return given.next().filter(|_| given.next().is_none());
    };
    dotted(tree, annotation).map(|_| annotation)
}

/// The item that is read of what an attribute gives, and the expression that reads it: `e.error.code`,
/// `e.error["code"]`, `e.error.get("code")`.
fn read_item<'r>(tree: &Tree, attribute: ExprId, read: &'r Read) -> Option<(ExprId, &'r ReadItem)> {
    let Parent::Expr(up) = tree.expr(attribute).parent else {
        return None;
    };
    let text = |expr: ExprId| match &tree.expr(expr).kind {
        ExprKind::Str {
            value,
            bytes: false,
        } => Some(value.to_string()),
        _ => None,
    };
    let called = |expr: ExprId| match tree.expr(expr).parent {
        Parent::Expr(call) => match &tree.expr(call).kind {
            ExprKind::Call { function, .. } if *function == expr => Some(call),
            _ => None,
        },
        _ => None,
    };
    let (whole, key) = match &tree.expr(up).kind {
        ExprKind::Attribute {
            attribute: name, ..
        } => match (called(up), &*name.text) {
            (None, name) => (up, name.to_owned()),
            (Some(call), "get") => match arguments(tree.expr(call)) {
                [key] if key.kind == ArgumentKind::Positional => (call, text(key.value)?),
                _ => return None,
            },
            _ => return None,
        },
        ExprKind::Subscript { value, index } if *value == attribute => (up, text(*index)?),
        _ => return None,
    };
    Some((whole, read.items.get(&key)?))
}

/// Whether only the truth of an expression is asked, or whether it is `None`.
fn is_only_asked(tree: &Tree, id: ExprId) -> bool {
    match tree.expr(id).parent {
        Parent::Stmt(stmt) => match &tree.stmt(stmt).kind {
            StmtKind::If { test, .. } | StmtKind::While { test, .. } => *test == id,
            _ => false,
        },
        Parent::Expr(up) => match &tree.expr(up).kind {
            ExprKind::Boolean {
                left, and: true, ..
            } if *left == id => true,
            ExprKind::Boolean { .. } => is_only_asked(tree, up),
            ExprKind::Unary { operator, .. } => &**operator == "not",
            ExprKind::Conditional { test, .. } => *test == id,
            ExprKind::Compare { operands, .. } => {
                let mut others = operands.iter().filter(|one| **one != id);
                operands.len() == 2
                    && others.all(|one| matches!(tree.expr(*one).kind, ExprKind::None))
            }
            _ => false,
        },
        Parent::Module => false,
    }
}
