export const session = {
  'signIn.title': 'Sign in',
  'signIn.lead': 'Code letters and other texts together.',
  'signIn.submit': 'Sign in',
  'signIn.newcomer': 'No account yet? A colleague who owns a project can send you a link to join it.',
  'signIn.forgot': 'Forgotten your password? Whoever runs this installation can set a new one.',
  'signIn.noOwner':
    'This installation has no owner yet. Open the link that was printed when it started: it works once and creates the first account.',
  email: 'E-mail',
  password: 'Password',
  'password.show': 'Show the password',
  'password.rule':
    'At least 10 characters; four words are fine. No names, and no common word with digits added.',
  name: 'Name',
  'name.rule': 'As your colleagues know you. It appears in the dataset next to your codes.',
  'welcome.title': 'Create the first account',
  'welcome.lead': 'You become the owner of this installation. This link works once.',
  'welcome.submit': 'Create account',
  'welcome.notValid': 'This link is no longer valid',
  'welcome.notValidText':
    'It has been used or has expired. Start the program again for a new one, or sign in if you already have an account.',
  'gate.title': 'Your session has ended',
  'gate.text': '{{name}}, type your password to go on where you were. What you did is kept.',
  'gate.submit': 'Go on',
  'gate.leave': 'Sign in as someone else',
} as const;
