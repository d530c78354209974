// Names for the codes of countries, in the words of the browser; a code that it
// does not know stands for itself.

import { ISO2 } from "./iso.js";

const regions = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
const OWN = { KOS: "Kosovo", XNO: "Norland", XSU: "Sudland", XEA: "Eastmark", XWE: "Westria" };

export function country(code) {
  if (OWN[code]) return OWN[code];
  const two = ISO2[code];
  return (two && regions.of(two)) || code;
}

// What PLOVER's letters of sectors stand for.
const SECTORS = { GOV: "government", MIL: "military", COP: "police", SPY: "intelligence service", JUD: "courts",
  LEG: "parliament", PTY: "party", OPP: "opposition", REB: "rebels", PRM: "paramilitaries", UAF: "unidentified forces",
  CRM: "criminals", BUS: "business", JRN: "media", LAB: "workers", AGR: "farmers", EDU: "education", MED: "medical",
  HLH: "medical", REL: "religious body", REF: "refugees", ELI: "elite", SOC: "society", CVL: "civilians", UNK: "unknown" };

export const sector = (code) => SECTORS[code] ?? code;

// "SRB/GOV" and "MIL": a country, a sector, or both.
function party(code) {
  const [first, ...more] = code.split("/").map((c) => SECTORS[c] ?? country(c));
  if (more.length) return `${first} (${more.join(", ")})`;
  const threes = code.match(/^(?:[A-Z]{3}){2,}$/) && code.match(/.{3}/g);
  if (threes?.slice(1).every((c) => SECTORS[c])) return threes.map((c) => SECTORS[c] ?? country(c)).join(" ");
  return first === code && code.includes("-") ? code.split("-").map((w) => w[0] + w.slice(1).toLowerCase()).join(" ") : first;
}

// Values of a key as they are shown: "SRB" is "Serbia" for parties and countries.
export function nameOf(key, value) {
  return ["actor", "recipient", "party", "country", "dyad"].includes(key)
    ? value.split(" ").map(party).join(" → ") : value;
}
