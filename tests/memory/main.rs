//! What the window holds after thousands of commands: what grows with what a person does, and not
//! with their songs, is lost to them. A program of its own, for the allocator counts all of it.
#![cfg(feature = "window")]

#[path = "../it/desk.rs"]
#[expect(dead_code, reason = "shared with the other tests of the window")]
mod desk;
#[path = "../it/fixture.rs"]
#[expect(dead_code, reason = "shared with the other tests of the window")]
mod fixture;

use std::alloc::{GlobalAlloc, Layout, System};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicIsize, Ordering};
use std::time::Duration;

use eframe::egui::{Theme, vec2};
use egui_kittest::Harness;
use latentune::config::{Config, ModelKind, ProjectionMethod};
use latentune::features::BlockKind;
use latentune::session::listing::Sort;
use latentune::session::{
    Between, ColourBy, Column, Command, Comparing, Filter, Filtering, Group, How, Learning,
    Listening, ListeningSettings, Listing, MapSource, Naming, Order, Picture, Selecting, Source,
    Understanding,
};
use latentune::ui::Tab;
use latentune::words::Message;

use desk::{Desk, open, session, wait};

/// The system's allocator, and how many bytes of it are in use.
struct Counting;

static IN_USE: AtomicIsize = AtomicIsize::new(0);

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[expect(unsafe_code, reason = "every call is the system allocator's own")]
// SAFETY: hands every call on as it came; counting touches no memory of it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        IN_USE.fetch_add(layout.size() as isize, Ordering::Relaxed);
        // SAFETY: as the caller's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size() as isize, Ordering::Relaxed);
        // SAFETY: as the caller's.
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        IN_USE.fetch_add(size as isize - layout.size() as isize, Ordering::Relaxed);
        // SAFETY: as the caller's.
        unsafe { System.realloc(at, layout, size) }
    }
}

const N_SONGS: usize = 40;
const N_COMMANDS: usize = 5_000;
const MOST_GROWTH: isize = 5_000_000;

/// Chooses commands; the same at each run.
struct Hand(u64);

impl Hand {
    /// Below `n`. (xorshift64*, Vigna 2016)
    fn of(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize) % n
    }

    fn is(&mut self) -> bool {
        self.of(2) == 0
    }

    fn song(&mut self) -> usize {
        self.of(N_SONGS)
    }

    fn songs(&mut self) -> Vec<usize> {
        (0..self.of(12)).map(|_| self.song()).collect()
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.of(of.len())].clone()
    }

    fn word(&mut self) -> String {
        (0..=self.of(3))
            .map(|_| self.one(&["river", "rain", "নদী", "চাঁদ", "s0", "song"]))
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Anything that can be asked of a session which reads and trains nothing anew.
    fn command(&mut self, n: usize) -> Command {
        let song = self.song();
        let how = self.one(&[How::Replace, How::Add, How::Remove]);
        let class = Some(self.of(4) as u32).filter(|&class| class < 3);
        match self.of(31) {
            0 => Command::Select(Some(song).filter(|song| song % 9 > 0)),
            1 => Command::Play(song),
            2 => Command::Hover(Some(song).filter(|song| song % 3 > 0)),
            3 => self.one(&[
                Command::PlayPause,
                Command::Next,
                Command::Previous,
                Command::Seek(1.0),
                Command::SeekBy(-0.5),
            ]),
            4 => Command::Search(if self.is() {
                self.word()
            } else {
                String::new()
            }),
            5 => Command::ColourBy(self.one(&[
                ColourBy::Cluster,
                ColourBy::Label(0),
                ColourBy::Label(1),
                ColourBy::Silhouette,
                ColourBy::Trust,
                ColourBy::Agreement,
                ColourBy::Latent(song % 2),
            ])),
            6 => Command::Project(self.one(Picture::ALL)),
            7 => Command::DrawBy(self.one(&[ProjectionMethod::Pca, ProjectionMethod::Umap])),
            8 => Command::SideMaps(
                [
                    MapSource::Picture(Picture::Pca),
                    MapSource::Latents(0, 1),
                    MapSource::Features(BlockKind::Audio),
                    MapSource::Redrawn(ProjectionMethod::Pca),
                ]
                .into_iter()
                .skip(self.of(4))
                .take(self.of(3))
                .collect(),
            ),
            9 => Command::ToggleClass(class),
            10 => Command::SoloClass(class),
            11 => Command::ShowAllClasses,
            12 => Command::Selecting(Selecting::Songs(self.songs(), how)),
            13 => Command::Selecting(Selecting::Group(
                self.one(&[
                    Group::Cluster(class),
                    Group::Label(0, class),
                    Group::Class(class),
                    Group::Found,
                    Group::NeighboursOf(song),
                    Group::All,
                ]),
                how,
            )),
            14 => Command::Selecting(self.one(&[
                Selecting::Invert,
                Selecting::None,
                Selecting::Undo,
                Selecting::Undo,
                Selecting::Redo,
            ])),
            15 => Command::Listening(self.one(&[
                Listening::PlayList(vec![song, 3, 7, 3]),
                Listening::Jump(song % 4),
                Listening::Remove(song % 4),
                Listening::Clear,
            ])),
            16 => Command::Listening(Listening::Settings(ListeningSettings {
                radio: self.is(),
                same_loudness: self.is(),
                ..ListeningSettings::default()
            })),
            17 => Command::Listening(self.one(&[
                Listening::LookAhead(song),
                Listening::Preview(Some(song)),
                Listening::Preview(None),
            ])),
            18 => Command::Listing(Listing::Sort(Some(Sort {
                column: self.one(&[Column::Title, Column::Cluster, Column::Silhouette]),
                descending: self.is(),
            }))),
            19 => Command::Listing(self.one(&[
                Listing::OnlySelected(true),
                Listing::OnlyShown(true),
                Listing::All,
            ])),
            29 => Command::Filtering(self.one(&[
                Filtering::Set(Column::Title, Some(Filter::Contains(format!("{n}")))),
                Filtering::Set(
                    Column::Cluster,
                    Some(Filter::Classes(BTreeSet::from([class]))),
                ),
                Filtering::Set(Column::Silhouette, Some(Filter::Range(0.0, 0.5))),
                Filtering::Further(Column::Silhouette, Some(Filter::Range(-0.5, 0.5))),
                Filtering::Charts(Some(vec![Column::Silhouette, Column::Label(0)])),
                Filtering::Charts(None),
                Filtering::Clear,
            ])),
            20 => Command::Learning(Learning::Show(Some(song).filter(|song| song % 2 > 0))),
            21 => Command::Understanding(Understanding::Dimensions),
            22 => Command::Understanding(Understanding::Decode {
                song,
                point: vec![n as f32 / 1_000.0, song as f32 / 10.0],
            }),
            23 => Command::Understanding(Understanding::Between(Between {
                from: song,
                to: self.song(),
                n_steps: 2 + self.of(8),
                spherical: self.is(),
            })),
            24 => Command::Understanding(Understanding::Reconstruct {
                song,
                crop: 0,
                from: None,
            }),
            25 => Command::Understanding(Understanding::Near(song)),
            26 => Command::Understanding(Understanding::Similarities(self.one(&[
                Order::Cluster,
                Order::Label(0),
                Order::Label(1),
            ]))),
            27 => Command::Naming(Naming::Cluster(self.of(3) as u32, format!("name {n}"))),
            28 => Command::Comparing(
                self.one(&[Comparing::Weigh(song as f32 / 39.0), Comparing::Back]),
            ),
            _ => Command::Tell(Message::verbatim(format!("told {n}"))),
        }
    }
}

/// Bytes in use, with nothing under way and nothing chosen, searched for or told.
fn in_use(harness: &mut Harness<'_, Desk>) -> isize {
    let session = &mut harness.state_mut().session;
    for command in [
        Command::Select(None),
        Command::Hover(None),
        Command::Selecting(Selecting::None),
        Command::Search(String::new()),
        Command::ColourBy(ColourBy::Cluster),
        Command::ShowAllClasses,
        Command::SideMaps(Vec::new()),
        Command::Listing(Listing::Sort(None)),
        Command::Filtering(Filtering::Clear),
        Command::Filtering(Filtering::Charts(None)),
        Command::Listing(Listing::OnlySelected(false)),
        Command::Listing(Listing::OnlyShown(false)),
        Command::Listening(Listening::Clear),
        Command::Comparing(Comparing::Back),
        Command::Learning(Learning::Show(None)),
    ] {
        session.apply(command);
    }
    let told: Vec<u64> = session
        .messages()
        .iter()
        .map(|message| message.id)
        .collect();
    told.into_iter()
        .for_each(|id| session.apply(Command::Dismiss(id)));
    harness.state_mut().view.show(Tab::Scores);
    wait(harness, "the end of all work", |session| !session.is_busy());
    harness.run_steps(10);
    IN_USE.load(Ordering::Relaxed)
}

#[test]
#[ignore = "needs a minute: a frame of the window for each of 5,000 commands"]
fn five_thousand_commands_leave_no_more_in_memory_than_one_thousand() {
    let folder = tempfile::tempdir().unwrap();
    fixture::write_songs(folder.path(), N_SONGS, 1.0);
    let mut config = Config::plain();
    config.model.kind = ModelKind::Vae;
    config.model.n_latent = 2;
    config.model.n_epochs = 4;
    config.projection.method = ProjectionMethod::Pca;
    config.clustering.n_clusters = 3;
    config.scores.n_stability = 2;
    let mut session = session(config);
    session.set_source(Source::Path(folder.path().to_path_buf()));
    session.apply(Command::Run);
    let mut harness = open(session, Theme::Dark, vec2(1280.0, 800.0));
    wait(&mut harness, "the analysis", |s| {
        s.analysis().is_some() && s.live().is_none()
    });
    let mut hand = Hand(0x005E_ED0F_1A7E_0042);
    let mut measured = vec![in_use(&mut harness)];
    for n in 0..N_COMMANDS {
        let command = hand.command(n);
        harness.state_mut().session.apply(command);
        if n % 25 == 0 {
            let tab = hand.one(Tab::ALL);
            harness.state_mut().view.show(tab);
        }
        harness.step();
        // Work of threads is taken in, and not only given up for the next.
        if n % 10 == 0 {
            let session = &harness.state().session;
            if session.is_busy() {
                std::thread::sleep(Duration::from_millis(2));
            }
        }
        if (n + 1) % 1_000 == 0 {
            measured.push(in_use(&mut harness));
        }
    }
    println!("bytes in use after each thousand: {measured:?}");
    let growth = measured[measured.len() - 1] - measured[1];
    assert!(
        growth < MOST_GROWTH,
        "{growth} bytes more than after the first thousand: {measured:?}"
    );
}
