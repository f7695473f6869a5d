// `npm run bench -w packages/search`: times of folding and of queries, over ten million characters in 2,000 documents.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { find, fold, NO_SPANS, parseQuery, spanCount } from '../src/index.ts';
import { corpus } from './corpus.ts';

const DOCUMENTS = 2_000;
const CHARACTERS = 10_000_000;
const RUNS = 5;

const twenty =
  'oorlog vrede sanctie druk brief raad wapens handel vrijheid rechten landen minister kamer regering antwoord vragen europa rusland vreland zaak';
const QUERIES: readonly (readonly [what: string, query: string, target: number])[] = [
  ['a word', 'minister', 200],
  ['a word that is often there', 'de', 200],
  ['a phrase', '"de minister"', 200],
  ['NEAR', 'minister NEAR/10 kamer', 200],
  ['NEAR of words that are often there', 'de NEAR/5 van', 200],
  ['FOLLOWED', 'minister FOLLOWED/3 de', 200],
  ['* behind', 'sanctie*', 200],
  ['* before', '*heid', 200],
  ['* at both ends', '*druk*', 200],
  ['OR of 20', twenty.split(' ').join(' OR '), 200],
  ['in one sentence', 'in:sentence(minister de)', 200],
  ['in one sentence, of 20', `in:sentence((${twenty.split(' ').join(' OR ')}) de NOT het)`, 200],
  ['a pattern', '/minister\\w*/', 500],
  ['AND', 'minister AND kamer AND sanctie', 200],
  ['AND NOT', 'minister NOT kamer', 200],
];

const say = (line: string) => process.stdout.write(`${line}\n`);
const texts = corpus(DOCUMENTS, CHARACTERS);
const row = (what: string, ms: number, target: number | null, more: string) =>
  say(`${what.padEnd(36)}${ms.toFixed(0).padStart(7)} ms${target === null ? '' : `  of ${target}`}  ${more}`);

say(`${texts.length} documents, ${texts.reduce((sum, { length }) => sum + length, 0)} characters`);
let began = performance.now();
const folded = texts.map((text) => fold(text));
row(
  'folding',
  performance.now() - began,
  150,
  `${folded.filter(({ map }) => map !== null).length} with a map`,
);

const sentences = texts.map((text) =>
  Int32Array.from(
    [...text.matchAll(/[^.]+\.?/g)].flatMap(({ 0: all, index }) => [index, index + all.length]),
  ),
);

for (const [what, typed, target] of QUERIES) {
  const parsed = parseQuery(typed);
  if (!parsed.ok) throw new Error(`${typed}: ${parsed.error.code}`);
  const times: number[] = [];
  let hits = 0;
  for (let run = 0; run < RUNS; run += 1) {
    began = performance.now();
    hits = 0;
    for (const [at, text] of folded.entries())
      hits += spanCount(find(parsed.query, text, { sentences: () => sentences[at] ?? NO_SPANS }).hits);
    times.push(performance.now() - began);
  }
  const [first = 0] = times;
  times.sort((one, other) => one - other);
  row(what, times[RUNS >> 1] ?? 0, target, `${hits} hits, the first time ${first.toFixed(0)} ms`);
}

const folder = mkdtempSync(path.join(tmpdir(), 'koersvast-search-bench-'));
const file = path.join(folder, 'corpus.txt');
writeFileSync(file, texts.join('\n'));
for (const args of [
  ['-c', 'minister'],
  ['-c', '-i', '-w', 'minister'],
  ['-c', '-E', twenty.split(' ').join('|')],
]) {
  began = performance.now();
  const { error } = spawnSync('grep', [...args, file]);
  if (!error) row(`grep ${args.slice(0, -1).join(' ')}`, performance.now() - began, null, args.at(-1) ?? '');
}
rmSync(folder, { recursive: true });
