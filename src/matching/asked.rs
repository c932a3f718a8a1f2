//! What tests ask of a mock about the arguments that it was called with.

use crate::semantic::value::FileId;
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind, Parent, StmtId, StmtKind, Tree};
use crate::syntax::query::{arguments, call_above, dotted, operands, walk_expr};

/// The methods that are given the arguments of a call as their own.
const ASSERTS: [&str; 6] = [
    "assert_called_with",
    "assert_called_once_with",
    "assert_any_call",
    "assert_awaited_with",
    "assert_awaited_once_with",
    "assert_any_await",
];

/// How a mock is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asked {
    /// By a call with the arguments that are expected.
    Call(ExprId),
    /// By a string, the name of one.
    Key(ExprId),
    /// By something that reads what it was given by position.
    Position(ExprId),
    /// By something of which it is not seen which arguments are meant.
    Whole(ExprId),
}

/// What is asked of the mock that an expression is; names that get what it tells are followed in some statements.
pub fn asked_of(
    tree: &Tree,
    file: FileId,
    mock: ExprId,
    within: &[StmtId],
) -> Vec<(FileId, Asked)> {
    let mut search = Search {
        tree,
        within,
        out: Vec::new(),
        depth: 0,
    };
    search.mock(mock);
    search.out.sort_unstable();
    search.out.dedup();
    search.out.into_iter().map(|one| (file, one)).collect()
}

/// What is told of calls.
#[derive(Clone, Copy)]
enum What {
    /// A list of them.
    Calls,
    /// One of them.
    Call,
    /// The keywords of one.
    Keywords,
    /// What one gives by position.
    Positional,
}

struct Search<'t> {
    tree: &'t Tree,
    within: &'t [StmtId],
    out: Vec<Asked>,
    /// Names may hold each other.
    depth: u8,
}

impl Search<'_> {
    fn mock(&mut self, mock: ExprId) {
        let Parent::Expr(up) = self.tree.expr(mock).parent else {
            return;
        };
        let ExprKind::Attribute { value, attribute } = &self.tree.expr(up).kind else {
            return;
        };
        if *value != mock {
            return;
        }
        let called = call_above(self.tree, up).filter(|(_, function, _)| *function == up);
        match (&*attribute.text, called) {
            (name, Some((call, ..))) if ASSERTS.contains(&name) => {
                self.out.push(Asked::Call(call));
            }
            ("assert_has_calls" | "assert_has_awaits", Some((_, _, [first, ..]))) => {
                self.expected(first.value);
            }
            ("call_args" | "await_args", None) => self.told(up, What::Call),
            ("call_args_list" | "await_args_list" | "mock_calls" | "method_calls", None) => {
                self.told(up, What::Calls);
            }
            _ => {}
        }
    }

    /// What is done with something that a mock tells.
    fn told(&mut self, id: ExprId, what: What) {
        match self.tree.expr(id).parent {
            Parent::Expr(up) => self.operand(id, up, what),
            Parent::Stmt(stmt) => match &self.tree.stmt(stmt).kind {
                StmtKind::Assign { targets, value } if *value == id => {
                    for target in targets.clone() {
                        self.bound(target, what);
                    }
                }
                StmtKind::For {
                    target, iterable, ..
                } if *iterable == id => self.item(*target, what),
                StmtKind::Return(_) => self.out.push(Asked::Whole(id)),
                _ => {}
            },
            Parent::Module => {}
        }
    }

    fn operand(&mut self, id: ExprId, up: ExprId, what: What) {
        match (&self.tree.expr(up).kind, what) {
            (ExprKind::Attribute { attribute, .. }, _) => self.attribute(up, &attribute.text, what),
            (ExprKind::Subscript { value, index }, _) if *value == id => {
                self.subscript(up, *index, what);
            }
            (
                ExprKind::Compare {
                    operands,
                    operators,
                },
                _,
            ) => self.compared(id, operands, operators, what),
            (ExprKind::Comprehension { clauses, .. }, What::Calls) => {
                let clause = clauses.iter().find(|one| one.iterable == id);
                if let Some(target) = clause.map(|one| one.target) {
                    self.item(target, what);
                }
            }
            (ExprKind::Comprehension { .. } | ExprKind::Call { .. }, What::Positional) => {
                self.out.push(Asked::Position(id));
            }
            (ExprKind::Call { function, .. }, _) => {
                let counts = dotted(self.tree, *function)
                    .is_some_and(|path| matches!(&*path, "len" | "bool" | "print" | "any" | "all"));
                if !counts {
                    self.out.push(Asked::Whole(id));
                }
            }
            (ExprKind::Dict(_) | ExprKind::List(_) | ExprKind::Starred(_), _) => {
                self.out.push(Asked::Whole(id))
            }
            (ExprKind::Comprehension { element, value, .. }, _)
                if *element == id || *value == Some(id) =>
            {
                self.out.push(Asked::Whole(id));
            }
            (ExprKind::Tuple(_), _) => self.told(up, what),
            _ => {}
        }
    }

    fn attribute(&mut self, id: ExprId, name: &str, what: What) {
        match (what, name) {
            (What::Call, "kwargs") => self.told(id, What::Keywords),
            (What::Call, "args") => self.told(id, What::Positional),
            (What::Positional, _) => self.out.push(Asked::Position(id)),
            (What::Keywords, "get" | "pop" | "setdefault") => {
                let called = call_above(self.tree, id).filter(|(_, function, _)| *function == id);
                if let Some((.., [key, ..])) = called {
                    self.key(key.value);
                }
            }
            (What::Keywords, _) => self.out.push(Asked::Whole(id)),
            _ => {}
        }
    }

    fn subscript(&mut self, id: ExprId, index: ExprId, what: What) {
        let index = &self.tree.expr(index).kind;
        match what {
            What::Calls => self.told(
                id,
                match index {
                    ExprKind::Slice(_) => What::Calls,
                    _ => What::Call,
                },
            ),
            What::Call => {
                let is_first = matches!(index, ExprKind::Number(number) if &**number == "0");
                self.told(
                    id,
                    match is_first {
                        true => What::Positional,
                        false => What::Keywords,
                    },
                );
            }
            What::Positional => self.out.push(Asked::Position(id)),
            What::Keywords => {
                if let ExprKind::Subscript { index, .. } = self.tree.expr(id).kind {
                    self.key(index);
                }
            }
        }
    }

    fn compared(&mut self, id: ExprId, operands: &[ExprId], operators: &[Box<str>], what: What) {
        let asks = |operator: &str| matches!(operator, "==" | "!=" | "in" | "not in");
        if !operators.iter().any(|operator| asks(operator)) {
            return;
        }
        let others: Vec<ExprId> = operands.iter().copied().filter(|one| *one != id).collect();
        let contains = operators.iter().any(|operator| operator.ends_with("in"));
        for other in others {
            match what {
                What::Keywords if contains && operands.last() == Some(&id) => self.key(other),
                // None of them is what any new call gives as well.
                What::Positional if self.is_empty(other) => {}
                What::Positional => self.out.push(Asked::Position(other)),
                What::Keywords => {
                    self.expected(other);
                    // What was given by position is not among those that are expected.
                    self.out.push(Asked::Position(other));
                }
                _ => self.expected(other),
            }
        }
    }

    fn is_empty(&self, id: ExprId) -> bool {
        match &self.tree.expr(id).kind {
            ExprKind::Tuple(items) | ExprKind::List(items) => items.is_empty(),
            _ => false,
        }
    }

    /// The name of an argument.
    fn key(&mut self, id: ExprId) {
        let is_text = matches!(self.tree.expr(id).kind, ExprKind::Str { bytes: false, .. });
        self.out.push(match is_text {
            true => Asked::Key(id),
            false => Asked::Whole(id),
        });
    }

    /// Calls or keywords that are expected.
    fn expected(&mut self, id: ExprId) {
        let before = self.out.len();
        let plain = |kind: &ExprKind| matches!(kind, ExprKind::Name(name) if &**name != "call");
        if plain(&self.tree.expr(id).kind)
            && let Some(name) = dotted(self.tree, id)
        {
            for value in self.given(&name) {
                self.spelled(value);
            }
        } else {
            self.spelled(id);
            if let ExprKind::Tuple(items) = &self.tree.expr(id).kind
                && let Some(first) = items.first()
                && matches!(self.tree.expr(*first).kind, ExprKind::Tuple(_))
                && !self.is_empty(*first)
            {
                self.out.push(Asked::Position(*first));
            }
            // An empty list or dict expects nothing.
            if matches!(
                self.tree.expr(id).kind,
                ExprKind::List(_) | ExprKind::Dict(_) | ExprKind::Tuple(_) | ExprKind::None
            ) {
                return;
            }
        }
        if self.out.len() == before {
            self.out.push(Asked::Whole(id));
        }
    }

    /// The calls and the dicts that an expression spells.
    fn spelled(&mut self, id: ExprId) {
        for id in walk_expr(self.tree, id) {
            match &self.tree.expr(id).kind {
                ExprKind::Call { function, .. } => {
                    let is_call = dotted(self.tree, *function)
                        .is_some_and(|path| path.split('.').any(|part| part == "call"));
                    if is_call {
                        self.out.push(Asked::Call(id));
                    }
                }
                ExprKind::Dict(items) if self.is_keywords(id) => {
                    for item in items.clone() {
                        match item.key {
                            Some(key) => self.key(key),
                            None => self.out.push(Asked::Whole(item.value)),
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether a dict display holds the keywords of a call, and is no argument among them.
    fn is_keywords(&self, dict: ExprId) -> bool {
        let mut at = dict;
        while let Parent::Expr(up) = self.tree.expr(at).parent {
            match &self.tree.expr(up).kind {
                ExprKind::Dict(_) | ExprKind::Call { .. } => return false,
                _ => at = up,
            }
        }
        true
    }

    /// What a name is given.
    fn given(&self, name: &str) -> Vec<ExprId> {
        let given = |stmt: &StmtId| match &self.tree.stmt(*stmt).kind {
            StmtKind::Assign { targets, value } => {
                let mut targets = targets.iter();
                let is_it = targets.any(|one| dotted(self.tree, *one).as_deref() == Some(name));
                is_it.then_some(*value)
            }
            _ => None,
        };
        let own: Vec<ExprId> = self.within.iter().filter_map(given).collect();
        if !own.is_empty() {
            return own;
        }
        let top = self.tree.stmt_ids();
        let top = top.filter(|stmt| self.tree.stmt(*stmt).parent == Parent::Module);
        top.filter_map(|stmt| given(&stmt)).collect()
    }

    /// A name that gets one item of a list of calls.
    fn item(&mut self, target: ExprId, what: What) {
        match what {
            What::Calls => self.bound(target, What::Call),
            // The names of the arguments, one by one.
            What::Keywords => self.out.push(Asked::Whole(target)),
            What::Positional => self.out.push(Asked::Position(target)),
            What::Call => {}
        }
    }

    /// A target that is given what a mock tells.
    fn bound(&mut self, target: ExprId, what: What) {
        match (&self.tree.expr(target).kind, what) {
            (ExprKind::Tuple(items) | ExprKind::List(items), What::Call) => {
                // Both of the arguments, or the name before them.
                if let [.., positional, keywords] = items[..] {
                    self.bound(positional, What::Positional);
                    self.bound(keywords, What::Keywords);
                }
            }
            (ExprKind::Tuple(items) | ExprKind::List(items), What::Calls) => {
                for item in items.clone() {
                    self.bound(item, What::Call);
                }
            }
            (ExprKind::Tuple(_) | ExprKind::List(_), What::Positional) => {
                self.out.push(Asked::Position(target));
            }
            _ => {
                if let Some(name) = dotted(self.tree, target) {
                    self.through(&name, target, what);
                }
            }
        }
    }

    /// All that is read of a name.
    fn through(&mut self, name: &str, target: ExprId, what: What) {
        if self.depth == 4 {
            self.out.push(Asked::Whole(target));
            return;
        }
        self.depth += 1;
        let mut reads: Vec<ExprId> = Vec::new();
        let function = function_around(self.tree, target);
        for stmt in self.within {
            let tree = self.tree;
            // In another function, a name of this one may be something else.
            if !name.contains('.') && function_of(tree, Parent::Stmt(*stmt)) != function {
                continue;
            }
            let all = operands(&tree.stmt(*stmt).kind);
            let all = all.into_iter().flat_map(|one| walk_expr(tree, one));
            reads.extend(
                all.filter(|id| *id != target && dotted(tree, *id).as_deref() == Some(name)),
            );
        }
        reads.sort_unstable();
        reads.dedup();
        for read in reads {
            self.told(read, what);
        }
        self.depth -= 1;
    }
}

/// The function that an expression stands in.
fn function_around(tree: &Tree, id: ExprId) -> Option<StmtId> {
    function_of(tree, Parent::Stmt(tree.stmt_of(id)?))
}

fn function_of(tree: &Tree, mut at: Parent) -> Option<StmtId> {
    while let Parent::Stmt(stmt) = at {
        let up = tree.stmt(stmt).parent;
        if let Parent::Stmt(function) = up
            && matches!(tree.stmt(function).kind, StmtKind::Function(_))
        {
            return Some(function);
        }
        at = up;
    }
    None
}

/// The names that a call gives its arguments, with where they stand; none if it takes some out of a dict.
pub fn names_given(tree: &Tree, call: ExprId) -> Option<Vec<(&str, ExprId)>> {
    let mut out = Vec::new();
    for one in arguments(tree.expr(call)) {
        match &one.kind {
            ArgumentKind::Keyword(name) => out.push((&*name.text, one.value)),
            ArgumentKind::DoubleStar => return None,
            _ => {}
        }
    }
    Some(out)
}
