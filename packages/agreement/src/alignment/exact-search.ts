/** A group of units that may be aligned, and how much disorder that saves against leaving each alone. */
export interface Candidate {
  /** Places of the units, ascending. */
  readonly units: readonly number[];
  /** Above 0. */
  readonly gain: number;
}

/**
 * The largest total gain of candidates that share no unit, by exact search: from the first unit onwards, every
 * candidate that it can still enter is tried, and what is left over is solved once for every set of units that
 * occurs. Null if more than `mostStates` such sets occur, or units hang together in more than that.
 */
export function bestPacking(
  units: number,
  candidates: readonly Candidate[],
  mostStates: number,
): number | null {
  let total = 0;
  for (const cluster of clustersOf(units, candidates)) {
    const gain = bestOfCluster(cluster, mostStates);
    if (gain === null) return null;
    total += gain;
  }
  return total;
}

function bestOfCluster(candidates: readonly Candidate[], mostStates: number): number | null {
  const units = [...new Set(candidates.flatMap((candidate) => candidate.units))].sort((a, b) => a - b);
  const bits = new Map(units.map((unit, place) => [unit, 1n << BigInt(place)]));
  // Candidates by their first unit: when that unit is decided, all earlier ones are.
  const byFirst = units.map((): { mask: bigint; gain: number }[] => []);
  const places = new Map(units.map((unit, place) => [unit, place]));
  for (const { units: members, gain } of candidates) {
    const mask = members.reduce((sum, unit) => sum | (bits.get(unit) ?? 0n), 0n);
    byFirst[places.get(members[0] ?? -1) ?? 0]?.push({ mask, gain });
  }
  // Sets of units already used, with the largest gain that leads there.
  let states = new Map<bigint, number>([[0n, 0]]);
  let seen = 0;
  for (const [place, options] of byFirst.entries()) {
    const bit = 1n << BigInt(place);
    const next = new Map<bigint, number>();
    const reach = (used: bigint, gain: number) => {
      const left = used & ~bit;
      if (gain > (next.get(left) ?? -1)) next.set(left, gain);
    };
    for (const [used, gain] of states) {
      reach(used, gain);
      if ((used & bit) !== 0n) continue;
      for (const option of options)
        if ((option.mask & used) === 0n) reach(used | option.mask, gain + option.gain);
    }
    seen += next.size;
    if (seen > mostStates) return null;
    states = next;
  }
  return Math.max(...states.values());
}

/** Candidates grouped so that no unit occurs in two groups. */
function clustersOf(units: number, candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const leaders = Array.from({ length: units }, (_, unit) => unit);
  const leaderOf = (unit: number): number => {
    let leader = unit;
    while (leaders[leader] !== leader) leader = leaders[leader] ?? leader;
    leaders[unit] = leader;
    return leader;
  };
  for (const { units: members } of candidates) {
    const leader = leaderOf(members[0] ?? 0);
    for (const unit of members) leaders[leaderOf(unit)] = leader;
  }
  const clusters = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    const leader = leaderOf(candidate.units[0] ?? 0);
    const cluster = clusters.get(leader);
    if (cluster === undefined) clusters.set(leader, [candidate]);
    else cluster.push(candidate);
  }
  return [...clusters.values()];
}
