//! Functions, classes, lambdas and their parameters.

use tree_sitter::Node;

use super::arguments::is_argument_list;
use super::{Lowering, has_token, named_parts, offset};
use crate::syntax::ast::{
    Class, ExprId, ExprKind, Function, Name, Parameter, ParameterKind, StmtKind, TypeParameter,
};
use crate::syntax::kinds::{Kind, kind_of};

impl<'t> Lowering<'t> {
    /// A function or class with its decorators.
    pub(super) fn decorated(&mut self, node: Node<'t>) -> StmtKind {
        let mut decorators = Vec::new();
        for part in named_parts(node) {
            if kind_of(part) == Kind::Decorator {
                decorators.extend(self.expressions(&named_parts(part)));
            }
        }
        match node.child_by_field_name("definition") {
            Some(class) if kind_of(class) == Kind::ClassDefinition => self.class(class, decorators),
            Some(function) => self.function(function, decorators),
            None => StmtKind::Unreadable,
        }
    }

    pub(super) fn function(&mut self, node: Node<'t>, decorators: Vec<ExprId>) -> StmtKind {
        let Some(name) = node.child_by_field_name("name") else {
            return StmtKind::Unreadable;
        };
        let name = self.name(name);
        let type_parameters = self.type_parameters(node);
        let parameters = match node.child_by_field_name("parameters") {
            Some(parameters) => self.parameters(parameters),
            None => Vec::new(),
        };
        StmtKind::Function(Box::new(Function {
            name,
            type_parameters,
            parameters,
            returns: self.optional_field(node, "return_type"),
            decorators,
            asynchronous: has_token(node, Kind::AsyncToken),
            body: self.block_field(node, "body"),
        }))
    }

    pub(super) fn class(&mut self, node: Node<'t>, decorators: Vec<ExprId>) -> StmtKind {
        let Some(name) = node.child_by_field_name("name") else {
            return StmtKind::Unreadable;
        };
        let name = self.name(name);
        let type_parameters = self.type_parameters(node);
        let arguments = match node.child_by_field_name("superclasses") {
            Some(list) => self.arguments(list),
            None => Vec::new(),
        };
        StmtKind::Class(Box::new(Class {
            name,
            type_parameters,
            arguments,
            decorators,
            body: self.block_field(node, "body"),
        }))
    }

    pub(super) fn lambda(&mut self, node: Node<'t>) -> ExprKind {
        let parameters = match node.child_by_field_name("parameters") {
            Some(parameters) => self.parameters(parameters),
            None => Vec::new(),
        };
        ExprKind::Lambda {
            parameters,
            body: self.field(node, "body"),
        }
    }

    fn parameters(&mut self, list: Node<'t>) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut kind = ParameterKind::Normal;
        for node in named_parts(list) {
            match kind_of(node) {
                Kind::PositionalSeparator => {
                    for before in &mut parameters {
                        before.kind = ParameterKind::PositionalOnly;
                    }
                }
                Kind::KeywordSeparator => kind = ParameterKind::KeywordOnly,
                _ => {
                    let Some(parameter) = self.parameter(node, kind) else {
                        continue;
                    };
                    if parameter.kind == ParameterKind::Star {
                        kind = ParameterKind::KeywordOnly;
                    }
                    parameters.push(parameter);
                }
            }
        }
        parameters
    }

    fn parameter(&mut self, node: Node<'t>, usual: ParameterKind) -> Option<Parameter> {
        let named = match kind_of(node) {
            Kind::TypedParameter => *named_parts(node).first()?,
            Kind::DefaultParameter | Kind::TypedDefaultParameter => {
                node.child_by_field_name("name")?
            }
            _ => node,
        };
        let (kind, name) = match kind_of(named) {
            Kind::ListSplatPattern => (ParameterKind::Star, *named_parts(named).first()?),
            Kind::DictionarySplatPattern => {
                (ParameterKind::DoubleStar, *named_parts(named).first()?)
            }
            _ => (usual, named),
        };
        Some(Parameter {
            name: self.name(name),
            kind,
            annotation: self.optional_field(node, "type"),
            default: self.optional_field(node, "value"),
        })
    }

    /// `type name[parameters] = value`: the name, bounds and defaults of the parameters, the value.
    pub(super) fn type_alias(&mut self, node: Node<'t>) -> StmtKind {
        let (Some(left), Some(right)) = (
            node.child_by_field_name("left"),
            node.child_by_field_name("right"),
        ) else {
            return StmtKind::Unreadable;
        };
        let word = offset(node.start_byte());
        let first = leftmost(left);
        if is_argument_list(first) {
            self.called_type = Some((offset(first.start_byte()), word));
            let target = self.expression(left);
            self.called_type = None;
            return StmtKind::Assign {
                targets: vec![target],
                value: self.expression(right),
            };
        }
        let mut operands = vec![self.expression(first)];
        let mut cursor = first.walk();
        let parameters = first.parent().and_then(|generic| {
            generic
                .named_children(&mut cursor)
                .find(|part| kind_of(*part) == Kind::TypeParameter)
        });
        for parameter in parameters.map(named_parts).unwrap_or_default() {
            let lowered = self.type_parameter(parameter);
            operands.extend(
                lowered
                    .into_iter()
                    .flat_map(|it| [it.bound, it.default])
                    .flatten(),
            );
        }
        operands.push(self.expression(right));
        StmtKind::Other {
            keyword: "type".into(),
            operands,
        }
    }

    fn type_parameters(&mut self, node: Node<'t>) -> Vec<TypeParameter> {
        let Some(list) = node.child_by_field_name("type_parameters") else {
            return Vec::new();
        };
        named_parts(list)
            .into_iter()
            .filter_map(|parameter| self.type_parameter(parameter))
            .collect()
    }

    /// `T: bound = default`; the parser is shown a colon for the equals sign, which it does not know.
    fn type_parameter(&mut self, node: Node<'t>) -> Option<TypeParameter> {
        let mut at = node;
        let mut behind = Vec::new();
        while kind_of(at) != Kind::Identifier {
            let inner = named_parts(at);
            if kind_of(at) == Kind::ConstrainedType {
                behind.extend(inner.get(1).copied());
            }
            at = *inner.first()?;
        }
        let name: Name = self.name(at);
        let mut bound = None;
        let mut default = None;
        let mut waiting = behind;
        while let Some(at) = waiting.pop() {
            let inner = named_parts(at);
            match (kind_of(at), &inner[..]) {
                (Kind::Type, [only]) if kind_of(*only) == Kind::ConstrainedType => {
                    waiting.push(*only);
                }
                (Kind::ConstrainedType, _) => waiting.extend(inner.into_iter().rev()),
                _ if self.is_behind_equals(at) => default = Some(self.expression(at)),
                _ => bound = Some(self.expression(at)),
            }
        }
        Some(TypeParameter {
            name,
            bound,
            default,
        })
    }

    fn is_behind_equals(&self, node: Node<'t>) -> bool {
        self.text[..node.start_byte()].trim_end().ends_with('=')
    }
}

/// What an alias' name, or the target of an assignment, begins with.
fn leftmost(node: Node<'_>) -> Node<'_> {
    let mut at = node;
    while !is_argument_list(at)
        && let Some(first) = at.named_child(0)
    {
        at = first;
    }
    at
}
