// Spans are bytes of UTF-8; strings of the browser are UTF-16. And a text with
// many marks that overlap becomes a row of pieces, each with the marks on it.

const encoder = new TextEncoder();

// A function from byte offsets of `text` to its characters.
export function bytesOf(text) {
  const at = [];
  let chars = 0;
  for (const c of text) {
    const width = c.codePointAt(0) < 0x80 ? 1 : encoder.encode(c).length;
    for (let i = 0; i < width; i++) at.push(chars);
    chars += c.length;
  }
  at.push(chars);
  return (byte) => at[Math.max(0, Math.min(byte, at.length - 1))];
}

// marks: [{span:[beg,end] in characters, …}] -> [{text, at, marks}] in order.
export function pieces(text, marks, from = 0, to = text.length) {
  const cuts = new Set([from, to]);
  const live = marks.filter((m) => m.span[0] < to && m.span[1] > from);
  for (const m of live)
    for (const c of m.span) if (c > from && c < to) cuts.add(c);
  const order = [...cuts].sort((a, b) => a - b);
  return order.slice(0, -1).map((beg, i) => ({
    at: beg, text: text.slice(beg, order[i + 1]),
    marks: live.filter((m) => m.span[0] <= beg && m.span[1] >= order[i + 1]),
  }));
}

const BEFORE = 36; // characters before a trigger that fit beside it in a row

// Where a row that shows the words of an event begins: at the sentence, or at
// a word shortly before a trigger that would be out of sight.
export function excerptFrom(text, trigger) {
  if (!trigger || trigger[0] <= BEFORE + 12) return 0;
  const space = text.indexOf(" ", trigger[0] - BEFORE);
  return space < 0 || space > trigger[0] ? 0 : space + 1;
}

// An event keeps its sentence, but not where the sentence begins; the words of
// its parties, date and trigger say it. Returns the trigger's [beg, end) in
// characters of the sentence, or null where they do not agree on one place.
export function triggerIn(event) {
  const { text, trigger, span } = event.evidence;
  if (!text || !trigger) return null;
  const toChar = bytesOf(text);
  const size = encoder.encode(text).length;
  const votes = new Map();
  for (const part of [...event.actor, ...event.recipient, ...event.places, ...event.quantities, event.date]) {
    const words = part.text ?? part.name;
    if (!words || !part.span || part.span[0] < span[0] - size || part.span[1] > span[1] + size) continue;
    for (let i = text.indexOf(words); i >= 0; i = text.indexOf(words, i + 1)) {
      const begin = part.span[0] - encoder.encode(text.slice(0, i)).length;
      votes.set(begin, (votes.get(begin) ?? 0) + 1);
    }
  }
  const fits = [...votes].filter(([begin]) => begin <= span[0] && span[1] <= begin + size)
    .sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  if (!fits.length) return null;
  const begin = fits[0][0];
  return [toChar(trigger[0] - begin), toChar(trigger[1] - begin)];
}
