import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUIDv7 } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { countSelection, type countTableInput } from '@koersvast/contracts';
import { countIn, countUnits, togetherRelations } from '@koersvast/core/count';
import { outsideTransaction } from '@koersvast/db';
import { buildPerson } from '@koersvast/db/testing';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { playDemo } from '../demo/play.ts';
import { openDownload } from '../export/download.ts';
import { openTestApi } from '../testing/study.ts';

const letters = 6;

/** Every chart of the example project, with each number in each unit. */
async function chartsOf(ask: ReturnType<Awaited<ReturnType<typeof openTestApi>>['as']>, projectId: string) {
  const [first] = await ask.document.list({ projectId, removed: false });
  const bys: readonly z.input<typeof countTableInput>['by'][] = [
    { kind: 'field', column: 'author' },
    { kind: 'field', column: 'date' },
    { kind: 'time', period: 'year' },
    { kind: 'time', period: 'month' },
    { kind: 'coder' },
    { kind: 'round' },
    { kind: 'length' },
    { kind: 'paragraph', documentId: first?.document.id ?? '' },
  ];
  const charts: { chart: string; asked: object; answer: object }[] = [];
  for (const layers of ['current', 'first-pass', 'final'] as const) {
    for (const withChildren of [false, true])
      for (const by of bys) {
        const asked = { by, selection: countSelection.parse({ layers, withChildren }) };
        const table = await ask.count.table({ projectId, words: true, ...asked });
        const rows = table.rows.map((row) => ({
          ...row,
          units: table.columns.map(({ base }, at) => {
            const [spans = 0, documents = 0, characters = 0] = [
              ...[row.spans[at], row.documents[at], row.characters[at]],
            ];
            return Object.fromEntries(
              countUnits.map((unit) => [unit, countIn(unit, { spans, documents, characters }, base)]),
            );
          }),
        }));
        charts.push({ chart: 'table', asked, answer: { ...table, rows } });
      }
    const selection = countSelection.parse({ layers });
    for (const relation of togetherRelations) {
      const answer = await ask.count.together({ projectId, relation, selection });
      charts.push({ chart: 'together', asked: { relation, selection }, answer });
    }
    const answer = await ask.count.portrait({ projectId, selection, most: 50 });
    charts.push({ chart: 'portrait', asked: { selection }, answer });
  }
  return charts;
}

if (spawnSync('python3', ['--version']).error)
  process.stdout.write('Left out: counting the charts again from CSV, python3 is not here.\n');
else
  test('Python counts in the CSV what each chart of the example says, in every unit', async () => {
    const api = await openTestApi();
    const folder = await mkdtemp(path.join(tmpdir(), 'koersvast-recount-'));
    try {
      const { id } = await buildPerson(api.db);
      const owner = { id, installationRole: 'member' } as const;
      const { projectId } = await playDemo({
        ...{ db: api.db, owner, key: randomUUIDv7(), until: new Date(), letters },
      });
      const files = ['annotations', 'coding', 'documents'] as const;
      for (const file of files) {
        const { chunks } = await openDownload(api.db, {
          ...{ projectId, documentId: null, file, preset: 'data', layer: 'all', personId: id },
        });
        await writeFile(path.join(folder, `${file}.csv`), chunks);
      }
      const ask = api.as(id);
      const { tags, rounds } = await ask.project.get({ projectId });
      const documents = await outsideTransaction(api.db).document.findMany({
        where: { projectId },
        select: { id: true, text: true },
      });
      const charts = await chartsOf(ask, projectId);
      const study = {
        texts: Object.fromEntries(documents.map((each) => [each.id, each.text])),
        tags: tags.map((tag) => ({ id: tag.id, parentId: tag.parentId })),
        rounds: Object.fromEntries(rounds.map((round) => [round.number, round.id])),
        repeats: rounds.flatMap((round) => (round.repeats === null ? [] : [String(round.number)])),
        charts,
      };
      await writeFile(path.join(folder, 'study.json'), JSON.stringify(study));
      const script = path.join(import.meta.dirname, 'testing/recount.py');
      const said = execFileSync('python3', [script], { cwd: folder, encoding: 'utf8' });
      expect(Number(said)).toBeGreaterThan(10_000);
    } finally {
      await rm(folder, { recursive: true, force: true });
      await api.close();
    }
  });
