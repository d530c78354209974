// `DRAGOMAN=… node test/million.mjs STORE`: a large store in the browser, as
// `bench_store 1000000 STORE keep` makes one: when the frame, the first rows and
// the last panel of a view are painted, and how the table scrolls.

import { launch, open } from "./browser.mjs";
import { serveStore } from "./serve.mjs";

const VIEWS = [["events", "#/events", ".events .row .type", ".count:not(:text-is('Reading…'))"],
  ["overview", "#/overview", ".found .card", ".chart:not(.old) .timeline .u-over"],
  ["map", "#/map", ".placelist button, .placelist .none", ".place, .land.some"],
  ["network", "#/network", ".ties button", ".networkview .canvas canvas"]];

const ms = (n) => `${Math.round(n)} ms`;

// A visit by one who was never here: of the program's answers none is kept.
async function visit(browser, desk, [name, hash, rows, last]) {
  const view = await open(browser, desk.address);
  const start = performance.now();
  await view.to(hash);
  await view.page.waitForSelector(rows);
  const seen = performance.now() - start;
  await view.page.waitForSelector(last);
  const whole = performance.now() - start;
  const [paint] = await view.page.evaluate(() => performance.getEntriesByName("first-contentful-paint").map((e) => e.startTime));
  console.log(`${name}: first paint ${ms(paint)}, first rows ${ms(seen)}, last panel ${ms(whole)}`, ...view.wrong);
  await view.close();
}

// Wheels through the table and counts the frames that show a row that has not
// come yet.
async function scroll(browser, desk, step) {
  const view = await open(browser, desk.address);
  await view.to("#/events");
  await view.page.waitForSelector(".events .row .type");
  const told = await view.page.evaluate((by) => new Promise((done) => {
    const box = document.querySelector(".scroller");
    const frames = [];
    let gaps = 0, before = performance.now();
    const frame = (now) => {
      frames.push(now - before);
      before = now;
      const { top, bottom } = box.getBoundingClientRect();
      const seen = [...box.querySelectorAll(".row .gap")].map((el) => el.parentElement.getBoundingClientRect());
      if (seen.some((r) => r.bottom > top && r.top < bottom)) gaps++;
      box.scrollTop += by;
      if (frames.length < 300) requestAnimationFrame(frame);
      else done({ gaps, frames: frames.sort((a, b) => a - b), rows: Math.round(box.scrollTop / 40) });
    };
    requestAnimationFrame(frame);
  }), step);
  const at = (share) => ms(told.frames[Math.floor(share * (told.frames.length - 1))]);
  console.log(`scrolling ${step} pixels a frame: ${told.rows} rows in 300 frames, ${told.gaps} with a gap; a frame takes ${at(0.5)}, p95 ${at(0.95)}, most ${at(1)}`);
  await view.close();
}

const browser = await launch();
const desk = await serveStore(process.argv[2]);
for (const round of ["first visit", "again"]) {
  console.log(`${round}:`);
  for (const one of VIEWS) await visit(browser, desk, one);
}
for (const step of [40, 120, 400]) await scroll(browser, desk, step);
await browser.close();
desk.stop();
