import type { MetadataKey } from '@koersvast/core/file';

/** What a column of a list says of a letter: which file it is, which document, a detail, or a field of one's own. */
export type IndexTarget =
  | { readonly kind: 'file' }
  | { readonly kind: 'document' }
  | { readonly kind: 'detail'; readonly key: MetadataKey }
  | { readonly kind: 'field'; readonly name: string };

export interface IndexColumn {
  /** As it is headed. */
  readonly header: string;
  readonly target: IndexTarget;
}

/** By what people head such columns, in Dutch and in English, without spaces and signs. */
const headings: readonly (readonly [MetadataKey | 'file' | 'document', string])[] = [
  [
    'file',
    'bestand bestandsnaam bestandnaam naambestand bestanden pad bestandspad file filename files path filepath pdf document_file bestandsnamen',
  ],
  ['document', 'documentid koersvastid'],
  ['title', 'titel title documenttitel documenttitle naam name documentnaam documentname kop'],
  [
    'date',
    'datum date datumbrief briefdatum datumdocument documentdatum documentdate dateofletter letterdate dagtekening datumindiening gedateerd dated',
  ],
  ['place', 'plaats place plaatsbrief'],
  ['our_reference', 'onskenmerk kenmerk ourreference ourref reference referentie kenmerkafzender'],
  ['your_reference', 'uwkenmerk yourreference yourref'],
  ['subject', 'onderwerp subject betreft betreffende re omschrijving topic'],
  ['dossier', 'dossier dossiernummer dossiernr kamerstukdossier dossiernumber dossierno'],
  ['dossier_title', 'dossiertitel dossiertitle titeldossier'],
  [
    'number',
    'nummer nr number no ondernummer volgnummer stuknummer kamerstuknummer subnumber subnummer documentnumberindossier',
  ],
  ['document_number', 'documentnummer documentnr documentnumber documentno tknummer'],
  [
    'identifier',
    'identifier identificatie kamerstuk kst kstnummer publicatienummer officielepublicatie dcidentifier',
  ],
  ['addressee', 'geadresseerde geadresseerden ontvanger aan addressee recipient to gericht gerichtaan'],
  ['salutation', 'aanhef salutation'],
  [
    'sender',
    'afzender afzenders indiener indieners ondertekenaar ondertekenaars sender senders from van bewindspersoon bewindspersonen ministernaam',
  ],
  ['sender_function', 'functie functieafzender function senderfunction afzenderfunctie role'],
  ['ministry', 'ministerie departement ministry department'],
  ['author', 'auteur auteurs author authors schrijver documentauthor'],
  ['kind', 'soort type documentsoort documenttype kind soortdocument'],
  ['chamber', 'kamer chamber house'],
  ['session', 'vergaderjaar zittingsjaar session parliamentaryyear'],
  ['publisher', 'uitgever publisher verantwoordelijke organisatie creator organisation organization'],
  [
    'published',
    'gepubliceerd publicatiedatum datumpublicatie published publicationdate openbaarmakingsdatum issued',
  ],
  ['received', 'ontvangen datumontvangst ontvangstdatum received datereceived'],
  ['source_url', 'url bron bronurl link source sourceurl webadres weblocatie webpagina'],
  ['licence', 'licentie licence license rechten rights'],
  ['language', 'taal language lang'],
];

const targets = new Map(
  headings.flatMap(([target, names]) => names.split(' ').map((name) => [plain(name), target] as const)),
);

function plain(header: string): string {
  return header
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\([^)]*\)/gu, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** What the columns of a list mean, by their headings. Of two that mean the same the first does; the other is a field. */
export function columnsOf(headers: readonly string[]): IndexColumn[] {
  const taken = new Set<string>();
  return headers.map((given): IndexColumn => {
    const header = given.replace(/\s+/gu, ' ').trim();
    const found = targets.get(plain(header));
    if (found === undefined || (found !== 'file' && taken.has(found)))
      return { header, target: { kind: 'field', name: header } };
    taken.add(found);
    if (found === 'file' || found === 'document') return { header, target: { kind: found } };
    return { header, target: { kind: 'detail', key: found } };
  });
}
