/**
 * How far the words of each PDF among the fixtures are read in their order, and how many notes stand where they belong:
 * `npm run order:pdf -w packages/formats`. Ends with 1 where a tagged file has a word elsewhere, where an untagged one
 * has less than .99 of them in their order, or where a note is missing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { type Truth, wordsInPdf, wordsOf } from '../fixtures/truth.ts';
import { pdfReader } from '../src/pdf/reader.ts';
import { wordOrder } from '../src/testing/word-order.ts';

const folder = new URL('../fixtures/', import.meta.url);
const bars = { tagged: 1, untagged: 0.99 };

let isGood = true;

for (const name of readdirSync(new URL('files/', folder)).filter((file) => file.endsWith('.pdf'))) {
  const letter = name.replace(/(?:\.tagged)?\.pdf$/, '');
  const truth: Truth = JSON.parse(readFileSync(new URL(`truth/${letter}.json`, folder), 'utf8'));
  const { text, blocks, notes } = await pdfReader.read(readFileSync(new URL(`files/${name}`, folder)), {
    encoding: null,
  });
  const found = (blocks ?? [])
    .filter(({ kind }) => kind !== 'footnote')
    .flatMap(({ start, end }) => wordsOf(text.slice(start, end)));
  const isTagged = name.endsWith('.tagged.pdf');
  // Without tags, what stands beside the text comes after it.
  const beside = isTagged ? [] : truth.blocks.filter(({ box }) => box);
  const wanted = [...truth.blocks.filter((block) => !beside.includes(block)), ...beside].flatMap((block) =>
    wordsInPdf(block.text),
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
  const order = wordOrder(found, wanted);
  const bar = isTagged ? bars.tagged : bars.untagged;
  const met = order >= bar && right.length === truth.notes.length && notes.length === truth.notes.length;
  isGood &&= met;
  process.stdout.write(
    `${order.toFixed(4)} (${bar}${met ? '' : ', NOT MET'})  notes ${right.length} of ${truth.notes.length}  ${name}\n`,
  );
}
process.exitCode = isGood ? 0 : 1;
