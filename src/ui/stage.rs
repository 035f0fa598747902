//! Arrangements that take the window for a while and leave what a person has arranged as it is:
//! results enlarged, the presenter, and the tour, which opens what it tells of.

use super::cx::Stance;
use super::layout::{Arrangement, Layout};
use super::prefs::Prefs;

#[derive(Default)]
pub(super) enum Stage {
    /// The panels lie as they are kept in the preferences.
    #[default]
    Own,
    /// Results beside the map, and nothing else.
    Enlarged(Layout),
    /// Before a class: large type, and only the map, the song and how training went.
    Presenting(Layout),
    Touring(Layout),
}

impl Stage {
    pub(super) fn is_enlarged(&self) -> bool {
        matches!(self, Self::Enlarged(_))
    }

    pub(super) fn is_presenting(&self) -> bool {
        matches!(self, Self::Presenting(_))
    }

    pub(super) fn stance(&self, dialog_open: bool) -> Stance {
        Stance {
            presenting: self.is_presenting(),
            enlarged: self.is_enlarged(),
            dialog_open,
            covered: false,
            cleared: false,
        }
    }

    /// Where the panels lie now.
    pub(super) fn layout<'a>(&'a mut self, prefs: &'a mut Prefs) -> &'a mut Layout {
        match self {
            Self::Own => &mut prefs.layout,
            Self::Enlarged(layout) | Self::Presenting(layout) | Self::Touring(layout) => layout,
        }
    }

    /// The same results are in front before and after.
    pub(super) fn enlarge(&mut self, on: bool, prefs: &mut Prefs) {
        if on {
            let mut layout = Layout::of(Arrangement::Results);
            layout.follow(self.layout(prefs));
            *self = Self::Enlarged(layout);
        } else if let Self::Enlarged(layout) = std::mem::take(self) {
            prefs.layout.follow(&layout);
        }
    }

    pub(super) fn present(&mut self, on: bool) {
        *self = match on {
            true => Self::Presenting(Layout::of(Arrangement::Present)),
            false => Self::Own,
        };
    }

    /// The tour begins or ends.
    pub(super) fn tour(&mut self, on: bool, prefs: &Prefs) {
        if on {
            *self = Self::Touring(prefs.layout.clone());
        } else if matches!(self, Self::Touring(_)) {
            *self = Self::Own;
        }
    }

    /// Lays the panels anew, for good.
    pub(super) fn arrange(&mut self, arrangement: Arrangement, prefs: &mut Prefs) {
        let mut layout = Layout::of(arrangement);
        layout.follow(self.layout(prefs));
        prefs.layout = layout;
        *self = Self::Own;
    }
}
