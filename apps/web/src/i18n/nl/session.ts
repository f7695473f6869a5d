import type { session as en } from '../en/session.ts';

export const session = {
  'signIn.title': 'Inloggen',
  'signIn.lead': 'Samen brieven en andere teksten coderen.',
  'signIn.submit': 'Inloggen',
  'signIn.newcomer':
    'Nog geen account? Een collega die een project beheert kan je een link sturen om mee te doen.',
  'signIn.forgot': 'Wachtwoord vergeten? Wie deze installatie beheert kan een nieuw instellen.',
  'signIn.noOwner':
    'Deze installatie heeft nog geen eigenaar. Open de link die bij het starten is getoond: die werkt één keer en maakt het eerste account.',
  email: 'E-mailadres',
  password: 'Wachtwoord',
  'password.show': 'Toon het wachtwoord',
  'password.rule':
    'Minstens 10 tekens; vier woorden mag ook. Geen namen, en geen gewoon woord met cijfers erachter.',
  name: 'Naam',
  'name.rule': 'Zoals je collega’s je kennen. Je naam staat in de dataset bij wat je codeert.',
  'welcome.title': 'Maak het eerste account',
  'welcome.lead': 'Je wordt eigenaar van deze installatie. Deze link werkt één keer.',
  'welcome.submit': 'Account maken',
  'welcome.notValid': 'Deze link is niet meer geldig',
  'welcome.notValidText':
    'De link is gebruikt of verlopen. Start het programma opnieuw voor een nieuwe, of log in als je al een account hebt.',
  'gate.title': 'Je sessie is afgelopen',
  'gate.text': '{{name}}, typ je wachtwoord om verder te gaan waar je was. Wat je deed is opgeslagen.',
  'gate.submit': 'Ga verder',
  'gate.leave': 'Log in als iemand anders',
} as const satisfies Record<keyof typeof en, string>;
