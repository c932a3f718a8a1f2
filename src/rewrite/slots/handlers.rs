//! The handlers of a `try`, in another order or two of them as one.

use crate::rewrite::lines::Layout;
use crate::rewrite::operation::{Operation, Piece};
use crate::syntax::ast::{ExprKind, Handler, Span, Tree};

/// A handler of the new `try`, by places among the old ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arranged {
    /// This one.
    Stays(usize),
    /// Two as one: `if test:` the one, `else:` the other.
    Joined {
        /// Whose header it has.
        at: usize,
        /// What `if` asks, as it is written.
        test: String,
        /// Whose body runs then.
        tested: usize,
        /// Whose body runs otherwise.
        other: usize,
    },
}

/// The operation that puts handlers into another order; those that are not named go. Their headers and bodies are
/// kept, with what becomes of them. `None` if one does not stand on lines of its own, or if text that a join would
/// indent holds a string over several lines.
#[must_use]
pub fn arrange_handlers(
    tree: &Tree,
    text: &str,
    handlers: &[Handler],
    arranged: &[Arranged],
) -> Option<Operation> {
    let of = Arranger {
        tree,
        layout: Layout::of(tree, text),
        handlers,
    };
    let whole = Span::new(of.block(0)?.start, of.block(handlers.len() - 1)?.end);
    let line_break = of.layout.line_break(whole.start);
    let mut pieces = Vec::new();
    for one in arranged {
        if !pieces.is_empty() {
            pieces.push(Piece::text(line_break));
        }
        match one {
            Arranged::Stays(at) => pieces.push(Piece::Source(of.block(*at)?)),
            Arranged::Joined {
                at,
                test,
                tested,
                other,
            } => {
                let inner = of.indentation(*at)?;
                pieces.push(Piece::Source(of.header(*at)?));
                let comment = of.comment(*tested, *at)?;
                pieces.push(Piece::text(format!(
                    "{inner}if {test}:{comment}{line_break}"
                )));
                of.indented(*tested, *at, &mut pieces)?;
                let comment = of.comment(*other, *at)?;
                pieces.push(Piece::text(format!(
                    "{line_break}{inner}else:{comment}{line_break}"
                )));
                of.indented(*other, *at, &mut pieces)?;
            }
        }
    }
    Some(Operation::template(whole, pieces))
}

struct Arranger<'t> {
    tree: &'t Tree,
    layout: Layout<'t>,
    handlers: &'t [Handler],
}

impl Arranger<'_> {
    /// The lines of a handler, with what stands behind it up to the next; without the last line's end.
    fn block(&self, at: usize) -> Option<Span> {
        let span = self.handlers.get(at)?.span;
        if !self.layout.is_first_on_line(span.start) {
            return None;
        }
        let end = match self.handlers.get(at + 1) {
            Some(next) => {
                let start = self.layout.line_start(next.span.start);
                self.layout.line_end(self.layout.previous_line(start)?)
            }
            None => self.layout.line_end(span.end),
        };
        Some(Span::new(self.layout.line_start(span.start), end))
    }

    /// The lines down to the one with the colon.
    fn header(&self, at: usize) -> Option<Span> {
        Some(Span::new(self.block(at)?.start, self.body(at)?.start))
    }

    /// The lines below the one with the colon.
    fn body(&self, at: usize) -> Option<Span> {
        let handler = &self.handlers[at];
        let first = self.tree.stmt(*handler.body.first()?).span.start;
        if !self.layout.is_first_on_line(first) {
            return None;
        }
        let start = self.layout.next_line(self.caught_end(handler));
        Some(Span::new(start, self.block(at)?.end))
    }

    /// Where what a handler catches ends, and its name.
    fn caught_end(&self, handler: &Handler) -> u32 {
        let name = handler.name.as_ref().map(|name| name.span.end);
        let caught = handler.exception.map(|one| self.tree.expr(one).outer.end);
        name.or(caught).unwrap_or(handler.span.start)
    }

    /// The comment behind the colon of a header that is not kept, with the space before it. None if others stand
    /// within it.
    fn comment(&self, at: usize, kept: usize) -> Option<&str> {
        if at == kept {
            return Some("");
        }
        let handler = &self.handlers[at];
        let end = self.caught_end(handler);
        if self.layout.slice(handler.span.start, end).contains('#') {
            return None;
        }
        let rest = self.layout.slice(end, self.layout.line_end(end));
        let rest = rest.trim_start().strip_prefix(':')?.trim_end();
        Some(rest)
    }

    fn indentation(&self, at: usize) -> Option<&str> {
        let first = *self.handlers[at].body.first()?;
        Some(self.layout.indentation(self.tree.stmt(first).span.start))
    }

    /// The lines of a body, one step further in than the body of the handler `under`.
    fn indented(&self, at: usize, under: usize, pieces: &mut Vec<Piece>) -> Option<()> {
        let (own, inner) = (self.indentation(at)?, self.indentation(under)?);
        let header = self.layout.indentation(self.handlers[under].span.start);
        let step = inner.strip_prefix(header)?;
        let body = self.body(at)?;
        if own != inner || self.holds_lines(body) {
            return None;
        }
        let mut line = body.start;
        while line <= body.end {
            let end = self.layout.line_end(line).min(body.end);
            if self.layout.slice(line, end).trim().is_empty() {
                pieces.push(Piece::text(""));
            } else {
                pieces.push(Piece::text(step));
                pieces.push(Piece::Source(Span::new(line, end)));
            }
            let next = self.layout.next_line(line);
            if next > body.end || next == line {
                break;
            }
            pieces.push(Piece::text(self.layout.line_break(line)));
            line = next;
        }
        Some(())
    }

    /// Whether a string in a stretch goes over several lines.
    fn holds_lines(&self, within: Span) -> bool {
        self.tree.exprs.iter().any(|expr| {
            let string = matches!(
                expr.kind,
                ExprKind::Str { .. } | ExprKind::Interpolated(_) | ExprKind::Forward { .. }
            );
            let text = || self.layout.slice(expr.span.start, expr.span.end);
            string
                && within.contains(expr.span)
                && text().contains(['\n', '\r'])
                && (text().contains("\"\"\"") || text().contains("'''") || text().contains('\\'))
        })
    }
}
