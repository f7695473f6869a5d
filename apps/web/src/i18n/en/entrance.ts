export const entrance = {
  'signIn.lead': 'Code letters and other texts together.',
  'signIn.newcomer': 'No account yet? A colleague who owns a project can send you a link to join it.',
  'signIn.forgot': 'Forgotten your password? Whoever runs this installation can set a new one.',
  'signIn.forgotten': 'Forgotten your password?',
  'signIn.noOwner':
    'This installation has no owner yet. Open the link that was printed when it started: it works once and creates the first account.',
  'welcome.title': 'Create the first account',
  'welcome.lead': 'You become the owner of this installation. This link works once.',
  'welcome.submit': 'Create account',
  'welcome.notValid': 'This link is no longer valid',
  'welcome.notValidText':
    'It has been used or has expired. Start the program again for a new one, or sign in if you already have an account.',
  'forgotten.lead':
    'Give the address of your account. You get a link with which you choose another password.',
  'forgotten.submit': 'Send a link',
  'forgotten.sent':
    'If there is an account with the address {{email}}, a link is on its way to it. It works once, within {{minutes}} minutes. Nothing there? Look among unwanted mail too.',
  'reset.title': 'Choose a new password',
  'reset.lead': 'You are signed out everywhere, and your access tokens end.',
  'reset.next': 'New password',
  'reset.submit': 'Set the password',
  'reset.done': 'Your new password is set',
  'reset.doneText': 'Sign in with it.',
  'reset.notValidText': 'It has been used, has expired, or another one was used since. Ask for a new one.',
  'signIn.emergency': 'Emergency: sign in with a password',
  'stopMail.title': 'Stop the mails about what is new?',
  'stopMail.lead':
    'No more mails then come that tell you of verdicts, replies and revealed rounds in your projects. Invitations and links for a password still come.',
  'stopMail.submit': 'Stop these mails',
  'stopMail.done': 'These mails are stopped',
  'stopMail.doneText': 'You get none of them any more. In your account you can choose to get them again.',
  'stopMail.account': 'To my account',
  'stopMail.notValid': 'This link does not work',
  'stopMail.notValidText': 'Perhaps it was not copied whole. In your account you can stop these mails too.',
  'retired.title': 'Your account is retired',
  'retired.text':
    'An owner of this installation has retired your account, {{email}}. What you made stays, under your name, and what was not saved yet is kept in this browser. Is it a mistake? Ask an owner of this installation to take it back; then you can go on here.',
} as const;
