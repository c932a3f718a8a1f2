//! A server of the Model Context Protocol: what programs that edit code ask between two edits.
//!
//! Each call is a run of this program in a process of its own, in the folder that it is about, so that what it says is what
//! the command says; a call that is taken back ends with its process. Paths are taken within the roots alone.

mod confine;
mod run;
mod tools;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context as _;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation,
    ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool,
};
use rmcp::service::{RequestContext, RoleServer};
use rmcp::{ErrorData, ServerHandler, ServiceExt as _};

use confine::Roots;
use tools::Session;

/// How long runs of a client that is gone may take to end.
const LAST: Duration = Duration::from_secs(2);

/// What the server is told when it starts.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Folders that it may read; the working directory if empty.
    pub roots: Vec<PathBuf>,
    /// Whether it may write into them.
    pub allow_writes: bool,
    /// Arguments that each run of a command gets, folders of rules say.
    pub arguments: Vec<OsString>,
}

/// What programs are told about the tools.
const INSTRUCTIONS: &str = "exuvia finds what a dependency upgrade breaks in Python code. `plan` first: it gives tasks, each \
with its place, its code and what to do. Do one task by editing the file, then call `verify`: it says whether what the plan found \
is gone there, whether the file is still Python, and whether something changed that no task names. `explain` tells what a rule is about.";

/// Serves on the standard streams until the client is gone.
///
/// # Errors
/// When a root cannot be used, or the protocol cannot begin.
pub fn run(setup: Setup) -> anyhow::Result<()> {
    let roots = Roots::new(&setup.roots)?;
    let session = Session::new(roots, setup.allow_writes, setup.arguments);
    let over = Arc::new(AtomicBool::new(false));
    let server = Server {
        session: Arc::new(session),
        over: over.clone(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the threads could not be started")?;
    let result = runtime.block_on(async {
        let running = server.serve(rmcp::transport::stdio()).await?;
        running.waiting().await?;
        Ok::<_, anyhow::Error>(())
    });
    // Runs for a client that is gone end; a read of the standard input that nobody ends must not keep the process.
    over.store(true, Ordering::SeqCst);
    runtime.shutdown_timeout(LAST);
    result
}

/// The server.
struct Server {
    session: Arc<Session>,
    /// Whether the client is gone.
    over: Arc<AtomicBool>,
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder().enable_tools().build();
        ServerConfig::new(capabilities)
            .with_server_info(Implementation::new("exuvia", env!("CARGO_PKG_VERSION")))
            .with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(self.session.tools()))
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        let mut tools = self.session.tools().into_iter();
        tools.find(|tool| tool.name == name)
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        if self.get_tool(&request.name).is_none() {
            let said = format!("there is no tool `{}`", request.name);
            return Err(ErrorData::invalid_params(said, None));
        }
        let session = self.session.clone();
        let arguments = request.arguments.unwrap_or_default();
        let over = self.over.clone();
        let cancelled = move || context.ct.is_cancelled() || over.load(Ordering::SeqCst);
        let called = tokio::task::spawn_blocking(move || {
            session.call(&request.name, arguments.into(), &cancelled)
        });
        let result = match called.await {
            Ok(Ok(value)) if value.is_object() => CallToolResult::structured(value),
            Ok(Ok(value)) => {
                let text = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                CallToolResult::success(vec![ContentBlock::text(text)])
            }
            Ok(Err(error)) => CallToolResult::error(vec![ContentBlock::text(format!("{error:#}"))]),
            Err(_) => CallToolResult::error(vec![ContentBlock::text("the call failed")]),
        };
        Ok(result.into())
    }
}
