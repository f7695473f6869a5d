import type { SearchFileQuery, SearchQuestion } from '@koersvast/contracts';
import { type Database, readBeside, toWire, wireFields } from '@koersvast/db';
import { setsOfProject } from '../export/chosen-documents.ts';
import { namesOf } from '../export/download.ts';
import { recordExport } from '../export/record.ts';
import { noteGiven } from '../given.ts';
import { openStudy } from '../study/study.ts';
import type { Chosen } from './choose.ts';

/**
 * Notes that a file of hits is given, with what its taker may see by it, and reads what it says of the documents. Fields
 * are those of the project, and those that its documents have beside them.
 */
export async function openHitFile(
  db: Database,
  { personId, preset }: { readonly personId: string; readonly preset: SearchFileQuery['preset'] },
  { access, asked, documents }: Pick<Chosen, 'access' | 'asked' | 'documents'>,
  choice: SearchQuestion['documents'],
) {
  const { projectId } = access;
  if (asked.ofCodings)
    await noteGiven(
      { db, now: () => new Date() },
      access,
      documents.map(({ id }) => id),
    );
  const { project, sets, stored, said } = await readBeside(db, async (tx) => ({
    ...(await namesOf(tx, { projectId, documentId: null })),
    sets: choice.kind === 'set' ? await setsOfProject(tx, access, [choice.setId]) : [],
    stored: await tx.project.findUniqueOrThrow({ where: { id: projectId }, select: wireFields.project }),
    said: await openStudy(tx, access).documents(),
  }));
  const facts = new Map(said.map((each) => [each.id, each]));
  const named = toWire('project', stored).documentFields.map(({ name }) => name);
  const fieldNames = [
    ...new Set([...named, ...[...facts.values()].flatMap(({ fields }) => Object.keys(fields))]),
  ];
  await recordExport(db, { projectId, personId, documentId: null, file: 'search', layer: 'current', preset });
  return { project, searched: namesOfChoice(choice, sets[0]?.name), facts, fieldNames };
}

function namesOfChoice(documents: SearchQuestion['documents'], set: string | undefined): string {
  if (documents.kind === 'all') return 'all';
  const conditions = documents.conditions === undefined ? '' : JSON.stringify(documents.conditions);
  return [set ?? '', conditions].filter((each) => each !== '').join(' ');
}
