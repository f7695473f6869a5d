import { DomainError } from '@koersvast/core/error';
import type { FileFormat } from '@koersvast/core/file';
import { asCharacters, decodeEnd, decodeStart } from './decode-start.ts';
import { kindOfMarkup } from './markup-kind.ts';
import { kindOfOle } from './ole-kind.ts';
import { kindOfZip } from './zip-kind.ts';

/** Extensions of text that holds data, and no letter. */
const data = new Set('csv tsv json jsonl ndjson ipynb yaml yml ics vcf sql bib eml mht mhtml'.split(' '));

const byExtension: Readonly<Record<string, FileFormat>> = {
  docx: 'docx',
  docm: 'docx',
  dotx: 'docx',
  odt: 'odt',
  ott: 'odt',
  epub: 'epub',
  doc: 'doc',
  dot: 'doc',
  rtf: 'rtf',
  pdf: 'pdf',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  md: 'markdown',
  markdown: 'markdown',
  txt: 'text',
};

const ofXml: ReadonlySet<FileFormat> = new Set(['op-xml', 'tei', 'akoma-ntoso', 'xml', 'html']);

/** In lower case, without the full stop; empty when there is none. */
function extensionOf(fileName: string): string {
  return /\.([^./\\]+)$/.exec(fileName)?.[1]?.trim().toLowerCase() ?? '';
}

const startsWith = (bytes: Uint8Array, signature: string) =>
  [...signature].every((character, at) => bytes[at] === character.charCodeAt(0));

/** How archives begin of which only zips are opened: 7z, rar, gzip, xz. */
const archives = ['7z\u00BC\u00AF\u0027\u001C', 'Rar!\u001A\u0007', '\u001F\u008B\u0008', '\u00FD7zXZ\u0000'];

/** How a PDF begins: some programs put a few bytes before it. */
function isPdf(bytes: Uint8Array): boolean {
  if (startsWith(bytes, '%PDF-')) return true;
  const head = asCharacters(bytes.subarray(0, 1024));
  return /%PDF-[12]\.\d/.test(head) && !/^\s*[<{]/.test(head);
}

/** A mail, or a page that was saved as one: its text is packed in parts. */
const isMail = (start: string) =>
  /^(?:[\w-]+: .*\r?\n(?:[ \t].*\r?\n)*){0,40}MIME-Version: 1\.0/i.test(start);

/**
 * What a file is: its bytes decide. Its name says only what bytes cannot: that a plain text is Markdown, or data. Throws
 * `file_empty`, `file_encrypted`, `file_damaged` for an archive that cannot be opened, `archive_not_supported` for one
 * of another kind than zip, and `file_not_supported` for what is known, and is none of these.
 */
export function kindOf(bytes: Uint8Array, fileName: string): FileFormat {
  if (bytes.length === 0) throw new DomainError('file_empty');
  const extension = extensionOf(fileName);
  if (startsWith(bytes, 'PK\u0003\u0004') || startsWith(bytes, 'PK\u0005\u0006')) return kindOfZip(bytes);
  if (startsWith(bytes, '\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1')) return kindOfOle(bytes);
  if (isPdf(bytes)) return 'pdf';
  if (archives.some((signature) => startsWith(bytes, signature)))
    throw new DomainError('archive_not_supported');
  if (startsWith(bytes, '{\\rtf')) return 'rtf';
  const start = decodeStart(bytes);
  const markup = kindOfMarkup(start, () => decodeEnd(bytes), extension);
  if (markup !== null) return markup;
  if (data.has(extension) || isMail(start)) throw new DomainError('file_not_supported', { extension });
  return extension === 'md' || extension === 'markdown' ? 'markdown' : 'text';
}

/** Whether the name of a file says that it is something else than it is. What says nothing does not lie. */
export function nameDiffers(fileName: string, kind: FileFormat): boolean {
  const extension = extensionOf(fileName);
  if (extension === 'xml') return !ofXml.has(kind);
  const said = Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined;
  return said !== undefined && said !== kind;
}
