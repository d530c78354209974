// Stands in for `dragoman serve` while the dashboard is worked on: codes the
// invented pages of the repository with the real program and holds the answers
// in memory. It knows only as much of the query language as the views need.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PROGRAM = process.env.DRAGOMAN ?? join(ROOT, "build/src/cli/dragoman");
const PAGES = ["examples", "eval/pages", "eval/stories/reports.jsonl"]
  .map((p) => join(ROOT, p));

function run(args, input) {
  try {
    return execFileSync(PROGRAM, args, {
      input, maxBuffer: 1 << 28, stdio: ["pipe", "pipe", "ignore"],
    }).toString();
  } catch (e) {
    return e.stdout?.toString() ?? ""; // some inputs skipped: the rest counts
  }
}
const lines = (text) => text.split("\n").filter(Boolean).map((l) => JSON.parse(l));

// The scheme of events as the codebook's table has it.
function scheme() {
  const rows = readFileSync(join(ROOT, "codebook/world/events.tsv"), "utf8")
    .split("\n").filter((l) => l && !l.startsWith("#")).slice(1);
  return rows.map((l) => l.split("\t")).map(([name, quad, , , modes]) =>
    ({ name, quad: Number(quad), modes: modes.split(" ").filter(Boolean) }));
}

// Texts as the documents that the store would hold.
function documents(jsonl) {
  const coded = lines(run(["code", "--from", "jsonl", "-"], jsonl));
  const notes = new Map(lines(run(["annotate", "--from", "jsonl", "-"], jsonl))
    .map((a) => [a.id, a]));
  const told = new Map(lines(run(["stories", "--from", "jsonl", "-"], jsonl))
    .map((s) => [s.id, s]));
  const docs = new Map();
  for (const d of lines(jsonl)) {
    const story = told.get(d.id);
    docs.set(d.id, {
      id: d.id, title: d.title ?? null, text: d.text, outlet: d.outlet ?? null,
      url: d.url ?? null, published: d.published ?? null, modified: null,
      language: "en", byline: d.byline ?? null, section: null, events: [],
      rejects: [], annotations: notes.get(d.id) ?? {}, removed: d.removed ?? [],
      story: story?.story ?? null, copy_of: story?.copy_of ?? null,
      containment: story?.containment ?? null, supersedes: null, superseded_by: null,
    });
  }
  for (const e of coded) {
    const doc = docs.get(e.document.id);
    doc.events.push(Object.assign(e, {
      copy_of: doc.copy_of, story: doc.story, happening: null, sources: 1,
      superseded: false, review: null,
    }));
  }
  return docs;
}

function pages() {
  const clean = lines(run(["clean", "--format", "json", ...PAGES.slice(0, 2)]));
  const asText = clean.filter((c) => c.path && /page\.|txt$|html$/.test(c.path)).map((c) => {
    const meta = join(ROOT, c.path.replace(/[^/]*$/, "meta.json"));
    const raw = readFileSync(c.path.startsWith("/") ? c.path : join(ROOT, c.path));
    const known = existsSync(meta) ? JSON.parse(readFileSync(meta, "utf8")) : {};
    const at = (byte) => {
      let last = 0;
      for (const [text, page, len] of c.map)
        if (page <= byte) last = text + Math.min(len, byte - page);
      return last;
    };
    return JSON.stringify({
      id: c.path.split("/").slice(-2).join("-").replace(/\..*/, ""), title: c.title,
      text: c.title ? `${c.title}\n\n${c.body}` : c.body, byline: c.byline,
      published: c.published ?? known.published, outlet: c.outlet,
      url: null, removed: c.removed.map(({ span: [a, b], why }) =>
        ({ at: [a, b], near: at(a), text: raw.subarray(a, b).toString(), why })),
    });
  });
  return asText.join("\n") + "\n" + readFileSync(PAGES[2], "utf8");
}

export function open() {
  const docs = documents(pages());
  const types = scheme();
  return { docs, types, events: [...docs.values()].flatMap((d) => d.events),
    reviews: [], code };
}

// A pasted text, coded and not kept.
function code({ text, title = null, published = null, url = null }) {
  const doc = [...documents(JSON.stringify({ id: "pasted", text, title, published, url }))
    .values()][0];
  return { document: doc, events: doc.events, rejects: doc.rejects };
}

// The reading of the sentence of an event, out of what `explain` prints.
export function why(doc, event) {
  const [beg, end] = event.evidence.span;
  const told = run(["explain", "--from", "jsonl", "-"],
    JSON.stringify({ id: doc.id, text: doc.text, published: doc.published }));
  const part = told.split(/\n(?=(?:sentence|title) \d)/)
    .find((p) => {
      const m = /bytes (\d+) to (\d+)/.exec(p);
      return m && Number(m[1]) <= beg && end <= Number(m[2]);
    }) ?? "";
  const span = /bytes (\d+) to (\d+)/.exec(part)?.slice(1).map(Number) ?? [beg, end];
  const bytes = Buffer.from(doc.text);
  const rows = [...part.matchAll(/^ +(\d+) (\S+) +([A-Z]+) +(\S+?)(?: +of (.+?))?(?: in a .*)?$/gm)];
  let at = span[0];
  const tree = rows.map(([, , form, upos, deprel]) => {
    at = bytes.indexOf(form, at);
    const one = { form, lemma: form, upos, deprel, head: 0, span: [at, at + Buffer.byteLength(form)] };
    at = one.span[1];
    return one;
  });
  rows.forEach(([, , , , , of], i) => {
    let near = -1;
    tree.forEach((t, k) => {
      if (t.form === of && (near < 0 || Math.abs(k - i) < Math.abs(near - i))) near = k;
    });
    tree[i].head = of ? near + 1 : 0;
  });
  const line = part.split(/^ {2}event /m)
    .find((p) => p.includes(event.evidence.rule)) ?? "";
  const m = /line +(.*) {3}\((.*):(\d+)\)/.exec(line);
  return {
    sentence: { span, text: bytes.subarray(...span).toString() }, tree,
    rule: m ? { name: event.evidence.rule, file: m[2].replace(ROOT, ""), line: Number(m[3]), text: m[1] } : null,
    parts: [["ACTOR", event.actor], ["RECIPIENT", event.recipient]]
      .flatMap(([p, who]) => who.map((a) => ({ part: p, span: a.span })))
      .concat({ part: "trigger", span: event.evidence.trigger }),
    confidence: event.evidence.confidence, notes: [],
  };
}
