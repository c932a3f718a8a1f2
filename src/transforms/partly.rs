//! Keys that only some of the classes have which a value may be of: what asked the mapping for one asks the object for it,
//! and what reads it relies on it as before.

use super::Draft;
use super::boundary::parenthesised;
use super::names::source;
use super::reads::{as_condition, is_falsy};
use super::responses::Responses;
use crate::matching::uses::{Use, UseKind};
use crate::rewrite::{Operation, Piece};
use crate::semantic::value::Atom;
use crate::syntax::ast::{ExprId, ExprKind};

impl Responses<'_, '_> {
    /// Edits a use that asks for a key which only some classes have. False if it is no such use, or has its form as with any
    /// other key.
    ///
    /// # Errors
    /// Why it has no form.
    pub(super) fn as_partly_there(&self, one: &Use, draft: &mut Draft) -> Result<bool, String> {
        let (UseKind::Get { key, .. }
        | UseKind::Contains { key, .. }
        | UseKind::Has { key, .. }
        | UseKind::Getattr { key, .. }) = &one.kind
        else {
            return Ok(false);
        };
        let Some((key, name)) = key
            .as_deref()
            .and_then(|key| Some((key, self.partly(one, key)?)))
        else {
            return Ok(false);
        };
        let (file, id) = one.place;
        let tree = self.tree(one.place);
        let quote = self.quote(one)?;
        let asked = |default: &str| {
            let rest = format!(", {quote}{name}{quote}, {default})");
            let receiver = Piece::Source(tree.expr(id).outer);
            vec![Piece::text("getattr("), receiver, Piece::text(rest)]
        };
        let with = |default: &str, end: &str| {
            let mut pieces = asked(default);
            pieces.push(Piece::text(end));
            pieces
        };
        let may_be_none = self.may_lack(one, key);
        let (whole, pieces) = match &one.kind {
            UseKind::Contains {
                compare, negated, ..
            } if may_be_none => {
                let end = if *negated { " is None" } else { " is not None" };
                (*compare, with("None", end))
            }
            UseKind::Has { call, .. } if may_be_none => {
                let pieces = with("None", " is not None");
                (*call, as_condition(tree, *call, pieces))
            }
            UseKind::Get { call, default, .. } => {
                let text = default.map_or("None", |id| source(self.analysis, file, id));
                let kind = default.map(|id| &tree.expr(id).kind);
                let pieces = match kind {
                    None | Some(ExprKind::None) => asked("None"),
                    Some(_) if !may_be_none => asked(text),
                    Some(kind) if is_falsy(kind) => {
                        let pieces = with("None", &format!(" or {text}"));
                        parenthesised(tree, *call, pieces)
                    }
                    Some(_) => return Err(of_several(key)),
                };
                (*call, pieces)
            }
            UseKind::Getattr {
                call,
                default: Some(default),
                ..
            } if may_be_none => {
                let text = source(self.analysis, file, *default);
                match &tree.expr(*default).kind {
                    ExprKind::None => return Ok(true),
                    kind if is_falsy(kind) => {
                        let pieces = with("None", &format!(" or {text}"));
                        (*call, parenthesised(tree, *call, pieces))
                    }
                    _ => return Err(of_several(key)),
                }
            }
            _ => return Ok(false),
        };
        self.replace(one, whole, pieces, draft);
        Ok(true)
    }

    fn replace(&self, one: &Use, whole: ExprId, pieces: Vec<Piece>, draft: &mut Draft) {
        let span = self.tree(one.place).expr(whole).span;
        let layer = u8::from(matches!(one.kind, UseKind::Contains { .. }));
        draft.edit(
            one.place.0,
            Operation::template(span, pieces).on_layer(layer),
        );
    }

    /// The attribute for a key that some of the classes have which the value may be of, and others have not.
    fn partly(&self, one: &Use, key: &str) -> Option<String> {
        let mut names: Vec<Option<String>> = Vec::new();
        for atom in one.value.atoms() {
            if let Atom::Instance(of, _) = atom {
                names.push(self.field_of(*of, key));
            }
        }
        names.sort_unstable();
        names.dedup();
        match &names[..] {
            [None, Some(name)] => Some(name.clone()),
            _ => None,
        }
    }
}

fn of_several(key: &str) -> String {
    format!("`{key}` is there in some of the answers only, and may be `None` in them")
}
