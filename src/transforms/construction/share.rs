//! Builds an object once in a module that is built again each time code runs.

use std::collections::BTreeSet;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::super::Draft;
use super::super::names::scope_at;
use super::super::settings::lasting::Lasting;
use super::{Obstacle, bound_between};
use crate::finding::Applicability;
use crate::matching::closing::is_itself_asked_for;
use crate::matching::policies::Hit;
use crate::rewrite::names::used_names;
use crate::rewrite::slots::insert_statement_before;
use crate::rewrite::{Operation, Piece};
use crate::rules::condition::Answer;
use crate::rules::policy::FixVerb;
use crate::semantic::bind::MODULE;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::source::tests::is_test;
use crate::syntax::ast::{Argument, ArgumentKind, ExprId, ExprKind, Parent, StmtId, StmtKind};
use crate::syntax::query::{arguments, dotted, last, top, walk_expr};

/// Constructions that become one object: those of one file that are written alike, with the draft that does it or says why not.
#[derive(Debug)]
pub struct Shared {
    /// The code of their policy.
    pub code: String,
    /// The places, in the order of the file.
    pub places: Vec<Place>,
    /// The edits.
    pub draft: Draft,
}

/// The objects that the policies of some hits want to be built once.
#[must_use]
pub fn shared(analysis: &Analysis<'_>, hits: &[Hit<'_>]) -> Vec<Shared> {
    let mut out: Vec<Shared> = Vec::new();
    let mut groups: FxHashMap<(FileId, &str), usize> = FxHashMap::default();
    let mut taken: FxHashMap<FileId, BTreeSet<String>> = FxHashMap::default();
    let mut wanted: Vec<(&str, Applicability)> = Vec::new();
    for hit in hits.iter().filter(|hit| hit.certain) {
        let Some(fix) = &hit.policy.fix else { continue };
        let FixVerb::Share {
            name,
            unless_methods,
            unless,
        } = &fix.verb
        else {
            continue;
        };
        let fact = |name: &str| hit.passed.fact(name);
        let is_single = unless.iter().any(|one| one.answer(&fact).0 != Answer::No);
        let sharer = Sharer {
            analysis,
            place: hit.place,
            methods: (unless_methods, is_single),
        };
        let mut group = |draft: Draft| {
            let (code, places) = (hit.policy.code.clone(), Vec::new());
            out.push(Shared {
                code,
                places,
                draft,
            });
            wanted.push((name, fix.applicability));
            out.len() - 1
        };
        let index = match sharer.can_be_shared() {
            Ok(()) => *groups
                .entry((hit.place.0, sharer.source()))
                .or_insert_with(|| group(Draft::default())),
            Err((reason, note)) => {
                let mut draft = Draft::default();
                draft.manual(reason, note);
                group(draft)
            }
        };
        out[index].places.push(hit.place);
    }
    for (group, (name, applicability)) in out.iter_mut().zip(wanted) {
        if group.draft.is_manual() {
            continue;
        }
        let file = group.places[0].0;
        let taken = taken.entry(file).or_default();
        let name = free(analysis, file, name, taken);
        group.draft.at_most(applicability);
        if let Err((reason, note)) = write(analysis, group, &name) {
            group.draft.manual(reason, note);
        }
        taken.insert(name);
    }
    out
}

/// A name that the file does not use, and no other object that is added to it.
fn free(analysis: &Analysis<'_>, file: FileId, wanted: &str, taken: &BTreeSet<String>) -> String {
    let used = used_names(&analysis.file(file).tree);
    let is_free = |name: &String| !used.contains(name.as_str()) && !taken.contains(name);
    let numbered = (2_u32..).map(|number| format!("{wanted}_{number}"));
    let mut names = std::iter::once(wanted.to_owned()).chain(numbered);
    names.find(is_free).unwrap_or_default()
}

/// Writes the construction above the first function or class that has it, and its name in the place of each.
fn write(analysis: &Analysis<'_>, group: &mut Shared, name: &str) -> Result<(), Obstacle> {
    let (file, first) = group.places[0];
    let held = analysis.file(file);
    let (tree, text) = (&held.tree, held.unit.text());
    let above = group
        .places
        .iter()
        .filter_map(|(_, expr)| top_level(analysis, (file, *expr)))
        .min_by_key(|stmt| tree.stmt(*stmt).span.start);
    let source = outdented(analysis, (file, first));
    let inserted = above.and_then(|above| {
        insert_statement_before(tree, text, above, &format!("{name} = {source}\n\n\n"))
    });
    let Some(inserted) = inserted else {
        return Err(("not-supported", "there is no line for it".to_owned()));
    };
    group.draft.edit(file, inserted);
    for (_, expr) in &group.places {
        let span = tree.expr(*expr).span;
        let named = Operation::template(span, vec![Piece::text(name)]);
        group.draft.edit(file, named);
    }
    group.draft.note(
        "The object is built when the module is imported: look at what is not there yet then.",
    );
    Ok(())
}

/// The text of an expression, for a line that begins at the margin.
fn outdented(analysis: &Analysis<'_>, (file, expr): Place) -> String {
    let held = analysis.file(file);
    let (tree, text) = (&held.tree, held.unit.text());
    let source = &text[tree.expr(expr).span.range()];
    let is_long = |id: &ExprId| {
        let expr = tree.expr(*id);
        matches!(expr.kind, ExprKind::Str { .. } | ExprKind::Interpolated(_))
            && text[expr.span.range()].contains('\n')
    };
    if walk_expr(tree, expr).iter().any(is_long) {
        return source.to_owned();
    }
    let start = tree
        .stmt_of(expr)
        .map_or(0, |stmt| tree.stmt(stmt).span.start) as usize;
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let margin = &text[line..start];
    let mut lines = source.split_inclusive('\n');
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |all, line| {
        all + line.strip_prefix(margin).unwrap_or(line)
    })
}

/// The statement of the module that an expression stands in.
fn top_level(analysis: &Analysis<'_>, (file, expr): Place) -> Option<StmtId> {
    let tree = &analysis.file(file).tree;
    let mut at = tree.stmt_of(expr)?;
    while let Parent::Stmt(up) = tree.stmt(at).parent {
        at = up;
    }
    Some(at)
}

struct Sharer<'a, 'p> {
    analysis: &'a Analysis<'p>,
    place: Place,
    /// What nobody may ask it for, and whether it serves one user alone.
    methods: (&'a [String], bool),
}

impl<'a> Sharer<'a, '_> {
    fn source(&self) -> &'a str {
        let file = self.analysis.file(self.place.0);
        &file.unit.text()[file.tree.expr(self.place.1).span.range()]
    }

    /// Whether one object surely does for all runs of the code.
    fn can_be_shared(&self) -> Result<(), Obstacle> {
        let held = self.analysis.file(self.place.0);
        let note = if held.unit.is_notebook() || is_test(Path::new(held.unit.display())) {
            "what tests and notebooks build, they may want to build anew"
        } else if let Some(note) = self.is_bound_to_its_place() {
            note
        } else if is_itself_asked_for(self.analysis, self.methods.0, self.place) {
            "it is closed, or changed, where it is built: others would have it so as well"
        } else if self.methods.1 {
            "it is built so that it serves one user at a time"
        } else {
            return Ok(());
        };
        Err(("needs-decision", note.to_owned()))
    }

    /// Why the module cannot build it where it begins.
    fn is_bound_to_its_place(&self) -> Option<&'static str> {
        let (file, call) = self.place;
        let tree = &self.analysis.file(file).tree;
        let is_definition = |stmt: &StmtId| {
            matches!(
                tree.stmt(*stmt).kind,
                StmtKind::Function(_) | StmtKind::Class(_)
            )
        };
        let Some(above) = top_level(self.analysis, self.place).filter(is_definition) else {
            return Some("it is built by code that runs at import");
        };
        let ExprKind::Call { function, .. } = &tree.expr(call).kind else {
            return Some("what is called is not known");
        };
        let path = dotted(tree, *function);
        let symbol = self.analysis.value((file, *function)).single();
        let (Some(path), Some(Atom::Symbol(_))) = (path, symbol) else {
            return Some("what is called is not known");
        };
        // What has it may be asked for it by code that closes it.
        let own = match tree.stmt_of(call).map(|stmt| &tree.stmt(stmt).kind) {
            Some(StmtKind::Assign { targets, .. }) => targets
                .iter()
                .all(|one| matches!(tree.expr(*one).kind, ExprKind::Name(_))),
            _ => true,
        };
        let is_same = |argument: &Argument| {
            let is_plain = matches!(
                argument.kind,
                ArgumentKind::Positional | ArgumentKind::Keyword(_)
            );
            is_plain && self.is_there(argument.value, above) && self.is_constant(argument.value)
        };
        if !own {
            Some("it is put where other code takes it from")
        } else if !self.is_there(*function, above) {
            Some("what it is built of is imported where it is built")
        } else if !arguments(tree.expr(call)).iter().all(is_same) {
            Some("what it is built with may be something else each time, or not there yet")
        } else if self.is_replaced(&path) {
            Some("a text names what is called: what replaces it so would come too late")
        } else {
            None
        }
    }

    /// Whether an argument is the same whenever it is asked for, and can be asked for at import: what other packages offer may be
    /// there within a request alone, and a variable of the environment may be set later.
    fn is_constant(&self, value: ExprId) -> bool {
        let file = self.place.0;
        let lasting = Lasting {
            analysis: self.analysis,
        };
        let tree = &self.analysis.file(file).tree;
        let is_foreign = |id: &ExprId| {
            let mut atoms = self.analysis.value((file, *id)).atoms().iter();
            matches!(tree.expr(*id).kind, ExprKind::Name(_))
                && atoms.any(|atom| matches!(atom, Atom::Symbol(_) | Atom::Namespace(_)))
        };
        lasting.is_constant((file, value)) && !walk_expr(tree, value).iter().any(is_foreign)
    }

    /// Whether all names in an expression are the module's own, and are there above a statement.
    fn is_there(&self, expr: ExprId, above: StmtId) -> bool {
        let file = self.analysis.file(self.place.0);
        let tree = &file.tree;
        let start = tree.stmt(above).span.start;
        let end = u32::try_from(file.unit.text().len()).unwrap_or(u32::MAX);
        let later = bound_between(tree, start, end);
        let scope = scope_at(self.analysis, self.place);
        walk_expr(tree, expr)
            .into_iter()
            .all(|id| match &tree.expr(id).kind {
                ExprKind::Name(name) => {
                    let owner = file.scopes.owner(scope, name);
                    owner.is_none_or(|owner| owner == MODULE) && !later.contains(&**name)
                }
                ExprKind::Lambda { .. }
                | ExprKind::Comprehension { .. }
                | ExprKind::Walrus { .. }
                | ExprKind::Await(_)
                | ExprKind::Yield(_) => false,
                _ => true,
            })
    }

    /// Whether a text of the project may name what is called, to put something else in its place.
    fn is_replaced(&self, path: &str) -> bool {
        let names = [last(path), top(path)];
        self.analysis.file_ids().any(|file| {
            let tree = &self.analysis.file(file).tree;
            tree.exprs.iter().any(|expr| match &expr.kind {
                ExprKind::Str { value, .. } => names.iter().any(|name| {
                    let before = value.strip_suffix(name);
                    before.is_some_and(|before| {
                        before.ends_with('.') || before.is_empty() && *name == names[0]
                    })
                }),
                _ => false,
            })
        })
    }
}
