//! What everything is drawn with: theme, typefaces, icons, colours, small pieces, and where parts
//! of the window lie.

pub(crate) mod fonts;
pub(crate) mod icons;
pub mod theme;
pub(crate) mod palette;
pub(crate) mod widgets;
pub(crate) mod place;
pub(crate) mod look;
