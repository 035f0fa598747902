//! A film of songs that find their places: an animated GIF, an animated PNG, or a folder of PNGs.

mod draw;
mod palette;

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use resvg::tiny_skia::Pixmap;
use strum::VariantArray;

use super::write_file;
use crate::error::{Error, Result};
use crate::file::{LEFT_STAYS, clear_left};
use crate::job::{Reporter, Stage};
use crate::matrix::Matrix;
use crate::words::{Message, Text, id};

use draw::Canvas;
use palette::Palette;

/// What a folder of pictures is called, behind the number of the process, until it is whole.
const UNFINISHED: &str = ".unfinished";
/// How long the last picture stays before the film begins again, in seconds.
const LAST_STAYS: u16 = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, VariantArray)]
pub(crate) enum FilmFormat {
    /// 256 colours at most; opens everywhere.
    #[default]
    Gif,
    /// An animated PNG: every colour, in browsers.
    Apng,
    /// A folder of numbered PNGs, for a film maker.
    Folder,
}

impl FilmFormat {
    pub(crate) const ALL: &[FilmFormat] = Self::VARIANTS;

    pub(crate) fn label(self) -> &'static str {
        match self {
            FilmFormat::Gif => "GIF",
            FilmFormat::Apng => "APNG",
            FilmFormat::Folder => "PNGs",
        }
    }

    /// The end of its files' names; `None` for a folder.
    pub(crate) fn extension(self) -> Option<&'static str> {
        match self {
            FilmFormat::Gif => Some("gif"),
            FilmFormat::Apng => Some("png"),
            FilmFormat::Folder => None,
        }
    }
}

/// What a film shows, and where it goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Film {
    pub(crate) path: PathBuf,
    pub(crate) format: FilmFormat,
    /// Width and height in pixels, each from 64 to 4096.
    pub(crate) size: [u32; 2],
    /// From 1 to 50.
    pub(crate) frames_a_second: u16,
    pub(crate) stills: Vec<Still>,
    /// The colour of each song.
    pub(crate) colours: Arc<Vec<[u8; 3]>>,
    pub(crate) ground: [u8; 3],
    /// The colour of the words.
    pub(crate) ink: [u8; 3],
}

/// One picture of a film.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Still {
    /// n × 2, of any scale.
    pub(crate) xy: Arc<Matrix>,
    /// Written below the songs.
    pub(crate) caption: String,
}

impl Film {
    fn check(&self) -> Result<()> {
        let fail = |cause: Text| Err(Error::stage(id::ERROR_FILM, cause));
        if self.stills.is_empty() {
            return fail(id::EXPORT_THERE_NO_PICTURE);
        }
        if self
            .stills
            .iter()
            .any(|still| still.xy.n_rows() != self.colours.len())
        {
            return fail(id::EXPORT_PICTURES_DIFFERENT_SONGS);
        }
        if !self.size.iter().all(|side| (64..=4096).contains(side))
            || !(1..=50).contains(&self.frames_a_second)
        {
            return fail(id::EXPORT_SIDE_MUST_FROM_64_4096);
        }
        Ok(())
    }
}

/// Draws every picture and writes the film: a file in one go beside its place, a folder picture by
/// picture beside its place, then renamed.
///
/// # Errors
/// When the film has no pictures or is out of range; when the place cannot be written, or is a
/// folder with something in it; or [`Error::Cancelled`].
pub(crate) fn write_film(film: &Film, reporter: &Reporter) -> Result<()> {
    film.check()?;
    let canvas = Canvas::of(film);
    match film.format {
        FilmFormat::Gif => write_file(&film.path, &gif(film, &canvas, reporter)?),
        FilmFormat::Apng => write_file(&film.path, &apng(film, &canvas, reporter)?),
        FilmFormat::Folder => folder(film, &canvas, reporter),
    }
}

/// Each picture in turn, with progress.
fn each(
    film: &Film,
    canvas: &Canvas,
    reporter: &Reporter,
    mut take: impl FnMut(usize, &Pixmap) -> Result<()>,
) -> Result<()> {
    let n = film.stills.len();
    for (i, still) in film.stills.iter().enumerate() {
        reporter.checkpoint()?;
        take(i, &canvas.picture(still, &film.colours)?)?;
        reporter.step(Stage::Export, i + 1, n, "");
    }
    Ok(())
}

fn fault(error: impl std::fmt::Display) -> Error {
    Error::stage(id::ERROR_FILM, Message::verbatim(error))
}

fn gif(film: &Film, canvas: &Canvas, reporter: &Reporter) -> Result<Vec<u8>> {
    // Sides are checked to be at most 4096.
    let [width, height] = film.size.map(|side| side as u16);
    let mut palette = Palette::new(&film.colours, film.ground, film.ink);
    let mut bytes = Vec::new();
    {
        let mut encoder =
            gif::Encoder::new(&mut bytes, width, height, &palette.bytes()).map_err(fault)?;
        encoder.set_repeat(gif::Repeat::Infinite).map_err(fault)?;
        each(film, canvas, reporter, |i, pixels| {
            let indices = pixels
                .data()
                .chunks_exact(4)
                .map(|p| palette.nearest([p[0], p[1], p[2]]))
                .collect();
            let last = i + 1 == film.stills.len();
            let frame = gif::Frame {
                width,
                height,
                buffer: Cow::Owned(indices),
                // In hundredths of a second.
                delay: if last {
                    100 * LAST_STAYS
                } else {
                    100 / film.frames_a_second
                },
                ..gif::Frame::default()
            };
            encoder.write_frame(&frame).map_err(fault)
        })?;
    }
    Ok(bytes)
}

fn apng(film: &Film, canvas: &Canvas, reporter: &Reporter) -> Result<Vec<u8>> {
    let [width, height] = film.size;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder
        .set_animated(film.stills.len() as u32, 0)
        .map_err(fault)?;
    encoder
        .set_frame_delay(1, film.frames_a_second)
        .map_err(fault)?;
    let mut writer = encoder.write_header().map_err(fault)?;
    each(film, canvas, reporter, |i, pixels| {
        if i + 1 == film.stills.len() {
            writer.set_frame_delay(LAST_STAYS, 1).map_err(fault)?;
        }
        let rgb: Vec<u8> = pixels
            .data()
            .chunks_exact(4)
            .flat_map(|p| [p[0], p[1], p[2]])
            .collect();
        writer.write_image_data(&rgb).map_err(fault)
    })?;
    writer.finish().map_err(fault)?;
    Ok(bytes)
}

fn folder(film: &Film, canvas: &Canvas, reporter: &Reporter) -> Result<()> {
    let path = &film.path;
    if path.is_file() || fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Error::file(id::EXPORT_THERE_SOMETHING_THERE_ALREADY, path));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if let Some(parent) = path.parent() {
        clear_left(
            parent,
            (format!("{name}.").as_str(), UNFINISHED),
            LEFT_STAYS,
        );
    }
    let staging = path.with_file_name(format!("{name}.{}{UNFINISHED}", std::process::id()));
    let written = fs::create_dir_all(&staging)
        .map_err(|e| Error::io(id::ERROR_CANNOT_MAKE_FOLDER, &staging, e))
        .and_then(|()| pictures(film, canvas, &staging, reporter))
        .and_then(|()| {
            crate::file::rename(&staging, path)
                .map_err(|e| Error::io(id::ERROR_CANNOT_WRITE, path, e))
        });
    if written.is_err() {
        let _ = fs::remove_dir_all(&staging);
    }
    written
}

fn pictures(film: &Film, canvas: &Canvas, folder: &Path, reporter: &Reporter) -> Result<()> {
    each(film, canvas, reporter, |i, pixels| {
        let path = folder.join(format!("frame-{:04}.png", i + 1));
        write_file(&path, &pixels.encode_png().map_err(fault)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUND: [u8; 3] = [0x0F, 0x12, 0x14];
    const COLOURS: [[u8; 3]; 3] = [[0x0D, 0x79, 0xCC], [0xFE, 0xAC, 0x26], [0xD1, 0x0D, 0x00]];

    /// Three songs that turn about their middle, a sixth of a circle a picture.
    fn film(path: PathBuf, format: FilmFormat) -> Film {
        let at = |turn: f32, song: f32| {
            let angle = std::f32::consts::TAU * (song / 3.0 + turn / 6.0);
            [7.0 + 40.0 * angle.cos(), -3.0 + 40.0 * angle.sin()]
        };
        let still = |i: usize| Still {
            xy: Arc::new(Matrix::from_rows(
                &[0.0, 1.0, 2.0].map(|song| at(i as f32, song)),
            )),
            caption: format!("epoch {i} <of & 4>"),
        };
        Film {
            path,
            format,
            size: [240, 180],
            frames_a_second: 10,
            stills: (0..4).map(still).collect(),
            colours: Arc::new(COLOURS.to_vec()),
            ground: GROUND,
            ink: [0xE7, 0xEB, 0xED],
        }
    }

    /// RGB of each picture, from the file.
    fn decoded_gif(path: &Path) -> Vec<Vec<[u8; 3]>> {
        let mut options = gif::DecodeOptions::new();
        options.set_color_output(gif::ColorOutput::RGBA);
        let mut decoder = options.read_info(fs::File::open(path).unwrap()).unwrap();
        assert_eq!((decoder.width(), decoder.height()), (240, 180));
        let mut pictures = Vec::new();
        while let Some(frame) = decoder.read_next_frame().unwrap() {
            assert_eq!(frame.delay, if pictures.len() == 3 { 200 } else { 10 });
            pictures.push(
                frame
                    .buffer
                    .chunks_exact(4)
                    .map(|p| [p[0], p[1], p[2]])
                    .collect(),
            );
        }
        pictures
    }

    fn decoded_png(path: &Path) -> Vec<Vec<[u8; 3]>> {
        let mut reader = png::Decoder::new(std::io::BufReader::new(fs::File::open(path).unwrap()))
            .read_info()
            .unwrap();
        assert_eq!((reader.info().width, reader.info().height), (240, 180));
        let n = reader
            .info()
            .animation_control()
            .map_or(1, |a| a.num_frames);
        let mut buffer = vec![0; reader.output_buffer_size().unwrap()];
        let mut pictures = Vec::new();
        for _ in 0..n {
            let info = reader.next_frame(&mut buffer).unwrap();
            let size = info.color_type.samples();
            pictures.push(
                buffer[..info.buffer_size()]
                    .chunks_exact(size)
                    .map(|p| [p[0], p[1], p[2]])
                    .collect(),
            );
        }
        pictures
    }

    /// Every song is a disc of its colour where it is in each picture, and the ground shows
    /// between.
    fn check(film: &Film, pictures: &[Vec<[u8; 3]>]) {
        assert_eq!(pictures.len(), 4);
        let canvas = Canvas::of(film);
        let mut places = Vec::new();
        for (still, picture) in film.stills.iter().zip(pictures) {
            let pixel = |[x, y]: [f32; 2]| picture[y as usize * 240 + x as usize];
            for (song, &colour) in COLOURS.iter().enumerate() {
                let at = canvas.places(still)[song];
                assert_eq!(pixel(at), colour, "song {song} of {}", still.caption);
                places.push(at);
            }
            // The middle of the three songs.
            assert_eq!(pixel([120.0, 80.0]), GROUND);
        }
        let [[x, y], [x_then, y_then]] = [places[0], places[3]];
        assert!(
            (x - x_then).hypot(y - y_then) > 20.0,
            "the songs do not move"
        );
        let words = |picture: &[[u8; 3]]| {
            picture[160 * 240..]
                .iter()
                .filter(|p| **p != GROUND)
                .count()
        };
        assert!(words(&pictures[0]) > 40, "there is no caption");
    }

    #[test]
    fn a_gif_and_an_apng_hold_every_picture_as_drawn() {
        let folder = tempfile::tempdir().unwrap();
        let gif = film(folder.path().join("film.gif"), FilmFormat::Gif);
        write_film(&gif, &Reporter::silent()).unwrap();
        check(&gif, &decoded_gif(&gif.path));
        let apng = film(folder.path().join("film.png"), FilmFormat::Apng);
        write_film(&apng, &Reporter::silent()).unwrap();
        check(&apng, &decoded_png(&apng.path));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_folder_holds_numbered_pictures_and_replaces_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let film = film(folder.path().join("film"), FilmFormat::Folder);
        write_film(&film, &Reporter::silent()).unwrap();
        let pictures: Vec<Vec<[u8; 3]>> = (1..=4)
            .flat_map(|i| decoded_png(&film.path.join(format!("frame-{i:04}.png"))))
            .collect();
        check(&film, &pictures);
        let error = write_film(&film, &Reporter::silent())
            .unwrap_err()
            .to_string();
        assert!(error.contains("something there already"), "{error}");
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing unfinished stays"
        );
    }

    #[test]
    fn a_cancelled_film_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (reporter, _progress, stop) = Reporter::channel();
        stop.cancel();
        for &format in FilmFormat::ALL {
            let film = film(folder.path().join("film"), format);
            assert!(matches!(
                write_film(&film, &reporter),
                Err(Error::Cancelled)
            ));
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_no_film_is_an_error() {
        let path = PathBuf::from("nowhere.gif");
        let error = |film: Film| {
            write_film(&film, &Reporter::silent())
                .unwrap_err()
                .to_string()
        };
        let whole = || film(path.clone(), FilmFormat::Gif);
        assert!(
            error(Film {
                stills: Vec::new(),
                ..whole()
            })
            .contains("no picture")
        );
        assert!(
            error(Film {
                size: [10, 180],
                ..whole()
            })
            .contains("64 to 4096")
        );
        assert!(
            error(Film {
                colours: Arc::new(vec![GROUND]),
                ..whole()
            })
            .contains("different songs")
        );
    }
}
