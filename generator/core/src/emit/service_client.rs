//! The service client, which users create, and which creates the clients of the operation groups.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{Doc, named};
use super::scope::{ModuleRole, Scope, ident, type_ident};
use super::{Context, features, paths};
use crate::code::Contents;
use crate::markdown::Line;
use crate::model::{OperationGroup, ServiceClient};
use crate::naming;

/// Returns the module of the service client: `compute_client`.
pub(crate) fn module(client: &ServiceClient) -> String {
    naming::module(client.name.as_str()).as_str().to_owned()
}

/// Returns the name of its options: `ComputeClientOptions`.
pub(crate) fn options_name(client: &ServiceClient) -> String {
    format!("{}Options", client.name)
}

/// Emits the file of the service client.
pub(crate) fn emit(context: &Context<'_>) -> Contents {
    let client = &context.model.client;
    let mut scope = Scope::new(context, ModuleRole::Crate);
    let items = vec![
        struct_(&mut scope, client),
        implementation(&mut scope),
        options(&mut scope, client),
        service(&mut scope, client),
    ];
    let docs = Doc::sentence("The service client and its options.");
    scope.file(docs.inner(), items)
}

fn struct_(scope: &mut Scope<'_, '_>, client: &ServiceClient) -> TokenStream {
    let name = type_ident(&client.name);
    let docs = docs(client);
    let client_ty = scope.external(paths::CLIENT);
    let scope_ty = scope.external(paths::SCOPE);
    let option = scope.external(paths::OPTION);
    let string = scope.external(paths::STRING);
    let model = scope.context.model;
    let idle = if model.groups.is_empty() {
        quote!(#[expect(dead_code, reason = "the specification has no operations, so no other client needs it")])
    } else {
        let all = features::ALL;
        quote!(#[cfg_attr(not(feature = #all), allow(dead_code, reason = "groups' clients use it"))])
    };
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #idle
        pub struct #name {
            client: #client_ty,
            scope: #scope_ty,
            api_version: #option<#string>,
        }
    }
}

fn docs(client: &ServiceClient) -> Doc {
    let title = client.title.clone().without_full_stop();
    let provider = || named("The client for the ", &client.namespace, " resource provider");
    let line = match (client.namespace.is_empty(), title.is_empty()) {
        (true, _) => Line::from("The client for ").line(&title),
        (false, true) => provider(),
        (false, false) => provider().text(": ").line(&title),
    };
    let mut doc = Doc::sentence(line.text("."));
    if !client.api_versions.is_empty() {
        let versions = client.api_versions.iter().map(|version| Line::default().code(version));
        let label = if versions.len() == 1 { "Documented api-version: " } else { "Documented api-versions: " };
        doc.paragraph(Line::from(label).joined(versions, ", ").text("."));
    }
    if !client.security.is_empty() {
        doc.heading("Security");
        for scheme in &client.security {
            doc.item(scheme.clone().finished());
        }
    }
    doc
}

fn implementation(scope: &mut Scope<'_, '_>) -> TokenStream {
    let model = scope.context.model;
    let name = type_ident(&model.client.name);
    let options = ident(&options_name(&model.client));
    let option = scope.external(paths::OPTION);
    let result = scope.external(paths::RESULT);
    let arc = scope.external(paths::ARC);
    let token_credential = scope.external(paths::TOKEN_CREDENTIAL);
    let client_ty = scope.external(paths::CLIENT);
    let scope_ty = scope.external(paths::SCOPE);
    let url = scope.external(paths::URL);
    let (argument, pass, value) = if model.client.has_subscription {
        (quote!(subscription_id: &str,), quote!(subscription_id,), quote!(subscription_id))
    } else {
        (quote!(), quote!(), quote!(""))
    };
    let subscription_docs = model
        .client
        .has_subscription
        .then(|| quote!(#[doc = " * `subscription_id` - The ID of the subscription that requests address."]));
    let accessors: Vec<TokenStream> = model.groups.iter().map(accessor).collect();
    quote! {
        impl #name {
            /// Creates a client that authenticates its requests with `credential`.
            ///
            /// # Arguments
            ///
            #subscription_docs
            /// * `credential` - The source of access tokens, for example `azure_identity::DeveloperToolsCredential`.
            #[doc = " * `options` - Cloud, transport, retries and others; `None` selects the public cloud and the defaults of azure_core."]
            #[inline]
            pub fn new(
                #argument
                credential: #arc<dyn #token_credential>,
                options: #option<#options>,
            ) -> #result<Self> {
                Self::create(#pass Some(credential), options)
            }

            #[doc = " Creates a client that sends its requests without an access token, for tests and for transports that add one."]
            #[inline]
            pub fn without_credential(#argument options: #option<#options>) -> #result<Self> {
                Self::create(#pass None, options)
            }

            #[inline]
            fn create(
                #argument
                credential: #option<#arc<dyn #token_credential>>,
                options: #option<#options>,
            ) -> #result<Self> {
                let options = options.unwrap_or_default();
                let client = #client_ty::new(SERVICE, credential, options.client_options)?;
                let scope = #scope_ty::new(client.endpoint().clone(), #value);
                Ok(Self { client, scope, api_version: options.api_version })
            }

            /// Returns the endpoint to which requests are sent.
            #[inline]
            pub fn endpoint(&self) -> &#url {
                self.scope.endpoint()
            }

            #(#accessors)*
        }
    }
}

/// `pub fn disks_client(&self) -> DisksClient`
fn accessor(group: &OperationGroup) -> TokenStream {
    let docs = Doc::sentence(named("Returns the client for the ", &group.name, " operations."));
    let method = ident(&group.accessor());
    let feature = features::group(&group.module);
    // An import would need the `cfg` attribute too.
    let client = type_ident(&group.client);
    let client = quote!(crate::clients::#client);
    let api_version = Literal::string(&group.api_version);
    quote! {
        #docs
        #feature
        #[inline]
        pub fn #method(&self) -> #client {
            #client {
                client: self.client.clone(),
                scope: self.scope.with_api_version(self.api_version.as_deref().unwrap_or(#api_version)),
            }
        }
    }
}

fn options(scope: &mut Scope<'_, '_>, client: &ServiceClient) -> TokenStream {
    let name = ident(&options_name(client));
    let docs = Doc::sentence(
        Line::from("Options for ")
            .link(&format!("{}::new", client.name), &format!("crate::{}::new", client.name))
            .text("."),
    );
    let option = scope.external(paths::OPTION);
    let string = scope.external(paths::STRING);
    let client_options = scope.external(paths::CLIENT_OPTIONS);
    quote! {
        #docs
        #[derive(Clone, Debug, Default)]
        pub struct #name {
            /// The api-version to send instead of the documented one of each operation group.
            pub api_version: #option<#string>,
            /// The options common to all Azure clients: cloud, transport, retries and others.
            pub client_options: #client_options,
        }
    }
}

fn service(scope: &mut Scope<'_, '_>, client: &ServiceClient) -> TokenStream {
    let service = scope.external(paths::SERVICE);
    let namespace = Literal::string(&client.namespace);
    quote! {
        const SERVICE: #service = #service {
            crate_name: option_env!("CARGO_PKG_NAME"),
            crate_version: option_env!("CARGO_PKG_VERSION"),
            namespace: #namespace,
        };
    }
}
