//! Import statements.

use tree_sitter::Node;

use super::{Lowering, named_parts, parts};
use crate::syntax::ast::{ImportedModule, ImportedName, Name, Span, StmtKind};
use crate::syntax::kinds::{Kind, kind_of};

impl<'t> Lowering<'t> {
    pub(super) fn import(&self, node: Node<'t>) -> StmtKind {
        let modules = named_parts(node)
            .into_iter()
            .map(|clause| {
                let (module, alias) = self.clause(clause);
                ImportedModule {
                    module,
                    alias,
                    span: self.span(clause),
                }
            })
            .collect();
        StmtKind::Import(modules)
    }

    pub(super) fn import_from(&self, node: Node<'t>) -> StmtKind {
        let (level, module) = self.import_source(node);
        let mut names = Vec::new();
        let mut star = None;
        let mut cursor = node.walk();
        for clause in node.children_by_field_name("name", &mut cursor) {
            let (name, alias) = self.clause(clause);
            names.push(ImportedName {
                name,
                alias,
                span: self.span(clause),
            });
        }
        if let Some(wildcard) = named_parts(node)
            .into_iter()
            .find(|part| kind_of(*part) == Kind::WildcardImport)
        {
            star = Some(self.span(wildcard));
        }
        StmtKind::ImportFrom {
            level,
            module,
            names,
            star,
        }
    }

    /// The dots and the module of a from-import.
    fn import_source(&self, node: Node<'t>) -> (u32, Name) {
        let Some(source) = node.child_by_field_name("module_name") else {
            let token = parts(node)
                .into_iter()
                .find(|part| kind_of(*part) == Kind::FutureToken);
            return (0, token.map_or(self.nothing_at(node), |it| self.name(it)));
        };
        if kind_of(source) == Kind::DottedName {
            return (0, self.dotted_path(source));
        }
        let mut level = 0;
        let mut module = None;
        for part in named_parts(source) {
            match kind_of(part) {
                Kind::ImportPrefix => {
                    let dots = self.text_of(part).bytes().filter(|byte| *byte == b'.');
                    level += super::offset(dots.count());
                }
                _ => module = Some(self.dotted_path(part)),
            }
        }
        (level, module.unwrap_or_else(|| self.nothing_at(source)))
    }

    fn nothing_at(&self, node: Node<'t>) -> Name {
        let end = self.span(node).end;
        Name {
            text: "".into(),
            span: Span::new(end, end),
        }
    }

    /// `a.b as c`, or without alias.
    fn clause(&self, node: Node<'t>) -> (Name, Option<Name>) {
        if kind_of(node) != Kind::AliasedImport {
            return (self.dotted_path(node), None);
        }
        let name = node
            .child_by_field_name("name")
            .map_or(self.nothing_at(node), |name| self.dotted_path(name));
        let alias = node
            .child_by_field_name("alias")
            .map(|alias| self.name(alias));
        (name, alias)
    }
}
