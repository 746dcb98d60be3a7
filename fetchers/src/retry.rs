//! Trying again, politely: growing pauses, Retry-After, never without end.

use std::time::Duration;

use jiff::fmt::rfc2822;

use crate::polite::Gates;
use crate::transport::{
    Accept, Request, Response, Transport, TransportError, TransportErrorKind, check,
};

/// How often a request is tried.
const TRIES: u32 = 4;
/// How often a request is tried that gets no answer in time: each try costs minutes.
const TRIES_IN_SILENCE: u32 = 2;
/// Pause after the first failure; each next pause doubles.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// Longest pause that a source may ask for with Retry-After.
const LONGEST_PAUSE: Duration = Duration::from_secs(120);

type Sleep = Box<dyn Fn(Duration) + Send + Sync>;
type Told = Box<dyn Fn(&TransportError, Duration) + Send + Sync>;

/// A transport that tries again when the answer is absent, damaged or a passing error.
///
/// Its answers have status 200 and a whole body of the expected kind; everything else is
/// an error that says how often it was tried. It asks a source at most four things at once,
/// and stops asking one whose time is over.
pub struct RetryTransport<T> {
    inner: T,
    sleep: Sleep,
    told: Told,
    gates: Gates,
}

impl<T: Transport> RetryTransport<T> {
    /// Wraps `inner`; pauses block the calling thread.
    pub fn new(inner: T) -> Self {
        Self::with_sleep(inner, std::thread::sleep)
    }

    /// Wraps `inner` with another way of waiting, so that tests need no time.
    pub fn with_sleep(inner: T, sleep: impl Fn(Duration) + Send + Sync + 'static) -> Self {
        Self {
            inner,
            sleep: Box::new(sleep),
            told: Box::new(|_, _| ()),
            gates: Gates::default(),
        }
    }

    /// Sets the longest time for all requests to one source together, counted from the first.
    #[must_use]
    pub fn with_time_per_source(mut self, limit: Duration) -> Self {
        self.gates = Gates::with_limit(limit);
        self
    }

    /// Calls `told` with the fault and the pause before each new try.
    #[must_use]
    pub fn telling(
        mut self,
        told: impl Fn(&TransportError, Duration) + Send + Sync + 'static,
    ) -> Self {
        self.told = Box::new(told);
        self
    }

    /// Asks once, when the gate of the source lets it through.
    fn try_once(&self, request: &Request, accept: Accept<'_>) -> Tried {
        let gate = match self.gates.enter(&request.url) {
            Ok(gate) => gate,
            Err(error) => {
                return Tried {
                    asked: None,
                    result: Err(error),
                };
            }
        };
        let limited = Request {
            within: gate.time_left(),
            ..request.clone()
        };
        let answer = self.inner.get(&limited);
        drop(gate);
        let asked = answer.as_ref().ok().and_then(retry_after);
        let result = answer.and_then(|response| accept(&response).map(|()| response));
        Tried { asked, result }
    }
}

/// What came of one try.
struct Tried {
    /// The pause that the source asks for.
    asked: Option<Duration>,
    result: Result<Response, TransportError>,
}

impl<T: Transport> Transport for RetryTransport<T> {
    fn get(&self, request: &Request) -> Result<Response, TransportError> {
        self.get_accepted(request, &mut |response| check(request, response))
    }

    fn get_accepted(
        &self,
        request: &Request,
        accept: Accept<'_>,
    ) -> Result<Response, TransportError> {
        let mut tries = 1;
        loop {
            let tried = self.try_once(request, accept);
            let mut error = match tried.result {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            error.tries = tries;
            let most = match error.kind {
                TransportErrorKind::Timeout => TRIES_IN_SILENCE,
                _ => TRIES,
            };
            if !error.is_passing() || tries >= most {
                return Err(error);
            }
            let pause = pause_before_next(tries, &request.url).max(tried.asked.unwrap_or_default());
            if pause > LONGEST_PAUSE {
                error.kind = TransportErrorKind::TryLater(pause.as_secs());
                return Err(error);
            }
            tracing::debug!(url = request.url, tries, ?pause, %error, "opnieuw proberen");
            (self.told)(&error, pause);
            (self.sleep)(pause);
            tries += 1;
        }
    }
}

/// Returns the pause that the service asks for: seconds, or a date against its own clock.
fn retry_after(response: &Response) -> Option<Duration> {
    if !matches!(response.status, 429 | 503) {
        return None;
    }
    let text = response.header("retry-after")?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = rfc2822::parse(text).ok()?.timestamp();
    let now = rfc2822::parse(response.header("date")?.trim())
        .ok()?
        .timestamp();
    u64::try_from(until.as_second() - now.as_second())
        .ok()
        .map(Duration::from_secs)
}

/// Returns the pause after a failed try: 1, 2, 4 s, each a quarter shorter to a quarter longer.
///
/// The shift comes from a hash of the address: it spreads the requests of one run and
/// stays the same in the next.
fn pause_before_next(tries: u32, url: &str) -> Duration {
    let hash = url
        .bytes()
        .chain([b'0'.wrapping_add(tries.to_le_bytes()[0])])
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    let share = 750 + u32::try_from((hash >> 32) % 500).expect("below 500");
    FIRST_PAUSE * 2_u32.pow(tries - 1) * share / 1000
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::transport::Expect;

    type Answer = Result<Response, TransportError>;

    /// Gives the answers in turn, the last one for ever.
    struct Script(Mutex<Vec<Answer>>);

    impl Transport for Script {
        fn get(&self, _: &Request) -> Answer {
            let mut answers = self.0.lock().expect("lock");
            if answers.len() > 1 {
                answers.remove(0)
            } else {
                answers[0].clone()
            }
        }
    }

    fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
        let headers: BTreeMap<String, String> = headers
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect();
        Ok(Response {
            status,
            headers,
            body: body.into(),
        })
    }

    fn run(answers: Vec<Answer>) -> (Answer, Vec<Duration>) {
        let pauses = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&pauses);
        let transport = RetryTransport::with_sleep(Script(Mutex::new(answers)), move |pause| {
            seen.lock().expect("lock").push(pause);
        });
        let request = Request::new("https://x/y", Expect::Value);
        let result = transport.get(&request);
        let pauses = pauses.lock().expect("lock").clone();
        (result, pauses)
    }

    #[test]
    fn a_passing_fault_is_tried_again_with_growing_pauses() {
        let reset = TransportError::new(TransportErrorKind::Interrupted, "https://x/y", "reset");
        let good = answer(200, &[], r#"{"value":[]}"#);
        let faults = vec![
            Err(reset),
            answer(500, &[], "x"),
            answer(200, &[], r#"{"value":["#),
            good,
        ];
        let (result, pauses) = run(faults);
        assert_eq!(result.expect("good at last").status, 200);
        assert_eq!(pauses.len(), 3);
        assert!(
            pauses.is_sorted() && pauses[0] >= FIRST_PAUSE * 3 / 4,
            "{pauses:?}"
        );
    }

    #[test]
    fn four_tries_and_no_more() {
        let (result, pauses) = run(vec![answer(503, &[], "storing")]);
        let error = result.expect_err("always 503");
        assert_eq!(
            (error.kind, error.tries),
            (TransportErrorKind::Status(503), 4)
        );
        assert_eq!(pauses.len(), 3);
    }

    #[test]
    fn silence_is_met_with_two_tries() {
        let silence = TransportError::new(TransportErrorKind::Timeout, "https://x/y", "");
        let (result, pauses) = run(vec![Err(silence)]);
        assert_eq!(result.expect_err("always silent").tries, 2);
        assert_eq!(pauses.len(), 1);
    }

    #[test]
    fn what_is_read_of_a_bad_answer_is_asked_again() {
        let good = || answer(200, &[], r#"{"value":[1]}"#);
        let transport = RetryTransport::with_sleep(Script(Mutex::new(vec![good()])), |_| ());
        let mut looked = 0;
        let request = Request::new("https://x/y", Expect::Value);
        let response = transport.get_accepted(&request, &mut |_| {
            looked += 1;
            match looked {
                3 => Ok(()),
                _ => Err(TransportError::new(
                    TransportErrorKind::Cut,
                    "https://x/y",
                    "",
                )),
            }
        });
        assert_eq!((response.expect("third").status, looked), (200, 3));
    }

    #[test]
    fn a_source_whose_time_is_over_is_not_asked() {
        let good = answer(200, &[], r#"{"value":[]}"#);
        let transport = RetryTransport::with_sleep(Script(Mutex::new(vec![good])), |_| ())
            .with_time_per_source(Duration::ZERO);
        let request = Request::new("https://x/y", Expect::Value);
        let error = transport.get(&request).expect_err("no time");
        assert_eq!(error.kind, TransportErrorKind::Deadline(0));
        assert_eq!(error.tries, 1);
    }

    #[test]
    fn a_refused_question_is_not_repeated() {
        for status in [400, 403, 404, 406] {
            let (result, pauses) = run(vec![answer(status, &[], "nee")]);
            assert_eq!(result.expect_err("refused").tries, 1);
            assert!(pauses.is_empty());
        }
        let (result, _) = run(vec![answer(
            500,
            &[],
            "query returns more than 10000 records",
        )]);
        assert_eq!(result.expect_err("too many").tries, 1);
    }

    #[test]
    fn retry_after_is_honoured_in_seconds_and_as_a_date() {
        let good = answer(200, &[], r#"{"value":[]}"#);
        let (_, pauses) = run(vec![
            answer(429, &[("retry-after", "30")], ""),
            good.clone(),
        ]);
        assert_eq!(pauses, [Duration::from_secs(30)]);
        let dated = [
            ("date", "Sat, 21 Nov 2026 10:00:00 GMT"),
            ("retry-after", "Sat, 21 Nov 2026 10:00:45 GMT"),
        ];
        let (_, pauses) = run(vec![answer(503, &dated, ""), good]);
        assert_eq!(pauses, [Duration::from_secs(45)]);
    }

    #[test]
    fn a_wait_of_an_hour_is_told_to_the_reader() {
        let (result, pauses) = run(vec![answer(429, &[("retry-after", "3600")], "")]);
        let error = result.expect_err("too long");
        assert_eq!(error.kind, TransportErrorKind::TryLater(3600));
        assert!(pauses.is_empty());
    }
}
