//! The report as one page: styles, script, data and figures are all in it, so that it opens
//! anywhere without a network.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::figures::Drawing;
use super::{Report, Sheaf, data};
use crate::error::Result;
use crate::export::figures::{themed, to_png};
use crate::export::palette::{Ground, categorical};
use crate::pipeline::Contents;
use crate::reading::say::{Beside, collapse_note};
use crate::scores::Internal;
use crate::words::{fill, id, locale, tr};

const STYLE: &str = include_str!("../../../assets/report/report.css");
pub(super) const SCRIPT: &str = include_str!("../../../assets/report/report.js");
/// Classes that have a colour of their own on the page.
const N_COLOURS: usize = 24;
const MOST_WARNINGS: usize = 20;

/// `contents` are of the map: with them parts of clusters are named where one zooms in.
pub(super) fn write(
    report: &Report,
    clips: &BTreeMap<usize, String>,
    contents: Option<&Contents>,
) -> Result<String> {
    let json = data::json(report.subject, clips, contents)?;
    // Only the script that carries this word may run, whatever else should ever get into the page.
    let nonce = blake3::hash(json.as_bytes()).to_hex();
    let title = escaped(&report.title);
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"generator\" content=\"Latentune {version}\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         script-src 'nonce-{nonce}'; img-src data:; media-src data:; base-uri 'none'; form-action 'none'\">\n\
         <link rel=\"icon\" href=\"data:,\">\n<title>{title} · Latentune</title>\n<style>\n{palette}\n{STYLE}</style>\n</head>\n<body>\n",
        version = env!("CARGO_PKG_VERSION"),
        lang = locale().code(),
        palette = palette(),
    );
    html.push_str(&header(report, &title));
    html.push_str("<main>\n");
    html.push_str(&map());
    html.push_str(&findings(report));
    for section in &report.sections {
        html.push_str(&format!(
            "<section id=\"{}\"><h2>{}</h2>\n<p class=\"lead\">{}</p>\n",
            section.id,
            section.title,
            escaped(&section.lead)
        ));
        section.tables.iter().for_each(|t| html.push_str(&table(t)));
        for drawing in report
            .drawings
            .iter()
            .filter(|d| d.section == section.id && d.name != "scores")
        {
            html.push_str(&figure(drawing)?);
        }
        html.push_str("</section>\n");
    }
    html.push_str(&warnings(report));
    html.push_str(&format!(
        "</main>\n<footer>{}</footer>\n",
        tr(id::EXPORT_MADE_LATENTUNE_THIS_PAGE_ONE)
    ));
    html.push_str(&format!(
        "<script type=\"application/json\" id=\"data\">{json}</script>\n"
    ));
    html.push_str(&format!(
        "<script nonce=\"{nonce}\">\n{SCRIPT}</script>\n</body>\n</html>\n"
    ));
    Ok(html)
}

/// Text as HTML shows it, in an element or in an attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The marks of a finding: `**` and backticks.
fn marked(sentence: &str) -> String {
    let pairs = |text: String, mark: &str, tag: &str| {
        let parts: Vec<&str> = text.split(mark).collect();
        // A mark without its partner is a mark in somebody's words.
        let last = if parts.len().is_multiple_of(2) {
            parts.len() - 1
        } else {
            parts.len()
        };
        let mut out = String::new();
        for (i, part) in parts.iter().enumerate() {
            match i {
                0 => {}
                i if i == last => out.push_str(mark),
                i if i % 2 == 1 => out.push_str(&format!("<{tag}>")),
                _ => out.push_str(&format!("</{tag}>")),
            }
            out.push_str(part);
        }
        out
    };
    pairs(pairs(escaped(sentence), "**", "strong"), "`", "code")
}

/// Colours of classes on either ground.
fn palette() -> String {
    let colours = |ground| -> String {
        let one = |i| {
            let [r, g, b] = categorical(i, ground);
            format!("--c{i}:#{r:02x}{g:02x}{b:02x};")
        };
        (0..N_COLOURS).map(one).collect()
    };
    format!(
        ":root{{{light}}}\n@media (prefers-color-scheme: dark){{:root:not([data-theme=\"light\"]){{{dark}}}}}\n\
         :root[data-theme=\"dark\"]{{{dark}}}",
        light = colours(Ground::Light),
        dark = colours(Ground::Dark)
    )
}

fn header(report: &Report, title: &str) -> String {
    let analysis = report.subject.analysis;
    let collapsed = collapse_note(analysis.is_collapsed(), Beside::Dimensions);
    let active = format!("{}{collapsed}", tr(id::EXPORT_DIMENSIONS_ACTIVE));
    let facts = [
        (
            analysis.library.songs.len().to_string(),
            tr(id::PAIRING_SONGS),
        ),
        (
            analysis.clusters.n_clusters.to_string(),
            tr(id::EXPORT_CLUSTERS),
        ),
        (
            analysis.scores[Internal::Silhouette].map_or_else(
                || tr(id::COMMON_UNDEFINED).to_string(),
                |s| format!("{s:.3}"),
            ),
            tr(id::MAP_BAR_SILHOUETTE),
        ),
        (
            fill(
                id::COMMON_N_ALL,
                &[
                    ("n", &analysis.model.diagnostics.n_active),
                    ("all", &analysis.latents().n_cols()),
                ],
            ),
            active.as_str(),
        ),
    ];
    let facts: String = facts
        .iter()
        .map(|(value, what)| format!("<div><dd>{}</dd><dt>{what}</dt></div>", escaped(value)))
        .collect();
    let links: String = report
        .sections
        .iter()
        .map(|s| format!("<a href=\"#{}\">{}</a>", s.id, s.title))
        .collect();
    format!(
        "<a class=\"skip\" href=\"#findings\">{skip}</a>\n<header><div class=\"top\"><span class=\"brand\">Latentune</span>\
         <button id=\"theme\" type=\"button\" hidden></button></div>\n\
         <h1>{title}</h1>\n<dl class=\"facts\">{facts}</dl>\n<nav aria-label=\"{parts}\"><a href=\"#map\">{map}</a>\
         <a href=\"#findings\">{findings}</a>{links}</nav></header>\n",
        skip = tr(id::EXPORT_SKIP_FINDINGS),
        parts = tr(id::EXPORT_PARTS),
        map = tr(id::COMMON_MAP),
        findings = tr(id::EXPORT_FINDINGS),
    )
}

/// Where the script puts the map. Without a script the page says so, and the rest stands.
fn map() -> String {
    let mut html = String::from(
        r#"<section id="map" aria-label="[0]">
<h2>[1]</h2>
<div class="tools">
<label>[2] <select id="colour"></select></label>
<label id="which-label">[3] <select id="which"></select></label>
<label class="grow">[4] <input id="search" type="search" autocomplete="off" placeholder="[5]"></label>
<button id="lasso" type="button" aria-pressed="false" title="[6]">[7]</button>
<button id="fit" type="button" title="[8]">[9]</button>
<button id="names" type="button" aria-pressed="true" title="[13]">[14]</button>
</div>
<p id="found" class="quiet" role="status"></p>
<div class="stage">
<div class="plane"><canvas id="canvas" tabindex="0" aria-label="[10]"></canvas>
<div id="card" hidden></div></div>
<aside id="side"><div id="legend" aria-label="[11]"></div><div id="song" aria-live="polite"></div></aside>
</div>
<p id="note" class="quiet"></p>
<div id="charts" role="group" aria-label="[15]"></div>
<noscript><p class="quiet">[12]</p></noscript>
</section>
"#,
    );
    let texts = [
        id::EXPORT_MAP_SONGS,
        id::COMMON_MAP,
        id::EXPORT_COLOUR,
        id::EXPORT_PICTURE,
        id::COMMON_SEARCH,
        id::EXPORT_TITLE_ARTIST_OR_WORDS,
        id::EXPORT_DRAW_AROUND_SONGS_SELECT_THEM,
        id::EXPORT_LASSO,
        id::EXPORT_SHOW_ALL_SONGS_0,
        id::EXPORT_FIT,
        id::EXPORT_MAP_ARROW_KEYS_GO_FROM,
        id::EXPORT_LEGEND,
        id::EXPORT_MAP_NEEDS_SCRIPT_WHICH_PART,
        id::EXPORT_PAGE_NAMES_SAYS,
        id::EXPORT_PAGE_NAMES,
        id::EXPORT_PAGE_CHARTS,
    ];
    for (i, text) in texts.into_iter().enumerate() {
        html = html.replace(&format!("[{i}]"), &escaped(text.as_str()));
    }
    html
}

fn findings(report: &Report) -> String {
    let mut html = format!(
        "<section id=\"findings\"><h2>{}</h2>\n<p class=\"lead\">{}</p>\n<div class=\"topics\">\n",
        tr(id::EXPORT_FINDINGS),
        tr(id::EXPORT_EVERY_SENTENCE_FOLLOWS_FROM_NUMBERS)
    );
    for topic in &report.findings {
        let sentences: String = topic
            .sentences
            .iter()
            .map(|s| format!("<li>{}</li>\n", marked(s)))
            .collect();
        html.push_str(&format!(
            "<article><h3>{}</h3><ul>\n{sentences}</ul></article>\n",
            topic.title
        ));
    }
    html.push_str("</div></section>\n");
    html
}

fn table(table: &Sheaf) -> String {
    let class = |i: usize| if i < table.n_text { "" } else { " class=\"n\"" };
    let mut html = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table><caption>{0}</caption>\n<thead><tr>",
        escaped(&table.caption)
    );
    for (i, name) in table.header.iter().enumerate() {
        html.push_str(&format!(
            "<th scope=\"col\"{}>{}</th>",
            class(i),
            escaped(name)
        ));
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        html.push_str("<tr>");
        for (i, cell) in row.iter().enumerate() {
            html.push_str(&format!("<td{}>{}</td>", class(i), escaped(cell)));
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody></table></div>\n");
    html
}

/// Drawings whose colours are by role follow the page's ground; fields of colour are pictures, one
/// for each ground.
fn figure(drawing: &Drawing) -> Result<String> {
    let caption = escaped(&drawing.caption);
    let picture = match &drawing.dark {
        None => themed(&drawing.svg, &caption),
        Some(dark) => {
            let uri = |svg: &str| -> Result<String> {
                Ok(format!(
                    "data:image/png;base64,{}",
                    STANDARD.encode(to_png(svg)?)
                ))
            };
            format!(
                "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"{}\"><img alt=\"{caption}\" src=\"{}\"></picture>",
                uri(dark)?,
                uri(&drawing.svg)?
            )
        }
    };
    Ok(format!("<figure>{picture}</figure>\n"))
}

fn warnings(report: &Report) -> String {
    let all: Vec<String> = report
        .subject
        .analysis
        .warnings()
        .map(|w| escaped(&w.to_string()))
        .collect();
    if all.is_empty() {
        return String::new();
    }
    let lines: String = all
        .iter()
        .take(MOST_WARNINGS)
        .map(|w| format!("<li>{w}</li>\n"))
        .collect();
    let more = match all.len().saturating_sub(MOST_WARNINGS) {
        0 => String::new(),
        n => format!("<li>{}</li>\n", fill(id::EXPORT_N_MORE, &[("n", &n)])),
    };
    format!(
        "<section id=\"warnings\"><h2>{}</h2>\n<ul class=\"plain\">\n{lines}{more}</ul></section>\n",
        tr(id::PAIRING_WARNINGS)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_elements_and_nothing_else_does() {
        assert_eq!(
            marked("**a** b `c` <i>"),
            "<strong>a</strong> b <code>c</code> &lt;i&gt;"
        );
        assert_eq!(marked("2 ** 3 and `x"), "2 ** 3 and `x");
        assert_eq!(marked("**a** and ** b"), "<strong>a</strong> and ** b");
    }

    #[test]
    fn text_cannot_leave_its_element_or_attribute() {
        assert_eq!(
            escaped("\"><script>'&"),
            "&quot;&gt;&lt;script&gt;&#39;&amp;"
        );
    }
}
