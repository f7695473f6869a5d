import type { Annotation, Layer } from '../document/document.ts';
import type { Dissimilarity } from './dissimilarity.ts';
import type { Candidate } from './exact-search.ts';
import { findNeighbours } from './neighbours.ts';

/** All annotations in text order, each with the place of its coder. */
interface Unit {
  readonly annotation: Annotation;
  readonly coder: number;
}

/**
 * Every group of annotations, one a coder at most, that can be part of a best alignment of three coders or
 * more. A group saves (its size) x (empty cost) - (its disorder) against leaving all alone; groups that do no
 * worse when one member is left alone are skipped, because a best alignment exists without them.
 */
export function findCandidates(
  layers: readonly Layer[],
  settings: Dissimilarity,
): { units: number; candidates: readonly Candidate[] } {
  const units = layers
    .flatMap(({ annotations }, coder): Unit[] => annotations.map((annotation) => ({ annotation, coder })))
    .sort((a, b) => a.annotation.start + a.annotation.end - (b.annotation.start + b.annotation.end));
  const pairs = (layers.length * (layers.length - 1)) / 2;
  const { emptyCost } = settings;
  // Leaving a member of k alone saves its k - 1 dissimilarities and costs k - 1 + pairs times the empty cost.
  const apart = dissimilaritiesBelow((layers.length - 1 + pairs) * emptyCost, units, layers.length, settings);
  const candidates: Candidate[] = [];
  const extend = (members: readonly number[], within: number): void => {
    const k = members.length;
    if (k > 1 && members.every((unit) => isHeld(unit, members))) {
      const disorder = (within + (pairs - (k * (k - 1)) / 2) * emptyCost) / pairs;
      candidates.push({ units: members, gain: k * emptyCost - disorder });
    }
    const last = members[k - 1] ?? 0;
    for (const unit of apart[last]?.keys() ?? []) {
      if (unit < last) continue;
      const distances = members.map((member) => apart[member]?.get(unit));
      if (distances.includes(undefined)) continue;
      extend(
        [...members, unit],
        distances.reduce<number>((sum, distance) => sum + (distance ?? 0), within),
      );
    }
  };
  const isHeld = (unit: number, members: readonly number[]): boolean => {
    const others = members.filter((member) => member !== unit);
    const sum = others.reduce((total, other) => total + (apart[unit]?.get(other) ?? 0), 0);
    return sum < (others.length + pairs) * emptyCost;
  };
  units.forEach((_, unit) => {
    extend([unit], 0);
  });
  return { units: units.length, candidates };
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
  const annotations = places.map((list) => list.flatMap((place) => units[place]?.annotation ?? []));
  const apart = units.map(() => new Map<number, number>());
  for (let i = 0; i < coders; i++) {
    for (let j = i + 1; j < coders; j++) {
      for (const pair of findNeighbours(annotations[i] ?? [], annotations[j] ?? [], limit, settings)) {
        const [a, b] = [places[i]?.[pair.first] ?? 0, places[j]?.[pair.second] ?? 0];
        apart[a]?.set(b, pair.apart);
        apart[b]?.set(a, pair.apart);
      }
    }
  }
  return apart;
}
