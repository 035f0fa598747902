//! What everything is drawn with: theme, typefaces, icons, colours, small pieces, and where parts
//! of the window lie.

pub mod fonts;
pub mod icons;
pub mod theme;
pub mod palette;
pub mod widgets;
pub mod place;
pub mod look;
