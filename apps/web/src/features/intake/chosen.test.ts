import { describe, expect, it } from 'vitest';
import { type DroppedEntry, filesIn, filesOfChoice, isLeftBySystem } from './chosen.ts';

function aFile(name: string): DroppedEntry {
  return { name, isFile: true, isDirectory: false, file: (found) => found(new File(['x'], name)) };
}

function unreadable(name: string): DroppedEntry {
  return { name, isFile: true, isDirectory: false, file: (_found, failed) => failed(new Error('gone')) };
}

/** Tells of so many at a time, as browsers do. */
function aFolder(name: string, inside: readonly DroppedEntry[], atATime = 100): DroppedEntry {
  return {
    name,
    isFile: false,
    isDirectory: true,
    createReader: () => {
      let told = 0;
      return {
        readEntries: (found) => {
          found(inside.slice(told, told + atATime));
          told += atATime;
        },
      };
    },
  };
}

function endless(name: string): DroppedEntry {
  const folder: DroppedEntry = {
    name,
    isFile: false,
    isDirectory: true,
    createReader: () => {
      let told = false;
      return {
        readEntries: (found) => {
          found(told ? [] : [folder]);
          told = true;
        },
      };
    },
  };
  return folder;
}

const pathsIn = async (...entries: DroppedEntry[]) => {
  const { chosen, unopened } = await filesIn(entries);
  return { chosen: chosen.map(({ path }) => path), unopened };
};

describe('what was dropped', () => {
  it.each<[string, DroppedEntry[], string[], string[]]>([
    ['a file', [aFile('a.pdf')], ['a.pdf'], []],
    [
      'folders in folders, each file with its path',
      [aFolder('letters', [aFile('a.pdf'), aFolder('2019', [aFile('a.pdf')])]), aFile('index.csv')],
      ['letters/a.pdf', 'letters/2019/a.pdf', 'index.csv'],
      [],
    ],
    ['an empty folder', [aFolder('empty', [])], [], []],
    [
      'what systems leave behind is passed over',
      [aFolder('letters', [aFile('.DS_Store'), aFile('._a.pdf'), aFile('~$brief.docx'), aFile('a.pdf')])],
      ['letters/a.pdf'],
      [],
    ],
    [
      'what cannot be opened is told and keeps nothing else out',
      [aFolder('letters', [unreadable('b.pdf'), aFile('a.pdf')])],
      ['letters/a.pdf'],
      ['letters/b.pdf'],
    ],
    ['a folder within itself ends', [endless('round')], [], []],
  ])('%s', async (_name, entries, chosen, unopened) => {
    expect(await pathsIn(...entries)).toEqual({ chosen, unopened });
  });

  it('has all of a folder of which the browser tells a hundred at a time', async () => {
    const inside = Array.from({ length: 250 }, (_, at) => aFile(`${at}.txt`));
    expect((await pathsIn(aFolder('many', inside))).chosen).toHaveLength(250);
  });
});

it('takes the path of a chosen folder, and the name of a single file', () => {
  const loose = new File([''], 'a.pdf');
  const inFolder = Object.defineProperty(new File([''], 'b.pdf'), 'webkitRelativePath', {
    value: 'letters/b.pdf',
  });
  expect(filesOfChoice([loose, inFolder]).map(({ path }) => path)).toEqual(['a.pdf', 'letters/b.pdf']);
});

it.each([
  ['.DS_Store', true],
  ['a/Thumbs.db', true],
  ['__MACOSX/a/b.pdf', true],
  ['.git/HEAD', true],
  ['a/.~lock.brief.odt#', true],
  ['.brief.pdf', false],
  ['git/brief.pdf', false],
  ['desktop.ini.txt', false],
])('%s left by a system: %s', (path, left) => {
  expect(isLeftBySystem(path)).toBe(left);
});
