//! A server for editors, by the Language Server Protocol: findings while somebody types, fixes of whole parts, explanations.
//!
//! One thread takes what the editor says, one checks. The newest state is checked once nothing was typed for a moment; what was
//! found in a state that is not the newest any more is dropped, and questions wait for what is found in the newest.

mod answers;
mod checked;
mod documents;
mod lines;
mod requests;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{LogMessage, PublishDiagnostics, ShowMessage};
use lsp_types::{
    Diagnostic, InitializeParams, LogMessageParams, MessageType, PublishDiagnosticsParams,
    ShowMessageParams,
};

use crate::engine::Options;
use crate::source::discover::{kind_of, skips};
use answers::{Client, diagnostic, uri_of};
use checked::Checked;
use documents::Documents;

/// How long nothing must be typed before the state is checked.
const PAUSE: Duration = Duration::from_millis(120);

/// The options of a check of a file or folder, with what the configuration says that governs it.
pub type OptionsOf = Arc<dyn Fn(&Path) -> anyhow::Result<Options> + Send + Sync>;

/// Something that happened.
enum Event {
    /// The editor said something.
    Client(Message),
    /// The editor is gone.
    Gone,
    /// A state was checked.
    Checked(u64, anyhow::Result<Checked>),
    /// What is safe in one file was found.
    Fixed(Box<FixedFile>),
}

/// The answer to a question for all that is safe in a file.
struct FixedFile {
    path: PathBuf,
    /// The state of the open text that it is about.
    version: Option<i32>,
    response: Response,
}

/// A state to check.
struct State {
    number: u64,
    roots: Vec<PathBuf>,
    documents: Documents,
}

/// Serves an editor on the standard streams until it says goodbye; gives whether it did so in order.
///
/// # Errors
/// When the editor does not keep to the protocol, or the working directory cannot be read.
pub fn run(options: OptionsOf) -> anyhow::Result<bool> {
    let (connection, threads) = Connection::stdio();
    let in_order = serve(&connection, options)?;
    // What is being checked for nobody any more ends with the process.
    drop(connection);
    threads.join()?;
    Ok(in_order)
}

fn serve(connection: &Connection, options: OptionsOf) -> anyhow::Result<bool> {
    let (id, params) = connection.initialize_start()?;
    let params: InitializeParams = serde_json::from_value(params)?;
    let client = requests::client(&params.capabilities);
    connection.initialize_finish(id, requests::capabilities())?;
    let roots = requests::roots(&params);
    if let Some(root) = roots.first() {
        // Paths in what is said begin there.
        let _ = std::env::set_current_dir(root);
    }
    let cwd = std::env::current_dir().context("the working directory cannot be read")?;
    let (events, happened) = mpsc::channel();
    let (states, to_check) = mpsc::channel();
    let (said, heard) = (connection.receiver.clone(), events.clone());
    std::thread::spawn(move || {
        for message in said {
            if heard.send(Event::Client(message)).is_err() {
                return;
            }
        }
        let _ = heard.send(Event::Gone);
    });
    let (found, of, folder) = (events.clone(), options.clone(), cwd.clone());
    std::thread::spawn(move || check_states(&to_check, &found, &of, &folder));
    let mut server = Server {
        connection,
        options,
        client,
        roots,
        documents: Documents::default(),
        number: 0,
        settled: 0,
        events,
        states,
        checked: None,
        waiting: Vec::new(),
        shown: BTreeMap::new(),
        complaints: BTreeSet::new(),
        shuts_down: false,
    };
    server.begin()?;
    while let Ok(event) = happened.recv() {
        match event {
            Event::Gone => break,
            Event::Fixed(fixed) => server.give(*fixed)?,
            Event::Checked(number, result) => server.take(number, result)?,
            Event::Client(Message::Response(_)) => {}
            Event::Client(Message::Notification(one)) if one.method == "exit" => {
                return Ok(server.shuts_down);
            }
            Event::Client(Message::Notification(one)) => server.notified(one)?,
            Event::Client(Message::Request(one)) => server.asked(one)?,
        }
    }
    Ok(false)
}

/// Checks the newest of the states that come, when none comes for a moment.
fn check_states(
    states: &mpsc::Receiver<State>,
    events: &mpsc::Sender<Event>,
    options: &OptionsOf,
    cwd: &Path,
) {
    while let Ok(mut state) = states.recv() {
        while let Ok(newer) = states.recv_timeout(PAUSE) {
            state = newer;
        }
        let checked = catch(|| Ok(Checked::new(&state.roots, &state.documents, options, cwd)));
        if events.send(Event::Checked(state.number, checked)).is_err() {
            return;
        }
    }
}

/// Runs the engine; what it stumbles over is an error like others, and the server goes on.
fn catch<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(anyhow!("the check failed")))
}

/// What a root is checked with.
fn options_at(root: &Path, documents: &Documents, options: &OptionsOf) -> anyhow::Result<Options> {
    let mut options = options(root)?;
    // No walk meets a file that was never saved.
    let unsaved = documents.paths().filter(|path| {
        let below = path.strip_prefix(root).ok();
        let below = below.filter(|below| !below.as_os_str().is_empty());
        below.is_some_and(is_project_file) && !path.exists()
    });
    options.paths.extend(unsaved.map(Path::to_owned));
    // That an editor has a file open says nothing against what the configuration excludes.
    options.force_exclude = true;
    options.overlay = documents.overlay();
    Ok(options)
}

/// Whether a file is one that a check reads, and no installed one.
fn is_project_file(path: &Path) -> bool {
    let mut folders = path.iter();
    kind_of(path).is_some() && !folders.any(|one| one.to_str().is_some_and(skips))
}

/// What the server knows.
struct Server<'a> {
    connection: &'a Connection,
    options: OptionsOf,
    client: Client,
    roots: Vec<PathBuf>,
    documents: Documents,
    /// The number of the newest state.
    number: u64,
    /// The number of the state that was checked last.
    settled: u64,
    events: mpsc::Sender<Event>,
    states: mpsc::Sender<State>,
    /// What was found in it.
    checked: Option<Checked>,
    /// Questions that wait for what is found in the newest state.
    waiting: Vec<Request>,
    /// What the editor shows, and of which state of an open text.
    shown: BTreeMap<PathBuf, (Option<i32>, Vec<Diagnostic>)>,
    /// What could not be checked and was said already.
    complaints: BTreeSet<String>,
    shuts_down: bool,
}

impl Server<'_> {
    fn send(&self, message: Message) -> anyhow::Result<()> {
        let sent = self.connection.sender.send(message);
        sent.map_err(|_| anyhow!("the editor is gone"))
    }

    fn notify<N: lsp_types::notification::Notification>(
        &self,
        params: N::Params,
    ) -> anyhow::Result<()> {
        let one = Notification::new(N::METHOD.to_owned(), params);
        self.send(one.into())
    }

    fn refuse(&self, id: RequestId, code: ErrorCode, why: &str) -> anyhow::Result<()> {
        self.send(Response::new_err(id, code as i32, why.to_owned()).into())
    }

    /// Asks to be told of files that change, and checks what is there.
    fn begin(&mut self) -> anyhow::Result<()> {
        if self.client.watches_files {
            self.send(requests::watch().into())?;
        }
        self.check()
    }

    /// Has the state as it is now checked.
    fn check(&mut self) -> anyhow::Result<()> {
        self.number += 1;
        let state = State {
            number: self.number,
            roots: self.roots(),
            documents: self.documents.clone(),
        };
        let sent = self.states.send(state);
        sent.map_err(|_| anyhow!("nothing can be checked any more"))
    }

    /// What is checked: the folders of the editor, and files of projects that are open and lie elsewhere.
    fn roots(&self) -> Vec<PathBuf> {
        let all = &self.roots;
        let mut roots: Vec<PathBuf> = Vec::new();
        for root in all.iter().filter(|root| root.is_dir()) {
            let lies_in = |other: &PathBuf| root.starts_with(other) && root != other;
            if !all.iter().any(lies_in) && !roots.contains(root) {
                roots.push(root.clone());
            }
        }
        let open = self.documents.paths().filter(|path| is_project_file(path));
        let elsewhere = open.filter(|path| !all.iter().any(|root| path.starts_with(root)));
        let elsewhere: Vec<PathBuf> = elsewhere.map(Path::to_owned).collect();
        roots.extend(elsewhere);
        roots
    }

    /// Takes over what was found, unless something was typed since.
    fn take(&mut self, number: u64, result: anyhow::Result<Checked>) -> anyhow::Result<()> {
        if number != self.number {
            return Ok(());
        }
        self.settled = number;
        match result {
            Ok(checked) => {
                self.complain(checked.complaints().map(str::to_owned).collect())?;
                self.show(&checked)?;
                self.checked = Some(checked);
            }
            Err(error) => {
                self.checked = None;
                self.complain(vec![format!("{error:#}")])?;
            }
        }
        for request in std::mem::take(&mut self.waiting) {
            let response = self.answer(request);
            self.send(response.into())?;
        }
        Ok(())
    }

    /// Says what is wrong, once as long as it stays so.
    fn complain(&mut self, texts: Vec<String>) -> anyhow::Result<()> {
        for text in &texts {
            let message = format!("exuvia: {text}");
            self.notify::<LogMessage>(LogMessageParams {
                typ: MessageType::ERROR,
                message: message.clone(),
            })?;
            if !self.complaints.contains(text) {
                self.notify::<ShowMessage>(ShowMessageParams {
                    typ: MessageType::ERROR,
                    message,
                })?;
            }
        }
        self.complaints = texts.into_iter().collect();
        Ok(())
    }

    /// Has the editor show what was found, and nothing where nothing is found any more. Where a root could not be checked, what
    /// was found before stands.
    fn show(&mut self, checked: &Checked) -> anyhow::Result<()> {
        let mut shown = BTreeMap::new();
        let before = std::mem::take(&mut self.shown);
        let paths: BTreeSet<&Path> = before.keys().map(PathBuf::as_path).collect();
        for path in paths.union(&checked.files()) {
            let Some(uri) = uri_of(path, &self.documents) else {
                continue;
            };
            let old = before.get(*path);
            if checked.is_unknown(path) {
                shown.extend(old.map(|old| (path.to_path_buf(), old.clone())));
                continue;
            }
            let findings = checked.findings(path);
            let all = findings.map(|one| diagnostic(checked, one, &self.documents, self.client));
            let diagnostics: Vec<Diagnostic> = all.collect();
            let version = self.documents.get(path).map(|one| one.version);
            let new = (version, diagnostics.clone());
            if old != Some(&new) {
                self.notify::<PublishDiagnostics>(PublishDiagnosticsParams {
                    uri,
                    diagnostics,
                    version,
                })?;
            }
            if !new.1.is_empty() {
                shown.insert(path.to_path_buf(), new);
            }
        }
        self.shown = shown;
        Ok(())
    }

    /// Answers a question now, or later where the newest state is not checked yet.
    fn asked(&mut self, request: Request) -> anyhow::Result<()> {
        if self.shuts_down {
            return self.refuse(
                request.id,
                ErrorCode::InvalidRequest,
                "the server shuts down",
            );
        }
        if request.method == "shutdown" {
            self.shuts_down = true;
            for left in std::mem::take(&mut self.waiting) {
                self.refuse(left.id, ErrorCode::RequestCanceled, "the server shuts down")?;
            }
            return self.send(Response::new_ok(request.id, ()).into());
        }
        if let Some(path) = requests::fixes_all(&request) {
            self.fix_all(request, path);
            return Ok(());
        }
        if requests::is_about_findings(&request.method) && self.settled != self.number {
            self.waiting.push(request);
            return Ok(());
        }
        let response = self.answer(request);
        self.send(response.into())
    }

    /// Answers with what is safe in a file, unless the file was changed since.
    fn give(&self, fixed: FixedFile) -> anyhow::Result<()> {
        let version = self.documents.get(&fixed.path).map(|one| one.version);
        match version == fixed.version {
            true => self.send(fixed.response.into()),
            false => {
                let why = "the text was changed meanwhile";
                self.refuse(fixed.response.id, ErrorCode::ContentModified, why)
            }
        }
    }

    /// The editor does not want an answer any more.
    fn cancel(&mut self, id: &RequestId) -> anyhow::Result<()> {
        let Some(at) = self.waiting.iter().position(|one| one.id == *id) else {
            return Ok(());
        };
        let request = self.waiting.remove(at);
        self.refuse(request.id, ErrorCode::RequestCanceled, "cancelled")
    }
}
