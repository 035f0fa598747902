//! Bangla for every English text of the window, by the English text.

/// Each English text once, with its Bangla. Places for values, in braces, are the same in both.
pub const BANGLA: &[(&str, &str)] = &[("No songs yet", "এখনও কোনো গান নেই")];
