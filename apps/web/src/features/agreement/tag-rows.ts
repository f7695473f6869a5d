import type { AgreementOfTag, Tag } from '@koersvast/contracts';
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
  nameOf: (tagId: string) => string,
): readonly TagRow[] {
  const known = new Map(tags.map((tag) => [tag.id, tag]));
  const parents = new Map(ofReport.map(({ tagId, parentId }) => [tagId, parentId]));
  // Of what is archived and was never given there is nothing to say.
  const isSaid = ({ tagId, own, withChildren }: TagOfReport) =>
    known.get(tagId)?.archivedAt == null || own.spans > 0 || (withChildren?.spans ?? 0) > 0;
  return ofReport.filter(isSaid).map(({ tagId, own, withChildren }, place) => ({
    tagId,
    tag: known.get(tagId),
    name: nameOf(tagId),
    depth: depthOf(tagId, parents),
    place,
    figures: below ? (withChildren ?? own) : own,
  }));
}
