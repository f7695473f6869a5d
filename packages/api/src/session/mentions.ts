import { speaksOf } from '@koersvast/core';
import { type Database, readSnapshot, sql } from '@koersvast/db';

/** Something that people wrote which may speak of a person. */
export interface Mention {
  readonly project: string;
  readonly document: string;
  readonly quote: string;
  readonly memo: string;
}

/**
 * The memos that may speak of a person, in every project in which they are or were; those of annotations that
 * were removed too, since they can be restored. As a stream, however many there are.
 */
export function findMentions(
  db: Database,
  person: { readonly id: string; readonly name: string; readonly email: string },
): AsyncGenerator<Mention> {
  const speaks = speaksOf(person);
  return readSnapshot(db, async function* ({ batches }) {
    const query = sql`SELECT project.name, document.title, annotation.quote, annotation.memo
      FROM annotation JOIN document ON document.id = annotation.document_id
      JOIN project ON project.id = annotation.project_id
      WHERE annotation.memo IS NOT NULL
        AND annotation.project_id IN (SELECT project_id FROM member WHERE user_id = ${person.id}::uuid)
      ORDER BY project.created_at, project.id, document.title, document.id, annotation.start, annotation.id`;
    for await (const rows of batches(query, 1_000)) {
      for (const [project, document, quote, memo] of rows) {
        if (memo && speaks(memo)) {
          yield { project: project ?? '', document: document ?? '', quote: quote ?? '', memo };
        }
      }
    }
  });
}
