// Moving and zooming a drawing with wheel, drag, two fingers and keys.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

const MOST = 40; // times: beyond it the 1:110 million coast is only corners

const REST = 400; // milliseconds without a move: it has come to rest

// The view in the address, "zoom,longitude,latitude of the middle", so that what
// one sees can be shared; `whole` views stand in no address.
export function useViewInAddress(pan, size, projection, text, put) {
  const own = useRef(""); // what was put there by this view
  const { k, x, y } = pan.view;
  useLayoutEffect(() => {
    if (!size.width || (text ?? "") === own.current) return;
    own.current = text ?? "";
    const [near, lon, lat] = own.current.split(",").map(Number);
    const [px, py] = Number.isFinite(lon + lat) ? projection([lon, lat]) : [];
    pan.to(near > 1 && px !== undefined ? { k: near, x: size.width / 2 - near * px, y: size.height / 2 - near * py } : WHOLE);
  }, [text, size.width > 0]);
  useEffect(() => {
    if (!size.width) return undefined;
    const wait = setTimeout(() => {
      const middle = projection.invert([(size.width / 2 - x) / k, (size.height / 2 - y) / k]);
      const to = k > 1 && middle ? [k, ...middle].map((n) => n.toFixed(2)).join(",") : "";
      if (to === own.current) return;
      own.current = to;
      put(to);
    }, REST);
    return () => clearTimeout(wait);
  }, [k, x, y, size.width]);
}

export const WHOLE = { k: 1, x: 0, y: 0 };

function around({ k, x, y }, factor, px, py) {
  const next = Math.max(1, Math.min(MOST, k * factor));
  return { k: next, x: px - ((px - x) * next) / k, y: py - ((py - y) * next) / k };
}

// The drawing may not leave its frame.
function held({ k, x, y }, { width, height }) {
  return { k, x: Math.min(0, Math.max(width * (1 - k), x)), y: Math.min(0, Math.max(height * (1 - k), y)) };
}

export function usePan(ref, size) {
  const [view, setView] = useState(WHOLE);
  const now = useRef(size);
  now.current = size;
  const change = (f) => setView((was) => held(f(was), now.current));
  const moved = useRef(false);
  useEffect(() => {
    const el = ref.current;
    if (!el) return undefined;
    const fingers = new Map();
    const place = (e) => { const r = el.getBoundingClientRect(); return [e.clientX - r.left, e.clientY - r.top]; };
    const wheel = (e) => { e.preventDefault(); const [x, y] = place(e); change((v) => around(v, 2 ** (-e.deltaY / 300), x, y)); };
    const down = (e) => { fingers.set(e.pointerId, place(e)); moved.current = false; };
    const move = (e) => {
      const was = fingers.get(e.pointerId);
      if (!was) return;
      const at = place(e);
      const other = [...fingers].find(([id]) => id !== e.pointerId)?.[1];
      if (!moved.current && Math.hypot(at[0] - was[0], at[1] - was[1]) < 4) return;
      if (!moved.current) el.setPointerCapture(e.pointerId);
      moved.current = true;
      fingers.set(e.pointerId, at);
      if (!other) return void change((v) => ({ ...v, x: v.x + at[0] - was[0], y: v.y + at[1] - was[1] }));
      const span = (p) => Math.hypot(p[0] - other[0], p[1] - other[1]);
      change((v) => around(v, span(at) / Math.max(1, span(was)), (at[0] + other[0]) / 2, (at[1] + other[1]) / 2));
    };
    const up = (e) => fingers.delete(e.pointerId);
    el.addEventListener("wheel", wheel, { passive: false });
    const all = [["pointerdown", down], ["pointermove", move], ["pointerup", up], ["pointercancel", up]];
    for (const [name, f] of all) el.addEventListener(name, f);
    return () => {
      el.removeEventListener("wheel", wheel);
      for (const [name, f] of all) el.removeEventListener(name, f);
    };
  }, [ref.current, size.width > 0]);
  const zoom = (factor) => change((v) => around(v, factor, now.current.width / 2, now.current.height / 2));
  const shift = (dx, dy) => change((v) => ({ ...v, x: v.x + dx, y: v.y + dy }));
  return { view, zoom, shift, moved, to: (v) => setView(held(v, now.current)) };
}
