/**
 * Prints how fast each format is read, beside the library alone: npm run bench:read -w packages/formats. Bar: 1.5 times
 * the time of the library; ends with 1 where it is not met, as it is not by PDF. Of PDF also what its pages take before
 * anything is made of them, in the time of pdf.js alone: what is above 1 there is the list of what is drawn, of the first
 * page of each font, which alone has the names of fonts; the rest is the layout.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import mammoth from 'mammoth';
import { abstractNum, cell, docxOf, item, level, num, p, row, table } from '../src/docx/testing/package.ts';
import { readFile } from '../src/index.ts';
import { openPdf } from '../src/pdf/open.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);
const folder = join(import.meta.dirname, '../fixtures/files');
/** In the time of the library alone. */
const bar = 1.5;

let isGood = true;

interface Sample {
  readonly name: string;
  readonly bytes: Uint8Array;
}

function fixtures(ending: string): Sample[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }));
}

const sentence = 'Het kabinet houdt vast aan de koers: druk waar het moet, gesprek waar het kan. ';

/** A report of some three hundred pages. */
function longDocx(): Sample {
  const body = Array.from({ length: 2000 }, (_, index) => {
    if (index % 10 === 3) return p(`Punt ${index}. ${sentence}`, item(1, index % 3));
    if (index % 50 === 7) return table(row(cell(`a${index}`), cell('b')), row(cell('c'), cell('d')));
    return p(`Alinea ${index}. ${sentence.repeat(4)}`);
  }).join('');
  const numbering = abstractNum(
    1,
    level(0, 'decimal', '%1.'),
    level(1, 'decimal', '%1.%2'),
    level(2, 'lowerLetter', '%3)'),
  );
  return { name: 'long.docx', bytes: docxOf({ body, numbering: numbering + num(1, 1) }) };
}

type Read = (sample: Sample) => Promise<unknown>;

const own: Read = ({ name, bytes }) => readFile(bytes, name, { encoding: null });
const byMammoth: Read = ({ bytes }) => mammoth.convertToHtml({ buffer: Buffer.from(bytes) });

/** What every reader of PDF has to ask of it: the letters and the structure of each page. */
const byPdfJs: Read = async ({ bytes }) => {
  // A build that has no types of its own.
  const build: string = 'pdfjs-dist/legacy/build/pdf.min.mjs';
  const { getDocument }: typeof import('pdfjs-dist') = await import(build);
  const task = getDocument({ data: bytes.slice(), verbosity: 0 });
  const file = await task.promise;
  for (let number = 1; number <= file.numPages; number += 1) {
    const page = await file.getPage(number);
    await page.getTextContent({ includeMarkedContent: true });
    await page.getStructTree();
  }
  await task.destroy();
};

const pagesAlone: Read = async ({ bytes }) => {
  const file = await openPdf(bytes);
  for (let number = 1; number <= file.pages; number += 1) await file.page(number);
  await file.close();
};

async function once(samples: readonly Sample[], read: Read): Promise<number> {
  const start = performance.now();
  for (const sample of samples) await read(sample);
  return performance.now() - start;
}

/** Milliseconds of the middle of some rounds of each, in turns, after a round of each to warm up. */
async function inTurns(
  samples: readonly Sample[],
  reads: readonly Read[],
  rounds: number,
): Promise<number[]> {
  const times = reads.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, read] of reads.entries()) {
      const time = await once(samples, read);
      if (round > 0) times[index]?.push(time);
    }
  }
  return times.map((each) => each.sort((a, b) => a - b)[Math.floor(each.length / 2)] ?? 0);
}

interface Table {
  readonly what: string;
  readonly samples: Sample[];
  readonly library?: readonly [string, Read];
  /** The first part of reading. */
  readonly part?: Read;
}

const tables: readonly Table[] = [
  { what: 'docx', samples: fixtures('.docx'), library: ['mammoth', byMammoth] },
  { what: 'docx, 300 pages', samples: [longDocx()], library: ['mammoth', byMammoth] },
  { what: 'doc', samples: fixtures('.doc') },
  { what: 'odt', samples: fixtures('.odt') },
  { what: 'rtf', samples: fixtures('.rtf') },
  { what: 'pdf, tagged', samples: fixtures('.tagged.pdf'), library: ['pdf.js', byPdfJs], part: pagesAlone },
  {
    what: 'pdf, not tagged',
    samples: fixtures('.pdf').filter(({ name }) => !name.endsWith('.tagged.pdf')),
    library: ['pdf.js', byPdfJs],
    part: pagesAlone,
  },
];

print(
  '| what | files | MB | characters | MB/s | library alone, MB/s | time, in that of the library | of that, its pages |',
);
print('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const { what, samples, library, part } of tables) {
  const size = samples.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1_000_000;
  let characters = 0;
  for (const sample of samples)
    characters += (await readFile(sample.bytes, sample.name, { encoding: null })).text.length;
  const reads = [own, ...(library === undefined ? [] : [library[1]]), ...(part === undefined ? [] : [part])];
  const [ours = 0, theirs, pages] = await inTurns(samples, reads, 5);
  const speed = (time: number) => (size / (time / 1000)).toFixed(2);
  const ratio = theirs === undefined ? 0 : ours / theirs;
  const met = ratio <= bar;
  isGood &&= met;
  const beside =
    library === undefined || theirs === undefined
      ? ['', '', '']
      : [
          `${library[0]} ${speed(theirs)}`,
          `${ratio.toFixed(2)} (${bar}${met ? '' : ', NOT MET'})`,
          pages === undefined ? '' : (pages / theirs).toFixed(2),
        ];
  print(`| ${[what, samples.length, size.toFixed(2), characters, speed(ours), ...beside].join(' | ')} |`);
}
process.exitCode = isGood ? 0 : 1;
