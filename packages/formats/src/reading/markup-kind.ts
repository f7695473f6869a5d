import { DomainError } from '@koersvast/core/error';
import type { FileFormat } from '@koersvast/core/file';

/** Roots of formats of parliaments, without prefix, in lower case. */
const roots: Readonly<Record<string, FileFormat>> = {
  'officiele-publicatie': 'op-xml',
  kamerstuk: 'op-xml',
  handelingen: 'op-xml',
  kamervragen: 'op-xml',
  staatscourant: 'op-xml',
  staatsblad: 'op-xml',
  tei: 'tei',
  'tei.2': 'tei',
  teicorpus: 'tei',
  akomantoso: 'akoma-ntoso',
  html: 'html',
};

/** Elements with which a piece of a page begins that has no `html` around it. */
const ofPages = new Set(
  'head body title meta link base style script p div span a h1 h2 h3 h4 h5 h6 ul ol table article section main header nav center font b i em strong img br hr blockquote pre form'.split(
    ' ',
  ),
);

interface Head {
  readonly declared: boolean;
  readonly doctype: string | null;
  /** The name of the first element, with its prefix; null when text comes first. */
  readonly root: string | null;
}

/** What stands before the first element, skipped: declarations, instructions, comments. */
function headOf(start: string): Head {
  let rest = start;
  let declared = false;
  let doctype: string | null = null;
  for (;;) {
    const skipped = /^(?:<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!doctype[^[>]*(?:\[[\s\S]*?\]\s*)?>)\s*/i.exec(
      rest,
    )?.[0];
    if (skipped === undefined) break;
    declared ||= /^<\?xml\s/i.test(skipped);
    doctype ??= /^<!doctype\s+([^\s>[]+)/i.exec(skipped)?.[1] ?? null;
    rest = rest.slice(skipped.length);
  }
  return { declared, doctype, root: /^<([\p{L}_][\p{L}\d_.:-]*)/u.exec(rest)?.[1] ?? null };
}

/**
 * Which format with elements a text is of, or null when it is of none. `start` is the first of its
 * characters, `endOf` gives the last, `extension` is what its name ends with. Throws `file_is_metadata` for the details of an official publication.
 */
export function kindOfMarkup(start: string, endOf: () => string, extension: string): FileFormat | null {
  const { declared, doctype, root } = headOf(start);
  const local = root?.replace(/^.*:/, '').toLowerCase() ?? '';
  if (local === 'metadata_gegevens') throw new DomainError('file_is_metadata');
  const known = roots[local];
  if (known !== undefined) return known;
  if (doctype?.toLowerCase() === 'html') return 'html';
  const isPage = /^html?$|^xhtml$/.test(extension);
  if (
    !declared &&
    extension !== 'xml' &&
    (ofPages.has(local) || (isPage && /<(?:p|br|div|body|h\d|table|li)\b/i.test(start)))
  )
    return 'html';
  if (declared || doctype !== null) return 'xml';
  if (root !== null && (extension === 'xml' || endOf().endsWith(`</${root}>`))) return 'xml';
  return null;
}
