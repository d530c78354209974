// One Chromium for the tests: Debian's, without a network but for the desk.

import { existsSync } from "node:fs";

export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 375, height: 740 } };

// A slow machine is no error: only what never comes ends a wait. THROTTLE=6 makes
// the page six times as slow, to find what depends on time.
const PATIENCE = 90e3; // milliseconds
const THROTTLE = Number(process.env.THROTTLE ?? 1);

export async function launch() {
  if (!existsSync(CHROMIUM)) return null;
  const { chromium } = await import("playwright-core");
  return chromium.launch({ executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--enable-unsafe-swiftshader"] });
}

// A page that keeps what went wrong: console errors, and requests that leave
// the desk.
export async function open(browser, desk, { size = "wide", theme = "light" } = {}) {
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme: theme,
    hasTouch: size === "phone", isMobile: size === "phone", reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  if (THROTTLE > 1)
    await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
  const wrong = [];
  page.on("console", (m) => { if (m.type() === "error" || (m.type() === "warning" && !/GL Driver Message/.test(m.text()))) wrong.push(`console: ${m.text()}`); });
  page.on("pageerror", (e) => wrong.push(`error: ${e.message}`));
  page.on("request", (r) => { if (!r.url().startsWith(desk) && !/^(data|blob):/.test(r.url())) wrong.push(`left: ${r.url()}`); });
  return { page, wrong, to: (hash) => page.goto(`${desk}${hash}`), close: () => context.close() };
}
