//! How rows are spelled, asked through whole packs, so that each error stands with its file and line.
#![allow(clippy::unwrap_used)]

use super::load::tests::{change_error, error, rules};
use super::policy::{FixVerb, Place, Taker};
use super::provider::SettingAction;
use super::schema::{Action, Bearing, Is, Reason};
use crate::finding::{Applicability, Fails, Severity};

#[test]
fn a_change_is_read_with_its_defaults() {
    let pack = rules(
        r#"
[[change]]
code = "ABC101"
old = "mod.f"
kind = "moved"
breaks = "2.0"
new = { provider = "client", path = "f.create" }
rest = "extra_body"
[[change.argument]]
name = "request_timeout"
cases = [
    { is = "absent" },
    { is = "number", of = [0], do = "drop" },
    { is = "tuple", rename = "timeout", template = "T({1}, c={0})", imports = ["t"] },
    { is = "string", into = "headers", key = "X" },
    { is = "bool", into = "headers" },
    { is = "none", option = "key" },
    { is = "unknown", do = "manual" },
]
[change.returns]
boundary = "{value}.dump()"
[[provider]]
name = "client"
module = "mod"
[[provider.variant]]
name = "plain"
synchronous = "mod.C"
"#,
    )
    .unwrap();
    let change = &pack.changes[0];
    let (from, target) = ("1.0".parse().unwrap(), "2.0".parse().unwrap());
    let bearing = change.bearing(&from, &target).unwrap();
    assert_eq!(bearing, Bearing::Breaks);
    assert_eq!(change.bearing(&target, &target), Some(Bearing::Breaks));
    assert_eq!(change.bearing(&target, &from), None);
    assert_eq!(change.severity(bearing), Severity::Error);
    assert_eq!(change.fails(bearing), Fails::Call);
    assert_eq!(change.name, "moved-thing");
    assert_eq!(change.applicability, Applicability::Safe);
    assert_eq!(change.reason, None);
    let cases = &change.argument_table("request_timeout").unwrap().cases;
    let actions: Vec<_> = cases.iter().map(|case| case.action.clone()).collect();
    let into = |key: &str| Action::Into {
        argument: "headers".to_owned(),
        key: key.to_owned(),
    };
    assert_eq!(
        actions,
        [
            Action::Keep,
            Action::Drop,
            Action::Rename("timeout".to_owned()),
            into("X"),
            into("request_timeout"),
            Action::ClientOption("key".to_owned()),
            Action::Manual(Reason::ArgumentUnknown),
        ]
    );
    assert_eq!(cases[2].test.length, Some(2));
}

#[test]
fn a_deprecated_row_warns_until_it_breaks() {
    let pack = rules("[[change]]\ncode = \"ABC101\"\nold = \"mod.f\"\nkind = \"deprecated\"\nsince = \"1.5\"\nbreaks = \"3.0\"\n").unwrap();
    let version = |text: &str| text.parse::<pep440_rs::Version>().unwrap();
    let bearing = |from, target| pack.changes[0].bearing(&version(from), &version(target));
    assert_eq!(bearing("1.0", "1.4"), None);
    assert_eq!(bearing("1.0", "2.0"), Some(Bearing::Deprecated));
    assert_eq!(bearing("1.9", "2.0"), Some(Bearing::Deprecated));
    assert_eq!(bearing("1.0", "3.0"), Some(Bearing::Breaks));
    assert_eq!(bearing("3.0", "3.0"), Some(Bearing::Breaks));
    assert_eq!(
        pack.changes[0].severity(Bearing::Deprecated),
        Severity::Warning
    );
    assert_eq!(pack.changes[0].fails(Bearing::Deprecated), Fails::Never);
    assert_eq!(pack.changes[0].severity(Bearing::Breaks), Severity::Error);
    assert_eq!(pack.changes[0].reason, Some(Reason::NoCounterpart));
}

#[test]
fn a_row_about_one_argument_means_a_total_table() {
    let pack = rules("[[change]]\ncode = \"ABC101\"\nold = \"mod.f\"\nargument = \"charset\"\nkind = \"renamed\"\nbreaks = \"2\"\nnew = \"encoding\"\n").unwrap();
    let change = &pack.changes[0];
    assert_eq!(change.argument.as_deref(), Some("charset"));
    let cases = &change.arguments[0].cases;
    assert_eq!(
        (cases[0].test.is, &cases[0].action),
        (Is::Absent, &Action::Keep)
    );
    assert_eq!(
        (cases[1].test.is, &cases[1].action),
        (Is::Unknown, &Action::Rename("encoding".to_owned()))
    );
}

#[test]
fn policies_are_read() {
    let pack = rules(
        r#"
[[policy]]
code = "ABC102"
name = "beside-pool"
severity = "error"
fails = "silently"
message = "m"
at = ["construct mod.C", "call mod.f"]
all = [{ argument = "pool", is = "not-none" }, { any = ["a", "b"], is = "present" }]
unknown = { severity = "note", message = "may" }
site = { runs = ["per-call"], escapes = "never" }
fix = { do = "move-arguments", arguments = ["a"], to = "pool", into = [{ at = "call mod.g" }], harmless = ["close"] }
[[policy]]
code = "ABC103"
name = "hole"
severity = "error"
fails = "never"
message = "m"
at = "requirement Some_Dist"
admits = "<3.4.0"
fix = { do = "raise-floor" }
"#,
    )
    .unwrap();
    assert_eq!(pack.policies[0].at.len(), 2);
    let fix = pack.policies[0].fix.as_ref().unwrap();
    assert_eq!(fix.applicability, Applicability::Unsafe);
    assert_eq!(
        fix.verb,
        FixVerb::MoveArguments {
            arguments: vec!["a".to_owned()],
            to: "pool".to_owned(),
            into: vec![Taker {
                at: Place::Call("mod.g".to_owned()),
                arguments: Vec::new(),
                unless: Vec::new(),
            }],
            harmless: vec!["close".to_owned()],
        }
    );
    assert_eq!(
        pack.policies[1].at,
        [Place::Requirement("some-dist".to_owned())]
    );
    assert_eq!(
        pack.policies[1].fix.as_ref().unwrap().applicability,
        Applicability::Safe
    );
    assert!(pack.policies[1].about_requirements());
    assert_eq!(
        pack.codes.keys().collect::<Vec<_>>(),
        ["ABC101", "ABC102", "ABC103"]
    );
}

#[test]
fn settings_differ_by_variant() {
    let pack = rules(
        r#"
[[provider]]
name = "client"
module = "mod"
[[provider.variant]]
name = "azure"
when = { setting = "type", is = ["azure"] }
synchronous = "mod.A"
[[provider.variant]]
name = "plain"
synchronous = "mod.C"
[[provider.setting]]
code = "ABC101"
old = "base"
argument = "base_url"
per-variant = { azure = { do = "manual", reason = "security" } }
"#,
    )
    .unwrap();
    let provider = &pack.providers[0];
    let chosen = |value: &str| {
        provider
            .variant_for(|_| Some(value.to_owned()))
            .unwrap()
            .name
            .clone()
    };
    assert_eq!(
        (chosen("azure").as_str(), chosen("other").as_str()),
        ("azure", "plain")
    );
    assert_eq!(provider.variant_for(|_| None).unwrap().name, "plain");
    let setting = provider.setting("base").unwrap();
    assert_eq!(
        setting.carried_to("azure").action,
        SettingAction::Manual(Reason::Security)
    );
    assert_eq!(
        setting.carried_to("plain").argument.as_deref(),
        Some("base_url")
    );
}

#[test]
fn a_table_that_forgets_values_is_an_error() {
    assert_eq!(
        change_error("[[change.argument]]\nname = \"a\"\ncases = [{ is = \"absent\" }]"),
        "argument `a`: the last case must be `unknown` or `present`, so that no value is forgotten"
    );
    assert_eq!(
        change_error(
            "[[change.argument]]\nname = \"a\"\ncases = [{ is = \"unknown\" }, { is = \"present\" }]"
        ),
        "argument `a`: nothing can follow the case `unknown`"
    );
}

#[test]
fn cases_that_contradict_themselves_are_errors() {
    let case = |keys: &str| {
        change_error(&format!(
            "[[change.argument]]\nname = \"a\"\ncases = [{{ {keys} }}, {{ is = \"unknown\" }}]"
        ))
    };
    assert_eq!(
        case("is = \"none\", do = \"drop\", rename = \"b\""),
        "argument `a`: a case says one of `do`, `rename`, `into`, `before` and `option`"
    );
    assert_eq!(
        case("is = \"none\", key = \"b\""),
        "argument `a`: `key` goes with `into` only"
    );
    assert_eq!(
        case("is = \"none\", reason = \"security\""),
        "argument `a`: `reason` goes with `do = \"manual\"` only"
    );
    assert_eq!(
        case("is = \"none\", do = \"drop\", template = \"x\""),
        "argument `a`: a `template` needs a value that stays"
    );
    assert_eq!(
        case("is = \"absent\", template = \"x\""),
        "argument `a`: a `template` needs a value that stays"
    );
    assert_eq!(
        case("is = \"none\", template = \"{0}\""),
        "argument `a`: holes for items go with `is = \"tuple\"` only"
    );
    assert_eq!(
        case("is = \"none\", of = [1]"),
        "argument `a`: `of` goes with `is` = `bool`, `number`, `string`, `literal`, `mapping` or `contains-any` only"
    );
    assert_eq!(
        case("is = \"contains-any\""),
        "argument `a`: `is = \"contains-any\"` needs `of`"
    );
    assert!(case("is = \"literal\", of = [[1]]").contains("expected a string, a number or a bool"));
    assert_eq!(
        case("is = \"none\", template = \"{\""),
        "template `{`: a lone `{`; write `{{` for a brace of the text"
    );
}

#[test]
fn a_change_needs_one_of_old_and_olds() {
    let message = "rules/pack/rules.toml:1: a change has either `old` or `olds`";
    assert_eq!(
        error("[[change]]\ncode = \"ABC101\"\nkind = \"removed\"\nbreaks = \"2\"\n"),
        message
    );
    assert_eq!(
        error(
            "[[change]]\ncode = \"ABC101\"\nold = \"a.b\"\nolds = [\"a.c\"]\nkind = \"removed\"\nbreaks = \"2\"\n"
        ),
        message
    );
    assert_eq!(
        error("[[change]]\ncode = \"ABC101\"\nold = \"f()\"\nkind = \"removed\"\nbreaks = \"2\"\n"),
        "rules/pack/rules.toml:1: `f()` is no qualified name, expected `module.symbol`"
    );
}

#[test]
fn kinds_need_their_versions() {
    let row = |kind, keys| {
        error(&format!(
            "[[change]]\ncode = \"ABC101\"\nold = \"a.b\"\nkind = \"{kind}\"\n{keys}"
        ))
    };
    assert_eq!(
        row("removed", ""),
        "rules/pack/rules.toml:1: `a.b`: expected `breaks`, the first version in which the old form fails"
    );
    assert_eq!(
        row("deprecated", ""),
        "rules/pack/rules.toml:1: `a.b`: a deprecated symbol needs `since`"
    );
    assert_eq!(
        row("removed", "since = \"2\""),
        "rules/pack/rules.toml:1: `a.b`: `since` goes with `deprecated` only"
    );
}

#[test]
fn cases_of_a_row_need_the_argument_that_it_is_about() {
    assert_eq!(
        change_error("cases = [{ is = \"unknown\" }]"),
        "`mod.f`: `cases` in a change go with `argument = \"…\"` only"
    );
}

#[test]
fn providers_that_contradict_themselves_are_errors() {
    let provider = |keys: &str| {
        error(&format!(
            "[[provider]]\nname = \"c\"\nmodule = \"m\"\n{keys}"
        ))
    };
    let plain = "[[provider.variant]]\nname = \"plain\"\nsynchronous = \"m.C\"\n";
    assert_eq!(
        provider(&format!("{plain}{plain}")),
        "rules/pack/rules.toml:1: provider `c`: the last variant, and only that, has no `when`"
    );
    let setting = |keys: &str| {
        let error = provider(&format!(
            "{plain}[[provider.setting]]\ncode = \"ABC101\"\nold = \"s\"\n{keys}"
        ));
        error.split_once(": ").unwrap().1.to_owned()
    };
    assert_eq!(
        setting(""),
        "setting `s`: expected `argument`, `module` or `do`"
    );
    assert_eq!(
        setting("do = \"drop\"\nargument = \"x\""),
        "setting `s`: `argument` and `module` go with `do = \"keep\"` only"
    );
    assert_eq!(
        setting("argument = \"x\"\nper-variant = { azure = { do = \"drop\" } }"),
        "setting `s`: provider `c` has no variant `azure`"
    );
}

#[test]
fn shapes_need_a_qualified_base() {
    assert_eq!(
        error(
            "[[shape]]\ncode = \"ABC101\"\nbase = \"C\"\nbreaks = \"2\"\nboundary = \"{value}\"\n"
        ),
        "rules/pack/rules.toml:1: `C` is no qualified name, expected `module.symbol`"
    );
}

#[test]
fn policies_that_contradict_themselves_are_errors() {
    let policy = |keys: &str| {
        let head = "[[policy]]\ncode = \"ABC101\"\nseverity = \"error\"\nfails = \"call\"\nmessage = \"m\"\n";
        let error = error(&format!("{head}{keys}"));
        error.split_once(": ").unwrap().1.to_owned()
    };
    let place = "expected `construct QUALIFIED.CLASS`, `call QUALIFIED.FUNCTION` or `requirement DISTRIBUTION`";
    for text in ["mod.f", "read mod.f", "call ", "call a b"] {
        assert_eq!(
            policy(&format!("at = \"{text}\"")),
            format!("place `{text}`: {place}")
        );
    }
    assert_eq!(policy("at = []"), "`at` names no place");
    assert_eq!(
        policy("at = \"call a.b\""),
        "a policy on code needs `all`, `any`, `none`, `positional`, `said-by`, `shares` or `site`"
    );
    assert_eq!(
        policy("at = \"call a.b\"\nadmits = \"<2\""),
        "`admits`, `below-target`, `floor`, `lacks-extra` and `has-extra` go with `requirement …` only"
    );
    assert_eq!(
        policy("at = \"requirement a\""),
        "a policy on a requirement needs `admits` or `below-target`, or `lacks-extra` or `has-extra`"
    );
    assert_eq!(
        policy("at = \"requirement a\"\nbelow-target = true\nhas-extra = [\"x\"]"),
        "a policy on a requirement needs `admits` or `below-target`, or `lacks-extra` or `has-extra`"
    );
    assert_eq!(
        policy("at = \"call a.b\"\nany = [{ argument = \"x\", is = \"string\", above = 5 }]"),
        "`above` goes with `is = \"number\"` only"
    );
    assert_eq!(
        policy("at = [\"requirement a\", \"call a.b\"]"),
        "a policy is about requirements or about code, not both"
    );
    assert_eq!(
        policy("at = \"requirement a\"\nadmits = \"<2\"\nsite = { runs = [\"once\"] }"),
        "a policy on a requirement has no `all`, `any`, `none`, `site` or `unknown`"
    );
    assert_eq!(
        policy("at = \"call a.b\"\nall = [{ is = \"none\" }]"),
        "a condition has either `argument` or `any`"
    );
    assert_eq!(
        policy("at = \"call a.b\"\nall = [{ argument = \"x\", is = \"unknown\" }]"),
        "`unknown` is no condition; the policy's own `unknown` says what to report then"
    );
}

#[test]
fn fixes_take_the_keys_of_their_verb() {
    let fix = |keys: &str| {
        let head = "[[policy]]\ncode = \"ABC101\"\nseverity = \"error\"\nfails = \"call\"\nmessage = \"m\"\nat = \"requirement a\"\nadmits = \"<2\"\n";
        error(&format!("{head}fix = {{ {keys} }}"))
            .split_once(": ")
            .unwrap()
            .1
            .to_owned()
    };
    assert_eq!(
        fix("do = \"move-arguments\""),
        "`move-arguments` takes `arguments` and `to`"
    );
    assert_eq!(
        fix("do = \"raise-floor\", to = \"x\""),
        "`raise-floor` takes nothing but `applicability`"
    );
    assert_eq!(
        fix("do = \"replace\", extra = \"x\""),
        "`with`, `extra`, `extra-for` and `plain-for` go with `replace`, which needs `with`"
    );
    assert_eq!(fix("do = \"replace\""), "`replace` takes `with`");
    assert_eq!(
        fix("do = \"give-argument\", argument = \"x\""),
        "`give-argument` takes `argument` and `values`"
    );
    assert_eq!(
        fix("do = \"raise-floor\", applicability = \"manual\""),
        "a fix is `safe` or `unsafe`; leave `fix` out for manual"
    );
}

#[test]
fn a_fix_that_several_policies_name_stands_in_their_file() {
    let policy = "[[policy]]\ncode = \"ABC101\"\nseverity = \"error\"\nfails = \"call\"\nmessage = \"m\"\nat = \"requirement a\"\nadmits = \"<2\"\nfix = \"up\"\n";
    let pack = rules(&format!("{policy}[fix.up]\ndo = \"raise-floor\"\n")).unwrap();
    let fix = pack.policies[0].fix.as_ref().unwrap();
    assert_eq!(fix.verb, FixVerb::RaiseFloor);
    assert!(error(policy).ends_with("there is no `[fix.up]` in this file"));
}
