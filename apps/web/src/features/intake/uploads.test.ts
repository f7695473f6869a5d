import { describe, expect, it } from 'vitest';
import { atATime, nextUploads, reduceUploads, totalOf, type UploadEvent, type Uploads } from './uploads.ts';

let made = 0;
const newId = () => {
  made += 1;
  return `id${made}`;
};

const file = (size: number, lastModified = 0) => new File(['x'.repeat(size)], 'file', { lastModified });
const choose = (...given: [path: string, size: number, lastModified?: number][]): UploadEvent => ({
  kind: 'chosen',
  chosen: given.map(([path, ...its]) => ({ path, file: file(...its) })),
  newId,
});

function after(...events: UploadEvent[]): Uploads {
  made = 0;
  return events.reduce<Uploads>(reduceUploads, new Map());
}

const told = (uploads: Uploads) =>
  [...uploads.values()].map(({ id, path, state }) => `${id} ${path} ${state}`);

const known = (...files: [id: string, path: string, size: number, arrived: boolean][]): UploadEvent => ({
  kind: 'known',
  files: files.map(([id, path, size, arrived]) => ({ id, path, size, arrived })),
});

describe('files on their way', () => {
  it.each<[string, UploadEvent[], string[]]>([
    ['are taken in their order', [choose(['b', 1], ['a', 1])], ['id1 b waiting', 'id2 a waiting']],
    [
      'are not sent twice when they are chosen twice',
      [choose(['a', 1]), { kind: 'begun', id: 'id1' }, choose(['a', 1])],
      ['id1 a sending'],
    ],
    [
      'are another file when the size is another',
      [choose(['a', 1]), choose(['a', 2])],
      ['id1 a waiting', 'id2 a waiting'],
    ],
    [
      'are another file when it was written again since it was sent',
      [choose(['a', 1]), { kind: 'sent', id: 'id1' }, choose(['a', 1, 9]), choose(['a', 1])],
      ['id1 a sent', 'id2 a waiting'],
    ],
    [
      'go as they were written last when they have not gone',
      [choose(['a', 1]), choose(['a', 1, 9])],
      ['id1 a waiting'],
    ],
    [
      'that the server has are there; those that it has not are missing',
      [known(['x', 'a', 1, true], ['y', 'b', 1, false])],
      ['x a sent', 'y b missing'],
    ],
    [
      'go on under their id when they are chosen again',
      [known(['x', 'a', 1, true], ['y', 'b', 1, false]), choose(['a', 1], ['b', 1], ['c', 1])],
      ['x a sent', 'y b waiting', 'id1 c waiting'],
    ],
    [
      'are known by name and size when the folder was chosen from further down',
      [known(['y', 'letters/2019/b', 1, false]), choose(['2019/b', 1])],
      ['y letters/2019/b waiting'],
    ],
    [
      'are new where two that are missing could be meant',
      [known(['x', 'one/b', 1, false], ['y', 'two/b', 1, false]), choose(['b', 1])],
      ['x one/b missing', 'y two/b missing', 'id1 b waiting'],
    ],
    [
      'are each found when two of one name come back with their folders',
      [known(['x', 'one/b', 1, false], ['y', 'two/b', 1, false]), choose(['one/b', 1], ['two/b', 1])],
      ['x one/b waiting', 'y two/b waiting'],
    ],
    [
      'go again after their line was lost',
      [choose(['a', 1]), { kind: 'begun', id: 'id1' }, { kind: 'lost', id: 'id1' }],
      ['id1 a waiting'],
    ],
    [
      'are to be chosen again when they were changed on the disk',
      [choose(['a', 1]), { kind: 'begun', id: 'id1' }, { kind: 'unreadable', id: 'id1' }],
      ['id1 a missing'],
    ],
    [
      'go on in their place when they are chosen as they are now',
      [choose(['a', 1]), { kind: 'unreadable', id: 'id1' }, choose(['a', 2, 9])],
      ['id1 a waiting'],
    ],
    [
      'wait when they are to go again after a refusal',
      [choose(['a', 1]), { kind: 'refused', id: 'id1', error: 1 }, { kind: 'again', id: 'id1' }],
      ['id1 a waiting'],
    ],
    [
      'that were taken out stay out, whatever is heard of them',
      [
        choose(['a', 1], ['b', 1]),
        { kind: 'begun', id: 'id1' },
        { kind: 'dropped', ids: new Set(['id1']) },
        { kind: 'sent', id: 'id1' },
        { kind: 'progress', id: 'id1', gone: 1 },
      ],
      ['id2 b waiting'],
    ],
    [
      'that have arrived by another window are not sent here',
      [choose(['a', 1]), known(['id1', 'a', 1, true])],
      ['id1 a sent'],
    ],
  ])('%s', (_name, events, expected) => {
    expect(told(after(...events))).toEqual(expected);
  });

  it('lets go of the bytes of what has arrived', () => {
    expect(after(choose(['a', 1]), { kind: 'sent', id: 'id1' }).get('id1')?.file).toBeNull();
  });

  it('tells of no progress of what was lost meanwhile', () => {
    const uploads = after(
      choose(['a', 4]),
      { kind: 'begun', id: 'id1' },
      { kind: 'progress', id: 'id1', gone: 2 },
      { kind: 'lost', id: 'id1' },
      { kind: 'progress', id: 'id1', gone: 3 },
    );
    expect(uploads.get('id1')).toMatchObject({ gone: 0, lost: 1 });
  });
});

describe('what goes next', () => {
  it.each<[string, UploadEvent[], string[]]>([
    ['so many at a time', [choose(['a', 1], ['b', 1], ['c', 1], ['d', 1])], ['id1', 'id2', 'id3']],
    [
      'as far as there is room',
      [choose(['a', 1], ['b', 1], ['c', 1], ['d', 1]), { kind: 'begun', id: 'id2' }],
      ['id1', 'id3'],
    ],
    [
      'what was lost after what was not tried',
      [choose(['a', 1], ['b', 1], ['c', 1], ['d', 1]), { kind: 'lost', id: 'id1' }],
      ['id2', 'id3', 'id4'],
    ],
    ['nothing that is missing', [known(['x', 'a', 1, false])], []],
  ])('%s', (_name, events, ids) => {
    const next = nextUploads(after(...events)).map(({ id }) => id);
    expect(next).toEqual(ids);
    expect(next.length).toBeLessThanOrEqual(atATime);
  });
});

it('reckons all together', () => {
  const uploads = after(
    known(['x', 'here', 10, true], ['y', 'gone', 5, false]),
    choose(['a', 4], ['b', 2]),
    { kind: 'begun', id: 'id1' },
    { kind: 'progress', id: 'id1', gone: 3 },
    { kind: 'refused', id: 'id2', error: 'too large' },
  );
  expect(totalOf(uploads)).toMatchObject({ files: 4, sent: 1, bytes: 21, gone: 13, going: 1 });
});
