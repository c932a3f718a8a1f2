//! What a use of a value becomes where the value is the old mapping, and the text that is made of one.

use super::Draft;
use super::boundary::{Boundary, fill, parenthesised};
use super::names::{module_name, source};
use super::reads::{as_condition, operand};
use super::responses::Responses;
use crate::finding::Applicability;
use crate::matching::caught::caught;
use crate::matching::uses::{Use, UseKind};
use crate::rewrite::{Operation, Piece};
use crate::rules::template::Template;
use crate::semantic::external::Typed;
use crate::semantic::store::Escape;
use crate::semantic::value::Atom;
use crate::syntax::ast::{ExprId, Parent, Span};
use crate::syntax::query::{self, call_above};

impl Responses<'_, '_> {
    /// Writes a use for a value that is the old mapping. With `items`, attributes become items.
    pub(super) fn as_item(&self, one: &Use, items: bool, draft: &mut Draft) -> Result<(), ()> {
        match &one.kind {
            // The old answer had it as little as the mapping: it is read of what else may stand there.
            UseKind::Attribute(name) | UseKind::Method { name, .. }
                if !one.certain && self.is_of_others(one, name) =>
            {
                Ok(())
            }
            // A method that is called elsewhere: `key=scores.get`.
            UseKind::Attribute(name) if self.shape.mapping_methods.contains(name) => Ok(()),
            UseKind::Attribute(name) if items => self.item(one, name, draft),
            UseKind::Has {
                call,
                key: Some(key),
            } if items => {
                self.is_item(one, key)?;
                let quote = self.quote(one).map_err(|_| ())?;
                let mut pieces = vec![Piece::text(format!("{quote}{key}{quote} in "))];
                pieces.extend(operand(self.tree(one.place), one.place.1));
                let pieces = as_condition(self.tree(one.place), *call, pieces);
                self.instead(one, *call, pieces, draft);
                Ok(())
            }
            UseKind::Getattr {
                call,
                key: Some(key),
                default,
            } if items => {
                self.is_item(one, key)?;
                let quote = self.quote(one).map_err(|_| ())?;
                let mut pieces = operand(self.tree(one.place), one.place.1);
                pieces.push(Piece::text(match default {
                    Some(default) => {
                        let default = source(self.analysis, one.place.0, *default);
                        format!(".get({quote}{key}{quote}, {default})")
                    }
                    None => format!("[{quote}{key}{quote}]"),
                }));
                self.instead(one, *call, pieces, draft);
                Ok(())
            }
            UseKind::Attribute(_)
            | UseKind::Has { .. }
            | UseKind::Getattr { .. }
            | UseKind::Escapes(Escape::Attributes) => Err(()),
            UseKind::Method { call, name } if self.shape.mapping_forms.contains_key(name) => {
                self.method_of_mapping(one, *call, name, draft)
            }
            UseKind::Method { name, .. }
                if !self.shape.mapping_methods.iter().any(|known| known == name) =>
            {
                Err(())
            }
            UseKind::Text => {
                self.text_of_mapping(one, draft);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Whether none of the answers has an attribute.
    pub(super) fn is_of_others(&self, one: &Use, name: &str) -> bool {
        let external = self.analysis.external;
        let methods = &self.shape.mapping_methods;
        methods.iter().all(|method| method != name)
            && one.value.atoms().iter().all(|atom| match atom {
                Atom::Instance(of, _) => {
                    let typed = self.analysis.types.get(*of);
                    external.field_name(typed, name).is_none()
                        && !external.has_method(typed, name)
                        && !external.has_lost(typed, name)
                }
                _ => false,
            })
    }

    /// Writes a method that only the old value had, where the value is the mapping.
    fn method_of_mapping(
        &self,
        one: &Use,
        call: ExprId,
        name: &str,
        draft: &mut Draft,
    ) -> Result<(), ()> {
        let form = self.shape.mapping_forms.get(name).ok_or(())?;
        let (file, id) = one.place;
        let tree = self.tree(one.place);
        let told = one.certain || self.shape.telling.iter().any(|method| method == name);
        if !told || !query::arguments(tree.expr(call)).is_empty() {
            return Err(());
        }
        if !one.certain {
            draft.at_most(Applicability::Unsafe);
            draft.note(format!(
                "what `{name}` is called of is taken as an old answer"
            ));
        }
        let mut form = form.clone();
        for module in &self.shape.mapping_imports {
            let name = module_name(self.analysis, (file, id), module, draft);
            form = form.renamed(module, &name);
        }
        let pieces = fill(&form, tree.expr(id).outer);
        self.instead(one, call, pieces, draft);
        Ok(())
    }

    fn instead(&self, one: &Use, call: ExprId, pieces: Vec<Piece>, draft: &mut Draft) {
        let span = self.tree(one.place).expr(call).span;
        draft.edit(one.place.0, Operation::template(span, pieces));
    }

    fn text_of_mapping(&self, one: &Use, draft: &mut Draft) {
        let (tree, id) = (self.tree(one.place), one.place.1);
        let outer = tree.expr(id).outer;
        let seen = one.certain || one.or_none && query::is_path(tree, id);
        match seen.then(|| self.text_template(one, draft)).flatten() {
            Some(text) => {
                let mut pieces = fill(&text, outer);
                if one.or_none {
                    // `None` stays what it is.
                    pieces.splice(0..0, [Piece::Source(outer), Piece::text(" and ")]);
                    pieces = parenthesised(tree, id, pieces);
                }
                draft.edit(one.place.0, Operation::template(outer, pieces).on_layer(2));
                self.without_str(one, draft);
            }
            None if self.shape.text.is_some() => {
                draft.at_most(Applicability::Unsafe);
                draft.note("the text of the answer is that of a dict now");
            }
            None => {}
        }
    }

    /// Whether an attribute is a key of the old mapping, and nobody catches that it is missing.
    fn is_item(&self, one: &Use, name: &str) -> Result<(), ()> {
        let known = self.any(one, |external, of| external.field_name(of, name).is_some());
        let caught =
            self.is_missing_caught(one, name) && !caught(self.tree(one.place), one.place.1).key;
        if known && !caught && (one.certain || one.or_none) {
            Ok(())
        } else {
            Err(())
        }
    }

    /// Makes an item of an attribute that is a key of the old mapping.
    fn item(&self, one: &Use, name: &str, draft: &mut Draft) -> Result<(), ()> {
        self.is_item(one, name)?;
        let (file, id) = one.place;
        let tree = self.tree(one.place);
        let Parent::Expr(attribute) = tree.expr(id).parent else {
            return Err(());
        };
        let quote = self.quote(one).map_err(|_| ())?;
        let span = Span::new(tree.expr(id).outer.end, tree.expr(attribute).span.end);
        draft.edit(
            file,
            Operation::replace(span, format!("[{quote}{name}{quote}]")),
        );
        Ok(())
    }

    /// The text that was made of the value.
    pub(super) fn text(&self, one: &Use, draft: &mut Draft) -> Result<(), String> {
        let Some(text) = self.text_template(one, draft) else {
            return self.leave(one, draft);
        };
        let boundary = Boundary {
            template: &text.around(self.boundary),
            ..self.boundaries()
        };
        boundary.write(one, draft)?;
        self.without_str(one, draft);
        Ok(())
    }

    /// Takes away the call that made text of what is text now.
    fn without_str(&self, one: &Use, draft: &mut Draft) {
        let (file, id) = one.place;
        let tree = self.tree(one.place);
        let Some((up, function, arguments)) = call_above(tree, id) else {
            return;
        };
        let callee = self.analysis.value((file, function)).single();
        let is_str = matches!(callee, Some(Atom::Symbol(name))
            if self.analysis.names.get(name) == "builtins.str");
        if is_str && arguments.len() == 1 && one.certain {
            let (inner, outer) = (tree.expr(id).outer, tree.expr(up).span);
            for span in [
                Span::new(outer.start, inner.start),
                Span::new(inner.end, outer.end),
            ] {
                draft.edit(file, Operation::replace(span, ""));
            }
        }
    }

    /// What makes text of the old mapping, if the value is nothing else.
    fn text_template(&self, one: &Use, draft: &mut Draft) -> Option<Template> {
        let text = self.shape.text.as_ref()?;
        let class = |atom: &Atom| {
            matches!(atom, Atom::Instance(of, _)
                if matches!(self.analysis.types.get(*of), Typed::Class(..)))
        };
        if !one.value.atoms().iter().all(class) {
            return None;
        }
        let mut text = text.clone();
        for module in &self.shape.text_imports {
            let name = module_name(self.analysis, one.place, module, draft);
            text = text.renamed(module, &name);
        }
        Some(text)
    }
}
