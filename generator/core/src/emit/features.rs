//! The Cargo features of a crate, one for each operation group.
//!
//! Each group has a feature with the name of its module, and one feature enables all groups. A service with a single
//! group has them too, because it may add another. Only these items have `cfg` attributes: modules, re-exports of their
//! items, methods that return the groups' clients, and the service client, which is unused without groups.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Model;
use crate::naming::ModuleName;

/// The feature for all groups; a module cannot have this name.
pub(crate) const ALL: &str = "full";

/// `#[cfg(feature = "disks")]`, for the items of a group.
pub(crate) fn group(module: &ModuleName) -> TokenStream {
    let feature = module.as_str();
    quote!(#[cfg(feature = #feature)])
}

/// The attribute for a module of types, which may belong to one group, to several, or to all (`None`).
pub(crate) fn types(model: &Model, module: &ModuleName) -> Option<TokenStream> {
    if let Some(groups) = model.shared.get(module) {
        let features = groups.iter().map(ModuleName::as_str);
        return Some(quote!(#[cfg(any(#(feature = #features),*))]));
    }
    let own_group = model.groups.iter().find(|group| group.module == *module)?;
    Some(group(&own_group.module))
}
