//! How packs spell the things of [`super::schema`]: which keys there are, which may be left out, and
//! what must hold between them. Each `TryFrom` says in words for the pack's author what was expected.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use pep440_rs::Version;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::finding::{Applicability, Fails, Severity};

use super::schema::{
    Action, ArgumentTable, Case, Change, Is, ItemCase, Kind, Literal, Making, New, Provided, Read,
    Reason, Returns, Test,
};
use super::template::Template;

/// A string, or something else that is written as a table or as a list.
#[derive(Debug, Clone)]
pub(super) enum StringOr<T> {
    /// A string.
    String(String),
    /// The other form.
    Other(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for StringOr<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = StringOr<T>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a string, or a table or list as `docs/rules-schema.md` has it")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(StringOr::String(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(StringOr::Other)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
                T::deserialize(SeqAccessDeserializer::new(list)).map(StringOr::Other)
            }
        }
        deserializer.deserialize_any(Either(PhantomData))
    }
}

impl<'de> Deserialize<'de> for Literal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Scalar;
        impl Visitor<'_> for Scalar {
            type Value = Literal;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a string, a number or a bool")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Literal, E> {
                Ok(Literal::String(text.to_owned()))
            }

            fn visit_bool<E: de::Error>(self, value: bool) -> Result<Literal, E> {
                Ok(Literal::Bool(value))
            }

            #[allow(clippy::cast_precision_loss)] // values that calls are tested for are small
            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Literal, E> {
                Ok(Literal::Number(value as f64))
            }

            #[allow(clippy::cast_precision_loss)] // as above
            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Literal, E> {
                Ok(Literal::Number(value as f64))
            }

            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Literal, E> {
                Ok(Literal::Number(value))
            }
        }
        deserializer.deserialize_any(Scalar)
    }
}

impl<'de> Deserialize<'de> for Template {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

/// A test as cases and conditions spell it.
pub(super) fn test(is: Is, of: Vec<Literal>, length: Option<usize>) -> Result<Test, String> {
    let takes_values = matches!(
        is,
        Is::Bool | Is::Number | Is::String | Is::Literal | Is::Mapping | Is::ContainsAny
    );
    if !takes_values && !of.is_empty() {
        return Err(
            "`of` goes with `is` = `bool`, `number`, `string`, `literal`, `mapping` or `contains-any` only"
                .to_owned(),
        );
    }
    if is == Is::ContainsAny && of.is_empty() {
        return Err("`is = \"contains-any\"` needs `of`".to_owned());
    }
    Ok(Test {
        is,
        of,
        length,
        above: None,
        with: Vec::new(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct CaseSpelling {
    is: Is,
    #[serde(default)]
    of: Vec<Literal>,
    r#do: Option<Verb>,
    rename: Option<String>,
    into: Option<String>,
    key: Option<String>,
    before: Option<String>,
    option: Option<String>,
    template: Option<Template>,
    #[serde(default)]
    imports: Vec<String>,
    applicability: Option<Applicability>,
    note: Option<String>,
    reason: Option<Reason>,
    #[serde(default)]
    wins: bool,
    #[serde(default)]
    items: BTreeMap<String, ItemCase>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Verb {
    Keep,
    Drop,
    Manual,
}

impl CaseSpelling {
    /// The case for the argument `name`.
    fn checked(self, name: &str) -> Result<Case, String> {
        let said = usize::from(self.r#do.is_some())
            + [&self.rename, &self.into, &self.before, &self.option]
                .into_iter()
                .flatten()
                .count();
        if said > 1 {
            return Err(format!(
                "argument `{name}`: a case says one of `do`, `rename`, `into`, `before` and `option`"
            ));
        }
        if self.key.is_some() && self.into.is_none() {
            return Err(format!("argument `{name}`: `key` goes with `into` only"));
        }
        if self.reason.is_some() && self.r#do != Some(Verb::Manual) {
            return Err(format!(
                "argument `{name}`: `reason` goes with `do = \"manual\"` only"
            ));
        }
        if self.wins && self.rename.is_none() {
            return Err(format!("argument `{name}`: `wins` goes with `rename` only"));
        }
        if !self.items.is_empty() && (said > 0 || self.is != Is::Mapping) {
            return Err(format!(
                "argument `{name}`: `items` goes with `is = \"mapping\"`, and with nothing else that is done"
            ));
        }
        let removed = matches!(self.r#do, Some(Verb::Drop | Verb::Manual));
        if self.template.is_some() && (removed || self.is == Is::Absent) {
            return Err(format!(
                "argument `{name}`: a `template` needs a value that stays"
            ));
        }
        let items = self.template.as_ref().and_then(Template::item_count);
        if items.is_some() && self.is != Is::Tuple {
            return Err(format!(
                "argument `{name}`: holes for items go with `is = \"tuple\"` only"
            ));
        }
        let action = match (self.r#do, self.rename, self.into, self.option) {
            (Some(Verb::Drop), ..) => Action::Drop,
            (Some(Verb::Manual), ..) => {
                Action::Manual(self.reason.unwrap_or(Reason::ArgumentUnknown))
            }
            (_, Some(new), ..) => Action::Rename(new),
            (_, _, Some(argument), _) => Action::Into {
                argument,
                key: self.key.unwrap_or_else(|| name.to_owned()),
            },
            (.., Some(option)) => Action::ClientOption(option),
            _ => self.before.map_or(Action::Keep, Action::Before),
        };
        Ok(Case {
            test: test(self.is, self.of, items)
                .map_err(|error| format!("argument `{name}`: {error}"))?,
            action,
            template: self.template,
            imports: self.imports,
            applicability: self.applicability,
            note: self.note,
            wins: self.wins,
            items: self.items,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ArgumentSpelling {
    name: String,
    cases: Vec<CaseSpelling>,
}

/// The cases of an argument, which must be total.
fn table(name: String, cases: Vec<CaseSpelling>) -> Result<ArgumentTable, String> {
    let cases = cases
        .into_iter()
        .map(|case| case.checked(&name))
        .collect::<Result<Vec<_>, _>>()?;
    match cases.split_last() {
        Some((last, before)) if matches!(last.test.is, Is::Unknown | Is::Present) => {
            if before.iter().any(|case| case.test.is == Is::Unknown) {
                return Err(format!(
                    "argument `{name}`: nothing can follow the case `unknown`"
                ));
            }
            Ok(ArgumentTable { name, cases })
        }
        _ => Err(format!(
            "argument `{name}`: the last case must be `unknown` or `present`, so that no value is forgotten"
        )),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ReturnsSpelling {
    boundary: Option<Template>,
    method: Option<String>,
    #[serde(default)]
    changed: bool,
}

/// A change as packs spell it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ChangeSpelling {
    #[serde(default)]
    code: String,
    #[serde(default)]
    name: String,
    old: Option<String>,
    #[serde(default)]
    olds: Vec<String>,
    argument: Option<StringOr<Vec<ArgumentSpelling>>>,
    cases: Option<Vec<CaseSpelling>>,
    kind: Kind,
    breaks: Option<Version>,
    since: Option<Version>,
    available: Option<Version>,
    severity: Option<Severity>,
    fails: Option<Fails>,
    new: Option<StringOr<Provided>>,
    #[serde(default)]
    caught: Vec<String>,
    annotation: Option<String>,
    own: Option<super::provider::StandIn>,
    #[serde(default)]
    unlisted: bool,
    #[serde(default)]
    literals: bool,
    #[serde(default)]
    already: Vec<String>,
    read: Option<Read>,
    #[serde(default)]
    made: Vec<Making>,
    applicability: Option<Applicability>,
    rest: Option<String>,
    returns: Option<ReturnsSpelling>,
    message: Option<String>,
    help: Option<String>,
    reason: Option<Reason>,
    origin: Option<String>,
}

impl<'de> Deserialize<'de> for Change {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ChangeSpelling::deserialize(deserializer)?
            .checked()
            .map_err(de::Error::custom)
    }
}

impl ChangeSpelling {
    fn checked(mut self) -> Result<Change, String> {
        let olds = self.old_names()?;
        self.check_versions(&olds[0])?;
        let (argument, arguments) = self.arguments(&olds[0])?;
        let applicability = self.applicability.unwrap_or(
            match self.new.is_some() || self.read.is_some() || self.literals {
                true => Applicability::Safe,
                false => Applicability::Manual,
            },
        );
        let manual = applicability == Applicability::Manual;
        if !self.caught.is_empty() && !matches!(self.new, Some(StringOr::String(_))) {
            return Err("`caught` goes with a `new` that is a name".to_owned());
        }
        if self.literals && self.new.is_some() {
            return Err("`literals` says what `new` would say".to_owned());
        }
        if !self.already.is_empty() && self.kind != Kind::Changed {
            return Err(
                "`already` goes with `changed`: else the old name itself is gone".to_owned(),
            );
        }
        if self.read.is_some() && self.new.is_some() {
            return Err("`read` says what `new` would say".to_owned());
        }
        if self.annotation.is_some() && matches!(self.new, Some(StringOr::String(_))) {
            return Err(
                "`annotation` goes with a class that no other class takes the place of".to_owned(),
            );
        }
        if let Some(one) = self.made.iter().find(|one| !one.is_whole()) {
            return Err(format!(
                "`made`: `{}` has other holes than what it takes",
                one.template
            ));
        }
        Ok(Change {
            code: self.code,
            name: self.name,
            olds,
            argument,
            kind: self.kind,
            breaks: self.breaks,
            since: self.since,
            available: self.available,
            severity: self.severity,
            fails: self.fails,
            new: self.new.map(|new| match new {
                StringOr::String(name) => New::Name(name),
                StringOr::Other(provided) => New::Provided(provided),
            }),
            caught: self.caught,
            annotation: self.annotation,
            own: self.own,
            unlisted: self.unlisted,
            literals: self.literals,
            already: self.already,
            read: self.read,
            made: self.made,
            applicability,
            rest: self.rest,
            arguments,
            returns: self.returns.map(|returns| Returns {
                boundary: returns.boundary,
                method: returns.method,
                changed: returns.changed,
            }),
            message: self.message,
            help: self.help,
            reason: self.reason.or(manual.then_some(Reason::NoCounterpart)),
            origin: self.origin,
        })
    }

    fn old_names(&mut self) -> Result<Vec<String>, String> {
        let olds = match (self.old.take(), std::mem::take(&mut self.olds)) {
            (Some(old), olds) if olds.is_empty() => vec![old],
            (None, olds) if !olds.is_empty() => olds,
            _ => return Err("a change has either `old` or `olds`".to_owned()),
        };
        // A package itself has no row: what is in it has.
        let within = |old: &str| self.unlisted && !old.contains('.');
        match olds.iter().find(|old| !qualified(old) && !within(old)) {
            Some(old) => Err(format!(
                "`{old}` is no qualified name, expected `module.symbol`"
            )),
            None => Ok(olds),
        }
    }

    fn check_versions(&self, old: &str) -> Result<(), String> {
        match self.kind {
            Kind::Deprecated if self.since.is_none() => {
                Err(format!("`{old}`: a deprecated symbol needs `since`"))
            }
            Kind::Deprecated => Ok(()),
            _ if self.since.is_some() => {
                Err(format!("`{old}`: `since` goes with `deprecated` only"))
            }
            _ if self.breaks.is_none() => Err(format!(
                "`{old}`: expected `breaks`, the first version in which the old form fails"
            )),
            _ => Ok(()),
        }
    }

    /// The argument that the row is about, and the tables.
    fn arguments(&mut self, old: &str) -> Result<(Option<String>, Vec<ArgumentTable>), String> {
        let cases = self.cases.take();
        match self.argument.take() {
            Some(StringOr::String(name)) => {
                let table = match cases {
                    Some(cases) => table(name.clone(), cases)?,
                    None => self.plain_table(&name),
                };
                Ok((Some(name), vec![table]))
            }
            _ if cases.is_some() => Err(format!(
                "`{old}`: `cases` in a change go with `argument = \"…\"` only"
            )),
            Some(StringOr::Other(tables)) => tables
                .into_iter()
                .map(|one| table(one.name, one.cases))
                .collect::<Result<_, _>>()
                .map(|tables| (None, tables)),
            None => Ok((None, Vec::new())),
        }
    }

    /// The cases that a row about one argument means when it gives none.
    fn plain_table(&self, name: &str) -> ArgumentTable {
        let plain = |is, action| Case {
            test: Test {
                is,
                of: Vec::new(),
                above: None,
                with: Vec::new(),
                length: None,
            },
            action,
            template: None,
            imports: Vec::new(),
            applicability: None,
            note: None,
            wins: false,
            items: BTreeMap::new(),
        };
        let given = match &self.new {
            Some(StringOr::String(new)) => Action::Rename(new.clone()),
            _ => Action::Manual(self.reason.unwrap_or(Reason::NoCounterpart)),
        };
        ArgumentTable {
            name: name.to_owned(),
            cases: vec![plain(Is::Absent, Action::Keep), plain(Is::Unknown, given)],
        }
    }
}

/// Whether a name has at least two parts, each an identifier.
pub(super) fn qualified(name: &str) -> bool {
    name.contains('.')
        && name.split('.').all(|part| {
            !part.is_empty()
                && !part.starts_with(|letter: char| letter.is_ascii_digit())
                && part
                    .chars()
                    .all(|letter| letter == '_' || letter.is_alphanumeric())
        })
}
