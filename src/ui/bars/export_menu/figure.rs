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
use crate::ui::words::{fill, tr};

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

pub struct FigureForm {
    shown: Shown,
    preset: Preset,
    output: Output,
    pub path: PathField,
    /// The figures that there is data for, with their names.
    choices: Vec<(Shown, String)>,
}

impl FigureForm {
    pub fn new(ctx: &Context, session: &Session, prefs: &Prefs) -> Self {
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

    pub fn command(&self) -> Keeping {
        Keeping::Export(Export::Figure {
            shown: self.shown,
            output: self.output,
            path: self.path.path(),
        })
    }

    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) -> bool {
        let before = (self.shown, self.output.format);
        self.choice_ui(ui);
        let hint = tr(
            "PNG is pixels and opens everywhere. SVG is drawn sharp at any size and can be edited.",
        );
        row(ui, tr("Format"), hint, |ui, _| {
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
            tr("Ground"),
            tr("What is behind the figure. Colours are made for either."),
            |ui, _| {
                let choices = [(Ground::Light, tr("light")), (Ground::Dark, tr("dark"))];
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
        let hint = tr(
            "The map is drawn as it stands: its colours, what is selected, what the legend leaves out.",
        );
        row(ui, tr("Figure"), hint, |ui, label| {
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
        let hint = tr(
            "A slide has 1920 × 1080 pixels. A column of a paper is 85 mm wide at 300 dots an inch.",
        );
        row(ui, tr("Size"), hint, |ui, _| {
            ui.spacing_mut().button_padding.x = 6.0;
            let choices = [
                (Preset::Slide, tr("Slide")),
                (Preset::Paper, tr("Paper column")),
                (Preset::Square, tr("Square")),
                (Preset::Own, tr("Own")),
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
            size(ui, &mut self.output.width, tr("Width in pixels"));
            ui.label("×");
            size(ui, &mut self.output.height, tr("Height in pixels"));
            let drag = DragValue::new(&mut self.output.scale)
                .range(0.5..=6.0)
                .speed(0.05)
                .max_decimals(2);
            let letters = tr("Size of letters");
            let shown = ui.add_sized(vec2(76.0, 28.0), drag.prefix("Aa "));
            shown.widget_info(|| {
                eframe::egui::WidgetInfo::labeled(eframe::egui::Role::SpinButton, true, letters)
            });
            shown.on_hover_text(tr(
                "Size of letters: pixels of one unit of the drawing. Larger for a figure that is printed small.",
            ));
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
    let mut choices = vec![(Shown::Map, tr("Map, as it stands").to_string())];
    choices.extend(
        Figure::of(analysis)
            .into_iter()
            .map(|figure| (Shown::Of(figure), name(figure, analysis))),
    );
    if let (SoundState::Ready(_), Some(song)) = (session.sound(), session.selected_song()) {
        choices.push((
            Shown::Song,
            fill("Mel spectrogram of {song}", &[("song", &song.title)]),
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
            return fill("Clusters by {label}", &[("label", &label)]);
        }
        Figure::Curves => tr("Training curves"),
        Figure::Kl => tr("KL of each dimension"),
        Figure::Silhouettes => tr("Silhouette plot"),
        Figure::Sweep => tr("Sweep over k"),
        Figure::KDistances => tr("k-distances"),
        Figure::Scores => tr("Table of scores"),
        Figure::Agreement => tr("Agreement with labels"),
        Figure::Information => tr("Dimensions and labels"),
        Figure::Reconstructions => tr("Reconstruction of each block"),
        Figure::Distances => tr("Distances between songs"),
    };
    fixed.to_string()
}
