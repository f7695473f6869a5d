/**
 * By which words people look for what is found under another name, in both languages whatever is spoken: an index is
 * read by people who learned the word elsewhere. The names themselves stand in `i18n`.
 */
export const paletteWords = {
  'nav.work':
    'work werk home start begin todo to-do tasks taken werklijst worklist mijn werk my work progress voortgang status board overzicht dashboard assigned toegewezen continue verder',
  'nav.documents':
    'documents documenten letters brieven brief kamerbrief texts teksten tekst files bestanden articles artikelen corpus sources bronnen metadata gegevens details kenmerken titles titels set sets verzameling verzamelingen selection selectie filter filteren sort sorteren fields velden own fields eigen velden columns kolommen spreadsheet rekenblad',
  'nav.codebook':
    'codebook codeboek tags tag codes code labels categories categorieën category categorie codeerschema coding scheme codeboom definitions definities merge samenvoegen split splitsen colours colors kleuren',
  'nav.compare':
    'compare vergelijken differences verschillen disagreement verdicts oordelen oordeel beoordelen review judge adjudicate adjudication final version eindversie consensus',
  'nav.agreement':
    'agreement overeenstemming overeenkomst kappa cohen alpha alfa krippendorff reliability betrouwbaarheid intercoder interbeoordelaar irr f1 interval statistics statistiek confusion verwarring methods methode figures cijfers disagreement onenigheid',
  'nav.find':
    'find vinden zoeken search query zoekopdracht zoekvraag concordance concordantie kwic context hits treffers words woorden woord regex reguliere expressie collocates collocaties saved searches bewaarde',
  'nav.charts':
    'charts grafieken grafiek chart graph plot figures figuren count tellen telling counts aantallen frequency frequentie matrix kruistabel crosstab co-occurrence samen voorkomen tijdlijn timeline over time per jaar histogram portrait portret codeline diagram visualisation visualisatie',
  'nav.passages':
    'passages passage quotes quotations citaten citaat fragmenten fragment segments segmenten retrieve retrieval ophalen coded gecodeerd memos memo memo’s notes notities aantekeningen threads gesprekken open vragen questions retag hertaggen hercoderen recode',
  'nav.export':
    'export exporteren download downloaden downloads csv excel xlsx spreadsheet dataset data gegevens opslaan save save-as spss stata r python pandas publish publiceren exports uitvoer',
  'nav.dictionaries':
    'dictionary dictionaries woordenboek woordenboeken woordenlijst word list lexicon concepts begrippen patterns patronen coverage dekking batch csv',
  'nav.findings':
    'findings bevindingen pinned vastgezet pins report rapport results resultaten conclusions conclusies afdrukken print',
  'nav.learning':
    'feedback terugkoppeling learning leren learned final version eindversie mijn tags my tags outcome uitkomst',
  'nav.rounds':
    'rounds rondes ronde waves golven blind reveal onthullen onthulling assignments toewijzingen toewijzen assign verdelen divide lot loting deadline planning progress voortgang close sluiten',
  'nav.members':
    'members leden lid member invite invitation uitnodigen uitnodiging team teamleden people mensen persons personen colleagues collega collega’s users gebruikers roles rollen rights rechten permissions owner eigenaar coder codeurs reviewer beoordelaars viewer lezers add toevoegen',
  'nav.history':
    'history geschiedenis log logboek audit trail changes wijzigingen changed gewijzigd undo ongedaan maken redo versions versies activity activiteit who wie when wanneer restore terugzetten herstellen deleted verwijderd recent',
  'nav.settings':
    'preferences voorkeuren options opties instellingen settings rename hernoemen naam name archive archiveren delete verwijderen kinds of reasons redenen soorten configure configureren project',
  'nav.projects':
    'projects projecten switch wisselen ander project other new nieuw create maken studies onderzoek',
  'nav.account':
    'account password wachtwoord profile profiel language taal nederlands english engels dutch theme thema dark donker light licht tokens token toegangssleutel api r python keys shortcuts sneltoetsen hotkeys toetsen email e-mail e-mailadres naam name initials notifications meldingen sessions sessies log out everywhere instellingen settings preferences voorkeuren',
  'nav.jobs':
    'in progress bezig jobs job taken taak tasks voortgang van lang werk progress of long work running lopend loopt wachtrij queue achtergrond background annuleren cancel',
  'nav.installation':
    'installation installatie backup back-up backups reservekopie kopie restore people mensen accounts users gebruikers server beheer admin administrator beheerder reset password wachtwoord herstellen mails smtp',
  'nav.signOut': 'log out logout uitloggen afmelden sign out signout exit leave quit',
  'palette.addDocuments':
    'documents documenten add import importeren upload uploaden toevoegen letters brieven texts teksten files bestanden paste plakken new nieuw document pdf docx word txt',
  'palette.openRound': 'round ronde new round nieuwe ronde start create blind assign toewijzen verdelen plan',
  'palette.invite':
    'invite invitation uitnodigen uitnodiging link team members leden people mensen colleague collega add member lid toevoegen new nieuw coder codeur',
  'palette.readAgain':
    'read again opnieuw lezen reread herlezen rendition corrected verbeterde version versie file bestand text tekst wrong fout cut wrongly hernieuwen letter brief',
  'palette.seek': 'search zoek words woorden hits treffers f3',
  'palette.marks':
    'mark marks markeren markering shade saved searches bewaarde zoekopdrachten highlight oplichten f2',
  'palette.page':
    'page pages pagina pagina’s original origineel pdf show on the page toon op de pagina scan facsimile bron source viewer bladzijde',
} as const satisfies Readonly<Record<string, string>>;
export type PaletteWord = keyof typeof paletteWords;
