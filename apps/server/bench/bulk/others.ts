import { randomUUIDv7 } from 'node:crypto';
import type { FilledStudy } from './study.ts';
import type { Deed } from './writer.ts';

/**
 * Others at work in the very things that a merge writes: they say that they are done where such annotations are and
 * take it back, change the codebook, and edit an annotation of its tag.
 */
export async function othersAtWork(study: FilledStudy): Promise<Record<string, Deed>> {
  const { projectId, owner, finisher, elsewhere, places, tags } = study;
  const command = () => ({ opId: randomUUIDv7(), projectId });
  const readOwn = async () => {
    const { documentId } = places.open;
    return (await elsewhere.browser.query('annotation.list', { projectId, documentId })).annotations;
  };
  const [edited] = await readOwn();
  let version = edited?.version;
  return {
    finishing: (nth) =>
      finisher.browser.post('/trpc/assignment.setState', {
        ...command(),
        ...places.long,
        state: nth % 2 === 0 ? 'in_progress' : 'done',
      }),
    wording: async (nth) => {
      const tag = (await owner.query('tag.list', { projectId })).find(({ id }) => id === tags.other);
      return owner.post('/trpc/tag.edit', {
        ...command(),
        tagId: tags.other,
        version: tag?.version,
        change: { definition: `said ${nth} times` },
      });
    },
    editing: async (nth) => {
      const of = { ...command(), ...places.open, annotationId: edited?.id, version };
      const answer = await elsewhere.browser.post('/trpc/annotation.edit', {
        ...of,
        change: { memo: `${nth}` },
      });
      version = (await readOwn()).find(({ id }) => id === edited?.id)?.version;
      return answer;
    },
  };
}
