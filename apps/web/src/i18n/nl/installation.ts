import type { installation as en } from '../en/installation.ts';

export const installation = {
  title: 'Installatie',
  lead: 'Wie een account heeft op deze server, en de back-ups.',
  people: 'Mensen',
  'people.lead':
    'Eigenaren van de installatie zien dit scherm, en bepalen wie er nog meer eigenaar is. Wat iemand in een project mag, hangt af van de rol daar.',
  you: 'jij',
  projects_one: '{{count}} project',
  projects_other: '{{count}} projecten',
  since: 'sinds {{when}}',
  role: 'Rol van {{name}} in de installatie',
  'role.owner': 'eigenaar',
  'role.member': 'lid',
  'said.owner': '{{name}} is nu eigenaar van de installatie.',
  'said.member': '{{name}} is nu lid van de installatie.',
  'said.own': 'Je bent geen eigenaar van de installatie meer.',
  'own.title': 'Stoppen als eigenaar?',
  'own.text': 'Je kunt dit scherm dan niet meer zien. Alleen een andere eigenaar kan je weer eigenaar maken.',
  'own.do': 'Stop als eigenaar',
  backups: 'Back-ups',
  'backups.lead':
    'Een back-up bevat alles: projecten, teksten, coderingen, en accounts met hun namen en adressen. De back-up komt op de server, in de map ‘backups’ van de datamap. Zet ook een kopie ergens anders.',
  'backups.restore': 'Zo zet je er een terug, op de server:',
  'backups.make': 'Maak een back-up',
  'backups.takes': 'Dit kan minuten duren. Je kunt intussen verder werken, en alle anderen ook.',
  'backups.making': 'De back-up wordt gemaakt. Je kunt intussen verder werken, en alle anderen ook.',
  'backups.jobs': 'Alles wat bezig is',
  'backups.byHand': 'met de hand',
  'backups.beforeUpdate': 'voor een update',
  'backups.none':
    'Er zijn nog geen back-ups. De back-ups die je zelf maakt, en die het programma maakt voor een update, verschijnen hier.',
} as const satisfies Record<keyof typeof en, string>;
