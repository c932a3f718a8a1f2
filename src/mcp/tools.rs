//! The tools: what they take, and which command each of them runs.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, bail};
use rmcp::model::{Tool, ToolAnnotations};
use serde::Deserialize;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::confine::Roots;
use super::run::{Ran, run};

/// How many findings a call gives where it does not say.
const LIMIT: usize = 50;

/// What one client may do, and the plans that it made.
pub(super) struct Session {
    roots: Roots,
    allow_writes: bool,
    arguments: Vec<OsString>,
    /// The newest plan of each root.
    plans: Mutex<BTreeMap<PathBuf, Arc<TempDir>>>,
}

/// What a tool may be given.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Given {
    root: Option<String>,
    paths: Vec<String>,
    select: Vec<String>,
    ignore: Vec<String>,
    limit: Option<usize>,
    rule: Option<String>,
    plan: Option<String>,
    r#unsafe: bool,
    allow_dirty: bool,
}

/// A tool: its name, what it is for, and the names of what it takes.
const TOOLS: &[(&str, &str, &[&str])] = &[
    (
        "check",
        "Finds each place that an upgrade breaks or changes. Changes nothing.",
        &["root", "paths", "select", "ignore", "limit"],
    ),
    (
        "explain",
        "Tells what a rule is about: what changed, when it fails, what to do, with an example. Changes nothing.",
        &["root", "rule"],
    ),
    (
        "plan",
        "Makes the plan of an upgrade and gives its tasks: what is left to do by hand, each with its place, its code and what to do. \
What `fix` would do by itself is no task. Changes nothing in the project; `verify` holds edits against this plan.",
        &["root", "paths", "select", "ignore", "limit"],
    ),
    (
        "verify",
        "Says what of the plan is still there, which edited files are no Python any more, and what changed that the plan does not name. \
Without `plan` it is the one that `plan` made last in this session. Changes nothing.",
        &["root", "plan", "paths", "limit"],
    ),
    (
        "fix",
        "Rewrites what can be rewritten, all files or none; `exuvia undo` takes it back. Refuses where git has no commit of changes, unless \
`allow_dirty` says otherwise. `unsafe` takes rewrites that a person must look at as well.",
        &[
            "root",
            "paths",
            "select",
            "ignore",
            "unsafe",
            "allow_dirty",
            "limit",
        ],
    ),
];

/// The one tool that writes.
const WRITES: &str = "fix";

impl Session {
    pub(super) fn new(roots: Roots, allow_writes: bool, arguments: Vec<OsString>) -> Self {
        Self {
            roots,
            allow_writes,
            arguments,
            plans: Mutex::default(),
        }
    }

    /// The tools that may be used.
    pub(super) fn tools(&self) -> Vec<Tool> {
        let usable = TOOLS
            .iter()
            .filter(|tool| self.allow_writes || tool.0 != WRITES);
        usable
            .map(|(name, about, takes)| {
                let writes = *name == WRITES;
                let annotations = ToolAnnotations::new()
                    .read_only(!writes)
                    .destructive(writes)
                    .idempotent(true)
                    .open_world(false);
                let schema = schema(takes, self.roots.all()).as_object().cloned();
                Tool::new(*name, *about, schema.unwrap_or_default()).with_annotations(annotations)
            })
            .collect()
    }

    /// Calls a tool; gives an object, or a text.
    ///
    /// # Errors
    /// When the arguments are none that it takes, or the command could not run.
    pub(super) fn call(
        &self,
        tool: &str,
        arguments: Value,
        cancelled: &dyn Fn() -> bool,
    ) -> anyhow::Result<Value> {
        let takes = TOOLS.iter().find(|(name, ..)| *name == tool);
        let (_, _, takes) = takes.context("there is no such tool")?;
        let names = arguments.as_object().into_iter().flat_map(|all| all.keys());
        if let Some(unknown) = names
            .into_iter()
            .find(|name| !takes.contains(&name.as_str()))
        {
            bail!(
                "`{tool}` does not take `{unknown}`; it takes {}",
                takes.join(", ")
            );
        }
        let given: Given = serde_json::from_value(arguments)?;
        match tool {
            "explain" => self.explain(&given, cancelled),
            "check" => self.check(&given, cancelled),
            "plan" => self.plan(&given, cancelled),
            "verify" => self.verify(&given, cancelled),
            _ if self.allow_writes => self.fix(&given, cancelled),
            _ => bail!("nothing may be written; start the server with --allow-writes"),
        }
    }

    fn explain(&self, given: &Given, cancelled: &dyn Fn() -> bool) -> anyhow::Result<Value> {
        let rule = given.rule.as_deref().context("`rule` is missing")?;
        let mut words = vec!["explain".into(), "--output-format=markdown".into()];
        words.extend(self.arguments.iter().cloned());
        words.extend(["--".into(), rule.into()]);
        // Most rules are those of all roots.
        let first = self.roots.all().first().context("there is no root")?;
        let root = match &given.root {
            Some(named) => self.roots.root(Some(named))?,
            None => first,
        };
        self.roots.settings(root)?;
        let ran = self.ran(root, &words, cancelled)?;
        Ok(Value::String(ran.out))
    }

    fn check(&self, given: &Given, cancelled: &dyn Fn() -> bool) -> anyhow::Result<Value> {
        let root = self.roots.root(given.root.as_deref())?;
        let words = self.words(&["check", "--output-format=json"], root, given)?;
        let ran = self.ran(root, &words, cancelled)?;
        Ok(shortened(read(&ran)?, "findings", given.limit))
    }

    fn fix(&self, given: &Given, cancelled: &dyn Fn() -> bool) -> anyhow::Result<Value> {
        let root = self.roots.root(given.root.as_deref())?;
        let mut command = vec!["fix", "--output-format=json"];
        command.extend(given.r#unsafe.then_some("--unsafe-fixes"));
        command.extend(given.allow_dirty.then_some("--allow-dirty"));
        let words = self.words(&command, root, given)?;
        let ran = self.ran(root, &words, cancelled)?;
        let mut left = shortened(read(&ran)?, "findings", given.limit);
        left["said"] = ran.err.trim().into();
        Ok(left)
    }

    fn plan(&self, given: &Given, cancelled: &dyn Fn() -> bool) -> anyhow::Result<Value> {
        let root = self.roots.root(given.root.as_deref())?;
        // The one before stays until this one is there.
        let folder = TempDir::new().context("the plan has no folder")?;
        let mut words = self.words(
            &["plan", "--format=tasks,findings", "--output"],
            root,
            given,
        )?;
        words.insert(3, folder.path().into());
        let ran = self.ran(root, &words, cancelled)?;
        let tasks = std::fs::read_to_string(folder.path().join("tasks.json"))?;
        let mut tasks = shortened(serde_json::from_str(&tasks)?, "tasks", given.limit);
        // Where the plan lies is of no use to who may not look there.
        let place = folder.path().display().to_string();
        let said = ran.err.lines().filter(|line| !line.contains(&place));
        let said: Vec<&str> = said.collect();
        tasks["said"] = said.join("\n").trim().into();
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        plans.insert(root.to_owned(), Arc::new(folder));
        Ok(tasks)
    }

    fn verify(&self, given: &Given, cancelled: &dyn Fn() -> bool) -> anyhow::Result<Value> {
        let root = self.roots.root(given.root.as_deref())?;
        let plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        let made = plans.get(root).cloned();
        drop(plans);
        let folder = match (&given.plan, &made) {
            (Some(folder), _) => self.plan_of(root, folder)?,
            (None, Some(folder)) => folder.path().to_owned(),
            (None, None) => {
                bail!("there is no plan of this root yet; call `plan`, or name the folder of one")
            }
        };
        let mut words = self.words(&["verify", "--output-format=json", "--since"], root, given)?;
        words.insert(3, folder.into());
        let ran = self.ran(root, &words, cancelled)?;
        Ok(shortened(read(&ran)?, "left", given.limit))
    }

    /// The folder of a plan in a root: its files lie there, and so does what it is about.
    fn plan_of(&self, root: &Path, named: &str) -> anyhow::Result<PathBuf> {
        let folder = self.roots.path(root, named)?;
        let files = ["state.json", "findings.json", "tasks.json"];
        for name in files {
            self.roots
                .path(&folder, name)
                .with_context(|| format!("{named} holds no whole plan"))?;
        }
        let state = std::fs::read(folder.join("state.json"))?;
        let state: Value =
            serde_json::from_slice(&state).context("state.json is none of a plan")?;
        let asked = state["asked"]["paths"].as_array().into_iter().flatten();
        for path in asked.filter_map(Value::as_str) {
            let real = self.roots.path(root, path)?;
            self.roots.settings(&real)?;
        }
        Ok(folder)
    }

    /// The words of a command, with what was given.
    fn words(&self, command: &[&str], root: &Path, given: &Given) -> anyhow::Result<Vec<OsString>> {
        let mut words: Vec<OsString> = command.iter().map(OsString::from).collect();
        words.extend(self.arguments.iter().cloned());
        for (argument, rules) in [("--select", &given.select), ("--ignore", &given.ignore)] {
            words.extend(rules.iter().map(|rule| format!("{argument}={rule}").into()));
        }
        words.push("--".into());
        self.roots.settings(root)?;
        for path in &given.paths {
            let real = self.roots.path(root, path)?;
            self.roots.settings(&real)?;
            let below = real.strip_prefix(root).map(Path::to_owned);
            // A file may be called as an argument is.
            words.push(
                below
                    .map_or(real, |below| Path::new(".").join(below))
                    .into(),
            );
        }
        Ok(words)
    }

    /// Runs a command; one that could not run is an error that says why.
    fn ran(
        &self,
        root: &Path,
        words: &[OsString],
        cancelled: &dyn Fn() -> bool,
    ) -> anyhow::Result<Ran> {
        let ran = run(root, words, cancelled)?;
        match ran.code {
            Some(0 | 1) => Ok(ran),
            _ => bail!("{}", ran.err.trim()),
        }
    }
}

/// What a command printed as JSON.
fn read(ran: &Ran) -> anyhow::Result<Value> {
    serde_json::from_str(&ran.out).with_context(|| ran.err.trim().to_owned())
}

/// A report with the first of its findings or tasks, and without the edits of fixes.
fn shortened(mut report: Value, list: &str, limit: Option<usize>) -> Value {
    if let Some(report) = report.as_object_mut() {
        report.remove("fixes");
    }
    if let Some(all) = report.get_mut(list).and_then(Value::as_array_mut) {
        let limit = limit.unwrap_or(LIMIT);
        let left_out = all.len().saturating_sub(limit);
        all.truncate(limit);
        report["left_out"] = left_out.into();
    }
    report
}

/// The schema of what a tool takes.
fn schema(takes: &[&str], roots: &[PathBuf]) -> Value {
    let words = |about: &str| json!({ "type": "array", "items": { "type": "string" }, "description": about });
    let all = json!({
        "root": { "type": "string", "description": "Folder of the project; needed where there are several.",
            "enum": roots.iter().map(|root| root.to_string_lossy()).collect::<Vec<_>>() },
        "paths": words("Files and folders in the root; all of it where they are left out."),
        "select": words("Report only these rules: codes, beginnings of codes, or packs."),
        "ignore": words("Leave these rules out."),
        "limit": { "type": "integer", "minimum": 0, "description": format!("How many entries are given at most; {LIMIT} where it is left out.") },
        "rule": { "type": "string", "description": "Code of a rule, OAI102 say; the beginning of codes, or a pack, lists them." },
        "plan": { "type": "string", "description": "Folder in the root that `exuvia plan` wrote." },
        "unsafe": { "type": "boolean", "description": "Also do rewrites that a person must look at." },
        "allow_dirty": { "type": "boolean", "description": "Write although git has no commit of changes in what is read." },
    });
    let properties: serde_json::Map<String, Value> = takes
        .iter()
        .map(|name| ((*name).to_owned(), all[*name].clone()))
        .collect();
    let needed: &[&str] = match takes.contains(&"rule") {
        true => &["rule"],
        false => &[],
    };
    json!({ "type": "object", "properties": properties, "required": needed, "additionalProperties": false })
}
