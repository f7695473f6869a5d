import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Random } from '@koersvast/core/round';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/* Files for a dossier: letters of known formats with words of their own, so that no two are the same. */

const folder = path.join(import.meta.dirname, '../../../../packages/formats/fixtures/files');

interface MadeFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const syllables = [
  'ka',
  'mer',
  'wa',
  'ter',
  'be',
  'leid',
  'ver',
  'slag',
  'mi',
  'nis',
  'ter',
  'voor',
  'stel',
  'den',
  'ken',
];

function word(random: Random): string {
  const parts = Array.from({ length: 2 + random.below(3) }, () => syllables[random.below(syllables.length)]);
  return parts.join('');
}

/** Every second long word is another one. */
function reworded(text: string, random: Random): string {
  return text.replace(/(?<![\\\w&#])\p{L}{6,}(?![\w;])/gu, (found) =>
    random.below(2) === 0 ? word(random) : found,
  );
}

/** The words between the tags of one file in a packed document. */
function repacked(bytes: Uint8Array, inner: string, random: Random): Uint8Array {
  const files = unzipSync(bytes);
  const xml = strFromU8(files[inner] ?? new Uint8Array());
  files[inner] = strToU8(xml.replace(/>([^<]{6,})</g, (_, words: string) => `>${reworded(words, random)}<`));
  return zipSync(files);
}

function sentences(random: Random, characters: number): string {
  let text = '';
  while (text.length < characters) {
    const words = Array.from({ length: 8 + random.below(10) }, () => word(random));
    text += `${words.join(' ').replace(/^./, (first) => first.toUpperCase())}.${random.below(6) === 0 ? '\n\n' : ' '}`;
  }
  return text.trim();
}

const LINES = 50;

/** A letter of some pages, as a simple program prints it. */
function printed(random: Random, pages: number): Uint8Array {
  const kids = Array.from({ length: pages }, (_, nth) => `${4 + 2 * nth} 0 R`).join(' ');
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${pages}>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  for (let page = 0; page < pages; page += 1) {
    const lines = Array.from({ length: LINES }, () =>
      Array.from({ length: 9 }, () => word(random)).join(' '),
    );
    const content = `BT /F1 10 Tf 14 TL 60 780 Td ${lines.map((line) => `(${line}) Tj T*`).join('\n')} ET`;
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents ${5 + 2 * page} 0 R>>`,
      `<</Length ${content.length}>>stream\n${content}\nendstream`,
    );
  }
  let file = '%PDF-1.4\n';
  const places = objects.map((object, nth) => {
    const at = file.length;
    file += `${nth + 1} 0 obj${object}endobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return strToU8(
    `${file}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF`,
  );
}

type Maker = (random: Random, nth: number) => { readonly ending: string; readonly bytes: Uint8Array };

function makers(): Maker[] {
  const names = readdirSync(folder);
  const of = (ending: string) =>
    names.filter((name) => name.endsWith(ending)).map((name) => readFileSync(path.join(folder, name)));
  const [docx, odt, rtf] = [of('.docx'), of('.odt'), of('.rtf')];
  const one = (files: readonly Uint8Array[], random: Random) =>
    files[random.below(files.length)] ?? new Uint8Array();
  const asDocx: Maker = (random) => ({
    ending: 'docx',
    bytes: repacked(one(docx, random), 'word/document.xml', random),
  });
  const asOdt: Maker = (random) => ({
    ending: 'odt',
    bytes: repacked(one(odt, random), 'content.xml', random),
  });
  const asRtf: Maker = (random) => ({
    ending: 'rtf',
    bytes: strToU8(
      strFromU8(one(rtf, random), true).replace(/ [A-Za-z ]{12,}/g, (words) => reworded(words, random)),
      true,
    ),
  });
  const asPdf: Maker = (random) => ({ ending: 'pdf', bytes: printed(random, 1 + random.below(6)) });
  const asHtml: Maker = (random) => ({
    ending: 'html',
    bytes: strToU8(
      `<!doctype html><title>${word(random)}</title><body><h1>${word(random)}</h1>${sentences(random, 6_000)
        .split('\n\n')
        .map((each) => `<p>${each}</p>`)
        .join('')}`,
    ),
  });
  const asText: Maker = (random) => ({ ending: 'txt', bytes: strToU8(sentences(random, 5_000)) });
  return [asDocx, asDocx, asPdf, asPdf, asPdf, asOdt, asRtf, asHtml, asText, asDocx];
}

/** So many of all kinds, made as they are asked for. */
export function* mixedFiles(count: number, random: Random): Generator<MadeFile> {
  const all = makers();
  for (let nth = 0; nth < count; nth += 1) {
    const made = all[nth % all.length]?.(random, nth);
    if (made) yield { path: `dossier/${2015 + (nth % 10)}/stuk ${nth}.${made.ending}`, bytes: made.bytes };
  }
}

export function* plainTexts(count: number, random: Random): Generator<MadeFile> {
  for (let nth = 0; nth < count; nth += 1)
    yield { path: `tekst ${nth}.txt`, bytes: strToU8(sentences(random, 5_000).slice(0, 5_000)) };
}
