//! That a latent space has collapsed, as it is said beside numbers and pictures.

/// Where it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    Scores,
    Silhouettes,
    Divergences,
    Map,
    /// The name of a map among others.
    Name,
    /// The number of active dimensions.
    Dimensions,
    /// The tables of scores of a report.
    Tables,
    /// The summary of the command line.
    Summary,
}

/// What is added there; nothing where it has not collapsed.
pub fn collapse_note(collapsed: bool, beside: Beside) -> &'static str {
    match beside {
        _ if !collapsed => "",
        Beside::Scores => "; the latent space has collapsed: no finding",
        Beside::Silhouettes => "; of a collapsed latent space, so no finding",
        Beside::Divergences => "; the posterior has collapsed",
        Beside::Map => "  ·  COLLAPSED LATENT: the picture means nothing",
        Beside::Name => " (collapsed)",
        Beside::Dimensions => ": collapsed, no score is a finding",
        Beside::Tables => "The latent space has collapsed: none of its own scores is a finding. ",
        Beside::Summary => {
            "the posterior has collapsed: scores and map below say nothing about the songs\n"
        }
    }
}
