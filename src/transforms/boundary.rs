//! Where the value of a changed call leaves the code that is understood: the old mapping is made of it
//! there, of a list each item's, of a stream each chunk's as it comes.

use super::Draft;
use super::flags::Chosen;
use super::told_apart::{text_told_apart, told_apart};
use crate::matching::uses::Use;
use crate::rewrite::names::free_name;
use crate::rewrite::{Operation, Piece};
use crate::rules::shape::Shape;
use crate::rules::template::{self, Template};
use crate::semantic::external::Typed;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::Atom;
use crate::syntax::ast::{DictItem, ExprId, ExprKind, Parent, Span, StmtId, StmtKind, Tree};
use crate::syntax::query;

/// Why a stream stays what it is.
const STREAM_LEAVES: &str = "a stream leaves the code that is understood";

/// What a boundary is made by.
pub struct Boundary<'a, 'p> {
    /// What is known.
    pub analysis: &'a Analysis<'p>,
    /// What changed about the classes.
    pub shape: &'a Shape,
    /// What turns a value back into the old mapping.
    pub template: &'a Template,
    /// Whether a value of the same calls is iterated as a stream somewhere.
    pub streamed: bool,
    /// Whether a function may be added to the file that asks whether a value is a stream.
    pub asking: bool,
    /// Whether the value may be text as well.
    pub text: bool,
}

/// What a value may be where it leaves.
#[derive(Default)]
pub(super) struct Kinds {
    pub(super) mapping: bool,
    pub(super) list: bool,
    pub(super) stream: bool,
    pub(super) asynchronous: bool,
}

impl Boundary<'_, '_> {
    /// Puts the old mapping in place of an expression, or the list or the stream of them.
    ///
    /// # Errors
    /// Why that cannot be written.
    pub fn write(&self, one: &Use, draft: &mut Draft) -> Result<(), String> {
        match self.at(one) {
            Ok(_) if self.text => self.told_apart(one, draft).ok_or(STREAM_LEAVES)?,
            Ok(operation) => draft.edit(one.place.0, operation),
            Err(why) if why == STREAM_LEAVES && self.asking => {
                self.told_apart(one, draft).ok_or(why)?
            }
            Err(why) => return Err(why),
        }
        Ok(())
    }

    /// Has the function that is added to the file find out what a value is.
    fn told_apart(&self, one: &Use, draft: &mut Draft) -> Option<()> {
        let (file, id) = one.place;
        let kinds = self.kinds(one)?;
        if kinds.list || *self.template != self.shape.boundary {
            return None;
        }
        let (name, function) = match (self.text, kinds.stream) {
            (true, true) => return None,
            (true, false) => text_told_apart(self.analysis, file, self.shape)?,
            (false, _) => told_apart(self.analysis, file, (self.shape, kinds.asynchronous))?,
        };
        let tree = &self.analysis.file(file).tree;
        let outer = tree.expr(id).outer;
        let mut pieces = match outer == tree.expr(id).span {
            true => vec![
                Piece::text(format!("{name}(")),
                Piece::Source(outer),
                Piece::text(")"),
            ],
            false => vec![Piece::text(name.as_str()), Piece::Source(outer)],
        };
        if one.or_none {
            if !query::is_path(tree, id) {
                return None;
            }
            pieces.splice(0..0, [Piece::Source(outer), Piece::text(" and ")]);
            pieces = parenthesised(tree, id, pieces);
        }
        draft.absorb(function);
        draft.note(match self.text {
            true => format!("`{name}` asks whether the answer is text when the call was made"),
            false => format!("`{name}` asks whether the answer is a stream when the call was made"),
        });
        draft.edit(file, Operation::template(outer, pieces).on_layer(2));
        Some(())
    }

    /// The old mapping in place of an expression, or the list or the stream of them.
    fn at(&self, one: &Use) -> Result<Operation, String> {
        let (file, id) = one.place;
        let tree = &self.analysis.file(file).tree;
        let outer = tree.expr(id).outer;
        let lost = || "the answer leaves in a form that no dict can be made of".to_owned();
        let mut kinds = self.kinds(one).ok_or_else(lost)?;
        if kinds.mapping && kinds.stream {
            match self.chosen(one) {
                Some(Chosen::By(flag)) => match self.branch(one.place, &flag, false) {
                    Some(branch) if branch.set => kinds.mapping = false,
                    Some(_) => kinds.stream = false,
                    None => return self.either(one, &kinds, &flag),
                },
                Some(Chosen::Unseen) if !self.streamed => kinds.stream = false,
                _ => return Err(STREAM_LEAVES.to_owned()),
            }
        }
        if one.or_none {
            // `None` stays what it is.
            if kinds.list || kinds.stream || !query::is_path(tree, id) {
                return Err(lost());
            }
            let mut pieces = fill(self.template, outer);
            pieces.extend([
                Piece::text(" if "),
                Piece::Source(outer),
                Piece::text(" else None"),
            ]);
            let pieces = parenthesised(tree, id, pieces);
            return Ok(Operation::template(outer, pieces).on_layer(2));
        }
        let pieces = match (kinds.mapping, kinds.list, kinds.stream) {
            (true, false, false) => self.mapping(tree, id).ok_or_else(lost)?,
            (false, true, false) => self.each(outer, "item", "[", "]", ""),
            (false, false, true) => {
                let word = if kinds.asynchronous { "async " } else { "" };
                self.each(outer, "chunk", "(", ")", word)
            }
            _ => return Err(lost()),
        };
        Ok(Operation::template(outer, pieces).on_layer(2))
    }

    /// What a value may be; none if it may be something that no mapping is made of.
    pub(super) fn kinds(&self, one: &Use) -> Option<Kinds> {
        let mut out = Kinds::default();
        for atom in one.value.atoms() {
            let Atom::Instance(of, _) = atom else {
                return None;
            };
            match self.analysis.types.get(*of) {
                Typed::Class(..) => out.mapping = true,
                Typed::List(_) => out.list = true,
                Typed::Iterator(_) => out.stream = true,
                Typed::AsyncIterator(_) => {
                    out.stream = true;
                    out.asynchronous = true;
                }
                _ => return None,
            }
        }
        Some(out)
    }

    fn mapping(&self, tree: &Tree, id: ExprId) -> Option<Vec<Piece>> {
        let outer = tree.expr(id).outer;
        let needs = needs_parentheses(&tree.expr(id).kind) && outer == tree.expr(id).span;
        let mut pieces = fill(self.template, outer);
        if needs {
            let at = pieces
                .iter()
                .position(|piece| *piece == Piece::Source(outer))?;
            pieces.insert(at + 1, Piece::text(")"));
            pieces.insert(at, Piece::text("("));
        }
        Some(pieces)
    }

    /// A comprehension over the expression.
    fn each(&self, of: Span, name: &str, open: &str, close: &str, word: &str) -> Vec<Piece> {
        let item = render(self.template, name);
        vec![
            Piece::text(format!("{open}{item} {word}for {name} in ")),
            Piece::Source(of),
            Piece::text(close),
        ]
    }

    /// The stream or the mapping, as the argument says that decided it.
    fn either(&self, one: &Use, kinds: &Kinds, flag: &str) -> Result<Operation, String> {
        let (file, id) = one.place;
        let tree = &self.analysis.file(file).tree;
        let outer = tree.expr(id).outer;
        if kinds.list || one.or_none {
            return Err(STREAM_LEAVES.to_owned());
        }
        let word = if kinds.asynchronous { "async " } else { "" };
        let text = |value: &str| {
            let chunk = render(self.template, "chunk");
            let whole = render(self.template, value);
            format!("({chunk} {word}for chunk in {value}) if {flag} else {whole}")
        };
        if let Some(plain) = query::dotted(tree, id) {
            let pieces = parenthesised(tree, id, vec![Piece::text(text(&plain))]);
            return Ok(Operation::template(outer, pieces).on_layer(2));
        }
        let Parent::Stmt(stmt) = tree.expr(id).parent else {
            return Err(STREAM_LEAVES.to_owned());
        };
        let indentation = self
            .alone_on_its_line(one.place, stmt)
            .ok_or(STREAM_LEAVES)?;
        let span = tree.stmt(stmt).span;
        let name = match &tree.stmt(stmt).kind {
            StmtKind::Return(_) => self.free_name(one.place),
            StmtKind::Assign { targets, .. } if targets.len() == 1 && outer.end == span.end => {
                let ExprKind::Name(name) = &tree.expr(targets[0]).kind else {
                    return Err(STREAM_LEAVES.to_owned());
                };
                let then = format!("{indentation}{name} = {}", text(name));
                let pieces = vec![Piece::Source(outer), Piece::text(then)];
                return Ok(Operation::template(outer, pieces).on_layer(2));
            }
            _ => return Err(STREAM_LEAVES.to_owned()),
        };
        let pieces = vec![
            Piece::text(format!("{name} = ")),
            Piece::Source(outer),
            Piece::text(format!("{indentation}return {}", text(&name))),
        ];
        Ok(Operation::template(span, pieces).on_layer(2))
    }

    /// A name for the answer that the function at a place does not use.
    fn free_name(&self, place: Place) -> String {
        let tree = &self.analysis.file(place.0).tree;
        let wanted = "response";
        let unit = self.analysis.unit_at(place);
        let function = unit.and_then(|unit| self.analysis.definition(self.analysis.get(unit)));
        if let Some(function) = function {
            let mut operands = query::walk(tree, &function.body)
                .into_iter()
                .flat_map(|stmt| query::operands(&tree.stmt(stmt).kind))
                .flat_map(|id| query::walk_expr(tree, id));
            let used = operands
                .any(|id| matches!(&tree.expr(id).kind, ExprKind::Name(name) if &**name == wanted));
            let given = function
                .parameters
                .iter()
                .any(|one| &*one.name.text == wanted);
            if !used && !given {
                return wanted.to_owned();
            }
        }
        free_name(tree, wanted)
    }

    /// What stands before a statement, the line end included, if no other one shares its line.
    fn alone_on_its_line(&self, place: Place, stmt: StmtId) -> Option<String> {
        let file = self.analysis.file(place.0);
        let before = &file.unit.text()[..file.tree.stmt(stmt).span.start as usize];
        let line = before.rfind('\n')?;
        let blank = before[line + 1..].chars().all(|c| matches!(c, ' ' | '\t'));
        let end = if before[..line].ends_with('\r') {
            line - 1
        } else {
            line
        };
        blank.then(|| before[end..].to_owned())
    }
}

/// Puts parentheses around an operator where the place wants an operand.
pub fn parenthesised(tree: &Tree, at: ExprId, mut pieces: Vec<Piece>) -> Vec<Piece> {
    let free = match tree.expr(at).parent {
        _ if tree.expr(at).outer != tree.expr(at).span => true,
        Parent::Stmt(_) | Parent::Module => true,
        Parent::Expr(up) => match &tree.expr(up).kind {
            ExprKind::Call { function, .. } => *function != at,
            ExprKind::Subscript { index, .. } => *index == at,
            ExprKind::Tuple(_) | ExprKind::List(_) | ExprKind::Set(_) => true,
            ExprKind::Dict(items) => {
                let unpacked = |item: &DictItem| item.key.is_none() && item.value == at;
                !items.iter().any(unpacked)
            }
            ExprKind::Yield(_) => true,
            _ => false,
        },
    };
    if !free {
        pieces.insert(0, Piece::text("("));
        pieces.push(Piece::text(")"));
    }
    pieces
}

/// A template's pieces around a place.
pub fn fill(template: &Template, value: Span) -> Vec<Piece> {
    template
        .pieces()
        .iter()
        .map(|piece| match piece {
            template::Piece::Text(text) => Piece::text(text),
            template::Piece::Hole(_) => Piece::Source(value),
        })
        .collect()
}

/// A template's text around a value.
pub fn render(template: &Template, value: &str) -> String {
    template
        .pieces()
        .iter()
        .map(|piece| match piece {
            template::Piece::Text(text) => text.clone(),
            template::Piece::Hole(_) => value.to_owned(),
        })
        .collect()
}

/// Whether an attribute behind the expression would belong to a part of it.
const fn needs_parentheses(kind: &ExprKind) -> bool {
    matches!(
        kind,
        ExprKind::Await(_)
            | ExprKind::Unary { .. }
            | ExprKind::Binary { .. }
            | ExprKind::Boolean { .. }
            | ExprKind::Compare { .. }
            | ExprKind::Conditional { .. }
            | ExprKind::Lambda { .. }
            | ExprKind::Walrus { .. }
            | ExprKind::Yield(_)
    )
}
