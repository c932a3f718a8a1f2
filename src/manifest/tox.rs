//! What tox installs into its environments: `deps` in `tox.ini`, `tox.toml` and `[tool.tox]`.

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::builder::{Belongs, Builder, name_of};
use super::commands::read_commands;
use super::ini::{IniOption, options};
use super::pyproject::{table, text_range, toml_problem};
use super::{Cause, Kind, Manifest};

/// The section of all environments; others are named behind a colon.
const ENVIRONMENT: &str = "testenv";

/// What stands for the folder of the file.
const FOLDERS: [&str; 4] = ["{toxinidir}", "{tox_root}", "{config_dir}", "{env:PWD}"];

/// Reads a `tox.ini`.
pub fn parse_tox_ini(path: &Path, source: &str) -> Manifest {
    let mut builder = Builder::new(path, source);
    read_ini(&mut builder, source);
    builder.finish()
}

/// Reads the options of environments; `text` has what stands in the manifest at the same places, or nothing.
fn read_ini(builder: &mut Builder<'_>, text: &str) {
    let source = builder.source;
    let options = options(text);
    for option in &options {
        let group = option.section.strip_prefix(ENVIRONMENT);
        let group = group.map(|rest| rest.strip_prefix(':').unwrap_or(ENVIRONMENT));
        match (option.section.as_str(), option.name.as_str()) {
            ("tox", "requires") => {
                read_lines(builder, option, &Belongs::to_group(Kind::Group, "tox"));
            }
            (_, "deps") if group.is_some() => {
                let group = group.unwrap_or(ENVIRONMENT);
                read_lines(builder, option, &Belongs::to_group(Kind::Group, group));
            }
            (_, "commands" | "commands_pre") if group.is_some() => {
                let belongs = Belongs {
                    kind: Kind::Group,
                    group,
                };
                let lines: Vec<_> = option
                    .lines
                    .iter()
                    .map(|line| behind_factors(source, line.clone()))
                    .collect();
                read_commands(builder, text, &lines, &belongs);
            }
            (section, name) if is_referred_to(source, &options, section, name) => {
                read_lines(builder, option, &Belongs::to_group(Kind::Group, section));
            }
            _ => {}
        }
    }
}

/// Whether the `deps` of an environment take an option of another section: `{[base]deps}`.
fn is_referred_to(source: &str, options: &[IniOption], section: &str, name: &str) -> bool {
    let reference = format!("{{[{section}]{name}}}");
    let mut deps = options
        .iter()
        .filter(|option| option.name == "deps" || option.name.ends_with("deps"));
    !section.starts_with(ENVIRONMENT)
        && deps.any(|option| {
            option
                .lines
                .iter()
                .any(|line| source[line.clone()].contains(&reference))
        })
}

fn read_lines(builder: &mut Builder<'_>, option: &IniOption, belongs: &Belongs<'_>) {
    let source = builder.source;
    let mut at = 0;
    while at < option.lines.len() {
        let first = behind_factors(source, option.lines[at].clone());
        // What a backslash joins is one requirement.
        let (mut end, mut behind) = (first.end, at + 1);
        while source[..end].ends_with('\\') && behind < option.lines.len() {
            end = option.lines[behind].end;
            behind += 1;
        }
        builder.conditional(first.start > option.lines[at].start);
        at = behind;
        read_line(builder, first.start..end, belongs);
    }
    builder.conditional(false);
}

/// The stretch behind conditions on factors: `py{39,310}-x: requirement`.
fn behind_factors(source: &str, line: Range<usize>) -> Range<usize> {
    let text = &source[line.clone()];
    let Some(colon) = text.find(':') else {
        return line;
    };
    let is_condition = |letter: char| letter.is_alphanumeric() || "_-.,!{} ".contains(letter);
    let rest = &text[colon + 1..];
    let is_factor =
        rest.starts_with(char::is_whitespace) && text[..colon].chars().all(is_condition);
    match is_factor {
        true => line.end - rest.trim_start().len()..line.end,
        false => line,
    }
}

/// A line of `deps`: a requirement, an option of requirements files, or what stands elsewhere.
fn read_line(builder: &mut Builder<'_>, line: Range<usize>, belongs: &Belongs<'_>) {
    let source = builder.source;
    let text = &source[line.clone()];
    // `{[base]deps}` is read where it stands.
    let is_elsewhere = text.starts_with("{[") || text.starts_with("{posargs") || text.is_empty();
    if is_elsewhere {
        return;
    }
    if let Some(at) = FOLDERS
        .iter()
        .find_map(|folder| Some(text.find(folder)?..text.find(folder)? + folder.len()))
    {
        let rest = line.start + at.end;
        let named = source[rest..line.end].trim_start_matches('/');
        let place = line.end - named.len()..line.end;
        let option = text[..at.start].trim();
        if matches!(
            option,
            "-r" | "--requirement" | "--requirement=" | "-c" | "--constraint" | "--constraint="
        ) {
            builder.include_as(
                named.trim(),
                place,
                option.starts_with("-c") || option.starts_with("--c"),
            );
        }
        return;
    }
    if let Some(start) = text.find('{') {
        let cause = Cause::UnresolvedVariable(text[start..].to_owned());
        return builder.problem(line, name_of(text), cause);
    }
    builder.requirement_lines(&[line], belongs);
}

/// Reads a `tox.toml`.
pub fn parse_tox_toml(path: &Path, source: &str) -> Manifest {
    let mut builder = Builder::new(path, source);
    match DeTable::parse(source) {
        Ok(document) => read_toml(&mut builder, document.get_ref()),
        Err(error) => toml_problem(&mut builder, &error),
    }
    builder.finish()
}

/// Reads the tables of tox.
pub(super) fn read_toml(builder: &mut Builder<'_>, tox: &DeTable<'_>) {
    if let Some(text) = tox.get("legacy_tox_ini") {
        read_embedded(builder, text);
    }
    if let Some(requires) = tox.get("requires") {
        read_list(builder, requires, &Belongs::to_group(Kind::Group, "tox"));
    }
    let base = table(tox, "env_run_base").map(|base| ("env_run_base", base));
    let named = table(tox, "env").into_iter().flatten();
    let named =
        named.filter_map(|(name, env)| Some((name.get_ref().as_ref(), env.get_ref().as_table()?)));
    for (name, environment) in base.into_iter().chain(named) {
        if let Some(deps) = environment.get("deps") {
            read_list(builder, deps, &Belongs::to_group(Kind::Group, name));
        }
        for commands in ["commands", "commands_pre"]
            .iter()
            .filter_map(|key| environment.get(*key))
        {
            read_words(builder, commands, &Belongs::to_group(Kind::Group, name));
        }
    }
}

/// Commands that are lists of words.
fn read_words(builder: &mut Builder<'_>, commands: &Spanned<DeValue<'_>>, belongs: &Belongs<'_>) {
    let mut text = builder.source.as_bytes().to_vec();
    let commands = commands.get_ref().as_array().into_iter();
    let words = commands
        .flat_map(|commands| commands.iter())
        .filter_map(|command| {
            let words = command.get_ref().as_array()?.iter().map(Spanned::span);
            Some(words.collect::<Vec<_>>())
        });
    let mut places = Vec::new();
    for command in words {
        let (Some(first), Some(last)) = (command.first(), command.last()) else {
            continue;
        };
        let (mut at, whole) = (first.start, first.start..last.end);
        for word in &command {
            text[at..word.start].fill(b' ');
            at = word.end;
        }
        places.push(whole);
    }
    if let Ok(text) = String::from_utf8(text) {
        read_commands(builder, &text, &places, belongs);
    }
}

/// Reads a `tox.ini` that stands in a string, if it is written there as it is.
fn read_embedded(builder: &mut Builder<'_>, value: &Spanned<DeValue<'_>>) {
    let Some(text) = value.get_ref().as_str() else {
        return;
    };
    let place = text_range(builder.source, value.span(), text);
    if builder.source.get(place.clone()) != Some(text) {
        return;
    }
    // All else is blanked, so that places hold.
    let before = " ".repeat(place.start.saturating_sub(1));
    read_ini(builder, &format!("{before}\n{text}"));
}

fn read_list(builder: &mut Builder<'_>, list: &Spanned<DeValue<'_>>, belongs: &Belongs<'_>) {
    let items = list
        .get_ref()
        .as_array()
        .into_iter()
        .flat_map(|items| items.iter());
    let own = list.get_ref().as_str().map(|text| (text, list.span()));
    let items = items.filter_map(|item| Some((item.get_ref().as_str()?, item.span())));
    for (text, span) in items.chain(own) {
        let place = text_range(builder.source, span, text);
        if builder.source.get(place.clone()) != Some(text) {
            builder.pep508(text, place, belongs);
            continue;
        }
        for line in super::ini::lines(text) {
            let line = super::ini::trimmed_range(text, line);
            read_line(
                builder,
                place.start + line.start..place.start + line.end,
                belongs,
            );
        }
    }
}
