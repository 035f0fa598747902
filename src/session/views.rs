//! What may be read of a session: the parts that have something to show, and what several of them
//! say together.

use std::borrow::Cow;
use std::sync::Arc;

use super::Session;
use super::colour::{ColourBy, Colouring};
use super::columns::ColumnQuestion;
use super::comparing::{self, ComparingState};
use super::curating::CuratingState;
use super::cx::Revisions;
use super::depicting::SoundState;
use super::filtering::FilteringState;
use super::given;
use super::invariance::InvarianceState;
use super::keeping::KeepingState;
use super::learning::{self, Collapse, LearningState};
use super::listening::ListeningState;
use super::listing::ListingState;
use super::meaning::{MeaningState, Ranking};
use super::message::Message;
use super::naming::NamingState;
use super::part::Parts;
use super::picture::{MapMarks, MapSource, Picture};
use super::placing::PlacingState;
use super::quiz::{self, QuizState};
use super::recent::Recent;
use super::run::Live;
use super::search::Search;
use super::selecting::Selection;
use super::side_maps::{self, SideMap};
use super::sweeping::{self, SweepingState};
use super::teaching::TeachingState;
use super::timeline::{Frame, Latent, Timeline};
use super::understanding::{Heard, UnderstandingState};
use super::viewing::SpectraState;
use super::why::WhyState;
use super::work::Source;
use crate::clustering::KDistances;
use crate::config::Config;
use crate::curation::{OwnScores, OwnTable};
use crate::job::{Epoch, Stop};
use crate::library::{Library, Song};
use crate::matrix::Matrix;
use crate::pipeline::{Analysis, Contents, Newcomers};
use crate::player::PlayerState;
use crate::reading::Reading;
use crate::scores::{NamePart, SelectionFacts, Sweep};
use crate::words::Text;

/// What is open.
impl Session {
    /// Whether or not it was analysed.
    pub(crate) fn source(&self) -> Option<&Source> {
        self.cx.source.as_ref()
    }

    pub(crate) fn question(&self) -> Option<&ColumnQuestion> {
        self.run.question()
    }

    /// The settings of the next run.
    pub(crate) fn draft(&self) -> &Config {
        &self.cx.draft
    }

    /// True when the draft differs from the settings of the analysis on show.
    pub(crate) fn is_changed(&self) -> bool {
        let analysis = self.cx.analysis.as_ref();
        analysis.is_some_and(|a| *a.config != self.cx.draft)
    }

    /// The latest that has ended, of whichever songs; `None` before the first.
    pub fn analysis(&self) -> Option<&Arc<Analysis>> {
        self.cx.analysis.as_ref()
    }

    /// The analysis, if its songs are the ones on show.
    pub(crate) fn shown_analysis(&self) -> Option<&Arc<Analysis>> {
        self.cx.shown_analysis()
    }

    /// The library whose songs are on show.
    pub fn library(&self) -> Option<&Arc<Library>> {
        self.cx.library.as_ref()
    }

    /// A song on show by its index; `None` where there are not so many.
    pub fn song(&self, index: usize) -> Option<&Song> {
        self.cx.song(index)
    }

    pub(crate) fn revisions(&self) -> Revisions {
        self.cx.revisions
    }

    /// Notes on show.
    pub fn messages(&self) -> &[Message] {
        self.cx.messages.list()
    }

    /// True while a note is on show that will go by itself.
    pub(crate) fn has_fading_message(&self) -> bool {
        self.cx.messages.fading()
    }
}

/// The run under way, and how a model learns.
impl Session {
    /// The run under way; `None` where none is.
    pub fn live(&self) -> Option<&Live> {
        self.run.live()
    }

    /// True while a source is read whose songs are not on show yet.
    pub(crate) fn is_opening(&self) -> bool {
        let other = self.cx.analysed != self.cx.source;
        other && self.run.is_under_way() && self.shown_analysis().is_some()
    }

    /// True from the wish for a pause until its end.
    pub(crate) fn is_pausing(&self) -> bool {
        self.run.control().is_some_and(Stop::is_pausing)
    }

    /// True while the run rests.
    pub(crate) fn is_resting(&self) -> bool {
        self.run.control().is_some_and(Stop::is_resting)
    }

    pub(crate) fn learning(&self) -> &LearningState {
        &self.learning
    }

    /// The losses to draw: of the run under way once it trains, else of the analysis.
    pub(crate) fn epochs(&self) -> &[Epoch] {
        match self.live() {
            Some(live) if !live.epochs.is_empty() => &live.epochs,
            _ => self.analysis().map_or(&[], |a| &a.model.history),
        }
    }

    /// How the songs on show found their places; `None` where that was not seen.
    pub(crate) fn timeline(&self) -> Option<&Timeline> {
        self.learning.timeline(&self.cx, &self.run)
    }

    /// The frame of the timeline that the map shows, and its number; `None` while it shows the
    /// songs as they are.
    pub(crate) fn replayed(&self) -> Option<(usize, &Frame)> {
        self.learning.replayed(&self.cx, &self.run)
    }

    /// What the latent dimensions carry: in the frame that is replayed, in the run under way, or in
    /// the analysis.
    pub(crate) fn latent(&self) -> Option<Latent> {
        self.learning.latent(&self.cx, &self.run)
    }

    /// Whether the posterior of the model on show, or of the one that is learning, has collapsed.
    pub(crate) fn collapse(&self) -> Option<Collapse> {
        learning::collapse(&self.cx, &self.run)
    }

    /// True when the model on show can be trained further.
    pub(crate) fn can_train_further(&self) -> bool {
        learning::can_train_further(&self.cx, &self.run)
    }
}

/// The map.
impl Session {
    pub(crate) fn picture(&self) -> Picture {
        self.maps.picture()
    }

    /// What is written and drawn between the songs of every map.
    pub(crate) fn map_marks(&self) -> MapMarks {
        self.maps.marks()
    }

    /// What a picture is called: the map by the method that drew it, or is to draw it.
    pub(crate) fn picture_label(&self, picture: Picture) -> Text {
        side_maps::picture_label(&self.cx, picture)
    }

    /// Where the songs on show lie, n × 2: as the frame that is replayed has them, as the run under
    /// way does, or as the analysis does.
    pub fn places(&self) -> Option<&Matrix> {
        given::on_map(&self.learning, &self.run, &self.maps, &self.cx).places(&self.cx)
    }

    /// The maps beside the main one.
    pub(crate) fn side_maps(&self) -> &[SideMap] {
        self.maps.beside()
    }

    /// What a map can show of the songs on show.
    pub(crate) fn map_sources(&self) -> Vec<MapSource> {
        side_maps::map_sources(&self.cx, &self.comparing)
    }

    /// What `n` maps beside the main one would show: the present ones, and then the first that are
    /// not on show yet.
    pub(crate) fn sources_for(&self, n: usize) -> Vec<MapSource> {
        self.maps.sources_for(n, &self.cx, &self.comparing)
    }

    pub(crate) fn colouring(&self) -> &Colouring {
        self.colour.colouring()
    }

    /// What sets a cluster of the map apart, of those that the analysis found.
    pub(crate) fn named_on_map(&self, cluster: u32) -> &[NamePart] {
        let weighed = self.comparing.balance().shown().is_some();
        if weighed || self.colouring().by != ColourBy::Cluster {
            return &[];
        }
        self.automatic_name(cluster)
    }

    /// The cluster of a song as the map shows it: of weighed features while those are its colours,
    /// else the model's.
    pub(crate) fn shown_cluster(&self, song: usize) -> Option<u32> {
        let by_cluster = self.colouring().by == ColourBy::Cluster;
        let weighed = self.comparing.balance().shown().filter(|_| by_cluster);
        let labels = match weighed {
            Some(weighed) => &weighed.labels,
            None => &self.shown_analysis()?.clusters.labels,
        };
        labels.get(song).copied().flatten()
    }

    /// True for a song that the person hid.
    pub(crate) fn hides(&self, song: usize) -> bool {
        self.cx.own.is_hidden(song)
    }

    /// The search text, and what it found.
    pub fn search(&self) -> &Search {
        &self.search
    }

    /// What leaves songs out by what stands in their columns, and the charts of those.
    pub(crate) fn filtering(&self) -> &FilteringState {
        &self.filtering
    }

    /// How many songs are in each bar of each chart, of those that the legend, the search and the
    /// filters of all other columns leave on show: what a click on a bar would give.
    pub(crate) fn chart_counts(&self) -> Vec<Vec<u32>> {
        let others = given::given!(self, filters).beside_columns(self.cx.n_songs());
        self.filtering.counts(others.as_ref())
    }

    /// True unless the legend, the search or a filter leaves the song out.
    pub(crate) fn is_shown(&self, song: usize) -> bool {
        given::given!(self, filters).show(song)
    }

    /// True while neither the legend, the search nor a filter leaves a song out.
    pub(crate) fn shows_all(&self) -> bool {
        self.colour.colouring().shows_all()
            && !self.search.is_active()
            && self.filtering.filters().is_empty()
    }

    /// The songs chosen as a set.
    pub(crate) fn selection(&self) -> &Selection {
        self.selecting.selection()
    }

    /// What there is to say of the selection; `None` when nothing is selected, or until it is
    /// found.
    pub(crate) fn selection_facts(&self) -> Option<&Arc<SelectionFacts>> {
        self.facts.facts()
    }

    pub(crate) fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    pub(crate) fn can_redo(&self) -> bool {
        self.history.can_redo()
    }
}

/// The selected song, and what is heard.
impl Session {
    /// The one song that is looked at, by its index.
    pub fn selected(&self) -> Option<usize> {
        self.focus.selected()
    }

    pub(crate) fn selected_song(&self) -> Option<&Song> {
        self.song(self.selected()?)
    }

    /// The song under the pointer, by its index.
    pub fn hovered(&self) -> Option<usize> {
        self.focus.hovered()
    }

    /// The songs nearest to the selected one in latent space, nearest first, with their distance.
    pub(crate) fn neighbours(&self) -> &[(usize, f32)] {
        self.focus.neighbours()
    }

    /// The picture of the selected song's recording.
    pub(crate) fn sound(&self) -> &SoundState {
        self.focus.sound()
    }

    pub(crate) fn listening(&self) -> &ListeningState {
        &self.listening
    }

    pub(crate) fn player(&self) -> &PlayerState {
        &self.listening.playback().state
    }

    pub(crate) fn volume(&self) -> f32 {
        self.listening.playback().volume
    }

    pub(crate) fn can_go_back(&self) -> bool {
        self.focus.can_go_back() || self.listening.previous_in_list(&self.focus).is_some()
    }

    /// Whether Next leads anywhere.
    pub(crate) fn can_go_on(&self) -> bool {
        self.listening.next().is_some() || !self.neighbours().is_empty()
    }

    /// True when the selected song is the one in the player.
    pub(crate) fn is_loaded(&self) -> bool {
        self.listening.is_loaded(&self.focus, &self.cx)
    }

    /// The song in the player, whether or not it is the selected one; of several with one file the
    /// first. Looks through all songs.
    pub(crate) fn in_player(&self) -> Option<usize> {
        self.listening.playing_song(&self.cx, &self.focus)
    }

    /// True while the selected song sounds.
    pub(crate) fn is_playing(&self) -> bool {
        self.is_loaded() && self.player().playing
    }

    /// Where the selected song is, in seconds.
    pub(crate) fn position_secs(&self) -> f32 {
        self.listening.position_secs(&self.focus, &self.cx)
    }

    /// How long the selected song is, in seconds; 0 while it is not known.
    pub(crate) fn duration_secs(&self) -> f32 {
        self.listening.duration_secs(&self.focus, &self.cx)
    }

    /// True while the preview of this song is heard.
    pub(crate) fn hears_preview_of(&self, song: usize) -> bool {
        self.listening.hears_preview_of(song, &self.cx)
    }

    /// True while what was made audible sounds.
    pub(crate) fn is_heard(&self, heard: Heard) -> bool {
        self.understanding
            .is_heard(heard, self.listening.playback())
    }
}

/// What was found of the songs.
impl Session {
    pub(crate) fn listing(&self) -> &ListingState {
        &self.listing
    }

    /// What may be read from the analysis; `None` without one, or until it is found.
    pub(crate) fn reading(&self) -> Option<&Arc<Reading>> {
        self.reading.reading()
    }

    /// Clusters within clusters, of those on show; `None` until they are found.
    pub(crate) fn contents(&self) -> Option<&Arc<Contents>> {
        let contents = self.contents.contents();
        // What parts are called tells what the whole is.
        contents.filter(|_| !self.quiz.is_open())
    }

    /// What was found last by what songs are about, or by other songs.
    pub(crate) fn ranking(&self) -> Option<&Arc<Ranking>> {
        self.meaning.ranking(self.cx.shown_analysis())
    }

    pub(crate) fn meaning(&self) -> &MeaningState {
        &self.meaning
    }

    pub(crate) fn quiz(&self) -> &QuizState {
        &self.quiz
    }

    /// The labels that a quiz can ask for, by their indices.
    pub(crate) fn quiz_labels(&self) -> Vec<usize> {
        let analysis = self.shown_analysis();
        analysis.map_or_else(Vec::new, |analysis| quiz::labels(analysis).collect())
    }

    /// Pictures of sound by settings of their own.
    pub(crate) fn spectra(&self) -> &SpectraState {
        &self.viewing
    }

    /// True when those are of the chosen song, or are on their way.
    pub(crate) fn has_spectra(&self) -> bool {
        self.viewing.is_of(self.focus.selected(), &self.cx)
    }

    /// What the songs on show are a part of.
    pub(crate) fn parts(&self) -> &Parts {
        &self.cx.parts
    }

    /// Songs that were placed on the map on show.
    pub(crate) fn newcomers(&self) -> Option<&Arc<Newcomers>> {
        self.placing.newcomers(self.cx.shown_analysis())
    }

    pub(crate) fn placing(&self) -> &PlacingState {
        &self.placing
    }

    pub(crate) fn invariance(&self) -> &InvarianceState {
        &self.invariance
    }

    pub(crate) fn teaching(&self) -> &TeachingState {
        &self.teaching
    }

    pub(crate) fn why(&self) -> &WhyState {
        &self.why
    }

    pub(crate) fn understanding(&self) -> &UnderstandingState {
        &self.understanding
    }

    pub(crate) fn comparing(&self) -> &ComparingState {
        &self.comparing
    }

    /// True when the songs on show have sound and words to be weighed.
    pub(crate) fn can_weigh(&self) -> bool {
        comparing::can_weigh(&self.cx)
    }

    /// True where the model on show can be held against simpler ones.
    pub(crate) fn can_compare(&self) -> bool {
        let runs = self.cx.home.is_some() && !self.run.is_under_way();
        runs && self.shown_analysis().is_some_and(comparing::can_compare)
    }

    /// The scores of every number of clusters, as far as they are there.
    pub fn sweeping(&self) -> &SweepingState {
        &self.sweeping
    }

    /// The sweep of the latents on show by the method that clustered them; `None` where there was
    /// none yet.
    pub fn sweep(&self) -> Option<&Sweep> {
        self.sweeping.sweep(&self.cx)
    }

    /// True where a number of clusters can be asked for.
    pub(crate) fn can_sweep(&self) -> bool {
        sweeping::can_sweep(&self.cx)
    }

    /// The sorted distances to neighbours, where DBSCAN clustered the songs on show.
    pub(crate) fn k_distances(&self) -> Option<&KDistances> {
        sweeping::k_distances(&self.cx)
    }

    /// What a person makes of the songs.
    pub(crate) fn curating(&self) -> &CuratingState {
        &self.curating
    }

    /// Own labels, notes and hidden songs, song by song.
    pub(crate) fn own(&self) -> &Arc<OwnTable> {
        &self.cx.own
    }

    /// The songs that labels are given to: the selected ones, else the chosen one.
    pub(crate) fn songs_to_label(&self) -> Cow<'_, [usize]> {
        match self.selection().is_empty() {
            true => Cow::Owned(self.selected().into_iter().collect()),
            false => Cow::Borrowed(self.selection().songs()),
        }
    }

    /// The scores of own labels and of clusters edited by hand; `None` without any, or until they
    /// are found.
    pub(crate) fn own_scores(&self) -> Option<&Arc<OwnScores>> {
        self.curating.scores(self.cx.shown_analysis())
    }

    pub(crate) fn naming(&self) -> &NamingState {
        &self.naming
    }

    /// The name that a person gave to a cluster of the analysis.
    pub(crate) fn given_name(&self, cluster: u32) -> Option<&str> {
        let name = self.naming.given_name(cluster);
        name.filter(|_| !self.quiz.is_open())
    }

    /// What a cluster of the analysis could be called; nothing while a quiz asks for it.
    pub(crate) fn automatic_name(&self, cluster: u32) -> &[NamePart] {
        match self.quiz.is_open() {
            true => &[],
            false => self.naming.automatic(cluster),
        }
    }

    pub(crate) fn keeping(&self) -> &KeepingState {
        &self.keeping
    }

    /// What was looked at lately, the latest first.
    pub(crate) fn recent(&self) -> &[Recent] {
        self.recent.list()
    }
}
