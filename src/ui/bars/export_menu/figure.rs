//! Which figure, how large, on which ground, and where to.

use eframe::egui::{ComboBox, Context, DragValue, Theme, Ui, vec2};

use crate::export::palette::Ground;
use crate::export::{Figure, Format, Output};
use crate::pipeline::Analysis;
use crate::session::{Export, Keeping, Session, Shown, SoundState, file_name};

use super::path::PathField;
use super::row;
use crate::ui::cx::Cx;
use crate::ui::ground::widgets::segments;
use crate::ui::prefs::Prefs;
use crate::ui::request::FileRequestKind;
use crate::words::{fill, id, tr};

/// A size that is often wanted. 85 mm at 300 dots an inch are 1004 pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Preset {
    Slide,
    Paper,
    Square,
    Own,
}

impl Preset {
    /// Width, height, and pixels of one unit.
    fn size(self) -> Option<(u32, u32, f32)> {
        match self {
            Preset::Slide => Some((1920, 1080, 1.6)),
            Preset::Paper => Some((1004, 753, 1.9)),
            Preset::Square => Some((1080, 1080, 1.3)),
            Preset::Own => None,
        }
    }
}

pub(crate) struct FigureForm {
    shown: Shown,
    preset: Preset,
    output: Output,
    pub(crate) path: PathField,
    /// The figures that there is data for, with their names.
    choices: Vec<(Shown, String)>,
}

impl FigureForm {
    pub(crate) fn new(ctx: &Context, session: &Session, prefs: &Prefs) -> Self {
        let ground = if ctx.theme() == Theme::Dark {
            Ground::Dark
        } else {
            Ground::Light
        };
        let output = Output {
            format: Format::Png,
            width: 1920,
            height: 1080,
            scale: 1.6,
            ground,
        };
        let path = PathField::new(prefs, "map.png", FileRequestKind::SaveFile, "png");
        let choices = choices(session);
        let mut form = Self {
            shown: Shown::Map,
            preset: Preset::Slide,
            output,
            path,
            choices,
        };
        form.rename(session);
        form
    }

    fn rename(&mut self, session: &Session) {
        let Some(analysis) = session.shown_analysis() else {
            return;
        };
        let name = file_name(
            self.shown,
            analysis,
            &session.colouring().title,
            self.output.format,
        );
        let extension = if self.output.format == Format::Png {
            "png"
        } else {
            "svg"
        };
        self.path.rename(&name, extension);
    }

    pub(crate) fn command(&self) -> Keeping {
        Keeping::Export(Export::Figure {
            shown: self.shown,
            output: self.output,
            path: self.path.path(),
        })
    }

    pub(crate) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) -> bool {
        let before = (self.shown, self.output.format);
        self.choice_ui(ui);
        let hint = tr(id::EXPORT_MENU_PNG_PIXELS_OPENS_EVERYWHERE_SVG);
        row(ui, tr(id::EXPORT_MENU_FORMAT), hint, |ui, _| {
            if let Some(format) = segments(
                ui,
                self.output.format,
                &[(Format::Png, "PNG"), (Format::Svg, "SVG")],
            ) {
                self.output.format = format;
            }
        });
        self.size_ui(ui);
        row(
            ui,
            tr(id::COMMON_GROUND),
            tr(id::EXPORT_MENU_WHAT_BEHIND_FIGURE_COLOURS_MADE),
            |ui, _| {
                let choices = [
                    (Ground::Light, tr(id::COMMON_LIGHT)),
                    (Ground::Dark, tr(id::COMMON_DARK)),
                ];
                if let Some(ground) = segments(ui, self.output.ground, &choices) {
                    self.output.ground = ground;
                }
            },
        );
        if before != (self.shown, self.output.format) {
            self.rename(cx.session);
        }
        self.path.ui(ui, cx)
    }

    fn choice_ui(&mut self, ui: &mut Ui) {
        let hint = tr(id::EXPORT_MENU_MAP_DRAWN_AS_STANDS_COLOURS);
        row(ui, tr(id::EXPORT_MENU_FIGURE), hint, |ui, label| {
            let now = self
                .choices
                .iter()
                .find(|(shown, _)| *shown == self.shown)
                .map_or("", |(_, name)| name);
            let combo = ComboBox::from_id_salt("figure")
                .width(280.0)
                .selected_text(now);
            let choose = |ui: &mut Ui| {
                for (shown, name) in &self.choices {
                    ui.selectable_value(&mut self.shown, *shown, name);
                }
            };
            combo.show_ui(ui, choose).response.labelled_by(label);
        });
    }

    fn size_ui(&mut self, ui: &mut Ui) {
        let hint = tr(id::EXPORT_MENU_SLIDE_HAS_1920_1080_PIXELS);
        row(ui, tr(id::COMMON_SIZE), hint, |ui, _| {
            ui.spacing_mut().button_padding.x = 6.0;
            let choices = [
                (Preset::Slide, tr(id::EXPORT_MENU_SLIDE)),
                (Preset::Paper, tr(id::EXPORT_MENU_PAPER_COLUMN)),
                (Preset::Square, tr(id::EXPORT_MENU_SQUARE)),
                (Preset::Own, tr(id::EXPORT_MENU_OWN)),
            ];
            if let Some(preset) = segments(ui, self.preset, &choices) {
                self.preset = preset;
            }
        });
        if let Some((width, height, scale)) = self.preset.size() {
            (self.output.width, self.output.height, self.output.scale) = (width, height, scale);
        }
        row(ui, "", "", |ui, _| {
            let before = self.output;
            let size = |ui: &mut Ui, value: &mut u32, name: &str| {
                let drag = DragValue::new(value)
                    .range(200..=8000)
                    .speed(4.0)
                    .suffix(" px");
                let shown = ui.add_sized(vec2(76.0, 28.0), drag);
                shown.widget_info(|| {
                    eframe::egui::WidgetInfo::labeled(eframe::egui::Role::SpinButton, true, name)
                });
                shown.on_hover_text(name);
            };
            size(ui, &mut self.output.width, tr(id::EXPORT_MENU_WIDTH_PIXELS));
            ui.label("×");
            size(
                ui,
                &mut self.output.height,
                tr(id::EXPORT_MENU_HEIGHT_PIXELS),
            );
            let drag = DragValue::new(&mut self.output.scale)
                .range(0.5..=6.0)
                .speed(0.05)
                .max_decimals(2);
            let letters = tr(id::EXPORT_MENU_SIZE_LETTERS);
            let shown = ui.add_sized(vec2(76.0, 28.0), drag.prefix("Aa "));
            shown.widget_info(|| {
                eframe::egui::WidgetInfo::labeled(eframe::egui::Role::SpinButton, true, letters)
            });
            shown.on_hover_text(tr(id::EXPORT_MENU_SIZE_LETTERS_PIXELS_ONE_UNIT));
            if before != self.output {
                self.preset = Preset::Own;
            }
        });
    }
}

/// The map, what there is data for, and the selected song's spectrogram.
fn choices(session: &Session) -> Vec<(Shown, String)> {
    let Some(analysis) = session.shown_analysis() else {
        return Vec::new();
    };
    let mut choices = vec![(Shown::Map, tr(id::EXPORT_MENU_MAP_AS_STANDS).to_string())];
    choices.extend(
        Figure::of(analysis)
            .into_iter()
            .map(|figure| (Shown::Of(figure), name(figure, analysis))),
    );
    if let (SoundState::Ready(_), Some(song)) = (session.sound(), session.selected_song()) {
        choices.push((
            Shown::Song,
            fill(
                id::EXPORT_MENU_MEL_SPECTROGRAM_SONG,
                &[("song", &song.title)],
            ),
        ));
    }
    choices
}

fn name(figure: Figure, analysis: &Analysis) -> String {
    let fixed = match figure {
        Figure::Composition(column) => {
            let label = analysis
                .library
                .labels
                .get(column)
                .map_or("", |l| l.name.as_str());
            return fill(id::EXPORT_MENU_CLUSTERS_LABEL, &[("label", &label)]);
        }
        Figure::Curves => tr(id::COMMON_TRAINING_CURVES),
        Figure::Kl => tr(id::EXPORT_MENU_KL_EACH_DIMENSION),
        Figure::Silhouettes => tr(id::EXPORT_MENU_SILHOUETTE_PLOT),
        Figure::Sweep => tr(id::COMMON_SWEEP_OVER_K),
        Figure::KDistances => tr(id::EXPORT_MENU_K_DISTANCES),
        Figure::Scores => tr(id::EXPORT_MENU_TABLE_SCORES),
        Figure::Agreement => tr(id::EXPORT_MENU_AGREEMENT_LABELS),
        Figure::Information => tr(id::EXPORT_MENU_DIMENSIONS_LABELS),
        Figure::Reconstructions => tr(id::EXPORT_MENU_RECONSTRUCTION_EACH_BLOCK),
        Figure::Distances => tr(id::EXPORT_MENU_DISTANCES_BETWEEN_SONGS),
    };
    fixed.to_string()
}
