//! The text of a function that takes out of a call's arguments what belongs to its client.

use super::clients::Clients;
use crate::rules::schema::{Action, Change};
use crate::transforms::arguments::{Gathered, drops_nothing, run_time_action};

/// What the function is made of.
pub(super) struct Text<'t> {
    pub(super) clients: Clients<'t>,
    pub(super) row: &'t Change,
    pub(super) gathered: &'t Gathered,
}

impl Text<'_> {
    /// The source of the function of that name.
    pub(super) fn function(&self, name: &str) -> Option<String> {
        let mut lines = vec![
            format!("def {name}(**arguments):"),
            "    \"\"\"Splits the arguments of a call: the client that its settings ask for, and the rest.\"\"\""
                .to_owned(),
        ];
        lines.extend(self.clients.import());
        self.rest(&mut lines)?;
        self.clients.one(&mut lines)?;
        lines.push("    return client, arguments".to_owned());
        Some(lines.join("\n"))
    }

    /// The source of one that only renames.
    pub(super) fn renaming(&self, name: &str) -> Option<String> {
        let mut lines = vec![
            format!("def {name}(**arguments):"),
            "    \"\"\"Gives the arguments of a call the names that they have now.\"\"\""
                .to_owned(),
        ];
        self.rest(&mut lines)?;
        lines.push("    return arguments".to_owned());
        Some(lines.join("\n"))
    }

    /// The arguments that have another name or place, those that were named first in the row last: they
    /// win over the others.
    fn rest(&self, lines: &mut Vec<String>) -> Option<()> {
        let tables = self.row.arguments.iter().rev();
        let mut renamed = Vec::new();
        let mut placed = Vec::new();
        for table in tables.filter(|table| self.gathered.keys.contains(&table.name)) {
            let name = &table.name;
            match run_time_action(table, self.clients.settings.provider)? {
                Action::Drop => lines.push(format!("    arguments.pop(\"{name}\", None)")),
                Action::Rename(new) => renamed.push((name, new)),
                Action::Into { argument, key } => placed.push((name, argument, key)),
                Action::Keep => lines.extend([
                    format!("    if arguments.get(\"{name}\") is None:"),
                    format!("        arguments.pop(\"{name}\", None)"),
                ]),
                _ => {}
            }
            if !drops_nothing(table) && self.clients.settings.provider.setting(name).is_none() {
                return None;
            }
        }
        rename(&renamed, lines);
        for (old, argument, key) in placed {
            lines.extend([
                format!("    {old} = arguments.pop(\"{old}\", None)"),
                format!("    if {old}:"),
                format!("        {argument} = arguments.get(\"{argument}\") or {{}}"),
                format!("        arguments[\"{argument}\"] = {{**{argument}, \"{key}\": {old}}}"),
            ]);
        }
        self.unknown(lines)
    }

    /// The arguments that the new methods do not know.
    fn unknown(&self, lines: &mut Vec<String>) -> Option<()> {
        let unknown = &self.gathered.unknown;
        if unknown.is_empty() {
            return Some(());
        }
        let rest = self.row.rest.as_ref()?;
        lines.push("    unknown = [".to_owned());
        lines.extend(unknown.iter().map(|key| format!("        \"{key}\",")));
        lines.extend([
            "    ]".to_owned(),
            "    body = {key: arguments.pop(key) for key in unknown if key in arguments}"
                .to_owned(),
            "    if body:".to_owned(),
            format!("        arguments[\"{rest}\"] = body"),
        ]);
        Some(())
    }
}

/// The arguments that have another name.
fn rename(renamed: &[(&String, &String)], lines: &mut Vec<String>) {
    match renamed {
        [] => {}
        [(old, new)] => lines.extend([
            format!("    {new} = arguments.pop(\"{old}\", None)"),
            format!("    if {new}:"),
            format!("        arguments[\"{new}\"] = {new}"),
        ]),
        several => {
            lines.push("    for old, new in (".to_owned());
            let pairs = several.iter();
            lines.extend(pairs.map(|(old, new)| format!("        (\"{old}\", \"{new}\"),")));
            lines.extend([
                "    ):".to_owned(),
                "        value = arguments.pop(old, None)".to_owned(),
                "        if value:".to_owned(),
                "            arguments[new] = value".to_owned(),
            ]);
        }
    }
}
