// `node mock/server.mjs [PORT]`: the contract of docs/api.md over the mock desk,
// with the same headers as the program's, and web/dist at /.

import { createServer } from "node:http";
import { readFileSync, existsSync } from "node:fs";
import { join, extname, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { open, why } from "./desk.mjs";
import { compile, day, keys, QueryError } from "./query.mjs";

const DIST = fileURLToPath(new URL("../dist", import.meta.url));
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const KINDS = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css",
  ".svg": "image/svg+xml", ".json": "application/json", ".txt": "text/plain" };

const desk = open();
const listeners = new Set();
let names = new Map();
for (const e of desk.events)
  for (const a of [...e.actor, ...e.recipient])
    if (a.by === "name" && (a.country ?? a.org) && !a.sectors.length) names.set(a.country ?? a.org, a.name);

const idOf = (a) => a.country ?? a.org ?? a.code ?? a.name;
const fail = (status, code, message, at = null) => ({ status, body: { error: { status, code, message, at } } });
const select = (u) => desk.events.filter(compile(u.get("q") ?? ""));

function group(e, by) {
  const d = day(e);
  switch (by) {
    case "day": return [d];
    case "week": return [d && new Date(Date.parse(d) - ((new Date(d).getUTCDay() + 6) % 7) * 864e5).toISOString().slice(0, 10)];
    case "month": return [d?.slice(0, 7)];
    case "year": return [d?.slice(0, 4)];
    case "actor": return [...new Set(e.actor.map(idOf))];
    case "recipient": return [...new Set(e.recipient.map(idOf))];
    case "dyad": return e.actor.flatMap((a) => e.recipient.map((r) => `${idOf(a)} ${idOf(r)}`));
    case "country": return [...new Set(e.places.map((p) => p.country))];
    case "place": return [...new Set(e.places.map((p) => p.name))];
    case "outlet": return [e.document.outlet];
    case "quad": return [String(e.quad)];
    default: return [e[by]];
  }
}

function counts(u) {
  const by = (u.get("group") ?? "day").split(",");
  const rows = new Map();
  for (const e of select(u)) {
    const keysOf = by.map((b) => group(e, b)).reduce((all, one) =>
      all.flatMap((a) => one.map((o) => [...a, o])), [[]]);
    for (const key of keysOf) {
      const k = JSON.stringify(key);
      const row = rows.get(k) ?? { key, events: 0, happenings: 0, documents: new Set() };
      row.events++;
      row.happenings += e.copy_of ? 0 : 1;
      row.documents.add(e.document.id);
      rows.set(k, row);
    }
  }
  const cover = new Map();
  for (const d of desk.docs.values()) {
    const k = /day|week|month|year/.test(by[0]) && group({ date: { start: d.published }, document: d }, by[0])[0];
    if (k) cover.set(k, (cover.get(k) ?? 0) + 1);
  }
  return { group: by, rows: [...rows.values()].map((r) => ({ ...r, documents: r.documents.size }))
    .sort((a, b) => String(a.key) < String(b.key) ? -1 : 1),
    coverage: [...cover].sort().map(([key, documents]) => ({ key, documents })) };
}

function network(u) {
  const nodes = new Map(), edges = new Map();
  for (const e of select(u))
    for (const a of e.actor)
      for (const r of e.recipient) {
        const [s, t] = [idOf(a), idOf(r)];
        for (const x of [s, t]) {
          const n = nodes.get(x) ?? { id: x, label: names.get(x) ?? x, events: 0 };
          n.events++;
          nodes.set(x, n);
        }
        const g = edges.get(`${s} ${t}`) ?? { source: s, target: t, events: 0, score: 0, quads: [0, 0, 0, 0] };
        g.score = (g.score * g.events + e.score) / ++g.events;
        g.quads[e.quad - 1]++;
        edges.set(`${s} ${t}`, g);
      }
  const strong = [...edges.values()].sort((a, b) => b.events - a.events).slice(0, Number(u.get("limit") ?? 200));
  const ends = new Set(strong.flatMap((e) => [e.source, e.target]));
  return { nodes: [...nodes.values()].filter((n) => ends.has(n.id)).sort((a, b) => b.events - a.events), edges: strong };
}

function map(u) {
  const places = new Map();
  let unplaced = 0;
  for (const e of select(u)) {
    const at = e.places.filter((p) => p.lat != null);
    if (!at.length) unplaced++;
    for (const p of at) {
      const { geonameid, name, country, lat, lon, precision } = p;
      const row = places.get(geonameid) ?? { geonameid, name, country, lat, lon, precision, events: 0, quads: [0, 0, 0, 0] };
      row.events++;
      row.quads[e.quad - 1]++;
      places.set(geonameid, row);
    }
  }
  return { places: [...places.values()], unplaced };
}

function suggest(u) {
  const key = u.get("key"), prefix = (u.get("prefix") ?? "").toLowerCase();
  const found = new Map();
  const by = { party: "actor", "said-by": "actor", doc: null }[key] ?? key;
  for (const e of desk.events)
    for (const v of by ? group(e, by).flat() : [])
      if (v && (String(v).toLowerCase().startsWith(prefix) || names.get(v)?.toLowerCase().startsWith(prefix)))
        found.set(v, (found.get(v) ?? 0) + 1);
  return { values: [...found].sort((a, b) => b[1] - a[1]).slice(0, 12)
    .map(([value, events]) => ({ value, label: names.get(value) ?? value, events })) };
}

function events(u) {
  const [, down, by] = /^(-?)(.*)$/.exec(u.get("sort") ?? "-date");
  const value = (e) => by === "date" ? day(e) ?? "" : e[by];
  const all = select(u).sort((a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0) * (down ? -1 : 1));
  const from = Number(u.get("after") ?? 0), limit = Math.min(Number(u.get("limit") ?? 50), 500);
  return { events: all.slice(from, from + limit), next: from + limit < all.length ? String(from + limit) : null, total: all.length };
}

function documentOf(d) {
  const story = [...desk.docs.values()].filter((o) => o.story === d.story)
    .map(({ id, title, outlet, published, copy_of, containment }) => ({ id, title, outlet, published, copy_of, containment }));
  return { ...d, story: d.story && { id: d.story, documents: story } };
}

function review(body) {
  const e = desk.events.find((x) => x.id === body.event);
  if (!e) return fail(404, "event", "no such event");
  const { reviewer, ...kept } = body;
  e.review = { verdict: body.verdict, note: body.note ?? null, type: body.type ?? null, at: new Date().toISOString() };
  desk.reviews.unshift({ ...kept, at: e.review.at });
  return { status: 201, body: desk.reviews[0] };
}

const health = () => {
  const days = desk.events.map(day).filter(Boolean).sort();
  return { program: "dragoman", version: "mock", run: desk.events[0]?.run, documents: desk.docs.size,
    events: desk.events.length, first: days[0] ?? null, last: days.at(-1) ?? null };
};
const codebook = () => ({ types: desk.types, query: keys, sectors: [...new Set(desk.events.flatMap((e) => e.actor.flatMap((a) => a.sectors)))].sort(),
  contexts: [...new Set(desk.events.flatMap((e) => e.contexts))].sort() });

function answer(path, u) {
  const [, , what, id, more] = path.split("/").map(decodeURIComponent);
  if (id === undefined && { events, counts, network, map, suggest, health, codebook }[what])
    return { body: { events, counts, network, map, suggest, health, codebook }[what](u) };
  if (what === "reviews") return { body: { reviews: desk.reviews, next: null } };
  const e = desk.events.find((x) => x.id === (what === "events" ? id : u.get("event")));
  if (what === "events" && e) return { body: e };
  const doc = what === "documents" && desk.docs.get(id);
  if (doc && more === "why" && e) return { body: why(doc, e) };
  if (doc && !more) return { body: documentOf(doc) };
  return fail(404, "path", "nothing is here");
}

function file(res, path) {
  const at = join(DIST, normalize(path === "/" ? "/index.html" : path));
  if (!at.startsWith(DIST) || !existsSync(at)) return void res.writeHead(404).end();
  res.writeHead(200, { "content-type": KINDS[extname(at)] ?? "application/octet-stream",
    "content-security-policy": CSP, "cache-control": "no-cache" });
  res.end(readFileSync(at));
}

function stream(req, res) {
  res.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  res.write(": here\n\n");
  listeners.add(res);
  req.on("close", () => listeners.delete(res));
}
let turn = 0;
setInterval(() => {
  const e = desk.events[turn++ % desk.events.length];
  for (const res of listeners) res.write(`id: ${turn}\nevent: event\ndata: ${JSON.stringify(e)}\n\n`);
}, Number(process.env.MOCK_PACE ?? 1500)).unref();

const server = createServer((req, res) => {
  const url = new URL(req.url, "http://127.0.0.1");
  if (!url.pathname.startsWith("/v1/")) return file(res, url.pathname);
  if (url.pathname === "/v1/stream") return stream(req, res);
  let body = "";
  req.on("data", (part) => { body += part; });
  req.on("end", () => {
    let out;
    try {
      out = req.method !== "POST" ? answer(url.pathname, url.searchParams)
        : url.pathname === "/v1/code" ? { body: desk.code(JSON.parse(body)) } : review(JSON.parse(body));
    } catch (e) {
      out = e instanceof QueryError ? fail(400, "query", e.message, e.at) : fail(500, "internal", String(e));
    }
    res.writeHead(out.status ?? 200, { "content-type": "application/json" });
    res.end(JSON.stringify(out.body));
  });
});
server.listen(Number(process.argv[2] ?? 8420), "127.0.0.1", () =>
  console.log(`http://127.0.0.1:${server.address().port}/`));
