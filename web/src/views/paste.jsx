// Codes a text on the spot. Nothing is stored and nothing leaves the machine.

import { useRef, useState } from "preact/hooks";
import { post } from "../api.js";
import { Trouble } from "../parts/bits.jsx";
import { Article } from "../parts/article.jsx";

const MOST = 1 << 20; // bytes: what POST /v1/code takes
const FORMATS = [["clean", "the text of an article"], ["text", "a copied page, with menus and boxes"], ["html", "the HTML of a page"]];
const EXAMPLE = { format: "clean", title: "Norland and Sudland reopen talks on the river border", published: "2026-10-06",
  text: `NORHEIM - Norland's president met his Sudlandic counterpart on Tuesday and promised to withdraw troops from the river crossing, in the first talks since the border closed in 2024.

Sudland accused Norlandic soldiers of shelling a village near the bridge last week. Norland denied the charge and said that its forces had not fired.

Some 400 farmers blocked the road to the crossing on Monday and demanded compensation. Police arrested two of them.

"We will not wait for another winter," the Sudlandic foreign minister said, and threatened to recall the ambassador if the talks fail.` };

// What was pasted last stays while one looks at other views.
let last = { text: "", title: "", published: "", format: "clean", result: null };

export function Paste() {
  const [form, setForm] = useState(last);
  const [chosen, setChosen] = useState(null);
  const [state, setState] = useState({});
  const result = useRef(null);
  const set = (more) => { last = { ...form, ...more }; setForm(last); };
  const size = new TextEncoder().encode(form.text).length;
  const code = async (what = form) => {
    if (!what.text.trim()) return;
    setState({ busy: true });
    try {
      const clean = what.format === "clean";
      const body = { text: clean && what.title ? `${what.title}\n\n${what.text}` : what.text };
      if (clean && what.title) body.title = what.title;
      if (!clean) body.format = what.format;
      if (what.published) body.published = what.published;
      const answer = await post("code", body);
      last = { ...last, result: answer };
      setForm(last);
      setChosen(null);
      setState({});
      requestAnimationFrame(() => result.current?.scrollIntoView({ block: "start" }));
    } catch (error) {
      setState({ error });
    }
  };
  const out = form.result;
  const events = out ? (out.events ?? out.document.events) : [];
  const one = events.find((e) => e.id === chosen) ?? null;
  return (
    <div class="paste">
      <form class="panel" onSubmit={(e) => { e.preventDefault(); code(); }}>
        <h1>Paste a text</h1>
        <p class="hint">It is coded on this machine and not kept.</p>
        <div class="two">
          <label>It is <select value={form.format} onChange={(e) => set({ format: e.target.value })}>
            {FORMATS.map(([v, name]) => <option key={v} value={v}>{name}</option>)}</select></label>
          {form.format === "clean" && <label>Title <input type="text" value={form.title} onInput={(e) => set({ title: e.target.value })} /></label>}
          <label>Published <input type="date" value={form.published} onInput={(e) => set({ published: e.target.value })} /></label>
        </div>
        <label>Text <textarea rows={out ? 5 : 12} value={form.text} onInput={(e) => set({ text: e.target.value })}
          onKeyDown={(e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) code(); }}
          placeholder="An article, a paragraph, a sentence" /></label>
        <div class="actions">
          <button type="submit" class="primary" disabled={state.busy || !form.text.trim() || size > MOST}>{state.busy ? "Coding…" : "Code it"}</button>
          {(!form.text.trim() || form.text === EXAMPLE.text) &&
            <button type="button" onClick={() => { set(EXAMPLE); code({ ...form, ...EXAMPLE }); }}>Try an invented report</button>}
          {size > MOST && <span class="trouble">At most 1 MB; this is {(size / MOST).toFixed(1)}.</span>}
          <small>Ctrl + Enter codes</small>
        </div>
        <Trouble error={state.error} />
      </form>
      <div ref={result}>
        {out && <Article doc={{ ...out.document, rejects: out.rejects ?? out.document.rejects }} events={events} chosen={one}
          onChoose={(e) => setChosen(e?.id ?? null)} why={out.why} />}
      </div>
    </div>
  );
}
