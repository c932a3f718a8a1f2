//! What an address says that a call gives as an argument as well.

use super::passed::Passed;
use super::traced::{DEPTH, argument_at, definition};
use crate::rules::condition::{Answer, ArgumentFact, ValueFact};
use crate::rules::policy::SaidBy;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::syntax::ast::{ExprId, ExprKind};

/// What stands in a text for something that is not known. No address has it.
const UNKNOWN: char = '\u{fffc}';

/// The arguments of a call that its address says otherwise, and whether it certainly does.
#[must_use]
pub(super) fn said_otherwise<'p>(
    analysis: &Analysis<'_>,
    place: Place,
    passed: &'p Passed,
    said: &SaidBy,
) -> (Answer, Vec<&'p str>) {
    let Some((texts, complete)) = texts(analysis, place, passed, &said.argument) else {
        return (Answer::No, Vec::new());
    };
    let (mut sure, mut perhaps) = (Vec::new(), Vec::new());
    for name in passed.names().filter(|name| *name != said.argument) {
        let each: Vec<Answer> = texts
            .iter()
            .map(|text| otherwise(text, name, &passed.fact(name), said))
            .collect();
        // What a dict may hand on is no choice of who wrote the call.
        let is_written = passed.index(name).is_some();
        let part = said.parts.contains_key(name);
        if complete && !each.is_empty() && each.iter().all(|one| *one == Answer::Yes) {
            sure.push(name);
        } else if is_written
            && (each.iter().any(|one| *one != Answer::No) || (each.is_empty() && part))
        {
            perhaps.push(name);
        }
    }
    match (sure.is_empty(), perhaps.is_empty()) {
        (false, _) => (Answer::Yes, sure),
        (true, false) => (Answer::Unknown, perhaps),
        (true, true) => (Answer::No, Vec::new()),
    }
}

/// The texts that an address may be, and whether there are no others; none where it is not given.
fn texts(
    analysis: &Analysis<'_>,
    place: Place,
    passed: &Passed,
    argument: &str,
) -> Option<(Vec<String>, bool)> {
    let (values, complete) = match passed.fact(argument) {
        ArgumentFact::Values(values, complete) => (values, complete),
        ArgumentFact::PossiblyAbsent(values, _) => (values, false),
        ArgumentFact::Absent => return None,
        ArgumentFact::Unknown => (Vec::new(), false),
    };
    let seen: Vec<String> = values
        .iter()
        .filter_map(|value| match value {
            ValueFact::Str(text) => Some(text.clone()),
            _ => None,
        })
        .collect();
    if !seen.is_empty() {
        let all = complete && seen.len() == values.len();
        return Some((seen, all));
    }
    let index = passed.index(argument);
    let written = index
        .and_then(|index| argument_at(analysis, place, index))
        .and_then(|value| with_holes(analysis, value));
    let complete = written.is_some();
    Some((written.into_iter().collect(), complete))
}

/// A text that is put together of others in one place, with what is not known of it left open.
fn with_holes(analysis: &Analysis<'_>, value: Place) -> Option<String> {
    let (file, made) = definition(analysis, value, DEPTH)?;
    let held = analysis.file(file);
    let tree = &held.tree;
    let ExprKind::Interpolated(parts) = &tree.expr(made).kind else {
        return None;
    };
    let span = tree.expr(made).span;
    let text = held.unit.text();
    let mut out = String::new();
    let mut at = span.start;
    let spans = parts.iter().map(|part: &ExprId| tree.expr(*part).span);
    for (start, end) in spans
        .map(|one| (one.start, one.end))
        .chain([(span.end, span.end)])
    {
        let mut piece = text.get(at as usize..start as usize)?;
        if at > span.start {
            // What stands behind the value in its braces says how it is written.
            piece = &piece[piece.find('}')? + 1..];
            out.push(UNKNOWN);
        }
        if start < span.end {
            piece = &piece[..piece.rfind('{')?];
        }
        out.push_str(piece);
        at = end;
    }
    let opened = out.find(['"', '\''])?;
    Some(out[opened..].trim_matches(['"', '\'']).to_owned())
}

/// Whether an address says of an argument something else than it is given.
fn otherwise(address: &str, name: &str, fact: &ArgumentFact, said: &SaidBy) -> Answer {
    let own = said.parts.get(name).map(String::as_str);
    let Some(there) = of_query(address, name).or_else(|| part(address, own?)) else {
        return Answer::No;
    };
    if there.contains(UNKNOWN) {
        return Answer::Unknown;
    }
    match fact {
        ArgumentFact::Values(values, true) if !values.is_empty() => {
            let says = |value: &ValueFact| match value {
                ValueFact::Str(text) | ValueFact::Number(text) => Some(*text == there),
                ValueFact::Bool(one) => Some(there.eq_ignore_ascii_case(&one.to_string())),
                ValueFact::None => Some(false),
                _ => None,
            };
            let all: Option<Vec<bool>> = values.iter().map(says).collect();
            match all {
                Some(same) if same.iter().all(|one| !one) => Answer::Yes,
                Some(same) if same.iter().all(|one| *one) => Answer::No,
                _ => Answer::Unknown,
            }
        }
        ArgumentFact::Absent => Answer::No,
        _ => Answer::Unknown,
    }
}

/// What the query of an address says under a name.
fn of_query<'a>(address: &'a str, name: &str) -> Option<&'a str> {
    let (_, query) = address.split_once('?')?;
    let mut items = query.split('&').filter_map(|one| one.split_once('='));
    items.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// A part of an address that is there: its `host`, `port`, `username`, `password`, its `path`, or the `number` that its path is.
fn part<'a>(address: &'a str, part: &str) -> Option<&'a str> {
    let (_, rest) = address.split_once("://")?;
    let rest = rest.split(['?', '#']).next()?;
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (user, place) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (username, password) = user.split_once(':').unwrap_or((user, ""));
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (place, ""),
    };
    let is_number = |text: &str| {
        text.chars()
            .all(|one| one.is_ascii_digit() || one == UNKNOWN)
    };
    let found = match part {
        "host" => host,
        "port" => port,
        "username" => username,
        "password" => password,
        "path" => path,
        "number" if is_number(path) => path,
        _ => "",
    };
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(address: &str, of: &str) -> Option<String> {
        part(address, of).map(str::to_owned)
    }

    #[test]
    fn addresses_have_parts() {
        let whole = "store://me:word@there:70/3?limit=9";
        let parts = ["username", "password", "host", "port", "path", "number"];
        let texts = parts.map(|one| found(whole, one).unwrap_or_default());
        assert_eq!(texts, ["me", "word", "there", "70", "3", "3"]);
        assert_eq!(of_query(whole, "limit"), Some("9"));
        assert_eq!(of_query(whole, "other"), None);
        assert_eq!(found("store://there", "port"), None);
        assert_eq!(found("store://[::1]", "port"), None);
        assert_eq!(found("store://there/a/b", "number"), None);
        assert_eq!(found("store:///a/b", "host"), None);
        assert_eq!(found("no address", "host"), None);
    }
}
