import { speaksOf } from '@koersvast/core/person';
import { type Database, readSnapshot, sql } from '@koersvast/db';

/** Something that people wrote about a passage and that may speak of a person. */
export interface Mention {
  readonly project: string;
  readonly document: string;
  /** The passage that it is about; empty where there is none any more. */
  readonly quote: string;
  readonly text: string;
}

const about = sql`LEFT JOIN annotation ON annotation.project_id = said.project_id
  AND annotation.layer_id = said.layer_id AND annotation.id = said.annotation_id`;

/** Every kind of free text that stands beside a passage. */
const said = sql`
  SELECT project_id, document_id, quote, memo AS text, id FROM annotation WHERE memo <> ''
  UNION ALL
  SELECT project_id, document_id, row ->> 'quote', row ->> 'memo', id FROM first_pass_row WHERE row ->> 'memo' <> ''
  UNION ALL
  SELECT said.project_id, said.document_id, annotation.quote, said.reason, said.id FROM review AS said ${about}
  WHERE reason <> ''
  UNION ALL
  SELECT said.project_id, said.document_id, annotation.quote, said.response_reason, said.id FROM review AS said ${about}
  WHERE response_reason <> ''
  UNION ALL
  SELECT said.project_id, said.document_id, annotation.quote, said.text, said.id FROM reply AS said ${about}
  UNION ALL
  SELECT said.project_id, said.document_id, annotation.quote, said.reason, said.id FROM decision AS said ${about}
  WHERE reason <> ''`;

/**
 * The memos, reasons and replies that may speak of a person, in every project in which they are or were; removed
 * ones too, since they are kept and can be restored. As a stream, however many there are.
 */
export function findMentions(
  db: Database,
  person: { readonly id: string; readonly name: string; readonly email: string },
): AsyncGenerator<Mention> {
  const speaks = speaksOf(person);
  return readSnapshot(db, async function* ({ batches }) {
    const query = sql`SELECT project.name, document.title, coalesce(said.quote, ''), said.text FROM (${said}) AS said
      JOIN document ON document.project_id = said.project_id AND document.id = said.document_id JOIN project ON project.id = said.project_id
      WHERE project.id IN (SELECT project_id FROM member WHERE user_id = ${person.id}::uuid)
      ORDER BY project.created_at, project.id, document.title, document.id, said.id`;
    for await (const rows of batches(query, 1_000)) {
      for (const [project, document, quote, text] of rows) {
        if (text && speaks(text)) {
          yield { project: project ?? '', document: document ?? '', quote: quote ?? '', text };
        }
      }
    }
  });
}
