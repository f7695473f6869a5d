import { itemAt, keptFor } from '../item.ts';
/** A group of units that may be aligned, and how much disorder that saves against leaving each alone. */
export interface Candidate {
  /** Places of the units, ascending. */
  readonly units: readonly number[];
  /** Above 0. */
  readonly gain: number;
}

/**
 * The largest total gain of candidates that share no unit, by exact search: from the first unit onwards every
 * candidate that it can still enter is tried; ways that use the same later units are followed once, and ways
 * that cannot reach what a simple choice gains are given up. Null if one cluster of units that hang together needs more than `mostTrials` trials of a candidate.
 */
export function bestPacking(
  units: number,
  candidates: readonly Candidate[],
  mostTrials: number,
): number | null {
  let total = 0;
  for (const cluster of clustersOf(units, candidates)) {
    const gain = bestOfCluster(cluster, mostTrials);
    if (gain === null) return null;
    total += gain;
  }
  return total;
}

/** What can be reached by deciding some units: later units used by it, and the most that it can still gain. */
interface State {
  readonly used: bigint;
  readonly hope: number;
}

function bestOfCluster(candidates: readonly Candidate[], mostTrials: number): number | null {
  const units = [...new Set(candidates.flatMap((candidate) => candidate.units))].sort((a, b) => a - b);
  const prices = pricesOf(units, candidates);
  const places = new Map(units.map((unit, place) => [unit, place]));
  // Candidates by their first unit: when that unit is decided, all earlier ones are.
  const byFirst = new Map(units.map((unit) => [unit, [] as { mask: bigint; loss: number }[]]));
  for (const { units: members, gain } of candidates) {
    const start = keptFor(places, itemAt(members, 0));
    const mask = members.reduce((sum, unit) => sum | (1n << BigInt(keptFor(places, unit) - start)), 0n);
    keptFor(byFirst, itemAt(members, 0)).push({ mask, loss: priceOf(members, prices) - gain });
  }
  const least = greedyGain(candidates);
  const rounding = 1e-9 * (1 + least);
  // Sets of later units already used, each with the most that can still come of it: the gains so far and the
  // prices of all units not yet decided. The unit that is decided now is the lowest bit. Written out as text, because
  // engines look large numbers up by their lowest bits, which many sets share.
  let states = new Map<string, State>([['', { used: 0n, hope: priceOf(units, prices) }]]);
  let trials = 0;
  for (const [unit, options] of byFirst) {
    const next = new Map<string, State>();
    const reach = (set: bigint, hope: number) => {
      if (hope < least - rounding) return;
      const used = set >> 1n;
      const key = used.toString(32);
      if (hope > (next.get(key)?.hope ?? -1)) next.set(key, { used, hope });
    };
    for (const { used, hope } of states.values()) {
      if ((used & 1n) !== 0n) {
        reach(used, hope);
        continue;
      }
      reach(used, hope - keptFor(prices, unit));
      trials += options.length;
      if (trials > mostTrials) return null;
      for (const { mask, loss } of options) if ((mask & used) === 0n) reach(used | mask, hope - loss);
    }
    states = next;
  }
  return Math.max(...Array.from(states.values(), ({ hope }) => hope));
}

/**
 * A price for each unit such that no candidate gains more than its units cost together: the sum of the prices
 * is then more than any choice of candidates can gain. Begins with the best share that a unit can have in a
 * candidate, and lowers one price after the other as far as it goes.
 */
function pricesOf(units: readonly number[], candidates: readonly Candidate[]): ReadonlyMap<number, number> {
  const having = new Map(units.map((unit) => [unit, [] as Candidate[]]));
  for (const candidate of candidates)
    for (const unit of candidate.units) keptFor(having, unit).push(candidate);
  const share = ({ gain, units: members }: Candidate) => gain / members.length;
  const most = (list: readonly number[]) => list.reduce((a, b) => Math.max(a, b), 0);
  const prices = new Map(units.map((unit) => [unit, most(keptFor(having, unit).map(share))]));
  for (let round = 0; round < 4; round++) {
    for (const unit of units) {
      const price = keptFor(prices, unit);
      const needed = keptFor(having, unit).map(
        ({ gain, units: members }) => gain - priceOf(members, prices) + price,
      );
      prices.set(unit, most(needed));
    }
  }
  return prices;
}

function priceOf(units: readonly number[], prices: ReadonlyMap<number, number>): number {
  return units.reduce((sum, unit) => sum + keptFor(prices, unit), 0);
}

/** What taking the candidates with the largest shares first gains: the best is no less. */
function greedyGain(candidates: readonly Candidate[]): number {
  const taken = new Set<number>();
  let total = 0;
  for (const { units, gain } of candidates.toSorted(
    (a, b) => b.gain / b.units.length - a.gain / a.units.length,
  )) {
    if (units.some((unit) => taken.has(unit))) continue;
    for (const unit of units) taken.add(unit);
    total += gain;
  }
  return total;
}

/** Candidates grouped so that no unit occurs in two groups. */
function clustersOf(units: number, candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const leaders = Array.from({ length: units }, (_, unit) => unit);
  const leaderOf = (unit: number): number => {
    let leader = unit;
    while (leaders[leader] !== leader) leader = itemAt(leaders, leader);
    leaders[unit] = leader;
    return leader;
  };
  for (const { units: members } of candidates) {
    const leader = leaderOf(itemAt(members, 0));
    for (const unit of members) leaders[leaderOf(unit)] = leader;
  }
  const clusters = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    const leader = leaderOf(itemAt(candidate.units, 0));
    const cluster = clusters.get(leader);
    if (cluster === undefined) clusters.set(leader, [candidate]);
    else cluster.push(candidate);
  }
  return [...clusters.values()];
}
