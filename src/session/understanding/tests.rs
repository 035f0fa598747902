use super::fixture::{conv, conv_session, joint, joint_session, vae, vae_session};
use super::*;
use crate::features::{BlockId, BlockKind};
use crate::job::Reporter;
use crate::model::explore;
use crate::session::fixture::settle;
use crate::session::{Command, Level, Session};

fn asked(mut session: Session, questions: impl IntoIterator<Item = Understanding>) -> Session {
    for question in questions {
        session.apply(Command::Understanding(question));
    }
    settle(&mut session);
    session
}

fn errors(session: &Session) -> Vec<String> {
    session
        .messages()
        .iter()
        .filter(|m| m.level != Level::Info)
        .map(|m| m.text.to_string())
        .collect()
}

#[test]
fn a_moved_point_changes_what_the_core_says_it_changes() {
    let analysis = vae();
    let mut point = analysis.latents().row(5).to_vec();
    point[0] += 2.0;
    let session = asked(
        vae_session(),
        [Understanding::Decode {
            song: 5,
            point: point.clone(),
        }],
    );
    let decoded = session.understanding().decoded().unwrap();
    assert_eq!((decoded.song, &decoded.point), (5, &point));
    let own = analysis.model.reconstruct(&analysis.input(), &[5]);
    let moved = analysis.model.decode(&Matrix::from_rows(&[&point]), None);
    let Portrait::Features { row, spectrum } = &decoded.portrait else {
        panic!("features were learnt")
    };
    assert_eq!(row, moved.row(0));
    let words = explore::changes(
        own.row(0),
        moved.row(0),
        &analysis.fused.scaler,
        "lyric words",
        5,
    )
    .unwrap();
    let shown = decoded
        .changes
        .iter()
        .find(|b| b.block == "lyric words")
        .unwrap();
    assert_eq!(shown.kind, BlockKind::Lyrics);
    for (shown, core) in shown
        .rising
        .iter()
        .zip(&words.gained)
        .chain(shown.falling.iter().zip(&words.lost))
    {
        assert_eq!(
            (&shown.column, shown.from, shown.to),
            (&core.column, core.from, core.to)
        );
        assert_eq!(shown.deviations > 0.0, core.to > core.from);
    }
    let audio = decoded.changes.iter().find(|b| b.block == "audio").unwrap();
    assert!(
        !audio.rising.is_empty()
            && audio
                .rising
                .is_sorted_by(|a, b| a.deviations >= b.deviations)
    );
    // The deviations are those of the raw features.
    let raw = analysis.features.block(BlockId::Audio).unwrap();
    let first = &audio.rising[0];
    let column = raw.columns.iter().position(|c| *c == first.column).unwrap();
    let values: Vec<f32> = analysis
        .split
        .train
        .iter()
        .filter(|&&i| raw.present[i])
        .map(|&i| raw.values.row(i)[column])
        .collect();
    let mean = values.iter().sum::<f32>() / values.len() as f32;
    let deviation =
        (values.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / values.len() as f32).sqrt();
    assert!(
        ((first.to - first.from) / deviation - first.deviations).abs() < 1e-3,
        "{first:?}"
    );
    // The spectrum is that of the decoded MFCC.
    let unit = |j| explore::in_unit(row, j, &analysis.fused.scaler);
    let mfcc: Vec<f32> = (0..20).map(|i| unit(2 * i)).collect();
    assert_eq!(
        spectrum.as_ref().unwrap(),
        &crate::audio::spectrum_of_mfcc(&mfcc, 128)
    );
}

#[test]
fn of_many_moves_the_last_is_on_show() {
    let own = vae().latents().row(3).to_vec();
    let moves = (1..=200).map(|i| {
        let mut point = own.clone();
        point[1] = i as f32 / 100.0;
        Understanding::Decode { song: 3, point }
    });
    let session = asked(vae_session(), moves);
    assert_eq!(session.understanding().decoded().unwrap().point[1], 2.0);
    assert!(errors(&session).is_empty());
}

fn log_mel(portrait: &Portrait) -> &Matrix {
    match portrait {
        Portrait::LogMel(log_mel, loudest) => {
            assert_eq!(
                *loudest,
                log_mel
                    .as_slice()
                    .iter()
                    .copied()
                    .fold(f32::NEG_INFINITY, f32::max)
            );
            log_mel
        }
        Portrait::Features { .. } => panic!("spectrograms were learnt"),
    }
}

#[test]
fn a_convolutional_model_shows_spectrograms_and_is_heard() {
    let analysis = conv();
    let point = analysis.latents().row(2).to_vec();
    let between = Between {
        from: 2,
        to: 9,
        n_steps: 4,
        spherical: true,
    };
    let mut session = asked(
        conv_session(),
        [
            Understanding::Decode { song: 2, point },
            Understanding::Reconstruct {
                song: 2,
                crop: 1,
                from: None,
            },
            Understanding::Between(between),
        ],
    );
    let patches = analysis.patches.as_ref().unwrap();
    let decoded = session.understanding().decoded().unwrap().clone();
    let crops = patches.of_song[2].clone();
    assert_eq!(
        *log_mel(decoded.original.as_ref().unwrap()),
        patches.in_db(patches.values.row(crops.start + 1))
    );
    let own = analysis.model.reconstruct(&analysis.input(), &[2]);
    assert_eq!(*log_mel(&decoded.portrait), patches.in_db(own.row(0)));
    assert!(decoded.changes.is_empty());
    let given = session.understanding().reconstructed().unwrap().clone();
    assert_eq!(given.crop, (1, 2));
    let back = analysis
        .model
        .reconstruct_crop(patches, crops.start + 1)
        .unwrap();
    assert_eq!(*log_mel(&given.given_back), patches.in_db(&back));
    assert!(
        given.explained > 0.0 && given.explained < 1.0,
        "{}",
        given.explained
    );
    let path = session.understanding().path().unwrap();
    assert_eq!(path.steps.len(), 4);
    assert_eq!(
        (path.steps[0].nearest, path.steps[3].nearest),
        ((2, 0.0), (9, 0.0))
    );
    let last = analysis.model.reconstruct(&analysis.input(), &[9]);
    assert_eq!(
        *log_mel(&path.steps[3].portrait),
        patches.in_db(last.row(0))
    );
    for heard in [Heard::Decoded, Heard::Path] {
        session.apply(Command::Understanding(Understanding::Hear(heard)));
        assert_eq!(session.understanding().making(), Some(heard));
        settle(&mut session);
        assert!(session.is_heard(heard), "{:?}", errors(&session));
        let pcm = crate::audio::decode(&session.player().path.clone().unwrap()).unwrap();
        let steps = if heard == Heard::Path { 4 } else { 1 };
        assert_eq!(pcm.n_frames(), steps * 31 * 128 - (steps - 1) * 1102);
    }
    session.apply(Command::Understanding(Understanding::Hear(Heard::Path)));
    assert!(!session.is_heard(Heard::Path), "asked for again, it stops");
}

#[test]
fn a_reconstruction_is_told_by_its_largest_errors() {
    let session = asked(
        vae_session(),
        [Understanding::Reconstruct {
            song: 4,
            crop: 0,
            from: None,
        }],
    );
    let given = session.understanding().reconstructed().unwrap();
    let analysis = vae();
    let row = analysis.model.reconstruct(&analysis.input(), &[4]);
    let x = analysis.fused.x.row(4);
    let error: f32 = x.iter().zip(row.row(0)).map(|(a, b)| (a - b).powi(2)).sum();
    let whole: f32 = x.iter().map(|a| a * a).sum();
    assert!(
        (given.explained - (1.0 - error / whole)).abs() < 1e-4 && given.explained > 0.2,
        "{}",
        given.explained
    );
    let blocks: Vec<&str> = given.errors.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(blocks, ["audio", "lyric words"]);
    let audio = &given.errors[0].1;
    assert!(audio.is_sorted_by(|a, b| a.deviations.abs() >= b.deviations.abs()));
    let raw = analysis.features.block(BlockId::Audio).unwrap();
    for found in audio {
        let column = raw.columns.iter().position(|c| *c == found.column).unwrap();
        assert!(
            (raw.values.row(4)[column] - found.from).abs() < 1e-3,
            "{found:?}"
        );
    }
    // Song 11 has no recording: of that there is nothing to give back.
    let session = asked(
        vae_session(),
        [Understanding::Reconstruct {
            song: 11,
            crop: 0,
            from: None,
        }],
    );
    let given = session.understanding().reconstructed().unwrap();
    assert_eq!(
        given
            .errors
            .iter()
            .map(|(name, _)| name.as_str())
            .collect::<Vec<_>>(),
        ["lyric words"]
    );
    let session = asked(
        conv_session(),
        [Understanding::Reconstruct {
            song: 11,
            crop: 0,
            from: None,
        }],
    );
    assert!(session.understanding().reconstructed().is_none());
    assert!(
        errors(&session)[0].contains("no recording"),
        "{:?}",
        errors(&session)
    );
}

#[test]
fn a_joint_model_tells_words_from_sound_alone() {
    let analysis = joint();
    let words_of = |from| {
        let session = asked(
            joint_session(),
            [Understanding::Reconstruct {
                song: 4,
                crop: 0,
                from,
            }],
        );
        let given = session.understanding().reconstructed().unwrap().clone();
        assert_eq!(given.from, from);
        let Portrait::Features { row, .. } = &given.given_back else {
            panic!("features were learnt")
        };
        row[analysis.fused.views[1].columns.clone()].to_vec()
    };
    let by_sound = analysis
        .model
        .translate(&analysis.input(), BlockKind::Audio, BlockKind::Lyrics)
        .unwrap();
    let alone = words_of(Some(BlockKind::Audio));
    assert!(
        alone
            .iter()
            .zip(by_sound.row(4))
            .all(|(a, b)| (a - b).abs() < 1e-5)
    );
    assert_ne!(words_of(None), alone);
    let session = asked(
        joint_session(),
        [Understanding::Reconstruct {
            song: 11,
            crop: 0,
            from: Some(BlockKind::Audio),
        }],
    );
    assert!(
        errors(&session)[0].contains("lacks what is to be decoded from"),
        "{:?}",
        errors(&session)
    );
}

#[test]
fn dimensions_stand_by_kl_and_are_named_by_what_they_tell() {
    let session = asked(vae_session(), [Understanding::Dimensions]);
    let analysis = vae();
    let dimensions = session.understanding().dimensions().done().unwrap();
    assert!(
        dimensions
            .order
            .is_sorted_by(|&a, &b| dimensions.kl[a] >= dimensions.kl[b])
    );
    assert_eq!(
        dimensions.active.iter().filter(|&&on| on).count(),
        analysis.model.diagnostics.n_active
    );
    let first = dimensions.order[0];
    let label = dimensions
        .label_of(first, analysis)
        .expect("the songs were made by their labels");
    let core = &analysis.probes.disentanglement.columns[label.column];
    assert_eq!(
        label.bits,
        core.mutual_information[first] / std::f64::consts::LN_2
    );
    let feature = dimensions.feature_of(first).unwrap();
    let rho = dimensions.associations.correlation.row(first);
    assert!(
        rho.iter()
            .all(|r| r.is_nan() || r.abs() <= feature.correlation.abs())
    );
    assert_eq!(dimensions.telling_columns(8).len(), 8);
    assert!(dimensions.telling_columns(1) == [feature.column]);
}

#[test]
fn neighbours_by_sound_and_by_words_overlap_as_the_score_says() {
    let analysis = vae();
    let agreement = analysis.probes.cross_modal.as_ref().unwrap();
    for song in [0, 7, 30] {
        let session = asked(vae_session(), [Understanding::Near(song)]);
        let near = session.understanding().near().unwrap();
        assert_eq!(
            (near.by_sound.len(), near.by_words.len()),
            (agreement.k, agreement.k)
        );
        let common = near
            .by_sound
            .iter()
            .filter(|(i, _)| near.by_words.iter().any(|(j, _)| i == j))
            .count();
        assert_eq!(common as f32 / agreement.k as f32, agreement.of_song[song]);
    }
    let session = asked(vae_session(), [Understanding::Near(11)]);
    assert!(
        session.understanding().near().unwrap().by_sound.is_empty(),
        "song 11 has no recording"
    );
}

#[test]
fn matrices_are_of_one_order_and_asked_for_once() {
    let mut session = asked(
        vae_session(),
        [Understanding::Similarities(Order::Label(0))],
    );
    let found = session
        .understanding()
        .similarities()
        .done()
        .unwrap()
        .clone();
    let matrices = Option::as_ref(&found).unwrap();
    assert_eq!((matrices.songs.len(), matrices.n_with_both), (55, 55));
    assert_eq!(matrices.groups.len(), 3);
    let language = &vae().library.labels[0].of_song;
    for (class, rows) in &matrices.groups {
        assert!(
            matrices.songs[rows.clone()]
                .iter()
                .all(|&song| language[song] == *class)
        );
    }
    let core = crate::scores::similarity(
        &vae().fused,
        BlockKind::Lyrics,
        &matrices.songs,
        &Reporter::silent(),
    );
    assert_eq!(core.unwrap().unwrap(), matrices.lyrics);
    session.apply(Command::Understanding(Understanding::Similarities(
        Order::Label(0),
    )));
    assert!(
        Arc::ptr_eq(
            session.understanding().similarities().done().unwrap(),
            &found
        ),
        "it is there already"
    );
    let session = asked(session, [Understanding::Similarities(Order::Cluster)]);
    let clusters = session
        .understanding()
        .similarities()
        .done()
        .unwrap()
        .clone();
    assert_eq!(Option::as_ref(&clusters).unwrap().order, Order::Cluster);
}

#[test]
fn answers_about_another_analysis_are_let_go() {
    let mut session = asked(
        vae_session(),
        [Understanding::Dimensions, Understanding::Near(0)],
    );
    assert!(session.understanding().near().is_some());
    session.apply(Command::OpenFolder(std::env::temp_dir()));
    settle(&mut session);
    assert!(
        session.understanding().near().is_none()
            && !session.understanding().dimensions().is_asked()
    );
    let session = asked(
        session,
        [Understanding::Decode {
            song: 0,
            point: vec![0.0; 2],
        }],
    );
    assert_eq!(
        errors(&session),
        ["decoding: a point of 6 numbers was expected, got 2"]
    );
}
