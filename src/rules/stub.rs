//! From stub text to a model, in three passes: names, bases, types. Later passes may look up what
//! stands further below in the file.

use rustc_hash::FxHashMap;

use crate::syntax::ast::{
    ArgumentKind, ExprId, ExprKind, Function as FunctionSyntax, ParameterKind, Span, StmtId,
    StmtKind, Tree,
};
use crate::syntax::parse;

use super::load::{LoadError, line};
use super::model::{
    ClassId, Entry, FieldId, FunctionId, FunctionKind, Model, Parameter, Signature, Type,
};
use super::order;
use super::stub_types::Types;

/// A statement that a later pass reads, with where its names are looked up.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    pub(super) stmt: StmtId,
    pub(super) scope: Scope,
}

/// Where a name is looked up: the module, and the class within it.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    pub(super) module: Box<str>,
    pub(super) class: Option<ClassId>,
}

/// A name that stands for a path.
#[derive(Debug, Clone)]
pub(super) struct Alias {
    pub(super) name: Box<str>,
    pub(super) scope: Scope,
    pub(super) span: Span,
}

pub(super) struct Reader<'t> {
    pub(super) shown: &'t str,
    pub(super) text: &'t str,
    pub(super) tree: Tree,
    pub(super) model: Model,
    /// The comment on each line that has one, by the line's first byte.
    pub(super) remarks: FxHashMap<usize, &'t str>,
    pub(super) errors: Vec<LoadError>,
    pub(super) classes: Vec<Pending>,
    pub(super) functions: Vec<(FunctionId, Pending)>,
    pub(super) fields: Vec<(FieldId, Pending)>,
    pub(super) aliases: Vec<Alias>,
}

/// Reads stubs.
pub(super) fn read(shown: &str, text: &str) -> Result<Model, Vec<LoadError>> {
    let tree = parse(text);
    let mut reader = Reader {
        shown,
        text,
        model: Model::default(),
        remarks: FxHashMap::default(),
        errors: Vec::new(),
        classes: Vec::new(),
        functions: Vec::new(),
        fields: Vec::new(),
        aliases: Vec::new(),
        tree,
    };
    let errors = reader.tree.errors.clone();
    for span in errors {
        reader.fail(span.start, "this is no Python");
    }
    if reader.errors.is_empty() {
        reader.names();
        reader.bases();
        reader.types();
    }
    if reader.errors.is_empty() {
        Ok(reader.model)
    } else {
        reader.errors.sort();
        reader.errors.dedup();
        Err(reader.errors)
    }
}

impl Reader<'_> {
    pub(super) fn fail(&mut self, byte: u32, message: impl Into<String>) {
        self.errors.push(LoadError {
            file: self.shown.to_owned(),
            line: Some(line(self.text, byte as usize)),
            message: message.into(),
        });
    }

    /// Second pass: bases, and with them the order in which members are looked up.
    fn bases(&mut self) {
        for (at, pending) in self.classes.clone().into_iter().enumerate() {
            let StmtKind::Class(class) = self.tree.stmt(pending.stmt).kind.clone() else {
                continue;
            };
            for argument in &class.arguments {
                if argument.kind != ArgumentKind::Positional {
                    continue;
                }
                self.base(ClassId(number(at)), argument.value, &pending.scope);
            }
        }
        match order::resolve(&mut self.model) {
            Ok(()) => self.place_aliases(true),
            Err(class) => {
                let stmt = self.classes[class.0 as usize].stmt;
                let name = &self.model.class(class).qualified;
                let message =
                    format!("the bases of `{name}` have no order that Python would accept");
                self.fail(self.tree.stmt(stmt).span.start, message);
            }
        }
    }

    fn base(&mut self, class: ClassId, value: ExprId, scope: &Scope) {
        // `Generic[T]` and the like: what stands before the bracket.
        let value = match &self.tree.expr(value).kind {
            ExprKind::Subscript { value, .. } => *value,
            _ => value,
        };
        let found = Types {
            tree: &self.tree,
            model: &self.model,
        }
        .named(value, scope);
        match found {
            Ok(Type::Class(base)) => self.model.classes[class.0 as usize].bases.push(base),
            Ok(Type::Outside(name)) => self.model.classes[class.0 as usize].outside.push(name),
            Ok(Type::Any) => {}
            Ok(_) => {
                let name = self.text[self.tree.expr(value).span.range()].into();
                self.model.classes[class.0 as usize].outside.push(name);
            }
            Err((byte, message)) => self.fail(byte, message),
        }
    }

    /// Third pass: types.
    fn types(&mut self) {
        for (field, pending) in std::mem::take(&mut self.fields) {
            if let StmtKind::AnnAssign { annotation, .. } = self.tree.stmt(pending.stmt).kind {
                self.model.fields[field.0 as usize].annotation =
                    self.type_of(Some(annotation), &pending.scope);
            }
        }
        for (function, pending) in std::mem::take(&mut self.functions) {
            if let StmtKind::Function(syntax) = self.tree.stmt(pending.stmt).kind.clone() {
                let signature = self.signature(function, &syntax, &pending.scope);
                self.model.functions[function.0 as usize]
                    .signatures
                    .push(signature);
            }
        }
        let unresolved: Vec<_> = self.unresolved_aliases().collect();
        for (span, message) in unresolved {
            self.fail(span.start, message);
        }
    }

    fn signature(
        &mut self,
        function: FunctionId,
        syntax: &FunctionSyntax,
        scope: &Scope,
    ) -> Signature {
        let bound = !matches!(
            self.model.function(function).kind,
            FunctionKind::Plain | FunctionKind::StaticMethod
        );
        let mut parameters = Vec::new();
        for parameter in syntax.parameters.iter().skip(usize::from(bound)) {
            let star = matches!(
                parameter.kind,
                ParameterKind::Star | ParameterKind::DoubleStar
            );
            parameters.push(Parameter {
                name: parameter.name.text.clone(),
                kind: parameter.kind,
                annotation: self.type_of(parameter.annotation, scope),
                required: parameter.default.is_none() && !star,
            });
        }
        Signature {
            parameters,
            returns: self.type_of(syntax.returns, scope),
            asynchronous: syntax.asynchronous,
        }
    }

    fn type_of(&mut self, annotation: Option<ExprId>, scope: &Scope) -> Type {
        let Some(annotation) = annotation else {
            return Type::Any;
        };
        let types = Types {
            tree: &self.tree,
            model: &self.model,
        };
        match types.read(annotation, scope) {
            Ok(found) => found,
            Err((byte, message)) => {
                self.fail(byte, message);
                Type::Any
            }
        }
    }

    /// Aliases into the model's own modules that name nothing.
    fn unresolved_aliases(&self) -> impl Iterator<Item = (Span, String)> + '_ {
        self.aliases
            .iter()
            .filter_map(|alias| match self.entry(&alias.scope, &alias.name) {
                Some(Entry::Alias(target))
                    if self.model.covers(target) && self.model.resolve(target).is_none() =>
                {
                    Some((
                        alias.span,
                        format!("`{target}` names nothing in this model"),
                    ))
                }
                _ => None,
            })
    }
}

/// Stubs are far smaller than four gigabytes.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "stub_tests.rs"]
mod tests;
