import { useMemo, useState } from "preact/hooks";
import { Trouble, Waiting } from "../parts/bits.jsx";
import { Article } from "../parts/article.jsx";
import { Review } from "../parts/review.jsx";
import { Story } from "../parts/story.jsx";
import { go, link } from "../route.js";
import { useLoad, useTitle } from "../use.js";

const order = (a, b) => a.evidence.span[0] - b.evidence.span[0] || a.evidence.span[1] - b.evidence.span[1];

function Versions({ doc, q, lost }) {
  if (!doc.supersedes && !doc.superseded_by && !lost) return null;
  return (
    <p class="versions">
      {lost && "The event that led here is not in this version of the text. "}
      {doc.superseded_by && <>The page was changed later: <a href={link("doc", { q }, doc.superseded_by)}>read the newer version</a>. </>}
      {doc.supersedes && <>This replaces <a href={link("doc", { q }, doc.supersedes)}>an earlier version</a>.</>}
    </p>
  );
}

export function Reader({ id, params, codebook }) {
  const { data, error, fresh } = useLoad(`documents/${encodeURIComponent(id ?? "")}`);
  const [reviews, setReviews] = useState({});
  const events = useMemo(() => (data?.events ?? [])
    .map((e) => (reviews[e.id] ? { ...e, review: reviews[e.id] } : e)).sort(order), [data, reviews]);
  useTitle(data?.title);
  if (error) return <div class="page"><Trouble error={error} /></div>;
  if (!data || !fresh) return <div class="page"><Waiting what="Opening the article" /></div>;
  const chosen = events.find((e) => e.id === params.event) ?? null;
  const choose = (e) => go("doc", { q: params.q, event: e?.id }, id, { replace: true });
  const back = <p class="crumb"><button type="button" class="link" onClick={() => (history.length > 1 ? history.back() : go("overview", { q: params.q }))}>‹ Back</button></p>;
  return (
    <Article doc={data} events={events} chosen={chosen} onChoose={choose} stored
      head={<>{back}<Versions doc={data} q={params.q} lost={params.event && events.length > 0 && !chosen} /></>} foot={<Story doc={data} q={params.q} />}>
      {chosen && <Review key={chosen.id} event={chosen} codebook={codebook} onSaved={(r) => setReviews((was) => ({ ...was, [chosen.id]: r }))} />}
    </Article>
  );
}
