import { type CodebookRole, codebookRoles } from '@koersvast/core/codebook';

/**
 * What programs and people call these columns, in English, Dutch and German, small and with single spaces. Of several
 * that could be the same the first in the list is taken, and the others are left out.
 */
const namesOf: Readonly<Record<CodebookRole, readonly string[]>> = {
  tag: [
    'tag',
    'name',
    'tag name',
    'code name',
    'codename',
    'node name',
    'naam',
    'naam van de tag',
    'tagnaam',
    'codenaam',
    'bezeichnung',
    'codebezeichnung',
    'title',
    'titel',
    'label',
    'code label',
    'category name',
    'categorie',
    'kategorie',
    'node',
    'knooppunt',
    'knoten',
    'code',
  ],
  code: ['code', 'number', 'nummer', 'code number', 'codenummer', 'variable name', 'minor topic code', 'id'],
  tag_path: [
    'tag path',
    'path',
    'full path',
    'code path',
    'hierarchical name',
    'full name',
    'pad',
    'pfad',
    'hierarchische naam',
    'hierarchischer name',
    'codepfad',
  ],
  parent: [
    'parent',
    'parent tag',
    'parent code',
    'parent name',
    'parent node',
    'supercode',
    'valt onder',
    'staat onder',
    'bovenliggende tag',
    'bovenliggende code',
    'oudercode',
    'obercode',
    'übercode',
    'übergeordneter code',
    'oberkategorie',
  ],
  group: [
    'group',
    'domain',
    'domain name',
    'code group',
    'code groups',
    'catname',
    'category',
    'groep',
    'codegroep',
    'domein',
    'gruppe',
    'codegruppe',
    'domäne',
    'major topic',
    'majortopic',
  ],
  definition: [
    'definition',
    'description',
    'memo',
    'comment',
    'code memo',
    'codememo',
    'code comment',
    'description md',
    'definitie',
    'omschrijving',
    'beschrijving',
    'toelichting',
    'opmerking',
    'betekenis',
    'beschreibung',
    'kommentar',
    'notes',
    'note',
    'notitie',
    'notiz',
  ],
  when_to_use: [
    'when to use',
    'use when',
    'inclusion',
    'inclusion criteria',
    'wanneer wel',
    'wanneer gebruiken',
    'inclusiecriteria',
    'wann verwenden',
    'einschlusskriterien',
    'kodierregel',
    'coding rule',
    'codeerregel',
  ],
  when_not: [
    'when not',
    'when not to use',
    'exclusion',
    'exclusion criteria',
    'wanneer niet',
    'exclusiecriteria',
    'wann nicht',
    'ausschlusskriterien',
  ],
  examples: [
    'examples',
    'example',
    'voorbeelden',
    'voorbeeld',
    'beispiele',
    'beispiel',
    'ankerbeispiel',
    'ankerbeispiele',
    'anchor example',
    'anchor examples',
  ],
  counter_examples: [
    'counter examples',
    'counterexamples',
    'counter example',
    'tegenvoorbeelden',
    'tegenvoorbeeld',
    'gegenbeispiele',
    'gegenbeispiel',
  ],
  key: ['key', 'shortcut', 'hotkey', 'toets', 'sneltoets', 'taste', 'tastenkürzel'],
  tag_nl: ['tag nl', 'name nl', 'dutch', 'nederlands', 'naam in het nederlands'],
  tag_en: ['tag en', 'name en', 'english', 'engels', 'englisch', 'naam in het engels'],
  appearance: ['appearance'],
  archived: ['archived', 'gearchiveerd', 'archiviert'],
  tag_id: ['tag id'],
};

function folded(header: string): string {
  return header
    .normalize('NFC')
    .replaceAll(/[\s_\-–\u00A0]+/gu, ' ')
    .replaceAll(/[:*]+$/g, '')
    .trim()
    .toLowerCase();
}

/** One column of a file: what it is called there, and what it is taken for; null for nothing. */
export interface CodebookColumn {
  readonly header: string;
  readonly role: CodebookRole | null;
}

/**
 * What each column of a header is taken for. A column `code` is the name where there is no better one, and else the
 * number that stands before it; a column `id` is only ever taken where it is beside a title, as that number.
 */
export function recogniseColumns(headers: readonly string[]): CodebookColumn[] {
  const names = headers.map(folded);
  const roles = headers.map((): CodebookRole | null => null);
  const taken = (index: number) => roles[index] !== null;
  for (const role of codebookRoles) {
    for (const name of namesOf[role]) {
      const index = names.findIndex((each, at) => each === name && !taken(at));
      if (index < 0) continue;
      const isNumber = role === 'code';
      // A number goes before a name, and says nothing beside a path of our own or beside another number.
      if (isNumber && (name === 'id' || name === 'number' || name === 'nummer') && !names.includes('title'))
        continue;
      roles[index] = role;
      break;
    }
  }
  return headers.map((header, index) => ({ header: header.trim(), role: roles[index] ?? null }));
}
