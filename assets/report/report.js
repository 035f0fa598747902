// The map of the report. All text of songs enters the page as text, never as markup.
"use strict";
(function () {
  const root = document.documentElement;
  window.addEventListener("error", (e) => { root.dataset.error = String(e.message); });
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const n = data.title.length;
  const canvas = $("canvas");
  const pen = canvas.getContext("2d");
  const VIRIDIS = ["440154", "472d7b", "3b528b", "2c728e", "21918c", "28ae80", "5ec962", "addc30", "fde725"];
  const DIVERGING = { light: ["b84a00", "db9360", "a9b1b7", "5fa0cf", "00669e"], dark: ["f0843c", "b5764e", "6b7278", "4d93c4", "4fc3f7"] };
  const MOST_CLASSES = 24;

  const state = {
    map: 0, by: "class:0", hidden: new Set(), found: null, lassoed: null, song: -1, hover: -1,
    x: 0, y: 0, scale: 1, lasso: false, path: null, names: true,
    /** Bars that are chosen, by chart, and which songs fit all of them. */
    filters: new Map(), fits: null,
  };
  let size = { w: 1, h: 1 }, inks = [], grid = null, waiting = false;

  // ---- Text and elements ---------------------------------------------------------------------------------------

  function make(tag, text, attributes) {
    const e = document.createElement(tag);
    if (text !== undefined && text !== null) e.textContent = text;
    for (const [name, value] of Object.entries(attributes || {})) e.setAttribute(name, value);
    return e;
  }
  const isBangla = (text) => /[\u0980-\u09ff]/.test(text);
  /** An element whose language is the song's, where its letters say so. */
  function spoken(tag, text, song, attributes) {
    const e = make(tag, text, attributes);
    const lang = isBangla(text) ? "bn" : data.lang[song] === "bn" ? "" : data.lang[song];
    if (lang) e.lang = lang;
    return e;
  }
  /** A text of the page's language by its name, with its places filled. */
  const say = (name, values) => data.said[name].replace(/\{(\w+)\}/g, (place, key) => (values && key in values ? values[key] : place));
  const number = (v) => (v === null ? say("unknown") : Math.abs(v) >= 1000 ? v.toFixed(0) : String(+v.toPrecision(4)));
  const folded = (text) => text.normalize("NFC").toLocaleLowerCase();

  // ---- Colours --------------------------------------------------------------------------------------------------

  const DARK = "(prefers-color-scheme: dark)", system = window.matchMedia(DARK);
  const isDark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
  const role = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  function ramp(stops, share) {
    const at = Math.min(Math.max(share, 0), 1) * (stops.length - 1), i = Math.min(Math.floor(at), stops.length - 2);
    const part = (c, j) => parseInt(stops[j].slice(2 * c, 2 * c + 2), 16);
    const mix = (c) => Math.round(part(c, i) + (part(c, i + 1) - part(c, i)) * (at - i));
    return "rgb(" + mix(0) + "," + mix(1) + "," + mix(2) + ")";
  }
  const column = () => {
    const [kind, i] = state.by.split(":");
    return kind === "class" ? data.classes[i] : data.numbers[i];
  };
  const isClasses = () => state.by.startsWith("class:");
  function stops(c) {
    return c.diverging ? DIVERGING[isDark() ? "dark" : "light"] : VIRIDIS;
  }
  /** Colours of classes; of many, only the most frequent have one. */
  function classColours(c) {
    const counts = new Array(c.names.length).fill(0);
    for (const i of c.of) if (i >= 0) counts[i]++;
    const order = counts.map((_, i) => i).sort((a, b) => counts[b] - counts[a]);
    const many = c.names.length > MOST_CLASSES;
    const colours = new Array(c.names.length).fill(role("--other"));
    if (many) order.slice(0, 12).forEach((i, rank) => { colours[i] = role("--c" + rank); });
    else colours.forEach((_, i) => { colours[i] = role("--c" + i); });
    return { counts, order: many ? order : counts.map((_, i) => i), colours };
  }
  function recolour() {
    const c = column();
    if (isClasses()) {
      const { colours } = classColours(c), unknown = role("--unknown");
      inks = c.of.map((i) => (i < 0 ? unknown : colours[i]));
    } else {
      const span = c.high - c.low || 1;
      inks = c.of.map((v) => (v === null ? role("--unknown") : ramp(stops(c), (v - c.low) / span)));
    }
    legend();
    redraw();
  }

  // ---- The legend -----------------------------------------------------------------------------------------------

  function legend() {
    const box = $("legend"), c = column();
    box.textContent = "";
    if (!isClasses()) {
      const bar = make("div", null, { class: "ramp" });
      bar.style.background = "linear-gradient(90deg," + stops(c).map((s) => "#" + s).join(",") + ")";
      const ends = make("div", null, { class: "ends" });
      ends.append(make("span", number(c.low)), make("span", c.name), make("span", number(c.high)));
      box.append(bar, ends);
      return;
    }
    const { counts, order, colours } = classColours(c);
    const rows = order.filter((i) => counts[i] > 0).map((i) => [i, c.names[i], counts[i], colours[i]]);
    const unknown = c.of.filter((i) => i < 0).length;
    if (unknown) rows.push([-1, c.unknown, unknown, role("--unknown")]);
    for (const [i, name, count, colour] of rows) {
      const row = make("button", null, { class: "row", type: "button", "aria-pressed": String(!state.hidden.has(i)) });
      row.title = say("row");
      const dot = make("i");
      dot.style.background = colour;
      const label = make("span", name, { class: "name" });
      if (isBangla(name)) label.lang = "bn";
      row.append(dot, label, make("small", count));
      row.addEventListener("click", (e) => {
        if (e.detail === 2) {
          const others = rows.map((r) => r[0]).filter((j) => j !== i);
          const alone = others.every((j) => state.hidden.has(j));
          state.hidden = new Set(alone ? [] : others);
        } else if (!state.hidden.delete(i)) state.hidden.add(i);
        const place = rows.findIndex((r) => r[0] === i);
        legend();
        box.children[place].focus();
        redraw();
      });
      box.append(row);
    }
  }
  const isShown = (i) => !state.hidden.size || !isClasses() || !state.hidden.has(column().of[i]);
  const isGrey = (i) => (state.found && !state.found.has(i)) || (state.lassoed && !state.lassoed.has(i)) || (state.fits && !state.fits[i]);

  // ---- Light and dark -------------------------------------------------------------------------------------------

  const KEPT = "latentune-theme";
  /** Pages from the disk may not be allowed to remember anything. */
  function kept() {
    try { return localStorage.getItem(KEPT); } catch { return null; }
  }
  /** As the system has it without a theme. */
  function dress(theme, keep) {
    if (theme === "dark" || theme === "light") root.dataset.theme = theme; else delete root.dataset.theme;
    root.style.colorScheme = root.dataset.theme || "";
    const media = { dark: "all", light: "(width:0)" }[theme] || DARK;
    for (const source of document.getElementsByTagName("source")) source.media = media;
    const dark = isDark();
    $("theme").textContent = say(dark ? "themeLight" : "themeDark");
    try { if (keep) localStorage.setItem(KEPT, theme); } catch { /* it is forgotten with the page */ }
    recolour();
  }

  // ---- Charts ---------------------------------------------------------------------------------------------------

  const MOST_BARS = 12, N_BINS = 24;
  /** A column as bars: what each is called, and in which each song is; −1 for none. */
  function chartOf(c, key) {
    if (c.names) {
      const counts = new Array(c.names.length).fill(0);
      for (const i of c.of) if (i >= 0) counts[i]++;
      const order = counts.map((_, i) => i).filter((i) => counts[i]).sort((a, b) => counts[b] - counts[a]);
      if (order.length < 2 || order.length > n / 2) return null;
      const top = order.slice(0, MOST_BARS), place = new Map(top.map((i, bar) => [i, bar]));
      const labels = top.map((i) => c.names[i]);
      if (order.length > top.length) labels.push("…");
      const unknown = labels.length;
      if (c.of.some((i) => i < 0)) labels.push(c.unknown);
      return { key, name: c.name, labels, bar: c.of.map((i) => (i < 0 ? unknown : place.has(i) ? place.get(i) : top.length)), rows: true };
    }
    if (!(c.high > c.low)) return null;
    const step = (c.high - c.low) / N_BINS, from = (i) => c.low + i * step;
    const labels = [...Array(N_BINS).keys()].map((i) => say("range", { low: number(from(i)), high: number(from(i + 1)) }));
    const bar = c.of.map((v) => (v === null ? -1 : Math.min(Math.floor((v - c.low) / step), N_BINS - 1)));
    return { key, name: c.name, labels, bar, ends: [number(c.low), number(c.high)] };
  }
  const passes = (i, except) => [...state.filters].every(([chart, bars]) => chart === except || bars.has(chart.bar[i]));
  let all = [];
  function charts() {
    const columns = [...data.classes.map((c, i) => [c, "class:" + i]), ...data.numbers.map((c, i) => [c, "number:" + i])];
    all = columns.map(([c, key]) => chartOf(c, key)).filter(Boolean);
    for (const chart of all) chartCard(chart);
    $("charts").hidden = !all.length;
    count();
  }
  function chartCard(chart) {
    const card = make("div", null, { class: "chart" }), head = make("div", null, { class: "head" });
    chart.clear = make("button", "×", { type: "button", "aria-label": say("clear", { name: chart.name }) });
    chart.clear.addEventListener("click", () => { state.filters.delete(chart); filtered(); });
    head.append(make("h4", chart.name), chart.clear);
    const box = make("div", null, { class: chart.rows ? "rows" : "bins", role: "group", "aria-label": say("chart", { name: chart.name }) });
    let from = -1;
    const choose = (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      state.filters.set(chart, new Set([...Array(high - low + 1).keys()].map((k) => low + k)));
      filtered();
    };
    chart.buttons = chart.labels.map((label, bar) => {
      const b = make("button", null, { type: "button" }), fill = make("i"), here = make("b");
      fill.append(here);
      if (chart.rows) {
        const name = make("span", label);
        if (isBangla(label)) name.lang = "bn";
        b.append(name, fill, make("small"));
        b.addEventListener("click", () => {
          const chosen = new Set(state.filters.get(chart));
          if (!chosen.delete(bar)) chosen.add(bar);
          if (chosen.size) state.filters.set(chart, chosen); else state.filters.delete(chart);
          filtered();
        });
      } else {
        b.append(fill);
        b.addEventListener("pointerdown", (e) => { from = bar; b.releasePointerCapture(e.pointerId); });
        b.addEventListener("pointerenter", (e) => { if (e.buttons === 1 && from >= 0) choose(from, bar); });
        b.addEventListener("click", () => {
          const chosen = state.filters.get(chart);
          if (from >= 0 && from !== bar) return;
          if (chosen && chosen.size === 1 && chosen.has(bar)) { state.filters.delete(chart); filtered(); } else choose(bar, bar);
          from = -1;
        });
      }
      box.append(b);
      return b;
    });
    card.append(head, box);
    if (chart.ends) {
      const ends = make("div", null, { class: "ends" });
      ends.append(...chart.ends.map((end) => make("span", end)));
      card.append(ends);
    }
    $("charts").append(card);
  }
  function filtered() {
    state.fits = state.filters.size ? [...Array(n).keys()].map((i) => passes(i)) : null;
    root.dataset.fits = String(state.fits ? state.fits.filter(Boolean).length : n);
    count();
    tell();
    redraw();
  }
  /** Of each bar how many songs are in it, and how many of them fit what is chosen in the other charts. */
  function count() {
    for (const chart of all) {
      const totals = chart.labels.map(() => 0), here = chart.labels.map(() => 0);
      for (let i = 0; i < n; i++) {
        const bar = chart.bar[i];
        if (bar < 0) continue;
        totals[bar]++;
        if (!state.filters.size || passes(i, chart)) here[bar]++;
      }
      const most = Math.max(...totals, 1), chosen = state.filters.get(chart), side = chart.rows ? "width" : "height";
      chart.clear.hidden = !chosen;
      chart.buttons.forEach((b, bar) => {
        const told = say("bar", { name: chart.labels[bar], here: here[bar], all: totals[bar] });
        b.title = told;
        b.setAttribute("aria-label", told);
        b.setAttribute("aria-pressed", String(!!chosen && chosen.has(bar)));
        b.classList.toggle("off", !!chosen && !chosen.has(bar));
        const fill = b.querySelector("i");
        fill.style[side] = (100 * totals[bar]) / most + "%";
        fill.firstChild.style[side] = (100 * here[bar]) / (totals[bar] || 1) + "%";
        if (chart.rows) b.querySelector("small").textContent = here[bar];
      });
    }
  }

  // ---- The plane ------------------------------------------------------------------------------------------------

  const xy = () => data.maps[state.map].xy;
  const screenX = (x) => (x - state.x) * state.scale + size.w / 2;
  const screenY = (y) => (state.y - y) * state.scale + size.h / 2;
  function fit() {
    const p = xy();
    let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < n; i++) {
      x0 = Math.min(x0, p[2 * i]); x1 = Math.max(x1, p[2 * i]);
      y0 = Math.min(y0, p[2 * i + 1]); y1 = Math.max(y1, p[2 * i + 1]);
    }
    state.x = (x0 + x1) / 2;
    state.y = (y0 + y1) / 2;
    const room = 0.92;
    state.scale = Math.min(room * size.w / (x1 - x0 || 1), room * size.h / (y1 - y0 || 1));
    state.fitted = state.scale;
    redraw();
  }
  function radius() {
    const base = n > 20000 ? 1.5 : n > 2000 ? 2.5 : n > 300 ? 4 : 6;
    const zoom = Math.sqrt(state.scale / (state.fitted || state.scale));
    return Math.min(Math.max(base * Math.min(zoom, 2.2), 1), 14);
  }
  function redraw() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(draw);
  }
  function draw() {
    waiting = false;
    const ratio = window.devicePixelRatio || 1, p = xy(), r = radius();
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, size.w, size.h);
    // One path a colour; what is grey lies below.
    const groups = new Map(), faded = role("--faded");
    let drawn = 0;
    for (let i = 0; i < n; i++) {
      if (!isShown(i)) continue;
      const x = screenX(p[2 * i]), y = screenY(p[2 * i + 1]);
      drawn++;
      if (x < -r || y < -r || x > size.w + r || y > size.h + r) continue;
      const ink = isGrey(i) ? faded : inks[i];
      if (!groups.has(ink)) groups.set(ink, new Path2D());
      const path = groups.get(ink);
      if (r < 2) path.rect(x - r, y - r, 2 * r, 2 * r);
      else { path.moveTo(x + r, y); path.arc(x, y, r, 0, 7); }
    }
    if (groups.has(faded)) { pen.fillStyle = faded; pen.fill(groups.get(faded)); groups.delete(faded); }
    pen.globalAlpha = 0.85;
    for (const [ink, path] of groups) { pen.fillStyle = ink; pen.fill(path); }
    pen.globalAlpha = 1;
    ring(state.hover, 2, r);
    ring(state.song, 3, r + 2);
    names();
    if (state.path) outline();
    grid = null;
    root.dataset.drawn = String(drawn);
  }
  function ring(i, width, r) {
    if (i < 0 || !isShown(i)) return;
    const p = xy();
    pen.beginPath();
    pen.arc(screenX(p[2 * i]), screenY(p[2 * i + 1]), r + 2, 0, 7);
    pen.lineWidth = width;
    pen.strokeStyle = role("--ink");
    pen.stroke();
  }
  /** Names of clusters, and of their parts where one zooms in, as the window places them; none over another. */
  function names() {
    const shown = state.names && state.by === "class:0" ? data.names : [], taken = [];
    const zoomed = state.scale / (state.fitted || state.scale);
    const fills = (width) => zoomed >= 1.4 && width * state.scale >= Math.min(size.w, size.h) / 2;
    pen.font = "600 13px " + getComputedStyle(document.body).fontFamily;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    for (const name of shown) {
      const place = name.places[state.map];
      if (!place || state.hidden.has(name.within)) continue;
      if ((place.from !== null && !fills(place.from)) || (place.until !== null && fills(place.until))) continue;
      const x = screenX(place.at[0]), y = screenY(place.at[1]), half = pen.measureText(name.text).width / 2 + 6;
      if (x < 0 || y < 0 || x > size.w || y > size.h) continue;
      if (taken.some(([ax, ay, other]) => Math.abs(ax - x) < other + half && Math.abs(ay - y) < 22)) continue;
      taken.push([x, y, half]);
      pen.lineWidth = 4;
      pen.strokeStyle = role("--ground");
      pen.strokeText(name.text, x, y);
      pen.fillStyle = role("--ink");
      pen.fillText(name.text, x, y);
    }
    root.dataset.names = String(taken.length);
  }
  function outline() {
    pen.beginPath();
    state.path.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
    pen.closePath();
    pen.fillStyle = role("--soft");
    pen.globalAlpha = 0.35;
    pen.fill();
    pen.globalAlpha = 1;
    pen.lineWidth = 1.5;
    pen.strokeStyle = role("--accent");
    pen.stroke();
  }
  /** The shown song nearest to a place on the screen, within reach. */
  function at(x, y) {
    const cell = 24, p = xy();
    if (!grid) {
      grid = new Map();
      for (let i = 0; i < n; i++) {
        if (!isShown(i)) continue;
        const key = Math.floor(screenX(p[2 * i]) / cell) + ":" + Math.floor(screenY(p[2 * i + 1]) / cell);
        if (grid.has(key)) grid.get(key).push(i); else grid.set(key, [i]);
      }
    }
    let best = -1, least = (radius() + 8) ** 2;
    const cx = Math.floor(x / cell), cy = Math.floor(y / cell);
    for (let gx = cx - 1; gx <= cx + 1; gx++) for (let gy = cy - 1; gy <= cy + 1; gy++)
      for (const i of grid.get(gx + ":" + gy) || []) {
        const d = (screenX(p[2 * i]) - x) ** 2 + (screenY(p[2 * i + 1]) - y) ** 2;
        if (d < least) { least = d; best = i; }
      }
    return best;
  }

  // ---- Songs ----------------------------------------------------------------------------------------------------

  function card(i, x, y) {
    const box = $("card");
    if (i < 0) { box.hidden = true; return; }
    box.textContent = "";
    box.append(spoken("b", data.title[i], i));
    if (data.artist[i]) box.append(spoken("span", data.artist[i], i));
    const cluster = data.classes[0], k = cluster.of[i];
    box.append(make("span", k < 0 ? cluster.unknown : cluster.names[k]));
    if (state.by !== "class:0") {
      const c = column(), v = c.of[i];
      box.append(make("span", c.name + ": " + (isClasses() ? (v < 0 ? c.unknown : c.names[v]) : number(v))));
    }
    box.hidden = false;
    const wide = box.offsetWidth, tall = box.offsetHeight;
    box.style.left = Math.max(4, Math.min(x + 16, size.w - wide - 4)) + "px";
    box.style.top = Math.max(4, y + 16 + tall > size.h ? y - tall - 12 : y + 16) + "px";
  }
  function select(i) {
    state.song = i;
    root.dataset.song = String(i);
    const box = $("song");
    box.textContent = "";
    if (i < 0) { hint(); redraw(); return; }
    box.append(spoken("h3", data.title[i], i));
    if (data.artist[i]) box.append(spoken("p", data.artist[i], i, { class: "by" }));
    if (data.clips[i]) box.append(make("audio", null, { controls: "", src: data.clips[i], "aria-label": say("excerpt", { title: data.title[i] }) }));
    const facts = make("table"), body = make("tbody");
    const row = (name, value) => {
      const tr = make("tr");
      const td = make("td", value, { class: "n" });
      if (isBangla(value)) td.lang = "bn";
      tr.append(make("td", name), td);
      body.append(tr);
    };
    for (const c of data.classes) row(c.name, c.of[i] < 0 ? c.unknown : c.names[c.of[i]]);
    for (const c of data.numbers) row(c.name, number(c.of[i]));
    facts.append(body);
    box.append(facts);
    if (data.words[i]) box.append(make("h4", say("words")), spoken("p", data.words[i], i, { class: "words" }));
    else if (data.remark) box.append(make("p", data.remark, { class: "quiet" }));
    const near = data.near[i] || [];
    if (near.length) {
      const list = make("div", null, { class: "near" });
      for (const j of near) {
        const b = spoken("button", data.title[j] + (data.artist[j] ? " · " + data.artist[j] : ""), j, { type: "button" });
        b.addEventListener("click", () => show(j));
        list.append(b);
      }
      box.append(make("h4", say("near")), list);
    }
    box.scrollTop = 0;
    redraw();
  }
  function hint() {
    $("song").append(make("p", state.lassoed ? "" : say("hint"), { class: "quiet" }));
  }
  /** Selects a song and moves the map where it would be out of sight. */
  function show(i) {
    const p = xy(), x = screenX(p[2 * i]), y = screenY(p[2 * i + 1]);
    if (x < 20 || y < 20 || x > size.w - 20 || y > size.h - 20) { state.x = p[2 * i]; state.y = p[2 * i + 1]; }
    select(i);
  }
  /** What the selected songs are, class by class, each against all songs. */
  function summary() {
    const songs = state.lassoed, box = $("song");
    box.textContent = "";
    if (!songs) { hint(); return; }
    box.append(make("h3", say(songs.size === 1 ? "selectedOne" : "selected", { n: songs.size })));
    for (const c of data.classes) {
      const here = new Map(), all = new Map();
      c.of.forEach((k, i) => {
        if (k < 0) return;
        all.set(k, (all.get(k) || 0) + 1);
        if (songs.has(i)) here.set(k, (here.get(k) || 0) + 1);
      });
      const total = (m) => [...m.values()].reduce((a, b) => a + b, 0);
      const share = (m, k) => Math.round((100 * (m.get(k) || 0)) / (total(m) || 1)) + " %";
      const top = [...here].sort((a, b) => b[1] - a[1]).slice(0, 5);
      if (!top.length) continue;
      box.append(make("h4", c.name));
      for (const [k] of top) {
        const p = make("div", say("share", { name: c.names[k], here: share(here, k), all: share(all, k) }));
        if (isBangla(c.names[k])) p.lang = "bn";
        box.append(p);
      }
    }
    const list = make("div", null, { class: "near" });
    for (const i of [...songs].slice(0, 100)) {
      const b = spoken("button", data.title[i], i, { type: "button" });
      b.addEventListener("click", () => show(i));
      list.append(b);
    }
    box.append(make("h4", songs.size > 100 ? say("first", { n: 100 }) : say("songs")), list);
  }
  function search() {
    const words = folded($("search").value).split(/\s+/).filter(Boolean);
    state.found = null;
    if (words.length) {
      state.found = new Set();
      for (let i = 0; i < n; i++) {
        const text = folded(data.title[i] + "\n" + data.artist[i] + "\n" + (data.words[i] || ""));
        if (words.every((w) => text.includes(w))) state.found.add(i);
      }
    }
    tell();
    redraw();
  }
  function tell() {
    const found = state.found ? say("found", { n: state.found.size, all: n }) : "";
    const lassoed = state.lassoed ? say("lassoed", { n: state.lassoed.size }) : "";
    const fits = state.fits ? say("filtered", { n: state.fits.filter(Boolean).length }) : "";
    $("found").textContent = [found, lassoed, fits].filter(Boolean).join(" · ");
  }

  // ---- Pointer and keys -----------------------------------------------------------------------------------------

  const pointers = new Map();
  let pressed = null;
  const place = (e) => {
    const box = canvas.getBoundingClientRect();
    return [e.clientX - box.left, e.clientY - box.top];
  };
  function zoom(x, y, factor) {
    const scale = Math.min(Math.max(state.scale * factor, state.fitted / 4), state.fitted * 400);
    const [dx, dy] = [x - size.w / 2, y - size.h / 2];
    state.x += dx / state.scale - dx / scale;
    state.y -= dy / state.scale - dy / scale;
    state.scale = scale;
    redraw();
  }
  canvas.addEventListener("pointerdown", (e) => {
    if (e.pointerType === "mouse" && e.button !== 0) return;
    canvas.setPointerCapture(e.pointerId);
    pointers.set(e.pointerId, place(e));
    pressed = { at: place(e), moved: false };
    if (pointers.size === 1 && (state.lasso || e.shiftKey)) state.path = [place(e)];
    if (pointers.size > 1) state.path = null;
  });
  canvas.addEventListener("pointermove", (e) => {
    const [x, y] = place(e), before = pointers.get(e.pointerId);
    if (!before) {
      const i = at(x, y);
      if (i !== state.hover) { state.hover = i; redraw(); }
      card(i, x, y);
      return;
    }
    if (Math.hypot(x - pressed.at[0], y - pressed.at[1]) > 4) pressed.moved = true;
    if (state.path) state.path.push([x, y]);
    else if (pointers.size === 2) {
      const other = [...pointers].find(([id]) => id !== e.pointerId)[1];
      const far = (p) => Math.hypot(p[0] - other[0], p[1] - other[1]) || 1;
      zoom((x + other[0]) / 2, (y + other[1]) / 2, far([x, y]) / far(before));
    } else if (pressed.moved) {
      state.x -= (x - before[0]) / state.scale;
      state.y += (y - before[1]) / state.scale;
    }
    pointers.set(e.pointerId, [x, y]);
    card(-1);
    redraw();
  });
  function released(e) {
    if (!pointers.delete(e.pointerId) || !pressed) return;
    if (state.path) {
      const path = state.path, p = xy();
      state.path = null;
      if (path.length > 3) {
        const inside = [...Array(n).keys()].filter((i) => isShown(i) && within(screenX(p[2 * i]), screenY(p[2 * i + 1]), path));
        state.lassoed = inside.length ? new Set(inside) : null;
        state.song = -1;
        root.dataset.selected = String(inside.length);
        summary();
        tell();
      }
    } else if (!pressed.moved && e.type === "pointerup") {
      select(at(...place(e)));
    }
    redraw();
  }
  canvas.addEventListener("pointerup", released);
  canvas.addEventListener("pointercancel", released);
  canvas.addEventListener("pointerleave", () => { state.hover = -1; card(-1); redraw(); });
  canvas.addEventListener("wheel", (e) => {
    e.preventDefault();
    const [x, y] = place(e);
    zoom(x, y, Math.exp(-e.deltaY * (e.deltaMode === 1 ? 0.05 : 0.0015)));
    card(-1);
  }, { passive: false });
  canvas.addEventListener("dblclick", (e) => zoom(...place(e), 2));
  /** Even-odd rule (Shimrat 1962). */
  function within(x, y, path) {
    let inside = false;
    for (let i = 0, j = path.length - 1; i < path.length; j = i++) {
      const [xi, yi] = path[i], [xj, yj] = path[j];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
    return inside;
  }
  /** From song to song: the nearest one in the direction of the key, what is off to the side counting double. */
  function step(dx, dy) {
    const p = xy();
    if (state.song < 0) { select(at(size.w / 2, size.h / 2) >= 0 ? at(size.w / 2, size.h / 2) : nearestTo(state.x, state.y)); return; }
    const [x, y] = [p[2 * state.song], p[2 * state.song + 1]];
    let best = -1, least = Infinity;
    for (let i = 0; i < n; i++) {
      if (i === state.song || !isShown(i) || isGrey(i)) continue;
      const [ax, ay] = [p[2 * i] - x, p[2 * i + 1] - y];
      const along = ax * dx + ay * dy, across = Math.abs(ax * dy) + Math.abs(ay * dx);
      if (along <= 0 || across > 2 * along) continue;
      const far = along + 2 * across;
      if (far < least) { least = far; best = i; }
    }
    if (best >= 0) show(best);
  }
  function nearestTo(x, y) {
    const p = xy();
    let best = -1, least = Infinity;
    for (let i = 0; i < n; i++) {
      const d = (p[2 * i] - x) ** 2 + (p[2 * i + 1] - y) ** 2;
      if (isShown(i) && d < least) { least = d; best = i; }
    }
    return best;
  }
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  canvas.addEventListener("keydown", (e) => {
    const arrow = ARROWS[e.key];
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (arrow && e.shiftKey) { state.x += (arrow[0] * size.w) / 8 / state.scale; state.y += (arrow[1] * size.h) / 8 / state.scale; redraw(); }
    else if (arrow) step(...arrow);
    else if (e.key === "+" || e.key === "=") zoom(size.w / 2, size.h / 2, 1.4);
    else if (e.key === "-") zoom(size.w / 2, size.h / 2, 1 / 1.4);
    else if (e.key === "0") fit();
    else if (e.key === "l" || e.key === "L") toggleLasso();
    else return;
    e.preventDefault();
  });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    if (state.lassoed) { state.lassoed = null; root.dataset.selected = "0"; }
    else if (state.found) { $("search").value = ""; state.found = null; }
    select(-1);
    tell();
  });
  function toggleLasso() {
    state.lasso = !state.lasso;
    $("lasso").setAttribute("aria-pressed", String(state.lasso));
    canvas.classList.toggle("lasso", state.lasso);
  }

  // ---- Start ----------------------------------------------------------------------------------------------------

  const option = (select, value, text) => select.append(make("option", text, { value }));
  data.classes.forEach((c, i) => option($("colour"), "class:" + i, c.name));
  data.numbers.forEach((c, i) => option($("colour"), "number:" + i, c.name));
  data.maps.forEach((m, i) => option($("which"), String(i), m.name));
  $("which-label").hidden = data.maps.length < 2;
  $("colour").addEventListener("change", (e) => { state.by = e.target.value; state.hidden = new Set(); recolour(); });
  const note = () => { $("note").textContent = data.maps[state.map].note; };
  $("which").addEventListener("change", (e) => { state.map = Number(e.target.value); note(); fit(); });
  $("search").addEventListener("input", search);
  $("search").addEventListener("keydown", (e) => {
    if (e.key === "Enter" && state.found && state.found.size) show([...state.found][0]);
  });
  $("lasso").addEventListener("click", toggleLasso);
  $("fit").addEventListener("click", fit);
  system.addEventListener("change", () => dress(root.dataset.theme));
  $("theme").addEventListener("click", () => dress(isDark() ? "light" : "dark", true));
  $("names").addEventListener("click", () => {
    state.names = !state.names;
    $("names").setAttribute("aria-pressed", String(state.names));
    redraw();
  });
  new ResizeObserver(() => {
    const first = size.w === 1, ratio = window.devicePixelRatio || 1;
    size = { w: canvas.clientWidth, h: canvas.clientHeight };
    canvas.width = Math.round(size.w * ratio);
    canvas.height = Math.round(size.h * ratio);
    if (first) fit(); else redraw();
  }).observe(canvas);
  note();
  hint();
  charts();
  $("theme").hidden = false;
  $("names").hidden = !data.names.length;
  dress(kept());
  root.dataset.songs = String(n);
})();
