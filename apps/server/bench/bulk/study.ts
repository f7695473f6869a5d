import { randomUUIDv7 } from 'node:crypto';
import { unknownMetadata } from '@koersvast/contracts';
import { createOffsetMap } from '@koersvast/core/text';
import type { Browser } from '../../src/testing/browser.ts';
import type { Installation } from '../../src/testing/installation.ts';
import { join, openStudy } from '../../src/testing/study.ts';
import { say } from '../say.ts';

export interface Place {
  readonly projectId: string;
  readonly documentId: string;
  readonly roundId: string;
}

/** How much there is of what. */
export interface Size {
  readonly letters: number;
  readonly coders: number;
  readonly annotations: number;
  /** Of these, those with the tag that is to be merged. */
  readonly merged: number;
  /** The letter that is long, and coded by one who has not finished. */
  readonly long: { readonly characters: number; readonly annotations: number };
}

export type FilledStudy = Awaited<ReturnType<typeof fillStudy>>;

function makeText(characters: number): string {
  const words = ['druk', 'Rusland', 'samenwerking', 'kabinet', 'één', '🙂', 'beleid', 'met', 'de', 'Kamer'];
  const sentences: string[] = [];
  for (let length = 0, nth = 0; length < characters; nth += 1) {
    const sentence = `${Array.from({ length: 12 }, (_, at) => words[(nth * 7 + at * at) % words.length]).join(' ')}.`;
    sentences.push(sentence);
    length += sentence.length + 2;
  }
  return sentences.join('\n\n');
}

/** Puts annotations into a layer without telling anybody, which a million commands would take too long for. */
async function fill(
  { db }: Installation,
  layer: {
    place: Place;
    memberId: string;
    text: string;
    tags: readonly string[];
    count: number;
    from: number;
  },
): Promise<void> {
  const { place, memberId, text, tags, count, from } = layer;
  const offsets = createOffsetMap(text);
  const rows = Array.from({ length: count }, (_, nth) => {
    const startCp = (nth * 7) % (offsets.codePointLength - 80);
    const endCp = startCp + 10 + Math.floor((nth * 7) / (offsets.codePointLength - 80));
    const [start, end] = [offsets.toUtf16(startCp), offsets.toUtf16(endCp)];
    return {
      tagId: tags[(from + nth) % tags.length],
      start,
      end,
      startCp,
      endCp,
      quote: text.slice(start, end),
    };
  });
  const client = await db.pool.connect();
  try {
    await client.query("SET session_replication_role = 'replica'");
    const layerId = randomUUIDv7();
    await client.query(
      `INSERT INTO layer (id, project_id, document_id, round_id, member_id, kind, independent, created_at)
       VALUES ($1, $2, $3, $4, $5, 'current', true, now())`,
      [layerId, place.projectId, place.documentId, place.roundId, memberId],
    );
    await client.query(
      `INSERT INTO annotation (layer_id, id, project_id, document_id, tag_id, start, "end", start_cp, end_cp, quote,
         codebook_version, created_by_id, made_at, created_at, updated_at, epoch)
       SELECT $1, gen_random_uuid(), $2, $3, "tagId", start, "end", "startCp", "endCp", quote, 1, $4, now(), now(), now(), 0
       FROM jsonb_to_recordset($5::jsonb) AS made ("tagId" uuid, start int, "end" int, "startCp" int, "endCp" int, quote text)`,
      [layerId, place.projectId, place.documentId, memberId, JSON.stringify(rows)],
    );
  } finally {
    client.release(true);
  }
}

/** A project of that size, coded blind by all coders in all letters but for one person, and openly in a long letter. */
export async function fillStudy(installation: Installation, size: Size) {
  const { db } = installation;
  const owner = await installation.owner();
  const text = makeText(6_000);
  const longText = makeText(size.long.characters);
  const { projectId, documentId, tagIds } = await openStudy(owner, {
    text,
    tags: ['goes', 'stays', 'other'],
  });
  const [goes = '', stays = '', other = ''] = tagIds;
  const people: { id: string; browser: Browser }[] = [];
  for (let nth = 0; nth < size.coders + 2; nth += 1) {
    const browser = installation.browser();
    people.push({ id: await join(owner, browser, projectId, { name: `coder${nth}` }), browser });
  }
  const working = people.slice(0, size.coders);
  const [finisher] = working;
  const [same, elsewhere] = people.slice(size.coders);
  if (!same || !elsewhere || !finisher) throw new Error('nobody to code meanwhile');

  say(`Making ${size.letters} letters and ${size.annotations} annotations`);
  const command = () => ({ opId: randomUUIDv7(), projectId });
  const add = async (title: string, words: string) => {
    const id = randomUUIDv7();
    await owner.mutate('document.add', {
      ...command(),
      id,
      source: { kind: 'pasted', text: words },
      encoding: null,
      metadata: { ...unknownMetadata, title, language: 'nl' },
    });
    return id;
  };
  const documentIds: string[] = [];
  for (let nth = 0; nth < size.letters; nth += 1) documentIds.push(await add(`Brief ${nth}`, text));
  const longId = await add('Groot', longText);
  const [firstLetter = '', secondLetter = ''] = documentIds;
  const chosen = documentIds.flatMap((letter) =>
    working.map(({ id: memberId }) => ({ documentId: letter, memberId })),
  );
  const plan = async (name: string, blind: boolean, letters: string[], assigned: typeof chosen) => {
    const id = randomUUIDv7();
    await owner.mutate('round.create', {
      ...command(),
      id,
      name,
      blind,
      documentIds: letters,
      assignments: { kind: 'chosen', chosen: assigned },
    });
    return id;
  };
  const blind = await plan('Blind', true, documentIds, [
    ...chosen,
    { documentId: firstLetter, memberId: same.id },
  ]);
  const perLayer = Math.floor(size.annotations / size.letters / size.coders);
  // So many of the tag that goes; the rest bears another.
  const cycle = Math.max(2, Math.round(size.annotations / size.merged));
  const tags = [goes, ...Array.from({ length: cycle - 1 }, () => other)];
  for (const [nth, { documentId: letter, memberId }] of chosen.entries()) {
    const place = { projectId, documentId: letter, roundId: blind };
    await fill(installation, { place, memberId, text, tags, count: perLayer, from: nth * perLayer });
  }
  await db.pool.query(
    `UPDATE assignment SET state = 'done', done_at = now() WHERE round_id = $1 AND member_id <> $2`,
    [blind, same.id],
  );
  const open = await plan('Open', false, [documentId, longId], []);
  const places = {
    first: { projectId, documentId: firstLetter, roundId: blind },
    second: { projectId, documentId: secondLetter, roundId: blind },
    open: { projectId, documentId, roundId: open },
    long: { projectId, documentId: longId, roundId: open },
  };
  await fill(installation, {
    place: places.long,
    memberId: finisher.id,
    text: longText,
    tags: [other],
    count: size.long.annotations,
    from: 0,
  });
  await db.pool.query('VACUUM ANALYZE');
  const count = await db.pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM annotation WHERE tag_id = $1',
    [goes],
  );
  say(`${count.rows[0]?.count} of them bear the tag that is to be merged`);
  return { projectId, owner, finisher, same, elsewhere, text, places, tags: { goes, stays, other } };
}
