//! The documents say what there is: commands and options as the help has them, output as it is printed, and the same in both languages.

#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;
use support::command::{exuvia, text};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn page(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The help of a command, or of all of them.
fn help(of: &[&str]) -> String {
    text(&exuvia(&root(), &[of, &["--help"]].concat()).stdout)
}

/// What the first group of an expression takes, in the order of the text.
fn all(pattern: &str, text: &str) -> Vec<String> {
    let found = Regex::new(pattern).unwrap();
    found
        .captures_iter(text)
        .map(|one| one[1].to_owned())
        .collect()
}

/// The blocks of code of a page, with their languages.
fn blocks(text: &str) -> Vec<String> {
    all(r"(?ms)^```(\w+\n.*?)^```$", text)
}

/// The commands that there are, with those below them, and the options of each.
fn commands() -> Vec<(String, BTreeSet<String>)> {
    let below = |of: &[&str]| {
        let help = help(of);
        let told = help.split("\nCommands:\n").nth(1).unwrap_or_default();
        let told = told.split("\n\n").next().unwrap_or_default();
        let mut names = all(r"(?m)^  ([a-z]+)  ", told);
        names.retain(|name| name != "help");
        names
    };
    let mut names = below(&[]);
    for name in names.clone() {
        let deeper = below(&[&name]).into_iter();
        names.extend(deeper.map(|one| format!("{name} {one}")));
    }
    let options = |name: String| {
        let words: Vec<&str> = name.split(' ').collect();
        let options = all(r"(?m)^ +(?:-\w, )?--([a-z-]+)", &help(&words));
        let options = options.into_iter().filter(|one| one != "help").collect();
        (name, options)
    };
    names.into_iter().map(options).collect()
}

/// The rows of the table of options: the options that each is about, and the commands that it names.
fn rows(page: &str) -> Vec<(Vec<String>, String)> {
    let table = page.split("## Options").nth(1).unwrap();
    let table = table.split("\n## ").next().unwrap();
    let cells = |line: &str| -> Vec<String> {
        let cells = line.trim_matches('|').split(" | ");
        cells.map(|cell| cell.trim().to_owned()).collect()
    };
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    rows.map(|line| {
        let cells = cells(line);
        (all(r"`--([a-z-]+)", &cells[0]), cells[1].clone())
    })
    .collect()
}

#[test]
fn each_command_and_option_is_documented() {
    let page = page("docs/commands.md");
    let rows = rows(&page);
    let mut missing = Vec::new();
    for (command, options) in commands() {
        if !page.contains(&format!("`exuvia {command}")) && !page.contains(&format!("`{command}`"))
        {
            missing.push(command.clone());
        }
        for option in &options {
            let told = rows.iter().any(|(names, of)| {
                let of_it = of == "all" || of.split(", ").any(|one| one == command);
                names.contains(option) && of_it
            });
            if !told {
                missing.push(format!("{command} --{option}"));
            }
        }
    }
    assert!(
        missing.is_empty(),
        "docs/commands.md has no row: {missing:?}"
    );
}

#[test]
fn documented_options_are_there() {
    let commands = commands();
    let mut gone = Vec::new();
    for (names, of) in rows(&page("docs/commands.md")) {
        let of = of.split(", ").filter(|one| *one != "all");
        for command in of {
            let known = commands.iter().find(|(name, _)| name == command);
            let known = known.map(|(_, options)| options.clone());
            let known = known.unwrap_or_default();
            let names = names.iter().filter(|name| !known.contains(*name));
            gone.extend(names.map(|name| format!("{command} --{name}")));
        }
    }
    assert!(gone.is_empty(), "docs/commands.md: {gone:?}");
}

#[test]
fn both_readmes_name_the_same() {
    let (english, chinese) = (page("README.md"), page("README.zh.md"));
    assert_eq!(blocks(&english), blocks(&chinese));
    let links = |text: &str| -> Vec<String> {
        let text = text.replace("-zh.png", "-en.png");
        let mut links = all(r"\]\(([^()\s]+)\)", &text);
        links.sort();
        links
    };
    assert_eq!(links(&english), links(&chinese));
    // `exuvia plan`, `--lang zh`, `scripts/test`: what is typed. The Chinese page may say how to get Chinese.
    let typed = |text: &str| -> BTreeSet<String> {
        let typed = all(r"`((?:exuvia |cargo |scripts/|--)[^`]*)`", text);
        typed.into_iter().collect()
    };
    let (english, mut chinese) = (typed(&english), typed(&chinese));
    assert!(chinese.remove("--lang zh"));
    assert_eq!(english, chinese);
}

/// The Chinese page of the website, out of the Chinese README: links into `docs` begin there, and what is not in the website is named
/// without a link.
#[test]
fn the_website_has_the_chinese_page() {
    let readme = page("README.zh.md");
    let link = Regex::new(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)").unwrap();
    let of_site = |found: &regex::Captures<'_>| match (&found[1], &found[2]) {
        (said, "README.md") => format!("[{said}](README.md)"),
        (said, to) => match to.strip_prefix("docs/") {
            Some(page) => format!("[{said}]({page})"),
            None => said.to_owned(),
        },
    };
    let fresh = link.replace_all(&readme, of_site).into_owned();
    if std::env::var_os("EXUVIA_BLESS").is_some() {
        fs::write(root().join("docs/zh.md"), &fresh).unwrap();
    }
    assert_eq!(page("docs/zh.md"), fresh, "EXUVIA_BLESS=1 writes it anew");
    assert!(
        fresh.contains("](commands.md)") && !fresh.contains("](docs/"),
        "{fresh}"
    );
    assert!(page("docs/SUMMARY.md").contains("](zh.md)"));
}

#[test]
fn the_readme_shows_what_fix_prints() {
    let shown = blocks(&page("README.md"));
    let shown = shown.iter().find_map(|one| one.strip_prefix("diff\n"));
    let printed = exuvia(
        &root().join("testdata/lyss/backend"),
        &[
            "fix",
            "--diff",
            "--select",
            "OAI102",
            "services/embeddings.py",
            "services/usage.py",
        ],
    );
    assert_eq!(shown, Some(text(&printed.stdout).as_str()));
}

#[test]
fn commands_of_the_documents_are_read() {
    let mut wrong = Vec::new();
    let mut pages = vec![root().join("README.md"), root().join("CONTRIBUTING.md")];
    pages.extend(pages_below(&root().join("docs")));
    let known = commands();
    for path in pages {
        let text = fs::read_to_string(&path).unwrap();
        for line in all(r"(?m)(?:`|^\$ )exuvia ([a-z][^`\n]+)", &text) {
            let of = |name: &str| format!("{line} ").starts_with(&format!("{name} "));
            let known = known.iter().filter(|(name, _)| of(name));
            let Some((_, options)) = known.max_by_key(|(name, _)| name.len()) else {
                wrong.push(format!("{}: {line}", path.display()));
                continue;
            };
            let words = line.split_whitespace();
            let given = words.filter_map(|word| word.strip_prefix("--"));
            let given = given.filter_map(|word| word.split(['=', '|']).next());
            let given = given.filter(|one| !one.is_empty() && !options.contains(*one));
            wrong.extend(given.map(|one| format!("{}: {line}: --{one}", path.display())));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn pages_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|one| one.unwrap().path());
    let mut out = Vec::new();
    for path in entries {
        if path.is_dir() {
            out.extend(pages_below(&path));
        } else if path.extension().is_some_and(|one| one == "md") {
            out.push(path);
        }
    }
    out
}
