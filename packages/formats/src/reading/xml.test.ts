import { DomainError } from '@koersvast/core/error';
import { describe, expect, it } from 'vitest';
import { lineOf, textOf } from './markup.ts';
import { readXml } from './xml.ts';
import { decodeXml } from './xml-text.ts';

const codeOf = (text: string) => {
  try {
    readXml(text);
  } catch (error) {
    return error instanceof DomainError ? [error.code, error.details.line ?? null] : String(error);
  }
  return null;
};

describe('readXml', () => {
  it('gives elements with their namespaces, and leaves a word with an instruction in it whole', () => {
    const root = readXml(
      '<?xml version="1.0"?><a xmlns="urn:a" xmlns:b="urn:b"><b:c d="1">UZI-server<?xpp afbm?>certi<!-- x -->ficaten</b:c><d xmlns=""/><![CDATA[<e>]]></a>',
    );
    expect(root).toMatchObject({
      name: 'a',
      namespace: 'urn:a',
      children: [
        { name: 'b:c', local: 'c', namespace: 'urn:b', attributes: { d: '1' } },
        { name: 'd', namespace: '' },
        '<e>',
      ],
    });
    expect(textOf(root)).toBe('UZI-servercertificaten<e>');
  });

  it.each<[string, string, unknown]>([
    [
      'ten thousand laughs',
      `<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "${'&b;'.repeat(10)}">]><a>&c;</a>`,
      'file_defines_entities',
    ],
    [
      'a file of this machine',
      '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
      'file_defines_entities',
    ],
    ['an entity that nothing defines', '<a>&nbsp;</a>', 'file_defines_entities'],
    ['what is too deep', '<a>'.repeat(20_000), 'file_too_deep'],
    ['an end too early', '<a>\n<b>', 'xml_not_well_formed'],
    ['a wrong end', '<a></b>', 'xml_not_well_formed'],
    ['no element', '<?xml version="1.0"?>', 'xml_not_well_formed'],
    ['a sign that stands for itself', '<a>Economie & Klimaat</a>', 'xml_not_well_formed'],
  ])('refuses %s', (_, text, code) => {
    expect(codeOf(text)?.[0]).toBe(code);
  });

  it('says in which line the first fault is', () => {
    expect(codeOf('<a>\n<b>\n</c></a>')).toEqual(['xml_not_well_formed', 3]);
  });

  it('reads a file that only declares what is elsewhere', () => {
    expect(codeOf('<!DOCTYPE a SYSTEM "http://example.org/a.dtd" [<!ENTITY b "c">]><a/>')).toBeNull();
  });
});

describe('decodeXml', () => {
  const latin = (text: string) => Uint8Array.from(text, (each) => each.charCodeAt(0));
  const utf8 = (text: string) => new TextEncoder().encode(text);
  it.each<[string, Uint8Array, string, string]>([
    [
      'what it declares',
      latin('<?xml version="1.0" encoding="ISO-8859-1"?><a>\u00E9\u0092</a>'),
      'é’',
      'windows-1252',
    ],
    [
      'another that it declares',
      latin('<?xml version="1.0" encoding="iso-8859-15"?><a>\u00A4</a>'),
      '€',
      'iso-8859-15',
    ],
    ['UTF-8 where it declares nothing', utf8('<a>é</a>'), 'é', 'utf-8'],
    ['a mark that was encoded twice', utf8('\u00EF\u00BB\u00BF\n<a>é</a>'), 'é', 'utf-8'],
    [
      'UTF-16',
      new Uint8Array([0xff, 0xfe, ...[...'<a>é</a>'].flatMap((each) => [each.charCodeAt(0), 0])]),
      'é',
      'utf-16le',
    ],
    [
      'what is not what it declares',
      latin('<?xml version="1.0" encoding="utf-8"?><a>Belgi\u00EB</a>'),
      'België',
      'windows-1252',
    ],
    ['a name that nothing has', utf8('<?xml version="1.0" encoding="x-klingon"?><a>é</a>'), 'é', 'utf-8'],
  ])('goes by %s', (_, bytes, text, encoding) => {
    const decoded = decodeXml(bytes, null);
    expect([lineOf(readXml(decoded.text)), decoded.encoding]).toEqual([text, encoding]);
  });

  it('replaces what XML forbids, and says so', () => {
    const { text, notices } = decodeXml(utf8('<a>\u0001b</a>'), null);
    expect(text).toBe('<a>\uFFFDb</a>');
    expect(notices).toEqual([{ code: 'characters_replaced', count: 1 }]);
  });
});
