/** Of formats, and of names where a file is of none that is read. What is not here is only bytes. */
const types: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  doc: 'application/msword',
  odt: 'application/vnd.oasis.opendocument.text',
  rtf: 'application/rtf',
  epub: 'application/epub+zip',
  html: 'text/html',
  text: 'text/plain',
  txt: 'text/plain',
  markdown: 'text/markdown',
  csv: 'text/csv',
  xml: 'application/xml',
  details: 'application/xml',
  'op-xml': 'application/xml',
  tei: 'application/xml',
  'akoma-ntoso': 'application/xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
};

export function mediaTypeOf(path: string, format: string | null): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  return types[format ?? ending] ?? 'application/octet-stream';
}
