export const session = {
  'signIn.title': 'Sign in',
  'signIn.submit': 'Sign in',
  email: 'E-mail',
  password: 'Password',
  'password.show': 'Show the password',
  'password.rule':
    'At least 10 characters; four words are fine. No names, and no common word with digits added.',
  name: 'Name',
  'name.rule': 'As your colleagues know you. It appears in the dataset next to your codes.',
  'gate.title': 'Your session has ended',
  'gate.text': '{{name}}, type your password to go on where you were. What you did is kept.',
  'gate.submit': 'Go on',
  'gate.retired': 'Your account is retired',
  'gate.retiredText':
    'An owner of this installation has retired your account, {{email}}. What you made stays, under your name, and what was not saved yet is kept in this browser. Is it a mistake? Ask an owner of this installation to take it back; then you can go on here.',
  'gate.leave': 'Sign in as someone else',
} as const;
