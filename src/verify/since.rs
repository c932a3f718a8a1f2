//! Reads the folder of a plan.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::finding::{Finding, Report};
use crate::plan::state::{self, State};

/// A plan as it was written.
#[derive(Debug, Clone)]
pub struct Since {
    /// The folder, for people.
    pub folder: String,
    /// The project as it was.
    pub state: State,
    /// All that was found.
    pub findings: Vec<Finding>,
    /// The marks of the tasks.
    pub tasks: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Tasks {
    tasks: Vec<Task>,
}

#[derive(Deserialize)]
struct Task {
    id: String,
}

impl Since {
    /// Reads a folder that `exuvia plan` wrote.
    ///
    /// # Errors
    /// When a file of it is not there or is not what a plan writes.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let state: State = json(folder, "state.json")?;
        ensure!(
            state.version == state::VERSION,
            "{}: is of another version of exuvia; make the plan anew",
            folder.join("state.json").display()
        );
        let findings: Report = json(folder, "findings.json")?;
        let tasks: Tasks = json(folder, "tasks.json")?;
        Ok(Self {
            folder: folder.to_string_lossy().into_owned(),
            state,
            findings: findings.findings,
            tasks: tasks.tasks.into_iter().map(|task| task.id).collect(),
        })
    }
}

fn json<T: DeserializeOwned>(folder: &Path, name: &str) -> anyhow::Result<T> {
    let path = folder.join(name);
    let shown = path.display().to_string();
    let bytes = std::fs::read(&path)
        .with_context(|| format!("{shown}: `--since` wants a folder that `exuvia plan` wrote"))?;
    serde_json::from_slice(&bytes).with_context(|| format!("{shown}: is not what a plan writes"))
}
