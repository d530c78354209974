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

// Values of a key as they are shown: "SRB" is "Serbia" for parties and countries.
export function nameOf(key, value) {
  return ["actor", "recipient", "party", "country", "dyad"].includes(key)
    ? value.split(" ").map(country).join(" → ") : value;
}
