//! Where only a run shows whether a call gave one answer or a stream of them, or text: a function of the file asks what
//! it got.

use super::Draft;
use super::boundary::render;
use super::functions::{function_added, name_for};
use super::names::module_import;
use crate::rules::shape::Shape;
use crate::semantic::infer::Analysis;
use crate::semantic::value::FileId;
use crate::syntax::query::last;

/// The name of a function of the file that makes the old mapping of an answer, and of a stream one of mappings; with
/// the edits that add it.
pub fn told_apart(
    analysis: &Analysis<'_>,
    file: FileId,
    (shape, asynchronous): (&Shape, bool),
) -> Option<(String, Draft)> {
    let (class, wanted, word) = match asynchronous {
        true => (&shape.async_stream, "_as_dict_or_async_stream", "async "),
        false => (&shape.stream, "_as_dict_or_stream", ""),
    };
    let class = class.as_ref()?;
    let (module, _) = class.rsplit_once('.')?;
    let (prefix, need) = match module_import(analysis, file, module) {
        Some((name, need)) => (name, Some(need)),
        None => (module.to_owned(), None),
    };
    let write = |name: &str| {
        let mut lines = vec![
            format!("def {name}(answer):"),
            "    \"\"\"Makes a dict of an answer, and a stream of dicts of a stream of them.\"\"\""
                .to_owned(),
        ];
        if need.is_none() {
            lines.extend([format!("    import {module}"), String::new()]);
        }
        let (chunk, whole) = ("chunk", "answer");
        lines.extend([
            format!("    if isinstance({whole}, {prefix}.{}):", last(class)),
            format!(
                "        return ({} {word}for {chunk} in {whole})",
                render(&shape.boundary, chunk)
            ),
            format!("    return {}", render(&shape.boundary, whole)),
        ]);
        lines.join("\n")
    };
    let name = name_for(analysis, (file, wanted), |name| Some(write(name)))?;
    let mut draft = function_added(analysis, file, &write(&name))?;
    if let Some(need) = need {
        draft.need(file, None, need);
    }
    Some((name, draft))
}

/// The name of a function of the file that makes the old mapping of an answer, and leaves text as it is; with the edits
/// that add it.
pub fn text_told_apart(
    analysis: &Analysis<'_>,
    file: FileId,
    shape: &Shape,
) -> Option<(String, Draft)> {
    let write = |name: &str| {
        let lines = [
            format!("def {name}(answer):"),
            "    \"\"\"Makes a dict of an answer, and leaves text as it is.\"\"\"".to_owned(),
            format!(
                "    return answer if isinstance(answer, str) else {}",
                render(&shape.boundary, "answer")
            ),
        ];
        lines.join("\n")
    };
    let wanted = (file, "_as_dict_or_text");
    let name = name_for(analysis, wanted, |name| Some(write(name)))?;
    let draft = function_added(analysis, file, &write(&name))?;
    Some((name, draft))
}
