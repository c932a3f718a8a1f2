#![allow(clippy::unwrap_used)]

use super::*;

const HEADER: &str = r#"
name = "pack"
summary = "a pack"
distributions = ["dist"]
imports = ["mod"]
from = "1.0"
target = "2.0"
[codes]
ABC101 = { name = "moved-thing", summary = "It moved." }
[defaults]
removed = "ABC101"
"#;

pub(in crate::rules) fn load(files: &[(&str, &str)]) -> Result<Pack, Vec<String>> {
    let files = files
        .iter()
        .map(|(path, text)| PackFile {
            path: (*path).to_owned(),
            text: (*text).to_owned().into(),
        })
        .collect();
    Pack::load("rules/pack", files)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

pub(in crate::rules) fn rules(text: &str) -> Result<Pack, Vec<String>> {
    load(&[("pack.toml", HEADER), ("rules.toml", text)])
}

/// The one error of a rule file.
pub(in crate::rules) fn error(text: &str) -> String {
    let errors = rules(text).unwrap_err();
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors.into_iter().next().unwrap()
}

/// The one error of a change with these further keys; its table begins on line 1.
pub(in crate::rules) fn change_error(keys: &str) -> String {
    let text = format!(
        "[[change]]\ncode = \"ABC101\"\nold = \"mod.f\"\nkind = \"renamed\"\nbreaks = \"2.0\"\n{keys}"
    );
    let error = error(&text);
    let (place, message) = error.split_once(": ").unwrap();
    assert!(place.starts_with("rules/pack/rules.toml:"), "{error}");
    message.to_owned()
}

#[test]
fn an_unknown_key_is_named_with_its_line_and_with_those_that_are_known() {
    let text = "[[change]]\ncode = \"ABC101\"\nold = \"mod.f\"\nkind = \"removed\"\nbreaks = \"2.0\"\nbreks = \"3\"\n";
    let error = error(text);
    assert!(
        error.starts_with(
            "rules/pack/rules.toml:6: unknown field `breks`, expected one of `code`, `name`, `old`"
        ),
        "{error}"
    );
}

#[test]
fn every_word_of_a_closed_set_is_checked() {
    assert_eq!(
        error("[[change]]\nold = \"mod.f\"\nkind = \"lost\"\n"),
        "rules/pack/rules.toml:3: unknown variant `lost`, expected one of `moved`, `renamed`, `removed`, `deprecated`, `changed`"
    );
    assert!(
        change_error("reason = \"because\"")
            .starts_with("unknown variant `because`, expected one of `no-counterpart`")
    );
    assert!(
        change_error("[[change.argument]]\nname = \"a\"\ncases = [{ is = \"maybe\" }]")
            .starts_with("unknown variant `maybe`, expected one of `absent`")
    );
}

#[test]
fn a_version_that_is_none_is_an_error_with_its_line() {
    let error = error(
        "[[change]]\ncode = \"ABC101\"\nold = \"mod.f\"\nkind = \"removed\"\nbreaks = \"soon\"\n",
    );
    assert!(error.starts_with("rules/pack/rules.toml:5: "), "{error}");
}

#[test]
fn codes_and_names_are_checked() {
    let row = |keys| {
        error(&format!(
            "[[change]]\nold = \"a.b\"\nkind = \"changed\"\nbreaks = \"2\"\n{keys}"
        ))
    };
    assert_eq!(
        row(""),
        "rules/pack/rules.toml:1: no `code`, and `[defaults]` of pack.toml has none for changed rows"
    );
    assert_eq!(
        row("code = \"ABC109\""),
        "rules/pack/rules.toml:1: no `name`, and `[codes]` of pack.toml has no entry for `ABC109`"
    );
    assert_eq!(
        row("code = \"abc1\"\nname = \"x\""),
        "rules/pack/rules.toml:1: code `abc1`: expected capital letters and at least three digits, as in `ABC101`"
    );
    assert_eq!(
        row("code = \"ABC109\"\nname = \"An Error\""),
        "rules/pack/rules.toml:1: name `An Error`: expected words in lower case joined by `-`"
    );
    assert_eq!(
        row("code = \"ABC101\"\nname = \"other\""),
        "rules/pack/rules.toml:1: `ABC101` is called `moved-thing` elsewhere and `other` here; a code has one name"
    );
}

#[test]
fn two_rows_give_a_code_two_names_at_the_second_one() {
    let row = |name| {
        format!(
            "[[change]]\ncode = \"ABC109\"\nname = \"{name}\"\nold = \"a.b\"\nkind = \"removed\"\nbreaks = \"2\"\n"
        )
    };
    assert_eq!(
        error(&(row("one") + &row("two"))),
        "rules/pack/rules.toml:7: `ABC109` is called `one` elsewhere and `two` here; a code has one name"
    );
}

#[test]
fn a_provider_that_is_not_there_is_an_error() {
    let errors = rules("[[change]]\ncode = \"ABC101\"\nold = \"a.b\"\nkind = \"moved\"\nbreaks = \"2\"\nnew = { provider = \"client\", path = \"x\" }\n").unwrap_err();
    assert_eq!(
        errors,
        [
            "rules/pack/rules.toml:6: `a.b` names the provider `client`, which the pack does not have"
        ]
    );
}

#[test]
fn the_header_is_checked() {
    assert_eq!(
        load(&[]).unwrap_err(),
        ["rules/pack/pack.toml: a pack needs this file"]
    );
    let header = HEADER.replace("\"pack\"", "\"other\"").replace(
        "[codes]",
        "models = [{ file = \"model/x.pyi\", versions = \"<2\" }]\n[codes]\nabc = { name = \"x\" }",
    ) + "moved = \"ABC109\"\n";
    assert_eq!(
        load(&[("pack.toml", &header)]).unwrap_err(),
        [
            "rules/pack/pack.toml:2: name = `other`, expected the folder's name `pack`",
            "rules/pack/pack.toml:8: there is no file `model/x.pyi`",
            "rules/pack/pack.toml:10: code `abc`: expected capital letters and at least three digits, as in `ABC101`",
            "rules/pack/pack.toml:14: `ABC109` is the default for Moved rows and has no entry in `[codes]`",
        ]
    );
    let error = load(&[("pack.toml", "name = \"pack\"\n")]).unwrap_err();
    assert_eq!(error, ["rules/pack/pack.toml:1: missing field `summary`"]);
}

#[test]
fn all_files_with_errors_are_named() {
    let errors = load(&[
        ("pack.toml", HEADER),
        ("a.toml", "x = 1"),
        ("b.toml", "[[change]"),
        ("c.jsonl", "{}"),
    ])
    .unwrap_err();
    let files: Vec<_> = errors
        .iter()
        .map(|error| error.split(": ").next().unwrap())
        .collect();
    assert_eq!(
        files,
        [
            "rules/pack/a.toml:1",
            "rules/pack/b.toml:1",
            "rules/pack/c.jsonl:1"
        ]
    );
}

#[test]
fn machine_rows_are_read_when_asked_for_and_take_the_default_code() {
    let rows = "{\"old\":\"mod.f\",\"kind\":\"removed\",\"breaks\":\"2\"}\n{\"old\":\"mod.g\",\"kind\":\"moved\",\"breaks\":\"2\"}\n{\"old\":\"mod.h\",\"x\":1}\n{\"old\":\"mod.i\",\"kind\":\"removed\"}\n";
    let pack = load(&[("pack.toml", HEADER), ("rows.jsonl", rows)]).unwrap();
    let row = pack
        .machine_row(pack.machine_rows().named("mod.f")[0])
        .unwrap();
    assert_eq!(
        (row.code.as_str(), row.name.as_str()),
        ("ABC101", "moved-thing")
    );
    let errors: Vec<_> = pack.verify().iter().map(ToString::to_string).collect();
    assert_eq!(
        errors[0],
        "rules/pack/rows.jsonl:2: no `code`, and `[defaults]` of pack.toml has none for moved rows"
    );
    assert!(
        errors[1].starts_with("rules/pack/rows.jsonl:3: unknown field `x`, expected one of"),
        "{}",
        errors[1]
    );
    assert_eq!(
        errors[2],
        "rules/pack/rows.jsonl:4: `mod.i`: expected `breaks`, the first version in which the old form fails"
    );
    assert_eq!(errors.len(), 3);
}

#[test]
fn names_that_the_first_model_does_not_have_are_found_when_a_pack_is_verified() {
    let header = HEADER.replace(
        "[codes]",
        "models = [{ file = \"m.pyi\", versions = \">=1\" }]\n[codes]",
    );
    let stub = "# module: mod.a\nclass C:\n    def f(self): ...\n\n# module: mod\nC = mod.a.C\n";
    let row = |old: &str| format!("{{\"old\":\"{old}\",\"kind\":\"removed\",\"breaks\":\"2\"}}\n");
    let pack = load(&[
        ("pack.toml", &header),
        ("m.pyi", stub),
        ("rules.toml", "[[change]]\nolds = [\"mod.C.f\", \"mod.C.g\", \"other.x\"]\nkind = \"removed\"\nbreaks = \"2\"\n"),
        ("rows.jsonl", &(row("mod.a.C.f") + &row("mod.C") + &row("mod.C.f"))),
    ])
    .unwrap();
    let errors: Vec<_> = pack.verify().iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [
            "rules/pack/rules.toml:2: `mod.C.g` names nothing in the model of 1.0",
            "rules/pack/rows.jsonl:3: `mod.C.f` is found as `mod.a.C.f`; a machine row has that name",
        ]
    );
}

#[test]
fn a_name_that_is_passed_on_in_both_models_is_said_to_find_nothing() {
    let models = |target: &str| {
        let header = HEADER.replace(
            "[codes]",
            &format!("models = [{{ file = \"m.pyi\", versions = \"<{target}\" }}]\n[codes]"),
        );
        let stub = "# module: mod.a\ndef f(): ...\n\n# module: mod\nf = mod.a.f\n";
        let rule = "[[change]]\nold = \"mod.f\"\nkind = \"removed\"\nbreaks = \"2\"\n";
        let files = [
            ("pack.toml", header.as_str()),
            ("m.pyi", stub),
            ("rules.toml", rule),
        ];
        let errors = load(&files).unwrap().verify();
        errors.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(models("2"), [""; 0]);
    assert_eq!(
        models("3"),
        [
            "rules/pack/rules.toml:2: `mod.f` is in the model of 2.0 as well, so nothing is found; leave it out there"
        ]
    );
}

#[test]
fn policies_that_ask_for_what_their_symbol_does_not_take_are_found_when_a_pack_is_verified() {
    let header = HEADER.replace(
        "[codes]",
        "models = [{ file = \"m.pyi\", versions = \">=1\" }]\n[codes]",
    );
    let stub = "# module: mod\nclass C:\n    def __init__(self, a=..., options=...): ...\ndef f(a, b=...): ...\ndef g(**rest): ...\n";
    let policy = |at: &str, argument: &str| {
        format!(
            "[[policy]]\ncode = \"ABC101\"\nseverity = \"error\"\nfails = \"never\"\nmessage = \"m\"\nat = \"{at}\"\nall = [{{ argument = \"{argument}\", is = \"present\" }}]\n"
        )
    };
    let rules = [
        policy("call mod.f", "b"),
        policy("call mod.f", "bb"),
        policy("call mod.g", "anything"),
        policy("construct mod.C", "options.deep"),
        policy("construct mod.C", "optoins.deep"),
        policy("call mod.h", "a"),
        policy("call mod.f", "b") + "fix = \"more\"\n",
        "[fix.more]\ndo = \"give-argument\"\nargument = \"aa\"\nvalues = [{ at = \"construct mod.C\", value = \"1\" }]\n".to_owned(),
    ];
    let pack = load(&[
        ("pack.toml", &header),
        ("m.pyi", stub),
        ("rules.toml", &rules.concat()),
    ])
    .unwrap();
    let errors: Vec<_> = pack.verify().iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [
            "rules/pack/rules.toml:14: ABC101: `call mod.f` has no argument `bb`",
            "rules/pack/rules.toml:35: ABC101: `construct mod.C` has no argument `optoins.deep`",
            "rules/pack/rules.toml:41: `mod.h` names nothing in the model of 1.0",
            "rules/pack/rules.toml:53: ABC101: `construct mod.C` has no argument `aa`",
        ]
    );
}

/// The blocks of a page in this language.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let fence = format!("\n```{language}\n");
    let behind = page.split(fence.as_str()).skip(1);
    behind
        .filter_map(|rest| rest.split("\n```").next())
        .collect()
}

#[test]
fn the_pack_of_the_rule_authors_guide_is_one() {
    let page = include_str!("../../docs/writing-rules.md");
    let (mut folder, mut files) = ("", Vec::new());
    for block in blocks(page, "toml")
        .into_iter()
        .chain(blocks(page, "python"))
    {
        let title = block
            .lines()
            .next()
            .unwrap_or_default()
            .trim_start_matches("# ");
        if let Some((pack, path)) = title
            .strip_prefix("rules/")
            .and_then(|rest| rest.split_once('/'))
        {
            folder = pack;
            files.push(PackFile {
                path: path.to_owned(),
                text: block.into(),
            });
        }
    }
    assert_eq!(files.len(), 6);
    let pack = Pack::load(&format!("rules/{folder}"), files)
        .unwrap_or_else(|errors| panic!("{}", errors[0]));
    let errors: Vec<_> = pack.verify().iter().map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn the_examples_of_the_schema_can_be_read() {
    let page = include_str!("../../docs/rules-schema.md");
    let examples = blocks(page, "toml");
    parse::<Header>("the header", examples[0]).unwrap();
    assert!(examples.len() > 4);
    for example in &examples[1..] {
        parse::<RuleFile>("an example", example)
            .unwrap_or_else(|error| panic!("{error}\n{example}"));
    }
    for row in blocks(page, "json") {
        serde_json::from_str::<Change>(row).unwrap();
    }
}
