//! What the window explains. Its texts are in the room `words`, as all are.

pub(crate) mod glossary;
#[cfg(test)]
mod tests;
