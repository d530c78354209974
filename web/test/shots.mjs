// `node test/shots.mjs http://127.0.0.1:8420/`: every view, light and dark, on a
// desk and on a phone, into test/shots/, to be looked at.

import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SIZES, launch, open } from "./browser.mjs";

const desk = process.argv[2] ?? "http://127.0.0.1:8420/";
const only = process.argv[3];
const out = fileURLToPath(new URL("shots", import.meta.url));
mkdirSync(out, { recursive: true });
const browser = await launch();
if (!browser) throw new Error("no chromium");
const { events } = await (await fetch(`${desk}v1/events?limit=1&sort=-sources`)).json();
const [{ id, document }] = events;
const views = { overview: "#/overview", map: "#/map", network: "#/network", events: "#/events", live: "#/live",
  reader: `#/doc/${encodeURIComponent(document.id)}`, why: `#/doc/${encodeURIComponent(document.id)}?event=${id}`,
  paste: "#/code", reviews: "#/reviews", wrong: "#/overview?q=acter:SRB" };
for (const size of Object.keys(SIZES))
  for (const theme of ["light", "dark"])
    for (const [name, hash] of Object.entries(views)) {
      if (only && !`${name}-${size}-${theme}`.match(only)) continue;
      const { page, wrong, to, close } = await open(browser, desk, { size, theme });
      await to(hash);
      await page.waitForLoadState("load");
      await page.waitForTimeout(name === "live" ? 4000 : 1500);
      await page.screenshot({ path: `${out}/${name}-${size}-${theme}.png` });
      if (wrong.length) console.log(`${name} ${size} ${theme}:`, wrong.slice(0, 3));
      await close();
    }
await browser.close();
