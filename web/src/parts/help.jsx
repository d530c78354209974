import { useLayoutEffect, useRef } from "preact/hooks";
import { QUADS } from "../format.js";
import { Icon, Sign } from "./bits.jsx";

const KEYS = [["/", "ask a question"], ["1 … 7", "go to a view"], ["j k", "next, previous event"],
  ["Enter", "open it"], ["a c x", "accept, correct, reject the event that is open"],
  ["r", "show what was removed from the page"], ["t", "back to the top"], ["?", "this help"], ["Esc", "close"]];

export function Help({ codebook, close }) {
  const ref = useRef(null);
  useLayoutEffect(() => { ref.current.showModal(); }, []);
  return (
    <dialog class="help" ref={ref} onClose={close} aria-labelledby="help-title"
      onClick={(e) => e.target === ref.current && ref.current.close()}>
      <header><h2 id="help-title">How to read and ask</h2>
        <button type="button" class="plain" aria-label="Close" onClick={() => ref.current.close()}><Icon name="close" /></button></header>
      <h3>Signs</h3>
      <ul class="signs">{QUADS.map((x) => <li key={x.quad}><Sign quad={x.quad} size={16} /> {x.name}</li>)}</ul>
      <p>Circles cooperate, diamonds conflict; hollow is words, filled is deeds.</p>
      <h3>Keys</h3>
      <dl class="keys">{KEYS.map(([k, what]) => <div key={k}><dt>{k.split(" ").map((x) => <kbd key={x}>{x}</kbd>)}</dt><dd>{what}</dd></div>)}</dl>
      <h3>Questions</h3>
      <p>Terms side by side must all hold; <code>key:a,b</code> is either, <code>-key:a</code> is not, words and <code>"phrases"</code> are looked up in the texts.</p>
      <dl class="terms">{codebook?.query.map((k) => <div key={k.key}><dt><code>{k.key}</code></dt><dd>{k.means}{k.example && <> <code>{k.example}</code></>}</dd></div>)}</dl>
    </dialog>
  );
}
