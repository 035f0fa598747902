//! What the window explains. Its texts are in the room `words`, as all are.

pub mod glossary;
#[cfg(test)]
mod tests;
