import type { MetadataKey } from '@koersvast/core/file';
import { datesIn } from '@koersvast/core/letter';
import { descendantsOf, findElement, lineOf, type MarkupElement } from '../reading/markup.ts';

type Stated = Partial<Record<MetadataKey, string>>;

/** The names in `metadata.xml`, the surer first, by what they tell. */
const names: readonly (readonly [MetadataKey, readonly string[]])[] = [
  ['title', ['OVERHEIDop.documenttitel', 'DC.title']],
  [
    'date',
    [
      'OVERHEIDop.datumBrief',
      'OVERHEIDop.datumIndiening',
      'OVERHEIDop.datumVergadering',
      'OVERHEIDop.datumOndertekening',
    ],
  ],
  ['received', ['OVERHEIDop.datumOntvangst']],
  ['published', ['DCTERMS.issued', 'DCTERMS.available']],
  ['identifier', ['DC.identifier']],
  ['kind', ['DC.type']],
  ['dossier', ['OVERHEIDop.dossiernummer']],
  ['dossier_title', ['OVERHEIDop.dossiertitel']],
  ['number', ['OVERHEIDop.ondernummer', 'OVERHEIDop.aanhangsel', 'OVERHEIDop.vraagnummer']],
  ['session', ['OVERHEIDop.vergaderjaar']],
  ['chamber', ['OVERHEID.organisationType']],
  ['sender', ['OVERHEIDop.indiener']],
  ['addressee', ['OVERHEIDop.ontvanger']],
  ['publisher', ['DC.creator']],
  ['language', ['DCTERMS.language', 'DC.language']],
];

/** What a `metadata.xml` says of its publication. What is there several times (who sent it) is put together. */
export function metadataIn(root: MarkupElement): Stated {
  const stated = new Map<string, string[]>();
  for (const { local, attributes } of descendantsOf(root)) {
    const { name, content = '' } = attributes;
    if (local !== 'metadata' || name === undefined || content.trim() === '') continue;
    stated.set(name, [...(stated.get(name) ?? []), content.trim()]);
  }
  const found: Stated = {};
  for (const [key, each] of names) {
    const values = each.map((name) => stated.get(name)).find((list) => list !== undefined);
    if (values !== undefined) found[key] = [...new Set(values)].join(key === 'dossier' ? ', ' : '; ');
  }
  if (found.dossier !== undefined) found.dossier = plainDossier(found.dossier);
  return found;
}

/** `36 600 VII` as `36600-VII`. */
function plainDossier(printed: string): string {
  return printed
    .replace(/(\d)[\s\u00A0](?=\d)/g, '$1')
    .replace(/(\d)[\s;]+([IVXLC]+|[A-Z])\b/g, '$1-$2')
    .trim();
}

/** What publications are called, by the element that holds their text. */
const kinds: Readonly<Record<string, string>> = {
  kamerstuk: 'Kamerstuk',
  handelingen: 'Handelingen',
  kamervragen: 'Kamervragen',
  staatscourant: 'Staatscourant',
  staatsblad: 'Staatsblad',
};

/** What the publication says of itself. */
export function metadataOf(root: MarkupElement): Stated {
  const found: Stated = {};
  const record = [...descendantsOf(root)].find(
    ({ local, attributes }) => local === 'meta' && attributes.name === 'OVERHEIDop.externMetadataRecord',
  )?.attributes.content;
  const identifier = /\/([^/]+)\/metadata\.xml$/.exec(record ?? '')?.[1];
  if (identifier !== undefined && record !== undefined) {
    found.identifier = identifier;
    found.source_url = record.replace(/\/metadata\.xml$/, '');
  }
  const dossier = (findElement(root, 'dossiernummer')?.children ?? []).map(lineOf).join(' ').trim();
  if (dossier !== '') found.dossier = plainDossier(dossier);
  const dossierTitle = lineOf(
    findElement(findElement(root, 'dossier') ?? { ...root, children: [] }, 'titel'),
  );
  if (dossierTitle !== '') found.dossier_title = dossierTitle;
  const number = lineOf(findElement(root, 'ondernummer'));
  if (number !== '') found.number = number.replace(/^nr\.?\s*/i, '');
  const date = [...descendantsOf(root)].find(
    ({ local, attributes }) => local === 'datum' && attributes.isodatum,
  )?.attributes.isodatum;
  if (date !== undefined && /^\d{4}-\d{2}-\d{2}/.test(date)) found.date = date.slice(0, 10);
  const kind = findElement(root, ...Object.keys(kinds))?.local;
  if (kind !== undefined) found.kind = kinds[kind] ?? kind;
  const [meeting] = datesIn(lineOf(findElement(root, 'vergaderdatum')));
  if (meeting !== undefined) found.date ??= meeting.value;
  return found;
}
