//! Changes that keep what a text means: no less may be found afterwards.

use ruff_python_ast::token::TokenKind;

use crate::chance::Chance;
use crate::code::{Token, has_word, is_in_a_string, modules, replaced, tokens};

type Edits = Vec<(usize, usize, String)>;

/// What others than the file itself call by their names, or that stand for something only by them.
const OUTSIDE: [&str; 6] = ["self", "cls", "mocker", "monkeypatch", "request", "_"];

/// One of them, by chance, with its name; none if the text has no place for it.
pub fn change(text: &str, chance: &mut Chance) -> Option<(&'static str, String)> {
    let tokens = tokens(text);
    let (kind, edits) = match chance.below(5) {
        0 => ("module under another name", module_alias(&tokens, chance)?),
        1 => ("name under another name", name_alias(&tokens, chance)?),
        2 => (
            "name imported beside",
            imported_beside(text, &tokens, chance)?,
        ),
        _ => ("renamed", renamed(text, &tokens, chance)?),
    };
    (!edits.is_empty()).then(|| (kind, replaced(text, edits)))
}

/// A name that the text does not have.
fn fresh(tokens: &[Token<'_>], like: &str, chance: &mut Chance) -> String {
    let forms = [
        format!("{like}_{}", chance.below(100)),
        format!("_{like}"),
        "oa".to_owned(),
        "CC".to_owned(),
        format!("q{}", chance.below(1000)),
        "\u{e4}ndern".to_owned(),
    ];
    let form = chance.of(&forms).cloned().unwrap_or_default();
    if tokens.iter().any(|one| has_word(one.text, &form)) {
        return format!("{like}_{}", chance.below(1_000_000) + 1000);
    }
    form
}

/// The token before and behind one.
fn beside(tokens: &[Token<'_>], at: usize) -> (Option<TokenKind>, Option<TokenKind>) {
    let kind = |at: usize| tokens.get(at).map(|one| one.kind);
    (at.checked_sub(1).and_then(kind), kind(at + 1))
}

/// Where `import m` stands alone, by the number of the token of its name.
fn plain_imports(tokens: &[Token<'_>], module: &str) -> Vec<usize> {
    (0..tokens.len())
        .filter(|at| {
            let (before, behind) = beside(tokens, *at);
            tokens[*at].is(module)
                && before == Some(TokenKind::Import)
                && matches!(behind, Some(TokenKind::Newline | TokenKind::Semi))
                && !is_from(tokens, at - 1)
        })
        .collect()
}

/// Whether an `import` is that of `from x import`.
fn is_from(tokens: &[Token<'_>], import: usize) -> bool {
    let line = tokens[..import].iter().rev();
    let mut line = line.take_while(|one| {
        matches!(
            one.kind,
            TokenKind::Name | TokenKind::Dot | TokenKind::Ellipsis | TokenKind::From
        )
    });
    line.any(|one| one.kind == TokenKind::From)
}

/// Reads of a name, but for attributes and for what stands in import statements; none where it is bound in another way
/// or given as an argument of its name.
fn reads(tokens: &[Token<'_>], name: &str) -> Option<Vec<usize>> {
    let mut out = Vec::new();
    let mut is_import = false;
    for at in 0..tokens.len() {
        match tokens[at].kind {
            TokenKind::Import => is_import = true,
            TokenKind::From if beside(tokens, at).0.is_none_or(starts) => is_import = true,
            TokenKind::Newline | TokenKind::Semi => is_import = false,
            _ => {}
        }
        if !tokens[at].is(name) {
            continue;
        }
        let (before, behind) = beside(tokens, at);
        if before == Some(TokenKind::Dot) && !is_import {
            continue;
        }
        if is_import {
            continue;
        }
        let binds = matches!(
            before,
            Some(
                TokenKind::As
                    | TokenKind::Def
                    | TokenKind::Class
                    | TokenKind::Global
                    | TokenKind::Nonlocal
                    | TokenKind::For
                    | TokenKind::Del
            )
        );
        if binds || matches!(behind, Some(TokenKind::Equal | TokenKind::ColonEqual)) {
            return None;
        }
        out.push(at);
    }
    Some(out)
}

/// Whether a statement begins behind such a token.
fn starts(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Newline
            | TokenKind::Semi
            | TokenKind::Indent
            | TokenKind::Dedent
            | TokenKind::Colon
    )
}

/// Whether no import but these binds a name.
fn is_bound_there(tokens: &[Token<'_>], name: &str, imports: &[usize]) -> bool {
    let mut is_import = false;
    (0..tokens.len()).all(|at| {
        match tokens[at].kind {
            TokenKind::Import => is_import = true,
            TokenKind::Newline | TokenKind::Semi => is_import = false,
            _ => {}
        }
        !is_import || !tokens[at].is(name) || imports.contains(&at)
    })
}

/// A module of a pack that some `import m` names, with these.
fn imported(tokens: &[Token<'_>], chance: &mut Chance) -> Option<(&'static str, Vec<usize>)> {
    let all = modules().into_iter();
    let all: Vec<_> = all
        .map(|one| (one, plain_imports(tokens, one)))
        .filter(|(one, imports)| !imports.is_empty() && is_bound_there(tokens, one, imports))
        .collect();
    chance.of(&all).cloned()
}

/// `import m as oa`
fn module_alias(tokens: &[Token<'_>], chance: &mut Chance) -> Option<Edits> {
    let (module, imports) = imported(tokens, chance)?;
    let alias = fresh(tokens, module, chance);
    let reads = reads(tokens, module)?;
    if is_a_name_in_a_string(tokens, module) {
        return None;
    }
    let imports = imports.iter().map(|at| {
        let token = tokens[*at];
        (token.end, token.end, format!(" as {alias}"))
    });
    let reads = reads.iter().map(|at| {
        let token = tokens[*at];
        (token.start, token.end, alias.clone())
    });
    Some(imports.chain(reads).collect())
}

/// Whether a name is a whole string: that of `__all__` or of `globals()`.
fn is_a_name_in_a_string(tokens: &[Token<'_>], name: &str) -> bool {
    tokens
        .iter()
        .any(|one| one.kind == TokenKind::String && one.text.trim_matches(['\'', '"']) == name)
}

/// `from m import X as CC`
fn name_alias(tokens: &[Token<'_>], chance: &mut Chance) -> Option<Edits> {
    let modules = modules();
    let mut names: Vec<(usize, String)> = Vec::new();
    for at in 0..tokens.len() {
        if tokens[at].kind != TokenKind::Import || !is_from(tokens, at) {
            continue;
        }
        let from = tokens[..at]
            .iter()
            .rposition(|one| one.kind == TokenKind::From)?;
        if !modules.iter().any(|one| tokens[from + 1].is(one)) {
            continue;
        }
        let module: String = tokens[from + 1..at].iter().map(|one| one.text).collect();
        let line = tokens[at + 1..].iter();
        let line = line.take_while(|one| one.kind != TokenKind::Newline);
        for (number, one) in line.enumerate() {
            let (before, behind) = beside(tokens, at + 1 + number);
            if one.kind == TokenKind::Name
                && before != Some(TokenKind::As)
                && behind != Some(TokenKind::As)
            {
                names.push((at + 1 + number, module.clone()));
            }
        }
    }
    let (at, module) = chance.of(&names)?.clone();
    let name = tokens[at].text;
    let imports = names.iter();
    let imports: Vec<usize> = imports
        .filter(|(at, from)| tokens[*at].is(name) && *from == module)
        .map(|(at, _)| *at)
        .collect();
    if !is_bound_there(tokens, name, &imports) || is_a_name_in_a_string(tokens, name) {
        return None;
    }
    let alias = fresh(tokens, name, chance);
    let reads = reads(tokens, name)?;
    let edits = imports.iter().map(|at| {
        let token = tokens[*at];
        (token.end, token.end, format!(" as {alias}"))
    });
    let reads = reads.iter().map(|at| {
        let token = tokens[*at];
        (token.start, token.end, alias.clone())
    });
    Some(edits.chain(reads).collect())
}

/// `m.X` becomes `CC`, and `from m import X as CC` stands below `import m`.
fn imported_beside(text: &str, tokens: &[Token<'_>], chance: &mut Chance) -> Option<Edits> {
    let (module, imports) = imported(tokens, chance)?;
    let is_alone = |at: &usize| {
        let line = text[..tokens[*at].start].rfind('\n').map_or(0, |at| at + 1);
        text[line..tokens[*at].start].trim() == "import"
            && beside(tokens, *at).1 == Some(TokenKind::Newline)
    };
    if !imports.iter().all(is_alone) {
        return None;
    }
    let reads = reads(tokens, module)?;
    let attribute = |at: usize| {
        let is_read = tokens.get(at + 1)?.kind == TokenKind::Dot
            && tokens.get(at + 3)?.kind != TokenKind::Equal;
        let one = tokens.get(at + 2)?;
        // Settings of a module are read where they stand: a class is the same wherever it is.
        let is_class = one.text.starts_with(char::is_uppercase);
        (is_read && is_class).then_some(one.text)
    };
    let names: Vec<&str> = reads.iter().filter_map(|at| attribute(*at)).collect();
    let name = *chance.of(&names)?;
    let alias = fresh(tokens, name, chance);
    let imports = imports.iter().map(|at| {
        let token = tokens[*at];
        let line = text[..token.start].rfind('\n').map_or(0, |at| at + 1);
        let indent: String = text[line..]
            .chars()
            .take_while(|one| " \t".contains(*one))
            .collect();
        let statement = format!("\n{indent}from {module} import {name} as {alias}");
        (token.end, token.end, statement)
    });
    let reads = reads.iter().filter(|at| attribute(**at) == Some(name));
    let reads = reads.map(|at| (tokens[*at].start, tokens[at + 2].end, alias.clone()));
    Some(imports.chain(reads).collect())
}

/// A name of the file's own becomes another one, wherever it stands.
fn renamed(text: &str, tokens: &[Token<'_>], chance: &mut Chance) -> Option<Edits> {
    let fields = fields(tokens);
    let is_own = |at: usize| {
        let (before, behind) = beside(tokens, at);
        let is_bound = matches!(
            before,
            Some(TokenKind::Def | TokenKind::Class | TokenKind::For | TokenKind::As)
        );
        tokens[at].kind == TokenKind::Name
            && (is_bound || behind == Some(TokenKind::Equal) && tokens[at].depth == 0)
    };
    let own: Vec<&str> = (0..tokens.len())
        .filter(|at| is_own(*at))
        .map(|at| tokens[at].text)
        .collect();
    let name = *chance.of(&own)?;
    if OUTSIDE.contains(&name) || name.starts_with("__") || fields.contains(&name) {
        return None;
    }
    if is_in_a_string(tokens, name) || modules().contains(&name) {
        return None;
    }
    let mut edits = Vec::new();
    let new = fresh(tokens, name, chance);
    let mut is_import = false;
    for at in 0..tokens.len() {
        match tokens[at].kind {
            TokenKind::Import => is_import = true,
            TokenKind::Newline | TokenKind::Semi => is_import = false,
            _ => {}
        }
        if !tokens[at].is(name) {
            continue;
        }
        let (before, behind) = beside(tokens, at);
        let is_argument = behind == Some(TokenKind::Equal) && tokens[at].depth > 0;
        let is_alias = before == Some(TokenKind::As);
        if before == Some(TokenKind::Dot) || is_argument || is_import && !is_alias {
            return None;
        }
        edits.push((tokens[at].start, tokens[at].end, new.clone()));
    }
    // Names in strings of code that is made, in comments that are read: left alone.
    (!text.contains("globals()") && !text.contains("locals()")).then_some(edits)
}

/// Names that are bound directly in the body of a class: others read them as attributes.
fn fields<'a>(tokens: &[Token<'a>]) -> Vec<&'a str> {
    let (mut blocks, mut next, mut out) = (Vec::new(), false, Vec::new());
    for (at, token) in tokens.iter().enumerate() {
        let (before, _) = beside(tokens, at);
        let begins = before.is_none_or(starts);
        match token.kind {
            TokenKind::Class => next = true,
            TokenKind::Def => {
                if blocks.last() == Some(&true)
                    && let Some(name) = tokens.get(at + 1)
                {
                    out.push(name.text);
                }
                next = false;
            }
            TokenKind::If | TokenKind::Try | TokenKind::For | TokenKind::With if begins => {
                next = blocks.last() == Some(&true);
            }
            TokenKind::Indent => blocks.push(std::mem::take(&mut next)),
            TokenKind::Dedent => {
                blocks.pop();
            }
            TokenKind::Name if blocks.last() == Some(&true) && token.depth == 0 => {
                out.push(token.text);
            }
            _ => {}
        }
    }
    out
}
