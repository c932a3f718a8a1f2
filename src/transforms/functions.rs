//! Functions that are added to a file, where what to do shows only when its code runs.

use super::Draft;
use super::settings::leading_imports;
use crate::rewrite::Operation;
use crate::rewrite::slots::{insert_statement_after, insert_statement_before};
use crate::semantic::infer::Analysis;
use crate::semantic::value::FileId;
use crate::syntax::ast::{ExprKind, StmtKind, Tree};

/// Adds a function to a file. None if there is no place for it.
pub fn function_added(analysis: &Analysis<'_>, file: FileId, function: &str) -> Option<Draft> {
    let mut draft = Draft::default();
    let held = analysis.file(file);
    for operation in placed(&held.tree, held.unit.text(), function)? {
        draft.edit(file, operation);
    }
    Some(draft)
}

/// A function behind the imports that a file begins with, or at its top.
fn placed(tree: &Tree, text: &str, function: &str) -> Option<Vec<Operation>> {
    let is_docstring = |kind: &StmtKind| {
        matches!(kind, StmtKind::Expr(value)
            if matches!(tree.expr(*value).kind, ExprKind::Str { .. }))
    };
    let Some(last) = leading_imports(tree).last() else {
        let mut body = tree.body.iter();
        let first = body.find(|id| !is_docstring(&tree.stmt(**id).kind))?;
        let function = format!("{function}\n\n\n");
        return Some(vec![insert_statement_before(
            tree, text, *first, &function,
        )?]);
    };
    let end = tree.stmt(last).span.end as usize;
    let mut lines = text[end..].split_inclusive('\n');
    let head = lines.next().unwrap_or_default().len();
    let gap: Vec<&str> = lines.take_while(|line| line.trim().is_empty()).collect();
    let missing = match text[end..].trim().is_empty() {
        true => 0,
        false => 2_usize.saturating_sub(gap.len()),
    };
    let mut function = format!("\n\n{function}\n");
    let Some(blank) = gap.first() else {
        function.extend(std::iter::repeat_n('\n', missing));
        return Some(vec![insert_statement_after(tree, text, last, &function)?]);
    };
    let mut out = vec![insert_statement_after(tree, text, last, &function)?];
    if missing > 0 {
        // Once, however many functions there are.
        let at = end + head + gap.iter().map(|line| line.len()).sum::<usize>();
        let at = u32::try_from(at).ok()?;
        out.push(Operation::insert(at, blank.repeat(missing)));
    }
    Some(out)
}
