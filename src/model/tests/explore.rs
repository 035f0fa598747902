use super::super::explore::{
    changes, in_unit, interpolate_linear, interpolate_spherical, sample_spread,
};
use super::super::tests::{low_rank, noise, scaler, small, split, trained};
use super::super::*;
use crate::config::ModelKind;
use crate::features::BlockKind;

fn norm(v: &[f32]) -> f32 {
    v.iter().map(|v| v * v).sum::<f32>().sqrt()
}

#[test]
fn the_aggregate_posterior_of_a_collapsed_vae_is_the_prior() {
    let x = noise(80, 5, 2);
    let config = ModelConfig {
        beta: 100.0,
        ..small(ModelKind::Vae, 3, 60)
    };
    let model = trained(&x, &split(80, 80), &config, 1);
    assert!(model.diagnostics.is_collapsed(3));
    for deviation in &model.diagnostics.deviation_per_dim {
        assert!((deviation - 1.0).abs() < 0.05, "{:?}", model.diagnostics);
    }
}

#[test]
fn interpolation_on_a_line_and_on_an_arc() {
    let (a, b) = ([2.0, 0.0, 0.0], [0.0, 0.0, 2.0]);
    let line = interpolate_linear(&a, &b, 3);
    assert_eq!(
        line.as_slice(),
        [2.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 2.0]
    );
    let arc = interpolate_spherical(&a, &b, 7);
    for (i, row) in arc.rows().enumerate() {
        assert!(
            (norm(row) - 2.0).abs() < 1e-5,
            "an arc keeps its distance from the origin"
        );
        let angle = row[2].atan2(row[0]).to_degrees();
        assert!(
            (angle - 15.0 * i as f32).abs() < 1e-3,
            "angles are evenly spaced: {angle}"
        );
    }
    // Ends of different lengths are met.
    let arc = interpolate_spherical(&a, &[0.0, 1.0, 0.0], 4);
    assert!(norm(&[arc.row(3)[0], arc.row(3)[1] - 1.0, arc.row(3)[2]]) < 1e-6);
    for other in [[0.0; 3], [4.0, 0.0, 0.0], [-2.0, 0.0, 0.0]] {
        assert_eq!(
            interpolate_spherical(&a, &other, 5),
            interpolate_linear(&a, &other, 5),
            "no one arc: {other:?}"
        );
    }
    assert_eq!(interpolate_linear(&a, &b, 1).as_slice(), [1.0, 0.0, 1.0]);
}

#[test]
fn unscaling_takes_scaling_back() {
    let (raw, scaler) = (noise(5, 4, 3), scaler(4));
    let scale =
        |row: &[f32], j: usize| ((f64::from(row[j]) - scaler.mean[j]) * scaler.factor[j]) as f32;
    let scaled = raw
        .rows()
        .flat_map(|row| (0..4).map(|j| scale(row, j)).collect::<Vec<_>>());
    let scaled = Matrix::new(5, 4, scaled.collect());
    for (scaled, raw) in scaled.rows().zip(raw.rows()) {
        for (j, v) in raw.iter().enumerate() {
            assert!((in_unit(scaled, j, &scaler) - v).abs() < 1e-6);
        }
    }
    let unseen = Scaler {
        factor: vec![0.0; 4],
        ..scaler.clone()
    };
    for (j, mean) in scaler.mean.iter().enumerate() {
        assert_eq!(in_unit(raw.row(2), j, &unseen), *mean as f32);
    }
}

#[test]
fn words_come_back_from_a_latent_of_two_topics() {
    // Songs of the sea and songs of the town, each word with a weight of its own, beside two
    // columns of sound.
    let words = ["sea", "boat", "wave", "town", "street", "lamp"];
    let weights = [0.8, 0.5, 0.3, 0.7, 0.6, 0.2];
    let mean: Vec<f32> = [0.0, 0.0]
        .into_iter()
        .chain(weights.map(|w| w / 2.0))
        .collect();
    let scaler = Scaler {
        columns: ["tempo", "loudness"]
            .iter()
            .chain(&words)
            .map(|w| w.to_string())
            .collect(),
        factor: [1.0, 1.0].into_iter().chain([3.0; 6]).collect(),
        mean: mean.iter().map(|&m| f64::from(m)).collect(),
        blocks: vec![
            ("audio".into(), BlockKind::Audio, 0..2),
            ("lyric words".into(), BlockKind::Lyrics, 2..8),
        ],
    };
    let mut x = Matrix::zeros(40, 8);
    for i in 0..40 {
        let of_topic = |word: usize| {
            if (word < 3) == (i % 2 == 0) {
                weights[word]
            } else {
                0.0
            }
        };
        (0..6).for_each(|word| x.row_mut(i)[2 + word] = 3.0 * (of_topic(word) - mean[2 + word]));
    }
    let model = trained(&x, &split(40, 40), &small(ModelKind::Pca, 1, 1), 0);
    let decoded = model.decode(&model.latents.select_rows(&[0, 1]), None);
    let to_town = changes(decoded.row(0), decoded.row(1), &scaler, "lyric words", 2).unwrap();
    let told =
        |changes: &[explore::Change]| changes.iter().map(|c| c.column.clone()).collect::<Vec<_>>();
    assert_eq!(
        (told(&to_town.gained), told(&to_town.lost)),
        (
            vec!["town".to_string(), "street".to_string()],
            vec!["sea".to_string(), "boat".to_string()],
        )
    );
    assert!(
        (to_town.lost[0].from - 0.8).abs() < 1e-4 && to_town.lost[0].to.abs() < 1e-4,
        "{to_town:?}"
    );
    // What does not move is neither gained nor lost.
    let same = changes(decoded.row(0), decoded.row(0), &scaler, "lyric words", 2).unwrap();
    assert!(same.gained.is_empty() && same.lost.is_empty());
    assert_eq!(
        changes(decoded.row(0), decoded.row(1), &scaler, "pictures", 2),
        None
    );
}

#[test]
fn points_decode_as_the_song_they_are_taken_from() {
    let x = low_rank(40, 6, 2, 3);
    let conditions = Conditions {
        columns: vec![(
            "language".to_string(),
            vec!["bn".to_string(), "en".to_string()],
        )],
        one_hot: Matrix::from_rows(
            &(0..40)
                .map(|i| [(i % 2) as f32, ((i + 1) % 2) as f32])
                .collect::<Vec<_>>(),
        ),
    };
    let input = Input {
        conditions: Some(&conditions),
        ..Input::plain(&x)
    };
    let config = ModelConfig {
        conditions: vec!["language".to_string()],
        ..small(ModelKind::Cvae, 2, 20)
    };
    let model = train(&input, &split(30, 40), &config, 0, &Reporter::silent()).unwrap();
    let z = model.latents.select_rows(&[4]);
    assert_eq!(
        model.decode_as(&z, &input, 4),
        model.reconstruct(&input, &[4])
    );
    assert_ne!(
        model.decode_as(&z, &input, 5),
        model.reconstruct(&input, &[4]),
        "another language is another song"
    );
}

#[test]
fn where_songs_are_and_which_dimensions_carry_them() {
    let x = low_rank(60, 6, 2, 1);
    let model = trained(&x, &split(50, 60), &small(ModelKind::Pca, 4, 1), 0);
    let active = model.active_dims(0.01);
    assert_eq!(
        active.iter().filter(|&&on| on).count(),
        model.diagnostics.n_active
    );
    assert!(active[0] && active[1] && !active[3], "{active:?}");
    let spread = model.spread();
    for (dim, s) in spread.iter().enumerate() {
        let values: Vec<f32> = model.latents.rows().map(|row| row[dim]).collect();
        let mean = values.iter().sum::<f32>() / 60.0;
        let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / 60.0;
        assert!((s.mean - mean).abs() < 1e-5 && (s.deviation - variance.sqrt()).abs() < 1e-5);
    }
    let draws: Vec<Vec<f32>> = (0..300)
        .map(|seed| sample_spread(&spread, 1.5, seed))
        .collect();
    assert_eq!(draws[7], sample_spread(&spread, 1.5, 7));
    for (dim, s) in spread.iter().enumerate() {
        let mean = draws.iter().map(|z| z[dim]).sum::<f32>() / 300.0;
        assert!(
            (mean - s.mean).abs() <= 0.2 * s.deviation + 1e-6,
            "dimension {dim}: {mean} against {s:?}"
        );
        assert!(
            draws
                .iter()
                .all(|z| (z[dim] - s.mean).abs() <= 1.5001 * s.deviation + 1e-6)
        );
    }
}
