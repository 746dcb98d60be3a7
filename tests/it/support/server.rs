//! A real server on loopback in front of the fixture service, which can be made to fail.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use regiobeeld_fetchers::{Endpoints, FixtureService, Host, Response};

/// One way to fail. The names say what the client sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The connection closes without an answer.
    Reset,
    /// This status with a short text.
    Status(u16),
    /// Status 302 to another place.
    Redirect(&'static str),
    /// Status 500 with the words of the service for too large a question.
    TooManyRecords,
    /// Status 429 with Retry-After in seconds.
    RetryAfter(u32),
    /// The body stops half-way, while the header promised all of it.
    CutBody,
    /// Whole but broken JSON: half the body with a fitting header.
    CutJson,
    /// Status 200 with a page for people.
    Html,
    /// Status 200 and no bytes.
    EmptyBody,
    /// Status 200 and a page without rows.
    EmptyValue,
    /// Status 200 and JSON of an error.
    ErrorJson,
    /// One byte at a time, for ever.
    Trickle,
    /// A body of 5 GB, as its header says.
    Huge,
    /// A body without end, of which no header says the size.
    Endless,
    /// The good answer, this many milliseconds later.
    Late(u64),
    /// The good body with a text replaced by one in which `LINK` is the address that was asked.
    LinkToSelf(&'static str, &'static str),
    /// The same, and the address is a new one each time.
    LinkOn(&'static str, &'static str),
    /// The good body with one text replaced by another.
    Replace(&'static str, &'static str),
}

struct Planned {
    part: String,
    fault: Fault,
    times: usize,
}

#[derive(Default)]
struct State {
    planned: Vec<Planned>,
    requests: Vec<String>,
}

/// A running server; it ends with the test program.
pub struct Server {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl Server {
    /// Starts a server for a service.
    pub fn start(service: FixtureService) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("address");
        let state = Arc::new(Mutex::new(State::default()));
        let (service, shared) = (Arc::new(service), Arc::clone(&state));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (service, shared) = (Arc::clone(&service), Arc::clone(&shared));
                // A client that goes away in the middle is what some tests are about.
                std::thread::spawn(move || drop(serve(stream, address, &service, &shared)));
            }
        });
        Self { address, state }
    }

    /// Returns `http://127.0.0.1:port`.
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns endpoints that send every source to this server.
    pub fn endpoints(&self) -> Endpoints {
        Host::ALL
            .into_iter()
            .fold(Endpoints::default(), |endpoints, host| {
                endpoints
                    .with(host, &self.base())
                    .expect("loopback is a base")
            })
    }

    /// Fails the next `times` requests whose address holds `part`; a blank stands for its end.
    pub fn fail(&self, part: &str, fault: Fault, times: usize) {
        let planned = Planned {
            part: part.to_owned(),
            fault,
            times,
        };
        self.state.lock().expect("state").planned.push(planned);
    }

    /// Returns the paths with parameters that were asked, and forgets them.
    pub fn take_requests(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().expect("state").requests)
    }

    /// Drops the planned failures that are left.
    pub fn forget_faults(&self) {
        self.state.lock().expect("state").planned.clear();
    }

    /// Returns how many planned failures are left.
    pub fn faults_left(&self) -> usize {
        self.state
            .lock()
            .expect("state")
            .planned
            .iter()
            .map(|planned| planned.times)
            .sum()
    }
}

fn serve(
    mut stream: TcpStream,
    address: SocketAddr,
    service: &FixtureService,
    state: &Mutex<State>,
) -> std::io::Result<()> {
    let Some(path) = read_path(&mut stream)? else {
        return Ok(());
    };
    let fault = note(state, &path);
    let response = service.answer(&format!("http://{address}{path}"));
    let text = |status: u16, body: &str| Response {
        status,
        headers: std::collections::BTreeMap::new(),
        body: body.as_bytes().to_vec(),
    };
    match fault {
        None => write(&mut stream, &response, response.body.len()),
        Some(Fault::Reset) => Ok(()),
        Some(Fault::Status(status)) => {
            let answer = text(status, "storing");
            write(&mut stream, &answer, answer.body.len())
        }
        Some(Fault::Redirect(to)) => {
            let mut answer = text(302, "elders");
            answer.headers.insert("location".into(), to.to_owned());
            write_text(&mut stream, &answer)
        }
        Some(Fault::TooManyRecords) => write_text(
            &mut stream,
            &text(500, "query returns more than 10000 records"),
        ),
        Some(Fault::RetryAfter(seconds)) => {
            let mut answer = text(429, "te druk");
            answer
                .headers
                .insert("retry-after".into(), seconds.to_string());
            write(&mut stream, &answer, answer.body.len())
        }
        Some(Fault::CutBody | Fault::CutJson) => {
            let whole = response.body.len();
            let half = Response {
                body: response.body[..whole / 2].to_vec(),
                ..response
            };
            let promised = if fault == Some(Fault::CutBody) {
                whole
            } else {
                half.body.len()
            };
            write(&mut stream, &half, promised)
        }
        Some(Fault::Html) => write_text(
            &mut stream,
            &text(200, "<!DOCTYPE html><title>Onderhoud</title>"),
        ),
        Some(Fault::EmptyBody) => write_text(&mut stream, &text(200, "")),
        Some(Fault::EmptyValue) => write_text(
            &mut stream,
            &text(200, r#"{"odata.metadata":"m","value":[],"features":[]}"#),
        ),
        Some(Fault::ErrorJson) => {
            write_text(&mut stream, &text(200, r#"{"odata.error":{"code":""}}"#))
        }
        Some(Fault::Trickle) => trickle(&mut stream),
        Some(Fault::Huge) => flood(&mut stream, "Content-Length: 5000000000\r\n"),
        Some(Fault::Endless) => flood(&mut stream, ""),
        Some(Fault::Late(pause)) => {
            std::thread::sleep(Duration::from_millis(pause));
            write_text(&mut stream, &response)
        }
        Some(Fault::Replace(from, to)) => write_replaced(&mut stream, response, from, to),
        Some(Fault::LinkToSelf(from, to)) => {
            let to = to.replace("LINK", &format!("http://{address}{path}"));
            write_replaced(&mut stream, response, from, &to)
        }
        Some(Fault::LinkOn(from, to)) => {
            // PDOK refuses parameters that it does not know, so one that it knows grows.
            let to = to.replace("LINK", &format!("http://{address}{path}&f=json"));
            write_replaced(&mut stream, response, from, &to)
        }
    }
}

/// Notes a request and returns the failure planned for it.
fn note(state: &Mutex<State>, path: &str) -> Option<Fault> {
    let mut state = state.lock().expect("state");
    state.requests.push(path.to_owned());
    let planned = state
        .planned
        .iter_mut()
        .find(|p| p.times > 0 && format!("{path} ").contains(&p.part))?;
    planned.times -= 1;
    Some(planned.fault)
}

/// Reads the head of a request; returns the path of a GET.
fn read_path(stream: &mut TcpStream) -> std::io::Result<Option<String>> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte)? == 0 {
            return Ok(None);
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head);
    assert!(
        head.to_lowercase().contains("accept: application/json"),
        "{head}"
    );
    assert!(
        head.to_lowercase().contains("user-agent: regiobeeld/"),
        "{head}"
    );
    Ok(head
        .strip_prefix("GET ")
        .and_then(|rest| rest.split(' ').next())
        .map(str::to_owned))
}

fn write_text(stream: &mut TcpStream, response: &Response) -> std::io::Result<()> {
    write(stream, response, response.body.len())
}

fn write(stream: &mut TcpStream, response: &Response, promised: usize) -> std::io::Result<()> {
    let mut head = format!(
        "HTTP/1.1 {} X\r\nConnection: close\r\nContent-Length: {promised}\r\n",
        response.status
    );
    for (name, value) in &response.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(&response.body)?;
    stream.flush()
}

fn trickle(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 X\r\nContent-Length: 100000\r\n\r\n")?;
    loop {
        stream.write_all(b" ")?;
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn write_replaced(
    stream: &mut TcpStream,
    response: Response,
    from: &str,
    to: &str,
) -> std::io::Result<()> {
    let body = String::from_utf8(response.body.clone()).expect("fixtures are text");
    let body = body.replace(from, to).into_bytes();
    write_text(stream, &Response { body, ..response })
}

/// Writes blanks until the client goes away.
fn flood(stream: &mut TcpStream, header: &str) -> std::io::Result<()> {
    stream.write_all(format!("HTTP/1.1 200 X\r\nConnection: close\r\n{header}\r\n").as_bytes())?;
    loop {
        stream.write_all(&[b' '; 64 * 1024])?;
    }
}
