import type { entrance as en } from '../en/entrance.ts';

export const entrance = {
  'signIn.lead': 'Samen brieven en andere teksten coderen.',
  'signIn.newcomer':
    'Nog geen account? Een collega die een project beheert kan je een link sturen om mee te doen.',
  'signIn.forgot': 'Wachtwoord vergeten? Wie deze installatie beheert kan een nieuw instellen.',
  'signIn.forgotten': 'Wachtwoord vergeten?',
  'signIn.noOwner':
    'Deze installatie heeft nog geen eigenaar. Open de link die bij het starten is getoond: die werkt één keer en maakt het eerste account.',
  'welcome.title': 'Maak het eerste account',
  'welcome.lead': 'Je wordt eigenaar van deze installatie. Deze link werkt één keer.',
  'welcome.submit': 'Account maken',
  'welcome.notValid': 'Deze link is niet meer geldig',
  'welcome.notValidText':
    'De link is gebruikt of verlopen. Start het programma opnieuw voor een nieuwe, of log in als je al een account hebt.',
  'forgotten.lead':
    'Geef het adres van je account. Je krijgt een link waarmee je een ander wachtwoord kiest.',
  'forgotten.submit': 'Stuur een link',
  'forgotten.sent':
    'Als er een account is met het adres {{email}}, dan is er een link naar onderweg. De link werkt één keer, binnen {{minutes}} minuten. Niets gekregen? Kijk ook bij de ongewenste mail.',
  'reset.title': 'Kies een nieuw wachtwoord',
  'reset.lead': 'Je wordt overal uitgelogd, en je toegangssleutels werken niet meer.',
  'reset.next': 'Nieuw wachtwoord',
  'reset.submit': 'Stel het wachtwoord in',
  'reset.done': 'Je nieuwe wachtwoord is ingesteld',
  'reset.doneText': 'Log ermee in.',
  'reset.notValidText':
    'De link is gebruikt of verlopen, of er is sindsdien een andere gebruikt. Vraag een nieuwe.',
  'signIn.emergency': 'Noodgeval: log in met een wachtwoord',
  'stopMail.title': 'Geen mails meer over wat nieuw is?',
  'stopMail.lead':
    'Er komen dan geen mails meer over oordelen, reacties en onthulde rondes in je projecten. Uitnodigingen en links voor een wachtwoord komen nog wel.',
  'stopMail.submit': 'Stop deze mails',
  'stopMail.done': 'Deze mails zijn gestopt',
  'stopMail.doneText': 'Je krijgt ze niet meer. In je account kun je kiezen om ze weer te krijgen.',
  'stopMail.account': 'Naar mijn account',
  'stopMail.notValid': 'Deze link werkt niet',
  'stopMail.notValidText':
    'Misschien is hij niet helemaal gekopieerd. In je account kun je deze mails ook stoppen.',
  'retired.title': 'Je account is gesloten',
  'retired.text':
    'Een eigenaar van deze installatie heeft je account, {{email}}, gesloten. Wat je maakte blijft, onder je naam, en wat nog niet was opgeslagen blijft in deze browser staan. Klopt dit niet? Vraag een eigenaar van deze installatie om het weer te openen; daarna kun je hier verder.',
} as const satisfies Record<keyof typeof en, string>;
