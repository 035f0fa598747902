//! `exploratory.ipynb`: a notebook that reads the tables of its report, draws the figures anew and
//! computes the scores with scikit-learn, so that a reader can check them and go on from there.
//!
//! Its code is in `assets/notebook`, a file for each cell; what is said above them is in the locale
//! of the thread. Form: nbformat 4.5.

use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::words::{Message, Text, id, tr};

/// Where it lies in a folder of results.
pub(super) const FOLDER: &str = "notebooks";
pub(super) const NAME: &str = "exploratory.ipynb";

struct Part {
    title: Text,
    lead: Text,
    code: &'static str,
}

macro_rules! part {
    ($title:ident, $lead:ident, $file:literal) => {
        Part {
            title: id::$title,
            lead: id::$lead,
            code: include_str!(concat!("../../assets/notebook/", $file)),
        }
    };
}

const PARTS: [Part; 10] = [
    part!(NOTEBOOK_READ, NOTEBOOK_READ_LEAD, "read.py"),
    part!(TEACHING_MAP, NOTEBOOK_MAP_LEAD, "map.py"),
    part!(BOTTOM_TRAINING, NOTEBOOK_TRAINING_LEAD, "training.py"),
    part!(NOTEBOOK_LATENT, NOTEBOOK_LATENT_LEAD, "latent.py"),
    part!(NOTEBOOK_INTERNAL, NOTEBOOK_INTERNAL_LEAD, "internal.py"),
    part!(
        NOTEBOOK_SILHOUETTES,
        NOTEBOOK_SILHOUETTES_LEAD,
        "silhouettes.py"
    ),
    part!(
        EXPORT_MENU_AGREEMENT_LABELS,
        NOTEBOOK_EXTERNAL_LEAD,
        "external.py"
    ),
    part!(NOTEBOOK_BESIDE, NOTEBOOK_BESIDE_LEAD, "beside.py"),
    part!(
        NOTEBOOK_COMPOSITION,
        NOTEBOOK_COMPOSITION_LEAD,
        "composition.py"
    ),
    part!(
        NOTEBOOK_NEIGHBOURS,
        NOTEBOOK_NEIGHBOURS_LEAD,
        "neighbours.py"
    ),
];

/// The notebook of a report called `title`.
///
/// # Errors
/// None that can happen: it is plain text.
pub(super) fn write(title: &str) -> Result<Vec<u8>> {
    let mut cells = vec![markdown(
        "intro",
        &format!("# {title}\n\n{}", tr(id::NOTEBOOK_INTRO)),
    )];
    for (i, part) in PARTS.iter().enumerate() {
        let above = format!("## {}\n\n{}", tr(part.title), tr(part.lead));
        cells.push(markdown(&format!("text-{i}"), &above));
        cells.push(json!({
            "cell_type": "code",
            "execution_count": null,
            "id": format!("code-{i}"),
            "metadata": {},
            "outputs": [],
            "source": part.code.trim_end(),
        }));
    }
    let notebook = json!({
        "cells": cells,
        "metadata": {
            "kernelspec": { "display_name": "Python 3", "language": "python", "name": "python3" },
            "language_info": { "name": "python" },
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    });
    serde_json::to_vec_pretty(&notebook)
        .map_err(|e| Error::stage(id::ERROR_NOTEBOOK, Message::verbatim(e)))
}

fn markdown(id: &str, source: &str) -> Value {
    json!({ "cell_type": "markdown", "id": id, "metadata": {}, "source": source })
}
