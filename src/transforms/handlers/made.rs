//! Objects of exceptions that are made of other arguments now: the row says how.

use super::made_otherwise;
use super::making::{Given, Maker};
use crate::finding::Applicability;
use crate::matching::catches::is_raised;
use crate::rewrite::{Operation, Piece};
use crate::rules::active::ActivePack;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::syntax::ast::{Argument, ExprKind, Parent, Span};
use crate::transforms::Draft;
use crate::transforms::made_alike::{is_made_alike, is_made_without};

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
    let maker = Maker {
        analysis,
        active,
        place,
        old,
    };
    Some(anew(maker, &how).ok_or(OTHER_ARGUMENTS))
}

/// The edits by the first way of the row that fits.
fn anew(maker: Maker<'_, '_>, how: &Comes<'_>) -> Option<Draft> {
    let file = maker.place.0;
    let given = match how {
        Comes::Called(arguments, list) => maker.given(file, (arguments, *list), 0)?,
        Comes::Raised => Given::default(),
    };
    // What is made of a class below it alone is none of these.
    let mut ways = maker.ways().into_iter().filter(|way| way.past.is_none());
    let (way, taken) = ways.find_map(|way| {
        let taken = maker.taken(&way, &given)?;
        Some((way, taken))
    })?;
    let mut draft = Draft::default();
    // It has a status and a request now.
    draft.at_most(Applicability::Unsafe);
    let mut pieces = vec![Piece::text("(")];
    pieces.extend(maker.arguments(&way, &taken, &given, &mut draft));
    pieces.push(Piece::text(")"));
    let operation = match how {
        Comes::Called(_, list) => Operation::template(*list, pieces),
        Comes::Raised => {
            let tree = &maker.analysis.file(file).tree;
            let end = tree.expr(maker.place.1).span.end;
            Operation::template(Span::new(end, end), pieces).on_layer(Operation::OUTERMOST)
        }
    };
    draft.edit(file, operation);
    Some(draft)
}
