/** Of each prefix that a file uses otherwise than usual, the usual one; null as long as it uses none so. */
export type Prefixes = ReadonlyMap<string, string> | null;

const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const odf = 'urn:oasis:names:tc:opendocument:xmlns:';

const usual: ReadonlyMap<string, string> = new Map([
  [word, 'w'],
  ['http://purl.oclc.org/ooxml/wordprocessingml/main', 'w'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/relationships', 'r'],
  ['http://purl.oclc.org/ooxml/officeDocument/relationships', 'r'],
  ['http://schemas.openxmlformats.org/package/2006/relationships', ''],
  ['http://schemas.openxmlformats.org/markup-compatibility/2006', 'mc'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/math', 'm'],
  ['http://purl.oclc.org/ooxml/officeDocument/math', 'm'],
  ['urn:schemas-microsoft-com:vml', 'v'],
  ['http://schemas.microsoft.com/office/word/2010/wordprocessingShape', 'wps'],
  ['http://schemas.microsoft.com/office/word/2010/wordml', 'w14'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  [`${odf}office:1.0`, 'office'],
  [`${odf}style:1.0`, 'style'],
  [`${odf}text:1.0`, 'text'],
  [`${odf}table:1.0`, 'table'],
  [`${odf}drawing:1.0`, 'draw'],
  [`${odf}xsl-fo-compatible:1.0`, 'fo'],
  [`${odf}meta:1.0`, 'meta'],
]);

/** The prefixes that hold in an element with these attributes, inside one in which `above` hold. */
export function prefixesOf(attributes: Readonly<Record<string, string>>, above: Prefixes): Prefixes {
  let found: Map<string, string> | null = null;
  for (const name in attributes) {
    if (!name.startsWith('xmlns')) continue;
    const prefix = name === 'xmlns' ? '' : name.slice(6);
    const meant = usual.get(attributes[name] ?? '');
    const same = meant === undefined || meant === prefix;
    if (same && !above?.has(prefix)) continue;
    found ??= new Map(above ?? []);
    if (same) found.delete(prefix);
    else found.set(prefix, meant);
  }
  return found ?? above;
}

export function canonicalName(name: string, known: NonNullable<Prefixes>): string {
  const colon = name.indexOf(':');
  const prefix = known.get(colon < 0 ? '' : name.slice(0, colon));
  if (prefix === undefined) return name;
  const local = name.slice(colon + 1);
  return prefix === '' ? local : `${prefix}:${local}`;
}
