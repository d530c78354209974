// Nothing is loaded yet: what to do, ready to be copied.
import { link } from "../route.js";

export function Empty() {
  return (
    <div class="page empty">
      <h1>No events yet</h1>
      <p>Give the program something to read: saved pages, text files, JSONL, CSV, a feed or a web archive.</p>
      <ol>
        <li>Load files or a folder into this desk's store, the one that <code>serve</code> was started with:
          <pre>dragoman load --db desk.db articles/ pages.zip</pre></li>
        <li>or keep reading feeds:
          <pre>dragoman watch --db desk.db feeds.txt</pre></li>
        <li>or <a href={link("code")}>paste a text</a> and see at once what it says; nothing is kept.</li>
      </ol>
      <p>Reload this page when the program has read them. <a href={link("live")}>Live</a> shows events as they arrive.</p>
    </div>
  );
}

// A question without answers: the terms that stand in the way can be taken out.
export function NoMatch({ q, terms, drop }) {
  return (
    <div class="nomatch">
      <p>{q ? "No event fits all of these terms. Take one out:" : "No events."}</p>
      <p class="chips">{terms.map((t) => (
        <button type="button" key={t.at} class="chip" onClick={() => drop(t)} aria-label={`Take out ${t.text}`}>{t.text} ×</button>
      ))}</p>
    </div>
  );
}
