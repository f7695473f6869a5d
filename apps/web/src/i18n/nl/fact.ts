import type { fact as en } from '../en/fact.ts';

export const fact = {
  'label.background': 'Achtergrond',
  'what.background':
    'Opleiding en talen, bijvoorbeeld: masterstudent politicologie, spreekt Nederlands en Engels. Laat de naam weg: dit komt in de methodetekst en de export.',
  'label.isAuthor': 'Een van de auteurs van het artikel',
  'label.training': 'Training',
  'what.training': 'Bijvoorbeeld: geoefend op 10 brieven en die in de groep besproken.',
  'label.trainingHours': 'Uren training',
  'label.stage': 'Deel van het onderzoek',
  'label.sampling': 'Hoe de documenten zijn gekozen',
  'what.sampling': 'Bijvoorbeeld: van elk ministerie één brief, willekeurig.',
  'what.sampling.drawn':
    'Het programma heeft getrokken welke documenten dubbel worden gecodeerd; dat staat al in de methodetekst. Vul hier in waaruit is getrokken.',
  'label.blindTo': 'Wat codeurs niet wisten',
  'what.blindTo':
    'Bijvoorbeeld: de hypothesen, en wie de brief schreef. Of zij elkaars werk zagen, is al bekend.',
  'label.settled': 'Hoe verschillen zijn opgelost',
  'what.settled':
    'Bijvoorbeeld: in een overleg van alle codeurs. Dat er eindversies zijn gemaakt, is al bekend.',
  'label.population': 'Teksten waarover het onderzoek gaat',
  'what.population': 'Bijvoorbeeld: alle brieven van het kabinet aan de Kamer over Rusland, 2014 tot 2022.',
  'label.sampleFrame': 'Waar de teksten vandaan komen',
  'what.sampleFrame': 'De lijst of verzameling, en hoe daarin is gezocht.',
  'label.codebookOrigin': 'Hoe het codeboek is gemaakt',
  'what.codebookOrigin': 'Uit theorie, uit de teksten of naar een ander codeboek: welk.',
  'label.pilot': 'Hoe het codeboek is uitgeprobeerd',
  'what.pilot': 'Bijvoorbeeld: twee rondes van 10 brieven, waarna 3 tags zijn gewijzigd.',
  'label.codebookPlace': 'Waar het codeboek te vinden is',
  'what.codebookPlace': 'Een adres of een DOI.',
  form: 'Voor de methodetekst',
  unsaid: 'Niet ingevuld',
  yes: 'Ja',
  no: 'Nee',
  'stage.pilot': 'Proefonderzoek',
  'stage.full': 'Het onderzoek zelf',
  'said.member': 'Opgeslagen voor de methodetekst: {{name}}.',
  'said.round': 'Opgeslagen voor de methodetekst: {{name}}.',
  'said.project': 'Opgeslagen voor de methodetekst.',
} as const satisfies Record<keyof typeof en, string>;
