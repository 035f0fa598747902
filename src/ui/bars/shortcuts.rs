//! Shortcuts, and what this program is.

use eframe::egui::{Context, Grid, Id, Label, Modal, RichText, ScrollArea, Ui};

use crate::ui::action::{Action, ActionGroup};
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{self, S2, S3, TITLE, tokens};
use crate::ui::ground::widgets::{bold, caption};
use crate::words::{Text, fill, id, same, tr};

/// Room for the longest keys.
const KEYS_WIDTH: f32 = 116.0;

/// A heading, the groups of actions below it, and what is done with the pointer.
type Section = (Text, &'static [ActionGroup], &'static [(Text, Text)]);

const SECTIONS: [Section; 4] = [
    (
        id::COMMON_LISTENING,
        &[ActionGroup::Listening],
        &[(same("Alt"), id::KEYS_HEAR_SONG_UNDER_POINTER_MOMENT)],
    ),
    (
        id::COMMON_MAP,
        &[ActionGroup::Songs, ActionGroup::Map],
        &[
            (id::KEYS_CLICK, id::KEYS_SELECT_SONG_PLAY),
            (id::KEYS_SCROLL_DRAG, id::KEYS_ZOOM_PAN_MAP),
        ],
    ),
    (
        id::COMMON_SELECTING,
        &[ActionGroup::Selecting],
        &[
            (
                id::KEYS_SHIFT_ALT_PLUS_DRAG,
                id::KEYS_ADD_SELECTION_TAKE_AWAY_FROM,
            ),
            (id::KEYS_CTRL_PLUS_DRAG, id::KEYS_LASSO_WHILE_PANNING),
            (
                id::KEYS_SHIFT_PLUS_CLICK,
                id::KEYS_TAKE_SONG_INTO_SELECTION_OR,
            ),
            (same("Ctrl+1, Ctrl+2 …"), id::OWN_LABEL_BY_KEYS),
        ],
    ),
    (
        id::KEYS_WINDOW,
        &[
            ActionGroup::Run,
            ActionGroup::Show,
            ActionGroup::Look,
            ActionGroup::Settings,
            ActionGroup::Export,
            ActionGroup::Lessons,
            ActionGroup::Help,
        ],
        &[
            (same("Tab, Shift+Tab"), id::KEYS_NEXT_BUTTON_OR_FIELD_OR),
            (
                id::SHORTCUTS_DRAG_TAB,
                id::SHORTCUTS_LAY_PANEL_ELSEWHERE_BESIDE_BELOW,
            ),
        ],
    ),
];

/// False when it is closed.
pub(crate) fn shortcuts_ui(ctx: &Context, cx: &Cx) -> bool {
    let t = tokens(ctx);
    let modal = Modal::new(Id::unique("about"))
        .frame(theme::card(t).inner_margin(24.0))
        .show(ctx, |ui| {
            let room = ctx.content_rect().size();
            ui.set_width(680.0_f32.min(room.x - 96.0));
            ui.label(
                RichText::new("Latentune")
                    .font(theme::semibold(TITLE))
                    .color(t.accent),
            );
            ui.label(tr(id::ABOUT_SONGS_BECOME_NUMBERS_NUMBERS_BECOME));
            ui.add_space(S3);
            ScrollArea::vertical()
                .max_height((room.y - 240.0).max(120.0))
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    ui.spacing_mut().interact_size.y = 20.0;
                    let (left, right) = SECTIONS.split_at(SECTIONS.len() / 2);
                    ui.spacing_mut().item_spacing.x = 24.0;
                    ui.columns(2, |columns| {
                        for (column, groups) in columns.iter_mut().zip([left, right]) {
                            groups
                                .iter()
                                .for_each(|section| section_ui(column, cx, section));
                        }
                    });
                });
            ui.add_space(S3);
            ui.label(caption(
                fill(
                    id::ABOUT_VERSION_VERSION_MIT_OR_APACHE,
                    &[("version", &env!("CARGO_PKG_VERSION"))],
                ),
                t,
            ));
            ui.label(caption(tr(id::ABOUT_TYPEFACES_INTER_NOTO_SANS_BENGALI), t));
            ui.add_space(S2);
            ui.add(
                eframe::egui::Button::new(tr(id::COMMON_CLOSE))
                    .min_size(eframe::egui::vec2(72.0, 28.0)),
            )
            .clicked()
        });
    !(modal.inner || modal.should_close())
}

/// The keys of a section, and what each does.
fn section_ui(ui: &mut Ui, cx: &Cx, (title, groups, gestures): &Section) {
    let t = tokens(ui.ctx());
    ui.label(bold(tr(*title)));
    let row = |ui: &mut Ui, keys: &str, what: &str| {
        ui.label(RichText::new(keys).size(theme::CAPTION).color(t.accent));
        ui.add(Label::new(what).wrap());
        ui.end_row();
    };
    Grid::new(title)
        .num_columns(2)
        .min_col_width(KEYS_WIDTH)
        .spacing([12.0, 6.0])
        .show(ui, |ui| {
            let with_keys = Action::fixed().into_iter();
            for action in with_keys.filter(|action| groups.contains(&action.group())) {
                // One row tells of them all.
                let is_one_of_many = matches!(action, Action::GiveValue(_));
                if !action.keys().is_empty() && !is_one_of_many {
                    row(ui, &action.keys_text(), &action.text(cx.session));
                }
            }
            for (keys, what) in *gestures {
                row(ui, tr(*keys), tr(*what));
            }
        });
    ui.add_space(S3);
}
