import type { collocate as en } from '../en/collocate.ts';

export const collocate = {
  window: 'Welke woorden erbij horen',
  'window.words': 'Woorden ernaast',
  'window.sentence': 'Dezelfde zin',
  'window.paragraph': 'Dezelfde alinea',
  'window.hit': 'De passages zelf',
  'window.wordsOf': '{{left}} woorden ervoor en {{right}} erna',
  'window.left': 'Woorden ervoor',
  'window.leftOf_one': '{{number}} woord ervoor',
  'window.leftOf_other': '{{number}} woorden ervoor',
  'window.right': 'Woorden erna',
  'window.rightOf_one': '{{number}} woord erna',
  'window.rightOf_other': '{{number}} woorden erna',
  least: 'Hoe vaak een woord erbij staat',
  'least.of_one': 'Minstens {{number}} keer',
  'least.of_other': 'Minstens {{number}} keer',
  'collocates.word': 'Woord',
  'collocates.near': 'Samen',
  'collocates.all': 'In alles',
  'collocates.logLikelihood': 'Log-likelihood',
  'collocates.logRatio': 'Log-ratio',
  'collocates.expected': 'Verwacht',
  'collocates.documents': 'Documenten',
  'collocates.query': 'Zoekvraag',
  'collocates.window': 'Venster',
  'collocates.least': 'Drempel',
  'collocates.basis_one':
    '{{window}}. {{least}}. {{near}} woorden bij een treffer, vergeleken met de andere {{elsewhere}} van {{documents}} document.',
  'collocates.basis_other':
    '{{window}}. {{least}}. {{near}} woorden bij een treffer, vergeleken met de andere {{elsewhere}} van {{documents}} documenten.',
  'collocates.none': 'Geen woord staat zo vaak bij een treffer.',
  'collocates.more_one':
    'Nog {{number}} woord, met een lagere log-likelihood, staat hier niet. Met een hogere drempel worden het er minder.',
  'collocates.more_other':
    'Nog {{number}} woorden, met een lagere log-likelihood, staan hier niet. Met een hogere drempel worden het er minder.',
  'collocates.csv': 'Collocaties als CSV',
  'collocates.file': 'collocaties.csv',
  'collocates.help': 'Wat de getallen zeggen',
  'collocates.help.near':
    'Hoe vaak het woord bij een treffer staat. Staat het bij twee treffers tegelijk, dan telt het één keer, al laat de lijst die opent elke plaats zien waar beide staan; de woorden van de treffers zelf tellen niet.',
  'collocates.help.expected':
    'Hoe vaak het erbij zou staan als het daar even vaak voorkwam als in alle doorzochte tekst.',
  'collocates.help.logLikelihood':
    'Hoe slecht toeval verklaart dat het zo vaak bij een treffer staat. 0 is niet; het groeit met de hoeveelheid tekst en is geen toets, want woorden in een tekst hangen samen. Woorden die er minder vaak bij staan dan toevallig, staan achteraan. Dunning (1993), Computational Linguistics 19, p. 61-74.',
  'collocates.help.logRatio':
    'Hoeveel groter het aandeel van het woord bij treffers is dan elders: 1 is twee keer, 2 vier keer, 3 acht keer zo groot, onder 0 kleiner. Een streepje: het staat nergens anders. Hardie (2014), Log Ratio: an informal introduction.',
} as const satisfies Record<keyof typeof en, string>;
