//! Drives the tab of runs by its accessible names.

use std::path::Path;
use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{Theme, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::config::{Config, Modality, ModelKind};
use crate::error::Result;
use crate::features::{Cache, Split};
use crate::job::Reporter;
use crate::model::{self, Input};
use crate::pipeline::Analysis;
use crate::scores::{Caution, External, Internal};
use crate::session::fixture::{self, settle};
use crate::session::{Command, Comparing, Request, Session, Work};
use crate::ui::tests::{Desk, click_tab, open, open_at, run};

/// The fixture's songs with a small real model, and scores that depend on the kind of model and on
/// the seed.
fn varied(request: &Request, reporter: &Reporter) -> Result<Analysis> {
    let mut made = fixture::with_blocks(request, reporter)?;
    let config = &request.config;
    let split = Split {
        train: (0..50).collect(),
        validation: (50..60).collect(),
        by_artist: true,
    };
    let (input, seed) = (Input::plain(made.latents()), config.seed);
    let mut trained = model::train(&input, &split, &config.model, seed, &Reporter::silent())?;
    let quality = match (
        config.model.kind,
        config.model.beta > 1.0,
        config.fusion.modality,
    ) {
        (ModelKind::Pca, ..) => 0.35,
        (ModelKind::Autoencoder, ..) => 0.5,
        (_, true, _) => 0.9,
        (_, _, Modality::Lyrics) => 0.95,
        _ => 0.6,
    } + 0.03 * (seed as f64 - 2.0);
    trained.diagnostics.n_active = if config.model.beta > 1.0 { 0 } else { 2 };
    made.model = Arc::new(trained);
    let scores = Arc::make_mut(&mut made.scores);
    let of_words = if config.fusion.modality == Modality::Lyrics {
        0.5
    } else {
        1.0
    };
    scores.internal[Internal::Silhouette] = Some(0.6 * quality * of_words);
    scores.internal[Internal::DaviesBouldin] =
        (config.model.kind != ModelKind::Autoencoder).then_some(2.0 - quality);
    for (external, of_chance) in scores.external.iter_mut().zip([1.0, 0.03]) {
        external[External::Ari].value = of_chance * 0.7 * quality;
        external[External::Nmi].value = of_chance * 0.8 * quality;
        external
            .cautions
            .retain(|caution| *caution != Caution::Script);
        if external.column == "language" && config.fusion.modality == Modality::Lyrics {
            external.cautions.push(Caution::Script);
        }
    }
    Ok(made)
}

fn set(session: &mut Session, change: impl FnOnce(&mut Config)) {
    let mut config = session.draft().clone();
    change(&mut config);
    session.apply(Command::SetConfig(Box::new(config)));
    session.apply(Command::Run);
    settle(session);
}

/// PCA, an autoencoder, a VAE over three seeds, one that collapsed, and one of lyrics alone, which
/// is on show.
fn kept(folder: &Path) -> Session {
    let mut config = Config::plain();
    (
        config.model.kind,
        config.model.n_latent,
        config.model.n_epochs,
    ) = (ModelKind::Pca, 2, 2);
    config.model.hidden = vec![4];
    let cache = Cache {
        folder: Some(folder.join("features")),
    };
    let work = Work {
        analyze: varied,
        ..fixture::work()
    };
    let mut session = Session::new(config, cache, None, work, Arc::new(|| {}));
    session.keep_in(Some(folder.join("home")));
    session.apply(Command::OpenDemo);
    settle(&mut session);
    set(&mut session, |config| {
        config.model.kind = ModelKind::Autoencoder
    });
    set(&mut session, |config| {
        (config.model.kind, config.model.beta) = (ModelKind::Vae, 8.0)
    });
    for seed in 0..3 {
        set(&mut session, |config| {
            (config.model.beta, config.seed) = (1.0, seed)
        });
    }
    set(&mut session, |config| {
        (config.fusion.modality, config.seed) = (Modality::Lyrics, 0)
    });
    for message in session.messages().to_vec() {
        session.apply(Command::Dismiss(message.id));
    }
    session
}

/// Wide enough for the usual columns.
fn window(session: Session) -> Harness<'static, Desk> {
    let mut harness = open_at(vec2(2000.0, 1000.0), Theme::Dark, session);
    run(&mut harness);
    click_tab(&mut harness, "Runs");
    harness
}

const VAE: &str = "VAE · audio and lyrics · k-means, 5";
const COLLAPSED: &str = "β-VAE, β = 8 · audio and lyrics · k-means, 5";
const LYRICS: &str = "VAE · lyrics only · k-means, 5";

fn cell(harness: &Harness<'_, Desk>, start: &str) -> String {
    use egui_kittest::kittest::NodeT as _;
    let said = |node: egui_kittest::Node<'_>| node.accesskit_node().value();
    let nodes: Vec<String> = harness
        .query_all_by_label_contains(start)
        .filter_map(said)
        .collect();
    assert_eq!(nodes.len(), 1, "{start}: {nodes:?}");
    nodes[0].clone()
}

fn click(harness: &mut Harness<'static, Desk>, name: &str) {
    harness.get_by_role_and_label(Role::Button, name).click();
    run(harness);
}

#[test]
fn cells_stand_beside_chance_with_their_spread_and_the_best_is_one_that_can_be_believed() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(kept(folder.path()));
    harness.set_size(vec2(2000.0, 806.0));
    run(&mut harness);
    // What is out of sight is not drawn.
    let last = "PCA · audio and lyrics · k-means, 5: Silhouette ↑";
    assert!(harness.query_all_by_label_contains(last).next().is_none());
    click(&mut harness, "Sort by Silhouette ↑");
    assert_eq!(
        cell(&harness, &format!("{VAE}: Silhouette ↑")),
        format!("{VAE}: Silhouette ↑ 0.342 ± 0.018")
    );
    assert_eq!(
        cell(&harness, &format!("{COLLAPSED}: Silhouette ↑")),
        format!("{COLLAPSED}: Silhouette ↑ 0.504, collapsed")
    );
    let ari = cell(&harness, &format!("{VAE}: ARI · language"));
    assert_eq!(
        ari,
        format!("{VAE}: ARI · language 0.399 ± 0.021, chance 0.00, best")
    );
    assert!(cell(&harness, &format!("{LYRICS}: ARI · language")).ends_with("0.623, trivial"));
    assert!(
        cell(&harness, &format!("{LYRICS}: ARI · genre")).contains(", ≈ chance 0.00"),
        "no better than shuffled"
    );
    let undefined = "autoencoder · audio and lyrics · k-means, 5: Davies-Bouldin ↓";
    assert!(cell(&harness, undefined).ends_with("–, undefined"));
}

#[test]
fn a_row_shows_its_run_and_one_of_seeds_unfolds() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(kept(folder.path()));
    click(&mut harness, "Sort by Model and features");
    let pca = "Show PCA · audio and lyrics · k-means, 5 on the map";
    click(&mut harness, pca);
    let id = |kind: ModelKind, seed: u64, harness: &Harness<'_, Desk>| {
        let runs = harness.state().session.comparing().kept();
        let is = |config: &Config| {
            config.model.kind == kind && config.seed == seed && config.model.beta == 1.0
        };
        runs.iter()
            .find(|run| is(&run.record.config))
            .unwrap()
            .id()
            .to_string()
    };
    let load = Command::Comparing(Comparing::Load(id(ModelKind::Pca, 0, &harness)));
    assert!(harness.state().pushed.contains(&load));
    assert!(harness.query_by_label("Show seed 1 on the map").is_none());
    click(&mut harness, &format!("Unfold {VAE}"));
    click(&mut harness, "Show seed 1 on the map");
    let load = Command::Comparing(Comparing::Load(id(ModelKind::Vae, 1, &harness)));
    assert!(harness.state().pushed.contains(&load));
    click(&mut harness, &format!("Fold {VAE}"));
    assert!(harness.query_by_label("Show seed 1 on the map").is_none());
}

/// Names of the rows from top to bottom.
fn order(harness: &Harness<'_, Desk>) -> Vec<String> {
    let made = &harness.state().view.panels.runs.made;
    let kept = harness.state().session.comparing().kept();
    made.order
        .iter()
        .map(|&row| super::made::title(made.rows[row].first(kept)))
        .collect()
}

#[test]
fn rows_are_ordered_by_any_column_and_undefined_comes_last() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(kept(folder.path()));
    click(&mut harness, "Sort by Silhouette ↑");
    assert_eq!(order(&harness)[..2], [COLLAPSED, VAE]);
    click(&mut harness, "Sort by Silhouette ↑");
    assert!(order(&harness)[0].starts_with("PCA"));
    for _ in 0..2 {
        click(&mut harness, "Sort by Davies-Bouldin ↓");
        assert!(order(&harness)[4].starts_with("autoencoder"));
    }
    click(&mut harness, "Sort by Model and features");
    let names = order(&harness);
    let mut sorted = names.clone();
    sorted.sort();
    assert_eq!(names, sorted);
}

#[test]
fn runs_are_filtered_and_columns_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(kept(folder.path()));
    harness.get_by_label("Filter runs").focus();
    run(&mut harness);
    harness
        .get_by_label("Filter runs")
        .type_text("LYRICS k-means pca");
    run(&mut harness);
    assert_eq!(order(&harness), ["PCA · audio and lyrics · k-means, 5"]);
    harness.get_by_label("Filter runs").type_text(" nothing");
    run(&mut harness);
    harness.get_by_label("No run has all of these words");
    harness.state_mut().view.panels.runs.filter.clear();
    run(&mut harness);
    assert!(harness.query_by_label("Sort by Purity · genre").is_none());
    click(&mut harness, "Columns");
    harness
        .get_by_role_and_label(Role::CheckBox, "Silhouette ↑")
        .click();
    run(&mut harness);
    assert!(harness.query_by_label("Sort by Silhouette ↑").is_none());
    click(&mut harness, "The usual columns");
    harness.get_by_label("Sort by Silhouette ↑");
}

#[test]
fn a_run_is_named_pinned_deleted_and_brought_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(kept(folder.path()));
    let lyrics = format!("More about {LYRICS}");
    click(&mut harness, &lyrics);
    click(&mut harness, "Name and note…");
    harness.get_by_label("Name of the run").focus();
    run(&mut harness);
    harness
        .get_by_label("Name of the run")
        .type_text("words alone");
    run(&mut harness);
    click(&mut harness, "Keep");
    settle(&mut harness.state_mut().session);
    run(&mut harness);
    click(&mut harness, "More about words alone");
    click(&mut harness, "Pin");
    settle(&mut harness.state_mut().session);
    run(&mut harness);
    let pinned = |h: &Harness<'_, Desk>| {
        h.state()
            .session
            .comparing()
            .kept()
            .iter()
            .filter(|r| r.marks.pinned)
            .count()
    };
    assert_eq!(pinned(&harness), 1);
    click(&mut harness, "More about words alone");
    click(&mut harness, "Delete");
    settle(&mut harness.state_mut().session);
    run(&mut harness);
    assert!(harness.query_by_label("More about words alone").is_none());
    click(&mut harness, "Undo delete");
    settle(&mut harness.state_mut().session);
    run(&mut harness);
    harness.get_by_label("More about words alone");
    assert!(harness.query_by_label("Undo delete").is_none());
}

#[test]
fn more_seeds_are_run_from_the_button_and_can_be_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(kept(folder.path()));
    harness.get_by_label("Run over 5 seeds").click();
    harness.step();
    harness.step();
    assert!(harness.state().session.comparing().seeds().is_some());
    harness.get_by_label("Stop").click();
    harness.step();
    harness.step();
    assert!(harness.state().session.comparing().seeds().is_none());
}

#[test]
fn the_chart_has_a_line_for_each_row_and_another_score_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(kept(folder.path()));
    click(&mut harness, "Chart");
    harness.get_by_label(&format!("{VAE}: Silhouette ↑ 0.342 ± 0.018"));
    harness.get_by_label(&format!("{COLLAPSED}: Silhouette ↑ 0.504"));
    harness.get_by_label("Score on the chart").click();
    run(&mut harness);
    click(&mut harness, "ARI · language");
    harness.get_by_label(&format!("{LYRICS}: ARI · language 0.623"));
    let loads = |h: &Harness<'_, Desk>| {
        h.state()
            .pushed
            .iter()
            .filter(|c| matches!(c, Command::Comparing(Comparing::Load(_))))
            .count()
    };
    assert_eq!(loads(&harness), 0);
    harness.get_by_label(&format!("{COLLAPSED}: ARI · language 0.588"));
    harness
        .get_by_label(&format!("{VAE}: ARI · language 0.399 ± 0.021  best"))
        .click();
    run(&mut harness);
    assert_eq!(loads(&harness), 1);
}

fn weighable() -> Session {
    let mut session = fixture::session_with(Work {
        analyze: fixture::with_blocks,
        ..fixture::work()
    });
    session.apply(Command::OpenDemo);
    settle(&mut session);
    for message in session.messages().to_vec() {
        session.apply(Command::Dismiss(message.id));
    }
    session
}

fn weigh(harness: &mut Harness<'static, Desk>, share: f32) {
    harness
        .get_by_label("Share of sound against words")
        .set_value_accesskit(f64::from(share));
    harness.step();
    harness.step();
    settle(&mut harness.state_mut().session);
    run(harness);
}

#[test]
fn the_slider_says_which_of_the_two_is_shown_and_goes_back() {
    let mut harness = window(weighable());
    click(&mut harness, "Weights");
    harness
        .get_by_label("The map shows the model's own clusters, trained at sound 1.00 : words 1.00");
    weigh(&mut harness, 0.8);
    let said = "Weighted features, not the model: sound 1.60 : words 0.40";
    assert_eq!(
        harness.query_all_by_label(said).count(),
        2,
        "in the panel and over the map"
    );
    assert!(
        harness
            .query_by_label_contains("Agreement with the model's clusters: ARI")
            .is_some()
    );
    harness.get_by_label("ARI · genre");
    assert_eq!(
        harness.state().session.colouring().title,
        "weighted features"
    );
    click(&mut harness, "Back");
    assert!(harness.query_by_label(said).is_none());
    assert_eq!(harness.state().session.colouring().title, "cluster");
    weigh(&mut harness, 0.2);
    click(&mut harness, "Back to the model");
    assert!(
        harness
            .state()
            .session
            .comparing()
            .balance()
            .share()
            .is_none()
    );
    weigh(&mut harness, 0.25);
    click(&mut harness, "Train with these weights");
    settle(&mut harness.state_mut().session);
    run(&mut harness);
    harness
        .get_by_label("The map shows the model's own clusters, trained at sound 0.50 : words 1.50");
}

#[test]
fn empty_states_say_why() {
    let mut harness = window(crate::ui::tests::session());
    harness.get_by_label("Runs are not kept");
    click(&mut harness, "Weights");
    harness.get_by_label("Nothing to weigh");
    let mut harness = open(fixture::empty_session());
    run(&mut harness);
    click_tab(&mut harness, "Runs");
    harness.get_by_label("No runs yet");
}
