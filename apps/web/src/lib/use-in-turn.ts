import { useEffect, useRef, useState } from 'react';

/** What is to be done one after the other on a screen, each with what the one before it made of it. */
export interface Turns {
  readonly waiting: (() => unknown)[];
  /** Whether nothing can be done now: an answer is on its way, or the page does not show yet what was done last. */
  held: boolean;
}

export function createTurns(): Turns {
  return { waiting: [], held: false };
}

/** Does it at once where nothing is before it; otherwise it waits, and true is given back. */
export function inTurn(turns: Turns, act: () => unknown): unknown {
  if (!turns.held && turns.waiting.length === 0) return act();
  turns.waiting.push(act);
  return true;
}

/** Does at once what goes elsewhere, unless something waits that would be lost by it: then it comes after that. */
export function afterTurns(turns: Turns, act: () => unknown): unknown {
  return turns.waiting.length === 0 ? act() : inTurn(turns, act);
}

/**
 * What is asked for while nothing can be done waits, in its order, and is then done with the hands as they are by that
 * time: whoever types faster than the server reads, or the page is drawn, changes nothing else than what they are at.
 */
export function useInTurn<Hands>(turns: Turns, isFree: boolean, hands: Hands) {
  const [turn, setTurn] = useState(0);
  /** The turn that the page must have been drawn with before anything more is done: the hands are of before it. */
  const due = useRef(0);
  const latest = useRef(hands);
  latest.current = hands;
  turns.held = !isFree || turn !== due.current;
  useEffect(() => {
    turns.held = !isFree || turn !== due.current;
    if (turns.held) return;
    const next = turns.waiting.shift();
    if (next === undefined) return;
    due.current = turn + 1;
    turns.held = true;
    next();
    // Also one that changed nothing makes the next.
    setTurn(due.current);
  }, [turns, isFree, turn]);
  useEffect(
    () => () => {
      turns.waiting.length = 0;
      turns.held = false;
    },
    [turns],
  );
  return (act: (hands: Hands) => unknown) => () => inTurn(turns, () => act(latest.current));
}
