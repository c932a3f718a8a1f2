//! Moves arguments from a construction into another one that an argument of it holds; the other fixes of
//! policies on calls stand in rooms of their own.

mod given;
mod named;
mod share;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

pub use given::given;
pub use share::{Shared, shared};

use super::Draft;
use super::names::value_source;
use crate::finding::Applicability;
use crate::matching::passed::Passed;
use crate::matching::policies::{Hit, is_about};
use crate::rewrite::lines::Layout;
use crate::rewrite::slots::{ArgumentChanges, edit_arguments};
use crate::rewrite::{Operation, Piece};
use crate::rules::condition::{Answer, ArgumentFact};
use crate::rules::model::{Model, Symbol};
use crate::rules::policy::{FixVerb, Place as Where, Taker};
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{Argument, ArgumentKind, ExprId, ExprKind, Parent, StmtKind, Tree};
use crate::syntax::query::{arguments, walk_expr};

/// Why there are no edits: a word of the fixed list, and what a person must know.
type Obstacle = (&'static str, String);

/// The edits that remove what a policy found, where the policy has a fix that code can take.
#[must_use]
pub fn fixed(analysis: &Analysis<'_>, pack: usize, hit: &Hit<'_>) -> Option<Draft> {
    let fix = hit.policy.fix.as_ref().filter(|_| hit.certain)?;
    let model = &analysis.external.packs[pack].old;
    let mut draft = match &fix.verb {
        // Several places may be one part.
        FixVerb::RaiseFloor
        | FixVerb::Replace(_)
        | FixVerb::GiveArgument { .. }
        | FixVerb::Share { .. } => return None,
        FixVerb::NameArguments { arguments } => named::named(analysis, model, hit, arguments),
        FixVerb::MoveArguments { .. } => move_arguments(analysis, model, hit, &fix.verb),
    };
    draft.at_most(fix.applicability);
    Some(draft)
}

/// The edits that move what the policy found into the construction that another argument holds.
fn move_arguments(analysis: &Analysis<'_>, model: &Model, hit: &Hit<'_>, verb: &FixVerb) -> Draft {
    let mover = Mover {
        analysis,
        model,
        hit,
        arguments: arguments(analysis.file(hit.place.0).tree.expr(hit.place.1)),
    };
    let mut draft = Draft::default();
    draft.at_most(Applicability::Unsafe);
    match mover.moved(verb) {
        Ok(operations) => {
            for (file, operation) in operations {
                draft.edit(file, operation);
            }
        }
        Err((reason, note)) => draft.manual(reason, note),
    }
    draft
}

struct Mover<'a, 'p> {
    analysis: &'a Analysis<'p>,
    model: &'a Model,
    hit: &'a Hit<'a>,
    arguments: &'a [Argument],
}

impl Mover<'_, '_> {
    fn moved(&self, verb: &FixVerb) -> Result<Vec<(FileId, Operation)>, Obstacle> {
        let FixVerb::MoveArguments {
            arguments,
            to,
            into,
            harmless,
        } = verb
        else {
            return Ok(Vec::new());
        };
        let indices = self.indices(arguments)?;
        let (holder, atom) = self.holder(to)?;
        let there = self.takes_all(holder, into)?;
        self.is_alone(atom, to, harmless)?;
        self.is_without_comment(&indices)?;
        if self.is_near(holder) {
            self.is_in_reach(holder, &indices)?;
        } else {
            self.is_known_anywhere(&indices)?;
        }
        let (file, call) = self.hit.place;
        let add = indices
            .iter()
            .filter(|(name, _)| !there.contains(name))
            .map(|(name, index)| {
                let text = value_source(self.analysis, file, self.arguments[*index].value);
                vec![Piece::text(format!("{name}={text}"))]
            })
            .collect();
        let remove = ArgumentChanges {
            remove: indices.iter().map(|(_, index)| *index).collect(),
            add: Vec::new(),
        };
        let add = ArgumentChanges {
            remove: BTreeSet::new(),
            add,
        };
        let edits = |(file, call): Place, changes: &ArgumentChanges| {
            let read = self.analysis.file(file);
            let operations = edit_arguments(&read.tree, read.unit.text(), call, changes);
            operations.into_iter().map(move |one| (file, one))
        };
        let mut out: Vec<(FileId, Operation)> = edits((file, call), &remove).collect();
        out.extend(edits(holder, &add));
        Ok(out)
    }

    /// Whether the other construction stands in the same body of code.
    fn is_near(&self, holder: Place) -> bool {
        holder.0 == self.hit.place.0
            && self.analysis.unit_at(holder) == self.analysis.unit_at(self.hit.place)
    }

    /// Whether what moves means the same wherever it stands.
    fn is_known_anywhere(&self, indices: &[(&str, usize)]) -> Result<(), Obstacle> {
        let tree = &self.analysis.file(self.hit.place.0).tree;
        let mut all = indices.iter();
        let other = all.find(|(_, index)| !is_literal(tree, self.arguments[*index].value));
        other.map_or(Ok(()), |(name, _)| {
            let note =
                format!("the value of `{name}` is made elsewhere than the other construction");
            Err(("needs-decision", note))
        })
    }

    /// The arguments that move, in the order of the call, with their places in it.
    fn indices(&self, movable: &[String]) -> Result<Vec<(&str, usize)>, Obstacle> {
        if self.hit.passed.is_open() {
            return Err((
                "argument-unknown",
                "not all arguments of this call can be seen".to_owned(),
            ));
        }
        let mut out = Vec::new();
        for name in &self.hit.named {
            if !movable.contains(name) {
                let note = format!("`{name}` cannot be moved as it is");
                return Err(("needs-decision", note));
            }
            let Some(index) = self.hit.passed.index(name) else {
                let note = format!("`{name}` comes from elsewhere");
                return Err(("argument-unknown", note));
            };
            out.push((name.as_str(), index));
        }
        out.sort_by_key(|(_, index)| *index);
        let goes = |index: &usize| out.iter().any(|(_, one)| one == index);
        let positional = |index: &usize| self.arguments[*index].kind == ArgumentKind::Positional;
        let first = (0..self.arguments.len())
            .filter(positional)
            .position(|index| goes(&index));
        let shifts = first.is_some_and(|first| {
            (0..self.arguments.len())
                .filter(positional)
                .skip(first)
                .any(|index| !goes(&index))
        });
        if shifts {
            let note = "positional arguments behind them would take other places".to_owned();
            return Err(("argument-unknown", note));
        }
        Ok(out)
    }

    /// The construction that an argument holds, and its value.
    fn holder(&self, to: &str) -> Result<(Place, Atom), Obstacle> {
        let unseen = || {
            let note = format!("where `{to}` is built cannot be seen from here");
            ("value-unknown", note)
        };
        let index = self.hit.passed.index(to).ok_or_else(unseen)?;
        let value = (self.hit.place.0, self.arguments[index].value);
        let atom = self.analysis.value(value).single().ok_or_else(unseen)?;
        let Atom::Instance(_, Some(origin)) = atom else {
            return Err(unseen());
        };
        Ok((self.analysis.origins[origin.0 as usize], atom))
    }

    /// Whether the other construction takes what comes, and says nothing else of it yet; what it says already.
    fn takes_all(&self, holder: Place, into: &[Taker]) -> Result<Vec<&str>, Obstacle> {
        let symbols = self.analysis.calls.get(&holder).into_iter().flatten();
        let classes: Vec<&str> = symbols
            .map(|symbol| self.analysis.names.get(*symbol))
            .collect();
        let [class] = classes[..] else {
            return Err((
                "value-unknown",
                "what is built there is not known".to_owned(),
            ));
        };
        let mut takers = into.iter();
        let taker = takers.find(|one| is_about(self.model, &self.canonical(&one.at), class));
        let known = match into {
            [] => matches!(self.model.resolve(class), Some(Symbol::Class(_))),
            _ => taker.is_some(),
        };
        if !known {
            let note = format!("`{class}` takes its arguments from elsewhere: give them there");
            return Err(("needs-decision", note));
        }
        let passed = Passed::of(self.analysis, self.model, holder, class);
        if passed.is_open() {
            let note = "not all arguments of the other construction can be seen".to_owned();
            return Err(("argument-unknown", note));
        }
        if let Some(taker) = taker {
            self.may_take(taker, class, &passed)?;
        }
        let mut there = Vec::new();
        for name in &self.hit.named {
            if passed.fact(name) == ArgumentFact::Absent {
                continue;
            }
            if !self.is_said_alike(name, holder, &passed) {
                let note = format!("`{name}` is given in both places: decide which one holds");
                return Err(("needs-decision", note));
            }
            there.push(name.as_str());
        }
        Ok(there)
    }

    /// Whether both constructions are given the same: a literal, or one variable.
    fn is_said_alike(&self, name: &str, holder: Place, passed: &Passed) -> bool {
        let (Some(own), Some(other)) = (self.hit.passed.index(name), passed.index(name)) else {
            return false;
        };
        let file = self.analysis.file(holder.0);
        let own = self.arguments[own].value;
        let Some(other) = arguments(file.tree.expr(holder.1)).get(other) else {
            return false;
        };
        let is_plain = is_literal(&file.tree, other.value)
            || self.is_near(holder)
                && matches!(file.tree.expr(other.value).kind, ExprKind::Name(_));
        is_plain
            && value_source(self.analysis, self.hit.place.0, own)
                == value_source(self.analysis, holder.0, other.value)
    }

    /// Whether a construction takes what comes, as it is called.
    fn may_take(&self, taker: &Taker, class: &str, passed: &Passed) -> Result<(), Obstacle> {
        let fact = |name: &str| passed.fact(name);
        let stands = taker
            .unless
            .iter()
            .find(|one| one.answer(&fact).0 == Answer::Yes);
        if let Some(condition) = stands {
            let names = condition.arguments.join("`, `");
            let note = format!(
                "whether `{class}` takes them is decided by its `{names}`: give them there"
            );
            return Err(("needs-decision", note));
        }
        let mut named = self.hit.named.iter();
        let other = named.find(|name| {
            !taker.arguments.is_empty() && !taker.arguments.iter().any(|one| one == *name)
        });
        other.map_or(Ok(()), |name| {
            let note = format!("`{class}` takes `{name}` in another way: say it there");
            Err(("needs-decision", note))
        })
    }

    /// A place of a rule by the names that calls are known by.
    fn canonical(&self, place: &Where) -> Where {
        match place {
            Where::Construct(name) => Where::Construct(self.model.canonical(name)),
            Where::Call(name) => Where::Call(self.model.canonical(name)),
            Where::Requirement(_) => place.clone(),
        }
    }

    /// Whether no comment stands with what moves: it would stay behind or go.
    fn is_without_comment(&self, indices: &[(&str, usize)]) -> Result<(), Obstacle> {
        let file = self.analysis.file(self.hit.place.0);
        let layout = Layout::of(&file.tree, file.unit.text());
        for (name, index) in indices {
            let span = self.arguments[*index].span;
            let end = layout.line_end(span.end);
            let beside = !layout.comments_in(span.start, end).is_empty();
            let above = layout
                .previous_line(layout.line_start(span.start))
                .is_some_and(|line| {
                    let first = layout.skip_blanks(line);
                    layout.comment_at(first).is_some()
                });
            if beside || above && layout.is_first_on_line(span.start) {
                let note = format!("a comment stands with `{name}`: take it along");
                return Err(("needs-decision", note));
            }
        }
        Ok(())
    }

    /// Whether no other code gets the value of the other construction.
    fn is_alone(&self, atom: Atom, to: &str, harmless: &[String]) -> Result<(), Obstacle> {
        let own = self
            .hit
            .passed
            .index(to)
            .map(|index| (self.hit.place.0, self.arguments[index].value));
        for index in 0..self.analysis.files.len() {
            let file = FileId(u32::try_from(index).expect("fewer than 2^32 files"));
            let tree = &self.analysis.file(file).tree;
            for index in 0..tree.exprs.len() {
                let id = ExprId(u32::try_from(index).expect("fewer than 2^32 expressions"));
                if Some((file, id)) != own
                    && self.analysis.value((file, id)).atoms().contains(&atom)
                    && self.is_handed_on((file, id), harmless)
                {
                    let note = format!("other code uses what `{to}` holds as well");
                    return Err(("needs-decision", note));
                }
            }
        }
        Ok(())
    }

    /// Whether an expression's value goes to code that may keep or use it. Where it has the value as well, it
    /// is looked at itself.
    fn is_handed_on(&self, place: Place, harmless: &[String]) -> bool {
        let (file, id) = place;
        let tree = &self.analysis.file(file).tree;
        match tree.expr(id).parent {
            Parent::Expr(up) => match &tree.expr(up).kind {
                ExprKind::Attribute { attribute, .. } => {
                    !harmless.iter().any(|one| **one == *attribute.text)
                }
                ExprKind::Compare { .. }
                | ExprKind::Await(_)
                | ExprKind::Unary { .. }
                | ExprKind::Boolean { .. }
                | ExprKind::Conditional { .. } => false,
                ExprKind::Call { function, .. } => *function != id,
                _ => true,
            },
            Parent::Stmt(stmt) => {
                let returned = matches!(&tree.stmt(stmt).kind, StmtKind::Return(_));
                returned && !self.is_called_in_sight(place)
            }
            Parent::Module => false,
        }
    }

    /// Whether all who call the function around a place are known.
    fn is_called_in_sight(&self, place: Place) -> bool {
        self.analysis.unit_at(place).is_some_and(|unit| {
            !self.analysis.store.open_units.contains(&unit)
                && self.analysis.callers.contains_key(&unit)
        })
    }

    /// Whether what the arguments name is there already where the other construction stands.
    fn is_in_reach(&self, holder: Place, indices: &[(&str, usize)]) -> Result<(), Obstacle> {
        let file = self.analysis.file(self.hit.place.0);
        let from = file.tree.expr(holder.1).span.end;
        let to = file.tree.expr(self.hit.place.1).span.start;
        if from > to {
            // It is built within this call.
            return Ok(());
        }
        let between: BTreeSet<&str> = bound_between(&file.tree, from, to);
        for (name, index) in indices {
            let late = walk_expr(&file.tree, self.arguments[*index].value)
                .into_iter()
                .any(|id| match &file.tree.expr(id).kind {
                    ExprKind::Name(used) => between.contains(&**used),
                    ExprKind::Walrus { .. } => true,
                    _ => false,
                });
            if late {
                let note =
                    format!("the value of `{name}` is made later than the other construction");
                return Err(("needs-decision", note));
            }
        }
        Ok(())
    }
}

/// Whether an expression means the same wherever it is written.
fn is_literal(tree: &Tree, id: ExprId) -> bool {
    match &tree.expr(id).kind {
        ExprKind::Unary { operand, .. } => is_literal(tree, *operand),
        ExprKind::None | ExprKind::Bool(_) | ExprKind::Number(_) | ExprKind::Str { .. } => true,
        _ => false,
    }
}

/// The names that statements between two offsets bind or change.
fn bound_between(tree: &Tree, from: u32, to: u32) -> BTreeSet<&str> {
    let mut out = BTreeSet::new();
    for stmt in &tree.stmts {
        if stmt.span.start < from || stmt.span.start >= to {
            continue;
        }
        match &stmt.kind {
            StmtKind::Function(function) => {
                out.insert(&*function.name.text);
            }
            StmtKind::Class(class) => {
                out.insert(&*class.name.text);
            }
            StmtKind::Import(modules) => out.extend(modules.iter().map(|one| {
                let name = one.alias.as_ref().unwrap_or(&one.module);
                name.text.split('.').next().unwrap_or_default()
            })),
            StmtKind::ImportFrom { names, .. } => out.extend(
                names
                    .iter()
                    .map(|one| &*one.alias.as_ref().unwrap_or(&one.name).text),
            ),
            kind => {
                for operand in crate::syntax::query::operands(kind) {
                    for id in walk_expr(tree, operand) {
                        let is_target = !matches!(kind, StmtKind::Expr(_));
                        if let (true, ExprKind::Name(name)) = (is_target, &tree.expr(id).kind) {
                            out.extend(targets(kind, tree, id).then_some(&**name));
                        }
                    }
                }
            }
        }
    }
    out
}

/// Whether a name stands among what a statement assigns to.
fn targets(kind: &StmtKind, tree: &Tree, name: ExprId) -> bool {
    let within = |target: ExprId| walk_expr(tree, target).contains(&name);
    match kind {
        StmtKind::Assign { targets, .. } | StmtKind::Delete(targets) => {
            targets.iter().any(|target| within(*target))
        }
        StmtKind::AnnAssign { target, .. }
        | StmtKind::AugAssign { target, .. }
        | StmtKind::For { target, .. } => within(*target),
        StmtKind::With { items, .. } => items.iter().filter_map(|item| item.target).any(within),
        _ => false,
    }
}
