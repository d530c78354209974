import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { get, known } from "./api.js";

// What the API answers. The last answer stays while the next is under way, so
// that the page does not flicker; `path` null asks nothing.
export function useLoad(path, params = {}) {
  const key = path === null ? null : `${path} ${JSON.stringify(params)}`;
  const [state, set] = useState(() => {
    const data = path === null ? null : known(path, params);
    return { data, error: null, key: data && key };
  });
  useEffect(() => {
    if (key === null) return undefined;
    const stop = new AbortController();
    get(path, params, stop.signal).then(
      (data) => set({ data, error: null, key }),
      (error) => { if (error.name !== "AbortError") set((was) => ({ ...was, error, key })); });
    return () => stop.abort();
  }, [key]);
  return { data: key === null ? null : state.data, error: state.key === key ? state.error : null,
    loading: key !== null && state.key !== key, fresh: state.key === key };
}

// The last value that was one: what stays on the page while the next is under
// way.
export function useLast(value) {
  const last = useRef(null);
  if (value) last.current = value;
  return last.current;
}

// The width and height of an element as it changes.
export function useSize() {
  const ref = useRef(null);
  const [size, set] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    if (!ref.current) return undefined;
    const seen = new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect;
      set((was) => (Math.round(was.width) === Math.round(width) && Math.round(was.height) === Math.round(height)
        ? was : { width, height }));
    });
    seen.observe(ref.current);
    return () => seen.disconnect();
  }, []);
  return [ref, size];
}

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable], dialog[open]");

// Single keys for the view that is open: {j: f, k: f}. Not while typing. They
// work from the moment the view is drawn.
export function useKeys(keys) {
  const now = useRef(keys);
  now.current = keys;
  useLayoutEffect(() => {
    const press = (e) => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || typing(e.target)) return;
      const act = now.current[e.key];
      if (!act) return;
      e.preventDefault();
      act(e);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

// Colours of the style sheet for what is drawn on a canvas, again when the
// theme changes.
export function useTheme() {
  const [turn, set] = useState(0);
  useEffect(() => {
    const again = () => set((n) => n + 1);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const seen = new MutationObserver(again);
    dark.addEventListener("change", again);
    seen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => { dark.removeEventListener("change", again); seen.disconnect(); };
  }, []);
  return turn;
}

export const colour = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

export function useTitle(text) {
  useEffect(() => { document.title = text ? `${text} · dragoman` : "dragoman"; }, [text]);
}
