//! Names on the map: of clusters, and, where one zooms in, of their parts.

use crate::matrix::Matrix;
use crate::pipeline::{Contents, Part, middle, places};
use crate::scores::NamePart;
use crate::session::{Class, ColourBy, Colouring, Session, Values};

use crate::ui::map::MapLabel;

/// Names on a map of all songs; more are written where one zooms in.
const AT_FIT: usize = 14;
/// The name of a smaller cluster would hide the songs it names.
const FEWEST_SONGS: usize = 3;
/// Parts of a name that are written.
const WORDS: usize = 2;

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
    let shows = |part: &Part| session.colouring().shows_class(part.within);
    let (mut clusters, mut parts) = (Vec::new(), Vec::new());
    for (part, place) in contents.parts.iter().zip(places(contents, xy)) {
        let is_named = part.songs.len() >= FEWEST_SONGS && shows(part);
        let Some(place) = place.filter(|_| is_named) else {
            continue;
        };
        let label = match part.cluster {
            Some(class) => MapLabel {
                from_zoom: from_zoom(class as usize),
                ..of_cluster(session, class, place.at)
            },
            None => MapLabel {
                at: place.at,
                text: name_of_part(part),
                part_of: place.part_of,
                ..MapLabel::default()
            },
        };
        let label = MapLabel {
            until: place.until,
            ..label
        };
        match part.cluster {
            Some(class) => clusters.push((class, label)),
            None => parts.push((part.songs.len(), label)),
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

#[cfg(test)]
mod tests {
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
}
