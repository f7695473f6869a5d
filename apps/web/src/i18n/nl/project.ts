import type { project as en } from '../en/project.ts';

export const project = {
  'list.title': 'Projecten',
  'list.create': 'Nieuw project',
  'list.empty': 'Nog geen projecten',
  'list.emptyText':
    'Een project bevat de documenten, het codeboek en de mensen van één onderzoek. Maak er een, of open de uitnodiging die een collega je stuurde.',
  'list.documents_one': '{{count}} document',
  'list.documents_other': '{{count}} documenten',
  'list.members_one': '{{count}} lid',
  'list.members_other': '{{count}} leden',
  'list.archived': 'Gearchiveerd',
  'create.title': 'Nieuw project',
  'create.name': 'Naam',
  'create.language': 'Taal van de brieven',
  'create.submit': 'Project maken',
  'settings.title': 'Projectinstellingen',
  'settings.name': 'Naam',
  'settings.rename': 'Naam wijzigen',
  'settings.renamed': 'Het project heet nu {{name}}.',
  'settings.notOwner': 'Alleen eigenaren kunnen deze instellingen wijzigen.',
  'settings.archive': 'Archiveren',
  'settings.archiveText':
    'Een gearchiveerd project kun je lezen en exporteren, maar niet wijzigen, tot je het uit het archief haalt.',
  'settings.archiveDo': 'Archiveer dit project',
  'settings.archived': 'Het project is gearchiveerd.',
  'settings.unarchiveDo': 'Haal uit het archief',
  'settings.unarchived': 'Het project is niet langer gearchiveerd.',
  'settings.delete': 'Verwijderen',
  'settings.deleteText':
    'Het project verdwijnt voor alle leden, met de documenten en alles wat is gecodeerd. Exporteer het eerst als je het nog nodig kunt hebben.',
  'settings.deleteName': 'Typ de naam van het project: {{name}}',
  'settings.deleteDo': 'Verwijder dit project',
  'settings.deleted': '{{name}} is verwijderd.',
  archivedBar: 'Dit project is gearchiveerd. Je kunt het lezen en exporteren, niet wijzigen.',
} as const satisfies Record<keyof typeof en, string>;
