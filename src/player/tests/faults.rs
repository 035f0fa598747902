//! Which errors of a stream are its end.

use std::time::{Duration, Instant};

use rodio::cpal::ErrorKind;

use super::super::faults::{Faults, Verdict};

const IO_ERROR: &str = "snd_pcm_avail_delay failed, I/O error (5)";

fn millis(n: u64) -> Duration {
    Duration::from_millis(n)
}

/// What PulseAudio's plugin does at the head of a stream: errors for some milliseconds, then a
/// buffer every 40 ms.
#[test]
fn an_error_that_passes_is_no_end() {
    let (faults, born) = (Faults::default(), Instant::now());
    // However long it took to open: what counts is the time since the first error.
    let began = born + millis(900);
    for at in 0..300 {
        assert_eq!(
            faults.note(ErrorKind::BackendError, IO_ERROR, born, began + millis(at)),
            Verdict::MayPass
        );
        assert_eq!(faults.lasting(born, began + millis(at)), None);
    }
    let turn = began + millis(301);
    assert_eq!(
        faults.lasting(turn, turn + millis(2000)),
        None,
        "it has asked since"
    );
}

#[test]
fn an_error_without_a_buffer_after_it_is_the_end_after_half_a_second() {
    let (faults, born) = (Faults::default(), Instant::now());
    let turn = born + millis(4000);
    assert_eq!(
        faults.note(ErrorKind::BackendError, IO_ERROR, turn, turn + millis(40)),
        Verdict::MayPass
    );
    assert_eq!(faults.lasting(turn, turn + millis(500)), None);
    assert_eq!(
        faults.lasting(turn, turn + millis(550)).as_deref(),
        Some(IO_ERROR)
    );
}

/// Each underrun begins a stream of PulseAudio's anew, and so with an error.
#[test]
fn underruns_for_a_minute_are_no_end() {
    let (faults, born) = (Faults::default(), Instant::now());
    for i in 0..600 {
        let turn = born + millis(100 * i);
        let after = turn + millis(85);
        assert_eq!(
            faults.note(ErrorKind::Xrun, "underrun", turn, after),
            Verdict::Passes
        );
        assert_eq!(
            faults.note(ErrorKind::BackendError, IO_ERROR, turn, after),
            Verdict::MayPass
        );
        assert_eq!(faults.lasting(turn, after + millis(10)), None);
    }
}

#[test]
fn a_stream_that_takes_no_buffer_ends_before_the_song_has_rushed_by() {
    let (faults, born) = (Faults::default(), Instant::now());
    let fails = |i: u64| {
        let turn = born + Duration::from_micros(1200 * i);
        faults.note(
            ErrorKind::BackendError,
            "snd_pcm_writei failed",
            turn,
            turn + Duration::from_micros(100),
        )
    };
    let n_taken = (0..1000)
        .take_while(|&i| fails(i) == Verdict::MayPass)
        .count();
    assert_eq!(n_taken, 20);
}

#[test]
fn what_a_stream_says_of_its_device_is_believed_at_once() {
    let (faults, now) = (Faults::default(), Instant::now());
    for kind in [
        ErrorKind::DeviceNotAvailable,
        ErrorKind::HostUnavailable,
        ErrorKind::StreamInvalidated,
    ] {
        assert_eq!(faults.note(kind, "unplugged", now, now), Verdict::End);
    }
    for kind in [
        ErrorKind::Xrun,
        ErrorKind::DeviceChanged,
        ErrorKind::RealtimeDenied,
    ] {
        assert_eq!(faults.note(kind, "passing", now, now), Verdict::Passes);
        assert_eq!(faults.lasting(now, now + millis(5000)), None);
    }
}
