use clap::{CommandFactory, Parser};

use super::Cli;
use crate::config::{ChooseK, ClusteringMethod, Config, Keyed, Modality, ModelKind};

fn settings(options: &[&str]) -> anyhow::Result<Config> {
    let words = ["latentune"].iter().chain(options);
    Cli::try_parse_from(words)?.run.settings()
}

#[test]
fn options_are_settings_and_set_stands_above_them() {
    assert_eq!(settings(&[]).unwrap(), Config::default());
    let options = "--seed 7 --modality lyrics --model vade --latent 3 --epochs 9 --clusters 4";
    let options: Vec<&str> = options.split(' ').collect();
    let config = settings(&options).unwrap();
    assert_eq!(config.seed, 7);
    assert_eq!(config.fusion.modality, Modality::Lyrics);
    let model = &config.model;
    assert_eq!(
        (model.kind, model.beta, model.n_latent, model.n_epochs),
        (ModelKind::Vade, 1.0, 3, 9)
    );
    let clustering = &config.clustering;
    assert_eq!(
        (clustering.n_clusters, clustering.choose_k),
        (4, ChooseK::Given)
    );
    let kept = settings(&["--set", "model.beta=4", "--model", "vae"]).unwrap();
    assert_eq!((kept.model.kind, kept.model.beta), (ModelKind::Vae, 4.0));
    let above = settings(&["--latent", "3", "--set", "model.n_latent=5"]).unwrap();
    assert_eq!(above.model.n_latent, 5);
    assert_eq!(settings(&["--beta", "0.1"]).unwrap().model.beta, 0.1);
}

#[test]
fn options_take_the_keys_of_the_settings_file() {
    Cli::command().debug_assert();
    for method in ClusteringMethod::all().filter(|method| *method != ClusteringMethod::Model) {
        let config = settings(&["--clustering", method.key()]).unwrap();
        assert_eq!(config.clustering.method, method);
    }
    let refused = settings(&["--model", "vea"]).unwrap_err().to_string();
    assert!(refused.contains("beta-tcvae"), "{refused}");
    let refused = settings(&["--clusters", "1"]).unwrap_err().to_string();
    assert_eq!(
        refused,
        "setting clustering.n_clusters: must be between 2 and 1000"
    );
}
