//! Codes of rules and their names.

use std::collections::BTreeMap;

use super::header::{CodeName, Header};
use super::schema::Kind;

/// The code and the name of a row, with what the header fills in.
pub(super) fn named(
    header: &Header,
    code: &str,
    name: &str,
    kind: Option<Kind>,
) -> Result<(String, String), String> {
    let code = if code.is_empty() {
        kind.and_then(|kind| header.defaults.get(&kind))
            .ok_or_else(|| match kind {
                Some(kind) => {
                    let kind = kind.word();
                    format!("no `code`, and `[defaults]` of pack.toml has none for {kind} rows")
                }
                None => "expected `code`".to_owned(),
            })?
    } else {
        code
    };
    let known = header.codes.get(code);
    let name = match known {
        Some(known) if name.is_empty() || name == known.name => &known.name,
        Some(known) => return Err(two_names(code, &known.name, name)),
        None if name.is_empty() => {
            return Err(format!(
                "no `name`, and `[codes]` of pack.toml has no entry for `{code}`"
            ));
        }
        None => name,
    };
    well_formed(code, name)?;
    Ok((code.to_owned(), name.to_owned()))
}

fn two_names(code: &str, one: &str, other: &str) -> String {
    format!("`{code}` is called `{one}` elsewhere and `{other}` here; a code has one name")
}

/// Notes what a code is called; two names for one code are an error.
pub(super) fn enter(
    codes: &mut BTreeMap<String, CodeName>,
    (code, name): &(String, String),
) -> Result<(), String> {
    let entry = codes.entry(code.clone()).or_insert_with(|| CodeName {
        name: name.clone(),
        summary: String::new(),
    });
    if entry.name == *name {
        Ok(())
    } else {
        Err(two_names(code, &entry.name, name))
    }
}

/// Whether a code and a name are written as such.
pub(super) fn well_formed(code: &str, name: &str) -> Result<(), String> {
    let digits = code.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
    let letters = code.len() - digits.len();
    if letters < 2 || digits.len() < 3 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(format!(
            "code `{code}`: expected capital letters and at least three digits, as in `ABC101`"
        ));
    }
    let kebab = name.split('-').all(|word| {
        !word.is_empty()
            && word
                .bytes()
                .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
    });
    if kebab {
        Ok(())
    } else {
        Err(format!(
            "name `{name}`: expected words in lower case joined by `-`"
        ))
    }
}
