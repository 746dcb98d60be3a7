//! The real network: blocking HTTP with limits on time and size.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use reqwest::blocking::{Client, Response as HttpResponse};
use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};
use reqwest::redirect::{Attempt, Policy};

use crate::transport::{Request, Response, Transport, TransportError, TransportErrorKind};

/// Most redirects that are followed, all on the same host.
const MAX_REDIRECTS: usize = 5;

/// Slowest body that is waited for, in bytes per second: a page of 20 MB takes hours at this pace.
const SLOWEST: u64 = 2_000;

/// Limits and trust of an [`HttpTransport`].
#[derive(Debug, Clone)]
pub struct HttpOptions {
    /// Longest wait for a connection.
    pub connect_timeout: Duration,
    /// Longest duration of one request, body included.
    pub total_timeout: Duration,
    /// How long a body may come in slower than 2 kB per second.
    pub patience: Duration,
    /// Largest body in bytes, after decompression.
    pub max_bytes: u64,
    /// PEM file with extra certificates to trust.
    pub ca_file: Option<PathBuf>,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(20),
            total_timeout: Duration::from_secs(300),
            patience: Duration::from_secs(45),
            max_bytes: 256 * 1024 * 1024,
            ca_file: None,
        }
    }
}

/// Why the network client could not be made.
#[derive(Debug, thiserror::Error)]
pub enum HttpSetupError {
    /// The extra CA file cannot be read.
    #[error("CA-bestand {} is niet te lezen", pad.display())]
    CaUnreadable {
        /// The file.
        pad: PathBuf,
        /// Why.
        #[source]
        oorzaak: std::io::Error,
    },
    /// The extra CA file holds no PEM certificates.
    #[error("CA-bestand {} bevat geen geldige PEM-certificaten", pad.display())]
    CaInvalid {
        /// The file.
        pad: PathBuf,
    },
    /// The client refuses its settings.
    #[error("de netwerkverbinding kan niet worden ingesteld")]
    Client(#[source] reqwest::Error),
}

/// Fetches over HTTP(S); follows the proxy settings of the system.
pub struct HttpTransport {
    client: Client,
    total_timeout: Duration,
    patience: Duration,
    max_bytes: u64,
}

impl HttpTransport {
    /// Makes a client with the given limits.
    ///
    /// # Errors
    /// When the CA file is unreadable or the TLS library cannot start.
    pub fn new(options: &HttpOptions) -> Result<Self, HttpSetupError> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let mut builder = Client::builder()
            .user_agent(concat!("regiobeeld/", env!("CARGO_PKG_VERSION")))
            .default_headers(headers)
            .connect_timeout(options.connect_timeout)
            .timeout(options.total_timeout)
            .redirect(Policy::custom(stay_on_host));
        if let Some(path) = &options.ca_file {
            builder = builder.tls_certs_merge(read_certificates(path)?);
        }
        Ok(Self {
            client: builder.build().map_err(HttpSetupError::Client)?,
            total_timeout: options.total_timeout,
            patience: options.patience,
            max_bytes: options.max_bytes,
        })
    }

    /// Reads the body; stops at the size limit, at the deadline, and when it only trickles.
    fn read_body(&self, url: &str, mut from: HttpResponse, clock: &Clock) -> BodyResult {
        let fail = |kind, detail: String| Err(TransportError::new(kind, url, detail));
        let promised = from.content_length().unwrap_or_default();
        if promised > self.max_bytes {
            let detail = format!("{promised} bytes, meer dan {}", self.max_bytes);
            return fail(TransportErrorKind::TooLarge, detail);
        }
        let mut body = Vec::with_capacity(usize::try_from(promised).unwrap_or_default());
        let mut chunk = vec![0; 64 * 1024];
        loop {
            let count = match from.read(&mut chunk) {
                Ok(0) => return Ok(body),
                Ok(count) => count,
                Err(error) => {
                    let timed_out = clock.is_over() || error.kind() == std::io::ErrorKind::TimedOut;
                    let kind = if timed_out {
                        TransportErrorKind::Timeout
                    } else {
                        TransportErrorKind::Interrupted
                    };
                    return fail(kind, chain(&error));
                }
            };
            body.extend_from_slice(&chunk[..count]);
            let bytes = u64::try_from(body.len()).expect("sizes fit in 64 bits");
            if bytes > self.max_bytes {
                let detail = format!("meer dan {} bytes", self.max_bytes);
                return fail(TransportErrorKind::TooLarge, detail);
            }
            let seconds = clock.start.elapsed();
            if clock.is_over()
                || (seconds > self.patience && bytes / seconds.as_secs().max(1) < SLOWEST)
            {
                let detail = format!("{bytes} bytes in {} s", seconds.as_secs());
                return fail(TransportErrorKind::Timeout, detail);
            }
        }
    }
}

/// When a request started and how long it may take.
struct Clock {
    start: Instant,
    limit: Duration,
}

impl Clock {
    fn is_over(&self) -> bool {
        self.start.elapsed() >= self.limit
    }
}

type BodyResult = Result<Vec<u8>, TransportError>;

impl Transport for HttpTransport {
    fn get(&self, request: &Request) -> Result<Response, TransportError> {
        let clock = Clock {
            start: Instant::now(),
            limit: request
                .within
                .map_or(self.total_timeout, |within| within.min(self.total_timeout)),
        };
        let question = self.client.get(&request.url).timeout(clock.limit);
        let answer = question.send().map_err(|error| {
            let kind = if error.is_timeout() {
                TransportErrorKind::Timeout
            } else if error.is_connect() {
                TransportErrorKind::Connect
            } else {
                TransportErrorKind::Interrupted
            };
            TransportError::new(kind, &request.url, chain(&error.without_url()))
        })?;
        let status = answer.status().as_u16();
        let headers = answer
            .headers()
            .iter()
            .filter_map(|(name, value)| {
                Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
            })
            .collect();
        let body = self.read_body(&request.url, answer, &clock)?;
        Ok(Response {
            status,
            headers,
            body,
        })
    }
}

/// Follows a redirect only to the same host and never from https to http.
fn stay_on_host(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let stays = attempt.previous().last().is_some_and(|from| {
        let to = attempt.url();
        from.host_str() == to.host_str()
            && (from.scheme() == to.scheme() || to.scheme() == "https")
            && attempt.previous().len() <= MAX_REDIRECTS
    });
    if stays {
        attempt.follow()
    } else {
        attempt.stop()
    }
}

fn read_certificates(path: &Path) -> Result<Vec<reqwest::Certificate>, HttpSetupError> {
    let pem = std::fs::read(path).map_err(|oorzaak| HttpSetupError::CaUnreadable {
        pad: path.to_owned(),
        oorzaak,
    })?;
    match reqwest::Certificate::from_pem_bundle(&pem) {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        _ => Err(HttpSetupError::CaInvalid {
            pad: path.to_owned(),
        }),
    }
}

/// Returns an error with its causes on one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text.push_str(": ");
        text.push_str(&next.to_string());
        cause = next.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unusable_ca_file_is_named() {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("ca.pem");
        let made = |file: &Path| {
            let options = HttpOptions {
                ca_file: Some(file.to_owned()),
                ..HttpOptions::default()
            };
            HttpTransport::new(&options)
                .err()
                .expect("unusable")
                .to_string()
        };
        assert!(made(&file).contains("ca.pem is niet te lezen"));
        std::fs::write(&file, "geen certificaat").expect("write");
        assert!(made(&file).contains("ca.pem bevat geen geldige"));
    }
}
