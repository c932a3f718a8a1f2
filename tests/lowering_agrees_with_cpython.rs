//! The lowered tree has the same nodes as CPython's own parser finds, over a sample of the standard
//! library of the `python3` that is there.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use exuvia::syntax::ast::{
    Argument, ArgumentKind, ComprehensionKind, ExprId, ExprKind, Parameter, ParameterKind,
    StmtKind, Tree,
};
use exuvia::syntax::{parse, query};

type Counts = BTreeMap<String, i64>;

#[test]
fn lowering_finds_the_nodes_that_cpython_finds() {
    let Some(files) = support::stdlib::files() else {
        eprintln!("skipped: there is no python3");
        return;
    };
    let mut differences = Vec::new();
    let mut compared = 0;
    for (path, expected) in counted(&files) {
        let Some(mut expected) = expected else {
            continue;
        };
        let text = std::fs::read_to_string(&path).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let tree = parse(text);
        compared += 1;
        let mut found = count(&tree);
        if !expected.contains_key("characters") {
            found.remove("characters");
        }
        expected.retain(|_, count| *count != 0);
        if !tree.errors.is_empty() {
            let at = tree.errors[0].start as usize;
            let line = text[..at].lines().count();
            differences.push(format!("{}:{line}: not read", path.display()));
        } else if found != expected {
            differences.push(difference(&path, &found, &expected));
        }
    }
    assert!(compared > 20, "only {compared} files could be compared");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

fn counted(files: &[PathBuf]) -> Vec<(PathBuf, Option<Counts>)> {
    support::stdlib::asked("tests/count_nodes.py", files)
}

fn difference(path: &Path, found: &Counts, expected: &Counts) -> String {
    let keys: std::collections::BTreeSet<&String> = found.keys().chain(expected.keys()).collect();
    let lines: Vec<String> = keys
        .into_iter()
        .filter(|key| found.get(*key) != expected.get(*key))
        .map(|key| {
            let ours = found.get(key).copied().unwrap_or_default();
            let theirs = expected.get(key).copied().unwrap_or_default();
            format!("{key} {ours} != {theirs}")
        })
        .collect();
    format!("{}: {}", path.display(), lines.join(", "))
}

/// The counts of a tree in the words of `count_nodes.py`.
struct Counter(Counts);

impl Counter {
    fn add(&mut self, kind: impl Into<String>, number: usize) {
        *self.0.entry(kind.into()).or_default() += i64::try_from(number).unwrap();
    }

    fn arguments(&mut self, arguments: &[Argument], call: bool) {
        for argument in arguments {
            match &argument.kind {
                ArgumentKind::Positional => self.add("positional", usize::from(call)),
                ArgumentKind::Keyword(name) => self.add(format!("keyword {}", name.text), 1),
                ArgumentKind::DoubleStar => self.add("double star", 1),
                ArgumentKind::Star => {}
            }
        }
    }

    fn parameters(&mut self, parameters: &[Parameter]) {
        for parameter in parameters {
            self.add("parameter", 1);
            self.add("annotation", usize::from(parameter.annotation.is_some()));
            self.add("default", usize::from(parameter.default.is_some()));
            match parameter.kind {
                ParameterKind::PositionalOnly => self.add("positional-only", 1),
                ParameterKind::KeywordOnly => self.add("keyword-only", 1),
                _ => {}
            }
        }
    }

    fn expression(&mut self, kind: &ExprKind) {
        let name = match kind {
            ExprKind::Name(name) => {
                self.add(format!("name {name}"), 1);
                "Name"
            }
            ExprKind::Attribute { attribute, .. } => {
                self.add(format!(".{}", attribute.text), 1);
                "Attribute"
            }
            ExprKind::Subscript { .. } => "Subscript",
            ExprKind::Call { arguments, .. } => {
                self.arguments(arguments, true);
                "Call"
            }
            ExprKind::Str { value, bytes } => {
                self.add("characters", value.chars().count());
                if *bytes {
                    "Constant bytes"
                } else {
                    "Constant str"
                }
            }
            ExprKind::Forward { value, .. } => {
                self.add("characters", value.chars().count());
                "Constant str"
            }
            ExprKind::Interpolated(_) => "JoinedStr",
            ExprKind::Number(_) => "Constant number",
            ExprKind::Bool(_) => "Constant bool",
            ExprKind::None => "Constant NoneType",
            ExprKind::Ellipsis => "Constant ellipsis",
            ExprKind::Tuple(_) => "Tuple",
            ExprKind::List(_) => "List",
            ExprKind::Set(_) => "Set",
            ExprKind::Dict(_) => "Dict",
            ExprKind::Unary { .. } => "UnaryOp",
            ExprKind::Binary { operator, .. } => {
                self.add(format!("BinOp {}", operator_name(operator)), 1);
                "BinOp"
            }
            ExprKind::Boolean { .. } => "BoolOp",
            ExprKind::Compare { operators, .. } => {
                self.add("comparison", operators.len());
                "Compare"
            }
            ExprKind::Conditional { .. } => "IfExp",
            ExprKind::Lambda { parameters, .. } => {
                self.parameters(parameters);
                "Lambda"
            }
            ExprKind::Comprehension { kind, clauses, .. } => {
                self.add("comprehension", clauses.len());
                for clause in clauses {
                    self.add("condition", clause.conditions.len());
                }
                match kind {
                    ComprehensionKind::List => "ListComp",
                    ComprehensionKind::Set => "SetComp",
                    ComprehensionKind::Dict => "DictComp",
                    ComprehensionKind::Generator => "GeneratorExp",
                }
            }
            ExprKind::Await(_) => "Await",
            ExprKind::Yield(_) => "Yield",
            ExprKind::YieldFrom(_) => "YieldFrom",
            ExprKind::Starred(_) => "Starred",
            ExprKind::Walrus { .. } => "NamedExpr",
            ExprKind::Slice(_) => "Slice",
            ExprKind::Other(_) => "other",
        };
        self.add(name, 1);
    }

    fn statement(&mut self, kind: &StmtKind) {
        let name = match kind {
            StmtKind::Expr(_) => "Expr",
            StmtKind::Assign { .. } => "Assign",
            StmtKind::AnnAssign { .. } => "AnnAssign",
            StmtKind::AugAssign { .. } => "AugAssign",
            StmtKind::Return(_) => "Return",
            StmtKind::Raise { .. } => "Raise",
            StmtKind::Assert { .. } => "Assert",
            StmtKind::Delete(_) => "Delete",
            StmtKind::Global(_) => "Global",
            StmtKind::Nonlocal(_) => "Nonlocal",
            StmtKind::If { .. } => "If",
            StmtKind::While { .. } => "While",
            StmtKind::Match { .. } => "Match",
            StmtKind::Unreadable => "unreadable",
            StmtKind::Import(modules) => {
                for clause in modules {
                    self.add(format!("imported {}", clause.module.text), 1);
                    self.add("alias", usize::from(clause.alias.is_some()));
                }
                "Import"
            }
            StmtKind::ImportFrom {
                level,
                module,
                names,
                star,
            } => {
                self.add("level", *level as usize);
                self.add(format!("from {}", module.text), 1);
                for clause in names {
                    self.add(format!("imported {}", clause.name.text), 1);
                    self.add("alias", usize::from(clause.alias.is_some()));
                }
                self.add("imported *", usize::from(star.is_some()));
                "ImportFrom"
            }
            StmtKind::For { asynchronous, .. } => async_name("For", "AsyncFor", *asynchronous),
            StmtKind::With {
                items,
                asynchronous,
                ..
            } => {
                self.add("withitem", items.len());
                async_name("With", "AsyncWith", *asynchronous)
            }
            StmtKind::Try { handlers, .. } => {
                self.add("ExceptHandler", handlers.len());
                "Try"
            }
            StmtKind::Function(function) => {
                self.parameters(&function.parameters);
                async_name("FunctionDef", "AsyncFunctionDef", function.asynchronous)
            }
            StmtKind::Class(class) => {
                self.arguments(&class.arguments, false);
                "ClassDef"
            }
            StmtKind::Other { keyword, .. } => match &**keyword {
                "pass" => "Pass",
                "break" => "Break",
                "continue" => "Continue",
                "type" => "TypeAlias",
                _ => "other statement",
            },
        };
        self.add(name, 1);
    }
}

fn async_name(usual: &'static str, other: &'static str, asynchronous: bool) -> &'static str {
    if asynchronous { other } else { usual }
}

fn operator_name(operator: &str) -> &'static str {
    match operator {
        "+" => "Add",
        "-" => "Sub",
        "*" => "Mult",
        "@" => "MatMult",
        "/" => "Div",
        "%" => "Mod",
        "//" => "FloorDiv",
        "**" => "Pow",
        "|" => "BitOr",
        "&" => "BitAnd",
        "^" => "BitXor",
        "<<" => "LShift",
        _ => "RShift",
    }
}

fn count(tree: &Tree) -> Counts {
    let mut left_out = pattern_literals(tree);
    // To CPython's parser a quoted annotation is a string and no more.
    for expr in &tree.exprs {
        if let ExprKind::Forward { expression, .. } = expr.kind {
            left_out.extend(query::walk_expr(tree, expression));
        }
    }
    let mut counter = Counter(Counts::new());
    for (index, expr) in tree.exprs.iter().enumerate() {
        if !left_out.contains(&ExprId(u32::try_from(index).unwrap())) {
            counter.expression(&expr.kind);
        }
    }
    for stmt in &tree.stmts {
        counter.statement(&stmt.kind);
    }
    counter.0.retain(|_, count| *count != 0);
    counter.0
}

/// The literals in patterns, which the Python side leaves out.
fn pattern_literals(tree: &Tree) -> HashSet<ExprId> {
    let mut found = HashSet::new();
    for stmt in &tree.stmts {
        if let StmtKind::Match { cases, .. } = &stmt.kind {
            let operands = cases.iter().flat_map(|case| &case.operands);
            for id in operands.flat_map(|id| query::walk_expr(tree, *id)) {
                if !matches!(
                    tree.expr(id).kind,
                    ExprKind::Name(_) | ExprKind::Attribute { .. }
                ) {
                    found.insert(id);
                }
            }
        }
    }
    found
}
