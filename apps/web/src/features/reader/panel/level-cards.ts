/** A card that wants to stand level with its span. */
export interface LevelCard {
  readonly key: string;
  /** Where its span is. */
  readonly top: number;
  readonly height: number;
}

const gap = 8;
/** How far a card may be from its span before the panel becomes a list, in pixels. */
const farthest = 320;

/**
 * Where each card stands, in the order of the cards, which is text order: level with its span where it can be,
 * below the one before where it cannot. The active one stands level exactly, and those before it make way
 * upwards, if that keeps them below the top of the column, 0. Null when there is no room: a card would stand too far from its span.
 */
export function levelCards(cards: readonly LevelCard[], activeKey: string | null): number[] | null {
  const tops: number[] = [];
  let free = 0;
  for (const card of cards) {
    const top = Math.max(card.top, free);
    if (top - card.top > farthest) return null;
    tops.push(top);
    free = top + card.height + gap;
  }
  const active = cards.findIndex((card) => card.key === activeKey);
  const lifted = cards[active];
  if (lifted === undefined || (tops[active] ?? 0) <= lifted.top) return tops;
  const level = [...tops];
  tops[active] = lifted.top;
  let ceiling = lifted.top;
  for (let at = active - 1; at >= 0; at -= 1) {
    const card = cards[at];
    if (card === undefined) break;
    const top = Math.min(tops[at] ?? 0, ceiling - gap - card.height);
    if (top < 0) return level;
    if (top === tops[at]) break;
    tops[at] = top;
    ceiling = top;
  }
  free = lifted.top + lifted.height + gap;
  for (const [at, card] of cards.entries()) {
    if (at <= active) continue;
    tops[at] = Math.max(card.top, free);
    free = (tops[at] ?? 0) + card.height + gap;
  }
  return tops;
}
