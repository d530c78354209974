// What readers said about events, newest first.

import { useEffect, useState } from "preact/hooks";
import { get } from "../api.js";
import { Trouble, Waiting } from "../parts/bits.jsx";
import { Card } from "../parts/card.jsx";
import { date } from "../format.js";
import { link } from "../route.js";
import { useLoad } from "../use.js";

function Line({ review }) {
  const { data, error } = useLoad(`events/${encodeURIComponent(review.event)}`);
  return (
    <li class={review.verdict}>
      <p><b>{{ accept: "Accepted", correct: "Corrected", reject: "Rejected" }[review.verdict]}</b>
        {review.type && ` to ${[review.type, ...(review.modes ?? [])].join(" ")}`} <time>{date(review.at)}</time></p>
      {review.note && <blockquote>{review.note}</blockquote>}
      {data ? <Card event={data} q="" /> : error ? <p class="none">The event is not in this desk any more: <code>{review.anchor}</code></p> : <Waiting />}
    </li>
  );
}

export function Reviews() {
  const [list, setList] = useState([]);
  const [next, setNext] = useState(undefined);
  const [error, setError] = useState(null);
  const more = async (after) => {
    try {
      const got = await get("reviews", { after });
      setList((was) => (after ? [...was, ...got.reviews] : got.reviews));
      setNext(got.next ?? null);
    } catch (e) { setError(e); }
  };
  useEffect(() => { more(); }, []);
  return (
    <div class="page reviews">
      <h1>Reviews</h1>
      <Trouble error={error} />
      {next === undefined && !error && <Waiting />}
      {next === null && !list.length && <p class="none">None yet. Open an event, then accept, correct or reject it below its facts: <kbd>a</kbd> <kbd>c</kbd> <kbd>x</kbd>. <a href={link("events", { sort: "score" })}>Start with the gravest</a>.</p>}
      <ul>{list.map((r, i) => <Line key={`${r.anchor}${i}`} review={r} />)}</ul>
      {next && <button type="button" onClick={() => more(next)}>Older ones</button>}
    </div>
  );
}
