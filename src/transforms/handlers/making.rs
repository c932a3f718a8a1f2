//! Of what an exception is made: the arguments of the old class by their names, and what the new one is given for them.

use std::collections::{BTreeMap, BTreeSet};

use crate::rewrite::Piece;
use crate::rules::active::ActivePack;
use crate::rules::model::{Parameter, Symbol};
use crate::rules::schema::Making;
use crate::rules::template::{Hole, Piece as Part};
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::FileId;
use crate::syntax::ast::{Argument, ArgumentKind, ExprId, ExprKind, Span, Tree};
use crate::transforms::Draft;
use crate::transforms::names::module_name;

/// What an argument of the old class is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// An expression that stands there.
    Written(ExprId),
    /// A new text, which may be computed anywhere in the call.
    Text(String),
}

/// What is given, by the names of the old class.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub(super) values: BTreeMap<String, Said>,
    /// Names that `None` is given for, which is what they are without it.
    pub(super) nothing: BTreeSet<String>,
    /// How many are given by their places.
    pub(super) by_place: usize,
    /// Whether others are given by their names.
    pub(super) by_name: bool,
}

/// Makes arguments at a place out of those of an old class.
#[derive(Clone, Copy)]
pub(super) struct Maker<'a, 'p> {
    pub(super) analysis: &'a Analysis<'p>,
    pub(super) active: &'a ActivePack,
    /// Where the new arguments stand.
    pub(super) place: Place,
    /// The old class.
    pub(super) old: &'a str,
}

impl Maker<'_, '_> {
    fn tree(&self) -> &Tree {
        &self.analysis.file(self.place.0).tree
    }

    /// The ways to make the new class, in the order of the rows.
    pub(super) fn ways(&self) -> Vec<Making> {
        let canonical = self.active.old.canonical(self.old);
        let rows = self.active.rows(&canonical).unwrap_or_default();
        let ways = rows.iter().flat_map(|(row, _)| &row.made);
        ways.cloned().collect()
    }

    /// What the old class takes.
    pub(super) fn parameters(&self) -> Option<&[Parameter]> {
        let class = self.active.old.class_named(self.old)?;
        let Symbol::Function(id) = self.active.old.member(class, "__init__")?.1 else {
            return None;
        };
        let signature = self.active.old.function(id).signatures.first()?;
        Some(&signature.parameters)
    }

    /// The arguments by the names of the old class, without the first few that are not its own; none if one is not
    /// known, or a comment stands between them.
    pub(super) fn given(
        &self,
        file: FileId,
        (arguments, list): (&[Argument], Span),
        skipped: usize,
    ) -> Option<Given> {
        let held = self.analysis.file(file);
        if commented(held.unit.text(), arguments, list) {
            return None;
        }
        let parameters = self.parameters()?;
        let mut out = Given::default();
        for (index, argument) in arguments.iter().enumerate() {
            let name = match &argument.kind {
                ArgumentKind::Positional if index < skipped => continue,
                ArgumentKind::Positional => {
                    out.by_place += 1;
                    parameters.get(index - skipped)?.name.to_string()
                }
                ArgumentKind::Keyword(name) => {
                    out.by_name = true;
                    name.text.to_string()
                }
                ArgumentKind::Star | ArgumentKind::DoubleStar => return None,
            };
            if matches!(held.tree.expr(argument.value).kind, ExprKind::None) {
                out.nothing.insert(name);
            } else {
                out.values.insert(name, Said::Written(argument.value));
            }
        }
        Some(out)
    }

    /// What stands in the holes of a way's template; none if the way does not know all that is given, or would have
    /// it computed in another order.
    pub(super) fn taken(&self, way: &Making, given: &Given) -> Option<Vec<Piece>> {
        let tree = self.tree();
        let known = given.values.iter().all(|(name, value)| {
            // Where they stand in the new call, if they do, is not where they stood.
            let elsewhere = way.drops.contains_key(name) || way.carries.contains_key(name);
            way.takes.contains(name) || elsewhere && is_constant(tree, value)
        });
        if !known {
            return None;
        }
        let (mut pieces, mut last) = (Vec::new(), 0);
        for name in &way.takes {
            let absent = way.absent.get(name);
            let piece = match given.values.get(name) {
                Some(Said::Text(text)) => Piece::text(text.as_str()),
                Some(Said::Written(value)) if !(absent.is_some() && is_empty(tree, *value)) => {
                    let span = tree.expr(*value).outer;
                    if span.start < last && !is_plain(tree, *value) {
                        return None;
                    }
                    last = last.max(span.start);
                    Piece::Source(span)
                }
                _ => Piece::text(absent?.as_str()),
            };
            pieces.push(piece);
        }
        Some(pieces)
    }

    /// The new arguments, without the parentheses around them.
    pub(super) fn arguments(
        &self,
        way: &Making,
        taken: &[Piece],
        given: &Given,
        draft: &mut Draft,
    ) -> Vec<Piece> {
        let mut template = way.template.clone();
        for module in &way.imports {
            let name = module_name(self.analysis, self.place, module, draft);
            template = template.renamed(module, &name);
        }
        let mut pieces = Vec::new();
        for part in template.pieces() {
            match part {
                Part::Text(text) => pieces.push(Piece::text(text.as_str())),
                Part::Hole(Hole::Item(index)) => pieces.extend(taken.get(*index).cloned()),
                Part::Hole(Hole::Arguments) => pieces.extend(self.carried(way, given)),
                Part::Hole(_) => {}
            }
        }
        for (_, note) in way
            .drops
            .iter()
            .filter(|(name, _)| given.values.contains_key(*name))
        {
            draft.note(note.as_str());
        }
        pieces
    }

    /// The arguments that another call takes, each behind a comma.
    fn carried(&self, way: &Making, given: &Given) -> Vec<Piece> {
        let named = way
            .carries
            .iter()
            .filter_map(|(old, new)| Some((new, given.values.get(old)?)));
        let pieces = named.flat_map(|(new, value)| {
            let text = Piece::text(format!(", {new}="));
            let value = match value {
                Said::Written(value) => Piece::Source(self.tree().expr(*value).outer),
                Said::Text(text) => Piece::text(text.as_str()),
            };
            [text, value]
        });
        pieces.collect()
    }
}

/// Whether a comment stands beside the arguments.
fn commented(text: &str, arguments: &[Argument], list: Span) -> bool {
    let mut at = list.start;
    let mut gaps = arguments.iter().map(|one| {
        let gap = at..one.span.start;
        at = one.span.end;
        gap
    });
    let between = gaps.any(|gap| text[gap.start as usize..gap.end as usize].contains('#'));
    between || text[at as usize..list.end as usize].contains('#')
}

/// Whether an expression is an empty text.
fn is_empty(tree: &Tree, value: ExprId) -> bool {
    matches!(&tree.expr(value).kind, ExprKind::Str { value, .. } if value.is_empty())
}

/// Whether it does not matter when an expression is computed.
fn is_plain(tree: &Tree, value: ExprId) -> bool {
    matches!(
        tree.expr(value).kind,
        ExprKind::Name(_) | ExprKind::Str { .. } | ExprKind::Number(_)
    )
}

/// Whether a value is the same wherever it is computed, as far as the code around it goes.
fn is_constant(tree: &Tree, value: &Said) -> bool {
    match value {
        Said::Written(value) => is_constant_expr(tree, *value),
        Said::Text(_) => true,
    }
}

fn is_constant_expr(tree: &Tree, value: ExprId) -> bool {
    match &tree.expr(value).kind {
        ExprKind::Name(_) | ExprKind::Str { .. } | ExprKind::Number(_) => true,
        ExprKind::Dict(items) => items.iter().all(|item| {
            item.key.is_some_and(|key| is_constant_expr(tree, key))
                && is_constant_expr(tree, item.value)
        }),
        _ => false,
    }
}
