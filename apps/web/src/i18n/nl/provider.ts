import type { provider as en } from '../en/provider.ts';

export const provider = {
  signIn: 'Log in met {{label}}',
  or: 'Of met een wachtwoord:',
  down: '{{label}} antwoordt op dit moment niet. Probeer het over een minuut opnieuw.',
  left: 'Misschien ben je nog ingelogd bij {{label}}.',
  signOut: 'Log ook uit bij {{label}}',
  'confirm.text': 'Log eerst opnieuw in met {{label}}, zodat zeker is dat jij het bent.',
  'confirm.do': 'Bevestig met {{label}}',
  'confirm.done': 'Je hebt bevestigd dat jij het bent. Dat geldt tot {{until}}.',
  'gate.away':
    '{{name}}, log opnieuw in met {{label}}. Dat gaat open in een nieuw tabblad; kom daarna hier terug. Wat je deed is opgeslagen.',
  'gate.notYet': 'Je bent nog niet opnieuw ingelogd, of als iemand anders.',
} as const satisfies Record<keyof typeof en, string>;
