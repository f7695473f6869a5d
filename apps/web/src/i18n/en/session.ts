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
  'gate.leave': 'Sign in as someone else',
} as const;
