//! What is known of Python's own names, as data: which functions carry values, and what types and classes to derive
//! from mean.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::annotations::{Base, Form};
use super::flows::Flow;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FlowFile {
    flow: Vec<FlowRow>,
    offered: Offered,
    storing: Storing,
}

/// Which classes keep what they are made with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Storing {
    /// Classes to derive from that change nothing of it.
    bases: Vec<String>,
}

/// To whom functions give what they offer by name.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offered {
    /// Files that offer to all code in their folder and below it.
    pub files: Vec<String>,
    /// How the names of functions begin that take what is offered.
    pub to: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FlowRow {
    symbols: Vec<String>,
    does: Flow,
    /// Whether a method of the name does nothing else, whatever it is a method of.
    #[serde(default)]
    sure: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FormFile {
    form: Vec<MeansRow<Form>>,
    base: Vec<MeansRow<Base>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MeansRow<T> {
    symbols: Vec<String>,
    means: T,
}

/// What subscripts of types mean, as data.
static FORMS: &str = include_str!("../../rules/python/forms.toml");

/// Functions of the standard library and of helpers that carry values, as data.
static FLOWS: &str = include_str!("../../rules/python/flows.toml");

/// What functions and methods do with values, by their names.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) flows: FxHashMap<String, Flow>,
    pub(super) methods: FxHashMap<String, (Flow, bool)>,
    pub(super) forms: FxHashMap<String, Form>,
    pub(super) bases: FxHashMap<String, Base>,
    pub(super) offered: Offered,
    pub(super) storing: FxHashSet<String>,
}

/// Read once: every look at a project asks it.
pub(super) static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let file: FlowFile = toml::from_str(FLOWS).expect("a test reads the table of flows");
    let mut out = Tables {
        offered: file.offered,
        storing: file.storing.bases.into_iter().collect(),
        ..Tables::default()
    };
    for row in file.flow {
        for symbol in row.symbols {
            match symbol.strip_prefix("*.") {
                Some(method) => {
                    let does = (row.does, row.sure);
                    out.methods.insert(method.to_owned(), does);
                }
                None => {
                    out.flows.insert(symbol, row.does);
                }
            }
        }
    }
    let forms: FormFile = toml::from_str(FORMS).expect("a test reads the table of forms");
    out.forms = by_symbol(forms.form);
    out.bases = by_symbol(forms.base);
    out
});

/// The rows of a table by each of their symbols.
fn by_symbol<T: Copy>(rows: Vec<MeansRow<T>>) -> FxHashMap<String, T> {
    let each = |row: MeansRow<T>| {
        let symbols = row.symbols.into_iter();
        symbols.map(move |symbol| (symbol, row.means))
    };
    rows.into_iter().flat_map(each).collect()
}
