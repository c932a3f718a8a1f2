//! Classes of the project below one whose methods hang on a client now. The new version has no class to derive from:
//! the base goes, and what the class has from it is written without it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::hits::Hit;
use super::parts::Parts;
use super::provided::Route;
use super::{Changes, Worker};
use crate::finding::Applicability;
use crate::rewrite::slots::remove_base;
use crate::rules::model::ClassId as Modelled;
use crate::semantic::store::{Place, Slot};
use crate::semantic::value::{Atom, ClassId};
use crate::syntax::ast::{ArgumentKind, ExprKind, Parent, StmtId, StmtKind, Tree};
use crate::syntax::query::{arguments, call_above, is_assigned, string};
use crate::transforms::Draft;
use crate::transforms::variables::is_variable;

/// Functions that ask what a class derives from.
const ASKS: [&str; 2] = ["isinstance", "issubclass"];

/// A class of the project below one that is gone.
#[derive(Debug)]
struct Heir {
    /// Where its statement names the one that is gone.
    base: Place,
    stmt: StmtId,
    /// Which of what it derives from that is.
    index: usize,
    /// What is said of it.
    name: String,
    /// Where methods of the one that is gone are read of them.
    reads: FxHashSet<Place>,
    /// Why the base stays.
    refused: Option<String>,
}

/// The classes of the project below those that are gone.
#[derive(Debug, Default)]
pub(super) struct Derived {
    heirs: Vec<Heir>,
}

/// The drafts of such classes, by the places of their bases and of what is read of them.
pub(super) type Heirs = FxHashMap<Place, usize>;

impl Derived {
    /// Whether what is read at a place is written without the class that it comes from.
    pub(super) fn serves(&self, place: Place) -> bool {
        let mut heirs = self.heirs.iter();
        heirs.any(|heir| heir.refused.is_none() && heir.reads.contains(&place))
    }
}

/// What is looked at of one heir.
struct Look<'l> {
    symbol: &'l str,
    name: &'l str,
    class: ClassId,
    members: &'l FxHashSet<ClassId>,
    model: Modelled,
}

impl Worker<'_, '_> {
    /// The classes of the project below one that is gone.
    pub(super) fn derived(&self, hits: &[Hit]) -> Derived {
        let mut out = Derived::default();
        for hit in hits {
            let Some(expr) = hit.reference.expr else {
                continue;
            };
            let base = (hit.reference.file, expr);
            let tree = &self.analysis.file(base.0).tree;
            let [symbol] = &hit.reference.symbols[..] else {
                continue;
            };
            let (Some((stmt, index)), true) = (base_of(tree, base), self.is_class(symbol)) else {
                continue;
            };
            let (Some(class), Some(model)) = (
                self.analysis.class_at(base.0, stmt),
                self.active.old.class_named(symbol),
            ) else {
                continue;
            };
            let members: FxHashSet<ClassId> = self.analysis.family(class).into_iter().collect();
            let name = &*self.analysis.classes[class.0 as usize].name;
            let look = Look {
                symbol,
                name,
                class,
                members: &members,
                model,
            };
            let mut reads = FxHashSet::default();
            let refused = self
                .base_in_doubt(hit, stmt)
                .or_else(|| self.told_by_its_own(&look))
                .or_else(|| self.asked_for(symbol, hits))
                .or_else(|| self.read_otherwise(&look, hits, &mut reads))
                .or_else(|| self.made_of(&look))
                .or_else(|| self.named_in_text(&look));
            out.heirs.push(Heir {
                base,
                stmt,
                index,
                name: name.to_owned(),
                reads,
                refused,
            });
        }
        out
    }

    /// Whether a place reads what a variable or an attribute of the project holds; what a class has from one that is
    /// gone is held by neither.
    pub(super) fn is_of_a_variable(&self, place: Place) -> bool {
        is_variable(self.analysis, place) && !self.derived.serves(place)
    }

    /// Why it is not sure what a class derives from, or that this is all of it that is gone.
    fn base_in_doubt(&self, hit: &Hit, stmt: StmtId) -> Option<String> {
        let place = (hit.reference.file, hit.reference.expr?);
        let value = self.analysis.value(place);
        let is_nothing = |atom: &Atom| matches!(atom, Atom::Symbol(name) if self.analysis.names.get(*name) == "builtins.object");
        let others = value.atoms().iter().filter(|atom| !is_nothing(atom));
        if !value.is_complete() || others.count() > 1 {
            return Some("what it derives from may be something else".to_owned());
        }
        let StmtKind::Class(class) = &self.analysis.file(place.0).tree.stmt(stmt).kind else {
            return None;
        };
        let is_gone = |atom: &Atom| matches!(atom, Atom::Symbol(name) if self.is_class(self.analysis.names.get(*name)));
        let bases = class.arguments.iter();
        let bases = bases.filter(|one| {
            let atoms = self.analysis.value((place.0, one.value)).atoms();
            atoms.iter().any(is_gone)
        });
        (bases.count() > 1).then(|| "it derives from several classes that are gone".to_owned())
    }

    /// Why a class tells the one that is gone how to do its work: by what it has under names of its own.
    fn told_by_its_own(&self, look: &Look<'_>) -> Option<String> {
        for name in self.model_names(look.model) {
            let Some(id) = self.analysis.names.find(name) else {
                continue;
            };
            let has = |class: &ClassId| self.analysis.store.has(Slot::Field(*class, id));
            if !self.is_method(look, name) && look.members.iter().any(has) {
                return Some(format!(
                    "`{}` has a `{name}` of its own, which the class that is gone asks for",
                    look.name
                ));
            }
            // What stands beside the class that is gone may have been hidden by it, or hide it.
            let mut beside = look
                .members
                .iter()
                .flat_map(|class| self.analysis.ancestors(*class));
            let hides = beside.any(|one| !look.members.contains(&one) && has(&one));
            if hides && !name.starts_with("__") {
                return Some(format!(
                    "another class that `{}` derives from has a `{name}` as well",
                    look.name
                ));
            }
        }
        None
    }

    /// The names that a class which is gone has.
    fn model_names(&self, class: Modelled) -> Vec<&str> {
        let model = &self.active.old;
        let order = model.class(class).order.iter();
        let mut names: Vec<&str> = order.flat_map(|one| model.own_members(*one)).collect();
        names.retain(|name| *name != "__init__");
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether the rows say what became of a method of a class that is gone.
    fn is_method(&self, look: &Look<'_>, name: &str) -> bool {
        self.method_of(look.symbol, name).is_some()
    }

    /// Why the class that is gone must be there to be compared with.
    fn asked_for(&self, symbol: &str, hits: &[Hit]) -> Option<String> {
        let asks = |hit: &Hit| {
            let Some(expr) = hit
                .reference
                .expr
                .filter(|_| hit.reference.symbols[0] == symbol)
            else {
                return false;
            };
            let tree = &self.analysis.file(hit.reference.file).tree;
            let Some((_, function, _)) = call_above(tree, expr) else {
                return false;
            };
            matches!(&tree.expr(function).kind, ExprKind::Name(name) if ASKS.contains(&&**name))
        };
        let asked = hits.iter().any(asks);
        asked.then(|| format!("the project asks what derives from `{symbol}`"))
    }

    /// Why something that is read of a class, of an object of it or by `super()` is not written without the class
    /// that is gone; gathers what is.
    fn read_otherwise(
        &self,
        look: &Look<'_>,
        hits: &[Hit],
        reads: &mut FxHashSet<Place>,
    ) -> Option<String> {
        let mut why = None;
        self.each_expr(|place, tree| {
            let ExprKind::Attribute { value, attribute } = &tree.expr(place.1).kind else {
                return;
            };
            let name = &*attribute.text;
            let Some((of, _)) = self.active.old.member(look.model, name) else {
                return;
            };
            let atoms = self.analysis.value((place.0, *value)).atoms();
            if !atoms.iter().any(|atom| self.has_from(*atom, look, name)) {
                return;
            }
            let initialises = name == "__init__"
                && call_above(tree, place.1)
                    .is_some_and(|(_, function, given)| function == place.1 && given.is_empty());
            let known = self.is_method(look, name) && !is_assigned(tree, place.1);
            let certain = |hit: &Hit| {
                hit.reference.expr == Some(place.1)
                    && hit.reference.file == place.0
                    && hit.provided().is_some()
            };
            if known && hits.iter().any(certain) {
                reads.insert(place);
            } else if !initialises {
                let class = &self.active.old.class(of).qualified;
                why.get_or_insert_with(|| {
                    format!("`{name}` is used of it, which it has from `{class}`")
                });
            }
        });
        why
    }

    /// Whether something has a name from the class that is gone.
    fn has_from(&self, atom: Atom, look: &Look<'_>, name: &str) -> bool {
        let (class, skipped) = match atom {
            Atom::Class(class) | Atom::Object(class) => (class, 0),
            Atom::Super(class) => (class, 1),
            _ => return false,
        };
        // Classes beside it go on to it by `super()`, and read of `cls` what it has.
        let is_near = look.members.contains(&class)
            || self
                .analysis
                .heirs_of(class)
                .iter()
                .any(|one| look.members.contains(one));
        let Some(id) = self.analysis.names.find(name).filter(|_| is_near) else {
            return is_near;
        };
        let ancestors = self.analysis.ancestors(class);
        let mut own = ancestors.into_iter().skip(skipped);
        !own.any(|one| self.analysis.store.has(Slot::Field(one, id)))
    }

    /// Why objects of a class are more than what the class makes of them: the class that is gone made mappings.
    fn made_of(&self, look: &Look<'_>) -> Option<String> {
        let mut why = None;
        let is_object =
            |atom: &Atom| matches!(atom, Atom::Object(one) if look.members.contains(one));
        self.each_expr(|place, tree| {
            let expr = tree.expr(place.1);
            if let ExprKind::Call { function, .. } = &expr.kind {
                let called = self.analysis.value((place.0, *function));
                let makes = |atom: &Atom| matches!(atom, Atom::Class(one) if look.members.contains(one) && !self.initialises(*one));
                if called.atoms().iter().any(makes) && !arguments(expr).is_empty() {
                    why.get_or_insert_with(|| "objects of it are made with arguments that the class that is gone takes".to_owned());
                }
            }
            let value = self.analysis.value(place);
            let is_more = || !is_used_as_an_object(tree, place) || self.reads_unknown(look, place);
            if value.atoms().iter().any(is_object) && is_more() {
                why.get_or_insert_with(|| "an object of it is used for more than its methods: those of the class that is gone were mappings".to_owned());
            }
        });
        why
    }

    /// Whether an attribute is read that no class of the project has, nor, by the model, the one that is gone.
    fn reads_unknown(&self, look: &Look<'_>, place: Place) -> bool {
        let tree = &self.analysis.file(place.0).tree;
        let Parent::Expr(up) = tree.expr(place.1).parent else {
            return false;
        };
        let ExprKind::Attribute { attribute, .. } = &tree.expr(up).kind else {
            return false;
        };
        let known = self
            .active
            .old
            .member(look.model, &attribute.text)
            .is_some();
        let id = self.analysis.names.find(&attribute.text);
        let has = |class: &ClassId| {
            let mut line = self.analysis.line(*class);
            id.is_some_and(|id| line.any(|one| self.analysis.store.has(Slot::Field(one, id))))
        };
        !known && !look.members.iter().any(has)
    }

    /// Whether a class of the project says itself how its objects begin.
    fn initialises(&self, class: ClassId) -> bool {
        let id = self.analysis.names.find("__init__");
        id.is_some_and(|id| self.analysis.has_own(class, id))
    }

    /// Why what a class has from the one that is gone must be there for a text that names it.
    fn named_in_text(&self, look: &Look<'_>) -> Option<String> {
        let mut why = None;
        self.each_expr(|place, tree| {
            let Some(text) = string(tree, place.1) else {
                return;
            };
            let (owner, name) = text.rsplit_once('.').unwrap_or(("", text));
            if self.active.old.member(look.model, name).is_none()
                || !self.has_from(Atom::Class(look.class), look, name)
            {
                return;
            }
            let beside = || {
                let given = call_above(tree, place.1).map(|(_, _, given)| given);
                let mut given = given.unwrap_or_default().iter();
                given.any(|one| {
                    let atoms = self.analysis.value((place.0, one.value)).atoms();
                    let is_member = |atom: &Atom| matches!(atom, Atom::Class(one) if look.members.contains(one));
                    atoms.iter().any(is_member)
                })
            };
            let named = owner == look.name || owner.ends_with(&format!(".{}", look.name));
            if named || beside() {
                why.get_or_insert_with(|| format!("a text names `{name}` of it, which it has from the class that is gone"));
            }
        });
        why
    }

    /// One draft for each class below one that is gone, with all calls of what it has from that.
    pub(super) fn derive(
        &self,
        hits: &[Hit],
        parts: &mut Parts<'_>,
        route: Route<'_>,
        out: &mut Changes,
    ) -> Heirs {
        let mut drafts = Heirs::default();
        let origins = |heir: &Heir| {
            let read = hits.iter().filter(|hit| {
                let place = hit.reference.expr.map(|expr| (hit.reference.file, expr));
                place.is_some_and(|place| heir.reads.contains(&place))
            });
            let origins = read.filter(|hit| self.leads_to_calls(hit));
            origins
                .flat_map(|hit| self.led_to(hit).1)
                .collect::<Vec<_>>()
        };
        let free: Vec<&Heir> = self
            .derived
            .heirs
            .iter()
            .filter(|one| one.refused.is_none())
            .collect();
        for heir in &free {
            parts.write_together(&origins(heir));
        }
        for heir in &free {
            let of = origins(heir);
            let groups: Vec<usize> = of.iter().map(|one| parts.groups.find(*one)).collect();
            let begun = heir.reads.iter().find_map(|read| drafts.get(read).copied());
            let index = begun.unwrap_or_else(|| parts.draft(&groups, route, out));
            let draft = self.without_base(heir);
            out.drafts[index].absorb(draft);
            drafts.extend(heir.reads.iter().map(|read| (*read, index)));
            drafts.insert(heir.base, index);
        }
        for heir in &self.derived.heirs {
            let Some(why) = &heir.refused else { continue };
            let mut draft = Draft::default();
            draft.manual("not-supported", why);
            out.drafts.push(draft);
            drafts.insert(heir.base, out.drafts.len() - 1);
        }
        drafts
    }

    /// Says of the classes whose base goes what else may need it.
    pub(super) fn say_of_heirs(&self, heirs: &Heirs, out: &mut Changes) {
        for heir in &self.derived.heirs {
            let Some(draft) = heirs.get(&heir.base).map(|index| &out.drafts[*index]) else {
                continue;
            };
            let (file, base) = heir.base;
            let span = self.analysis.file(file).tree.expr(base).span;
            let mut found = out.found.iter_mut();
            let found = found.find(|one| one.file == file && one.span == span);
            if let (Some(found), false) = (found, draft.is_manual()) {
                let help = "`{}` has nothing from the class that is gone any more: check what code that is not seen here uses of it.";
                found.help = Some(help.replace("{}", &heir.name));
            }
        }
    }

    /// Takes the class that is gone out of what a class derives from.
    fn without_base(&self, heir: &Heir) -> Draft {
        let mut draft = Draft::default();
        let file = self.analysis.file(heir.base.0);
        let edits = remove_base(&file.tree, file.unit.text(), heir.stmt, heir.index);
        let Some(edits) = edits else {
            draft.manual(
                "not-supported",
                "a comment stands beside what it derives from",
            );
            return draft;
        };
        draft.at_most(Applicability::Unsafe);
        for edit in edits {
            draft.edit(heir.base.0, edit);
        }
        draft
    }

    /// A base that a class derives from: its finding.
    pub(super) fn of_heir(&self, hit: &Hit, index: usize, out: &mut Changes) {
        let Some((row, bearing)) = &hit.row else {
            return;
        };
        let mut found = self.found(row, *bearing, &hit.reference);
        found.draft = Some(index);
        found.reason = None;
        out.found.push(found);
    }
}

/// The class statement that an expression is a base of, and which one.
pub(super) fn base_of(tree: &Tree, (_, expr): Place) -> Option<(StmtId, usize)> {
    let Parent::Stmt(stmt) = tree.expr(expr).parent else {
        return None;
    };
    let StmtKind::Class(class) = &tree.stmt(stmt).kind else {
        return None;
    };
    let mut bases = class.arguments.iter();
    let index = bases.position(|one| one.value == expr && one.kind == ArgumentKind::Positional)?;
    Some((stmt, index))
}

/// Whether an object does nothing where it stands but being kept, or asked for an attribute.
fn is_used_as_an_object(tree: &Tree, (_, expr): Place) -> bool {
    match tree.expr(expr).parent {
        Parent::Expr(up) => matches!(
            &tree.expr(up).kind,
            ExprKind::Attribute { .. } | ExprKind::Lambda { .. }
        ),
        Parent::Stmt(stmt) => matches!(
            &tree.stmt(stmt).kind,
            StmtKind::Assign { .. }
                | StmtKind::AnnAssign { .. }
                | StmtKind::Expr(_)
                | StmtKind::Return(_)
        ),
        Parent::Module => false,
    }
}
