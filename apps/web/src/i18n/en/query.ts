/** How a query is written. */
export const query = {
  'help.title': 'How a query is written',
  'help.lead': 'Press an example to put it in the field. Case and accents make no difference.',
  'help.word': 'a whole word',
  'help.star': '* is any letters of the same word',
  'help.forms': 'a word in all its forms, which you choose from a list',
  'help.phrase': 'words one after the other',
  'help.and': 'both in one document',
  'help.or': 'one of them, or both',
  'help.not': 'not in documents with the second',
  'help.near': 'with at most five words between them',
  'help.followed': 'the same, in this order',
  'help.sentence': 'both in one sentence; in:paragraph likewise',
  'help.pattern': 'a regular expression',
  'help.tag': 'what was tagged so, or with a tag below it',
  'help.coding': 'codings of which all of this is so',
  'help.relation': 'codings of the first that overlap one of the second; WITHIN and CONTAINS likewise',
  'help.date': 'documents of these years; < and > and other columns likewise',
  'help.pieces':
    'Where a query is about two that belong together (OVERLAPS, WITHIN, SAME, BEFORE, NEAR …), you choose above the results what counts. “Hits”: those of the first, or with NEAR and FOLLOWED all from the one to the other. “Shared parts”: the characters that both have; two that are apart share nothing. “Both, apart”: each that belongs to one of the other side. “Both, as one”: all from the first character of both to the last.',
} as const;
