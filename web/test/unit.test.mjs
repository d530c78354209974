// What needs no browser: terms of questions, places in texts, time, colours,
// and how much a first visit fetches.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import * as buckets from "../src/parts/buckets.js";
import * as query from "../src/query.js";
import { bytesOf, excerptFrom, pieces, triggerIn } from "../src/text.js";

const near = (path) => new URL(path, import.meta.url);

test("a question is cut into its terms", () => {
  const found = query.terms('actor:SRB -type:AID,AGREE outlet:"Norland Times" "joint drills" score:<-5 -background');
  assert.deepEqual(found.map((t) => [t.negated, t.key, t.value]), [
    [false, "actor", "SRB"], [true, "type", "AID,AGREE"], [false, "outlet", '"Norland Times"'],
    [false, null, '"joint drills"'], [false, "score", "<-5"], [true, null, "background"]]);
  assert.deepEqual(query.terms('a "not closed').map((t) => t.text), ["a", '"not closed']);
  assert.deepEqual(query.terms("   "), []);
});

test("clicks add, take out and replace values", () => {
  assert.equal(query.toggle("talks", "type", "AID"), "talks type:AID");
  assert.equal(query.toggle("type:AID talks", "type", "AGREE"), "talks type:AID,AGREE");
  assert.equal(query.toggle("type:AID,AGREE", "type", "AID"), "type:AGREE");
  assert.equal(query.toggle("type:AGREE after:2024", "type", "AGREE"), "after:2024");
  assert.equal(query.toggle("", "outlet", "Norland Times"), 'outlet:"Norland Times"');
  assert.equal(query.toggle('outlet:"Norland Times"', "outlet", "Norland Times"), "");
  assert.equal(query.only("party:XNO talks", "party", "XSU"), "talks party:XSU");
  assert.ok(query.has("type:AID,AGREE", "type", "AGREE") && !query.has("-type:AID", "type", "AID"));
});

test("a row begins where its deed can be seen", () => {
  const text = "Sudland condemned the arrests and recalled its ambassador for talks, while people marched through the capital.";
  const at = (word) => excerptFrom(text, [text.indexOf(word), text.indexOf(word) + word.length]);
  assert.equal(at("recalled"), 0);
  assert.ok(text.slice(at("marched")).startsWith("ambassador for talks") && at("marched") > 0, text.slice(at("marched")));
  assert.equal(excerptFrom(text, null), 0);
});

test("words that were not asked yet go along to another question", () => {
  assert.equal(query.carry("type:AID", "type:AID actor:", "type:AID quad:2"), "type:AID quad:2 actor:");
  assert.equal(query.carry("", "talks", "type:AID"), "type:AID talks");
  assert.equal(query.carry("type:AID talks", "type:AID", ""), "");
});

test("bytes lead to characters", () => {
  const text = "Ž 🙂 Beograd";
  const at = bytesOf(text);
  assert.equal(text.slice(at(0), at(2)), "Ž");
  assert.equal(text.slice(at(3), at(7)), "🙂");
  assert.equal(text.slice(at(8), at(15)), "Beograd");
  assert.equal(at(999), text.length);
});

test("marks that overlap become pieces", () => {
  const out = pieces("abcdef", [{ span: [1, 4], k: 1 }, { span: [3, 5], k: 2 }]);
  assert.deepEqual(out.map((p) => [p.text, p.marks.map((m) => m.k)]),
    [["a", []], ["bc", [1]], ["d", [1, 2]], ["e", [2]], ["f", []]]);
});

test("the trigger is found in its sentence", () => {
  const event = { actor: [{ text: "Norland", span: [110, 117] }], recipient: [], places: [], quantities: [], date: {},
    evidence: { text: "“No,” Norland shelled Norland.", span: [100, 134], trigger: [118, 125] } };
  const [a, b] = triggerIn(event);
  assert.equal(event.evidence.text.slice(a, b), "shelled");
  assert.equal(triggerIn({ ...event, actor: [] }), null);
});

test("a bar that is gone leads to the one nearest to it", () => {
  const x = buckets.span("2024-01-03", "2024-01-23", "week");
  assert.deepEqual(["2023-05-01", "2024-01-10", "2024-03-01"].map((d) => buckets.nearest(x, d, "week")), [0, 1, 3]);
});

test("time has no holes", () => {
  assert.deepEqual(buckets.span("2023-12-30", "2024-01-02", "day"), ["2023-12-30", "2023-12-31", "2024-01-01", "2024-01-02"]);
  assert.deepEqual(buckets.span("2024-01-03", "2024-01-16", "week"), ["2024-01-01", "2024-01-08", "2024-01-15"]);
  assert.deepEqual(buckets.span("2023-11", "2024-01", "month"), ["2023-11-01", "2023-12-01", "2024-01-01"]);
  assert.equal(buckets.unitFor("2024-01-01", "2024-03-01"), "day");
  assert.equal(buckets.unitFor("1990", "2024"), "year");
  assert.equal(buckets.ask("2024-02-01", "month"), "on:2024-02");
  assert.equal(buckets.ask("2024-01-29", "week"), "after:2024-01-29 before:2024-02-05");
});

// Relative luminance and contrast as WCAG 2 defines them.
const light = (hex) => {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
};

test("colours can be read in light and in dark", () => {
  const css = readFileSync(near("../src/style/base.css"), "utf8");
  const themes = { light: css.slice(0, css.indexOf("@media")), dark: css.slice(css.indexOf(':root[data-theme="dark"] {\n')) };
  for (const [name, text] of Object.entries(themes)) {
    const c = Object.fromEntries([...text.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map((m) => [m[1], m[2]]).reverse());
    for (const ground of ["bg", "card", "wash"])
      for (const ink of ["ink", "soft", "accent", "bad"])
        assert.ok(contrast(c[ink], c[ground]) >= 4.5, `${name}: ${ink} on ${ground} is ${contrast(c[ink], c[ground]).toFixed(2)}`);
    for (const sign of ["q1", "q2", "q3", "q4", "date", "place", "say"])
      assert.ok(contrast(c[sign], c.card) >= 2.9, `${name}: ${sign} on card is ${contrast(c[sign], c.card).toFixed(2)}`);
  }
});

test("a first visit fetches less than 150 KB", () => {
  const page = readFileSync(near("../dist/index.html"), "utf8");
  const files = ["index.html", ...[...page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map((m) => m[1])];
  const sizes = files.map((f) => gzipSync(readFileSync(near(`../dist/${f}`))).length);
  const total = sizes.reduce((a, b) => a + b, 0);
  assert.ok(files.length >= 4 && total < 150 * 1024, `${total} bytes in ${files}`);
});

test("the page runs no script of its own and names no other host", () => {
  const page = readFileSync(near("../dist/index.html"), "utf8");
  assert.ok(!/<script(?![^>]*src=)/.test(page) && !/https?:\/\//.test(page) && !/ on\w+=/.test(page));
  for (const f of readdirSync(near("../dist/assets")).filter((f) => f.endsWith(".css")))
    assert.ok(!/url\(\s*["']?(https?:)?\/\//.test(readFileSync(near(`../dist/assets/${f}`), "utf8")), f);
});
