import { canonicalText } from '@koersvast/core/text';
import { describe, expect, it } from 'vitest';
import { documentOf, Notices } from './document.ts';

describe('documentOf', () => {
  it('makes a canonical text, and blocks that lie on their words', () => {
    const read = documentOf({
      pieces: [
        { kind: 'heading', level: 1, runs: ['\uFEFFKop\u2028van\f twee'] },
        { kind: 'paragraph', runs: ['Een\u0001teken, \uD83D', '\uDE00 en \uD800.'] },
      ],
      language: 'nl_NL',
      metadata: { date: ' 2020-01-02\n', subject: '' },
      notices: [{ code: 'pictures_left_out', count: 0 }],
    });
    expect(read.text).toBe('Kop van twee\n\nEen\uFFFDteken, 😀 en \uFFFD.');
    expect(canonicalText(read.text)).toEqual({ text: read.text, notices: [] });
    expect(read.blocks?.map(({ start, end }) => read.text.slice(start, end))).toEqual(
      read.text.split('\n\n'),
    );
    expect(read).toMatchObject({ title: 'Kop van twee', language: 'nl-NL' });
    expect(read.metadata).toEqual({ date: { value: '2020-01-02', start: null, end: null } });
    expect(read.notices).toEqual([{ code: 'characters_replaced', count: 2 }]);
  });

  it.each(['English', 'x', 'nl-', 'de-1901-1901', ''])('takes no language from %j', (language) => {
    expect(documentOf({ pieces: [{ kind: 'paragraph', runs: ['a'] }], language }).language).toBeNull();
  });

  it.each<[string, string[]]>([
    ['file_empty', []],
    ['file_empty', [' \n']],
    ['over_limit', ['a'.repeat(5_000_001)]],
    ['over_limit', Array.from({ length: 50_001 }, () => 'a')],
  ])('refuses with %s', (code, texts) => {
    const pieces = texts.map((text) => ({ kind: 'paragraph', runs: [text] }) as const);
    expect(() => documentOf({ pieces })).toThrow(expect.objectContaining({ code }));
  });
});

describe('Notices', () => {
  it('counts, and quotes the first few', () => {
    const notices = new Notices();
    for (let at = 0; at < 9; at += 1) notices.add('elements_unknown', `element-${at % 7}`);
    notices.add('pictures_left_out');
    notices.add('words_joined', `${'lang '.repeat(40)}`, 3);
    expect(notices.all).toEqual([
      {
        code: 'elements_unknown',
        count: 9,
        examples: ['element-0', 'element-1', 'element-2', 'element-3', 'element-4'],
      },
      { code: 'pictures_left_out', count: 1 },
      { code: 'words_joined', count: 3, examples: [`${'lang '.repeat(15)}lang…`] },
    ]);
  });
});
