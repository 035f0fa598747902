//! Names on the map: of clusters, and, where one zooms in, of their parts.

use crate::matrix::Matrix;
use crate::pipeline::{Contents, Part};
use crate::scores::NamePart;
use crate::session::{Class, ColourBy, Colouring, Session, Values};

use crate::ui::map::MapLabel;

/// Names on a map of all songs; more are written where one zooms in.
const AT_FIT: usize = 14;
/// The name of a smaller cluster would hide the songs it names.
const FEWEST_SONGS: usize = 3;
/// Songs that tell where a part lies.
const ASKED: usize = 64;
/// Parts of a name that are written.
const WORDS: usize = 2;
/// The share of its songs within which a part is as wide as it is said to be.
const WITHIN: f64 = 0.8;

/// Names at the middle of their songs, the ones to be written first first. With `finer` also those
/// of parts of clusters.
pub(crate) fn names_on_map(session: &Session, xy: &Matrix, finer: bool) -> Vec<MapLabel> {
    let Colouring {
        values: Values::Classes { names, of_song, .. },
        by: by @ (ColourBy::Cluster | ColourBy::Own(_)),
        ..
    } = session.colouring()
    else {
        return Vec::new();
    };
    if of_song.len() != xy.n_rows() {
        return Vec::new();
    }
    if *by != ColourBy::Cluster {
        let named = |class: u32, at| MapLabel {
            at,
            text: names[class as usize].clone(),
            short: names[class as usize].clone(),
            ..MapLabel::default()
        };
        return match names.len() <= AT_FIT {
            true => of_classes(session, names.len(), of_song, xy, named),
            false => Vec::new(),
        };
    }
    let own = session
        .shown_analysis()
        .is_some_and(|a| a.clusters.labels == *of_song);
    match session.contents().filter(|_| finer && own) {
        Some(contents) => of_contents(session, contents, xy),
        None if names.len() <= AT_FIT => {
            let named = |class, at| of_cluster(session, class, at);
            of_classes(session, names.len(), of_song, xy, named)
        }
        None => Vec::new(),
    }
}

/// Of the classes alone, each at the medians of its songs.
fn of_classes(
    session: &Session,
    n: usize,
    of_song: &[Class],
    xy: &Matrix,
    named: impl Fn(u32, [f64; 2]) -> MapLabel,
) -> Vec<MapLabel> {
    let mut members = vec![Vec::new(); n];
    for (song, class) in of_song.iter().enumerate() {
        if let Some(members) = class.and_then(|class| members.get_mut(class as usize)) {
            members.push(song as u32);
        }
    }
    let classes = members.iter().enumerate();
    let label = |(class, songs): (usize, &Vec<u32>)| {
        let class = class as u32;
        let is_named = songs.len() >= FEWEST_SONGS && session.colouring().shows_class(Some(class));
        let at = middle(xy, songs).filter(|_| is_named)?;
        Some(named(class, at))
    };
    classes.filter_map(label).collect()
}

fn of_cluster(session: &Session, class: u32, at: [f64; 2]) -> MapLabel {
    let number = (class + 1).to_string();
    let found = session.named_on_map(class).first();
    let text = match (session.given_name(class), found) {
        (Some(given), _) => given.to_string(),
        (None, Some(found)) => format!("{number} · {}", found.text()),
        (None, None) => number.clone(),
    };
    MapLabel {
        at,
        text,
        short: number,
        ..MapLabel::default()
    }
}

/// What a part is called on the map, and in its contents.
pub(crate) fn name_of_part(part: &Part) -> String {
    let words: Vec<_> = part.name.iter().take(WORDS).map(NamePart::text).collect();
    words.join(", ")
}

/// Clusters, the largest first, and the parts of each after all of them: a part appears where what
/// it is in fills the map, and its name goes where its own parts do.
fn of_contents(session: &Session, contents: &Contents, xy: &Matrix) -> Vec<MapLabel> {
    let n = contents.parts.len();
    let shows = |part: &Part| session.colouring().shows_class(part.within);
    let widths: Vec<Option<f64>> = contents
        .parts
        .iter()
        .map(|part| width(xy, &asked(&part.songs)).filter(|_| part.within.is_some()))
        .collect();
    // The least width of all that a part is in: that of its whole fills the map last.
    let mut above: Vec<Option<f64>> = vec![None; n];
    let mut covered = vec![0usize; n];
    for (i, part) in contents.parts.iter().enumerate() {
        let Some(parent) = part
            .parent
            .filter(|&parent| contents.parts[parent].within.is_some())
        else {
            continue;
        };
        covered[parent] += part.songs.len();
        above[i] = match (above[parent], widths[parent]) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
    let (mut clusters, mut parts) = (Vec::new(), Vec::new());
    for (i, part) in contents.parts.iter().enumerate() {
        let is_named = part.within.is_some() && part.songs.len() >= FEWEST_SONGS && shows(part);
        let Some(at) = middle(xy, &asked(&part.songs)).filter(|_| is_named) else {
            continue;
        };
        let is_covered = 2 * covered[i] >= part.songs.len();
        let until = widths[i].filter(|_| is_covered);
        match part.cluster {
            Some(class) => clusters.push((
                class,
                MapLabel {
                    until,
                    from_zoom: from_zoom(class as usize),
                    ..of_cluster(session, class, at)
                },
            )),
            None => parts.push((
                part.songs.len(),
                MapLabel {
                    at,
                    text: name_of_part(part),
                    part_of: above[i],
                    until,
                    ..MapLabel::default()
                },
            )),
        }
    }
    clusters.sort_by_key(|(class, _)| *class);
    // Stable: parts of one size in the order of the contents.
    parts.sort_by_key(|(size, _)| std::cmp::Reverse(*size));
    let clusters = clusters.into_iter().map(|(_, label)| label);
    clusters
        .chain(parts.into_iter().map(|(_, label)| label))
        .collect()
}

/// Clusters are counted from the largest: the first are written at fit, others where one has zoomed
/// in so far that as many would be in sight.
fn from_zoom(rank: usize) -> f64 {
    match rank < AT_FIT {
        true => 0.0,
        false => (rank as f64 / AT_FIT as f64).sqrt(),
    }
}

/// Songs that tell where all of them lie.
fn asked(songs: &[u32]) -> Vec<u32> {
    let step = songs.len().div_ceil(ASKED).max(1);
    songs.iter().copied().step_by(step).collect()
}

/// Their medians to both directions; `None` where none has a place.
fn middle(xy: &Matrix, songs: &[u32]) -> Option<[f64; 2]> {
    let mut at = [0.0; 2];
    for (d, at) in at.iter_mut().enumerate() {
        let value = |song: &u32| xy.row(*song as usize)[d];
        let mut values: Vec<f32> = songs.iter().map(value).filter(|v| v.is_finite()).collect();
        let half = values.len() / 2;
        if values.is_empty() {
            return None;
        }
        *at = f64::from(*values.select_nth_unstable_by(half, f32::total_cmp).1);
    }
    Some(at)
}

/// Twice the distance from their middle within which four fifths of them lie.
fn width(xy: &Matrix, songs: &[u32]) -> Option<f64> {
    let middle = middle(xy, songs)?;
    let distance = |song: &u32| {
        let at = xy.row(*song as usize);
        let [x, y] = [0, 1].map(|d| f64::from(at[d]) - middle[d]);
        x.hypot(y)
    };
    let mut far: Vec<f64> = songs
        .iter()
        .map(distance)
        .filter(|d| d.is_finite())
        .collect();
    let at = ((far.len() as f64 - 1.0) * WITHIN) as usize;
    Some(2.0 * *far.select_nth_unstable_by(at, f64::total_cmp).1)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::session::fixture;
    use crate::session::{Command, Naming};

    #[test]
    fn clusters_have_the_names_of_the_legend_with_and_without_their_parts() {
        let mut session = fixture::session();
        let given = Naming::Cluster(2, "নদীর গান".to_string());
        session.apply(Command::Naming(given));
        fixture::settle(&mut session);
        let xy = session.places().unwrap().clone();
        let coarse = names_on_map(&session, &xy, false);
        let fine = names_on_map(&session, &xy, true);
        assert_eq!(coarse.len(), 5);
        for (a, b) in coarse.iter().zip(&fine) {
            assert_eq!(
                (&a.text, &a.short, a.from_zoom),
                (&b.text, &b.short, b.from_zoom)
            );
        }
        assert_eq!(coarse[2].text, "নদীর গান");
        let n_parts = session.contents().unwrap().parts.len();
        assert_eq!(fine.len(), n_parts);
        session.apply(Command::ToggleClass(Some(2)));
        let left = names_on_map(&session, &xy, true);
        assert!(left.iter().all(|label| label.text != "নদীর গান"));
    }

    #[test]
    fn of_many_clusters_the_smaller_ones_are_named_later() {
        assert_eq!([0, AT_FIT - 1].map(from_zoom), [0.0, 0.0]);
        assert!(from_zoom(AT_FIT) >= 1.0 && from_zoom(4 * AT_FIT) == 2.0);
    }

    #[test]
    fn the_songs_that_are_asked_are_spread_over_all() {
        let songs: Vec<u32> = (0..1000).collect();
        let asked = asked(&songs);
        assert!(asked.len() <= ASKED && asked.len() > ASKED / 2);
        let steps: BTreeSet<u32> = asked.windows(2).map(|w| w[1] - w[0]).collect();
        assert_eq!(steps.len(), 1);
    }

    #[test]
    fn a_part_is_as_wide_as_four_fifths_of_it() {
        let rows: Vec<[f32; 2]> = (0..11).map(|i| [i as f32, 0.0]).collect();
        let xy = Matrix::from_rows(&rows);
        let songs: Vec<u32> = (0..11).collect();
        assert_eq!(middle(&xy, &songs), Some([5.0, 0.0]));
        assert_eq!(width(&xy, &songs), Some(8.0));
    }
}
