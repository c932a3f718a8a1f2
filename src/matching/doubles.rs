//! What the mocks of tests are told to answer: where they are made, and through the names that hold them.

use super::asked::{Asked, asked_of};
use crate::semantic::infer::Analysis;
use crate::semantic::value::FileId;
use crate::syntax::ast::{
    ArgumentKind, Block, ExprId, ExprKind, Function, Parent, StmtId, StmtKind, Tree,
};
use crate::syntax::query::{arguments, dotted, keyword, last, operands, walk, walk_expr};

/// How a mock is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Each call gives the value.
    Returns,
    /// Each call gives the next of the values, or what the function gives that is called.
    Effect,
    /// The value is called itself.
    Called,
}

/// What mocks are told, and what is done with that.
#[derive(Debug, Default)]
pub struct Doubles {
    /// The values, with where they stand.
    pub told: Vec<(FileId, ExprId, Told)>,
    /// Whether a test reads or sets items of what a mock answers.
    pub items: bool,
    /// What is set of what a mock answers.
    pub parts: Vec<(FileId, ExprId)>,
    /// Calls that the name of a mock is given to.
    pub given_to: Vec<(FileId, ExprId)>,
    /// What is asked of mocks about their arguments.
    pub asked: Vec<(FileId, Asked)>,
}

/// A name that holds a mock in some statements.
struct Held {
    file: FileId,
    name: String,
    within: Vec<StmtId>,
}

/// What the mock is told that a call makes: `patch("a.b", return_value=…)`, and through the name that it gets.
pub fn made_by(analysis: &Analysis<'_>, file: FileId, call: ExprId) -> Doubles {
    let mut out = Doubles::default();
    out.keywords(&analysis.file(file).tree, file, call);
    for held in holders(analysis, file, call) {
        out.through(&analysis.file(held.file).tree, &held);
    }
    out
}

/// What the mock is told that an expression is: one that is made there, or a name.
pub fn told_to(analysis: &Analysis<'_>, file: FileId, mock: ExprId) -> Doubles {
    let tree = &analysis.file(file).tree;
    let mut out = Doubles::default();
    if let Some(name) = dotted(tree, mock) {
        let within = around(tree, tree.stmt_of(mock), &name);
        let held = Held { file, name, within };
        out.through(tree, &held);
        for stmt in &held.within {
            if let StmtKind::Assign { targets, value } = &tree.stmt(*stmt).kind
                && targets
                    .iter()
                    .any(|one| dotted(tree, *one).as_ref() == Some(&held.name))
            {
                out.told.push((file, *value, Told::Called));
            }
        }
    } else {
        out.keywords(tree, file, mock);
    }
    out
}

impl Doubles {
    /// What a call that makes a mock tells it.
    pub fn keywords(&mut self, tree: &Tree, file: FileId, call: ExprId) {
        for (name, told) in [
            ("return_value", Told::Returns),
            ("side_effect", Told::Effect),
        ] {
            let given = keyword(tree.expr(call), name);
            self.told
                .extend(given.map(|given| (file, given.value, told)));
        }
    }

    /// What a mock is told through a name.
    fn through(&mut self, tree: &Tree, held: &Held) {
        let returned = format!("{}.return_value", held.name);
        let effect = format!("{}.side_effect", held.name);
        let configure = format!("{}.configure_mock", held.name);
        for stmt in &held.within {
            let kind = &tree.stmt(*stmt).kind;
            if let StmtKind::Assign { targets, value } = kind {
                let of_answer = |one: &&ExprId| is_read_of(tree, **one, &returned);
                let parts = targets.iter().filter(of_answer);
                self.parts.extend(parts.map(|_| (held.file, *value)));
                for target in targets.iter().filter_map(|one| dotted(tree, *one)) {
                    if target == returned {
                        self.told.push((held.file, *value, Told::Returns));
                    } else if target == effect {
                        self.told.push((held.file, *value, Told::Effect));
                    }
                }
            }
            for id in operands(kind)
                .into_iter()
                .flat_map(|one| walk_expr(tree, one))
            {
                if dotted(tree, id).as_ref() == Some(&held.name) {
                    self.asked
                        .extend(asked_of(tree, held.file, id, &held.within));
                }
                match &tree.expr(id).kind {
                    ExprKind::Call { function, .. }
                        if dotted(tree, *function).as_ref() == Some(&configure) =>
                    {
                        self.keywords(tree, held.file, id);
                    }
                    ExprKind::Call { arguments, .. }
                        if arguments
                            .iter()
                            .any(|one| dotted(tree, one.value).as_ref() == Some(&held.name)) =>
                    {
                        self.given_to.push((held.file, id));
                    }
                    ExprKind::Subscript { value, .. } => {
                        self.items |= dotted(tree, *value).as_ref() == Some(&returned);
                    }
                    ExprKind::Attribute { value, attribute }
                        if &*attribute.text == "__getitem__" =>
                    {
                        self.items |= dotted(tree, *value).as_ref() == Some(&returned)
                            || is_read_of(tree, *value, &returned);
                    }
                    _ => {}
                }
            }
        }
    }
}

/// Whether an expression is something that is read of what has a name: `name.a`, `name.a[0].b`.
fn is_read_of(tree: &Tree, id: ExprId, name: &str) -> bool {
    let mut at = id;
    loop {
        at = match &tree.expr(at).kind {
            ExprKind::Attribute { value, .. } | ExprKind::Subscript { value, .. } => *value,
            _ => return false,
        };
        if dotted(tree, at).as_deref() == Some(name) {
            return true;
        }
    }
}

/// The names that hold the mock which a call makes.
fn holders(analysis: &Analysis<'_>, file: FileId, call: ExprId) -> Vec<Held> {
    let tree = &analysis.file(file).tree;
    let Some(stmt) = tree.stmt_of(call) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    match &tree.stmt(stmt).kind {
        StmtKind::Assign { targets, value } if gives(tree, *value, call) => {
            for name in targets.iter().filter_map(|one| dotted(tree, *one)) {
                out.extend(assigned(tree, (file, stmt), &name));
                for (stmt, name) in started(tree, stmt, &name) {
                    out.extend(assigned(tree, (file, stmt), &name));
                }
            }
        }
        StmtKind::With { items, body, .. } => {
            let item = items.iter().find(|one| one.context == call);
            let name = item.and_then(|one| dotted(tree, one.target?));
            out.extend(name.map(|name| Held {
                file,
                within: of_block(tree, stmt, body, &name),
                name,
            }));
        }
        StmtKind::Function(function) => {
            let at = place_among(tree, &function.decorators, call);
            let name = at.and_then(|at| parameter(tree, stmt, function, at));
            out.extend(name.map(|name| Held {
                file,
                name,
                within: walk(tree, &function.body),
            }));
        }
        StmtKind::Class(class) => {
            let Some(at) = place_among(tree, &class.decorators, call) else {
                return out;
            };
            for stmt in &class.body {
                let StmtKind::Function(function) = &tree.stmt(*stmt).kind else {
                    continue;
                };
                let own = function
                    .decorators
                    .iter()
                    .filter(|one| passes_a_mock(tree, **one));
                let name = parameter(tree, *stmt, function, own.count() + at);
                out.extend(name.map(|name| Held {
                    file,
                    name,
                    within: walk(tree, &function.body),
                }));
            }
        }
        _ => {}
    }
    out.extend(provided(analysis, (file, stmt), call, &out));
    out
}

/// Whether what a statement keeps is the mock, or the patch, that a call makes.
fn gives(tree: &Tree, value: ExprId, call: ExprId) -> bool {
    if value == call {
        return true;
    }
    let ExprKind::Call {
        function,
        arguments,
        ..
    } = &tree.expr(value).kind
    else {
        return false;
    };
    let ExprKind::Attribute {
        value: owner,
        attribute,
    } = &tree.expr(*function).kind
    else {
        return false;
    };
    match &*attribute.text {
        "start" => *owner == call,
        "enter_context" | "enterContext" => arguments.first().is_some_and(|one| one.value == call),
        _ => false,
    }
}

/// The statements in which a name is what a `with` gives it: its block, and what comes behind that until another one binds it.
fn of_block(tree: &Tree, stmt: StmtId, body: &Block, name: &str) -> Vec<StmtId> {
    let mut within = walk(tree, body);
    let end = tree.stmt(stmt).span.end;
    let behind = around(tree, Some(stmt), name).into_iter();
    let behind = behind.filter(|one| tree.stmt(*one).span.start >= end);
    within.extend(behind.take_while(|one| !binds(tree, *one, name)));
    within
}

/// Whether a statement gives a name a value.
fn binds(tree: &Tree, stmt: StmtId, name: &str) -> bool {
    let is_it = |target: ExprId| dotted(tree, target).as_deref() == Some(name);
    match &tree.stmt(stmt).kind {
        StmtKind::Assign { targets, .. } => targets.iter().any(|one| is_it(*one)),
        StmtKind::With { items, .. } => items.iter().filter_map(|one| one.target).any(is_it),
        StmtKind::For { target, .. } => is_it(*target),
        _ => false,
    }
}

/// A name that one statement alone gives a value.
fn assigned(tree: &Tree, (file, stmt): (FileId, StmtId), name: &str) -> Option<Held> {
    let within = around(tree, Some(stmt), name);
    let binds = |stmt: &&StmtId| match &tree.stmt(**stmt).kind {
        StmtKind::Assign { targets, .. } => targets
            .iter()
            .any(|one| dotted(tree, *one).as_deref() == Some(name)),
        _ => false,
    };
    (within.iter().filter(binds).count() == 1).then(|| Held {
        file,
        name: name.to_owned(),
        within,
    })
}

/// The names of what a kept patch gives when it is started.
fn started(tree: &Tree, stmt: StmtId, patch: &str) -> Vec<(StmtId, String)> {
    let start = format!("{patch}.start");
    let mut out = Vec::new();
    for stmt in around(tree, Some(stmt), patch) {
        let StmtKind::Assign { targets, value } = &tree.stmt(stmt).kind else {
            continue;
        };
        if let ExprKind::Call { function, .. } = &tree.expr(*value).kind
            && dotted(tree, *function).as_ref() == Some(&start)
        {
            out.extend(
                targets
                    .iter()
                    .filter_map(|one| Some((stmt, dotted(tree, *one)?))),
            );
        }
    }
    out
}

/// What is asked of the mock that an attribute is, about its arguments.
pub fn asked_at(tree: &Tree, file: FileId, mock: ExprId) -> Vec<(FileId, Asked)> {
    let within = around(tree, tree.stmt_of(mock), "");
    asked_of(tree, file, mock, &within)
}

/// The statements that may mean the same by a name as one of them: those of its function, of its class where
/// the name is one of an object's, or of the file.
fn around(tree: &Tree, stmt: Option<StmtId>, name: &str) -> Vec<StmtId> {
    let of_object = name.contains('.');
    let mut at = stmt;
    while let Some(id) = at {
        match &tree.stmt(id).kind {
            StmtKind::Function(function) if !of_object && Some(id) != stmt => {
                return walk(tree, &function.body);
            }
            StmtKind::Class(class) if of_object => return walk(tree, &class.body),
            _ => {}
        }
        at = above(tree, id);
    }
    let is_top = |id: &StmtId| tree.stmt(*id).parent == Parent::Module;
    let top = tree.stmt_ids().filter(is_top);
    // In functions, a name of the file may be another one.
    match of_object {
        true => walk(tree, &top.collect::<Block>()),
        false => top.collect(),
    }
}

fn above(tree: &Tree, stmt: StmtId) -> Option<StmtId> {
    match tree.stmt(stmt).parent {
        Parent::Stmt(up) => Some(up),
        _ => None,
    }
}

/// How many mocks the decorators below one pass before it does: the lowest comes first.
fn place_among(tree: &Tree, decorators: &[ExprId], call: ExprId) -> Option<usize> {
    let at = decorators.iter().position(|one| *one == call)?;
    if !passes_a_mock(tree, call) {
        return None;
    }
    let below = decorators[at + 1..].iter();
    Some(below.filter(|one| passes_a_mock(tree, **one)).count())
}

/// Whether a decorator passes a mock to what it decorates: it is given nothing to put in the place.
fn passes_a_mock(tree: &Tree, decorator: ExprId) -> bool {
    let expr = tree.expr(decorator);
    let ExprKind::Call { function, .. } = &expr.kind else {
        return false;
    };
    let Some(path) = dotted(tree, *function) else {
        return false;
    };
    let names = match last(&path) {
        "patch" => 1,
        "object" if path.ends_with("patch.object") => 2,
        _ => return false,
    };
    let positional = arguments(expr)
        .iter()
        .filter(|one| one.kind == ArgumentKind::Positional);
    positional.count() <= names && keyword(expr, "new").is_none()
}

/// The name of the parameter that gets a function's mock with this number.
fn parameter(tree: &Tree, stmt: StmtId, function: &Function, at: usize) -> Option<String> {
    let in_class =
        above(tree, stmt).is_some_and(|up| matches!(tree.stmt(up).kind, StmtKind::Class(_)));
    let first = usize::from(in_class && !is_static(tree, function));
    let parameter = function.parameters.get(first + at)?;
    Some(parameter.name.text.to_string())
}

/// The parameters that get the mock from a function which offers it to tests by its own name.
fn provided(
    analysis: &Analysis<'_>,
    (file, stmt): (FileId, StmtId),
    call: ExprId,
    held: &[Held],
) -> Vec<Held> {
    let tree = &analysis.file(file).tree;
    let mut at = Some(stmt);
    let function = loop {
        let Some(id) = at else {
            return Vec::new();
        };
        match &tree.stmt(id).kind {
            StmtKind::Function(function) if id != stmt => break function,
            _ => at = above(tree, id),
        }
    };
    let is_it = |value: ExprId| {
        value == call
            || dotted(tree, value).is_some_and(|name| held.iter().any(|one| one.name == name))
    };
    let given = walk(tree, &function.body)
        .into_iter()
        .any(|stmt| match &tree.stmt(stmt).kind {
            StmtKind::Return(Some(value)) => is_it(*value),
            StmtKind::Expr(one) => match tree.expr(*one).kind {
                ExprKind::Yield(Some(value)) => is_it(value),
                _ => false,
            },
            _ => false,
        });
    if !given || !is_offered(tree, function) || offered(analysis, &function.name.text) != 1 {
        return Vec::new();
    }
    let mut out = Vec::new();
    for other in taking_from(analysis, file) {
        let tree = &analysis.file(other).tree;
        for id in tree.stmt_ids() {
            let StmtKind::Function(taker) = &tree.stmt(id).kind else {
                continue;
            };
            let mut parameters = taker.parameters.iter();
            let at = parameters.position(|one| one.name.text == function.name.text);
            if at.is_some_and(|at| at >= passed_to(tree, id, taker)) {
                out.push(Held {
                    file: other,
                    name: function.name.text.to_string(),
                    within: walk(tree, &taker.body),
                });
            }
        }
    }
    out
}

/// The files whose tests get what a file offers by its name.
pub(super) fn taking_from(analysis: &Analysis<'_>, file: FileId) -> Vec<FileId> {
    let path = analysis.file(file).unit.display();
    let folder = path
        .strip_suffix("conftest.py")
        .filter(|folder| folder.is_empty() || folder.ends_with('/'));
    let reached = |other: &FileId| {
        let path = analysis.file(*other).unit.display();
        *other == file || folder.is_some_and(|folder| path.starts_with(folder))
    };
    analysis.file_ids().filter(reached).collect()
}

/// Whether a function is offered to tests by its name.
pub(super) fn is_offered(tree: &Tree, function: &Function) -> bool {
    function.decorators.iter().any(|decorator| {
        dotted(tree, tree.callee(*decorator)).is_some_and(|path| last(&path) == "fixture")
    })
}

/// How many functions are offered by a name.
fn offered(analysis: &Analysis<'_>, name: &str) -> usize {
    let trees = analysis.files.iter().map(|file| &file.tree);
    let functions = trees.flat_map(|tree| {
        tree.stmts.iter().map(move |one| match &one.kind {
            StmtKind::Function(function) => {
                &*function.name.text == name && is_offered(tree, function)
            }
            _ => false,
        })
    });
    functions.filter(|is_it| *is_it).count()
}

/// How many of a function's first parameters get objects and mocks.
fn passed_to(tree: &Tree, stmt: StmtId, function: &Function) -> usize {
    let of_class = above(tree, stmt).and_then(|up| match &tree.stmt(up).kind {
        StmtKind::Class(class) => Some(&class.decorators),
        _ => None,
    });
    let decorators = function
        .decorators
        .iter()
        .chain(of_class.into_iter().flatten());
    let mocks = decorators.filter(|one| passes_a_mock(tree, **one)).count();
    mocks + usize::from(of_class.is_some() && !is_static(tree, function))
}

fn is_static(tree: &Tree, function: &Function) -> bool {
    let mut decorators = function.decorators.iter();
    decorators.any(|one| dotted(tree, *one).as_deref() == Some("staticmethod"))
}
