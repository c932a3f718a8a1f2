//! Classes that handlers catch: one that became several, several that became one, and handlers in a new order.

use rustc_hash::FxHashMap;

use super::hits::Hit;
use super::{Changes, Worker};
use crate::matching::catches::{Among, among, stands_alone};
use crate::matching::references::symbol_of;
use crate::rewrite::Operation;
use crate::rules::schema::{Bearing, Change, New};
use crate::semantic::store::Place;
use crate::semantic::value::FileId;
use crate::syntax::ast::{ExprId, ExprKind, Parent, Span, StmtId, StmtKind, Tree};
use crate::syntax::query::{call_above, dotted};
use crate::transforms::handlers::{Outcome, rung_of};
use crate::transforms::names::{module_name, source};
use crate::transforms::{Draft, Member};

/// The drafts of handlers that stand in another order, by their `try`.
pub(super) type Rearranged = FxHashMap<(FileId, StmtId), usize>;

impl Worker<'_, '_> {
    /// The draft that puts the handlers around a class into their new order, with the class's new name in it. None if
    /// they stay as they are.
    pub(super) fn rearranged(
        &self,
        hit: &Hit,
        row: (&Change, Bearing),
        drafts: &mut Rearranged,
        out: &mut Changes,
    ) -> Option<usize> {
        let place = (hit.reference.file, hit.reference.expr?);
        let around = self.ladders.around(self.analysis, place);
        let Some((stmt, Outcome::Arranged { draft, gone })) = around else {
            return None;
        };
        let index = *drafts.entry((place.0, stmt)).or_insert_with(|| {
            out.drafts.push(Draft::clone(draft));
            out.drafts.len() - 1
        });
        let goes = rung_of(self.analysis, place).is_some_and(|rung| gone.contains(&rung));
        if !goes {
            match self.renamed(hit, row) {
                Some(draft) => out.drafts[index].absorb(draft),
                None => out.drafts[index].manual("not-supported", "one of the handlers stays"),
            }
        }
        Some(index)
    }

    /// Takes an item out of a tuple or a list in which one before it has the same new name, or what asks for it out of
    /// alternatives of which one before it asks the same.
    pub(super) fn said_before(
        &self,
        (file, expr): (FileId, ExprId),
        new: &str,
    ) -> Option<Vec<Operation>> {
        let tree = &self.analysis.file(file).tree;
        let Parent::Expr(up) = tree.expr(expr).parent else {
            return None;
        };
        let (ExprKind::Tuple(items) | ExprKind::List(items)) = &tree.expr(up).kind else {
            return self.asked_before((file, expr), new);
        };
        let all: Vec<Option<String>> = items
            .iter()
            .map(|item| self.new_class((file, *item)))
            .collect();
        let at = items.iter().position(|item| *item == expr)?;
        let same = |name: &Option<String>| name.as_deref() == Some(new);
        if !all[..at].iter().any(same) {
            return None;
        }
        let alone = at == 1 && all.iter().all(same);
        let before = tree.expr(items[at - 1]).outer;
        if alone && self.is_all_that_is_caught((file, up)) {
            let whole = tree.expr(up).outer;
            let opening = Span::new(whole.start, before.start);
            let rest = Span::new(before.end, whole.end);
            return Some(vec![
                Operation::replace(opening, ""),
                Operation::replace(rest, ""),
            ]);
        }
        // What is left alone in a tuple keeps a comma, or it is none any more.
        let keeps = alone && matches!(tree.expr(up).kind, ExprKind::Tuple(_));
        let span = Span::new(before.end, tree.expr(expr).outer.end);
        Some(vec![Operation::replace(span, if keeps { "," } else { "" })])
    }

    /// The class that an item is in the new version.
    fn new_class(&self, item: Place) -> Option<String> {
        let symbol = symbol_of(self.analysis, self.analysis.value(item).single()?)?;
        match self.rows(&symbol)?.0.new.as_ref()? {
            New::Name(name) => Some(name.clone()),
            New::Provided(_) => None,
        }
    }

    /// Takes `| f(x)` away behind another `f(y)`, where `x` and `y` become one class.
    fn asked_before(&self, (file, class): (FileId, ExprId), new: &str) -> Option<Vec<Operation>> {
        let tree = &self.analysis.file(file).tree;
        among(tree, class)?;
        let (question, function, [_]) = call_above(tree, class)? else {
            return None;
        };
        let asked = dotted(tree, function)?;
        let Parent::Expr(either) = tree.expr(question).parent else {
            return None;
        };
        let (mut rest, last) = alternatives(tree, either)?;
        (last == question).then_some(())?;
        let before = tree.expr(rest).outer;
        loop {
            let (left, other) =
                alternatives(tree, rest).map_or((None, rest), |(left, right)| (Some(left), right));
            if let ExprKind::Call {
                function,
                arguments,
                ..
            } = &tree.expr(other).kind
                && let [class] = &arguments[..]
                && dotted(tree, *function).as_ref() == Some(&asked)
                && self.new_class((file, class.value)).as_deref() == Some(new)
            {
                let span = Span::new(before.end, tree.expr(question).outer.end);
                return Some(vec![Operation::replace(span, "")]);
            }
            rest = left?;
        }
    }

    /// Whether a tuple is what a handler catches, and stands on one line without a comment in it: there its only
    /// item can stand alone.
    fn is_all_that_is_caught(&self, (file, tuple): (FileId, ExprId)) -> bool {
        let held = self.analysis.file(file);
        let Parent::Stmt(stmt) = held.tree.expr(tuple).parent else {
            return false;
        };
        let written = &held.unit.text()[held.tree.expr(tuple).outer.range()];
        matches!(&held.tree.stmt(stmt).kind, StmtKind::Try { handlers, .. }
            if handlers.iter().any(|one| one.exception == Some(tuple)))
            && written.starts_with('(')
            && !written.contains('\n')
    }

    /// What a handler catches in the place of a class that became several: a tuple, or more items of one.
    pub(super) fn caught_anew(
        &self,
        (file, expr): (FileId, ExprId),
        (row, new): (&Change, &str),
        how: Among,
    ) -> Option<Draft> {
        let mut draft = Draft::default();
        let mut members = Vec::new();
        for path in std::iter::once(new).chain(row.caught.iter().map(String::as_str)) {
            let (module, name) = path.rsplit_once('.')?;
            let module = module_name(self.analysis, (file, expr), module, &mut draft);
            let (text, path) = (format!("{module}.{name}"), path.to_owned());
            members.push(Member { text, path });
        }
        let texts: Vec<&str> = members.iter().map(|one| one.text.as_str()).collect();
        let tree = &self.analysis.file(file).tree;
        let (outer, span) = (tree.expr(expr).outer, tree.expr(expr).span);
        match how {
            Among::Tuple => {
                let text = format!("({})", texts.join(", "));
                draft.edit(file, Operation::replace(outer, text));
            }
            Among::Items => draft.edit(file, Operation::replace(span, texts.join(", "))),
            Among::Keys => {
                let keys = self.as_keys((file, expr), &texts)?;
                draft.edit(file, Operation::replace(outer, keys));
            }
            Among::Again => {
                draft.edit(file, Operation::replace(span, texts[0]));
                let call = tree.expr(stands_alone(tree, expr)?).outer;
                let text = self.analysis.file(file).unit.text();
                let (before, after) = (
                    &text[call.start as usize..span.start as usize],
                    &text[span.end as usize..call.end as usize],
                );
                let start = text[..call.start as usize].rfind(['\n', '\r']);
                let lead = &text[start.map_or(0, |at| at + 1)..call.start as usize];
                let mut again = String::new();
                for other in &texts[1..] {
                    let line = line_break(&text[..call.start as usize]);
                    again += &format!("{line}{lead}{before}{other}{after}");
                }
                draft.edit(file, Operation::insert(call.end, again));
            }
        }
        draft.members.insert((file, span), members);
        Some(draft)
    }

    /// Several keys of a dict in the place of one, each with its value: the last one gets it by what stands behind.
    /// Where the key begins a line, so does each.
    fn as_keys(&self, (file, expr): (FileId, ExprId), keys: &[&str]) -> Option<String> {
        let held = self.analysis.file(file);
        let (tree, text) = (&held.tree, held.unit.text());
        let Parent::Expr(up) = tree.expr(expr).parent else {
            return None;
        };
        let ExprKind::Dict(items) = &tree.expr(up).kind else {
            return None;
        };
        let item = items.iter().find(|one| one.key == Some(expr))?;
        let value = source(self.analysis, file, item.value);
        let before = &text[..tree.expr(expr).outer.start as usize];
        let lead = &before[before.rfind(['\n', '\r']).map_or(0, |at| at + 1)..];
        let between = match lead.trim().is_empty() && lead.len() < before.len() {
            true => format!(": {value},{}{lead}", line_break(before)),
            false => format!(": {value}, "),
        };
        Some(keys.join(&between))
    }

    /// Why a class cannot be named anew where only one of each name can stand: another one there becomes the same.
    pub(super) fn meets_another(&self, (file, expr): Place, new: &str) -> Option<String> {
        let tree = &self.analysis.file(file).tree;
        let Parent::Expr(up) = tree.expr(expr).parent else {
            return None;
        };
        let same =
            |other: ExprId| other != expr && self.new_class((file, other)).as_deref() == Some(new);
        if let ExprKind::Dict(items) = &tree.expr(up).kind {
            let mut keys = items.iter().filter_map(|one| one.key);
            return keys.any(same).then(|| {
                format!("Another key of the dict becomes `{new}` as well: which value is meant?")
            });
        }
        let call = stands_alone(tree, expr)?;
        let taker = |call: ExprId| match &tree.expr(call).kind {
            ExprKind::Call { function, .. } => dotted(tree, *function),
            _ => None,
        };
        let asked = taker(call);
        let mut others = tree.expr_ids().filter(|id| {
            stands_alone(tree, *id).is_some_and(|one| taker(one) == asked) && same(*id)
        });
        others.next().map(|_| {
            format!("Another class that is given to this function becomes `{new}` as well: which handler is meant?")
        })
    }
}

/// How the last line before a place ends.
fn line_break(before: &str) -> &'static str {
    let end = before.rfind('\n').map_or("", |at| &before[..at]);
    if end.ends_with('\r') { "\r\n" } else { "\n" }
}

/// What stands on both sides of `|`.
fn alternatives(tree: &Tree, id: ExprId) -> Option<(ExprId, ExprId)> {
    match &tree.expr(id).kind {
        ExprKind::Binary {
            left,
            operator,
            right,
        } if &**operator == "|" => Some((*left, *right)),
        _ => None,
    }
}
