// All events in a table. Only what is on screen is in the page; pages of rows
// are fetched by their keys as one scrolls, and far ones are let go again, so a
// million events cost no more than a hundred.

import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { address, get } from "../api.js";
import { Sign, Trouble, Waiting } from "../parts/bits.jsx";
import { Flags, Sentence, label } from "../parts/card.jsx";
import { number, parties, source, typeOf, when, where } from "../format.js";
import { add, terms } from "../query.js";
import { go, link } from "../route.js";
import { useKeys, useSize } from "../use.js";
import { NoMatch } from "./empty.jsx";

const PAGE = 100;  // rows a request: some screens full, answered in one go
const AHEAD = 300; // rows fetched before they are looked at
const KEEP = 40;   // pages in memory; those farthest from the eye go first
const SORTS = [["-date", "newest first"], ["date", "oldest first"], ["-score", "most cooperative"],
  ["score", "most conflictual"], ["-sources", "most reported"]];

// Pages of rows behind one question: cursors of all that were seen, rows of
// those near by.
class Pages {
  constructor(params) {
    Object.assign(this, { params, pages: [{ after: null, rows: null, n: PAGE }],
      total: null, done: false, error: null, stop: new AbortController(), busy: new Set(), found: 0 });
  }

  get length() {
    return this.pages.reduce((n, p) => n + (p.rows?.length ?? p.n), 0) - (this.done || this.pages.at(-1).rows ? 0 : PAGE);
  }

  row(i) {
    return this.pages[Math.floor(i / PAGE)]?.rows?.[i % PAGE] ?? null;
  }

  // Makes sure of the rows from a to b.
  want(a, b) {
    const [first, last] = [Math.floor(a / PAGE), Math.floor(b / PAGE)];
    for (let p = Math.max(0, first); p <= Math.min(last, this.pages.length - 1); p++) this.load(p);
    const held = this.pages.map((p, i) => i).filter((i) => this.pages[i].rows);
    held.sort((x, y) => Math.abs(y - first) - Math.abs(x - first));
    while (held.length > KEEP) this.pages[held.shift()].rows = null;
  }

  async load(p) {
    const page = this.pages[p];
    if (page.rows || this.busy.has(p)) return;
    this.busy.add(p);
    try {
      const got = await get("events", { ...this.params, limit: PAGE, after: page.after }, this.stop.signal);
      page.rows = got.events;
      page.n = got.events.length;
      if (p === 0) this.total = got.total;
      if (p === this.pages.length - 1) {
        if (got.next) this.pages.push({ after: got.next, rows: null, n: PAGE });
        else this.done = true;
      }
      this.error = null;
    } catch (e) {
      if (e.name === "AbortError") return;
      this.error = e;
    } finally {
      this.busy.delete(p);
    }
    this.changed();
  }
}

// The link of a row, over all of it.
function Words({ event, q, on }) {
  return (
    <a class="stretch" href={link("doc", { event: event.id, q }, event.document.id)} tabIndex={on ? 0 : -1}>
      <Sentence event={event} brief /><span class="visually-hidden">, {label(event)}</span></a>
  );
}

function Row({ event, top, height, on, q, index, wide }) {
  const said = source(event);
  return (
    <div class={`row ${on ? "on" : ""}`} role="row" aria-rowindex={index + 2} style={{ transform: `translateY(${top}px)`, height: `${height}px` }}>
      {!event ? <span role="cell" class="gap" /> : wide ? (
        <>
          <span role="cell" class="when">{when(event)}</span>
          <span role="cell" class="type"><Sign quad={event.quad} /> {typeOf(event)}</span>
          <span role="cell" class="who">{parties(event.actor, "someone")}</span>
          <span role="cell" class="whom">{parties(event.recipient, "")}</span>
          <span role="cell" class="what"><Flags event={event} /><Words event={event} q={q} on={on} /></span>
          <span role="cell" class="place">{where(event)}</span>
          <span role="cell" class="outlet" title={said}>{event.document.outlet ?? ""}</span>
        </>
      ) : (
        <>
          <span role="cell" class="type"><Sign quad={event.quad} /> <b>{typeOf(event)}</b> <Flags event={event} /><i>{when(event)}</i></span>
          <span role="cell" class="who">{parties(event.actor, "someone")}{event.recipient.length > 0 && <><i> → </i>{parties(event.recipient, "")}</>}</span>
          <span role="cell" class="what"><Words event={event} q={q} on={on} /></span>
        </>
      )}
    </div>
  );
}

const HEADS = ["When", "Type", "Who", "Whom", "In words", "Where", "Outlet"];

// The table that was looked at last, for whoever comes back from an article.
let last = null;

function usePages(q, sort, from) {
  const [, again] = useState(0);
  const key = JSON.stringify([q, sort, from]);
  if (last?.key !== key) {
    last?.stop.abort();
    const asked = from ? add(q, sort === "date" ? `after:${from}` : `before:${from}`) : q;
    last = Object.assign(new Pages({ q: asked, sort }), { key, scroll: 0, at: 0 });
    last.load(0);
  }
  last.changed = () => again((n) => n + 1);
  useEffect(() => () => { last.changed = () => {}; }, []);
  return last;
}

export function Events({ q, params }) {
  const sort = params.sort ?? "-date";
  const pages = usePages(q, sort, params.from);
  const [box, { width, height }] = useSize();
  const wide = width >= 860;
  const rowHeight = wide ? 40 : 92;
  const [scroll, setScroll] = useState(pages.scroll);
  const [at, setAt] = useState(pages.at);
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = pages.scroll;
    setScroll(pages.scroll);
    setAt(pages.at);
  }, [pages, height > 0]);
  const first = Math.max(0, Math.floor(scroll / rowHeight) - 8);
  const last = Math.min(pages.length - 1, Math.ceil((scroll + height) / rowHeight) + 8);
  useEffect(() => pages.want(first, last + AHEAD));
  const move = (by) => {
    const next = Math.max(0, Math.min(pages.length - 1, at + by));
    setAt(next);
    pages.at = next;
    const y = next * rowHeight;
    const el = box.current;
    if (y < el.scrollTop) el.scrollTop = y;
    else if (y + rowHeight > el.scrollTop + height - rowHeight) el.scrollTop = y + 2 * rowHeight - height;
  };
  useKeys({ j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1),
    PageDown: () => move(Math.floor(height / rowHeight)), PageUp: () => move(-Math.floor(height / rowHeight)), Home: () => move(-Infinity),
    Enter: () => { const e = pages.row(at); if (e) go("doc", { event: e.id, q }, e.document.id); } });
  const set = (more) => go("events", { ...params, ...more }, null, { replace: true });
  const rows = [];
  for (let i = first; i <= last; i++)
    rows.push(<Row key={i} index={i} event={pages.row(i)} top={i * rowHeight} height={rowHeight} on={i === at} q={q} wide={wide} />);
  const none = pages.done && pages.length === 0;
  const byDate = sort.endsWith("date");
  return (
    <div class="events">
      <header class="strip">
        <span class="count" role="status">{pages.total !== null ? `${number(pages.total)} events` : pages.done ? `${number(pages.length)} events`
          : pages.pages[0].rows ? "more than 100,000 events" : "Reading…"}</span>
        <label>Order <select value={sort} onChange={(e) => set({ sort: e.target.value, from: "" })}>
          {SORTS.map(([v, name]) => <option key={v} value={v}>{name}</option>)}</select></label>
        {byDate && <label>{sort === "date" ? "From" : "Before"} <input type="date" value={params.from ?? ""} onChange={(e) => set({ from: e.target.value })} /></label>}
        {params.from && <button type="button" class="link" onClick={() => set({ from: "" })}>from the {sort === "date" ? "oldest" : "newest"}</button>}
        <span class="get">
          <a href={address("export", { q, format: "csv" })} download>CSV</a>
          <a href={address("export", { q, format: "jsonl" })} download>JSONL</a>
        </span>
      </header>
      <Trouble error={pages.error?.code === "query" ? null : pages.error} />
      {none ? <NoMatch q={q} terms={terms(q)} drop={(t) => set({ q: (q.slice(0, t.at) + q.slice(t.end)).trim() })} /> : (
        <div class={`table ${wide ? "wide" : "narrow"}`} role="table" aria-label="Events" aria-rowcount={pages.total ?? -1}>
          {wide && <div class="heads" role="row">{HEADS.map((h) => <span key={h} role="columnheader">{h}</span>)}</div>}
          <div class="scroller" ref={box} role="rowgroup" tabIndex={-1} onScroll={(e) => { pages.scroll = e.currentTarget.scrollTop; setScroll(pages.scroll); }}>
            <div class="tall" style={{ height: `${pages.length * rowHeight}px` }}>{rows}</div>
            {!pages.pages[0].rows && !pages.error && <Waiting />}
          </div>
        </div>
      )}
    </div>
  );
}
