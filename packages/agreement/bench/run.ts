/** Prints how long the measures take, beside their targets: npm run bench -w packages/agreement */
import {
  barUAlpha,
  bestAlignmentDisorder,
  bootstrapDocuments,
  type CodedDocument,
  cuAlpha,
  differencesOf,
  gainsOf,
  isRefusal,
  kuAlpha,
  type Layer,
  type Outcome,
  pooledTagAlpha,
  readDocument,
  type TagTally,
  tagAlpha,
  tagsOf,
  tallyGroup,
  tallyMatches,
  tallyTags,
  uAlpha,
} from '@koersvast/agreement';
import { documentFor, layersFor } from './data.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);

/** Milliseconds of the fastest and of the middle of some runs, after runs to warm up. */
function time(run: () => void, warmUps: number, runs: number): { fastest: number; middle: number } {
  for (let i = 0; i < warmUps; i++) run();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return { fastest: times[0] ?? 0, middle: times[Math.floor(times.length / 2)] ?? 0 };
}

/** Checks the spans, counts them, and computes u-alpha, |u-alpha, cu-alpha and (k)u-alpha of every tag. */
function wholeFamily(length: number, layers: readonly Layer[]): void {
  const document = readDocument({ length, layers });
  const tags = tagsOf([document]);
  const tally = tallyGroup(document, tags);
  if (isRefusal(tally)) throw new Error('The benchmark made overlapping spans');
  const values = [uAlpha(tally), barUAlpha(tally), cuAlpha(tally), ...tags.map((tag) => kuAlpha(tally, tag))];
  if (values.some(({ value }) => value === null))
    throw new Error('The benchmark made spans without variation');
}

const row = (...cells: readonly string[]) => print(`| ${cells.join(' | ')} |`);
const ms = (milliseconds: number) => milliseconds.toFixed(milliseconds < 10 ? 2 : 0);

function target(name: string, limit: number, run: () => void, warmUps: number, runs: number): void {
  const { fastest, middle } = time(run, warmUps, runs);
  row(name, ms(fastest), ms(middle), `${limit}`, middle <= limit ? 'yes' : 'NO');
}

print('Times in milliseconds, input checked and counted anew in every run.\n');
row('what', 'fastest', 'middle', 'target', 'met');
row('---', '---:', '---:', '---:', '---');
const book = layersFor(3, 10_000, 1_000_000, 20);
target(
  'whole family, 3 coders x 10,000 spans on 1,000,000 characters',
  100,
  () => wholeFamily(1_000_000, book),
  5,
  9,
);
const archive = layersFor(5, 300_000, 30_000_000, 20);
target(
  'whole family, 5 coders x 300,000 spans on 30,000,000 characters',
  4000,
  () => wholeFamily(30_000_000, archive),
  1,
  3,
);

const corpus = Array.from({ length: 200 }, (_, i) => documentFor(3, 60, 6000, 20, i + 1));
const tags = tagsOf(corpus);
const tallies = corpus.map((document) => tallyTags(document, tags));
const measures = Object.fromEntries([
  ...tags.map((tag) => [tag, (tally: TagTally): Outcome => tagAlpha(tally, tag)]),
  ['all tags', pooledTagAlpha],
]);
target(
  'bootstrap, 2,000 replicates over 200 documents x 20 tags',
  1000,
  () => {
    bootstrapDocuments(tallies, measures, { replicates: 2000, seed: 1 });
  },
  1,
  5,
);
const long = layersFor(5, 20_000, 2_000_000, 20);
target(
  'differences by gain, 5 coders x 20,000 spans on 2,000,000 characters',
  1000,
  () => {
    const document = readDocument({ length: 2_000_000, layers: long });
    gainsOf(differencesOf(document), tallyTags(document, tagsOf([document])));
  },
  2,
  5,
);

print('\nGrowth: the last column stays level if time grows as n log n.\n');
row('measure', 'spans in all (n)', 'middle', 'ns per n log2 n');
row('---', '---:', '---:', '---:');
const growth: readonly (readonly [string, (document: CodedDocument) => void])[] = [
  ['whole family', (document) => wholeFamily(document.length, document.layers)],
  ['per tag', (document) => void tallyTags(document, tagsOf([document]))],
  ['span matching', (document) => void tallyMatches(document, 'coder 1', 'coder 2')],
];
for (const [name, run] of growth) {
  for (const spans of [2_500, 5_000, 10_000, 20_000, 40_000, 80_000]) {
    const document = documentFor(2, spans, spans * 100, 20);
    const n = 2 * spans;
    const { middle } = time(() => run(document), 2, 5);
    row(name, n.toLocaleString('en'), ms(middle), ((middle * 1e6) / (n * Math.log2(n))).toFixed(1));
  }
}

print('\nBest alignment (gamma), growth with the number of spans.\n');
row('coders', 'spans a coder', 'middle', 'disorder');
row('---:', '---:', '---:', '---:');
for (const [coders, spans] of [
  [2, 100],
  [2, 1000],
  [2, 10_000],
  [3, 30],
  [3, 300],
  [3, 3000],
] as const) {
  const document = documentFor(coders, spans, spans * 100, 20);
  const { middle } = time(() => void bestAlignmentDisorder(document), 1, 3);
  row(
    `${coders}`,
    spans.toLocaleString('en'),
    ms(middle),
    bestAlignmentDisorder(document).value?.toFixed(4) ?? 'refused',
  );
}
