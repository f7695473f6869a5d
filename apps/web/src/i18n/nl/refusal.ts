import type { refusal as en } from '../en/refusal.ts';

export const refusal = {
  account_retired:
    'Dit account is gesloten, dus je kunt er niet mee inloggen. Vraag het aan wie deze installatie beheert.',
  code_needed: 'Je account heeft een tweede factor. Log opnieuw in, met de code.',
  code_wrong: 'Deze code klopt niet, of is al gebruikt. Wacht op de volgende.',
  factor_needed:
    'Hier is een tweede factor nodig, en die heb je nog niet. Log in op de inlogpagina om die in te stellen.',
  factor_stands: 'Je tweede factor staat al aan. Laad deze pagina opnieuw.',
  factor_demanded: 'Hier is een tweede factor nodig, dus je kunt die niet uitzetten.',
  email_in_use: 'Er is al een account met dit e-mailadres. Kies een ander, of log daarmee in.',
  already_member: 'Je bent al lid van dit project.',
  password_too_weak:
    'Dit wachtwoord is meteen te raden: het is heel gewoon, herhaalt zich, of is je naam of adres.',
  password_repeats: 'Dit wachtwoord herhaalt steeds dezelfde tekens. Kies een ander.',
  password_digits: 'Dit wachtwoord bestaat alleen uit cijfers. Voeg woorden toe.',
  password_common:
    'Dit is een veelgebruikt wachtwoord, of zo een met een jaartal of cijfers erbij. Het is meteen te raden. Vier woorden die niet bij elkaar horen zijn beter.',
  password_phrase:
    'Deze zin kent iedereen, dus het wachtwoord is meteen te raden. Kies woorden die niet bij elkaar horen.',
  password_name: 'Dit wachtwoord is je naam of adres met weinig anders, en is meteen te raden.',
  password_project: 'Dit wachtwoord is de naam van je project met weinig anders, en is meteen te raden.',
  password_program: 'Dit wachtwoord is de naam van dit programma met weinig anders, en is meteen te raden.',
  password_wrong: 'Dat is niet je huidige wachtwoord.',
  token_ended: 'Deze sleutel werkt niet meer. Maak een nieuwe in je account.',
  too_many_tokens: 'Je hebt al 20 sleutels. Trek er een in die je niet gebruikt, en maak deze opnieuw.',
  too_large: 'Dit is te groot. Een bestand mag hoogstens 5 MB zijn.',
  over_limit: 'Dit is meer dan er in één keer kan. Doe het in delen.',
  limit_text: 'Een tekst mag hoogstens {{maximum}} tekens hebben. Verdeel die over meer documenten.',
  limit_file: 'Een bestand mag hoogstens 5 MB zijn. Verdeel het over meer documenten.',
  limit_original: 'Een bestand mag hoogstens {{maximum}} bytes zijn. Verdeel het over meer documenten.',
  limit_pages: 'Een bestand mag hoogstens {{maximum}} bladzijden hebben. Verdeel het over meer documenten.',
  limit_lines: 'Een tekst mag hoogstens {{maximum}} regels hebben. Verdeel die over meer documenten.',
  limit_blocks: 'Een document mag hoogstens {{maximum}} alinea’s hebben. Verdeel het over meer documenten.',
  limit_sentences: 'Een document mag hoogstens {{maximum}} zinnen hebben. Verdeel het over meer documenten.',
  limit_passage: 'Een passage mag hoogstens {{maximum}} tekens hebben. Selecteer een kortere.',
  limit_fields: 'Een document mag hoogstens {{maximum}} eigen velden hebben. Laat er een paar weg.',
  limit_documents: 'Er kunnen hoogstens {{maximum}} documenten tegelijk worden gewijzigd. Doe het in delen.',
  limit_sets: 'Een project kan hoogstens {{maximum}} sets hebben. Verwijder er eerst een.',
  limit_findings: 'Er kunnen hoogstens {{maximum}} grafieken worden vastgezet. Verwijder er eerst een.',
  limit_searches: 'Er kunnen hoogstens {{maximum}} zoekvragen worden opgeslagen. Verwijder er eerst een.',
  limit_dictionaries:
    'Er kunnen hoogstens {{maximum}} woordenboeken worden opgeslagen. Verwijder er eerst een.',
  limit_dictionary:
    'Een bestand met een woordenboek mag hoogstens {{maximum}} tekens hebben. Verdeel het over meer woordenboeken.',
  limit_patterns:
    'Een woordenboek kan hoogstens {{maximum}} patronen hebben. Verdeel het over meer woordenboeken.',
  limit_aside:
    'Van een zoekvraag kunnen hoogstens {{maximum}} treffers opzij worden gelegd. Maak de zoekvraag nauwer.',
  limit_hits: 'Er kunnen hoogstens {{maximum}} treffers tegelijk worden getagd. Doe het in delen.',
  limit_conditions:
    'Documenten kunnen op hoogstens {{maximum}} voorwaarden tegelijk worden gekozen. Laat er een paar weg.',
  limit_choices: 'Een veld kan hoogstens {{maximum}} keuzes hebben. Laat er een paar weg.',
  limit_keys: 'Je kunt hoogstens {{maximum}} sneltoetsen wijzigen. Laat er een paar zoals ze zijn.',
  limit_tables:
    'Van hoogstens {{maximum}} tabellen blijft staan hoe je ze wilt zien. Laat er een paar zoals ze zijn.',
  limit_codebook:
    'Een codeboekbestand mag hoogstens {{maximum}} tekens hebben. Verdeel het en importeer het in delen.',
  limit_codebookLines:
    'Een codeboekbestand mag hoogstens {{maximum}} regels hebben. Verdeel het en importeer het in delen.',
  limit_examples:
    'Een tag mag hoogstens {{maximum}} voorbeelden en {{maximum}} tegenvoorbeelden hebben. Haal er eerst een weg.',
  limit_streams:
    'Je hebt Koersvast op te veel plekken open: hoogstens {{maximum}}. Sluit een paar vensters en laad dit opnieuw.',
  limit_jobs:
    'Er kunnen hoogstens {{maximum}} taken van jou tegelijk wachten of bezig zijn. Wacht tot er een klaar is, of annuleer er een.',
  limit_placeJobs:
    'Er kunnen hier hoogstens {{maximum}} taken tegelijk wachten of bezig zijn. Wacht tot er een klaar is.',
  limit_calls: 'De pagina vroeg te veel tegelijk. Laad de pagina opnieuw en probeer het nog eens.',
  limit_depth: 'Wat is verstuurd, kan niet worden gebruikt. Laad de pagina opnieuw en probeer het nog eens.',
  limit_values: 'Er kunnen hoogstens {{maximum}} waarden tegelijk worden verstuurd. Doe het in delen.',
  limit_chosen:
    'Je kunt er ten hoogste {{maximum}} tegelijk kiezen: kies er minder, of neem het volledige bestand.',
  limit_intakes: 'Je voegt hier al {{maximum}} keer iets toe. Voeg dat eerst toe, of laat het vallen.',
  limit_intakeFiles: 'Er kunnen hoogstens {{maximum}} bestanden tegelijk bij. Doe het in delen.',
  limit_choosing: 'Dit kan voor hoogstens {{maximum}} bestanden tegelijk. Doe het in delen.',
  limit_besideMegabytes:
    'Bij één document passen hoogstens {{maximum}} MB aan bijlagen. Dit bestand ging daar overheen en gaat niet mee.',
  limit_path:
    'De naam van een bestand, met zijn mappen, mag hoogstens {{maximum}} tekens hebben. Maak die korter.',
  limit_mends: 'Er kunnen hoogstens {{maximum}} dingen in één tekst worden hersteld.',
  limit_mapped: 'Er kunnen hoogstens {{maximum}} elementen worden genoemd. Noem alleen wat verschil maakt.',
  limit_characters: 'Hier passen hoogstens {{maximum}} tekens. Maak het korter.',
  limit_entries: 'Er kunnen er hoogstens {{maximum}} tegelijk. Doe het in delen.',
  name_does_not_match: 'De naam klopt niet. Typ die precies zoals hij er staat.',
  name_taken: '‘{{name}}’ bestaat hier al, of iets wat er hetzelfde uitziet. Kies een andere naam.',
  operation_id_reused:
    'Dit is al eens gedaan, met iets anders erin. Laad de pagina opnieuw en probeer het nog eens.',
  undo_changed_since: '{{who}} heeft dit sindsdien gewijzigd. Er is niets ongedaan gemaakt.',
  disk_full:
    'De schijf van de server is vol. Vraag wie de server beheert om ruimte te maken, en probeer het dan nog eens.',
  span_empty: 'Er is niets geselecteerd.',
  span_blank: 'Je hebt alleen witruimte geselecteerd. Selecteer woorden.',
  span_inverted: 'Het einde van de selectie ligt voor het begin.',
  span_out_of_range: 'De selectie gaat voorbij de tekst.',
  span_splits_surrogate: 'De selectie knipt een teken doormidden.',
  quote_does_not_match:
    'De geselecteerde woorden wijken af van de opgeslagen tekst. Laad de pagina opnieuw en selecteer ze nog eens.',
  annotation_exists: 'Deze annotatie is er al.',
  annotation_twice: 'Je hebt deze woorden deze tag al gegeven.',
  annotation_removed: 'Deze annotatie is verwijderd.',
  repeat_done:
    'Je hebt dit document opnieuw gecodeerd en ziet nu wat je eerder codeerde. Het blijft zoals je het afrondde.',
  repeat_first:
    'Je codeert dit document opnieuw. Rond het daar eerst af; daarna gaat je eerdere werk weer open.',
  nothing_to_repeat:
    'Geen van deze codeurs rondde zo lang geleden een document af. Kies andere codeurs of minder dagen.',
  document_done: 'Je hebt dit document als klaar gemarkeerd. Heropen het om je werk te wijzigen.',
  document_removed: 'Dit document is verwijderd. Een eigenaar of beoordelaar kan het terugzetten.',
  document_replaced:
    'Deze brief is intussen opnieuw gelezen. Je ziet de oude tekst, en die verandert niet meer; ga verder in de nieuwe.',
  reading_twice: 'Je hebt deze alinea al gemarkeerd.',
  field_value_not_valid:
    '‘{{value}}’ past niet in het veld ‘{{field}}’. Er is niets veranderd: schrijf het anders, of laat het veld leeg.',
  block_not_readable: 'In deze alinea staan annotaties van je, of ze bestaat niet. Er is niets veranderd.',
  round_planned: 'Deze ronde is nog niet begonnen. Een eigenaar kan de ronde starten.',
  round_closed:
    'Deze ronde is gesloten. Er is niets verloren; een eigenaar kan de ronde heropenen, en dan kun je het opnieuw proberen.',
  round_removed: 'Deze ronde is verwijderd. Een eigenaar kan dat ongedaan maken.',
  round_not_empty: 'In deze ronde is al iets gedaan, dus je kunt de ronde niet verwijderen. Sluiten kan wel.',
  round_not_yours_to_empty:
    'Anderen kunnen hier begonnen zijn, en jij codeert blind. Of de ronde leeg is, blijft daarom verborgen. Sluiten kan wel.',
  agreement_not_revealed: 'Ronde {{number}} is niet onthuld, dus er zijn nog geen cijfers van.',
  agreement_coded_blind:
    'Je codeert documenten van deze selectie nog blind. Zodra je daarmee klaar bent, zijn er cijfers.',
  search_query_not_valid:
    'Deze zoekopdracht kan niet worden uitgevoerd: verbeter die op het scherm Zoeken, waar staat waar het misgaat.',
  agreement_too_large:
    'Deze cijfers berekenen kostte te veel en is gestopt. Kies minder documenten, tags of codeurs.',
  round_without_documents: 'Een ronde heeft minstens één document nodig. Voeg er eerst een toe.',
  round_revealed: 'Deze ronde is onthuld; dit kan niet meer worden gewijzigd.',
  round_running: 'Deze ronde is blind en loopt nog. Dit kan na de onthulling.',
  round_nothing_to_reveal: 'In een gezamenlijke ronde valt niets te onthullen.',
  document_not_in_round: 'Dit document hoort niet bij deze ronde.',
  assignment_not_valid: 'Dit kan niet worden toegewezen. Kies documenten en codeurs van dit project.',
  already_lifted: 'Je kunt deze ronde al zien.',
  letter_coded_blind:
    'Je codeert dit document blind in een andere ronde. Oordelen, reacties, beslissingen en het toewijzen aan anderen wachten tot je het daar hebt afgerond.',
  review_not_open:
    'Dit kan niet worden beoordeeld: het wordt blind gecodeerd, of het is niet het huidige werk van een codeur.',
  review_stale: 'De annotatie is veranderd sinds je keek. Kijk opnieuw en oordeel dan.',
  reviewed_meanwhile:
    'Iemand heeft hier net voor jou over geoordeeld. Dat zie je nu; kijk en oordeel opnieuw.',
  reason_missing: 'Geef een reden en de soort reden, zodat de codeur ervan kan leren.',
  verdict_kind_not_valid: 'Deze soort reden is niet meer te kiezen. Kies een andere.',
  proposal_same: 'Wat je voorstelt heeft de codeur al. Verander de tag of de grenzen.',
  nothing_to_adopt: 'Er is hier geen voorstel meer om over te nemen.',
  decided_meanwhile:
    'Iemand heeft hier net voor jou over besloten. Dat besluit zie je nu; van jou is niets opgeslagen.',
  sources_not_valid:
    'Deze annotaties zijn veranderd, of horen niet bij dit document en deze ronde. Kijk opnieuw.',
  final_finished: 'De eindversie is afgerond. Heropen de eindversie om iets te wijzigen.',
  final_started: 'Er is al een eindversie begonnen. Die zie je nu.',
  tag_archived: 'Deze tag is gearchiveerd. Zet de tag terug in het codeboek om die te gebruiken.',
  tag_name_taken:
    'Een andere tag op dezelfde plek heet al zo, of ziet er hetzelfde uit. Kies een andere naam of een andere bovenliggende tag.',
  tag_key_taken: 'Toets ‘{{key}}’ kan niet: ‘{{name}}’ heeft {{held}}. Vrij: {{free}}.',
  tag_key_reserved: 'Toets ‘{{key}}’ hoort bij een opdracht van het programma. Vrij: {{free}}.',
  tag_appearance_taken: 'Een andere tag heeft deze kleur en lijn al. Kies een andere.',
  tag_parent_not_valid: 'Deze tag kan niet de bovenliggende tag zijn. Kies een andere, of geen.',
  tag_order_not_valid: 'De lijst met tags is intussen gewijzigd. Bekijk die en verplaats de tag nog eens.',
  codebook_full:
    'Een codeboek telt hoogstens {{limit}} tags die te onderscheiden zijn. Archiveer er eerst een.',
  codebook_closed:
    'Zolang er een blinde ronde loopt, kan alleen een eigenaar het codeboek wijzigen, en zonder citaten uit die ronde.',
  tag_merge_not_valid:
    'Je kunt een tag samenvoegen met een andere tag die niet is gearchiveerd, niet met zichzelf of een tag eronder.',
  tag_split_not_valid: 'Deze annotaties hebben niet allemaal meer deze tag. Kijk opnieuw.',
  codebook_file_not_valid: 'Dit bestand is niet als codeboek te lezen. Er is niets gewijzigd.',
  file_empty: 'Er staat geen tekst in dit bestand.',
  file_is_binary:
    'De inhoud van dit bestand is geen tekst, en ook geen ander soort bestand dat kan worden gelezen.',
  file_not_supported:
    'Dit soort bestand kan niet worden gelezen. Sla het op als Word-document, PDF of platte tekst (.txt).',
  file_without_text:
    'In dit bestand staat geen tekst, alleen plaatjes van bladzijden (aantal: {{pages}}): het is een scan. Laat eerst de tekst herkennen (OCR).',
  file_encrypted:
    'Dit bestand is beveiligd met een wachtwoord. Sla het op zonder wachtwoord en probeer het opnieuw.',
  file_damaged: 'Dit bestand is beschadigd of niet compleet. Haal het opnieuw op, of sla het opnieuw op.',
  file_unsafe: 'In dit ingepakte bestand staan namen die erbuiten wijzen. Daarom is het niet geopend.',
  file_unpacks_too_large: 'Dit bestand wordt uitgepakt veel te groot. Daarom is het niet geopend.',
  archive_too_deep:
    'Hier zitten ingepakte bestanden te vaak in elkaar (meer dan {{maximum}} keer). Pak dit bestand zelf uit en voeg toe wat erin zit.',
  archive_not_supported:
    'Dit is een ingepakt bestand (.7z, .rar of .gz) dat hier niet kan worden geopend. Pak het zelf uit, of maak er een .zip van.',
  archive_too_many_files:
    'Hier zitten meer dan {{maximum}} bestanden in. Verdeel ze over meer ingepakte bestanden en voeg die na elkaar toe.',
  file_too_deep: 'In dit bestand zit meer in elkaar dan in enige tekst. Daarom is het niet gelezen.',
  file_defines_entities:
    'Dit bestand gebruikt afkortingen (entities) die het zelf vastlegt of elders ophaalt. Die worden niet geopend.',
  file_is_metadata:
    'Dit bestand bevat de gegevens van een ander bestand en zelf geen tekst. Lees het samen met dat bestand.',
  xml_not_well_formed:
    'Dit bestand is geen geldige XML: het is beschadigd of niet compleet. De eerste fout staat op regel {{line}}.',
  reading_too_long: 'Het lezen duurde te lang en is gestopt. Verdeel dit over kleinere bestanden.',
  reading_too_large: 'Het lezen kostte te veel geheugen en is gestopt. Verdeel dit over kleinere bestanden.',
  reading_failed:
    'Dit kan niet worden gelezen: het lezen liep vast op iets in dit bestand. Sla het opnieuw op als platte tekst en probeer het nog eens.',
  reckoning_too_long: 'Dit duurde te lang en is gestopt. Kies minder documenten, tags of personen.',
  reckoning_too_large: 'Dit kostte te veel geheugen en is gestopt. Kies minder documenten, tags of personen.',
  query_too_hard: 'Deze reguliere expressie zou te lang duren. Tel er minder herhalingen in.',
  mend_not_valid:
    'Correctie {{number}} past niet meer bij wat er van dit bestand gelezen is. Kijk het na en maak die opnieuw.',
  file_too_large:
    'Dit bestand is groter dan {{maximum}} MB, en meer kan hier niet. Maak het kleiner of verdeel het.',
  intake_full:
    'Er is geen plaats voor dit bestand: wat aan dit project wordt toegevoegd, mag samen {{maximum}} MB zijn. Voeg toe wat er al is, of laat het vallen.',
  intake_empty: 'Er is hier niets om toe te voegen.',
  intake_at_work: 'Deze bestanden worden gelezen of toegevoegd. Wacht tot dat klaar is, of annuleer het.',
  intake_changed:
    'Deze tekst is intussen in een ander venster verbeterd. Die verbeteringen staan nu hier; je laatste is niet opgeslagen. Maak die zo nodig opnieuw.',
  intake_twins:
    'Een deel van deze teksten, of bijna dezelfde, is intussen door iemand toegevoegd. Ze zijn nu gemerkt: bekijk ze en voeg de rest toe.',
  rendition_blind:
    'Deze brief zit in een blinde ronde die nog niet is onthuld. Na het onthullen kan de brief opnieuw worden gelezen.',
  rendition_final_open:
    'Een eindversie van deze brief is niet af. Maak die af, of maak de beslissingen ongedaan; dan kan de brief opnieuw worden gelezen.',
  rendition_same: 'De tekst wordt precies zo gelezen als die er staat. Er is niets te doen.',
  rendition_outdated:
    'Er is in deze brief iets veranderd sinds je het verslag bekeek. Er is niets opgeslagen; bekijk het nieuwe verslag.',
  rendition_not_one:
    'Een brief wordt uit één bestand gelezen. Laat één bestand over, of kies welk bestand de brief is, en probeer het opnieuw.',
  job_interrupted: 'De server stopte terwijl dit bezig was. Er is niets opgeslagen; vraag het opnieuw.',
  job_cancelled: 'Dit is geannuleerd. Er is niets opgeslagen.',
  project_archived: 'Dit project is gearchiveerd. Haal het uit het archief om het te wijzigen.',
  last_owner: 'Een project heeft een eigenaar nodig. Maak eerst iemand anders eigenaar.',
  last_installation_owner: 'De installatie heeft een eigenaar nodig. Maak eerst iemand anders eigenaar.',
  only_owner_of_projects:
    'Deze persoon is de enige eigenaar van projecten (aantal: {{projects}}). Eerst moet daar iemand anders eigenaar worden: dat kan deze persoon zelf doen, of wie de server beheert, met ‘koersvast hand-over’.',
  too_many_mails:
    'Het afgelopen uur zijn te veel uitnodigingen gemaild. Probeer het over {{minutes}} min opnieuw, of maak een link en stuur die zelf.',
  mail_not_set_up: 'Deze installatie verstuurt geen mail. Vraag om hulp bij wie de installatie beheert.',
  backup_not_made:
    'Er is geen back-up gemaakt: de datamap op de server is niet te beschrijven, of is vol. Het logboek daar zegt meer.',
  passwords_off: 'Wachtwoorden staan hier uit. Log in met het account van je organisatie.',
  provider_not_set_up:
    'Je kunt hier niet inloggen met het account van een organisatie. Gebruik je wachtwoord.',
  provider_unreachable:
    'De inlogpagina van je organisatie antwoordt niet. Probeer het over een minuut opnieuw.',
  provider_refused:
    'Het antwoord van je organisatie was niet te vertrouwen, dus je bent niet ingelogd. Begin opnieuw; gebeurt het weer, vertel het dan aan wie deze installatie beheert.',
  provider_clock:
    'De klok van deze server en die van je organisatie verschillen te veel. Vertel het aan wie deze installatie beheert.',
  provider_cancelled: 'Je hebt niet ingelogd bij je organisatie. Begin opnieuw als je dat wilt.',
  provider_begun_elsewhere:
    'Het inloggen is begonnen in een andere browser of een ander tabblad, of duurde te lang. Begin hier opnieuw.',
  provider_unknown:
    'Niemand logt hier nog in met dit account. Open de link van je uitnodiging, of log in met je wachtwoord en koppel het bij ‘Je account’.',
  provider_org_not_allowed:
    'Mensen van jouw organisatie kunnen hier niet inloggen. Kies het account van een andere organisatie, of vraag het aan wie deze installatie beheert.',
  provider_no_address:
    'Je organisatie zegt niet welk e-mailadres je hebt, en een account heeft er een nodig. Vraag het aan wie deze installatie beheert.',
  provider_in_use:
    'Dit account van je organisatie is hier al van iemand, of je hebt een ander gekoppeld. Ontkoppel dat eerst.',
  provider_other_account:
    'Je bevestigde met een ander account dan dat van jezelf. Probeer het opnieuw met dat van jou.',
  provider_not_again:
    'Je organisatie vroeg je niet om opnieuw in te loggen, dus er is niets bevestigd. Log daar uit, en probeer het opnieuw.',
  confirm_at_provider: 'Log eerst opnieuw in met het account van je organisatie.',
  last_way_in: 'Je kunt op geen andere manier inloggen, dus dit verandert niet.',
} as const satisfies Record<keyof typeof en, string>;
