import type { Intake, IntakeItem, IntakeText } from '@koersvast/contracts';
import { unknownMetadata } from '@koersvast/contracts';
import { idOf } from './study.ts';

/* An import, as the server tells of it: what a test does not say of a thing is usual. */

export const intakeId = idOf(0, 9);

export function anItem(nth: number, more: Partial<IntakeItem> = {}): IntakeItem {
  const title = `Letter ${nth}`;
  return {
    id: idOf(2, 100 + nth),
    state: 'read',
    removed: false,
    sources: [
      {
        fileId: idOf(6, nth),
        path: `letters/${nth}.pdf`,
        format: 'pdf',
        role: 'text',
        why: 'only_source',
        size: 20_000,
      },
    ],
    reading: {
      format: 'pdf',
      reader: 'pdf 1',
      title,
      language: 'en',
      encoding: 'pdf',
      notices: [],
      lengthCp: 2_400,
      paragraphs: 12,
      sentences: 40,
      pages: 2,
      dropped: 1,
      opening: 'Dear Chair,',
      textSha256: `sha ${nth}`,
    },
    problem: null,
    proposals: {
      date: {
        value: '2021-02-04',
        from: 'letter',
        passage: { start: 18, end: 33, quote: '4 February 2021' },
      },
    },
    metadata: { ...unknownMetadata, title, language: 'en', date: '2021-02-04' },
    written: [],
    twins: [],
    layout: 'letter',
    choice: { include: true, encoding: null, source: null, mapping: null, mends: [] },
    ...more,
  };
}

const moment = '2026-11-02T10:00:00.000Z';
const limits = { file: 5_000_000, project: 500_000_000, taken: 0, files: 10_000 };

export function anIntake(items: readonly IntakeItem[], more: Partial<Intake['intake']> = {}): Intake {
  return {
    intake: {
      id: intakeId,
      state: 'ready',
      jobId: null,
      files: items.length,
      bytes: items.length * 20_000,
      items: items.length,
      added: 0,
      removed: 0,
      createdAt: moment,
      touchedAt: moment,
      operationId: null,
      ...more,
    },
    files: items.map(({ sources }, at) => ({
      id: sources[0]?.fileId ?? idOf(6, at),
      path: sources[0]?.path ?? `${at}`,
      withinId: null,
      size: 20_000,
      sha256: `sha ${at}`,
      problem: null,
      leftOut: null,
      lists: null,
    })),
    items: [...items],
    next: null,
    limits,
  };
}

/** What the server has of all imports of this person. */
export function theIntakes(...intakes: readonly Intake[]) {
  return { intakes: intakes.map(({ intake }) => intake), again: [], limits };
}

const text = 'A letter.\n\nHague, 4 February 2021\n\nThe cabinet urges Russia to talk.';

export const aReading: IntakeText = {
  text,
  blocks: [
    { index: 1, kind: 'heading', level: 1, paragraph: null, start: 0, end: 9, data: null },
    { index: 2, kind: 'paragraph', level: null, paragraph: 1, start: 11, end: 33, data: null },
    { index: 3, kind: 'paragraph', level: null, paragraph: 2, start: 35, end: text.length, data: null },
  ],
  notes: [],
  dropped: [{ text: 'Page 1 of 2', why: 'running', at: 11, page: 1 }],
  lines: [{ start: 11, end: 33, page: 1, box: [70, 100, 300, 112] }],
};
