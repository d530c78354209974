// Who deals with whom. Lines lean to blue where the two cooperate, to orange
// where they are in conflict, and are as thick as there are events.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import Sigma from "sigma";
import { QuadBar, Trouble, Waiting } from "../parts/bits.jsx";
import { Found } from "../parts/found.jsx";
import { number } from "../format.js";
import { add, only, quoted } from "../query.js";
import { nameOf } from "../names.js";
import { go } from "../route.js";
import { colour, useLoad, useTheme } from "../use.js";

const TIES = [60, 150, 400]; // drawn: one sees single ties in the first, the whole in the last
const shares = ([a, b, c, d]) => (a + b - c - d) / Math.max(1, a + b + c + d);
export const edgeColour = (quads) => {
  const s = shares(quads);
  return colour(s > 0.5 ? "q2" : s > 0 ? "q1" : s > -0.5 ? "q3" : "q4");
};
const title = (n) => (n.label && n.label !== n.id ? n.label : nameOf("actor", n.id));

// The same picture for the same answer: no chance in where it starts.
function layout({ nodes, edges }) {
  const graph = new Graph({ type: "directed" });
  const top = Math.max(1, ...nodes.map((n) => n.events));
  nodes.forEach((n, i) => {
    const angle = i * 2.399963; // the golden angle: a spiral without spokes
    graph.addNode(n.id, { x: Math.sqrt(i + 1) * Math.cos(angle), y: Math.sqrt(i + 1) * Math.sin(angle),
      size: 2.5 + 11 * Math.sqrt(n.events / top), label: title(n), events: n.events });
  });
  const most = Math.max(1, ...edges.map((e) => e.events));
  for (const e of edges)
    if (e.source !== e.target && graph.hasNode(e.source) && graph.hasNode(e.target) && !graph.hasDirectedEdge(e.source, e.target))
      graph.addDirectedEdge(e.source, e.target, { size: 1 + 4 * Math.sqrt(e.events / most), weight: e.events, quads: e.quads });
  graph.forEachNode((n) => { if (!graph.degree(n)) graph.dropNode(n); }); // deals with itself only
  // Strong gravity keeps the small groups beside the large one.
  forceAtlas2.assign(graph, { iterations: 600, settings: { ...forceAtlas2.inferSettings(graph), strongGravityMode: true,
    gravity: 0.06, scalingRatio: 30, slowDown: 4, edgeWeightInfluence: 0.5, adjustSizes: true } });
  return graph;
}

// A colour of which a part is the ground's: ties of few events step back.
function faded(hex, ground, share) {
  const part = (c, i) => parseInt(c.slice(1 + 2 * i, 3 + 2 * i), 16);
  return `rgb(${[0, 1, 2].map((i) => Math.round(share * part(hex, i) + (1 - share) * part(ground, i))).join(",")})`;
}

function paint(graph) {
  const ground = colour("card");
  const most = Math.max(1, ...graph.mapEdges((e, a) => a.weight));
  graph.forEachNode((n) => graph.setNodeAttribute(n, "color", colour("node")));
  graph.forEachEdge((e, { quads, weight }) =>
    graph.setEdgeAttribute(e, "color", faded(edgeColour(quads), ground, 0.4 + 0.6 * Math.sqrt(weight / most))));
}

function Picture({ graph, chosen, onPick }) {
  const box = useRef(null);
  const theme = useTheme();
  const pick = useRef(onPick);
  pick.current = onPick;
  const seen = useRef({ chosen });
  const drawn = useRef(null);
  const [failed, fail] = useState(false);
  useEffect(() => {
    paint(graph);
    let sigma;
    try {
      sigma = new Sigma(graph, box.current, {
        defaultEdgeType: "arrow", labelFont: getComputedStyle(document.body).fontFamily, labelSize: 13, labelDensity: 1.4,
        labelRenderedSizeThreshold: 4, stagePadding: 54, labelColor: { color: colour("ink") }, zIndex: true, allowInvalidContainer: true,
        defaultDrawNodeHover: hover,
        nodeReducer: (n, a) => {
          const to = seen.current.over ?? seen.current.chosen;
          if (!to || !graph.hasNode(to)) return a;
          if (n === to) return { ...a, color: colour("accent"), forceLabel: true, zIndex: 2 };
          return graph.areNeighbors(n, to) ? { ...a, forceLabel: true, zIndex: 1 } : { ...a, color: colour("line"), label: "" };
        },
        edgeReducer: (e, a) => {
          const to = seen.current.over ?? seen.current.chosen;
          return to && graph.hasNode(to) && !graph.hasExtremity(e, to) ? { ...a, hidden: true } : a;
        },
      });
    } catch { fail(true); return undefined; }
    sigma.on("clickNode", ({ node }) => pick.current(node));
    sigma.on("clickStage", () => pick.current(""));
    sigma.on("enterNode", ({ node }) => { seen.current.over = node; sigma.refresh({ skipIndexation: true }); });
    sigma.on("leaveNode", () => { seen.current.over = null; sigma.refresh({ skipIndexation: true }); });
    drawn.current = sigma;
    return () => { drawn.current = null; sigma.kill(); };
  }, [graph, theme]);
  useEffect(() => { seen.current.chosen = chosen; drawn.current?.refresh({ skipIndexation: true }); }, [chosen]);
  return failed ? <p class="none">This browser draws no WebGL; the list of ties says the same.</p>
    : <div class="canvas" ref={box} role="img" aria-label={`Network of ${graph.order} actors and ${graph.size} ties; the list beside it names them`} />;
}

// The name of a node under the pointer on the page's own ground.
function hover(context, data, settings) {
  const size = settings.labelSize;
  context.font = `600 ${size}px ${settings.labelFont}`;
  const width = context.measureText(data.label ?? "").width + 14;
  context.fillStyle = colour("card");
  context.strokeStyle = colour("accent");
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(data.x + data.size + 2, data.y - size / 2 - 5, width, size + 10, 5);
  context.fill();
  context.stroke();
  context.fillStyle = colour("ink");
  context.fillText(data.label ?? "", data.x + data.size + 9, data.y + size / 3);
}

function Ties({ edges, names, who, pick }) {
  const shown = edges.filter((e) => !who || e.source === who || e.target === who).sort((a, b) => b.events - a.events);
  return (
    <ul class="ties">{shown.slice(0, 60).map((e) => (
      <li key={`${e.source} ${e.target}`}><button type="button" onClick={() => pick(`${e.source}>${e.target}`)}>
        <span class="label">{names.get(e.source) ?? e.source} → {names.get(e.target) ?? e.target}</span>
        <QuadBar quads={e.quads} /><span class="n">{number(e.events)}</span>
      </button></li>
    ))}</ul>
  );
}

export default function NetworkView({ q, asked, params }) {
  const ties = TIES.includes(Number(params.ties)) ? Number(params.ties) : TIES[0];
  const { data, error } = useLoad("network", { q, limit: ties });
  const graph = useMemo(() => (data?.nodes.length ? layout(data) : null), [data]);
  const names = useMemo(() => new Map(data?.nodes.map((n) => [n.id, title(n)])), [data]);
  const at = params.at ?? "";
  const pick = (to) => go("network", { ...params, at: to }, null, { replace: true });
  const [from, to] = at.split(">");
  const who = from && !to ? from : null;
  return (
    <div class="networkview">
      <div class="column main">
        {graph && <Picture graph={graph} chosen={from || null} onPick={pick} />}
        {data && !graph && <p class="none">No two parties deal with each other here.</p>}
        {!data && !error && <Waiting what="Weaving" />}
        <Trouble error={error?.code === "query" ? null : error} />
        {data && <p class="legend"><span>{number(data.nodes.length)} actors,
            <label>the strongest <select value={ties} onChange={(e) => go("network", { ...params, ties: e.target.value }, null, { replace: true })}>
              {TIES.map((n) => <option key={n}>{n}</option>)}</select> ties</label></span>
          <span><i class="line q2" />mostly cooperation</span><span><i class="line q1" /></span><span><i class="line q3" /></span><span><i class="line q4" />mostly conflict</span></p>}
      </div>
      {to ? (
        <Found q={q} ask={add(q, `actor:${quoted(from)} recipient:${quoted(to)}`)} title={`${names.get(from) ?? from} → ${names.get(to) ?? to}`}>
          <button type="button" class="link" onClick={() => pick(from)}>all ties</button>
        </Found>
      ) : (
        <section class="column placelist" aria-label="Ties">
          <h2>{who ? names.get(who) ?? who : "Strongest ties"}
            {who && <><button type="button" class="link" onClick={() => go("network", { q: only(asked, "party", who) })}>only with them</button>
              <button type="button" class="link" onClick={() => pick("")}>all</button></>}</h2>
          {data && <Ties edges={data.edges} names={names} who={who} pick={pick} />}
        </section>
      )}
    </div>
  );
}
