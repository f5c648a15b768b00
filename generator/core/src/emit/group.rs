//! The files of an operation group, and the distribution of its operations over them.
//!
//! A group has modules for its client, options and requests. In a group with hundreds of operations each of them is
//! split into parts. The first part of the options and of the requests re-exports the others, and the client's methods
//! are in several `impl`s, so that other modules do not depend on the split.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{Doc, named};
use super::facades::re_export;
use super::scope::ident;
use super::signature;
use super::split::{doc_lines, part_name, split, value_lines};
use crate::code::Contents;
use crate::model::{Operation, OperationGroup};

/// The operations of each file.
pub(crate) struct Files<'m> {
    /// The group.
    pub(crate) group: &'m OperationGroup,
    /// `client.rs`, `client_2.rs` and so on.
    pub(crate) client: Vec<Vec<&'m Operation>>,
    /// `options.rs` and so on.
    pub(crate) options: Vec<Vec<&'m Operation>>,
    /// `requests.rs` and so on.
    pub(crate) requests: Vec<Vec<&'m Operation>>,
}

impl<'m> Files<'m> {
    /// Distributes the operations over files.
    pub(crate) fn new(group: &'m OperationGroup) -> Self {
        let operations = || group.operations.iter();
        Self {
            group,
            client: split(operations(), |operation| method_lines(operation)),
            options: split(operations(), |operation| options_lines(operation)),
            requests: split(operations(), |operation| 25 + 2 * operation.parameters.len()),
        }
    }
}

/// Estimates the lines of a client method.
fn method_lines(operation: &Operation) -> usize {
    let parameters: usize = operation.parameters.iter().map(|parameter| 2 + doc_lines(&parameter.docs)).sum();
    let example = operation.example.iter().flat_map(|example| example.values.values()).map(value_lines).sum::<usize>();
    45 + doc_lines(&operation.docs) + parameters + operation.responses.len() + example
}

/// Estimates the lines of an options struct.
fn options_lines(operation: &Operation) -> usize {
    let fields: usize = signature::optional_parameters(operation).map(|parameter| 1 + doc_lines(&parameter.docs)).sum();
    10 + fields
}

/// Emits `mod.rs` of a group.
pub(crate) fn emit(files: &Files<'_>) -> Contents {
    let docs = Doc::sentence(named("The ", &files.group.name, " operations."));
    let parts = [
        (quote!(pub(crate)), "client", files.client.len()),
        (quote!(pub(crate)), "options", files.options.len()),
        (quote!(pub), "requests", files.requests.len()),
    ];
    let mut items = Vec::new();
    for (visibility, module, count) in parts {
        for index in 0..count {
            let visibility = (index == 0).then_some(&visibility);
            let module = ident(&part_name(module, index));
            items.push(quote!(#visibility mod #module;));
        }
    }
    Contents { attributes: docs.inner(), items }
}

/// The re-exports in the first part of a module.
pub(crate) fn re_exports(
    module: &str,
    parts: &[Vec<&Operation>],
    index: usize,
    name: impl Fn(&Operation) -> Ident,
) -> Vec<TokenStream> {
    let others = parts.iter().enumerate().skip(1).filter(|_| index == 0);
    others
        .map(|(other, operations)| {
            let module = ident(&part_name(module, other));
            let mut names: Vec<Ident> = operations.iter().map(|operation| name(operation)).collect();
            names.sort();
            re_export(&quote!(super::#module), &names)
        })
        .collect()
}
