//! HTTP/1.1 by hand: one thread per connection, kept open for the next question.

use std::io::{BufRead, BufReader, ErrorKind, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use super::Service;

/// Most bytes of a line in the head of a request.
const MAX_LINE: u64 = 64 * 1024;

const NOT_ALLOWED: &[u8] =
    b"HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// Answers until the program ends.
pub fn serve(listener: &TcpListener, service: &Arc<Service>) {
    for stream in listener.incoming().flatten() {
        let service = Arc::clone(service);
        // A client that goes away in the middle is what some measurements are about.
        std::thread::spawn(move || drop(connection(&stream, &service)));
    }
}

/// The head of a request.
struct Head {
    method: String,
    target: String,
    host: String,
    closes: bool,
}

fn connection(stream: &TcpStream, service: &Service) -> Result<()> {
    stream.set_nodelay(true)?;
    let (mut reader, mut writer) = (BufReader::new(stream), stream);
    // One buffer per connection: a fresh one per page costs more than filling it.
    let mut body = Vec::new();
    while let Some(head) = read_head(&mut reader)? {
        if head.method != "GET" {
            return writer.write_all(NOT_ALLOWED);
        }
        let answer = service.answer(&head.host, &head.target, &mut body);
        let connection = if head.closes { "close" } else { "keep-alive" };
        service.send(answer, body.len(), || {
            write!(
                writer,
                "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nDataServiceVersion: 3.0;\r\nConnection: {connection}\r\n\r\n",
                answer.status,
                reason(answer.status),
                answer.content_type,
                body.len(),
            )?;
            writer.write_all(&body)
        })?;
        if head.closes {
            return Ok(());
        }
    }
    Ok(())
}

/// Reads the head of the next request; nothing when the client is done.
fn read_head(reader: &mut impl BufRead) -> Result<Option<Head>> {
    let Some(first) = read_line(reader)? else {
        return Ok(None);
    };
    let mut words = first.split(' ');
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Err(ErrorKind::InvalidData.into());
    };
    let mut head = Head {
        method: method.to_owned(),
        target: target.to_owned(),
        host: String::new(),
        closes: words.next() == Some("HTTP/1.0"),
    };
    while let Some(line) = read_line(reader)?.filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        match name.to_ascii_lowercase().as_str() {
            "host" => head.host = value.trim().to_owned(),
            "connection" => head.closes |= value.trim().eq_ignore_ascii_case("close"),
            _ => {}
        }
    }
    Ok(Some(head))
}

fn read_line(reader: &mut impl BufRead) -> Result<Option<String>> {
    let mut line = String::new();
    if std::io::Read::take(&mut *reader, MAX_LINE).read_line(&mut line)? == 0 {
        return Ok(None);
    }
    Ok(Some(line.trim_end().to_owned()))
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        404 => "Not Found",
        406 => "Not Acceptable",
        501 => "Not Implemented",
        _ => "Internal Server Error",
    }
}
