//! What stands between words and is none: HTML tags and entities, braces of subtitle formats.

/// Tags that words are copied with; with those of [`BREAKS`] all of them: anything else in angle
/// brackets is left alone, as `<3` is no tag.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "big", "body", "c", "center", "code", "em", "font", "head", "html", "i",
    "img", "lang", "mark", "meta", "q", "rp", "rt", "ruby", "s", "small", "span", "strike",
    "strong", "sub", "sup", "tbody", "td", "u", "v", "wbr",
];
/// Those that begin a new line.
const BREAKS: &[&str] = &[
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tr",
    "ul",
    "verse",
];

/// Names of HTML 4's entities beside those of Latin-1.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("hellip", '…'),
    ("bull", '•'),
    ("euro", '€'),
    ("trade", '™'),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("Yuml", 'Ÿ'),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
];

/// Names of U+00A0 to U+00FF, in order.
const LATIN_1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 \
    acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig \
    Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave \
    Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave \
    iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// The longest tag and entity that are looked for, in bytes.
const LONGEST: usize = 1024;
/// Tags whose contents are not shown, and how they are closed.
const HIDDEN: [(&str, [&str; 2]); 3] = [
    ("script", ["</script", "</SCRIPT"]),
    ("style", ["</style", "</STYLE"]),
    ("title", ["</title", "</TITLE"]),
];
/// The longest of them that are passed over whole, in bytes.
const LONGEST_HIDDEN: usize = 4 << 10;

/// A text without tags and with its entities read. Tags that part lines become line ends. What was
/// escaped twice is read twice.
pub(super) fn without(text: &str) -> String {
    let mut text = text.to_string();
    for _ in 0..3 {
        if !text.contains(['<', '&', '{']) {
            break;
        }
        let next = read_once(&text);
        if next == text {
            break;
        }
        text = next;
    }
    text
}

fn read_once(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&', '{']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let read = match rest.as_bytes()[0] {
            b'<' => tag(rest),
            b'&' => entity(rest),
            _ => override_of_style(rest),
        };
        let (length, instead) = read.unwrap_or((1, rest.chars().next()));
        out.extend(instead);
        rest = &rest[length..];
    }
    out + rest
}

/// The first bytes of a text, up to a letter's end.
fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

/// `<br/>`, `</i>`, `<font color="red">`, `<v Singer>`, `<c.yellow>`, `<!-- … -->`: its length, and
/// what stands for it.
fn tag(text: &str) -> Option<(usize, Option<char>)> {
    if text.starts_with("<!--") {
        return Some((head(text).find("-->").map_or(4, |end| end + 3), None));
    }
    let end = head(text).find('>')?;
    if text.starts_with("<?xml") || text.starts_with("<!DOCTYPE") || text.starts_with("<!doctype") {
        return Some((end + 1, None));
    }
    let inner = text[1..end].trim_start_matches('/');
    let name: String = inner
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    let after = inner[name.len()..].chars().next();
    let ends_name = after.is_none_or(|c| c.is_whitespace() || matches!(c, '/' | '.'));
    if !ends_name || inner.contains('<') {
        return None;
    }
    if let Some((_, closes)) = HIDDEN.iter().find(|(hidden, _)| *hidden == name) {
        let behind = &text[..text.floor_char_boundary(LONGEST_HIDDEN)];
        let close = closes.iter().find_map(|closes| behind.find(closes));
        let close = close.filter(|_| !text.starts_with("</"));
        let length = close.and_then(|at| Some(at + head(&text[at..]).find('>')? + 1));
        return Some((length.unwrap_or(end + 1), None));
    }
    let breaks = BREAKS.contains(&name.as_str());
    (breaks || INLINE.contains(&name.as_str())).then_some((end + 1, breaks.then_some('\n')))
}

/// `&amp;`, `&#39;`, `&#x27;`: its length, and its letter.
fn entity(text: &str) -> Option<(usize, Option<char>)> {
    let end = text.as_bytes().iter().take(12).position(|&b| b == b';')?;
    let name = &text[1..end];
    let found = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        // Browsers read the numbers of C1 controls by Windows-1252, as those mean who write them.
        let c1 = (0x80..0xA0).contains(&code).then(|| {
            encoding_rs::WINDOWS_1252
                .decode(&[code as u8])
                .0
                .chars()
                .next()
        });
        c1.flatten().or_else(|| char::from_u32(code))?
    } else if let Some((_, c)) = NAMED.iter().find(|(n, _)| *n == name) {
        *c
    } else {
        let place = LATIN_1.split_whitespace().position(|n| n == name)?;
        char::from_u32(0xA0 + place as u32)?
    };
    let shown = match found {
        '\u{A0}' => Some(' '),
        '\u{AD}' => None,
        c if c.is_control() && c != '\n' => Some(' '),
        c => Some(c),
    };
    Some((end + 1, shown))
}

/// `{\an8}`, `{\i1}` of subtitle formats.
fn override_of_style(text: &str) -> Option<(usize, Option<char>)> {
    let end = head(text).find('}')?;
    text.starts_with("{\\").then_some((end + 1, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_entities_are_read() {
        for (text, words) in [
            ("Don&apos;t stop &amp; think", "Don't stop & think"),
            (
                "I&#39;m, I&#x2019;m, &eacute;t&eacute; &uuml;ber&nbsp;all &#146;",
                "I'm, I’m, été über all ’",
            ),
            (
                "<i>Slanted</i> <font color=\"#fff\">words</font><br>two<BR />three",
                "Slanted words\ntwo\nthree",
            ),
            ("<p>one</p><p>two</p>", "\none\n\ntwo\n"),
            ("&lt;br&gt;twice &amp;amp; &amp;apos;", "\ntwice & '"),
            ("<v Singer>hello <c.yellow.bg>there</c>", "hello there"),
            ("{\\an8}above {not a style}", "above {not a style}"),
            (
                "<?xml version=\"1.0\"?><head><title>T</title><style>.a{b:c}</style></head>one<script>var x",
                "onevar x",
            ),
            ("a<!-- note\nover lines -->b <!--", "ab "),
            // no markup
            (
                "I <3 you, a < b <d> & c; AT&T &nosuch; &",
                "I <3 you, a < b <d> & c; AT&T &nosuch; &",
            ),
            ("<00:01.00>word", "<00:01.00>word"),
            ("<আমি> <b", "<আমি> <b"),
        ] {
            assert_eq!(without(text), words);
        }
        assert_eq!(LATIN_1.split_whitespace().count(), 96);
    }

    #[test]
    fn long_junk_is_passed_over_quickly() {
        for piece in ["<", "&", "{\\", "<b ", "&#", "<!--", "<style>"] {
            let text = piece.repeat(200_000);
            assert!(without(&text).len() <= text.len());
        }
    }
}
