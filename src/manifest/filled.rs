//! Words of commands in which variables are filled in, where the file itself says what they are.

use rustc_hash::FxHashSet;

use crate::source::variables::{Mention, Role, mentions};

/// What a run of a matrix gives its variables, one of their values each: `REDIS`, `matrix.redis`.
pub(super) type Choices = Vec<(String, Vec<String>)>;

/// How many words may be made of one.
const MOST: usize = 64;

/// A word with what its variables are set to in a file, once for each value that a matrix has for one; none if a variable is not set
/// there, or not to one value.
pub(super) fn filled(source: &str, choices: &Choices, word: &str) -> Option<Vec<String>> {
    let mut out = vec![String::new()];
    let mut rest = word;
    while let Some(at) = first_variable(rest) {
        out.iter_mut().for_each(|one| one.push_str(&rest[..at]));
        let (name, behind) = variable(&rest[at..])?;
        let chosen = choices.iter().find(|(chosen, _)| is_same(chosen, &name));
        let values = match chosen {
            Some((_, values)) => values.clone(),
            None => vec![value(source, &name)?],
        };
        if values.is_empty() || !values.iter().all(|value| is_plain(value)) {
            return None;
        }
        let with = |one: &String| values.iter().map(|value| format!("{one}{value}")).collect();
        out = out
            .iter()
            .flat_map(|one| -> Vec<String> { with(one) })
            .collect();
        if out.len() > MOST {
            return None;
        }
        rest = behind;
    }
    out.iter_mut().for_each(|one| one.push_str(rest));
    let mut seen = FxHashSet::default();
    out.retain(|one| seen.insert(one.clone()));
    Some(out)
}

/// Whether something of a word is filled in.
pub(super) fn is_filled(word: &str) -> bool {
    first_variable(word).is_some()
}

/// Where a word has the first thing that is filled in.
fn first_variable(word: &str) -> Option<usize> {
    let of_batch = |at: &usize| variable_of_batch(&word[*at..]).is_some();
    let mut signs = word.match_indices('%').map(|(at, _)| at).filter(of_batch);
    let first = word.find(['$', '{', '`']);
    first.into_iter().chain(signs.next()).min()
}

/// `%NAME%`, as scripts of Windows have it.
fn variable_of_batch(text: &str) -> Option<(String, &str)> {
    let (name, behind) = text.strip_prefix('%')?.split_once('%')?;
    is_name(name).then(|| (name.to_owned(), behind))
}

/// The variable that a text begins with, and what comes behind: `$NAME`, `${NAME}`, `$env:NAME`, `%NAME%`, `${{ env.NAME }}`,
/// `${{ matrix.name }}`. What stands in its place where nobody sets it (`${NAME:-default}`) says nothing of where somebody does.
fn variable(text: &str) -> Option<(String, &str)> {
    if let Some(found) = variable_of_batch(text) {
        return Some(found);
    }
    let text = text.strip_prefix('$')?;
    if let Some(inner) = text.strip_prefix("{{") {
        let (inner, behind) = inner.split_once("}}")?;
        return Some((expressed(inner)?.to_owned(), behind));
    }
    if let Some(inner) = text.strip_prefix('{') {
        let (inner, behind) = inner.split_once('}')?;
        let name = without_scope(inner.trim_matches([' ', '.']));
        return is_path(name).then(|| (name.to_owned(), behind));
    }
    let text = without_scope(text);
    let end = text.find(|one: char| !is_part(one)).unwrap_or(text.len());
    let (name, behind) = text.split_at(end);
    is_name(name).then(|| (name.to_owned(), behind))
}

/// What an expression of GitHub's or Azure's names: a variable by its name, what a matrix or a parameter gives by its path.
fn expressed(inner: &str) -> Option<&str> {
    // The words of a shell have been made one.
    let name = inner.trim_matches([' ', '.']);
    let of_environment = ["env.", "variables."];
    let set = of_environment
        .iter()
        .find_map(|scope| name.strip_prefix(scope));
    let of_a_run = ["matrix.", "parameters."];
    let is_chosen = of_a_run.iter().any(|scope| name.starts_with(scope));
    set.or(is_chosen.then_some(name))
}

/// A variable's name without what PowerShell says it is of.
fn without_scope(name: &str) -> &str {
    let scope = name
        .get(..4)
        .filter(|scope| scope.eq_ignore_ascii_case("env:"));
    scope.map_or(name, |_| &name[4..])
}

/// Whether a text is a name, or several with points and dashes between them.
fn is_path(text: &str) -> bool {
    let letters = |one: char| is_part(one) || one == '.' || one == '-';
    !text.is_empty() && text.chars().all(letters) && !text.starts_with(|one: char| one.is_numeric())
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

/// Whether a name in a command means a variable: the environment has those of Azure in capitals, with other signs in the
/// place of points.
fn is_same(variable: &str, name: &str) -> bool {
    let in_environment = || variable.replace('.', "_").to_ascii_uppercase();
    let is_path = name.contains('.') && variable.eq_ignore_ascii_case(name);
    variable == name || is_path || in_environment() == name
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
    // A list that is split at its spaces has no end.
    value.matches('[').count() == value.matches(']').count()
        && letters.all(|one| one.is_ascii_alphanumeric() || ".-_*+!<>=~,[]".contains(one))
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
            ("V=1\n", "a==%V%", Some("a==1")),
            ("V=1\n", "a==1%20V%W", Some("a==1%20V%W")),
            ("V=1\n", "a==$env:V", Some("a==1")),
            ("V=1\n", "a==${env:V}", Some("a==1")),
            ("V: 1\n", "a==${{.variables.V.}}", Some("a==1")),
            ("V=1\n", "a==${V-2}", None),
            ("", "a==${{ matrix.V }}", None),
        ] {
            let found = filled(source, &Vec::new(), word);
            let expected = expected.map(|one| vec![one.to_owned()]);
            assert_eq!(found, expected, "{source}{word}");
        }
    }

    #[test]
    fn variables_of_a_matrix_are_each_of_their_values() {
        let values = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        let choices = vec![
            ("matrix.v".to_owned(), values(&["1", "2", "1"])),
            ("W".to_owned(), values(&["3", "4"])),
            ("X".to_owned(), values(&["`cat x`"])),
            ("py.v".to_owned(), values(&["5"])),
            ("parameters.a-b".to_owned(), values(&["6"])),
        ];
        for (word, expected) in [
            ("a==${{ matrix.v }}", Some(values(&["a==1", "a==2"]))),
            (
                "a>=${{.matrix.v.}},<$W",
                Some(values(&["a>=1,<3", "a>=1,<4", "a>=2,<3", "a>=2,<4"])),
            ),
            ("a==$V.${W}", Some(values(&["a==9.3", "a==9.4"]))),
            ("a==${{ matrix.other }}", None),
            ("a==$X", None),
            ("a==${py.v}", Some(values(&["a==5"]))),
            ("a==$PY_V", Some(values(&["a==5"]))),
            ("a==$py_v", None),
            ("a==${.parameters.a-b..}", Some(values(&["a==6"]))),
        ] {
            assert_eq!(filled("V=9\n", &choices, word), expected, "{word}");
        }
    }
}
