//! Continuous access evaluation: a token that was revoked before it expired is replaced by one with the required
//! claims.
//!
//! Azure Resource Manager then returns 401 with a challenge that has the claims which the token must satisfy
//! (`WWW-Authenticate: Bearer error="insufficient_claims", claims="…"`).

use std::sync::Arc;

use azure_core::base64;
use azure_core::http::headers::WWW_AUTHENTICATE;
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{Context, Request, StatusCode};
use serde::de::IgnoredAny;

/// The claims, as JSON, that a claims challenge requires of a token.
///
/// azure_core 1.1 has no field for claims in `TokenRequestOptions`, and azure_identity 1.0 does not know them. So they
/// are passed in the context of these options. A credential that can ask for claims reads them there, asks for a token
/// that carries them, and does not use its own cache:
///
/// ```
/// use armsmith_runtime::Claims;
/// use azure_core::credentials::TokenRequestOptions;
///
/// fn claims<'a>(options: &'a Option<TokenRequestOptions<'_>>) -> Option<&'a str> {
///     Some(options.as_ref()?.method_options.context.value::<Claims>()?.as_str())
/// }
/// ```
///
/// With any other credential the request is repeated once with the token that it returns; the service then accepts it,
/// or its second 401 is reported.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Claims(String);

impl Claims {
    /// The claims as a JSON object.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the claims of a challenge, if it has any that can be read.
    fn of_challenge(challenge: &str) -> Option<Self> {
        let encoded = parameter(challenge, "claims")?;
        let bytes = base64::decode(&encoded).or_else(|_| base64::decode_url_safe(&encoded)).ok()?;
        let json = String::from_utf8(bytes).ok()?;
        serde_json::from_str::<IgnoredAny>(&json).ok()?;
        Some(Self(json))
    }
}

/// Returns the value of a parameter of a challenge (RFC 9110 §11.6.1): `Scheme name=token, name="string"`.
fn parameter(challenge: &str, wanted: &str) -> Option<String> {
    let mut rest = challenge;
    while let Some((before, after)) = rest.split_once('=') {
        let name = before.rsplit([' ', ',']).next().unwrap_or_default();
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => after.split_once(',').unwrap_or((after, "")),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value.trim().to_owned());
        }
        rest = after;
    }
    None
}

/// Responds to a claims challenge, once. It runs before azure_core's policy for tokens, which forgets its token on 401
/// and passes the context on to the credential.
#[derive(Debug)]
pub(crate) struct ClaimsChallenge;

#[async_trait::async_trait]
impl Policy for ClaimsChallenge {
    async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        let response = next[0].send(ctx, request, &next[1..]).await?;
        let challenge = response.headers().get_optional_str(&WWW_AUTHENTICATE);
        let claims = match response.status() {
            StatusCode::Unauthorized => challenge.and_then(Claims::of_challenge),
            _ => None,
        };
        let Some(claims) = claims else { return Ok(response) };
        request.body_mut().reset().await?;
        next[0].send(&ctx.to_borrowed().with_value(claims), request, &next[1..]).await
    }
}

#[cfg(test)]
mod tests {
    use super::{Claims, parameter};

    #[test]
    fn the_parameter_is_found_among_others() {
        let challenge = r#"Bearer realm="", error_description="claims=x, y", PoP nonce=abc==, CLAIMS="e30", error=e"#;
        assert_eq!(parameter(challenge, "claims").as_deref(), Some("e30"));
        assert_eq!(parameter(challenge, "error").as_deref(), Some("e"));
        assert_eq!(parameter(challenge, "realm").as_deref(), Some(""));
        assert_eq!(parameter(challenge, "nonce").as_deref(), Some("abc=="));
        for challenge in ["", "Bearer", "Bearer other=1", "Bearer claims", r#"Bearer claims="e30"#] {
            assert_eq!(parameter(challenge, "claims"), None, "{challenge}");
        }
    }

    #[test]
    fn claims_are_json_in_either_alphabet() {
        // `{"a":"ü?>"}`, which needs the two characters in which the alphabets differ.
        for encoded in ["eyJhIjoiw7w/PiJ9", "eyJhIjoiw7w_PiJ9"] {
            let claims = Claims::of_challenge(&format!("Bearer claims=\"{encoded}\"")).unwrap();
            assert_eq!(claims.as_str(), "{\"a\":\"ü?>\"}");
        }
        for wrong in ["!", "bm8=", "/w=="] {
            assert_eq!(Claims::of_challenge(&format!("Bearer claims={wrong}")), None, "{wrong}");
        }
    }
}
