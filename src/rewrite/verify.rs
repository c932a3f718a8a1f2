//! The strict judge of a rewritten file. A parser alone accepts much that Python refuses to compile
//! (a keyword twice, `await` outside of `async def`, a late `__future__` import); a patch that was not
//! judged by Python's own rules is not offered.

mod declarations;
mod scopes;

use std::borrow::Cow;

use ruff_python_ast::PythonVersion;
use ruff_python_ast::visitor::Visitor;
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use thiserror::Error;

use scopes::Judge;

use crate::finding::cell_number;
use crate::source::SourceUnit;

/// Why Python would not compile a text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}line {line}: {message}", of_cell(*.cell))]
pub struct SyntaxProblem {
    /// The cell of a notebook, by its index.
    pub cell: Option<u32>,
    /// Line, from 1.
    pub line: u32,
    /// What is wrong, in a few words.
    pub message: String,
}

fn of_cell(cell: Option<u32>) -> String {
    cell.map_or_else(String::new, |cell| format!("cell {}, ", cell_number(cell)))
}

/// Why a rewrite is not offered.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum VerifyError {
    /// The file was wrong already.
    #[error("the file does not compile: {0}")]
    Before(SyntaxProblem),
    /// The rewrite would break the file.
    #[error("the rewritten file would not compile: {0}")]
    After(SyntaxProblem),
}

/// Whether a rewrite from `before` to `after` may be offered.
///
/// # Errors
/// When one of the two does not compile.
pub fn verify(before: &str, after: &str) -> Result<(), VerifyError> {
    accepts(before).map_err(VerifyError::Before)?;
    accepts(after).map_err(VerifyError::After)?;
    needs_no_newer(before, after).map_err(VerifyError::After)
}

/// Whether a rewrite has no syntax that only newer versions of Python take than those that took the file: the quotes
/// of an f-string within it, say.
fn needs_no_newer(before: &str, after: &str) -> Result<(), SyntaxProblem> {
    let newer = |text: &str| {
        let options = ParseOptions::from(Mode::Module).with_target_version(OLDEST);
        let parsed = parse_unchecked(text, options);
        let found = parsed.unsupported_syntax_errors().iter();
        let found = found.map(|one| (one.kind, one.range.start().to_usize(), one.to_string()));
        found.collect::<Vec<_>>()
    };
    let needed = newer(after);
    if needed.is_empty() {
        return Ok(());
    }
    let known = newer(before);
    let mut needed = needed.into_iter();
    match needed.find(|(kind, ..)| known.iter().all(|(other, ..)| other != kind)) {
        Some((_, offset, message)) => Err(SyntaxProblem {
            cell: None,
            line: line_of(after, offset),
            message,
        }),
        None => Ok(()),
    }
}

/// The oldest version of Python that rewrites are written for.
const OLDEST: PythonVersion = PythonVersion::PY37;

/// Whether a rewrite of a notebook may be offered: each cell is compiled alone. One that was wrong already may
/// have been meant to give what the others use, so it stops all of them.
///
/// # Errors
/// When a cell of one of the two does not compile.
pub fn verify_cells(before: &SourceUnit, after: &SourceUnit) -> Result<(), VerifyError> {
    let old = before.programs();
    accept_all(&old).map_err(VerifyError::Before)?;
    let new = after.programs();
    let changed = new.into_iter().filter(|program| !old.contains(program));
    let changed: Vec<_> = changed.collect();
    accept_all(&changed).map_err(VerifyError::After)?;
    let whole: Vec<&str> = old.iter().map(|(_, text)| &**text).collect();
    let whole = whole.join("\n");
    let mut changed = changed.iter();
    let newer = changed.try_for_each(|(cell, text)| {
        needs_no_newer(&whole, text).map_err(|problem| SyntaxProblem {
            cell: *cell,
            ..problem
        })
    });
    newer.map_err(VerifyError::After)
}

fn accept_all(programs: &[(Option<u32>, Cow<'_, str>)]) -> Result<(), SyntaxProblem> {
    programs
        .iter()
        .try_for_each(|(cell, text)| accepts_program(*cell, text))
}

/// Whether the newest Python compiles one of the programs of a file; see [`SourceUnit::programs`].
///
/// # Errors
/// The first thing that it would refuse.
pub fn accepts_program(cell: Option<u32>, text: &str) -> Result<(), SyntaxProblem> {
    let Some(cell) = cell else {
        return accepts(text);
    };
    with_stack(|| judge(text, true)).map_err(|problem| SyntaxProblem {
        cell: Some(cell),
        ..problem
    })
}

/// Whether the newest Python compiles a module with this text.
///
/// # Errors
/// The first thing that it would refuse.
pub fn accepts(text: &str) -> Result<(), SyntaxProblem> {
    with_stack(|| judge(text, false))
}

fn with_stack(judge: impl Fn() -> Result<(), SyntaxProblem> + Sync) -> Result<(), SyntaxProblem> {
    // Generated files have sums of thousands of terms, each one level deeper than the one before.
    std::thread::scope(|scope| {
        let large = std::thread::Builder::new().stack_size(STACK);
        match large.spawn_scoped(scope, &judge) {
            Ok(thread) => match thread.join() {
                Ok(judged) => judged,
                Err(panic) => std::panic::resume_unwind(panic),
            },
            Err(_) => judge(),
        }
    })
}

/// In bytes; what is not used costs nothing.
const STACK: usize = 512 << 20;

fn judge(text: &str, in_notebook: bool) -> Result<(), SyntaxProblem> {
    let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion::latest());
    let problem_at = |offset: usize, message: String| SyntaxProblem {
        cell: None,
        line: line_of(text, offset),
        message,
    };
    if let Some(offset) = text.find('\0') {
        return Err(problem_at(offset, "null byte in the source".to_owned()));
    }
    let parsed = parse_unchecked(text, options);
    if let Some(error) = parsed.errors().first() {
        let message = error.error.to_string();
        return Err(problem_at(error.location.start().to_usize(), message));
    }
    if let Some(error) = parsed.unsupported_syntax_errors().first() {
        let message = error.to_string();
        return Err(problem_at(error.range.start().to_usize(), message));
    }
    let Some(module) = parsed.try_into_module() else {
        return Ok(());
    };
    let body = &module.syntax().body;
    let mut judge = Judge::new(text, body, in_notebook);
    judge.visit_body(body);
    match judge.first_problem() {
        Some((offset, message)) => Err(problem_at(offset, message)),
        None => Ok(()),
    }
}

fn line_of(text: &str, offset: usize) -> u32 {
    let before = &text.as_bytes()[..offset.min(text.len())];
    let breaks = before.iter().filter(|&&byte| byte == b'\n').count();
    u32::try_from(breaks + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rewrite_that_breaks_the_file_is_refused() {
        let error = verify("f(a=1)\n", "\nf(a=1, a=2)\n");
        let Err(VerifyError::After(problem)) = error else {
            panic!("refused after the rewrite: {error:?}");
        };
        assert_eq!(problem.line, 2);
        assert_eq!(verify("f(a=1)\n", "f(b=1)\n"), Ok(()));
    }

    #[test]
    fn a_rewrite_that_only_a_newer_python_takes_is_refused() {
        let (before, after) = ("x = f\"{a.b}\"\n", "x = f\"{a(\"b\")}\"\n");
        assert!(matches!(verify(before, after), Err(VerifyError::After(_))));
        assert_eq!(verify(after, after), Ok(()));
        assert_eq!(verify(before, "x = f\"{a('b')}\"\n"), Ok(()));
    }

    #[test]
    fn a_file_that_was_broken_gets_no_rewrite() {
        assert!(matches!(
            verify("print 'x'\n", "x\n"),
            Err(VerifyError::Before(_))
        ));
    }

    #[test]
    fn a_sum_of_ten_thousand_terms_is_judged() {
        let terms = vec!["a"; 10_000].join(" + ");
        assert_eq!(accepts(&format!("x = {terms}\n")), Ok(()));
        assert!(accepts(&format!("x = {terms} + (yield)\n")).is_err());
    }

    #[test]
    fn a_byte_order_mark_and_other_line_ends_are_no_problem() {
        assert_eq!(accepts("\u{feff}x = 1\r\ny = 2\r\n"), Ok(()));
        assert_eq!(accepts(""), Ok(()));
    }
}
