import type { Annotation, Layer } from '../document/document.ts';
import { itemAt, keptFor } from '../item.ts';
import type { Dissimilarity } from './dissimilarity.ts';
import type { Candidate } from './exact-search.ts';
import { findNeighbours } from './neighbours.ts';

/** All annotations in text order, each with the place of its coder. */
interface Unit {
  readonly annotation: Annotation;
  readonly coder: number;
}

/** Groups that annotations may form each, so that scattered ones are searched in any number. */
const groupsForEach = 300;
/** A group that is looked at costs as much as these many trials of the search. */
const trialsForGroup = 15;

/**
 * Every group of annotations, one a coder at most, that can be part of a best alignment of three coders or
 * more. A group saves (its size) x (empty cost) - (its disorder) against leaving all alone; groups that do no
 * worse when one member is left alone are skipped, because a best alignment exists without them. Null if, 300
 * for each annotation aside, looking at the groups alone costs more than `mostTrials`.
 */
export function findCandidates(
  layers: readonly Layer[],
  settings: Dissimilarity,
  mostTrials: number,
): { units: number; candidates: readonly Candidate[] } | null {
  const units = layers
    .flatMap(({ annotations }, coder): Unit[] => annotations.map((annotation) => ({ annotation, coder })))
    .sort((a, b) => a.annotation.start + a.annotation.end - (b.annotation.start + b.annotation.end));
  const pairs = (layers.length * (layers.length - 1)) / 2;
  const { emptyCost } = settings;
  // Leaving a member of k alone saves its k - 1 dissimilarities and costs k - 1 + pairs times the empty cost.
  const apart = dissimilaritiesBelow((layers.length - 1 + pairs) * emptyCost, units, layers.length, settings);
  const candidates: Candidate[] = [];
  let left = mostTrials / trialsForGroup + groupsForEach * units.length;
  const extend = (members: readonly number[], within: number): void => {
    const k = members.length;
    if (k > 1 && members.every((unit) => isHeld(unit, members))) {
      const disorder = (within + (pairs - (k * (k - 1)) / 2) * emptyCost) / pairs;
      candidates.push({ units: members, gain: k * emptyCost - disorder });
    }
    const last = itemAt(members, k - 1);
    for (const unit of itemAt(apart, last).keys()) {
      if (unit < last) continue;
      const near = itemAt(apart, unit);
      if (!members.every((member) => near.has(member))) continue;
      if (--left < 0) return;
      extend(
        [...members, unit],
        members.reduce((sum, member) => sum + keptFor(near, member), within),
      );
    }
  };
  const isHeld = (unit: number, members: readonly number[]): boolean => {
    const others = members.filter((member) => member !== unit);
    const sum = others.reduce((total, other) => total + keptFor(itemAt(apart, unit), other), 0);
    return sum < (others.length + pairs) * emptyCost;
  };
  units.forEach((_, unit) => {
    extend([unit], 0);
  });
  return left < 0 ? null : { units: units.length, candidates };
}

/** Per unit the dissimilarities, below a limit, to units of other coders. */
function dissimilaritiesBelow(
  limit: number,
  units: readonly Unit[],
  coders: number,
  settings: Dissimilarity,
): readonly ReadonlyMap<number, number>[] {
  const places = Array.from({ length: coders }, (_, coder) =>
    units.flatMap((unit, place) => (unit.coder === coder ? [place] : [])),
  );
  const annotations = places.map((list) => list.map((place) => itemAt(units, place).annotation));
  const apart = units.map(() => new Map<number, number>());
  for (let i = 0; i < coders; i++) {
    for (let j = i + 1; j < coders; j++) {
      for (const pair of findNeighbours(itemAt(annotations, i), itemAt(annotations, j), limit, settings)) {
        const [a, b] = [itemAt(itemAt(places, i), pair.first), itemAt(itemAt(places, j), pair.second)];
        itemAt(apart, a).set(b, pair.apart);
        itemAt(apart, b).set(a, pair.apart);
      }
    }
  }
  return apart;
}
