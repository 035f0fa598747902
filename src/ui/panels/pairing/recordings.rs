//! What was read of each recording, as a table: the same facts as `files.csv` has.

use crate::words::{Locale, Message, fill, id, locale, tr};
use std::cmp::Ordering;

use eframe::egui::{
    Align, Button, Label, Layout, RichText, Role, ScrollArea, TextWrapMode, Ui, WidgetInfo, vec2,
};
use egui_extras::{TableBuilder, TableRow};
use strum::VariantArray;

use crate::audio::Recording;
use crate::export::{files, place, sound_files};
use crate::pipeline::Analysis;
use crate::session::Command;

use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::theme::{self, S1, S2, Tokens, tokens};
use crate::ui::ground::widgets::{caption, empty_ui, sentence, small_icon_button};

const ROW_HEIGHT: f32 = 24.0;
const HEADER_HEIGHT: f32 = 28.0;
const TEXT_SIZE: f32 = 12.5;

#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
enum Column {
    File,
    Seconds,
    Rate,
    Channels,
    Codec,
    Peak,
    Rms,
    Loudness,
    Language,
    Remark,
}

impl Column {
    const ALL: &[Column] = Self::VARIANTS;

    fn name(self) -> &'static str {
        match self {
            Column::File => tr(id::COMMON_FILE),
            Column::Seconds => tr(id::COMMON_SECONDS),
            Column::Rate => tr(id::PAIRING_RATE),
            Column::Channels => tr(id::PAIRING_CHANNELS),
            Column::Codec => tr(id::PAIRING_CODEC),
            Column::Peak => tr(id::PAIRING_PEAK),
            Column::Rms => tr(id::PAIRING_RMS),
            Column::Loudness => tr(id::PAIRING_LOUDNESS),
            Column::Language => tr(id::PAIRING_WORDS),
            Column::Remark => tr(id::PAIRING_REMARK),
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Column::File => tr(id::PAIRING_RECORDING_FROM_FOLDER_LIBRARY),
            Column::Seconds => tr(id::PAIRING_LENGTH_WHAT_DECODED_END_FILE),
            Column::Rate => tr(id::PAIRING_SAMPLES_SECOND_HERTZ_AS_FILE),
            Column::Channels => tr(id::PAIRING_1_MONO_2_STEREO),
            Column::Codec => tr(id::PAIRING_HOW_SOUND_CODED_NAME_FFPROBE),
            Column::Peak => tr(id::PAIRING_LARGEST_MAGNITUDE_ANY_SAMPLE_1),
            Column::Rms => tr(id::PAIRING_ROOT_MEAN_SQUARE_ALL_SAMPLES),
            Column::Loudness => tr(id::PAIRING_INTEGRATED_LOUDNESS_LUFS_EBU_R),
            Column::Language => tr(id::PAIRING_LANGUAGE_WORDS_SONG_LOOK_LIKE),
            Column::Remark => tr(id::PAIRING_WHAT_ODD_WHILE_READING_FILE),
        }
    }

    fn is_number(self) -> bool {
        match self {
            Column::Seconds
            | Column::Rate
            | Column::Channels
            | Column::Peak
            | Column::Rms
            | Column::Loudness => true,
            Column::File | Column::Codec | Column::Language | Column::Remark => false,
        }
    }

    fn width(self) -> f32 {
        match self {
            Column::File => 220.0,
            Column::Codec => 96.0,
            Column::Seconds
            | Column::Rate
            | Column::Channels
            | Column::Peak
            | Column::Rms
            | Column::Loudness
            | Column::Language
            | Column::Remark => 84.0,
        }
    }
}

struct Row {
    path: String,
    recording: Option<Recording>,
    language: Option<String>,
    remark: Option<Message>,
}

impl Row {
    /// `None` where it is not known.
    fn number(&self, column: Column) -> Option<f64> {
        let recording = self.recording.as_ref()?;
        match column {
            Column::Seconds => Some(recording.secs),
            Column::Rate => Some(f64::from(recording.sample_rate_hz)),
            Column::Channels => Some(recording.n_channels as f64),
            Column::Peak => Some(f64::from(recording.peak)),
            Column::Rms => Some(f64::from(recording.rms)),
            Column::Loudness => recording.loudness_lufs.map(f64::from),
            Column::File | Column::Codec | Column::Language | Column::Remark => None,
        }
    }

    fn text(&self, column: Column) -> Option<String> {
        let number = self.number(column);
        match column {
            Column::File => Some(self.path.clone()),
            Column::Codec => self
                .recording
                .as_ref()
                .map(|recording| recording.codec.clone()),
            Column::Language => self.language.clone(),
            Column::Remark => self
                .remark
                .as_ref()
                .map(|remark| sentence(&remark.to_string())),
            Column::Seconds => number.map(|v| format!("{v:.2}")),
            Column::Rate | Column::Channels => number.map(|v| format!("{v:.0}")),
            Column::Peak | Column::Rms => number.map(|v| format!("{v:.3}")),
            Column::Loudness => number.map(|v| format!("{v:.1}").replace('-', "−")),
        }
    }
}

/// What the table remembers between frames.
#[derive(Default)]
pub(super) struct Recordings {
    rows: Vec<Row>,
    /// Row of each line.
    order: Vec<usize>,
    /// The column, and whether the largest comes first; without one, rows are in the order of the
    /// songs.
    sort: Option<(Column, bool)>,
    /// Of the longest remark, in a language.
    remark_width: Option<(Locale, f32)>,
}

impl Recordings {
    pub(super) fn fill(&mut self, analysis: Option<&Analysis>) {
        let files = analysis.map(|analysis| {
            (
                &*analysis.whole,
                sound_files(&analysis.whole, &analysis.features),
            )
        });
        let rows = files.into_iter().flat_map(|(library, files)| {
            files.into_iter().map(|file| Row {
                path: place(library, file.path),
                recording: file.recording.cloned(),
                language: file.language,
                remark: file.remark,
            })
        });
        (self.rows, self.remark_width) = (rows.collect(), None);
        self.arrange();
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// What is unknown stands at the end, whichever way it is sorted.
    fn arrange(&mut self) {
        self.order = (0..self.rows.len()).collect();
        let Some((column, descending)) = self.sort else {
            return;
        };
        let rows = &self.rows;
        let turned = |order: Ordering| if descending { order.reverse() } else { order };
        let text = |row: usize| rows[row].text(column).map(|text| text.to_lowercase());
        if column.is_number() {
            self.order.sort_by(
                |&a, &b| match (rows[a].number(column), rows[b].number(column)) {
                    (Some(a), Some(b)) => turned(a.total_cmp(&b)),
                    (a, b) => b.is_some().cmp(&a.is_some()),
                },
            );
        } else {
            let texts: Vec<Option<String>> = (0..rows.len()).map(text).collect();
            self.order.sort_by(|&a, &b| match (&texts[a], &texts[b]) {
                (Some(a), Some(b)) => turned(a.cmp(b)),
                (a, b) => b.is_some().cmp(&a.is_some()),
            });
        }
    }

    /// Up, down, and back to the order of the songs.
    fn sort_by(&mut self, column: Column) {
        self.sort = match self.sort.filter(|(now, _)| *now == column) {
            None => Some((column, false)),
            Some((_, false)) => Some((column, true)),
            Some((_, true)) => None,
        };
        self.arrange();
    }

    /// So wide that no remark is cut; measured by the longest ones.
    fn remark_width(&mut self, ui: &Ui) -> f32 {
        let locale = locale();
        if let Some((_, width)) = self.remark_width.filter(|(made_in, _)| *made_in == locale) {
            return width;
        }
        let mut remarks: Vec<String> = self
            .rows
            .iter()
            .filter_map(|row| row.text(Column::Remark))
            .collect();
        remarks.sort_by_key(|remark| std::cmp::Reverse(remark.chars().count()));
        remarks.dedup();
        let font = eframe::egui::FontId::proportional(TEXT_SIZE);
        let measure = |text: String| {
            ui.painter()
                .layout_no_wrap(text, font.clone(), eframe::egui::Color32::WHITE)
                .size()
                .x
        };
        let width = remarks
            .into_iter()
            .take(8)
            .map(measure)
            .fold(Column::Remark.width(), |a, b| a.max(b + 8.0));
        self.remark_width = Some((locale, width));
        width
    }
}

pub(super) fn recordings_ui(ui: &mut Ui, cx: &mut Cx, table: &mut Recordings) {
    let Some(analysis) = cx.session.shown_analysis().cloned() else {
        empty_ui(
            ui,
            tr(id::PAIRING_NO_RECORDINGS_READ_YET),
            tr(id::PAIRING_RUN_WHAT_READ_EACH_LISTED),
        );
        return;
    };
    if table.rows.is_empty() {
        empty_ui(
            ui,
            tr(id::PAIRING_NO_RECORDINGS),
            tr(id::PAIRING_THESE_SONGS_HAVE_WORDS_OR),
        );
        return;
    }
    let t = tokens(ui.ctx());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        ui.label(caption(
            fill(
                id::PAIRING_N_RECORDINGS_AS_FILES_CSV,
                &[("n", &table.len())],
            ),
            t,
        ));
        if small_icon_button(ui, Icon::Copy, tr(id::PAIRING_COPY_TABLE), true).clicked()
            && let Ok(text) = files(&analysis.whole, &analysis.features).to_csv()
        {
            ui.ctx().copy_text(text);
            cx.push(Command::Tell(
                id::PAIRING_TABLE_RECORDINGS_COPIED_AS_CSV.into(),
            ));
        }
    });
    ui.add_space(S1);
    let remark_width = table.remark_width(ui);
    ScrollArea::horizontal()
        .id_salt("recordings")
        .auto_shrink(false)
        .show(ui, |ui| table_ui(ui, table, remark_width, t));
}

fn table_ui(ui: &mut Ui, table: &mut Recordings, remark_width: f32, t: &Tokens) {
    ui.spacing_mut().item_spacing = vec2(S2, 0.0);
    let mut built = TableBuilder::new(ui)
        .id_salt(("recordings", remark_width as u32))
        .resizable(true)
        .auto_shrink(false)
        .cell_layout(Layout::left_to_right(Align::Center));
    for &column in Column::ALL {
        let width = if column == Column::Remark {
            remark_width
        } else {
            column.width()
        };
        built = built.column(
            egui_extras::Column::initial(width)
                .at_least(56.0)
                .clip(true),
        );
    }
    let mut clicked = None;
    let built = built.header(HEADER_HEIGHT, |mut header| {
        for &column in Column::ALL {
            header.col(|ui| clicked = head_ui(ui, column, table.sort, t).or(clicked));
        }
    });
    built.body(|body| body.rows(ROW_HEIGHT, table.rows.len(), |row| row_ui(row, table, t)));
    if let Some(column) = clicked {
        table.sort_by(column);
    }
}

/// The column, if it was clicked.
fn head_ui(
    ui: &mut Ui,
    column: Column,
    sort: Option<(Column, bool)>,
    t: &Tokens,
) -> Option<Column> {
    let sort = sort.filter(|(now, _)| *now == column);
    let arrow = match sort {
        Some((_, true)) => " ↓",
        Some((_, false)) => " ↑",
        None => "",
    };
    let ink = if sort.is_some() { t.accent } else { t.muted };
    let text = RichText::new(format!("{}{arrow}", column.name()))
        .font(theme::semibold(12.0))
        .color(ink);
    ui.spacing_mut().button_padding.x = 0.0;
    let button = ui
        .with_layout(layout(column), |ui| {
            ui.add(Button::new(text).frame(false).truncate())
        })
        .inner;
    let label = fill(id::COMMON_SORT_COLUMN, &[("column", &column.name())]);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    button
        .on_hover_text(column.hint())
        .clicked()
        .then_some(column)
}

fn row_ui(mut row: TableRow, table: &Recordings, t: &Tokens) {
    let recording = &table.rows[table.order[row.index()]];
    for &column in Column::ALL {
        row.col(|ui| {
            let text = match recording.text(column) {
                Some(text) => RichText::new(text).size(TEXT_SIZE).color(t.text),
                None => RichText::new("–").size(TEXT_SIZE).color(t.faint),
            };
            let label = if column == Column::Remark {
                Label::new(text).wrap_mode(TextWrapMode::Extend)
            } else {
                Label::new(text).truncate()
            };
            ui.with_layout(layout(column), |ui| ui.add(label));
        });
    }
}

fn layout(column: Column) -> Layout {
    if column.is_number() {
        Layout::right_to_left(Align::Center)
    } else {
        Layout::left_to_right(Align::Center)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(path: &str, secs: Option<f64>, remark: Option<&str>) -> Row {
        let recording = secs.map(|secs| Recording {
            codec: "flac".to_string(),
            sample_rate_hz: 44_100,
            n_channels: 2,
            secs,
            peak: 1.0,
            rms: 0.1,
            loudness_lufs: Some(-9.25),
            remark: None,
        });
        Row {
            path: path.to_string(),
            recording,
            language: None,
            remark: remark.map(Message::verbatim),
        }
    }

    #[test]
    fn a_column_sorts_up_and_down_and_back_with_the_unknown_at_the_end() {
        let rows = vec![
            row("b", Some(30.0), None),
            row("C", None, Some("damaged")),
            row("a", Some(4.5), None),
        ];
        let mut table = Recordings {
            rows,
            ..Recordings::default()
        };
        table.arrange();
        let mut orders = Vec::new();
        for column in [
            Column::Seconds,
            Column::Seconds,
            Column::Seconds,
            Column::File,
            Column::Remark,
        ] {
            table.sort_by(column);
            orders.push(table.order.clone());
        }
        assert_eq!(
            orders,
            [
                vec![2, 0, 1],
                vec![0, 2, 1],
                vec![0, 1, 2],
                vec![2, 0, 1],
                vec![1, 0, 2]
            ]
        );
    }

    #[test]
    fn numbers_are_written_as_they_are_read_by_people() {
        let row = row("a", Some(4.456), None);
        let written: Vec<String> = Column::ALL
            .iter()
            .map(|&column| row.text(column).unwrap_or_default())
            .collect();
        assert_eq!(
            written,
            [
                "a", "4.46", "44100", "2", "flac", "1.000", "0.100", "−9.2", "", ""
            ]
        );
    }
}
