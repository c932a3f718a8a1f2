//! A dict argument of whose items some are arguments of their own, or entries of a list, in the new call.

use std::collections::BTreeMap;

use super::Plan;
use crate::rules::schema::{Case, ItemCase, Reason};
use crate::syntax::ast::{DictItem, ExprId, ExprKind};
use crate::syntax::query::string;

impl Plan<'_, '_> {
    /// Writes the dict anew behind the other arguments, without what is said elsewhere; what cannot be told apart is left.
    pub(super) fn take_apart(&mut self, index: usize, value: ExprId, name: &str, case: &Case) {
        let tree = &self.analysis.file(self.call.file).tree;
        let taken = match &tree.expr(value).kind {
            ExprKind::Dict(items) => self.items_apart(&items.clone(), case),
            _ => None,
        };
        let Some((stays, mut behind)) = taken else {
            let note = case.note.clone().unwrap_or_else(|| format!("`{name}`"));
            self.draft.manual(Reason::MeaningChanged.word(), note);
            return;
        };
        if !stays.is_empty() {
            behind.insert(0, format!("{name}={{{}}}", stays.join(", ")));
        }
        self.behind.extend(behind);
        self.moves.insert(index);
        self.remove.insert(index);
    }

    /// The items that stay in the dict and the arguments that others become, as they are written.
    fn items_apart(
        &mut self,
        items: &[DictItem],
        case: &Case,
    ) -> Option<(Vec<String>, Vec<String>)> {
        let tree = &self.analysis.file(self.call.file).tree;
        let key = |item: &DictItem| string(tree, item.key?).map(str::to_owned);
        let keys: Vec<String> = items.iter().map(key).collect::<Option<_>>()?;
        let (mut stays, mut behind) = (Vec::new(), Vec::new());
        let mut lists: BTreeMap<&String, Vec<String>> = BTreeMap::new();
        for (item, key) in items.iter().zip(&keys) {
            match case.items.get(key) {
                None => stays.push(format!("\"{key}\": {}", self.written(item.value, None))),
                Some(ItemCase::Argument { argument }) => {
                    behind.push(format!("{argument}={}", self.written(item.value, None)));
                }
                Some(ItemCase::Listed {
                    list,
                    entry,
                    beside,
                }) => match &tree.expr(item.value).kind {
                    _ if beside.as_ref().is_some_and(|one| keys.contains(one)) => return None,
                    ExprKind::Bool(true) => {
                        lists.entry(list).or_default().push(format!("\"{entry}\""))
                    }
                    ExprKind::Bool(false) => {}
                    _ => return None,
                },
            }
        }
        let lists = lists.into_iter();
        stays.extend(lists.map(|(list, of)| format!("\"{list}\": [{}]", of.join(", "))));
        Some((stays, behind))
    }
}
