import { foldName } from '../person/name.ts';
import type { TagView } from './codebook.ts';

const separator = ' > ';

/** A separator within a name, or at its sides, where it would run into the next: with the backslashes it has already. */
const separatorIn = /(^| )(\\*)>(?= |$)/g;
const escapedSeparatorIn = /(^| )\\(\\*)>(?= |$)/g;
/** What stands behind a name that an older sibling has too. */
const placeIn = / \\(\d+)$/;
const escapedPlaceIn = / \\(\\+\d+)$/;

/** One name of a path. `place` is above 1 where siblings before it have the very same name. */
export interface TagStep {
  readonly name: string;
  readonly place: number;
}

function writeStep({ name, place }: TagStep): string {
  const escaped = name.replaceAll(separatorIn, '$1\\$2>').replace(/ (\\+\d+)$/, ' \\$1');
  return place > 1 ? `${escaped} \\${place}` : escaped;
}

function readStep(step: string): TagStep {
  const place = placeIn.exec(step);
  const name = place === null ? step.replace(escapedPlaceIn, ' $1') : step.slice(0, place.index);
  const escapedBefore = place === null ? name : name.replace(escapedPlaceIn, ' $1');
  return {
    name: escapedBefore.replaceAll(escapedSeparatorIn, '$1$2>'),
    place: place === null ? 1 : Number(place[1]),
  };
}

/**
 * The names from the top of the tree down, with ` > ` between them. A name that itself has a `>` as a word gets a
 * backslash before it, so that `a \> b` is one name and `a > b` are two; one that an older sibling has too (only
 * archived tags have, and tags from before that was refused) has its place behind a backslash: `a \2`. All other
 * paths are as they always were.
 */
export function writeTagPath(steps: readonly TagStep[]): string {
  return steps.map(writeStep).join(separator);
}

/** The reverse of `writeTagPath`. */
export function readTagPath(path: string): TagStep[] {
  return path.split(separator).map(readStep);
}

type TagInTree = Pick<TagView, 'id' | 'name' | 'parentId' | 'archivedAt'>;

/** The path of every tag of a codebook, archived ones too; no two have the same. */
export function tagPaths(tags: readonly TagInTree[]): Map<string, string> {
  const places = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const archived of [false, true]) {
    for (const tag of tags) {
      if ((tag.archivedAt !== null) !== archived) continue;
      const key = `${tag.parentId} ${tag.name}`;
      const place = (counts.get(key) ?? 0) + 1;
      counts.set(key, place);
      places.set(tag.id, place);
    }
  }
  const byId = new Map(tags.map((tag) => [tag.id, tag]));
  const paths = new Map<string, string>();
  for (const { id } of tags) {
    const steps: TagStep[] = [];
    const seen = new Set<string>();
    // A loop, which no rule lets in, ends it.
    for (let at: string | null = id; at !== null && !seen.has(at); ) {
      seen.add(at);
      const tag = byId.get(at);
      if (tag === undefined) break;
      steps.unshift({ name: tag.name, place: places.get(at) ?? 1 });
      at = tag.parentId;
    }
    paths.set(id, writeTagPath(steps));
  }
  return paths;
}

/**
 * What a tag is called where its name alone would not do: its name, and behind it the tag above it where another
 * living tag looks the same, as far up as it takes. `nameOf` is the name in the language of whoever reads.
 */
export function tagLabels<Tag extends TagInTree>(
  tags: readonly Tag[],
  nameOf: (tag: Tag) => string,
): Map<string, string> {
  const byId = new Map(tags.map((tag) => [tag.id, tag]));
  const labels = new Map<string, string>();
  const alike = Map.groupBy(
    tags.filter((tag) => tag.archivedAt === null),
    (tag) => foldName(nameOf(tag)),
  );
  for (const tag of tags) {
    const others = alike.get(foldName(nameOf(tag))) ?? [];
    const above: string[] = [];
    if (others.length > 1 || (others.length === 1 && others[0]?.id !== tag.id)) {
      const seen = new Set([tag.id]);
      for (let at = tag.parentId; at !== null && !seen.has(at); ) {
        seen.add(at);
        const parent = byId.get(at);
        if (parent === undefined) break;
        above.unshift(nameOf(parent));
        at = parent.parentId;
      }
    }
    labels.set(tag.id, above.length === 0 ? nameOf(tag) : `${nameOf(tag)} (${above.join(' > ')})`);
  }
  return labels;
}
