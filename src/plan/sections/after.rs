//! What is looked at while and after a package is upgraded: tests, rollout, monitoring, verification, documents, upkeep.

use std::collections::BTreeSet;

use super::steps::{before, openapi, shell_word, within};
use crate::plan::document::{Entry, Section};
use crate::plan::words::Words;
use crate::plan::{PackageSection, Plan};
use crate::survey::{Route, Service, name_of};

/// How many places of one kind are named before the rest is counted.
const NAMED: usize = 12;

/// Whether a service that a package belongs to does something.
fn concerns(plan: &Plan, package: &PackageSection, topic: &str) -> bool {
    let services = plan.survey.services.iter();
    let mut mine = services.filter(|one| package.services.iter().any(|name| name == one.name()));
    mine.any(|one| one.does(topic) && one.asks_for.contains(&package.package))
}

/// A list of names as code, cut where it is long.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>, words: Words) -> String {
    let all: Vec<&str> = names.collect();
    let shown = all.iter().take(NAMED).map(|name| format!("`{name}`"));
    let mut out = shown.collect::<Vec<_>>().join(", ");
    if all.len() > NAMED {
        let more = (all.len() - NAMED).to_string();
        out.push_str(&words.fill("and-more", &[("number", &more)]));
    }
    out
}

fn route(route: &Route) -> String {
    format!("{} {}", route.method, route.path)
}

pub(super) fn test_focus(plan: &Plan, words: Words) -> Section {
    let mut out = Section::new("test-focus", words.say("test-focus"));
    for package in plan.packages().filter(|one| !one.items.is_empty()) {
        let mut below = Vec::new();
        if !package.tests.is_empty() {
            let tests = listed(package.tests.iter().map(String::as_str), words);
            below.push(Entry::open(words.fill("focus-tests", &[("tests", &tests)])));
        }
        if !package.routes.is_empty() {
            let routes: BTreeSet<String> = package.routes.iter().map(route).collect();
            let routes = listed(routes.iter().map(String::as_str), words);
            below.push(Entry::open(
                words.fill("focus-routes", &[("routes", &routes)]),
            ));
        }
        below.extend(super::evidence::focus(package, words));
        let code = package
            .places()
            .any(|place| place.location.path.ends_with(".py"));
        if code && package.tests.is_empty() {
            below.push(Entry::open(words.say("focus-untested")));
        }
        for (topic, keys) in [
            (
                "tokens",
                &[
                    "focus-tokens-rotation",
                    "focus-tokens-algorithms",
                    "focus-tokens-errors",
                ][..],
            ),
            ("models", &["focus-models-memory", "focus-models-output"]),
            ("cache", &["focus-cache"]),
            ("openapi", &["focus-openapi"]),
            ("memory", &["focus-memory"]),
        ] {
            if is_of_topic(topic, &package.package) && concerns(plan, package, topic) {
                below.extend(keys.iter().map(|key| Entry::open(words.say(key))));
            }
        }
        if below.is_empty() {
            continue;
        }
        let mut entry = Entry::plain(format!("`{}`", package.package));
        entry.entries = below;
        out.entries.push(entry);
    }
    out
}

/// Whether what a topic asks to be looked at is about this package, and not only about its service.
fn is_of_topic(topic: &str, package: &str) -> bool {
    let tables = crate::survey::topics_of(package);
    tables.iter().any(|one| one == topic)
}

pub(super) fn rollout(plan: &Plan, words: Words) -> Section {
    let mut out = Section::new("rollout", words.say("rollout"));
    let survey = &plan.survey;
    let is_for_trying = |path: &&String| {
        let name = name_of(path);
        name.contains("staging") || name.contains("test")
    };
    let staging = survey.compose.iter().filter(is_for_trying);
    let staging: Vec<String> = staging
        .map(|path| {
            format!(
                "docker compose --file {} up --detach --build",
                shell_word(path)
            )
        })
        .collect();
    let key = match staging.is_empty() {
        true => "rollout-staging",
        false => "rollout-compose",
    };
    out.entries.push(Entry::open(words.say(key)).with(staging));
    for service in &survey.services {
        out.entries.extend(health(service, words));
    }
    let scripts =
        |paths: &[String]| -> Vec<String> { paths.iter().map(|path| run(path)).collect() };
    for (paths, key) in [
        (&survey.health, "rollout-health"),
        (&survey.integration, "rollout-integration"),
        (&survey.deploy, "rollout-deploy"),
    ] {
        if !paths.is_empty() {
            out.entries
                .push(Entry::open(words.say(key)).with(scripts(paths)));
        }
    }
    if survey.deploy.is_empty() {
        out.entries.push(Entry::open(words.say("rollout-in-parts")));
    }
    out
}

/// The command that runs a script.
fn run(path: &str) -> String {
    match path.ends_with(".py") {
        true => format!("python {}", shell_word(path)),
        false => format!("./{}", shell_word(path)),
    }
}

/// The service's own health route, by its own method.
fn health(service: &Service, words: Words) -> Option<Entry> {
    let route = service.health.as_ref()?;
    let name = format!("`{}`", service.name());
    let method = match route.method.as_str() {
        "GET" => String::new(),
        other => format!(" --request {other}"),
    };
    let ask = format!(
        "curl --fail{method} \"$SERVICE_URL\"{}",
        shell_word(&route.path)
    );
    let text = words.fill("rollout-ask", &[("service", &name)]);
    Some(Entry::open(text).with([ask]))
}

pub(super) fn monitoring(plan: &Plan, words: Words) -> Section {
    let mut out = Section::new("monitoring", words.say("monitoring"));
    let survey = &plan.survey;
    let mut keys = vec!["monitor-errors", "monitor-latency"];
    for (topic, key) in [
        ("ai", "monitor-ai"),
        ("cache", "monitor-cache"),
        ("tokens", "monitor-tokens"),
        ("database", "monitor-database"),
        ("models", "monitor-models"),
    ] {
        if survey.does(topic) {
            keys.push(key);
        }
    }
    out.entries
        .extend(keys.into_iter().map(|key| Entry::open(words.say(key))));
    let scripts: Vec<String> = survey.memory.iter().map(|path| run(path)).collect();
    if !scripts.is_empty() {
        out.entries
            .push(Entry::open(words.say("monitor-scripts")).with(scripts));
    }
    out
}

pub(super) fn verification(plan: &Plan, words: Words) -> Section {
    let mut out = Section::new("verification", words.say("verification"));
    let survey = &plan.survey;
    let part = |id: &str, lines: Vec<Entry>| {
        let mut part = Section::new(id, words.say(id));
        part.entries = lines;
        part
    };
    let does = |pairs: &[(&str, &'static str)]| -> Vec<Entry> {
        let so = pairs
            .iter()
            .filter(|(topic, _)| topic.is_empty() || survey.does(topic));
        so.map(|(_, key)| Entry::open(words.say(key))).collect()
    };
    let mut function = Vec::new();
    for service in &survey.services {
        let inside = |route: &&Route| crate::survey::is_within(&route.file, &service.folder);
        let routes = survey.graph.routes().iter().filter(inside).count();
        if routes > 0 {
            let number = words.count(routes, "one-route", "many-routes");
            let name = format!("`{}`", service.name());
            let values = [("service", name.as_str()), ("routes", number.as_str())];
            function.push(Entry::open(words.fill("verify-routes", &values)));
        }
    }
    function.extend(does(&[
        ("tokens", "verify-login"),
        ("database", "verify-database"),
        ("cache", "verify-cache"),
        ("ai", "verify-ai"),
        ("models", "verify-models"),
        ("memory", "verify-memory"),
    ]));
    out.sections.push(part("verify-function", function));
    let mut performance = does(&[("", "verify-latency"), ("", "verify-resources")]);
    performance.extend(load(plan, words));
    performance.extend(super::evidence::loads(plan, words));
    performance.extend(does(&[
        ("cache", "verify-pool"),
        ("database", "verify-database-pool"),
    ]));
    out.sections.push(part("verify-performance", performance));
    let mut security = does(&[("", "verify-advisories"), ("tokens", "verify-tokens")]);
    if survey.graph.mentions("audit") {
        security.push(Entry::open(words.say("verify-audit")));
    }
    security.extend(does(&[
        ("encryption", "verify-encryption"),
        ("web", "verify-access"),
    ]));
    out.sections.push(part("verify-security", security));
    out
}

/// The load that shows latency, by a service's own health route.
fn load(plan: &Plan, words: Words) -> Option<Entry> {
    let mut routes = plan
        .survey
        .services
        .iter()
        .filter_map(|one| one.health.as_ref());
    let route = routes.find(|route| route.method == "GET")?;
    let path = shell_word(&route.path);
    let ask =
        format!("wrk --threads 2 --connections 50 --duration 30s --latency \"$SERVICE_URL\"{path}");
    Some(Entry::open(words.say("verify-load")).with([ask]))
}

pub(super) fn documents(plan: &Plan, words: Words) -> Section {
    let mut out = Section::new("documents", words.say("documents"));
    let survey = &plan.survey;
    let before = before(plan.phases.first().map_or(1, |phase| phase.number));
    for service in &survey.services {
        let Some(write) = openapi(service, &service.python, "after-upgrade") else {
            continue;
        };
        let diff = format!("diff {before}.openapi.json after-upgrade.openapi.json");
        let compare = within(service, &diff);
        let service = format!("`{}`", service.name());
        let entry = Entry::open(words.fill("document-openapi", &[("service", &service)]));
        out.entries.push(entry.with([write, compare]));
    }
    let installs: BTreeSet<&str> = plan
        .pins
        .iter()
        .filter(|one| one.kind == "install")
        .map(|one| one.file.as_str())
        .collect();
    let deployed = survey
        .images
        .iter()
        .chain(&survey.compose)
        .map(String::as_str);
    let files: BTreeSet<&str> = deployed.chain(installs).collect();
    if !files.is_empty() {
        let files = listed(files.into_iter(), words);
        out.entries.push(Entry::open(
            words.fill("document-deployment", &[("files", &files)]),
        ));
    }
    for service in survey.services.iter().filter(|one| !one.install.is_empty()) {
        let name = format!("`{}`", service.name());
        let list = within(service, &format!("{} freeze > installed.txt", service.pip));
        let text = words.fill("document-installed", &[("service", &name)]);
        out.entries.push(Entry::open(text).with([list]));
    }
    out
}

pub(super) fn upkeep(plan: &Plan, words: Words) -> Section {
    let mut out = Section::new("upkeep", words.say("upkeep"));
    out.entries
        .push(Entry::open(words.say("upkeep-check")).with(["exuvia check".to_owned()]));
    for service in plan
        .survey
        .services
        .iter()
        .filter(|one| !one.install.is_empty())
    {
        let name = format!("`{}`", service.name());
        let audit = within(
            service,
            &format!(
                "{} freeze | pip-audit --requirement /dev/stdin --no-deps",
                service.pip
            ),
        );
        let text = words.fill("upkeep-audit", &[("service", &name)]);
        out.entries.push(Entry::open(text).with([audit]));
    }
    for key in [
        "upkeep-security",
        "upkeep-monthly",
        "upkeep-majors",
        "upkeep-bounds",
    ] {
        out.entries.push(Entry::open(words.say(key)));
    }
    out
}
