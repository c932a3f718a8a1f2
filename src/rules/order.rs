//! The order in which Python looks up the members of a class and its bases (the C3 order).

use super::model::{ClassId, Model};

/// Fills in the order of every class, and the outside bases that it inherits.
///
/// # Errors
/// The first class whose bases contradict each other or go in a circle.
pub(super) fn resolve(model: &mut Model) -> Result<(), ClassId> {
    let ids: Vec<ClassId> = model.classes().map(|(id, _)| id).collect();
    for id in ids {
        let order = order_of(model, id, model.classes.len())?;
        let class = id.0 as usize;
        let outside = order
            .iter()
            .skip(1)
            .flat_map(|base| own_outside(model, *base));
        let mut outside: Vec<_> = own_outside(model, id).into_iter().chain(outside).collect();
        outside.sort_unstable();
        outside.dedup();
        model.classes[class].order = order;
        model.classes[class].outside = outside;
    }
    Ok(())
}

fn own_outside(model: &Model, class: ClassId) -> Vec<Box<str>> {
    model.class(class).outside.clone()
}

/// The order of a class; a chain of more bases than there are classes (`left`) goes in a circle.
fn order_of(model: &Model, class: ClassId, left: usize) -> Result<Vec<ClassId>, ClassId> {
    let known = &model.class(class).order;
    if !known.is_empty() {
        return Ok(known.clone());
    }
    let left = left.checked_sub(1).ok_or(class)?;
    let bases = &model.class(class).bases;
    let mut lists = Vec::with_capacity(bases.len() + 1);
    for base in bases {
        lists.push(order_of(model, *base, left)?);
    }
    lists.push(bases.clone());
    let mut order = vec![class];
    loop {
        lists.retain(|list| !list.is_empty());
        let Some(_) = lists.first() else {
            return Ok(order);
        };
        let next = lists
            .iter()
            .map(|list| list[0])
            .find(|head| lists.iter().all(|list| !list[1..].contains(head)))
            .ok_or(class)?;
        order.push(next);
        for list in &mut lists {
            if list[0] == next {
                list.remove(0);
            }
        }
    }
}
