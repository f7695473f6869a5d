import { after, before, type Plant, type PlantedFile } from './plant.ts';

const words = (
  language: 'en' | 'nl',
  certainty: string,
  keys: Readonly<Record<string, string>>,
): PlantedFile => ({
  file: `apps/web/src/i18n/${language}/note.ts`,
  edits: Object.entries(keys).map(([key, sentence]) =>
    before(`  certainty: '${certainty}',\n`, `  '${key}': '${sentence}',\n`),
  ),
});

/** An optional number of an annotation: stored, shown, edited, compared, exported and undone. */
export const field: Plant = {
  name: 'an optional number of an annotation',
  most: 8,
  files: [
    {
      file: 'packages/core/src/annotation.ts',
      edits: [after("  certainty: 'number',\n", "  emphasis: 'number',\n")],
    },
    {
      file: 'packages/contracts/src/annotation.ts',
      edits: [
        after(
          '  certainty: z.int().min(1).max(3).nullable(),\n',
          '  emphasis: z.int().min(1).max(5).nullable(),\n',
        ),
      ],
    },
    {
      file: 'packages/formats/src/table/annotations.ts',
      edits: [
        before(
          '} satisfies Record<NoteName, Column<AnnotationTableRow>>;\n',
          "  emphasis: column('emphasis', 'From 1 to 5.', 'Van 1 tot 5.', (row) => row.emphasis),\n",
        ),
      ],
    },
    {
      file: 'apps/web/src/parts/annotation/notes.tsx',
      edits: [
        {
          ...before(
            "import classes from './annotation-editor.module.css';\n",
            "import { useTranslation } from 'react-i18next';\n",
          ),
          helps: true,
        },
        before(
          '  certainty: {\n    Field: Certainty,\n',
          `  emphasis: {
    Field: function Emphasis({ row, editable, edit }) {
      const { t } = useTranslation('note');
      return (
        <label>
          {t('emphasis')}
          <input
            type="number"
            min={1}
            max={5}
            disabled={!editable}
            value={row.emphasis ?? ''}
            onChange={({ currentTarget: { value } }) => edit({ emphasis: value === '' ? null : Number(value) })}
          />
        </label>
      );
    },
    mark: (emphasis) => <span>{'▮'.repeat(emphasis)}</span>,
    words: (_, emphasis) => String(emphasis),
  },
`,
        ),
      ],
    },
    words('en', 'Certainty', {
      emphasis: 'Emphasis',
      'emphasis.changed': 'emphasis {{value}}',
      'emphasis.gone': 'emphasis removed',
      'emphasis.parked': 'Emphasis of “{{quote}}”',
    }),
    words('nl', 'Zekerheid', {
      emphasis: 'Nadruk',
      'emphasis.changed': 'nadruk {{value}}',
      'emphasis.gone': 'nadruk weggehaald',
      'emphasis.parked': 'Nadruk van ‘{{quote}}’',
    }),
    {
      file: 'prisma/schema.prisma',
      edits: [after('  certainty       Int?\n', '  emphasis        Int?\n')],
    },
    {
      file: 'prisma/migrations/20991231000000_emphasis/migration.sql',
      edits: [
        {
          find: null,
          put: 'ALTER TABLE "annotation" ADD COLUMN "emphasis" integer CHECK ("emphasis" BETWEEN 1 AND 5);\n',
        },
        { find: null, put: 'SELECT layered_views_again();\n' },
      ],
    },
  ],
  test: `import { randomUUIDv7 } from 'node:crypto';
import { checkDatabase } from '@koersvast/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildStudy, openTestApi, type Study, type TestApi } from './testing/study.ts';

let api: TestApi;
let study: Study;
beforeAll(async () => {
  api = await openTestApi();
  study = await buildStudy(api.db);
});
afterAll(() => api.close());

test('is stored, shown, edited, told, exported and undone', async () => {
  const coder = api.as(study.coder.personId);
  const { projectId, documentId, roundId, annotation } = study.coding('Koersvast');
  const place = { projectId, documentId, roundId };
  await coder.annotation.create({ opId: randomUUIDv7(), ...place, annotation });
  const letter = { projectId, documentId };
  const emphasis = async () => (await coder.annotation.list(letter)).annotations[0]?.emphasis;
  expect(await emphasis()).toBe(null);
  const opId = randomUUIDv7();
  const edit = { opId, ...place, annotationId: annotation.id, version: 1, change: { emphasis: 4 } };
  await coder.annotation.edit(edit);
  expect(await emphasis()).toBe(4);
  const { entries } = await coder.history.list({ projectId, documentId, memberId: null, noun: 'annotation' });
  const [last] = entries.map(({ change }) => change);
  expect(last).toMatchObject({ before: { emphasis: null }, after: { emphasis: 4 } });
  const asked = { file: 'annotations', preset: 'data', layer: 'current' } as const;
  const { columns, rows } = await coder.export.preview({ projectId, documentId, ...asked });
  const at = columns.findIndex(({ name }) => name === 'emphasis');
  expect(at).toBe(columns.length - 1);
  expect(rows[0]?.[at]).toBe('4');
  await coder.operation.undo({ opId: randomUUIDv7(), projectId, target: opId });
  expect(await emphasis()).toBe(null);
});

test('is there in what changes tell of, and of first passes', async () => {
  const coder = api.as(study.coder.personId);
  const { projectId, documentId, roundId } = study.coding('Koersvast');
  await coder.assignment.setState({ opId: randomUUIDv7(), projectId, documentId, roundId, state: 'done' });
  const { annotations } = await coder.annotation.list({ projectId, documentId });
  expect(annotations.map(({ emphasis }) => emphasis)).toEqual(annotations.map(() => null));
  expect((await checkDatabase(api.db)).problems).toEqual([]);
});
`,
};
