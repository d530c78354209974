// Who else tells it, and who copied whom: originals in order of publication,
// copies below the text whose words they repeat.

import { date, plural } from "../format.js";
import { link } from "../route.js";

const earlier = (a, b) => ((a.published ?? "") < (b.published ?? "") ? -1 : (a.published ?? "") > (b.published ?? "") ? 1 : 0);

function Line({ doc, here, q }) {
  const share = doc.copy_of && doc.containment !== null ? Math.round(100 * doc.containment) : null;
  return (
    <li class={doc.copy_of ? "copy" : ""}>
      <a href={link("doc", { q }, doc.id)} aria-current={doc.id === here ? "page" : undefined}>
        <b>{doc.outlet ?? "unknown outlet"}</b> <time>{date(doc.published)}</time>
        <span>{doc.title ?? doc.id}</span>
      </a>
      {doc.copy_of && <small><i class="share" aria-hidden="true"><i style={{ width: `${share ?? 100}%` }} /></i>
        {share === null ? "a copy" : `${share} % of its words are copied`}</small>}
    </li>
  );
}

export function Story({ doc, q }) {
  const all = doc.story?.documents ?? [];
  if (all.length < 2) return null;
  const heads = all.filter((d) => !all.some((o) => o.id === d.copy_of)).sort(earlier);
  const outlets = new Set(all.map((d) => d.outlet)).size;
  return (
    <section class="story" aria-label="Related articles">
      <h2>The same story <small>{plural(all.length, "article")}, {plural(outlets, "outlet")}, {plural(all.filter((d) => d.copy_of).length, "copy", "copies")}</small></h2>
      <ul>{heads.map((h) => [
        <Line key={h.id} doc={h} here={doc.id} q={q} />,
        ...all.filter((d) => d.copy_of === h.id).sort(earlier).map((d) => <Line key={d.id} doc={d} here={doc.id} q={q} />),
      ])}</ul>
    </section>
  );
}
