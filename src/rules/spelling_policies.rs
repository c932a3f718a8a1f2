//! How packs spell policies; see [`super::spelling`].

use std::str::FromStr;

use pep440_rs::{Version, VersionSpecifiers};
use serde::{Deserialize, Deserializer, de};

use crate::finding::{Applicability, Fails, Severity};

use super::policy::{
    Condition, FixVerb, GivenValue, Place, Policy, PolicyFix, Replacement, SaidBy, Site, Taker,
    WhenUnknown,
};
use super::schema::{Is, Literal, Reason};
use super::spelling::{StringOr, test};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ConditionSpelling {
    argument: Option<String>,
    #[serde(default)]
    any: Vec<String>,
    is: Is,
    #[serde(default)]
    of: Vec<Literal>,
    above: Option<f64>,
    #[serde(default)]
    with: Vec<Literal>,
    #[serde(default)]
    may: bool,
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let condition = ConditionSpelling::deserialize(deserializer)?;
        let arguments = match (condition.argument, condition.any) {
            (Some(name), any) if any.is_empty() => vec![name],
            (None, any) if !any.is_empty() => any,
            _ => {
                return Err(de::Error::custom(
                    "a condition has either `argument` or `any`",
                ));
            }
        };
        if condition.is == Is::Unknown {
            return Err(de::Error::custom(
                "`unknown` is no condition; the policy's own `unknown` says what to report then",
            ));
        }
        if condition.above.is_some() && condition.is != Is::Number {
            return Err(de::Error::custom(
                "`above` goes with `is = \"number\"` only",
            ));
        }
        if !condition.with.is_empty() && condition.is != Is::ContainsAny {
            return Err(de::Error::custom(
                "`with` goes with `is = \"contains-any\"` only",
            ));
        }
        let mut test = test(condition.is, condition.of, None).map_err(de::Error::custom)?;
        test.above = condition.above;
        test.with = condition.with;
        Ok(Self {
            arguments,
            test,
            may: condition.may,
        })
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum FixWord {
    GiveArgument,
    MoveArguments,
    NameArguments,
    RaiseFloor,
    Replace,
    Share,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct FixSpelling {
    r#do: FixWord,
    #[serde(default)]
    arguments: Vec<String>,
    to: Option<String>,
    #[serde(default)]
    into: Vec<TakerSpelling>,
    #[serde(default)]
    harmless: Vec<String>,
    argument: Option<String>,
    #[serde(default)]
    values: Vec<GivenSpelling>,
    name: Option<String>,
    #[serde(default)]
    unless_methods: Vec<String>,
    #[serde(default)]
    unless: Vec<Condition>,
    with: Option<String>,
    extra: Option<String>,
    #[serde(default)]
    extra_for: Vec<String>,
    #[serde(default)]
    plain_for: Vec<String>,
    applicability: Option<Applicability>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct TakerSpelling {
    at: String,
    #[serde(default)]
    arguments: Vec<String>,
    #[serde(default)]
    unless: Vec<Condition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct GivenSpelling {
    at: Place,
    versions: Option<VersionSpecifiers>,
    value: String,
    #[serde(default)]
    imports: Vec<String>,
    #[serde(default)]
    unless: Vec<Condition>,
}

impl From<GivenSpelling> for GivenValue {
    fn from(given: GivenSpelling) -> Self {
        Self {
            at: given.at,
            versions: given.versions,
            value: given.value,
            imports: given.imports,
            unless: given.unless,
        }
    }
}

impl TakerSpelling {
    fn checked(self) -> Result<Taker, String> {
        match Place::from_str(&self.at)? {
            Place::Requirement(_) => Err("a requirement takes no arguments".to_owned()),
            at => Ok(Taker {
                at,
                arguments: self.arguments,
                unless: self.unless,
            }),
        }
    }
}

const GIVES: &str = "`give-argument` takes `argument` and `values`";

fn giving(given: (Option<String>, Vec<GivenSpelling>)) -> Result<FixVerb, &'static str> {
    let (Some(argument), values) = given else {
        return Err(GIVES);
    };
    let values: Vec<GivenValue> = values.into_iter().map(GivenValue::from).collect();
    if values.is_empty() {
        return Err(GIVES);
    }
    Ok(FixVerb::GiveArgument { argument, values })
}

impl<'de> Deserialize<'de> for PolicyFix {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fix = FixSpelling::deserialize(deserializer)?;
        let takers = fix.into.into_iter().map(TakerSpelling::checked);
        let into = takers
            .collect::<Result<Vec<_>, _>>()
            .map_err(de::Error::custom)?;
        let excused = !fix.unless_methods.is_empty() || !fix.unless.is_empty();
        let shares = fix.name.is_some() || excused;
        if shares != matches!(fix.r#do, FixWord::Share) {
            return Err(de::Error::custom(
                "`name`, `unless-methods` and `unless` go with `share`, which needs `name`",
            ));
        }
        let replaces = fix.with.is_some() || fix.extra.is_some();
        let replaces = replaces || !(fix.extra_for.is_empty() && fix.plain_for.is_empty());
        if replaces && (fix.with.is_none() || !matches!(fix.r#do, FixWord::Replace)) {
            return Err(de::Error::custom(
                "`with`, `extra`, `extra-for` and `plain-for` go with `replace`, which needs `with`",
            ));
        }
        let given = (fix.argument, fix.values);
        let gives = given.0.is_some() || !given.1.is_empty();
        let beside = !into.is_empty() || !fix.harmless.is_empty() || gives;
        let spelled = (fix.arguments, fix.to);
        let (verb, usual) = match (fix.r#do, spelled) {
            (FixWord::MoveArguments, (arguments, Some(to))) if !arguments.is_empty() && !gives => (
                FixVerb::MoveArguments {
                    arguments,
                    to,
                    into,
                    harmless: fix.harmless,
                },
                Applicability::Unsafe,
            ),
            (FixWord::GiveArgument, (none, None)) if none.is_empty() && into.is_empty() => (
                giving(given).map_err(de::Error::custom)?,
                Applicability::Unsafe,
            ),
            (FixWord::NameArguments, (arguments, None)) if !arguments.is_empty() && !beside => {
                (FixVerb::NameArguments { arguments }, Applicability::Safe)
            }
            (FixWord::RaiseFloor, (none, None)) if none.is_empty() && !beside => {
                (FixVerb::RaiseFloor, Applicability::Safe)
            }
            (FixWord::Replace, (none, None)) if none.is_empty() && !beside && replaces => (
                FixVerb::Replace(Replacement {
                    with: fix.with.unwrap_or_default(),
                    extra: fix.extra,
                    extra_for: fix.extra_for,
                    plain_for: fix.plain_for,
                }),
                Applicability::Safe,
            ),
            (FixWord::Share, (none, None)) if none.is_empty() && !beside => (
                FixVerb::Share {
                    name: fix.name.unwrap_or_default(),
                    unless_methods: fix.unless_methods,
                    unless: fix.unless,
                },
                Applicability::Unsafe,
            ),
            (word, _) => {
                return Err(de::Error::custom(match word {
                    FixWord::GiveArgument => GIVES,
                    FixWord::MoveArguments => "`move-arguments` takes `arguments` and `to`",
                    FixWord::NameArguments => "`name-arguments` takes `arguments`",
                    FixWord::Replace => "`replace` takes `with`",
                    FixWord::Share => "`share` takes `name` and `unless-methods`",
                    FixWord::RaiseFloor => "`raise-floor` takes nothing but `applicability`",
                }));
            }
        };
        let applicability = fix.applicability.unwrap_or(usual);
        if applicability == Applicability::Manual {
            return Err(de::Error::custom(
                "a fix is `safe` or `unsafe`; leave `fix` out for manual",
            ));
        }
        Ok(Self {
            verb,
            applicability,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PolicySpelling {
    #[serde(default)]
    code: String,
    #[serde(default)]
    name: String,
    severity: Severity,
    fails: Fails,
    message: String,
    help: Option<String>,
    reason: Option<Reason>,
    at: StringOr<Vec<String>>,
    #[serde(default)]
    in_new_form: bool,
    #[serde(default)]
    exactly: bool,
    #[serde(default, rename = "self")]
    receiver: Vec<Place>,
    #[serde(default)]
    all: Vec<Condition>,
    #[serde(default)]
    any: Vec<Condition>,
    #[serde(default)]
    none: Vec<Condition>,
    #[serde(default)]
    unless: Vec<Condition>,
    #[serde(default)]
    positional: Vec<String>,
    said_by: Option<SaidBy>,
    shares: Option<String>,
    told_at: Option<String>,
    #[serde(default)]
    unless_told: Vec<String>,
    unknown: Option<WhenUnknown>,
    site: Option<Site>,
    from: Option<Version>,
    until: Option<Version>,
    crosses: Option<Version>,
    admits: Option<VersionSpecifiers>,
    #[serde(default)]
    below_target: bool,
    #[serde(default)]
    lacks_extra: Vec<String>,
    #[serde(default)]
    has_extra: Vec<String>,
    floor: Option<Version>,
    #[serde(default)]
    advisory: Vec<String>,
    fix: Option<StringOr<PolicyFix>>,
}

impl<'de> Deserialize<'de> for Policy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        PolicySpelling::deserialize(deserializer)?
            .checked()
            .map_err(de::Error::custom)
    }
}

impl PolicySpelling {
    fn checked(self) -> Result<Policy, String> {
        let list = match &self.at {
            StringOr::String(one) => std::slice::from_ref(one),
            StringOr::Other(list) => list,
        };
        let at = list.iter().flat_map(|one| alternatives(one));
        let at: Vec<Place> = at
            .map(|one| Place::from_str(&one))
            .collect::<Result<_, _>>()?;
        self.check_places(&at)?;
        let (fix, fix_named) = match self.fix {
            Some(StringOr::String(name)) => (None, Some(name)),
            Some(StringOr::Other(fix)) => (Some(fix), None),
            None => (None, None),
        };
        Ok(Policy {
            code: self.code,
            name: self.name,
            severity: self.severity,
            fails: self.fails,
            message: self.message,
            help: self.help,
            reason: self.reason,
            at,
            in_new_form: self.in_new_form,
            exactly: self.exactly,
            receiver: self.receiver,
            all: self.all,
            any: self.any,
            none: self.none,
            unless: self.unless,
            positional: self.positional,
            said_by: self.said_by,
            shares: self.shares,
            told_at: self.told_at,
            unless_told: self.unless_told,
            unknown: self.unknown,
            site: self.site,
            from: self.from,
            until: self.until,
            crosses: self.crosses,
            admits: self.admits,
            below_target: self.below_target,
            lacks_extra: self.lacks_extra,
            has_extra: self.has_extra,
            floor: self.floor,
            advisory: self.advisory,
            fix,
            fix_named,
        })
    }

    fn check_places(&self, at: &[Place]) -> Result<(), String> {
        let requirements = at
            .iter()
            .filter(|place| matches!(place, Place::Requirement(_)))
            .count();
        if at.is_empty() {
            return Err("`at` names no place".to_owned());
        }
        let about_places =
            !self.positional.is_empty() || self.shares.is_some() || self.said_by.is_some();
        let about_arguments =
            about_places || !(self.all.is_empty() && self.any.is_empty() && self.none.is_empty());
        let about_extras = !(self.lacks_extra.is_empty() && self.has_extra.is_empty());
        let about_versions = self.admits.is_some() || self.below_target;
        if requirements == 0 {
            return if about_versions || about_extras || self.floor.is_some() {
                Err("`admits`, `below-target`, `floor`, `lacks-extra` and `has-extra` go with `requirement …` only".to_owned())
            } else if !about_arguments && self.site.is_none() {
                Err(
                    "a policy on code needs `all`, `any`, `none`, `positional`, `said-by`, `shares` or `site`"
                        .to_owned(),
                )
            } else {
                Ok(())
            };
        }
        if requirements < at.len() {
            Err("a policy is about requirements or about code, not both".to_owned())
        } else if about_arguments || self.site.is_some() || self.unknown.is_some() {
            Err(
                "a policy on a requirement has no `all`, `any`, `none`, `site` or `unknown`"
                    .to_owned(),
            )
        } else if about_versions == about_extras {
            Err(
                "a policy on a requirement needs `admits` or `below-target`, or `lacks-extra` or `has-extra`"
                    .to_owned(),
            )
        } else {
            Ok(())
        }
    }
}

/// The texts that one with lists of alternatives stands for: `a.{b, c}` for `a.b` and `a.c`.
fn alternatives(text: &str) -> Vec<String> {
    let list = text.split_once('{').and_then(|(before, rest)| {
        let (list, behind) = rest.split_once('}')?;
        Some((before, list, behind))
    });
    let Some((before, list, behind)) = list else {
        return vec![text.to_owned()];
    };
    let each = list.split(',').map(str::trim);
    each.flat_map(|one| alternatives(&format!("{before}{one}{behind}")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::alternatives;

    #[test]
    fn lists_of_alternatives_stand_for_each_of_them() {
        assert_eq!(alternatives("call a.b"), ["call a.b"]);
        assert_eq!(
            alternatives("call {a, b}.{ c,d }"),
            ["call a.c", "call a.d", "call b.c", "call b.d"]
        );
        assert_eq!(alternatives("call a.{b"), ["call a.{b"]);
    }
}
