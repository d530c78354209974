// Going back returns to where one was reading; going on begins at the top.

import { useLayoutEffect } from "preact/hooks";

const places = new Map(); // step of the history -> scrollY
const PATIENCE = 60; // frames in which the page may grow as tall as it was
let made = 0;

// A name for this step of the history, that survives going away and back.
function step() {
  if (!history.state?.step)
    history.replaceState({ step: `${performance.timeOrigin}.${made++}` }, "");
  return history.state.step;
}

function restore(y, left = PATIENCE) {
  scrollTo(0, y);
  if (left && Math.abs(scrollY - y) > 2) requestAnimationFrame(() => restore(y, left - 1));
}

export function useScrollMemory(view, id, main) {
  useLayoutEffect(() => {
    history.scrollRestoration = "manual";
    let now = step();
    const keep = () => { if (history.state?.step === now) places.set(now, scrollY); };
    const turn = () => { now = step(); };
    addEventListener("scroll", keep, { passive: true });
    addEventListener("hashchange", turn);
    return () => { removeEventListener("scroll", keep); removeEventListener("hashchange", turn); };
  }, []);
  useLayoutEffect(() => {
    restore(places.get(step()) ?? 0);
    if (made > 1 && !document.activeElement?.closest("input, textarea, select"))
      main.current?.focus({ preventScroll: true });
  }, [view, id]);
}
