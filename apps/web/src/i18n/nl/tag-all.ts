import type { tagAll as en } from '../en/tag-all.ts';

/** Hits of a search that are tagged at once. */
export const tagAll = {
  title: 'Tag wat is gevonden',
  keys: 'Spatie neemt een treffer over, x wijst die af, Shift+Spatie neemt de rest van het document over, Backspace gaat één terug. Waar je niets over beslist, blijft zoals het is.',
  choose: 'Kies een tag',
  tag: 'Tag: {{tag}}',
  chooseFirst: 'Kies eerst een tag',
  round: 'Ronde',
  boundary: 'Wat wordt getagd',
  'boundary.hit': 'De treffer zelf',
  'boundary.clause': 'Tot aan de leestekens',
  'boundary.sentence': 'De zin',
  'boundary.paragraph': 'De alinea',
  mode: 'Wat er met coderingen gebeurt',
  'mode.beside': 'Zet de tag ernaast',
  'mode.instead': 'Geef je eigen een andere tag',
  list: 'Treffers om na te gaan',
  nothing: 'Er is hier geen treffer meer om te taggen.',
  noRound: 'Er loopt geen ronde',
  noRoundText: 'Treffers kunnen worden getagd zodra er een ronde loopt waarin documenten van jou zijn.',
  undecided: 'nog niet beslist',
  'is.accepted': 'overgenomen',
  'is.rejected': 'afgewezen',
  counts: '{{accepted}} overgenomen, {{rejected}} afgewezen, {{left}} over',
  accept: 'Overnemen',
  reject: 'Afwijzen',
  acceptLetter: 'Rest van het document overnemen',
  back: 'Terug',
  leave: 'Terug naar de treffers',
  submit_one: 'Tag {{number}} treffer met {{tag}}',
  submit_other: 'Tag {{number}} treffers met {{tag}}',
  said_one: '{{number}} treffer getagd met {{tag}}.',
  said_other: '{{number}} treffers getagd met {{tag}}.',
  most: 'Hier staan de eerste {{number}} van {{all}} treffers. De rest volgt zodra deze zijn getagd, of met een nauwere zoekvraag.',
  'skipped.tagged_one': '{{number}} treffer heeft deze tag al.',
  'skipped.tagged_other': '{{number}} treffers hebben deze tag al.',
  'skipped.not_own_one': '{{number}} treffer is geen codering van jou in deze ronde.',
  'skipped.not_own_other': '{{number}} treffers zijn geen coderingen van jou in deze ronde.',
  'skipped.not_assigned_one': '{{number}} treffer blijft weg: het document is in deze ronde niet van jou.',
  'skipped.not_assigned_other':
    '{{number}} treffers in documenten die in deze ronde niet van jou zijn, blijven weg (documenten: {{documents}}).',
  'skipped.done_one': '{{number}} treffer blijft weg: je hebt het document al afgerond.',
  'skipped.done_other':
    '{{number}} treffers in documenten die je hebt afgerond, blijven weg (documenten: {{documents}}).',
  'skipped.not_open_one': '{{number}} treffer blijft weg: het document wordt in deze ronde niet gecodeerd.',
  'skipped.not_open_other':
    '{{number}} treffers in documenten die in deze ronde niet worden gecodeerd, blijven weg (documenten: {{documents}}).',
  'skipped.repeat_first_one':
    '{{number}} treffer blijft weg: je codeert het document eerst opnieuw in een andere ronde.',
  'skipped.repeat_first_other':
    '{{number}} treffers in documenten die je eerst opnieuw codeert in een andere ronde, blijven weg (documenten: {{documents}}).',
  'left.tagged_one': '{{number}} treffer is niet getagd: die heeft deze tag al.',
  'left.tagged_other': '{{number}} treffers zijn niet getagd: ze hebben deze tag al.',
  'left.changed_one': '{{number}} treffer is niet getagd: waar die over ging is intussen veranderd.',
  'left.changed_other': '{{number}} treffers zijn niet getagd: waar ze over gingen is intussen veranderd.',
  'left.not_assigned_one':
    '{{number}} treffer is niet getagd: het document is in deze ronde niet meer van jou.',
  'left.not_assigned_other':
    '{{number}} treffers zijn niet getagd: de documenten zijn in deze ronde niet meer van jou.',
  'left.done_one': '{{number}} treffer is niet getagd: het document is intussen afgerond.',
  'left.done_other': '{{number}} treffers zijn niet getagd: de documenten zijn intussen afgerond.',
  'left.not_open_one':
    '{{number}} treffer is niet getagd: het document wordt in deze ronde niet meer gecodeerd.',
  'left.not_open_other':
    '{{number}} treffers zijn niet getagd: de documenten worden in deze ronde niet meer gecodeerd.',
  'left.repeat_first_one':
    '{{number}} treffer is niet getagd: je codeert het document eerst opnieuw in een andere ronde.',
  'left.repeat_first_other':
    '{{number}} treffers zijn niet getagd: je codeert de documenten eerst opnieuw in een andere ronde.',
  'left.switched_off_one': '{{number}} treffer is niet getagd: zoeken is uitgezet voor het document.',
  'left.switched_off_other': '{{number}} treffers zijn niet getagd: zoeken is uitgezet voor de documenten.',
  'origin.text': '{{who}} tagde dit als treffer van {{query}} op {{when}} ({{boundary}}).',
} as const satisfies Record<keyof typeof en, string>;
