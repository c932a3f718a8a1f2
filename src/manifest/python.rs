//! Lists of requirements in Python code: literals, and names that are bound to literals.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::builder::{Belongs, Builder, name_of};
use super::put_together::put_together;
use super::{Cause, Kind};
use crate::syntax::ast::{ArgumentKind, Expr, ExprId, ExprKind, Parent, StmtId, StmtKind, Tree};
use crate::syntax::query;

/// How deep names may lead to each other.
const DEPTH: usize = 16;

/// A module whose literals are looked at.
pub(super) struct Module<'t> {
    pub(super) tree: &'t Tree,
    /// What is bound at the top of the module and in its branches, each name by all that binds it or adds to it there.
    names: FxHashMap<&'t str, Vec<ExprId>>,
    /// What is put under texts in what a name stands for.
    items: FxHashMap<&'t str, Vec<(&'t str, ExprId)>>,
}

/// What a name may stand for that the module does not say.
pub(super) type Values<'v> = dyn Fn(&str) -> Option<Vec<String>> + 'v;

/// A marker for what has none, and what names may stand for.
pub(super) type Beside<'v> = (Option<&'v str>, &'v Values<'v>);

/// A text of a list.
pub(super) struct Text<'t> {
    pub(super) expr: &'t Expr,
    /// Its value; none where it is made when the code runs.
    pub(super) value: Option<&'t str>,
    /// Whether a branch adds it.
    pub(super) conditional: bool,
}

impl<'t> Module<'t> {
    pub(super) fn new(tree: &'t Tree) -> Self {
        let mut module = Self {
            tree,
            names: FxHashMap::default(),
            items: FxHashMap::default(),
        };
        module.read(&tree.body);
        module
    }

    /// Takes in what statements bind, those of their branches as well.
    fn read(&mut self, block: &[StmtId]) {
        for id in block {
            let tree = self.tree;
            let kind = &tree.stmt(*id).kind;
            match kind {
                StmtKind::Assign { targets, value } => {
                    targets.iter().for_each(|one| self.bind(*one, *value));
                }
                StmtKind::AnnAssign {
                    target,
                    value: Some(value),
                    ..
                }
                | StmtKind::AugAssign { target, value, .. } => self.bind(*target, *value),
                StmtKind::Expr(expr) => self.add(*expr),
                StmtKind::If { .. } | StmtKind::Try { .. } | StmtKind::With { .. } => {
                    for inner in query::blocks(kind) {
                        self.read(inner);
                    }
                }
                _ => {}
            }
        }
    }

    fn bind(&mut self, target: ExprId, value: ExprId) {
        let tree = self.tree;
        match &tree.expr(target).kind {
            ExprKind::Name(name) => self.names.entry(name).or_default().push(value),
            ExprKind::Subscript { value: of, index } => {
                if let (ExprKind::Name(name), Some(key)) =
                    (&tree.expr(*of).kind, query::string(tree, *index))
                {
                    self.items.entry(name).or_default().push((key, value));
                }
            }
            _ => {}
        }
    }

    /// `requires.append("x")` and its like.
    fn add(&mut self, expr: ExprId) {
        let tree = self.tree;
        let ExprKind::Call {
            function,
            arguments,
            ..
        } = &tree.expr(expr).kind
        else {
            return;
        };
        let ExprKind::Attribute { value, attribute } = &tree.expr(*function).kind else {
            return;
        };
        let at = match &*attribute.text {
            "append" | "extend" | "update" | "add" => 0,
            "insert" => 1,
            _ => return,
        };
        if let ("update", ExprKind::Name(name)) = (&*attribute.text, &tree.expr(*value).kind) {
            for one in arguments {
                if let ArgumentKind::Keyword(key) = &one.kind {
                    self.items
                        .entry(name)
                        .or_default()
                        .push((&key.text, one.value));
                }
            }
        }
        let given = arguments
            .get(at)
            .filter(|one| one.kind == ArgumentKind::Positional);
        let Some(given) = given.map(|one| one.value) else {
            return;
        };
        match &tree.expr(*value).kind {
            ExprKind::Name(name) if self.names.contains_key(&**name) => {
                self.names.entry(name).or_default().push(given);
            }
            // A list among a dict's.
            ExprKind::Subscript { .. } => self.bind(*value, given),
            _ => {}
        }
    }

    /// Whether a statement of a branch holds an expression.
    fn is_in_a_branch(&self, id: ExprId) -> bool {
        let mut at = self.tree.stmt_of(id);
        while let Some(stmt) = at {
            at = match self.tree.stmt(stmt).parent {
                Parent::Stmt(up) => Some(up),
                _ => return false,
            };
            if at.is_some_and(|up| matches!(self.tree.stmt(up).kind, StmtKind::If { .. })) {
                return true;
            }
        }
        false
    }

    /// The calls of a function or method by its name, whatever it is read from.
    pub(super) fn calls(&self, wanted: &str) -> Vec<ExprId> {
        let calls = self
            .tree
            .expr_ids()
            .filter(|id| match &self.tree.expr(*id).kind {
                ExprKind::Call { function, .. } => match &self.tree.expr(*function).kind {
                    ExprKind::Name(name) => **name == *wanted,
                    ExprKind::Attribute { attribute, .. } => *attribute.text == *wanted,
                    _ => false,
                },
                _ => false,
            });
        calls.collect()
    }

    /// What a name stands for, or the expression itself.
    fn meant(&self, id: ExprId) -> Vec<ExprId> {
        match &self.tree.expr(id).kind {
            ExprKind::Name(name) => self.names.get(&**name).cloned().unwrap_or_else(|| vec![id]),
            _ => vec![id],
        }
    }

    /// The texts of a list; what is not seen is one without a value.
    pub(super) fn texts(&self, id: ExprId) -> Vec<Text<'t>> {
        let mut out = Vec::new();
        self.collect(id, 0, &mut out);
        out
    }

    fn collect(&self, id: ExprId, depth: usize, out: &mut Vec<Text<'t>>) {
        let expr = self.tree.expr(id);
        let conditional = self.is_in_a_branch(id);
        let unseen = Text {
            expr,
            value: None,
            conditional,
        };
        if depth > DEPTH {
            return out.push(unseen);
        }
        match &expr.kind {
            ExprKind::Str {
                value,
                bytes: false,
            } => out.push(Text {
                expr,
                value: Some(value),
                conditional,
            }),
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
                items
                    .iter()
                    .for_each(|item| self.collect(*item, depth + 1, out));
            }
            ExprKind::Starred(inner) => self.collect(*inner, depth + 1, out),
            ExprKind::Binary {
                left,
                operator,
                right,
            } if &**operator == "+" && !self.is_text(*left) && !self.is_text(*right) => {
                self.collect(*left, depth + 1, out);
                self.collect(*right, depth + 1, out);
            }
            ExprKind::Name(_) => {
                let meant = self.meant(id);
                if meant == [id] {
                    return out.push(unseen);
                }
                meant
                    .into_iter()
                    .for_each(|one| self.collect(one, depth + 1, out));
            }
            ExprKind::Call { .. } => match self.list_of(expr) {
                Some(inner) => self.collect(inner, depth + 1, out),
                None => out.push(unseen),
            },
            ExprKind::None => {}
            _ => out.push(unseen),
        }
    }

    /// Whether an expression is a text, or one that is put together: what is added to it is no list.
    fn is_text(&self, id: ExprId) -> bool {
        match &self.tree.expr(id).kind {
            ExprKind::Str { .. } | ExprKind::Interpolated(_) => true,
            ExprKind::Binary { left, right, .. } => self.is_text(*left) || self.is_text(*right),
            _ => false,
        }
    }

    /// The text that a name at the top of the module stands for, if that is one.
    pub(super) fn constant(&self, name: &str) -> Option<&'t str> {
        match &self.names.get(name)?[..] {
            [one] => query::string(self.tree, *one),
            _ => None,
        }
    }

    /// What `list(x)`, `tuple(x)` and `sorted(x)` hold.
    fn list_of(&self, expr: &Expr) -> Option<ExprId> {
        let ExprKind::Call { function, .. } = &expr.kind else {
            return None;
        };
        let is_copy = ["list", "tuple", "set", "sorted"]
            .iter()
            .any(|name| query::spells(self.tree, *function, name));
        match query::arguments(expr) {
            [one] if is_copy && one.kind == ArgumentKind::Positional => Some(one.value),
            _ => None,
        }
    }

    /// The entries of a dict with keys that are texts, and what of it is no literal.
    pub(super) fn entries(&self, id: ExprId) -> Entries<'t> {
        let mut out = Entries::default();
        for meant in self.meant(id) {
            self.collect_entries(meant, 0, &mut out);
        }
        if let ExprKind::Name(name) = &self.tree.expr(id).kind {
            out.seen
                .extend(self.items.get(&**name).into_iter().flatten());
        }
        out
    }

    fn collect_entries(&self, id: ExprId, depth: usize, out: &mut Entries<'t>) {
        let expr = self.tree.expr(id);
        match &expr.kind {
            ExprKind::Dict(items) => {
                for item in items {
                    let key = item.key.map(|key| &self.tree.expr(key).kind);
                    match key {
                        Some(ExprKind::Str { value, .. }) => out.seen.push((&**value, item.value)),
                        None if depth < DEPTH => {
                            let inner = self.entries(item.value);
                            out.seen.extend(inner.seen);
                            out.unseen.extend(inner.unseen);
                        }
                        _ => out.unseen.push(item.value),
                    }
                }
            }
            ExprKind::Call { function, .. } if query::spells(self.tree, *function, "dict") => {
                for argument in query::arguments(expr) {
                    match &argument.kind {
                        ArgumentKind::Keyword(name) => out.seen.push((&*name.text, argument.value)),
                        _ => out.unseen.push(argument.value),
                    }
                }
            }
            _ => out.unseen.push(id),
        }
    }
}

/// What is seen of a dict.
#[derive(Default)]
pub(super) struct Entries<'t> {
    /// Keys that are texts, with their values.
    pub(super) seen: Vec<(&'t str, ExprId)>,
    /// What is made when the code runs.
    pub(super) unseen: Vec<ExprId>,
}

/// Reads the texts of a list as requirements; those that are seen twice are read once.
pub(super) fn read_texts(
    builder: &mut Builder<'_>,
    module: &Module<'_>,
    texts: &[Text<'_>],
    belongs: &Belongs<'_>,
    (marker, values): Beside<'_>,
) {
    for text in texts {
        let place = text.expr.span.range();
        let made = match text.value {
            None => put_together(module, builder.source, text.expr, values),
            Some(_) => None,
        };
        if let Some(made) = made {
            read_made(builder, text, &made, (belongs, marker));
            continue;
        }
        let Some(value) = text.value else {
            let cause = match &text.expr.kind {
                ExprKind::Interpolated(_) if belongs.kind == Kind::Group => {
                    Cause::UnresolvedVariable(builder.source[place.clone()].to_owned())
                }
                _ => Cause::DynamicRequirements(format!(
                    "`{}` is made when the code runs, so what it asks for is not known here",
                    first_line(&builder.source[place.clone()])
                )),
            };
            // `f"name=={version}"` begins with what is known.
            let written = builder.source[place.clone()].trim_start_matches(['f', 'F', 'r', 'R']);
            let package = match text.expr.kind {
                ExprKind::Interpolated(_) => name_of(written.trim_start_matches(['"', '\''])),
                _ => None,
            };
            for (named, at) in files_in(module, &place) {
                builder.candidate(named, at, false);
            }
            builder.problem(place, package, cause);
            continue;
        };
        // Several requirements may stand in one text, a line each.
        for line in value.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let inner = inner_place(builder.source, place.clone(), line);
            if builder.has_read(&inner) {
                continue;
            }
            let before = builder.is_conditional();
            builder.conditional(before || text.conditional);
            match marker {
                Some(marker) if !line.contains(';') => {
                    builder.pep508(&format!("{line} ; {marker}"), inner, belongs);
                }
                _ => builder.pep508(line, inner, belongs),
            }
            builder.conditional(before);
        }
    }
}

/// Ends of the names of lists that code reads.
const LISTS: [&str; 2] = [".txt", ".in"];

/// The lists of requirements that code names within a stretch, with their places.
fn files_in<'t>(module: &Module<'t>, within: &Range<usize>) -> Vec<(&'t str, Range<usize>)> {
    let tree = module.tree;
    let texts = tree.expr_ids().filter_map(|id| {
        let place = tree.expr(id).span.range();
        let text = query::string(tree, id)?;
        let is_list = LISTS.iter().any(|end| text.ends_with(end));
        let is_inside = within.start <= place.start && place.end <= within.end;
        (is_list && is_inside).then_some((text, place))
    });
    texts.collect()
}

/// Reads the texts that one of a list was put together to.
fn read_made(
    builder: &mut Builder<'_>,
    text: &Text<'_>,
    made: &[String],
    (belongs, marker): (&Belongs<'_>, Option<&str>),
) {
    let before = builder.is_conditional();
    builder.conditional(before || text.conditional || made.len() > 1);
    for line in made {
        let marker = marker.filter(|_| !line.contains(';'));
        let marker = marker.map_or(String::new(), |marker| format!(" ; {marker}"));
        let place = text.expr.span.range();
        builder.pep508(&format!("{line}{marker}"), place, belongs);
    }
    builder.conditional(before);
}

/// Where a text stands between the quotes of a literal; the literal where it is written otherwise.
pub(super) fn inner_place(
    source: &str,
    literal: std::ops::Range<usize>,
    text: &str,
) -> std::ops::Range<usize> {
    match source[literal.clone()].find(text) {
        Some(at) => literal.start + at..literal.start + at + text.len(),
        None => literal,
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// Whether a text is the project itself.
pub(super) fn is_folder(text: &str) -> bool {
    text.starts_with('.') || name_of(text).is_none()
}
