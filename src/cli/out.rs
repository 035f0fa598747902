//! What the command line says: answers on stdout, everything else on stderr.
//!
//! Whoever reads may stop reading (`latentune settings | head`): what is said then goes nowhere, and
//! the work goes on. The standard library's macros would panic.

use std::fmt::Display;
use std::io::{self, Write};

/// A line of what was asked for, on stdout.
pub(crate) fn answer(line: impl Display) {
    say(io::stdout().lock(), line);
}

/// A line about the work, on stderr.
pub fn note(line: impl Display) {
    say(io::stderr().lock(), line);
}

/// A pipe that nobody reads any more is no fault of ours, and no other stream is left to tell of one
/// that is.
fn say(mut to: impl Write, line: impl Display) {
    let _ = writeln!(to, "{line}").and_then(|()| to.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }

    #[test]
    fn a_line_that_nobody_reads_ends_nothing() {
        say(Closed, "x");
        let mut read = Vec::new();
        say(&mut read, "x");
        assert_eq!(read, b"x\n");
    }
}
