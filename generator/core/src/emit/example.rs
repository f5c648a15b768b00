//! The documented example of an operation as code that calls it.
//!
//! In: the values of the example, by wire name. Out: the statements that make the call, for the documentation of the
//! client method, for the README and for the example program. `None` if a required value is missing or does not fit its
//! type.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use super::scope::{ModuleRole, Scope, ident, rust_ident};
use super::{Context, paths, signature, type_refs, values};
use crate::layout;
use crate::markdown::Line;
use crate::model::{Body, BodyContent, Example, Flow, LongRunning, Operation, OperationGroup, Output, TypeRef};
use crate::naming;

/// The use of the result in an example.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ResultUse {
    /// The example ends with the result.
    Keep,
    /// The example prints the result.
    Print,
}

/// The example of a client method.
pub(crate) struct MethodExample {
    /// The title of the documented example.
    pub(crate) title: Line,
    text: String,
}

impl MethodExample {
    /// The lines of code; rustdoc hides those that start with `# `.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.lines()
    }
}

/// Creates the example of a client method, with the hidden lines that it needs to compile.
pub(crate) fn of_method(context: &Context<'_>, group: &OperationGroup, operation: &Operation) -> Option<MethodExample> {
    let example = operation.example.as_ref()?;
    let mut scope = Scope::new(context, ModuleRole::Outside);
    let statements = call(&mut scope, group, operation, example, ResultUse::Keep)?;
    let service = service_variable(context);
    let imports = layout::statements(&scope.imports());
    let statements = layout::statements(&statements);
    let gap = if imports.is_empty() { "" } else { "\n" };
    let (library, client) = (&context.settings.library, &context.model.client.name);
    let text = format!(
        "{imports}{gap}\
         # async fn example({service}: &{library}::{client}) -> azure_core::Result<()> {{\n\
         {statements}\
         # Ok(())\n\
         # }}\n"
    );
    Some(MethodExample { title: example.title.clone(), text })
}

/// Returns the name of the variable for the service client: `compute` for `ComputeClient`.
pub(crate) fn service_variable(context: &Context<'_>) -> Ident {
    let name = context.model.client.name.as_str();
    let name = naming::field(name.strip_suffix("Client").unwrap_or(name));
    if matches!(name.as_str(), "client" | "options" | "result" | "items") {
        ident("service")
    } else {
        rust_ident(&name)
    }
}

/// Returns the statements, from the service client's variable to the result.
pub(crate) fn call(
    scope: &mut Scope<'_, '_>,
    group: &OperationGroup,
    operation: &Operation,
    example: &Example,
    result_use: ResultUse,
) -> Option<Vec<TokenStream>> {
    let service = service_variable(scope.context);
    let accessor = ident(&group.accessor());
    let mut statements = vec![quote!(let client = #service.#accessor();)];
    let mut arguments = Vec::new();
    for parameter in signature::required_parameters(operation) {
        let value = example.values.get(parameter.wire.as_str())?;
        arguments.push(values::argument(scope, &parameter.ty, parameter.codec, value)?);
    }
    if let Some(body) = signature::required_body(operation) {
        let (statement, content) = content(scope, body, &service, example.values.get(body.wire.as_str())?)?;
        statements.push(statement);
        arguments.push(content);
    }
    match options(scope, operation, example, &service, &mut statements) {
        Some(options) => {
            statements.push(quote!(let options = #options;));
            arguments.push(quote!(Some(options)));
        }
        None => arguments.push(quote!(None)),
    }
    let method = signature::method_name(operation);
    statements.extend(outcome(scope, operation, quote!(client.#method(#(#arguments),*)), result_use));
    Some(statements)
}

/// Returns the statement that creates the request body, and the argument.
fn content(
    scope: &mut Scope<'_, '_>,
    body: &Body,
    service: &Ident,
    value: &Value,
) -> Option<(TokenStream, TokenStream)> {
    let name = rust_ident(&body.name);
    let is_taken = name == *service || ["client", "options", "result", "items"].iter().any(|taken| name == taken);
    let name = if is_taken { ident("body") } else { name };
    let (made, content) = match &body.content {
        BodyContent::Json(ty) => {
            let ty = type_refs::plain(ty);
            let made = values::owned(scope, ty, None, value)?;
            let content = if matches!(ty, TypeRef::Named(_)) {
                quote!(#name.try_into()?)
            } else {
                // The orphan rule forbids a `TryFrom` for types of other crates.
                let request_content = scope.external(paths::TO_REQUEST_CONTENT);
                quote!(#request_content(&#name)?)
            };
            (made, content)
        }
        BodyContent::Bytes => {
            let bytes = scope.external(paths::BYTES);
            let made = match value.as_str() {
                Some(text) => {
                    let text = proc_macro2::Literal::byte_string(text.as_bytes());
                    quote!(#bytes::from_static(#text))
                }
                None => quote!(#bytes::new()),
            };
            (made, quote!(#name.into()))
        }
        BodyContent::Text => {
            let bytes = scope.external(paths::BYTES);
            let text = proc_macro2::Literal::string(value.as_str()?);
            (quote!(#text), quote!(#bytes::from(#name).into()))
        }
    };
    Some((quote!(let #name = #made;), content))
}

/// Returns the options, if the example has a value for one of them.
fn options(
    scope: &mut Scope<'_, '_>,
    operation: &Operation,
    example: &Example,
    service: &Ident,
    statements: &mut Vec<TokenStream>,
) -> Option<TokenStream> {
    let mut fields = Vec::new();
    for parameter in signature::optional_parameters(operation) {
        let Some(value) = example.values.get(parameter.wire.as_str()) else { continue };
        let ty = type_refs::plain(&parameter.ty);
        let Some(value) = scope.attempt(|scope| values::owned(scope, ty, parameter.codec, value)) else { continue };
        let name = rust_ident(&parameter.name);
        fields.push(quote!(#name: Some(#value)));
    }
    if let Some(body) = signature::optional_body(operation)
        && let Some(value) = example.values.get(body.wire.as_str())
        && let Some((statement, content)) = scope.attempt(|scope| content(scope, body, service, value))
    {
        statements.push(statement);
        let name = rust_ident(&body.name);
        fields.push(quote!(#name: Some(#content)));
    }
    if fields.is_empty() {
        return None;
    }
    let library = scope.context.settings.library.clone();
    let ty = scope.local(&format!("{library}::models"), operation.options.as_str());
    let default = scope.external(paths::DEFAULT);
    Some(quote!(#ty { #(#fields,)* ..#default::default() }))
}

/// Returns the call and the use of its result.
fn outcome(
    scope: &mut Scope<'_, '_>,
    operation: &Operation,
    call: TokenStream,
    result_use: ResultUse,
) -> Vec<TokenStream> {
    let items = match &operation.flow {
        Flow::Pager(_) => Some(quote!(#call?)),
        Flow::LongRunning(LongRunning { paging: Some(_), .. }) => Some(quote!(#call?.await?)),
        Flow::LongRunning(_) | Flow::Plain => None,
    };
    if let Some(items) = items {
        scope.external(paths::TRY_STREAM_EXT);
        return vec![
            quote!(let mut items = #items;),
            quote!(while let Some(item) = items.try_next().await? {
                println!("{item:?}");
            }),
        ];
    }
    let done = match operation.flow {
        Flow::LongRunning(_) => quote!(#call?.await?),
        Flow::Plain | Flow::Pager(_) => quote!(#call.await?),
    };
    if operation.output == Output::None {
        return vec![quote!(#done;)];
    }
    let mut statements = vec![quote!(let result = #done.into_model()?;)];
    if result_use == ResultUse::Print {
        statements.push(quote!(println!("{result:#?}");));
    }
    statements
}
