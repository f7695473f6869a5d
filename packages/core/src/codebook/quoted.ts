import { limits, overLimit } from '../limit.ts';
import type { Scope } from '../scope/scope.ts';
import type { TagExample } from './codebook.ts';

/** The examples of a tag, or of what is to be written over it. */
interface Quoting {
  readonly examples?: readonly TagExample[] | undefined;
  readonly counterExamples?: readonly TagExample[] | undefined;
}

const lists = ['examples', 'counterExamples'] as const;

function isHidden(scope: Pick<Scope, 'blindDocuments'>, { source }: TagExample): boolean {
  return source !== null && scope.blindDocuments.includes(source.documentId);
}

function withLists<Tag extends Quoting>(
  tag: Tag,
  change: (examples: readonly TagExample[], name: (typeof lists)[number]) => readonly TagExample[],
): Tag {
  const changed = lists.flatMap((name) => {
    const examples = tag[name];
    return examples === undefined ? [] : [[name, change(examples, name)] as const];
  });
  return { ...tag, ...Object.fromEntries(changed) };
}

/**
 * A tag as a person may see it. An example out of a letter says how others coded those words, so whoever codes the
 * letter blind is not shown it, whenever it was chosen.
 */
export function tagAsSeen<Tag extends Quoting>(scope: Pick<Scope, 'blindDocuments'>, tag: Tag): Tag {
  if (scope.blindDocuments.length === 0) return tag;
  return withLists(tag, (examples) => examples.filter((example) => !isHidden(scope, example)));
}

/** What a list holds at most: what somebody wrote, and as much again that they were not shown. */
export const mostExamples = 2 * limits.examples;

/**
 * Throws `over_limit` where somebody writes more examples than there may be. Who sees more of them than that, because
 * others were added unseen, may write as many as they see.
 */
export function checkExampleCount(written: Quoting, seen: Quoting): void {
  for (const name of lists) {
    const count = written[name]?.length ?? 0;
    if (count > Math.max(limits.examples, seen[name]?.length ?? 0)) throw overLimit('examples');
  }
}

/** What a person writes about a tag, with those of its examples that they were not shown: these stay. Throws `over_limit`. */
export function withUnseen<Tag extends Quoting>(
  scope: Pick<Scope, 'blindDocuments'>,
  written: Tag,
  tag: Quoting,
): Tag {
  if (scope.blindDocuments.length === 0) return written;
  return withLists(written, (examples, name) => {
    const all = [...examples, ...(tag[name] ?? []).filter((example) => isHidden(scope, example))];
    if (all.length > mostExamples) throw overLimit('examples');
    return all;
  });
}
