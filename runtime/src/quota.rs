//! The requests that are left before Azure Resource Manager throttles.
//!
//! In: response headers. Out: quotas. Must not know what is done about them.

use azure_core::http::headers::Headers;

/// The remaining requests of one quota, as a response reports them.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct RemainingQuota {
    /// The quota: `subscription-reads`, `tenant-writes`, or one of a provider, `Microsoft.Compute/HighCostGet3Min`.
    pub name: String,
    /// The requests that are left.
    pub remaining: u64,
}

const PREFIX: &str = "x-ms-ratelimit-remaining-";

impl RemainingQuota {
    /// Returns all quotas in the headers of a response, in the order of the header names. Every response has such
    /// headers: that of a `Response`, of an [`OperationStatus`](crate::OperationStatus), and of an error, whose
    /// response is in azure_core's `ErrorKind::HttpResponse`.
    ///
    /// ```
    /// # use azure_core::http::headers::Headers;
    /// use armsmith_runtime::RemainingQuota;
    ///
    /// let mut headers = Headers::new();
    /// headers.insert("x-ms-ratelimit-remaining-subscription-reads", "11999");
    /// let quotas = RemainingQuota::of(&headers);
    /// assert_eq!((quotas[0].name.as_str(), quotas[0].remaining), ("subscription-reads", 11_999));
    /// ```
    pub fn of(headers: &Headers) -> Vec<Self> {
        let mut found: Vec<(&str, &str)> = headers
            .iter()
            .filter_map(|(name, value)| Some((name.as_str().strip_prefix(PREFIX)?, value.as_str())))
            .collect();
        found.sort_unstable();
        found.into_iter().flat_map(|(name, value)| quotas(name, value)).collect()
    }
}

/// Reads a number; or, in `…-resource`, a list of names with numbers: `Microsoft.Compute/HighCostGet3Min;133,…`.
fn quotas(name: &str, value: &str) -> Vec<RemainingQuota> {
    let quota = |name: &str, number: &str| {
        Some(RemainingQuota { name: name.trim().to_owned(), remaining: number.trim().parse().ok()? })
    };
    match value.contains(';') {
        true => value.split(',').filter_map(|part| part.split_once(';').and_then(|(name, n)| quota(name, n))).collect(),
        false => quota(name, value).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::RemainingQuota;
    use azure_core::http::headers::Headers;

    #[test]
    fn quotas_are_numbers_or_lists_of_names_with_numbers() {
        let mut headers = Headers::new();
        headers.insert("x-ms-ratelimit-remaining-tenant-reads", "12");
        headers.insert("x-ms-ratelimit-remaining-resource", "Microsoft.Compute/A3Min;133, Microsoft.Compute/B;7,c,d;x");
        headers.insert("x-ms-ratelimit-remaining-none", "many");
        headers.insert("x-ms-request-id", "1");
        let found: Vec<_> = RemainingQuota::of(&headers).into_iter().map(|it| (it.name, it.remaining)).collect();
        let expected = [("Microsoft.Compute/A3Min", 133), ("Microsoft.Compute/B", 7), ("tenant-reads", 12)];
        assert_eq!(found, expected.map(|(name, remaining)| (name.to_owned(), remaining)));
    }
}
