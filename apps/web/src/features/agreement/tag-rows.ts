import type { AgreementOfTag, Tag } from '@koersvast/contracts';
import { labelTags } from '../../data/project.ts';
import type { Report } from './report.ts';

type TagOfReport = Report['tags'][number];

/** A tag of the report, as a row shows it: by itself, or with those below it. */
export interface TagRow {
  readonly tagId: string;
  readonly tag: Tag | undefined;
  readonly name: string;
  readonly depth: number;
  /** Its place in the codebook. */
  readonly place: number;
  readonly figures: AgreementOfTag;
}

/** How deep each is below others that are there. */
function depthOf(id: string, parents: ReadonlyMap<string, string | null>): number {
  let depth = 0;
  const seen = new Set([id]);
  for (let at = parents.get(id); at != null && parents.has(at) && !seen.has(at); at = parents.get(at)) {
    seen.add(at);
    depth += 1;
  }
  return depth;
}

export function rowsOf(
  tags: readonly Tag[],
  ofReport: readonly TagOfReport[],
  below: boolean,
  language: string,
): readonly TagRow[] {
  const known = new Map(tags.map((tag) => [tag.id, tag]));
  const labels = labelTags(tags, language);
  const parents = new Map(ofReport.map(({ tagId, parentId }) => [tagId, parentId]));
  return ofReport.map(({ tagId, own, withChildren }, place) => ({
    tagId,
    tag: known.get(tagId),
    name: labels.get(tagId)?.label ?? '–',
    depth: depthOf(tagId, parents),
    place,
    figures: below ? (withChildren ?? own) : own,
  }));
}
