//! The example program: the documented example of one operation, ready to run.

use armsmith_templates::EXAMPLE;
use proc_macro2::TokenStream;
use quote::quote;

use super::Settings;
use super::template::fill;
use crate::emit::Context;
use crate::emit::example::{self, ResultUse};
use crate::emit::paths;
use crate::emit::scope::{ModuleRole, Scope};
use crate::layout;
use crate::markdown::Line;
use crate::model::{Flow, Method, Model, Operation, OperationGroup};

/// The operation in the example program.
pub(super) struct ExampleProgram<'m> {
    /// The program's name: the group's and the operation's.
    pub(super) name: String,
    /// Its group.
    pub(super) group: &'m OperationGroup,
    operation: &'m Operation,
}

/// Returns all operations with their groups.
pub(super) fn operations(model: &Model) -> impl Iterator<Item = (&OperationGroup, &Operation)> {
    model.groups.iter().flat_map(|group| group.operations.iter().map(move |operation| (group, operation)))
}

/// Chooses the operation that the job names, else the first long-running update, any update, or any operation.
pub(super) fn choose<'m>(context: &Context<'m>, settings: &Settings) -> Option<ExampleProgram<'m>> {
    let changes = |operation: &Operation| matches!(operation.method, Method::Put | Method::Patch);
    let is_long = |operation: &Operation| matches!(operation.flow, Flow::LongRunning(_));
    let rank = |operation: &Operation| match &settings.example {
        Some(id) if *id == operation.id => 0,
        _ if operation.deprecated => 4,
        _ if changes(operation) && is_long(operation) => 1,
        _ if changes(operation) => 2,
        _ => 3,
    };
    let mut candidates: Vec<_> =
        operations(context.model).filter(|(_, operation)| operation.example.is_some()).collect();
    candidates.sort_by_key(|(_, operation)| rank(operation));
    let complete = |it: &(&OperationGroup, &Operation)| example::of_method(context, it.0, it.1).is_some();
    candidates.into_iter().find(complete).map(|(group, operation)| ExampleProgram {
        name: format!("{}_{}", group.module, operation.name.plain()),
        group,
        operation,
    })
}

/// The code of a program in two parts.
pub(super) struct Code {
    /// The `use` declarations.
    pub(super) imports: String,
    /// The statements, from authentication to the result.
    pub(super) statements: String,
}

/// Creates the statements that authenticate and create the client, and those of the example if there is one. The last
/// argument is an optional statement that reads the subscription ID, and the argument for it.
pub(super) fn code(
    context: &Context<'_>,
    shown: Option<&ExampleProgram<'_>>,
    (before, subscription): (Option<TokenStream>, TokenStream),
) -> Code {
    let mut scope = Scope::new(context, ModuleRole::Outside);
    let client = scope.local(&context.settings.library, context.model.client.name.as_str());
    let credential = scope.external(paths::DEVELOPER_TOOLS_CREDENTIAL);
    let service = example::service_variable(context);
    let mut setup = vec![quote!(let credential = #credential::new(None)?;)];
    if context.model.client.has_subscription {
        setup.extend(before);
        setup.push(quote!(let #service = #client::new(#subscription, credential, None)?;));
    } else {
        setup.push(quote!(let #service = #client::new(credential, None)?;));
    }
    let mut statements = layout::statements(&setup);
    let call = shown.and_then(|it| {
        let example = it.operation.example.as_ref()?;
        example::call(&mut scope, it.group, it.operation, example, ResultUse::Print)
    });
    if let Some(call) = call {
        statements.push('\n');
        statements.push_str(&layout::statements(&call));
    }
    Code { imports: layout::statements(&scope.imports()), statements }
}

/// Creates the whole program.
pub(super) fn program(context: &Context<'_>, shown: &ExampleProgram<'_>) -> String {
    let variable = quote!(let subscription_id = std::env::var("AZURE_SUBSCRIPTION_ID")?;);
    let code = code(context, Some(shown), (Some(variable), quote!(&subscription_id)));
    let header: Vec<String> = context.settings.header().iter().map(|line| format!("// {line}")).collect();
    let has_subscription = context.model.client.has_subscription;
    fill(
        EXAMPLE,
        &[
            ("header", &header.join("\n")),
            ("title", &title(shown)),
            ("environment", if has_subscription { "AZURE_SUBSCRIPTION_ID=… " } else { "" }),
            ("name", &shown.name),
            ("imports", &code.imports),
            ("statements", &indented(&code.statements)),
        ],
    )
}

/// Returns the title of the program: that of the example, or the operation.
fn title(shown: &ExampleProgram<'_>) -> String {
    let title = shown.operation.example.as_ref().map(|it| it.title.clone().without_full_stop()).unwrap_or_default();
    let title = if title.is_empty() { Line::from("Calls ").code(&shown.operation.id) } else { title };
    title.text(".").to_string()
}

/// Indents text by one level; empty lines stay empty.
pub(super) fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }).collect()
}
