//! What editors ask and tell, in the protocol's words.

use std::path::PathBuf;

use lsp_server::{ErrorCode, Notification, Request, RequestId, Response};
use lsp_types::notification::{
    DidChangeConfiguration, DidChangeTextDocument, DidChangeWatchedFiles,
    DidChangeWorkspaceFolders, DidCloseTextDocument, DidOpenTextDocument, DidSaveTextDocument,
    Notification as _,
};
use lsp_types::request::{
    CodeActionRequest, CodeActionResolveRequest, HoverRequest, RegisterCapability, Request as _,
};
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOptions, CodeActionOrCommand, CodeActionParams,
    CodeActionProviderCapability, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWatchedFilesRegistrationOptions, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, FileSystemWatcher, GlobPattern, Hover,
    HoverParams, HoverProviderCapability, InitializeParams, OneOf, PositionEncodingKind,
    Registration, RegistrationParams, ServerCapabilities, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions, Uri, WorkspaceEdit,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::answers::{Client, edit_of_changes, has_safe_fix, hover, quick_fixes};
use super::documents::path_of;
use super::{Event, FixedFile, Server, catch, options_at};
use crate::engine::{self, Selection};
use crate::finding::Applicability;
use crate::source::discover::may_be_read;

/// The action that does all that is safe in one file.
const FIX_ALL: &str = "source.fixAll.exuvia";

/// What the server says of itself.
pub(super) fn capabilities() -> Value {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::FULL),
        save: Some(TextDocumentSyncSaveOptions::Supported(true)),
        ..TextDocumentSyncOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::new(FIX_ALL)]),
        resolve_provider: Some(true),
        ..CodeActionOptions::default()
    };
    let folders = WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(OneOf::Left(true)),
    };
    let capabilities = ServerCapabilities {
        position_encoding: Some(PositionEncodingKind::UTF16),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(actions)),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(folders),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    };
    json!({
        "capabilities": capabilities,
        "serverInfo": { "name": "exuvia", "version": env!("CARGO_PKG_VERSION") },
    })
}

/// What the editor can do.
pub(super) fn client(capabilities: &lsp_types::ClientCapabilities) -> Client {
    let workspace = capabilities.workspace.as_ref();
    let texts = capabilities.text_document.as_ref();
    let edits = workspace.and_then(|one| one.workspace_edit.as_ref());
    let watched = workspace.and_then(|one| one.did_change_watched_files.as_ref());
    let published = texts.and_then(|one| one.publish_diagnostics.as_ref());
    let resolved = texts
        .and_then(|one| one.code_action.as_ref())
        .and_then(|one| one.resolve_support.as_ref());
    let resolves = |name: &String| name == "edit";
    Client {
        takes_document_changes: edits
            .and_then(|one| one.document_changes)
            .unwrap_or_default(),
        shows_related: published
            .and_then(|one| one.related_information)
            .unwrap_or_default(),
        resolves_edits: resolved.is_some_and(|one| one.properties.iter().any(resolves)),
        watches_files: watched
            .and_then(|one| one.dynamic_registration)
            .unwrap_or_default(),
    }
}

/// The folders that the editor has open.
#[allow(deprecated, reason = "older editors name one folder alone")]
pub(super) fn roots(params: &InitializeParams) -> Vec<PathBuf> {
    let folders = params.workspace_folders.iter().flatten();
    let mut roots: Vec<PathBuf> = folders.filter_map(|one| path_of(&one.uri)).collect();
    if roots.is_empty() {
        roots.extend(params.root_uri.as_ref().and_then(path_of));
    }
    roots
}

/// Asks to be told when files change that the editor has not open. Which of them count, no pattern of the protocol says.
pub(super) fn watch() -> Request {
    let all = FileSystemWatcher {
        glob_pattern: GlobPattern::String("**/*".to_owned()),
        kind: None,
    };
    let options = DidChangeWatchedFilesRegistrationOptions {
        watchers: vec![all],
    };
    let params = RegistrationParams {
        registrations: vec![Registration {
            id: "files".to_owned(),
            method: DidChangeWatchedFiles::METHOD.to_owned(),
            register_options: serde_json::to_value(options).ok(),
        }],
    };
    let id = RequestId::from("files".to_owned());
    Request::new(id, RegisterCapability::METHOD.to_owned(), params)
}

/// Whether a question is about what was found.
pub(super) fn is_about_findings(method: &str) -> bool {
    matches!(method, CodeActionRequest::METHOD | HoverRequest::METHOD)
}

/// The file for which a question asks to do all that is safe: an action that is to be resolved, or one that an editor asks for
/// by its kind, when somebody saves say.
pub(super) fn fixes_all(request: &Request) -> Option<PathBuf> {
    let params = request.params.clone();
    match request.method.as_str() {
        CodeActionResolveRequest::METHOD => {
            let action: CodeAction = serde_json::from_value(params).ok()?;
            let uri: Uri = serde_json::from_value(action.data?).ok()?;
            path_of(&uri)
        }
        CodeActionRequest::METHOD => {
            let params: CodeActionParams = serde_json::from_value(params).ok()?;
            let only = params.context.only?;
            // Whoever asks for other kinds as well gets it without its edit.
            let covers =
                |kind: &CodeActionKind| !kind.as_str().is_empty() && is_below(FIX_ALL, kind);
            let asks = !only.is_empty() && only.iter().all(covers);
            asks.then(|| path_of(&params.text_document.uri)).flatten()
        }
        _ => None,
    }
}

fn read<P: DeserializeOwned>(one: Notification) -> Option<P> {
    serde_json::from_value(one.params).ok()
}

impl Server<'_> {
    /// Takes over what the editor tells.
    pub(super) fn notified(&mut self, one: Notification) -> anyhow::Result<()> {
        let is_new = match one.method.as_str() {
            DidOpenTextDocument::METHOD => {
                read(one).is_some_and(|params: DidOpenTextDocumentParams| {
                    let text = params.text_document;
                    self.documents.set(text.uri, text.version, &text.text)
                })
            }
            DidChangeTextDocument::METHOD => {
                read(one).is_some_and(|params: DidChangeTextDocumentParams| {
                    let document = params.text_document;
                    // Of whole texts, as was agreed, the last one is what is there.
                    let last = params.content_changes.last();
                    let last = last.filter(|change| change.range.is_none());
                    last.is_some_and(|change| {
                        let (uri, version) = (document.uri, document.version);
                        self.documents.set(uri, version, &change.text)
                    })
                })
            }
            DidCloseTextDocument::METHOD => {
                read(one).is_some_and(|params: DidCloseTextDocumentParams| {
                    self.documents.close(&params.text_document.uri)
                })
            }
            DidChangeWorkspaceFolders::METHOD => {
                if let Some(params) = read::<DidChangeWorkspaceFoldersParams>(one) {
                    let path = |folder: &lsp_types::WorkspaceFolder| path_of(&folder.uri);
                    let gone: Vec<PathBuf> = params.event.removed.iter().filter_map(path).collect();
                    self.roots.retain(|root| !gone.contains(root));
                    self.roots
                        .extend(params.event.added.iter().filter_map(path));
                }
                true
            }
            DidChangeWatchedFiles::METHOD => {
                read(one).is_some_and(|params: DidChangeWatchedFilesParams| {
                    let changed = params.changes.iter().filter_map(|one| path_of(&one.uri));
                    // What an editor has open stands instead of the disk.
                    let changed = changed.filter(|path| self.documents.get(path).is_none());
                    changed
                        .into_iter()
                        .any(|path| may_be_read(&path, &self.roots))
                })
            }
            // The configuration is read from the disk.
            DidSaveTextDocument::METHOD | DidChangeConfiguration::METHOD => true,
            "$/cancelRequest" => {
                let id = one.params.get("id").cloned();
                let id = id.and_then(|id| serde_json::from_value::<RequestId>(id).ok());
                return id.map_or(Ok(()), |id| self.cancel(&id));
            }
            _ => false,
        };
        match is_new {
            true => self.check(),
            false => Ok(()),
        }
    }

    /// Answers by what was found last.
    pub(super) fn answer(&self, request: Request) -> Response {
        let Request { id, method, params } = request;
        match method.as_str() {
            HoverRequest::METHOD => match serde_json::from_value(params) {
                Ok(params) => Response::new_ok(id, self.told(&params)),
                Err(_) => invalid(id),
            },
            CodeActionRequest::METHOD => match serde_json::from_value(params) {
                Ok(params) => Response::new_ok(id, self.actions(params)),
                Err(_) => invalid(id),
            },
            CodeActionResolveRequest::METHOD => Response::new_ok(id, params),
            _ => {
                let said = format!("`{method}` is not served");
                Response::new_err(id, ErrorCode::MethodNotFound as i32, said)
            }
        }
    }

    fn told(&self, params: &HoverParams) -> Option<Hover> {
        let at = &params.text_document_position_params;
        let path = path_of(&at.text_document.uri)?;
        hover(self.checked.as_ref()?, &path, at.position)
    }

    fn actions(&self, params: CodeActionParams) -> Vec<CodeActionOrCommand> {
        let path = path_of(&params.text_document.uri);
        let Some((path, checked)) = path.zip(self.checked.as_ref()) else {
            return Vec::new();
        };
        let only = params.context.only;
        let wants = |kind: &str| {
            let is_asked = |asked: &CodeActionKind| is_below(kind, asked);
            only.as_ref().is_none_or(|only| only.iter().any(is_asked))
        };
        let mut actions = Vec::new();
        if wants(CodeActionKind::QUICKFIX.as_str()) {
            let (documents, client) = (&self.documents, self.client);
            actions = quick_fixes(checked, &path, params.range, documents, client);
        }
        if wants(FIX_ALL) && self.client.resolves_edits && has_safe_fix(checked, &path) {
            actions.push(CodeAction {
                data: serde_json::to_value(&params.text_document.uri).ok(),
                ..fix_all()
            });
        }
        let actions = actions.into_iter().map(CodeActionOrCommand::CodeAction);
        actions.collect()
    }

    /// Has all done that is safe and lies in one file alone, and answers with it: other files are not written when this one is
    /// saved.
    pub(super) fn fix_all(&self, request: Request, path: PathBuf) {
        let (documents, client) = (self.documents.clone(), self.client);
        let (options, events) = (self.options.clone(), self.events.clone());
        let roots = self.roots();
        std::thread::spawn(move || {
            let root = roots.iter().find(|root| path.starts_with(root));
            let changes = root.map_or(Ok(Vec::new()), |root| {
                catch(|| {
                    let mut options = options_at(root, &documents, &options)?;
                    options.only = Some([path.clone()].into());
                    let selection = Selection {
                        least: Applicability::Safe,
                        packages: Vec::new(),
                        distributions: Vec::new(),
                    };
                    Ok(engine::fix(&options, &selection)?.changes)
                })
            });
            // What is wrong with a configuration is said where the state is checked.
            let edit = edit_of_changes(&changes.unwrap_or_default(), &documents, client);
            let fixed = FixedFile {
                version: documents.get(&path).map(|one| one.version),
                path,
                response: with_edit(request, edit),
            };
            // Nobody waits for it any more where the editor is gone.
            let _ = events.send(Event::Fixed(Box::new(fixed)));
        });
    }
}

/// The answer to who asked for all that is safe: the action that was to be resolved, or those of that kind.
fn with_edit(request: Request, edit: Option<WorkspaceEdit>) -> Response {
    let Request { id, method, params } = request;
    if method == CodeActionResolveRequest::METHOD {
        let Ok(action) = serde_json::from_value::<CodeAction>(params) else {
            return invalid(id);
        };
        return Response::new_ok(id, CodeAction { edit, ..action });
    }
    let action = edit.map(|edit| CodeAction {
        edit: Some(edit),
        ..fix_all()
    });
    let actions = action.into_iter().map(CodeActionOrCommand::CodeAction);
    Response::new_ok(id, actions.collect::<Vec<_>>())
}

/// Whether a kind of actions is the one that is asked for, or below it.
fn is_below(kind: &str, asked: &CodeActionKind) -> bool {
    let rest = kind.strip_prefix(asked.as_str());
    rest.is_some_and(|rest| asked.as_str().is_empty() || rest.is_empty() || rest.starts_with('.'))
}

/// The action that does all that is safe, without its edit.
fn fix_all() -> CodeAction {
    CodeAction {
        title: "exuvia: do all that is safe in this file".to_owned(),
        kind: Some(CodeActionKind::new(FIX_ALL)),
        ..CodeAction::default()
    }
}

fn invalid(id: RequestId) -> Response {
    let said = "the parameters are not those of the question".to_owned();
    Response::new_err(id, ErrorCode::InvalidParams as i32, said)
}
