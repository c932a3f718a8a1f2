//! Code that tries calls again: decorators and loops around calls which the new version tries again by itself. What
//! retries is data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::found::Found;
use super::retry_loops::{Loop, attempts};
use crate::rules::active::ActivePack;
use crate::rules::retried::Retried;
use crate::semantic::infer::Analysis;
use crate::semantic::store::{Place, Slot};
use crate::semantic::value::{Atom, FileId, Part};
use crate::syntax::ast::{
    Argument, ArgumentKind, ExprId, ExprKind, Parent, Span, StmtId, StmtKind, Tree,
};
use crate::syntax::query::{call_above, dotted, last, top, walk_expr};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    again: Vec<Again>,
    loops: Loops,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Again {
    symbols: Vec<String>,
    at: Option<usize>,
    keyword: String,
    conditions: Option<Vec<String>>,
}

/// What makes a loop one of attempts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Loops {
    /// Functions whose result is a number of attempts.
    pub(super) counts: Vec<String>,
    /// Functions that wait for the next one.
    pub(super) waits: Vec<String>,
}

static TEXT: &str = include_str!("../../rules/python/retries.toml");

static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(TEXT).expect("a test reads the table"));

/// For which exceptions something is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    /// For one of the package that its new version tries again for.
    Named,
    /// For whatever goes wrong.
    Anything,
    /// For others, or it is not known.
    Others,
}

/// Where code tries calls of a pack again for what the new version tries again for: once for each function.
#[must_use]
pub fn retries(analysis: &Analysis<'_>, pack: usize) -> Vec<Found> {
    let active = &analysis.external.packs[pack];
    let events = &active.pack.events;
    if active.pack.retried.is_empty() || !events.iter().any(|event| event.retried) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (file, calls) in calls(analysis, active) {
        let display = analysis.file(file).unit.display();
        let Some(said) = active.retried(active.from_at(display)) else {
            continue;
        };
        let looker = Looker {
            analysis,
            active,
            file,
            tree: &analysis.file(file).tree,
            calls,
        };
        let found = looker.places().into_values();
        out.extend(found.map(|span| report(said, file, span)));
    }
    out
}

/// The calls that hang on a client in the new version, by file.
fn calls(analysis: &Analysis<'_>, active: &ActivePack) -> BTreeMap<FileId, Vec<ExprId>> {
    let mut known: FxHashMap<_, bool> = FxHashMap::default();
    let mut out: BTreeMap<FileId, Vec<ExprId>> = BTreeMap::new();
    for ((file, call), symbols) in &analysis.calls {
        let is_one = symbols.iter().any(|symbol| {
            *known
                .entry(*symbol)
                .or_insert_with(|| active.is_provided(analysis.names.get(*symbol)))
        });
        if is_one {
            out.entry(*file).or_default().push(*call);
        }
    }
    out
}

fn report(said: &Retried, file: FileId, span: Span) -> Found {
    Found {
        code: said.code.clone(),
        name: said.name.clone(),
        severity: said.severity,
        fails: said.fails,
        message: said.message.clone(),
        help: Some(said.help.clone()),
        old: None,
        new: None,
        breaks: Some(said.breaks.clone()),
        reason: Some("needs-decision"),
        file,
        span,
        draft: None,
        related: Vec::new(),
    }
}

struct Looker<'a, 'p> {
    analysis: &'a Analysis<'p>,
    active: &'a ActivePack,
    file: FileId,
    tree: &'a Tree,
    calls: Vec<ExprId>,
}

impl Looker<'_, '_> {
    /// The first place of each function, by the function.
    fn places(&self) -> BTreeMap<Option<StmtId>, Span> {
        let mut out = BTreeMap::new();
        let mut add = |function: Option<StmtId>, span: Span| {
            let known = out.entry(function).or_insert(span);
            *known = span.min(*known);
        };
        let imported = imported(self.tree);
        if !imported.is_empty() {
            for id in self.tree.expr_ids() {
                if let Some(again) = again(self.tree, id, &imported)
                    && let Some(function) = self.retried_by(id, again)
                {
                    add(function, self.tree.expr(id).span);
                }
            }
        }
        for one in attempts(self.tree, &TABLE.loops) {
            if self.is_tried_again(&one) {
                add(self.function_around(one.at), one.span);
            }
        }
        out
    }

    /// The function that something of the table runs again, if that may call the package; the one that it stands
    /// in, where it names the package's exceptions and is given no function.
    fn retried_by(&self, id: ExprId, again: &Again) -> Option<Option<StmtId>> {
        let around = self
            .tree
            .stmt_of(id)
            .and_then(|stmt| self.function_around(stmt));
        let (whole, arguments) = match call_above(self.tree, id) {
            Some((call, function, arguments)) if function == id => (call, arguments),
            _ => (id, &[][..]),
        };
        let what = self.stated(arguments, again);
        let decorated = match self.tree.expr(whole).parent {
            Parent::Stmt(stmt) => match &self.tree.stmt(stmt).kind {
                StmtKind::Function(function) if function.decorators.contains(&whole) => Some(stmt),
                StmtKind::For { iterable, .. } if *iterable == whole => Some(stmt),
                _ => None,
            },
            _ => None,
        };
        match what {
            For::Others => None,
            For::Named => Some(decorated.filter(|stmt| self.is_function(*stmt)).or(around)),
            For::Anything => {
                let stmt = decorated.filter(|stmt| self.holds_a_call(self.tree.stmt(*stmt).span));
                let given = || self.is_given_one(whole).then_some(around);
                match stmt {
                    Some(stmt) if self.is_function(stmt) => Some(Some(stmt)),
                    Some(_) => Some(around),
                    None => given(),
                }
            }
        }
    }

    fn is_function(&self, stmt: StmtId) -> bool {
        matches!(self.tree.stmt(stmt).kind, StmtKind::Function(_))
    }

    /// Whether what a call makes is called with a method that hangs on a client: `retry(…)(Class.create)`.
    fn is_given_one(&self, call: ExprId) -> bool {
        let Some((_, function, arguments)) = call_above(self.tree, call) else {
            return false;
        };
        let is_one = |atom: &Atom| match atom {
            Atom::Symbol(name) => self.active.is_provided(self.analysis.names.get(*name)),
            _ => false,
        };
        let provided = |argument: &Argument| {
            let value = self.analysis.value((self.file, argument.value));
            value.atoms().iter().any(is_one)
        };
        function == call && arguments.iter().any(provided)
    }

    fn holds_a_call(&self, span: Span) -> bool {
        self.calls.iter().any(|call| {
            let call = self.tree.expr(*call).span;
            span.start <= call.start && call.end <= span.end
        })
    }

    /// Whether a loop tries calls of the package again.
    fn is_tried_again(&self, one: &Loop) -> bool {
        one.caught.iter().any(|classes| match classes {
            None => self.holds_a_call(one.tried),
            Some(classes) => match self.stands_for((self.file, *classes)) {
                For::Named => true,
                For::Anything => self.holds_a_call(one.tried),
                For::Others => false,
            },
        })
    }

    /// For which exceptions a function of the table is told to try again.
    fn stated(&self, arguments: &[Argument], again: &Again) -> For {
        if arguments
            .iter()
            .any(|one| matches!(one.kind, ArgumentKind::Star | ArgumentKind::DoubleStar))
        {
            return For::Others;
        }
        let mut places = arguments.iter().enumerate();
        let told = places.find(|(place, one)| match &one.kind {
            ArgumentKind::Keyword(name) => *name.text == *again.keyword,
            _ => again.at == Some(*place),
        });
        let Some((_, told)) = told else {
            return For::Anything;
        };
        let Some(conditions) = &again.conditions else {
            return self.stands_for((self.file, told.value));
        };
        self.condition(told.value, conditions)
    }

    /// For which exceptions a condition holds, where it is made of those that take classes.
    fn condition(&self, id: ExprId, conditions: &[String]) -> For {
        let takes = |id: ExprId| match &self.tree.expr(id).kind {
            ExprKind::Call {
                function,
                arguments,
                ..
            } => {
                let path = dotted(self.tree, *function)?;
                let known = conditions.iter().any(|one| one == last(&path));
                known.then(|| match arguments.first() {
                    Some(classes) => self.stands_for((self.file, classes.value)),
                    None => For::Anything,
                })
            }
            _ => None,
        };
        let all: Vec<For> = walk_expr(self.tree, id)
            .into_iter()
            .filter_map(takes)
            .collect();
        [For::Named, For::Anything]
            .into_iter()
            .find(|one| all.contains(one))
            .unwrap_or(For::Others)
    }

    /// Which exceptions an expression names.
    fn stands_for(&self, (file, id): Place) -> For {
        let mut found = For::Others;
        let mut pending: Vec<Atom> = Vec::new();
        for id in walk_expr(self.tree, id) {
            pending.extend(self.analysis.value((file, id)).atoms());
            if matches!(
                dotted(self.tree, id).as_deref(),
                Some("Exception" | "BaseException")
            ) {
                found = For::Anything;
            }
        }
        let mut seen = FxHashSet::default();
        while let Some(atom) = pending.pop() {
            match atom {
                Atom::Symbol(name) if self.is_retried(self.analysis.names.get(name)) => {
                    return For::Named;
                }
                Atom::Alloc(alloc) if seen.insert(alloc) => {
                    let parts = self.analysis.store.parts(alloc).iter().copied();
                    for part in parts.chain([Part::Element]) {
                        let held = self.analysis.peek(Slot::Content(alloc, part));
                        pending.extend(held.atoms());
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Whether a class stands for something that the new version tries again for.
    fn is_retried(&self, path: &str) -> bool {
        let old = &self.active.old;
        let Some(class) = self
            .active
            .covers(path)
            .then(|| old.class_named(path))
            .flatten()
        else {
            return false;
        };
        let mut events = self.active.pack.events.iter().filter(|event| event.retried);
        events.any(|event| {
            let raised = old.class_named(&event.old);
            raised.is_some_and(|raised| raised == class || old.is_below(raised, class))
        })
    }

    /// The function that a statement stands in.
    fn function_around(&self, stmt: StmtId) -> Option<StmtId> {
        let mut at = self.tree.stmt(stmt).parent;
        while let Parent::Stmt(up) = at {
            if self.is_function(up) {
                return Some(up);
            }
            at = self.tree.stmt(up).parent;
        }
        None
    }
}

/// What the names of a file mean that it imports from packages of the table.
fn imported(tree: &Tree) -> FxHashMap<&str, String> {
    let is_one = |module: &str| {
        let mut symbols = TABLE.again.iter().flat_map(|one| &one.symbols);
        symbols.any(|symbol| top(symbol) == top(module))
    };
    let mut out = FxHashMap::default();
    for stmt in &tree.stmts {
        match &stmt.kind {
            StmtKind::Import(modules) => {
                for one in modules.iter().filter(|one| is_one(&one.module.text)) {
                    let (name, path) = match &one.alias {
                        Some(alias) => (&*alias.text, &*one.module.text),
                        None => (top(&one.module.text), top(&one.module.text)),
                    };
                    out.insert(name, path.to_owned());
                }
            }
            StmtKind::ImportFrom {
                level: 0,
                module,
                names,
                ..
            } if is_one(&module.text) => {
                for one in names {
                    let name = one.alias.as_ref().unwrap_or(&one.name);
                    out.insert(&*name.text, format!("{}.{}", module.text, one.name.text));
                }
            }
            _ => {}
        }
    }
    out
}

/// What an expression names of the table, in whichever module of its package.
fn again(tree: &Tree, id: ExprId, imported: &FxHashMap<&str, String>) -> Option<&'static Again> {
    let (ExprKind::Name(_) | ExprKind::Attribute { .. }) = &tree.expr(id).kind else {
        return None;
    };
    let path = dotted(tree, id)?;
    let module = imported.get(top(&path))?;
    let path = format!("{module}{}", &path[top(&path).len()..]);
    let means = |symbol: &String| top(symbol) == top(&path) && last(symbol) == last(&path);
    let mut all = TABLE.again.iter();
    let found = all.find(|one| one.symbols.iter().any(means))?;
    // A module may have the name of what is in it.
    (path != top(&path)).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::TABLE;

    #[test]
    fn the_table_can_be_read() {
        assert!(!TABLE.again.is_empty() && !TABLE.loops.counts.is_empty());
    }
}
