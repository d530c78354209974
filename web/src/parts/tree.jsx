// The tree of a sentence as arcs over its words; the words of the rule's parts
// have its colours.

import { useLayoutEffect, useRef, useState } from "preact/hooks";

const GAP = 14; // pixels between words
const RISE = 15; // pixels an arc rises for each arc it stands over

// What a part of a rule line is for: "(subj ACTOR)" names the actor.
export const kindOf = (part) => /ACTOR|RECIPIENT|BOTH/.exec(part)?.[0].toLowerCase() ??
  (/predicate|trigger/.test(part) ? "trigger" : "other");

// What a word is to its head, for those who know no treebank.
const ROLES = { nsubj: "subject of", "nsubj:pass": "subject, acted upon by,", obj: "object of", iobj: "indirect object of", obl: "circumstance of",
  "obl:agent": "by whom, of", nmod: "goes with", "nmod:poss": "owner of", amod: "adjective of", advmod: "adverb of", compound: "one name with",
  flat: "one name with", appos: "another name for", conj: "joined to", cc: "joins", case: "preposition of", det: "article of", mark: "introduces",
  aux: "auxiliary of", "aux:pass": "makes passive", cop: "is", xcomp: "what is done in", ccomp: "what is said in", advcl: "clause beside", acl: "clause about",
  "acl:relcl": "clause about", nummod: "number of", punct: "punctuation of", parataxis: "beside" };

// How high each arc must be to stand over those inside it.
function levels(tree) {
  const arcs = tree.map((t, i) => ({ i, from: Math.min(t.head - 1, i), to: Math.max(t.head - 1, i), root: !t.head }))
    .filter((a) => !a.root).sort((a, b) => (a.to - a.from) - (b.to - b.from));
  for (const a of arcs) {
    const inside = arcs.filter((b) => b !== a && b.level && b.from >= a.from && b.to <= a.to);
    a.level = 1 + Math.max(0, ...inside.map((b) => b.level));
  }
  return arcs;
}

export function Tree({ tree, parts }) {
  const ref = useRef(null);
  const [xs, setXs] = useState(null);
  useLayoutEffect(() => {
    const words = [...ref.current.querySelectorAll("text.form")];
    let x = 8;
    setXs(words.map((w) => {
      const width = Math.max(w.getComputedTextLength(), 26);
      const at = { beg: x, mid: x + width / 2 };
      x += width + GAP;
      return Object.assign(at, { end: x });
    }));
  }, [tree]);
  const arcs = levels(tree);
  const top = 14 + RISE * Math.max(1, ...arcs.map((a) => a.level));
  const kind = (t) => parts?.filter((p) => p.span && p.span[0] <= t.span[0] && t.span[1] <= p.span[1])
    .map((p) => kindOf(p.part)).join(" ") ?? "";
  const at = (i) => xs?.[i] ?? { mid: 0, beg: 0 };
  useLayoutEffect(() => {
    const i = tree.findIndex((t) => kind(t).includes("trigger"));
    const box = ref.current.parentElement;
    if (xs && i >= 0) box.scrollLeft = xs[i].mid - box.clientWidth / 2;
  }, [xs]);
  return (
    <div class="tree" tabIndex={0} role="group" aria-label="Dependency tree">
      <svg ref={ref} width={xs ? xs.at(-1).end : 100} height={top + 40} role="img"
        aria-label={tree.map((t) => `${t.form}: ${t.deprel}${t.head ? ` of ${tree[t.head - 1]?.form}` : ""}`).join("; ")}>
        {xs && arcs.map((a) => {
          const [x1, x2] = [at(a.from).mid, at(a.to).mid];
          const y = top - RISE * a.level;
          const head = at(tree[a.i].head - 1).mid;
          const down = at(a.i).mid;
          const side = head < down ? 1 : -1;
          return (
            <g key={a.i} class="arc">
              <path d={`M${head + 3 * side} ${top}V${y + 5}Q${head + 3 * side} ${y} ${head + 8 * side} ${y}H${down - 5 * side}Q${down} ${y} ${down} ${y + 5}V${top}`} />
              <path class="tip" d={`M${down - 3} ${top - 5}L${down} ${top}L${down + 3} ${top - 5}`} />
              <text class="rel" x={(x1 + x2) / 2} y={y - 3}>{tree[a.i].deprel}
                <title>{`${tree[a.i].form}: ${ROLES[tree[a.i].deprel] ?? tree[a.i].deprel} ${tree[tree[a.i].head - 1]?.form}`}</title></text>
            </g>
          );
        })}
        {tree.map((t, i) => (
          <g key={i} class={`word ${kind(t)}`}>
            <text class="form" x={at(i).mid} y={top + 16}>{t.form}</text>
            <text class="tag" x={at(i).mid} y={top + 31}>{t.upos}</text>
          </g>
        ))}
      </svg>
    </div>
  );
}
