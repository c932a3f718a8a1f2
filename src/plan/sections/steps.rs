//! The steps of a phase, and the way back.

use std::collections::BTreeSet;

use crate::plan::document::{Entry, Section};
use crate::plan::words::Words;
use crate::plan::{PackageSection, PhaseSection, Plan};
use crate::survey::{Service, name_of};

/// The services that a phase is about: all, where it cannot be said which.
fn services<'p>(plan: &'p Plan, packages: &[PackageSection]) -> Vec<&'p Service> {
    let named: BTreeSet<&str> = packages
        .iter()
        .flat_map(|package| &package.services)
        .map(String::as_str)
        .collect();
    let all = plan.survey.services.iter();
    all.filter(|one| named.is_empty() || named.contains(one.name()))
        .collect()
}

/// The compose files by which something runs for others, and not for its tests alone.
fn composed(plan: &Plan) -> Vec<&String> {
    let files = plan.survey.compose.iter();
    files
        .filter(|path| !name_of(path).contains("test"))
        .collect()
}

/// What files are named after that keep what was before a phase.
pub(super) fn before(phase: usize) -> String {
    format!("before-phase-{phase}")
}

/// The command that writes down the OpenAPI schema of a service, where it has one.
pub(super) fn openapi(service: &Service, python: &str, name: &str) -> Option<String> {
    let application = service
        .application
        .as_deref()
        .filter(|_| service.does("openapi"))?;
    let (module, application) = application.split_once(':')?;
    let code = format!(
        "import json; from {module} import {application}; print(json.dumps({application}.openapi(), indent=2, sort_keys=True))"
    );
    Some(within(
        service,
        &format!("{python} -c '{code}' > {name}.openapi.json"),
    ))
}

/// A command in a service's folder.
pub(super) fn within(service: &Service, command: &str) -> String {
    match service.folder.as_str() {
        "" => command.to_owned(),
        folder => format!("(cd {} && {command})", shell_word(folder)),
    }
}

/// A path as a shell reads it as one word.
#[must_use]
pub fn shell_word(path: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-+=:@%,".contains(letter);
    match !path.is_empty() && !path.starts_with('-') && path.chars().all(is_plain) {
        true => path.to_owned(),
        false => format!("'{}'", path.replace('\'', "'\\''")),
    }
}

/// What is done in a phase, in its order.
pub(super) fn steps(plan: &Plan, phase: &PhaseSection, words: Words) -> Section {
    let id = format!("steps-{}", phase.number);
    let mut out = Section::new(&id, words.say("steps"));
    let services = services(plan, &phase.packages);
    if services.is_empty() && phase.packages.iter().all(|one| one.patch.is_none()) {
        return out;
    }
    let before = before(phase.number);
    out.entries.extend(backup(&services, &before, words));
    out.entries.extend(database(&services, &before, words));
    let files = composed(plan);
    if !files.is_empty() {
        let images = files.into_iter().map(|file| {
            format!(
                "docker compose --file {} images >> {before}.images",
                shell_word(file)
            )
        });
        out.entries
            .push(Entry::open(words.say("step-images")).with(images));
    }
    out.entries.extend(services.iter().filter_map(|service| {
        let write = openapi(service, &service.today, &before)?;
        let name = format!("`{}`", service.name());
        let text = words.fill("step-openapi", &[("service", &name)]);
        Some(Entry::open(text).with([write]))
    }));
    let patches = phase.packages.iter().filter_map(|one| one.patch.as_ref());
    let patches: Vec<String> = patches
        .map(|file| format!("git apply \"$PLAN/patches/{file}\""))
        .collect();
    if !patches.is_empty() {
        out.text.push(words.say("plan-folder").to_owned());
        out.entries
            .push(Entry::open(words.say("step-patches")).with(patches));
    }
    for service in &services {
        let name = format!("`{}`", service.name());
        let fill = |key| Entry::open(words.fill(key, &[("service", &name)]));
        let install = service.install.iter().map(|line| within(service, line));
        out.entries.push(fill("step-install").with(install));
        let check = format!("{} check", service.pip);
        out.entries
            .push(fill("step-check").with([within(service, &check)]));
        out.entries.push(match &service.test {
            Some(test) => fill("step-tests").with([within(service, test)]),
            None => fill("step-no-tests"),
        });
    }
    let folders: BTreeSet<String> = services.iter().map(|one| folder(one)).collect();
    let folders: Vec<String> = folders.into_iter().collect();
    let verify = format!("exuvia check {}", folders.join(" "));
    out.entries
        .push(Entry::open(words.say("step-verify")).with([verify.trim().to_owned()]));
    out
}

fn folder(service: &Service) -> String {
    match service.folder.as_str() {
        "" => ".".to_owned(),
        folder => shell_word(folder),
    }
}

fn backup(services: &[&Service], before: &str, words: Words) -> Option<Entry> {
    let files: BTreeSet<&str> = services
        .iter()
        .flat_map(|service| &service.manifests)
        .map(String::as_str)
        .collect();
    if files.is_empty() {
        return None;
    }
    let files: Vec<String> = files.into_iter().map(shell_word).collect();
    let copy = format!("tar --create --file {before}.tar {}", files.join(" "));
    Some(Entry::open(words.say("step-backup")).with([copy]))
}

fn database(services: &[&Service], before: &str, words: Words) -> Vec<Entry> {
    let mut out = Vec::new();
    for service in services {
        let Some(database) = &service.database else {
            continue;
        };
        let name = format!("`{}`", service.name());
        let values = [
            ("service", name.as_str()),
            ("database", database.name.as_str()),
        ];
        let dump = database.dump.replace("{before}", before);
        out.push(Entry::open(words.fill("step-dump", &values)).with([within(service, &dump)]));
        if let Some(tool) = &service.migrations {
            let record = tool.record.replace("{today}", &service.today);
            let record = record.replace("{before}", before);
            let text = words.fill("step-revision", &[("service", &name)]);
            out.push(Entry::open(text).with([within(service, &record)]));
        }
    }
    out
}

/// The way back: only by what the project has.
pub(super) fn rollback(plan: &Plan, words: Words) -> Section {
    let mut out = Section::new("rollback", words.say("rollback"));
    let before = before(plan.phases.first().map_or(1, |phase| phase.number));
    let kept = [("before", before.as_str())];
    out.text.push(words.fill("rollback-when", &kept));
    if !plan.rollback.is_empty() {
        let patches = plan.rollback.iter();
        let apply = patches
            .map(|patch| format!("git apply \"$PLAN/rollback/{}\"", shell_word(&patch.file)));
        out.entries
            .push(Entry::open(words.say("rollback-patches")).with(apply));
    }
    out.entries.push(Entry::open(words.say("rollback-pins")));
    let services: Vec<&Service> = plan.survey.services.iter().collect();
    for service in &services {
        let name = format!("`{}`", service.name());
        let install = service.install.iter().map(|line| within(service, line));
        let text = words.fill("rollback-install", &[("service", &name)]);
        out.entries.push(Entry::open(text).with(install));
    }
    for service in &services {
        let name = format!("`{}`", service.name());
        let Some(database) = &service.database else {
            continue;
        };
        if let Some(tool) = &service.migrations {
            let back = tool.back.replace("{python}", &service.python);
            let back = back.replace("{before}", &before);
            let text = words.fill("rollback-revision", &[("service", &name)]);
            out.entries
                .push(Entry::open(text).with([within(service, &back)]));
        }
        let values = [
            ("service", name.as_str()),
            ("database", database.name.as_str()),
        ];
        let text = words.fill("rollback-restore", &values);
        let restore = database.restore.replace("{before}", &before);
        out.entries
            .push(Entry::open(text).with([within(service, &restore)]));
    }
    let files = composed(plan);
    if !files.is_empty() {
        let up = files.into_iter().map(|file| {
            format!(
                "docker compose --file {} up --detach --no-build",
                shell_word(file)
            )
        });
        out.entries
            .push(Entry::open(words.fill("rollback-images", &kept)).with(up));
    }
    let scripts = plan.survey.back.iter();
    let scripts: Vec<String> = scripts
        .map(|path| format!("./{}", shell_word(path)))
        .collect();
    if !scripts.is_empty() {
        out.entries
            .push(Entry::open(words.say("rollback-scripts")).with(scripts));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::shell_word;

    #[test]
    fn a_path_is_one_word_to_a_shell() {
        assert_eq!(shell_word("a/b-c.txt"), "a/b-c.txt");
        assert_eq!(shell_word("a b"), "'a b'");
        assert_eq!(shell_word("it's;rm"), "'it'\\''s;rm'");
        assert_eq!(shell_word("-rf"), "'-rf'");
        assert_eq!(shell_word(""), "''");
    }
}
