import type { MetadataKey } from '@koersvast/core/file';
import type { DocumentReader } from '../reader.ts';
import { documentOf, Notices } from '../reading/document.ts';
import { findElement, lineOf, type MarkupElement } from '../reading/markup.ts';
import { walk } from '../reading/walk.ts';
import { readXml } from '../reading/xml.ts';
import { decodeXml } from '../reading/xml-text.ts';
import { peopleOf, ruleOfAkomaNtoso } from './rules.ts';

/** Languages have three letters in Akoma Ntoso, and two in tags where there are two. */
const tags: Readonly<Record<string, string>> = {
  nld: 'nl',
  dut: 'nl',
  eng: 'en',
  fra: 'fr',
  fre: 'fr',
  deu: 'de',
  ger: 'de',
  ita: 'it',
  spa: 'es',
  por: 'pt',
};

function metadataOf(root: MarkupElement): Partial<Record<MetadataKey, string>> {
  const work = findElement(root, 'FRBRWork');
  const statedIn = (local: string) =>
    work === undefined ? undefined : findElement(work, local)?.attributes.value;
  const date = work === undefined ? undefined : findElement(work, 'FRBRdate')?.attributes.date;
  const title = lineOf(findElement(root, 'docTitle', 'longTitle', 'shortTitle'));
  const number = lineOf(findElement(root, 'docNumber')) || statedIn('FRBRnumber');
  const identifier = statedIn('FRBRuri');
  return {
    ...(date === undefined || !/^\d{4}(-\d\d){0,2}$/.test(date.slice(0, 10))
      ? {}
      : { date: date.slice(0, 10) }),
    ...(title === '' ? {} : { title }),
    ...(number === undefined ? {} : { number }),
    ...(identifier === undefined ? {} : { identifier }),
  };
}

/** Acts, bills and debates in Akoma Ntoso, the standard of OASIS for texts of parliaments. */
export const akomaNtosoReader: DocumentReader = {
  id: 'akoma-ntoso',
  version: '5',
  kinds: ['akoma-ntoso'],
  async read(bytes, { encoding }) {
    const decoded = decodeXml(bytes, encoding);
    const root = readXml(decoded.text);
    const notices = new Notices();
    const { pieces, notes } = walk([root], ruleOfAkomaNtoso(peopleOf(root)), notices);
    const metadata = metadataOf(root);
    const language = findElement(root, 'FRBRlanguage')?.attributes.language ?? '';
    return documentOf({
      ...{ pieces, notes, metadata, encoding: decoded.encoding },
      title: metadata.title ?? null,
      language: tags[language] ?? language,
      notices: [...decoded.notices, ...notices.all],
    });
  },
};
