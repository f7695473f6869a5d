import type { ReadNotice } from '../reader.ts';
import { decodeLabelled, decodeText } from '../text/decode.ts';
import type { TextEncoding } from '../text/encoding.ts';
import { asCharacters } from './decode-start.ts';

export interface XmlText {
  /** From its first `<` on. */
  readonly text: string;
  readonly encoding: string;
  readonly notices: readonly ReadNotice[];
}

const mark = [0xef, 0xbb, 0xbf];
/** The same, encoded once more. */
const markTwice = [0xc3, 0xaf, 0xc2, 0xbb, 0xc2, 0xbf];

const startsWith = (bytes: Uint8Array, start: readonly number[]) =>
  start.every((byte, at) => bytes[at] === byte);

/** Signs that a text has by the dozen when it was encoded twice. */
const twice = /\u00C3[\u0080-\u00BF]/g;

const declaration = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/;
const inPage = /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)/i;

/** The encoding that the head of the file names; in a page of HTML, that of its `meta`. */
function labelIn(bytes: Uint8Array, isPage: boolean): string | null {
  const head = asCharacters(bytes.subarray(0, isPage ? 4096 : 256));
  return declaration.exec(head)?.[1] ?? (isPage ? (inPage.exec(head)?.[1] ?? null) : null);
}

const isUtf8 = (label: string) => /^utf-?8$/i.test(label);

/**
 * Decodes a file with elements: by its mark, by what it declares, and otherwise as any text. What declares UTF-8, and is
 * not valid, is read as it most likely is. Throws `file_empty` and `file_is_binary`.
 */
export function decodeXml(bytes: Uint8Array, forced: TextEncoding | null, isPage = false): XmlText {
  const isTwice = startsWith(bytes, markTwice);
  const unmarked = bytes.subarray(isTwice ? markTwice.length : startsWith(bytes, mark) ? mark.length : 0);
  const label = forced ?? labelIn(unmarked, isPage);
  const labelled = label === null || isUtf8(label) ? null : decodeLabelled(unmarked, label);
  const decoded = labelled ?? decodeText(unmarked, forced);
  // What XML forbids, but for the ends of lines that become such anyhow.
  const forbidden = /[^\P{Cc}\t-\r\u007F-\u009F]|[\uFFFE\uFFFF]/gu;
  const replaced = decoded.text.match(forbidden)?.length ?? 0;
  const notices: ReadNotice[] = [...decoded.notices];
  if (replaced > 0) notices.push({ code: 'characters_replaced', count: replaced });
  if (isTwice) notices.push({ code: 'encoded_twice', count: decoded.text.match(twice)?.length ?? 0 });
  return {
    text: (replaced > 0 ? decoded.text.replace(forbidden, '\uFFFD') : decoded.text)
      .replace(/^\uFEFF/, '')
      .trimStart(),
    encoding: decoded.encoding,
    notices,
  };
}
