import { childOf, descendantsOf, elementsOf, lineOf, type MarkupElement, textOf } from '../reading/markup.ts';
import { readXml } from '../reading/xml.ts';
import { type IndexRow, RowDraft } from './index-row.ts';

type Json = Readonly<Record<string, unknown>>;
const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter(isJson) : isJson(value) ? [value] : [];
/** Names as OData and the feed spell them differ in their first letter. */
const fieldOf = (record: Json, name: string): unknown =>
  record[name] ?? record[name.charAt(0).toLowerCase() + name.slice(1)];

/** A document of the House (OData, and the feed that carries the same); null for one that was withdrawn. */
function houseRow(record: Json, line: number): IndexRow | null {
  const of = (name: string) => fieldOf(record, name);
  if (of('Verwijderd') === true || of('Verwijderd') === 'true') return null;
  const row = new RowDraft(line)
    .detail('title', of('Titel'))
    .detail('subject', of('Onderwerp'))
    .detail('kind', of('Soort'))
    .detail('document_number', of('DocumentNummer'))
    .detail('date', of('Datum'))
    .detail('received', of('DatumOntvangst'))
    .detail('session', of('Vergaderjaar'))
    .detail('our_reference', of('KenmerkAfzender'))
    .detail('chamber', chamberOf(of('Kamer')));
  const number = Number(of('Volgnummer') ?? -1);
  const dossiers = listOf(of('Kamerstukdossier'));
  const names = dossiers.flatMap((dossier) => {
    const part = String(fieldOf(dossier, 'Toevoeging') ?? '').trim();
    const name = String(fieldOf(dossier, 'Nummer') ?? '');
    return name === '' ? [] : [part === '' ? name : `${name}-${part}`];
  });
  row.detail('dossier', names.join(', ')).detail('dossier_title', fieldOf(dossiers[0] ?? {}, 'Titel'));
  if (number > 0) row.detail('number', number).identifiers(...names.map((name) => `kst-${name}-${number}`));
  const appendix = /^(\d{2})(\d{2})0*(\d+)$/.exec(String(of('Aanhangselnummer') ?? ''));
  if (appendix !== null) {
    const [, first = '', second = '', last = ''] = appendix;
    const house = String(of('Kamer')).startsWith('E') || of('Kamer') === 1 ? 'ek' : 'tk';
    row.identifiers(`ah-${house}-20${first}20${second}-${last}`).detail('number', last);
  }
  row.attachments(...listOf(of('BijlageDocument')).map((each) => fieldOf(each, 'DocumentNummer')));
  const id = of('Id');
  if (typeof id === 'string') row.files(id);
  actors(row, listOf(of('DocumentActor')));
  return row.finish();
}

const sends = /indiener|ondertekenaar|afzender/i;
const receives = /geadresseerde|ontvanger/i;

function actors(row: RowDraft, found: readonly Json[]): void {
  const named = (relation: RegExp, name: string) =>
    [
      ...new Set(
        found
          .filter((actor) => relation.test(String(fieldOf(actor, 'Relatie') ?? '')))
          .flatMap((actor) => {
            const value = fieldOf(actor, name);
            return typeof value === 'string' && value.trim() !== '' ? [value.trim()] : [];
          }),
      ),
    ].join('; ');
  row
    .detail('sender', named(sends, 'ActorNaam'))
    .detail('sender_function', named(sends, 'Functie'))
    .detail('addressee', named(receives, 'ActorNaam'));
}

function chamberOf(value: unknown): unknown {
  if (value === 2 || value === '2') return 'Tweede Kamer';
  if (value === 1 || value === '1') return 'Eerste Kamer';
  return value;
}

const labels = (value: unknown) => [
  ...new Set(
    (Array.isArray(value) ? value : [value]).flatMap((each: unknown) => {
      const label = isJson(each) ? (each.label ?? each.naam ?? each.name) : each;
      return typeof label === 'string' && label.trim() !== '' ? [label.trim()] : [];
    }),
  ),
];

const signs = /ondertekening|vaststelling|dagtekening/i;
const arrives = /ontvangst/i;

/** When something was done with a publication, as its metadata (DiWoo) tells. */
function dayOf(what: RegExp, { documenthandelingen: told }: Json): unknown {
  const all = isJson(told) ? told.documenthandeling : told;
  return listOf(all).find(({ soortHandeling: kind }) => what.test(labels(kind).join(' ')))?.atTime;
}

/** The metadata of a publication in XML (DiWoo), with the address at which it lies where a list of addresses has it. */
function governmentMetadataRow(entry: MarkupElement, line: number): IndexRow | null {
  const found = [entry, ...descendantsOf(entry)].find(isGovernmentMetadata);
  if (found === undefined) return null;
  const record = recordOf(found);
  const within = (name: string, of: string): unknown => {
    const group = record[name];
    return isJson(group) ? group[of] : group;
  };
  const classes = record.classificatiecollectie;
  const kinds = isJson(classes) ? classes.documentsoorten : undefined;
  const location = childOf(entry, 'loc');
  const address = location === undefined ? '' : lineOf(location);
  return new RowDraft(line)
    .detail('title', within('titelcollectie', 'officieleTitel'))
    .detail('subject', labels(within('omschrijvingen', 'omschrijving')).join(' '))
    .detail('kind', labels(isJson(kinds) ? kinds.documentsoort : kinds).join('; '))
    .detail('publisher', labels(record.publisher ?? record.verantwoordelijke).join('; '))
    .detail('sender', labels(record.opsteller).join('; '))
    .detail('published', record.openbaarmakingsdatum)
    .detail('date', record.creatiedatum ?? dayOf(signs, record))
    .detail('received', dayOf(arrives, record))
    .detail('source_url', address)
    .detail('language', labels(record.language).join('; '))
    .identifiers(...labels(within('identifiers', 'identifier')), address.split('/').at(-1))
    .files(address.split('/').at(-1))
    .finish();
}

const isGovernmentMetadata = ({ local, namespace }: MarkupElement) =>
  local === 'DiWoo' && /overheid\.nl\/diwoo/i.test(namespace);

/** A publication of open.overheid.nl, of a list of results or by itself. */
function openGovernmentRow(record: Json, line: number): IndexRow | null {
  const document = isJson(record.document) ? record.document : record;
  const titles = isJson(document.titelcollectie) ? document.titelcollectie : {};
  const classes = isJson(document.classificatiecollectie) ? document.classificatiecollectie : document;
  const [version = {}] = listOf(record.versies).toReversed();
  const row = new RowDraft(line)
    .detail('title', document.titel ?? titles.officieleTitel)
    .detail('subject', labels(document.omschrijving ?? document.omschrijvingen).join(' '))
    .detail('kind', labels(classes.documentsoorten ?? document.documentsoort).join('; '))
    .detail('publisher', labels(document.publisher ?? document.verantwoordelijke).join('; '))
    .detail('sender', labels(document.opsteller).join('; '))
    .detail('published', document.openbaarmakingsdatum ?? version.openbaarmakingsdatum)
    .detail('date', document.creatiedatum ?? document.documentdatum ?? dayOf(signs, document))
    .detail('received', dayOf(arrives, document))
    .detail('source_url', document.weblocatie ?? document.pid)
    .detail('language', labels(document.language ?? document.taal).join('; '));
  for (const id of [document.id, document.pid]) {
    if (typeof id === 'string') row.files(id.split('/').at(-1)).identifiers(id.split('/').at(-1));
  }
  for (const file of [...listOf(record.bestandsinformatie), ...listOf(version.bestanden)]) {
    if (file.gepubliceerd !== false) row.files(file.bestandsnaam ?? file.naam);
  }
  return row.finish();
}

/** The records of an answer in JSON, and which of the three it is. Null for any other. */
export function rowsOfJson(
  data: unknown,
): { readonly source: 'odata' | 'open-overheid'; readonly rows: readonly IndexRow[] } | null {
  const whole = isJson(data) ? data : {};
  const results = Array.isArray(whole.resultaten) ? whole.resultaten : null;
  if (results !== null || isJson(whole.document))
    return { source: 'open-overheid', rows: rowsIn(results ?? [whole], openGovernmentRow) };
  const records = Array.isArray(data) ? data : Array.isArray(whole.value) ? whole.value : [data];
  const first: unknown = records.find(isJson);
  if (!isJson(first)) return null;
  if (isJson(first.document) || 'openbaarmakingsdatum' in first)
    return { source: 'open-overheid', rows: rowsIn(records, openGovernmentRow) };
  if (!('DocumentNummer' in first) && !('documentNummer' in first)) return null;
  return { source: 'odata', rows: rowsIn(records, houseRow) };
}

function rowsIn(
  records: readonly unknown[],
  rowOf: (record: Json, line: number) => IndexRow | null,
): IndexRow[] {
  return records.flatMap((record, at) => (isJson(record) ? (rowOf(record, at + 1) ?? []) : []));
}

/** The records of an answer in XML: entries of the feed of the House, or of a search (SRU). Null for any other. */
export function rowsOfXml(
  root: MarkupElement,
): { readonly source: 'syncfeed' | 'sru' | 'open-overheid'; readonly rows: readonly IndexRow[] } | null {
  if (root.local === 'searchRetrieveResponse') {
    const records = [...descendantsOf(root)].filter(({ local }) => local === 'recordData');
    const rows = records.flatMap((record, at) => searchRow(packedIn(record) ?? record, at + 1) ?? []);
    return { source: 'sru', rows };
  }
  if (root.local === 'urlset' || [root, ...elementsOf(root)].some(isGovernmentMetadata)) {
    const entries = root.local === 'urlset' ? elementsOf(root) : [root];
    return {
      source: 'open-overheid',
      rows: entries.flatMap((entry, at) => governmentMetadataRow(entry, at + 1) ?? []),
    };
  }
  const entries = root.local === 'feed' ? elementsOf(root).filter(({ local }) => local === 'entry') : [root];
  if (root.local !== 'feed' && root.local !== 'entry' && !isHouseDocument(root)) return null;
  const rows = entries.flatMap((entry, at) => {
    const document = [...descendantsOf(entry)].find(isHouseDocument) ?? packedDocument(entry);
    return document === null ? [] : (houseRow(recordOf(document), at + 1) ?? []);
  });
  return { source: 'syncfeed', rows };
}

const isHouseDocument = ({ local, namespace }: MarkupElement) =>
  local === 'document' && /tweedekamer\.nl\/xsd\/tkdata/i.test(namespace);

function packedDocument(entry: MarkupElement): MarkupElement | null {
  const content = childOf(entry, 'content');
  const root = content === undefined ? null : packedIn(content);
  return root !== null && isHouseDocument(root) ? root : null;
}

/** What an element holds may be XML that is written as text. */
function packedIn(element: MarkupElement): MarkupElement | null {
  if (elementsOf(element).length > 0) return null;
  const text = textOf(element).trim();
  return text.startsWith('<') ? readXml(text) : null;
}

/** An element as the record that OData gives of the same. */
function recordOf(element: MarkupElement): Json {
  const record = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of Object.entries(element.attributes)) record[name.replace(/^.*:/, '')] = value;
  for (const child of elementsOf(element)) {
    const nil = Object.entries(child.attributes).some(
      ([name, value]) => /(?:^|:)nil$/.test(name) && value === 'true',
    );
    if (nil) continue;
    const value = elementsOf(child).length > 0 ? recordOf(child) : lineOf(child);
    const before = record[child.local];
    record[child.local] =
      before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return record;
}

/** A record of a search in official publications. */
function searchRow(record: MarkupElement, line: number): IndexRow | null {
  const found = new Map<string, string[]>();
  const addresses = new Map<string, string>();
  for (const element of descendantsOf(record)) {
    if (elementsOf(element).length > 0) continue;
    const value = lineOf(element);
    if (value === '') continue;
    const { local, attributes } = element;
    if (local === 'itemUrl') addresses.set(attributes.manifestation ?? '', value);
    found.set(local.toLowerCase(), [...(found.get(local.toLowerCase()) ?? []), value]);
  }
  const of = (...names: readonly string[]) =>
    [...new Set(names.map((name) => found.get(name)).find((values) => values !== undefined) ?? [])].join(
      '; ',
    );
  const row = new RowDraft(line)
    .detail('identifier', (found.get('identifier') ?? [])[0])
    .detail('title', of('documenttitel', 'title'))
    .detail('kind', of('publicatienaam', 'publicationname', 'type'))
    .detail('publisher', of('creator'))
    .detail('sender', of('indiener'))
    .detail('addressee', of('ontvanger'))
    .detail('date', of('datumbrief', 'datumindiening', 'datumvergadering', 'date'))
    .detail('received', of('datumontvangst'))
    .detail('published', of('issued', 'available'))
    .detail('dossier', of('dossiernummer').replaceAll('; ', ', '))
    .detail('dossier_title', of('dossiertitel'))
    .detail('number', of('ondernummer', 'aanhangsel', 'vraagnummer'))
    .detail('session', of('vergaderjaar'))
    .detail('language', of('language'))
    .detail('source_url', of('preferredurl'))
    .attachments(...(found.get('bijlage') ?? []));
  for (const address of addresses.values()) row.files(address.split('/').at(-1));
  return row.finish();
}
