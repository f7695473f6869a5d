/**
 * How far the words of each PDF among the fixtures are read in their order, and how many notes stand where they belong:
 * `npm run order:pdf -w packages/formats`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { type Truth, wordsOf } from '../fixtures/truth.ts';
import { pdfReader } from '../src/pdf/reader.ts';
import { wordOrder } from '../src/testing/word-order.ts';

const folder = new URL('../fixtures/', import.meta.url);

for (const name of readdirSync(new URL('files/', folder)).filter((file) => file.endsWith('.pdf'))) {
  const letter = name.replace(/(?:\.tagged)?\.pdf$/, '');
  const truth: Truth = JSON.parse(readFileSync(new URL(`truth/${letter}.json`, folder), 'utf8'));
  const { text, blocks, notes } = await pdfReader.read(readFileSync(new URL(`files/${name}`, folder)), {
    encoding: null,
  });
  const found = (blocks ?? [])
    .filter(({ kind }) => kind !== 'footnote')
    .flatMap(({ start, end }) => wordsOf(text.slice(start, end)));
  // Without tags, what stands beside the text comes after it.
  const beside = name.includes('.tagged.') ? [] : truth.blocks.filter(({ box }) => box);
  const wanted = [...truth.blocks.filter((block) => !beside.includes(block)), ...beside].flatMap((block) =>
    wordsOf(block.text),
  );
  const right = truth.notes.filter(({ mark, text: words, after }) =>
    notes.some(
      ({ mark: own, start, end, at }) =>
        own === mark &&
        text.slice(start, end) === words &&
        at !== null &&
        /\S*$/.exec(text.slice(0, at))?.[0] === after,
    ),
  );
  process.stdout.write(
    `${wordOrder(found, wanted).toFixed(4)}  notes ${right.length} of ${truth.notes.length}  ${name}\n`,
  );
}
