import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'agreement-cases-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the runner as npm does: in the package's folder, with the folder that npm was called from in INIT_CWD. */
function run(...files: readonly string[]) {
  const env = { ...process.env, INIT_CWD: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['cases/run.ts', ...files], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('prints one line of JSON a case, of a file named from where npm was called', () => {
  const input = {
    type: 'matrix',
    matrix: [
      [1, 2],
      [1, 2],
    ],
  };
  const cases = [
    {
      id: 'one',
      measure: 'gamma_positional_dissimilarity',
      input: {
        pairs: [
          [
            [1, 5],
            [2, 6],
          ],
        ],
      },
      expected: { d_pos: [9] },
    },
    { id: 'two', measure: 'astrology', input },
  ];
  writeFileSync(join(folder, 'cases.json'), JSON.stringify({ cases }));
  const wanted = {
    status: 0,
    stdout:
      '{"id":"one","computed":{"d_pos":[0.0625]}}\n' +
      '{"id":"two","error":"unknown measure \\"astrology\\""}\n',
    stderr: '',
  };
  expect(run('cases.json')).toEqual(wanted);
  expect(run(join(folder, 'cases.json'))).toEqual(wanted);
});

test('reads a file with a byte-order mark, and answers no cases with nothing', () => {
  writeFileSync(join(folder, 'none.json'), '\uFEFF{"cases":[]}');
  expect(run('none.json')).toEqual({ status: 0, stdout: '', stderr: '' });
  rmSync(join(folder, 'none.json'));
});

test('says what is wrong with a file as a whole', () => {
  expect(run()).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('Name a file with cases'),
  });
  expect(run('none.json')).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringContaining('none.json'),
  });
  writeFileSync(join(folder, 'broken.json'), '{');
  expect(run('broken.json')).toMatchObject({ status: 1, stdout: '' });
  writeFileSync(join(folder, 'empty.json'), '{}');
  expect(run('empty.json')).toEqual({ status: 1, stdout: '', stderr: 'cases must be a list\n' });
});
