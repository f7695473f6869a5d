/** The words near what is found, and how they are measured. */
export const collocate = {
  window: 'Which words are near',
  'window.words': 'Words beside it',
  'window.sentence': 'The same sentence',
  'window.paragraph': 'The same paragraph',
  'window.hit': 'The passages themselves',
  'window.wordsOf': '{{left}} words before and {{right}} after',
  'window.left': 'Words before',
  'window.leftOf_one': '{{number}} word before',
  'window.leftOf_other': '{{number}} words before',
  'window.right': 'Words after',
  'window.rightOf_one': '{{number}} word after',
  'window.rightOf_other': '{{number}} words after',
  least: 'How often a word is near',
  'least.of_one': 'At least {{number}} time',
  'least.of_other': 'At least {{number}} times',
  'collocates.word': 'Word',
  'collocates.near': 'Together',
  'collocates.all': 'In all',
  'collocates.logLikelihood': 'Log-likelihood',
  'collocates.logRatio': 'Log-ratio',
  'collocates.expected': 'Expected',
  'collocates.documents': 'Documents',
  'collocates.query': 'Query',
  'collocates.window': 'Window',
  'collocates.least': 'Threshold',
  'collocates.basis_one':
    '{{window}}. {{least}}. {{near}} words near a hit, compared with the other {{elsewhere}} of {{documents}} document.',
  'collocates.basis_other':
    '{{window}}. {{least}}. {{near}} words near a hit, compared with the other {{elsewhere}} of {{documents}} documents.',
  'collocates.none': 'No word is near a hit so often.',
  'collocates.more_one':
    '{{number}} more word, with a lower log-likelihood, is not shown. A higher threshold leaves fewer.',
  'collocates.more_other':
    '{{number}} more words, with a lower log-likelihood, are not shown. A higher threshold leaves fewer.',
  'collocates.csv': 'Collocates as CSV',
  'collocates.file': 'collocates.csv',
  'collocates.help': 'What the numbers say',
  'collocates.help.near':
    'How often the word is near a hit. Near two hits at once it counts once, though the list that opens shows each place that has both; the words of the hits themselves do not count.',
  'collocates.help.expected':
    'How often it would be near a hit if it were as frequent there as in all text that was searched.',
  'collocates.help.logLikelihood':
    'How badly chance explains that it is near hits so often. 0 is not at all; it grows with the amount of text and is no test, since words of a text hang together. Words that are near hits less often than by chance come last. Dunning (1993), Computational Linguistics 19, p. 61-74.',
  'collocates.help.logRatio':
    'How much larger the share of the word is near hits than elsewhere: 1 is twice, 2 four times, 3 eight times as large, below 0 smaller. A dash: it is nowhere else. Hardie (2014), Log Ratio: an informal introduction.',
} as const;
