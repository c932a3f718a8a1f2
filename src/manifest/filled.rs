//! Words of commands in which variables are filled in, where the file itself says what they are.

use crate::source::variables::{Mention, Role, mentions};

/// A word with what its variables are set to in a file; none if one of them is not set there, or not to one value.
pub(super) fn filled(source: &str, word: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = word;
    while let Some(at) = rest.find(['$', '{', '`']) {
        out.push_str(&rest[..at]);
        let (name, behind) = variable(&rest[at..])?;
        let value = value(source, name).filter(|value| is_plain(value))?;
        out.push_str(&value);
        rest = behind;
    }
    out.push_str(rest);
    Some(out)
}

/// The variable that a text begins with, and what comes behind: `$NAME`, `${NAME}`, `${{ env.NAME }}`. What stands in its place where
/// nobody sets it (`${NAME:-default}`) says nothing of where somebody does.
fn variable(text: &str) -> Option<(&str, &str)> {
    let text = text.strip_prefix('$')?;
    if let Some(inner) = text.strip_prefix("{{") {
        let (inner, behind) = inner.split_once("}}")?;
        // The words of a shell have been made one.
        let name = inner.trim_matches([' ', '.']).strip_prefix("env.")?;
        return Some((name, behind));
    }
    if let Some(inner) = text.strip_prefix('{') {
        let (inner, behind) = inner.split_once('}')?;
        return is_name(inner).then_some((inner, behind));
    }
    let end = text.find(|one: char| !is_part(one)).unwrap_or(text.len());
    let (name, behind) = text.split_at(end);
    is_name(name).then_some((name, behind))
}

/// The one value that a file sets a variable to; none if whoever builds the image may give another one.
fn value(source: &str, name: &str) -> Option<String> {
    let found = mentions(source, name).into_iter();
    let found: Vec<Mention> = found.filter(|one| one.role == Role::Set).collect();
    let is_asked = |one: &Mention| {
        let before = source[..one.span.start].rsplit('\n').next();
        before.is_some_and(|before| before.trim().eq_ignore_ascii_case("arg"))
    };
    let value = found.first()?.value.clone()?;
    let mut others = found.iter();
    let is_one = others.all(|one| one.value.as_ref() == Some(&value) && !is_asked(one));
    is_one.then_some(value)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_part) && !text.starts_with(|one: char| one.is_numeric())
}

fn is_part(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

/// Whether a value is a version, or a name with one: nothing that is filled in itself, and nothing that a shell goes on with.
fn is_plain(value: &str) -> bool {
    let mut letters = value.chars();
    letters.all(|one| one.is_ascii_alphanumeric() || ".-_*+!<>=~,[]".contains(one))
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn variables_are_what_the_file_sets_them_to() {
        for (source, word, expected) in [
            ("ENV V=1.2\n", "a==${V}", Some("a==1.2")),
            ("ENV V 1.2\n", "a==$V", Some("a==1.2")),
            ("ENV V=\"1.2\" W=3\n", "a[b]==$V,<$W", Some("a[b]==1.2,<3")),
            ("env:\n  V: 1.2\n", "a==${{ env.V }}", Some("a==1.2")),
            ("env:\n  V: 1.2\n", "a==${{.env.V.}}", Some("a==1.2")),
            ("V='1.2'\nV=1.2\n", "a==${V}", Some("a==1.2")),
            ("", "a==${V:-1.2}", None),
            ("ARG V=1.2\n", "a==${V}", None),
            ("ARG V=1.2\nENV V=1.2\n", "a==${V}", None),
            ("V=1.2\nV=1.3\n", "a==${V}", None),
            ("V=$W\nW=1\n", "a==${V}", None),
            ("V=1;\n", "a==${V}", None),
            ("ARG V\n", "a==${V}", None),
            ("V=1\n", "a==${VV}", None),
            ("V=1\n", "a==`cat V`", None),
            ("V=1\n", "a=={V}", None),
            ("", "a==${{ matrix.V }}", None),
        ] {
            assert_eq!(filled(source, word).as_deref(), expected, "{source}{word}");
        }
    }
}
