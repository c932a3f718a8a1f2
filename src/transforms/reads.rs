//! What a use of a value becomes where the value is an object now, and where it stays a mapping.

use super::Draft;
use super::boundary::{fill, parenthesised};
use super::names::{behind, has_comment, source};
use super::responses::Responses;
use crate::matching::caught::caught;
use crate::matching::uses::{Use, UseKind};
use crate::rewrite::{Operation, Piece};
use crate::semantic::external::{External, Typed};
use crate::semantic::store::Escape;
use crate::semantic::value::{Atom, TypeId};
use crate::syntax::ast::{ExprId, ExprKind, Parent, Span, StmtKind, Tree};
use crate::syntax::query;

/// Why a default that is not empty stays a default.
const COMPUTED_TWICE: &str = "the default is not empty and the answer would be computed twice";

/// Why a key stays a key.
const A_COMMENT: &str = "a comment stands beside the key, and has no place beside an attribute";

/// What stands for a key where the value is an object.
enum Stands {
    /// A field of its class.
    Field(String),
    /// What the server sent beside the fields: an attribute, if it did.
    Extra(String),
}

impl Responses<'_, '_> {
    pub(super) fn as_object(&self, one: &Use, draft: &mut Draft) -> Result<(), String> {
        let (file, id) = one.place;
        let tree = self.tree(one.place);
        let receiver = tree.expr(id).outer;
        let leaves = matches!(one.kind, UseKind::Escapes(_) | UseKind::Text) && one.or_none;
        let always_fits = matches!(one.kind, UseKind::Attribute(_) | UseKind::Streamed);
        if let UseKind::Method { name, .. } = &one.kind
            && !one.certain
            && self.is_of_others(one, name)
        {
            return Ok(());
        }
        if !one.certain && !leaves && !always_fits {
            return Err("the value may be something else here".to_owned());
        }
        if self.as_partly_there(one, draft)? {
            return Ok(());
        }
        match &one.kind {
            UseKind::Streamed | UseKind::Escapes(Escape::Attributes) => Ok(()),
            UseKind::Attribute(name) => self.attribute(one, name),
            UseKind::Item { subscript, key } => {
                let Stands::Field(name) = self.stands(one, key.as_deref())? else {
                    return Err("the model of the answer does not know the key".to_owned());
                };
                let end = tree.expr(*subscript).span.end;
                let span = self.behind(one, end)?;
                draft.edit(file, Operation::replace(span, format!(".{name}")));
                is_only_read(tree, *subscript)
            }
            UseKind::Get { call, key, default } => match self.stands(one, key.as_deref())? {
                Stands::Field(name) => self.get(one, *call, &name, *default, draft),
                Stands::Extra(key) => {
                    let default = default.map(|id| source(self.analysis, file, id));
                    let quote = self.quote(one)?;
                    let rest = format!(", {quote}{key}{quote}, {})", default.unwrap_or("None"));
                    let pieces = vec![
                        Piece::text("getattr("),
                        Piece::Source(receiver),
                        Piece::text(rest),
                    ];
                    let whole = tree.expr(*call).span;
                    draft.edit(file, Operation::template(whole, pieces));
                    Ok(())
                }
            },
            UseKind::Contains {
                compare,
                key,
                negated,
            } => self.contains(one, *compare, key.as_deref(), *negated, draft),
            UseKind::Has { call, key } => self.has(one, *call, key.as_deref(), draft),
            UseKind::Getattr { call, key, default } => {
                self.getattr(one, *call, key.as_deref(), *default, draft)
            }
            UseKind::Method { call, name } => self.method(one, *call, name, draft),
            UseKind::Text => self.text(one, draft),
            UseKind::Isinstance => Err("it is asked whether the answer is a dict".to_owned()),
            UseKind::Escapes(Escape::Promised) => Err(
                "what gives the answer leaves the code that is understood before it is awaited or read"
                    .to_owned(),
            ),
            UseKind::Escapes(Escape::Mutated) => Err("the answer is changed in place".to_owned()),
            UseKind::Escapes(_) | UseKind::Mapping(_) => self.leave(one, draft),
        }
    }

    /// What stands behind a value up to an offset, but for lines that are broken before it.
    fn behind(&self, one: &Use, end: u32) -> Result<Span, String> {
        let tree = self.tree(one.place);
        let text = self.analysis.file(one.place.0).unit.text();
        let start = behind(tree, text, tree.expr(one.place.1).outer.end);
        let span = Span::new(start, end);
        if has_comment(tree, span) {
            return Err(A_COMMENT.to_owned());
        }
        Ok(span)
    }

    /// What stands for a key in all classes that the value may have.
    fn stands(&self, one: &Use, key: Option<&str>) -> Result<Stands, String> {
        let key = key.ok_or_else(|| "the key cannot be seen".to_owned())?;
        let mut names = Vec::new();
        for atom in one.value.atoms() {
            if let Atom::Instance(of, _) = atom {
                names.extend(self.field_of(*of, key));
            }
        }
        names.dedup();
        match names.as_slice() {
            [name] => Ok(Stands::Field(name.clone())),
            // What a class has of its own would hide what the server sent.
            [] if !self.any(one, |external, of| external.has_now(of, key)) => {
                Ok(Stands::Extra(key.to_owned()))
            }
            _ => Err(format!("`{key}` has no single attribute")),
        }
    }

    /// Whether one of the classes that the value may have is such a one.
    pub(super) fn any(&self, one: &Use, asked: impl Fn(&External<'_>, &Typed) -> bool) -> bool {
        one.value.atoms().iter().any(|atom| match atom {
            Atom::Instance(of, _) => asked(self.analysis.external, self.analysis.types.get(*of)),
            _ => false,
        })
    }

    pub(super) fn may_lack(&self, one: &Use, key: &str) -> bool {
        self.any(one, |external, of| external.may_lack(of, key))
    }

    /// Whether code catches that an attribute is missing which is always there now.
    pub(super) fn is_missing_caught(&self, one: &Use, name: &str) -> bool {
        let (tree, id) = (self.tree(one.place), one.place.1);
        self.may_lack(one, name) && caught(tree, id).attribute
    }

    /// Whether an attribute is read that only the old value has.
    fn is_lost(&self, one: &Use, name: &str) -> bool {
        let methods = &self.shape.mapping_methods;
        self.any(one, |external, of| external.has_lost(of, name))
            || (one.certain || one.or_none) && methods.iter().any(|method| method == name)
    }

    fn attribute(&self, one: &Use, name: &str) -> Result<(), String> {
        if self.is_lost(one, name) {
            return Err(format!("`{name}` of the old answer has no counterpart"));
        }
        if self.is_missing_caught(one, name) && !is_read_of(self.tree(one.place), one.place.1) {
            return Err(format!("that `{name}` is missing is caught"));
        }
        Ok(())
    }

    pub(super) fn quote(&self, one: &Use) -> Result<char, String> {
        let (file, id) = one.place;
        let text = &self.analysis.file(file).unit.text();
        let free = query::free_quote(self.tree(one.place), text, id);
        free.ok_or_else(|| "no quote is free here".to_owned())
    }

    fn contains(
        &self,
        one: &Use,
        compare: ExprId,
        key: Option<&str>,
        negated: bool,
        draft: &mut Draft,
    ) -> Result<(), String> {
        let (file, id) = one.place;
        let tree = self.tree(one.place);
        let receiver = tree.expr(id).outer;
        let pieces = match self.stands(one, key)? {
            Stands::Field(name) if key.is_some_and(|key| self.may_lack(one, key)) => {
                let test = if negated { "is" } else { "is not" };
                let rest = format!(".{name} {test} None");
                vec![Piece::Source(receiver), Piece::text(rest)]
            }
            Stands::Field(name) | Stands::Extra(name) => {
                let quote = self.quote(one)?;
                let test = if negated { "not hasattr(" } else { "hasattr(" };
                let pieces = vec![
                    Piece::text(test),
                    Piece::Source(receiver),
                    Piece::text(format!(", {quote}{name}{quote})")),
                ];
                if negated {
                    as_condition(tree, compare, pieces)
                } else {
                    pieces
                }
            }
        };
        let span = tree.expr(compare).span;
        draft.edit(file, Operation::template(span, pieces).on_layer(1));
        Ok(())
    }

    /// `hasattr`: right as it stands, but for what may be missing and is `None` then now.
    fn has(
        &self,
        one: &Use,
        call: ExprId,
        key: Option<&str>,
        draft: &mut Draft,
    ) -> Result<(), String> {
        let Some(key) = key else {
            return Ok(());
        };
        self.attribute(one, key)?;
        if let Stands::Field(name) = self.stands(one, Some(key))?
            && self.may_lack(one, key)
        {
            let (file, id) = one.place;
            let tree = self.tree(one.place);
            let mut pieces = operand(tree, id);
            pieces.push(Piece::text(format!(".{name} is not None")));
            let pieces = as_condition(tree, call, pieces);
            draft.edit(file, Operation::template(tree.expr(call).span, pieces));
        }
        Ok(())
    }

    /// `getattr`: right as it stands, but where a default is given for what is `None` now.
    fn getattr(
        &self,
        one: &Use,
        call: ExprId,
        key: Option<&str>,
        default: Option<ExprId>,
        draft: &mut Draft,
    ) -> Result<(), String> {
        let Some(key) = key else {
            return Ok(());
        };
        self.attribute(one, key)?;
        let Stands::Field(name) = self.stands(one, Some(key))? else {
            return Ok(());
        };
        let Some(default) = default.filter(|_| self.may_lack(one, key)) else {
            return Ok(());
        };
        let (file, id) = one.place;
        let tree = self.tree(one.place);
        let text = source(self.analysis, file, default);
        let kind = &tree.expr(default).kind;
        let pieces = if matches!(kind, ExprKind::None) {
            return Ok(());
        } else if is_falsy(kind) {
            let mut pieces = operand(tree, id);
            pieces.push(Piece::text(format!(".{name} or {text}")));
            pieces
        } else {
            if !query::is_path(tree, id) {
                return Err(COMPUTED_TWICE.to_owned());
            }
            unless_none(tree.expr(id).outer, &name, text)
        };
        let pieces = parenthesised(tree, call, pieces);
        draft.edit(file, Operation::template(tree.expr(call).span, pieces));
        Ok(())
    }

    pub(super) fn field_of(&self, of: TypeId, key: &str) -> Option<String> {
        let external = self.analysis.external;
        external.field_name(self.analysis.types.get(of), key)
    }

    fn get(
        &self,
        one: &Use,
        call: ExprId,
        name: &str,
        default: Option<ExprId>,
        draft: &mut Draft,
    ) -> Result<(), String> {
        let (file, id) = one.place;
        let tree = self.tree(one.place);
        let receiver = tree.expr(id).outer;
        let whole = tree.expr(call).span;
        let rest = self.behind(one, whole.end)?;
        let Some(default) = default.filter(|_| !self.is_always_there(one)) else {
            draft.edit(file, Operation::replace(rest, format!(".{name}")));
            return Ok(());
        };
        let text = source(self.analysis, file, default);
        match &tree.expr(default).kind {
            ExprKind::None => {
                draft.edit(file, Operation::replace(rest, format!(".{name}")));
                return Ok(());
            }
            // A chain that goes on from an empty default ends where the field is missing.
            kind if is_falsy(kind) => {
                let operation = Operation::template(
                    whole,
                    parenthesised(
                        tree,
                        call,
                        vec![
                            Piece::Source(receiver),
                            Piece::text(format!(".{name} or {text}")),
                        ],
                    ),
                );
                draft.edit(file, operation);
                return Ok(());
            }
            _ => {}
        }
        if !query::is_path(tree, id) {
            return Err(COMPUTED_TWICE.to_owned());
        }
        let pieces = unless_none(receiver, name, text);
        draft.edit(
            file,
            Operation::template(whole, parenthesised(tree, call, pieces)),
        );
        Ok(())
    }

    /// Whether the key that a use asks for is there in any answer.
    fn is_always_there(&self, one: &Use) -> bool {
        one.value
            .atoms()
            .iter()
            .all(|atom| match (atom, &one.kind) {
                (Atom::Instance(of, _), UseKind::Get { key: Some(key), .. }) => {
                    let of = self.analysis.types.get(*of);
                    self.analysis.external.always_has(of, key)
                }
                _ => false,
            })
    }

    fn method(&self, one: &Use, call: ExprId, name: &str, draft: &mut Draft) -> Result<(), String> {
        let (file, id) = one.place;
        let tree = self.tree(one.place);
        let receiver = tree.expr(id).outer;
        let whole = tree.expr(call).span;
        if let Some(template) = self.shape.methods.get(name) {
            // A call that has its own way back has it for what its answer is asked for as well.
            let is_way_back = *template == self.shape.boundary;
            let template = if is_way_back { self.boundary } else { template };
            let pieces = fill(template, receiver);
            draft.edit(file, Operation::template(whole, pieces));
            return Ok(());
        }
        if self.shape.mapping_methods.iter().any(|one| one == name) {
            if matches!(name, "items" | "keys" | "values" | "copy") {
                let pieces = fill(self.boundary, receiver);
                draft.edit(file, Operation::template(receiver, pieces));
                return Ok(());
            }
            return Err(format!("`{name}` of a dict"));
        }
        Err(format!("`{name}` of the old answer"))
    }

    /// Turns the value back into the old mapping where it leaves.
    pub(super) fn leave(&self, one: &Use, draft: &mut Draft) -> Result<(), String> {
        self.boundaries().write(one, draft)
    }
}

pub(super) fn is_falsy(kind: &ExprKind) -> bool {
    match kind {
        ExprKind::Str { value, .. } => value.is_empty(),
        ExprKind::List(items) | ExprKind::Tuple(items) => items.is_empty(),
        ExprKind::Dict(items) => items.is_empty(),
        ExprKind::Bool(value) => !value,
        ExprKind::Number(text) => matches!(&**text, "0" | "0.0"),
        _ => false,
    }
}

/// An attribute, or the default where it is `None`.
fn unless_none(receiver: Span, name: &str, default: &str) -> Vec<Piece> {
    vec![
        Piece::Source(receiver),
        Piece::text(format!(".{name} if ")),
        Piece::Source(receiver),
        Piece::text(format!(".{name} is not None else {default}")),
    ]
}

/// Whether something is read at once of what an attribute of an expression gives: `None` has no attribute
/// either.
fn is_read_of(tree: &Tree, id: ExprId) -> bool {
    let Parent::Expr(attribute) = tree.expr(id).parent else {
        return false;
    };
    matches!(tree.expr(attribute).parent, Parent::Expr(up)
        if matches!(&tree.expr(up).kind, ExprKind::Attribute { value, .. } if *value == attribute))
}

/// Puts parentheses around a comparison or a `not` where the place wants more than a condition.
pub(super) fn as_condition(tree: &Tree, at: ExprId, pieces: Vec<Piece>) -> Vec<Piece> {
    let asked = match tree.expr(at).parent {
        Parent::Expr(up) => match &tree.expr(up).kind {
            ExprKind::Boolean { .. } => true,
            ExprKind::Unary { operator, .. } => &**operator == "not",
            ExprKind::Conditional { test, .. } => *test == at,
            ExprKind::Comprehension { .. } => true,
            _ => false,
        },
        _ => false,
    };
    if asked {
        pieces
    } else {
        parenthesised(tree, at, pieces)
    }
}

/// An expression with something behind it that belongs to it as a whole.
pub(super) fn operand(tree: &Tree, id: ExprId) -> Vec<Piece> {
    let expr = tree.expr(id);
    let primary = matches!(
        expr.kind,
        ExprKind::Name(_)
            | ExprKind::Attribute { .. }
            | ExprKind::Subscript { .. }
            | ExprKind::Call { .. }
    );
    if primary || expr.outer != expr.span {
        return vec![Piece::Source(expr.outer)];
    }
    vec![
        Piece::text("("),
        Piece::Source(expr.outer),
        Piece::text(")"),
    ]
}

/// An item that is assigned to or deleted has no attribute to go to.
fn is_only_read(tree: &Tree, subscript: ExprId) -> Result<(), String> {
    let written = match tree.expr(subscript).parent {
        Parent::Stmt(stmt) => match &tree.stmt(stmt).kind {
            StmtKind::Assign { targets, .. } | StmtKind::Delete(targets) => {
                targets.contains(&subscript)
            }
            StmtKind::AugAssign { target, .. } => *target == subscript,
            _ => false,
        },
        _ => false,
    };
    if written {
        return Err("the answer is changed in place".to_owned());
    }
    Ok(())
}
