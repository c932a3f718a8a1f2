//! What the project's classes below an exception do when they are made: what they hand on, and what they set before
//! that, which the new class would set again.

use super::derived::{Below, Derived, Up};
use super::making::{Given, Maker, Said};
use crate::rewrite::slots::{insert_statement_after, remove_statement};
use crate::rewrite::{Operation, Piece};
use crate::rules::model::Symbol;
use crate::rules::schema::Making;
use crate::rules::template::{Hole, Piece as Part};
use crate::semantic::store::Place;
use crate::semantic::value::{ClassId, FileId};
use crate::syntax::ast::{ExprId, ExprKind, Function, Parent, StmtId, StmtKind, Tree};
use crate::syntax::query::{operands, walk, walk_expr};
use crate::transforms::Draft;
use crate::transforms::names::{module_name, source};

/// An attribute that is set before the new class sets it as well.
struct Earlier<'t> {
    name: &'t str,
    stmt: StmtId,
    value: ExprId,
}

impl Below<'_, '_> {
    /// The edits of what a class does when it is made.
    pub(super) fn initialised(
        &self,
        (class, function): (ClassId, &Function),
        ups: &[Up],
        out: &mut Derived,
    ) -> Option<()> {
        let file = self.file(class);
        let tree = &self.analysis.file(file).tree;
        let inside = walk(tree, &function.body);
        let object = &*function.parameters.first()?.name.text;
        for up in ups {
            let Parent::Stmt(stmt) = tree.expr(up.call).parent else {
                return None;
            };
            let alone = matches!(tree.stmt(stmt).kind, StmtKind::Expr(value) if value == up.call);
            if !alone || !inside.contains(&stmt) {
                return None;
            }
            let earlier = self.earlier(tree, (function, object), stmt)?;
            if ups.len() > 1 && !earlier.is_empty() {
                return None;
            }
            let mut lines = Vec::new();
            let moved = match up.to_package {
                true => self.handed_on((file, up), object, earlier, (&mut lines, out))?,
                false => earlier
                    .into_iter()
                    .filter(|one| !self.is_set_by_root(one.name))
                    .collect(),
            };
            self.moved((file, stmt), &moved, (&mut lines, &mut out.draft))?;
            if !lines.is_empty() {
                let text = self.analysis.file(file).unit.text();
                let lines = lines.join("\n");
                let added = insert_statement_after(tree, text, stmt, &lines)?;
                out.draft.edit(file, added);
            }
        }
        Some(())
    }

    /// What a function sets of the object before a statement, of all that the new class sets; none if that is not
    /// plain to see.
    fn earlier<'t>(
        &self,
        tree: &'t Tree,
        (function, object): (&Function, &str),
        up: StmtId,
    ) -> Option<Vec<Earlier<'t>>> {
        let end = tree.stmt(up).span.start;
        let mut out: Vec<Earlier<'t>> = Vec::new();
        for id in walk(tree, &function.body) {
            if tree.stmt(id).span.start >= end {
                continue;
            }
            let (targets, value) = match &tree.stmt(id).kind {
                StmtKind::Assign { targets, value } => (targets.clone(), Some(*value)),
                StmtKind::AnnAssign { target, value, .. } => (vec![*target], *value),
                StmtKind::AugAssign { target, .. } => (vec![*target], None),
                _ => continue,
            };
            for target in targets.iter().flat_map(|one| walk_expr(tree, *one)) {
                let Some(name) = read_of_object(tree, target, object) else {
                    continue;
                };
                if !self.set.contains(name) {
                    continue;
                }
                let plain = targets == [target] && function.body.contains(&id);
                if !plain || out.iter().any(|one| one.name == name) {
                    return None;
                }
                out.push(Earlier {
                    name,
                    stmt: id,
                    value: value?,
                });
            }
        }
        Some(out)
    }

    /// Whether the class that derives from the exception sets an attribute itself when it is made.
    fn is_set_by_root(&self, name: &str) -> bool {
        let tree = &self.analysis.file(self.file(self.root)).tree;
        self.initialiser(self.root).is_some_and(|function| {
            let object = function.parameters.first();
            let object = object.map_or("", |one| &*one.name.text);
            function.body.iter().any(|id| {
                matches!(&tree.stmt(*id).kind, StmtKind::Assign { targets, .. }
                    if targets.iter().any(|one| read_of_object(tree, *one, object) == Some(name)))
            })
        })
    }

    /// The edits of the arguments that are handed on to the exception. Gives what is set before and must stand behind.
    fn handed_on<'t>(
        &self,
        (file, up): (FileId, &Up),
        object: &str,
        earlier: Vec<Earlier<'t>>,
        (lines, out): (&mut Vec<String>, &mut Derived),
    ) -> Option<Vec<Earlier<'t>>> {
        let held = self.analysis.file(file);
        let ExprKind::Call {
            function,
            arguments,
            list,
        } = &held.tree.expr(up.call).kind
        else {
            return None;
        };
        let maker = self.maker((file, up.call));
        let mut given = maker.given(file, (arguments, *list), up.skipped)?;
        let moved = self.of_the_object(file, object, earlier, &mut given);
        self.of_the_class(object, &mut given)?;
        let (way, kept) = self.way(maker, &given, up.skipped == 0)?;
        for name in &kept {
            let Some(Said::Written(value)) = given.values.remove(name) else {
                return None;
            };
            let value = source(self.analysis, file, value);
            (!value.contains(['\n', '\r'])).then_some(())?;
            lines.push(format!("{object}.{name} = {value}"));
        }
        let taken = maker.taken(&way, &given)?;
        let mut pieces = vec![Piece::text("(")];
        if let Some(first) = arguments.first().filter(|_| up.skipped == 1) {
            pieces.extend([Piece::Source(first.span), Piece::text(", ")]);
        }
        pieces.extend(maker.arguments(&way, &taken, &given, &mut out.draft));
        pieces.push(Piece::text(")"));
        out.draft.edit(file, Operation::template(*list, pieces));
        if let Some(past) = self.past(maker, &way, object, &mut out.draft) {
            let ExprKind::Attribute { value, .. } = &held.tree.expr(*function).kind else {
                return None;
            };
            out.draft
                .edit(file, Operation::replace(held.tree.expr(*value).span, past));
        }
        out.kept.extend(kept);
        Some(moved)
    }

    /// Adds what is set of an object before, where an argument says it. Gives the rest.
    fn of_the_object<'t>(
        &self,
        file: FileId,
        object: &str,
        earlier: Vec<Earlier<'t>>,
        given: &mut Given,
    ) -> Vec<Earlier<'t>> {
        let tree = &self.analysis.file(file).tree;
        let said = |value: &ExprId| source(self.analysis, file, *value);
        let mut rest = Vec::new();
        for one in earlier {
            let own = format!("{object}.{}", one.name);
            let parameter = self.parameter_of(one.name);
            let parameter = parameter.as_deref().unwrap_or(one.name);
            match given.values.get(parameter) {
                Some(Said::Written(value))
                    if said(value) == own || said(value) == said(&one.value) => {}
                None if parameter != one.name && !given.nothing.contains(parameter) => {
                    let text = match tree.expr(one.value).kind {
                        ExprKind::Number(_) | ExprKind::Name(_) => said(&one.value).to_owned(),
                        _ => own,
                    };
                    given.values.insert(parameter.to_owned(), Said::Text(text));
                }
                _ => rest.push(one),
            }
        }
        rest
    }

    pub(super) fn maker(&self, place: Place) -> Maker<'_, '_> {
        Maker {
            analysis: self.analysis,
            active: self.active,
            place,
            old: self.old,
        }
    }

    /// Adds what the bodies of the classes set for all objects, where an argument says it; none if the new class would
    /// hide one of them.
    pub(super) fn of_the_class(&self, object: &str, given: &mut Given) -> Option<()> {
        for class in &self.family {
            let tree = &self.analysis.file(self.file(*class)).tree;
            for id in &self.definition(*class)?.body {
                let targets = match &tree.stmt(*id).kind {
                    StmtKind::Assign { targets, .. } => targets.clone(),
                    StmtKind::AnnAssign {
                        target,
                        value: Some(_),
                        ..
                    } => vec![*target],
                    _ => continue,
                };
                for target in targets.iter().flat_map(|one| walk_expr(tree, *one)) {
                    let ExprKind::Name(name) = &tree.expr(target).kind else {
                        continue;
                    };
                    if !self.set.contains(&**name) {
                        continue;
                    }
                    let parameter = self.parameter_of(name)?;
                    let own = Said::Text(format!("{object}.{name}"));
                    let before = given.values.insert(parameter, own.clone());
                    before.is_none_or(|before| before == own).then_some(())?;
                }
            }
        }
        Some(())
    }

    /// The argument of the old class that an attribute of the new one is read for, where the row says so.
    fn parameter_of(&self, attribute: &str) -> Option<String> {
        let maker = self.maker(self.place);
        let mut parameters = maker.parameters()?.iter();
        let found = parameters.find(|one| {
            let Some((owner, Symbol::Field(_))) = self.active.old.member(self.old_class, &one.name)
            else {
                return false;
            };
            let path = format!("{}.{}", self.active.old.class(owner).qualified, one.name);
            let rows = self.active.rows(&path).unwrap_or_default();
            let mut reads = rows.iter().filter_map(|(row, _)| row.read.as_ref());
            reads.any(|read| {
                let high = self.active.new.class_named(&read.of);
                let below = high.is_some_and(|high| self.active.new.is_below(self.new_class, high));
                let template = read.template.as_ref().map(|one| one.pieces());
                below
                    && matches!(template, Some([Part::Hole(Hole::Value), Part::Text(text)])
                        if text.strip_prefix('.') == Some(attribute))
            })
        });
        found.map(|one| one.name.to_string())
    }

    /// The first way that fits, with the arguments that the class must keep itself, as the old one did.
    pub(super) fn way(
        &self,
        maker: Maker<'_, '_>,
        given: &Given,
        by_super: bool,
    ) -> Option<(Making, Vec<String>)> {
        let mut ways = maker.ways();
        ways.retain(|way| by_super || way.past.is_none());
        if let Some(way) = ways.iter().find(|way| maker.taken(way, given).is_some()) {
            return Some((way.clone(), Vec::new()));
        }
        ways.into_iter().find_map(|way| {
            let known = |name: &String| way.takes.contains(name) || way.carries.contains_key(name);
            let kept: Vec<String> = given
                .values
                .keys()
                .filter(|one| !known(one))
                .cloned()
                .collect();
            let rest = Given {
                values: given
                    .values
                    .iter()
                    .filter(|(name, _)| known(name))
                    .map(|(name, said)| (name.clone(), said.clone()))
                    .collect(),
                ..Given::default()
            };
            let keeps = |name: &String| {
                let held = self.active.old.member(self.old_class, name);
                matches!(held, Some((_, Symbol::Field(_))))
                    && self.active.new.member(self.new_class, name).is_none()
            };
            (kept.iter().all(keeps) && maker.taken(&way, &rest).is_some()).then_some((way, kept))
        })
    }

    /// How a way begins that passes a class over.
    pub(super) fn past(
        &self,
        maker: Maker<'_, '_>,
        way: &Making,
        object: &str,
        draft: &mut Draft,
    ) -> Option<String> {
        let (module, name) = way.past.as_ref()?.rsplit_once('.')?;
        let module = module_name(self.analysis, maker.place, module, draft);
        Some(format!("super({module}.{name}, {object})"))
    }

    /// Takes statements away and adds their lines; none if something in between reads what they set.
    fn moved(
        &self,
        (file, up): (FileId, StmtId),
        moved: &[Earlier<'_>],
        (lines, draft): (&mut Vec<String>, &mut Draft),
    ) -> Option<()> {
        let held = self.analysis.file(file);
        let (tree, text) = (&held.tree, held.unit.text());
        let end = tree.stmt(up).span.end;
        for one in moved {
            let span = tree.stmt(one.stmt).span;
            let line = &text[span.range()];
            let reads = tree.stmts.iter().any(|stmt| {
                let between = span.end <= stmt.span.start && stmt.span.end <= end;
                let mut inside = operands(&stmt.kind).into_iter().filter(|_| between);
                inside.any(|expr| {
                    walk_expr(tree, expr).into_iter().any(|expr| {
                        matches!(&tree.expr(expr).kind, ExprKind::Attribute { attribute, .. }
                            if *attribute.text == *one.name)
                    })
                })
            });
            if reads || line.contains(['\n', '\r']) {
                return None;
            }
            lines.push(line.to_owned());
            for operation in remove_statement(tree, text, one.stmt) {
                draft.edit(file, operation);
            }
        }
        Some(())
    }
}

/// The attribute of an object that an expression names, by the object's name.
fn read_of_object<'t>(tree: &'t Tree, expr: ExprId, object: &str) -> Option<&'t str> {
    match &tree.expr(expr).kind {
        ExprKind::Attribute { value, attribute } => {
            let is_it =
                matches!(&tree.expr(*value).kind, ExprKind::Name(name) if **name == *object);
            is_it.then_some(&*attribute.text)
        }
        _ => None,
    }
}
