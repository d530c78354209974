// The frame around the views: name, places to go, the question.

import { useEffect, useRef, useState } from "preact/hooks";
import { Icon, Trouble, Waiting } from "./parts/bits.jsx";
import { QueryBar } from "./parts/querybar.jsx";
import { Help } from "./parts/help.jsx";
import { compact, date } from "./format.js";
import { nameOf } from "./names.js";
import { go, link, useRoute } from "./route.js";
import { useScrollMemory } from "./scroll.js";
import { useKeys, useLoad, useTitle } from "./use.js";
import { Empty } from "./views/empty.jsx";
import { Overview } from "./views/overview.jsx";
import { Events } from "./views/events.jsx";
import { Reader } from "./views/reader.jsx";
import { Paste } from "./views/paste.jsx";
import { Reviews } from "./views/reviews.jsx";
import { Live } from "./views/live.jsx";

// What draws much is fetched when it is first looked at.
const later = (load) => function Later(props) {
  const [View, set] = useState(null);
  const [error, fail] = useState(null);
  useEffect(() => { load().then((m) => set(() => m.default), fail); }, []);
  return error ? <Trouble error={error} /> : View ? <View {...props} /> : <Waiting what="Opening" />;
};

const VIEWS = {
  overview: { title: "Overview", key: "1", view: Overview, asks: true },
  map: { title: "Map", key: "2", view: later(() => import("./views/map.jsx")), asks: true },
  network: { title: "Network", key: "3", view: later(() => import("./views/network.jsx")), asks: true },
  events: { title: "Events", key: "4", view: Events, asks: true },
  live: { title: "Live", key: "5", view: Live, asks: true },
  code: { title: "Paste", key: "6", view: Paste },
  reviews: { title: "Reviews", key: "7", view: Reviews },
  doc: { title: "Article", view: Reader, hidden: true },
};

const THEMES = ["", "light", "dark"];
function useThemeChoice() {
  const [theme, set] = useState(document.documentElement.dataset.theme ?? "");
  const turn = () => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = theme || (dark ? "dark" : "light");
    const next = now === "dark" ? "light" : "dark";
    const kept = next === (dark ? "dark" : "light") ? THEMES[0] : next;
    if (kept) document.documentElement.dataset.theme = kept;
    else delete document.documentElement.dataset.theme;
    try { localStorage.setItem("theme", kept); } catch { /* not kept */ }
    set(kept);
  };
  return turn;
}

function Nav({ view, q }) {
  return (
    <nav aria-label="Views">
      {Object.entries(VIEWS).filter(([, v]) => !v.hidden).map(([name, v]) => (
        <a key={name} href={link(name, { q: v.asks ? q : "" })} aria-current={view === name ? "page" : undefined} title={`${v.title} (${v.key})`}>
          <Icon name={name} /><span>{v.title}</span>
        </a>
      ))}
    </nav>
  );
}

function Foot({ health }) {
  if (!health) return null;
  return (
    <footer>
      {compact(health.events)} events in {compact(health.documents)} documents
      {health.first && `, ${date(health.first)} to ${date(health.last)}`}.
      {" "}{health.program} {health.version}{health.run && `, run ${health.run}`}. Everything here stays on this machine.
    </footer>
  );
}

// The views are asked only what the program can read: a wrong question is shown
// under its word, and what was answered before stays. `good` null: not known yet.
function useQuestion(q) {
  const { error, fresh } = useLoad(q ? "events" : null, { q, limit: 1 });
  const good = useRef(q ? null : "");
  const wrong = error?.code === "query" ? error : null;
  if (!q || (fresh && !wrong)) good.current = q;
  else if (wrong && good.current === null) good.current = "";
  return { good: good.current, wrong };
}

export function App() {
  const { view, id, params } = useRoute();
  const q = params.q ?? "";
  const health = useLoad("health");
  const codebook = useLoad("codebook");
  const { good, wrong } = useQuestion(q);
  const [help, setHelp] = useState(false);
  const turnTheme = useThemeChoice();
  const main = useRef(null);
  const known = VIEWS[view] ?? VIEWS.overview;
  useTitle(view === "doc" ? null : known.title);
  useScrollMemory(view, id, main);
  useKeys({
    "/": () => document.getElementById("query")?.focus(),
    "?": () => setHelp(true),
    ...Object.fromEntries(Object.entries(VIEWS).filter(([, v]) => v.key)
      .map(([name, v]) => [v.key, () => go(name, { q: v.asks ? q : "" })])),
  });
  const ask = (next) => go(known.asks ? view : "overview", { ...(known.asks ? params : {}), q: next, pick: "", from: "" });
  const error = health.error ?? codebook.error;
  const empty = health.data?.events === 0 && view !== "code" && view !== "live";
  const View = known.view;
  return (
    <>
      <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); main.current.focus(); }}>Skip to the content</a>
      <header class="bar">
        <a class="mark" href="#/overview" aria-label="dragoman, overview"><img src="./icon.svg" alt="" width="26" height="26" /><b>dragoman</b></a>
        <Nav view={known === VIEWS.overview ? "overview" : view} q={q} />
        <div class="tools">
          <button type="button" class="plain" aria-label="Light or dark" onClick={turnTheme}><Icon name="theme" /></button>
          <button type="button" class="plain" aria-label="Help" onClick={() => setHelp(true)}><Icon name="help" /></button>
        </div>
      </header>
      {known.asks && !empty && <QueryBar q={q} error={wrong} codebook={codebook.data} onAsk={ask} />}
      <main id="main" ref={main} tabIndex={-1} class={wrong && known.asks ? "stale" : ""}>
        {error ? <div class="page"><Trouble error={error} /></div>
          : !health.data || !codebook.data || good === null ? <div class="page"><Waiting /></div>
          : empty ? <Empty />
          : <View key={view} q={known.asks ? good : q} asked={wrong ? good : q} id={id} params={params} codebook={codebook.data} health={health.data} names={nameOf} wrong={wrong} />}
      </main>
      <Foot health={health.data} />
      {help && <Help codebook={codebook.data} close={() => setHelp(false)} />}
    </>
  );
}
