import type { error as en } from '../en/error.ts';

export const error = {
  not_signed_in: 'Je bent niet ingelogd. Log in en probeer het opnieuw.',
  not_found: 'Dit bestaat niet, of je mag het niet zien.',
  not_allowed: 'Jouw rol laat dit niet toe. Een eigenaar kan het wel, of kan je rol wijzigen.',
  wrong_credentials: 'E-mailadres en wachtwoord horen niet bij elkaar. Controleer beide.',
  too_many_attempts: 'Te veel pogingen. Probeer het over {{minutes}} min opnieuw.',
  link_not_valid: 'Deze link is niet meer geldig: gebruikt, ingetrokken of verlopen. Vraag een nieuwe.',
  input_not_valid: 'Iets wat je hebt ingevuld klopt niet. Controleer de velden en probeer het opnieuw.',
  field_conflict:
    'Iemand heeft intussen hetzelfde gewijzigd. Er is nog niets opgeslagen: je ziet beide versies, kies welke blijft.',
  version_conflict:
    'Iemand wijzigde dit net voor jou. Je ziet nu die wijziging; kijk ernaar en probeer het opnieuw.',
  nothing_to_undo: 'Er is niets meer om ongedaan te maken.',
  busy: 'De server is druk. Er is niets verloren; probeer het zo nog eens.',
  unexpected:
    'Er ging iets mis op de server. Er is niets gewijzigd; probeer het nog eens, of vraag de beheerder.',
  unreachable:
    'De server is niet bereikbaar. Er is niets verloren; probeer het opnieuw zodra je verbinding hebt.',
  unknown: 'Er ging iets mis op de server. Er is niets gewijzigd; probeer het opnieuw.',
} as const satisfies Record<keyof typeof en, string>;
