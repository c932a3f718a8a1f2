//! Names that a file does not use yet.

use rustc_hash::FxHashSet;

use crate::syntax::ast::{ExprKind, Parameter, Span, StmtKind, Tree};

/// `wanted`, or `wanted_2` and so on, whichever no scope of the file uses for anything.
#[must_use]
pub fn free_name(tree: &Tree, wanted: &str) -> String {
    let used = used_names(tree);
    let mut name = wanted.to_owned();
    let mut number = 1_u32;
    while used.contains(name.as_str()) {
        number += 1;
        name = format!("{wanted}_{number}");
    }
    name
}

/// All names that the file reads or binds, in any scope.
#[must_use]
pub fn used_names(tree: &Tree) -> FxHashSet<&str> {
    let mut names = FxHashSet::default();
    for expr in &tree.exprs {
        match &expr.kind {
            ExprKind::Name(name) => {
                names.insert(&**name);
            }
            ExprKind::Lambda { parameters, .. } => add_parameters(parameters, &mut names),
            _ => {}
        }
    }
    for stmt in &tree.stmts {
        add_bound(&stmt.kind, &mut names);
    }
    names
}

/// The import clauses of a file that bind a name, in any scope, or may bind it: those of stars.
#[must_use]
pub fn clauses_binding(tree: &Tree, name: &str) -> Vec<Span> {
    let mut out = Vec::new();
    for stmt in &tree.stmts {
        match &stmt.kind {
            StmtKind::Import(modules) => {
                let binds = modules.iter().filter(|module| {
                    let bound = module.alias.as_ref().unwrap_or(&module.module);
                    bound.text.split('.').next() == Some(name)
                });
                out.extend(binds.map(|module| module.span));
            }
            StmtKind::ImportFrom { names, star, .. } => {
                let binds = names
                    .iter()
                    .filter(|one| *one.alias.as_ref().unwrap_or(&one.name).text == *name);
                out.extend(binds.map(|one| one.span).chain(*star));
            }
            _ => {}
        }
    }
    out
}

/// Whether something else than an import or an assignment binds a name, in any scope of the file.
#[must_use]
pub fn is_bound_otherwise(tree: &Tree, name: &str) -> bool {
    let mut names = FxHashSet::default();
    for expr in &tree.exprs {
        if let ExprKind::Lambda { parameters, .. } = &expr.kind {
            add_parameters(parameters, &mut names);
        }
    }
    let is_import =
        |kind: &StmtKind| matches!(kind, StmtKind::Import(_) | StmtKind::ImportFrom { .. });
    for stmt in tree.stmts.iter().filter(|stmt| !is_import(&stmt.kind)) {
        add_bound(&stmt.kind, &mut names);
    }
    names.contains(name)
}

fn add_parameters<'t>(parameters: &'t [Parameter], names: &mut FxHashSet<&'t str>) {
    names.extend(parameters.iter().map(|parameter| &*parameter.name.text));
}

fn add_bound<'t>(kind: &'t StmtKind, names: &mut FxHashSet<&'t str>) {
    match kind {
        StmtKind::Function(function) => {
            names.insert(&function.name.text);
            add_parameters(&function.parameters, names);
        }
        StmtKind::Class(class) => {
            names.insert(&class.name.text);
        }
        StmtKind::Import(modules) => {
            for module in modules {
                let bound = module.alias.as_ref().unwrap_or(&module.module);
                names.extend(bound.text.split('.').next());
            }
        }
        StmtKind::ImportFrom {
            names: imported, ..
        } => {
            let bound = |name: &'t crate::syntax::ast::ImportedName| {
                &*name.alias.as_ref().unwrap_or(&name.name).text
            };
            names.extend(imported.iter().map(bound));
        }
        StmtKind::Try { handlers, .. } => {
            let bound = handlers.iter().filter_map(|handler| handler.name.as_ref());
            names.extend(bound.map(|name| &*name.text));
        }
        StmtKind::Match { cases, .. } => {
            let captures = cases.iter().flat_map(|case| &case.captures);
            names.extend(captures.map(|name| &*name.text));
        }
        StmtKind::Global(declared) | StmtKind::Nonlocal(declared) => {
            names.extend(declared.iter().map(|name| &*name.text));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    #[test]
    fn a_name_that_any_scope_uses_is_not_free() {
        let texts = [
            "client = 1",
            "def f(client): pass",
            "def client(): pass",
            "class client: pass",
            "import client.x",
            "import x as client",
            "from x import client",
            "from x import y as client",
            "try: pass\nexcept E as client: pass",
            "match x:\n    case [client]: pass",
            "lambda client: 1",
            "def f():\n    global client",
            "[client for client in x]",
            "with x as client: pass",
            "print(client)",
        ];
        for text in texts {
            assert_eq!(free_name(&parse(text), "client"), "client_2", "{text}");
        }
    }

    #[test]
    fn attributes_keywords_and_imported_sources_take_no_name() {
        for text in [
            "x.client",
            "f(client=1)",
            "from client import x",
            "import x.client",
            "from x import client as y",
        ] {
            assert_eq!(free_name(&parse(text), "client"), "client", "{text}");
        }
        assert_eq!(
            free_name(&parse("client = client_2 = 1"), "client"),
            "client_3"
        );
    }
}
