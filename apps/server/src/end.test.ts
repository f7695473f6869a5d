import { execFile } from 'node:child_process';
import { expect, test } from 'vitest';

/** A process that ends by itself after an error that nobody caught; what it has said, and how it ended. */
function fail(thrown: string): Promise<{ readonly said: string; readonly code: unknown }> {
  const program = `
    import { onEnd } from ${JSON.stringify(new URL('./end.ts', import.meta.url).href)};
    const end = onEnd(() => {}, (line) => process.stdout.write('complained: ' + line));
    end.add(async () => process.stdout.write(' ended in order'));
    setTimeout(() => { ${thrown} }, 1);`;
  return new Promise((resolve) => {
    execFile(process.execPath, ['--input-type=module', '-e', program], (error, stdout, stderr) =>
      resolve({ said: stdout + stderr, code: error?.code }),
    );
  });
}

test.each([
  ['thrown', `throw new TypeError('no such letter: "kanarievogel"\\nkanarievogel')`],
  ['rejected', `Promise.reject(new TypeError('no such letter: "kanarievogel"'))`],
  ['no error at all', `throw { kanarievogel: 'kanarievogel' }`],
])('an error that nobody caught is told where others are, without what it quotes: %s', async (_, thrown) => {
  const { said, code } = await fail(thrown);
  expect(said).toMatch(/^complained: Koersvast stops after an error that it does not know: /);
  expect(said).toMatch(/ ended in order$/);
  expect(said).not.toContain('kanarievogel');
  if (thrown.includes('TypeError')) expect(said).toMatch(/TypeError: no such letter: …\n\s+at /);
  expect(code).toBe(1);
});
