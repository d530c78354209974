// A desk for the tests: invented pages of the repository, loaded into a store
// of its own and served on a free port by the real program.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const PROGRAM = process.env.DRAGOMAN ?? join(ROOT, "build/src/cli/dragoman");
export const PAGES = ["examples", "eval/pages", "eval/stories/own.jsonl"].map((p) => join(ROOT, p));
const MORE = (process.env.DRAGOMAN_OPTIONS ?? "").split(" ").filter(Boolean); // as --codebook

export function load(db, paths, input) {
  try {
    execFileSync(PROGRAM, ["load", ...MORE, "--db", db, ...paths], { input, stdio: ["pipe", "ignore", "pipe"] });
  } catch (e) {
    if (e.status !== 1) throw e; // 1: some inputs are no articles
  }
}

// A wire's report and a paper that prints it under another headline.
const WIRE = ["Norlandic police detained eleven railway workers in Norheim on Thursday after a strike stopped all trains to the Sudland border.",
  "The interior minister accused the union of sabotage and said that the leaders would be tried before the end of the year.",
  "The union rejected the charge and demanded the release of its members, among them the secretary of the drivers' branch.",
  "Sudland condemned the arrests and recalled its ambassador for talks, while some two thousand people marched through the capital.",
  "A spokesman for the railway said that freight for the harbour at Ostmouth would be moved by road until Monday at least."].join(" ");
const COPIES = [["Norland detains railway workers as strike stops trains", "Norland Wire", "wire-1"],
  ["Eleven held in rail dispute", "Harbour Post", "post-1"]].map(([title, outlet, id]) =>
  JSON.stringify({ id, title, outlet, published: "2026-10-08", url: `https://${id}.example/rail`, text: `${title}\n\n${WIRE}` })).join("\n");

// Serves a store of pages; {address, db, stop}.
export async function serve(pages = PAGES) {
  const dir = mkdtempSync(join(tmpdir(), "desk-"));
  const db = join(dir, "desk.db");
  load(db, pages.length ? [...pages, "-"] : ["-"], pages.length ? COPIES : "");
  const desk = await serveStore(db);
  return { ...desk, stop: () => { desk.stop(); rmSync(dir, { recursive: true, force: true }); } };
}

// The same of a store that is there.
export async function serveStore(db) {
  const program = spawn(PROGRAM, ["serve", ...MORE, "--db", db, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((done, fail) => {
    let text = "";
    program.stdout.on("data", (part) => {
      text += part;
      const m = /http:\/\/[\d.:]+\/?/.exec(text);
      if (m) done(m[0].replace(/\/?$/, "/"));
    });
    program.on("exit", (code) => fail(new Error(`serve ended with ${code}`)));
  });
  const stop = () => { program.removeAllListeners("exit"); program.kill("SIGTERM"); };
  return { address, db, stop };
}
