import type { session as en } from '../en/session.ts';

export const session = {
  'signIn.title': 'Inloggen',
  'signIn.submit': 'Inloggen',
  email: 'E-mailadres',
  password: 'Wachtwoord',
  'password.show': 'Toon het wachtwoord',
  'password.rule':
    'Minstens 10 tekens; vier woorden mag ook. Geen namen, en geen gewoon woord met cijfers erachter.',
  name: 'Naam',
  'name.rule': 'Zoals je collega’s je kennen. Je naam staat in de dataset bij wat je codeert.',
  'gate.title': 'Je sessie is afgelopen',
  'gate.text': '{{name}}, typ je wachtwoord om verder te gaan waar je was. Wat je deed is opgeslagen.',
  'gate.submit': 'Ga verder',
  'gate.leave': 'Log in als iemand anders',
} as const satisfies Record<keyof typeof en, string>;
