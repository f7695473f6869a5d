import type { Acknowledgement } from '@koersvast/db';

/** What was moved is not told one by one: there may be tens of thousands, and both readings are read again. */
const moved: ReadonlySet<string> = new Set(['annotation', 'reading', 'review', 'reply', 'layer']);

/** What reading a letter again came to, or its undo, in short. */
export function toldShortly({ opId, changes }: Acknowledgement): Acknowledgement {
  const reread = changes.flatMap(({ noun, after }) => (noun === 'document' && after ? after.id : []));
  return { opId, changes: changes.filter(({ noun }) => !moved.has(noun)), reread };
}
