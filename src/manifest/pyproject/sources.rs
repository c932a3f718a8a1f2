//! Where uv takes packages from: `[tool.uv.sources]`, of a project or of a script.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::poetry_tables::requirement;
use super::table;
use crate::manifest::builder::Builder;
use crate::manifest::named::parse_named;
use crate::manifest::{Direct, Kind, Requirement};

/// Keys that say for which extra, or for which group, a source counts.
const ONLY_FOR: [&str; 2] = ["extra", "group"];

/// Makes those requirements direct ones that uv takes from an address, a folder or a member of the workspace: it asks
/// no index for them, and passes over the versions beside their names. One that it takes so in some environments alone is
/// left as it is.
pub(in crate::manifest) fn read(builder: &mut Builder<'_>, document: &DeTable<'_>) {
    let uv = table(document, "tool").and_then(|tool| table(tool, "uv"));
    let sources = uv.and_then(|uv| table(uv, "sources"));
    for (name, source) in sources.into_iter().flatten() {
        let Ok(package) = parse_named(name.get_ref()) else {
            continue;
        };
        for one in each(source) {
            let Some(direct) = address(name.get_ref(), one) else {
                continue;
            };
            let text = |key: &str| one.get(key).and_then(|value| value.get_ref().as_str());
            if text("marker").is_some() {
                continue;
            }
            let only = ONLY_FOR.into_iter().find_map(text);
            builder.redirect(&direct, |asked: &Requirement| {
                asked.package == package.package
                    && (only.is_none() || asked.group.as_deref() == only)
            });
        }
    }
}

/// A source, or those of a list.
fn each<'t, 's>(source: &'t Spanned<DeValue<'s>>) -> Vec<&'t DeValue<'s>> {
    match source.get_ref().as_array() {
        Some(list) => list.iter().map(Spanned::get_ref).collect(),
        None => vec![source.get_ref()],
    }
}

/// Where a source leads to; none for an index.
fn address(name: &str, source: &DeValue<'_>) -> Option<Direct> {
    let is_member = source.is_table() && source.get("workspace").is_some();
    if is_member {
        return Some(Direct {
            target: "workspace".to_owned(),
            version: None,
        });
    }
    match requirement(name, source).ok()?.kind {
        Kind::Direct(direct) => Some(direct),
        _ => None,
    }
}
