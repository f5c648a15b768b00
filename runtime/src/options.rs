//! The options of methods that have no optional parameters.

/// The options of a client method whose operation has no optional parameters: how to send its requests, and no more.
///
/// `M` is `ClientMethodOptions`, `PagerOptions` or [`PollerOptions`](crate::PollerOptions). A generated crate calls it by the name of
/// the method.
///
/// ```
/// use armsmith_runtime::MethodOptions;
/// use azure_core::http::{ClientMethodOptions, Context};
///
/// pub type DisksClientGetOptions<'a> = MethodOptions<ClientMethodOptions<'a>>;
///
/// let method_options = ClientMethodOptions { context: Context::new().with_value("a value for my own policy") };
/// let options = DisksClientGetOptions { method_options, ..Default::default() };
/// # let _ = options;
/// ```
#[derive(Clone, Debug, Default)]
pub struct MethodOptions<M> {
    /// The context of the call; for lists also the page to start with, for long-running operations how to wait for the
    /// result.
    pub method_options: M,
}
