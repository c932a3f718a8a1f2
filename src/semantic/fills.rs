//! Methods that fill the attributes of objects: they get them by their names, in a mapping, and give them
//! back. Which decorators make one is asked of imports alone: it must be known before the method runs.

use super::flows::Flow;
use super::infer::Analysis;
use super::project::Found;
use super::run::Run;
use super::store::Slot;
use super::value::{FileId, Part, Value};
use crate::syntax::ast::{ExprId, ExprKind, Handler, Parent, StmtKind, Tree};
use crate::syntax::query::{dotted, top, walk};

/// Files of the project that a name is followed through.
const DEPTH: u32 = 4;

impl Run<'_, '_> {
    /// Whether a decorator gives its method the attributes of an object.
    pub(super) fn is_filling(&self, decorator: ExprId) -> bool {
        let Some(path) = dotted(self.tree, self.tree.callee(decorator)) else {
            return false;
        };
        let fills = |path: &String| self.analysis.external.flow(path) == Some(Flow::Fills);
        let paths = outer_paths(self.analysis, self.file, &path, DEPTH);
        !paths.is_empty() && paths.iter().all(fills)
    }

    /// A method that puts a value under the name of an attribute that its class declares into a mapping
    /// it was given may fill that attribute: validators of declared classes do. One whose decorator says
    /// so certainly does; tells whether nothing but that comes of it.
    pub(super) fn store_declared(
        &mut self,
        base: ExprId,
        part: Part,
        value: &Value,
        from: Option<ExprId>,
    ) -> bool {
        let (Part::Named(name), Some(class)) = (part, self.analysis.get(self.unit).class) else {
            return false;
        };
        let text = self.analysis.names.get(name).to_owned();
        let ancestors = self.analysis.known_ancestors(class);
        let declared = ancestors.iter().any(|class| {
            let info = &self.analysis.classes[class.0 as usize];
            let scopes = &self.analysis.file(info.file).scopes;
            scopes
                .of_stmt(info.stmt)
                .is_some_and(|scope| scopes.get(scope).names.contains_key(text.as_str()))
        });
        if !declared {
            return false;
        }
        self.analysis.store.fillers.insert(self.unit);
        let slot = Slot::Field(class, name);
        if !(self.analysis.get(self.unit).fills && self.is_given(base)) {
            let may = value.clone().open();
            self.analysis.store.write(slot, &may);
            return false;
        }
        let place = from.map(|from| self.place(from));
        let always = from.is_some_and(|from| always_runs(self.tree, from));
        let held = match always {
            true => value.clone(),
            false => value.clone().open(),
        };
        self.analysis.store.write_from(slot, &held, place);
        let stored = self.analysis.store.stored.entry(name).or_default();
        stored.extend(place);
        true
    }

    /// Whether an expression is a parameter of the function that it stands in.
    fn is_given(&self, expr: ExprId) -> bool {
        match &self.tree.expr(expr).kind {
            ExprKind::Name(name) => {
                let mut parameters = self.analysis.parameters(self.unit).iter();
                parameters.any(|parameter| parameter.name.text == *name)
            }
            _ => false,
        }
    }
}

/// The paths outside the project that a dotted name of a module may mean, as its imports say.
fn outer_paths(analysis: &Analysis<'_>, file: FileId, path: &str, depth: u32) -> Vec<String> {
    let held = analysis.file(file);
    let from = held.unit.display();
    let (root, rest) = (top(path), &path[top(path).len()..]);
    let mut out = Vec::new();
    for stmt in &held.tree.stmts {
        match &stmt.kind {
            StmtKind::Import(modules) => {
                let named = modules.iter().find_map(|one| {
                    let module = &*one.module.text;
                    match &one.alias {
                        Some(alias) => (*alias.text == *root).then_some(module),
                        None => (top(module) == root).then_some(root),
                    }
                });
                out.extend(named.map(|module| format!("{module}{rest}")));
            }
            StmtKind::ImportFrom {
                level,
                module,
                names,
                star,
            } => {
                let mut named = names.iter();
                let named =
                    named.find(|one| *one.alias.as_ref().unwrap_or(&one.name).text == *root);
                let name = match named {
                    Some(one) => format!("{}{rest}", one.name.text),
                    None if star.is_some() => path.to_owned(),
                    None => continue,
                };
                match analysis.modules.found(from, *level, &module.text) {
                    Some(Found::File(other)) if depth > 0 && other != file => {
                        out.extend(outer_paths(analysis, other, &name, depth - 1));
                    }
                    None if *level == 0 => {
                        let path = format!("{}.{name}", module.text);
                        // A star gives many names.
                        let known = named.is_some() || analysis.external.flow(&path).is_some();
                        out.extend(known.then_some(path));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    out
}

/// Whether the statement of an expression has run wherever its function ends without an exception.
fn always_runs(tree: &Tree, expr: ExprId) -> bool {
    let Parent::Stmt(stmt) = tree.expr(expr).parent else {
        return false;
    };
    let mut at = stmt;
    let function = loop {
        let Parent::Stmt(up) = tree.stmt(at).parent else {
            return false;
        };
        match &tree.stmt(up).kind {
            StmtKind::Function(function) => break function,
            StmtKind::Try {
                body,
                handlers,
                orelse,
                ..
            } if body.contains(&at) || orelse.contains(&at) => {
                let raises = |handler: &Handler| {
                    let last = handler.body.last().map(|last| &tree.stmt(*last).kind);
                    matches!(last, Some(StmtKind::Raise { .. }))
                };
                if !handlers.iter().all(raises) {
                    return false;
                }
            }
            _ => return false,
        }
        at = up;
    };
    let start = tree.stmt(stmt).span.start;
    let all = walk(tree, &function.body);
    !all.iter().any(|one| {
        let one = tree.stmt(*one);
        matches!(one.kind, StmtKind::Return(_)) && one.span.start < start
    })
}
