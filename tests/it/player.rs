//! What is heard is what the file holds: the player against a PulseAudio of its own, whose null
//! sink is recorded.
//!
//! ALSA and PulseAudio take their settings from the environment, so the player itself runs in a
//! child process: this test binary again, told by [`SCENE`] what to play.

use std::f64::consts::TAU;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use latentune::audio::Pcm;
use latentune::player::{Player, PlayerCommand, PlayerState};
use rand::{RngExt, SeedableRng};

const SCENE: &str = "LATENTUNE_TEST_PLAYER_SCENE";
/// The test that the child is asked for; each test here plays its scene instead when it finds
/// itself in a child.
const CHILD: &str = "player::fast_clicking_never_cracks";
const SONG_RATE_HZ: u32 = 44_100;
const SONG_SECS: f64 = 3.0;
/// A tone and a sweep from one frequency to another; left and right differ, so that a swap or a mix
/// would show.
struct Sound {
    tone_hz: f64,
    sweep_hz: [f64; 2],
}
const LEFT: Sound = Sound {
    tone_hz: 110.0,
    sweep_hz: [200.0, 12_000.0],
};
const RIGHT: Sound = Sound {
    tone_hz: 150.0,
    sweep_hz: [9000.0, 300.0],
};
const FADE_SECS: f64 = 0.010;
/// Clicks on songs of two rates in turn, so that each opens the device anew, and how long each is
/// listened to.
const N_CLICKS: usize = 40;
const LISTENED: Duration = Duration::from_millis(800);
/// A null sink renders ahead, and anew what it had rendered when a stream begins or ends; its monitor
/// has the first of it, in which the stream is not yet, or still. Without that the record is what
/// is heard, from the first sample to the last.
const NO_REWINDS: &str = "norewinds=1";
/// A machine too busy to feed its own sound server leaves a gap; trying again tells that from a
/// fault of the player's.
const N_TRIES: usize = 5;

impl Sound {
    /// The sound as a function of time, so that it is known at every rate. The sweep makes every
    /// place unlike the others.
    fn at(&self, secs: f64) -> f64 {
        let [from, to] = self.sweep_hz;
        let sweep = from * secs + (to - from) * secs * secs / (2.0 * SONG_SECS);
        0.3 * (TAU * self.tone_hz * secs).sin() + 0.3 * (TAU * sweep).sin()
    }
}

fn song() -> Pcm {
    let n_frames = (SONG_SECS * f64::from(SONG_RATE_HZ)) as usize;
    let at = |i: usize| i as f64 / f64::from(SONG_RATE_HZ);
    let samples = (0..n_frames)
        .flat_map(|i| [LEFT.at(at(i)) as f32, RIGHT.at(at(i)) as f32])
        .collect();
    Pcm {
        samples,
        n_channels: 2,
        sample_rate_hz: SONG_RATE_HZ,
        remark: None,
    }
}

/// Smooth in itself: whatever jumps in a recording of it is the player's doing.
fn hum(freq_hz: f64, amplitude: f64) -> Pcm {
    let n_frames = 20 * SONG_RATE_HZ as usize;
    let samples = (0..n_frames)
        .map(|i| (amplitude * (TAU * freq_hz * i as f64 / f64::from(SONG_RATE_HZ)).cos()) as f32)
        .collect();
    Pcm {
        samples,
        n_channels: 1,
        sample_rate_hz: SONG_RATE_HZ,
        remark: None,
    }
}

/// The tone of a click: no other has it.
fn click_hz(click: usize) -> f64 {
    300.0 + 100.0 * click as f64
}

fn click_tone(click: usize) -> Pcm {
    let rate_hz = if click.is_multiple_of(2) {
        SONG_RATE_HZ
    } else {
        48_000
    };
    let samples = (0..3 * rate_hz)
        .map(|i| (0.5 * (TAU * click_hz(click) * f64::from(i) / f64::from(rate_hz)).sin()) as f32);
    Pcm {
        samples: samples.collect(),
        n_channels: 1,
        sample_rate_hz: rate_hz,
        remark: None,
    }
}

fn wait(player: &Player, is_so: impl Fn(&PlayerState) -> bool) -> PlayerState {
    let until = Instant::now() + Duration::from_secs(20);
    loop {
        let state = player.state();
        if is_so(&state) {
            return state;
        }
        assert!(Instant::now() < until, "{state:?}");
        thread::sleep(Duration::from_millis(5));
    }
}

fn play(player: &Player, path: &str, from_secs: f32) {
    player.send(PlayerCommand::Play {
        path: path.into(),
        from_secs,
    });
}

/// What the child plays.
fn play_scene(scene: &str) {
    let decode = |path: &Path| {
        Ok(match path.to_str() {
            Some("song") => song(),
            Some("rest") => hum(0.0, 0.0),
            Some("low" | "low again") => hum(60.0, 0.8),
            Some(name) if name.starts_with("click ") => click_tone(name[6..].parse().unwrap()),
            _ => hum(100.0, 0.8),
        })
    };
    let player = Player::spawn_with_decoder(decode, || ());
    // A stream that begins makes PulseAudio render anew what it had rendered ahead, and the monitor
    // of a null sink has no record of the second time: let a rest take that, with the device
    // staying open.
    play(&player, "rest", 0.0);
    wait(&player, |s| s.playing && s.position_secs > 0.4);
    match scene {
        "song" => {
            play(&player, "song", 0.0);
            let state = wait(&player, |s| s.finished || s.message.is_some());
            assert_eq!(
                (state.message, state.path),
                (None, Some(PathBuf::from("song")))
            );
        }
        "clicks" => clicks(&player),
        "previews" => previews(&player),
        "forty clicks" => forty_clicks(&player),
        "device dies" => device_dies(&player),
        "device comes back" => {
            play(&player, "high", 2.0);
            let before = wait(&player, |s| s.playing && s.position_secs > 2.5).position_secs;
            println!("kill it");
            let lost = wait(&player, |s| s.loading);
            let back = wait(&player, |s| {
                s.playing && !s.loading && s.position_secs > lost.position_secs + 0.5
            });
            assert!(
                lost.position_secs >= before && back.message.is_none(),
                "{lost:?} {back:?}"
            );
        }
        "device comes back late" => {
            play(&player, "high", 2.0);
            wait(&player, |s| s.playing && s.position_secs > 2.5);
            println!("kill it");
            let paused = wait(&player, |s| !s.playing && s.message.is_some());
            let back = wait(&player, |s| {
                s.playing && !s.loading && s.position_secs > paused.position_secs + 0.3
            });
            assert_eq!(back.message, None, "{paused:?} {back:?}");
        }
        other => panic!("no scene {other}"),
    }
    drop(player);
    thread::sleep(Duration::from_millis(300));
}

/// Someone who clicks, drags and pauses as fast as hands can, for some seconds.
fn clicks(player: &Player) {
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(11);
    for _ in 0..150 {
        match rng.random_range(0..10) {
            0..4 => play(
                player,
                if rng.random_bool(0.5) { "low" } else { "high" },
                rng.random_range(0.0..15.0),
            ),
            4..7 => player.send(PlayerCommand::Seek(rng.random_range(0.0..15.0))),
            7 => player.send(PlayerCommand::Pause),
            8 => player.send(PlayerCommand::Resume),
            _ => player.send(PlayerCommand::Stop),
        }
        thread::sleep(Duration::from_millis(rng.random_range(1..50)));
    }
    play(player, "high", 1.0);
    let state = wait(player, |s| {
        s.playing && s.position_secs > 1.5 && s.position_secs < 2.0
    });
    assert_eq!(
        (state.message, state.path),
        (None, Some(PathBuf::from("high")))
    );
}

/// One song after the other while every core computes.
fn forty_clicks(player: &Player) {
    for _ in 0..4 {
        thread::spawn(|| {
            let mut x = 0.5_f64;
            loop {
                x = std::hint::black_box((x * 3.9).sin());
            }
        });
    }
    for click in 0..N_CLICKS {
        let name = format!("click {click}");
        play(player, &name, 0.0);
        let began = Instant::now();
        let is_it = |s: &PlayerState| s.path.as_deref() == Some(Path::new(&name)) && s.playing;
        let state = wait(player, |s| {
            is_it(s) && s.position_secs > LISTENED.as_secs_f32()
        });
        assert_eq!(state.message, None);
        println!(
            "click {click}: at {} s after {:?}",
            state.position_secs,
            began.elapsed()
        );
    }
}

fn device_dies(player: &Player) {
    let before = player.state().position_secs;
    println!("kill it");
    let state = wait(player, |s| s.message.is_some());
    println!("{state:?}");
    assert!(
        !state.playing
            && state
                .message
                .is_some_and(|m| m.to_string().contains("the audio device went away"))
    );
    let stood = state.position_secs;
    assert!(
        (before..before + 1.0).contains(&stood),
        "the song ran on in silence, from {before} to {stood}"
    );
    thread::sleep(Duration::from_millis(300));
    assert_eq!(player.state().position_secs, stood);
    play(player, "high", 0.0);
    let is_it = |s: &PlayerState| s.playing && s.path == Some(PathBuf::from("high"));
    let state = wait(player, |s| is_it(s) && s.position_secs > 0.1);
    assert!(
        state
            .message
            .is_some_and(|m| m.to_string().contains("does not open"))
    );
}

/// Someone who holds Alt and sweeps over the map while a song plays, and rests at last.
fn previews(player: &Player) {
    let names = ["low", "high", "low again", "high again"];
    player.send(PlayerCommand::LookAhead(names.map(PathBuf::from).to_vec()));
    play(player, "low", 1.0);
    wait(player, |s| s.playing && s.position_secs > 1.3);
    for i in 0..40 {
        player.send(PlayerCommand::Preview(Some(names[i % 4].into())));
        thread::sleep(Duration::from_millis(35 + 7 * (i as u64 % 5)));
    }
    player.send(PlayerCommand::Preview(Some("high".into())));
    wait(player, |s| s.preview == Some(PathBuf::from("high")));
    thread::sleep(Duration::from_millis(700));
    player.send(PlayerCommand::Preview(None));
    let state = wait(player, |s| {
        s.preview.is_none() && s.playing && s.position_secs > 1.8
    });
    assert_eq!(
        (state.message, state.path),
        (None, Some(PathBuf::from("low")))
    );
}

/// A PulseAudio daemon with one null sink, seen by nobody else.
struct Pulse {
    dir: tempfile::TempDir,
    daemon: Child,
    rate_hz: u32,
    /// Further options of its sink.
    sink: &'static str,
}

impl Pulse {
    /// `None` in the child, once it has played its scene.
    fn start_unless_child(rate_hz: u32) -> Option<Self> {
        Self::start_with_unless_child(rate_hz, "")
    }

    fn start_with_unless_child(rate_hz: u32, sink: &'static str) -> Option<Self> {
        match std::env::var(SCENE) {
            Ok(scene) => {
                play_scene(&scene);
                None
            }
            Err(_) => Some(Self::start(rate_hz, sink)),
        }
    }

    fn start(rate_hz: u32, sink: &'static str) -> Self {
        for program in ["pulseaudio", "pactl", "parec"] {
            let answer = Command::new(program)
                .arg("--version")
                .stdout(Stdio::null())
                .status();
            assert!(answer.is_ok(), "{program} is not installed");
        }
        let dir = tempfile::tempdir().unwrap();
        fs::write(
            dir.path().join("asound.conf"),
            "pcm.!default { type pulse }\nctl.!default { type pulse }\n",
        )
        .unwrap();
        let daemon = spawn_daemon(dir.path(), rate_hz, sink);
        let mut pulse = Self {
            dir,
            daemon,
            rate_hz,
            sink,
        };
        pulse.wait_until_up();
        pulse
    }

    fn wait_until_up(&mut self) {
        let until = Instant::now() + Duration::from_secs(10);
        while !self
            .command("pactl")
            .args(["info"])
            .stdout(Stdio::null())
            .status()
            .unwrap()
            .success()
        {
            let ended = self.daemon.try_wait().unwrap();
            assert!(
                ended.is_none() && Instant::now() < until,
                "pulseaudio does not start here: {ended:?}"
            );
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn kill(&mut self) {
        self.daemon.kill().unwrap();
        self.daemon.wait().unwrap();
        let _ = fs::remove_file(socket(self.dir.path()));
    }

    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        in_room(&mut command, self.dir.path()).stderr(Stdio::null());
        command
    }

    fn scene(&self, scene: &str) -> Command {
        let mut child = self.command(std::env::current_exe().unwrap());
        child
            .args([CHILD, "--exact", "--ignored", "--nocapture"])
            .env(SCENE, scene)
            .stderr(Stdio::inherit());
        child
    }

    /// Plays a scene and gives what the sink got: left, right.
    fn record(&self, scene: &str) -> [Vec<f32>; 2] {
        let tape = self.dir.path().join("tape.raw");
        let mut recorder = self
            .command("parec")
            .args([
                "--device=test.monitor",
                "--raw",
                "--format=float32le",
                "--channels=2",
                "--latency-msec=50",
            ])
            .arg(format!("--rate={}", self.rate_hz))
            .stdout(File::create(&tape).unwrap())
            .spawn()
            .unwrap();
        let until = Instant::now() + Duration::from_secs(10);
        while fs::metadata(&tape).unwrap().len() == 0 && Instant::now() < until {
            thread::sleep(Duration::from_millis(20));
        }
        let output = self.scene(scene).stderr(Stdio::piped()).output().unwrap();
        thread::sleep(Duration::from_millis(300));
        recorder.kill().unwrap();
        recorder.wait().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        assert!(
            !said.contains("does not open"),
            "ALSA does not reach PulseAudio (libasound2-plugins): {said}"
        );
        assert!(!said.contains("went away"), "{said}");
        assert!(output.status.success(), "{said}");
        let bytes = fs::read(&tape).unwrap();
        let samples: Vec<f32> = bytes
            .chunks_exact(4)
            .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
            .collect();
        [0, 1].map(|channel| samples.iter().skip(channel).step_by(2).copied().collect())
    }
}

impl Drop for Pulse {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

/// `sink` are further options of the null sink.
fn spawn_daemon(dir: &Path, rate_hz: u32, sink: &str) -> Child {
    let sink = format!(
        "module-null-sink sink_name=test rate={rate_hz} channels=2 format=float32le {sink}"
    );
    let socket = format!(
        "module-native-protocol-unix auth-anonymous=1 socket={}",
        socket(dir)
    );
    let mut daemon = Command::new("pulseaudio");
    daemon.args([
        "-n",
        "--daemonize=no",
        "--exit-idle-time=-1",
        "--use-pid-file=no",
        "--realtime=no",
    ]);
    daemon.args(["--high-priority=no", "--load", &sink, "--load", &socket]);
    in_room(&mut daemon, dir)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn socket(dir: &Path) -> String {
    dir.join("native").display().to_string()
}

/// Points everything that has a default elsewhere at `dir`.
fn in_room<'c>(command: &'c mut Command, dir: &Path) -> &'c mut Command {
    command
        .env("HOME", dir)
        .env("XDG_RUNTIME_DIR", dir)
        .env("XDG_CONFIG_HOME", dir)
        .env("PULSE_RUNTIME_PATH", dir)
        .env("PULSE_STATE_PATH", dir)
        .env("PULSE_SERVER", format!("unix:{}", socket(dir)))
        .env("ALSA_CONFIG_PATH", dir.join("asound.conf"))
}

/// Where in `tape` the song begins, by cross-correlation with a part of it.
fn find(tape: &[f32], rate_hz: u32) -> usize {
    let skip = rate_hz as usize / 10;
    let probe: Vec<f32> = (0..rate_hz as usize / 4)
        .map(|i| LEFT.at((skip + i) as f64 / f64::from(rate_hz)) as f32)
        .collect();
    let first = tape
        .iter()
        .position(|s| s.abs() > 1e-4)
        .expect("nothing was recorded");
    let score = |began: usize| {
        let part = &tape[began + skip..];
        probe
            .iter()
            .zip(part)
            .map(|(&p, &t)| f64::from(p) * f64::from(t))
            .sum::<f64>()
    };
    (first.saturating_sub(1000)..first + 1000)
        .max_by(|&a, &b| score(a).total_cmp(&score(b)))
        .unwrap_or(first)
}

/// Signal to noise against the song moved by `shift` frames, over its middle.
fn snr_db(tape: &[f32], began: usize, rate_hz: u32, sound: &Sound, shift: f64) -> f64 {
    let rate = f64::from(rate_hz);
    let edge = (2.0 * FADE_SECS * rate) as usize;
    let (mut signal, mut noise) = (0.0, 0.0);
    for i in edge..(SONG_SECS * rate) as usize - edge {
        let truth = sound.at((i as f64 - shift) / rate);
        signal += truth * truth;
        noise += (f64::from(tape[began + i]) - truth).powi(2);
    }
    10.0 * (signal / noise).log10()
}

/// The same against the best fraction of a frame: a resampler may delay by one.
fn best_snr_db(tape: &[f32], began: usize, rate_hz: u32, sound: &Sound) -> f64 {
    let (mut low, mut high) = (-1.0, 1.0);
    for _ in 0..40 {
        let third = (high - low) / 3.0;
        let at = |shift| snr_db(tape, began, rate_hz, sound, shift);
        if at(low + third) < at(high - third) {
            low += third
        } else {
            high -= third
        }
    }
    snr_db(tape, began, rate_hz, sound, (low + high) / 2.0)
}

#[test]
#[ignore = "needs PulseAudio and its ALSA plugin"]
fn at_matching_rates_the_recording_is_the_song() {
    let _alone = crate::alone();
    let Some(pulse) = Pulse::start_unless_child(SONG_RATE_HZ) else {
        return;
    };
    let mut best = 0;
    for _ in 0..N_TRIES {
        let [left, right] = pulse.record("song");
        let began = find(&left, SONG_RATE_HZ);
        let song = song();
        let edge = (FADE_SECS * f64::from(SONG_RATE_HZ)) as usize + 1;
        let inside = edge..song.n_frames() - edge;
        let n_inside = inside.len();
        let n_same = inside
            .filter(|&i| {
                left[began + i] == song.samples[2 * i]
                    && right[began + i] == song.samples[2 * i + 1]
            })
            .count();
        println!("{n_same} of {n_inside} frames are the song's");
        best = best.max(n_same);
        if best == n_inside {
            return;
        }
    }
    panic!("only {best} frames are the song's");
}

#[test]
#[ignore = "needs PulseAudio and its ALSA plugin"]
fn at_another_rate_the_recording_is_a_good_resampling_of_the_song() {
    let _alone = crate::alone();
    let Some(pulse) = Pulse::start_unless_child(48_000) else {
        return;
    };
    let mut best = f64::NEG_INFINITY;
    for _ in 0..N_TRIES {
        let [left, right] = pulse.record("song");
        let began = find(&left, 48_000);
        let snr = best_snr_db(&left, began, 48_000, &LEFT)
            .min(best_snr_db(&right, began, 48_000, &RIGHT));
        println!("{snr:.1} dB");
        best = best.max(snr);
        if best > 40.0 {
            return;
        }
    }
    panic!("only {best:.1} dB");
}

#[test]
#[ignore = "needs PulseAudio and its ALSA plugin"]
fn fast_clicking_never_cracks() {
    let _alone = crate::alone();
    let Some(pulse) = Pulse::start_unless_child(SONG_RATE_HZ) else {
        return;
    };
    // The steepest places of the louder song and of a fade, both at once.
    let bound = 0.8 * (TAU * 100.0 + std::f64::consts::FRAC_PI_2 / FADE_SECS)
        / f64::from(SONG_RATE_HZ)
        * 1.01;
    let mut best = f64::INFINITY;
    for _ in 0..N_TRIES {
        let [left, _] = pulse.record("clicks");
        assert!(
            left.iter().filter(|s| s.abs() > 0.5).count() > SONG_RATE_HZ as usize / 2,
            "hardly anything sounds"
        );
        let jump = left
            .windows(2)
            .map(|w| f64::from((w[1] - w[0]).abs()))
            .fold(0.0, f64::max);
        println!("largest jump {jump:.5}, bound {bound:.5}");
        best = best.min(jump);
        if best <= bound {
            return;
        }
    }
    panic!("a jump of {best} where {bound} is the most");
}

#[test]
#[ignore = "needs PulseAudio and its ALSA plugin"]
fn previews_are_heard_in_place_of_the_song_and_never_crack() {
    let _alone = crate::alone();
    let Some(pulse) = Pulse::start_unless_child(SONG_RATE_HZ) else {
        return;
    };
    // The steepest places of the louder song, of its fade and of a cross-fade of 50 ms, all at
    // once.
    let fades = std::f64::consts::FRAC_PI_2 * (1.0 / FADE_SECS + 2.0 / 0.050);
    let bound = 0.8 * (TAU * 100.0 + fades) / f64::from(SONG_RATE_HZ) * 1.01;
    let mut best = f64::INFINITY;
    for _ in 0..N_TRIES {
        let [left, _] = pulse.record("previews");
        let loudest = left.iter().fold(0.0_f32, |m, s| m.max(s.abs()));
        assert!(
            (0.79..0.801).contains(&loudest),
            "the song has 0.8, previews are softer: {loudest}"
        );
        // Half a second of the last preview, 3 dB below the song.
        let quiet =
            |w: &[f32]| w.iter().all(|s| s.abs() < 0.8 * 0.708) && w.iter().any(|s| s.abs() > 0.55);
        assert!(
            left.chunks_exact(SONG_RATE_HZ as usize / 4).any(quiet),
            "no preview was heard alone"
        );
        let jump = left
            .windows(2)
            .map(|w| f64::from((w[1] - w[0]).abs()))
            .fold(0.0, f64::max);
        println!("largest jump {jump:.5}, bound {bound:.5}");
        best = best.min(jump);
        if best <= bound {
            return;
        }
    }
    panic!("a jump of {best} where {bound} is the most");
}

/// How long a click's tone was heard, in steps of 20 ms in which it has most of its amplitude.
fn heard_secs(tape: &[f32], click: usize) -> f64 {
    const STEP: usize = SONG_RATE_HZ as usize / 50;
    let turn = TAU * click_hz(click) / f64::from(SONG_RATE_HZ);
    let has_tone = |step: &&[f32]| {
        let (mut re, mut im) = (0.0, 0.0);
        for (i, &s) in step.iter().enumerate() {
            let (sin, cos) = (turn * i as f64).sin_cos();
            (re, im) = (re + f64::from(s) * cos, im + f64::from(s) * sin);
        }
        2.0 * re.hypot(im) / STEP as f64 > 0.25
    };
    tape.chunks_exact(STEP).filter(has_tone).count() as f64 * STEP as f64 / f64::from(SONG_RATE_HZ)
}

#[test]
#[ignore = "needs PulseAudio and its ALSA plugin"]
fn of_forty_clicks_forty_are_heard_while_all_cores_compute() {
    let _alone = crate::alone();
    let Some(pulse) = Pulse::start_with_unless_child(SONG_RATE_HZ, NO_REWINDS) else {
        return;
    };
    let [left, _] = pulse.record("forty clicks");
    let heard: Vec<f64> = (0..N_CLICKS)
        .map(|click| heard_secs(&left, click))
        .collect();
    println!("{heard:.2?}");
    // The position leads what is heard by 0.15 s at most. And a stream that begins makes the server
    // render anew what it had rendered ahead, of which the monitor has no record.
    let n_heard = heard
        .iter()
        .filter(|&&secs| secs > 0.6 * LISTENED.as_secs_f64())
        .count();
    assert_eq!(n_heard, N_CLICKS, "for {LISTENED:?} each");
}

/// Plays a scene in which the server is killed, and does `then` after that.
fn killed_in(pulse: &mut Pulse, scene: &str, then: impl Fn(&mut Pulse)) {
    use std::io::{BufRead, BufReader};
    let mut child = pulse.scene(scene).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        if line.contains("kill it") {
            pulse.kill();
            then(pulse);
        }
        said += &(line + "\n");
    }
    assert!(child.wait().unwrap().success(), "{said}");
}

#[test]
#[ignore = "needs PulseAudio and its ALSA plugin"]
fn a_sound_server_that_dies_pauses_the_song_and_is_a_message() {
    let _alone = crate::alone();
    let Some(mut pulse) = Pulse::start_unless_child(SONG_RATE_HZ) else {
        return;
    };
    killed_in(&mut pulse, "device dies", |_| ());
}

#[test]
#[ignore = "needs PulseAudio and its ALSA plugin"]
fn a_sound_server_that_starts_again_goes_on_with_the_song() {
    let _alone = crate::alone();
    let Some(mut pulse) = Pulse::start_unless_child(SONG_RATE_HZ) else {
        return;
    };
    killed_in(&mut pulse, "device comes back", |pulse| {
        thread::sleep(Duration::from_millis(400));
        pulse.daemon = spawn_daemon(pulse.dir.path(), pulse.rate_hz, pulse.sink);
        pulse.wait_until_up();
    });
}

/// By hand, say: long after every attempt has failed.
#[test]
#[ignore = "needs PulseAudio and its ALSA plugin"]
fn a_sound_server_that_starts_again_later_goes_on_with_the_song_that_paused() {
    let _alone = crate::alone();
    let Some(mut pulse) = Pulse::start_unless_child(SONG_RATE_HZ) else {
        return;
    };
    killed_in(&mut pulse, "device comes back late", |pulse| {
        thread::sleep(Duration::from_secs(8));
        pulse.daemon = spawn_daemon(pulse.dir.path(), pulse.rate_hz, pulse.sink);
        pulse.wait_until_up();
    });
}
