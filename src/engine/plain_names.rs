//! Names of imports, where what had the name before goes.

use std::collections::BTreeSet;

use super::apply::Named;
use crate::rewrite::imports::{ImportNeed, ImportNeeds};
use crate::rewrite::names::{clauses_binding, is_bound_otherwise};
use crate::rewrite::{Operation, Piece, erased};
use crate::semantic::infer::Analysis;
use crate::semantic::value::FileId;
use crate::syntax::ast::ExprKind;
use crate::transforms::Draft;
use crate::transforms::imports::Unneeded;

/// Imports a module under its own name where a draft gave it another one because of an import that goes with the draft:
/// `from jose import jwt` stands in the way of `import jwt` only as long as it is there.
pub fn give_plain_names(
    analysis: &Analysis<'_>,
    drafts: &mut [Named],
    changed: &dyn Fn(&str) -> bool,
) {
    for named in drafts {
        let draft = &mut named.draft;
        let files: Vec<FileId> = draft.imports.keys().copied().collect();
        for file in files {
            for (alias, module) in aliases(&draft.imports[&file]) {
                let plain = renamed(draft, file, (&alias, &module));
                if is_free(analysis, &plain, (file, &module), changed) {
                    *draft = plain;
                }
            }
        }
    }
}

/// The modules that are imported under a name made of their own and a number.
fn aliases(needs: &ImportNeeds) -> BTreeSet<(String, String)> {
    let within = needs.add_within.values();
    let all = std::iter::once(&needs.add).chain(within).flatten();
    all.filter_map(|need| match need {
        ImportNeed::Module {
            module,
            alias: Some(alias),
        } => {
            let number = alias.strip_prefix(module.as_str())?.strip_prefix('_')?;
            number.parse::<u32>().ok()?;
            Some((alias.clone(), module.clone()))
        }
        _ => None,
    })
    .collect()
}

/// A draft that names a module in one file by its own name.
fn renamed(draft: &Draft, file: FileId, (alias, module): (&str, &str)) -> Draft {
    let mut out = draft.clone();
    for operation in out.operations.get_mut(&file).into_iter().flatten() {
        for piece in &mut operation.pieces {
            if let Piece::Text(text) = piece {
                *text = with_word(text, alias, module);
            }
        }
    }
    let old = ImportNeed::Module {
        module: module.to_owned(),
        alias: Some(alias.to_owned()),
    };
    if let Some(needs) = out.imports.get_mut(&file) {
        let within = needs.add_within.values_mut();
        for set in std::iter::once(&mut needs.add).chain(within) {
            if set.remove(&old) {
                set.insert(ImportNeed::module(module));
            }
        }
    }
    out
}

/// Whether nothing in a file has a name any more once a draft is applied.
fn is_free(
    analysis: &Analysis<'_>,
    draft: &Draft,
    (file, name): (FileId, &str),
    changed: &dyn Fn(&str) -> bool,
) -> bool {
    let tree = &analysis.file(file).tree;
    let empty = Vec::new();
    let operations: &Vec<Operation> = draft.operations.get(&file).unwrap_or(&empty);
    let is_left = |expr: &crate::syntax::ast::Expr| {
        matches!(&expr.kind, ExprKind::Name(one) if **one == *name)
            && !erased(operations, expr.span)
    };
    if is_bound_otherwise(tree, name) || tree.exprs.iter().any(is_left) {
        return false;
    }
    let gone = Unneeded {
        analysis,
        operations: &draft.operations,
        needs: &draft.imports,
        changed,
    }
    .clauses();
    let mut clauses = clauses_binding(tree, name).into_iter();
    clauses.all(|clause| {
        gone.get(&file)
            .is_some_and(|gone| gone.contains_key(&clause))
    })
}

/// A text with another word in the place of one that is no attribute.
pub fn with_word(text: &str, old: &str, new: &str) -> String {
    let is_word = |letter: char| letter == '_' || letter.is_alphanumeric();
    let mut out = String::with_capacity(text.len());
    let mut last = 0;
    for (at, _) in text.match_indices(old) {
        let before = text[..at].chars().next_back();
        let after = text[at + old.len()..].chars().next();
        let is_whole = !before.is_some_and(|letter| is_word(letter) || letter == '.')
            && !after.is_some_and(is_word);
        if is_whole {
            out.push_str(&text[last..at]);
            out.push_str(new);
            last = at + old.len();
        }
    }
    out.push_str(&text[last..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_replaced_and_parts_of_words_are_not() {
        let table = [
            ("jwt_2.decode(t)", "jwt.decode(t)"),
            ("f(jwt_2.a, jwt_2)", "f(jwt.a, jwt)"),
            ("my_jwt_2.a", "my_jwt_2.a"),
            ("jwt_21", "jwt_21"),
            ("x.jwt_2", "x.jwt_2"),
        ];
        for (text, expected) in table {
            assert_eq!(with_word(text, "jwt_2", "jwt"), expected);
        }
    }
}
