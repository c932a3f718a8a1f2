//! Runs one body of code over abstract values: statements.
//!
//! Names of the body's own scopes are followed from statement to statement; branches are joined,
//! loops are run until their variables rest, handlers begin with whatever the tried code may have
//! left behind. Names of other scopes, attributes and contents are looked up in the store.

use rustc_hash::FxHashMap;

use super::bind::{MODULE, ScopeId};
use super::infer::{Analysis, Owner, Unit};
use super::names::NameId;
use super::narrow::{Narrowed, widened};
use super::store::{Escape, Place, Slot};
use super::value::{FileId, Literal, UnitId, Value};
use super::variables::Variables;
use crate::syntax::ast::{Block, ExprId, Handler, MatchCase, StmtId, StmtKind, Tree, WithItem};

/// Statements that one run of a body may run before its loops are run once only, beside eight times those
/// of its file: loops in loops multiply.
const STEPS: usize = 20_000;

/// Turns of a loop that are run before its variables are taken as they are.
const TURNS: usize = 4;

/// Where control is in a body.
#[derive(Debug, Default)]
pub(super) struct Loop {
    breaks: Vec<Variables>,
    continues: Vec<Variables>,
}

/// A run of one body.
pub(super) struct Run<'a, 'p> {
    pub(super) analysis: &'a mut Analysis<'p>,
    pub(super) unit: UnitId,
    pub(super) file: FileId,
    pub(super) tree: &'p Tree,
    pub(super) variables: Variables,
    /// The numbers of the variables that were met.
    pub(super) numbers: FxHashMap<(ScopeId, NameId), usize>,
    /// Whether control can be here; code behind a `return` is still read.
    alive: bool,
    /// Calls that the one which is looked at stands in.
    pub(super) depth: u32,
    /// Statements that were run.
    steps: usize,
    pub(super) tries: Vec<Variables>,
    loops: Vec<Loop>,
    /// The scopes whose names are followed: the body's own and those of classes and comprehensions in it.
    pub(super) own_scopes: Vec<ScopeId>,
}

/// Runs `unit` once.
pub(super) fn run(analysis: &mut Analysis<'_>, unit: UnitId) {
    analysis.forget(unit);
    let Unit {
        file: file_id,
        owner,
        scope,
        ..
    } = *analysis.get(unit);
    let file = analysis.file(file_id);
    let mut run = Run {
        unit,
        file: file_id,
        tree: &file.tree,
        variables: Variables::default(),
        numbers: FxHashMap::default(),
        alive: true,
        depth: 0,
        steps: 0,
        tries: Vec::new(),
        loops: Vec::new(),
        own_scopes: vec![scope],
        analysis,
    };
    run.parameters(scope);
    match owner {
        Owner::Module => run.block(&file.tree.body, MODULE),
        Owner::Function(stmt) => {
            if let StmtKind::Function(function) = &file.tree.stmt(stmt).kind {
                run.block(&function.body, scope);
                let promised = run.stands_for_others();
                if !promised.atoms().is_empty() {
                    run.analysis.store.write(Slot::Return(unit), &promised);
                }
                if run.alive {
                    let none = run.analysis.literal(Literal::None);
                    run.analysis
                        .store
                        .write(Slot::Return(unit), &Value::of(none));
                }
            }
        }
        Owner::Lambda(expr) => {
            if let crate::syntax::ast::ExprKind::Lambda { body, .. } = &file.tree.expr(expr).kind {
                let value = run.expr(*body, scope);
                run.returned(*body, &value);
            }
        }
    }
}

impl<'p> Run<'_, 'p> {
    pub(super) fn place(&self, expr: ExprId) -> Place {
        (self.file, expr)
    }

    pub(super) fn with_scope<T>(&mut self, scope: ScopeId, work: impl FnOnce(&mut Self) -> T) -> T {
        self.own_scopes.push(scope);
        let out = work(self);
        self.own_scopes.pop();
        out
    }

    /// Whether this body, having met nothing, waits for it.
    pub(super) fn waits(&mut self) -> bool {
        self.analysis.store.waits(self.unit)
    }

    pub(super) fn block(&mut self, block: &Block, scope: ScopeId) {
        for id in block {
            self.stmt(*id, scope);
        }
    }

    fn stmt(&mut self, id: StmtId, scope: ScopeId) {
        self.steps += 1;
        match &self.tree.stmt(id).kind {
            StmtKind::Expr(value) => {
                self.expr(*value, scope);
            }
            StmtKind::Assign { targets, value } => {
                let result = self.expr(*value, scope);
                let result = self.alias(*value, result);
                for target in targets {
                    self.assign(*target, scope, &result, Some(*value));
                }
            }
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
            } => {
                self.expr(*annotation, scope);
                if let Some(value) = value {
                    let given = self.expr(*value, scope);
                    let given = self.alias(*value, given);
                    let result = self.declared((*target, *annotation, *value), scope, given);
                    self.assign(*target, scope, &result, Some(*value));
                } else {
                    let result = self.annotated(*annotation);
                    if !result.atoms().is_empty() {
                        self.assign(*target, scope, &result, None);
                    }
                }
            }
            StmtKind::AugAssign { target, value, .. } => self.augment(*target, *value, scope),
            StmtKind::Return(value) => {
                if let Some(value) = value {
                    let result = self.expr(*value, scope);
                    let result = self.promised(result);
                    self.returned(*value, &result);
                } else {
                    let none = self.analysis.literal(Literal::None);
                    self.analysis
                        .store
                        .write(Slot::Return(self.unit), &Value::of(none));
                }
                self.alive = false;
            }
            StmtKind::Raise { exception, cause } => {
                for part in [exception, cause].into_iter().flatten() {
                    self.expr(*part, scope);
                }
                self.alive = false;
            }
            StmtKind::Assert { test, message } => {
                self.expr(*test, scope);
                let said = self.said_by(*test, true, scope);
                self.narrow(&said);
                if let Some(message) = message {
                    let text = self.expr(*message, scope);
                    self.escaped(*message, &text, Escape::Formatted);
                }
            }
            StmtKind::Delete(targets) => {
                for target in targets {
                    self.expr(*target, scope);
                }
            }
            StmtKind::Import(modules) => self.import(modules, scope),
            StmtKind::ImportFrom {
                level,
                module,
                names,
                star,
            } => self.import_from(*level, &module.text, names, star.is_some(), scope),
            StmtKind::Function(function) => self.define_function(id, function, scope),
            StmtKind::Class(class) => self.define_class(id, class, scope),
            _ => self.compound(id, scope),
        }
    }

    fn compound(&mut self, id: StmtId, scope: ScopeId) {
        match &self.tree.stmt(id).kind {
            StmtKind::If { test, body, orelse } => {
                self.expr(*test, scope);
                self.either(*test, body, orelse, scope);
            }
            StmtKind::For {
                target,
                iterable,
                body,
                orelse,
                asynchronous,
            } => {
                let items = self.expr(*iterable, scope);
                let item = self.iterate(&items, *asynchronous);
                self.repeat(scope, body, orelse, |run| {
                    run.assign(*target, scope, &item, None);
                });
            }
            StmtKind::While { test, body, orelse } => {
                self.repeat(scope, body, orelse, |run| {
                    run.expr(*test, scope);
                });
            }
            StmtKind::With {
                items,
                body,
                asynchronous,
            } => {
                self.enter(items, *asynchronous, scope);
                self.block(body, scope);
            }
            StmtKind::Try {
                body,
                handlers,
                orelse,
                finalbody,
            } => self.attempt(body, handlers, orelse, finalbody, scope),
            StmtKind::Match { subject, cases } => self.cases(*subject, cases, scope),
            StmtKind::Other { keyword, operands } => {
                if let ("type", [name, .., value]) = (&**keyword, &operands[..]) {
                    let result = self.expr(*value, scope);
                    let result = self.alias(*value, result);
                    self.assign(*name, scope, &result, None);
                    return;
                }
                for operand in operands {
                    self.expr(*operand, scope);
                }
                let variables = self.variables.clone();
                if let (Some(innermost), true) = (self.loops.last_mut(), self.alive) {
                    match &**keyword {
                        "break" => innermost.breaks.push(variables),
                        "continue" => innermost.continues.push(variables),
                        _ => return,
                    }
                    self.alive = false;
                }
            }
            _ => {}
        }
    }

    /// Runs each block from here and joins where they end.
    pub(super) fn branches(&mut self, scope: ScopeId, blocks: &[(&Block, &Narrowed)]) {
        let start = self.variables.clone();
        let alive = self.alive;
        let mut ends = Vec::new();
        let mut last = start.clone();
        for (block, said) in blocks {
            self.variables.clone_from(&start);
            self.alive = alive;
            self.narrow(said);
            self.block(block, scope);
            last.clone_from(&self.variables);
            if self.alive {
                ends.push((std::mem::take(&mut self.variables), *said));
            }
        }
        // Where only one of them ends, what its test said goes on.
        let several = ends.len() > 1;
        let ends = ends.into_iter().map(|(variables, said)| match several {
            true => widened(variables, said),
            false => variables,
        });
        self.meet(ends.collect(), last, alive);
    }

    /// Goes on from where any of `ends` is; from `otherwise`, as dead code, if there are none.
    fn meet(&mut self, ends: Vec<Variables>, otherwise: Variables, alive: bool) {
        let mut ends = ends.into_iter();
        if let Some(mut joined) = ends.next() {
            for other in ends {
                joined.join(&other);
            }
            self.variables = joined;
            self.alive = alive;
        } else {
            self.variables = otherwise;
            self.alive = false;
        }
    }

    fn repeat(&mut self, scope: ScopeId, body: &Block, orelse: &Block, head: impl Fn(&mut Self)) {
        let alive = self.alive;
        let mut breaks = Vec::new();
        for turn in 0..TURNS {
            let before = self.variables.clone();
            head(self);
            self.loops.push(Loop::default());
            self.block(body, scope);
            let ended = self.loops.pop().unwrap_or_default();
            breaks.extend(ended.breaks);
            let mut after = before.clone();
            if self.alive {
                after.join(&std::mem::take(&mut self.variables));
            }
            for variables in ended.continues {
                after.join(&variables);
            }
            self.alive = alive;
            let rested = after == before;
            self.variables = after;
            if rested || turn + 1 == TURNS {
                break;
            }
            if self.steps > STEPS + 8 * self.tree.stmts.len() {
                self.analysis.give_up(self.unit);
                break;
            }
        }
        self.block(orelse, scope);
        let mut ends = breaks;
        if self.alive {
            ends.push(self.variables.clone());
        }
        let otherwise = self.variables.clone();
        self.meet(ends, otherwise, alive);
    }

    fn enter(&mut self, items: &[WithItem], asynchronous: bool, scope: ScopeId) {
        for item in items {
            let context = self.expr(item.context, scope);
            let entered = self.entered(&context, asynchronous);
            if let Some(target) = item.target {
                self.assign(target, scope, &entered, None);
            }
        }
    }

    fn attempt(
        &mut self,
        body: &Block,
        handlers: &[Handler],
        orelse: &Block,
        finalbody: &Block,
        scope: ScopeId,
    ) {
        let alive = self.alive;
        self.tries.push(self.variables.clone());
        self.block(body, scope);
        let thrown = self.tries.pop().unwrap_or_default();
        self.block(orelse, scope);
        let mut ends = Vec::new();
        let mut last = self.variables.clone();
        if self.alive {
            ends.push(self.variables.clone());
        }
        for handler in handlers {
            self.variables.clone_from(&thrown);
            self.alive = alive;
            if let Some(exception) = handler.exception {
                let classes = self.expr(exception, scope);
                if let Some(name) = &handler.name {
                    let caught = self.instances(&classes);
                    self.bind(scope, &name.text, &caught);
                }
            }
            self.block(&handler.body, scope);
            last.clone_from(&self.variables);
            if self.alive {
                ends.push(self.variables.clone());
            }
        }
        self.meet(ends, last, alive);
        let reached = self.alive;
        self.block(finalbody, scope);
        self.alive &= reached;
    }

    fn cases(&mut self, subject: ExprId, cases: &[MatchCase], scope: ScopeId) {
        let value = self.expr(subject, scope);
        self.escaped(subject, &value, Escape::Compared);
        let start = self.variables.clone();
        let alive = self.alive;
        let mut ends = vec![start.clone()];
        for case in cases {
            self.variables.clone_from(&start);
            self.alive = alive;
            for name in &case.captures {
                self.bind(scope, &name.text, &Value::unknown());
            }
            for operand in case.operands.iter().chain(&case.guard) {
                self.expr(*operand, scope);
            }
            self.block(&case.body, scope);
            if self.alive {
                ends.push(self.variables.clone());
            }
        }
        self.meet(ends, start, alive);
    }

    /// A value leaves the code that is understood at `expr`.
    pub(super) fn escaped(&mut self, expr: ExprId, value: &Value, why: Escape) {
        let place = self.place(expr);
        self.analysis.store.escape(Some(place), value, why);
    }
}
