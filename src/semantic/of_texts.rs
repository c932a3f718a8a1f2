//! Runs one body of code over abstract values: what methods of texts give, where the texts are seen.

use super::bind::ScopeId;
use super::passing::Arguments;
use super::run::Run;
use super::value::{AllocKind, Atom, Literal, Value};
use crate::syntax::ast::{ExprId, ExprKind};

impl Run<'_, '_> {
    /// `"a,b".split(",")`, `" A".strip().lower()`; none where no text is seen, or the method does something else.
    pub(super) fn called_on_text(
        &mut self,
        (id, function): (ExprId, ExprId),
        passed: &Arguments,
        scope: ScopeId,
    ) -> Option<Value> {
        let tree = self.tree;
        let ExprKind::Attribute { value, attribute } = &tree.expr(function).kind else {
            return None;
        };
        let method = &*attribute.text;
        // The same text in another form: bytes, or out of what keeps it from being shown.
        let is_same = matches!(method, "encode" | "get_secret_value");
        if !is_same && !matches!(method, "split" | "strip" | "lower" | "upper") {
            return None;
        }
        let between = self.separator(passed)?;
        let of = self.expr(*value, scope);
        let (texts, all) = self.texts_seen(&of)?;
        if is_same {
            return Some(of);
        }
        let gives: Vec<String> = match (method, between) {
            ("split", between) => {
                let each = texts
                    .iter()
                    .flat_map(|text| pieces(text, between.as_deref()));
                each.map(str::to_owned).collect()
            }
            (_, Some(_)) => return None,
            ("strip", None) => texts.iter().map(|text| text.trim().to_owned()).collect(),
            ("lower", None) => texts.iter().map(|text| text.to_lowercase()).collect(),
            (_, None) => texts.iter().map(|text| text.to_uppercase()).collect(),
        };
        let mut out = Value::nothing();
        for text in gives {
            out.insert(self.analysis.literal(Literal::Str(text.into())));
        }
        if !all {
            out = out.open();
        }
        Some(match method {
            "split" => self.made_of(Some(id), AllocKind::Sequence, &out, None),
            _ => out,
        })
    }

    /// What a method of a text is given, if that is nothing or one text.
    fn separator(&self, passed: &Arguments) -> Option<Option<String>> {
        if !(passed.keywords.is_empty()
            && passed.stars.is_empty()
            && passed.double_stars.is_empty())
        {
            return None;
        }
        match &passed.positional[..] {
            [] => Some(None),
            [one] => match one.value.single()? {
                Atom::Literal(id) => match self.analysis.literals.get(id) {
                    Literal::Str(text) if !text.is_empty() => Some(Some(text.to_string())),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    /// The texts that are seen of a value that is one, and whether they are all there can be.
    fn texts_seen(&self, value: &Value) -> Option<(Vec<String>, bool)> {
        let mut texts = Vec::new();
        let mut all = value.is_complete();
        for atom in value.atoms() {
            match atom {
                Atom::Scalar => all = false,
                Atom::Literal(id) => match self.analysis.literals.get(*id) {
                    Literal::Str(text) => texts.push(text.to_string()),
                    _ => return None,
                },
                _ => return None,
            }
        }
        (!texts.is_empty()).then_some((texts, all))
    }
}

/// The pieces of a text, as Python's `split` gives them.
fn pieces<'t>(text: &'t str, between: Option<&str>) -> Vec<&'t str> {
    match between {
        Some(between) => text.split(between).collect(),
        None => text.split_whitespace().collect(),
    }
}
