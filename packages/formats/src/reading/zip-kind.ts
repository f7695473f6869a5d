import { DomainError } from '@koersvast/core/error';
import type { FileFormat } from '@koersvast/core/file';
import { decodeText } from '../text/decode.ts';
import { openZip, type Zip } from './zip.ts';

const byMediaType: readonly (readonly [string, FileFormat])[] = [
  ['application/vnd.oasis.opendocument.text', 'odt'],
  ['application/epub+zip', 'epub'],
];

/** What the main part of a Word document is, beside documents those of templates and of documents with macros. */
const word =
  /wordprocessingml\.(?:document|template)\.main\+xml|ms-word\.(?:document|template)\.macroEnabled/i;

function textOf(zip: Zip, name: string): string {
  const bytes = zip.read(name);
  return bytes === null || bytes.length === 0 ? '' : decodeText(bytes, 'utf-8').text;
}

/** Which format a zip is of. Throws what `openZip` throws, and `file_not_supported` for any other. */
export function kindOfZip(bytes: Uint8Array): FileFormat {
  const zip = openZip(bytes);
  const mediaType = textOf(zip, 'mimetype').trim();
  const known = byMediaType.find(([start]) => mediaType.startsWith(start))?.[1];
  if (known !== undefined) return known;
  if (word.test(textOf(zip, '[Content_Types].xml'))) return 'docx';
  if (zip.has('META-INF/container.xml')) return 'epub';
  throw new DomainError('file_not_supported', { extension: 'zip' });
}
