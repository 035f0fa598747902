use super::*;

#[test]
fn beta_goes_with_the_kind_unless_it_was_set() {
    let plain = ModelConfig::default();
    let joint = plain.of_kind(ModelKind::Joint);
    assert_eq!((joint.kind, joint.beta), (ModelKind::Joint, 4.0));
    assert_eq!(joint.of_kind(ModelKind::Vae), plain);
    let set = ModelConfig { beta: 2.0, ..plain };
    assert_eq!(set.of_kind(ModelKind::Joint).beta, 2.0);
}

#[test]
fn labels_tell_what_is_compared() {
    let label = |kind, beta, schedule, free_bits| {
        let conditions = vec!["language".to_string(), "genre".to_string()];
        ModelConfig {
            kind,
            beta,
            schedule,
            free_bits,
            conditions,
            ..ModelConfig::default()
        }
        .label()
    };
    assert_eq!(label(ModelKind::Vae, 1.0, BetaSchedule::Linear, 0.0), "VAE");
    assert_eq!(
        label(ModelKind::Vae, 4.0, BetaSchedule::Fixed, 0.0),
        "β-VAE, β = 4"
    );
    assert_eq!(
        label(ModelKind::Vae, 4.0, BetaSchedule::Cyclical, 0.25),
        "β-VAE, β = 4, cyclical, free bits 0.25"
    );
    assert_eq!(
        label(ModelKind::Joint, 4.0, BetaSchedule::Linear, 0.0),
        "joint VAE, β = 4"
    );
    assert_eq!(
        label(ModelKind::Vae, 1.0, BetaSchedule::Capacity, 0.0),
        "VAE, capacity 25 nats"
    );
    assert_eq!(
        label(ModelKind::Cvae, 1.0, BetaSchedule::Linear, 0.0),
        "CVAE given language and genre"
    );
    assert_eq!(
        label(ModelKind::Pca, 4.0, BetaSchedule::Cyclical, 1.0),
        "PCA",
        "what it does not use is not said"
    );
}
