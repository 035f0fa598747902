//! espeak-ng, called through its library, in a process of its own.
//!
//! The command-line tool gives only the sound; the library also tells when each phoneme begins, and notes
//! can then be put exactly on vowels. But the library keeps state from line to line (breath noise,
//! flutter), so that a line would depend on what was said before. A fresh process for each line makes the
//! same words always sound the same: this program starts itself again with `say` as its first argument.

use std::ffi::{CString, c_char, c_int, c_short, c_uint, c_void};
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Mutex;

use libloading::{Library, Symbol};

/// What the library gave for one line.
pub struct Utterance {
    pub samples: Vec<f32>,
    pub rate: u32,
    /// First sample of each phoneme, and whether it is a vowel.
    pub phonemes: Vec<(usize, bool)>,
}

/// What to say, and how.
pub struct Request<'a> {
    /// Language and variant, as in `bn+m3`.
    pub voice: &'a str,
    pub words_per_minute: u32,
    pub pitch: u8,
    pub text: &'a str,
}

/// Says a line in a fresh process.
pub fn say(request: &Request) -> Result<Utterance, String> {
    let program = std::env::current_exe().map_err(|e| e.to_string())?;
    let output = Command::new(program)
        .arg("say")
        .arg(request.voice)
        .arg(request.words_per_minute.to_string())
        .arg(request.pitch.to_string())
        .arg(request.text)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|e| e.to_string())?;
    let words: Vec<u32> = output.stdout.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
    let (Some(&rate), Some(&count), true) = (words.first(), words.get(1), output.status.success()) else {
        return Err(format!("espeak-ng cannot say {:?}: {}", request.text, output.status));
    };
    // The top bit of a position marks a vowel.
    let phonemes = words[2..][..count as usize].iter().map(|w| ((w & !VOWEL) as usize, w & VOWEL != 0)).collect();
    let samples = output.stdout[4 * (2 + count as usize)..]
        .chunks_exact(2)
        .map(|b| f32::from(i16::from_le_bytes([b[0], b[1]])) / 32768.0)
        .collect();
    Ok(Utterance { samples, rate, phonemes })
}

const VOWEL: u32 = 1 << 31;

/// The other side of [`say`]: writes rate, phonemes and samples to the standard output.
pub fn child(arguments: &[String]) -> Result<(), String> {
    let [voice, words_per_minute, pitch, text] = arguments else {
        return Err("say VOICE WORDS_PER_MINUTE PITCH TEXT".to_string());
    };
    let number = |text: &str| text.parse::<c_int>().map_err(|e| e.to_string());
    let rate = speak(voice, number(words_per_minute)?, number(pitch)?, text)?;
    let heard = HEARD.lock().map_err(|e| e.to_string())?;
    let mut bytes = Vec::new();
    bytes.extend((rate as u32).to_le_bytes());
    bytes.extend((heard.phonemes.len() as u32).to_le_bytes());
    heard.phonemes.iter().for_each(|p| bytes.extend(p.to_le_bytes()));
    heard.samples.iter().for_each(|s| bytes.extend(s.to_le_bytes()));
    std::io::stdout().write_all(&bytes).map_err(|e| e.to_string())
}

/// What the library has handed over so far.
struct Heard {
    samples: Vec<i16>,
    phonemes: Vec<u32>,
}

static HEARD: Mutex<Heard> = Mutex::new(Heard { samples: Vec::new(), phonemes: Vec::new() });

/// `espeak_EVENT` of speak_lib.h.
#[repr(C)]
struct Event {
    kind: c_int,
    identifier: c_uint,
    text_position: c_int,
    length: c_int,
    audio_position: c_int,
    sample: c_int,
    user_data: *mut c_void,
    /// A union; for phonemes it holds up to eight bytes of the phoneme's name.
    name: [u8; 8],
}

const SYNCHRONOUS: c_int = 2;
const PHONEME_EVENTS: c_int = 1;
const RATE: c_int = 1;
const PITCH: c_int = 3;
const RANGE: c_int = 4;
const UTF8: c_uint = 1;
const LIST_TERMINATED: c_int = 0;
const PHONEME: c_int = 7;

type Callback = extern "C" fn(*mut c_short, c_int, *mut Event) -> c_int;
type Initialize = unsafe extern "C" fn(c_int, c_int, *const c_char, c_int) -> c_int;
type SetCallback = unsafe extern "C" fn(Callback);
type SetVoice = unsafe extern "C" fn(*const c_char) -> c_int;
type SetParameter = unsafe extern "C" fn(c_int, c_int, c_int) -> c_int;
type Synth =
    unsafe extern "C" fn(*const c_void, usize, c_uint, c_int, c_uint, c_uint, *mut c_uint, *mut c_void) -> c_int;

extern "C" fn listen(samples: *mut c_short, count: c_int, mut event: *mut Event) -> c_int {
    let Ok(mut heard) = HEARD.lock() else { return 1 };
    if !samples.is_null() && count > 0 {
        // SAFETY: espeak-ng hands over `count` samples that live until this function returns.
        heard.samples.extend(unsafe { std::slice::from_raw_parts(samples, count as usize) });
    }
    // SAFETY: the events are an array that ends with one of the kind LIST_TERMINATED.
    while let Some(e) = unsafe { event.as_ref() }.filter(|e| e.kind != LIST_TERMINATED) {
        if e.kind == PHONEME {
            let vowel = if is_vowel(&String::from_utf8_lossy(&e.name)) { VOWEL } else { 0 };
            heard.phonemes.push(e.sample.max(0) as u32 | vowel);
        }
        event = event.wrapping_add(1);
    }
    0
}

/// Speaks on one flat pitch into [`HEARD`]; returns the sample rate.
fn speak(voice: &str, words_per_minute: c_int, pitch: c_int, text: &str) -> Result<c_int, String> {
    let voice_name = CString::new(voice).map_err(|e| e.to_string())?;
    let text = CString::new(text).map_err(|e| e.to_string())?;
    let names = ["libespeak-ng.so.1", "libespeak-ng.so", "libespeak-ng.dylib", "libespeak-ng.dll"];
    // SAFETY: the library's own initialisers are all that loading it runs, and the signatures above are
    // those of its header; the strings outlive the calls, which are synchronous.
    unsafe {
        let library = names
            .iter()
            .find_map(|name| Library::new(*name).ok())
            .ok_or("the library of espeak-ng is missing; install espeak-ng")?;
        // Never unloaded: the process ends soon, and the library may have threads that outlive this call.
        let library = std::mem::ManuallyDrop::new(library);
        let find = |e: libloading::Error| e.to_string();
        let initialize: Symbol<Initialize> = library.get(b"espeak_Initialize").map_err(find)?;
        let set_callback: Symbol<SetCallback> = library.get(b"espeak_SetSynthCallback").map_err(find)?;
        let set_voice: Symbol<SetVoice> = library.get(b"espeak_SetVoiceByName").map_err(find)?;
        let set_parameter: Symbol<SetParameter> = library.get(b"espeak_SetParameter").map_err(find)?;
        let synth: Symbol<Synth> = library.get(b"espeak_Synth").map_err(find)?;
        let rate = initialize(SYNCHRONOUS, 0, std::ptr::null(), PHONEME_EVENTS);
        if rate <= 0 || set_voice(voice_name.as_ptr()) != 0 {
            return Err(format!("espeak-ng has no voice {voice}"));
        }
        set_callback(listen);
        for (parameter, value) in [(RATE, words_per_minute), (PITCH, pitch), (RANGE, 0)] {
            set_parameter(parameter, value, 0);
        }
        let size = text.as_bytes_with_nul().len();
        let mut identifier = 0;
        match synth(text.as_ptr().cast(), size, 0, 1, 0, UTF8, &mut identifier, std::ptr::null_mut()) {
            0 => Ok(rate),
            code => Err(format!("espeak-ng fails with code {code}")),
        }
    }
}

/// Whether a phoneme, in espeak-ng's own notation, is the core of a syllable.
fn is_vowel(phoneme: &str) -> bool {
    let plain = phoneme.trim_end_matches('\0').trim_start_matches(['\'', ',', '%', '=', '|', '!']);
    plain.starts_with(|c| "aeiouAEIOUV03@&".contains(c)) || matches!(plain, "n-" | "m-" | "l-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vowels_are_told_from_consonants() {
        for vowel in ["'I", "oU", "@", "3:\0\0", ",a~", "0", "n-", "aI@"] {
            assert!(is_vowel(vowel), "{vowel}");
        }
        for consonant in ["tS", "b#", "n\0\0", "J", "D", "", "(en)", "_:"] {
            assert!(!is_vowel(consonant), "{consonant}");
        }
    }
}
