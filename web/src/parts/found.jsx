// The first events of a question as cards, with the way to all of them.

import { plural } from "../format.js";
import { link } from "../route.js";
import { useLoad } from "../use.js";
import { Trouble, Waiting } from "./bits.jsx";
import { Card } from "./card.jsx";

export function Found({ q, ask = q, wait = false, title, children }) {
  const { data, error, loading } = useLoad(wait ? null : "events", { q: ask, sort: "-date", limit: 20 });
  return (
    <section class={`column found ${loading ? "old" : ""}`} aria-label="Events in words">
      <h2>{title}{data && data.total !== null && <small>{plural(data.total, "event")}</small>}{children}</h2>
      <Trouble error={error?.code === "query" ? null : error} />
      {!data && !error && <Waiting />}
      {data?.events.length === 0 && <p class="none">No event fits.</p>}
      <div class="cards">{data?.events.map((e) => <Card key={e.id} event={e} q={q} />)}</div>
      {data?.next && <a class="more" href={link("events", { q: ask })}>All of them in a table</a>}
    </section>
  );
}
