/** Dutch and English abbreviations after which a sentence goes on, without their last full stop. */
const alwaysGoOn = new Set(
  [
    // Dutch: running text
    'a.u.b bijv bv ca cf d.d d.m.v d.w.z evt excl i.c i.c.m i.h.b i.p.v i.t.t i.v.m incl m.a.w m.b.t m.b.v m.i',
    'm.i.v m.m.v m.n m.u.v n.a.v o.a o.b.v o.g.v o.l.v o.m o.v.v resp t.a.v t.b.v t.g.v t.h.v t.n.v t.o.v t.w v.d',
    'v.w.b vgl z.g z.n zgn',
    // Dutch: references and titles
    'blz dhr dr drs ds ing ir jhr jkvr mevr mgr mr mw nr nrs prof',
    // English
    'approx capt col dept e.g esp gov hon i.e lt maj messrs mrs ms nos rev sgt supt viz vs',
  ]
    .join(' ')
    .split(' '),
);

/** Abbreviations that are also words or end sentences, and months: they go on only before a number. */
const beforeNumber = new Set(
  (
    'afd al art artt bl ch fig figs hfdst jan feb febr kst lid mrt no okt op p par para paras pp sec sep sept sub tel ' +
    'vol apr jun jul aug oct nov dec'
  ).split(' '),
);

/** Words that begin a sentence far more often than they are a surname after initials. */
const sentenceOpeners = new Set(
  (
    'de het een dat dit deze die daar daarom daarnaast dus er en maar ook hij zij ze wij we ik u in op bij met na ' +
    'om te tot uit van voor als toen want waar wat wie zo hier hoe nu the a an that this these those there he she ' +
    'it we i you they in on at with after to until from for if when then because where what who so here how now but and'
  ).split(' '),
);

/** Longer than any abbreviation: a sentence as long as a book is not searched for its last word from the start. */
const longestToken = 120;
const lastToken = /(?:^|[\s([{‘“"'«–—/])((?:\p{L}+\.)*\p{L}+)\.\s*$/u;
const initials = /^(?:\p{Lu}\p{Ll}?\.)*\p{Lu}\p{Ll}?$/u;
const onlyMarker = /^[([]?(?:\d{1,3}(?:\.\d{1,3})*|\p{L}|[ivxlcIVXLC]{1,6})[.)\]]+\s*$/u;

/**
 * True when the full stop at the end of `before` does not end a sentence, given the text that follows: after
 * an abbreviation, initials before a name, or a marker such as `1.` that stands alone.
 */
export function goesOn(before: string, after: string): boolean {
  if (onlyMarker.test(before)) return true;
  const token = lastToken.exec(before.slice(-longestToken))?.[1];
  if (token === undefined) return false;
  const lower = token.toLowerCase();
  if (/^[\d§]/u.test(after) && beforeNumber.has(lower)) return true;
  if (alwaysGoOn.has(lower)) return true;
  if (!initials.test(token) || (token.length > 1 && !token.includes('.'))) return false;
  const next = /^\p{Lu}[\p{L}’'-]*/u.exec(after)?.[0];
  return next !== undefined && !sentenceOpeners.has(next.toLowerCase());
}
