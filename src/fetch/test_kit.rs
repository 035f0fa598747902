//! A hub of our own, to fetch from.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

/// Its address, and once it ends the paths that it was asked for, from its root.
pub(crate) type Hub = (String, JoinHandle<Vec<String>>);

/// A hub that has at `root` what `file` gives for a path from there, until so many requests were
/// answered.
pub(crate) fn hub(
    root: &'static str,
    n_requests: usize,
    file: impl Fn(&str) -> Option<Vec<u8>> + Send + 'static,
) -> Hub {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let thread = std::thread::spawn(move || {
        let mut asked = Vec::new();
        for stream in listener.incoming().take(n_requests) {
            let mut stream = stream.unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let lines: Vec<String> = lines
                .map(|line| line.unwrap())
                .take_while(|line| !line.is_empty())
                .collect();
            let path = lines[0].split(' ').nth(1).unwrap();
            let path = path.strip_prefix(root).unwrap_or(path).to_string();
            let (status, body) = match file(&path) {
                Some(body) => ("200 OK", body),
                None => ("404 Not Found", Vec::new()),
            };
            let n = body.len();
            asked.push(path);
            let head =
                format!("HTTP/1.1 {status}\r\nContent-Length: {n}\r\nConnection: close\r\n\r\n");
            let sent = stream.write_all(head.as_bytes());
            sent.and_then(|()| stream.write_all(&body)).unwrap();
        }
        asked
    });
    (address, thread)
}
