use std::ffi::OsString;

use clap::{CommandFactory, Parser};

use super::{Cli, Command, fault, help};
use crate::config::{ChooseK, ClusteringMethod, Config, Keyed, Modality, ModelKind, knob, knobs};
use crate::words::test_kit::english_left;
use crate::words::{Locale, with_locale};

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
fn a_file_of_vectors_is_a_setting_that_holds_wherever_it_is_read() {
    for name in ["v 1.npy", "1.5", "[a].npz"] {
        let config = settings(&["--embeddings", name]).unwrap();
        let whole = std::env::current_dir().unwrap().join(name);
        assert_eq!(config.embeddings.file, Some(whole));
        let again: Config = toml::from_str(&config.to_toml()).unwrap();
        assert_eq!(again, config);
    }
    let own = settings(&["--network", "ears.onnx"]).unwrap();
    let whole = std::env::current_dir().unwrap().join("ears.onnx");
    assert_eq!(own.network.file, Some(whole));
    let fetched = settings(&["--network", "yamnet"]).unwrap();
    assert_eq!(fetched.network.file, Some("yamnet".into()));
    let by_row = settings(&["--set", "embeddings.by_row=true"]).unwrap();
    assert!(by_row.embeddings.by_row && by_row.embeddings.file.is_none());
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

fn words(line: &str) -> Vec<OsString> {
    line.split(' ').map(OsString::from).collect()
}

#[test]
fn the_language_is_found_wherever_it_stands() {
    for line in [
        "latentune --language bn analyze a --out b",
        "latentune analyze --language bn a --out b",
        "latentune analyze a --out b --language=bn",
        "latentune --language en analyze a --out b --language bn",
    ] {
        let (language, others) = help::language_of(words(line));
        assert_eq!(language, Some(Locale::BN), "{line}");
        assert_eq!(others, words("latentune analyze a --out b"), "{line}");
        let cli = Cli::try_parse_from(others).unwrap();
        assert!(matches!(cli.command, Some(Command::Analyze(_))), "{line}");
    }
    let behind = words("latentune -- --language bn");
    assert_eq!(help::language_of(behind.clone()), (None, behind));
    let unknown = words("latentune --language tlh analyze a --out b");
    let (language, others) = help::language_of(unknown);
    assert_eq!(language, None);
    assert!(Cli::try_parse_from(others).is_err());
}

/// Every command, its names from the program on.
fn commands(command: &clap::Command) -> Vec<clap::Command> {
    let inner = command.get_subcommands().filter(|c| c.get_name() != "help");
    let mut all = vec![command.clone()];
    all.extend(inner.flat_map(commands));
    all
}

#[test]
fn every_command_and_argument_is_explained() {
    for command in commands(&help::command()) {
        let name = command.get_name();
        assert!(command.get_about().is_some(), "{name}");
        for argument in command.get_arguments() {
            assert!(argument.get_help().is_some(), "{name}: {argument}");
        }
    }
}

/// What is the same in every language: names of commands, options, their values, settings, and what
/// stands in the examples.
fn names(all: &[clap::Command]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for command in all {
        names.push(command.get_name().to_string());
        for argument in command.get_arguments() {
            names.extend(argument.get_long().map(str::to_string));
            let values = argument.get_possible_values();
            names.extend(values.iter().map(|value| value.get_name().to_string()));
        }
    }
    for knob in knobs() {
        names.push(knob.path.to_string());
        let config = Config::default();
        names.push(knob.value.written(&config));
        if let knob::Value::Choice(choice) = knob.value {
            names.extend((choice.all)().iter().map(|(key, _)| (*key).to_string()));
        }
    }
    names.extend(crate::embeddings::ENDINGS.map(str::to_string));
    names.push(
        "latentune results songs csv audio clip words lrc txt json plan toml config html stderr \
         path text lang length number sentence transformers paraphrase multilingual true false \
         joint means log mel nat ward term musicnn onnx minilm yamnet vggish clap"
            .to_string(),
    );
    let apart = |name: String| -> Vec<String> {
        let parts = name.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        parts.map(str::to_string).collect()
    };
    names.into_iter().flat_map(apart).collect()
}

#[test]
fn help_is_told_in_bangla_too() {
    with_locale(Locale::BN, || {
        let all = commands(&help::command());
        let names = names(&all);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for mut command in all {
            for text in [command.render_help(), command.render_long_help()] {
                let text = text.to_string();
                assert!(text.contains("ব্যবহার:"), "{text}");
                let usage = |line: &&str| !line.starts_with("ব্যবহার:");
                let told: Vec<&str> = text.lines().filter(usage).collect();
                let told = told.join("\n");
                let left = english_left(&told, &names);
                assert!(left.is_empty(), "{left:?} in {text}");
            }
        }
    });
}

#[test]
fn what_is_wrong_with_a_command_line_is_told_in_its_language() {
    let told = |line: &str| {
        let mut command = help::command();
        let error = command.try_get_matches_from_mut(words(line)).unwrap_err();
        fault::told(&error.format(&mut command))
    };
    let lines = [
        (
            "latentune --sed 7",
            "'--sed' নামে কোনো বিকল্প নেই",
            "--seed বোঝাতে চেয়েছেন?",
        ),
        (
            "latentune analyze --out",
            "'--out <DIR>'-এর একটি মান লাগে",
            "--help",
        ),
        (
            "latentune --seed x",
            "'--seed <N>'-এর মান 'x' হতে পারে না",
            "পূর্ণসংখ্যা",
        ),
        (
            "latentune --model vea",
            "'--model <MODEL>'-এর মান 'vea' হতে পারে না",
            "beta-tcvae",
        ),
        (
            "latentune --seed 1 --seed 2",
            "'--seed <N>' একবারই দেওয়া যায়",
            "--help",
        ),
        (
            "latentune agree a",
            "এখনো দরকার: <B.latentune>",
            "latentune agree",
        ),
    ];
    with_locale(Locale::BN, || {
        for (line, cause, more) in lines {
            let told = told(line).unwrap();
            assert!(told.starts_with(&format!("ভুল: {cause}")), "{line}: {told}");
            assert!(told.contains(more), "{line}: {told}");
            assert!(!told.contains("Usage"), "{line}: {told}");
        }
        assert_eq!(told("latentune --help"), None);
    });
    // In English clap says it all itself.
    assert_eq!(told(lines[0].0), None);
}
