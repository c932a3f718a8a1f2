//! Objects of exceptions that are made of other arguments now: the row says how.

use std::collections::BTreeMap;

use super::made_otherwise;
use crate::finding::Applicability;
use crate::matching::catches::is_raised;
use crate::rewrite::{Operation, Piece};
use crate::rules::active::ActivePack;
use crate::rules::model::Symbol;
use crate::rules::schema::Making;
use crate::rules::template::{Hole, Piece as Part};
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::syntax::ast::{Argument, ArgumentKind, ExprId, ExprKind, Parent, Span, Tree};
use crate::transforms::Draft;
use crate::transforms::made_alike::{is_made_alike, is_made_without};
use crate::transforms::names::{module_name, source};

/// Why there are no edits.
const OTHER_ARGUMENTS: &str = "the new class takes other arguments: build it with those";

/// How an object comes to be where a class is named.
enum Comes<'t> {
    /// By a call, with these arguments between these parentheses.
    Called(&'t [Argument], Span),
    /// By whoever raises the class.
    Raised,
}

/// The edits of the arguments where an object of an exception is made, or why there are none. None if no object
/// is made there, or the new class takes what is given.
#[must_use]
pub fn made_anew(
    analysis: &Analysis<'_>,
    active: &ActivePack,
    place: Place,
    (old, new): (&str, &str),
) -> Option<Result<Draft, &'static str>> {
    let tree = &analysis.file(place.0).tree;
    let (how, alike) = match tree.expr(place.1).parent {
        Parent::Expr(up) => match &tree.expr(up).kind {
            ExprKind::Call {
                function,
                arguments,
                list,
            } if *function == place.1 => (
                Comes::Called(arguments, *list),
                is_made_alike(active, (tree, up), new),
            ),
            _ if is_raised(tree, place.1) => (Comes::Raised, is_made_without(active, new)),
            _ => return None,
        },
        Parent::Stmt(_) if is_raised(tree, place.1) => {
            (Comes::Raised, is_made_without(active, new))
        }
        _ => return None,
    };
    if alike || !made_otherwise(active, old, new) {
        return None;
    }
    let made = anew(analysis, active, place, (old, &how));
    Some(made.ok_or(OTHER_ARGUMENTS))
}

/// The edits by the first way of the row that fits.
fn anew(
    analysis: &Analysis<'_>,
    active: &ActivePack,
    place: Place,
    (old, how): (&str, &Comes<'_>),
) -> Option<Draft> {
    let given = given(analysis, active, place, (old, how))?;
    let rows = active.rows(&active.old.canonical(old)).ok()?;
    let mut ways = rows.iter().flat_map(|(row, _)| &row.made);
    let (way, taken) = ways.find_map(|way| Some((way, taken(analysis, place, way, &given)?)))?;
    let mut draft = Draft::default();
    // It has a status and a request now.
    draft.at_most(Applicability::Unsafe);
    let mut template = way.template.clone();
    for module in &way.imports {
        let name = module_name(analysis, place, module, &mut draft);
        template = template.renamed(module, &name);
    }
    let mut pieces = vec![Piece::text("(")];
    for part in template.pieces() {
        match part {
            Part::Text(text) => pieces.push(Piece::text(text.as_str())),
            Part::Hole(Hole::Item(index)) => pieces.extend(taken.get(*index).cloned()),
            Part::Hole(Hole::Arguments) => {
                pieces.extend(carried(&analysis.file(place.0).tree, way, &given));
            }
            Part::Hole(_) => {}
        }
    }
    for (_, note) in way
        .drops
        .iter()
        .filter(|(name, _)| given.contains_key(*name))
    {
        draft.note(note.as_str());
    }
    pieces.push(Piece::text(")"));
    let operation = match how {
        Comes::Called(_, list) => Operation::template(*list, pieces),
        Comes::Raised => {
            let end = analysis.file(place.0).tree.expr(place.1).span.end;
            Operation::template(Span::new(end, end), pieces).on_layer(Operation::OUTERMOST)
        }
    };
    draft.edit(place.0, operation);
    Some(draft)
}

/// The arguments by the names of the old class, those that are `None` left out; none if one is not known, or a
/// comment stands between them.
fn given(
    analysis: &Analysis<'_>,
    active: &ActivePack,
    place: Place,
    (old, how): (&str, &Comes<'_>),
) -> Option<BTreeMap<String, ExprId>> {
    let Comes::Called(arguments, list) = how else {
        return Some(BTreeMap::new());
    };
    let file = analysis.file(place.0);
    if commented(file.unit.text(), arguments, *list) {
        return None;
    }
    let class = active.old.class_named(old)?;
    let Symbol::Function(id) = active.old.member(class, "__init__")?.1 else {
        return None;
    };
    let parameters = &active.old.function(id).signatures.first()?.parameters;
    let mut out = BTreeMap::new();
    for (index, argument) in arguments.iter().enumerate() {
        let name = match &argument.kind {
            ArgumentKind::Positional => parameters.get(index)?.name.to_string(),
            ArgumentKind::Keyword(name) => name.text.to_string(),
            ArgumentKind::Star | ArgumentKind::DoubleStar => return None,
        };
        if !matches!(file.tree.expr(argument.value).kind, ExprKind::None) {
            out.insert(name, argument.value);
        }
    }
    Some(out)
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

/// What stands in the holes of a way's template; none if the way does not know all that is given, or would have
/// it computed in another order.
fn taken(
    analysis: &Analysis<'_>,
    (file, _): Place,
    way: &Making,
    given: &BTreeMap<String, ExprId>,
) -> Option<Vec<Piece>> {
    let tree = &analysis.file(file).tree;
    let known = given.iter().all(|(name, value)| {
        let implied = way.implied.get(name);
        // Where they stand in the new call, if they do, is not where they stood.
        let elsewhere = way.drops.contains_key(name) || way.carries.contains_key(name);
        way.takes.contains(name)
            || elsewhere && is_constant(tree, *value)
            || implied.is_some_and(|text| source(analysis, file, *value) == text.as_str())
    });
    if !known {
        return None;
    }
    let (mut pieces, mut last) = (Vec::new(), 0);
    for name in &way.takes {
        let says_something = |value: &&ExprId| {
            let empty =
                matches!(&tree.expr(**value).kind, ExprKind::Str { value, .. } if value.is_empty());
            !(empty && way.absent.contains_key(name))
        };
        let piece = match given.get(name).filter(says_something) {
            Some(value) => {
                let span = tree.expr(*value).outer;
                if span.start < last && !is_plain(tree, *value) {
                    return None;
                }
                last = last.max(span.start);
                Piece::Source(span)
            }
            None => Piece::text(way.absent.get(name)?.as_str()),
        };
        pieces.push(piece);
    }
    Some(pieces)
}

/// Whether it does not matter when an expression is computed.
fn is_plain(tree: &Tree, value: ExprId) -> bool {
    matches!(
        tree.expr(value).kind,
        ExprKind::Name(_) | ExprKind::Str { .. }
    )
}

/// The arguments that another call takes, each behind a comma.
fn carried(tree: &Tree, way: &Making, given: &BTreeMap<String, ExprId>) -> Vec<Piece> {
    let named = way
        .carries
        .iter()
        .filter_map(|(old, new)| Some((new, given.get(old)?)));
    let pieces = named.flat_map(|(new, value)| {
        let text = Piece::text(format!(", {new}="));
        [text, Piece::Source(tree.expr(*value).outer)]
    });
    pieces.collect()
}

/// Whether an expression has the same value wherever it is computed, as far as the code around it goes.
fn is_constant(tree: &Tree, value: ExprId) -> bool {
    match &tree.expr(value).kind {
        ExprKind::Name(_) | ExprKind::Str { .. } | ExprKind::Number(_) => true,
        ExprKind::Dict(items) => items.iter().all(|item| {
            item.key.is_some_and(|key| is_constant(tree, key)) && is_constant(tree, item.value)
        }),
        _ => false,
    }
}
