//! A stand-in for dataderden.cbs.nl with one made-up table as large as the national 50150NED.
//!
//! ```text
//! bench_server [--poort N] [--paginas N] [--traag MS]
//! ```
//! Its first line on stdout is its address; it ends when stdin closes, with a line that counts what
//! it gave. `/teller` gives the same line at any time. Measured by `cargo xtask bench ophalen`;
//! its figures are noise, and every body goes uncompressed.

mod service;

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use service::{Options, Service};

const USAGE_TEXT: &str = "Gebruik: bench_server [--poort N] [--paginas N] [--traag MS]";

fn main() -> ExitCode {
    let Some((port, options)) = arguments(std::env::args().skip(1)) else {
        eprintln!("{USAGE_TEXT}");
        return ExitCode::from(2);
    };
    match run(port, options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("fout: {error}");
            ExitCode::FAILURE
        }
    }
}

fn arguments(mut words: impl Iterator<Item = String>) -> Option<(u16, Options)> {
    let (mut port, mut options) = (0, Options::default());
    while let Some(word) = words.next() {
        let value = words.next()?;
        match word.as_str() {
            "--poort" => port = value.parse().ok()?,
            "--paginas" => options.pages = Some(value.parse().ok().filter(|pages| *pages > 0)?),
            "--traag" => options.pause = Duration::from_millis(value.parse().ok()?),
            _ => return None,
        }
    }
    Some((port, options))
}

fn run(port: u16, options: Options) -> std::io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    let mut out = std::io::stdout();
    writeln!(out, "http://{}", listener.local_addr()?)?;
    out.flush()?;
    let service = Arc::new(Service::new(options));
    let shared = Arc::clone(&service);
    std::thread::spawn(move || service::http::serve(&listener, &shared));
    // Whoever started the server holds the other end; also when it was killed, this ends.
    std::io::stdin().read_to_end(&mut Vec::new())?;
    writeln!(out, "{}", service.count())
}
