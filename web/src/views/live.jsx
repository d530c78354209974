// Events as they arrive, newest on top. Holding still while one reads.

import { useEffect, useRef, useState } from "preact/hooks";
import { address } from "../api.js";
import { Card } from "../parts/card.jsx";
import { Sign } from "../parts/bits.jsx";
import { QUADS, number, plural } from "../format.js";

const MOST = 200; // cards on the page

function useStream(q, held) {
  const [state, set] = useState({ list: [], waiting: [], open: false, seen: [0, 0, 0, 0] });
  const hold = useRef(held);
  hold.current = held;
  useEffect(() => {
    set({ list: [], waiting: [], open: false, seen: [0, 0, 0, 0] });
    const stream = new EventSource(address("stream", { q }));
    stream.onopen = () => set((was) => ({ ...was, open: true }));
    stream.onerror = () => set((was) => ({ ...was, open: false }));
    stream.addEventListener("event", (e) => {
      const event = { ...JSON.parse(e.data), at: e.lastEventId };
      set((was) => {
        const seen = was.seen.map((n, i) => n + (event.quad === i + 1 ? 1 : 0));
        if (hold.current) return { ...was, seen, waiting: [event, ...was.waiting].slice(0, MOST) };
        return { ...was, seen, list: [event, ...was.list].slice(0, MOST) };
      });
    });
    return () => stream.close();
  }, [q]);
  const release = () => set((was) => ({ ...was, list: [...was.waiting, ...was.list].slice(0, MOST), waiting: [] }));
  return [state, release];
}

export function Live({ q, wrong }) {
  const [held, setHeld] = useState(false);
  const [{ list, waiting, open, seen }, release] = useStream(q, held);
  const turn = () => { if (held) release(); setHeld(!held); };
  return (
    <div class="page live">
      <header>
        <h1><span class={`lamp ${open ? "on" : ""}`} aria-hidden="true" /> {open ? "Live" : wrong ? "Not listening" : "Connecting…"}</h1>
        <span class="seen">{QUADS.map((x, i) => <span key={i} title={x.name}><Sign quad={x.quad} /> {number(seen[i])}</span>)}</span>
        <button type="button" aria-pressed={held} onClick={turn}>{held ? `Go on${waiting.length ? ` (${waiting.length} new)` : ""}` : "Hold still"}</button>
      </header>
      <p class="visually-hidden" role="status">{plural(seen.reduce((a, b) => a + b, 0), "event")} so far</p>
      {!list.length && <div class="none"><p>Events that fit the question appear here within a second of being stored. From another terminal, into the store that this desk was started with:</p>
        <pre>dragoman load --db desk.db new-articles/{"\n"}dragoman watch --db desk.db feeds.txt</pre></div>}
      <div class="cards">{list.map((e, i) => <Card key={`${e.id} ${e.at} ${i === 0}`} event={e} q={q} />)}</div>
    </div>
  );
}
