#![allow(clippy::unwrap_used)]

use super::*;
use crate::rules::load::PackFile;

fn pack(name: &str, codes: &[&str], opt_in: bool) -> Pack {
    let mut text = format!(
        "name = \"{name}\"\nsummary = \"\"\ndistributions = []\nimports = []\nfrom = \"1\"\ntarget = \"2\"\nopt-in = {opt_in}\n[codes]\n"
    );
    for code in codes {
        text += &format!("{code} = {{ name = \"x\" }}\n");
    }
    let file = PackFile {
        path: "pack.toml".to_owned(),
        text: text.into(),
    };
    Pack::load(&format!("rules/{name}"), vec![file]).unwrap()
}

fn selector(select: &[&str], ignore: &[&str]) -> Result<Selector, String> {
    let packs = [
        pack("one", &["ABC101", "ABC201"], false),
        pack("two", &["XYZ001"], true),
    ];
    let owned = |words: &[&str]| {
        words
            .iter()
            .map(|word| (*word).to_owned())
            .collect::<Vec<_>>()
    };
    Selector::new(&owned(select), &owned(ignore), &packs)
}

fn selected(select: &[&str], ignore: &[&str]) -> Vec<&'static str> {
    let selector = selector(select, ignore).unwrap();
    let all = [("one", "ABC101"), ("one", "ABC201"), ("two", "XYZ001")];
    let chosen = all
        .into_iter()
        .filter(|(pack, code)| selector.selects(pack, code));
    chosen.map(|one| one.1).collect()
}

#[test]
fn codes_beginnings_and_packs_select() {
    assert_eq!(selected(&[], &[]), ["ABC101", "ABC201"]);
    assert_eq!(selected(&["ABC1"], &[]), ["ABC101"]);
    assert_eq!(selected(&["one"], &["ABC201"]), ["ABC101"]);
    assert_eq!(selected(&["two", "ABC101"], &[]), ["ABC101", "XYZ001"]);
    assert_eq!(selected(&["ABC101"], &["one"]), [""; 0]);
}

#[test]
fn a_pack_is_left_out_when_none_of_its_rules_is_selected() {
    let two = pack("two", &["XYZ001"], true);
    assert!(!selector(&[], &[]).unwrap().selects_pack(&two));
    assert!(selector(&["XYZ"], &[]).unwrap().selects_pack(&two));
}

#[test]
fn a_word_that_names_nothing_is_an_error_with_a_suggestion() {
    let error = |word| selector(&[word], &[]).unwrap_err();
    assert_eq!(
        error("ABC102"),
        "unknown rule or pack `ABC102`; did you mean `ABC101`?"
    );
    assert_eq!(
        error("abc101"),
        "unknown rule or pack `abc101`; did you mean `ABC101`?"
    );
    assert_eq!(
        error("abc2"),
        "unknown rule or pack `abc2`; did you mean `ABC2`?"
    );
    assert_eq!(
        error("twoo"),
        "unknown rule or pack `twoo`; did you mean `two`?"
    );
    assert_eq!(
        error("qqqqqq"),
        "unknown rule or pack `qqqqqq`; `exuvia rules` lists them"
    );
    assert_eq!(
        error(""),
        "unknown rule or pack ``; `exuvia rules` lists them"
    );
    assert!(selector(&[], &["nothing"]).is_err());
}
