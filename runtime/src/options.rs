//! The options of methods that have no optional parameters.
//!
//! In: the options of azure_core or of a poller. Out: a struct that can get a field later.

/// The options of a client method whose operation has no optional parameters: only how its requests are sent.
///
/// `M` is `ClientMethodOptions`, `PagerOptions` or [`PollerOptions`](crate::PollerOptions). A generated crate has an
/// alias for each method. Use the alias, whose name is stable. When the operation gets an optional parameter, the alias
/// becomes a struct with one more field, and is no longer the same type as the alias of another method.
///
/// Code that sets `method_options` and takes the rest from `Default` compiles in both cases. As long as there is only
/// this field, Clippy reports that as needless:
///
/// ```
/// use armsmith_runtime::MethodOptions;
/// use azure_core::http::{ClientMethodOptions, Context};
///
/// pub type DisksClientGetOptions<'a> = MethodOptions<ClientMethodOptions<'a>>;
///
/// let method_options = ClientMethodOptions { context: Context::new().with_value("a value for my own policy") };
/// #[allow(clippy::needless_update, reason = "there may be more options in a later version")]
/// let options = DisksClientGetOptions { method_options, ..Default::default() };
/// # let _ = options;
/// ```
#[derive(Clone, Debug, Default)]
pub struct MethodOptions<M> {
    /// The context of the call. For lists also the page to start with, for long-running operations also the poll
    /// frequency, the timeout and the continuation token.
    pub method_options: M,
}
