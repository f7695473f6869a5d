import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ensureSecret } from './secret.ts';

test('a secret is made once, also by several at the same time, and is for its owner only', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'koersvast-secret-'));
  const dataDir = path.join(folder, 'data');
  const [first, ...others] = await Promise.all(Array.from({ length: 40 }, () => ensureSecret(dataDir)));
  expect(first).toHaveLength(43);
  expect(new Set(others)).toEqual(new Set([first]));
  expect(await ensureSecret(dataDir)).toBe(first);
  expect(await readdir(dataDir)).toEqual(['secret']);
  expect((await stat(path.join(dataDir, 'secret'))).mode & 0o777).toBe(0o600);
  await writeFile(path.join(dataDir, 'secret'), 'short');
  await expect(ensureSecret(dataDir)).rejects.toThrow('needs at least 32 characters, and has 5');
  await rm(folder, { recursive: true });
});
