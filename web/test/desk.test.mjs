// The desk in a real browser, on a wide screen and on a phone, light and dark:
// from a first look to the words, the rule, the copies, a review.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SIZES, launch, open } from "./browser.mjs";
import { load, serve } from "./serve.mjs";

let browser, desk;
before(async () => { [browser, desk] = await Promise.all([launch(), serve()]); });
after(async () => { await browser?.close(); desk?.stop(); });

const ask = async (path) => (await fetch(`${desk.address}v1/${path}`)).json();

// No console error, no request elsewhere, nothing wider than the screen, a name
// for everything that can be pressed.
async function sound(view, { wide = true } = {}) {
  assert.deepEqual(view.wrong, []);
  const found = await view.page.evaluate(() => {
    const unnamed = [...document.querySelectorAll("button, a[href], input, select, textarea")].filter((el) => {
      const label = el.getAttribute("aria-label") ?? el.closest("label")?.textContent ?? el.textContent;
      return !label.trim() && !el.querySelector("img[alt]:not([alt=''])");
    }).map((el) => el.outerHTML.slice(0, 120));
    return { unnamed, over: document.documentElement.scrollWidth - innerWidth };
  });
  assert.deepEqual(found.unnamed, []);
  if (wide) assert.ok(found.over <= 0, `${found.over} pixels wider than the screen`);
}

for (const size of Object.keys(SIZES))
  for (const theme of ["light", "dark"])
    test(`every view, ${size}, ${theme}`, async () => {
      const view = await open(browser, desk.address, { size, theme });
      const { events: [first] } = await ask("events?limit=1&sort=-sources");
      const looks = { "#/": ".timeline canvas", "#/map": ".place .fill", "#/network": ".networkview canvas",
        "#/events": ".events .row .type", "#/live": ".lamp.on", "#/code": "textarea", "#/reviews": ".reviews h1",
        [`#/doc/${encodeURIComponent(first.document.id)}?event=${first.id}`]: ".why .tree svg" };
      for (const [hash, what] of Object.entries(looks)) {
        await view.to(hash);
        await view.page.waitForSelector(what);
        await sound(view);
      }
      const ground = await view.page.evaluate(() => getComputedStyle(document.body).color);
      const [ink] = /\d+/.exec(ground);
      assert.equal(Number(ink) > 128, theme === "dark");
      await view.close();
    });

test("from a spike to the words in two clicks", async () => {
  const view = await open(browser, desk.address);
  await view.to("#/");
  const plot = view.page.locator(".timeline .u-over");
  await plot.waitFor();
  const { rows } = await ask("counts?group=month");
  assert.ok(rows.length > 3);
  await view.page.locator(".numbers summary").click();
  await view.page.waitForSelector(".numbers tbody tr");
  const top = await view.page.locator(".numbers tbody tr").evaluateAll((trs) => trs.map((tr) =>
    [...tr.querySelectorAll("td")].slice(0, 4).reduce((n, td) => n + Number(td.textContent), 0)));
  const at = top.indexOf(Math.max(...top));
  await view.page.locator(".numbers tbody button").nth(at).click();
  await view.page.waitForURL(/pick=/);
  await view.page.waitForSelector(".found:not(.old) h2 .link");
  const card = view.page.locator(".found .card").first();
  const words = await card.locator("mark").first().textContent();
  await card.click();
  await view.page.waitForSelector(".m.trigger.own");
  assert.equal(await view.page.locator(".m.trigger.own").first().textContent(), words);
  await view.page.goBack();
  await view.page.waitForSelector(".timeline .u-over");
  assert.match(view.page.url(), /pick=/);
  await sound(view);
  await view.close();
});

test("a click in the chart takes that bar", async () => {
  const view = await open(browser, desk.address);
  await view.to("#/");
  const plot = view.page.locator(".timeline .u-over");
  await plot.waitFor();
  const box = await plot.boundingBox();
  await view.page.mouse.click(box.x + box.width * 0.5, box.y + box.height / 2);
  await view.page.waitForURL(/pick=\d{4}-\d\d-\d\d/);
  await view.page.mouse.move(box.x + box.width * 0.2, box.y + 50);
  await view.page.mouse.down();
  await view.page.mouse.move(box.x + box.width * 0.7, box.y + 60, { steps: 5 });
  await view.page.mouse.up();
  await view.page.waitForURL(/q=after:.*before:/);
  await view.page.locator(".timeline .plot").focus();
  await view.page.keyboard.press("ArrowRight");
  await view.page.keyboard.press("Enter");
  await view.page.waitForURL(/pick=/);
  await sound(view);
  await view.close();
});

// Answers of the program that wait until they are let go.
async function holdAnswers(view) {
  let release;
  const free = new Promise((done) => { release = done; });
  await view.page.route("**/v1/**", async (route) => { await free; await route.continue().catch(() => {}); });
  return release;
}

test("no key, click or word is lost while answers are under way", async () => {
  const view = await open(browser, desk.address);
  await view.to("#/");
  await view.page.locator(".timeline .u-over").waitFor();
  const { coverage } = await ask("counts?group=month");
  const days = coverage.map((c) => c.key).filter(Boolean).sort();
  const release = await holdAnswers(view);
  await view.page.locator(".types .type:has-text('ACCUSE')").click();
  await view.page.locator(".fact.actual").click();
  const asked = "type:ACCUSE factuality:actual";
  await view.page.locator("#query").focus();
  await view.page.keyboard.press("End");
  await view.page.keyboard.type(" before:");
  await view.page.locator(".fact.planned").click();
  assert.equal(await view.page.inputValue("#query"), "type:ACCUSE factuality:actual,planned before:");
  await view.page.fill("#query", `${asked} after:${days[0].slice(0, 7)}-01`);
  await view.page.keyboard.press("Enter");
  await view.page.keyboard.type(" not asked");
  await view.page.locator(".timeline .plot").focus();
  for (const key of ["ArrowRight", "ArrowRight", "ArrowRight"]) await view.page.keyboard.press(key);
  const bar = await view.page.locator(".timeline .readout b").textContent();
  const answered = view.page.waitForResponse((r) => /counts.*after/.test(r.url()));
  release();
  await answered;
  await view.page.waitForSelector(".chart:not(.old)");
  assert.equal(await view.page.locator(".timeline .readout b").textContent(), bar);
  await view.page.keyboard.press("Enter");
  await view.page.waitForURL(/pick=/);
  assert.match(view.page.url(), /q=type:ACCUSE\+factuality:actual\+after:[\d-]+&pick=/);
  assert.equal(await view.page.inputValue("#query"), `${asked} after:${days[0].slice(0, 7)}-01 not asked`);
  await sound(view);
  await view.close();
});

test("filters by click stand in the question and in the address", async () => {
  const view = await open(browser, desk.address);
  await view.to("#/");
  await view.page.locator(".types .type:has-text('ACCUSE')").click();
  await view.page.waitForURL(/q=type:ACCUSE/);
  assert.equal(await view.page.inputValue("#query"), "type:ACCUSE");
  await view.page.locator(".fact.actual").click();
  await view.page.waitForURL(/q=type:ACCUSE\+factuality:actual/);
  await view.page.locator(".bar nav a:has-text('Events')").click();
  const { total } = await ask("events?q=type:ACCUSE%20factuality:actual");
  await view.page.waitForSelector(`.count:text-is("${total} events")`);
  await view.page.waitForSelector(".events .row .type");
  const types = await view.page.locator(".events .row .type").allTextContents();
  assert.ok(types.length > 3 && types.every((t) => t.includes("ACCUSE")), types.join());
  await sound(view);
  await view.close();
});

test("suggestions, and an error under its word", async () => {
  const view = await open(browser, desk.address);
  await view.to("#/events");
  await view.page.keyboard.press("/");
  await view.page.keyboard.type("typ");
  await view.page.waitForSelector("#suggestions [role=option]");
  await view.page.keyboard.press("ArrowDown");
  await view.page.keyboard.press("Enter");
  assert.equal(await view.page.inputValue("#query"), "type:");
  await view.page.keyboard.type("ASS");
  await view.page.waitForSelector("#suggestions :text-is('ASSAULT')");
  await view.page.keyboard.press("ArrowDown");
  await view.page.keyboard.press("Enter");
  await view.page.waitForURL(/q=type:ASSAULT/);
  await view.page.keyboard.type("actor:");
  await view.page.waitForSelector("#suggestions .n");
  await view.page.fill("#query", "type:ASSAULT acter:SRB");
  await view.page.keyboard.press("Enter");
  await view.page.waitForSelector("#query-error");
  await view.page.waitForSelector(".painted .wrong");
  assert.equal(await view.page.locator(".painted .wrong").textContent(), "acter:SRB");
  assert.match(await view.page.locator("#query-error").textContent(), /actor/);
  assert.equal(await view.page.getAttribute("#query", "aria-invalid"), "true");
  assert.ok(view.wrong.every((w) => /400/.test(w)), view.wrong.join());
  view.wrong.length = 0;
  await view.page.fill("#query", "type:ASSAULT -type:ASSAULT");
  await view.page.keyboard.press("Enter");
  await view.page.locator(".nomatch .chip").last().click();
  await view.page.waitForSelector(".events .row .type");
  await sound(view);
  await view.close();
});

test("the reader: marks, rule, tree, what was removed, who copied", async () => {
  const view = await open(browser, desk.address);
  const { events } = await ask(`events?limit=500&q=${encodeURIComponent('all outlet:"Norland Wire","Harbour Post"')}`);
  const copy = events.find((e) => e.copy_of);
  assert.ok(copy, "no copy among the pages");
  await view.to(`#/doc/${encodeURIComponent(copy.document.id)}?event=${copy.id}`);
  await view.page.waitForSelector(".why .rule pre");
  assert.ok((await view.page.locator(".why .tree .word.trigger").count()) > 0);
  assert.ok((await view.page.locator(".why .rule pre").textContent()).length > 5);
  assert.ok((await view.page.locator(".story .copy").count()) > 0);
  await view.page.locator(".layer:has-text('Events')").click();
  await view.page.locator(".why [aria-label=Close]").click();
  await view.page.waitForSelector(".m.trigger", { state: "detached" });
  await view.page.locator(".layer:has-text('Events')").click();
  await view.page.locator(".m.trigger").first().click();
  await view.page.waitForURL(/event=/);
  const { events: told } = await ask(`events?limit=500&q=${encodeURIComponent("all Chile Bolivia")}`);
  const page = told.find((e) => e.document.title?.startsWith("Chile and Bolivia"));
  await view.to(`#/doc/${encodeURIComponent(page.document.id)}`);
  await view.page.waitForSelector(".text h1:has-text('Chile and Bolivia')");
  await view.page.locator(".layer:has-text('Removed')").click();
  await view.page.waitForSelector("del.removed");
  assert.match((await view.page.locator("del.removed").allTextContents()).join(), /cookie/i);
  const order = await view.page.locator(".text > *").evaluateAll((all) => all.map((el) => el.tagName));
  assert.ok(order.indexOf("DEL") < order.indexOf("H1") && order.lastIndexOf("DEL") > order.lastIndexOf("P"), order.join());
  await view.page.keyboard.press("j");
  await view.page.waitForURL(/event=/);
  await sound(view);
  await view.close();
});

test("a review is kept, and no address of a reviewer is told", async () => {
  const view = await open(browser, desk.address);
  const { events } = await ask("events?limit=3&q=type:ASSAULT");
  const event = events.at(-1);
  await view.to(`#/doc/${encodeURIComponent(event.document.id)}?event=${event.id}`);
  await view.page.locator(".verdicts .correct").click();
  await view.page.locator(".correction select").first().selectOption("COERCE");
  await view.page.locator(".review textarea").fill("They were held, not hurt.");
  await view.page.locator(".review input[type=text]").fill("reader@desk.example");
  await view.page.locator(".review .primary").click();
  await view.page.waitForSelector(".review .saved");
  const told = await (await fetch(`${desk.address}v1/reviews`)).text();
  assert.ok(told.includes("They were held") && told.includes("COERCE") && !told.includes("desk.example"), told);
  await view.to("#/reviews");
  await view.page.waitForSelector(".reviews blockquote:has-text('They were held')");
  await view.page.locator(".reviews .card").first().click();
  await view.page.waitForSelector(".why .flag.corrected");
  await view.page.keyboard.press("a");
  await view.page.waitForSelector(".why .flag.accepted");
  await sound(view);
  await view.close();
});

test("a pasted text is coded and explained on the spot", async () => {
  const view = await open(browser, desk.address, { size: "phone" });
  await view.to("#/code");
  await view.page.locator("textarea").fill("Norland accused Sudland of shelling a village on Monday. Sudland denied the charge.");
  await view.page.locator("input[type=date]").fill("2026-10-06");
  await view.page.locator("button.primary").click();
  await view.page.waitForSelector(".eventlist li");
  await view.page.locator(".m.trigger").first().click();
  await view.page.waitForSelector(".why .tree svg");
  // The words stand above the panel, which takes the lower part of the screen.
  await view.page.waitForFunction(() => document.querySelector(".m.trigger.own").getBoundingClientRect().bottom
    < document.querySelector(".why").getBoundingClientRect().top);
  assert.match(await view.page.locator(".why h2").first().textContent(), /ACCUSE|ASSAULT/);
  await sound(view);
  await view.close();
});

test("live: what is loaded now arrives", async () => {
  const view = await open(browser, desk.address);
  await view.to("#/live?q=party:XNO");
  await view.page.waitForSelector(".lamp.on");
  load(desk.db, ["-"], JSON.stringify({ id: "live-1", published: "2026-10-07", outlet: "Norland Times",
    text: "Norland's president visited Sudland on Tuesday and thanked its government for the aid." }));
  await view.page.waitForSelector(".live .card", { timeout: 90000 });
  assert.match(await view.page.locator(".live .card").first().textContent(), /Norland/);
  await sound(view);
  await view.close();
});

test("a dot on the map and a tie lead to words", async () => {
  const view = await open(browser, desk.address);
  await view.to("#/map");
  await view.page.waitForSelector(".place.city");
  await view.page.locator(".placelist button").first().click();
  await view.page.waitForSelector(".found .card mark");
  await view.page.locator(".canvas").focus();
  for (const key of ["+", "+", "ArrowLeft", "-"]) await view.page.keyboard.press(key);
  await view.page.waitForURL(/view=1\.50,/);
  const [seen, drawn] = [view.page.url(), await view.page.getAttribute(".canvas svg > g", "transform")];
  await view.page.keyboard.press("0");
  await view.page.waitForURL((url) => !url.hash.includes("view="));
  await view.to(seen.slice(seen.indexOf("#")));
  await view.page.waitForFunction((was) => {
    const numbers = (text) => text.match(/-?[\d.]+/g).map(Number);
    const is = numbers(document.querySelector(".canvas svg > g").getAttribute("transform"));
    return numbers(was).every((n, i) => Math.abs(n - is[i]) < 1);
  }, drawn);
  await view.to("#/network");
  await view.page.locator(".ties button").first().click();
  await view.page.waitForSelector(".found .card mark");
  await sound(view);
  await view.close();
});

test("an empty desk says what to do", async () => {
  const bare = await serve([]);
  const view = await open(browser, bare.address, { size: "phone" });
  await view.to("#/");
  await view.page.waitForSelector(".empty pre");
  assert.match(await view.page.locator(".empty").textContent(), /dragoman load/);
  await view.page.locator(".empty a:has-text('paste')").click();
  await view.page.waitForSelector("textarea");
  await sound(view);
  await view.close();
  bare.stop();
});

test("help lists the keys of the language", async () => {
  const view = await open(browser, desk.address, { size: "phone", theme: "dark" });
  await view.to("#/events");
  await view.page.waitForSelector(".events .row .type");
  await view.page.locator("[aria-label=Help]").click();
  assert.match(await view.page.locator("dialog .terms").textContent(), /recipient/);
  await view.page.keyboard.press("Escape");
  await view.page.waitForSelector("dialog", { state: "detached" });
  await sound(view);
  await view.close();
});


