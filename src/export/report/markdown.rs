//! The report as Markdown.

use super::{Report, Sheaf};
use crate::export::FIGURES;
use crate::words::{fill, id, tr};

pub(super) fn write(report: &Report) -> String {
    let mut text = format!("# {}\n", escaped(&report.title));
    text.push_str(&format!(
        "\n{}\n\n## {}\n",
        tr(id::EXPORT_MADE_LATENTUNE_EVERY_SENTENCE),
        tr(id::EXPORT_FINDINGS)
    ));
    for topic in &report.findings {
        text.push_str(&format!("\n### {}\n\n", topic.title));
        topic
            .sentences
            .iter()
            .for_each(|s| text.push_str(&format!("- {}\n", s.replace('<', "&lt;"))));
    }
    text.push_str(&format!(
        "\n## {}\n\n![{}]({FIGURES}/map_by_cluster.svg)\n",
        tr(id::READING_PICTURE),
        tr(id::EXPORT_MAP_CLUSTER)
    ));
    for section in &report.sections {
        text.push_str(&format!("\n## {}\n\n{}\n", section.title, section.lead));
        section.tables.iter().for_each(|t| table(&mut text, t));
        for d in report.drawings.iter().filter(|d| d.section == section.id) {
            text.push_str(&format!(
                "\n![{}]({}/{}.svg)\n",
                escaped(&d.caption),
                d.folder,
                linked(&d.name)
            ));
        }
    }
    let warnings: Vec<String> = report
        .subject
        .analysis
        .warnings()
        .map(|w| escaped(&w.to_string()))
        .collect();
    if !warnings.is_empty() {
        text.push_str(&format!(
            "\n## {}\n\n{}\n\n",
            tr(id::PAIRING_WARNINGS),
            fill(
                id::EXPORT_N_ALL_WARNINGS_TXT_FIRST,
                &[("n", &warnings.len())]
            )
        ));
        warnings
            .iter()
            .take(10)
            .for_each(|w| text.push_str(&format!("- {w}\n")));
    }
    text
}

fn table(text: &mut String, table: &Sheaf) {
    let row = |cells: &[String]| {
        format!(
            "| {} |\n",
            cells
                .iter()
                .map(|c| escaped(c))
                .collect::<Vec<_>>()
                .join(" | ")
        )
    };
    text.push_str(&format!("\n**{}**\n\n", escaped(&table.caption)));
    text.push_str(&row(&table.header));
    let rule = (0..table.header.len()).map(|i| if i < table.n_text { "---" } else { "---:" });
    text.push_str(&format!("| {} |\n", rule.collect::<Vec<_>>().join(" | ")));
    table
        .rows
        .iter()
        .for_each(|cells| text.push_str(&row(cells)));
}

/// Text that Markdown shows as it stands, in one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// A file name within a link.
fn linked(name: &str) -> String {
    name.replace('%', "%25")
        .replace(' ', "%20")
        .replace('(', "%28")
        .replace(')', "%29")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_cannot_break_a_table() {
        let mut text = String::new();
        let rows = vec![vec!["a|b\n<script>".to_string(), "1.0".to_string()]];
        let header = vec!["song".to_string(), "error".to_string()];
        table(
            &mut text,
            &Sheaf {
                caption: "c".into(),
                header,
                rows,
                n_text: 1,
            },
        );
        assert_eq!(
            text,
            "\n**c**\n\n| song | error |\n| --- | ---: |\n| a\\|b &lt;script> | 1.0 |\n"
        );
    }
}
