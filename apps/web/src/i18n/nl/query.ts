import type { query as en } from '../en/query.ts';

export const query = {
  'help.title': 'Hoe je een zoekvraag schrijft',
  'help.lead': 'Druk op een voorbeeld om het in het veld te zetten. Hoofdletters en accenten maken niet uit.',
  'help.word': 'een heel woord',
  'help.star': '* staat voor willekeurige letters van hetzelfde woord',
  'help.forms': 'een woord in al zijn vormen, die je uit een lijst kiest',
  'help.phrase': 'woorden achter elkaar',
  'help.and': 'allebei in één document',
  'help.or': 'een van beide, of allebei',
  'help.not': 'niet in documenten met het tweede',
  'help.near': 'met hoogstens vijf woorden ertussen',
  'help.followed': 'hetzelfde, in deze volgorde',
  'help.sentence': 'allebei in één zin; in:paragraph voor een alinea',
  'help.pattern': 'een reguliere expressie',
  'help.tag': 'wat zo is getagd, of met een tag daaronder',
  'help.coding': 'coderingen waarvoor dit allemaal geldt',
  'help.relation': 'coderingen van de eerste die er een van de tweede overlappen; zo ook WITHIN en CONTAINS',
  'help.date':
    'documenten uit deze jaren; zo ook met < en >, en met andere kolommen, zoals afzender: of taal: (date: en author: zijn hetzelfde)',
  'help.pieces':
    'Gaat een zoekvraag over twee die bij elkaar horen (OVERLAPS, WITHIN, SAME, BEFORE, NEAR …), dan kies je boven de resultaten wat telt. ‘Treffers’: die van de eerste, of bij NEAR en FOLLOWED alles van de een tot en met de ander. ‘Gedeelde delen’: de tekens die beide hebben; wat uit elkaar ligt, deelt niets. ‘Beide, apart’: elk dat bij een van de andere kant hoort. ‘Beide, als één’: alles van het eerste teken van beide tot en met het laatste.',
  'forms.title': 'Vormen van ‘{{word}}’ in deze documenten',
  'forms.keys':
    'Met de pijltjes ga je op en neer, met spatie vink je een vorm aan, Enter zoekt de aangevinkte.',
  'forms.itself': 'zoals getypt',
  'forms.chosen': 'niet in deze documenten',
  'forms.doubtful': 'kan een ander woord zijn',
  'forms.change.f-v': 'f wordt v',
  'forms.change.s-z': 's wordt z',
  'forms.change.consonant-doubled': 'de medeklinker is verdubbeld',
  'forms.change.vowel-single': 'de klinker staat er één keer',
  'forms.change.heid-heden': '-heid wordt -heden',
  'forms.none': 'Geen vorm van ‘{{word}}’ staat in deze documenten.',
  'forms.onlyWord': 'Zoek het woord zelf',
  'forms.take_one': 'Zoek {{number}} vorm',
  'forms.take_other': 'Zoek {{number}} vormen',
} as const satisfies Record<keyof typeof en, string>;
