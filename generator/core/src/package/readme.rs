//! `README.md`, which is also the documentation of the crate root: its Rust code is compiled as documentation tests.

use armsmith_templates::{README, README_GROUPS};
use quote::quote;

use super::Settings;
use super::program::{self, ExampleProgram, indented};
use super::template::fill;
use crate::emit::{Context, paths::Krate};
use crate::markdown::{self, Line};
use crate::model::{Model, OperationGroup};

/// Creates the README of the crate.
pub(super) fn readme(context: &Context<'_>, settings: &Settings, shown: Option<&ExampleProgram<'_>>) -> String {
    let client = &context.model.client;
    let header: Vec<String> =
        context.settings.header().iter().map(|line| line.replace("--", "- -").replace('>', "&gt;")).collect();
    let title = client.title.clone().without_full_stop().to_string();
    let service = if client.namespace.is_empty() { title.clone() } else { markdown::code(&client.namespace) };
    let example = match shown {
        Some(it) => format!(
            "`examples/{name}.rs` contains this example as a program. Run it with\n`cargo run --example {name}`.\n\n```rust,no_run\n{}```\n",
            main(context, Some(it)),
            name = it.name
        ),
        None => String::new(),
    };
    let headers = context.model.headers.first().map(|first| {
        format!(
            "- `headers` has a constant for each documented response header. With `runtime::ResponseHeaders` in scope,\n  \
             `response.header(headers::{})?` returns the value of one.\n",
            first.constant
        )
    });
    fill(
        README,
        &[
            ("header", &header.join("\n")),
            ("title", if title.is_empty() { &settings.name } else { &title }),
            ("service", &service),
            ("getting_started", &main(context, None)),
            ("client", client.name.as_str()),
            ("groups", &context.model.groups.iter().map(row).collect::<String>()),
            ("choosing_groups", &choosing_groups(context.model, settings, shown).unwrap_or_default()),
            ("headers", headers.as_deref().unwrap_or_default()),
            ("example", &example),
        ],
    )
}

/// Creates a `main` that authenticates, creates the client, and calls the operation of the example.
fn main(context: &Context<'_>, shown: Option<&ExampleProgram<'_>>) -> String {
    let code = program::code(context, shown, (None, quote!("00000000-0000-0000-0000-000000000000")));
    format!(
        "{}\n#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {{\n{}    Ok(())\n}}\n",
        code.imports,
        indented(&code.statements)
    )
}

/// Creates a row of the table of groups.
fn row(group: &OperationGroup) -> String {
    format!(
        "| {} | `{}` | `{}()` | {} | {} |\n",
        cell(&group.name),
        group.module,
        group.accessor(),
        group.operations.len(),
        if group.api_version.is_empty() { String::new() } else { cell(&group.api_version) }
    )
}

/// Creates the section about the features of groups.
fn choosing_groups(model: &Model, settings: &Settings, shown: Option<&ExampleProgram<'_>>) -> Option<String> {
    let first = model.groups.first()?;
    let feature = &shown.map_or(first, |it| it.group).module;
    let core = Krate::AzureCore.dependency()?;
    Some(fill(
        README_GROUPS,
        &[
            ("name", &settings.name),
            ("version", &settings.version),
            ("feature", feature.as_str()),
            ("transport", core.package),
            ("requirement", core.requirement),
        ],
    ))
}

/// Formats code for a table cell.
fn cell(text: &str) -> String {
    Line::default().code(text).to_cell()
}
