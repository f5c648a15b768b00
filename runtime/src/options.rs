//! The options of methods that have no optional parameters.
//!
//! In: the options of azure_core or of a poller. Out: a struct to which a field can be added later.

/// The options of a client method whose operation has no optional parameters: only how its requests are sent.
///
/// `M` is `ClientMethodOptions`, `PagerOptions` or [`PollerOptions`](crate::PollerOptions). A generated crate has an alias
/// of its own for each method, which is promised to stay: use that one, not this. When the operation gets an optional parameter, the
/// name becomes a struct with a field more, and no longer the same type as the name of another method.
///
/// The form that compiles then as well gives `method_options` and takes the rest from `Default`. As long as there is no rest,
/// Clippy calls that needless:
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
    /// The context of the call; for lists also the page to start with, for long-running operations how to wait for the
    /// result.
    pub method_options: M,
}
